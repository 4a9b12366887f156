//! A bounded reader of HTML tables: bytes of a stranger in, headings, tables and links out.
//!
//! [`Document::parse`] reads a page as browsers do (the tree is the HTML standard's), in time and memory that grow
//! with the page and within [`Limits`]. What comes out is what one asks a page for: its [blocks](Document::blocks)
//! of text with their headings, its [links](Document::links), and every table as a [`Grid`], formed exactly as the
//! standard's "forming a table" says: `rowspan` and `colspan` with their limits, `rowspan=0`, spans past the end of
//! their group, several bodies, a foot anywhere, column groups, missing end tags, text that is fostered out,
//! tables in tables.
//!
//! # Styles
//!
//! What is not shown, struck out, raised or small is told ([`MarkKind`], [`Table::is_hidden`], [`Cell::is_hidden`]),
//! whether an element, a `style` attribute or the page's own `<style>` says it. Of a `<style>` and its `@media`, `@supports`
//! and `@layer` those rules are read that hold on a screen 1,280 pixels wide, and of these:
//!
//! - the properties `display`, `visibility`, `text-decoration`, `text-decoration-line`, `vertical-align`, `position` with
//!   `top` and `bottom`, `font-size`, and Word's `mso-text-raise` and `mso-hide`;
//! - selectors of names, classes and ids, alone, together (`td.old`), inside each other (`.old td`, `.old > td`) and in
//!   lists; classes and ids in any case. A selector that asks for more (`:hover`, `[hidden]`, `a + b`) is left out.
//!
//! Which of them wins is what CSS says, `!important` included. Sheets of other files are not fetched, those in templates
//! and drawings not read. A sheet does not know the classes and ids of what stands before it, but for those of `<html>` and
//! `<body>`, and hides neither of these two: such pages are shown by a script. A closed `<dialog>` is not shown; a closed
//! `<details>` counts as shown, because a reader can open it.
//!
//! Nothing here knows the portal.
//!
//! # Examples
//!
//! ```
//! use onshikaku::html::Document;
//!
//! let document = Document::parse("<h2>Fruit</h2><table><tr><th>Name<th>Price<tr><td>Apple<td>1.10</table>")?;
//! let table = &document.tables()[0];
//! assert_eq!(document.headings().next().unwrap().text().as_str(), "Fruit");
//! assert_eq!(table.grid().cell(1, 1).unwrap().text().as_str(), "1.10");
//! # Ok::<(), onshikaku::Error>(())
//! ```

use crate::error::Error;
use crate::limits::Limits;

mod arena;
mod cascade;
mod direct;
mod grid;
mod guard;
#[cfg(feature = "xlsx")]
mod placed;
mod plain;
mod sheet;
mod style;
mod text;
mod tokens;
mod tree;
mod walk;

pub use grid::{Cell, Grid};
use guard::Exceeded;
#[cfg(feature = "xlsx")]
pub(crate) use placed::{PlacedCell, PlacedTable};
#[cfg(feature = "xlsx")]
pub(crate) use text::TextBuilder;
pub(crate) use text::printable;
pub use text::{Mark, MarkKind, Text};

/// What a page holds, in order.
#[derive(Debug, Clone, Default)]
pub struct Document {
    title: Text,
    items: Vec<Item>,
    tables: Vec<Table>,
    links: Vec<Link>,
    base: Option<String>,
    ending: Ending,
    password: bool,
}

/// How a page ends.
#[derive(Debug, Clone, Copy, Default)]
struct Ending {
    in_table: bool,
    in_row: bool,
    html_closed: bool,
}

/// Something that stands in a page, in order.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum ItemRef<'d> {
    /// A piece of text outside the tables that hold data.
    Block(&'d Block),
    /// A table begins, with its index in [`Document::tables`].
    Table(usize),
}

#[derive(Debug, Clone)]
enum Item {
    Block(Block),
    Table(usize),
}

impl Document {
    /// Parses a page within the default [`Limits`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the page is over a limit; any text at all is a page.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::html::Document;
    /// assert_eq!(Document::parse("<title>A</title>")?.title(), "A");
    /// # Ok::<(), onshikaku::Error>(())
    /// ```
    pub fn parse(html: &str) -> Result<Document, Error> {
        Self::parse_within(html, &Limits::default())
    }

    /// Parses a page within limits.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit), with the name of the limit.
    pub fn parse_within(html: &str, limits: &Limits) -> Result<Document, Error> {
        if html.len() > limits.body {
            return Err(Error::limit("body", limits.body));
        }
        Self::read(html, limits).map_err(|exceeded| match exceeded {
            Exceeded::Depth => Error::limit("depth", limits.depth),
            Exceeded::Nodes => Error::limit("nodes", limits.nodes),
            Exceeded::Selectors => Error::limit("selectors", limits.selectors),
            Exceeded::Comparisons => Error::limit("comparisons", limits.comparisons),
        })
    }

    fn read(html: &str, limits: &Limits) -> Result<Document, Exceeded> {
        let (tree, ending, sheet) = tree::parse(html, limits)?;
        let comparisons = html.len().saturating_mul(limits.comparisons);
        Ok(Document { ending, ..walk::walk(&tree, sheet, comparisons, limits)? })
    }

    /// The page's title.
    pub fn title(&self) -> &str {
        self.title.as_str()
    }

    /// Blocks and tables in the order of the page.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = ItemRef<'_>> {
        self.items.iter().map(|item| match item {
            Item::Block(block) => ItemRef::Block(block),
            Item::Table(index) => ItemRef::Table(*index),
        })
    }

    /// The texts outside of tables, and those in tables that only lay out other tables.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = &Block> {
        self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Table(_) => None,
        })
    }

    /// The blocks that are headings, `<h1>` to `<h6>`.
    pub fn headings(&self) -> impl DoubleEndedIterator<Item = &Block> {
        self.blocks().filter(|block| matches!(block.kind, BlockKind::Heading(_)))
    }

    /// Every table, nested ones too, in the order of their start tags; none inside a `<template>`.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Whether the page breaks off inside a table.
    pub fn is_cut_in_table(&self) -> bool {
        self.ending.in_table && !self.ending.html_closed
    }

    /// Whether the page breaks off inside a row of its last table.
    pub fn is_cut_in_row(&self) -> bool {
        self.ending.in_row && !self.ending.html_closed
    }

    /// Whether the page has a field for a password.
    pub fn has_password(&self) -> bool {
        self.password
    }

    /// The address that the page's `<base>` gives, against which its links are resolved.
    pub fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// The links, in order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }
}

/// A piece of text that stands by itself.
#[derive(Debug, Clone)]
pub struct Block {
    text: Text,
    kind: BlockKind,
    hidden: bool,
    aside: bool,
}

impl Block {
    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// What the text stands in.
    pub fn kind(&self) -> BlockKind {
        self.kind
    }

    /// Whether the block is not shown.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Whether the block stands in a `<nav>`, `<footer>` or `<aside>`.
    pub fn is_aside(&self) -> bool {
        self.aside
    }

    /// Whether all of the text is one link.
    pub fn is_link(&self) -> bool {
        let whole = 0..self.text.as_str().len();
        self.text.marks().iter().any(|m| matches!(m.kind, MarkKind::Link(_)) && m.range == whole)
    }
}

/// What a [`Block`] stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// What names the things around it: `<summary>`, `<legend>`, `<figcaption>`, `<dt>`.
    Label,
    /// An item of a list.
    ListItem,
    /// Any other text.
    Plain,
}

/// A link of a [`Document`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    href: String,
    text: String,
}

impl Link {
    /// The address as the page gives it, not resolved.
    pub fn href(&self) -> &str {
        &self.href
    }

    /// The link's text, white space collapsed.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A table of a [`Document`].
#[derive(Debug, Clone, Default)]
pub struct Table {
    grid: Grid,
    /// The grid without what is not shown, where that is another one.
    shown: Option<Box<Shown>>,
    caption: Option<Text>,
    hidden: bool,
    layout: bool,
    parent: Option<usize>,
}

/// A grid without hidden rows and cells, and where its rows stand in the whole one.
#[derive(Debug, Clone, Default)]
struct Shown {
    grid: Grid,
    rows: Vec<usize>,
    /// Where its columns stand, if that is the same in every row.
    cols: Vec<usize>,
}

impl Table {
    /// The table's slots and cells, hidden ones too.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The table's caption.
    pub fn caption(&self) -> Option<&Text> {
        self.caption.as_ref()
    }

    /// Whether the table is not shown.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Whether tables stand in the table's cells.
    pub fn has_tables(&self) -> bool {
        self.layout
    }

    /// The index of the table in whose cell this one stands.
    pub fn parent(&self) -> Option<usize> {
        self.parent
    }

    /// The grid as a person sees it: without rows and cells that are not shown.
    pub(crate) fn shown(&self) -> &Grid {
        self.shown.as_deref().map_or(&self.grid, |shown| &shown.grid)
    }

    /// Where a row of the grid as shown stands in the whole grid.
    pub(crate) fn whole_row(&self, row: usize) -> usize {
        self.shown.as_deref().and_then(|shown| shown.rows.get(row)).copied().unwrap_or(row)
    }

    /// Where a column of a row of the grid as shown stands in the whole grid.
    pub(crate) fn whole_col(&self, row: usize, col: usize) -> usize {
        let Some(shown) = &self.shown else { return col };
        if let Some(&whole) = shown.cols.get(col) {
            return whole;
        }
        let inside = |cell: &Cell| cell.whole_col() + (col - cell.col());
        shown.grid.cell(row, col).map_or(col, inside)
    }
}
