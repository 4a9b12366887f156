//! Draws a page's tables: which was taken and why, which not, what became of each cell.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use onshikaku::html::{Cell, Document, Grid, Table};
use onshikaku::{Lang, OtherTable, Snapshot};

use super::failure::Failure;
use super::{columns, texts};

const TAKEN: Style = AnsiColor::Green.on_default();
const ALARM: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();

/// Rows and columns of a table that are drawn at most.
const ROWS: usize = 200;
const COLUMNS: usize = 16;
const CELL_WIDTH: usize = 28;

/// Draws the tables of a page.
pub fn draw(
    out: &mut impl Write,
    document: &Document,
    answer: &Result<Snapshot, Failure>,
    lang: Lang,
) -> io::Result<()> {
    let snapshot = answer.as_ref().ok();
    let others = match answer {
        Ok(snapshot) => &snapshot.section.others,
        Err(failure) => failure.tables(),
    };
    if !document.title().is_empty() {
        writeln!(out, "{}\n", document.title())?;
    }
    for heading in document.headings().filter(|heading| !heading.is_hidden()).take(20) {
        writeln!(
            out,
            "{DIM}{}: {}{DIM:#}",
            texts::heading(lang),
            columns::cut(heading.text().as_str(), 72)
        )?;
    }
    if document.tables().is_empty() {
        writeln!(out, "{}", texts::no_tables(lang))?;
    }
    for (index, table) in document.tables().iter().enumerate() {
        writeln!(out)?;
        outline(out, index, table, (snapshot, others), lang)?;
        let read = snapshot.is_some_and(|snapshot| is_read(snapshot, index));
        if read || snapshot.is_none() {
            grid(out, index, table.grid(), snapshot, lang)?;
        }
    }
    if let Some(snapshot) = snapshot {
        for warning in snapshot.warnings.iter().filter(|warning| warning.cell.is_none()) {
            writeln!(out, "\n{ALARM}! {}{ALARM:#}", warning.message(lang))?;
        }
    }
    writeln!(out, "\n{DIM}{}{DIM:#}", texts::places_from_zero(lang))
}

fn is_read(snapshot: &Snapshot, table: usize) -> bool {
    snapshot.section.table == table
        || snapshot.apps.iter().any(|record| record.cell.table == table)
        || snapshot.manufacturers.iter().any(|record| record.cell.table == table)
}

/// A table in one line, and why it was taken or not.
fn outline(
    out: &mut impl Write,
    index: usize,
    table: &Table,
    (snapshot, others): (Option<&Snapshot>, &[OtherTable]),
    lang: Lang,
) -> io::Result<()> {
    let grid = table.grid();
    let caption = table.caption().map(|caption| {
        format!(" {}: {}", texts::caption(lang), columns::cut(caption.as_str(), 40))
    });
    let hidden =
        if table.is_hidden() { format!(" ({})", texts::hidden(lang)) } else { String::new() };
    write!(
        out,
        "{} {index}: {} x {}{hidden}{}",
        texts::table(lang),
        grid.rows(),
        grid.cols(),
        caption.unwrap_or_default()
    )?;
    if let Some(section) = snapshot.map(|s| &s.section).filter(|section| section.table == index) {
        let evidence: Vec<_> =
            section.evidence.iter().map(|&evidence| texts::evidence(evidence, lang)).collect();
        let heading = section
            .heading
            .as_ref()
            .map(|heading| format!(" [{}: {}]", texts::heading(lang), columns::cut(heading, 60)));
        return writeln!(
            out,
            "  {TAKEN}{}: {}{}{TAKEN:#}",
            texts::taken(lang),
            evidence.join(", "),
            heading.unwrap_or_default()
        );
    }
    match others.iter().find(|other| other.table == index) {
        Some(other) if snapshot.is_some_and(|snapshot| is_read(snapshot, index)) => {
            writeln!(out, "  {TAKEN}{}{TAKEN:#}", texts::why_not(other.why_not, lang))
        }
        Some(other) => writeln!(
            out,
            "  {DIM}{}: {}{DIM:#}",
            texts::not_taken(lang),
            texts::why_not(other.why_not, lang)
        ),
        None => writeln!(out),
    }
}

/// A table as a grid, each cell that became a value marked with what it became.
fn grid(
    out: &mut impl Write,
    index: usize,
    grid: &Grid,
    snapshot: Option<&Snapshot>,
    lang: Lang,
) -> io::Result<()> {
    let mut rows = Vec::new();
    for row in 0..grid.rows().min(ROWS) {
        let mut cells = vec![format!("{row:>3}")];
        for col in 0..grid.cols().min(COLUMNS) {
            let text = grid.cell(row, col).map_or(String::from("·"), |cell| {
                let text = columns::cut(cell.text().as_str(), CELL_WIDTH);
                match snapshot.and_then(|snapshot| became(snapshot, index, row, col, cell)) {
                    Some(what) => format!("{text} ‹{what}›"),
                    None => text,
                }
            });
            cells.push(format!("| {text}"));
        }
        rows.push(cells);
    }
    for (row, line) in columns::lines(&rows).into_iter().enumerate() {
        writeln!(out, "{line}")?;
        let Some(snapshot) = snapshot else { continue };
        let here = snapshot.warnings.iter().filter(|warning| {
            warning.cell.as_ref().is_some_and(|cell| cell.table == index && cell.row == row)
        });
        for warning in here {
            let column = warning.cell.as_ref().map_or(0, |cell| cell.column);
            writeln!(
                out,
                "{ALARM}    ! {} {column}: {}{ALARM:#}",
                texts::column(lang),
                warning.message(lang)
            )?;
        }
    }
    if grid.rows() > ROWS || grid.cols() > COLUMNS {
        writeln!(out, "{DIM}  …{DIM:#}")?;
    }
    Ok(())
}

/// Which value of which record a cell became.
fn became(
    snapshot: &Snapshot,
    table: usize,
    row: usize,
    col: usize,
    cell: &Cell,
) -> Option<String> {
    let text = cell.text().as_str();
    let at = |of: &onshikaku::Cell| of.table == table && of.row == row;
    for (nth, record) in snapshot.apps.iter().enumerate().filter(|(_, record)| at(&record.cell)) {
        let name = record.app.map_or("app", |app| app.id());
        if record.cell.column == col {
            let versions: Vec<_> = record.versions.iter().map(|v| v.version.as_str()).collect();
            return Some(format!("apps[{nth}] {name} = {}", versions.join(", ")));
        }
        if record.raw_name == text {
            return Some(format!("apps[{nth}] {name}"));
        }
        if record.file.as_deref().is_some_and(|file| text.contains(file)) {
            return Some("file".to_owned());
        }
    }
    for (nth, record) in
        snapshot.manufacturers.iter().enumerate().filter(|(_, record)| at(&record.cell))
    {
        if record.cell.column == col {
            let versions: Vec<_> = record.versions.iter().map(|v| v.version.as_str()).collect();
            return Some(format!("manufacturers[{nth}] = {}", versions.join(", ")));
        }
        if record.raw_name == text {
            return Some(format!("manufacturers[{nth}]"));
        }
        if record.component.as_deref() == Some(text) {
            return Some("component".to_owned());
        }
    }
    None
}
