//! The list article 「手順書・マニュアル」の一覧: the row that names the document with the versions.

use crate::date::Date;
use crate::document::{DocumentKind, DocumentRow};
use crate::html::{Cell, Document, MarkKind, Table};
use crate::profile::{ListPart, Profile};
use crate::spelling::{key, normalized};

use super::columns::View;
use super::shown;

/// Finds the row that names the document with the versions.
pub(super) fn find(document: &Document, profile: &Profile) -> Option<DocumentRow> {
    let tables = document.tables().iter().filter(|table| !table.is_hidden());
    tables.filter_map(|table| in_table(table, document, profile)).next()
}

fn in_table(table: &Table, document: &Document, profile: &Profile) -> Option<DocumentRow> {
    let view = View { table, transposed: false };
    let mut slots = Vec::new();
    let mut header: Option<Header> = None;
    for row in 0..view.rows() {
        view.slots(row, &mut slots);
        match &header {
            None => header = Header::of(&slots, profile),
            Some(header) => {
                if let Some(found) = header.row(&slots, document, profile) {
                    return Some(found);
                }
            }
        }
    }
    None
}

/// The columns of a list.
struct Header {
    content: usize,
    document: usize,
    updated: Option<usize>,
    edition: Option<usize>,
}

impl Header {
    fn of(slots: &[Option<&Cell>], profile: &Profile) -> Option<Header> {
        let is_headed = |slot: &Option<&Cell>, words: &[String]| {
            slot.is_some_and(|cell| {
                let header = shown(cell.text());
                words.iter().any(|word| *word == key(&header))
            })
        };
        let column = |part: ListPart| {
            let words = profile.list_words(part);
            slots.iter().position(|slot| is_headed(slot, words))
        };
        Some(Header {
            content: column(ListPart::Content)?,
            document: column(ListPart::Document)?,
            updated: column(ListPart::Updated),
            edition: column(ListPart::Edition),
        })
    }

    fn row(
        &self,
        slots: &[Option<&Cell>],
        document: &Document,
        profile: &Profile,
    ) -> Option<DocumentRow> {
        let text = |col: usize| {
            slots
                .get(col)
                .copied()
                .flatten()
                .map(|cell| normalized(&shown(cell.text())).into_owned())
        };
        let names = profile.list_words(ListPart::Row);
        let says = |col: usize| {
            text(col)
                .is_some_and(|text| names.iter().any(|name| key(&text).contains(name.as_str())))
        };
        if !says(self.content) && !says(self.document) {
            return None;
        }
        let cell = slots.get(self.document).copied().flatten()?;
        let link_in = |cell: &Cell| {
            cell.text().marks().iter().find_map(|mark| match mark.kind {
                MarkKind::Link(index) => document.links().get(index),
                _ => None,
            })
        };
        let link = link_in(cell);
        let name =
            link.map(|link| normalized(link.text()).into_owned()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| normalized(&shown(cell.text())).into_owned());
        let content = slots.get(self.content).copied().flatten();
        let link = link.or_else(|| content.and_then(link_in));
        let url = link.map(|link| link.href().to_owned());
        let kind = kind_of(&shown(cell.text()), url.as_deref());
        let updated =
            self.updated.and_then(text).and_then(|text| Date::find(&text).map(|(date, _)| date));
        let edition = self.edition.and_then(text).map(|text| {
            let bare = text.trim_start_matches('第').trim_end_matches('版').trim();
            bare.to_owned()
        });
        Some(DocumentRow {
            name,
            url,
            kind,
            updated,
            edition: edition.filter(|edition| !edition.is_empty()),
        })
    }
}

fn kind_of(text: &str, url: Option<&str>) -> DocumentKind {
    let text = key(text);
    let url = url.unwrap_or_default().to_ascii_lowercase();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    if url.contains("kb_article") || super::refusal::article_number(&url).is_some() {
        DocumentKind::Article
    } else if path.ends_with(".pdf") || text.contains("pdf") {
        DocumentKind::Pdf
    } else if path.ends_with(".xlsx")
        || path.ends_with(".xls")
        || text.contains("xlsx")
        || text.contains("excel")
        || text.contains("エクセル")
    {
        DocumentKind::Xlsx
    } else {
        DocumentKind::Unknown
    }
}
