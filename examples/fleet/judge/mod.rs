//! Lines with inventories → lines with answers: what each thread of the fleet does.
//!
//! What is said of one thing depends on its names and its version alone, and terminals are much alike. So what a report
//! says of a thing is kept, and a terminal is put together from that. A line that is odd in any way, and a terminal that
//! has one thing twice, go through the library's report; both ways give the same answer.

mod plain;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::io::Write as _;
use std::time::SystemTime;

use foldhash::fast::RandomState;
use onshikaku::{
    Basis, Finding, FreshBasis, Inventory, Item, Lang, Origin, Place, Published, Status, Subject,
    Verdict,
};
use serde::Serialize;

use plain::{Plain, parts, tag};
pub use tally::{Row, Tally};

/// Bytes of a line at most.
pub const LONGEST: usize = 1 << 20;
/// Things of which it is kept what a report says, at most: some megabytes.
const KEPT: usize = 20_000;
/// Bytes of a key that is worth keeping.
const LONGEST_KEY: usize = 512;

/// Where a line stands.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The file's name, if there is one.
    pub path: Option<&'a str>,
    /// Whether the file is named in the answer.
    pub is_named: bool,
    pub line: usize,
}

/// Why a line has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad {
    pub kind: &'static str,
    pub message: String,
}

impl Bad {
    pub fn new(kind: &'static str, message: impl Into<String>) -> Bad {
        Bad { kind, message: message.into() }
    }

    pub fn too_long() -> Bad {
        Bad::new("limit", format!("1行が {LONGEST} バイトを超えています"))
    }
}

/// Judges lines, one after the other, and counts.
pub struct Judge<'p> {
    published: &'p Published<'p>,
    now: SystemTime,
    basis: Option<FreshBasis>,
    known: HashMap<Box<str>, usize, RandomState>,
    things: Vec<Known>,
    plain: Plain,
    /// The things of the line at hand, as it has them.
    found: Vec<usize>,
    /// The same in the order of the page.
    order: Vec<usize>,
    pub tally: Tally,
}

/// What a report says of a thing.
struct Known {
    place: Place,
    status: Status,
    /// Nothing is written of what is up to date.
    item: Option<Piece>,
    finding: Option<Piece>,
    /// Where it is counted.
    row: usize,
}

/// JSON with a hole for the place of the line.
struct Piece {
    text: Box<str>,
    hole: usize,
}

/// What stands in the hole. In a text its quotes would be escaped.
const HOLE: &str = "\"path\":null,\"line\":18446744073709551615";

impl Piece {
    fn of(value: &impl Serialize) -> Option<Piece> {
        let mut text = Vec::with_capacity(1_024);
        serde_json::to_writer(&mut text, value).ok()?;
        let mut text = String::from_utf8(text).ok()?;
        let hole = text.find(HOLE)?;
        text.replace_range(hole..hole + HOLE.len(), "");
        Some(Piece { text: text.into(), hole })
    }

    fn write(&self, at: At<'_>, out: &mut Vec<u8>) {
        let (head, tail) = self.text.split_at(self.hole);
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(b"\"path\":");
        write_json(out, &at.path);
        out.extend_from_slice(b",\"line\":");
        write_json(out, &at.line);
        out.extend_from_slice(tail.as_bytes());
    }
}

impl<'p> Judge<'p> {
    pub fn new(published: &'p Published<'p>, now: SystemTime) -> Judge<'p> {
        let nothing = published.report(&Inventory::new()).at(now);
        Judge {
            published,
            now,
            basis: nothing.basis.fresh_within(Basis::DAY),
            known: HashMap::default(),
            things: Vec::new(),
            plain: Plain::default(),
            found: Vec::new(),
            order: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// Writes the answer to a line, if it is not empty.
    pub fn line(&mut self, at: At<'_>, bytes: &[u8], out: &mut Vec<u8>) {
        let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes).trim_ascii();
        if bytes.is_empty() {
            return;
        }
        if bytes.len() > LONGEST {
            return self.bad(at, &Bad::too_long(), out);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                if !self.plainly(at, text, out) {
                    self.by_report(at, text, out);
                }
            }
            Err(error) => {
                let place = error.valid_up_to();
                let message = format!("UTF-8 ではありません（{place} バイト目）");
                self.bad(at, &Bad::new("not_utf8", message), out);
            }
        }
    }

    /// Writes that a line has no answer.
    pub fn bad(&mut self, at: At<'_>, bad: &Bad, out: &mut Vec<u8>) {
        *self.tally.errors.entry(bad.kind).or_default() += 1;
        write_head(at, out);
        out.extend_from_slice(b",\"error\":{\"kind\":");
        write_json(out, &bad.kind);
        out.extend_from_slice(b",\"message\":");
        write_json(out, &seemly(&bad.message));
        out.extend_from_slice(b"}}\n");
    }

    /// Answers from what is known; false if the line is not plain.
    fn plainly(&mut self, at: At<'_>, line: &str, out: &mut Vec<u8>) -> bool {
        if !self.plain.read(line) || !self.find() {
            return false;
        }
        let status = |at: &usize| self.things[*at].status;
        let verdict = Verdict::of(self.order.iter().map(status), self.basis);
        self.tally.verdict(verdict);
        write_verdict(at, self.plain.id(), verdict, out);
        for at in &self.found {
            self.tally.rows[self.things[*at].row].count += 1;
        }
        let of = |thing: &usize| &self.things[*thing];
        let items = self.order.iter().filter_map(|thing| of(thing).item.as_ref());
        write_list(out, items, |piece, out| piece.write(at, out));
        let mut findings = self.found.iter().filter_map(|thing| of(thing).finding.as_ref());
        if let Some(first) = findings.next() {
            out.extend_from_slice(b",\"findings\":");
            write_list(out, std::iter::once(first).chain(findings), |piece, out| {
                piece.write(at, out);
            });
        }
        out.extend_from_slice(b"}\n");
        true
    }

    /// Looks up what is known of the things of a plain line; false if two of them are one.
    fn find(&mut self) -> bool {
        self.found.clear();
        if self.things.len() > KEPT {
            self.known.clear();
            self.things.clear();
        }
        let plain = std::mem::take(&mut self.plain);
        let all = plain.things().all(|key| {
            let known = self.known.get(key).copied().or_else(|| self.learn(key));
            self.found.extend(known);
            known.is_some()
        });
        self.plain = plain;
        let (things, order) = (&self.things, &mut self.order);
        order.clone_from(&self.found);
        let place = |thing: &usize| &things[*thing].place;
        order.sort_unstable_by(|one, other| place(one).cmp(place(other)));
        all && order.windows(2).all(|two| place(&two[0]) != place(&two[1]))
    }

    /// Asks the library what it says of a thing, and keeps it.
    fn learn(&mut self, key: &str) -> Option<usize> {
        if key.len() > LONGEST_KEY {
            return None;
        }
        let (subject, version) = thing(key)?;
        let place = self.published.place(&subject);
        let anywhere = Origin::file(None, Some(usize::MAX));
        let terminal = Inventory::new().with_from(subject, version, anywhere);
        // Nothing is held, so that the time bears on nothing but the page's age.
        let report = self.published.report(&terminal);
        let [item] = report.items.as_slice() else { return None };
        let known = Known {
            status: item.status,
            item: if is_told(item) { Some(Piece::of(item)?) } else { None },
            finding: match report.findings.as_slice() {
                [] => None,
                [finding] => Some(Piece::of(finding)?),
                _ => return None,
            },
            row: self.tally.row(item, &place),
            place,
        };
        self.known.insert(key.into(), self.things.len());
        self.things.push(known);
        Some(self.things.len() - 1)
    }

    /// Answers by the library alone.
    fn by_report(&mut self, at: At<'_>, line: &str, out: &mut Vec<u8>) {
        let inventory = match Inventory::from_json_line(line, at.line) {
            Ok(inventory) => inventory,
            Err(error) => {
                let bad = Bad::new(kind_of_bad(line), error.message(Lang::Ja));
                return self.bad(at, &bad, out);
            }
        };
        let inventory = match at.path {
            Some(path) => inventory.named(path),
            None => inventory,
        };
        let report = self.published.report(&inventory).at(self.now);
        let verdict = report.verdict();
        self.tally.verdict(verdict);
        write_verdict(at, inventory.id(), verdict, out);
        for item in &report.items {
            let row = self.tally.row(item, &self.published.place(&item.subject));
            self.tally.rows[row].count += 1;
        }
        let items = report.items.iter().filter(|item| is_told(item));
        write_list(out, items, |item: &Item, out| write_json(out, item));
        if !report.findings.is_empty() {
            out.extend_from_slice(b",\"findings\":");
            write_list(out, report.findings.iter(), |f: &Finding, out| write_json(out, f));
        }
        out.extend_from_slice(b"}\n");
    }
}

/// Whether an item stands in the answer.
fn is_told(item: &Item) -> bool {
    item.status != Status::UpToDate
}

/// The subject and the version's text of a key; `None` if the library would refuse them.
fn thing(key: &str) -> Option<(Subject, &str)> {
    let of = |wanted| parts(key).find(|(tag, _)| *tag == wanted).map(|(_, text)| text);
    let subject = match of(tag::APP) {
        Some(name) => Subject::named(name),
        None => {
            let manufacturer = of(tag::MANUFACTURER).filter(|name| !name.trim().is_empty())?;
            Subject::reader(manufacturer, of(tag::COMPONENT))
        }
    };
    Some((subject, of(tag::VERSION)?))
}

fn kind_of_bad(line: &str) -> &'static str {
    match serde_json::from_str::<serde::de::IgnoredAny>(line) {
        Err(_) => "not_json",
        Ok(_) if !line.starts_with('{') => "not_an_object",
        Ok(_) => "not_an_inventory",
    }
}

fn write_head(at: At<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"line\":");
    write_json(out, &at.line);
    if at.is_named {
        out.extend_from_slice(b",\"file\":");
        write_json(out, &at.path.unwrap_or("-"));
    }
}

/// Writes what stands before the items.
fn write_verdict(at: At<'_>, id: Option<&str>, verdict: Verdict, out: &mut Vec<u8>) {
    write_head(at, out);
    out.extend_from_slice(b",\"id\":");
    write_json(out, &id.map(seemly));
    out.extend_from_slice(b",\"verdict\":\"");
    out.extend_from_slice(verdict.code().as_bytes());
    out.extend_from_slice(b"\",\"items\":");
}

fn write_list<T>(
    out: &mut Vec<u8>,
    values: impl Iterator<Item = T>,
    write: impl Fn(T, &mut Vec<u8>),
) {
    out.push(b'[');
    for (at, value) in values.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(value, out);
    }
    out.push(b']');
}

/// Writing to memory does not fail.
fn write_json(out: &mut Vec<u8>, value: &impl Serialize) {
    if serde_json::to_writer(&mut *out, value).is_err() {
        let _written = out.write_all(b"null");
    }
}

/// A text without control characters.
fn seemly(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(char::is_control) {
        text.replace(char::is_control, " ").into()
    } else {
        text.into()
    }
}
