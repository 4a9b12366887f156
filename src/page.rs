//! [`Page`]: the one door from bytes to a [`Snapshot`].

use std::time::SystemTime;

use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

use crate::date::Date;
use crate::decode::{Decoded, decode};
use crate::error::{Error, ErrorKind, Facts};
use crate::html::Document;
use crate::limits::Limits;
use crate::portal::{self, envelope};
use crate::profile::Profile;
use crate::snapshot::{AsOfFrom, Freshness, Schema, Snapshot, Source, SourceKind, Warning};
use crate::warning_code::WarningCode;

/// A page's bytes and what is known of them.
///
/// # Examples
///
/// ```
/// use onshikaku::Page;
///
/// // 連携アプリケーション in Shift_JIS, as the server says.
/// let (body, _, _) = encoding_rs::SHIFT_JIS.encode(
///     "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
///      <tr><td>連携アプリケーション<td>1.0.9</table>",
/// );
/// let snapshot = Page::new(&body)
///     .content_type("text/html; charset=Shift_JIS")
///     .url("https://www.iryohokenjyoho-portalsite.jp/download/post-6.html")
///     .read()?;
/// assert_eq!(snapshot.source.encoding, "Shift_JIS");
/// assert_eq!(snapshot.apps[0].versions[0].version.as_str(), "1.0.9");
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Page<'p> {
    body: &'p [u8],
    content_type: Option<String>,
    url: Option<String>,
    last_modified: Option<String>,
    read_at: Option<SystemTime>,
    kind: SourceKind,
    profile: &'p Profile,
    limits: Limits,
}

/// The source document's table as a page; of about 2021.
const BUNDLED: &[u8] = include_bytes!("../fixtures/bundled/body");

impl<'p> Page<'p> {
    /// A page with this body.
    pub fn new(body: &'p [u8]) -> Page<'p> {
        Page {
            body,
            content_type: None,
            url: None,
            last_modified: None,
            read_at: None,
            kind: SourceKind::File,
            profile: Profile::built_in(),
            limits: Limits::default(),
        }
    }

    /// The table of the source document, which ships with the crate for trials and tests.
    ///
    /// It is of about 2021 and tells nothing of today: its snapshot is labelled [`SourceKind::Bundled`] and
    /// [`Freshness::Stale`].
    ///
    /// # Examples
    ///
    /// ```
    /// use onshikaku::{Page, SourceKind};
    ///
    /// let snapshot = Page::bundled().read()?;
    /// assert_eq!(snapshot.source.kind, SourceKind::Bundled);
    /// assert_eq!(snapshot.apps.len(), 7);
    /// # Ok::<(), onshikaku::Error>(())
    /// ```
    pub fn bundled() -> Page<'static> {
        Page { kind: SourceKind::Bundled, ..Page::new(BUNDLED) }
            .content_type("text/html; charset=utf-8")
    }

    /// The Content-Type that the server gave.
    pub fn content_type(mut self, content_type: impl AsRef<str>) -> Self {
        self.content_type = Some(content_type.as_ref().to_owned());
        self
    }

    /// The address at which the page was served.
    pub fn url(mut self, url: impl AsRef<str>) -> Self {
        self.url = Some(url.as_ref().to_owned());
        self
    }

    /// The Last-Modified that the server gave, such as `Mon, 17 Oct 2022 07:00:00 GMT`.
    pub fn last_modified(mut self, last_modified: impl AsRef<str>) -> Self {
        self.last_modified = Some(last_modified.as_ref().to_owned());
        self
    }

    /// When the page was read.
    pub fn read_at(mut self, instant: SystemTime) -> Self {
        self.read_at = Some(instant);
        self
    }

    /// Reads the page with other words than the built-in ones.
    pub fn profile(mut self, profile: &'p Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Reads the page within other limits than the default ones.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Reads the page.
    ///
    /// # Errors
    ///
    /// An [`Error`] whose [kind](Error::kind) says why the page gives no versions. Whatever is only odd about it is a
    /// [`Warning`] of the snapshot.
    pub fn read(&self) -> Result<Snapshot, Error> {
        self.snapshot()
            .map_err(|error| error.at_url(self.url.as_deref()).resolved(self.url.as_deref()))
    }

    /// The page's headings, tables and links, whether or not it holds versions.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] if the page is over a limit; any bytes at all are a page.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Page;
    /// let document = Page::new("<table><tr><td>1.0.9</table>".as_bytes()).document()?;
    /// assert_eq!(document.tables().len(), 1);
    /// # Ok::<(), onshikaku::Error>(())
    /// ```
    pub fn document(&self) -> Result<Document, Error> {
        self.within_limits()?;
        if let Some(document) = self.workbook()? {
            return Ok(document);
        }
        let decoded = decode(self.body, self.content_type.as_deref());
        match self.article(&decoded) {
            Ok(Some(article)) => Document::parse_within(&article.html, &self.limits),
            _ => Document::parse_within(&decoded.text, &self.limits),
        }
    }

    fn within_limits(&self) -> Result<(), Error> {
        if self.body.len() > self.limits.body {
            Err(Error::limit("body", self.limits.body))
        } else {
            Ok(())
        }
    }

    /// What the server says that a text is, if that is no page and does not begin like one.
    fn declared_kind(&self, text: &str) -> Option<&'static str> {
        let declared = self.content_type.as_deref()?.to_ascii_lowercase();
        let kinds = ["javascript", "ecmascript", "text/css", "text/csv", "text/plain"];
        let kind = kinds.into_iter().find(|kind| declared.contains(kind))?;
        (!text.starts_with('<')).then_some(kind)
    }

    /// The page as a workbook, if it is one.
    #[cfg(feature = "xlsx")]
    fn workbook(&self) -> Result<Option<Document>, Error> {
        let is_archive = self.body.starts_with(crate::xlsx::SIGNATURE);
        is_archive.then(|| crate::xlsx::read(self.body, &self.limits)).transpose()
    }

    #[cfg(not(feature = "xlsx"))]
    fn workbook(&self) -> Result<Option<Document>, Error> {
        Ok(None)
    }

    /// The article, if the page is the Service Portal's answer.
    fn article(&self, decoded: &Decoded<'_>) -> Result<Option<envelope::Article>, Error> {
        let text = decoded.text.trim_start();
        // A page may begin with a bracket or a quote too; an answer goes on with a key, or is whole.
        let inside = text.strip_prefix(['{', '[']).map(str::trim_start);
        let is_open = inside.is_some_and(|inside| inside.starts_with(['"', '{', '[']));
        let is_whole = || serde_json::from_str::<IgnoredAny>(text).is_ok();
        let is_json = is_open || (text.starts_with(['{', '[', '"']) && is_whole());
        is_json.then(|| envelope::read(text, self.url.as_deref(), self.profile)).transpose()
    }

    fn snapshot(&self) -> Result<Snapshot, Error> {
        self.within_limits()?;
        if let Some(document) = self.workbook()? {
            let content = portal::read(&document, self.profile, &self.limits)?;
            return Ok(self.assemble(Decoded::nothing(), content, None));
        }
        if let Some(what) = kind_of_bytes(self.body) {
            return Err(not_html(what));
        }
        let decoded = decode(self.body, self.content_type.as_deref());
        let text = decoded.text.trim_start();
        if text.chars().all(|c| c.is_whitespace() || matches!(c, '\0' | '\u{FEFF}')) {
            return Err(Error::new(ErrorKind::Empty, Facts::default()));
        }
        let article = self.article(&decoded)?;
        let what = kind_of_text(text).or_else(|| self.declared_kind(text));
        if let Some(what) = what.filter(|_| article.is_none()) {
            return Err(not_html(what));
        }
        let html = article.as_ref().map_or(&*decoded.text, |article| article.html.as_str());
        let document = Document::parse_within(html, &self.limits)?;
        let content = portal::read(&document, self.profile, &self.limits)
            .map_err(|error| refine(error, html))?;
        let differs = article.as_ref().and_then(|article| article.differs(self.url.as_deref()));
        let article_day = article.and_then(|article| article.updated);
        let mut snapshot = self.assemble(decoded, content, article_day);
        snapshot.warnings.splice(0..0, differs);
        Ok(snapshot)
    }

    fn assemble(
        &self,
        decoded: Decoded<'_>,
        content: portal::Content,
        article: Option<Date>,
    ) -> Snapshot {
        let candidates = [
            (content.as_of, AsOfFrom::Section),
            (article.or(content.page_date), AsOfFrom::Article),
            (self.last_modified.as_deref().and_then(http_day), AsOfFrom::LastModified),
        ];
        let as_of = candidates.into_iter().find_map(|(day, from)| day.map(|day| (day, from)));
        let mut warnings: Vec<Warning> = decoded.warnings;
        warnings.extend(content.warnings);
        let is_told = warnings.iter().any(|w| w.code == WarningCode::TruncatedPage);
        if ends_in_tag(&decoded.text) && !is_told {
            warnings.push(Warning::of_page(WarningCode::TruncatedPage, ""));
        }
        let is_bundled = self.kind == SourceKind::Bundled;
        Snapshot {
            schema: Schema::default(),
            as_of: as_of.map(|(day, _)| day),
            as_of_from: as_of.map(|(_, from)| from),
            source: Source {
                kind: self.kind,
                freshness: if is_bundled { Freshness::Stale } else { Freshness::Unknown },
                url: self.url.clone(),
                read_at: self.read_at,
                age_s: None,
                digest: digest(self.body),
                encoding: decoded.encoding.to_owned(),
                encoding_from: decoded.from,
                path: Vec::new(),
                because: None,
            },
            section: content.section,
            apps: content.records.apps,
            manufacturers: content.records.manufacturers,
            warnings,
        }
    }
}

impl Snapshot {
    /// Reads a page's text.
    ///
    /// [`Page`](crate::Page) reads bytes, in any encoding, and takes what else is known of the page.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::Error) that says why the page gives no versions.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(onshikaku::Snapshot::from_html("").is_err());
    /// ```
    pub fn from_html(html: &str) -> Result<Snapshot, Error> {
        Page::new(html.as_bytes()).content_type("text/html; charset=utf-8").read()
    }
}

fn not_html(what: &str) -> Error {
    Error::new(ErrorKind::NotHtml, Facts { what: Some(what.to_owned()), ..Facts::default() })
}

fn digest(body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    hash.iter().fold(String::from("sha256:"), |text, byte| format!("{text}{byte:02x}"))
}

/// The day in Japan of an HTTP date.
fn http_day(text: &str) -> Option<Date> {
    let instant = jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp();
    Date::in_japan_at(instant)
}

/// Beginnings of files that are no web pages.
const SIGNATURES: [(&[u8], &str); 13] = [
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"PK\x03\x04", "ZIP (xlsx, docx)"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x1F\x8B", "gzip"),
    (b"\xD0\xCF\x11\xE0", "Microsoft Office (xls, doc)"),
    (b"BZh", "bzip2"),
    (b"\x28\xB5\x2F\xFD", "zstd"),
    (b"7z\xBC\xAF", "7-Zip"),
    (b"{\\rtf", "RTF"),
];

fn kind_of_bytes(body: &[u8]) -> Option<&'static str> {
    let found = SIGNATURES.iter().find(|(signature, _)| body.starts_with(signature));
    found.map(|(_, what)| *what)
}

/// What a text is that is no web page.
fn kind_of_text(text: &str) -> Option<&'static str> {
    let head: String = text.chars().take(2_048).collect::<String>().to_ascii_lowercase();
    for (tag, what) in [
        ("<rss", "RSS"),
        ("<feed", "Atom"),
        ("<rdf:rdf", "RSS"),
        ("<svg", "SVG"),
        ("<urlset", "sitemap"),
    ] {
        if head.trim_start().starts_with(tag)
            || (head.starts_with("<?xml") && head.contains(tag) && !head.contains("<html"))
        {
            return Some(what);
        }
    }
    if head.starts_with("%pdf") {
        return Some("PDF");
    }
    (!has_tags(text)).then_some("plain text")
}

fn has_tags(text: &str) -> bool {
    text.match_indices('<').take(64).any(|(at, _)| {
        text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '/')
    })
}

/// Whether the text breaks off inside a tag.
fn ends_in_tag(html: &str) -> bool {
    let open = html.rfind('<');
    let close = html.rfind('>');
    open.is_some_and(|open| {
        let is_tag = html[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        is_tag && close.is_none_or(|close| close < open)
    })
}

/// A page that gives nothing and breaks off is a page that breaks off.
fn refine(error: Error, html: &str) -> Error {
    let could_be =
        matches!(error.kind(), ErrorKind::NoSection | ErrorKind::NoTable | ErrorKind::NoVersions);
    let declared = html.get(..2_048.min(html.len())).unwrap_or(html).to_ascii_lowercase();
    let starts_whole = declared.contains("<html") || declared.contains("<!doctype");
    let unfinished = starts_whole && !html.trim_end().ends_with('>');
    let in_tag = ends_in_tag(html);
    if could_be && (in_tag || (unfinished && error.kind() == ErrorKind::NoTable)) {
        return Error::new(ErrorKind::Truncated, error.facts().clone());
    }
    error
}
