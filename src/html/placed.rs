//! Tables whose cells know their places, as those of spreadsheets do.

use super::grid::{RawCell, RawGroup, RawRow, RawTable};
use super::{Block, BlockKind, Document, Grid, Item, Shown, Table, Text};
use crate::limits::Limits;

/// A table before it is formed.
#[derive(Debug)]
pub(crate) struct PlacedTable {
    /// In order of their rows, then of their columns; none over another.
    pub(crate) cells: Vec<PlacedCell>,
    pub(crate) rows: usize,
    /// The rows and the columns that a person sees something in.
    pub(crate) shown_rows: Vec<usize>,
    pub(crate) shown_cols: Vec<usize>,
}

/// A cell that knows its place.
#[derive(Debug)]
pub(crate) struct PlacedCell {
    pub(crate) row: usize,
    pub(crate) col: usize,
    pub(crate) row_span: usize,
    pub(crate) col_span: usize,
    pub(crate) text: Text,
    pub(crate) indented: bool,
}

impl Document {
    /// A document without anything in it but a title.
    pub(crate) fn titled(title: &str) -> Document {
        Document { title: Text::plain(title), ..Document::default() }
    }

    pub(crate) fn push_heading(&mut self, text: &str) {
        self.push_block(text, BlockKind::Heading(1));
    }

    pub(crate) fn push_line(&mut self, text: &str) {
        self.push_block(text, BlockKind::Plain);
    }

    fn push_block(&mut self, text: &str, kind: BlockKind) {
        let text = Text::plain(text);
        self.items.push(Item::Block(Block { text, kind, hidden: false, aside: false }));
    }

    pub(crate) fn push_table(&mut self, placed: PlacedTable, limits: &Limits) {
        let table = placed.form(limits);
        self.items.push(Item::Table(self.tables.len()));
        self.tables.push(table);
    }

    /// A table that is over a limit.
    pub(crate) fn push_cut_table(&mut self) {
        self.items.push(Item::Table(self.tables.len()));
        self.tables.push(Table { grid: Grid::cut(), ..Table::default() });
    }
}

impl PlacedTable {
    fn form(self, limits: &Limits) -> Table {
        let all_cols = self.cells.iter().map(|cell| cell.col + cell.col_span).max().unwrap_or(0);
        let is_whole = self.shown_rows.len() == self.rows && self.shown_cols.len() == all_cols;
        let shown = (!is_whole).then(|| Box::new(self.shown(limits)));
        let mut rows = Rows::new(self.rows);
        for cell in self.cells {
            let hidden = among(&self.shown_rows, cell.row, cell.row_span).is_empty()
                || among(&self.shown_cols, cell.col, cell.col_span).is_empty();
            rows.push(cell.row, RawCell { hidden, ..raw(&cell, cell.text.clone()) });
        }
        Table { grid: rows.finish().form(limits), shown, ..Table::default() }
    }

    /// The table without what is not shown; a merged cell keeps what is left of it.
    fn shown(&self, limits: &Limits) -> Shown {
        let mut rows = Rows::new(self.shown_rows.len());
        let mut cells = Vec::new();
        for cell in &self.cells {
            let over = among(&self.shown_rows, cell.row, cell.row_span);
            let along = among(&self.shown_cols, cell.col, cell.col_span);
            if over.is_empty() || along.is_empty() {
                continue;
            }
            let raw = RawCell {
                col: Some(along.start as u32),
                row_span: over.len() as u32,
                col_span: along.len() as u32,
                whole_col: Some(self.shown_cols[along.start] as u32),
                ..raw(cell, cell.text.clone())
            };
            cells.push((over.start, raw));
        }
        cells.sort_by_key(|(row, cell)| (*row, cell.col));
        for (row, cell) in cells {
            rows.push(row, cell);
        }
        let grid = rows.finish().form(limits);
        Shown { grid, rows: self.shown_rows.clone(), cols: self.shown_cols.clone() }
    }
}

fn raw(cell: &PlacedCell, text: Text) -> RawCell {
    RawCell {
        text,
        header: false,
        hidden: false,
        indented: cell.indented,
        col: Some(cell.col as u32),
        col_span: cell.col_span as u32,
        row_span: cell.row_span as u32,
        at: None,
        whole_col: None,
    }
}

/// The part of `sorted` from a number on, as far as a span reaches.
fn among(sorted: &[usize], first: usize, span: usize) -> std::ops::Range<usize> {
    let start = sorted.partition_point(|&at| at < first);
    start..sorted.partition_point(|&at| at < first + span)
}

/// Rows that are filled from the top.
struct Rows {
    raw: RawTable,
    count: usize,
}

impl Rows {
    fn new(count: usize) -> Rows {
        Rows { raw: RawTable::default(), count }
    }

    fn push(&mut self, row: usize, cell: RawCell) {
        self.reach(row + 1);
        self.raw.cells.push(cell);
        if let Some(last) = self.raw.rows.last_mut() {
            last.cells.end = self.raw.cells.len();
        }
    }

    fn reach(&mut self, rows: usize) {
        let start = self.raw.cells.len();
        while self.raw.rows.len() < rows {
            let row = RawRow { hidden: false, cells: start..start, at: 0, whole: 0 };
            self.raw.rows.push(row);
        }
    }

    fn finish(mut self) -> RawTable {
        self.reach(self.count);
        self.raw.groups.push(RawGroup { is_foot: false, rows: 0..self.raw.rows.len() });
        self.raw
    }
}
