//! Which tables are the version section's: by heading, header row and rows, and why not the others.

use std::rc::Rc;

use crate::date::Date;
use crate::html::{Block, BlockKind, Document, ItemRef, MarkKind, Table, Text};
use crate::profile::Profile;
use crate::snapshot::{Evidence, OtherTable, Section, Warning, WarningCode, WhyNot};
use crate::spelling::{key, normalized};

use super::columns::{self, Layout};
use super::{Records, rows, shown};

/// The version section of a page.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) section: Section,
    pub(super) records: Records,
    pub(super) as_of: Option<Date>,
    pub(super) warnings: Vec<Warning>,
}

/// Why there is none.
#[derive(Debug)]
pub(super) enum Missing {
    /// No heading of the section, and no table that could be it.
    Section,
    /// The heading, but no version table.
    Table { heading: String },
    /// Tables that are as good as each other and differ: where.
    Differ { tables: Vec<usize> },
}

/// A line of the page that may head what comes after it.
#[derive(Debug, Clone)]
struct Heading {
    /// 1 to 6 for `<h1>` to `<h6>`, 7 for other lines that look like headings.
    level: u8,
    text: String,
    meaning: Meaning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Section,
    /// Old versions, a history, another product.
    Other,
    Neutral,
}

/// A table that could be the section's.
#[derive(Debug)]
struct Candidate {
    table: usize,
    layout: Layout,
    /// The section's heading over it, with which of the page's lines it is.
    heading: Option<(usize, String)>,
    is_rows: bool,
    records: Records,
}

impl Candidate {
    fn evidence(&self) -> Vec<Evidence> {
        let all = [
            (self.heading.is_some(), Evidence::Heading),
            (self.layout.by_header, Evidence::HeaderRow),
            (self.is_rows, Evidence::Rows),
        ];
        all.into_iter().filter(|(there, _)| *there).map(|(_, evidence)| evidence).collect()
    }
}

/// Where a table stands: the headings over it, and the lines right before and behind it.
#[derive(Debug, Clone, Default)]
struct Surroundings {
    over: Vec<(usize, Rc<Heading>)>,
    before: Option<Rc<Heading>>,
    behind: Option<Rc<Heading>>,
    /// Dates between the heading and the table.
    date: Option<Date>,
}

/// Finds the section.
pub(super) fn find(document: &Document, profile: &Profile) -> Result<Found, Missing> {
    let around = surroundings(document, profile);
    let mut layouts: Vec<Option<Layout>> =
        document.tables().iter().map(|table| layout_of(table, profile)).collect();
    let by_lines_behind = are_labels_behind(&layouts, &around);
    let mut others = Vec::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    for (index, table) in document.tables().iter().enumerate() {
        if table.is_hidden() {
            continue;
        }
        let place = place(table, &around[index], by_lines_behind, profile);
        let layout = layouts[index].take();
        match candidate(index, table, layout, &place, candidates.last(), profile) {
            Ok(candidate) => candidates.push(candidate),
            Err(why_not) => others.push(OtherTable { table: index, why_not }),
        }
    }
    let strong = candidates.iter().any(|candidate| candidate.heading.is_some());
    if strong {
        keep(&mut candidates, &mut others, WhyNot::OutsideSection, |candidate| {
            candidate.heading.is_some()
        });
    } else {
        // Without its heading the table must say by itself what it is.
        keep(&mut candidates, &mut others, WhyNot::OutsideSection, |candidate| {
            candidate.layout.by_header && names_of_apps(&candidate.records) >= 2
        });
    }
    // What gives no version is the section only if nothing else is.
    if candidates.iter().any(|candidate| candidate.records.has_versions()) {
        keep(&mut candidates, &mut others, WhyNot::LessEvidence, |candidate| {
            candidate.records.has_versions()
        });
    }
    let best = candidates.iter().map(|candidate| candidate.is_rows).max();
    keep(&mut candidates, &mut others, WhyNot::LessEvidence, |candidate| {
        Some(candidate.is_rows) == best
    });
    if candidates.is_empty() {
        return Err(missing(&around));
    }
    let dates = candidates.first().and_then(|candidate| around[candidate.table].date);
    let caption_date = candidates.first().and_then(|candidate| {
        let table = &document.tables()[candidate.table];
        let caption = table.caption().map(|caption| caption.as_str().to_owned());
        caption.iter().chain(&candidate.layout.titles).find_map(|text| stated_date(text))
    });
    let mut found = join(candidates, others, profile)?;
    found.as_of = dates.or(caption_date);
    if !strong {
        found.warnings.push(Warning::of_page(WarningCode::NoHeading, profile.section_name()));
    }
    for (index, table) in document.tables().iter().enumerate() {
        if table.grid().is_cut() {
            found
                .warnings
                .push(Warning::of_page(WarningCode::LimitOfTable, format!("table {index}")));
        }
    }
    found.section.others.sort_by_key(|other| other.table);
    Ok(found)
}

/// Drops candidates, and notes why.
fn keep(
    candidates: &mut Vec<Candidate>,
    others: &mut Vec<OtherTable>,
    why_not: WhyNot,
    test: impl Fn(&Candidate) -> bool,
) {
    candidates.retain(|candidate| {
        let stays = test(candidate);
        if !stays {
            others.push(OtherTable { table: candidate.table, why_not });
        }
        stays
    });
}

fn names_of_apps(records: &Records) -> usize {
    let mut known: Vec<_> = records.apps.iter().filter_map(|record| record.app).collect();
    known.sort_unstable();
    known.dedup();
    known.len()
}

/// Several candidates as one section: parts of it, copies of each other, or a contradiction.
fn join(
    candidates: Vec<Candidate>,
    mut others: Vec<OtherTable>,
    profile: &Profile,
) -> Result<Found, Missing> {
    let mut candidates = candidates.into_iter();
    let Some(first) = candidates.next() else { return Err(Missing::Section) };
    let evidence = first.evidence();
    let heading = first.heading.as_ref().map(|(_, text)| text.clone());
    let section = Section { table: first.table, heading, evidence, others: Vec::new() };
    let mut records = first.records;
    let mut warnings = Vec::new();
    let mut copies = Vec::new();
    for next in candidates {
        match overlap(&records, &next.records, profile) {
            Overlap::Nothing => {
                others.push(OtherTable { table: next.table, why_not: WhyNot::AlsoRead });
                records.extend(next.records);
            }
            Overlap::Same => {
                others.push(OtherTable { table: next.table, why_not: WhyNot::SameContent });
                copies.push(next.table);
            }
            Overlap::Differs => {
                return Err(Missing::Differ { tables: vec![section.table, next.table] });
            }
        }
    }
    if !copies.is_empty() {
        let tables: Vec<String> = copies.iter().map(usize::to_string).collect();
        warnings.push(Warning::of_page(WarningCode::AmbiguousTables, tables.join(", ")));
    }
    let section = Section { others, ..section };
    Ok(Found { section, records, as_of: None, warnings })
}

enum Overlap {
    Nothing,
    Same,
    Differs,
}

/// How two tables' records relate.
fn overlap(earlier: &Records, later: &Records, profile: &Profile) -> Overlap {
    let earlier = rows::published(earlier, profile);
    let later = rows::published(later, profile);
    let mut shared = 0;
    for (name, versions) in &later {
        let mut same_name = earlier.iter().filter(|(other, _)| other == name).peekable();
        if same_name.peek().is_none() {
            continue;
        }
        shared += 1;
        if !same_name.any(|(_, other)| numbers(other) == numbers(versions)) {
            return Overlap::Differs;
        }
    }
    match shared {
        0 => Overlap::Nothing,
        n if n == later.len() => Overlap::Same,
        // A part that is told again beside more is a copy with another cut: which one holds is not ours to say.
        _ => Overlap::Differs,
    }
}

fn numbers(versions: &[crate::snapshot::PublishedVersion]) -> Vec<&crate::Version> {
    versions.iter().map(|v| &v.version).collect()
}

fn missing(around: &[Surroundings]) -> Missing {
    let over = around.iter().flat_map(|place| {
        place.over.iter().map(|(_, heading)| heading).chain(&place.before).chain(&place.behind)
    });
    let heading = over.into_iter().find(|heading| heading.meaning == Meaning::Section);
    match heading {
        Some(heading) => Missing::Table { heading: heading.text.clone() },
        None => Missing::Section,
    }
}

/// What a table's place says of it.
enum Place {
    Section(usize, String),
    Other,
    Neutral,
}

fn place(table: &Table, around: &Surroundings, by_lines_behind: bool, profile: &Profile) -> Place {
    let own = table.caption().map(|caption| heading_of(caption, 8, profile));
    match own.as_ref().map(|heading| heading.meaning) {
        Some(Meaning::Other) => return Place::Other,
        Some(Meaning::Section) if !under_other(&around.over) => {
            let text = own.map(|heading| heading.text).unwrap_or_default();
            return Place::Section(usize::MAX, text);
        }
        _ => {}
    }
    if by_lines_behind {
        return match &around.behind {
            Some(heading) if heading.meaning == Meaning::Section => {
                Place::Section(usize::MAX, heading.text.clone())
            }
            Some(heading) if heading.meaning == Meaning::Other => Place::Other,
            _ => Place::Neutral,
        };
    }
    for (at, (line, heading)) in around.over.iter().enumerate().rev() {
        match heading.meaning {
            Meaning::Other => return Place::Other,
            Meaning::Section if under_other(&around.over[..at]) => return Place::Other,
            Meaning::Section => return Place::Section(*line, heading.text.clone()),
            Meaning::Neutral => {}
        }
    }
    Place::Neutral
}

fn under_other(over: &[(usize, Rc<Heading>)]) -> bool {
    over.iter().any(|(_, heading)| heading.meaning == Meaning::Other)
}

fn layout_of(table: &Table, profile: &Profile) -> Option<Layout> {
    if table.is_hidden() || table.grid().is_cut() { None } else { columns::layout(table, profile) }
}

fn candidate(
    index: usize,
    table: &Table,
    layout: Option<Layout>,
    place: &Place,
    before: Option<&Candidate>,
    profile: &Profile,
) -> Result<Candidate, WhyNot> {
    if let Place::Other = place {
        return Err(WhyNot::OtherHeading);
    }
    if table.grid().is_cut() {
        return Err(WhyNot::Limit);
    }
    let not_a_table = if table.has_tables() { WhyNot::Layout } else { WhyNot::NotAVersionTable };
    let mut heading = match place {
        Place::Section(line, text) => Some((*line, text.clone())),
        _ => None,
    };
    let layout = match layout.filter(|layout| layout.by_header || heading.is_some()) {
        Some(layout) => layout,
        None => {
            let before = before.filter(|_| heading.is_some()).ok_or(not_a_table)?;
            columns::continued(table, &before.layout, profile).ok_or(not_a_table)?
        }
    };
    for title in &layout.titles {
        let title = heading_of(&Text::plain(title), 9, profile);
        match title.meaning {
            Meaning::Other => return Err(WhyNot::OtherHeading),
            Meaning::Section => heading = Some((usize::MAX, title.text)),
            Meaning::Neutral => {}
        }
    }
    let records = rows::read(index, table, &layout, profile);
    let is_rows = records.apps.iter().any(|record| record.app.is_some())
        || records
            .manufacturers
            .iter()
            .any(|record| crate::manufacturer::is_company(&record.name, profile));
    let enough =
        if heading.is_some() { layout.by_header || is_rows } else { layout.by_header && is_rows };
    let any = !records.apps.is_empty() || !records.manufacturers.is_empty();
    if !enough || !any {
        return Err(not_a_table);
    }
    Ok(Candidate { table: index, layout, heading, is_rows, records })
}

/// Whether the page's labels stand behind their tables, as under figures.
fn are_labels_behind(layouts: &[Option<Layout>], around: &[Surroundings]) -> bool {
    let tells = |heading: &Option<Rc<Heading>>| {
        heading.as_ref().is_some_and(|h| h.meaning != Meaning::Neutral)
    };
    let (mut before, mut behind, mut section_over) = (0, 0, false);
    for (layout, place) in layouts.iter().zip(around) {
        if layout.as_ref().is_none_or(|layout| !layout.by_header) {
            continue;
        }
        before += usize::from(tells(&place.before));
        behind += usize::from(tells(&place.behind));
        section_over |= place.over.iter().any(|(_, heading)| heading.meaning == Meaning::Section);
    }
    behind > before || (behind > 0 && !section_over)
}

/// For every table where it stands.
fn surroundings(document: &Document, profile: &Profile) -> Vec<Surroundings> {
    let mut around = vec![Surroundings::default(); document.tables().len()];
    let mut over: Vec<(usize, Rc<Heading>)> = Vec::new();
    let mut before: Option<Rc<Heading>> = None;
    let mut dates: Option<Date> = None;
    let mut last_table: Option<usize> = None;
    let mut line = 0;
    for item in document.items() {
        match item {
            ItemRef::Table(index) => {
                around[index].over = over.clone();
                around[index].before = before.take();
                around[index].date = dates;
                if !document.tables()[index].is_hidden() {
                    last_table = Some(index);
                }
            }
            ItemRef::Block(block) if block.is_hidden() || block.is_aside() => {}
            ItemRef::Block(block) => {
                for heading in headings_of(block, profile).into_iter().map(Rc::new) {
                    line += 1;
                    if let Some(index) = last_table.take() {
                        around[index].behind = Some(heading.clone());
                    }
                    if heading.meaning == Meaning::Section {
                        dates = None;
                    }
                    dates = dates.or_else(|| stated_date(&heading.text));
                    before = Some(heading.clone());
                    if is_over_what_follows(block, &heading) {
                        over.retain(|(_, other)| other.level < heading.level);
                        over.push((line, heading));
                    }
                }
            }
        }
    }
    around
}

/// Whether a line heads what comes after it, and not only its own paragraph.
fn is_over_what_follows(block: &Block, heading: &Heading) -> bool {
    if heading.level < 7 {
        return true;
    }
    if block.is_link() {
        return false;
    }
    match block.kind() {
        BlockKind::Label => true,
        BlockKind::ListItem => heading.meaning != Meaning::Neutral,
        _ => {
            heading.meaning != Meaning::Neutral
                || begins_like_heading(&heading.text)
                || is_strong(block.text())
        }
    }
}

fn is_strong(text: &Text) -> bool {
    let length = text.as_str().len();
    text.marks().iter().any(|mark| mark.kind == MarkKind::Strong && mark.range.len() == length)
}

/// `【`, `■`, `⑨`, `9.`, `（9）` and their like in front of a line.
fn begins_like_heading(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['【', '■', '●', '◆', '◇', '□', '○', '▼', '▽', '◎', '★', '<', '[', '《', '〈'])
        || rows::starts_with_number(text)
}

/// The lines of a block, each as a heading it may be.
fn headings_of(block: &Block, profile: &Profile) -> Vec<Heading> {
    let level = match block.kind() {
        BlockKind::Heading(level) => level,
        _ => 7,
    };
    if level < 7 || block.text().breaks().is_empty() {
        let mut heading = heading_of(block.text(), level, profile);
        // A link to the section is not its heading, but a heading may be a link.
        if level == 7 && (block.is_link() || is_mostly_links(block.text())) {
            heading.meaning = Meaning::Neutral;
        }
        return vec![heading];
    }
    let lines = block.text().line_ranges().map(|range| block.text().slice(range));
    let lines = lines.map(|text| {
        let mut heading = heading_of(&text, level, profile);
        if is_mostly_links(&text) {
            heading.meaning = Meaning::Neutral;
        }
        heading
    });
    lines.collect()
}

fn is_mostly_links(text: &Text) -> bool {
    let linked: usize = text
        .marks()
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Link(_)))
        .map(|mark| mark.range.len())
        .sum();
    linked * 2 > text.as_str().len()
}

/// Longer lines that are no `<h1>` to `<h6>` are sentences.
const HEADING_CHARS: usize = 48;

fn heading_of(text: &Text, level: u8, profile: &Profile) -> Heading {
    let shown = shown(text);
    let text = normalized(&shown).into_owned();
    let key = key(&text);
    let is_sentence = level == 7 && (text.chars().count() > HEADING_CHARS || is_sentence(&text));
    let meaning = if is_sentence { Meaning::Neutral } else { meaning(&key, level, profile) };
    Heading { level, text: text.chars().take(120).collect(), meaning }
}

fn is_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches([')', '」', ' ']);
    bare.ends_with('。')
        || ["ください", "ます", "です", "ました", "ません", "下さい"]
            .iter()
            .any(|end| bare.ends_with(end))
        || text.starts_with('※')
}

fn meaning(key: &str, level: u8, profile: &Profile) -> Meaning {
    if profile.is_other_product(key) {
        return Meaning::Other;
    }
    let section = profile.is_section_heading(key);
    // `アプリケーションバージョン情報の改版履歴` is a history; `アプリケーションバージョン情報（2022/10/17更新）` is the section.
    if profile.is_not_current(key) {
        return Meaning::Other;
    }
    match section {
        // A line of text is the heading only if it is little else.
        Some(length) if level < 7 || level > 7 || key.len() <= length + 60 => Meaning::Section,
        _ => Meaning::Neutral,
    }
}

/// The date that a line states as that of what it heads.
fn stated_date(text: &str) -> Option<Date> {
    let text = normalized(text);
    let (date, range) = Date::find(&text)?;
    let rest = format!("{}{}", &text[..range.start], &text[range.end..]);
    let rest = key(&rest);
    let says_so = ["現在", "更新", "時点", "公開", "掲載", "改定", "改訂", "版"]
        .iter()
        .any(|word| rest.contains(word));
    (says_so || rest.trim_matches(['(', ')', '[', ']', '※', ':', '~']).is_empty()).then_some(date)
}
