//! What the fleet comes to, for people and as `onshikaku.fleet_summary/1`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use onshikaku::{Basis, Lang, Status, Subject};
use serde::Serialize;

use super::judge::{Row, Tally};
use super::shared::columns;
use super::texts::{self, grouped};

/// Verdicts, worst first.
const VERDICTS: [&str; 3] = ["update_needed", "cannot_tell", "up_to_date"];
/// Versions of one thing that are shown to people.
const SHOWN: usize = 12;

#[derive(Serialize)]
pub struct Summary<'t> {
    schema: &'static str,
    basis: &'t Basis,
    terminals: u64,
    verdicts: BTreeMap<&'static str, u64>,
    /// Lines that are no inventories, by kind.
    errors: &'t BTreeMap<&'static str, u64>,
    /// In the order of the page.
    subjects: Vec<Thing<'t>>,
}

#[derive(Serialize)]
struct Thing<'t> {
    subject: &'t Subject,
    /// Worst first.
    versions: Vec<Line<'t>>,
}

#[derive(Serialize)]
struct Line<'t> {
    version: Option<&'t str>,
    status: Status,
    terminals: u64,
}

impl<'t> Summary<'t> {
    pub fn of(tally: &'t Tally, basis: &'t Basis) -> Summary<'t> {
        let mut rows: Vec<&Row> = tally.rows.iter().filter(|row| row.count > 0).collect();
        let key = |row: &&Row| (row.place.clone(), rank(row.status), Reverse(row.count));
        rows.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.version.cmp(&b.version)));
        let things = rows.chunk_by(|a, b| a.place == b.place);
        let line = |row: &&'t Row| Line {
            version: row.version.as_deref(),
            status: row.status,
            terminals: row.count,
        };
        Summary {
            schema: "onshikaku.fleet_summary/1",
            basis,
            terminals: tally.terminals,
            verdicts: VERDICTS.into_iter().map(|code| (code, tally.of(code))).collect(),
            errors: &tally.errors,
            subjects: things
                .map(|rows| Thing {
                    subject: &rows[0].subject,
                    versions: rows.iter().map(line).collect(),
                })
                .collect(),
        }
    }

    /// The summary for people, worst first.
    pub fn text(&self, lang: Lang) -> String {
        let mut text = texts::terminals(self.terminals, lang) + "\n";
        let mut verdicts: Vec<(&str, u64)> = VERDICTS
            .map(|code| (texts::verdict(code, lang), self.verdicts[code]))
            .into_iter()
            .collect();
        let bad: u64 = self.errors.values().sum();
        if bad > 0 {
            verdicts.insert(1, (texts::bad_lines(lang), bad));
        }
        let all = (self.terminals + bad).max(1);
        let rows = verdicts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| vec![(*name).to_owned(), grouped(*count), share(*count, all)]);
        push(&mut text, rows.collect());
        let mut things: Vec<&Thing<'_>> = self.subjects.iter().collect();
        // What most terminals have to update stands first.
        things.sort_by_key(|thing| Reverse(thing.worst()));
        for thing in things {
            text += &format!("\n{}\n", thing.subject);
            push(&mut text, thing.rows(lang));
        }
        text
    }
}

impl Thing<'_> {
    /// How many terminals are outdated, and how many in doubt.
    fn worst(&self) -> (u64, u64) {
        let count = |is: fn(Status) -> bool| {
            self.versions.iter().filter(|line| is(line.status)).map(|line| line.terminals).sum()
        };
        (count(is_outdated), count(|status| !status.is_fine() && !is_outdated(status)))
    }

    fn rows(&self, lang: Lang) -> Vec<Vec<String>> {
        let row = |line: &Line<'_>| {
            let version = line.version.unwrap_or(texts::others(lang));
            let version = columns::cut(version, 32);
            vec![version, grouped(line.terminals), texts::status(line.status, lang).to_owned()]
        };
        let mut rows: Vec<_> = self.versions.iter().take(SHOWN).map(row).collect();
        if let Some(more @ [_, ..]) = self.versions.get(SHOWN..) {
            let terminals = more.iter().map(|line| line.terminals).sum();
            rows.push(vec![texts::more(more.len(), terminals, lang)]);
        }
        rows
    }
}

fn is_outdated(status: Status) -> bool {
    matches!(status, Status::Outdated { .. })
}

/// Worst first.
fn rank(status: Status) -> usize {
    match status {
        Status::Outdated { .. } => 0,
        Status::Ahead { .. } => 2,
        Status::UpToDate => 3,
        _ => 1,
    }
}

fn share(count: u64, all: u64) -> String {
    format!("{:5.1} %", count as f64 * 100.0 / all as f64)
}

/// Adds rows in columns; numbers, which stand second, end in line.
fn push(text: &mut String, mut rows: Vec<Vec<String>>) {
    let widest = rows.iter().filter_map(|row| row.get(1)).map(String::len).max().unwrap_or(0);
    for number in rows.iter_mut().filter_map(|row| row.get_mut(1)) {
        *number = format!("{number:>widest$}");
    }
    // A row of one column would make the first one wide.
    let (columns, alone): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.len() > 1);
    for line in columns::lines(&columns).into_iter().chain(alone.into_iter().flatten()) {
        *text += &format!("  {line}\n");
    }
}
