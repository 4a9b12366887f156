//! [`WarningCode`]: what can be odd about a page.

use serde::{Deserialize, Serialize};

/// What kind of oddity a [`Warning`](crate::Warning) tells.
///
/// The code's beginning tells the family: `duplicate_` records, the page's `encoding_`, `truncated_` and `ambiguous_`
/// pages, `version_` cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WarningCode {
    /// Two rows stand for one application.
    DuplicateApp,
    /// Two rows stand for one component of one manufacturer.
    DuplicateManufacturer,
    /// Two rows say the same.
    DuplicateRow,
    /// What was declared garbles the text; another encoding was taken.
    EncodingDeclared,
    /// A declared encoding that nobody knows.
    EncodingUnknown,
    /// Bytes that mean nothing in the encoding.
    EncodingUndecodable,
    /// The page breaks off; rows may be missing.
    TruncatedPage,
    /// The answer is another article than the one that was asked for.
    ArticleDiffers,
    /// Two tables say the same; the first was taken.
    AmbiguousTables,
    /// Another part's heading stands over the section's: whether the table belongs to that part is not certain.
    AmbiguousHeading,
    /// A table of the section has a column of versions, and is not read.
    AmbiguousUnread,
    /// The page says that it is kept no longer, or that another one holds.
    AmbiguousSuperseded,
    /// The version's cell is blank.
    VersionMissing,
    /// The version's cell holds a placeholder such as 準備中.
    VersionPlaceholder,
    /// The version's cell holds something that is no version.
    VersionUnreadable,
    /// The cell tells a change, `1.0.5 → 1.0.6`; the new version was taken.
    VersionChange,
    /// The cell holds versions that are struck out or marked as old; they were left out.
    VersionOld,
    /// The version's cell holds a date.
    VersionDate,
    /// The version was read from a file's name.
    VersionInFileName,
    /// The cell says that the version is a bound (以上, 以降) or not final.
    VersionQualified,
    /// The cell says "the same as above".
    VersionDitto,
    /// The version holds characters that show nothing; they were left out.
    VersionInvisible,
    /// Two columns of versions have the same header.
    VersionColumns,
    /// The columns of versions are of different times, and which of them holds is not certain.
    VersionTimes,
    /// The table has no header row; its columns were told by what stands in them.
    ColumnsByContent,
    /// A row without a name.
    NameMissing,
    /// The application was told by its file, its name being unknown.
    AppByFile,
    /// The name is none that is known, but nearly one, or has one in it, or is that of several companies; it was left
    /// open.
    NameUnclear,
    /// A file's name that states another version than the version's cell.
    FileDisagrees,
    /// The file is that of another application than the name's; the name counts.
    FileOfAnother,
    /// A date that cannot be read.
    DateUnreadable,
    /// The table is read without its section's heading.
    NoHeading,
    /// The section has several tables; all were read.
    SectionSplit,
    /// Another table ran into a limit.
    LimitOfTable,
    /// A code of a later release.
    #[serde(other)]
    Unknown,
}
