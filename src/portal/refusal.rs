//! What a page is that holds no version table, told as precisely as it can be.

use crate::error::{Error, ErrorKind, Facts};
use crate::html::{Document, ItemRef, MarkKind, Text, printable};
use crate::profile::{PageKind, Profile, without_parentheses};
use crate::spelling::{key, normalized};

use super::section::{Missing, Nothing};
use super::{list, outline, title};

/// A page with more text is content: words of a login or of maintenance in it are only words.
const SHORT_PAGE: usize = 2_500;

/// The error for a page without a version table.
pub(super) fn of(document: &Document, profile: &Profile, nothing: Nothing) -> Error {
    let Nothing { missing, tables } = nothing;
    let base = document.base().map(str::to_owned);
    let (title, seen) = (title(document), seen(document));
    let facts = Facts { title, seen, base, tables, ..Facts::default() };
    if let Missing::Differ { tables } = missing {
        let tables = tables.iter().map(usize::to_string).collect();
        return Error::new(ErrorKind::Ambiguous, Facts { seen: tables, ..facts });
    }
    if let Missing::Limit { slots } = missing {
        return Error::new(ErrorKind::Limit, Facts { limit: Some(("slots", slots)), ..facts });
    }
    if let Some(article) = moved_to(document, profile) {
        return Error::new(ErrorKind::Redirect, Facts { article: Some(article), ..facts });
    }
    if let Some(row) = list::find(document, profile) {
        return Error::new(ErrorKind::Document, Facts { document: Some(row), ..facts });
    }
    if document.is_cut_in_table() {
        return Error::new(ErrorKind::Truncated, facts);
    }
    let text = page_text(document);
    let words = |kind: PageKind| {
        profile.page_words(kind).iter().filter(|word| text.contains(word.as_str())).count()
    };
    let is_short = text.chars().count() < SHORT_PAGE;
    // What the page calls itself counts more than the section's words, which stand in its menus too.
    let heads = head_text(document);
    let is_headed =
        |kind: PageKind| profile.page_words(kind).iter().any(|word| heads.contains(word.as_str()));
    if is_headed(PageKind::Maintenance) {
        return Error::new(ErrorKind::Maintenance, facts);
    }
    // Filters name themselves, and why, in few words; a gateway that can be passed asks for a password.
    let may_be_blocked =
        matches!(missing, Missing::Section) && is_short && !document.has_password();
    if may_be_blocked && is_headed(PageKind::Blocked) && words(PageKind::Blocked) >= 2 {
        return Error::new(ErrorKind::Proxy, facts);
    }
    if is_headed(PageKind::Login) || document.has_password() && document.tables().len() < 3 {
        return Error::new(ErrorKind::Login, facts);
    }
    if let Missing::Table { heading } = missing {
        return Error::new(ErrorKind::NoTable, Facts { what: Some(heading), ..facts });
    }
    let asks_password = document.has_password();
    if is_short && (words(PageKind::Login) >= 2 || (asks_password && words(PageKind::Login) >= 1)) {
        return Error::new(ErrorKind::Login, facts);
    }
    if may_be_blocked && words(PageKind::Blocked) >= 3 {
        return Error::new(ErrorKind::Proxy, facts);
    }
    if is_short && words(PageKind::Maintenance) >= 1 {
        return Error::new(ErrorKind::Maintenance, facts);
    }
    if is_short && words(PageKind::Unavailable) >= 1 {
        return Error::new(ErrorKind::ArticleUnavailable, facts);
    }
    if is_short && asks_password {
        return Error::new(ErrorKind::Login, facts);
    }
    Error::new(ErrorKind::NoSection, facts)
}

/// The headings of the page, or its first lines.
fn seen(document: &Document) -> Vec<String> {
    let shown = |text: &str| printable(text).chars().take(40).collect::<String>();
    let headings: Vec<_> = document
        .headings()
        .filter(|block| !block.is_hidden())
        .map(|block| shown(block.text().as_str()))
        .take(8)
        .collect();
    if !headings.is_empty() {
        return headings;
    }
    document
        .blocks()
        .filter(|block| !block.is_hidden())
        .map(|block| shown(block.text().as_str()))
        .take(3)
        .collect()
}

/// All that the page shows, as [`key`] spells it, up to what a short page has.
fn page_text(document: &Document) -> String {
    let mut text = key(document.title()).into_owned();
    let blocks =
        document.blocks().filter(|block| !block.is_hidden()).map(|block| block.text().as_str());
    let cells = document
        .tables()
        .iter()
        .filter(|t| !t.is_hidden())
        .flat_map(|t| t.grid().cells().iter().map(|c| c.text().as_str()));
    for part in blocks.chain(cells) {
        text.push('\n');
        text.push_str(&key(part));
        if text.len() > SHORT_PAGE * 4 {
            break;
        }
    }
    text
}

/// The title and the main headings.
fn head_text(document: &Document) -> String {
    let headings = document
        .headings()
        .filter(|block| !block.is_hidden())
        .take(2)
        .map(|block| key(block.text().as_str()));
    [key(document.title())].into_iter().chain(headings).collect::<Vec<_>>().join("\n")
}

/// What a page with a version table says of itself above it.
pub(super) enum Superseded {
    /// It has moved to this article.
    Moved(String),
    /// It is kept no longer, or leads to the one that holds: in these words.
    Said(String),
}

/// Whether the lines above a table say that the page no longer holds: an old table may be left behind.
pub(super) fn superseded(
    document: &Document,
    table: usize,
    profile: &Profile,
) -> Option<Superseded> {
    let above =
        document.items().take_while(|item| !matches!(item, ItemRef::Table(at) if *at == table));
    let lines = above.filter_map(|item| match item {
        ItemRef::Block(block) => (!block.is_hidden() && !block.is_aside()).then(|| block.text()),
        ItemRef::Table(at) => outline::only_text(&document.tables()[at]),
    });
    lines.flat_map(|line| line_says(line, document, profile)).next()
}

/// A longer line is a text about something.
const NOTICE_CHARS: usize = 120;

fn line_says(line: &Text, document: &Document, profile: &Profile) -> Option<Superseded> {
    let text = line.as_str();
    if text.len() > NOTICE_CHARS * 3 {
        return None;
    }
    let has = |text: &str, kind: PageKind| {
        profile.page_words(kind).iter().any(|word| text.contains(word.as_str()))
    };
    let text = key(text);
    let mut sentences = text.split('。');
    let of_itself = |sentence: &str| has(sentence, PageKind::Itself);
    if sentences.clone().any(|sentence| of_itself(sentence) && says_moved(sentence, profile))
        && let Some(article) = moved_to(document, profile)
    {
        return Some(Superseded::Moved(article));
    }
    let is_inside = line.marks().iter().any(|mark| match mark.kind {
        MarkKind::Link(at) => document.links().get(at).is_some_and(|l| l.href().starts_with('#')),
        _ => false,
    });
    let ended = sentences.any(|sentence| of_itself(sentence) && has(sentence, PageKind::Ended));
    let leads = has(&text, PageKind::Elsewhere) && !is_inside;
    let said = || printable(line.as_str()).chars().take(80).collect();
    (ended || leads || says_moved(&text, profile)).then(|| Superseded::Said(said()))
}

/// The article that a moved one names.
fn moved_to(document: &Document, profile: &Profile) -> Option<String> {
    if !page_text(document).split('\n').any(|line| says_moved(line, profile)) {
        return None;
    }
    let blocks = document.blocks().filter(|block| !block.is_hidden());
    let mut of_sentence = blocks.filter(|block| says_moved(&key(block.text().as_str()), profile));
    let in_links = || document.links().iter().filter(|link| says_moved(&key(link.text()), profile));
    in_links()
        .find_map(|link| article_number(link.text()).or_else(|| article_number(link.href())))
        .or_else(|| of_sentence.find_map(|block| article_number(block.text().as_str())))
        .or_else(|| {
            document.links().iter().find_map(|link| {
                article_number(link.text()).or_else(|| article_number(link.href()))
            })
        })
}

/// Whether a line says that an article has moved; the new one's number may stand inside: 新しい記事（KB0011370）に移行しました.
fn says_moved(line_key: &str, profile: &Profile) -> bool {
    let short = without_parentheses(line_key);
    let mut words = profile.page_words(PageKind::Moved).iter();
    words.any(|word| line_key.contains(word.as_str()) || short.contains(word.as_str()))
}

/// The first number of an article in a text: `KB` and seven digits.
pub(crate) fn article_number(text: &str) -> Option<String> {
    let text = normalized(text).to_ascii_uppercase();
    text.match_indices("KB").find_map(|(at, _)| {
        let digits: String = text[at + 2..].chars().take_while(char::is_ascii_digit).collect();
        (digits.len() >= 5 && digits.len() <= 10).then(|| format!("KB{digits}"))
    })
}
