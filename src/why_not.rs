//! [`OtherTable`]: a table that was not taken for the version table, and why.

use serde::{Deserialize, Serialize};

/// A table that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OtherTable {
    /// Its index.
    pub table: usize,
    /// Why it was not taken.
    pub why_not: WhyNot,
}

/// Why a table was not taken for the version table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WhyNot {
    /// It has no column of versions beside a column of names.
    NotAVersionTable,
    /// It stands under a heading of old versions, of a history or of another product.
    OtherHeading,
    /// It tells of changes, as a history does.
    History,
    /// It stands elsewhere than the section.
    OutsideSection,
    /// It only lays out other tables.
    Layout,
    /// Another table has more evidence.
    LessEvidence,
    /// It says the same as the table taken.
    SameContent,
    /// It is read too, as a part of the section.
    AlsoRead,
    /// It is hidden.
    Hidden,
    /// No version in it can be read.
    NoVersions,
    /// Another table is as good, and says otherwise.
    Differs,
    /// It ran into a limit.
    Limit,
}
