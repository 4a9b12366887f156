//! How the records of tables relate: whether they are parts of one section, copies, or a contradiction.
//!
//! A page may have thousands of tables: what they share is found by its name, not by comparing each with each.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::profile::Profile;
use crate::snapshot::PublishedVersion;
use crate::version::Version;

use super::{Records, rows};

/// A name that stands in more tables is known from the first ones only.
const TABLES_OF_A_NAME: usize = 16;

/// How two tables' records relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overlap {
    Nothing,
    /// Some names are in both, as an application in two rows can be.
    Little,
    Same,
    Differs,
}

/// Tables that others are compared with, by the names in them.
#[derive(Debug)]
pub(super) struct Tables<'r> {
    profile: &'r Profile,
    totals: Vec<Totals>,
    names: HashMap<Cow<'r, str>, Vec<Named<'r>>>,
}

#[derive(Debug)]
struct Totals {
    records: usize,
    last_number: Option<u64>,
}

/// What a table publishes under a name.
#[derive(Debug)]
struct Named<'r> {
    table: usize,
    versions: HashSet<Vec<&'r Version>>,
}

impl<'r> Tables<'r> {
    pub(super) fn new(profile: &'r Profile) -> Self {
        Tables { profile, totals: Vec::new(), names: HashMap::new() }
    }

    /// Adds a table.
    pub(super) fn push(&mut self, records: &'r Records) {
        self.totals.push(Totals { records: 0, last_number: None });
        self.extend_last(records);
    }

    /// Makes the last table go on with these records.
    pub(super) fn extend_last(&mut self, records: &'r Records) {
        let Some(table) = self.totals.len().checked_sub(1) else { return };
        let published = rows::published(records, self.profile);
        self.totals[table].records += published.len();
        self.totals[table].last_number = records.last_number;
        for (name, versions) in published {
            let tables = self.names.entry(name).or_default();
            let is_new = tables.last().is_none_or(|last| last.table != table);
            if is_new && tables.len() < TABLES_OF_A_NAME {
                tables.push(Named { table, versions: HashSet::new() });
            }
            let own = tables.last_mut().filter(|last| last.table == table);
            own.map(|own| own.versions.insert(numbers(versions)));
        }
    }

    /// How later records relate to each table that shares a name with them.
    pub(super) fn overlaps(&self, later: &Records) -> impl Iterator<Item = Overlap> {
        let published = rows::published(later, self.profile);
        // For each table how many names it shares, and how many with the same versions.
        let mut shares: HashMap<usize, (usize, usize)> = HashMap::new();
        for (name, versions) in &published {
            for known in self.names.get(name).into_iter().flatten() {
                let (shared, equal) = shares.entry(known.table).or_default();
                *shared += 1;
                *equal += usize::from(known.versions.contains(&numbers(versions)));
            }
        }
        let (records, first_number) = (published.len(), later.first_number);
        shares.into_iter().map(move |(table, (shared, equal))| {
            let Totals { records: known, last_number } = self.totals[table];
            let goes_on = last_number.and_then(|last| last.checked_add(1));
            if goes_on.is_some() && goes_on == first_number {
                return Overlap::Nothing;
            }
            match shared {
                _ if equal == records => Overlap::Same,
                shared if shared * 2 <= records.min(known) => Overlap::Little,
                // What is told again beside more is a copy with another cut: which one holds is not ours to say.
                _ => Overlap::Differs,
            }
        })
    }
}

fn numbers(versions: &[PublishedVersion]) -> Vec<&Version> {
    versions.iter().map(|published| &published.version).collect()
}
