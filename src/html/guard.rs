//! What comes between the tokens and the tree: attributes that nobody reads are dropped, the rest is counted.
//!
//! A conforming tree builder has costs that grow with the square of the page: each start tag walks the open
//! elements, each text walks the active formatting elements, and the standard keeps formatting elements apart
//! by their attributes. With the nesting limited and formatting elements without attributes of the page's
//! making, time and memory grow with the page.

use std::cell::Cell;

use html5ever::interface::{Attribute, QualName, Tracer};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name, ns};

use super::arena::{Arena, Element, Handle};
use super::sheet::{Sheet, is_met};
use super::style::Declared;
use crate::limits::Limits;

/// How many tags and comments that make nodes pass between two counts.
const COUNT_EVERY: usize = 256;

/// Which limit a page ran into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exceeded {
    Depth,
    Nodes,
    Selectors,
    Comparisons,
}

/// Names of classes by which pages raise a footnote's mark.
const RAISED_CLASSES: [&str; 8] = [
    "sup",
    "superscript",
    "footnote",
    "footnote-ref",
    "footnote-reference",
    "noteref",
    "msofootnotereference",
    "msoendnotereference",
];

#[derive(Debug)]
pub(super) struct Guard<'l> {
    limits: &'l Limits,
    since_count: usize,
    /// What the page's sheets have said so far.
    sheet: Sheet,
}

impl<'l> Guard<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Guard { limits, since_count: 0, sheet: Sheet::default() }
    }

    /// Whether an attribute of this name is read on any element, in whatever case it is written.
    pub(super) fn reads(attribute: &[u8]) -> bool {
        const READ: [&[u8]; 15] = [
            b"rowspan",
            b"colspan",
            b"span",
            b"href",
            b"hidden",
            b"style",
            b"class",
            b"id",
            b"open",
            b"media",
            b"type",
            b"encoding",
            b"color",
            b"face",
            b"size",
        ];
        READ.iter().any(|name| name.eq_ignore_ascii_case(attribute))
    }

    /// Whether an attribute of this name is read by anyone on this element.
    pub(super) fn wants(&self, element: &LocalName, attribute: &[u8]) -> bool {
        match attribute {
            b"rowspan" | b"colspan" => matches!(*element, local_name!("td") | local_name!("th")),
            b"span" => matches!(*element, local_name!("col") | local_name!("colgroup")),
            b"href" => matches!(*element, local_name!("a") | local_name!("base")),
            b"hidden" | b"style" => true,
            b"class" if matches!(*element, local_name!("span") | local_name!("a")) => true,
            b"class" | b"id" => is_root(element) || self.sheet.makes_marks(),
            b"open" => *element == local_name!("dialog"),
            b"media" => *element == local_name!("style"),
            b"type" if *element == local_name!("style") => true,
            // The tree builder itself asks for these: hidden inputs stay in tables, annotation-xml and font may end
            // foreign content.
            b"type" => *element == local_name!("input"),
            b"encoding" => *element == local_name!("annotation-xml"),
            b"color" | b"face" | b"size" => *element == local_name!("font"),
            _ => false,
        }
    }

    /// Makes a tag's attributes harmless once it is whole.
    pub(super) fn temper(&self, element: &LocalName, attrs: &mut Vec<Attribute>) {
        attrs.retain_mut(|attribute| match &*attribute.name.local {
            "style" => {
                let declared = Declared::of(&attribute.value);
                let is_alone = !self.sheet.makes_marks();
                let style = if is_alone { declared.reduced() } else { declared }.spelled();
                style.map(|style| attribute.value = style).is_some()
            }
            "hidden" | "open" => {
                attribute.value.clear();
                true
            }
            "class" | "id" => {
                let is_kept = attribute.value.len() <= self.limits.attribute;
                let names = is_kept.then(|| self.kept_names(&attribute.value, is_root(element)));
                attribute.value = names.unwrap_or_default();
                !attribute.value.is_empty()
            }
            "size" if is_small_size(&attribute.value) => {
                attribute.value = SMALL_SIZE.into();
                true
            }
            // Only its presence matters, and the standard would keep one formatting element for each value.
            "color" | "face" | "size" => {
                attribute.value.clear();
                true
            }
            "href" => attribute.value.len() <= self.limits.attribute,
            _ => true,
        });
    }

    /// Those of some classes that say something, in lower case: that selectors name, or that raise a text. A page's root
    /// comes before its sheets.
    fn kept_names(&self, classes: &str, is_root: bool) -> StrTendril {
        let mut kept = StrTendril::new();
        for class in classes.split_ascii_whitespace() {
            let class = class.to_ascii_lowercase();
            let name = match is_raised_class(&class) {
                true if !self.sheet.makes_marks() => RAISED_CLASSES[0],
                is_raised if is_raised || is_root || self.sheet.names(&class) => &class,
                _ => continue,
            };
            if !kept.is_empty() {
                kept.push_char(' ');
            }
            kept.push_slice(name);
        }
        kept
    }

    /// Whether a `<style>` with these attributes is a sheet for a screen.
    pub(super) fn is_sheet(attrs: &[Attribute]) -> bool {
        attrs.iter().all(|Attribute { name, value }| match &*name.local {
            "media" => is_met(value),
            "type" => value.is_empty() || value.trim().eq_ignore_ascii_case("text/css"),
            _ => true,
        })
    }

    /// Takes in a sheet.
    pub(super) fn read_sheet(&mut self, css: &str) -> Result<(), Exceeded> {
        let is_within = self.sheet.read(css, self.limits.selectors);
        if is_within { Ok(()) } else { Err(Exceeded::Selectors) }
    }

    /// What the sheets have said.
    /// Whether the page's sheets, as far as they were read, make marks.
    pub(super) fn makes_marks(&self) -> bool {
        self.sheet.makes_marks()
    }

    pub(super) fn into_sheet(self) -> Sheet {
        self.sheet
    }

    /// Counts a tag or comment that makes a node; every so often, whether the tree is still within its limits.
    /// `more` elements are open that the tree builder does not know of.
    pub(super) fn count(
        &mut self,
        builder: &TreeBuilder<Handle, Arena>,
        more: usize,
    ) -> Result<(), Exceeded> {
        self.since_count += 1;
        if self.since_count < COUNT_EVERY {
            return Ok(());
        }
        self.since_count = 0;
        let open = OpenElements(Cell::new(0));
        builder.trace_handles(&open);
        if open.0.get() + more > self.limits.depth {
            return Err(Exceeded::Depth);
        }
        if builder.sink.len() > self.limits.nodes {
            return Err(Exceeded::Nodes);
        }
        Ok(())
    }
}

/// The elements that stand before every sheet, and hide nothing by one: scripts show such a page.
pub(super) fn is_root(element: &LocalName) -> bool {
    matches!(*element, local_name!("html") | local_name!("body"))
}

/// The sizes of `<font>` below that of the page's text.
fn is_small_size(size: &str) -> bool {
    let size = size.trim();
    matches!(size, "1" | "2") || size.starts_with('-')
}

const SMALL_SIZE: &str = "-1";

fn is_raised_class(class: &str) -> bool {
    RAISED_CLASSES.contains(&class)
}

/// What an element's own style says.
pub(super) fn own_style(element: &Element) -> Declared {
    element.attribute("style").map_or(Declared::default(), Declared::from_spelled)
}

/// Whether an element is raised by what its class is called.
pub(super) fn is_called_raised(element: &Element) -> bool {
    let classes = element.attribute("class").unwrap_or("");
    classes.split_ascii_whitespace().any(is_raised_class)
}

/// Whether an element's attributes make small print of it.
pub(super) fn is_small_font(element: &Element) -> bool {
    element.attribute("size") == Some(SMALL_SIZE)
}

/// Counts the handles that a tree builder holds: open elements, active formatting elements, at most four more.
struct OpenElements(Cell<usize>);

impl Tracer for OpenElements {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

/// Whether a table is open, and whether a row of one is.
pub(super) fn open_table(builder: &TreeBuilder<Handle, Arena>) -> (bool, bool) {
    #[derive(Default)]
    struct Tables {
        table: Cell<bool>,
        row: Cell<bool>,
    }

    impl Tracer for Tables {
        type Handle = Handle;

        fn trace_handle(&self, handle: &Handle) {
            self.table.set(self.table.get() || handle.local == local_name!("table"));
            self.row.set(self.row.get() || handle.local == local_name!("tr"));
        }
    }

    let tables = Tables::default();
    builder.trace_handles(&tables);
    (tables.table.get(), tables.row.get())
}

/// An attribute without a namespace, its value still empty.
pub(super) fn attribute(name: &str) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), LocalName::from(name)), value: StrTendril::new() }
}
