//! Spreadsheets (`.xlsx`) as [`Document`]s: each visible sheet a heading and a table of what a person sees in it.
//!
//! A cell's text is what its number format shows: 10.1 in the format `0.00` is `10.10`. Merged cells span, hidden
//! rows, columns and sheets are not shown, struck-out and raised runs are marked, readings (phonetic runs) are left
//! out. What cannot be known — a format that is not rendered here, a formula that was never calculated, a look that
//! hangs on a condition — keeps its raw text and is marked [`MarkKind::Uncertain`](crate::html::MarkKind), so that
//! no version is read from it.
//!
//! # Why the parts are read directly
//!
//! calamine 0.38 (42 crates) gives numbers as floats without their formats, says nothing of hidden rows and columns
//! or of struck-out runs, reads parts with a wrong checksum, and asks for a dense range of a single cell far out;
//! umya-spreadsheet 2.3 (97 crates) builds all of a workbook in memory, unbounded. The parts are simple: they are
//! taken from the archive with rawzip, which allocates nothing for the directory and checks lengths and checksums,
//! unpacked with flate2 in plain Rust, and read with quick-xml, all three streaming: 9 crates, of which this crate
//! has memchr and cfg-if already. zip 8 and quick-xml would be 11, and its directory in memory is some twenty times
//! that in the file.
//!
//! Number formats are rendered here ([`mod@format`]): ssfmt 0.1, the one crate for it, shows 令和 as `ggg2022`, 1.005 in
//! `0.00` as `1.00`, and digits in kanji as plain ones, without a word; what is asked for here is to know when one
//! does not know.
//!
//! # Limits
//!
//! What the parts unpack to ([`Limits::unpacked`]), how deep they nest, how many cells, strings and runs they hold
//! ([`Limits::nodes`]) and how many slots a sheet has ([`Limits::slots`]) is bounded; document types, and with them
//! entities, are refused.

use std::collections::HashMap;

use crate::error::{Error, ErrorKind, Facts};
use crate::html::Document;
use crate::limits::Limits;

mod archive;
mod budget;
mod format;
mod layout;
mod sheet;
mod strings;
mod styles;
mod xml;

use archive::Archive;
use budget::Budget;
use layout::Tables;
use sheet::{Shared, Sheet};
use strings::Rich;
use styles::Styles;
use xml::{Piece, Xml};

/// The beginning of every archive that could be a workbook.
pub(crate) const SIGNATURE: &[u8] = b"PK\x03\x04";

/// Reads a workbook.
pub(crate) fn read(body: &[u8], limits: &Limits) -> Result<Document, Error> {
    let archive = Archive::open(body, limits)?;
    if let Some(what) = other(&archive) {
        return Err(not_html(what));
    }
    let package = Package { archive, limits };
    let root = package.relations("_rels/.rels", "")?;
    let main = root.iter().find(|relation| relation.kind == "officeDocument");
    let main = main.map_or("xl/workbook.xml", |relation| relation.target.as_str());
    if !package.archive.has(main) {
        return Err(not_html("ZIP"));
    }
    let book = package.book(main)?;
    package.document(&book)
}

fn not_html(what: &str) -> Error {
    Error::new(ErrorKind::NotHtml, Facts { what: Some(what.to_owned()), ..Facts::default() })
}

/// A workbook that cannot be read, because of one of its parts.
fn damaged(part: &str) -> Error {
    let damage = Some(part.chars().take(80).collect());
    Error::new(ErrorKind::NotHtml, Facts { damage, ..Facts::default() })
}

/// What an archive is that is no workbook of this kind.
fn other(archive: &Archive<'_>) -> Option<&'static str> {
    let known = [
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
        ("xl/workbook.bin", "xlsb"),
        ("content.xml", "OpenDocument (ods, odt)"),
        ("meta-inf/manifest.mf", "Java archive"),
    ];
    let has_book = archive.has("xl/workbook.xml");
    known.into_iter().find(|(part, _)| !has_book && archive.has(part)).map(|(_, what)| what)
}

struct Package<'b> {
    archive: Archive<'b>,
    limits: &'b Limits,
}

/// What one part names another for.
struct Relation {
    id: String,
    /// The last word of its type.
    kind: String,
    target: String,
}

/// What the workbook's main part says.
struct Book {
    sheets: Vec<SheetEntry>,
    relations: Vec<Relation>,
    since_1904: bool,
}

struct SheetEntry {
    name: String,
    id: String,
}

impl Package<'_> {
    fn required(&self, name: &str) -> Result<String, Error> {
        self.archive.part(name)?.ok_or_else(|| damaged(name))
    }

    /// The relations of a part in a folder.
    fn relations(&self, name: &str, folder: &str) -> Result<Vec<Relation>, Error> {
        let Some(text) = self.archive.part(name)? else { return Ok(Vec::new()) };
        let mut xml = Xml::new(&text, name, self.limits);
        let mut relations = Vec::new();
        while let Some(piece) = xml.next()? {
            let Piece::Start(start) = piece else { continue };
            let is_inside = start.attribute("TargetMode").is_none_or(|mode| mode != "External");
            if start.name() != "Relationship"
                || !is_inside
                || relations.len() >= self.limits.nodes / 8
            {
                continue;
            }
            let (Some(id), Some(kind), Some(target)) =
                (start.attribute("Id"), start.attribute("Type"), start.attribute("Target"))
            else {
                continue;
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation { id, kind, target: resolved(folder, &target) });
        }
        Ok(relations)
    }

    fn book(&self, main: &str) -> Result<Book, Error> {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
        let beside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let relations = self.relations(&format!("{beside}_rels/{file}.rels"), folder)?;
        let text = self.required(main)?;
        let mut xml = Xml::new(&text, main, self.limits);
        let mut book = Book { sheets: Vec::new(), relations, since_1904: false };
        let mut is_book = false;
        while let Some(piece) = xml.next()? {
            let Piece::Start(start) = piece else { continue };
            match start.name() {
                "workbook" => is_book = true,
                "workbookPr" => book.since_1904 |= start.is("date1904"),
                "sheet" => {
                    let state = start.attribute("state").unwrap_or_default();
                    let (Some(name), Some(id)) = (start.attribute("name"), start.attribute("id"))
                    else {
                        return Err(damaged(main));
                    };
                    if !matches!(state.as_str(), "hidden" | "veryHidden") {
                        book.sheets.push(SheetEntry { name, id });
                    }
                }
                _ => {}
            }
        }
        if is_book { Ok(book) } else { Err(damaged(main)) }
    }

    fn document(&self, book: &Book) -> Result<Document, Error> {
        let mut budget = Budget::new(self.limits);
        let target = |kind: &str| {
            let relation = book.relations.iter().find(|relation| relation.kind == kind);
            relation.map(|relation| relation.target.as_str())
        };
        let strings = match target("sharedStrings") {
            Some(part) => Rich::shared(&self.required(part)?, part, self.limits, &mut budget)?,
            None => Vec::new(),
        };
        let styles = match target("styles") {
            Some(part) => Styles::read(&self.required(part)?, part, self.limits, &mut budget)?,
            None => Styles::default(),
        };
        let shared = Shared {
            strings: &strings,
            styles: &styles,
            since_1904: book.since_1904,
            limits: self.limits,
        };
        let mut document = Document::titled(&self.title()?);
        let relations: HashMap<&str, &Relation> =
            book.relations.iter().rev().map(|relation| (relation.id.as_str(), relation)).collect();
        let mut over_limit = false;
        for entry in &book.sheets {
            budget.node()?;
            let relation = relations.get(entry.id.as_str()).ok_or_else(|| damaged(&entry.name))?;
            // Sheets of charts and dialogs hold no cells.
            if relation.kind != "worksheet" {
                continue;
            }
            let text = self.required(&relation.target)?;
            let sheet = Sheet::read(&text, &relation.target, &shared, &mut budget)?;
            document.push_heading(&entry.name);
            match layout::tables(sheet, self.limits, &mut budget)? {
                Tables::Placed(tables) => {
                    for seen in tables {
                        for line in &seen.lines {
                            document.push_line(line);
                        }
                        document.push_table(seen.table, self.limits);
                    }
                }
                Tables::OverLimit => {
                    over_limit = true;
                    document.push_cut_table();
                }
            }
        }
        if over_limit && document.tables().iter().all(|table| table.grid().is_cut()) {
            return Err(Error::limit("slots", self.limits.slots));
        }
        Ok(document)
    }

    /// The title in the document's properties.
    fn title(&self) -> Result<String, Error> {
        let name = "docProps/core.xml";
        let Some(text) = self.archive.part(name)? else { return Ok(String::new()) };
        let mut xml = Xml::new(&text, name, self.limits);
        while let Some(piece) = xml.next()? {
            if matches!(&piece, Piece::Start(start) if start.name() == "title") {
                return xml.text();
            }
        }
        Ok(String::new())
    }
}

/// A target as a part's name.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    let base = if target.starts_with('/') { "" } else { folder };
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
