//! A line of a version's cell as versions, each with the text around it.

use super::around::{self, mentions, undecorated_label};
use super::dates::{DATE, without_dates};
use super::signs::{
    AND, ARROWS, BACK_ARROWS, CLIMBING, OR, Word, after_any, after_note_mark, classify,
    is_japanese, is_word, parenthesis, platform, starts_with_version, version_ahead,
    without_addresses, without_footnote,
};
use super::{Reading, is_digit, is_placeholder};
use crate::profile::Profile;
use crate::version::Version;
use crate::warning_code::WarningCode;

/// A version of a cell with the text around it.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) label: String,
    pub(super) version: Option<Version>,
    pub(super) after: String,
    pub(super) notes: Vec<String>,
    pub(super) malformed: bool,
    pub(super) in_file_name: bool,
    /// What an arrow points away from.
    pub(super) replaced: bool,
    /// Stands in a list of what is old.
    pub(super) is_old: bool,
    /// Comes behind another version without anything between.
    pub(super) loose: bool,
    /// Separated from the entry before by a comma or a slash.
    pub(super) separator: Option<char>,
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

    pub(super) fn is_label_only(&self) -> bool {
        self.version.is_none() && !self.malformed && !self.label.trim().is_empty()
    }

    pub(super) fn says_no_version(&self) -> bool {
        self.version.is_none() && !self.malformed
    }

    /// Whether what stands around the version says that it does not hold yet.
    pub(super) fn is_planned(&self, profile: &Profile) -> bool {
        // A note that names a version tells of that one.
        let notes = self.notes.iter().filter(|note| mentions(note, profile).next().is_none());
        notes.chain([&self.label, &self.after]).any(|text| profile.is_planned(text))
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

pub(super) struct Entries(pub(super) Vec<Entry>);

impl Entries {
    /// Splits a folded line.
    pub(super) fn of(line: &str, reading: &mut Reading, profile: &Profile) -> Entries {
        let line = without_dates(&without_addresses(line), reading);
        let splitter = Splitter {
            line: &line,
            rest: &line,
            done: Vec::new(),
            entry: Entry::default(),
            profile,
        };
        let mut entries = join_remarks(splitter.split());
        entries.iter_mut().for_each(|entry| entry.take_from_note(profile));
        entries.retain(|entry| !entry.is_empty());
        Entries(entries)
    }

    /// `現行 1.0.9 → 次期 1.1.0`: what an arrow points away from holds until then.
    fn keep_what_holds(&mut self, profile: &Profile) {
        for at in 1..self.0.len() {
            let [before, next] = &mut self.0[at - 1..=at] else { continue };
            before.replaced &= next.version.is_none() || !next.is_planned(profile);
        }
    }

    /// Turns the entries into versions and warnings.
    pub(super) fn settle(mut self, reading: &mut Reading, profile: &Profile) {
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
        self.keep_what_holds(profile);
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
            around::settle(entry, heading.as_deref(), reading, profile);
            let label = || entry.label.trim().trim_end_matches(':').trim_end().to_owned();
            heading = names.then(label);
        }
    }
}

/// A line that is split into entries.
struct Splitter<'l> {
    line: &'l str,
    rest: &'l str,
    done: Vec<Entry>,
    /// The entry at hand.
    entry: Entry,
    profile: &'l Profile,
}

impl<'l> Splitter<'l> {
    fn split(mut self) -> Vec<Entry> {
        while let Some(c) = self.rest.chars().next() {
            let is_taken = self.note(c) || self.arrow() || self.platform() || self.note_mark();
            if !is_taken {
                self.character(c);
            }
        }
        self.done.push(self.entry);
        self.done
    }

    fn begin(&mut self, next: Entry) {
        self.done.push(std::mem::replace(&mut self.entry, next));
    }

    /// A parenthesis is a note, unless it holds all that the line says.
    fn note(&mut self, c: char) -> bool {
        let Some((inside, after)) = parenthesis(self.rest) else { return false };
        let is_first = self.done.is_empty() && self.entry.is_empty();
        if is_first && after.trim().is_empty() && inside.trim().parse::<Version>().is_ok() {
            self.rest = inside;
            return true;
        }
        // `(32bit)1.0.8 (64bit)1.0.9`: what stands in front is said of the version behind it.
        let leads = !self.done.is_empty() || self.entry.version.is_some();
        let note = inside.replace(DATE, "").trim().to_owned();
        if leads && self.line.starts_with(c) && starts_with_version(after, self.profile) {
            self.begin(Entry { notes: vec![note], ..Entry::default() });
        } else {
            self.entry.notes.push(note);
        }
        self.rest = after;
        true
    }

    /// What follows a sign that points to a higher version.
    fn after_climbing(&self) -> Option<&'l str> {
        let after = after_any(self.rest, &CLIMBING)?;
        let next = version_ahead(after, self.profile)?;
        self.entry.version.as_ref().is_some_and(|version| next > *version).then_some(after)
    }

    fn arrow(&mut self) -> bool {
        let after = after_any(self.rest, &ARROWS).or_else(|| self.after_climbing());
        if let Some(after) = after {
            self.entry.replaced |= self.entry.version.is_some();
            self.begin(Entry::default());
            self.rest = after;
        } else if let Some(after) = after_any(self.rest, &BACK_ARROWS) {
            self.begin(Entry { replaced: true, ..Entry::default() });
            self.rest = after;
        } else {
            return false;
        }
        true
    }

    fn platform(&mut self) -> bool {
        let before = self.line[..self.line.len() - self.rest.len()].chars().next_back();
        if before.is_some_and(is_word) {
            return false;
        }
        let Some(length) = platform(self.rest, self.profile) else { return false };
        self.entry.text(&self.rest[..length]);
        self.rest = &self.rest[length..];
        true
    }

    fn note_mark(&mut self) -> bool {
        let Some(after) = after_note_mark(self.rest) else { return false };
        self.rest = after;
        true
    }

    fn character(&mut self, c: char) {
        let (text, after) = self.rest.split_at(c.len_utf8());
        let is_of_version = || {
            c.is_alphabetic() && !is_japanese(c) && self.entry.ends_in_version(self.rest, self.line)
        };
        match c {
            '、' | '/' | ',' | ';' | '|' => {
                self.begin(Entry { separator: Some(c), ..Entry::default() });
            }
            '~' | '…' if self.entry.is_bound(self.rest) => self.entry.malformed = true,
            '※' | '*' | '†' | '‡' => {
                self.rest = without_footnote(after);
                return;
            }
            DATE => {
                self.rest = after.trim_start_matches([':', '~']);
                return;
            }
            c if is_word(c) => {
                let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
                let (word, after) = self.rest.split_at(end);
                self.word(word);
                self.rest = after;
                return;
            }
            _ if is_of_version() => self.entry.malformed = true,
            _ => self.entry.text(text),
        }
        self.rest = after;
    }

    fn word(&mut self, word: &str) {
        if self.entry.malformed {
            return;
        }
        match classify(word, self.profile) {
            Word::Version(version) => self.version(version, false),
            Word::InFileName(version) => self.version(version, true),
            Word::Malformed => self.entry.malformed = true,
            Word::Text(text) => self.entry.text(text),
        }
    }

    fn version(&mut self, version: Version, in_file_name: bool) {
        let entry = &mut self.entry;
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
            Some(next) => self.begin(Entry { in_file_name, ..next }),
            None => self.entry.malformed = true,
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
