//! Which tables are the version section's: by heading, header row and rows, and why not the others.

use std::collections::HashSet;

use crate::date::Date;
use crate::html::{Document, Table};
use crate::limits::Limits;
use crate::manufacturer::is_company;
use crate::profile::Profile;
use crate::snapshot::{Evidence, Section, Warning};
use crate::spelling::normalized;
use crate::warning_code::WarningCode;
use crate::why_not::{OtherTable, WhyNot};

use super::columns::{self, Layout};
use super::outline::{self, Meaning, Outline, Place};
use super::overlap::{Overlap, Tables};
use super::{Records, dates, rows, shown};

/// The version section of a page.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) section: Section,
    pub(super) records: Records,
    pub(super) as_of: Option<Date>,
    pub(super) page_date: Option<Date>,
    pub(super) warnings: Vec<Warning>,
}

/// Why there is none.
#[derive(Debug)]
pub(super) enum Missing {
    /// No heading of the section, and no table that could be it.
    Section,
    /// The heading, but no version table.
    Table { heading: String },
    /// A table that is over a limit, and no other that could be it.
    Limit { slots: usize },
    /// Tables that are as good as each other and differ: where.
    Differ { tables: Vec<usize> },
}

/// There is no version table, and why each table is none.
#[derive(Debug)]
pub(super) struct Nothing {
    pub(super) missing: Missing,
    pub(super) tables: Vec<OtherTable>,
}

/// A table that could be the section's.
#[derive(Debug)]
struct Candidate {
    table: usize,
    layout: Layout,
    heading: Heading,
    /// Another heading stands over the section's too.
    doubtful: bool,
    /// Its rows name known applications or manufacturers.
    is_rows: bool,
    records: Records,
}

/// The section's heading over a table.
#[derive(Debug, Clone, PartialEq)]
enum Heading {
    /// None.
    No,
    /// The name of an application instead.
    OfApp,
    /// Only a word such as 最新バージョン.
    Current,
    /// With which of the page's lines it is; none for the table's own.
    OfSection { line: Option<usize>, text: String },
}

impl Candidate {
    fn in_section(&self) -> bool {
        matches!(self.heading, Heading::OfSection { .. })
    }

    fn evidence(&self) -> Vec<Evidence> {
        let all = [
            (self.in_section(), Evidence::Heading),
            (self.layout.by_header, Evidence::HeaderRow),
            (self.is_rows, Evidence::Rows),
        ];
        all.into_iter().filter(|(there, _)| *there).map(|(_, evidence)| evidence).collect()
    }

    /// The heading of the section, if nothing but the table itself holds to it.
    fn loose_heading(&self) -> Option<outline::Loose<'_>> {
        match &self.heading {
            Heading::OfSection { line, text } if line.is_none() || self.doubtful => {
                Some(outline::Loose { table: self.table, text, doubtful: self.doubtful })
            }
            _ => None,
        }
    }

    /// Whether the table gives manufacturers and nothing else.
    fn is_of_makers(&self) -> bool {
        self.records.apps.is_empty() && !self.records.manufacturers.is_empty()
    }

    /// Whether the table says what it is without the section's heading.
    fn is_told_by_itself(&self) -> bool {
        self.layout.by_header && self.known_apps() >= 3
    }

    /// Whether a table with a column of changes is a history, and not the section with such a column.
    fn is_like_history(&self) -> bool {
        !self.in_section() || self.known_apps() < 3 || self.known_apps() < self.records.apps.len()
    }

    /// Whether the rows tell one application's versions by their dates, without files.
    fn is_dated_list(&self) -> bool {
        let apps = &self.records.apps;
        let dated = apps.iter().filter(|record| record.released.is_some()).count();
        let repeats = self.known_apps() < apps.len() && !apps.is_empty();
        repeats && dated == apps.len() && apps.iter().all(|record| record.file.is_none())
    }

    /// How many of the known applications the table names.
    fn known_apps(&self) -> usize {
        let mut known: Vec<_> = self.records.apps.iter().filter_map(|record| record.app).collect();
        known.sort_unstable();
        known.dedup();
        known.len()
    }
}

/// Finds the section.
pub(super) fn find(
    document: &Document,
    profile: &Profile,
    limits: &Limits,
) -> Result<Found, Nothing> {
    let tables = document.tables().iter();
    let layouts: Vec<_> = tables.map(|table| layout_of(table, profile, limits)).collect();
    let has_versions = |layout: &Option<Layout>| layout.as_ref().is_some_and(|l| l.by_header);
    let has_versions: Vec<bool> = layouts.iter().map(has_versions).collect();
    let outline = Outline::of(document, &has_versions, profile);
    let mut choice = Choice::of(document, layouts, &outline, profile, limits);
    choice.narrow(outline.section.is_some());
    if choice.candidates.iter().any(|candidate| candidate.doubtful) {
        choice.drop_contradictions(profile);
    }
    let Some(first) = choice.candidates.first() else {
        let missing = if document.tables().iter().any(|table| is_over(table, limits)) {
            Missing::Limit { slots: limits.slots }
        } else {
            outline.section.map_or(Missing::Section, |heading| Missing::Table { heading })
        };
        return Err(choice.nothing(missing));
    };
    let around = &outline.places[first.table];
    let as_of =
        own_date(document, first, profile).or(around.date).or_else(|| around.date_beside(profile));
    let has_heading = first.in_section();
    let mut found = choice.join(profile)?;
    found.as_of = as_of;
    found.page_date = outline.page_date;
    if !has_heading {
        found.warnings.push(Warning::of_page(WarningCode::NoHeading, profile.section_name()));
    }
    for (index, table) in document.tables().iter().enumerate() {
        if is_over(table, limits) {
            let table = format!("table {index}");
            found.warnings.push(Warning::of_page(WarningCode::LimitOfTable, table));
        }
    }
    found.section.others.sort_by_key(|other| other.table);
    Ok(found)
}

/// The date that a table's caption, a title row or a row at its foot states.
fn own_date(document: &Document, candidate: &Candidate, profile: &Profile) -> Option<Date> {
    let table = &document.tables()[candidate.table];
    let caption = table.caption().map(|caption| caption.as_str().to_owned());
    let titles = candidate.layout.titles.iter().cloned();
    let foot = candidate.layout.last_texts(table);
    let mut texts = caption.into_iter().chain(titles).chain(foot);
    texts.find_map(|text| dates::stated(&text, profile))
}

/// The candidates at hand, and why others are none.
struct Choice {
    candidates: Vec<Candidate>,
    others: Vec<OtherTable>,
    /// Tables of the section that seem to have versions, and are not read.
    unread: Vec<usize>,
}

impl Choice {
    fn of(
        document: &Document,
        mut layouts: Vec<Option<Layout>>,
        outline: &Outline,
        profile: &Profile,
        limits: &Limits,
    ) -> Choice {
        let tables = document.tables();
        let by_lines_behind = are_labels_behind(&layouts, outline, profile);
        let mut choice = Choice { candidates: Vec::new(), others: Vec::new(), unread: Vec::new() };
        for (index, table) in tables.iter().enumerate() {
            if table.is_hidden() {
                choice.others.push(OtherTable { table: index, why_not: WhyNot::Hidden });
                continue;
            }
            let layout = layouts[index].take();
            let titles = layout.as_ref().map_or(&[][..], |layout| &layout.titles);
            let around = &outline.places[index];
            let place = outline::place(table, titles, around, by_lines_behind, profile);
            let ends_in_row = index + 1 == tables.len() && document.is_cut_in_row();
            let caption = table.caption().map(shown).map(|text| normalized(&text).into_owned());
            let mut own =
                caption.iter().chain(titles).filter_map(|own| rows::maker_in(own, profile));
            // What stands over a table in a row's cell is the row's.
            let is_in_row = choice.candidates.iter().any(|c| table.parent() == Some(c.table));
            let over = || around.maker(profile).filter(|_| !is_in_row);
            let maker = own.next_back().or_else(over).map(str::to_owned);
            let asked = Asked { index, table, maker, ends_in_row, profile, limits };
            let before = choice.candidates.last();
            // A title row in the table itself says otherwise, as a line between the two would.
            let titled = outline::meaning_of_titles(titles, profile).is_some();
            let loose = before.and_then(Candidate::loose_heading).filter(|_| !titled);
            let place = outline.goes_on(index, place, loose);
            let in_section = matches!(place, Place::Section { .. } | Place::App);
            match asked.candidate(layout, place, before) {
                Ok(candidate) => choice.candidates.push(candidate),
                Err(why_not) => {
                    choice.others.push(OtherTable { table: index, why_not });
                    let is_unread = in_section && why_not == WhyNot::NotAVersionTable;
                    if is_unread && columns::has_versions_header(table, profile) {
                        choice.unread.push(index);
                    }
                }
            }
        }
        choice
    }

    /// Drops what contradicts a table and stands there with less certainty.
    fn drop_contradictions(&mut self, profile: &Profile) {
        let (doubtful, certain): (Vec<_>, Vec<_>) =
            self.candidates.iter().partition(|candidate| candidate.doubtful);
        let mut tables = Tables::new(profile);
        certain.into_iter().for_each(|candidate| tables.push(&candidate.records));
        let differs = |c: &&Candidate| tables.overlaps(&c.records).any(|o| o == Overlap::Differs);
        let contradicting = doubtful.into_iter().filter(differs);
        let contradicting: HashSet<usize> = contradicting.map(|c| c.table).collect();
        self.keep(WhyNot::LessEvidence, |c| !contradicting.contains(&c.table));
    }

    /// Leaves the candidates with the most evidence.
    fn narrow(&mut self, has_heading: bool) {
        // A table that says of itself that it holds now is better than one in doubt.
        let is_current = |c: &Candidate| c.heading == Heading::Current && c.is_told_by_itself();
        let in_doubt = self.candidates.iter().filter(|c| c.in_section()).all(|c| c.doubtful);
        if in_doubt && self.candidates.iter().any(is_current) {
            self.keep(WhyNot::LessEvidence, |c| !c.doubtful);
        }
        let any =
            |choice: &Choice, test: fn(&Candidate) -> bool| choice.candidates.iter().any(test);
        if any(self, Candidate::in_section) {
            let makers_inside =
                any(self, |c| c.in_section() && !c.records.manufacturers.is_empty());
            // A table of manufacturers may stand apart, under the name of their application.
            self.keep(WhyNot::OutsideSection, |c| {
                c.in_section()
                    || (c.heading == Heading::OfApp && c.is_of_makers() && !makers_inside)
            });
        } else {
            // Without its heading the table must say by itself what it is.
            self.keep(WhyNot::OutsideSection, |c| {
                let is_told = !has_heading || c.heading == Heading::Current;
                is_told && c.is_told_by_itself()
            });
        }
        let lists = any(self, Candidate::is_dated_list);
        if lists && any(self, |c| c.in_section() && !c.is_dated_list() && c.known_apps() > 0) {
            self.keep(WhyNot::History, |c| !c.is_dated_list());
        }
        // What gives no version is the section only if nothing else is.
        if any(self, |c| c.records.has_versions()) {
            self.keep(WhyNot::LessEvidence, |c| c.records.has_versions());
        }
        if any(self, |c| c.is_rows) {
            let known = self.candidates.iter().filter(|c| c.is_rows && c.in_section());
            let known: Vec<_> = known.map(|c| (c.heading.clone(), c.layout.clone())).collect();
            // Under the same heading with the same header unknown applications are the section's too.
            let is_like = |c: &Candidate| {
                let mut known = known.iter();
                known.any(|(heading, layout)| {
                    c.heading == *heading && layout.has_header_of(&c.layout)
                })
            };
            let is_known =
                |c: &Candidate| c.is_rows || c.is_of_makers() || !c.doubtful && is_like(c);
            let unknown = self.candidates.iter().filter(|c| !is_known(c));
            self.unread.extend(unknown.map(|c| c.table));
            self.keep(WhyNot::LessEvidence, is_known);
        }
    }

    /// Drops candidates, and notes why.
    fn keep(&mut self, why_not: WhyNot, test: impl Fn(&Candidate) -> bool) {
        let others = &mut self.others;
        self.candidates.retain(|candidate| {
            let stays = test(candidate);
            if !stays {
                others.push(OtherTable { table: candidate.table, why_not });
            }
            stays
        });
    }

    fn nothing(mut self, missing: Missing) -> Nothing {
        self.others.sort_by_key(|other| other.table);
        Nothing { missing, tables: self.others }
    }

    fn differ(mut self, tables: [usize; 2], rest: impl Iterator<Item = Candidate>) -> Nothing {
        let all = tables.into_iter().chain(rest.map(|candidate| candidate.table));
        self.others.extend(all.map(|table| OtherTable { table, why_not: WhyNot::Differs }));
        self.nothing(Missing::Differ { tables: tables.to_vec() })
    }

    /// Several candidates as one section: parts of it, copies of each other, or a contradiction.
    fn join(mut self, profile: &Profile) -> Result<Found, Nothing> {
        let parts = parts(&self.candidates, profile);
        let mut candidates = std::mem::take(&mut self.candidates).into_iter();
        let Some(first) = candidates.next() else { return Err(self.nothing(Missing::Section)) };
        let evidence = first.evidence();
        let mut heading = first.heading;
        let table = first.table;
        let mut doubtful: Vec<usize> = first.doubtful.then_some(table).into_iter().collect();
        let mut records = first.records;
        let mut copies = Vec::new();
        let mut more = Vec::new();
        let mut by_content = Vec::from_iter(first.layout.by_content.then_some(table));
        for part in parts {
            let Some(next) = candidates.next() else { break };
            let why_not = match part {
                Part::Own => WhyNot::AlsoRead,
                Part::Copy => WhyNot::SameContent,
                Part::Contradiction => return Err(self.differ([table, next.table], candidates)),
            };
            self.others.push(OtherTable { table: next.table, why_not });
            if part == Part::Own {
                records.extend(next.records);
                doubtful.extend(next.doubtful.then_some(next.table));
                more.push(next.table.to_string());
                by_content.extend(next.layout.by_content.then_some(next.table));
            } else {
                copies.push(next.table.to_string());
            }
        }
        let Choice { others, unread, .. } = self;
        let mut warnings = Vec::new();
        if !more.is_empty() {
            let tables = format!("{table}, {}", more.join(", "));
            warnings.push(Warning::of_page(WarningCode::SectionSplit, tables));
        }
        for table in by_content {
            let table = format!("table {table}");
            warnings.push(Warning::of_page(WarningCode::ColumnsByContent, table));
        }
        if !copies.is_empty() {
            warnings.push(Warning::of_page(WarningCode::AmbiguousTables, copies.join(", ")));
        }
        for table in unread {
            let table = format!("table {table}");
            warnings.push(Warning::of_page(WarningCode::AmbiguousUnread, table));
        }
        for table in doubtful {
            let table = format!("table {table}");
            warnings.push(Warning::of_page(WarningCode::AmbiguousHeading, table));
        }
        let heading = match &mut heading {
            Heading::OfSection { text, .. } => Some(std::mem::take(text)),
            _ => None,
        };
        let section = Section { table, heading, evidence, others };
        Ok(Found { section, records, as_of: None, page_date: None, warnings })
    }
}

/// What a candidate is to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Own,
    Copy,
    Contradiction,
}

/// What each candidate but the first is to those before it, up to the first contradiction.
fn parts(candidates: &[Candidate], profile: &Profile) -> Vec<Part> {
    let Some((first, more @ [_, ..])) = candidates.split_first() else { return Vec::new() };
    let mut section = Tables::new(profile);
    section.push(&first.records);
    let mut parts = Vec::with_capacity(more.len());
    for next in more {
        let part = match section.overlaps(&next.records).next().unwrap_or(Overlap::Nothing) {
            Overlap::Nothing => Part::Own,
            Overlap::Little if next.heading == first.heading => Part::Own,
            Overlap::Same => Part::Copy,
            _ => Part::Contradiction,
        };
        parts.push(part);
        match part {
            Part::Own => section.extend_last(&next.records),
            Part::Copy => {}
            Part::Contradiction => break,
        }
    }
    parts
}

fn layout_of(table: &Table, profile: &Profile, limits: &Limits) -> Option<Layout> {
    let is_read = !table.is_hidden() && !is_over(table, limits);
    is_read.then(|| columns::layout(table, profile)).flatten()
}

/// Whether a table is larger than what is read slot by slot.
fn is_over(table: &Table, limits: &Limits) -> bool {
    let grid = table.grid();
    grid.is_cut() || grid.rows().saturating_mul(grid.cols()) > limits.slots
}

/// A table that is asked whether it could be the section's.
struct Asked<'a> {
    index: usize,
    table: &'a Table,
    /// The manufacturer that is named right over it.
    maker: Option<String>,
    ends_in_row: bool,
    profile: &'a Profile,
    limits: &'a Limits,
}

impl Asked<'_> {
    fn candidate(
        &self,
        layout: Option<Layout>,
        place: Place,
        before: Option<&Candidate>,
    ) -> Result<Candidate, WhyNot> {
        if is_over(self.table, self.limits) {
            return Err(WhyNot::Limit);
        }
        let not_a_table =
            if self.table.has_tables() { WhyNot::Layout } else { WhyNot::NotAVersionTable };
        let (heading, doubtful) = match place {
            Place::Other => return Err(WhyNot::OtherHeading),
            Place::Section { line, heading, doubtful } => {
                (Heading::OfSection { line, text: heading }, doubtful)
            }
            Place::App => (Heading::OfApp, false),
            Place::Current => (Heading::Current, false),
            Place::Neutral => (Heading::No, false),
        };
        let of_maker = self.of_maker(&heading, layout.as_ref());
        let maker = of_maker.as_ref().map(|(_, maker)| maker.clone());
        let own = of_maker
            .map(|(layout, _)| layout)
            .or(layout)
            .filter(|layout| layout.by_header || heading != Heading::No);
        // What the header before says counts more than what seems to stand in the columns.
        let is_told = own.as_ref().is_some_and(|own| !own.by_content || maker.is_some());
        let continued = if is_told { None } else { self.continued(&heading, before) };
        let goes_on = continued.is_some();
        let layout = continued.or(own).ok_or(not_a_table)?;
        let above = match &heading {
            Heading::OfSection { text, .. } => Some(text.as_str()),
            _ => None,
        };
        let around = rows::Around {
            maker: maker.as_deref(),
            heading: above,
            ends_in_row: self.ends_in_row,
            before: before.filter(|_| goes_on).map(|before| &before.records),
        };
        let records = rows::read(self.index, self.table, &layout, around, self.profile);
        let is_rows = names_known(&records, self.profile);
        let candidate =
            Candidate { table: self.index, layout, heading, doubtful, is_rows, records };
        let is_ours = candidate.known_apps() >= 2 || (candidate.is_of_makers() && is_rows);
        if doubtful && !is_ours {
            return Err(WhyNot::OtherHeading);
        }
        if candidate.layout.is_history && candidate.is_like_history() {
            return Err(WhyNot::History);
        }
        let has_header = candidate.layout.by_header;
        let is_enough =
            if candidate.in_section() { has_header || is_rows } else { has_header && is_rows };
        let is_empty =
            candidate.records.apps.is_empty() && candidate.records.manufacturers.is_empty();
        if is_enough && !is_empty { Ok(candidate) } else { Err(not_a_table) }
    }

    /// The layout of a table of one manufacturer's components, and who that is.
    fn of_maker(&self, heading: &Heading, layout: Option<&Layout>) -> Option<(Layout, String)> {
        let may_be = *heading != Heading::No && (self.maker.is_some() || layout.is_none());
        let layout =
            may_be.then(|| columns::of_components(self.table, layout, self.profile)).flatten()?;
        let own = layout.titles.iter().rev().find_map(|title| rows::maker_in(title, self.profile));
        let maker = own.or(self.maker.as_deref())?.to_owned();
        Some((layout, maker))
    }

    /// The layout of a table that goes on with the one before, without a header of its own.
    fn continued(&self, heading: &Heading, before: Option<&Candidate>) -> Option<Layout> {
        let in_section = matches!(heading, Heading::OfSection { .. });
        let before = before.filter(|before| in_section && before.heading == *heading)?;
        columns::continued(self.table, &before.layout, self.profile)
    }
}

fn names_known(records: &Records, profile: &Profile) -> bool {
    records.apps.iter().any(|record| record.app.is_some())
        || records.manufacturers.iter().any(|record| is_company(&record.name, profile))
}

/// Whether the page's labels stand behind their tables, as under figures.
fn are_labels_behind(layouts: &[Option<Layout>], outline: &Outline, profile: &Profile) -> bool {
    let (mut before, mut behind, mut under_section) = (0, 0, false);
    // A line may stand before a table of another kind, and that before the one that it tells of.
    let mut is_told = false;
    for (layout, place) in layouts.iter().zip(&outline.places) {
        is_told |= place.is_told_before();
        if layout.as_ref().is_none_or(|layout| !layout.by_header) {
            continue;
        }
        let titles = layout.iter().map(|layout| &layout.titles);
        let own = titles.into_iter().find_map(|t| outline::meaning_of_titles(t, profile));
        before += usize::from(std::mem::take(&mut is_told) || own.is_some());
        behind += usize::from(place.is_told_behind());
        under_section |= place.is_under_section() || own == Some(Meaning::Section);
    }
    behind > before || (behind > 0 && before == 0 && !under_section)
}
