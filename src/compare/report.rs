//! [`Report`]: a terminal's versions against a page's, with the evidence on both sides.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::items;
use super::published::Published;
use crate::date::Date;
use crate::inventory::{Finding, Hold, Installed, Origin, OriginKind, VersionRange};
use crate::lang::{self, Lang};
use crate::reading::looks_like_date;
use crate::snapshot::{Cell, Freshness, Snapshot, Source, SourceKind};
use crate::spelling::shown;
use crate::status::{Ambiguity, FindingCode, Next, Reason, Side, Status};
use crate::subject::{Identity, Subject};
use crate::version::Version;
use crate::warning_code::WarningCode;

/// A terminal's versions against a page's.
///
/// Serialized as `onshikaku.report/1`; the schema ships with the feature `schema`.
///
/// # Examples
///
/// ```
/// use onshikaku::{App, Inventory, Snapshot, Verdict};
///
/// # let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
/// #     <tr><td>連携アプリケーション<td>1.0.9</table>";
/// let snapshot = Snapshot::from_html(html)?;
/// let report = Inventory::new().with(App::Linkage, "1.0.9").compare(&snapshot);
/// assert!(matches!(report.verdict(), Verdict::UpToDate(_)));
/// assert_eq!(report.items[0].published[0].cell.row, 1);
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// What was compared, in the order of the page: each thing installed, and of a scanned folder each thing of the
    /// confirmation that it lacks.
    pub items: Vec<Item>,
    /// What is odd about the inventory.
    pub findings: Vec<Finding>,
    /// What the comparison rests on.
    pub basis: Basis,
    /// Whether the terminal's files were looked at, among which a card reader has none, and nothing else tells of one.
    lacks_reader: bool,
    /// Holds that no item shows.
    other_holds: Vec<Hold>,
}

impl Report {
    pub(super) fn of(published: &Published<'_>, terminal: &impl Installed) -> Report {
        let (mut items, mut findings) = items::of(published, terminal);
        findings.splice(0..0, terminal.findings().iter().cloned());
        let other_holds = held(published, &mut items, terminal.holds());
        let is_reader = |item: &Item| {
            let is_app = item.subject.as_app() == Some(crate::app::App::CardReader);
            is_app || matches!(item.subject.identity(), Identity::Reader(..))
        };
        let lacks_reader = terminal.is_scanned() && !items.iter().any(is_reader);
        let basis = published.basis().clone();
        let mut report = Report { items, findings, basis, lacks_reader, other_holds };
        report.tell_items_the_basis();
        report
    }

    fn tell_items_the_basis(&mut self) {
        let is_weak = self.basis.is_weak();
        self.items.iter_mut().for_each(|item| item.is_old_page = is_weak);
    }

    /// The same report as of a time, by which the page's age and the ends of holds are measured.
    ///
    /// Without it a page counts as fresh as its [`Source`] says, and a hold with an end is neither expected nor over.
    pub fn at(mut self, now: SystemTime) -> Report {
        self.basis.at = Some(now);
        self.tell_items_the_basis();
        self.findings.retain(|finding| finding.code != FindingCode::HoldOver);
        let Some(today) = Date::in_japan(now) else { return self };
        for item in &mut self.items {
            let Some(hold) = &mut item.hold else { continue };
            let is_over = hold.until.is_some_and(|until| until < today);
            hold.is_expected = Some(hold.covers && !is_over);
            if is_over {
                self.findings.push(over(&item.subject, hold.until, &hold.reason));
            }
        }
        let others = self.other_holds.iter().filter(|hold| hold.is_over(today));
        self.findings.extend(others.map(|hold| over(&hold.subject, hold.until, &hold.reason)));
        self
    }

    /// Whether the terminal is up to date, on a page of at most 24 hours or one that the caller handed over.
    pub fn verdict(&self) -> Verdict {
        self.verdict_within(Basis::DAY)
    }

    /// Whether the terminal is up to date, on a page of at most some age or one that the caller handed over.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use onshikaku::{App, Inventory, Page, Verdict};
    ///
    /// // The table that ships with the crate is of about 2021: it can only say what is outdated.
    /// let bundled = Page::bundled().read()?;
    /// let hour = Duration::from_secs(3_600);
    /// let report = Inventory::new().with(App::Linkage, "1.0.9").compare(&bundled);
    /// assert_eq!(report.verdict_within(hour), Verdict::CannotTell);
    /// let report = Inventory::new().with(App::Linkage, "1.0.8").compare(&bundled);
    /// assert_eq!(report.verdict_within(hour), Verdict::UpdateNeeded);
    /// # Ok::<(), onshikaku::Error>(())
    /// ```
    pub fn verdict_within(&self, max_age: Duration) -> Verdict {
        Verdict::of(self.items.iter().map(|item| item.status), self.basis.fresh_within(max_age))
    }

    /// Why the verdict is what it is, in a language.
    pub fn because(&self, lang: Lang) -> Vec<String> {
        self.reasons().into_iter().map(|reason| lang::reason(reason, lang)).collect()
    }

    fn reasons(&self) -> Vec<Reason> {
        let count = |is: &dyn Fn(&Item) -> bool| self.items.iter().filter(|item| is(item)).count();
        let of = |code: &'static str| count(&move |item: &Item| item.status.code() == code);
        let expected = count(&|item| item.is_outdated() && item.is_expected() == Some(true));
        let is_weak = self.basis.is_weak();
        let counted = [
            (of("outdated"), Reason::Outdated as fn(usize) -> Reason),
            (expected, Reason::Expected),
            (of("unreadable"), Reason::Unreadable),
            (of("ambiguous"), Reason::Ambiguous),
            (of("not_published"), Reason::NotPublished),
            (of("not_installed"), Reason::NotInstalled),
            (if is_weak { 0 } else { of("ahead") }, Reason::Ahead),
            (if is_weak { 0 } else { of("up_to_date") }, Reason::UpToDate),
            (if is_weak { count(&|item| item.status.is_fine()) } else { 0 }, Reason::NotBehind),
        ];
        let counted = counted.into_iter().filter(|(count, _)| *count > 0);
        let mut reasons: Vec<Reason> = counted.map(|(count, reason)| reason(count)).collect();
        if self.items.is_empty() {
            reasons.push(Reason::Nothing);
        }
        if self.lacks_reader {
            reasons.push(Reason::NoReader);
        }
        reasons.push(self.basis.reason());
        reasons
    }

    /// What a person does next.
    pub(super) fn nexts(&self) -> Vec<Next> {
        let mut nexts: Vec<Next> = self.items.iter().filter_map(Item::next).collect();
        if nexts.contains(&Next::Update) {
            nexts.retain(|next| *next != Next::Hold);
        }
        if self.items.is_empty() {
            nexts.push(Next::Give);
        } else if self.verdict() == Verdict::CannotTell && self.basis.is_weak() {
            // There is nothing to see on the page that a newer one would not tell.
            nexts.retain(|next| *next != Next::LookAtPage);
            nexts.push(Next::FreshPage);
        }
        nexts.sort();
        nexts.dedup();
        nexts
    }

    /// Writes the report, with what stands for its plan.
    pub(crate) fn serialize_with<S: Serializer>(
        &self,
        plan: &impl Serialize,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Report", 7)?;
        object.serialize_field("schema", Report::SCHEMA)?;
        object.serialize_field("verdict", self.verdict().code())?;
        object.serialize_field("because", &self.because(Lang::Ja))?;
        object.serialize_field("basis", &self.basis)?;
        object.serialize_field("items", &self.items)?;
        object.serialize_field("findings", &self.findings)?;
        object.serialize_field("plan", plan)?;
        object.end()
    }

    /// The name of the format.
    pub const SCHEMA: &'static str = "onshikaku.report/1";
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize_with(&(), serializer)
    }
}

/// Whether a terminal is up to date.
///
/// That it is comes with the [`FreshBasis`] on which it can be said, and no code but this crate's makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// All that is installed is the published version, or ahead of it.
    UpToDate(FreshBasis),
    /// Something is outdated, which holds on an old page too.
    UpdateNeeded,
    /// Something is in doubt, or the page is too old to say more, or there is nothing to compare.
    CannotTell,
}

impl Verdict {
    /// What the statuses of a terminal's items come to, on a page that is fresh, or is not.
    ///
    /// # Examples
    ///
    /// ```
    /// use onshikaku::{Side, Status, Verdict};
    ///
    /// let unreadable = Status::Unreadable { side: Side::Installed };
    /// let outdated = Status::Outdated { differs_at: 0 };
    /// assert_eq!(Verdict::of([unreadable, outdated], None), Verdict::UpdateNeeded);
    /// assert_eq!(Verdict::of([Status::UpToDate], None), Verdict::CannotTell);
    /// ```
    pub fn of(statuses: impl IntoIterator<Item = Status>, basis: Option<FreshBasis>) -> Verdict {
        let (mut is_empty, mut is_fine) = (true, true);
        for status in statuses {
            if let Status::Outdated { .. } = status {
                return Verdict::UpdateNeeded;
            }
            is_empty = false;
            is_fine &= status.is_fine();
        }
        match basis {
            Some(basis) if is_fine && !is_empty => Verdict::UpToDate(basis),
            _ => Verdict::CannotTell,
        }
    }

    /// The word that stands in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::UpToDate(_) => "up_to_date",
            Verdict::UpdateNeeded => "update_needed",
            Verdict::CannotTell => "cannot_tell",
        }
    }
}

/// A page on which "up to date" can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreshBasis {
    age: Option<Duration>,
}

impl FreshBasis {
    /// How old the portal's answer is; `None` if the caller handed the page over, and so vouches for it.
    pub fn age(&self) -> Option<Duration> {
        self.age
    }
}

/// What a report rests on: the page, and its age.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Basis {
    /// Where the page came from.
    #[serde(serialize_with = "shared")]
    pub source: Arc<Source>,
    /// The day of the page's state.
    pub as_of: Option<Date>,
    #[serde(skip)]
    at: Option<SystemTime>,
}

/// Writes what all reports on one page share.
fn shared<S: Serializer>(source: &Source, serializer: S) -> Result<S::Ok, S::Error> {
    source.serialize(serializer)
}

impl Basis {
    /// The age up to which a page is fresh, where the caller names none.
    pub const DAY: Duration = Duration::from_secs(24 * 3_600);

    pub(super) fn of(snapshot: &Snapshot) -> Basis {
        Basis { source: Arc::new(snapshot.source.clone()), as_of: snapshot.as_of, at: None }
    }

    /// How old the portal's answer is, if that is known.
    pub fn age(&self) -> Option<Duration> {
        let since = |read_at| Some(self.at?.duration_since(read_at).unwrap_or_default());
        let told = self.source.age_s.map(Duration::from_secs);
        self.source.read_at.and_then(since).max(told)
    }

    /// Whether "up to date" can be said on it: the page is of at most some age, or the caller handed it over and so vouches
    /// for it. Never on the table that ships with the crate, nor on a page that is known to be stale.
    pub fn fresh_within(&self, max_age: Duration) -> Option<FreshBasis> {
        let age = self.age();
        match (self.source.kind, self.source.freshness) {
            (SourceKind::Bundled, _) | (_, Freshness::Stale) => None,
            (SourceKind::File, _) => Some(FreshBasis { age: None }),
            (_, Freshness::Fresh) if age.is_none() => {
                (max_age >= Basis::DAY).then_some(FreshBasis { age })
            }
            _ => age.filter(|age| *age <= max_age).map(|age| FreshBasis { age: Some(age) }),
        }
    }

    /// Whether "up to date" cannot be said on it.
    pub(super) fn is_weak(&self) -> bool {
        self.fresh_within(Basis::DAY).is_none()
    }

    fn reason(&self) -> Reason {
        match (self.source.kind, self.fresh_within(Basis::DAY)) {
            (SourceKind::Bundled, _) => Reason::Bundled,
            (_, None) => Reason::Stale,
            (SourceKind::File, _) => Reason::Vouched(self.as_of),
            _ => Reason::Fresh(self.as_of),
        }
    }
}

/// One thing of a report: what is installed, what is published, and how they compare.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Item {
    /// The application or component, by the page's name, or else by the terminal's.
    pub subject: Subject,
    /// How the two sides compare.
    pub status: Status,
    /// What is installed.
    pub installed: Option<InstalledVersion>,
    /// What is published, in the order of the page.
    pub published: Vec<PublishedAt>,
    /// The hold under which it stays at its version.
    pub hold: Option<HeldBy>,
    /// The day on which the highest version was published, if the page says so.
    pub released: Option<Date>,
    /// What the page calls that day: the header of its column.
    pub released_from: Option<String>,
    /// What of several things it may be, each with its published versions.
    pub(super) choices: Vec<String>,
    /// What is odd about the published versions' cells.
    pub doubts: Vec<WarningCode>,
    /// Whether the file is that of the face library or the plug-in.
    pub(super) is_auth_file: bool,
    /// Whether the page is too old to say what is the latest.
    pub(super) is_old_page: bool,
}

impl Item {
    /// How the two sides compare, in a language.
    pub fn message(&self, lang: Lang) -> String {
        lang::item(&self.facts(&self.subject.told(lang)), lang)
    }

    pub(crate) fn is_outdated(&self) -> bool {
        matches!(self.status, Status::Outdated { .. })
    }

    /// What a person does about it.
    fn next(&self) -> Option<Next> {
        Some(match self.status {
            Status::UpToDate | Status::Ahead { .. } => return None,
            Status::Outdated { .. } if self.is_expected() == Some(true) => Next::Hold,
            Status::Outdated { .. } => Next::Update,
            Status::NotInstalled => Next::Install,
            Status::Ambiguous(Ambiguity::Component | Ambiguity::Manufacturer) => Next::SayWhich,
            Status::Ambiguous(_) | Status::Unreadable { .. } | Status::NotPublished => {
                match self.status.side() {
                    Some(Side::Installed) => Next::LookAtTerminal,
                    _ => Next::LookAtPage,
                }
            }
        })
    }

    /// Whether a hold accounts for the version; `None` without a hold, or where its end needs [`Report::at`].
    pub fn is_expected(&self) -> Option<bool> {
        self.hold.as_ref().and_then(|hold| hold.is_expected)
    }

    /// The highest published version.
    pub fn latest(&self) -> Option<&PublishedAt> {
        self.published.iter().reduce(
            |best, next| {
                if next.version > best.version { next } else { best }
            },
        )
    }

    fn facts<'f>(&'f self, name: &'f str) -> lang::ItemFacts<'f> {
        lang::ItemFacts {
            name,
            status: self.status,
            installed: shown(self.installed.as_ref().map_or("", InstalledVersion::text)),
            is_number: self.installed.as_ref().is_some_and(InstalledVersion::is_number),
            published: self.published.iter().map(|at| at.version.as_str()).collect(),
            latest: self.latest().map(|at| at.version.as_str()),
            is_auth_file: self.is_auth_file,
            is_old_page: self.is_old_page,
            choices: &self.choices,
            hold: self.hold.as_ref().map(HeldBy::facts),
            doubts: &self.doubts,
        }
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Item", 8)?;
        object.serialize_field("subject", &self.subject)?;
        object.serialize_field("status", &self.status)?;
        object.serialize_field("side", &self.status.side())?;
        object.serialize_field("installed", &self.installed)?;
        object.serialize_field("published", &self.published)?;
        object.serialize_field("differs_at", &self.status.differs_at())?;
        object.serialize_field("hold", &self.hold)?;
        object.serialize_field("message", &self.message(Lang::Ja))?;
        object.end()
    }
}

/// A version as it was found on the terminal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InstalledVersion {
    /// The version; `None` if it cannot be read.
    pub version: Option<Version>,
    /// The text that says it.
    pub raw: String,
    /// Where that stands.
    pub origin: Origin,
}

impl InstalledVersion {
    /// Whether a file has it as a number, which is none for certain: 10.10 is not 10.1.
    fn is_number(&self) -> bool {
        let is_text = || self.raw.parse().is_ok_and(|version| looks_like_date(&version));
        let is_number = self.version.is_none() && self.raw.parse::<f64>().is_ok();
        is_number && self.origin.kind == OriginKind::File && !is_text()
    }

    /// The version, or what stands where it should.
    pub(crate) fn text(&self) -> &str {
        self.version.as_ref().map_or(&self.raw, Version::as_str)
    }
}

/// A version as it stands on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PublishedAt {
    /// The version.
    pub version: Version,
    /// Where it stands.
    pub cell: Cell,
}

/// A hold, as it bears on an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HeldBy {
    /// The versions at which the subject may stay.
    pub versions: VersionRange,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Whether it accounts for what is installed; `None` where that depends on a day that was not given.
    #[serde(rename = "expected")]
    pub is_expected: Option<bool>,
    #[serde(skip)]
    covers: bool,
}

impl HeldBy {
    fn of(hold: &Hold, installed: Option<&InstalledVersion>) -> HeldBy {
        let version = installed.and_then(|installed| installed.version.as_ref());
        let covers = version.is_some_and(|version| hold.versions.contains(version));
        HeldBy {
            versions: hold.versions.clone(),
            reason: hold.reason.clone(),
            until: hold.until,
            is_expected: if covers && hold.until.is_some() { None } else { Some(covers) },
            covers,
        }
    }

    fn facts(&self) -> lang::HoldFacts<'_> {
        let HeldBy { ref reason, until, covers, is_expected, .. } = *self;
        lang::HoldFacts { reason, until, covers, is_expected }
    }

    fn of_subject(self, subject: &Subject) -> Hold {
        Hold { until: self.until, ..Hold::new(subject.clone(), self.versions, self.reason) }
    }

    /// Which of two holds accounts more for what is installed.
    fn rank(&self) -> impl Ord + use<> {
        (self.covers, self.until.is_none(), self.until)
    }
}

/// Gives each item the hold that accounts most for it, and gives back the holds that no item shows.
fn held(published: &Published<'_>, items: &mut [Item], holds: &[Hold]) -> Vec<Hold> {
    let mut others = Vec::new();
    if holds.is_empty() {
        return others;
    }
    let keys = items.iter().map(|item| published.place(&item.subject));
    let places: BTreeMap<_, usize> = keys.zip(0..).collect();
    for hold in holds {
        let known = places.get(&published.place(&hold.subject)).copied();
        // A manufacturer's hold is for all its components.
        let is_all = known.is_none() && hold.subject.manufacturer().is_some();
        let parts =
            (0..items.len()).filter(|at| is_all && items[*at].subject.whole() == hold.subject);
        let places: Vec<usize> = parts.chain(known).collect();
        if places.is_empty() {
            others.push(hold.clone());
        }
        for at in places {
            let item = &mut items[at];
            let new = HeldBy::of(hold, item.installed.as_ref());
            if item.hold.as_ref().is_none_or(|old| new.rank() > old.rank()) {
                let old = item.hold.replace(new);
                others.extend(old.map(|old| old.of_subject(&item.subject)));
            } else {
                others.push(hold.clone());
            }
        }
    }
    others
}

fn over(subject: &Subject, until: Option<Date>, reason: &str) -> Finding {
    let until = until.map(|day| format!(" ({day})")).unwrap_or_default();
    let raw = Some(format!("{subject}{until} {reason}").trim_end().to_owned());
    Finding { code: FindingCode::HoldOver, path: None, line: None, raw }
}
