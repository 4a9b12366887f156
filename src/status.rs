//! [`Status`]: what a comparison says of one thing installed, and the codes that reports carry.

use serde::{Serialize, Serializer};

use crate::date::Date;

/// What a comparison says of one application or card-reader component of a terminal.
///
/// # Examples
///
/// ```
/// use onshikaku::{App, Published, Snapshot, Status, Subject};
///
/// let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
///     <tr><td>連携アプリケーション<td>10.10</table>";
/// let snapshot = Snapshot::from_html(html)?;
/// let published = Published::new(&snapshot);
/// let judge = |version: &str| published.judge(&Subject::app(App::Linkage), &version.parse().unwrap());
/// assert_eq!(judge("10.9"), Status::Outdated { differs_at: 1 });
/// assert_eq!(judge("10.10.0"), Status::UpToDate);
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// The published version is installed.
    UpToDate,
    /// A version below every published one is installed.
    Outdated {
        /// The first segment, from 0, in which it differs from the highest published version.
        differs_at: usize,
    },
    /// A version above every published one is installed: fine, and a hint that the page at hand is old.
    Ahead {
        /// The first segment, from 0, in which it differs from the highest published version.
        differs_at: usize,
    },
    /// A folder of the terminal was looked at, and it is not there.
    NotInstalled,
    /// The page has no row for it.
    NotPublished,
    /// Both answers are possible.
    Ambiguous(Ambiguity),
    /// A version cannot be read.
    Unreadable {
        /// Whose.
        side: Side,
    },
}

impl Status {
    /// The word that stands in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Status::UpToDate => "up_to_date",
            Status::Outdated { .. } => "outdated",
            Status::Ahead { .. } => "ahead",
            Status::NotInstalled => "not_installed",
            Status::NotPublished => "not_published",
            Status::Ambiguous(_) => "ambiguous",
            Status::Unreadable { .. } => "unreadable",
        }
    }

    /// On which side the difficulty lies, where one does.
    pub fn side(self) -> Option<Side> {
        match self {
            Status::Unreadable { side } => Some(side),
            Status::Ambiguous(ambiguity) => Some(ambiguity.side()),
            _ => None,
        }
    }

    /// The first segment, from 0, in which what is installed differs from the highest published version.
    pub fn differs_at(self) -> Option<usize> {
        match self {
            Status::Outdated { differs_at } | Status::Ahead { differs_at } => Some(differs_at),
            _ => None,
        }
    }

    /// Whether nothing is to be done and nothing is in doubt: up to date, or ahead.
    pub fn is_fine(self) -> bool {
        matches!(self, Status::UpToDate | Status::Ahead { .. })
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// Why a status is [`Ambiguous`](Status::Ambiguous).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Ambiguity {
    /// The page has several versions, and what is installed lies between them.
    PublishedDiffer,
    /// `Auth\Version.info` is of the face library or of the browser's plug-in, whose published versions differ.
    AuthFile,
    /// Two sources on the terminal's side say different versions.
    InstalledDiffer,
    /// The manufacturer has several components, and which one is meant is not said.
    Component,
    /// A card reader's application is its manufacturer's, and which one is not said.
    Manufacturer,
}

impl Ambiguity {
    /// On which side the difficulty lies.
    pub fn side(self) -> Side {
        match self {
            Ambiguity::PublishedDiffer | Ambiguity::AuthFile => Side::Published,
            Ambiguity::InstalledDiffer | Ambiguity::Component | Ambiguity::Manufacturer => {
                Side::Installed
            }
        }
    }
}

/// One of the two that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Side {
    /// The terminal.
    Installed,
    /// The page.
    Published,
}

/// What kind of oddity of an inventory a [`Finding`](crate::Finding) tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FindingCode {
    /// A text that is no version.
    VersionUnreadable,
    /// A version that is written as a number: without quotes, 10.10 would be 10.1.
    VersionIsNumber,
    /// A typed value that differs from the terminal's own file, which counts.
    TypedDiffers,
    /// Two sources of the same weight that differ.
    SourcesDiffer,
    /// A key that an inventory does not have.
    UnknownKey,
    /// A value that is not what its key asks for.
    ValueUnreadable,
    /// A file or folder that cannot be read.
    PathUnreadable,
    /// A file of almost the name `Version.info`, where there is no other; it is not read.
    FileMisnamed,
    /// The folder that was named holds no folder `OQS`.
    NoOqsFolder,
    /// A hold that has run out.
    HoldOver,
}

/// What a person does in a step of a [`Plan`](crate::Plan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StepKind {
    /// Presses 「今すぐダウンロード」 in the management tool.
    Press,
    /// Waits for download and installation.
    Wait,
    /// Restarts the terminal.
    Restart,
    /// Looks at the version again.
    Look,
}

impl StepKind {
    /// The word that stands in JSON.
    pub fn code(self) -> &'static str {
        match self {
            StepKind::Press => "press",
            StepKind::Wait => "wait",
            StepKind::Restart => "restart",
            StepKind::Look => "look",
        }
    }
}

/// Why a report's verdict is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    Outdated(usize),
    /// Not up to date, and expected so by a hold.
    Expected(usize),
    Unreadable(usize),
    Ambiguous(usize),
    NotPublished(usize),
    NotInstalled(usize),
    Ahead(usize),
    UpToDate(usize),
    /// Up to date or ahead, by a page that is too old to say so.
    NotBehind(usize),
    /// Nothing was there to compare.
    Nothing,
    /// No file tells of the card reader's application.
    NoReader,
    /// The page is the table that ships with the crate.
    Bundled,
    /// The page is old, or of unknown age.
    Stale,
    /// The page was handed over; the day of its state.
    Vouched(Option<Date>),
    Fresh(Option<Date>),
}

/// What a person does next; what is more urgent stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Next {
    Update,
    /// Nothing, because all that is outdated is on hold.
    Hold,
    LookAtTerminal,
    /// Say of which card reader a version is.
    SayWhich,
    LookAtPage,
    Install,
    FreshPage,
    /// Give something to compare.
    Give,
}

/// Why a plan is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlanReason {
    /// Nothing is outdated.
    Nothing,
    /// The order is the document's.
    Order,
    /// The document does not say where these stand.
    Unordered,
    /// The minutes are an estimate.
    Estimate(u32),
    /// A subject's day of release, and what the page calls it.
    Released(String, Date, Option<String>),
    /// It is installation work, which need not wait.
    Installing,
    /// A subject that a hold keeps.
    Held(String),
    /// A subject that could not be told, and is left out.
    Doubtful(usize),
}

/// What is wrong with a text that is no inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// What the parser says.
    Syntax(String),
    /// A key, and what it should hold.
    Expected(&'static str, Expected),
}

/// What a key of an inventory should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Object,
    List,
    Text,
}
