//! [`Grid`]: which cell covers which slot, exactly as the HTML standard's "forming a table" says.

use std::ops::Range;

use super::text::Text;
use crate::limits::Limits;

/// A table's slots and the cells that cover them.
///
/// Rows and columns count from 0. A cell that spans several slots is found at each of them; where cells overlap,
/// the later one is found, which is the one that a browser paints on top. Rows that a `rowspan` adds behind the
/// last row of its group are there, as the standard says.
///
/// The grid is sparse: a cell of 65,534 rows by 1,000 columns costs as much as any other.
///
/// # Examples
///
/// ```
/// use onshikaku::html::Document;
///
/// let html = "<table><tr><td rowspan=2>アルメックス<td>管理コンソール<td>10.10<tr><td>画面<td>362</table>";
/// let document = Document::parse(html)?;
/// let grid = document.tables()[0].grid();
/// assert_eq!((grid.rows(), grid.cols()), (2, 3));
/// assert_eq!(grid.cell(1, 0).unwrap().text().as_str(), "アルメックス");
/// assert_eq!(grid.cell(1, 0).unwrap().row(), 0);
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    rows: usize,
    cols: usize,
    cells: Vec<Cell>,
    /// In order of their first rows; rows that the same cells cover share a band.
    bands: Vec<Band>,
    runs: Vec<Run>,
    cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Band {
    first_row: usize,
    runs: Range<usize>,
    /// Whether cells overlap, so that a slot has to be looked for in all runs.
    overlapping: bool,
}

/// Columns of one row that one cell covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    start: u32,
    end: u32,
    cell: u32,
}

/// A cell of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    text: Text,
    header: bool,
    hidden: bool,
    indented: bool,
    row: u32,
    col: u32,
    row_span: u32,
    col_span: u32,
    /// The column in the whole grid, where this one leaves out what is not shown.
    whole_col: u32,
}

impl Cell {
    /// What stands in the cell.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Whether it is a header cell, `<th>`.
    pub fn is_header(&self) -> bool {
        self.header
    }

    /// Whether the cell or its row is not shown.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Whether the text begins with white space that is shown: U+3000 or a no-break space.
    pub fn is_indented(&self) -> bool {
        self.indented
    }

    /// The first row that the cell covers.
    pub fn row(&self) -> usize {
        self.row as usize
    }

    /// The first column that the cell covers.
    pub fn col(&self) -> usize {
        self.col as usize
    }

    pub(super) fn whole_col(&self) -> usize {
        self.whole_col as usize
    }

    /// How many rows the cell covers, from 1.
    pub fn row_span(&self) -> usize {
        self.row_span as usize
    }

    /// How many columns the cell covers, from 1.
    pub fn col_span(&self) -> usize {
        self.col_span as usize
    }
}

impl Grid {
    /// A table that is over a limit from the start.
    #[cfg(feature = "xlsx")]
    pub(super) fn cut() -> Grid {
        Grid { cut: true, ..Grid::default() }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns.
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// The cells, in the order of their rows and columns; those of a `<tfoot>` last.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Whether the table ran into a limit, so that cells are missing.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The cell that covers a slot, if any.
    pub fn cell(&self, row: usize, col: usize) -> Option<&Cell> {
        let band = self.band(row)?;
        let runs = &self.runs[band.runs.clone()];
        let begun = &runs[..runs.partition_point(|run| run.start as usize <= col)];
        let candidates =
            if band.overlapping { begun } else { &begun[begun.len().saturating_sub(1)..] };
        let covering = candidates.iter().filter(|run| col < run.end as usize);
        covering.map(|run| run.cell).max().map(|cell| &self.cells[cell as usize])
    }

    /// The cells that cover slots of a row, in the order of their first columns, each once.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &Cell> {
        self.runs_of(row).iter().map(|run| &self.cells[run.cell as usize])
    }

    /// Every slot spelled out: the cell that covers it, or `None` where no cell reaches.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) if the grid has more slots than `limits` allow, or was cut off.
    pub fn to_rows(&self, limits: &Limits) -> Result<Vec<Vec<Option<&Cell>>>, crate::Error> {
        if self.cut {
            return Err(crate::Error::limit("columns, rows or runs", limits.columns));
        }
        if self.rows.saturating_mul(self.cols.max(1)) > limits.slots {
            return Err(crate::Error::limit("slots", limits.slots));
        }
        let mut grid = vec![vec![None; self.cols]; self.rows];
        for (row, slots) in grid.iter_mut().enumerate() {
            let mut runs = self.runs_of(row).to_vec();
            runs.sort_unstable_by_key(|run| run.cell);
            for run in runs {
                slots[run.start as usize..run.end as usize]
                    .fill(Some(&self.cells[run.cell as usize]));
            }
        }
        Ok(grid)
    }

    fn band(&self, row: usize) -> Option<&Band> {
        let after = self.bands.partition_point(|band| band.first_row <= row);
        (row < self.rows && after > 0).then(|| &self.bands[after - 1])
    }

    fn runs_of(&self, row: usize) -> &[Run] {
        self.band(row).map_or(&[], |band| &self.runs[band.runs.clone()])
    }
}

/// Buffers for more cells are not used again.
const KEPT_CELLS: usize = 4_096;

/// A table as it stands in the tree: what forming starts from.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    /// Columns that `<colgroup>` and `<col>` make.
    pub(super) columns: usize,
    pub(super) groups: Vec<RawGroup>,
    pub(super) rows: Vec<RawRow>,
    pub(super) cells: Vec<RawCell>,
}

/// A row group: `<tbody>`, `<thead>`, `<tfoot>`, or a `<tr>` that stands in the table itself.
#[derive(Debug)]
pub(super) struct RawGroup {
    pub(super) is_foot: bool,
    pub(super) rows: Range<usize>,
}

#[derive(Debug)]
pub(super) struct RawRow {
    pub(super) hidden: bool,
    pub(super) cells: Range<usize>,
    /// Where forming has put the row.
    pub(super) at: usize,
    /// Where it stands in the whole grid, if this one leaves out what is not shown.
    pub(super) whole: usize,
}

#[derive(Debug)]
pub(super) struct RawCell {
    pub(super) text: Text,
    pub(super) header: bool,
    pub(super) hidden: bool,
    pub(super) indented: bool,
    /// The column that it stands in, where it says so itself.
    pub(super) col: Option<u32>,
    /// At least 1, at most 1,000.
    pub(super) col_span: u32,
    /// At most 65,534; 0 for "to the end of the row group".
    pub(super) row_span: u32,
    /// Where forming has put the cell: its index in the grid.
    pub(super) at: Option<u32>,
    pub(super) whole_col: Option<u32>,
}

impl RawTable {
    /// Forms the table; the texts move into the grid.
    pub(super) fn form(&mut self, limits: &Limits) -> Grid {
        let mut forming = Forming::new(self.columns, self.cells.len(), limits);
        // A <tfoot> is processed last, wherever it stands.
        for is_foot in [false, true] {
            for group in self.groups.iter().filter(|group| group.is_foot == is_foot) {
                forming.group(&mut self.rows[group.rows.clone()], &mut self.cells);
            }
        }
        forming.grid
    }

    /// An empty table with the same buffers, unless they are large.
    pub(super) fn emptied(mut self) -> RawTable {
        if self.cells.capacity() > KEPT_CELLS {
            return RawTable::default();
        }
        self.columns = 0;
        self.groups.clear();
        self.rows.clear();
        self.cells.clear();
        self
    }

    /// The formed table without the rows and cells that are not shown.
    pub(super) fn shown(&self, whole: &Grid) -> RawTable {
        let mut table = RawTable { columns: self.columns, ..RawTable::default() };
        for group in &self.groups {
            let first_row = table.rows.len();
            for row in self.rows[group.rows.clone()].iter().filter(|row| !row.hidden) {
                let first_cell = table.cells.len();
                for raw in self.cells[row.cells.clone()].iter().filter(|cell| !cell.hidden) {
                    let Some(cell) = raw.at.map(|at| &whole.cells[at as usize]) else { continue };
                    let whole_col = Some(cell.col);
                    table.cells.push(RawCell { text: cell.text.clone(), whole_col, ..*raw });
                }
                table.rows.push(RawRow {
                    hidden: false,
                    cells: first_cell..table.cells.len(),
                    at: 0,
                    whole: row.at,
                });
            }
            table
                .groups
                .push(RawGroup { is_foot: group.is_foot, rows: first_row..table.rows.len() });
        }
        table
    }
}

/// A cell that covers slots of the row at hand, and perhaps of rows below.
#[derive(Debug, Clone, Copy)]
struct Active {
    run: Run,
    /// The first row that it no longer covers; `usize::MAX` while it grows downward.
    until: usize,
}

struct Forming<'l> {
    grid: Grid,
    /// Cells from above that cover slots, in the order of their first columns.
    active: Vec<Active>,
    /// Cells of the row at hand.
    placed: Vec<Active>,
    merged: Vec<Active>,
    limits: &'l Limits,
}

impl<'l> Forming<'l> {
    fn new(columns: usize, cells: usize, limits: &'l Limits) -> Self {
        let cols = columns.min(limits.columns);
        // As many runs as cells, where nothing spans rows.
        let (cells, runs) = (Vec::with_capacity(cells), Vec::with_capacity(cells));
        let grid = Grid { cols, cells, runs, ..Grid::default() };
        Forming { grid, active: Vec::new(), placed: Vec::new(), merged: Vec::new(), limits }
    }

    fn group(&mut self, rows: &mut [RawRow], cells: &mut [RawCell]) {
        let mut row = self.grid.rows;
        for raw in rows {
            if self.grid.cut {
                return;
            }
            self.row(row, &mut cells[raw.cells.clone()]);
            raw.at = row;
            row += 1;
        }
        self.end_group(row);
    }

    /// Places a row's cells in the slots that nothing from above covers.
    fn row(&mut self, row: usize, cells: &mut [RawCell]) {
        self.reach(row + 1);
        self.active.retain(|active| row < active.until);
        let mut above = 0;
        let mut col = 0;
        for cell in cells {
            col = cell.col.map_or(col, |own| own as usize);
            while let Some(active) = self.active.get(above).filter(|a| a.run.start as usize <= col)
            {
                col = col.max(active.run.end as usize);
                above += 1;
            }
            let end = col + cell.col_span as usize;
            if end > self.limits.columns {
                self.grid.cut = true;
                break;
            }
            self.place(row, col, cell);
            col = end;
        }
        self.close_row(row);
    }

    fn place(&mut self, row: usize, col: usize, raw: &mut RawCell) {
        let end = col + raw.col_span as usize;
        let run = Run { start: col as u32, end: end as u32, cell: self.grid.cells.len() as u32 };
        let until = match raw.row_span {
            0 => usize::MAX,
            span => row + span as usize,
        };
        if until != usize::MAX {
            self.reach(until);
        }
        self.grid.cols = self.grid.cols.max(end);
        raw.at = Some(run.cell);
        self.grid.cells.push(Cell {
            text: std::mem::take(&mut raw.text),
            header: raw.header,
            hidden: raw.hidden,
            indented: raw.indented,
            row: row as u32,
            col: col as u32,
            row_span: raw.row_span.max(1),
            col_span: raw.col_span,
            whole_col: raw.whole_col.unwrap_or(run.start),
        });
        self.placed.push(Active { run, until });
    }

    /// Makes the table at least so many rows high.
    fn reach(&mut self, rows: usize) {
        if rows > self.limits.rows {
            self.grid.cut = true;
        } else {
            self.grid.rows = self.grid.rows.max(rows);
        }
    }

    /// Stores what covers the row; it goes on into the next one.
    fn close_row(&mut self, row: usize) {
        if self.placed.is_empty() && self.is_like_last_band() {
            return;
        }
        let first = self.grid.runs.len();
        if first + self.active.len() + self.placed.len() > self.limits.runs {
            self.grid.cut = true;
        }
        if self.grid.cut {
            return;
        }
        let overlapping = self.merge();
        self.grid.runs.extend(self.active.iter().map(|active| active.run));
        self.grid.bands.push(Band {
            first_row: row,
            runs: first..self.grid.runs.len(),
            overlapping,
        });
    }

    fn is_like_last_band(&self) -> bool {
        self.grid.bands.last().is_some_and(|band| {
            let last = &self.grid.runs[band.runs.clone()];
            last.iter().eq(self.active.iter().map(|active| &active.run))
        })
    }

    /// Merges the placed cells into the active ones; whether any overlap.
    fn merge(&mut self) -> bool {
        self.merged.clear();
        let mut placed = self.placed.iter().peekable();
        for active in &self.active {
            while let Some(next) = placed.next_if(|next| next.run.start < active.run.start) {
                self.merged.push(*next);
            }
            self.merged.push(*active);
        }
        self.merged.extend(placed);
        self.placed.clear();
        std::mem::swap(&mut self.active, &mut self.merged);
        self.active.windows(2).any(|pair| pair[1].run.start < pair[0].run.end)
    }

    /// Ends a row group: adds the rows that its spans ask for, and lets cells that grow downward stop.
    fn end_group(&mut self, mut row: usize) {
        let end = self.grid.rows;
        for active in &mut self.active {
            active.until = active.until.min(end);
            let cell = &mut self.grid.cells[active.run.cell as usize];
            cell.row_span = (active.until.max(cell.row as usize + 1) - cell.row as usize) as u32;
        }
        while row < end && !self.grid.cut {
            self.active.retain(|active| row < active.until);
            self.close_row(row);
            row = self.active.iter().map(|active| active.until).min().unwrap_or(end);
        }
        self.active.clear();
    }
}
