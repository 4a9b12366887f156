//! Tree → [`Document`], in one pass without recursion.

use html5ever::{LocalName, local_name, ns};

use super::arena::{Element, Tree, Value};
use super::cascade::Cascade;
use super::grid::{RawCell, RawGroup, RawRow, RawTable};
use super::guard::{Exceeded, is_called_raised, is_root, is_small_font, own_style};
use super::sheet::Sheet;
use super::style::Declared;
use super::text::TextBuilder;
use super::{Block, BlockKind, Document, Item, Link, MarkKind, Shown, Table, Text};
use crate::limits::Limits;

/// A cell of a layout table with more blocks is one.
const BLOCKS_OF_A_CELL: usize = 4_096;

/// The page that a tree is, for at most some comparisons with the parts of its sheets' selectors.
pub(super) fn walk(
    tree: &Tree,
    sheet: Sheet,
    comparisons: usize,
    limits: &Limits,
) -> Result<Document, Exceeded> {
    let mut walk = Walk::new(limits);
    walk.cascade = Cascade::new(sheet, comparisons);
    let mut next = tree.first();
    while let Some(node) = next {
        let opened = match tree.value(node) {
            Value::Text(text) => {
                walk.text(text);
                false
            }
            Value::Part(part) => {
                walk.text(tree.part(*part));
                false
            }
            Value::Element(element) => walk.open(element),
            Value::Other => false,
        };
        if opened {
            if let Some(child) = tree.first_in(node) {
                next = Some(child);
                continue;
            }
            walk.close();
        }
        let mut last = node;
        next = loop {
            if let Some(sibling) = tree.behind(last) {
                break Some(sibling);
            }
            match tree.parent(last) {
                Some(parent) => {
                    walk.close();
                    last = parent;
                }
                None => break None,
            }
        };
    }
    walk.flush_page();
    match walk.cascade {
        Some(cascade) if cascade.is_exceeded() => Err(Exceeded::Comparisons),
        _ => Ok(walk.document),
    }
}

/// An element that is open, and what has to be undone when it closes.
#[derive(Debug, Clone, Copy)]
struct Open {
    role: Role,
    hides: bool,
    strikes: bool,
    raises: bool,
    mark: Option<MarkKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Inline,
    Block,
    Heading(u8),
    Label,
    ListItem,
    Aside,
    Title,
    Table,
    Caption,
    ColumnGroup,
    Column,
    RowGroup,
    Row,
    Cell,
}

impl Role {
    /// What an element is, or `None` if nothing in it is text of the page.
    fn of(name: &LocalName, parent: Option<Role>, in_text: bool) -> Option<Role> {
        Some(match *name {
            local_name!("td") | local_name!("th") if parent == Some(Role::Row) => Role::Cell,
            local_name!("tr") if matches!(parent, Some(Role::RowGroup | Role::Table)) => Role::Row,
            local_name!("tbody") | local_name!("thead") | local_name!("tfoot")
                if parent == Some(Role::Table) =>
            {
                Role::RowGroup
            }
            local_name!("caption") if parent == Some(Role::Table) => Role::Caption,
            local_name!("colgroup") if parent == Some(Role::Table) => Role::ColumnGroup,
            local_name!("col") if parent == Some(Role::ColumnGroup) => Role::Column,
            local_name!("table") => Role::Table,
            local_name!("title") if !in_text => Role::Title,
            local_name!("template") | local_name!("script") | local_name!("style") => return None,
            local_name!("h1") => Role::Heading(1),
            local_name!("h2") => Role::Heading(2),
            local_name!("h3") => Role::Heading(3),
            local_name!("h4") => Role::Heading(4),
            local_name!("h5") => Role::Heading(5),
            local_name!("h6") => Role::Heading(6),
            local_name!("summary")
            | local_name!("legend")
            | local_name!("figcaption")
            | local_name!("dt") => Role::Label,
            local_name!("li") => Role::ListItem,
            local_name!("nav") | local_name!("footer") | local_name!("aside") => Role::Aside,
            local_name!("address")
            | local_name!("article")
            | local_name!("blockquote")
            | local_name!("body")
            | local_name!("center")
            | local_name!("dd")
            | local_name!("details")
            | local_name!("dialog")
            | local_name!("dir")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("fieldset")
            | local_name!("figure")
            | local_name!("form")
            | local_name!("frameset")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("hr")
            | local_name!("html")
            | local_name!("listing")
            | local_name!("main")
            | local_name!("menu")
            | local_name!("ol")
            | local_name!("optgroup")
            | local_name!("option")
            | local_name!("p")
            | local_name!("plaintext")
            | local_name!("pre")
            | local_name!("search")
            | local_name!("section")
            | local_name!("ul")
            | local_name!("xmp") => Role::Block,
            _ => Role::Inline,
        })
    }

    fn is_part_of_table(self) -> bool {
        use Role::{Caption, Cell, Column, ColumnGroup, Row, RowGroup};
        matches!(self, Caption | ColumnGroup | Column | RowGroup | Row | Cell)
    }
}

/// Where text goes.
#[derive(Debug, Default)]
struct Sink {
    place: Place,
    builder: TextBuilder,
    /// Marks whose elements are open, with where they began; no kind twice.
    marks: Vec<(MarkKind, usize)>,
    /// How much of a cell's text is a block already.
    taken: usize,
    cell: CellStart,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Page,
    Title,
    Caption,
    Cell,
    /// Between the tags of a table there is no text.
    Nowhere,
}

/// What is known of a cell when it opens.
#[derive(Debug, Default, Clone, Copy)]
struct CellStart {
    header: bool,
    hidden: bool,
    indented: bool,
    row_span: u32,
    col_span: u32,
}

/// A table that is open.
#[derive(Debug, Default)]
struct Frame {
    index: usize,
    raw: RawTable,
    columns_before_group: usize,
    in_columns: bool,
    /// How many cells are blocks already.
    taken: usize,
}

struct Walk<'l> {
    document: Document,
    limits: &'l Limits,
    /// What sheets say of the elements, if they say anything.
    cascade: Option<Cascade>,
    stack: Vec<Open>,
    /// Those that are open, and behind them others whose buffers are used again.
    sinks: Vec<Sink>,
    open_sinks: usize,
    frames: Vec<Frame>,
    /// An empty table, with the buffers of one before.
    spare_table: RawTable,
    hidden: usize,
    struck: usize,
    headings: Vec<u8>,
    labels: usize,
    list_items: usize,
    asides: usize,
}

impl<'l> Walk<'l> {
    fn new(limits: &'l Limits) -> Self {
        Walk {
            document: Document::default(),
            limits,
            cascade: None,
            stack: Vec::new(),
            sinks: vec![Sink::default()],
            open_sinks: 1,
            frames: Vec::new(),
            spare_table: RawTable::default(),
            hidden: 0,
            struck: 0,
            headings: Vec::new(),
            labels: 0,
            list_items: 0,
            asides: 0,
        }
    }

    fn sink(&mut self) -> &mut Sink {
        // The page's own sink is at the bottom and stays.
        &mut self.sinks[self.open_sinks - 1]
    }

    fn text(&mut self, text: &str) {
        let sink = self.sink();
        if sink.place == Place::Nowhere {
            return;
        }
        if sink.builder.is_empty() {
            let shown = text.trim_start_matches([' ', '\t', '\n', '\r', '\u{C}']);
            sink.cell.indented |= shown.starts_with(['\u{3000}', '\u{A0}']);
        }
        sink.builder.push(text);
    }

    /// Opens an element; `false` if nothing in it says anything.
    fn open(&mut self, element: &Element) -> bool {
        let parent = self.stack.last().map(|open| open.role);
        let place = self.sink().place;
        // A title inside a cell is text like any other.
        let in_text = matches!(place, Place::Cell | Place::Caption);
        let is_html = element.ns == ns!(html);
        let role = match element.local {
            _ if is_html => Role::of(&element.local, parent, in_text),
            // Drawings carry code too; formulas do not.
            local_name!("script") | local_name!("style") if element.ns == ns!(svg) => None,
            _ => Some(Role::Inline),
        };
        let nowhere = place == Place::Nowhere;
        let Some(role) = role.filter(|role| !nowhere || role.is_part_of_table()) else {
            return false;
        };
        if is_html && element.local == local_name!("input") {
            let is_password = |value: &str| value.trim().eq_ignore_ascii_case("password");
            self.document.password |= element.attribute("type").is_some_and(is_password);
            return false;
        }
        if is_html && element.local == local_name!("br") {
            self.sink().builder.break_line();
            return false;
        }
        let mut open = Open { role, hides: false, strikes: false, raises: false, mark: None };
        let mut kind = if is_html { self.mark_of(role, element) } else { None };
        let is_closed = is_html
            && element.local == local_name!("dialog")
            && element.attribute("open").is_none();
        open.hides = is_closed;
        if self.cascade.is_some() || !element.attrs.is_empty() {
            let style = self.style(element);
            open.hides |= style.hides() || element.attribute("hidden").is_some();
            open.strikes = style.strikes();
            // Blocks are moved to lay out a page.
            if role == Role::Inline {
                open.raises = style.raises() || is_called_raised(element);
                let is_small = style.is_small() || is_small_font(element);
                kind = kind.or_else(|| is_small.then_some(MarkKind::Small));
            }
        }
        open.strikes |= kind == Some(MarkKind::Struck);
        self.hidden += usize::from(open.hides);
        self.struck += usize::from(open.strikes);
        self.begin(role, element);
        if !role.is_part_of_table() && role != Role::Table {
            open.mark = if open.hides {
                Some(MarkKind::Hidden)
            } else if open.strikes {
                Some(MarkKind::Struck)
            } else {
                kind
            };
            open.mark = open.mark.filter(|&mark| self.begin_mark(mark));
            open.raises = open.raises && self.begin_mark(MarkKind::Raised);
        }
        self.stack.push(open);
        true
    }

    /// What the page's sheets and an element's own style say of it.
    fn style(&mut self, element: &Element) -> Declared {
        let own = own_style(element);
        match &mut self.cascade {
            None => own,
            // A script shows a page that its sheets hide; an element in it is another matter.
            Some(cascade) if is_root(&element.local) => {
                cascade.open(element);
                own
            }
            Some(cascade) => cascade.open(element).with(own),
        }
    }

    fn mark_of(&mut self, role: Role, element: &Element) -> Option<MarkKind> {
        if let Role::Heading(level) = role {
            return (self.sink().place == Place::Cell).then_some(MarkKind::Heading(level));
        }
        Some(match element.local {
            local_name!("sup") | local_name!("sub") => MarkKind::Raised,
            local_name!("small") => MarkKind::Small,
            local_name!("rt") | local_name!("rp") | local_name!("rtc") => MarkKind::Reading,
            local_name!("s") | local_name!("strike") | local_name!("del") => MarkKind::Struck,
            local_name!("noscript")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes") => MarkKind::Hidden,
            local_name!("strong") | local_name!("b") if self.sink().place == Place::Page => {
                MarkKind::Strong
            }
            local_name!("button") | local_name!("select") | local_name!("textarea") => {
                MarkKind::Form
            }
            local_name!("base") => {
                let href = element.attribute("href")?.trim().to_owned();
                self.document.base.get_or_insert(href);
                return None;
            }
            local_name!("a") => {
                let href = element.attribute("href")?.trim().to_owned();
                self.document.links.push(Link { href, text: String::new() });
                MarkKind::Link(self.document.links.len() - 1)
            }
            _ => return None,
        })
    }

    fn begin(&mut self, role: Role, element: &Element) {
        match role {
            Role::Inline => {}
            Role::Block => self.break_block(),
            Role::Heading(level) => {
                self.break_block();
                self.headings.push(level);
            }
            Role::Label => {
                self.break_block();
                self.labels += 1;
            }
            Role::ListItem => {
                self.break_block();
                self.list_items += 1;
            }
            Role::Aside => {
                self.break_block();
                self.asides += 1;
            }
            Role::Title => self.begin_sink(Place::Title),
            Role::Caption => self.begin_sink(Place::Caption),
            Role::Table => self.begin_table(),
            Role::ColumnGroup => self.begin_columns(span(element, "span")),
            Role::Column => self.column(span(element, "span")),
            Role::RowGroup => self.begin_group(element.local == local_name!("tfoot")),
            Role::Row => self.begin_row(),
            Role::Cell => self.begin_cell(element),
        }
    }

    fn close(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        if let Some(cascade) = &mut self.cascade {
            cascade.close();
        }
        if open.raises {
            self.end_mark(MarkKind::Raised);
        }
        if let Some(mark) = open.mark {
            self.end_mark(mark);
        }
        match open.role {
            Role::Inline | Role::Column => {}
            Role::Block => self.break_block(),
            Role::Heading(_) => {
                self.break_block();
                self.headings.pop();
            }
            Role::Label => {
                self.break_block();
                self.labels -= 1;
            }
            Role::ListItem => {
                self.break_block();
                self.list_items -= 1;
            }
            Role::Aside => {
                self.break_block();
                self.asides -= 1;
            }
            Role::Title => self.end_title(),
            Role::Caption => self.end_caption(),
            Role::Table => self.end_table(),
            Role::ColumnGroup => self.end_columns(),
            Role::RowGroup => self.end_group(),
            Role::Row => self.end_row(),
            Role::Cell => self.end_cell(),
        }
        self.hidden -= usize::from(open.hides);
        self.struck -= usize::from(open.strikes);
    }
}

/// Marks and blocks.
impl Walk<'_> {
    fn begin_mark(&mut self, kind: MarkKind) -> bool {
        let sink = self.sink();
        let same =
            |other: MarkKind| std::mem::discriminant(&other) == std::mem::discriminant(&kind);
        if sink.place == Place::Nowhere || sink.marks.iter().any(|&(other, _)| same(other)) {
            return false;
        }
        let start = sink.builder.len();
        sink.marks.push((kind, start));
        true
    }

    fn end_mark(&mut self, kind: MarkKind) {
        let sink = self.sink();
        if let Some(at) = sink.marks.iter().rposition(|&(other, _)| other == kind) {
            let (_, start) = sink.marks.remove(at);
            self.set_mark(kind, start);
        }
    }

    fn set_mark(&mut self, kind: MarkKind, start: usize) {
        let builder = &mut self.sinks[self.open_sinks - 1].builder;
        builder.mark_since(kind, start);
        if let MarkKind::Link(index) = kind {
            let link = &mut self.document.links[index].text;
            let part = builder.since(start).trim_start();
            if !link.is_empty() && !part.is_empty() {
                link.push(' ');
            }
            link.push_str(part);
        }
    }

    /// Marks what has come in, and lets the open marks begin anew.
    fn cut_marks(&mut self) {
        for at in 0..self.sink().marks.len() {
            let (kind, start) = self.sink().marks[at];
            self.set_mark(kind, start);
            self.sink().marks[at].1 = 0;
        }
    }

    fn break_block(&mut self) {
        match self.sink().place {
            Place::Page => self.flush_page(),
            _ => self.sink().builder.break_block(),
        }
    }

    fn flush_page(&mut self) {
        if self.sink().builder.is_empty() {
            self.sink().builder.finish();
            return;
        }
        self.cut_marks();
        let text = self.sink().builder.finish();
        let kind = match self.headings.last() {
            Some(&level) => BlockKind::Heading(level),
            None if self.labels > 0 => BlockKind::Label,
            None if self.list_items > 0 => BlockKind::ListItem,
            None => BlockKind::Plain,
        };
        self.push_block(text, kind);
    }

    fn push_block(&mut self, text: Text, kind: BlockKind) {
        let whole = 0..text.as_str().len();
        let hidden = text.marks().iter().any(|m| m.kind == MarkKind::Hidden && m.range == whole);
        let aside = self.asides > 0;
        self.document.items.push(Item::Block(Block { text, kind, hidden, aside }));
    }

    /// Makes the blocks of a layout table's cell blocks of the page, from a byte on.
    fn push_cell(&mut self, text: &Text, from: usize) {
        if text.block_ranges().count() > BLOCKS_OF_A_CELL {
            self.push_block(Text::plain(text.as_str()), BlockKind::Plain);
            return;
        }
        for range in text.block_ranges().filter(|range| range.start >= from) {
            let heading = text.marks().iter().find_map(|mark| match mark.kind {
                MarkKind::Heading(level)
                    if mark.range.start <= range.start && range.end <= mark.range.end =>
                {
                    Some(BlockKind::Heading(level))
                }
                _ => None,
            });
            self.push_block(text.slice(range), heading.unwrap_or(BlockKind::Plain));
        }
    }
}

/// Tables.
impl Walk<'_> {
    fn begin_sink(&mut self, place: Place) {
        if self.sinks.len() == self.open_sinks {
            self.sinks.push(Sink::default());
        }
        self.open_sinks += 1;
        let struck = self.struck > 0;
        let sink = self.sink();
        sink.place = place;
        sink.taken = 0;
        sink.cell = CellStart::default();
        if struck {
            sink.marks.push((MarkKind::Struck, 0));
        }
    }

    fn end_sink(&mut self) -> (Text, usize, CellStart) {
        self.cut_marks();
        let sink = self.sink();
        sink.marks.clear();
        let text = sink.builder.finish();
        let (taken, cell) = (sink.taken, sink.cell);
        self.open_sinks -= 1;
        (text, taken, cell)
    }

    fn end_title(&mut self) {
        let (text, ..) = self.end_sink();
        if self.document.title.is_empty() {
            self.document.title = text;
        }
    }

    fn end_caption(&mut self) {
        let (text, ..) = self.end_sink();
        if let Some(frame) = self.frames.last() {
            self.document.tables[frame.index].caption.get_or_insert(text);
        }
    }

    fn begin_table(&mut self) {
        self.break_block();
        if self.sink().place == Place::Cell {
            self.take_cells();
        }
        let parent = self.frames.last().map(|frame| frame.index);
        let index = self.document.tables.len();
        let hidden = self.hidden > 0;
        self.document.tables.push(Table { hidden, parent, ..Table::default() });
        self.document.items.push(Item::Table(index));
        let raw = std::mem::take(&mut self.spare_table);
        self.frames.push(Frame { index, raw, ..Frame::default() });
        self.begin_sink(Place::Nowhere);
    }

    /// The innermost table turns out to lay out tables: its cells so far are blocks.
    fn take_cells(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        self.document.tables[frame.index].layout = true;
        let first = std::mem::replace(&mut frame.taken, frame.raw.cells.len());
        let cells: Vec<Text> =
            frame.raw.cells[first..].iter().map(|cell| cell.text.clone()).collect();
        for text in cells {
            self.push_cell(&text, 0);
        }
        let sink = self.sink();
        let tail = sink.builder.tail(sink.taken);
        sink.taken = sink.builder.len();
        self.push_cell(&tail, 0);
    }

    fn end_table(&mut self) {
        self.end_sink();
        let Some(mut frame) = self.frames.pop() else { return };
        let table = &mut self.document.tables[frame.index];
        table.grid = frame.raw.form(self.limits);
        let hides_some = frame.raw.cells.iter().any(|cell| cell.hidden);
        if hides_some && !table.hidden && !table.grid.is_cut() {
            let mut raw = frame.raw.shown(&table.grid);
            let grid = raw.form(self.limits);
            // What only a span reaches has no row of its own in the tree.
            let mut rows: Vec<usize> = (0..grid.rows()).collect();
            for row in &raw.rows {
                rows[row.at] = row.whole;
            }
            table.shown = Some(Box::new(Shown { grid, rows, cols: Vec::new() }));
        }
        self.spare_table = frame.raw.emptied();
        self.break_block();
    }

    fn begin_columns(&mut self, span: u32) {
        if let Some(frame) = self.frames.last_mut() {
            // Column groups behind the first row are not counted.
            frame.in_columns = frame.raw.rows.is_empty() && frame.raw.groups.is_empty();
            frame.columns_before_group = frame.raw.columns;
            if frame.in_columns {
                frame.raw.columns += span as usize;
            }
        }
    }

    fn column(&mut self, span: u32) {
        if let Some(frame) = self.frames.last_mut().filter(|frame| frame.in_columns) {
            // The columns of a group count instead of its own span.
            let first = frame.columns_before_group != usize::MAX;
            if first {
                frame.raw.columns = frame.columns_before_group;
                frame.columns_before_group = usize::MAX;
            }
            frame.raw.columns += span as usize;
        }
    }

    fn end_columns(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.in_columns = false;
        }
    }

    fn begin_group(&mut self, is_foot: bool) {
        if let Some(frame) = self.frames.last_mut() {
            let start = frame.raw.rows.len();
            frame.raw.groups.push(RawGroup { is_foot, rows: start..start });
        }
    }

    fn end_group(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            let end = frame.raw.rows.len();
            if let Some(group) = frame.raw.groups.last_mut() {
                group.rows.end = end;
            }
        }
    }

    fn begin_row(&mut self) {
        if self.stack.last().is_some_and(|open| open.role == Role::Table) {
            self.begin_group(false);
        }
        let hidden = self.hidden > 0;
        if let Some(frame) = self.frames.last_mut() {
            let start = frame.raw.cells.len();
            frame.raw.rows.push(RawRow { hidden, cells: start..start, at: 0, whole: 0 });
        }
    }

    fn end_row(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            let end = frame.raw.cells.len();
            if let Some(row) = frame.raw.rows.last_mut() {
                row.cells.end = end;
            }
        }
        if self.stack.last().is_some_and(|open| open.role == Role::Table) {
            self.end_group();
        }
    }

    fn begin_cell(&mut self, element: &Element) {
        let hidden = self.hidden > 0;
        self.begin_sink(Place::Cell);
        self.sink().cell = CellStart {
            header: element.local == local_name!("th"),
            hidden,
            indented: false,
            row_span: row_span(element),
            col_span: span(element, "colspan"),
        };
    }

    fn end_cell(&mut self) {
        let (text, taken, cell) = self.end_sink();
        let Some(frame) = self.frames.last_mut() else { return };
        let is_layout = self.document.tables[frame.index].layout;
        let lines = is_layout.then(|| text.clone());
        frame.raw.cells.push(RawCell {
            text,
            header: cell.header,
            hidden: cell.hidden,
            indented: cell.indented,
            col: None,
            col_span: cell.col_span,
            row_span: cell.row_span,
            at: None,
            whole_col: None,
        });
        if let Some(text) = lines {
            frame.taken = frame.raw.cells.len();
            self.push_cell(&text, taken);
        }
    }
}

/// A `colspan` or `span`: 1 if it says nothing or zero, at most 1,000.
fn span(element: &Element, attribute: &str) -> u32 {
    match number(element, attribute) {
        None | Some(0) => 1,
        Some(n) => n.min(1_000),
    }
}

/// A `rowspan`: 1 if it says nothing, at most 65,534; 0 is "to the end of the row group".
fn row_span(element: &Element) -> u32 {
    number(element, "rowspan").unwrap_or(1).min(65_534)
}

/// The standard's "rules for parsing non-negative integers".
fn number(element: &Element, attribute: &str) -> Option<u32> {
    let value = element.attribute(attribute)?.trim_start_matches([' ', '\t', '\n', '\u{C}', '\r']);
    let (negative, digits) = match value.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, value.strip_prefix('+').unwrap_or(value)),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let significant = digits[..end].trim_start_matches('0');
    if end == 0 || (negative && !significant.is_empty()) {
        return None;
    }
    // More digits than fit are over every limit.
    Some(significant.parse().unwrap_or(if significant.is_empty() { 0 } else { u32::MAX }))
}
