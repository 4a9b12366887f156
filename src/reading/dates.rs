//! Dates and times in a version's cell, which are no versions.

use super::Reading;
use super::signs::PARENTHESES;
use crate::date::Date;
use crate::version::Version;

/// `2022.10.17` and `20221017`.
pub(crate) fn looks_like_date(version: &Version) -> bool {
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
pub(super) fn could_be_date(version: &Version) -> bool {
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
pub(crate) fn without_dates(line: &str, reading: &mut Reading) -> String {
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
pub(crate) const DATE: char = '\u{1}';

/// Dates without their year or day, and times: `e` stands for an era's year, `Y` for four digits, `y` for two, `M` for a
/// month, `D` for a day, `h` and `m` for hours and minutes or seconds.
const VAGUE_DATES: [&str; 14] = [
    "e年M月", "e.M", "Y年M月", "Y年", "Y/M", "y年M月", "y/M/D", "M月D日", "M月", "M/D", "h:m:m",
    "h:m", "h時m分", "h時",
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
