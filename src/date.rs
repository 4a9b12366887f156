//! [`Date`]: a day of the calendar, read as Japanese pages write it.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

/// A day in Japan, as a page states it.
///
/// Read as `令和4年10月17日`, `R4.10.17`, `2022/10/17`, `2022年10月17日`, `2022-10-17` or `2022.10.17`,
/// digits of any width; printed and serialized as `2022-10-17`. 令和N is 2018 + N, 平成N 1988 + N, and 元年
/// the first year.
///
/// # Examples
///
/// ```
/// use onshikaku::Date;
///
/// let date: Date = "令和４年10月17日".parse()?;
/// assert_eq!(date.to_string(), "2022-10-17");
/// assert_eq!(date, "R4.10.17".parse()?);
/// assert!("2022/13/01".parse::<Date>().is_err());
/// # Ok::<(), onshikaku::ParseDateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date {
    year: i16,
    month: i8,
    day: i8,
}

impl Date {
    /// A date of the Gregorian calendar; `None` if there is no such day.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Date;
    /// assert!(Date::new(2024, 2, 29).is_some());
    /// assert!(Date::new(2023, 2, 29).is_none());
    /// ```
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        jiff::civil::Date::new(year, month, day).ok().map(|_| Date { year, month, day })
    }

    /// The day in Japan (UTC+9) at an instant; `None` outside the calendar's range.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Date;
    /// use std::time::{Duration, SystemTime};
    /// // 2022-10-16 at 15:00 UTC is midnight of the 17th in Japan.
    /// let instant = SystemTime::UNIX_EPOCH + Duration::from_secs(1_665_932_400);
    /// assert_eq!(Date::in_japan(instant), Date::new(2022, 10, 17));
    /// ```
    pub fn in_japan(instant: SystemTime) -> Option<Date> {
        Self::in_japan_at(jiff::Timestamp::try_from(instant).ok()?)
    }

    pub(crate) fn in_japan_at(instant: jiff::Timestamp) -> Option<Date> {
        let day = jiff::tz::Offset::constant(9).to_datetime(instant).date();
        Date::new(day.year(), day.month(), day.day())
    }

    /// The time from 1970 to the beginning of the day, taken as a day in UTC.
    pub(crate) fn since_epoch(self) -> Option<std::time::Duration> {
        let day = jiff::civil::date(self.year, self.month, self.day);
        let instant = jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
        u64::try_from(instant.as_second()).ok().map(std::time::Duration::from_secs)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.day
    }

    /// Finds the first date inside a text, and the bytes that it takes.
    pub(crate) fn find(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut before = None;
        for (at, c) in text.char_indices() {
            // A date does not begin inside a number or a word.
            let inside = before.is_some_and(|b: char| b.is_ascii_alphanumeric() || b == '.');
            if !inside
                && (c.is_ascii_digit() || is_era(c))
                && let Some((date, length)) = read(&text[at..])
            {
                return Some((date, at..at + length));
            }
            before = Some(c);
        }
        None
    }
}

/// A month, a year, or a month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Month {
    pub(crate) year: Option<i16>,
    pub(crate) month: Option<i8>,
}

impl Month {
    /// Finds the first one inside a text, and the bytes that it takes: `2025年10月`, `R7/10`, `2025年度`, `10月`.
    pub(crate) fn find(text: &str) -> Option<(Month, std::ops::Range<usize>)> {
        let mut before = None;
        for (at, c) in text.char_indices() {
            // Neither does one begin inside a number or a word; `Server 2025` is a name.
            let inside = before.is_some_and(|b: char| b.is_ascii_alphanumeric() || b == '.');
            if !inside
                && (c.is_ascii_digit() || is_era(c))
                && let Some((month, length)) = read_month(&text[at..])
            {
                return Some((month, at..at + length));
            }
            before = Some(c).filter(|&c| c != ' ').or(before);
        }
        None
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.year, self.month, self.day))
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = ParseDateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = crate::spelling::normalized(text);
        match read(plain.trim()) {
            Some((date, length)) if length == plain.trim().len() => Ok(date),
            _ => Err(ParseDateError(())),
        }
    }
}

/// The text is not a date that exists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date such as 2022-10-17, 2022/10/17, 2022年10月17日, R4.10.17 or 令和4年10月17日")]
pub struct ParseDateError(());

/// Eras, and the year before their first one (Act on eras; 令和 began in May 2019).
const ERAS: [(&str, i16); 6] =
    [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("R", 2018), ("H", 1988), ("S", 1925)];

/// Whether an era may begin with a character.
fn is_era(c: char) -> bool {
    matches!(c, '令' | '平' | '昭' | 'R' | 'H' | 'S')
}

/// Reads a date at the start of normalized text, and how many bytes it takes.
fn read(text: &str) -> Option<(Date, usize)> {
    let mut rest = text;
    let era = ERAS.iter().find(|(name, _)| text.starts_with(name));
    if let Some((name, _)) = era {
        rest = rest[name.len()..].trim_start();
    }
    let year = match era {
        Some((_, before)) => before + take_era_year(&mut rest)?,
        None => take_number(&mut rest, 4, 4)?,
    };
    let separator = take_separator(&mut rest)?;
    let month = take_number(&mut rest, 1, 2)?;
    let second = if separator == '年' { '月' } else { separator };
    if take_char(&mut rest)? != second {
        return None;
    }
    rest = rest.trim_start();
    let day = take_number(&mut rest, 1, 2)?;
    match separator {
        '年' => rest = rest.trim_start().strip_prefix('日')?,
        // `2022.10.17.3` is a version that begins like a date.
        _ if rest.starts_with([separator])
            && rest[1..].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            return None;
        }
        _ => {}
    }
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    Some((date, text.len() - rest.len()))
}

/// Reads a month, a year or both at the start of normalized text, and how many bytes they take.
fn read_month(text: &str) -> Option<(Month, usize)> {
    let mut rest = text;
    let era = ERAS.iter().find(|(name, _)| text.starts_with(name));
    if era.is_none()
        && let Some(month) = take_number(&mut rest, 1, 2)
    {
        let behind = rest.trim_start().strip_prefix('月')?;
        let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        return Some((Month { year: None, month: Some(month) }, text.len() - behind.len()));
    }
    let year = match era {
        Some((name, before)) => {
            rest = rest[name.len()..].trim_start();
            before + take_era_year(&mut rest)?
        }
        None => take_number(&mut rest, 4, 4).filter(|year| (1990..2100).contains(year))?,
    };
    let mut behind = rest;
    let separator = take_separator(&mut behind);
    let month = separator.and_then(|_| take_number(&mut behind, 1, 2));
    let month = month.and_then(|month| i8::try_from(month).ok()).filter(|m| (1..=12).contains(m));
    rest = match (separator, month) {
        (Some('年'), Some(_)) => behind.trim_start().strip_prefix('月')?,
        (Some('年'), None) => rest.trim_start().strip_prefix('年').unwrap_or(rest),
        (Some(_), Some(_)) => behind,
        _ if era.is_some() => return None,
        _ => rest,
    };
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let goes_on = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/'));
    (!goes_on).then_some((Month { year: Some(year), month }, text.len() - rest.len()))
}

fn take_era_year(rest: &mut &str) -> Option<i16> {
    if let Some(after) = rest.strip_prefix('元') {
        *rest = after;
        return Some(1);
    }
    take_number(rest, 1, 2)
}

/// Takes between `least` and `most` digits that no further digit follows.
fn take_number(rest: &mut &str, least: usize, most: usize) -> Option<i16> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(least..=most).contains(&digits) {
        return None;
    }
    let number = rest[..digits].parse().ok()?;
    *rest = &rest[digits..];
    Some(number)
}

fn take_separator(rest: &mut &str) -> Option<char> {
    *rest = rest.trim_start();
    let separator = take_char(rest).filter(|c| matches!(c, '年' | '/' | '.' | '-'))?;
    *rest = rest.trim_start();
    Some(separator)
}

fn take_char(rest: &mut &str) -> Option<char> {
    let mut chars = rest.trim_start().chars();
    let first = chars.next();
    *rest = chars.as_str();
    first
}
