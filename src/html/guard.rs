//! What comes between the tokens and the tree: attributes that nobody reads are dropped, the rest is counted.
//!
//! A conforming tree builder has costs that grow with the square of the page: each start tag walks the open
//! elements, each text walks the active formatting elements, and the standard keeps formatting elements apart
//! by their attributes. With the nesting limited and formatting elements without attributes of the page's
//! making, time and memory grow with the page.

use std::cell::Cell;

use html5ever::interface::{Attribute, QualName, Tracer};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Tag;
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name, ns};

use super::arena::{Arena, Element, Handle};
use crate::limits::Limits;

/// How many tags and comments that make nodes pass between two counts.
const COUNT_EVERY: usize = 256;

/// Which limit a page ran into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exceeded {
    Depth,
    Nodes,
}

/// The styles that anything here reads, in the one spelling in which they reach the tree.
const HIDDEN_STYLE: &str = "display:none";
const STRUCK_STYLE: &str = "text-decoration:line-through";
const RAISED_STYLE: &str = "vertical-align:super";

#[derive(Debug)]
pub(super) struct Guard<'l> {
    limits: &'l Limits,
    since_count: usize,
}

impl<'l> Guard<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Guard { limits, since_count: 0 }
    }

    /// Whether an attribute of this name is read on any element, in whatever case it is written.
    pub(super) fn reads(attribute: &[u8]) -> bool {
        const READ: [&[u8]; 11] = [
            b"rowspan",
            b"colspan",
            b"span",
            b"href",
            b"hidden",
            b"style",
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
            // The tree builder itself asks for these: hidden inputs stay in tables, annotation-xml and font may end
            // foreign content.
            b"type" => *element == local_name!("input"),
            b"encoding" => *element == local_name!("annotation-xml"),
            b"color" | b"face" | b"size" => *element == local_name!("font"),
            _ => false,
        }
    }

    /// Makes the attributes harmless once the tag is whole.
    pub(super) fn temper(&self, tag: &mut Tag) {
        tag.attrs.retain_mut(|attribute| match &*attribute.name.local {
            "style" => match tempered_style(&attribute.value) {
                Some(style) => {
                    attribute.value = style;
                    true
                }
                None => false,
            },
            "hidden" => {
                attribute.value.clear();
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

    /// Counts a tag or comment that makes a node; every so often, whether the tree is still within its limits.
    pub(super) fn count(&mut self, builder: &TreeBuilder<Handle, Arena>) -> Result<(), Exceeded> {
        self.since_count += 1;
        if self.since_count < COUNT_EVERY {
            return Ok(());
        }
        self.since_count = 0;
        let open = OpenElements(Cell::new(0));
        builder.trace_handles(&open);
        if open.0.get() > self.limits.depth {
            return Err(Exceeded::Depth);
        }
        if builder.sink.len() > self.limits.nodes {
            return Err(Exceeded::Nodes);
        }
        Ok(())
    }
}

/// The part of a style that is read: whether the element is hidden, struck out or raised.
fn tempered_style(style: &str) -> Option<StrTendril> {
    let style = style.to_ascii_lowercase();
    let declares = |property: &str, value: &str| {
        style.split(';').filter_map(|d| d.split_once(':')).any(|(name, values)| {
            name.trim().starts_with(property)
                && values
                    .split_ascii_whitespace()
                    .any(|v| v.trim_end_matches("!important") == value)
        })
    };
    let hidden = declares("display", "none")
        || declares("visibility", "hidden")
        || declares("visibility", "collapse")
        || declares("mso-hide", "all");
    if hidden {
        return Some(HIDDEN_STYLE.into());
    }
    if declares("text-decoration", "line-through") {
        return Some(STRUCK_STYLE.into());
    }
    let raised = declares("vertical-align", "super") || declares("vertical-align", "sub");
    raised.then(|| RAISED_STYLE.into())
}

pub(super) fn is_hidden(element: &Element) -> bool {
    element.attribute("hidden").is_some() || element.attribute("style") == Some(HIDDEN_STYLE)
}

pub(super) fn is_struck(element: &Element) -> bool {
    element.attribute("style") == Some(STRUCK_STYLE)
}

pub(super) fn is_raised(element: &Element) -> bool {
    element.attribute("style") == Some(RAISED_STYLE)
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
