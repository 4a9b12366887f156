//! [`Inventory`]: what a terminal has, and where each version was read.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use serde::Serialize;

use crate::lang::{self, Lang};
use crate::reading::looks_like_date;
use crate::spelling::{shown, visible};
use crate::status::FindingCode;
use crate::subject::Subject;
use crate::version::Version;

mod file;
mod folder;
mod hold;
mod scan;
mod version_info;

pub use file::InventoryError;
pub use hold::{Hold, ParseRangeError, VersionRange};

/// What a terminal has, in a tool's own terms: the one trait that such a tool implements to compare without copying.
///
/// # Examples
///
/// ```
/// use onshikaku::{App, Entry, Installed, Published, Snapshot, Status, Subject};
///
/// /// A vendor's own table of terminals.
/// struct Row<'t> {
///     linkage: &'t str,
/// }
///
/// impl Installed for Row<'_> {
///     fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
///         [Entry::read(Subject::app(App::Linkage), self.linkage)].into_iter()
///     }
/// }
///
/// # let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
/// #     <tr><td>連携アプリケーション<td>1.0.9</table>";
/// let snapshot = Snapshot::from_html(html)?;
/// let report = Published::new(&snapshot).report(&Row { linkage: "1.0.8" });
/// assert_eq!(report.items[0].status, Status::Outdated { differs_at: 2 });
/// # Ok::<(), onshikaku::Error>(())
/// ```
pub trait Installed {
    /// Each thing that is installed; several of one subject are told apart by where they were read.
    fn entries(&self) -> impl Iterator<Item = Entry<'_>>;

    /// Whether the terminal's own files were looked at, so that what is not among the entries is not installed.
    fn is_scanned(&self) -> bool {
        false
    }

    /// What is to stay at its version for a while.
    fn holds(&self) -> &[Hold] {
        &[]
    }

    /// What is odd about the entries, such as a file that could not be read.
    fn findings(&self) -> &[Finding] {
        &[]
    }
}

/// A thing installed, and its version.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub(crate) subject: Cow<'a, Subject>,
    /// `None` if the text is no version.
    pub(crate) version: Option<Cow<'a, Version>>,
    pub(crate) raw: Cow<'a, str>,
    pub(crate) origin: Cow<'a, Origin>,
}

impl<'a> Entry<'a> {
    /// A thing installed, whose version is at hand.
    pub fn new(subject: impl Into<Cow<'a, Subject>>, version: &'a Version) -> Entry<'a> {
        Entry {
            subject: subject.into(),
            raw: version.as_str().into(),
            version: Some(Cow::Borrowed(version)),
            origin: Cow::Owned(Origin::CODE),
        }
    }

    /// A thing installed, with the text that says its version; what cannot be read is told by the report.
    pub fn read(subject: impl Into<Cow<'a, Subject>>, version: &'a str) -> Entry<'a> {
        Entry {
            subject: subject.into(),
            version: version_of(version).map(Cow::Owned),
            raw: version.into(),
            origin: Cow::Owned(Origin::CODE),
        }
    }

    /// Says where the version was read.
    pub fn from(self, origin: &'a Origin) -> Entry<'a> {
        Entry { origin: Cow::Borrowed(origin), ..self }
    }
}

/// The version that a text says; a day, such as `2022.10.17`, is none.
fn version_of(text: &str) -> Option<Version> {
    text.parse().ok().filter(|version| !looks_like_date(version))
}

impl From<Subject> for Cow<'_, Subject> {
    fn from(subject: Subject) -> Self {
        Cow::Owned(subject)
    }
}

impl<'a> From<&'a Subject> for Cow<'a, Subject> {
    fn from(subject: &'a Subject) -> Self {
        Cow::Borrowed(subject)
    }
}

/// Where a terminal's version was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct Origin {
    /// What kind of place.
    pub kind: OriginKind,
    /// The file's path.
    pub path: Option<String>,
    /// The line in it, from 1.
    pub line: Option<usize>,
}

impl Origin {
    /// A value from the program at hand.
    pub const CODE: Origin = Origin::of(OriginKind::Code);
    /// A value typed on a command line.
    pub const ARGUMENT: Origin = Origin::of(OriginKind::Argument);

    const fn of(kind: OriginKind) -> Origin {
        Origin { kind, path: None, line: None }
    }

    /// A line, from 1, of a terminal's own `Version.info`, which beats what a person types.
    pub fn version_info(path: impl Into<String>, line: Option<usize>) -> Origin {
        let path = Some(visible(&path.into()).into_owned());
        Origin { kind: OriginKind::VersionInfo, path, line }
    }

    /// A line, from 1, of an inventory's file.
    pub fn file(path: Option<String>, line: Option<usize>) -> Origin {
        let path = path.map(|path| visible(&path).into_owned());
        Origin { kind: OriginKind::File, path, line }
    }
}

/// What kind of place a terminal's version was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OriginKind {
    /// The terminal's own file.
    VersionInfo,
    /// An inventory's file, which a person wrote.
    File,
    /// A command line.
    Argument,
    /// A program.
    Code,
}

/// Something odd about an inventory.
///
/// In JSON it carries its message in Japanese; [`Finding::message`] gives either language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Finding {
    /// What kind of oddity.
    pub code: FindingCode,
    /// The file.
    pub path: Option<String>,
    /// The line in it, from 1.
    pub line: Option<usize>,
    /// What stands there, or what it is about.
    pub raw: Option<String>,
}

impl Finding {
    pub(crate) fn at(code: FindingCode, origin: &Origin, raw: &str) -> Finding {
        Finding {
            code,
            path: origin.path.clone(),
            line: origin.line,
            raw: Some(shown(raw).into_owned()),
        }
    }

    /// What is odd, in a language.
    pub fn message(&self, lang: Lang) -> String {
        lang::finding(self.code, self.raw.as_deref().unwrap_or_default(), lang)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.message(Lang::En))
    }
}

impl Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Out<'a> {
            code: FindingCode,
            message: String,
            path: &'a Option<String>,
            line: Option<usize>,
            raw: &'a Option<String>,
        }
        let Finding { code, path, line, raw } = self;
        Out { code: *code, message: self.message(Lang::Ja), path, line: *line, raw }
            .serialize(serializer)
    }
}

/// What a terminal has: applications and card readers with their versions, each with where it was read.
///
/// # Examples
///
/// ```
/// use onshikaku::{App, Inventory, Snapshot, Verdict};
///
/// # let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
/// #     <tr><td>連携アプリケーション<td>1.0.9</table>";
/// let snapshot = Snapshot::from_html(html)?;
/// let inventory = Inventory::new().with(App::Linkage, "1.0.8");
/// assert_eq!(inventory.compare(&snapshot).verdict(), Verdict::UpdateNeeded);
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inventory {
    id: Option<String>,
    taken_at: Option<SystemTime>,
    things: Vec<Thing>,
    holds: Vec<Hold>,
    findings: Vec<Finding>,
    is_scanned: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Thing {
    subject: Subject,
    version: Option<Version>,
    raw: String,
    origin: Origin,
}

impl Inventory {
    /// Nothing.
    pub fn new() -> Inventory {
        Inventory::default()
    }

    /// Adds a thing with the text that says its version; what cannot be read is told by the report.
    pub fn with(self, subject: impl Into<Subject>, version: &str) -> Inventory {
        self.with_from(subject, version, Origin::CODE)
    }

    /// Adds a thing whose version was read somewhere.
    pub fn with_from(
        mut self,
        subject: impl Into<Subject>,
        version: &str,
        origin: Origin,
    ) -> Inventory {
        self.add(subject.into(), version, origin);
        self
    }

    /// Adds a card reader, or a component of it.
    pub fn with_reader(
        self,
        manufacturer: &str,
        component: Option<&str>,
        version: &str,
    ) -> Inventory {
        self.with(Subject::reader(manufacturer, component), version)
    }

    /// Adds a hold.
    pub fn with_hold(mut self, hold: Hold) -> Inventory {
        self.holds.push(hold);
        self
    }

    /// Adds what another inventory of the same terminal has.
    pub fn and(mut self, other: Inventory) -> Inventory {
        self.id = self.id.or(other.id);
        self.taken_at = self.taken_at.max(other.taken_at);
        self.things.extend(other.things);
        self.holds.extend(other.holds);
        self.findings.extend(other.findings);
        self.is_scanned |= other.is_scanned;
        self
    }

    /// What the inventory calls the terminal.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// When the versions were read, if it is said.
    pub fn taken_at(&self) -> Option<SystemTime> {
        self.taken_at
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    fn add(&mut self, subject: Subject, raw: &str, origin: Origin) {
        let version = version_of(raw);
        if version.is_none() {
            self.findings.push(Finding::at(FindingCode::VersionUnreadable, &origin, raw));
        }
        self.things.push(Thing { subject, version, raw: raw.to_owned(), origin });
    }

    /// Adds a thing whose version is no text, or none that can be read; what is odd about it is told elsewhere.
    fn add_unreadable(&mut self, subject: Subject, raw: &str, origin: Origin) {
        self.things.push(Thing { subject, version: None, raw: raw.to_owned(), origin });
    }
}

impl Installed for Inventory {
    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.things.iter().map(|thing| Entry {
            subject: Cow::Borrowed(&thing.subject),
            version: thing.version.as_ref().map(Cow::Borrowed),
            raw: Cow::Borrowed(&thing.raw),
            origin: Cow::Borrowed(&thing.origin),
        })
    }

    fn is_scanned(&self) -> bool {
        self.is_scanned
    }

    fn holds(&self) -> &[Hold] {
        &self.holds
    }

    fn findings(&self) -> &[Finding] {
        &self.findings
    }
}
