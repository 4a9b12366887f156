//! Columns of different times: 最新 beside 1つ前, 2025年10月版 beside 2025年9月版.

use crate::date::{Date, Month};
use crate::profile::{Profile, Role};

use super::columns::Column;

/// What a header says of the time of its column.
#[derive(Debug)]
struct Said {
    col: usize,
    is_new: bool,
    time: Option<Time>,
    /// What is left: the system, the component.
    kind: String,
    is_period: bool,
}

/// A day, as far as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Time {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

impl Time {
    /// Whether one can be told to be later than the other.
    fn compares_with(self, other: Time) -> bool {
        self.year.is_some()
            && other.year.is_some()
            && self.month.is_some() == other.month.is_some()
            && self.day.is_some() == other.day.is_some()
    }
}

impl Said {
    fn of(col: usize, header: &str, profile: &Profile) -> Said {
        let day = Date::find(header).map(|(date, range)| {
            let (year, month, day) = (date.year(), date.month(), date.day());
            (Time { year: Some(year), month: Some(month), day: Some(day) }, range)
        });
        let month = || {
            let (Month { year, month }, range) = Month::find(header)?;
            Some((Time { year, month, day: None }, range))
        };
        let found = day.or_else(month);
        let time = found.as_ref().map(|(time, _)| *time);
        let rest = found.map_or_else(
            || header.to_owned(),
            |(_, range)| format!("{} {}", &header[..range.start], &header[range.end..]),
        );
        let mut parts = rest.split(|c: char| !c.is_alphanumeric() || c == '・');
        let is_new = parts.any(|part| !part.is_empty() && profile.is_new_header(part));
        let kind = profile.kind_of_column(&rest);
        let is_period = profile.is_period_header(&kind);
        Said { col, is_new, time, kind, is_period }
    }

    /// Whether two kinds may be times: 上期 and 下期, 10/1 and 9/1, but not Win10 and Win11.
    fn is_counted_like(&self, other: &Said) -> bool {
        let is_digit = |c: &char| c.is_ascii_digit();
        let words = |said: &Said| said.kind.chars().filter(|c| !is_digit(c)).collect::<String>();
        let is_numbered = self.kind.contains(|c| is_digit(&c)) && words(self) == words(other);
        let is_name = self.kind.contains(|c: char| c.is_ascii_alphabetic());
        self.kind != other.kind && (self.is_period || other.is_period || is_numbered && !is_name)
    }
}

/// Leaves the columns that hold now, where headers tell them; whether it is not certain that these are the ones.
pub(super) fn keep_latest(columns: &mut [Column], profile: &Profile) -> bool {
    keep(columns, Role::File, None, profile);
    keep(columns, Role::Version, Some(Role::OldVersion), profile)
}

fn keep(columns: &mut [Column], role: Role, old: Option<Role>, profile: &Profile) -> bool {
    let mut is_unclear = false;
    for run in runs(columns, role) {
        let said = run.into_iter().map(|col| Said::of(col, &columns[col].header, profile));
        let choice = Choice::of(said.collect());
        is_unclear |= choice.is_unclear;
        for col in choice.old {
            columns[col].role = old;
        }
    }
    is_unclear
}

/// The columns of a role with no name between them: others are of records side by side.
fn runs(columns: &[Column], role: Role) -> Vec<Vec<usize>> {
    let is_name = |col: usize| {
        matches!(columns[col].role, Some(Role::Number | Role::Name | Role::Manufacturer))
    };
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for col in (0..columns.len()).filter(|&col| columns[col].role == Some(role)) {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|&last| !(last..col).any(is_name)) => run.push(col),
            _ => runs.push(vec![col]),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// Which of some columns do not hold.
#[derive(Debug, Default)]
struct Choice {
    old: Vec<usize>,
    is_unclear: bool,
}

impl Choice {
    fn of(mut said: Vec<Said>) -> Choice {
        let mut choice = Choice::default();
        let kinds: Vec<String> = said.iter().map(|said| said.kind.clone()).collect();
        for (at, kind) in kinds.iter().enumerate() {
            if !kinds[..at].contains(kind) {
                choice.within_kind(said.iter_mut().filter(|said| said.kind == *kind).collect());
            }
        }
        said.retain(|said| !choice.old.contains(&said.col));
        // What is said of one kind's time and not of another's.
        choice.is_unclear |= said.windows(2).any(|pair| {
            let [a, b] = [&pair[0], &pair[1]];
            a.is_new != b.is_new || a.time != b.time || a.is_counted_like(b)
        });
        choice
    }

    fn within_kind(&mut self, mut said: Vec<&mut Said>) {
        if said.iter().any(|said| said.is_new) {
            self.leave_out(&mut said, |said| !said.is_new);
        }
        let Some(latest) = said.iter().filter_map(|said| said.time).max() else { return };
        let is_dated = |said: &&mut Said| said.time.is_some();
        let compares = |said: &&mut Said| said.time.is_some_and(|time| time.compares_with(latest));
        if said.iter().all(compares) {
            self.is_unclear |= self.leave_out(&mut said, |said| said.time != Some(latest));
        } else if !said.iter().all(is_dated) && said.iter().filter(|s| is_dated(s)).all(compares) {
            // バージョン情報 beside バージョン情報（2025年度）
            self.is_unclear |= self.leave_out(&mut said, |said| said.time.is_some());
        }
    }

    /// Leaves columns out; whether there are any.
    fn leave_out(&mut self, said: &mut Vec<&mut Said>, is_old: impl Fn(&Said) -> bool) -> bool {
        let before = self.old.len();
        self.old.extend(said.iter().filter(|said| is_old(said)).map(|said| said.col));
        said.retain(|said| !is_old(said));
        self.old.len() > before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_columns_of_different_times_the_latest_holds() {
        for (headers, left, is_unclear) in [
            (["バージョン情報", "バージョン情報(前)"], "0", false),
            (["バージョン(1世代前)", "バージョン(最新)"], "1", false),
            (["バージョン(改修前)", "バージョン(改修後)"], "1", false),
            (["バージョン(リリース前)", "バージョン(リリース後)"], "1", false),
            (["バージョン(先月)", "バージョン(今月)"], "1", false),
            (["Version (current)", "Version (previous)"], "0", false),
            (["最新バージョン", "バージョン"], "0", false),
            (["バージョン", "バージョン(配布終了)"], "0", false),
            (["2025年10月版 バージョン(最新)", "2025年9月版 バージョン"], "0", false),
            // Dates tell it, and may be those of what is to come.
            (["バージョン(2025/6/1)", "バージョン(2025/7/1)"], "1", true),
            (["バージョン(R7.7)", "バージョン(R7.6)"], "0", true),
            (["バージョン(令和7年度)", "バージョン(令和6年度)"], "0", true),
            (["バージョン(2024)", "バージョン(2025)"], "1", true),
            (["バージョン", "バージョン(2025年度)"], "0", true),
            // It is not told.
            (["バージョン(9月)", "バージョン(10月)"], "01", true),
            (["バージョン(10/1)", "バージョン(9/1)"], "01", true),
            (["バージョン(上期)", "バージョン(下期)"], "01", true),
            (["バージョン(第2版)", "バージョン(第1版)"], "01", true),
            (["バージョン", "バージョン(4月以降)"], "01", true),
            (["バージョン(最新)", "バージョン(Win11)"], "01", true),
            // Of different things.
            (["バージョン(Win10)", "バージョン(Win11)"], "01", false),
            (["バージョン(Server 2019)", "バージョン(Server 2022)"], "01", false),
            (["最新バージョン(32bit)", "最新バージョン(64bit)"], "01", false),
            (["画面バージョン", "本体バージョン"], "01", false),
        ] {
            let profile = Profile::built_in();
            let column = |header: &str| {
                let role = profile.role(header);
                Column { role, header: header.to_owned(), note: None }
            };
            let mut columns = headers.map(column);
            let unclear = keep_latest(&mut columns, profile);
            let versions = (0..2).filter(|&col| columns[col].role == Some(Role::Version));
            let versions: String = versions.map(|col| col.to_string()).collect();
            assert_eq!((versions.as_str(), unclear), (left, is_unclear), "{headers:?}");
        }
    }
}
