//! The short way into the tree, past the tree builder: for tags and texts whose place is certain.
//!
//! Nearly all of a page are elements that open where nothing is implied and close in order: a `<div>` in a `<div>`, a
//! `<td>` in a `<tr>`. What the standard makes of them is the plain tree: a start tag makes the last child of the current
//! node, the end tag closes it; and behind the end tag a tree builder is as it was before the start tag, but for the
//! frameset-ok flag. So the builder is not asked. Where something else comes, it is told of the elements that
//! are open ([`Direct::settle`]), which brings it to where it would be had it seen all.

use std::cell::{Cell, OnceCell};

use html5ever::interface::Tracer;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name, ns};

use super::arena::{Arena, Handle, Id};

/// More elements are not open past the tree builder at once: the guard counts its elements.
const OPEN: usize = 64;

/// What an element may hold, and where it may stand, without anything implied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Flow,
    List,
    Item,
    /// A paragraph or heading.
    Line,
    Inline,
    Void,
    Table,
    RowGroup,
    Row,
    Cell,
}

impl Kind {
    /// The kind of an HTML element; `None` for those that mean more to a tree builder.
    pub(super) fn of(element: &LocalName) -> Option<Kind> {
        Some(match *element {
            local_name!("div")
            | local_name!("section")
            | local_name!("article")
            | local_name!("main")
            | local_name!("header")
            | local_name!("footer")
            | local_name!("nav")
            | local_name!("aside") => Kind::Flow,
            local_name!("ul") | local_name!("ol") => Kind::List,
            local_name!("li") => Kind::Item,
            local_name!("p")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6") => Kind::Line,
            local_name!("a")
            | local_name!("b")
            | local_name!("em")
            | local_name!("i")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strong")
            | local_name!("u") => Kind::Inline,
            local_name!("br") | local_name!("img") => Kind::Void,
            local_name!("table") => Kind::Table,
            local_name!("tbody") | local_name!("thead") | local_name!("tfoot") => Kind::RowGroup,
            local_name!("tr") => Kind::Row,
            local_name!("td") | local_name!("th") => Kind::Cell,
            _ => return None,
        })
    }

    /// Whether an element of another kind may be a child as it stands there. No paragraph is open around blocks then, no
    /// block inside a formatting element, no item around items of the same list.
    fn holds(self, child: Kind) -> bool {
        use Kind::*;
        match child {
            Flow | List | Line | Table => matches!(self, Flow | Item | Cell),
            Item => self == List,
            Inline | Void => matches!(self, Flow | Item | Line | Inline | Cell),
            RowGroup => self == Table,
            Row => self == RowGroup,
            Cell => self == Row,
        }
    }

    /// Whether it is a part of a table that holds only other parts, and no text.
    fn holds_parts(self) -> bool {
        matches!(self, Kind::Table | Kind::RowGroup | Kind::Row)
    }
}

#[derive(Debug, Clone)]
struct Open {
    id: Id,
    kind: Kind,
    name: LocalName,
}

/// The tree builder's current node.
#[derive(Debug, Clone, Copy, Default)]
enum Base {
    #[default]
    Unknown,
    /// More than plain elements are open there.
    Odd,
    Plain(Id, Kind),
}

/// What is open past the tree builder, and where.
#[derive(Debug, Default)]
pub(super) struct Direct {
    base: Base,
    open: Vec<Open>,
    /// Whether the frameset-ok flag is surely off: a `<body>` or `<table>` has come.
    is_begun: bool,
    /// Whether an end tag of the body has come.
    is_over: bool,
    /// Whether the builder may hold back a text inside a table.
    follows_text: bool,
}

impl Direct {
    /// How many elements are open that the tree builder does not know of.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The current node.
    fn current(&mut self, builder: &TreeBuilder<Handle, Arena>) -> Option<(Id, Kind)> {
        if let Some(last) = self.open.last() {
            return Some((last.id, last.kind));
        }
        if matches!(self.base, Base::Unknown) {
            let plain = self.plain_base(builder);
            self.base = plain.map_or(Base::Odd, |(id, kind)| Base::Plain(id, kind));
        }
        match self.base {
            Base::Plain(id, kind) => Some((id, kind)),
            _ => None,
        }
    }

    /// Whether the current node is a part of a table that holds only other parts, if that is known here.
    pub(super) fn holds_parts(&mut self, builder: &TreeBuilder<Handle, Arena>) -> Option<bool> {
        self.current(builder).map(|(_, kind)| kind.holds_parts())
    }

    /// The node whose last child an element becomes, if that is certain.
    pub(super) fn place(
        &mut self,
        builder: &TreeBuilder<Handle, Arena>,
        name: &LocalName,
        kind: Kind,
    ) -> Option<Id> {
        let (parent, around) = self.current(builder)?;
        // Of equal formatting elements inside each other not all may be kept, and links close each other.
        let is_again = kind == Kind::Inline && self.open.iter().any(|open| open.name == *name);
        (around.holds(kind) && !is_again && self.open.len() < OPEN).then_some(parent)
    }

    /// Notes that an element has come.
    pub(super) fn open(&mut self, id: Id, kind: Kind, name: LocalName) {
        if kind != Kind::Void {
            self.open.push(Open { id, kind, name });
        }
    }

    /// Closes the current node, if it bears this name and is not the builder's.
    pub(super) fn end(&mut self, name: &LocalName) -> bool {
        self.open.pop_if(|last| last.name == *name).is_some()
    }

    /// The node to which a text without NUL belongs, if that is certain.
    pub(super) fn place_of_text(&mut self, builder: &TreeBuilder<Handle, Arena>) -> Option<Id> {
        let (parent, _) = self.current(builder).filter(|(_, kind)| !kind.holds_parts())?;
        Some(parent)
    }

    /// Adds a comment to the current node, if it is known here.
    pub(super) fn comment(&mut self, builder: &TreeBuilder<Handle, Arena>) -> bool {
        let current = self.current(builder);
        current.map(|(parent, _)| builder.sink.add_comment(parent)).is_some()
    }

    /// Tells the tree builder of the elements that are open, before a token that goes to it.
    pub(super) fn settle(&mut self, builder: &TreeBuilder<Handle, Arena>, next: &Token) {
        self.base = Base::Unknown;
        self.follows_text = match next {
            Token::CharacterTokens(_) | Token::NullCharacterToken => true,
            Token::DoctypeToken(_) => self.follows_text,
            _ => false,
        };
        for Open { id, name, .. } in self.open.drain(..) {
            // The builder keeps the attributes of formatting elements.
            let attrs = builder.sink.is_there(id);
            let kind = TagKind::StartTag;
            let (self_closing, had_duplicate_attributes) = (false, false);
            let tag = Tag { kind, name, self_closing, attrs, had_duplicate_attributes };
            // None of these elements asks for another state of the tokenizer.
            let _continue = builder.process_token(Token::TagToken(tag), 1);
        }
    }

    /// Notes what the tree builder has made of a start tag.
    pub(super) fn begin(&mut self, builder: &TreeBuilder<Handle, Arena>, name: &LocalName) {
        if matches!(*name, local_name!("body") | local_name!("table")) {
            let trace = Trace::of(builder);
            self.is_begun |= trace.is_some_and(|trace| trace.name.get() == Some(name));
        }
    }

    /// Notes that the body has ended: what follows may not belong to the current node.
    pub(super) fn finish(&mut self) {
        self.is_over = true;
    }

    /// The tree builder's current node, if nothing is open that says what becomes of plain elements in it.
    fn plain_base(&self, builder: &TreeBuilder<Handle, Arena>) -> Option<(Id, Kind)> {
        if !self.is_begun || self.is_over {
            return None;
        }
        let trace = Trace::of(builder)?;
        let kind = container(trace.name.get()?)?;
        let is_plain = trace.is_plain.get() && trace.has_body.get();
        // What stands in a table, but in none of its cells, is put before it.
        let is_inside = kind.holds_parts() || matches!(trace.part.get(), None | Some(Kind::Cell));
        let holds_back = kind.holds_parts() && self.follows_text;
        (is_plain && is_inside && !holds_back).then_some((trace.current, kind))
    }
}

/// The kind of an element that may be open around plain ones.
fn container(name: &LocalName) -> Option<Kind> {
    match *name {
        local_name!("body") | local_name!("form") => Some(Kind::Flow),
        _ => Kind::of(name).filter(|kind| !matches!(kind, Kind::Line | Kind::Inline | Kind::Void)),
    }
}

/// What is open in a tree builder: its handles are the document, the open elements, the active formatting elements, and
/// the pointers to the head and the form.
struct Trace {
    current: Id,
    /// The current node's name, once it has come.
    name: OnceCell<LocalName>,
    /// Whether all that is open is plain, and no formatting element is active.
    is_plain: Cell<bool>,
    has_body: Cell<bool>,
    /// The innermost part of a table.
    part: Cell<Option<Kind>>,
}

impl Trace {
    /// What is open; `None` if the current node is in a drawing or formula.
    fn of(builder: &TreeBuilder<Handle, Arena>) -> Option<Trace> {
        // Asking this makes the tree builder ask for the current node's name.
        if builder.adjusted_current_node_present_but_not_in_html_namespace() {
            return None;
        }
        let trace = Trace {
            current: builder.sink.asked(),
            name: OnceCell::new(),
            is_plain: Cell::new(true),
            has_body: Cell::new(false),
            part: Cell::new(None),
        };
        builder.trace_handles(&trace);
        Some(trace)
    }

    fn open_element(&self, handle: &Handle) {
        let kind = container(&handle.local);
        let is_plain = kind.is_some() || handle.local == local_name!("html");
        self.is_plain.set(self.is_plain.get() && is_plain && handle.ns == ns!(html));
        self.has_body.set(self.has_body.get() || handle.local == local_name!("body"));
        let part = kind.filter(|kind| kind.holds_parts() || *kind == Kind::Cell);
        self.part.set(part.or(self.part.get()));
        if handle.id == self.current {
            let _first = self.name.set(handle.local.clone());
        }
    }
}

impl Tracer for Trace {
    type Handle = Handle;

    fn trace_handle(&self, handle: &Handle) {
        if handle.is_document() {
            return;
        }
        if self.name.get().is_none() {
            return self.open_element(handle);
        }
        let is_pointer = matches!(handle.local, local_name!("head") | local_name!("form"));
        self.is_plain.set(self.is_plain.get() && is_pointer);
    }
}
