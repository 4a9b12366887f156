//! What a version's cell says: versions with their notes, placeholders, dates, what is old, what is unclear.
//!
//! The rule: a number is a version only where nothing around it says otherwise. What is not understood gives no
//! version, and a warning.

use std::cmp::Reverse;

use crate::date::Date;
use crate::html::{Mark, MarkKind, Text};
use crate::profile::Profile;
use crate::snapshot::PublishedVersion;
use crate::spelling::{is_invisible, key, normalized};
use crate::version::Version;
use crate::warning_code::WarningCode;

mod around;
mod dates;
mod entries;
mod signs;

use around::mentions;
use dates::could_be_date;
pub(crate) use dates::{DATE, looks_like_date, without_dates};
use entries::{Entries, Entry};
use signs::{ARROWS, BACK_ARROWS, CLIMBING, called_version, without_list_number};
pub(crate) use signs::{is_word, parenthesis};

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
    /// A version stands there without a label.
    unlabelled: bool,
    /// Which of the versions do not hold yet.
    planned: Vec<usize>,
}

impl Reading {
    /// What stands around the cell says that its versions no longer hold.
    pub(crate) fn leave_out_old(&mut self) {
        if !self.versions.is_empty() {
            self.versions.clear();
            self.warn(WarningCode::VersionOld);
        }
    }

    pub(crate) fn warn(&mut self, code: WarningCode) {
        if !self.warnings.contains(&code) {
            self.warnings.push(code);
        }
    }

    /// Takes out the versions that do not hold yet, if one does; as they stand there.
    fn take_planned(&mut self) -> Vec<String> {
        let planned = std::mem::take(&mut self.planned);
        if planned.len() == self.versions.len() {
            return Vec::new();
        }
        let mut at = 0;
        let mut taken = Vec::new();
        self.versions.retain(|published| {
            let holds = !planned.contains(&at);
            at += 1;
            if !holds {
                let note = published.note.as_deref().unwrap_or_default();
                taken.push(format!("{note} {}", published.version).trim().to_owned());
            }
            holds
        });
        taken
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
        let mut reading = plain(version, !cell.as_str().starts_with(is_digit));
        if may_be_numbered(cell.as_str()) {
            reading.warn(WarningCode::VersionQualified);
        }
        return reading;
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
    let whole = text;
    let text = whole.reduced_by(|mark| is_small_footnote(&whole, mark));
    let has_small = text != whole;
    let is_link = |mark: &&Mark| matches!(mark.kind, MarkKind::Link(_));
    if text.marks().iter().filter(is_link).any(|mark| is_inside_number(&text, mark)) {
        return Reading::only(WarningCode::VersionUnreadable);
    }
    let mut reading = read_lines(&text, profile);
    if raised == Raised::Version || has_small {
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

/// An arrow at the edge of a cell, which points from one cell to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Arrow {
    /// All that the cell says.
    Alone,
    /// In front: the cell replaces those before.
    Ahead,
    /// At the end: the next cell replaces it.
    Behind,
    /// The cells from here on are replaced.
    Back,
}

/// The arrow at a cell's edge.
pub(crate) fn arrow(cell: &Text) -> Option<Arrow> {
    let text = folded(&cell.without(&UNSAID));
    // から is the end of many texts.
    let mut arrows = ARROWS.iter().filter(|arrow| !arrow.ends_with('ら')).chain(&CLIMBING);
    if BACK_ARROWS.iter().any(|arrow| text.starts_with(arrow)) {
        return Some(Arrow::Back);
    }
    arrows.find_map(|arrow| match (text == **arrow, text.starts_with(*arrow)) {
        (true, _) => Some(Arrow::Alone),
        (_, true) => Some(Arrow::Ahead),
        _ => text.ends_with(*arrow).then_some(Arrow::Behind),
    })
}

/// `１．1.0.9`: the first number may be that of a list.
fn may_be_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c| ('０'..='９').contains(&c));
    let behind = rest.strip_prefix('．').filter(|_| rest.len() < text.len());
    behind.is_some_and(|behind| behind.is_ascii() && behind.contains('.'))
}

/// Whether a part begins inside a number: `1.0.9<a>2</a>` may be 1.0.92, or not.
fn is_inside_number(cell: &Text, mark: &Mark) -> bool {
    let (before, marked) = cell.as_str().split_at(mark.range.start);
    before.ends_with(is_digit) && marked.starts_with(is_digit)
}

/// Whether a mark is small print that begins inside a number, as in `1.0.9<small>2</small>`: a footnote, it seems.
fn is_small_footnote(cell: &Text, mark: &Mark) -> bool {
    // Where the digits before are small too, a word processor has cut the text into pieces.
    let goes_on = |other: &Mark| other.kind == mark.kind && other.range.end == mark.range.start;
    mark.kind == MarkKind::Small
        && is_inside_number(cell, mark)
        && !cell.marks().iter().any(goes_on)
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
        let line = without_list_number(line, self.profile);
        let called = called_version(line);
        let line = called.as_deref().unwrap_or(line);
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
        unread.extend(reading.take_planned());
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
    let arrows = ARROWS.iter().chain(&BACK_ARROWS).chain(&CLIMBING);
    let by_arrow = arrows.copied().any(|arrow| line.starts_with(arrow) || before.ends_with(arrow));
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
pub(crate) fn folded(text: &str) -> String {
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
    if !folded.contains(['<', '>', '→', '⇒']) {
        return folded;
    }
    with_arrows(&folded)
}

/// `-->`, `=>`, `ー>` and `―→` as one arrow.
fn with_arrows(folded: &str) -> String {
    let is_shaft = |c| matches!(c, '-' | '=' | '─' | '―' | '—' | '–' | 'ー' | '~');
    let mut out = String::with_capacity(folded.len());
    for c in folded.replace("<-", "←").chars() {
        let bare = out.trim_end_matches(is_shaft).len();
        let is_arrow =
            matches!(c, '→' | '⇒') || c == '>' && (bare < out.len() || out.ends_with('>'));
        if is_arrow {
            out.truncate(bare);
            out.truncate(out.trim_end_matches('>').len());
        }
        out.push(if is_arrow { '→' } else { c });
    }
    out
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
            ("2022/10/17 15:30:12 1.0.9", "1.0.9", &[]),
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
            ("1.0.8 --&gt; 1.0.9", "1.0.9", &[Change]),
            ("1.0.8 ＝＞ 1.0.9", "1.0.9", &[Change]),
            ("1.0.8 ー＞ 1.0.9", "1.0.9", &[Change]),
            ("1.0.8 ―→ 1.0.9", "1.0.9", &[Change]),
            ("1.0.8 &gt;&gt; 1.0.9", "1.0.9", &[Change]),
            ("1.0.8 ➡ 1.0.9", "1.0.9", &[Change]),
            ("1.0.8 ▷ 1.0.9", "1.0.9", &[Change]),
            ("1.0.8 ＞ 1.0.9", "1.0.9", &[Change]),
            ("1.0.8 » 1.0.9", "1.0.9", &[Change]),
            // Not in that order.
            ("1.0.9 &gt; 1.0.8", "", &[Unreadable]),
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
            ("1,0,9", "", &[Unreadable]),
            ("1.0,9", "", &[Unreadable]),
            ("1.0。9", "", &[Unreadable]),
            ("1・0・9", "", &[Unreadable]),
            ("1. 0. 9", "", &[Unreadable]),
            ("1. 1.0.9", "", &[Unreadable]),
            ("1:0:9", "", &[Unreadable]),
            ("1/0/9", "", &[Unreadable]),
            ("http://example.jp/1.0.9/", "", &[Unreadable]),
        ]);
    }

    #[test]
    fn what_does_not_hold_yet_is_left_out_beside_what_holds() {
        check(&[
            ("現行：1.0.9／次期：1.1.0", "1.0.9", &[Qualified]),
            ("1.0.9 次期 1.1.0", "1.0.9", &[Qualified]),
            ("1.0.9<br>1.1.0（予定）", "1.0.9", &[Qualified]),
            ("現在 1.0.9（次回 1.1.0 予定）", "1.0.9 [次回 1.1.0 予定]", &[Qualified]),
            ("1.0.9（2024/4/1より1.1.0）", "1.0.9 [より1.1.0]", &[Qualified]),
            ("1.0.9（4月1日から1.1.0）", "1.0.9 [4月1日から1.1.0]", &[Qualified]),
            ("1.0.9（1.0.8より更新）", "1.0.9 [1.0.8より更新]", &[]),
            ("現行 1.0.9 → 次期 1.1.0", "1.0.9", &[Qualified]),
            ("1.0.9 → 1.1.0（4/1予定）", "1.0.9", &[Qualified]),
            ("次期：1.1.0", "1.1.0 [次期]", &[Qualified]),
            ("1.0.9 更新中", "1.0.9 [更新中]", &[Qualified]),
            ("更新中", "", &[Placeholder]),
        ]);
    }

    #[test]
    fn the_numbers_of_systems_are_no_versions() {
        check(&[
            ("1.0.9<br>対象：Windows 10", "1.0.9", &[]),
            ("1.0.6<br>OS：Win11", "1.0.6", &[]),
            ("1.0.9<br>対象OS Windows 11", "1.0.9", &[]),
            ("1.0.9<br>Windows 10 22H2", "1.0.9", &[]),
            ("1.0.9<br>Microsoft Edge 114以降", "1.0.9", &[]),
            ("1.2.0.0 対応OS：Windows 10、11", "1.2.0.0 [対応OS:Windows 10、11]", &[]),
            ("対象：Windows 10<br>1.0.9", "1.0.9 [対象:Windows 10]", &[]),
            ("対応OS：Windows 10 バージョン：1.0.9", "1.0.9 [対応OS:Windows 10]", &[]),
            ("1.0.9<br>対応OS：Windows 10 バージョン1909", "1.0.9", &[Unreadable]),
            ("1.0.9<br>Edge 114.0.1823", "1.0.9", &[Unreadable]),
            ("Edge: 2.2.0 / Chrome: 2.3.0", "2.2.0 [Edge], 2.3.0 [Chrome]", &[]),
            ("Win10：362／Win11：363", "362 [Win10], 363 [Win11]", &[]),
            // Of something else, or not.
            ("1.0.9<br>拡張機能：2.0.0.0", "1.0.9, 2.0.0.0 [拡張機能]", &[Qualified]),
            ("1.0.9、ただしWin11は1.0.10", "1.0.9, 1.0.10 [ただしWin11は]", &[Qualified]),
            ("本体 1.0.9<br>DLL 1.0.6", "1.0.9 [本体], 1.0.6 [DLL]", &[]),
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
            ("1.0.9<span>NEW</span>", "1.0.9", &[]),
            ("1.0.9updated", "1.0.9", &[]),
            ("1.0.9<br><small>次期バージョン：1.1.0</small>", "1.0.9", &[Qualified]),
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
            ("1.0.9（配布停止中）", "1.0.9 [配布停止中]", &[Qualified]),
            ("1.0.9（仮）", "1.0.9 [仮]", &[Qualified]),
            ("1.0.9（検証中）", "1.0.9 [検証中]", &[Qualified]),
            ("1.0.9（公開を取り下げ）", "1.0.9 [公開を取り下げ]", &[Qualified]),
            ("1.0.9（仮想環境）", "1.0.9 [仮想環境]", &[]),
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
            ("v.1.0.9", "1.0.9", &[]),
            ("Rev.4", "4", &[]),
            ("1) 1.0.9", "1.0.9", &[]),
            ("（2）1.0.6", "1.0.6", &[]),
            ("①1.0.9", "1.0.9", &[]),
            ("１.0.9", "1.0.9", &[]),
            // The first number may be that of a list.
            ("１．1.0.9", "1.1.0.9", &[Qualified]),
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
            ("1.0.9<span style='vertical-align:4px;font-size:70%'>2</span>", "1.0.9", &[]),
            ("1.0.9<span style='vertical-align:text-top'>2</span>", "1.0.9", &[]),
            ("1.0.9<span style='mso-text-raise:5.0pt;font-size:7pt'>2</span>", "1.0.9", &[]),
            ("1.0.9<span style='position:relative;top:-3.0pt'>2</span>", "1.0.9", &[]),
            ("1.0.9<span class='sup'>2</span>", "1.0.9", &[]),
            ("1.0.9<a class='footnote' href='#n'>2</a>", "1.0.9", &[]),
            (
                "1.0.9<span class=MsoFootnoteReference><span lang=EN-US>[1]</span></span>",
                "1.0.9",
                &[],
            ),
            (
                "1.0.9<span style='vertical-align:baseline;mso-text-raise:0pt'>2</span>",
                "1.0.92",
                &[],
            ),
            ("1.0.9<span style='position:relative;top:0'>2</span>", "1.0.92", &[]),
            ("1.0.9<span class='supplement'>2</span>", "1.0.92", &[]),
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
            ("1.0.9<small>2</small>", "1.0.9", &[Qualified]),
            ("1.0.9<font size=1>2</font>", "1.0.9", &[Qualified]),
            ("1.0.9<font size='-2'>2</font>", "1.0.9", &[Qualified]),
            ("1.0.9<span style='font-size:70%'>2</span>", "1.0.9", &[Qualified]),
            ("1.0.9<span style='font-size:7.0pt;color:red'>2</span>", "1.0.9", &[Qualified]),
            ("1.0.9<a href='#n'><small>2</small></a>", "1.0.9", &[Qualified]),
            ("1.0.9<a href='#n'>2</a>", "", &[Unreadable]),
            ("<small>1.0.9</small>", "1.0.9", &[]),
            ("<font size=2>1.0.1</font><font size=2>0</font>", "1.0.10", &[]),
            ("⒈0.9", "", &[Unreadable]),
            ("1.0.⑨", "", &[Unreadable]),
            ("1.0.9 2)", "1.0.9", &[Qualified, Unreadable]),
        ]);
    }
}
