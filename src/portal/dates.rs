//! The dates that a line states, of what it heads or of the page.

use std::ops::Range;

use crate::date::Date;
use crate::profile::{DateLabel, Profile};
use crate::spelling::{key, normalized};

/// The date that a line states as that of what it heads: of several the latest, and never one that is still to come.
pub(super) fn stated(text: &str, profile: &Profile) -> Option<Date> {
    let text = normalized(text);
    let dated = dated(&text);
    let has = |label: &str, kind| profile.is_date_label(label, kind);
    let is_stated = |label: &str| has(label, DateLabel::Stated) && !has(label, DateLabel::Other);
    let latest = dated.iter().filter(|(_, label)| is_stated(label)).map(|(date, _)| *date).max();
    let is_bare = |label: &str| label.chars().all(|c| !c.is_alphanumeric());
    latest.or_else(|| match &dated[..] {
        [(date, label)] if is_bare(label) && is_bare(&without_dates(&text)) => Some(*date),
        _ => None,
    })
}

/// The date of a line that is nothing but the page's days of change.
pub(super) fn of_page(text: &str, profile: &Profile) -> Option<Date> {
    // Most lines of a page have no date, and most that have one say more.
    let has_digit = || text.bytes().any(|b| b.is_ascii_digit());
    if text.len() > LINE_BYTES || !has_digit() || !profile.may_date_page(text) {
        return None;
    }
    let dated = dated(text);
    let is = |label: &str, kind| profile.is_date_label(label, kind);
    let is_change = |label: &str| is(label, DateLabel::Page);
    // The day of its making may stand beside that of its change, and the one on which it ends.
    let is_short = |label: &str| is(label, DateLabel::Stated) && label.chars().count() <= 4;
    let is_told = dated.iter().any(|(_, label)| is_change(label))
        && dated.iter().all(|(_, label)| is_change(label) || is_short(label));
    let past = dated.iter().filter(|(_, label)| !is(label, DateLabel::Other));
    past.map(|(date, _)| *date).max().filter(|_| is_told)
}

/// A line that says no more than two or three dates is not longer.
const LINE_BYTES: usize = 120;

/// The dates of a line, each with what is said of it, right before and behind it, as [`key`] spells it.
fn dated(text: &str) -> Vec<(Date, String)> {
    let dates = all(text);
    let is_led = dates.first().is_some_and(|(_, range)| !text[..range.start].trim().is_empty());
    let ends = |c: char| matches!(c, '。' | '※' | ';' | '・');
    let mut labelled = Vec::with_capacity(dates.len());
    let mut start = text[..dates.first().map_or(0, |(_, range)| range.start)]
        .rfind(ends)
        .map_or(0, |at| at + 1);
    for (nth, (date, range)) in dates.iter().enumerate() {
        let gap = &text[range.end..dates.get(nth + 1).map_or(text.len(), |(_, next)| next.start)];
        let is_last = nth + 1 == dates.len();
        let parts = |c: char| ends(c) || !is_last && is_between(c);
        // Labels stand before all dates or behind all.
        let whole = if is_led && !is_last { 0 } else { gap.len() };
        let end = range.end + gap.find(parts).unwrap_or(whole);
        // 現在（ポータルサイトから転記）: the remark is not of the day.
        let remark = gap.find('(').filter(|at| *at > 0).map_or(end, |at| range.end + at);
        let end = end.min(remark);
        let label =
            format!("{}{}", text.get(start..range.start).unwrap_or(""), &text[range.end..end]);
        labelled.push((*date, bare(&key(&label)).to_owned()));
        start = end;
    }
    labelled
}

/// What stands between two dates that are said of different things.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | ',' | '/' | '(' | ')' | '・' | '【' | '】' | '[' | ']')
}

fn bare(label: &str) -> &str {
    label.trim_matches(|c: char| !c.is_alphanumeric())
}

/// All dates of a text and where they stand, with the day of the week.
fn all(text: &str) -> Vec<(Date, Range<usize>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((date, range)) = Date::find(&text[from..]) {
        let end = from + range.end;
        let end = end + weekday(&text[end..]);
        found.push((date, from + range.start..end));
        from = end;
    }
    found
}

/// The length of `(月)` or `(月曜日)` at a text's start.
fn weekday(text: &str) -> usize {
    let inside = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let day = inside.map(|(day, _)| day).filter(|day| {
        day.starts_with(['月', '火', '水', '木', '金', '土', '日']) && day.chars().count() <= 4
    });
    day.map_or(0, |day| day.len() + 2)
}

fn without_dates(text: &str) -> String {
    let mut rest = String::new();
    let mut from = 0;
    for (_, range) in all(text) {
        rest.push_str(&text[from..range.start]);
        from = range.end;
    }
    rest + &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_states_the_day_that_holds() {
        for (line, day) in [
            ("令和6年2月1日現在", Some("2024-02-01")),
            ("令和6年2月1日現在（ポータルサイトから転記）", Some("2024-02-01")),
            ("（2024/2/1更新）", Some("2024-02-01")),
            ("2024年2月1日(木)", Some("2024-02-01")),
            ("令和3年4月1日作成 令和6年2月1日改定", Some("2024-02-01")),
            ("令和3年4月1日作成令和6年2月1日改定", Some("2024-02-01")),
            ("作成：2021/04/01　改定：2024/02/01", Some("2024-02-01")),
            ("作成日：2021/04/01、改定日：2024/02/01", Some("2024-02-01")),
            ("改定：2024/02/01（作成：2021/04/01）", Some("2024-02-01")),
            ("令和6年2月1日(木)公開　※次回公開予定：令和6年3月1日", Some("2024-02-01")),
            ("2024/2/1更新。次回は2024/3/1に更新予定です", Some("2024-02-01")),
            ("アプリ（令和6年2月1日更新・次回3月1日予定）", Some("2024-02-01")),
            ("掲載期限 2026年12月31日", None),
            ("掲載期間：2024/2/1～2024/3/31", None),
            ("次回は令和6年3月1日に更新予定です", None),
            ("次回更新：2024/3/1", None),
            ("2024年3月1日更新予定", None),
            ("2024年3月1日以降に更新してください", None),
            ("2024年3月1日までに更新してください", None),
            ("2022年10月17日に届いた端末", None),
        ] {
            let expected = day.map(|day| day.parse().unwrap());
            assert_eq!(stated(line, Profile::built_in()), expected, "{line}");
        }
    }

    #[test]
    fn a_page_is_dated_by_a_line_that_says_no_more() {
        for (line, day) in [
            ("最終更新日：2024年2月1日", Some("2024-02-01")),
            ("作成 2021/04/01 改定 2024/02/01", Some("2024-02-01")),
            ("作成日：2021/04/01", None),
            ("掲載期限：2024年2月1日", None),
            ("掲載日：2024/02/01 掲載期限：2026/03/31", Some("2024-02-01")),
            ("2024年2月1日更新のお知らせ", None),
            ("次回更新日：2024年2月1日", None),
        ] {
            let expected = day.map(|day| day.parse().unwrap());
            assert_eq!(of_page(&normalized(line), Profile::built_in()), expected, "{line}");
        }
    }
}
