//! [`Version`]: a list of numbers with the spelling it came in.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use smallvec::SmallVec;

/// An application's version: any number of segments, each a `u64`.
///
/// The portal publishes versions of one (`362`) to five segments (`1.1.1.1.2`). They are compared
/// number by number, missing segments count as zero, and the spelling is kept:
///
/// - `1.0` equals `1.0.0`, and `1.0.09` equals `1.0.9`;
/// - `10.10` is newer than `10.9` and is not `10.1`;
/// - [`Display`](fmt::Display) gives back the spelling without its decoration.
///
/// [`Eq`], [`Ord`] and [`Hash`] agree with each other: two spellings that are equal hash alike.
///
/// # What can be read
///
/// [`FromStr`] reads digits between single dots. White space around is ignored (U+3000 too), full-width
/// digits and `．` count as ASCII ones, and one decoration is taken off: `v`, `Ver.`, `Version` (in any
/// case, Latin letters full-width too) or `バージョン` before the number, or `第` … `版` around it. All else,
/// `ﾊﾞｰｼﾞｮﾝ` in half-width kana among it, is a [`ParseVersionError`] that says what and at which byte.
///
/// Serde reads and writes a string, never a number: as a number `10.10` would be `10.1`.
///
/// # Examples
///
/// ```
/// use onshikaku::Version;
///
/// let published: Version = "Ver.１０.１０".parse()?;
/// assert_eq!(published.to_string(), "10.10");
/// assert_eq!(published.segments(), [10, 10]);
/// assert!(published > "10.9".parse()?);
/// assert_ne!(published, "10.1".parse()?);
///
/// let error = "1.0.9a".parse::<Version>().unwrap_err();
/// assert_eq!(error.to_string(), "unexpected 'a' at byte 5");
/// # Ok::<(), onshikaku::ParseVersionError>(())
/// ```
#[derive(Clone)]
pub struct Version {
    spelling: Box<str>,
    segments: SmallVec<[u64; 4]>,
}

impl Version {
    /// The numbers, in order, as many as the spelling has.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Version;
    /// let version: Version = "1.2.0.0".parse()?;
    /// assert_eq!(version.segments(), [1, 2, 0, 0]);
    /// # Ok::<(), onshikaku::ParseVersionError>(())
    /// ```
    pub fn segments(&self) -> &[u64] {
        &self.segments
    }

    /// The spelling without decoration, as [`Display`](fmt::Display) prints it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Version;
    /// let version: Version = " v1.0.09 ".parse()?;
    /// assert_eq!(version.as_str(), "1.0.09");
    /// # Ok::<(), onshikaku::ParseVersionError>(())
    /// ```
    pub fn as_str(&self) -> &str {
        &self.spelling
    }

    /// The index of the first segment in which two versions differ; `None` if they are equal.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Version;
    /// let installed: Version = "1.0.6".parse()?;
    /// assert_eq!(installed.first_difference(&"1.0.9".parse()?), Some(2));
    /// assert_eq!(installed.first_difference(&"1.0.6.0".parse()?), None);
    /// # Ok::<(), onshikaku::ParseVersionError>(())
    /// ```
    pub fn first_difference(&self, other: &Version) -> Option<usize> {
        let longest = self.segments.len().max(other.segments.len());
        (0..longest).find(|&i| self.segment(i) != other.segment(i))
    }

    /// Whether a semantic version requirement holds for this version.
    ///
    /// # Errors
    ///
    /// [`NotSemverError`] if the version has no semantic form: more than three segments that
    /// are not zero.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Version;
    /// let requirement = semver::VersionReq::parse(">=1.0.6, <2").unwrap();
    /// assert!("1.0.9".parse::<Version>()?.matches(&requirement).unwrap());
    /// assert!("1.1.1.1.2".parse::<Version>()?.matches(&requirement).is_err());
    /// # Ok::<(), onshikaku::ParseVersionError>(())
    /// ```
    pub fn matches(&self, requirement: &semver::VersionReq) -> Result<bool, NotSemverError> {
        Ok(requirement.matches(&semver::Version::try_from(self)?))
    }

    /// The numbers of a semantic version, without its pre-release and build metadata.
    ///
    /// [`TryFrom`] is the conversion that loses nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Version;
    /// let version = semver::Version::parse("1.2.3-beta.1+4").unwrap();
    /// assert_eq!(Version::numbers_of(&version).as_str(), "1.2.3");
    /// assert!(Version::try_from(version).is_err());
    /// ```
    pub fn numbers_of(version: &semver::Version) -> Version {
        let segments = SmallVec::from_slice(&[version.major, version.minor, version.patch]);
        let spelling = format!("{}.{}.{}", version.major, version.minor, version.patch);
        Version { spelling: spelling.into(), segments }
    }

    fn segment(&self, index: usize) -> u64 {
        self.segments.get(index).copied().unwrap_or(0)
    }

    /// The segments without zeros at the end: what equality and hashing go by.
    fn significant(&self) -> &[u64] {
        let end = self.segments.iter().rposition(|&s| s != 0).map_or(0, |last| last + 1);
        &self.segments[..end]
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.significant() == other.significant()
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.significant().hash(state);
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.significant().cmp(other.significant())
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.spelling)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Version({})", self.spelling)
    }
}

impl FromStr for Version {
    type Err = ParseVersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = undecorated(text);
        let start = number.as_ptr() as usize - text.as_ptr() as usize;
        let segments = read_segments(number, start)?;
        let spelling = if number.is_ascii() {
            number.into()
        } else {
            number.chars().map(ascii_form).collect()
        };
        Ok(Version { spelling, segments })
    }
}

impl TryFrom<&str> for Version {
    type Error = ParseVersionError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// Reads `12.3.4`; `start` is where `number` stands in what the caller gave, for the error.
fn read_segments(number: &str, start: usize) -> Result<SmallVec<[u64; 4]>, ParseVersionError> {
    let fail = |kind, offset| Err(ParseVersionError { kind, at: start + offset });
    let mut segments = SmallVec::new();
    let mut segment: Option<(u64, usize)> = None;
    let mut last_dot = None;
    for (at, raw) in number.char_indices() {
        match (ascii_form(raw), segment) {
            (digit @ '0'..='9', current) => {
                let (value, from) = current.unwrap_or((0, at));
                let digit = u64::from(digit as u32 - '0' as u32);
                match value.checked_mul(10).and_then(|v| v.checked_add(digit)) {
                    Some(value) => segment = Some((value, from)),
                    None => return fail(ParseVersionErrorKind::Overflow, from),
                }
            }
            ('.', Some((value, _))) => {
                segments.push(value);
                segment = None;
                last_dot = Some(at);
            }
            ('.', None) => return fail(ParseVersionErrorKind::EmptySegment, at),
            _ => return fail(ParseVersionErrorKind::Unexpected(raw), at),
        }
    }
    match (segment, last_dot) {
        (Some((value, _)), _) => segments.push(value),
        (None, Some(dot)) => return fail(ParseVersionErrorKind::EmptySegment, dot),
        (None, None) => return fail(ParseVersionErrorKind::Empty, 0),
    }
    Ok(segments)
}

/// Words that may stand before a version's number; longer ones first.
const PREFIXES: [&str; 5] = ["バージョン", "version", "ver.", "ver", "v"];

/// The part of `text` that has to be the number: without white space and one decoration.
fn undecorated(text: &str) -> &str {
    let text = text.trim();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text;
    }
    if let Some(inner) = text.strip_prefix('第').and_then(|rest| rest.strip_suffix('版')) {
        return inner.trim();
    }
    PREFIXES
        .iter()
        .find_map(|prefix| strip_prefix_folded(text, prefix))
        .map_or(text, str::trim_start)
}

/// Strips a prefix without regard to the case and width of Latin letters.
fn strip_prefix_folded<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    let same = prefix
        .chars()
        .all(|p| rest.next().is_some_and(|c| ascii_form(c).to_ascii_lowercase() == p));
    same.then_some(rest.as_str())
}

/// A full-width ASCII character's ASCII form; any other character as it is.
fn ascii_form(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Why a text is not a [`Version`].
///
/// # Examples
///
/// ```
/// # use onshikaku::Version;
/// let error = "1..2".parse::<Version>().unwrap_err();
/// assert_eq!(error.at(), 2);
/// assert_eq!(error.to_string(), "a segment without digits at byte 2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at byte {at}")]
pub struct ParseVersionError {
    kind: ParseVersionErrorKind,
    at: usize,
}

impl ParseVersionError {
    /// The byte of the text given at which reading stopped.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What is wrong there.
    pub fn kind(&self) -> ParseVersionErrorKind {
        self.kind
    }
}

/// What is wrong with a text that is not a [`Version`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseVersionErrorKind {
    /// There is no number at all.
    #[error("no number")]
    Empty,
    /// A dot at the start, at the end, or behind another dot.
    #[error("a segment without digits")]
    EmptySegment,
    /// A segment over [`u64::MAX`].
    #[error("a segment that is too large")]
    Overflow,
    /// A character that no version has.
    #[error("unexpected {0:?}")]
    Unexpected(char),
}

/// A version that has no semantic form, or a semantic version that is more than its numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} cannot be converted without loss between a version and a semantic version")]
pub struct NotSemverError(String);

impl TryFrom<&Version> for semver::Version {
    type Error = NotSemverError;

    /// Missing segments are zero; segments behind the third must be zero.
    fn try_from(version: &Version) -> Result<Self, Self::Error> {
        if version.significant().len() > 3 {
            return Err(NotSemverError(version.to_string()));
        }
        Ok(semver::Version::new(version.segment(0), version.segment(1), version.segment(2)))
    }
}

impl TryFrom<semver::Version> for Version {
    type Error = NotSemverError;

    /// Fails on a pre-release or build metadata, which a [`Version`] does not have.
    fn try_from(version: semver::Version) -> Result<Self, Self::Error> {
        if version.pre.is_empty() && version.build.is_empty() {
            Ok(Version::numbers_of(&version))
        } else {
            Err(NotSemverError(version.to_string()))
        }
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.spelling)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asking for a string refuses numbers in every format that tells them apart.
        deserializer.deserialize_str(VersionVisitor)
    }
}

struct VersionVisitor;

impl de::Visitor<'_> for VersionVisitor {
    type Value = Version;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a version in quotes (as a number, 10.10 would be 10.1)")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Version, E> {
        text.parse().map_err(|error| E::custom(format_args!("invalid version {text:?}: {error}")))
    }
}
