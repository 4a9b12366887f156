//! [`Document`](crate::html::Document) → the parts of a [`Snapshot`](crate::Snapshot).
//!
//! The page is read by rule and evidence: which table stands in the section ([`section`]), what its columns hold
//! ([`columns`]), which record each row is ([`rows`]). The words are data: see [`Profile`].

use std::borrow::Cow;

use crate::date::Date;
use crate::error::{Error, ErrorKind, Facts};
use crate::html::{Document, ItemRef, MarkKind, Text, printable};
use crate::limits::Limits;
use crate::profile::Profile;
use crate::reading::UNSAID;
use crate::snapshot::{AppRecord, ManufacturerRecord, Section, Warning};
use crate::spelling::normalized;
use crate::warning_code::WarningCode;
use crate::why_not::{OtherTable, WhyNot};

mod columns;
mod dates;
mod decoration;
pub(crate) mod envelope;
mod list;
mod outline;
mod overlap;
mod refusal;
mod rows;
mod section;
mod times;

use refusal::Superseded;

/// What a page publishes.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) section: Section,
    pub(crate) as_of: Option<Date>,
    pub(crate) page_date: Option<Date>,
    pub(crate) records: Records,
    pub(crate) warnings: Vec<Warning>,
}

#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Records {
    pub(crate) apps: Vec<AppRecord>,
    pub(crate) manufacturers: Vec<ManufacturerRecord>,
    pub(crate) warnings: Vec<Warning>,
    /// The first and the last row number, where the rows are numbered.
    first_number: Option<u64>,
    last_number: Option<u64>,
    /// The last row ends before its version.
    is_last_short: bool,
}

impl Records {
    fn has_versions(&self) -> bool {
        self.apps.iter().any(|record| !record.versions.is_empty())
            || self.manufacturers.iter().any(|record| !record.versions.is_empty())
    }

    fn extend(&mut self, more: Records) {
        self.apps.extend(more.apps);
        self.manufacturers.extend(more.manufacturers);
        self.warnings.extend(more.warnings);
        self.last_number = more.last_number;
        self.is_last_short = more.is_last_short;
    }
}

/// Marks that are no part of a name or header.
const NO_NAME: [MarkKind; 5] =
    [MarkKind::Hidden, MarkKind::Reading, MarkKind::Form, MarkKind::Raised, MarkKind::Struck];

/// Reads a page.
pub(crate) fn read(
    document: &Document,
    profile: &Profile,
    limits: &Limits,
) -> Result<Content, Error> {
    match section::find(document, profile, limits) {
        Ok(found) => content(document, profile, found),
        Err(nothing) => Err(refusal::of(document, profile, nothing)),
    }
}

fn content(
    document: &Document,
    profile: &Profile,
    found: section::Found,
) -> Result<Content, Error> {
    let section::Found { section, mut records, as_of, page_date, mut warnings } = found;
    match refusal::superseded(document, section.table, profile) {
        Some(Superseded::Moved(article)) => {
            let facts =
                Facts { title: title(document), article: Some(article), ..Facts::default() };
            return Err(Error::new(ErrorKind::Redirect, facts));
        }
        Some(Superseded::Said(said)) => {
            warnings.push(Warning::of_page(WarningCode::AmbiguousSuperseded, said));
        }
        None => {}
    }
    rows::flag_duplicates(&mut records, profile);
    if !records.has_versions() {
        let seen = records
            .apps
            .iter()
            .map(|r| r.name.clone())
            .chain(records.manufacturers.iter().map(|r| r.name.clone()));
        let seen = seen.take(8).collect();
        let tables = section.without_versions();
        let facts = Facts { title: title(document), seen, tables, ..Facts::default() };
        let kind =
            if document.is_cut_in_table() { ErrorKind::Truncated } else { ErrorKind::NoVersions };
        return Err(Error::new(kind, facts));
    }
    // A gateway may close a page that it has cut off.
    let ends_short =
        records.is_last_short && matches!(document.items().next_back(), Some(ItemRef::Table(_)));
    if document.is_cut_in_table() || ends_short {
        let last = document.items().filter(|item| matches!(item, ItemRef::Table(_))).count();
        // What follows the version table's end may be cut off as it likes.
        if is_last_read(&section, &records, last) {
            warnings.push(Warning::of_page(WarningCode::TruncatedPage, String::new()));
        }
    }
    warnings.append(&mut records.warnings);
    Ok(Content { section, as_of, page_date, records, warnings })
}

impl Section {
    /// Its tables, if none of them has a version.
    fn without_versions(self) -> Vec<OtherTable> {
        let mut tables = self.others;
        tables.push(OtherTable { table: self.table, why_not: WhyNot::NoVersions });
        tables.sort_by_key(|other| other.table);
        tables
    }
}

/// Whether the last table of the page is one of those that were read.
fn is_last_read(section: &Section, records: &Records, tables: usize) -> bool {
    let last = tables.saturating_sub(1);
    section.table == last
        || records.apps.iter().any(|record| record.cell.table == last)
        || records.manufacturers.iter().any(|record| record.cell.table == last)
}

fn title(document: &Document) -> Option<String> {
    let title = printable(document.title());
    (!title.is_empty()).then(|| title.chars().take(80).collect())
}

/// A text as a name or header: what is shown, without footnotes and readings.
fn shown(text: &Text) -> Cow<'_, str> {
    let shown = text.without(&NO_NAME);
    // What is raised as a whole is no footnote.
    if !shown.is_empty() || !text.has(&[MarkKind::Raised]) || text.has(&[MarkKind::Struck]) {
        return shown;
    }
    text.without(&UNSAID)
}

/// What raised footnotes are made of.
const RAISED: [char; 12] = ['¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁽', '⁾'];

/// A name in one spelling: without readings and footnotes; a line break inside a Japanese word is no space.
fn display_name(text: &Text) -> Cow<'_, str> {
    if is_plain_name(text) {
        return normalized(text.as_str());
    }
    // A name that is struck out as a whole is the name of what no longer holds, and one that is raised as a whole
    // is no footnote.
    let mut parts = [5, 4, 3].into_iter().map(|kinds| text.reduced(&NO_NAME[..kinds]));
    let Some(text) = parts.find(|part| !part.is_empty()) else {
        return Cow::Borrowed("");
    };
    let mut name = String::new();
    for line in text.lines() {
        // `④MPKI` in one spelling is `4MPKI`: keep the row number apart.
        let number = line.chars().next().and_then(enclosed_number).filter(|_| name.is_empty());
        if let Some(number) = number {
            name.push_str(&format!("{number} "));
        }
        let line = if number.is_some() {
            line.trim_start_matches(|c| enclosed_number(c).is_some())
        } else {
            line
        };
        // A number in a circle behind a name is a footnote's.
        let line = line.trim_end_matches(|c| enclosed_number(c).is_some());
        // Raised digits are footnotes, and in one spelling they would be digits.
        let line = line.replace(RAISED, "");
        let line = normalized(&line);
        let joins = name.chars().next_back().is_none_or(rows::is_wide)
            && line.chars().next().is_some_and(rows::is_wide);
        if !joins && !name.is_empty() && !line.is_empty() {
            name.push(' ');
        }
        name.push_str(&line);
    }
    Cow::Owned(name)
}

/// Whether a text's display name is only its normalized form.
fn is_plain_name(text: &Text) -> bool {
    if !text.breaks().is_empty() || text.has(&NO_NAME) {
        return false;
    }
    let text = text.as_str();
    // Marks and numbers in circles begin with these bytes; so do few other characters.
    let may_be_mark = |b| matches!(b, 0xC2 | 0xE2);
    if !text.bytes().fold(false, |any, b| any | may_be_mark(b)) {
        return true;
    }
    let is_enclosed = |c| enclosed_number(c).is_some();
    !text.starts_with(is_enclosed) && !text.ends_with(is_enclosed) && !text.contains(RAISED)
}

/// A number in a circle, in parentheses or with a dot.
fn enclosed_number(c: char) -> Option<u32> {
    let ranges = [
        ('①', '⑳', 1),
        ('⑴', '⒇', 1),
        ('⒈', '⒛', 1),
        ('❶', '❿', 1),
        ('⓫', '⓴', 11),
        ('➀', '➉', 1),
        ('➊', '➓', 1),
    ];
    ranges
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&c))
        .map(|(first, _, from)| c as u32 - *first as u32 + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_names_are_told_by_their_first_bytes() {
        let is_mark = |c: &char| RAISED.contains(c) || enclosed_number(*c).is_some();
        for c in ('\0'..=char::MAX).filter(is_mark) {
            assert!(matches!(c.to_string().as_bytes()[0], 0xC2 | 0xE2), "{c:?}");
        }
    }
}
