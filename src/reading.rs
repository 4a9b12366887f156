//! What a version's cell says: versions with their notes, placeholders, dates, what is old, what is unclear.
//!
//! The rule: a number is a version only where nothing around it says otherwise. What is not understood gives no
//! version, and a warning.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::date::Date;
use crate::file_name::{FILE_ENDINGS, version_in_file_name};
use crate::html::{Mark, MarkKind, Text};
use crate::profile::Profile;
use crate::snapshot::PublishedVersion;
use crate::spelling::{is_invisible, key, normalized};
use crate::version::Version;
use crate::warning_code::WarningCode;

/// What a cell says.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) versions: Vec<PublishedVersion>,
    pub(crate) warnings: Vec<WarningCode>,
    /// A date beside the versions.
    pub(crate) date: Option<Date>,
    /// How many dates and times stand in the cell, vague ones too.
    dates: usize,
    /// What is said of the cell as a whole.
    pub(crate) note: Option<String>,
    /// The cell says "the same as above".
    pub(crate) ditto: bool,
}

impl Reading {
    fn warn(&mut self, code: WarningCode) {
        if !self.warnings.contains(&code) {
            self.warnings.push(code);
        }
    }

    fn only(code: WarningCode) -> Reading {
        Reading { warnings: vec![code], ..Reading::default() }
    }
}

/// Marks that are no part of what a cell says.
pub(crate) const UNSAID: [MarkKind; 3] = [MarkKind::Hidden, MarkKind::Reading, MarkKind::Form];

/// Reads a version's cell.
pub(crate) fn read(cell: &Text, profile: &Profile) -> Reading {
    let is_plain = cell.marks().is_empty() && cell.breaks().is_empty();
    if let Some(Ok(version)) = is_plain.then(|| cell.as_str().parse()) {
        return plain(version, !cell.as_str().starts_with(is_digit));
    }
    if cell.has(&[MarkKind::Uncertain]) {
        return Reading::only(WarningCode::VersionUnreadable);
    }
    let said = cell.reduced(&UNSAID);
    let current = said.reduced(&[MarkKind::Struck]);
    let struck = said.has(&[MarkKind::Struck]) && has_digit(said.as_str()) && current != said;
    let lowered = current.reduced(&[MarkKind::Raised]);
    let raised = Raised::of(&current, &lowered, profile);
    let text = if raised == Raised::Said { current } else { lowered };
    if text.marks().iter().any(|mark| is_inside_number(&text, mark)) {
        return Reading::only(WarningCode::VersionUnreadable);
    }
    let mut reading = read_lines(&text, profile);
    if raised == Raised::Version {
        reading.warn(WarningCode::VersionQualified);
    }
    if struck {
        if reading.versions.is_empty() {
            reading.warnings.clear();
        }
        reading.warn(WarningCode::VersionOld);
    }
    reading
}

/// Whether small print or a link begins inside a number: `1.0.9<small>2</small>` is not 1.0.92, as far as one sees.
fn is_inside_number(cell: &Text, mark: &Mark) -> bool {
    let (before, marked) = cell.as_str().split_at(mark.range.start);
    matches!(mark.kind, MarkKind::Small | MarkKind::Link(_))
        && before.ends_with(is_digit)
        && marked.starts_with(is_digit)
}

/// What a cell's raised parts say.
#[derive(Debug, PartialEq)]
enum Raised {
    /// Nothing, or that there is a footnote.
    Footnote,
    /// A word such as 旧, or all that the cell says.
    Said,
    /// A part of a version, or another one.
    Version,
}

impl Raised {
    /// Reads the raised parts of a cell; `lowered` is the cell without them.
    fn of(cell: &Text, lowered: &Text, profile: &Profile) -> Raised {
        if lowered.is_empty() {
            return Raised::Said;
        }
        let marks = cell.marks().iter().filter(|mark| mark.kind == MarkKind::Raised);
        let mut ranges: Vec<_> = marks.map(|mark| mark.range.clone()).collect();
        ranges.sort_unstable_by_key(|range| (range.start, Reverse(range.end)));
        // Of those inside each other only the outermost.
        let mut end = 0;
        ranges.retain(|range| {
            let is_outermost = range.start >= end;
            end = end.max(range.end);
            is_outermost
        });
        let parts: Vec<_> = ranges.into_iter().map(|range| folded(&cell.as_str()[range])).collect();
        let is_version =
            |text: &String| text.starts_with('.') || mentions(text, profile).next().is_some();
        if parts.iter().any(|text| profile.is_old_mark(text)) {
            Raised::Said
        } else if parts.iter().any(is_version) {
            Raised::Version
        } else {
            Raised::Footnote
        }
    }
}

/// A cell that is nothing but a version, and whether it is called one.
fn plain(version: Version, is_named: bool) -> Reading {
    if looks_like_date(&version) {
        let date = Date::find(version.as_str()).map(|(date, _)| date);
        return Reading { date, ..Reading::only(WarningCode::VersionDate) };
    }
    let mut reading = Reading::default();
    if !is_named && could_be_date(&version) {
        reading.warn(WarningCode::VersionQualified);
    }
    reading.versions.push(PublishedVersion { version, note: None });
    reading
}

/// `2022.10.17` and `20221017`.
fn looks_like_date(version: &Version) -> bool {
    let date = |year: u64, month: u64, day: u64| {
        (1990..2100).contains(&year)
            && Date::new(year as i16, month.min(99) as i8, day.min(99) as i8).is_some()
    };
    match *version.segments() {
        [year, month, day] => date(year, month, day),
        [number] if version.as_str().len() == 8 => {
            date(number / 10_000, number / 100 % 100, number % 100)
        }
        _ => false,
    }
}

/// `2022.10`, `22.10.17`, `2022`, `202210` and `221017`: a version may look like that, but hardly does.
fn could_be_date(version: &Version) -> bool {
    let digits = version.as_str();
    let is_month = |month: u64| (1..=12).contains(&month);
    let is_year = |year: u64| (1990..2100).contains(&year);
    let is_short = |year: u64, month: u64, day: u64| {
        (19..=39).contains(&year) && is_month(month) && (1..=31).contains(&day)
    };
    match *version.segments() {
        [year] if digits.len() == 4 => is_year(year),
        [number] if digits.len() == 6 => {
            (is_year(number / 100) && is_month(number % 100))
                || is_short(number / 10_000, number / 100 % 100, number % 100)
        }
        // `2023.1` is how products are named after their year.
        [year, month] => digits.len() == 7 && is_year(year) && is_month(month),
        [year, month, day] => digits.len() == 8 && is_short(year, month, day),
        _ => false,
    }
}

/// A line without its dates and times, which leave a mark.
fn without_dates(line: &str, reading: &mut Reading) -> String {
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((date, range)) = Date::find(rest) {
        reading.date.get_or_insert(date);
        bare.push_str(&rest[..range.start]);
        bare.push(DATE);
        rest = &rest[range.end..];
    }
    bare.push_str(rest);
    let bare = without_vague_dates(bare);
    reading.dates += bare.matches(DATE).count();
    bare
}

/// Stands for a date that was taken out of a line.
const DATE: char = '\u{1}';

/// Dates without their year or day, and times: `e` stands for an era's year, `Y` for four digits, `y` for two, `M` for a
/// month, `D` for a day, `h` and `m` for hours and minutes.
const VAGUE_DATES: [&str; 13] = [
    "e年M月", "e.M", "Y年M月", "Y年", "Y/M", "y年M月", "y/M/D", "M月D日", "M月", "M/D", "h:m",
    "h時m分", "h時",
];

/// A line without such dates outside of parentheses; notes are kept as they are.
fn without_vague_dates(line: String) -> String {
    if !line.contains(['/', ':', '月', '年', '時', 'R', 'H']) {
        return line;
    }
    let mut bare = String::with_capacity(line.len());
    let mut before = ' ';
    let mut depth = 0usize;
    let mut rest = line.as_str();
    while let Some(c) = rest.chars().next() {
        if PARENTHESES.iter().any(|(open, _)| *open == c) {
            depth += 1;
        } else if PARENTHESES.iter().any(|(_, close)| *close == c) {
            depth = depth.saturating_sub(1);
        }
        let inside = before.is_ascii_alphanumeric() || matches!(before, '.' | '/' | '-' | '_');
        let begins = c.is_ascii_digit() || matches!(c, '令' | '平' | 'R' | 'H');
        let found = if begins && !inside && depth == 0 {
            // `Windows 10/11` is no day of October.
            let is_of_name = bare.trim_end().ends_with(|c: char| c.is_ascii_alphabetic());
            VAGUE_DATES.iter().find_map(|form| after_form(rest, form)).filter(|_| !is_of_name)
        } else {
            None
        };
        (before, rest) = match found {
            Some(after) => (DATE, after),
            None => (c, &rest[c.len_utf8()..]),
        };
        bare.push(before);
    }
    bare
}

/// What follows a date of a form.
fn after_form<'t>(text: &'t str, form: &str) -> Option<&'t str> {
    let mut rest = text;
    for part in form.chars() {
        let (digits, values) = match part {
            'e' => {
                let eras = ["令和", "平成", "R", "H"];
                rest = eras.iter().find_map(|era| rest.strip_prefix(era))?.trim_start();
                (1..=2, 1..=40)
            }
            'Y' => (4..=4, 1990..=2099),
            'y' => (2..=2, 0..=99),
            'M' => (1..=2, 1..=12),
            'D' => (1..=2, 1..=31),
            'h' => (1..=2, 0..=23),
            'm' => (2..=2, 0..=59),
            literal => {
                rest = rest.strip_prefix(literal)?;
                continue;
            }
        };
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let value: u32 =
            rest.get(..end).filter(|part| digits.contains(&part.len()))?.parse().ok()?;
        rest = values.contains(&value).then_some(&rest[end..])?;
    }
    let goes_on = rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        || (rest.starts_with(['.', '/', '-'])
            && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
        || (rest.starts_with(':') && form.contains(':'));
    (!goes_on).then_some(rest)
}

fn read_lines(text: &Text, profile: &Profile) -> Reading {
    let mut reading = Reading::default();
    if text.is_empty() || text.as_str().chars().all(|c| is_invisible(c) || c.is_whitespace()) {
        return Reading::only(WarningCode::VersionMissing);
    }
    if profile.is_ditto(text.as_str()) {
        return Reading { ditto: true, ..Reading::only(WarningCode::VersionDitto) };
    }
    if profile.is_placeholder(&folded(text.as_str())) {
        return Reading::only(WarningCode::VersionPlaceholder);
    }
    if text.as_str().contains(is_invisible) {
        reading.warn(WarningCode::VersionInvisible);
    }
    let joined = joined_lines(text, profile);
    // `1.0.` and `9` in two lines may be one version, or none.
    if joined.len() > 1 && joined.iter().any(|line| line.starts_with('.') || line.ends_with('.')) {
        return Reading::only(WarningCode::VersionUnreadable);
    }
    let mut lines =
        Lines { profile, reading, carried: String::new(), below_old: false, unread: Vec::new() };
    for line in joined {
        lines.line(&line);
    }
    lines.finish()
}

/// A cell's lines as they are read.
struct Lines<'p> {
    profile: &'p Profile,
    reading: Reading,
    /// What a line without a version says of the next one's.
    carried: String,
    /// Below a line such as `旧バージョン`.
    below_old: bool,
    /// What belongs to no version.
    unread: Vec<String>,
}

impl Lines<'_> {
    fn line(&mut self, line: &str) {
        let mut entries = Entries::of(line, &mut self.reading, self.profile);
        if matches!(entries.0.as_slice(), [only] if only.says_no_version()) {
            entries.0.into_iter().for_each(|only| self.words(only));
            return;
        }
        match entries.0.first_mut() {
            Some(first) if first.label.is_empty() => {
                first.label = std::mem::take(&mut self.carried);
                first.is_old |= self.below_old;
            }
            _ => self.below_old = false,
        }
        entries.settle(&mut self.reading, self.profile);
    }

    /// A line without a version: it names what the next one gives, or says that there is none.
    fn words(&mut self, entry: Entry) {
        let label = entry.label.trim_end_matches([' ', ':']);
        let mut parts = entry.notes;
        if !label.is_empty() {
            parts.insert(0, label.to_owned());
        }
        let text = parts.join(" ");
        if is_placeholder(&entry.label, self.profile) {
            self.reading.warn(WarningCode::VersionPlaceholder);
            self.unread.push(text);
            return;
        }
        self.below_old = self.profile.is_old_mark(&text);
        self.unread.push(std::mem::replace(&mut self.carried, text));
    }

    fn finish(self) -> Reading {
        let Lines { mut reading, carried, mut unread, .. } = self;
        let is_told = |warning: &WarningCode| *warning != WarningCode::VersionInvisible;
        if reading.versions.is_empty() && !reading.warnings.iter().any(is_told) {
            reading.warn(if reading.dates > 0 {
                WarningCode::VersionDate
            } else {
                WarningCode::VersionUnreadable
            });
        }
        // Versions of different days: a history, or what holds from then on.
        if reading.versions.len() > 1 && reading.dates > 1 {
            reading.warn(WarningCode::VersionQualified);
        }
        unread.push(carried);
        unread.retain(|part| !part.is_empty());
        if !unread.is_empty() {
            reading.note = Some(unread.join(" "));
        }
        reading
    }
}

/// Whether a label says that there is no version, as `Win11：準備中` does.
fn is_placeholder(label: &str, profile: &Profile) -> bool {
    let last = label.trim().rsplit([':', ' ']).next();
    profile.is_placeholder(label) || last.is_some_and(|last| profile.is_placeholder(last))
}

/// The lines, folded; a line that goes on with the one before is one with it.
fn joined_lines(text: &Text, profile: &Profile) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut are_headings = false;
    for line in text.lines().map(folded) {
        are_headings |= lines.is_empty() && is_in_parentheses(&line);
        match lines.last_mut() {
            Some(last) if goes_on(last, &line, are_headings, profile) => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => lines.push(line),
        }
    }
    lines
}

/// Whether a line goes on with the one before: an arrow stands between, a number is broken off, or it is a remark.
fn goes_on(before: &str, line: &str, are_headings: bool, profile: &Profile) -> bool {
    let by_arrow = ARROWS
        .iter()
        .chain(&BACK_ARROWS)
        .any(|arrow| line.starts_with(arrow) || before.ends_with(arrow));
    let is_broken = before.ends_with(['.', ',']) && line.starts_with(is_digit)
        || line.starts_with(['.', ',']) && before.ends_with(is_digit);
    if by_arrow || is_broken {
        return true;
    }
    let is_remark = is_in_parentheses(line) && !are_headings
        || !has_digit(line) && line.chars().count() <= 6 && profile.is_qualifier(line);
    // A line that is longer says more than a version.
    is_remark && before.len() < 256 && has_digit(before)
}

fn is_in_parentheses(line: &str) -> bool {
    parenthesis(line).is_some_and(|(_, after)| after.trim().is_empty())
}

/// Full-width and half-width forms folded, but nothing that would make a digit of a footnote's mark or an
/// enclosed number (`²`, `①`): those become `*`, a mark.
fn folded(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut shown = text.chars().filter(|&c| !is_invisible(c)).peekable();
    while let Some(c) = shown.next() {
        let is_number = |c: char| is_digit(c) || matches!(c, '.' | '．');
        let touches = safe.ends_with(is_number) || shown.peek().copied().is_some_and(is_number);
        safe.push(match c {
            // `⒈0.9` looks like 1.0.9.
            '⒈'..='⒛' if touches => 'x',
            c if is_decorative_number(c) => '*',
            c => c,
        });
    }
    let folded = normalized(&safe).into_owned();
    if !folded.contains(['<', '>']) {
        return folded;
    }
    folded.replace("->", "→").replace("=>", "→").replace("<-", "←")
}

fn is_decorative_number(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '⁰'..='₉' | '①'..='⓿' | '❶'..='➓' | '㈠'..='㈩' | '㉑'..='㉟' | '㊀'..='㊉' | '㊱'..='㊿')
}

fn has_digit(text: &str) -> bool {
    text.contains(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// A version of a cell with the text around it.
#[derive(Debug, Default)]
struct Entry {
    label: String,
    version: Option<Version>,
    after: String,
    notes: Vec<String>,
    malformed: bool,
    in_file_name: bool,
    /// What an arrow points away from.
    replaced: bool,
    /// Stands in a list of what is old.
    is_old: bool,
    /// Comes behind another version without anything between.
    loose: bool,
    /// Separated from the entry before by a comma or a slash.
    separator: Option<char>,
}

impl Entry {
    fn is_empty(&self) -> bool {
        self.version.is_none()
            && !self.malformed
            && self.notes.is_empty()
            && self.label.trim().is_empty()
    }

    /// The entry of a version that follows another one after a text; none if the two are no versions then.
    fn after(between: &str, version: Version) -> Option<Entry> {
        let word = between.trim().to_ascii_lowercase();
        let word = word.as_str();
        let is_joined = AND.contains(&word) || OR.contains(&word);
        // `1.0.5 - 1.0.9`, `1.0。9`
        let is_sign = !word.is_empty() && !is_joined && !word.contains(char::is_alphabetic);
        if is_sign || word == "to" || (is_joined && version.segments().len() == 1) {
            return None;
        }
        let is_loose =
            word.is_empty() || OR.contains(&word) || (!is_joined && !between.starts_with(' '));
        let label = if is_joined { String::new() } else { between.to_owned() };
        Some(Entry { label, version: Some(version), loose: is_loose, ..Entry::default() })
    }

    /// `最新版（1.0.9）`: a label whose note is its version.
    fn take_from_note(&mut self, profile: &Profile) {
        let [note] = self.notes.as_slice() else { return };
        let label = undecorated_label(&self.label, None);
        if !self.is_label_only() || is_placeholder(&self.label, profile) {
            return;
        }
        let version = note.trim().parse::<Version>().ok();
        self.version = version.filter(|version| version.segments().len() > 1);
        if self.version.is_some() {
            self.notes.clear();
            self.loose |= !label.1 && !profile.is_new_mark(&label.0);
        }
    }

    fn is_label_only(&self) -> bool {
        self.version.is_none() && !self.malformed && !self.label.trim().is_empty()
    }

    fn says_no_version(&self) -> bool {
        self.version.is_none() && !self.malformed
    }

    fn text(&mut self, text: &str) {
        if self.version.is_some() { self.after.push_str(text) } else { self.label.push_str(text) }
    }

    /// Whether the text right before `rest` is the version: `1.0.9β`.
    fn ends_in_version(&self, rest: &str, line: &str) -> bool {
        let before = line[..line.len() - rest.len()].chars().next_back();
        self.version.is_some()
            && self.after.is_empty()
            && before.is_some_and(|c| c.is_ascii_digit())
    }

    /// The bytes of `/11` behind `Windows 10`.
    fn other_platform(&self, rest: &str) -> Option<usize> {
        let number = rest.strip_prefix('/').or_else(|| rest.strip_prefix(" /"))?.trim_start();
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        if !(1..=2).contains(&end) || number[end..].starts_with('.') {
            return None;
        }
        let text = if self.version.is_some() { &self.after } else { &self.label };
        let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let name = match &self.version {
            Some(_) if self.after.is_empty() && self.is_bare() => Some(self.label.as_str()),
            _ => Some(name).filter(|name| name.len() < text.len()),
        };
        let is_platform =
            name.is_some_and(|name| name.trim_end().ends_with(|c: char| c.is_ascii_alphabetic()));
        is_platform.then(|| rest.len() - number.len() + end)
    }

    fn add_platform(&mut self, text: &str) {
        let number = if self.after.is_empty() { self.version.take() } else { None };
        self.label.push_str(number.as_ref().map_or("", Version::as_str));
        self.text(text);
    }

    /// Whether a wave dash at the start of `rest` makes the version a bound, and does not belong to a date.
    fn is_bound(&self, rest: &str) -> bool {
        let before_date = rest.chars().nth(1) == Some(DATE);
        self.version.is_some() || (self.label.trim().is_empty() && !before_date)
    }

    /// Whether the version is one number alone, which many things could be.
    fn is_bare(&self) -> bool {
        self.version.as_ref().is_some_and(|v| v.segments().len() == 1)
    }
}

struct Entries(Vec<Entry>);

impl Entries {
    /// Splits a folded line.
    fn of(line: &str, reading: &mut Reading, profile: &Profile) -> Entries {
        let line = without_dates(&without_addresses(line), reading);
        let mut entries = vec![Entry::default()];
        let mut rest = line.as_str();
        while let Some(c) = rest.chars().next() {
            let current = entries.len() - 1;
            let entry = &mut entries[current];
            if let Some((inside, after)) = parenthesis(rest) {
                let alone = entry.is_empty() && after.trim().is_empty() && current == 0;
                if alone && inside.trim().parse::<Version>().is_ok() {
                    rest = inside;
                    continue;
                }
                // `(32bit)1.0.8 (64bit)1.0.9`: what stands in front is said of the version behind it.
                let leads = current > 0 || entry.version.is_some();
                let note = inside.replace(DATE, "").trim().to_owned();
                if leads && line.starts_with(c) && starts_with_version(after, profile) {
                    entries.push(Entry { notes: vec![note], ..Entry::default() });
                } else {
                    entry.notes.push(note);
                }
                rest = after;
                continue;
            }
            if let Some(after) = after_any(rest, &ARROWS) {
                entry.replaced |= entry.version.is_some();
                entries.push(Entry::default());
                rest = after;
                continue;
            }
            if let Some(after) = after_any(rest, &BACK_ARROWS) {
                entries.push(Entry { replaced: true, ..Entry::default() });
                rest = after;
                continue;
            }
            if let Some(platform) = entry.other_platform(rest) {
                entry.add_platform(&rest[..platform]);
                rest = &rest[platform..];
                continue;
            }
            if let Some(after) = after_note_mark(rest) {
                rest = after;
                continue;
            }
            match c {
                '、' | '/' | ',' | ';' | '|' => {
                    entries.push(Entry { separator: Some(c), ..Entry::default() });
                    rest = &rest[c.len_utf8()..];
                }
                '~' | '…' if entry.is_bound(rest) => {
                    entry.malformed = true;
                    rest = &rest[c.len_utf8()..];
                }
                '※' | '*' | '†' | '‡' => rest = without_footnote(&rest[c.len_utf8()..]),
                c if is_word(c) => {
                    let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                    let (word, after) = rest.split_at(end);
                    take_word(&mut entries, word, profile);
                    rest = after;
                }
                DATE => rest = rest[1..].trim_start_matches([':', '~']),
                c if c.is_alphabetic() && !is_japanese(c) && entry.ends_in_version(rest, &line) => {
                    entry.malformed = true;
                    rest = &rest[c.len_utf8()..];
                }
                c => {
                    entry.text(&rest[..c.len_utf8()]);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        let mut entries = join_remarks(entries);
        entries.iter_mut().for_each(|entry| entry.take_from_note(profile));
        entries.retain(|entry| !entry.is_empty());
        Entries(entries)
    }

    /// Turns the entries into versions and warnings.
    fn settle(mut self, reading: &mut Reading, profile: &Profile) {
        let is_number = |entry: &Entry| entry.is_bare() && entry.label.trim().is_empty();
        let numbers = self.0.iter().filter(|entry| is_number(entry)).count();
        let by_comma = self.0.windows(2).any(|pair| {
            pair[1].separator == Some(',') && (is_number(&pair[0]) || is_number(&pair[1]))
        });
        // `1,0,9` and `1.0,9` are no lists of versions.
        if by_comma || numbers > 2 {
            reading.warn(WarningCode::VersionUnreadable);
            return;
        }
        if numbers > 0 && self.0.iter().filter(|entry| entry.version.is_some()).count() > 1 {
            reading.warn(WarningCode::VersionQualified);
        }
        let mut heading: Option<String> = None;
        let mut is_old = false;
        for entry in &mut self.0 {
            if !entry.label.trim().is_empty() {
                is_old = profile.is_old_mark(undecorated_label(&entry.label, None).0.as_str());
            }
            entry.is_old |= is_old && entry.separator.is_some();
            let names = entry.is_label_only() && !is_placeholder(&entry.label, profile);
            if entry.is_label_only() && !names {
                reading.warn(WarningCode::VersionPlaceholder);
            }
            settle_entry(entry, heading.as_deref(), reading, profile);
            let label = || entry.label.trim().trim_end_matches(':').trim_end().to_owned();
            heading = names.then(label);
        }
    }
}

/// `1.0.8 ← 旧`: what an arrow points from may be a remark on what it points to.
fn join_remarks(entries: Vec<Entry>) -> Vec<Entry> {
    let mut joined: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match joined.last_mut() {
            Some(before) if entry.replaced && entry.says_no_version() => {
                before.after.push_str(&entry.label);
                before.notes.extend(entry.notes);
            }
            // `1.0.9、（1.0.8）`
            Some(before) if entry.says_no_version() && entry.label.trim().is_empty() => {
                before.notes.extend(entry.notes);
            }
            _ => joined.push(entry),
        }
    }
    joined
}

/// A line without the web addresses in it, of which only the file's name is left.
fn without_addresses(line: &str) -> Cow<'_, str> {
    if !line.contains("://") {
        return Cow::Borrowed(line);
    }
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(colon) = rest.find("://") {
        bare.push_str(rest[..colon].trim_end_matches(|c: char| c.is_ascii_alphanumeric()));
        rest = &rest[colon + 3..];
        let end = rest.find(|c: char| c == ' ' || !c.is_ascii()).unwrap_or(rest.len());
        let file = rest[..end].rsplit('/').next().unwrap_or_default();
        let lower = file.to_ascii_lowercase();
        if FILE_ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
            bare.push_str(file);
        }
        bare.push(' ');
        rest = &rest[end..];
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

fn is_japanese(c: char) -> bool {
    matches!(c, 'ぁ'..='ヿ' | '一'..='鿿' | '々')
}

/// What follows a footnote's mark and its numbers: `※1`, `※1,2`, but not the version of `※1.0.9`.
fn without_footnote(after: &str) -> &str {
    let mut rest = after;
    loop {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = rest.len() - behind.len();
        let is_first = rest.len() == after.len();
        if behind.starts_with('.') || digits > 2 && !is_first || digits == 0 {
            return if is_first { after } else { rest };
        }
        match behind.strip_prefix([',', '、', '・']).filter(|more| more.starts_with(is_digit)) {
            Some(more) if !is_version_ahead(more) => rest = more,
            _ => return behind,
        }
    }
}

/// Whether a text begins with more than a footnote's number.
fn is_version_ahead(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.starts_with('.') || text.len() - behind.len() > 2
}

/// What follows 注 as a footnote's mark: `注1`, `注)`, or alone.
fn after_note_mark(rest: &str) -> Option<&str> {
    let after = rest.strip_prefix('注')?;
    let behind = without_footnote(after);
    let is_alone = after.trim().is_empty();
    (behind.len() < after.len() || after.starts_with(')') || is_alone)
        .then(|| behind.strip_prefix(')').unwrap_or(behind))
}

/// What points from an old version to a new one.
const ARROWS: [&str; 14] =
    ["→", "⇒", "➡", "⇨", "➔", "➜", "⟶", "⮕", "▶", "►", "↓", "⇓", "⬇", "から"];

/// What points from a new version back to an old one.
const BACK_ARROWS: [&str; 6] = ["←", "⇐", "⬅", "⇦", "⟵", "◀"];

/// Words between versions that all hold.
const AND: [&str; 10] = ["と", "及び", "および", "並びに", "ならびに", "and", "&", "+", "・", "·"];

/// Words between versions of which one holds.
const OR: [&str; 5] = ["または", "又は", "もしくは", "若しくは", "or"];

/// The first of some texts that another one starts with, and what follows it.
fn after_any<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    starts.iter().find_map(|start| text.strip_prefix(start))
}

const PARENTHESES: [(char, char); 8] = [
    ('(', ')'),
    ('[', ']'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('〈', '〉'),
    ('{', '}'),
];

/// Splits off a parenthesis at the start of a text: what is inside, what comes after.
fn parenthesis(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let (open, close) = PARENTHESES.into_iter().find(|(open, _)| *open == first)?;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some((&text[open.len_utf8()..at], &text[at + c.len_utf8()..]));
            }
        }
    }
    Some((&text[open.len_utf8()..], ""))
}

/// What versions, files and Latin words are made of.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')
}

enum Word<'a> {
    Version(Version),
    InFileName(Version),
    Malformed,
    Text(&'a str),
}

fn classify<'w>(word: &'w str, profile: &Profile) -> Word<'w> {
    if let Ok(version) = word.parse::<Version>() {
        return Word::Version(version);
    }
    let lower = word.to_ascii_lowercase();
    if let Some(stem) = FILE_ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending)) {
        return match version_in_file_name(stem) {
            Some(version) => Word::InFileName(version),
            None => Word::Text(word),
        };
    }
    let bytes = word.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let dotted = (0..bytes.len())
        .any(|at| bytes[at] == b'.' && ((at > 0 && is_digit(at - 1)) || is_digit(at + 1)));
    let only_numbers = !bytes.iter().any(u8::is_ascii_alphabetic) && is_digit(0);
    let number = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    // `4.56MB`
    if number.len() < lower.len()
        && number.parse::<Version>().is_ok()
        && profile.is_unit(&lower[number.len()..])
    {
        return Word::Text(word);
    }
    let is_number_sign =
        lower.strip_prefix("no.").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    if is_number_sign || !(dotted || only_numbers) {
        return Word::Text(word);
    }
    // `OQsComApp-1.0.9` glued to a name, as in a file's.
    let glued = bytes[0].is_ascii_alphabetic().then(|| version_in_file_name(&lower)).flatten();
    glued.map_or(Word::Malformed, Word::InFileName)
}

fn starts_with_version(text: &str, profile: &Profile) -> bool {
    let text = text.trim_start();
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    matches!(classify(&text[..end], profile), Word::Version(_))
}

fn take_word(entries: &mut Vec<Entry>, word: &str, profile: &Profile) {
    let current = entries.len() - 1;
    let entry = &mut entries[current];
    if entry.malformed {
        return;
    }
    let (version, in_file_name) = match classify(word, profile) {
        Word::Version(version) => (version, false),
        Word::InFileName(version) => (version, true),
        Word::Malformed => {
            entry.malformed = true;
            return;
        }
        Word::Text(text) => {
            entry.text(text);
            return;
        }
    };
    let Some(earlier) = &entry.version else {
        entry.version = Some(version);
        entry.in_file_name = in_file_name;
        return;
    };
    // `Windows 10 1.0.6`, `64ビット版 1.0.6`: what was taken for the version is a part of the label.
    let counts = !entry.after.starts_with(' ') && entry.after.contains(char::is_alphabetic);
    if earlier.segments().len() == 1
        && version.segments().len() > 1
        && (counts || !entry.label.trim().is_empty())
    {
        entry.loose |= entry.label.trim().is_empty();
        let after = std::mem::take(&mut entry.after);
        entry.label = format!("{}{earlier}{after}", entry.label);
        entry.version = Some(version);
        return;
    }
    // `1.0.9 build 123`, but not `画面:1.0.9 本体:362`.
    let named = entry.after.trim_end().strip_suffix(':');
    let is_remark = entry.after.contains(char::is_alphabetic)
        && named.is_none_or(|name| name.ends_with(is_digit));
    if version.segments().len() == 1 && is_remark {
        let text = version.to_string();
        entry.after.push_str(&text);
        return;
    }
    let between = std::mem::take(&mut entry.after);
    match Entry::after(&between, version) {
        Some(next) => entries.push(Entry { in_file_name, ..next }),
        None => entry.malformed = true,
    }
}

fn settle_entry(
    entry: &mut Entry,
    heading: Option<&str>,
    reading: &mut Reading,
    profile: &Profile,
) {
    if entry.malformed {
        reading.warn(WarningCode::VersionUnreadable);
        return;
    }
    let Some(version) = entry.version.take() else { return };
    let around = Around::of(entry, heading);
    if let Some(code) = around.objection(entry, &version, profile) {
        reading.warn(code);
        return;
    }
    if entry.in_file_name {
        reading.warn(WarningCode::VersionInFileName);
    }
    if around.is_qualified(entry, &version, profile) {
        reading.warn(WarningCode::VersionQualified);
    }
    let note = around.note(std::mem::take(&mut entry.notes), profile);
    reading.versions.push(PublishedVersion { version, note });
}

/// What stands around a version.
struct Around {
    /// In front, without the words for "version".
    label: String,
    /// The label without the signs at its ends.
    name: String,
    /// Behind it, without the signs at its ends.
    after: String,
    /// It is called a version.
    is_named: bool,
    /// What stands behind it touches it.
    is_attached: bool,
}

/// Signs that say nothing at the ends of a label or a remark.
const SIGNS: [char; 27] = [
    ' ', '~', '・', '-', '★', '☆', '●', '◎', '○', '■', '□', '◆', '◇', '▲', '△', '!', '。', '.',
    ',', ':', '=', '"', '\'', ')', ']', '」', '』',
];

/// Signs that make a bound.
const COMPARING: [char; 8] = ['<', '>', '≦', '≧', '≤', '≥', '≪', '≫'];

impl Around {
    fn of(entry: &Entry, heading: Option<&str>) -> Around {
        let (label, is_decorated) = undecorated_label(&entry.label, heading);
        let without_dot = |c: char| c != '.' && SIGNS.contains(&c);
        let name = label.trim_start_matches(without_dot).trim_end_matches(SIGNS).to_owned();
        let bare = entry.after.trim_start().trim_start_matches('版');
        let after = bare.trim_matches(SIGNS).to_owned();
        let is_named =
            is_decorated || label.ends_with(':') || bare.len() < entry.after.trim_start().len();
        let is_attached = !after.is_empty() && !entry.after.starts_with(' ');
        Around { label, name, after, is_named, is_attached }
    }

    /// Why the version does not count, if something speaks against it.
    fn objection(
        &self,
        entry: &Entry,
        version: &Version,
        profile: &Profile,
    ) -> Option<WarningCode> {
        let is_old = entry.is_old
            || [&self.name, &self.after].iter().any(|text| profile.is_old_mark(text))
            || entry.notes.iter().any(|note| is_old_note(note, profile));
        if is_old {
            return Some(WarningCode::VersionOld);
        }
        if profile.is_unit(&self.after) || profile.is_of_other(&self.name) {
            return Some(WarningCode::VersionUnreadable);
        }
        if entry.replaced {
            return Some(WarningCode::VersionChange);
        }
        if version.segments().len() == 1 && !self.allows_bare(entry, profile) {
            return Some(WarningCode::VersionUnreadable);
        }
        // The one Windows with a dot.
        let is_windows = self.name.to_ascii_lowercase().ends_with("windows");
        if is_windows && version.as_str() == "8.1" {
            return Some(WarningCode::VersionUnreadable);
        }
        looks_like_date(version).then_some(WarningCode::VersionDate)
    }

    /// One number alone is a version only where nothing else stands with it, or where it is called one.
    fn allows_bare(&self, entry: &Entry, profile: &Profile) -> bool {
        if entry.notes.iter().any(|note| mentions(note, profile).next().is_some()) {
            return false;
        }
        let is_separate = self.label.ends_with(' ') || !self.label.is_ascii();
        self.is_named
            || entry.after.trim().is_empty()
                && (self.label.is_empty() || (is_separate && !self.label.is_ascii()))
    }

    /// Whether the cell says more of the version than that it is the one.
    fn is_qualified(&self, entry: &Entry, version: &Version, profile: &Profile) -> bool {
        let notes = || entry.notes.iter().map(String::as_str);
        let is_compared = self.name.contains(COMPARING);
        // `1.0.9 本体 362` may be two versions.
        let has_number = self.after.contains(is_japanese) && has_digit(&self.after);
        let is_unknown = has_number || self.is_attached && !profile.is_new_mark(&self.after);
        let names_another = |note: &str| {
            could_be_the_same(note, profile)
                && mentions(note, profile).any(|other| other != *version)
        };
        entry.loose
            || is_compared
            || is_unknown
            || OR.contains(&self.name.as_str())
            || profile.is_qualified_by(&self.name)
            || notes().chain([self.after.as_str()]).any(|text| profile.is_qualifier(text))
            || notes().any(names_another)
            || !self.is_named && could_be_date(version)
    }

    fn note(self, notes: Vec<String>, profile: &Profile) -> Option<String> {
        let says = |text: &String| {
            !text.is_empty()
                && !profile.is_new_mark(text)
                && !AND.contains(&text.as_str())
                && !OR.contains(&text.as_str())
        };
        let around = [self.name, self.after].into_iter().filter(says);
        let notes = notes.into_iter().filter(|note| !note.trim_matches([' ', '~']).is_empty());
        let notes: Vec<_> = around.chain(notes).collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    }
}

/// Whether a note says that the version it stands with is old, and not which one was before it.
fn is_old_note(note: &str, profile: &Profile) -> bool {
    let words = &note[..note.find(is_digit).unwrap_or(note.len())];
    profile.is_old_mark(note)
        && profile.is_old_mark(words)
        && mentions(note, profile).next().is_none()
}

/// Whether a version that a note names could be the one that is looked for: `最新は1.0.10`, but not `旧1.0.8`, and not
/// that of another thing, as in `拡張機能は2.0.0.0`.
fn could_be_the_same(note: &str, profile: &Profile) -> bool {
    let is_past = profile.is_old_mark(note) || note.contains("から") || note.contains("より");
    let words = note.trim_matches(|c: char| is_digit(c) || SIGNS.contains(&c) || c == '(');
    let words = undecorated_label(words, None).0;
    let words = words.trim_end_matches(['は', 'が', ':', ' ']);
    let is_new = profile.is_new_mark(words) || words.contains("更新");
    let is_platform = words.to_ascii_lowercase().starts_with("win");
    !is_past && (words.is_empty() || is_new || is_platform || words.contains(ARROWS[0]))
}

/// The versions of several numbers that a note names; dates and sizes are none.
fn mentions<'n>(note: &'n str, profile: &'n Profile) -> impl Iterator<Item = Version> + 'n {
    let mut words = note.split(|c| !is_word(c)).filter(|word| !word.is_empty()).peekable();
    std::iter::from_fn(move || {
        let word = words.next()?;
        Some((word, words.peek().copied().unwrap_or_default()))
    })
    .filter_map(move |(word, next)| match classify(word, profile) {
        Word::Version(version) if version.segments().len() > 1 && !profile.is_unit(next) => {
            (!looks_like_date(&version) && !could_be_date(&version)).then_some(version)
        }
        _ => None,
    })
}

/// A label without the words for "version", and whether it had one.
fn undecorated_label(label: &str, heading: Option<&str>) -> (String, bool) {
    let text = label.trim_start();
    let bare = text.trim_end_matches([' ', ':', '=']);
    let lower = bare.to_ascii_lowercase();
    for word in ["バージョン情報", "バージョン", "version", "ver.", "ver", "版数", "第", "v.", "v"]
    {
        if let Some(rest) = lower.strip_suffix(word) {
            let before = &bare[..rest.len()];
            // The word itself, not the end of another one (`driver`).
            if !before.ends_with(|c: char| c.is_ascii_alphanumeric()) || !word.is_ascii() {
                return (before.trim().to_owned(), true);
            }
        }
    }
    match heading {
        Some(heading) if bare.is_empty() => (format!("{heading}:"), false),
        _ => (text.to_owned(), false),
    }
}

/// Whether two texts of notes or labels say the same.
pub(crate) fn same_text(a: &str, b: &str) -> bool {
    key(a) == key(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::Document;
    use WarningCode::{
        VersionChange as Change, VersionDate as IsDate, VersionDitto as Ditto,
        VersionInFileName as InFileName, VersionInvisible as Invisible, VersionMissing as Missing,
        VersionOld as Old, VersionPlaceholder as Placeholder, VersionQualified as Qualified,
        VersionUnreadable as Unreadable,
    };

    /// What a cell says: the cell's HTML, its versions each with its note in brackets, its warnings.
    type Cell = (&'static str, &'static str, &'static [WarningCode]);

    fn said(html: &str) -> (String, Vec<WarningCode>) {
        let page = Document::parse(&format!("<table><tr><td>{html}</table>")).unwrap();
        let text = page.tables()[0].grid().cell(0, 0).unwrap().text().clone();
        let reading = read(&text, Profile::built_in());
        let version = |published: &PublishedVersion| match &published.note {
            Some(note) => format!("{} [{note}]", published.version),
            None => published.version.to_string(),
        };
        let versions: Vec<_> = reading.versions.iter().map(version).collect();
        (versions.join(", "), reading.warnings)
    }

    fn check(cells: &[Cell]) {
        let mut wrong = String::new();
        for (html, versions, warnings) in cells {
            let got = said(html);
            if (got.0.as_str(), got.1.as_slice()) != (*versions, *warnings) {
                wrong +=
                    &format!("{html}\n    says {got:?}\n    not  {:?}\n", (versions, warnings));
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    #[test]
    fn dates_and_times_are_no_versions() {
        check(&[
            ("2022/10/17", "", &[IsDate]),
            ("2022.10.17", "", &[IsDate]),
            ("20221017", "", &[IsDate]),
            ("令和4年10月17日", "", &[IsDate]),
            ("R4.10.17", "", &[IsDate]),
            ("2022年10月", "", &[IsDate]),
            ("10/17", "", &[IsDate]),
            ("15:30", "", &[IsDate]),
            ("2022.10.17-1", "", &[IsDate]),
            ("1.0.9 (R4.10.17)", "1.0.9", &[]),
            ("1.0.9<br>2022/10/17", "1.0.9", &[]),
            ("2022/10/17 1.0.9", "1.0.9", &[]),
            ("2022/10/17 15:30 1.0.9", "1.0.9", &[]),
            ("1.0.9 10/17", "1.0.9", &[]),
            ("1.0.9 22/10/17", "1.0.9", &[]),
            ("1.0.9（10月17日）", "1.0.9 [10月17日]", &[]),
            ("1.0.9（2022年10月17日更新）", "1.0.9 [更新]", &[]),
            ("更新日：2022/10/17 バージョン：1.0.9", "1.0.9 [更新日]", &[]),
            // What only looks like a date is asked about.
            ("2022", "2022", &[Qualified]),
            ("2022.10", "2022.10", &[Qualified]),
            ("22.10.17", "22.10.17", &[Qualified]),
            ("Ver.2022", "2022", &[]),
            ("2023.1", "2023.1", &[]),
            ("2022.1.0", "2022.1.0", &[]),
            ("2022.10.17.3", "2022.10.17.3", &[]),
        ]);
    }

    #[test]
    fn several_versions_are_told_from_ranges_and_changes() {
        check(&[
            ("1.0.9<br>1.0.10", "1.0.9, 1.0.10", &[]),
            ("1.0.9、1.0.10", "1.0.9, 1.0.10", &[]),
            ("1.0.9 / 1.0.10（Win11）", "1.0.9, 1.0.10 [Win11]", &[]),
            ("1.0.9,1.0.10", "1.0.9, 1.0.10", &[]),
            ("1.0.9;1.0.10", "1.0.9, 1.0.10", &[]),
            ("1.0.9|1.0.10", "1.0.9, 1.0.10", &[]),
            ("1.0.9・1.0.10", "1.0.9, 1.0.10", &[]),
            ("1.0.9および1.0.10", "1.0.9, 1.0.10", &[]),
            ("<ul><li>1.0.9<li>1.0.10</ul>", "1.0.9, 1.0.10", &[]),
            ("Win10: 1.0.6 / Win11: 1.0.7", "1.0.6 [Win10], 1.0.7 [Win11]", &[]),
            ("x64:1.0.9 x86:1.0.8", "1.0.9 [x64], 1.0.8 [x86]", &[]),
            ("Windows 10 1.0.6 / Windows 11 1.0.7", "1.0.6 [Windows 10], 1.0.7 [Windows 11]", &[]),
            ("Windows 10/11: 1.0.9", "1.0.9 [Windows 10/11]", &[]),
            ("1.0.9 Windows 10/11", "1.0.9 [Windows 10/11]", &[]),
            ("画面：362、CPS-100：2.26", "362 [画面], 2.26 [CPS-100]", &[]),
            // Which of them holds is not said.
            ("1.0.9 or 1.0.10", "1.0.9, 1.0.10", &[Qualified]),
            ("1.0.9または1.0.10", "1.0.9, 1.0.10", &[Qualified]),
            ("1.0.9 1.0.10", "1.0.9, 1.0.10", &[Qualified]),
            ("362、2.26", "362, 2.26", &[Qualified]),
            // A change: the new one.
            ("1.0.8→1.0.9→1.0.10", "1.0.10", &[Change]),
            ("1.0.8 -&gt; 1.0.9", "1.0.9", &[Change]),
            ("1.0.8から1.0.9", "1.0.9", &[Change]),
            ("1.0.8<br>↓<br>1.0.9", "1.0.9", &[Change]),
            ("1.0.9 ← 1.0.8", "1.0.9", &[Change]),
            ("1.0.8 ← 旧<br>1.0.9 ← 新", "1.0.9", &[Old]),
            ("画面：1.0.9 本体：362", "1.0.9 [画面], 362 [本体]", &[]),
            ("64ビット版 1.0.9", "1.0.9 [64ビット版]", &[Qualified]),
            ("1.0.9 → 準備中", "", &[Change, Placeholder]),
            // Ranges and what is no list.
            ("1.0.5～1.0.9", "", &[Unreadable]),
            ("1.0.5 － 1.0.9", "", &[Unreadable]),
            ("1.0.5 to 1.0.9", "", &[Unreadable]),
            ("1.0.9～", "", &[Unreadable]),
            ("～1.0.9", "", &[Unreadable]),
            ("1.0.8 &gt; 1.0.9", "", &[Unreadable]),
            ("1,0,9", "", &[Unreadable]),
            ("1.0,9", "", &[Unreadable]),
            ("1.0。9", "", &[Unreadable]),
            ("1・0・9", "", &[Unreadable]),
            ("1. 0. 9", "", &[Unreadable]),
            ("1:0:9", "", &[Unreadable]),
            ("1/0/9", "", &[Unreadable]),
            ("http://example.jp/1.0.9/", "", &[Unreadable]),
        ]);
    }

    #[test]
    fn lines_belong_together() {
        check(&[
            ("Win10:1.0.6<br>Win11:1.0.7", "1.0.6 [Win10], 1.0.7 [Win11]", &[]),
            ("Windows専用<br>1.0.9", "1.0.9 [Windows専用]", &[]),
            ("【Win10】<br>1.0.6<br>【Win11】<br>1.0.7", "1.0.6 [Win10], 1.0.7 [Win11]", &[]),
            ("1.0.6<br>（Win10）<br>1.0.7<br>（Win11）", "1.0.6 [Win10], 1.0.7 [Win11]", &[]),
            ("(32bit)1.0.8 (64bit)1.0.9", "1.0.8 [32bit], 1.0.9 [64bit]", &[]),
            ("画面<br>362<br>CPS-100<br>2.26", "362 [画面], 2.26 [CPS-100]", &[]),
            ("バージョン<br>1.0.9", "1.0.9", &[]),
            ("1.0.9<br>以降", "1.0.9 [以降]", &[Qualified]),
            ("1.0.<br>9", "", &[Unreadable]),
            ("<div>1.0</div><div>.9</div>", "", &[Unreadable]),
            ("旧1.0.8 新1.0.9", "1.0.9", &[Old]),
            ("旧：1.0.8<br>新：1.0.9", "1.0.9", &[Old]),
            ("（新）1.0.9（旧）1.0.8", "1.0.9 [新]", &[Old]),
            ("最新：1.0.9 旧：1.0.8、1.0.7", "1.0.9", &[Old]),
            ("1.0.9<br>旧バージョン<br>1.0.8<br>1.0.7", "1.0.9", &[Old]),
            ("1.0.8（旧）<br>1.0.9（新）", "1.0.9 [新]", &[Old]),
            ("1.0.9<br>（旧）", "", &[Old]),
            ("1.0.9 廃止", "", &[Old]),
            ("旧バージョン 1.0.8", "", &[Old]),
            ("Old: 1.0.8 New: 1.0.9", "1.0.9", &[Old]),
        ]);
    }

    #[test]
    fn where_no_version_is_the_cell_says_so() {
        check(&[
            ("", "", &[Missing]),
            ("　&nbsp;", "", &[Missing]),
            ("<span hidden>1.0.9</span>", "", &[Missing]),
            ("<select><option>1.0.8<option>1.0.9</select>", "", &[Missing]),
            ("準備中", "", &[Placeholder]),
            ("未定", "", &[Placeholder]),
            ("-", "", &[Placeholder]),
            ("－", "", &[Placeholder]),
            ("―", "", &[Placeholder]),
            ("…", "", &[Placeholder]),
            ("なし", "", &[Placeholder]),
            ("準備中（1.0.9）", "", &[Placeholder]),
            ("－（1.0.9）", "", &[Placeholder]),
            ("〃", "", &[Ditto]),
            ("同上", "", &[Ditto]),
            ("1.0.9 / －", "1.0.9", &[Placeholder]),
            ("Win10: 1.0.9 / Win11: 準備中", "1.0.9 [Win10]", &[Placeholder]),
            ("Win10：準備中<br>Win11：1.0.9", "1.0.9 [Win11]", &[Placeholder]),
        ]);
    }

    #[test]
    fn what_stands_around_a_version_is_a_note_or_a_doubt() {
        check(&[
            ("1.0.9（Windows 10）", "1.0.9 [Windows 10]", &[]),
            ("1.0.9 Win11", "1.0.9 [Win11]", &[]),
            ("v1.0.9 (build 20221017)", "1.0.9 [build 20221017]", &[]),
            ("1.0.9 (4.56 MB)", "1.0.9 [4.56 MB]", &[]),
            ("1.0.9 NEW!", "1.0.9", &[]),
            ("最新：1.0.9（旧：1.0.8）", "1.0.9 [旧:1.0.8]", &[]),
            ("1.0.9（1.0.8から更新）", "1.0.9 [1.0.8から更新]", &[]),
            ("2.3.0（拡張機能は2.0.0.0）", "2.3.0 [拡張機能は2.0.0.0]", &[]),
            ("最新版（1.0.9）", "1.0.9", &[]),
            ("★1.0.9", "1.0.9", &[]),
            ("「1.0.9」", "1.0.9", &[]),
            // The cell says more than that this is the version.
            ("1.0.9以上", "1.0.9 [以上]", &[Qualified]),
            ("Version1.0.9以降", "1.0.9 [以降]", &[Qualified]),
            ("≧1.0.9", "1.0.9 [≧]", &[Qualified]),
            ("約1.0", "1.0 [約]", &[Qualified]),
            ("1.0.9(予定)", "1.0.9 [予定]", &[Qualified]),
            ("次期：1.0.10", "1.0.10 [次期]", &[Qualified]),
            ("1.0.9 β版", "1.0.9 [β版]", &[Qualified]),
            ("1.0.9 SP1", "1.0.9 [SP1]", &[Qualified]),
            ("1.0.9改", "1.0.9 [改]", &[Qualified]),
            ("1.0.9は使用しないでください", "1.0.9 [は使用しないでください]", &[Qualified]),
            ("1.0.8（最新は1.0.9）", "1.0.8 [最新は1.0.9]", &[Qualified]),
            ("1.0.8（→1.0.9）", "1.0.8 [→1.0.9]", &[Qualified]),
            ("1.0.9（1.0.10）", "1.0.9 [1.0.10]", &[Qualified]),
            ("1.0.9、（1.0.10）", "1.0.9 [1.0.10]", &[Qualified]),
            ("10/31まで1.0.9、11/1から1.0.10", "1.0.9 [まで], 1.0.10", &[Qualified]),
            ("第２版（1.0.9）", "", &[Unreadable]),
        ]);
    }

    #[test]
    fn numbers_of_other_things_are_no_versions() {
        check(&[
            ("4.56MB", "", &[Unreadable]),
            ("4.56 MB", "", &[Unreadable]),
            ("サイズ：4.56", "", &[Unreadable]),
            ("1.0.9 4.56MB", "1.0.9 [4.56MB]", &[]),
            ("3.5インチ", "", &[Unreadable]),
            ("Windows 10", "", &[Unreadable]),
            ("Win11", "", &[Unreadable]),
            ("Windows 8.1", "", &[Unreadable]),
            ("TLS 1.2", "", &[Unreadable]),
            ("CPS-100", "", &[Unreadable]),
            ("CPS-100：2.26", "2.26 [CPS-100]", &[]),
            ("(CPS-100) 2.26", "2.26 [CPS-100]", &[]),
            (".NET Framework 4.8", "", &[Unreadable]),
            ("1.0.9<br>.NET 4.8", "1.0.9", &[Unreadable]),
            ("KB5031356", "", &[Unreadable]),
            ("No.9", "", &[Unreadable]),
            ("OQsComApp.msi", "", &[Unreadable]),
            ("OQsComApp.msi 1.0.9", "1.0.9 [OQsComApp.msi]", &[]),
            ("OQsComApp.msi（1.0.9）", "1.0.9 [OQsComApp.msi]", &[Qualified]),
            ("OQsComApp_1.0.9.msi", "1.0.9", &[InFileName]),
            ("https://example.jp/OQsComApp_1.0.9.msi", "1.0.9", &[InFileName]),
        ]);
    }

    #[test]
    fn a_version_is_digits_between_dots() {
        check(&[
            ("1.0.9", "1.0.9", &[]),
            ("1.1.1.1.2", "1.1.1.1.2", &[]),
            ("10.10", "10.10", &[]),
            ("362", "362", &[]),
            ("1.0.09", "1.0.09", &[]),
            ("１．０．９", "1.0.9", &[]),
            ("1．0．9", "1.0.9", &[]),
            ("1.0.9　", "1.0.9", &[]),
            ("<b>1.0</b>.9", "1.0.9", &[]),
            ("1.0<wbr>.9", "1.0.9", &[]),
            ("v1.0.9", "1.0.9", &[]),
            ("ver 1.0.9", "1.0.9", &[]),
            ("Ｖｅｒ１．０．９", "1.0.9", &[]),
            ("Ver.：1.0.9", "1.0.9", &[]),
            ("バージョン　１．０．９", "1.0.9", &[]),
            ("ﾊﾞｰｼﾞｮﾝ:1.0.9", "1.0.9", &[]),
            ("第1.0.9版", "1.0.9", &[]),
            ("第２版", "2", &[]),
            ("1.0.9版", "1.0.9", &[]),
            ("1.0.&#8203;9", "1.0.9", &[Invisible]),
            ("1.0.9a", "", &[Unreadable]),
            ("1.0.9β", "", &[Unreadable]),
            ("1.0.9-beta", "", &[Unreadable]),
            ("1.0.9-1", "", &[Unreadable]),
            ("1.0.x", "", &[Unreadable]),
            ("1.0.*", "", &[Unreadable]),
            ("1.0.9.", "", &[Unreadable]),
            (".1.0.9", "", &[Unreadable]),
            ("1.0..9", "", &[Unreadable]),
            ("-1.0.9", "", &[Unreadable]),
            ("l.0.9", "", &[Unreadable]),
            ("1.O.9", "", &[Unreadable]),
            ("1.0.٩", "", &[Unreadable]),
            ("1.0.九", "", &[Unreadable]),
            ("1.0.9 rev.2", "", &[Unreadable]),
            ("1.0.99999999999999999999", "", &[Unreadable]),
        ]);
    }

    #[test]
    fn footnotes_and_what_is_struck_out_are_no_part_of_a_version() {
        check(&[
            ("1.0.9<sup>2</sup>", "1.0.9", &[]),
            ("1.0.9<sup>※1</sup>", "1.0.9", &[]),
            ("1.0.9<small><sup><a href='#n'>2</a></sup></small>", "1.0.9", &[]),
            ("1.0.9 <span style='vertical-align:super'>2</span>", "1.0.9", &[]),
            ("<sup>1.0.9</sup>", "1.0.9", &[]),
            ("<i hidden>9</i>1.0.9<sup>2</sup>", "1.0.9", &[]),
            ("1.0.9<sup>2</sup><br>1.0.10<i hidden>9</i>", "1.0.9, 1.0.10", &[]),
            ("<i hidden>9</i>1.0.9 <s>1.0.8</s>", "1.0.9", &[Old]),
            ("1.0.9²", "1.0.9", &[]),
            ("1.0.9①", "1.0.9", &[]),
            ("①1.0.9", "1.0.9", &[]),
            ("1.0.9※", "1.0.9", &[]),
            ("1.0.9 ※1", "1.0.9", &[]),
            ("1.0.9※1,2", "1.0.9", &[]),
            ("1.0.9*1、*2", "1.0.9", &[]),
            ("1.0.9＊２", "1.0.9", &[]),
            ("1.0.9注1", "1.0.9", &[]),
            ("1.0.9（注1）", "1.0.9 [注1]", &[]),
            ("※1.0.9", "1.0.9", &[]),
            ("※1、1.0.9", "1.0.9", &[]),
            ("<ruby>1.0.9<rt>いってんれい</rt></ruby>", "1.0.9", &[]),
            ("<s>1.0.8</s> 1.0.9", "1.0.9", &[Old]),
            ("<del>1.0.8</del>→1.0.9", "1.0.9", &[Old]),
            ("<span style='text-decoration:line-through'>1.0.8</span>", "", &[Old]),
            ("1.0.8<sup>旧</sup><br>1.0.9<sup>新</sup>", "1.0.9", &[Old]),
            // What could be a part of the version is asked about.
            ("1.0<sup>.9</sup>", "1.0", &[Qualified]),
            ("1.0.9<small>2</small>", "", &[Unreadable]),
            ("1.0.9<a href='#n'>2</a>", "", &[Unreadable]),
            ("⒈0.9", "", &[Unreadable]),
            ("1.0.⑨", "", &[Unreadable]),
            ("1.0.9 2)", "1.0.9", &[Qualified, Unreadable]),
        ]);
    }
}
