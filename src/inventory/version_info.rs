//! What the bytes of a `Version.info` file say of the version of its application.
//!
//! The format is not published. A number is the version where it is called that, or where the file says nothing else; what
//! is not certain is a [`Problem`], never a guess.

use std::borrow::Cow;

use crate::decode::decode;
use crate::version::Version;

mod claim;
mod fields;
mod words;

use claim::{Claim, claims};

/// Bytes of a file that is read. The files in the field have some dozens.
pub(crate) const LIMIT: usize = 64 << 10;

/// Lines of a file that is read.
const LINES: usize = 1_000;

/// Characters of the raw text that is kept.
const RAW: usize = 200;

/// What a `Version.info` file says of its application's version.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct VersionInfo {
    pub(crate) version: Option<Version>,
    /// The text that gave the version, or what could not be read; a long one is cut off.
    pub(crate) raw: String,
    /// From 1; none where the problem is that of the whole file.
    pub(crate) line: Option<usize>,
    pub(crate) problem: Option<Problem>,
}

/// Why a `Version.info` file gives no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// There is nothing in it.
    Empty,
    /// Nothing in it is called a version, and it is not one number alone either.
    NoVersion,
    /// Several versions that differ, and nothing says which is the application's.
    Several,
    /// What is called the version is none, or none for certain: `1.0.9a`, `2022.10.17`, `1.0.9以上`.
    Unreadable,
    /// Over the bounds on bytes and lines.
    TooLarge,
    /// Not a text.
    Binary,
}

impl VersionInfo {
    fn failed(problem: Problem, line: Option<usize>, raw: &str) -> VersionInfo {
        VersionInfo { version: None, raw: shown(raw), line, problem: Some(problem) }
    }

    fn of(claim: &Claim, version: Version) -> VersionInfo {
        let raw = shown(&claim.raw);
        VersionInfo { version: Some(version), raw, line: Some(claim.line), problem: None }
    }
}

/// Whether UTF-16 breaks off inside a character. A mark of the end may follow in one byte.
fn is_cut_short(bytes: &[u8]) -> bool {
    let is_utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    is_utf16 && bytes.len() % 2 == 1 && !bytes.ends_with(b"\0") && !bytes.ends_with(b"\x1A")
}

/// Reads a file's bytes.
pub(crate) fn read(bytes: &[u8]) -> VersionInfo {
    if bytes.len() > LIMIT {
        let start = text_of(&bytes[..RAW * 4]);
        return VersionInfo::failed(Problem::TooLarge, None, &start);
    }
    let text = text_of(bytes);
    if is_cut_short(bytes) {
        return VersionInfo::failed(Problem::Binary, None, &text);
    }
    let is_end = |c: char| c.is_whitespace() || matches!(c, '\0' | '\x1A' | '\u{FEFF}');
    let text = text.trim_end_matches(is_end).trim_start_matches('\u{FEFF}');
    if text.is_empty() {
        return VersionInfo::failed(Problem::Empty, None, "");
    }
    if text.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return VersionInfo::failed(Problem::Binary, None, text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    if lines.split('\n').count() > LINES {
        return VersionInfo::failed(Problem::TooLarge, None, text);
    }
    decided(&claims(&lines), text)
}

/// Decides between what a file's fields claim; `text` is all that it says.
fn decided(claims: &[Claim], text: &str) -> VersionInfo {
    let Some(best) = claims.iter().map(|claim| claim.rank).min() else {
        return VersionInfo::failed(Problem::NoVersion, None, text);
    };
    let best = || claims.iter().filter(move |claim| claim.rank == best);
    if let Some(bad) = best().find(|claim| claim.version.is_none()) {
        return VersionInfo::failed(Problem::Unreadable, Some(bad.line), &bad.raw);
    }
    let mut versions = best().filter_map(|claim| Some((claim, claim.version.as_ref()?)));
    match versions.next() {
        Some((first, version)) if versions.all(|(_, other)| other == version) => {
            VersionInfo::of(first, version.clone())
        }
        _ => {
            let raws: Vec<_> = best().map(|claim| claim.raw.as_str()).collect();
            let line = best().map(|claim| claim.line).next();
            VersionInfo::failed(Problem::Several, line, &raws.join(" / "))
        }
    }
}

/// The bytes as text. A terminal's files are in Shift_JIS if in nothing that can be told for certain.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let marked = with_mark(bytes);
    // A mark of the end behind UTF-16 may be one byte alone.
    let is_utf_16 = marked.starts_with(b"\xFF\xFE") || marked.starts_with(b"\xFE\xFF");
    let is_odd =
        is_utf_16 && marked.len() % 2 == 1 && matches!(marked.last(), Some(b'\0' | b'\x1A'));
    match marked {
        Cow::Borrowed(bytes) => {
            decode(
                &bytes[..bytes.len() - usize::from(is_odd)],
                Some("text/plain; charset=Shift_JIS"),
            )
            .text
        }
        Cow::Owned(bytes) => Cow::Owned(decode(&bytes, None).text.into_owned()),
    }
}

/// The bytes with the byte order mark that UTF-16 should have: where each second byte is zero, and no other.
fn with_mark(bytes: &[u8]) -> Cow<'_, [u8]> {
    let end = bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1).next_multiple_of(2);
    let text = &bytes[..end.min(bytes.len())];
    let is_zero = |offset: usize| text.iter().skip(offset).step_by(2).all(|b| *b == 0);
    let has_none = |offset: usize| text.iter().skip(offset).step_by(2).all(|b| *b != 0);
    if text.len() < 4 || text.len() % 2 == 1 {
        Cow::Borrowed(bytes)
    } else if is_zero(1) && has_none(0) {
        Cow::Owned([b"\xFF\xFE", text].concat())
    } else if is_zero(0) && has_none(1) {
        Cow::Owned([b"\xFE\xFF", text].concat())
    } else {
        Cow::Borrowed(bytes)
    }
}

/// A text as it can be shown: in one line, cut off where it is long.
fn shown(text: &str) -> String {
    let visible =
        text.chars().map(|c| if c.is_control() && !c.is_whitespace() { '\u{FFFD}' } else { c });
    let text: String = visible.take(RAW * 2).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(RAW).collect()
}

#[cfg(test)]
mod tests;
