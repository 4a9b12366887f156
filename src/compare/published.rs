//! [`Published`]: a snapshot, laid out to be asked.

use std::cmp::Ordering;
use std::collections::HashMap;

use smallvec::SmallVec;

use super::items::Place;
use super::report::{Basis, Report};
use crate::app::App;
use crate::date::Date;
use crate::inventory::{Installed, Inventory};
use crate::profile::Profile;
use crate::snapshot::{Cell, PublishedVersion, Snapshot, Warning};
use crate::status::{Ambiguity, Side, Status};
use crate::subject::{Identity, Maker, Subject};
use crate::version::Version;
use crate::warning_code::WarningCode;

/// What a snapshot publishes, laid out to be asked many times.
///
/// # Examples
///
/// ```
/// use onshikaku::{Published, Snapshot, Status, Subject};
///
/// let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
///     <tr><td>顔認証付きカードリーダーアプリケーション<td><tr><td>株式会社アルメックス<td>10.10</table>";
/// let snapshot = Snapshot::from_html(html)?;
/// let published = Published::new(&snapshot);
/// let reader = Subject::reader("㈱アルメックス", None);
/// assert_eq!(published.judge(&reader, &"10.10".parse().unwrap()), Status::UpToDate);
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Debug)]
pub struct Published<'s> {
    snapshot: &'s Snapshot,
    basis: Basis,
    targets: Vec<Target<'s>>,
    apps: [Option<usize>; App::ALL.len()],
    named: HashMap<Box<str>, usize>,
    /// Each manufacturer's targets, in the order of the page.
    makers: Vec<(Maker, Vec<usize>)>,
}

/// All that a page says of one subject.
#[derive(Debug)]
pub(super) struct Target<'s> {
    /// By the name of the page.
    pub(super) subject: Subject,
    /// In the order of the page.
    pub(super) versions: Vec<(&'s Version, &'s Cell)>,
    lowest: Option<&'s Version>,
    pub(super) highest: Option<&'s Version>,
    /// Whether a row's version is there and cannot be read.
    has_unreadable: bool,
    /// When the highest version was published, and what the page calls that day.
    pub(super) released: Option<Date>,
    pub(super) released_from: Option<&'s str>,
    /// What is odd about its cells.
    pub(super) warnings: Vec<&'s Warning>,
}

/// What a page has for a subject.
pub(super) enum Found {
    One(usize),
    /// The face library and the browser's plug-in, either of which it may be.
    Either(usize, usize),
    /// A manufacturer's components, one of which it is, by the manufacturer's index.
    OneOf(usize),
    /// A card reader's application, without its manufacturer.
    NoManufacturer,
    Nothing,
}

impl<'s> Published<'s> {
    /// Lays a snapshot out.
    pub fn new(snapshot: &'s Snapshot) -> Published<'s> {
        let mut published = Published {
            snapshot,
            basis: Basis::of(snapshot),
            targets: Vec::new(),
            apps: [None; App::ALL.len()],
            named: HashMap::new(),
            makers: Vec::new(),
        };
        for record in &snapshot.apps {
            let subject = match record.app {
                Some(app) => Subject::app(app),
                None => Subject::unknown(&record.name),
            };
            let subject = subject.called(&record.name);
            let released = (record.released, record.released_from.0.as_deref());
            published.add(subject, &record.versions, &record.cell, released);
        }
        for record in &snapshot.manufacturers {
            let subject = Subject::reader(&record.name, record.component.as_deref());
            let released = (record.released, record.released_from.0.as_deref());
            published.add(subject, &record.versions, &record.cell, released);
        }
        published.warn();
        published
    }

    fn add(
        &mut self,
        subject: Subject,
        versions: &'s [PublishedVersion],
        cell: &'s Cell,
        (released, released_from): (Option<Date>, Option<&'s str>),
    ) {
        let known = self.exactly(subject.identity());
        let index = known.unwrap_or_else(|| self.insert(subject.clone()));
        let target = &mut self.targets[index];
        for published in versions {
            let version = &published.version;
            target.versions.push((version, cell));
            target.lowest = Some(target.lowest.map_or(version, |lowest| lowest.min(version)));
            // Of equal ones the first on the page gives the name and the day.
            if target.highest.is_none_or(|highest| version > highest) {
                target.highest = Some(version);
                target.released = released;
                target.released_from = released_from;
                target.subject = subject.clone();
            }
        }
        target.has_unreadable |= versions.is_empty() && !is_blank(self.snapshot, cell);
    }

    /// What the page has for exactly this.
    fn exactly(&self, identity: &Identity) -> Option<usize> {
        match identity {
            Identity::App(app) => self.apps[*app as usize],
            Identity::AuthFile => None,
            Identity::Named(name) => self.named.get(name).copied(),
            Identity::Reader(maker, _) => {
                let parts = self.parts(maker).iter().copied();
                parts.into_iter().find(|part| self.targets[*part].subject.identity() == identity)
            }
        }
    }

    fn insert(&mut self, subject: Subject) -> usize {
        let index = self.targets.len();
        match subject.identity() {
            Identity::App(app) => self.apps[*app as usize] = Some(index),
            Identity::AuthFile => {}
            Identity::Named(name) => drop(self.named.insert(name.clone(), index)),
            Identity::Reader(maker, _) => {
                match self.makers.iter_mut().find(|(other, _)| other == maker) {
                    Some((_, parts)) => parts.push(index),
                    None => self.makers.push((maker.clone(), vec![index])),
                }
            }
        }
        self.targets.push(Target {
            subject,
            versions: Vec::new(),
            lowest: None,
            highest: None,
            has_unreadable: false,
            released: None,
            released_from: None,
            warnings: Vec::new(),
        });
        index
    }

    /// Gives each target what is odd about its cells.
    fn warn(&mut self) {
        let warnings = &self.snapshot.warnings;
        let at: Vec<_> =
            warnings.iter().filter_map(|w| w.cell.as_ref().map(|cell| (cell, w))).collect();
        for target in &mut self.targets {
            let own = |cell: &Cell| target.versions.iter().any(|(_, other)| *other == cell);
            let own = at.iter().filter(|(cell, warning)| is_doubt(warning.code) && own(cell));
            target.warnings = own.map(|(_, warning)| *warning).collect();
        }
    }

    fn parts(&self, maker: &Maker) -> &[usize] {
        let found = self.makers.iter().find(|(other, _)| other == maker);
        found.map_or(&[], |(_, parts)| parts)
    }

    pub(super) fn find(&self, subject: &Subject) -> Found {
        let found = match subject.identity() {
            Identity::App(App::CardReader) if !self.has_own_reader() => {
                return Found::NoManufacturer;
            }
            Identity::AuthFile => {
                let [library, plug_in] = [App::FaceLibrary, App::BrowserExtension]
                    .map(|app| self.apps[app as usize].filter(|at| self.targets[*at].is_there()));
                match (library, plug_in) {
                    (Some(library), Some(plug_in)) => return Found::Either(library, plug_in),
                    _ => self.apps[App::FaceLibrary as usize],
                }
            }
            Identity::Reader(maker, part) => return self.find_reader(maker, part.as_deref()),
            other => self.exactly(other),
        };
        found.map_or(Found::Nothing, Found::One)
    }

    fn find_reader(&self, maker: &Maker, part: Option<&str>) -> Found {
        let Some(index) = self.makers.iter().position(|(other, _)| other == maker) else {
            return Found::Nothing;
        };
        let parts = self.makers[index].1.as_slice();
        let of = |index: &usize| match self.targets[*index].subject.identity() {
            Identity::Reader(_, part) => part.as_deref(),
            _ => None,
        };
        match (parts, part) {
            ([one], None) => Found::One(*one),
            (_, None) => Found::OneOf(index),
            // A page that knows no components speaks of all of them.
            ([one], Some(_)) if of(one).is_none() => Found::One(*one),
            (_, Some(part)) => {
                let same = parts.iter().find(|index| of(index) == Some(part));
                same.map_or(Found::Nothing, |index| Found::One(*index))
            }
        }
    }

    /// Whether the card reader's row speaks of an application of its own: no manufacturers are named, and its file is not
    /// the face library's, as in the document of 2021.
    fn has_own_reader(&self) -> bool {
        let rows = self.snapshot.apps.iter().filter(|record| record.app == Some(App::CardReader));
        let profile = Profile::built_in();
        let mut files = rows.filter_map(|record| record.file.as_deref());
        self.makers.is_empty() && files.all(|file| profile.app_of_file(file).is_none())
    }

    /// What the page says of a subject.
    pub(super) fn targets(&self, found: &Found) -> SmallVec<[&Target<'s>; 2]> {
        let target = |index: &usize| &self.targets[*index];
        match found {
            Found::One(index) => SmallVec::from_iter([target(index)]),
            Found::Either(library, plug_in) => SmallVec::from([target(library), target(plug_in)]),
            Found::OneOf(maker) => self.makers[*maker].1.iter().map(target).collect(),
            Found::NoManufacturer | Found::Nothing => SmallVec::new(),
        }
    }

    /// A subject by the page's name, or by the terminal's where the page has none.
    pub(super) fn named(&self, subject: &Subject, found: &Found) -> Subject {
        let row =
            |app: App| self.apps[app as usize].map(|index| self.targets[index].subject.clone());
        match (found, self.targets(found).first()) {
            (Found::OneOf(_), Some(first)) => first.subject.whole(),
            (_, Some(first)) => first.subject.clone(),
            (_, None) => subject.as_app().and_then(row).unwrap_or_else(|| subject.clone()),
        }
    }

    /// What reports on the page rest on.
    pub(super) fn basis(&self) -> &Basis {
        &self.basis
    }

    /// What an installed version is, measured by the page. Allocates nothing.
    ///
    /// Where the page has two versions a < b of one application, as in the document of 2021: a version below a is outdated,
    /// from a to below b it is ambiguous, b is up to date, and above b it is ahead.
    pub fn judge(&self, subject: &Subject, version: &Version) -> Status {
        self.judge_found(&self.find(subject), version)
    }

    pub(super) fn judge_found(&self, found: &Found, version: &Version) -> Status {
        match *found {
            Found::One(index) => self.targets[index].judge(version),
            Found::Either(library, plug_in) => {
                let [library, plug_in] = [library, plug_in].map(|index| &self.targets[index]);
                let same = library.highest == plug_in.highest && library.lowest == plug_in.lowest;
                if same { library.judge(version) } else { Status::Ambiguous(Ambiguity::AuthFile) }
            }
            Found::OneOf(_) => Status::Ambiguous(Ambiguity::Component),
            Found::NoManufacturer => Status::Ambiguous(Ambiguity::Manufacturer),
            Found::Nothing => Status::NotPublished,
        }
    }

    /// Where a report has the item of a subject, for a tool that keeps what was said of one thing and puts terminals
    /// together from it.
    ///
    /// # Examples
    ///
    /// ```
    /// use onshikaku::{App, Published, Snapshot, Subject};
    ///
    /// # let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
    /// #     <tr><td>連携アプリケーション<td>1.0.9<tr><td>配信アプリケーション<td>1.0.6</table>";
    /// let snapshot = Snapshot::from_html(html)?;
    /// let published = Published::new(&snapshot);
    /// let place = |name: &str| published.place(&Subject::named(name));
    /// assert!(place("連携アプリケーション") < place("配信アプリケーション"));
    /// assert_eq!(place("配信アプリ"), place("OQsDistroApp.msi"));
    /// # Ok::<(), onshikaku::Error>(())
    /// ```
    pub fn place(&self, subject: &Subject) -> Place {
        Place::of(self, subject)
    }

    /// What is installed on a terminal, measured by the page, with the evidence.
    pub fn report(&self, terminal: &impl Installed) -> Report {
        Report::of(self, terminal)
    }
}

impl Inventory {
    /// Measures what is installed by what a page publishes.
    ///
    /// For many terminals lay the page out once: [`Published::report`].
    pub fn compare(&self, snapshot: &Snapshot) -> Report {
        Published::new(snapshot).report(self)
    }
}

impl Target<'_> {
    /// Whether the page says something of it, be it something that cannot be read.
    fn is_there(&self) -> bool {
        !self.versions.is_empty() || self.has_unreadable
    }

    fn judge(&self, version: &Version) -> Status {
        let (Some(lowest), Some(highest)) = (self.lowest, self.highest) else {
            return Status::Unreadable { side: Side::Published };
        };
        let differs_at = || version.first_difference(highest).unwrap_or_default();
        match version.cmp(highest) {
            Ordering::Less if version < lowest => Status::Outdated { differs_at: differs_at() },
            Ordering::Less => Status::Ambiguous(Ambiguity::PublishedDiffer),
            // The version that cannot be read may be a higher one.
            _ if self.has_unreadable => Status::Unreadable { side: Side::Published },
            Ordering::Equal => Status::UpToDate,
            Ordering::Greater => Status::Ahead { differs_at: differs_at() },
        }
    }
}

/// Whether a cell without a version says that there is none.
fn is_blank(snapshot: &Snapshot, cell: &Cell) -> bool {
    let mut at = snapshot.warnings.iter().filter(|warning| warning.cell.as_ref() == Some(cell));
    !at.any(|warning| warning.code == WarningCode::VersionUnreadable)
}

/// Whether a warning casts doubt on the versions of its cell.
fn is_doubt(code: WarningCode) -> bool {
    matches!(
        code,
        WarningCode::VersionChange
            | WarningCode::VersionOld
            | WarningCode::VersionQualified
            | WarningCode::VersionInFileName
            | WarningCode::VersionInvisible
            | WarningCode::VersionColumns
            | WarningCode::VersionTimes
            | WarningCode::FileDisagrees
    )
}
