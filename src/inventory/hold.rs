//! [`Hold`]: what is to stay at its version for a while.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::date::Date;
use crate::spelling::shown;
use crate::subject::Subject;
use crate::version::Version;

/// A subject that is to stay at a version for a while, and why: an outdated version that is expected.
///
/// # Examples
///
/// ```
/// use onshikaku::{App, Date, Hold};
///
/// let hold = Hold::new(App::Linkage, ">=1.0.6, <1.0.9".parse()?, "waits for the billing computer")
///     .until(Date::new(2026, 12, 31).unwrap());
/// assert!(hold.versions.contains(&"1.0.7".parse().unwrap()));
/// # Ok::<(), onshikaku::ParseRangeError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Hold {
    /// What is held.
    pub subject: Subject,
    /// The versions at which it may stay.
    pub versions: VersionRange,
    /// Why.
    pub reason: String,
    /// The last day on which it holds, in Japan; without one it holds until it is taken away.
    pub until: Option<Date>,
}

impl Hold {
    /// A hold without an end.
    pub fn new(
        subject: impl Into<Subject>,
        versions: VersionRange,
        reason: impl Into<String>,
    ) -> Hold {
        let reason = shown(&reason.into()).into_owned();
        Hold { subject: subject.into(), versions, reason, until: None }
    }

    /// The same hold until a day, that day included.
    pub fn until(self, day: Date) -> Hold {
        Hold { until: Some(day), ..self }
    }

    /// Whether it has run out on a day.
    pub fn is_over(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

/// A version, or bounds on it: `1.0.6`, or `>=1.0.4, <1.0.9`. All bounds have to hold; `*` is any version.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VersionRange(Vec<(Bound, Version)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Bound {
    AtLeast,
    AtMost,
    Above,
    Below,
    Exactly,
}

/// How a bound is written; what begins like another stands before it.
const BOUNDS: [(&str, Bound); 5] = [
    (">=", Bound::AtLeast),
    ("<=", Bound::AtMost),
    (">", Bound::Above),
    ("<", Bound::Below),
    ("=", Bound::Exactly),
];

impl VersionRange {
    /// Any version.
    pub const ANY: VersionRange = VersionRange(Vec::new());

    /// Whether a version lies in it.
    pub fn contains(&self, version: &Version) -> bool {
        self.0.iter().all(|(bound, other)| match bound {
            Bound::AtLeast => version >= other,
            Bound::AtMost => version <= other,
            Bound::Above => version > other,
            Bound::Below => version < other,
            Bound::Exactly => version == other,
        })
    }
}

impl From<Version> for VersionRange {
    fn from(version: Version) -> VersionRange {
        VersionRange(vec![(Bound::Exactly, version)])
    }
}

impl fmt::Display for VersionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("*");
        }
        for (at, (bound, version)) in self.0.iter().enumerate() {
            let sign = BOUNDS.iter().find(|(_, other)| other == bound).map_or("", |(sign, _)| sign);
            let sign = if *bound == Bound::Exactly { "" } else { sign };
            write!(f, "{}{sign}{version}", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl FromStr for VersionRange {
    type Err = ParseRangeError;

    fn from_str(text: &str) -> Result<VersionRange, ParseRangeError> {
        if text.trim() == "*" {
            return Ok(VersionRange::ANY);
        }
        let bound = |part: &str| {
            let part = part.trim();
            let signed = BOUNDS
                .iter()
                .find_map(|(sign, bound)| part.strip_prefix(sign).map(|rest| (*bound, rest)));
            let (bound, version) = signed.unwrap_or((Bound::Exactly, part));
            let version = version.parse().map_err(|_| ParseRangeError(part.to_owned()))?;
            Ok((bound, version))
        };
        text.split(',').map(bound).collect::<Result<_, _>>().map(VersionRange)
    }
}

impl Serialize for VersionRange {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The text is no [`VersionRange`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither a version nor a bound such as >=1.0.4")]
pub struct ParseRangeError(String);
