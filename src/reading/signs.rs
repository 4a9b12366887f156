//! What the signs and words of a version's cell are: arrows, footnotes, parentheses, numbers, names of files.

use std::borrow::Cow;

use super::is_digit;
use crate::file_name::{FILE_ENDINGS, version_in_file_name};
use crate::profile::Profile;
use crate::version::Version;

/// A line without the web addresses in it, of which only the file's name is left.
pub(super) fn without_addresses(line: &str) -> Cow<'_, str> {
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

pub(super) fn is_japanese(c: char) -> bool {
    matches!(c, 'ぁ'..='ヿ' | '一'..='鿿' | '々')
}

/// What follows a footnote's mark and its numbers: `※1`, `※1,2`, but not the version of `※1.0.9`.
pub(super) fn without_footnote(after: &str) -> &str {
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
pub(super) fn after_note_mark(rest: &str) -> Option<&str> {
    let after = rest.strip_prefix('注')?;
    let behind = without_footnote(after);
    let is_alone = after.trim().is_empty();
    (behind.len() < after.len() || after.starts_with(')') || is_alone)
        .then(|| behind.strip_prefix(')').unwrap_or(behind))
}

/// What points from an old version to a new one.
pub(super) const ARROWS: [&str; 24] = [
    "→", "⇒", "➡", "⇨", "➔", "➜", "➝", "➞", "➤", "⟶", "⟹", "⮕", "⇢", "↦", "▶", "►", "▷", "▸", "↓",
    "⇓", "⬇", "⇩", "▼", "から",
];

/// Signs that point from an old version to a new one, if the second is the higher one.
pub(super) const CLIMBING: [&str; 5] = [">", "≫", "»", "›", "》"];

/// What points from a new version back to an old one.
pub(super) const BACK_ARROWS: [&str; 6] = ["←", "⇐", "⬅", "⇦", "⟵", "◀"];

/// Words between versions that all hold.
pub(super) const AND: [&str; 10] =
    ["と", "及び", "および", "並びに", "ならびに", "and", "&", "+", "・", "·"];

/// Words between versions of which one holds.
pub(super) const OR: [&str; 5] = ["または", "又は", "もしくは", "若しくは", "or"];

/// The first of some texts that another one starts with, and what follows it.
pub(super) fn after_any<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    starts.iter().find_map(|start| text.strip_prefix(start))
}

pub(super) const PARENTHESES: [(char, char); 8] = [
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
pub(crate) fn parenthesis(text: &str) -> Option<(&str, &str)> {
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
pub(crate) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')
}

pub(super) enum Word<'a> {
    Version(Version),
    InFileName(Version),
    Malformed,
    Text(&'a str),
}

pub(super) fn classify<'w>(word: &'w str, profile: &Profile) -> Word<'w> {
    if let Ok(version) = word.parse::<Version>() {
        return Word::Version(version);
    }
    let lower = word.to_ascii_lowercase();
    if let Some(Ok(version)) = lower.strip_prefix("v.").map(str::parse) {
        return Word::Version(version);
    }
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
    // `1.0.9NEW`, where a badge stands right behind.
    if number.contains('.')
        && profile.is_badge(&lower[number.len()..])
        && let Ok(version) = number.parse::<Version>()
    {
        return Word::Version(version);
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

pub(super) fn starts_with_version(text: &str, profile: &Profile) -> bool {
    version_ahead(text, profile).is_some()
}

/// The version that a text begins with.
pub(super) fn version_ahead(text: &str, profile: &Profile) -> Option<Version> {
    let text = text.trim_start();
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    match classify(&text[..end], profile) {
        Word::Version(version) => Some(version),
        _ => None,
    }
}

/// A line without the number that it has in a list: `1) 1.0.9`, `(2)1.0.6`.
pub(super) fn without_list_number<'l>(line: &'l str, profile: &Profile) -> &'l str {
    let rest = line.strip_prefix('(').unwrap_or(line);
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=2).contains(&(rest.len() - behind.len()));
    let after = behind.strip_prefix(')').filter(|_| is_number);
    let after = after.filter(|after| version_ahead(after, profile).is_some());
    after.map_or(line, str::trim_start)
}

/// `Rev.4`, which is all that a line says, called a version.
pub(super) fn called_version(line: &str) -> Option<String> {
    let rest = line.get(..3).filter(|word| word.eq_ignore_ascii_case("rev")).map(|_| &line[3..])?;
    let number = rest.trim_start_matches(['.', ' ', ':']);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    (is_number && number.parse::<Version>().is_ok()).then(|| format!("ver.{number}"))
}

/// How long the name of a system with its numbers is that a text begins with: `Windows 10`, `Win10/11`, `Edge 114`.
/// None of these is a version of what the row is about.
pub(super) fn platform(text: &str, profile: &Profile) -> Option<usize> {
    let name = profile.platform(text)?;
    let digits = |rest: &str| rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let end_of = |at: usize, longest: usize| {
        let at = text.len() - text[at..].trim_start().len();
        let length = digits(&text[at..]);
        let end = at + length;
        let goes_on = text[end..].starts_with(|c: char| is_word(c));
        ((1..=longest).contains(&length) && !goes_on).then_some(end)
    };
    let mut end = end_of(name, 4)?;
    // `10、11` and `10/11`
    let join = |at: usize| {
        let rest = text[at..].trim_start();
        let words = ["/", "、", ",", "・", "&", "と", "及び", "および", "または", "又は"];
        after_any(rest, &words).map(|after| text.len() - after.len())
    };
    while let Some(more) = join(end).and_then(|at| end_of(at, 2)) {
        end = more;
    }
    Some(end)
}
