//! A sheet as the tables that a person sees in it.

use std::ops::Range;

use super::budget::Budget;
use super::sheet::{Cell, Sheet};
use crate::error::Error;
use crate::html::{MarkKind, PlacedCell, PlacedTable, Text};
use crate::limits::Limits;

/// How far merged cells may reach beyond the last text.
const BEYOND: usize = 256;

/// A sheet's tables, or that it is over a limit.
pub(super) enum Tables {
    Placed(Vec<Seen>),
    OverLimit,
}

/// A table, and what stands before it in lines with more than one text, such as a title and its date.
pub(super) struct Seen {
    pub(super) lines: Vec<String>,
    pub(super) table: PlacedTable,
}

/// Makes a sheet one table, or several where a line of its own opens another one behind empty rows.
pub(super) fn tables(
    mut sheet: Sheet,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Tables, Error> {
    let Some((rows, cols)) = extent(&sheet.cells) else { return Ok(Tables::Placed(Vec::new())) };
    if rows.saturating_mul(cols) > limits.slots {
        return Ok(Tables::OverLimit);
    }
    sheet.cells.retain(|cell| cell.area.row < rows && cell.area.col < cols);
    for cell in &mut sheet.cells {
        cell.area.last_row = cell.area.last_row.min(rows - 1);
        cell.area.last_col = cell.area.last_col.min(cols - 1);
    }
    let shown_rows: Vec<usize> = (0..rows).filter(|row| !sheet.hidden_rows.contains(row)).collect();
    let shown_cols = sheet.shown_columns(cols);
    let lines = Lines::of(&sheet.cells, &shown_rows, &shown_cols);
    let parts = lines.parts();
    let mut placed = Vec::new();
    let mut cells = sheet.cells.into_iter().peekable();
    for (nth, part) in parts.iter().enumerate() {
        let first = if nth == 0 { 0 } else { shown_rows[part.start] };
        let end = parts.get(nth + 1).map_or(rows, |next| shown_rows[next.start]);
        let mut own = Vec::new();
        while let Some(cell) = cells.next_if(|cell| cell.area.row < end) {
            own.push(cell);
        }
        let piece = Piece { rows: first..end, part: part.clone(), cols, shown_cols: &shown_cols };
        let before = piece.lines_before(&own, &shown_rows, &lines);
        let table = piece.table(own, &shown_rows, &lines, budget)?;
        placed.push(Seen { lines: before, table });
    }
    Ok(Tables::Placed(placed))
}

/// The rows and columns up to the last text.
fn extent(cells: &[Cell]) -> Option<(usize, usize)> {
    let filled = || cells.iter().filter(|cell| !cell.text.is_empty());
    let row = filled().map(|cell| cell.area.row).max()?;
    let col = filled().map(|cell| cell.area.col).max()?;
    let last_row = filled().map(|cell| cell.area.last_row).max()?.min(row + BEYOND);
    let last_col = filled().map(|cell| cell.area.last_col).max()?.min(col + BEYOND);
    Some((last_row + 1, last_col + 1))
}

/// What stands in the rows that are shown.
struct Lines {
    /// How many texts begin in a row, and how many stand over it.
    starts: Vec<usize>,
    covers: Vec<usize>,
    /// Whether there are empty cells with borders.
    blanks: Vec<bool>,
}

impl Lines {
    fn of(cells: &[Cell], rows: &[usize], cols: &[usize]) -> Lines {
        let mut starts = vec![0; rows.len()];
        let mut changes = vec![0_isize; rows.len() + 1];
        let mut blanks = vec![false; rows.len()];
        for cell in cells {
            let over = among(rows, cell.area.row, cell.area.last_row);
            if over.is_empty() || among(cols, cell.area.col, cell.area.last_col).is_empty() {
                continue;
            }
            if cell.text.is_empty() {
                blanks[over.start] |= cell.bordered;
            } else {
                starts[over.start] += 1;
                changes[over.start] += 1;
                changes[over.end] -= 1;
            }
        }
        let mut count = 0;
        let covers = changes.iter().take(rows.len()).map(|change| {
            count += change;
            count.unsigned_abs()
        });
        Lines { starts, covers: covers.collect(), blanks }
    }

    fn is_empty(&self, row: usize) -> bool {
        self.covers[row] == 0 && !self.blanks[row]
    }

    /// A row with one text and nothing else.
    fn is_line(&self, row: usize) -> bool {
        self.starts[row] == 1 && self.covers[row] == 1 && !self.blanks[row]
    }

    /// The rows of each table.
    fn parts(&self) -> Vec<Range<usize>> {
        let rows = self.covers.len();
        let mut regions: Vec<Range<usize>> = Vec::new();
        for row in (0..rows).filter(|&row| !self.is_empty(row)) {
            match regions.last_mut().filter(|last| last.end == row) {
                Some(last) => last.end = row + 1,
                None => regions.push(row..row + 1),
            }
        }
        let is_table =
            |region: &Range<usize>| region.clone().filter(|&row| self.covers[row] > 1).count() > 1;
        let last_table = regions.iter().rposition(is_table).unwrap_or(0);
        let mut parts: Vec<_> = std::iter::once(0..rows).collect();
        let mut has_table = false;
        for (at, region) in regions.iter().enumerate() {
            if has_table && at <= last_table && self.is_line(region.start) {
                if let Some(part) = parts.last_mut() {
                    part.end = region.start;
                }
                parts.push(region.start..rows);
                has_table = false;
            }
            has_table |= is_table(region);
        }
        parts
    }
}

/// The part of `sorted` from one number to another.
fn among(sorted: &[usize], first: usize, last: usize) -> Range<usize> {
    let start = sorted.partition_point(|&at| at < first);
    start..sorted.partition_point(|&at| at <= last)
}

/// A table's part of a sheet.
struct Piece<'s> {
    /// Its rows in the sheet.
    rows: Range<usize>,
    /// Its rows among those that are shown.
    part: Range<usize>,
    cols: usize,
    shown_cols: &'s [usize],
}

impl Piece<'_> {
    /// The texts that stand side by side above the table's first wide row.
    fn lines_before(&self, cells: &[Cell], shown_rows: &[usize], lines: &Lines) -> Vec<String> {
        let widest = self.part.clone().map(|row| lines.covers[row]).max().unwrap_or(0);
        let wide = self.part.clone().find(|&row| lines.covers[row] * 2 > widest);
        let before = self.part.start..wide.unwrap_or(self.part.start);
        let seen = cells.iter().filter(|cell| !cell.text.is_empty()).filter(|cell| {
            let over = among(shown_rows, cell.area.row, cell.area.last_row);
            before.contains(&over.start) && !over.is_empty() && lines.starts[over.start] > 1
        });
        let is_shown =
            |cell: &&Cell| !among(self.shown_cols, cell.area.col, cell.area.last_col).is_empty();
        let texts = seen.filter(is_shown).map(|cell| cell.text.without(&[MarkKind::Struck]));
        texts.map(std::borrow::Cow::into_owned).collect()
    }

    fn table(
        &self,
        cells: Vec<Cell>,
        shown_rows: &[usize],
        lines: &Lines,
        budget: &mut Budget,
    ) -> Result<PlacedTable, Error> {
        let has_borders = cells.iter().any(|cell| cell.bordered);
        let mut is_filled = vec![false; self.cols];
        let mut inside = self.cols..0;
        for cell in cells.iter().filter(|cell| !cell.text.is_empty()) {
            is_filled[cell.area.col..=cell.area.last_col].fill(true);
            let over = among(shown_rows, cell.area.row, cell.area.last_row);
            if over.clone().next().is_some_and(|row| lines.covers[row] > 1) {
                inside = inside.start.min(cell.area.col)..inside.end.max(cell.area.last_col + 1);
            }
        }
        // A line of its own stays one; in any other row what is empty is an empty cell.
        let is_sparse = |row: usize| {
            let stands_apart = has_borders
                || row == self.part.start
                || lines.is_empty(row - 1)
                || lines.is_line(row - 1);
            lines.covers[row] == 0 || lines.is_line(row) && stands_apart
        };
        let mut placed = Vec::new();
        let mut taken = vec![0; self.cols];
        let mut cells = cells.into_iter().peekable();
        let mut shown = self.part.clone().peekable();
        for row in self.rows.clone() {
            let first = placed.len();
            while let Some(cell) = cells.next_if(|cell| cell.area.row == row) {
                let last_row = cell.area.last_row.min(self.rows.end - 1);
                taken[cell.area.col..=cell.area.last_col].fill(last_row + 1);
                placed.push(PlacedCell {
                    row: row - self.rows.start,
                    col: cell.area.col,
                    row_span: last_row + 1 - row,
                    col_span: cell.area.last_col + 1 - cell.area.col,
                    text: cell.text,
                    indented: cell.indented,
                });
            }
            let Some(at) = shown.next_if(|&at| shown_rows[at] == row) else { continue };
            if is_sparse(at) {
                continue;
            }
            for col in inside.clone().filter(|&col| taken[col] <= row) {
                budget.node()?;
                placed.push(PlacedCell {
                    row: row - self.rows.start,
                    col,
                    row_span: 1,
                    col_span: 1,
                    text: Text::default(),
                    indented: false,
                });
            }
            placed[first..].sort_by_key(|cell| cell.col);
        }
        // Empty rows and columns say nothing to a person.
        let own = self.part.clone().filter(|&at| lines.covers[at] > 0);
        Ok(PlacedTable {
            cells: placed,
            rows: self.rows.len(),
            shown_rows: own.map(|at| shown_rows[at] - self.rows.start).collect(),
            shown_cols: self.shown_cols.iter().copied().filter(|&col| is_filled[col]).collect(),
        })
    }
}
