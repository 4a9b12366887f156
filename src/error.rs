//! [`Error`]: why there is no usable page, and what to do about it.

use std::borrow::Cow;

use crate::address;
use crate::document::DocumentRow;
use crate::why_not::OtherTable;

/// Why a page could not be read.
///
/// The kind can be asked ([`Error::kind`]); [`Display`](std::fmt::Display) says in English what was looked for and what was
/// seen, [`Error::message`] says it in the language asked for, and [`Error::hint`] what to do next.
///
/// # Examples
///
/// ```
/// use onshikaku::{ErrorKind, Lang, Snapshot};
///
/// let error = Snapshot::from_html("<h1>お知らせ</h1><p>本文").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::NoSection);
/// assert!(error.message(Lang::Ja).contains("アプリケーションバージョン情報"));
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone, Default)]
struct Inner {
    kind: ErrorKind,
    facts: Facts,
}

/// What is known of a failure; what is not known is left out of its message.
#[derive(Clone, Default)]
pub(crate) struct Facts {
    /// Where the page was served.
    pub(crate) url: Option<String>,
    /// The page's title.
    pub(crate) title: Option<String>,
    /// Headings, sentences or cells that were seen.
    pub(crate) seen: Vec<String>,
    /// What the thing is, such as `PDF`.
    pub(crate) what: Option<String>,
    /// What of it is damaged.
    pub(crate) damage: Option<String>,
    /// A limit and its value.
    pub(crate) limit: Option<(&'static str, usize)>,
    pub(crate) document: Option<DocumentRow>,
    /// The article that a moved one names.
    pub(crate) article: Option<String>,
    /// The page's tables, and why none of them was taken.
    pub(crate) tables: Vec<OtherTable>,
    /// What the page says that its links are relative to.
    pub(crate) base: Option<String>,
}

/// What kind of failure an [`Error`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The page has no section with the version table.
    #[default]
    NoSection,
    /// The section is there, but no table in it.
    NoTable,
    /// The table is there, but no version in it can be read.
    NoVersions,
    /// Two tables are as good as each other, and they differ.
    Ambiguous,
    /// A login page, of the portal or of a network in between.
    Login,
    /// The portal is down for maintenance.
    Maintenance,
    /// A proxy or a web filter on the way answered in the portal's place.
    Proxy,
    /// The article does not exist or is not public.
    ArticleUnavailable,
    /// The versions are in a document that the page only names: see [`Error::document`].
    Document,
    /// The article has moved: see [`Error::article`].
    Redirect,
    /// Not a web page: a PDF, an image, an archive, a feed, plain text.
    NotHtml,
    /// Nothing at all.
    Empty,
    /// The page breaks off before the versions.
    Truncated,
    /// The page is over one of the [`Limits`](crate::Limits).
    Limit,
    /// The caller's own input cannot be used, such as a profile that is not one.
    Usage,
}

impl ErrorKind {
    /// The kind's code, as it stands in JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(onshikaku::ErrorKind::NoSection.code(), "no_section");
    /// ```
    pub fn code(self) -> &'static str {
        match self {
            ErrorKind::NoSection => "no_section",
            ErrorKind::NoTable => "no_table",
            ErrorKind::NoVersions => "no_versions",
            ErrorKind::Ambiguous => "ambiguous",
            ErrorKind::Login => "login",
            ErrorKind::Maintenance => "maintenance",
            ErrorKind::Proxy => "proxy",
            ErrorKind::ArticleUnavailable => "article_unavailable",
            ErrorKind::Document => "document",
            ErrorKind::Redirect => "redirect",
            ErrorKind::NotHtml => "not_html",
            ErrorKind::Empty => "empty",
            ErrorKind::Truncated => "truncated",
            ErrorKind::Limit => "limit",
            ErrorKind::Usage => "usage",
        }
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, facts: Facts) -> Error {
        Error(Box::new(Inner { kind, facts }))
    }

    pub(crate) fn limit(name: &'static str, value: usize) -> Error {
        Error::new(ErrorKind::Limit, Facts { limit: Some((name, value)), ..Facts::default() })
    }

    pub(crate) fn usage(what: impl Into<String>) -> Error {
        Error::new(ErrorKind::Usage, Facts { what: Some(what.into()), ..Facts::default() })
    }

    pub(crate) fn at_url(mut self, url: Option<&str>) -> Error {
        self.0.facts.url = self.0.facts.url.take().or_else(|| url.map(str::to_owned));
        self
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether something answered, but with no page that holds the versions: all kinds but
    /// [`Limit`](ErrorKind::Limit) and [`Usage`](ErrorKind::Usage).
    pub fn is_no_usable_page(&self) -> bool {
        !matches!(self.kind(), ErrorKind::Limit | ErrorKind::Usage)
    }

    /// Where the page was served, if the caller said so.
    pub fn url(&self) -> Option<&str> {
        self.0.facts.url.as_deref()
    }

    /// The document that holds the versions, for [`ErrorKind::Document`].
    pub fn document(&self) -> Option<&DocumentRow> {
        self.0.facts.document.as_ref()
    }

    /// The page's tables, and why each was not taken for the version table.
    ///
    /// # Examples
    ///
    /// ```
    /// use onshikaku::{Snapshot, WhyNot};
    ///
    /// let error = Snapshot::from_html("<h1>お知らせ</h1><table><tr><td>受付時間<td>9:00</table>").unwrap_err();
    /// assert_eq!(error.tables()[0].why_not, WhyNot::NotAVersionTable);
    /// ```
    pub fn tables(&self) -> &[OtherTable] {
        &self.0.facts.tables
    }

    /// The number of the article to ask for instead, such as `KB0011370`, for [`ErrorKind::Redirect`].
    pub fn article(&self) -> Option<&str> {
        self.0.facts.article.as_deref()
    }
}

impl Error {
    /// Makes the address of the document absolute.
    pub(crate) fn resolved(mut self, page: Option<&str>) -> Error {
        let page = page.map(address::shown_at);
        let base = match (page, self.0.facts.base.take()) {
            (Some(page), Some(base)) => Some(address::join(&page, &base)),
            (page, base) => base.or(page.map(Cow::into_owned)),
        };
        if let (Some(row), Some(base)) = (&mut self.0.facts.document, base) {
            row.url = row.url.take().map(|url| address::join(&base, &url));
        }
        self
    }
}
