//! How many terminals have what.

use std::collections::{BTreeMap, HashMap};

use onshikaku::{Item, Place, Status, Subject, Verdict};

/// Versions that are told apart at most: beyond, those of one status count together, so that memory stays flat.
const MOST: usize = 10_000;

/// What has been counted.
#[derive(Debug, Default)]
pub struct Tally {
    pub terminals: u64,
    pub verdicts: BTreeMap<&'static str, u64>,
    /// Lines that are no inventories, by kind.
    pub errors: BTreeMap<&'static str, u64>,
    pub rows: Vec<Row>,
    /// Where a row stands.
    known: HashMap<(Place, Option<String>, &'static str), usize>,
}

/// A version of one thing, and how it compares.
#[derive(Debug)]
pub struct Row {
    pub place: Place,
    pub subject: Subject,
    /// What stands on the terminals; `None` for all versions that are not told apart.
    pub version: Option<String>,
    pub status: Status,
    pub count: u64,
}

impl Tally {
    pub fn verdict(&mut self, verdict: Verdict) {
        self.terminals += 1;
        *self.verdicts.entry(verdict.code()).or_default() += 1;
    }

    /// The row in which an item is counted.
    pub fn row(&mut self, item: &Item, place: &Place) -> usize {
        let installed = item.installed.as_ref();
        let version = installed.map(|found| match &found.version {
            Some(version) => version.to_string(),
            None => found.raw.clone(),
        });
        let row = Row {
            place: place.clone(),
            subject: item.subject.clone(),
            version,
            status: item.status,
            count: 0,
        };
        self.place(row)
    }

    fn place(&mut self, row: Row) -> usize {
        let key = (row.place.clone(), row.version.clone(), row.status.code());
        if let Some(at) = self.known.get(&key) {
            return *at;
        }
        if self.rows.len() >= MOST && row.version.is_some() {
            return self.place(Row { version: None, ..row });
        }
        self.known.insert(key, self.rows.len());
        self.rows.push(row);
        self.rows.len() - 1
    }

    /// Adds what another thread has counted.
    pub fn add(&mut self, other: Tally) {
        self.terminals += other.terminals;
        for (verdict, count) in other.verdicts {
            *self.verdicts.entry(verdict).or_default() += count;
        }
        for (kind, count) in other.errors {
            *self.errors.entry(kind).or_default() += count;
        }
        for row in other.rows {
            let count = row.count;
            let at = self.place(Row { count: 0, ..row });
            self.rows[at].count += count;
        }
    }

    pub fn bad_lines(&self) -> u64 {
        self.errors.values().sum()
    }

    pub fn of(&self, verdict: &str) -> u64 {
        self.verdicts.get(verdict).copied().unwrap_or_default()
    }
}
