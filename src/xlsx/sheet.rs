//! A sheet's cells, and what of them is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::budget::Budget;
use super::damaged;
use super::format::Around;
use super::strings::Rich;
use super::styles::{Look, Styles};
use super::xml::{Piece, Start, Xml};
use crate::error::Error;
use crate::html::{MarkKind, Text};
use crate::limits::Limits;

/// How large a sheet can be.
const ROWS: usize = 1 << 20;
const COLUMNS: usize = 1 << 14;
/// The width of a column that says nothing, in digits.
const WIDTH: f64 = 8.43;
/// With more ranges under conditions, all cells count as under one.
const CONDITIONS: usize = 256;

/// What a workbook's sheets share.
pub(super) struct Shared<'w> {
    pub(super) strings: &'w [Rich],
    pub(super) styles: &'w Styles,
    pub(super) since_1904: bool,
    pub(super) limits: &'w Limits,
}

/// A sheet as its part tells it.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// In order of rows, then of columns.
    pub(super) cells: Vec<Cell>,
    pub(super) hidden_rows: BTreeSet<usize>,
    columns: Vec<Column>,
    merged: Vec<Area>,
    /// Where conditions may change what is shown.
    conditional: Vec<Area>,
    width: Option<f64>,
    row: usize,
    col: usize,
}

/// A cell, merged with those that it covers.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) area: Area,
    pub(super) text: Text,
    pub(super) indented: bool,
    pub(super) bordered: bool,
    /// How many digits a number needs that is cut where there is less room.
    digits: Option<usize>,
}

/// Slots from one corner to the other, which belongs to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) row: usize,
    pub(super) col: usize,
    pub(super) last_row: usize,
    pub(super) last_col: usize,
}

#[derive(Debug)]
struct Column {
    first: usize,
    last: usize,
    hidden: bool,
    width: Option<f64>,
}

impl Sheet {
    pub(super) fn read(
        text: &str,
        part: &str,
        shared: &Shared<'_>,
        budget: &mut Budget,
    ) -> Result<Sheet, Error> {
        let mut xml = Xml::new(text, part, shared.limits);
        let mut sheet = Sheet::default();
        while let Some(piece) = xml.next()? {
            let Piece::Start(start) = piece else { continue };
            match start.name() {
                "sheetFormatPr" => sheet.width = start.number("defaultColWidth"),
                "col" => {
                    budget.node()?;
                    sheet.column(&start);
                    // Each column once is the most that there can be.
                    if sheet.columns.len() > COLUMNS {
                        return Err(damaged(part));
                    }
                }
                "row" => {
                    budget.node()?;
                    sheet.begin_row(&start).ok_or_else(|| damaged(part))?;
                }
                "c" => sheet.cell(&start, &mut xml, part, shared, budget)?,
                "mergeCell" => {
                    budget.node()?;
                    let area = start.attribute("ref").and_then(|text| Area::parse(&text));
                    sheet.merged.push(area.ok_or_else(|| damaged(part))?);
                }
                "conditionalFormatting" => {
                    let areas = start.attribute("sqref");
                    sheet.condition(areas, &mut xml, shared.styles)?;
                }
                _ => {}
            }
        }
        sheet.finish().ok_or_else(|| damaged(part))
    }

    fn column(&mut self, start: &Start<'_>) {
        let (Some(first), Some(last)) =
            (start.number::<usize>("min"), start.number::<usize>("max"))
        else {
            return;
        };
        let width = start.number::<f64>("width");
        let hidden = start.is("hidden") || width == Some(0.0);
        let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
        self.columns.push(Column { first, last, hidden, width });
    }

    /// The columns up to `end` that are shown.
    pub(super) fn shown_columns(&self, end: usize) -> Vec<usize> {
        let mut hidden = vec![false; end];
        for column in self.columns.iter().filter(|column| column.hidden && column.first < end) {
            hidden[column.first..(column.last + 1).clamp(column.first, end)].fill(true);
        }
        (0..end).filter(|&col| !hidden[col]).collect()
    }

    fn begin_row(&mut self, start: &Start<'_>) -> Option<()> {
        let row = match start.attribute("r") {
            Some(row) => row.trim().parse::<usize>().ok()?.checked_sub(1)?,
            None => self.row,
        };
        if start.is("hidden") || start.number::<f64>("ht") == Some(0.0) {
            self.hidden_rows.insert(row);
        }
        // The row behind is the next one's place, unless it says another.
        self.row = row + 1;
        self.col = 0;
        (row < ROWS).then_some(())
    }

    fn cell(
        &mut self,
        start: &Start<'_>,
        xml: &mut Xml<'_>,
        part: &str,
        shared: &Shared<'_>,
        budget: &mut Budget,
    ) -> Result<(), Error> {
        budget.node()?;
        let place = match start.attribute("r") {
            Some(place) => slot(&place),
            None => self.row.checked_sub(1).map(|row| (row, self.col)),
        };
        let (row, col) = place.filter(|(_, col)| *col < COLUMNS).ok_or_else(|| damaged(part))?;
        self.col = col + 1;
        let look = shared.styles.look(start.number("s"));
        let kind = start.attribute("t").unwrap_or_default();
        let content = Content::read(xml, budget)?;
        let shown = content.shown(&kind, &look, shared).ok_or_else(|| damaged(part))?;
        let (text, indented) = match &shown.rich {
            Some(rich) => {
                budget.nodes(rich.runs())?;
                (rich.text(look.font, shown.certain), look.indented || rich.is_indented())
            }
            None => (Text::default(), false),
        };
        budget.text(&text)?;
        if text.is_empty() && !look.bordered {
            return Ok(());
        }
        let area = Area { row, col, last_row: row, last_col: col };
        self.cells.push(Cell {
            area,
            text,
            indented,
            bordered: look.bordered,
            digits: shown.digits,
        });
        Ok(())
    }

    /// Takes in the ranges of cells that conditions let look otherwise.
    fn condition(
        &mut self,
        areas: Option<String>,
        xml: &mut Xml<'_>,
        styles: &Styles,
    ) -> Result<(), Error> {
        let mut areas = areas.unwrap_or_default();
        let mut changes = false;
        let mut depth = 0_usize;
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(start) => match start.name() {
                    "sqref" => areas = xml.text()?,
                    name => {
                        let look = start.number::<usize>("dxfId");
                        changes |= look.is_some_and(|at| styles.conditional.get(at) == Some(&true));
                        changes |= matches!(name, "strike" | "vertAlign" | "numFmt");
                        depth += 1;
                    }
                },
                Piece::End if depth == 0 => break,
                Piece::End => depth -= 1,
                Piece::Text(_) => {}
            }
        }
        let everywhere = Area { row: 0, col: 0, last_row: ROWS, last_col: COLUMNS };
        for area in areas.split_ascii_whitespace().filter(|_| changes) {
            if self.conditional.len() < CONDITIONS {
                self.conditional.push(Area::parse(area).unwrap_or(everywhere));
            } else {
                self.conditional[0] = everywhere;
                break;
            }
        }
        Ok(())
    }

    /// Merges the cells; `None` if two stand in one place.
    fn finish(mut self) -> Option<Sheet> {
        self.cells.sort_by_key(|cell| (cell.area.row, cell.area.col));
        if self.cells.windows(2).any(|two| two[0].area == two[1].area) {
            return None;
        }
        self.merged.sort_unstable_by_key(|area| (area.row, area.col));
        let mut covers = Covers::default();
        let mut merged = std::mem::take(&mut self.merged).into_iter().peekable();
        let mut cells = Vec::new();
        let mut bare = Vec::new();
        for mut cell in std::mem::take(&mut self.cells) {
            while let Some(area) = merged.next_if(|area| area.row <= cell.area.row) {
                covers.add(area)?;
                bare.push(area);
            }
            match covers.at(cell.area.row, cell.area.col) {
                Some(area) if (area.row, area.col) == (cell.area.row, cell.area.col) => {
                    cell.area = area;
                    cells.push(cell);
                }
                // What stands below a merged cell is not shown.
                Some(_) => {}
                None => cells.push(cell),
            }
        }
        for area in merged {
            covers.add(area)?;
        }
        // Merged cells without anything in them cover their slots all the same.
        bare.retain(|area| {
            let place = |cell: &Cell| (cell.area.row, cell.area.col);
            cells.binary_search_by_key(&(area.row, area.col), place).is_err()
        });
        cells.extend(bare.into_iter().map(|area| Cell {
            area,
            text: Text::default(),
            indented: false,
            bordered: false,
            digits: None,
        }));
        cells.sort_by_key(|cell| (cell.area.row, cell.area.col));
        let has_numbers = cells.iter().any(|cell| cell.digits.is_some());
        let room = if has_numbers { self.room() } else { Vec::new() };
        for cell in &mut cells {
            let is_wide = cell.area.last_col > cell.area.col;
            let is_narrow = cell.digits.is_some_and(|digits| digits as f64 > room[cell.area.col]);
            let is_narrow = is_narrow && !is_wide;
            if is_narrow
                || self.conditional.iter().any(|area| area.has(cell.area.row, cell.area.col))
            {
                cell.text = std::mem::take(&mut cell.text).marked(MarkKind::Uncertain);
            }
        }
        self.cells = cells;
        Some(self)
    }

    /// For how many digits there is room in each column.
    fn room(&self) -> Vec<f64> {
        // A hidden column says nothing of its room.
        let digits = |width: f64| if width > 0.0 { width.ceil() } else { f64::INFINITY };
        let mut room = vec![digits(self.width.unwrap_or(WIDTH)); COLUMNS];
        for column in self.columns.iter().filter(|column| column.first < COLUMNS) {
            if let Some(width) = column.width {
                let end = (column.last + 1).clamp(column.first, COLUMNS);
                room[column.first..end].fill(digits(width));
            }
        }
        room
    }
}

/// What stands in a cell.
#[derive(Default)]
struct Content {
    value: Option<String>,
    formula: Option<String>,
    inline: Option<Rich>,
}

/// What is shown of a cell.
#[derive(Default)]
struct Shown {
    rich: Option<Rich>,
    certain: bool,
    digits: Option<usize>,
}

impl Content {
    /// Reads up to the end of a cell.
    fn read(xml: &mut Xml<'_>, budget: &mut Budget) -> Result<Content, Error> {
        let mut content = Content::default();
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(start) => match start.name() {
                    "v" => content.value = Some(xml.text()?),
                    "f" => content.formula = Some(xml.text()?),
                    "is" => content.inline = Some(Rich::read(xml, budget)?),
                    _ => xml.skip()?,
                },
                Piece::End => break,
                Piece::Text(_) => {}
            }
        }
        Ok(content)
    }

    /// What is shown of the content; `None` if it names a string that is not there.
    fn shown(self, kind: &str, look: &Look, shared: &Shared<'_>) -> Option<Shown> {
        let value = self.value.unwrap_or_default();
        let number = value.trim();
        let uncertain = |text: String| Shown { rich: Some(Rich::plain(text)), ..Shown::default() };
        // A formula that nobody has calculated yet.
        if let Some(formula) = self.formula.filter(|_| number.is_empty() && kind != "str") {
            return Some(uncertain(format!("={formula}")));
        }
        let text = match kind {
            "inlineStr" => self.inline.unwrap_or_default(),
            "s" if number.is_empty() => return Some(Shown::default()),
            "s" => shared.strings.get(number.parse::<usize>().ok()?)?.clone(),
            "str" => Rich::plain(value),
            _ if number.is_empty() => return Some(Shown::default()),
            "b" => Rich::plain(if number == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            "" | "n" => return Some(Shown::number(number, look, shared)),
            _ => return Some(uncertain(number.to_owned())),
        };
        Some(match look.format.text() {
            _ if kind == "b" => Shown { rich: Some(text), certain: true, digits: None },
            Around::Nothing => Shown { rich: Some(text), certain: true, digits: None },
            Around::Affixes(before, behind) => {
                Shown { rich: Some(text.between(before, behind)), certain: true, digits: None }
            }
            Around::Instead(other) => {
                Shown { rich: Some(Rich::plain(other.clone())), certain: true, digits: None }
            }
            Around::Unknown => Shown { rich: Some(text), certain: false, digits: None },
        })
    }
}

impl Shown {
    fn number(raw: &str, look: &Look, shared: &Shared<'_>) -> Shown {
        let number = raw.parse::<f64>().ok();
        match number.and_then(|number| look.format.number(number, shared.since_1904)) {
            Some(text) => {
                let may_be_cut = look.format.is_general() && text.contains('.');
                let digits = may_be_cut.then_some(text.len());
                Shown { rich: Some(Rich::plain(text)), certain: true, digits }
            }
            None => Shown { rich: Some(Rich::plain(raw.to_owned())), ..Shown::default() },
        }
    }
}

/// Merged ranges over the row at hand, by their first columns; none over another.
#[derive(Default)]
struct Covers(BTreeMap<usize, Area>);

impl Covers {
    /// Adds a range that begins in or above no row before; `None` if it overlaps another one.
    fn add(&mut self, area: Area) -> Option<()> {
        loop {
            let before = self.0.range(..=area.last_col).next_back();
            match before.map(|(_, other)| *other).filter(|other| other.last_col >= area.col) {
                Some(other) if other.last_row < area.row => self.0.remove(&other.col),
                Some(_) => return None,
                None => break,
            };
        }
        self.0.insert(area.col, area);
        Some(())
    }

    fn at(&self, row: usize, col: usize) -> Option<Area> {
        let (_, area) = self.0.range(..=col).next_back()?;
        area.has(row, col).then_some(*area)
    }
}

impl Area {
    /// `B2:C5` or `B2`.
    fn parse(text: &str) -> Option<Area> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((row, col), (last_row, last_col)) = (slot(first)?, slot(last)?);
        (row <= last_row && col <= last_col).then_some(Area { row, col, last_row, last_col })
    }

    pub(super) fn has(&self, row: usize, col: usize) -> bool {
        (self.row..=self.last_row).contains(&row) && (self.col..=self.last_col).contains(&col)
    }
}

/// `B2` as row and column, from 0.
fn slot(text: &str) -> Option<(usize, usize)> {
    let text = text.trim();
    let letters =
        text.find(|c: char| !c.is_ascii_alphabetic()).filter(|at| (1..=3).contains(at))?;
    let letter = |byte: u8| usize::from(byte.to_ascii_uppercase() - b'A') + 1;
    let col = text.bytes().take(letters).fold(0, |col, byte| col * 26 + letter(byte));
    let row = text[letters..].parse::<usize>().ok()?;
    (col <= COLUMNS && (1..=ROWS).contains(&row)).then(|| (row - 1, col - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_letters_and_numbers() {
        assert_eq!(slot("A1"), Some((0, 0)));
        assert_eq!(slot("XFD1048576"), Some((1_048_575, 16_383)));
        for wrong in ["", "A", "1", "A0", "XFE1", "AAAA1", "A1048577", "A-1", "あ1"] {
            assert_eq!(slot(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn merged_ranges_do_not_overlap() {
        let area = |text: &str| Area::parse(text).unwrap();
        let mut covers = Covers::default();
        for range in ["A1:B2", "C1:C9", "D1:D1", "A3:B3"] {
            covers.add(area(range)).unwrap();
        }
        assert_eq!(covers.at(2, 1), Some(area("A3:B3")));
        assert_eq!(covers.at(3, 1), None);
        assert_eq!(covers.at(8, 2), Some(area("C1:C9")));
        assert!(covers.add(area("B4:C4")).is_none());
    }
}
