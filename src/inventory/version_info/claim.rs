//! What a field claims: a number that is called the version, or that stands alone, and whether it can be read.

use unicode_normalization::UnicodeNormalization;

use super::fields::{Field, fields, number_in};
use super::words::{BARE, Prefix, after_ending, after_remark, judge, may_name_version};
use crate::html::Text;
use crate::profile::Profile;
use crate::reading::{
    self, DATE, Reading, folded, is_word, looks_like_date, parenthesis, without_dates,
};
use crate::version::Version;
use crate::warning_code::WarningCode;

/// What a field says of the version.
#[derive(Debug)]
pub(super) struct Claim {
    /// How certain it is that the version is meant; the lowest counts.
    pub(super) rank: usize,
    /// None if it cannot be read.
    pub(super) version: Option<Version>,
    pub(super) raw: String,
    pub(super) line: usize,
}

/// What the fields of a text claim.
pub(super) fn claims(text: &str) -> Vec<Claim> {
    fields(text).into_iter().filter_map(claim).collect()
}

fn claim(field: Field) -> Option<Claim> {
    let (rank, value) = said(&field)?;
    // A character that nobody sees may stand inside of the number.
    let is_seen =
        |version: &Version| field.text.nfkc().collect::<String>().contains(version.as_str());
    let version = match value {
        Value::Version(version) if !field.is_fraction && is_seen(&version) => Some(version),
        Value::Date if rank == BARE => return None,
        _ => None,
    };
    Some(Claim { rank, version, raw: field.raw, line: field.line })
}

enum Value {
    Version(Version),
    /// A day, as it seems.
    Date,
    Unreadable,
}

/// The number that counts in a field, and the rank that the words in front of it give.
fn said(field: &Field) -> Option<(usize, Value)> {
    let text = without_dates(&folded(&field.text), &mut Reading::default());
    let label = folded(&field.label);
    let mut from = 0;
    while let Some((before, number, after)) = next_number(&text, from) {
        let prefix = format!("{label} {before}");
        match judge(&prefix) {
            Prefix::Called(rank) => return Some((rank, value(before, number, after))),
            Prefix::Bare => {
                let rank = match judge(&folded(&field.heading)) {
                    Prefix::Called(rank) => rank,
                    Prefix::Bare => BARE,
                    Prefix::Unknown => return None,
                };
                return Some((rank, value(before, number, after)));
            }
            Prefix::Unknown if before.len() > 256 => break,
            Prefix::Unknown => from = text.len() - after.len(),
        }
    }
    match judge(&label) {
        Prefix::Called(rank) if !text.is_empty() => {
            let is_date = text.trim_matches([' ', DATE]).is_empty();
            Some((rank, if is_date { Value::Date } else { Value::Unreadable }))
        }
        _ => None,
    }
}

/// The next number of a text from a byte on: what is in front of it, the word that it is, what follows.
fn next_number(text: &str, from: usize) -> Option<(&str, &str, &str)> {
    let mut at = from;
    loop {
        let start = at + text[at..].find(is_word)?;
        let end = text[start..].find(|c| !is_word(c)).map_or(text.len(), |length| start + length);
        if let Some(offset) = number_in(&text[start..end]) {
            let (before, number) = text[..end].split_at(start + offset);
            return Some((before, number, &text[end..]));
        }
        at = end;
    }
}

/// Reads a number with what follows it; `before` is its text in front of it.
fn value(before: &str, number: &str, after: &str) -> Value {
    let number =
        number.strip_suffix('.').filter(|_| ends_sentence(before, after)).unwrap_or(number);
    let Some(notes) = notes(after) else { return Value::Unreadable };
    let text = Text::plain(&format!("{number}{notes}"));
    let reading = reading::read(&text, Profile::built_in());
    if reading.warnings == [WarningCode::VersionDate] {
        return Value::Date;
    }
    match (reading.versions.as_slice(), reading.warnings.as_slice()) {
        ([one], []) if !is_windows(&one.version) => Value::Version(one.version.clone()),
        _ => Value::Unreadable,
    }
}

/// `10.0.19045` is a Windows, wherever it stands.
fn is_windows(version: &Version) -> bool {
    matches!(version.segments(), [10, 0, build, ..] if *build >= 10_240)
}

/// What a text behind a number says of the version, in parentheses; none if it may say that it is another one.
fn notes(after: &str) -> Option<String> {
    let mut notes = String::new();
    let mut rest = after.trim_end();
    // What is longer says more than a version.
    if rest.len() > 512 {
        return None;
    }
    while !rest.is_empty() {
        let bare = rest.trim_start_matches([' ', DATE, '"', '\'', '」', '』', ')', ']', '】', '>']);
        let is_attached = bare.len() == after.len();
        rest = if bare.is_empty() || is_comment(bare) {
            ""
        } else if let Some(after) = after_ending(bare) {
            after
        } else if let Some((note, after)) = parenthesis(bare) {
            let is_remark = after_remark(note).is_some_and(|rest| rest.trim().is_empty());
            notes += &if is_remark { String::new() } else { format!(" ({note})") };
            after
        } else if let Some(after) = bare.strip_prefix([',', ';', '、']).filter(may_follow) {
            after
        } else if is_attached {
            return None;
        } else if is_other_field(bare) {
            ""
        } else {
            let after_sign = || bare.strip_prefix(['/', '-', '*', '=']).filter(may_follow);
            after_remark(bare).or_else(|| after_day(bare)).or_else(after_sign)?
        };
    }
    Some(notes)
}

/// Whether a text behind a separator is not one more number: `1,0,9`, `1.0.9 / 1.0.10`.
fn may_follow(text: &&str) -> bool {
    !starts_with_number(text) || after_day(text).is_some()
}

/// What follows a day that is written as one number: `20221017`.
fn after_day(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let (day, after) = text.split_at_checked(8)?;
    let is_day = day.bytes().all(|b| b.is_ascii_digit()) && looks_like_date(&day.parse().ok()?);
    (is_day && !after.starts_with(is_word)).then_some(after)
}

/// Whether a dot between two texts would be the end of a sentence.
fn ends_sentence(before: &str, after: &str) -> bool {
    let is_behind_word = before.ends_with(' ') && before.trim_end().ends_with(char::is_alphabetic);
    is_behind_word && (after.is_empty() || after.starts_with(' '))
}

fn starts_with_number(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a text is a comment, or the signature of who wrote the program.
fn is_comment(text: &str) -> bool {
    let is_copyright =
        ["copyright", "(c)", "©"].iter().any(|word| text.to_lowercase().starts_with(word));
    let after_sign = text.strip_prefix(['#', ';']).or_else(|| text.strip_prefix("//"));
    is_copyright || after_sign.is_some_and(|after| !starts_with_number(after))
}

/// Whether another key follows, in the same line, that says nothing of this version: `Date=2022/10/17`.
fn is_other_field(text: &str) -> bool {
    let key = text.split(['=', ':']).next().filter(|key| key.len() < text.len());
    let is_key =
        |key: &str| key.starts_with(char::is_alphabetic) && key.chars().all(char::is_alphanumeric);
    key.is_some_and(|key| is_key(key) && !Profile::built_in().is_qualifier(key))
        && !may_name_version(text)
}
