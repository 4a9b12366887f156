//! [`DocumentRow`]: a document that a page names instead of its versions.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// A document that a page names and that holds what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DocumentRow {
    /// The document's name on the page.
    pub name: String,
    /// Its address as the page gives it, resolved against the page's own if that is known.
    pub url: Option<String>,
    /// What it is, as far as its name and address tell.
    #[serde(rename = "type")]
    pub kind: DocumentKind,
    /// The day of its last change.
    pub updated: Option<Date>,
    /// Its edition, 版: never an application's version.
    pub edition: Option<String>,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentKind {
    /// Another article of the portal.
    Article,
    /// A PDF.
    Pdf,
    /// A spreadsheet.
    Xlsx,
    /// Something else, or nobody can say.
    Unknown,
}
