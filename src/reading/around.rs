//! What stands around a version and may speak against it: labels, remarks, notes.

use super::dates::{could_be_date, looks_like_date};
use super::entries::Entry;
use super::signs::{AND, ARROWS, OR, Word, classify, is_japanese, is_word, platform};
use super::{Reading, has_digit, is_digit};
use crate::profile::Profile;
use crate::snapshot::PublishedVersion;
use crate::version::Version;
use crate::warning_code::WarningCode;

/// Turns an entry into a version, or a warning.
pub(super) fn settle(
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
    let around = Around::of(entry, heading, profile);
    if let Some(code) = around.objection(entry, &version, profile) {
        reading.warn(code);
        return;
    }
    if entry.in_file_name {
        reading.warn(WarningCode::VersionInFileName);
    }
    // Behind a version without a label, one with a label may be of something else.
    let is_other = !around.is_bare_label(profile) && reading.unlabelled;
    if is_other && around.names_platform {
        reading.warn(WarningCode::VersionUnreadable);
        return;
    }
    if is_other || around.is_qualified(entry, &version, profile) {
        reading.warn(WarningCode::VersionQualified);
    }
    reading.unlabelled |= around.is_bare_label(profile);
    if entry.is_planned(profile) {
        reading.planned.push(reading.versions.len());
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
    /// A system's name stands right in front, and no colon: `Edge 114.0.1823`.
    names_platform: bool,
}

/// Signs that say nothing at the ends of a label or a remark.
const SIGNS: [char; 29] = [
    ' ', '~', '・', '-', '★', '☆', '●', '◎', '○', '◯', '〇', '■', '□', '◆', '◇', '▲', '△', '!',
    '。', '.', ',', ':', '=', '"', '\'', ')', ']', '」', '』',
];

/// Signs that make a bound.
const COMPARING: [char; 8] = ['<', '>', '≦', '≧', '≤', '≥', '≪', '≫'];

impl Around {
    fn of(entry: &Entry, heading: Option<&str>, profile: &Profile) -> Around {
        let (label, is_decorated) = undecorated_label(&entry.label, heading);
        let without_dot = |c: char| c != '.' && SIGNS.contains(&c);
        let name = label.trim_start_matches(without_dot).trim_end_matches(SIGNS).to_owned();
        let bare = entry.after.trim_start().trim_start_matches('版');
        let after = bare.trim_matches(SIGNS).to_owned();
        let is_named =
            is_decorated || label.ends_with(':') || bare.len() < entry.after.trim_start().len();
        let is_attached = !after.is_empty() && !entry.after.starts_with(' ');
        let last = label.trim_end().rsplit(|c| !is_word(c)).next().unwrap_or_default();
        let names_platform = !last.is_empty() && profile.platform(last) == Some(last.len());
        Around { label, name, after, is_named, is_attached, names_platform }
    }

    /// Whether nothing stands in front but what says that the version holds.
    fn is_bare_label(&self, profile: &Profile) -> bool {
        self.name.is_empty()
            || profile.is_new_mark(&self.name)
            || AND.contains(&self.name.as_str())
            || OR.contains(&self.name.as_str())
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
        // `Windows 10 バージョン 1909`
        if !self.label.ends_with(':') && without_platforms(&self.name, profile) != self.name {
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
        let has_number =
            self.after.contains(is_japanese) && has_digit(&without_platforms(&self.after, profile));
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

/// A remark without the names of systems and their numbers.
fn without_platforms(text: &str, profile: &Profile) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let begins = !bare.ends_with(is_word);
        let length = if begins { platform(rest, profile) } else { None };
        if length.is_none() {
            bare.push(c);
        }
        rest = &rest[length.unwrap_or(c.len_utf8())..];
    }
    bare
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
    // `1.0.8から`, but not `4/1から1.0.10`.
    let is_from =
        |word: &str| note.find(word).is_some_and(|at| note[..at].trim_end().ends_with(is_digit));
    let is_past = profile.is_old_mark(note) || is_from("から") || is_from("より");
    let words = note.trim_matches(|c: char| is_digit(c) || SIGNS.contains(&c) || c == '(');
    let words = undecorated_label(words, None).0;
    let words = words.trim_end_matches(['は', 'が', ':', ' ']);
    let is_new = profile.is_new_mark(words) || words.contains("更新");
    let is_platform = words.to_ascii_lowercase().starts_with("win");
    let is_since = ["より", "から", "以降"].iter().any(|word| words.ends_with(word));
    let is_next = is_since || profile.is_planned(words);
    let is_told = is_new || is_next || is_platform || words.contains(ARROWS[0]);
    !is_past && (words.is_empty() || is_told)
}

/// The versions of several numbers that a note names; dates and sizes are none.
pub(super) fn mentions<'n>(
    note: &'n str,
    profile: &'n Profile,
) -> impl Iterator<Item = Version> + 'n {
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
pub(super) fn undecorated_label(label: &str, heading: Option<&str>) -> (String, bool) {
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
