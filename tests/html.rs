//! Tables are grids as the HTML standard forms them, whatever bytes they come in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use onshikaku::html::{Cell, Document, Grid, Table, Text};
use onshikaku::{ErrorKind, Limits, Page, Snapshot};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// Each `fixtures/tables/<name>.html` has the array that the example `tables` prints for it beside it, as `<name>.json`.
#[test]
fn tables_are_those_of_the_fixtures() {
    let cases = files_of("fixtures/tables", "html");
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in cases {
        let expected = fs::read(case.with_extension("json")).expect("a .json beside each .html");
        let expected: Value = serde_json::from_slice(&expected).expect("JSON");
        let body = fs::read(&case).unwrap();
        let tables = match Page::new(&body).document() {
            Ok(document) => document.tables().iter().map(printed).collect(),
            Err(error) => panic!("{}: {error}", case.display()),
        };
        if Value::Array(tables) != expected {
            wrong.push(case.file_name().unwrap().to_owned());
        }
    }
    assert!(wrong.is_empty(), "compare with `cargo run --example tables -- FILE`: {wrong:?}");
}

fn printed(table: &Table) -> Value {
    let grid = table.grid();
    let texts = |row: Vec<Option<&Cell>>| -> Value {
        row.into_iter().map(|cell| cell.map(|cell| cell.text().as_str())).collect()
    };
    let rows: Vec<Value> = spelled_out(grid).into_iter().map(texts).collect();
    let caption = table.caption().map(Text::as_str);
    json!({"rows": grid.rows(), "cols": grid.cols(), "caption": caption, "grid": rows})
}

/// A cell as it is made up: its text is its number.
#[derive(Debug, Clone)]
struct Made {
    colspan: usize,
    rowspan: usize,
}

/// A row group with its rows of cells.
type Group = (&'static str, Vec<Vec<Made>>);

fn groups() -> impl Strategy<Value = Vec<Group>> {
    let span = || prop_oneof![6 => Just(1), 3 => 2..5_usize];
    let rowspan = prop_oneof![6 => span(), 1 => Just(0), 1 => 5..9_usize];
    let cell = (span(), rowspan).prop_map(|(colspan, rowspan)| Made { colspan, rowspan });
    let row = prop::collection::vec(cell, 0..5);
    let name = prop::sample::select(vec!["tbody", "tbody", "tbody", "thead", "tfoot"]);
    prop::collection::vec((name, prop::collection::vec(row, 0..6)), 0..4)
}

fn html_of(columns: usize, groups: &[Group]) -> String {
    let mut html = format!("<table>{}", "<col>".repeat(columns));
    let mut number = 0;
    for (name, rows) in groups {
        html += &format!("<{name}>");
        for row in rows {
            html += "<tr>";
            for Made { colspan, rowspan } in row {
                html += &format!("<td colspan={colspan} rowspan={rowspan}>{number}");
                number += 1;
            }
        }
    }
    html
}

/// The standard's "forming a table", word by word: how many rows and columns, and the cells of each slot in the order of
/// their coming.
fn formed(
    columns: usize,
    groups: &[Group],
) -> (usize, usize, BTreeMap<(usize, usize), Vec<usize>>) {
    let mut slots: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let (mut width, mut height) = (columns, 0);
    let mut first_number = 0;
    let numbered = groups.iter().map(|group| {
        let number = first_number;
        first_number += group.1.iter().map(Vec::len).sum::<usize>();
        (number, group)
    });
    let (feet, others): (Vec<_>, Vec<_>) = numbered.partition(|(_, group)| group.0 == "tfoot");
    let mut y = 0;
    for (mut number, (_, rows)) in others.into_iter().chain(feet) {
        let mut growing: Vec<(usize, usize, usize)> = Vec::new();
        for row in rows {
            height = height.max(y + 1);
            for &(number, x, colspan) in &growing {
                (x..x + colspan).for_each(|x| slots.entry((y, x)).or_default().push(number));
            }
            let mut x = 0;
            for &Made { colspan, rowspan } in row {
                while slots.contains_key(&(y, x)) {
                    x += 1;
                }
                let rows = y..y + rowspan.max(1);
                width = width.max(x + colspan);
                height = height.max(rows.end);
                for y in rows {
                    (x..x + colspan).for_each(|x| slots.entry((y, x)).or_default().push(number));
                }
                if rowspan == 0 {
                    growing.push((number, x, colspan));
                }
                x += colspan;
                number += 1;
            }
            y += 1;
        }
        // The rows that spans add at the group's end.
        while y < height {
            for &(number, x, colspan) in &growing {
                (x..x + colspan).for_each(|x| slots.entry((y, x)).or_default().push(number));
            }
            y += 1;
        }
    }
    (height, width, slots)
}

proptest! {
    #[test]
    fn grids_are_formed_as_the_standard_says(columns in 0..4_usize, groups in groups()) {
        let document = Document::parse(&html_of(columns, &groups)).unwrap();
        let grid = document.tables()[0].grid();
        let (rows, cols, slots) = formed(columns, &groups);
        prop_assert_eq!((grid.rows(), grid.cols()), (rows, cols));
        for (y, row) in spelled_out(grid).into_iter().enumerate() {
            for (x, cell) in row.into_iter().enumerate() {
                // Where cells overlap, the later one is on top.
                let top = slots.get(&(y, x)).and_then(|cells| cells.iter().max());
                let text = cell.map(|cell| cell.text().as_str().to_owned());
                prop_assert_eq!(text, top.map(usize::to_string), "row {}, column {}", y, x);
            }
            let mut covering: Vec<_> =
                slots.range((y, 0)..(y + 1, 0)).flat_map(|(_, cells)| cells).collect();
            covering.sort_unstable();
            covering.dedup();
            let mut listed: Vec<usize> =
                grid.row(y).map(|cell| cell.text().as_str().parse().unwrap()).collect();
            prop_assert!(grid.row(y).is_sorted_by_key(Cell::col));
            listed.sort_unstable();
            prop_assert_eq!(listed.iter().collect::<Vec<_>>(), covering, "row {}", y);
        }
        is_consistent(grid)?;
    }
}

/// Rectangular; each cell at every slot that it covers, unless a later one covers it too; asked or spelled out alike.
fn is_consistent(grid: &Grid) -> Result<(), TestCaseError> {
    let rows = spelled_out(grid);
    prop_assert_eq!(rows.len(), grid.rows());
    for (y, row) in rows.iter().enumerate() {
        prop_assert_eq!(row.len(), grid.cols());
        for (x, cell) in row.iter().enumerate() {
            prop_assert!(same(grid.cell(y, x), *cell), "row {}, column {}", y, x);
        }
    }
    for (at, cell) in grid.cells().iter().enumerate() {
        let later = &grid.cells()[at..];
        for row in &rows[cell.row()..][..cell.row_span()] {
            for slot in &row[cell.col()..][..cell.col_span()] {
                prop_assert!(later.iter().any(|cell| same(Some(cell), *slot)), "cell {}", at);
            }
        }
    }
    prop_assert!(grid.cell(grid.rows(), 0).is_none());
    prop_assert!(grid.cell(0, grid.cols()).is_none());
    prop_assert_eq!(grid.row(grid.rows()).count(), 0);
    Ok(())
}

fn spelled_out(grid: &Grid) -> Vec<Vec<Option<&Cell>>> {
    grid.to_rows(&Limits::default()).unwrap()
}

fn same(a: Option<&Cell>, b: Option<&Cell>) -> bool {
    a.map(std::ptr::from_ref) == b.map(std::ptr::from_ref)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..Default::default() })]

    /// What is read of them may be anything, but it is said.
    #[test]
    fn mutated_pages_are_read_or_refused(
        page in prop::sample::select(pages()),
        edits in prop::collection::vec(edit(), 1..8),
        content_type in content_type(),
    ) {
        let page = fs::read(page).unwrap();
        let body = edits.into_iter().fold(page, Edit::apply);
        is_read_or_refused(&body, content_type)?;
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused(body: Vec<u8>, content_type in content_type()) {
        is_read_or_refused(&body, content_type)?;
    }
}

/// Pages that once broke the reader.
#[test]
fn pages_that_were_found_by_chance_are_read_or_refused() {
    for html in [
        "<table><tr><th rowspan=2>No.<th rowspan=2>アプリケーション名<th colspan=2>旧<th colspan=2>最新
         <tr><th>ファイル<th>バージョン情<table>連携アプリケーション",
        "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>ファイル<th>バージョン
         <tr><td>連携アプリケーション<td>連携アプリ.msi<td>1.0.9</table>",
    ] {
        is_read_or_refused(html.as_bytes(), "text/html; charset=utf-8").unwrap();
    }
}

fn is_read_or_refused(body: &[u8], content_type: &str) -> Result<(), TestCaseError> {
    if let Ok(snapshot) = Page::new(body).content_type(content_type).read() {
        let json = serde_json::to_string(&snapshot).unwrap();
        prop_assert!(!has_controls(&serde_json::from_str(&json).unwrap()), "{}", json);
        prop_assert_eq!(serde_json::from_str::<Snapshot>(&json).unwrap(), snapshot);
    }
    let document = Document::parse(&String::from_utf8_lossy(body)).unwrap();
    for table in document.tables() {
        is_consistent(table.grid())?;
    }
    for block in document.blocks() {
        let text = block.text();
        prop_assert!(!text.is_empty());
        let lines: Vec<_> = text.lines().collect();
        prop_assert_eq!(lines.join(" "), text.as_str(), "{:?}", text);
        for mark in text.marks() {
            prop_assert!(!text.as_str()[mark.range.clone()].is_empty(), "{:?}", text);
            prop_assert!(text.without(&[mark.kind]).len() < text.as_str().len(), "{:?}", text);
        }
    }
    Ok(())
}

fn has_controls(json: &Value) -> bool {
    match json {
        Value::String(text) => text.contains(char::is_control),
        Value::Array(values) => values.iter().any(has_controls),
        Value::Object(object) => {
            object.iter().any(|(key, value)| key.contains(char::is_control) || has_controls(value))
        }
        _ => false,
    }
}

/// The bundled page, and every fixture of a page or table.
fn pages() -> Vec<PathBuf> {
    let folders = fs::read_dir(root().join("fixtures/pages")).into_iter().flatten();
    let cases = folders.map(|case| case.unwrap().path().join("body"));
    let bundled = [root().join("fixtures/bundled/body")];
    let paths = bundled.into_iter().chain(files_of("fixtures/tables", "html")).chain(cases);
    paths.filter(|path| fs::metadata(path).is_ok_and(|file| file.len() < 20_000)).collect()
}

fn content_type() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "text/html; charset=utf-8",
        "text/html",
        "text/html; charset=Shift_JIS",
        "text/html; charset=iso-2022-jp",
        "text/html; charset=utf-16le",
        "application/json",
    ])
}

#[derive(Debug, Clone)]
enum Edit {
    Delete(Index, usize),
    Repeat(Index, usize),
    Overwrite(Index, u8),
    Insert(Index, &'static str),
    Truncate(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let piece = prop::sample::select(vec![
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "<td rowspan=3 colspan=2>",
        "<th rowspan=0>",
        "<template>",
        "<svg>",
        "<select>",
        "<textarea>",
        "<!--",
        "<p hidden>",
        "<s>",
        "<h2>",
        "\0",
        "<",
        "\u{1B}$B",
        "\u{FEFF}",
        "\u{202E}",
        "{",
        "\"",
        "&#x1B;",
        "1.0.9",
        "→",
    ]);
    prop_oneof![
        (any::<Index>(), 1..200_usize).prop_map(|(at, length)| Edit::Delete(at, length)),
        (any::<Index>(), 1..200_usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Edit::Overwrite(at, byte)),
        (any::<Index>(), piece).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        any::<Index>().prop_map(Edit::Truncate),
    ]
}

impl Edit {
    fn apply(mut body: Vec<u8>, edit: Edit) -> Vec<u8> {
        let place = |at: Index| at.index(body.len() + 1);
        match edit {
            Edit::Delete(at, length) => {
                let start = place(at);
                body.drain(start..(start + length).min(body.len()));
            }
            Edit::Repeat(at, length) => {
                let start = place(at);
                let piece = body[start..(start + length).min(body.len())].repeat(3);
                body.splice(start..start, piece);
            }
            Edit::Overwrite(at, byte) => {
                let start = place(at);
                if let Some(old) = body.get_mut(start) {
                    *old = byte;
                }
            }
            Edit::Insert(at, piece) => {
                let start = place(at);
                body.splice(start..start, piece.bytes());
            }
            Edit::Truncate(at) => {
                let start = place(at);
                body.truncate(start);
            }
        }
        body
    }
}

#[test]
fn limits_are_named_by_the_error() {
    let html = "<table><tr><td rowspan=100 colspan=100>x</table>";
    for (name, refused) in [
        ("body", Document::parse_within(html, &limits(|limits| limits.body = 10)).err()),
        ("slots", {
            let document = parse(html);
            let few = limits(|limits| limits.slots = 9_999);
            document.tables()[0].grid().to_rows(&few).err()
        }),
    ] {
        let error = refused.expect(name);
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert!(error.to_string().contains(name), "{error}");
    }
    for few in [limits(|limits| limits.columns = 99), limits(|limits| limits.rows = 99)] {
        let document = Document::parse_within(html, &few).unwrap();
        assert!(document.tables()[0].grid().is_cut());
    }
    assert!(!parse(html).tables()[0].grid().is_cut());
}

fn limits(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    change(&mut limits);
    limits
}

fn parse(html: &str) -> Document {
    Document::parse(html).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder with an extension, in order.
fn files_of(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}
