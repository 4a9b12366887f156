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
const SMALL_STYLE: &str = "font-size:smaller";

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
}

impl<'l> Guard<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Guard { limits, since_count: 0 }
    }

    /// Whether an attribute of this name is read on any element, in whatever case it is written.
    pub(super) fn reads(attribute: &[u8]) -> bool {
        const READ: [&[u8]; 12] = [
            b"rowspan",
            b"colspan",
            b"span",
            b"href",
            b"hidden",
            b"style",
            b"class",
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
            b"class" => matches!(*element, local_name!("span") | local_name!("a")),
            // The tree builder itself asks for these: hidden inputs stay in tables, annotation-xml and font may end
            // foreign content.
            b"type" => *element == local_name!("input"),
            b"encoding" => *element == local_name!("annotation-xml"),
            b"color" | b"face" | b"size" => *element == local_name!("font"),
            _ => false,
        }
    }

    /// Makes a tag's attributes harmless once it is whole.
    pub(super) fn temper(&self, attrs: &mut Vec<Attribute>) {
        attrs.retain_mut(|attribute| match &*attribute.name.local {
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
            "class" => {
                let is_kept = is_raised_class(&attribute.value);
                attribute.value.clear();
                is_kept
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

/// The part of a style that is read: whether the element is hidden, struck out, raised or small.
fn tempered_style(style: &str) -> Option<StrTendril> {
    let style = style.to_ascii_lowercase();
    let declares = |property: &str, is_meant: fn(&str) -> bool| {
        style.split(';').filter_map(|d| d.split_once(':')).any(|(name, values)| {
            name.trim().starts_with(property)
                && values
                    .split_ascii_whitespace()
                    .any(|v| is_meant(v.trim_end_matches("!important")))
        })
    };
    let hidden = declares("display", |value| value == "none")
        || declares("visibility", |value| matches!(value, "hidden" | "collapse"))
        || declares("mso-hide", |value| value == "all");
    if hidden {
        return Some(HIDDEN_STYLE.into());
    }
    if declares("text-decoration", |value| value == "line-through") {
        return Some(STRUCK_STYLE.into());
    }
    let is_moved = || {
        declares("position", |value| value == "relative")
            && (declares("top", is_distance) || declares("bottom", is_distance))
    };
    let raised = declares("vertical-align", |value| {
        matches!(value, "super" | "sub" | "text-top") || is_distance(value)
    }) || declares("mso-text-raise", is_distance)
        || is_moved();
    if raised {
        return Some(RAISED_STYLE.into());
    }
    declares("font-size", is_small).then(|| SMALL_STYLE.into())
}

/// A length or share that is not zero: `4px`, `-3.0pt`, `.5em`, `30%`.
fn is_distance(value: &str) -> bool {
    number_of(value).is_some_and(|(number, _)| number != 0.0)
}

/// Whether a font's size is small beside any text: by its name, beside that around it, or because nobody reads it well.
fn is_small(value: &str) -> bool {
    matches!(value, "smaller" | "x-small" | "xx-small")
        || number_of(value).is_some_and(|(number, unit)| match unit {
            "em" => number < 1.0,
            "%" => number < 100.0,
            "pt" => number < 8.0,
            "px" => number < 10.0,
            _ => false,
        })
}

/// A style's number and its unit.
fn number_of(value: &str) -> Option<(f32, &str)> {
    let end = value.find(|c: char| c.is_ascii_lowercase() || c == '%').unwrap_or(value.len());
    Some((value[..end].parse().ok()?, &value[end..]))
}

/// The sizes of `<font>` below that of the page's text.
fn is_small_size(size: &str) -> bool {
    let size = size.trim();
    matches!(size, "1" | "2") || size.starts_with('-')
}

const SMALL_SIZE: &str = "-1";

fn is_raised_class(classes: &str) -> bool {
    let is_one = |class: &str| RAISED_CLASSES.iter().any(|one| one.eq_ignore_ascii_case(class));
    classes.split_ascii_whitespace().any(is_one)
}

pub(super) fn is_hidden(element: &Element) -> bool {
    element.attribute("hidden").is_some() || element.attribute("style") == Some(HIDDEN_STYLE)
}

pub(super) fn is_struck(element: &Element) -> bool {
    element.attribute("style") == Some(STRUCK_STYLE)
}

pub(super) fn is_raised(element: &Element) -> bool {
    element.attribute("class").is_some() || element.attribute("style") == Some(RAISED_STYLE)
}

pub(super) fn is_small_print(element: &Element) -> bool {
    element.attribute("style") == Some(SMALL_STYLE) || element.attribute("size") == Some(SMALL_SIZE)
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
