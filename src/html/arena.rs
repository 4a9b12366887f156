//! The tree: nodes in one vector, linked by their indices.
//!
//! A tree builder asks for the names of open elements all the time: here a handle has its element's name with it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{
    Attribute, ElementFlags, ExpandedName, NodeOrText, QualName, QuirksMode, TreeSink,
};
use html5ever::tendril::StrTendril;
use html5ever::{LocalName, Namespace, local_name, ns};

/// A node's index.
pub(super) type Id = u32;

/// No node.
const NONE: Id = Id::MAX;
const ROOT: Id = 0;

/// A node, with an element's name.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    pub(super) id: Id,
    pub(super) ns: Namespace,
    pub(super) local: LocalName,
}

impl Handle {
    pub(super) fn is_document(&self) -> bool {
        self.id == ROOT
    }
}

#[derive(Debug)]
struct Node {
    value: Value,
    parent: Id,
    before: Id,
    behind: Id,
    first: Id,
    last: Id,
}

#[derive(Debug)]
pub(super) enum Value {
    Element(Element),
    Text(StrTendril),
    /// A text that is a part of the page, by its bytes.
    Part(Part),
    /// The document, a template's content, a comment: what has no name and no text.
    Other,
}

/// Where a text stands in the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) start: u32,
    pub(super) length: u32,
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) ns: Namespace,
    pub(super) local: LocalName,
    pub(super) attrs: Box<[Attribute]>,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let attribute = self.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
        Some(&attribute.value)
    }
}

/// A tree that is whole.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    source: StrTendril,
    #[cfg(test)]
    pub(super) quirks_mode: QuirksMode,
}

/// Where a walk through the tree stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(Id);

impl Tree {
    pub(super) fn part(&self, part: Part) -> &str {
        let start = part.start as usize;
        &self.source[start..start + part.length as usize]
    }

    pub(super) fn value(&self, place: Place) -> &Value {
        &self.nodes[place.0 as usize].value
    }

    pub(super) fn first(&self) -> Option<Place> {
        self.first_in(Place(ROOT))
    }

    pub(super) fn first_in(&self, place: Place) -> Option<Place> {
        there(self.nodes[place.0 as usize].first)
    }

    pub(super) fn behind(&self, place: Place) -> Option<Place> {
        there(self.nodes[place.0 as usize].behind)
    }

    /// The parent, unless it is the document.
    pub(super) fn parent(&self, place: Place) -> Option<Place> {
        there(self.nodes[place.0 as usize].parent).filter(|parent| parent.0 != ROOT)
    }
}

fn there(id: Id) -> Option<Place> {
    (id != NONE).then_some(Place(id))
}

/// A tree that is being built.
#[derive(Debug)]
pub(super) struct Arena {
    nodes: RefCell<Nodes>,
    quirks_mode: Cell<QuirksMode>,
    /// Whose name was asked for last.
    asked: Cell<Id>,
    /// The node that the tree builder is about to make, but that is in the tree already.
    there: Cell<Id>,
}

impl Arena {
    /// An arena for a page's tree.
    pub(super) fn new(html: &str) -> Arena {
        // About as many nodes as pages have.
        let all = Vec::with_capacity(html.len() / 24);
        let mut nodes = Nodes { all, source: StrTendril::from_slice(html) };
        nodes.add(Value::Other);
        let nodes = RefCell::new(nodes);
        let quirks_mode = Cell::new(QuirksMode::NoQuirks);
        Arena { nodes, quirks_mode, asked: Cell::new(ROOT), there: Cell::new(NONE) }
    }

    /// How many nodes there are, those included that no longer stand in the tree.
    pub(super) fn len(&self) -> usize {
        self.nodes.borrow().all.len()
    }

    /// The node whose name was asked for last.
    pub(super) fn asked(&self) -> Id {
        self.asked.get()
    }

    /// Whether the element whose name was asked for last holds only parts of a table, and no text.
    pub(super) fn was_part_of_table(&self) -> bool {
        match &self.nodes.borrow().get(self.asked.get()).value {
            Value::Element(element) => {
                let is_part = matches!(
                    element.local,
                    local_name!("table")
                        | local_name!("tbody")
                        | local_name!("thead")
                        | local_name!("tfoot")
                        | local_name!("tr")
                );
                is_part && element.ns == ns!(html)
            }
            _ => false,
        }
    }

    /// Adds an HTML element at the end of a node.
    pub(super) fn add_element(&self, parent: Id, local: LocalName, attrs: Box<[Attribute]>) -> Id {
        let element = Element { ns: ns!(html), local, attrs };
        self.nodes.borrow_mut().add_last(parent, Value::Element(element))
    }

    /// Adds a text at the end of a node.
    pub(super) fn add_text(&self, parent: Id, text: StrTendril) {
        self.nodes.borrow_mut().append_text(parent, text);
    }

    /// Adds a part of the page as a text at the end of a node.
    pub(super) fn add_part(&self, parent: Id, part: Part) {
        self.nodes.borrow_mut().append_part(parent, part);
    }

    /// A part of the page as a text without a copy.
    pub(super) fn tendril(&self, part: Part) -> StrTendril {
        self.nodes.borrow().tendril(part)
    }

    /// Adds a comment at the end of a node.
    pub(super) fn add_comment(&self, parent: Id) {
        self.nodes.borrow_mut().add_last(parent, Value::Other);
    }

    /// Lets the tree builder find an element that is in the tree where it will make the next one; tells its attributes.
    pub(super) fn is_there(&self, id: Id) -> Vec<Attribute> {
        self.there.set(id);
        match &self.nodes.borrow().get(id).value {
            Value::Element(element) => element.attrs.to_vec(),
            _ => Vec::new(),
        }
    }
}

fn nameless(id: Id) -> Handle {
    Handle { id, ns: ns!(), local: local_name!("") }
}

impl TreeSink for Arena {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        let Nodes { all, source } = self.nodes.into_inner();
        Tree {
            nodes: all,
            source,
            #[cfg(test)]
            quirks_mode: self.quirks_mode.get(),
        }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.quirks_mode.set(mode);
    }

    fn get_document(&self) -> Handle {
        nameless(ROOT)
    }

    fn same_node(&self, a: &Handle, b: &Handle) -> bool {
        a.id == b.id
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.asked.set(target.id);
        ExpandedName { ns: &target.ns, local: &target.local }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let QualName { ns, local, .. } = name;
        if self.there.get() != NONE {
            return Handle { id: self.there.get(), ns, local };
        }
        let mut nodes = self.nodes.borrow_mut();
        let (attrs, handle) = (attrs.into(), Handle { id: NONE, ns, local });
        let (ns, local) = (handle.ns.clone(), handle.local.clone());
        let id = nodes.add(Value::Element(Element { ns, local, attrs }));
        // A template's content is its only child.
        if handle.local == local_name!("template") && handle.ns == ns!(html) {
            nodes.add_last(id, Value::Other);
        }
        Handle { id, ..handle }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        nameless(self.nodes.borrow_mut().add(Value::Other))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        nameless(self.nodes.borrow_mut().add(Value::Other))
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let mut nodes = self.nodes.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) if child.id == self.there.get() => self.there.set(NONE),
            NodeOrText::AppendNode(child) => nodes.append(parent.id, child.id),
            NodeOrText::AppendText(text) => nodes.append_text(parent.id, text),
        }
    }

    fn append_before_sibling(&self, sibling: &Handle, new: NodeOrText<Handle>) {
        let mut nodes = self.nodes.borrow_mut();
        if let NodeOrText::AppendNode(node) = &new {
            nodes.detach(node.id);
        }
        if nodes.get(sibling.id).parent == NONE {
            return;
        }
        match new {
            NodeOrText::AppendNode(node) => nodes.insert_before(sibling.id, node.id),
            NodeOrText::AppendText(text) => {
                let before = nodes.get(sibling.id).before;
                if let Some(text) = nodes.join(before, text) {
                    let id = nodes.add(Value::Text(text));
                    nodes.insert_before(sibling.id, id);
                }
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.nodes.borrow().get(element.id).parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.nodes.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.nodes.borrow_mut().reparent(node.id, new_parent.id);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        if let Value::Element(element) = &mut self.nodes.borrow_mut().get_mut(target.id).value {
            let mut all = std::mem::take(&mut element.attrs).into_vec();
            for attribute in attrs {
                if all.iter().all(|other| other.name != attribute.name) {
                    all.push(attribute);
                }
            }
            element.attrs = all.into();
        }
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        nameless(self.nodes.borrow().get(target.id).first)
    }
}

#[derive(Debug)]
struct Nodes {
    all: Vec<Node>,
    /// The page, of which texts are parts.
    source: StrTendril,
}

impl Nodes {
    fn get(&self, id: Id) -> &Node {
        &self.all[id as usize]
    }

    fn get_mut(&mut self, id: Id) -> &mut Node {
        &mut self.all[id as usize]
    }

    fn add(&mut self, value: Value) -> Id {
        let id = self.all.len() as Id;
        let (parent, before, behind, first, last) = (NONE, NONE, NONE, NONE, NONE);
        self.all.push(Node { value, parent, before, behind, first, last });
        id
    }

    /// Adds a text to a text's end, or gives it back.
    fn join(&mut self, before: Id, text: StrTendril) -> Option<StrTendril> {
        if before == NONE {
            return Some(text);
        }
        if let Value::Part(first) = self.get(before).value {
            self.get_mut(before).value = Value::Text(self.tendril(first));
        }
        let Value::Text(first) = &mut self.get_mut(before).value else { return Some(text) };
        first.push_tendril(&text);
        None
    }

    fn tendril(&self, part: Part) -> StrTendril {
        self.source.subtendril(part.start, part.length)
    }

    /// Makes a new node the last child.
    fn add_last(&mut self, parent: Id, value: Value) -> Id {
        let id = self.add(value);
        self.append(parent, id);
        id
    }

    fn append_text(&mut self, parent: Id, text: StrTendril) {
        let last = self.get(parent).last;
        if let Some(text) = self.join(last, text) {
            self.add_last(parent, Value::Text(text));
        }
    }

    fn append_part(&mut self, parent: Id, part: Part) {
        let last = self.get(parent).last;
        if last != NONE && matches!(self.get(last).value, Value::Text(_) | Value::Part(_)) {
            self.append_text(parent, self.tendril(part));
        } else {
            self.add_last(parent, Value::Part(part));
        }
    }

    /// Makes a node without a parent the last child.
    fn append(&mut self, parent: Id, child: Id) {
        let last = std::mem::replace(&mut self.get_mut(parent).last, child);
        let node = self.get_mut(child);
        node.parent = parent;
        node.before = last;
        if last == NONE {
            self.get_mut(parent).first = child;
        } else {
            self.get_mut(last).behind = child;
        }
    }

    /// Puts a node without a parent before a node that has one.
    fn insert_before(&mut self, sibling: Id, child: Id) {
        let Node { parent, before, .. } = *self.get(sibling);
        self.get_mut(sibling).before = child;
        let node = self.get_mut(child);
        node.parent = parent;
        node.before = before;
        node.behind = sibling;
        if before == NONE {
            self.get_mut(parent).first = child;
        } else {
            self.get_mut(before).behind = child;
        }
    }

    fn detach(&mut self, id: Id) {
        let node = self.get_mut(id);
        let parent = std::mem::replace(&mut node.parent, NONE);
        let before = std::mem::replace(&mut node.before, NONE);
        let behind = std::mem::replace(&mut node.behind, NONE);
        if parent == NONE {
            return;
        }
        match before {
            NONE => self.get_mut(parent).first = behind,
            before => self.get_mut(before).behind = behind,
        }
        match behind {
            NONE => self.get_mut(parent).last = before,
            behind => self.get_mut(behind).before = before,
        }
    }

    fn reparent(&mut self, from: Id, to: Id) {
        let mut next = self.get(from).first;
        while next != NONE {
            let child = next;
            next = self.get(child).behind;
            self.detach(child);
            self.append(to, child);
        }
    }
}
