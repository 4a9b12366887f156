//! [`Snapshot`]: what a page publishes, with where each value stands.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::date::Date;
use crate::lang::{self, Lang};
use crate::manufacturer;
use crate::profile::Profile;
use crate::version::Version;
use crate::warning_code::WarningCode;
use crate::why_not::OtherTable;

mod json;

pub(crate) use json::instant;

pub use json::Schema;

/// What a page publishes at one time: records of applications and of manufacturers, in the order of the page.
///
/// Serialized as `onshikaku.snapshot/1`; the schema ships with the feature `schema`.
///
/// # Examples
///
/// ```
/// use onshikaku::{App, Snapshot};
///
/// let html = "<h2>アプリケーションバージョン情報</h2><table>
///     <tr><th>アプリケーション名<th>最新ファイル<th>バージョン情報
///     <tr><td>連携アプリケーション<td>OQsComApp.msi<td>1.0.9</table>";
/// let snapshot = Snapshot::from_html(html)?;
/// let latest = snapshot.latest(App::Linkage).unwrap();
/// assert_eq!(latest.version.as_str(), "1.0.9");
/// assert_eq!((latest.cell.row, latest.cell.column), (1, 2));
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Snapshot {
    /// The format's name, `onshikaku.snapshot/1`.
    pub schema: Schema,
    /// The day on which what the page publishes was put there, as far as the page says.
    pub as_of: Option<Date>,
    /// What [`as_of`](Self::as_of) was read from.
    pub as_of_from: Option<AsOfFrom>,
    /// Where the page came from and how it was read.
    pub source: Source,
    /// Which table was taken for the version table, and why.
    pub section: Section,
    /// The applications, a record for each row.
    pub apps: Vec<AppRecord>,
    /// The manufacturers of card readers and their components, a record for each row.
    pub manufacturers: Vec<ManufacturerRecord>,
    /// What is odd about the page, in its order.
    pub warnings: Vec<Warning>,
}

impl Snapshot {
    /// The highest version published for an application; `None` if there is none.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::{App, Snapshot};
    /// # let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
    /// #     <tr><td>配信アプリ<td>1.0.4<tr><td>配信アプリケーション<td>1.0.6</table>";
    /// # let snapshot = Snapshot::from_html(html)?;
    /// let latest = snapshot.latest(App::Distribution).unwrap();
    /// assert_eq!(latest.version.as_str(), "1.0.6");
    /// assert_eq!(latest.others[0].as_str(), "1.0.4");
    /// # Ok::<(), onshikaku::Error>(())
    /// ```
    pub fn latest(&self, app: App) -> Option<Latest<'_>> {
        let published = || {
            let records = self.apps.iter().filter(move |record| record.app == Some(app));
            records
                .flat_map(|record| record.versions.iter().map(move |v| (&v.version, &record.cell)))
        };
        // Of equal ones the first on the page.
        let (version, cell) =
            published().reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let others =
            published().map(|(other, _)| other).filter(|other| *other != version).collect();
        Some(Latest { version, cell, others })
    }

    /// The records of a manufacturer, by any spelling of its name or of a former one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Snapshot;
    /// # let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
    /// #     <tr><td>顔認証付きカードリーダーアプリケーション<td><tr><td>株式会社アルメックス<td>10.10</table>";
    /// # let snapshot = Snapshot::from_html(html)?;
    /// for name in ["アルメックス", "㈱アルメックス", "ＵＳＥＮ－ＡＬＭＥＸ"] {
    ///     assert_eq!(snapshot.manufacturer(name)[0].versions[0].version.as_str(), "10.10");
    /// }
    /// # Ok::<(), onshikaku::Error>(())
    /// ```
    pub fn manufacturer(&self, name: &str) -> Vec<&ManufacturerRecord> {
        let profile = Profile::built_in();
        let wanted = manufacturer::identity(name, profile);
        self.manufacturers
            .iter()
            .filter(|r| manufacturer::identity(&r.name, profile) == wanted)
            .collect()
    }
}

/// The highest version published for an application: see [`Snapshot::latest`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Latest<'s> {
    /// The version.
    pub version: &'s Version,
    /// Where it stands.
    pub cell: &'s Cell,
    /// Versions of the application that are lower, in the order of the page.
    pub others: Vec<&'s Version>,
}

/// What a day was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AsOfFrom {
    /// A date beside the section's heading.
    Section,
    /// The article's own date of change.
    Article,
    /// The server's `Last-Modified`.
    LastModified,
    /// The document from which the page was made.
    Document,
}

/// Where a page came from and how it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Source {
    /// How the page came to hand.
    pub kind: SourceKind,
    /// Whether it tells the state of today.
    pub freshness: Freshness,
    /// Where it was served.
    pub url: Option<String>,
    /// When it was read from there, in UTC.
    #[serde(with = "json::instant")]
    pub read_at: Option<std::time::SystemTime>,
    /// How old the answer was when it was handed out, in seconds.
    pub age_s: Option<u64>,
    /// The SHA-256 of the body, as `sha256:` and 64 hexadecimal digits.
    pub digest: String,
    /// The encoding in which the body was read, by the Encoding Standard's name.
    pub encoding: String,
    /// What said so.
    pub encoding_from: EncodingFrom,
    /// The pages that led here, in order.
    pub path: Vec<Step>,
    /// Why the page is not live, if it is not.
    pub because: Option<String>,
}

/// How a page came to hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SourceKind {
    /// Asked for just now.
    Live,
    /// Kept from an earlier answer.
    Cache,
    /// Handed over by the caller.
    File,
    /// The table of the source document that ships with the crate, of about 2021.
    Bundled,
}

/// Whether a page tells the state of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Freshness {
    /// The portal said so within the last 24 hours.
    Fresh,
    /// It is known to be old.
    Stale,
    /// Nobody can say.
    Unknown,
}

/// What said in which encoding a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EncodingFrom {
    /// A byte order mark.
    Bom,
    /// The server's Content-Type.
    Header,
    /// The page's own `<meta>` or XML declaration.
    Meta,
    /// The bytes themselves.
    Detected,
}

/// A page on the way to the versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Step {
    /// Its address.
    pub url: String,
    /// Why it was asked for.
    pub why: String,
}

/// Which table was taken for the version table, and why not another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Section {
    /// The index of the table, or of the first one if the section has several.
    pub table: usize,
    /// The section's heading as it stands on the page, if there is one.
    pub heading: Option<String>,
    /// What speaks for the table.
    pub evidence: Vec<Evidence>,
    /// The page's other tables, and why each was not taken.
    pub others: Vec<OtherTable>,
}

/// What speaks for a table's being the version table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Evidence {
    /// The section's heading stands over it.
    Heading,
    /// Its header row has the words.
    HeaderRow,
    /// Its rows name known applications or manufacturers.
    Rows,
}

/// A row of the version table that stands for an application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AppRecord {
    /// The application, or `None` for one that the crate has not heard of.
    pub app: Option<App>,
    /// The page's name in one spelling.
    pub name: String,
    /// The name's cell as it stands on the page.
    pub raw_name: String,
    /// The file that installs it.
    pub file: Option<String>,
    /// The versions, in the order of the page; empty where none could be read.
    #[serde(flatten, with = "json::versions")]
    pub versions: Vec<PublishedVersion>,
    /// What is said of the row as a whole.
    pub note: Option<String>,
    /// The day of publication.
    pub released: Option<Date>,
    /// What the page calls that day.
    #[serde(skip)]
    pub(crate) released_from: Aside<Box<str>>,
    /// Further columns, by their headers.
    #[serde(with = "json::extra")]
    pub extra: Vec<(String, String)>,
    /// Whether another row stands for the same application.
    pub duplicate: bool,
    /// The version's cell.
    pub cell: Cell,
}

/// A row of the version table that stands for a manufacturer's card reader, or a component of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ManufacturerRecord {
    /// The manufacturer's name in one spelling.
    pub name: String,
    /// The name's cell as it stands on the page.
    pub raw_name: String,
    /// The component, if the row names one.
    pub component: Option<String>,
    /// The versions, in the order of the page; empty where none could be read.
    #[serde(flatten, with = "json::versions")]
    pub versions: Vec<PublishedVersion>,
    /// What is said of the row as a whole.
    pub note: Option<String>,
    /// The day of publication.
    pub released: Option<Date>,
    /// What the page calls that day.
    #[serde(skip)]
    pub(crate) released_from: Aside<Box<str>>,
    /// Further columns, by their headers.
    #[serde(with = "json::extra")]
    pub extra: Vec<(String, String)>,
    /// Whether another row stands for the same component of the same manufacturer.
    pub duplicate: bool,
    /// The version's cell.
    pub cell: Cell,
}

/// What is known only where the page itself was read: it is not serialized, and records do not differ by it.
#[derive(Debug, Clone)]
pub(crate) struct Aside<T>(pub(crate) Option<T>);

impl<T> Default for Aside<T> {
    fn default() -> Aside<T> {
        Aside(None)
    }
}

impl<T> PartialEq for Aside<T> {
    fn eq(&self, _: &Aside<T>) -> bool {
        true
    }
}

/// A version as a cell publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedVersion {
    /// The version.
    pub version: Version,
    /// What the cell says of it, such as `Win11`.
    pub note: Option<String>,
}

/// A place on a page: a slot of a table. All count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cell {
    /// The table, in the order of the page.
    pub table: usize,
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// The text that stands there, white space collapsed.
    pub text: String,
}

/// Something odd about a page.
///
/// In JSON it carries its message in Japanese; [`Warning::message`] gives either language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "json::WarningOut", from = "json::WarningIn")]
#[non_exhaustive]
pub struct Warning {
    /// What kind of oddity.
    pub code: WarningCode,
    /// Where, if it is at one place.
    pub cell: Option<Cell>,
    /// What stands there, or what it is about.
    pub raw: Option<String>,
}

impl Warning {
    pub(crate) fn of_page(code: WarningCode, raw: impl Into<String>) -> Warning {
        Warning { code, cell: None, raw: Some(raw.into()) }
    }

    pub(crate) fn at(code: WarningCode, cell: &Cell) -> Warning {
        Warning { code, cell: Some(cell.clone()), raw: Some(cell.text.clone()) }
    }

    /// What is odd, in a language.
    pub fn message(&self, lang: Lang) -> String {
        lang::warning(self.code, self.raw.as_deref().unwrap_or_default(), lang)
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.message(Lang::En))
    }
}
