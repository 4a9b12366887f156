//! What the columns of a table hold: by the header's words first, then by what stands in them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::ptr;

use smallvec::SmallVec;

use crate::app::App;
use crate::file_name::{FILE_ENDINGS, has_file_ending};
use crate::html::{Cell, Grid, Table};
use crate::manufacturer::is_company;
use crate::profile::{Profile, Role};
use crate::reading::looks_like_date;
use crate::spelling::{core_name, normalized};

use super::rows::{self, without_number};
use super::{display_name, is_plain_name, shown, times};

/// How many rows are looked at to tell what a column holds.
const SAMPLE: usize = 64;
/// How far down a header row may begin.
const HEADER_WITHIN: usize = 12;
/// How far down its second row may stand.
const HEADER_ENDS_WITHIN: usize = HEADER_WITHIN + 1;

/// A grid, read by rows or, if its header stands in the first column, by columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'t> {
    pub(super) table: &'t Table,
    pub(super) transposed: bool,
}

impl<'t> View<'t> {
    fn grid(self) -> &'t Grid {
        self.table.shown()
    }

    pub(super) fn rows(self) -> usize {
        if self.transposed { self.grid().cols() } else { self.grid().rows() }
    }

    pub(super) fn cols(self) -> usize {
        if self.transposed { self.grid().rows() } else { self.grid().cols() }
    }

    /// The cells of a row by slots, into a buffer.
    pub(super) fn slots(self, row: usize, slots: &mut Vec<Option<&'t Cell>>) {
        slots.clear();
        slots.resize(self.cols(), None);
        if self.transposed {
            for (at, slot) in slots.iter_mut().enumerate() {
                *slot = self.grid().cell(at, row).filter(|cell| !self.is_across(cell));
            }
            return;
        }
        for cell in self.grid().row(row) {
            slots[cell.col()..cell.col() + cell.col_span()].fill(Some(cell));
        }
    }

    /// Whether a cell goes across the grid, as a title does. It is in no row of one that is read by columns.
    fn is_across(self, cell: &Cell) -> bool {
        let cols = self.grid().cols();
        cell.col_span() == cols || (cell.col() == 0 && cell.col_span() > (cols / 2).max(2))
    }

    /// What goes across a grid that is read by columns, above its header.
    fn titles(self) -> Vec<String> {
        let above = (0..self.grid().rows().min(HEADER_WITHIN)).filter(|_| self.transposed);
        let cells = above.map_while(|row| self.grid().cell(row, 0));
        let titles = cells.take_while(|cell| self.is_across(cell));
        titles.map(|cell| shown(cell.text()).into_owned()).collect()
    }

    /// The first row that a cell covers.
    pub(super) fn first_row(self, cell: &Cell) -> usize {
        if self.transposed { cell.col() } else { cell.row() }
    }

    /// Where a slot stands in the whole grid: row and column.
    pub(super) fn place(self, row: usize, col: usize) -> (usize, usize) {
        let (row, col) = if self.transposed { (col, row) } else { (row, col) };
        (self.table.whole_row(row), self.table.whole_col(row, col))
    }
}

/// What the columns of a version table hold.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) transposed: bool,
    /// The first row with data.
    pub(super) first_row: usize,
    pub(super) columns: Vec<Column>,
    /// Whether header words told the columns.
    pub(super) by_header: bool,
    /// Full-width rows above the header.
    pub(super) titles: Vec<String>,
    /// Two columns of versions have one header.
    pub(super) equal_versions: bool,
    /// Columns of versions are of different times, and which one holds is not certain.
    pub(super) is_of_times: bool,
    /// A column tells of changes, as in a history.
    pub(super) is_history: bool,
    /// What stands in the columns told them, for want of a header.
    pub(super) by_content: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) role: Option<Role>,
    /// The header's text; empty if there is none.
    pub(super) header: String,
    /// What the header says of the versions in it.
    pub(super) note: Option<String>,
}

impl Layout {
    pub(super) fn columns_of(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        (0..self.columns.len()).filter(move |&col| self.columns[col].role == Some(role))
    }

    /// The layouts of the parts, where a table's rows hold several records side by side.
    pub(super) fn side_by_side(&self) -> Vec<Layout> {
        let is_name = |col: &usize| {
            matches!(self.columns[*col].role, Some(Role::Number | Role::Name | Role::Manufacturer))
        };
        let versions: Vec<usize> = self.columns_of(Role::Version).collect();
        let begins = versions.windows(2).filter_map(|pair| (pair[0]..pair[1]).find(is_name));
        let mut starts = vec![0];
        starts.extend(begins);
        let ends = starts[1..].iter().copied().chain([self.columns.len()]);
        let parts = starts.iter().zip(ends).map(|(&start, end)| self.part(start..end));
        parts.collect()
    }

    fn part(&self, cols: Range<usize>) -> Layout {
        let mut part = self.clone();
        let outside = (0..self.columns.len()).filter(|col| !cols.contains(col));
        outside.for_each(|col| part.columns[col].role = Some(Role::Elsewhere));
        part.equal_versions &= part.columns_of(Role::Version).count() > 1;
        part
    }

    /// The texts of the rows at a table's foot in which nothing else is filled.
    pub(super) fn last_texts(&self, table: &Table) -> Vec<String> {
        let view = self.view(table);
        let mut slots = Vec::new();
        let last = (self.first_row..view.rows()).rev().map_while(|row| {
            view.slots(row, &mut slots);
            single_text(&slots)
        });
        last.take(HEADER_WITHIN).collect()
    }

    /// Whether another table has the same header.
    pub(super) fn has_header_of(&self, other: &Layout) -> bool {
        let mut pairs = self.columns.iter().zip(&other.columns);
        let is_same = self.columns.len() == other.columns.len()
            && pairs.all(|(a, b)| a.header == b.header && a.role == b.role);
        is_same && self.by_header && other.by_header
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.columns_of(role).next().is_some()
    }

    pub(super) fn view<'t>(&self, table: &'t Table) -> View<'t> {
        View { table, transposed: self.transposed }
    }
}

/// Rows and columns in which a header's words stand. Most tables have few: each text is looked at once, and most
/// rows no more.
#[derive(Debug, Default)]
struct Words {
    rows: [bool; HEADER_ENDS_WITHIN],
    cols: [bool; HEADER_ENDS_WITHIN],
    /// Whether any of them is for versions.
    versions: bool,
}

impl Words {
    fn of(table: &Table, profile: &Profile) -> Words {
        let mut words = Words::default();
        let is_small = is_small(table);
        for cell in table.shown().cells() {
            let rows = cell.row()..(cell.row() + cell.row_span()).min(HEADER_ENDS_WITHIN);
            let cols = cell.col()..(cell.col() + cell.col_span()).min(HEADER_ENDS_WITHIN);
            let may_head = !rows.is_empty() || (is_small && !cols.is_empty());
            if let Some(role) = may_head.then(|| role(cell, profile)).flatten() {
                rows.for_each(|row| words.rows[row] = true);
                cols.for_each(|col| words.cols[col] = true);
                words.versions |= role == Role::Version;
            }
        }
        words
    }
}

/// The role of a column that a cell heads.
fn role(cell: &Cell, profile: &Profile) -> Option<Role> {
    // The profile normalizes what it is asked for.
    if is_plain_name(cell.text()) {
        return profile.role(cell.text().as_str());
    }
    profile.role(&display_name(cell.text()))
}

/// Tells what a table's columns hold, or `None` if it has no versions beside names.
pub(super) fn layout(table: &Table, profile: &Profile) -> Option<Layout> {
    let by_rows = View { table, transposed: false };
    let by_columns = View { table, transposed: true };
    let words = Words::of(table, profile);
    let headers = possible_headers(by_rows, &words.rows, profile);
    // A header in the last row heads nothing: the table may run from left to right.
    let heads = |header: &&Header| header.first_row < by_rows.rows();
    let of_columns = || {
        let headers = possible_headers(by_columns, &words.cols, profile);
        by_header(&headers, by_columns, true, profile)
    };
    let by_words = || {
        by_header(headers.iter().filter(heads), by_rows, true, profile)
            .or_else(|| is_small(table).then(of_columns).flatten())
            .or_else(|| by_header(&header_at_end(by_rows, profile), by_rows, true, profile))
            .or_else(|| by_header(&headers, by_rows, true, profile))
    };
    let by_words = words.versions.then(by_words).flatten();
    by_words.or_else(|| by_header(&headers, by_rows, false, profile)).or_else(|| {
        let has_header = words.rows.contains(&true) && has_header(by_rows, profile);
        (!has_header).then(|| by_content(by_rows, profile)).flatten()
    })
}

/// The layout of a table of one manufacturer's components, whose name stands over it; `layout` is what its own words
/// say. `None` if rows name applications or manufacturers themselves.
pub(super) fn of_components(
    table: &Table,
    layout: Option<&Layout>,
    profile: &Profile,
) -> Option<Layout> {
    let mut layout = layout.cloned().or_else(|| without_names(table, profile))?;
    let sample = Sample::of(layout.view(table), layout.first_row, profile);
    // カードリーダーアプリ is one of the components here.
    let names_others = sample.columns.iter().any(|seen| seen.names > seen.readers);
    if layout.has(Role::Manufacturer) || names_others {
        return None;
    }
    if !layout.has(Role::Component) {
        let free = |column: &&mut Column| matches!(column.role, None | Some(Role::Name));
        if let Some(column) = layout.columns.iter_mut().find(free) {
            column.role = Some(Role::Component);
        }
    }
    layout.columns.iter_mut().filter(|c| c.role == Some(Role::Name)).for_each(|c| c.role = None);
    Some(layout)
}

/// The layout of a table with a column of versions, be it without a header, and without names.
fn without_names(table: &Table, profile: &Profile) -> Option<Layout> {
    let view = View { table, transposed: false };
    let (mut slots, mut titles) = (Vec::new(), Vec::new());
    let mut header = (0..view.rows().min(HEADER_WITHIN)).find_map(|row| {
        view.slots(row, &mut slots);
        titles.extend(single_text(&slots));
        let mut columns = header_row(&slots, profile)?;
        settle_weak(&mut columns);
        columns.iter().any(|c| c.role == Some(Role::Version)).then_some((row + 1, columns))
    });
    let by_header = header.is_some();
    if header.is_none() && !has_header(view, profile) {
        let sample = Sample::of(view, 0, profile);
        let is_filled = |col: usize| sample.columns[col].versions == sample.columns[col].filled;
        let version = sample.versions(is_filled)?;
        let column = |col| {
            let role = (col == version).then_some(Role::Version);
            Column { role, header: String::new(), note: None }
        };
        header = Some((0, (0..view.cols()).map(column).collect()));
    }
    let (first_row, mut columns) = header?;
    let is_of_times = times::keep_latest(&mut columns, profile);
    Some(Layout {
        transposed: false,
        first_row,
        columns,
        by_header,
        by_content: !by_header,
        titles,
        equal_versions: false,
        is_of_times,
        is_history: false,
    })
}

/// Whether the header has a column of current versions, with or without names beside it.
pub(super) fn has_versions_header(table: &Table, profile: &Profile) -> bool {
    let view = View { table, transposed: false };
    let mut slots = Vec::new();
    (0..view.rows().min(HEADER_WITHIN)).any(|row| {
        view.slots(row, &mut slots);
        let columns = header_row(&slots, profile);
        columns.is_some_and(|columns| columns.iter().any(|c| c.role == Some(Role::Version)))
    })
}

/// Tables that run from left to right are not long.
fn is_small(table: &Table) -> bool {
    table.shown().rows() <= 256 && table.shown().cols() > 1
}

/// Whether the first row with more than one text has a header's words.
fn has_header(view: View<'_>, profile: &Profile) -> bool {
    let mut slots = Vec::new();
    for row in 0..view.rows().min(HEADER_WITHIN) {
        view.slots(row, &mut slots);
        if only_text(&slots).is_none() {
            return header_row(&slots, profile).is_some();
        }
    }
    false
}

/// The layout of the table before, for one that goes on without a header of its own.
pub(super) fn continued(table: &Table, before: &Layout, profile: &Profile) -> Option<Layout> {
    let view = before.view(table);
    (view.cols() == before.columns.len() && !before.transposed).then_some(())?;
    let mut layout = Layout { first_row: 0, titles: Vec::new(), ..before.clone() };
    layout.by_header = false;
    let sample = Sample::of(view, 0, profile);
    let fits = layout.columns_of(Role::Version).any(|col| sample.columns[col].is_versions());
    fits.then_some(layout)
}

/// A row, or two, that may be a table's header.
struct Header {
    columns: Vec<Column>,
    /// The rows above it that have one text only.
    titles: Vec<String>,
    /// The first row below it.
    first_row: usize,
}

/// The headers that a table may have, in order.
fn possible_headers(
    view: View<'_>,
    words: &[bool; HEADER_ENDS_WITHIN],
    profile: &Profile,
) -> Vec<Header> {
    let mut headers = Vec::new();
    let mut titles = view.titles();
    let mut slots = Vec::new();
    let mut below = Vec::new();
    let last = words[..HEADER_WITHIN].iter().rposition(|has| *has);
    let end = view.rows().min(last.map_or(0, |last| last + 1));
    for (row, has_words) in words.iter().enumerate().take(end) {
        view.slots(row, &mut slots);
        if let Some(title) = single_cell(&slots) {
            titles.push(shown(title.text()).into_owned());
            continue;
        }
        if !has_words {
            continue;
        }
        let Some(single) = header_row(&slots, profile) else { continue };
        if row + 1 < view.rows() {
            view.slots(row + 1, &mut below);
            let double = two_rows(&single, &slots, &below, profile);
            headers.extend(double.map(|columns| Header {
                columns,
                titles: titles.clone(),
                first_row: row + 2,
            }));
        }
        headers.push(Header { columns: single, titles: titles.clone(), first_row: row + 1 });
    }
    headers
}

/// The header that a browser draws first, though it is written last: a `<thead>` behind the rows.
fn header_at_end(view: View<'_>, profile: &Profile) -> Option<Header> {
    let mut slots = Vec::new();
    view.slots(view.rows().checked_sub(1)?, &mut slots);
    let is_header = distinct(&slots).all(Cell::is_header);
    let columns = is_header.then(|| header_row(&slots, profile)).flatten()?;
    Some(Header { columns, titles: Vec::new(), first_row: 0 })
}

/// A header's layout: with the words for names and versions, or, if not `strict`, with what stands in the columns
/// for one of them.
fn by_header<'h>(
    headers: impl IntoIterator<Item = &'h Header>,
    view: View<'_>,
    strict: bool,
    profile: &Profile,
) -> Option<Layout> {
    headers.into_iter().find_map(|header| {
        let columns = header.columns.clone();
        let layout = settle(columns, view, header.first_row, strict, profile)?;
        Some(Layout { titles: header.titles.clone(), ..layout })
    })
}

/// The layout from a row on that repeats the header in another order.
pub(super) fn reordered(
    slots: &[Option<&Cell>],
    view: View<'_>,
    row: usize,
    before: &Layout,
    profile: &Profile,
) -> Option<Layout> {
    let columns = header_row(slots, profile)?;
    let layout = settle(columns, view, row + 1, true, profile)?;
    // 問診票アプリ ends like a header, and is a row's name.
    let is_word = |column: &Column| {
        profile.is_header(&column.header)
            || before.columns.iter().any(|other| other.header == column.header)
    };
    let tells = |column: &&Column| matches!(column.role, Some(Role::Name | Role::Version));
    if !layout.columns.iter().filter(tells).all(is_word) {
        return None;
    }
    let same = |(a, b): (&Column, &Column)| a.role == b.role;
    let is_other = !layout.columns.iter().zip(&before.columns).all(same);
    (is_other && before.by_header).then_some(layout)
}

/// The text of a row that is one cell from end to end: a title, a divider.
pub(super) fn only_text(slots: &[Option<&Cell>]) -> Option<String> {
    if distinct(slots).nth(1).is_some() {
        return None;
    }
    let only = single_cell(slots)?;
    Some(normalized(&shown(only.text())).into_owned())
}

/// The text of a row in which nothing else is filled.
fn single_text(slots: &[Option<&Cell>]) -> Option<String> {
    single_cell(slots).map(|cell| normalized(&shown(cell.text())).into_owned())
}

/// The cell of a row in which nothing else is filled.
fn single_cell<'t>(slots: &[Option<&'t Cell>]) -> Option<&'t Cell> {
    let mut filled = distinct(slots).filter(|cell| !shown(cell.text()).is_empty());
    let only = filled.next()?;
    (filled.next().is_none() && slots.len() > 1).then_some(only)
}

/// The cells of a row, each once.
pub(super) fn distinct<'t>(slots: &[Option<&'t Cell>]) -> impl Iterator<Item = &'t Cell> {
    let mut last: Option<&Cell> = None;
    slots.iter().filter_map(move |slot| {
        let cell = (*slot)?;
        let new = !last.is_some_and(|last| ptr::eq(last, cell));
        last = Some(cell);
        new.then_some(cell)
    })
}

/// A row as a header, if it has any header's words and nothing that only rows with data have.
fn header_row(slots: &[Option<&Cell>], profile: &Profile) -> Option<Vec<Column>> {
    let headers: SmallVec<[_; 8]> = distinct(slots)
        .map(|cell| {
            let header = display_name(cell.text());
            (cell, profile.role(&header), header)
        })
        .collect();
    let has_words = headers.iter().any(|(_, role, _)| role.is_some());
    if !has_words || headers.iter().any(|(.., header)| is_data(header, profile)) {
        return None;
    }
    let mut headers = headers.into_iter().peekable();
    let mut columns: Vec<Column> = Vec::with_capacity(slots.len());
    for (col, slot) in slots.iter().enumerate() {
        let is_new = slot.is_some_and(|cell| headers.peek().is_some_and(|h| ptr::eq(h.0, cell)));
        let column = match (slot, headers.next_if(|_| is_new)) {
            (Some(_), Some((_, role, header))) => {
                Column { role, header: header.into_owned(), note: None }
            }
            // A cell that spans columns.
            (Some(_), None) => columns[col - 1].clone(),
            (None, _) => Column { role: profile.role(""), header: String::new(), note: None },
        };
        columns.push(column);
    }
    Some(columns)
}

/// Whether a text can only stand in a row with data.
fn is_data(text: &str, profile: &Profile) -> bool {
    if text.is_empty() {
        return false;
    }
    let (_, name) = without_number(text);
    // A bare number may be a header: a year, a terminal.
    let says_so = text.contains('.') || !text.starts_with(|c: char| c.is_ascii_digit());
    let is_version = says_so && text.parse::<crate::Version>().is_ok();
    is_version
        || profile.app(name).is_some_and(|_| {
            profile.role(text) != Some(Role::Name) || !is_bare_header(name, profile)
        })
        || has_file_ending(text)
        || is_company(name, profile)
}

/// Whether a name is a header's word as well, such as アプリケーション.
fn is_bare_header(name: &str, profile: &Profile) -> bool {
    profile.is_header(name)
}

/// A header of two rows: the lower cell tells, where there is another one.
fn two_rows(
    upper: &[Column],
    above: &[Option<&Cell>],
    below: &[Option<&Cell>],
    profile: &Profile,
) -> Option<Vec<Column>> {
    let same = |col: usize| matches!((above[col], below[col]), (Some(a), Some(b)) if ptr::eq(a, b));
    let spans = (0..above.len()).any(|col| {
        same(col) || above[col].is_some_and(|cell| cell.col_span() > 1 || cell.row_span() > 1)
    });
    if !spans {
        return None;
    }
    let heads = with_roles_below(above, below, profile);
    let mut columns = Vec::with_capacity(upper.len());
    let mut lower_words = 0;
    for col in 0..upper.len() {
        let mut column = upper[col].clone();
        if !same(col) {
            let text = below[col].map_or(Cow::default(), |cell| display_name(cell.text()));
            let is_split = above[col].is_some_and(|cell| cell.col_span() > 1);
            let role = profile.role(&text);
            // 最新版 over ファイル, バージョン and サイズ heads all three, and is the header of none.
            if role.is_none() && above[col].is_some_and(|cell| heads.contains(&ptr::from_ref(cell)))
            {
                column.role = None;
            }
            if is_data(&text, profile) || (role.is_none() && !is_split && !text.is_empty()) {
                return None;
            }
            lower_words += usize::from(role.is_some() || (is_split && !text.is_empty()));
            if role.is_some() {
                column.role = role;
                // 旧 over ファイル and バージョン: neither holds.
                if profile.is_old_header(&column.header) {
                    column.role =
                        role.filter(|role| *role == Role::Version).map(|_| Role::OldVersion);
                }
            } else if column.role == Some(Role::Version) && profile.is_old_header(&text) {
                column.role = Some(Role::OldVersion);
            }
            if column.role == Some(Role::Version)
                && role.is_none()
                && !text.is_empty()
                && !profile.is_new_mark(&text)
            {
                column.note = Some(text.clone().into());
            }
            column.header = [column.header.as_str(), &*text].join(" ").trim().to_owned();
        }
        columns.push(column);
    }
    (lower_words > 0).then_some(columns)
}

/// The cells of an upper header row below which others have roles of their own.
fn with_roles_below(
    above: &[Option<&Cell>],
    below: &[Option<&Cell>],
    profile: &Profile,
) -> HashSet<*const Cell> {
    let pairs = above.iter().zip(below).filter_map(|(upper, lower)| Some(((*upper)?, (*lower)?)));
    let tells = |(upper, lower): &(&Cell, &Cell)| {
        !ptr::eq(*upper, *lower) && profile.role(&display_name(lower.text())).is_some()
    };
    pairs.filter(tells).map(|(upper, _)| ptr::from_ref(upper)).collect()
}

/// Makes a header's columns a layout, if there are versions beside names.
fn settle(
    mut columns: Vec<Column>,
    view: View<'_>,
    first_row: usize,
    strict: bool,
    profile: &Profile,
) -> Option<Layout> {
    let has = |columns: &[Column], role: Role| columns.iter().any(|c| c.role == Some(role));
    keep_current(&mut columns, profile);
    settle_products(&mut columns, view, first_row, profile);
    settle_weak(&mut columns);
    settle_files(&mut columns, view, first_row, profile);
    let words = columns.iter().filter(|column| column.role.is_some()).count();
    let mut by_header = true;
    let needs_name = !has(&columns, Role::Name) && !has(&columns, Role::Manufacturer);
    let needs_version = !has(&columns, Role::Version);
    if needs_name || needs_version {
        if strict || words < 2 || has(&columns, Role::OldVersion) && needs_version {
            return None;
        }
        let sample = Sample::of(view, first_row, profile);
        if needs_name {
            let col = sample.names(|col| {
                columns[col].role.is_none() || columns[col].role == Some(Role::Component)
            })?;
            columns[col].role = Some(Role::Name);
        }
        if needs_version {
            let tells = |header: &str| header.is_empty() || profile.is_new_mark(header);
            let col = sample
                .versions(|col| columns[col].role.is_none() && tells(&columns[col].header))?;
            columns[col].role = Some(Role::Version);
            by_header = false;
        }
    }
    keep_one_date(&mut columns, profile);
    keep_exact_versions(&mut columns, profile);
    let is_of_times = times::keep_latest(&mut columns, profile);
    tell_apart(&mut columns);
    let equal_versions = note_versions(&mut columns);
    let is_history = columns.iter().any(|column| profile.is_history_header(&column.header));
    Some(Layout {
        transposed: view.transposed,
        first_row,
        columns,
        by_header,
        titles: Vec::new(),
        equal_versions,
        is_of_times,
        is_history,
        by_content: !by_header,
    })
}

/// Beside アプリケーション名, 旧アプリケーション名 is no name; and so with files, manufacturers and days.
fn keep_current(columns: &mut [Column], profile: &Profile) {
    let is_old: Vec<bool> = columns.iter().map(|c| profile.is_old_header(&c.header)).collect();
    let has_current = |role: Role, columns: &[Column]| {
        columns.iter().zip(&is_old).any(|(column, old)| !old && column.role == Some(role))
    };
    for role in [Role::Name, Role::Product, Role::File, Role::Manufacturer, Role::Released] {
        if !has_current(role, columns) {
            continue;
        }
        let old = columns
            .iter_mut()
            .zip(&is_old)
            .filter(|(column, old)| **old && column.role == Some(role));
        old.for_each(|(column, _)| column.role = None);
    }
}

/// 製品名 heads names or, beside manufacturers, their components: what stands in the column tells. So it does where
/// ソフトウェア stands beside known manufacturers.
fn settle_products(columns: &mut [Column], view: View<'_>, first_row: usize, profile: &Profile) {
    let has = |columns: &[Column], role| columns.iter().any(|column| column.role == Some(role));
    let of_makers = has(columns, Role::Manufacturer) && has(columns, Role::Name);
    if !of_makers && !has(columns, Role::Product) {
        return;
    }
    let sample = Sample::of(view, first_row, profile);
    let by_role = |columns: &[Column], role| -> Vec<usize> {
        (0..columns.len()).filter(|&col| columns[col].role == Some(role)).collect()
    };
    let names_any = |cols: &[usize]| cols.iter().any(|&col| sample.columns[col].names > 0);
    let names = by_role(columns, Role::Name);
    let makers = by_role(columns, Role::Manufacturer);
    let are_known = makers.iter().any(|&col| sample.columns[col].makers > 0);
    if are_known && !names_any(&names) {
        names.iter().for_each(|&col| columns[col].role = Some(Role::Product));
    }
    for col in by_role(columns, Role::Product) {
        let is_alone = !has(columns, Role::Name) && !has(columns, Role::Manufacturer);
        columns[col].role = match is_alone || names_any(&[col]) {
            true => Some(Role::Name),
            false => Some(Role::Component).filter(|role| !has(columns, *role)),
        };
    }
}

/// Of columns of versions under one header, 最新ファイル・バージョン情報, those in which files stand are theirs.
fn settle_files(columns: &mut [Column], view: View<'_>, first_row: usize, profile: &Profile) {
    let versions = |c: &Column| c.role == Some(Role::Version);
    let is_shared = columns
        .windows(2)
        .any(|pair| versions(&pair[0]) && versions(&pair[1]) && pair[0].header == pair[1].header);
    if !is_shared || columns.iter().any(|column| column.role == Some(Role::File)) {
        return;
    }
    let sample = Sample::of(view, first_row, profile);
    let is_of_files = |seen: &Seen| seen.files > 0 && seen.versions == 0;
    if sample.columns.iter().zip(&*columns).all(|(seen, c)| !versions(c) || is_of_files(seen)) {
        return;
    }
    let pairs = columns.iter_mut().zip(&sample.columns);
    for (column, _) in pairs.filter(|(column, seen)| versions(column) && is_of_files(seen)) {
        column.role = Some(Role::File);
    }
}

/// A header such as 対象 means the name, the component, or nothing, by what the other headers are.
fn settle_weak(columns: &mut [Column]) {
    let has = |role: Role| columns.iter().any(|column| column.role == Some(role));
    let meant = match (has(Role::Name), has(Role::Manufacturer), has(Role::Component)) {
        (false, false, _) => Some(Role::Name),
        (false, true, false) => Some(Role::Component),
        _ => None,
    };
    let model = if has(Role::Component) { None } else { Some(Role::Component) };
    for column in columns.iter_mut() {
        match column.role {
            Some(Role::NameWeak) => column.role = meant,
            Some(Role::Model) => column.role = model,
            _ => {}
        }
    }
}

/// Of several columns of dates one is the day of publication; the others are kept by their headers.
fn keep_one_date(columns: &mut [Column], profile: &Profile) {
    let dates = (0..columns.len()).filter(|&col| columns[col].role == Some(Role::Released));
    let best = dates.min_by_key(|&col| profile.rank_of_header(&columns[col].header));
    for (col, column) in columns.iter_mut().enumerate() {
        if column.role == Some(Role::Released) && Some(col) != best {
            column.role = None;
        }
    }
}

/// Equal headers of further columns are told apart: 備考, 備考 (2).
fn tell_apart(columns: &mut [Column]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let is_further =
        |column: &&mut Column| !matches!(column.role, Some(Role::Version | Role::Name));
    for column in columns.iter_mut().filter(is_further) {
        let count = seen.entry(column.header.clone()).or_default();
        *count += 1;
        if *count > 1 {
            column.header = format!("{} ({count})", column.header);
        }
    }
}

/// Beside a column whose header is the word itself, one that only ends in it is of something else:
/// サポート終了バージョン, Edge拡張機能バージョン.
fn keep_exact_versions(columns: &mut [Column], profile: &Profile) {
    let is_version = |column: &Column| column.role == Some(Role::Version);
    // The header of two rows is as exact as its lower one.
    let is_exact = |column: &Column| {
        column.note.is_some()
            || profile.is_header(&column.header)
            || column.header.split(' ').any(|part| profile.is_header(part))
    };
    if !columns.iter().any(|column| is_version(column) && is_exact(column)) {
        return;
    }
    for column in columns.iter_mut().filter(|column| is_version(column) && !is_exact(column)) {
        column.role = None;
    }
}

/// Several columns of versions are told apart by what their headers add; whether two add nothing.
fn note_versions(columns: &mut [Column]) -> bool {
    let versions: Vec<usize> =
        (0..columns.len()).filter(|&col| columns[col].role == Some(Role::Version)).collect();
    if versions.len() < 2 {
        return false;
    }
    let mut seen: HashSet<&str> = HashSet::new();
    let is_equal = |col: usize| {
        let is_known = !seen.insert(&columns[col].header);
        is_known && columns[col].note.is_none()
    };
    let equal = versions.iter().copied().map(is_equal).fold(false, |any, is| any | is);
    for col in versions {
        let Column { header, note, .. } = &mut columns[col];
        let inside = header.split_once('(').map(|(_, rest)| rest.trim_end_matches(')').trim());
        let inside = inside.filter(|inside| note.is_none() && !inside.is_empty());
        *note = inside.map(str::to_owned).or(note.take());
    }
    equal
}

/// Columns told by what stands in them, for a table without a header.
fn by_content(view: View<'_>, profile: &Profile) -> Option<Layout> {
    let sample = Sample::of(view, 0, profile);
    let name = sample.names(|_| true)?;
    let version = sample.versions(|col| col != name)?;
    let mut columns: Vec<Column> = (0..view.cols())
        .map(|_| Column { role: None, header: String::new(), note: None })
        .collect();
    for (col, column) in columns.iter_mut().enumerate() {
        let seen = &sample.columns[col];
        column.role = match col {
            _ if col == name => Some(Role::Name),
            _ if col == version => Some(Role::Version),
            _ if seen.files > 0 => Some(Role::File),
            _ if seen.is_numbers() => Some(Role::Number),
            _ if seen.dates * 2 > seen.filled => Some(Role::Released),
            _ if seen.components > 0 || col == name + 1 && seen.is_text() => Some(Role::Component),
            _ => None,
        };
    }
    Some(Layout {
        transposed: false,
        first_row: 0,
        columns,
        by_header: false,
        titles: Vec::new(),
        equal_versions: false,
        is_of_times: false,
        is_history: false,
        by_content: true,
    })
}

/// What stands in the columns of a table's first rows.
#[derive(Debug)]
struct Sample {
    columns: Vec<Seen>,
}

#[derive(Debug, Default, Clone)]
struct Seen {
    filled: usize,
    versions: usize,
    dotted: usize,
    names: usize,
    /// Names of the card reader's application.
    readers: usize,
    /// Names of manufacturers that are known.
    makers: usize,
    /// Names of components that are known.
    components: usize,
    files: usize,
    dates: usize,
    /// The next row number, while the column counts.
    counts: Option<u64>,
    counted: usize,
}

impl Seen {
    fn is_numbers(&self) -> bool {
        self.counted > 0 && self.counted == self.filled && self.dotted == 0
    }

    fn is_text(&self) -> bool {
        self.filled > 0 && self.versions == 0 && self.dates == 0 && self.counted == 0
    }

    fn is_versions(&self) -> bool {
        self.versions * 2 >= self.filled && self.versions > 0 && !self.is_numbers()
    }
}

impl Sample {
    fn of(view: View<'_>, first_row: usize, profile: &Profile) -> Sample {
        let mut columns = vec![Seen { counts: Some(1), ..Seen::default() }; view.cols()];
        let mut slots = Vec::new();
        for row in first_row..view.rows().min(first_row + SAMPLE) {
            view.slots(row, &mut slots);
            for (seen, cell) in columns.iter_mut().zip(&slots) {
                let Some(cell) = cell else { continue };
                if view.first_row(cell) != row {
                    continue;
                }
                let text = shown(cell.text());
                let text = normalized(&text);
                if !text.is_empty() {
                    seen.take(&text, profile);
                }
            }
        }
        Sample { columns }
    }

    fn names(&self, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let found =
            (0..self.columns.len()).filter(|&col| wanted(col) && self.columns[col].names > 0);
        found.max_by_key(|&col| (self.columns[col].names, std::cmp::Reverse(col)))
    }

    fn versions(&self, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let found =
            (0..self.columns.len()).filter(|&col| wanted(col) && self.columns[col].is_versions());
        found.max_by_key(|&col| (self.columns[col].dotted, self.columns[col].versions))
    }
}

impl Seen {
    fn take(&mut self, text: &str, profile: &Profile) {
        self.filled += 1;
        let (number, name) = without_number(text);
        let own = rows::named(name, "", profile).name;
        let app = profile.app(&own);
        self.names += usize::from(app.is_some() || is_company(&own, profile));
        self.readers += usize::from(app == Some(App::CardReader));
        self.makers += usize::from(profile.maker(&core_name(&own)).is_some());
        self.components += usize::from(profile.is_component(None, name));
        let lower = text.to_ascii_lowercase();
        self.files += usize::from(FILE_ENDINGS.iter().any(|ending| lower.contains(ending)));
        self.dates += usize::from(crate::Date::find(text).is_some());
        if text.parse::<crate::Version>().is_ok_and(|version| !looks_like_date(&version)) {
            self.versions += 1;
            self.dotted += usize::from(text.contains('.'));
        }
        let count = number
            .as_deref()
            .filter(|_| name.is_empty())
            .and_then(|n| n.parse().ok())
            .or_else(|| text.parse::<u64>().ok());
        if count.is_some() && count == self.counts {
            self.counted += 1;
            self.counts = count.map(|n| n + 1);
        }
    }
}
