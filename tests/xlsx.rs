//! Spreadsheets are read as a person sees them, and refused by name where they cannot be.
#![cfg(feature = "xlsx")]

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use onshikaku::html::{ItemRef, MarkKind, Table};
use onshikaku::{
    App, Error, ErrorKind, Lang, Limits, Page, PublishedVersion, Snapshot, WarningCode,
};
use serde_json::{Value, json};

/// A workbook in the making: its parts as text.
struct Book {
    sheets: Vec<(String, String, String)>,
    formats: Vec<String>,
    strings: Vec<String>,
    extra: Vec<(String, Vec<u8>)>,
    book_properties: String,
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Looks that every book here has: 0 plain, 1 bordered, 2 struck out, 3 raised; formats follow.
const LOOKS: usize = 4;

impl Book {
    fn new() -> Book {
        Book {
            sheets: Vec::new(),
            formats: Vec::new(),
            strings: Vec::new(),
            extra: Vec::new(),
            book_properties: String::new(),
        }
    }

    /// A sheet by what stands in it behind `<worksheet>`.
    fn sheet(mut self, name: &str, content: impl Into<String>) -> Book {
        self.sheets.push((name.into(), String::new(), content.into()));
        self
    }

    fn hidden_sheet(mut self, name: &str, state: &str, content: impl Into<String>) -> Book {
        self.sheets.push((name.into(), format!(" state=\"{state}\""), content.into()));
        self
    }

    /// A look with a number format; its index is [`LOOKS`] and more.
    fn format(mut self, code: &str) -> Book {
        self.formats.push(code.replace('"', "&quot;"));
        self
    }

    /// A shared string, by what stands in its `<si>`.
    fn string(mut self, content: &str) -> Book {
        self.strings.push(content.into());
        self
    }

    fn part(mut self, name: &str, content: impl Into<Vec<u8>>) -> Book {
        self.extra.push((name.into(), content.into()));
        self
    }

    fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let mut sheets = String::new();
        let mut relations = String::new();
        let mut parts = self.extra.clone();
        for (at, (name, state, content)) in self.sheets.iter().enumerate() {
            let id = at + 1;
            write!(sheets, "<sheet name=\"{name}\" sheetId=\"{id}\"{state} r:id=\"rId{id}\"/>")
                .unwrap();
            write!(
                relations,
                "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
            )
            .unwrap();
            let sheet =
                format!("<?xml version=\"1.0\"?><worksheet xmlns=\"{MAIN}\">{content}</worksheet>");
            parts.push((format!("xl/worksheets/sheet{id}.xml"), sheet.into_bytes()));
        }
        let formats: String = (0..)
            .zip(&self.formats)
            .map(|(at, code)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 164 + at))
            .collect();
        let looks: String = (0..self.formats.len())
            .map(|at| format!("<xf numFmtId=\"{}\" fontId=\"0\" borderId=\"0\"/>", 164 + at))
            .collect();
        let styles = format!(
            "<styleSheet xmlns=\"{MAIN}\"><numFmts>{formats}</numFmts>
             <fonts><font/><font><strike/></font><font><vertAlign val=\"superscript\"/></font></fonts>
             <borders><border/><border><left style=\"thin\"/></border></borders>
             <cellStyleXfs><xf/></cellStyleXfs>
             <cellXfs><xf/><xf borderId=\"1\"/><xf fontId=\"1\"/><xf fontId=\"2\"/>{looks}</cellXfs>
             <dxfs><dxf><font><b/></font></dxf><dxf><font><strike/></font></dxf></dxfs></styleSheet>"
        );
        let strings: String = self.strings.iter().map(|text| format!("<si>{text}</si>")).collect();
        let properties = &self.book_properties;
        let fixed = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            (
                "_rels/.rels",
                format!(
                    "<Relationships><Relationship Id=\"a\" Type=\"{OFFICE}/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{properties}<sheets>{sheets}</sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships>{relations}<Relationship Id=\"s\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>
                     <Relationship Id=\"t\" Type=\"{OFFICE}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
                ),
            ),
            ("xl/styles.xml", styles),
            ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{strings}</sst>")),
        ];
        for (name, text) in fixed {
            if !parts.iter().any(|(other, _)| other == name) {
                parts.push((name.to_owned(), text.into_bytes()));
            }
        }
        parts
    }

    fn bytes(&self) -> Vec<u8> {
        zip(&self.parts())
    }

    fn read(&self) -> Result<Snapshot, Error> {
        Page::new(&self.bytes()).read()
    }

    fn table(&self) -> Table {
        let document = Page::new(&self.bytes()).document().unwrap();
        document.tables()[0].clone()
    }
}

/// Packs parts into an archive.
fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in parts {
        let mut deflated = DeflateEncoder::new(Vec::new(), Compression::best());
        deflated.write_all(content).unwrap();
        let packed = deflated.finish().unwrap();
        let mut crc = Crc::new();
        crc.update(content);
        let mut header = vec![20, 0, 0, 8, 8, 0, 0, 0, 0, 0];
        header.extend(crc.sum().to_le_bytes());
        header.extend((packed.len() as u32).to_le_bytes());
        header.extend((content.len() as u32).to_le_bytes());
        header.extend((name.len() as u16).to_le_bytes());
        header.extend([0, 0]);
        let offset = body.len() as u32;
        body.extend(b"PK\x03\x04");
        body.extend(&header);
        body.extend(name.as_bytes());
        body.extend(packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length) = (body.len() as u32, directory.len() as u32);
    body.extend(directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    body.extend((parts.len() as u16).to_le_bytes());
    body.extend((parts.len() as u16).to_le_bytes());
    body.extend(length.to_le_bytes());
    body.extend(start.to_le_bytes());
    body.extend([0, 0]);
    body
}

/// A cell with a text of its own.
fn text(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A cell with a number in a look.
fn number(place: &str, look: usize, value: &str) -> String {
    format!("<c r=\"{place}\" s=\"{look}\"><v>{value}</v></c>")
}

fn shared(place: &str, at: usize) -> String {
    format!("<c r=\"{place}\" t=\"s\"><v>{at}</v></c>")
}

/// A row by its number and cells.
fn row(at: usize, cells: &[String]) -> String {
    format!("<row r=\"{at}\">{}</row>", cells.concat())
}

/// The section with a header row and one application whose version's cell is given, at B3.
fn section(version: &str) -> String {
    let rows = [
        row(1, &[text("A1", "⑨アプリケーションバージョン情報")]),
        row(2, &[text("A2", "アプリケーション名"), text("B2", "バージョン情報")]),
        row(3, &[text("A3", "連携アプリケーション"), version.to_owned()]),
        row(4, &[text("A4", "配信アプリケーション"), text("B4", "1.0.6")]),
    ];
    format!("<sheetData>{}</sheetData>", rows.concat())
}

fn versions(snapshot: &Snapshot, app: App) -> Vec<&str> {
    let records = snapshot.apps.iter().filter(|record| record.app == Some(app));
    records.flat_map(|record| record.versions.iter().map(|v| v.version.as_str())).collect()
}

fn linkage(book: &Book) -> Vec<String> {
    let snapshot = book.read().unwrap();
    versions(&snapshot, App::Linkage).into_iter().map(str::to_owned).collect()
}

fn codes(snapshot: &Snapshot) -> Vec<WarningCode> {
    snapshot.warnings.iter().map(|warning| warning.code).collect()
}

fn refused(bytes: &[u8]) -> Error {
    Page::new(bytes).read().unwrap_err()
}

#[test]
fn the_source_documents_table_is_read_with_its_merged_cells() {
    let mut rows = vec![
        row(1, &[text("A1", "⑨アプリケーションバージョン情報（令和4年10月17日現在）")]),
        row(
            3,
            &[
                text("B3", "アプリケーション名"),
                text("D3", "ファイル名"),
                text("E3", "バージョン情報"),
            ],
        ),
    ];
    let apps = [
        ("1", "連携アプリケーション", "OQSComApp.msi", "1.0.9"),
        ("2", "配信アプリケーション", "OQSDistribution.msi", "1.0.6"),
        ("3", "顔認証付きカードリーダーアプリケーション", "", ""),
    ];
    for (at, (number, name, file, version)) in (4..).zip(apps) {
        let cells = [
            text(&format!("B{at}"), number),
            text(&format!("C{at}"), name),
            text(&format!("D{at}"), file),
            text(&format!("E{at}"), version),
        ];
        rows.push(row(at, &cells));
    }
    rows.push(row(
        7,
        &[
            text("C7", "株式会社アルメックス"),
            text("D7", "管理コンソール"),
            number("E7", LOOKS, "10.1"),
        ],
    ));
    rows.push(row(8, &[text("D8", "画面"), text("E8", "362")]));
    let merged =
        "<mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"B3:C3\"/><mergeCell ref=\"B6:B8\"/>
        <mergeCell ref=\"C7:C8\"/></mergeCells>";
    let content = format!("<sheetData>{}</sheetData>{merged}", rows.concat());
    let book = Book::new().format("0.00").sheet("Sheet1", content);
    let snapshot = book.read().unwrap();
    assert_eq!(versions(&snapshot, App::Linkage), ["1.0.9"]);
    assert_eq!(versions(&snapshot, App::Distribution), ["1.0.6"]);
    let makers: Vec<_> = snapshot
        .manufacturers
        .iter()
        .map(|r| (r.name.as_str(), r.component.as_deref(), r.versions[0].version.as_str()))
        .collect();
    let name = "株式会社アルメックス";
    assert_eq!(makers, [(name, Some("管理コンソール"), "10.10"), (name, Some("画面"), "362")]);
    assert_eq!(snapshot.as_of.unwrap().to_string(), "2022-10-17");
    assert_eq!(snapshot.source.encoding, "UTF-8");
    // Places are those of the sheet: E7 is row 6 and column 4.
    let cell = &snapshot.manufacturers[0].cell;
    assert_eq!((cell.table, cell.row, cell.column, cell.text.as_str()), (0, 6, 4, "10.10"));
    assert_eq!(snapshot.warnings, []);
    let table = book.table();
    let grid = table.grid();
    assert_eq!(grid.cell(7, 2).unwrap().row_span(), 2);
    assert_eq!(grid.cell(7, 2).unwrap().text().as_str(), name);
}

#[test]
fn numbers_are_read_as_they_are_shown() {
    for (code, value, expected) in [
        ("0.00", "10.1", "10.10"),
        ("General", "10.1", "10.1"),
        ("0.0", "2", "2.0"),
        ("0\\.0\\.0", "109", "1.0.9"),
        ("\"Ver.\"0.00", "1.1", "1.10"),
        ("0.00", "10.100000000000001", "10.10"),
    ] {
        let book = Book::new().format(code).sheet("S", section(&number("B3", LOOKS, value)));
        assert_eq!(linkage(&book), [expected], "{value} in {code}");
    }
}

#[test]
fn a_number_that_is_not_rendered_is_no_version_but_a_warning() {
    for code in ["# ?/?", "0.0.0", "[>5]0.0;0", "0.0E+0", "[DBNum3]0"] {
        let book = Book::new().format(code).sheet("S", section(&number("B3", LOOKS, "10.1")));
        let snapshot = book.read().unwrap();
        assert_eq!(versions(&snapshot, App::Linkage), [""; 0], "{code}");
        let warning = &snapshot.warnings[0];
        assert_eq!(warning.code, WarningCode::VersionUnreadable);
        assert_eq!(warning.raw.as_deref(), Some("10.1"));
    }
}

#[test]
fn a_number_that_its_column_is_too_narrow_for_is_not_certain() {
    let narrow = format!(
        "<cols><col min=\"2\" max=\"2\" width=\"2.5\"/></cols>{}",
        section(&number("B3", 0, "10.25"))
    );
    let snapshot = Book::new().sheet("S", narrow).read().unwrap();
    assert_eq!(codes(&snapshot), [WarningCode::VersionUnreadable]);
}

#[test]
fn hidden_rows_columns_and_sheets_are_not_shown() {
    let content = format!(
        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>{}{}<row r=\"3\" hidden=\"1\">{}{}{}</row>{}</sheetData>",
        row(1, &[text("A1", "アプリケーションバージョン情報")]),
        row(
            2,
            &[
                text("A2", "アプリケーション名"),
                text("B2", "バージョン情報"),
                text("C2", "バージョン情報")
            ]
        ),
        text("A3", "連携アプリケーション"),
        text("B3", "1.0.1"),
        text("C3", "1.0.2"),
        row(4, &[text("A4", "配信アプリケーション"), text("B4", "1.0.3"), text("C4", "1.0.4")]),
    );
    let book = Book::new()
        .hidden_sheet("旧", "hidden", section(&text("B3", "0.0.1")))
        .hidden_sheet("旧2", "veryHidden", section(&text("B3", "0.0.2")))
        .sheet("公開", content);
    let snapshot = book.read().unwrap();
    assert_eq!(snapshot.apps.len(), 1);
    assert_eq!(versions(&snapshot, App::Distribution), ["1.0.4"]);
    let cell = &snapshot.apps[0].cell;
    assert_eq!((cell.table, cell.row, cell.column), (0, 3, 2));
    // The table itself keeps them, as hidden.
    let table = book.table();
    assert!(table.grid().cell(2, 0).unwrap().is_hidden());
    assert!(table.grid().cell(3, 1).unwrap().is_hidden());
    assert!(!table.grid().cell(3, 2).unwrap().is_hidden());
}

#[test]
fn a_merged_cell_shows_what_is_left_of_it() {
    let content = format!(
        "<sheetData>{}{}<row r=\"3\" hidden=\"1\">{}{}</row>{}</sheetData><mergeCells><mergeCell ref=\"A3:A4\"/></mergeCells>",
        row(1, &[text("A1", "アプリケーションバージョン情報")]),
        row(2, &[text("A2", "アプリケーション名"), text("B2", "バージョン情報")]),
        text("A3", "連携アプリケーション"),
        text("B3", "1.0.8"),
        row(4, &[text("B4", "1.0.9")]),
    );
    assert_eq!(linkage(&Book::new().sheet("S", content)), ["1.0.9"]);
}

#[test]
fn struck_out_runs_and_cells_are_not_current() {
    let runs = "<r><rPr><strike/></rPr><t>1.0.8</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 1.0.9</t></r>";
    let book = Book::new().string(runs).sheet("S", section(&shared("B3", 0)));
    let snapshot = book.read().unwrap();
    assert_eq!(versions(&snapshot, App::Linkage), ["1.0.9"]);
    assert_eq!(codes(&snapshot), [WarningCode::VersionOld]);
    let whole = "<c r=\"B3\" s=\"2\" t=\"inlineStr\"><is><t>1.0.8</t></is></c>";
    let snapshot = Book::new().sheet("S", section(whole)).read().unwrap();
    assert_eq!(versions(&snapshot, App::Linkage), [""; 0]);
    assert_eq!(codes(&snapshot), [WarningCode::VersionOld]);
    // In a cell that is struck out a run may say that it is not.
    let runs = "<r><t>1.0.8</t></r><r><rPr><strike val=\"0\"/></rPr><t>\n1.0.9</t></r>";
    let cell = format!("<c r=\"B3\" s=\"2\" t=\"inlineStr\"><is>{runs}</is></c>");
    assert_eq!(linkage(&Book::new().sheet("S", section(&cell))), ["1.0.9"]);
    // A number in a font that strikes out.
    let snapshot = Book::new().sheet("S", section(&number("B3", 2, "10"))).read().unwrap();
    assert_eq!(codes(&snapshot), [WarningCode::VersionOld]);
}

#[test]
fn a_raised_footnote_is_no_part_of_a_version() {
    let runs = "<r><t>1.0.9</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>2</t></r>";
    let book = Book::new().string(runs).sheet("S", section(&shared("B3", 0)));
    assert_eq!(linkage(&book), ["1.0.9"]);
    let table = book.table();
    let marks = table.grid().cell(2, 1).unwrap().text().marks();
    assert_eq!((marks[0].kind, marks[0].range.clone()), (MarkKind::Raised, 5..6));
}

#[test]
fn phonetic_guides_are_no_part_of_a_text() {
    let name = "<t>連携アプリケーション</t><rPh sb=\"0\" eb=\"2\"><t>レンケイ</t></rPh><phoneticPr fontId=\"1\"/>";
    let content = section(&text("B3", "1.0.9"))
        .replace(&text("A3", "連携アプリケーション"), &shared("A3", 0));
    let snapshot = Book::new().string(name).sheet("S", content).read().unwrap();
    assert_eq!(snapshot.apps[0].raw_name, "連携アプリケーション");
}

#[test]
fn dates_are_shown_and_never_versions() {
    let rows = [
        row(1, &[text("A1", "アプリケーションバージョン情報")]),
        row(
            2,
            &[text("A2", "アプリケーション名"), text("B2", "バージョン情報"), text("C2", "公開日")],
        ),
        row(
            3,
            &[
                text("A3", "連携アプリケーション"),
                text("B3", "1.0.9"),
                number("C3", LOOKS, "44851"),
            ],
        ),
        row(
            4,
            &[text("A4", "配信アプリケーション"), number("B4", LOOKS + 1, "44851"), text("C4", "")],
        ),
    ];
    let content = format!("<sheetData>{}</sheetData>", rows.concat());
    let book = Book::new()
        .format("[$-411]ggge\"年\"m\"月\"d\"日\";@")
        .format("yyyy/m/d")
        .sheet("S", content);
    let snapshot = book.read().unwrap();
    assert_eq!(snapshot.apps[0].released.unwrap().to_string(), "2022-10-17");
    assert_eq!(versions(&snapshot, App::Distribution), [""; 0]);
    assert_eq!(codes(&snapshot), [WarningCode::VersionDate]);
    let table = book.table();
    assert_eq!(table.grid().cell(2, 2).unwrap().text().as_str(), "令和4年10月17日");
}

#[test]
fn days_count_from_1904_where_the_workbook_says_so() {
    let mut book =
        Book::new().format("yyyy/m/d").sheet("S", section(&number("B3", LOOKS, "43389")));
    book.book_properties = "<workbookPr date1904=\"1\"/>".into();
    assert_eq!(book.table().grid().cell(2, 1).unwrap().text().as_str(), "2022/10/17");
}

#[test]
fn what_a_formula_last_gave_is_what_is_shown() {
    let text_of =
        |kind: &str, value: &str| format!("<c r=\"B3\"{kind}><f>A9&amp;\"\"</f>{value}</c>");
    let read = |cell: String| Book::new().sheet("S", section(&cell)).read().unwrap();
    assert_eq!(versions(&read(text_of(" t=\"str\"", "<v>1.0.9</v>")), App::Linkage), ["1.0.9"]);
    // One that was never calculated shows what nobody here knows.
    let snapshot = read(text_of("", "<v/>"));
    assert_eq!(versions(&snapshot, App::Linkage), [""; 0]);
    assert_eq!(codes(&snapshot), [WarningCode::VersionUnreadable]);
    let snapshot = read(text_of(" t=\"e\"", "<v>#N/A</v>"));
    assert_eq!(versions(&snapshot, App::Linkage), [""; 0]);
    assert_eq!(snapshot.warnings[0].raw.as_deref(), Some("#N/A"));
}

#[test]
fn a_look_that_hangs_on_a_condition_is_not_certain() {
    let rule = |look: usize| {
        format!(
            "<conditionalFormatting sqref=\"A9 B3:B3\"><cfRule type=\"expression\" dxfId=\"{look}\"><formula>1</formula></cfRule></conditionalFormatting>"
        )
    };
    let bold = section(&text("B3", "1.0.9")) + &rule(0);
    assert_eq!(linkage(&Book::new().sheet("S", bold)), ["1.0.9"]);
    let struck = section(&text("B3", "1.0.9")) + &rule(1);
    let snapshot = Book::new().sheet("S", struck).read().unwrap();
    assert_eq!(versions(&snapshot, App::Linkage), [""; 0]);
    assert_eq!(versions(&snapshot, App::Distribution), ["1.0.6"]);
    assert_eq!(codes(&snapshot), [WarningCode::VersionUnreadable]);
}

#[test]
fn lines_in_a_cell_stay_lines() {
    let book = Book::new().sheet("S", section(&text("B3", "Win10: 1.0.6\nWin11: 1.0.7_x000D_")));
    assert_eq!(linkage(&book), ["1.0.6", "1.0.7"]);
}

#[test]
fn the_sheets_name_is_a_heading_and_the_title_is_told() {
    let core = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>別添 一覧</dc:title></cp:coreProperties>";
    let untitled = section(&text("B3", "1.0.9")).replace("⑨アプリケーションバージョン情報", "一覧");
    let book = Book::new()
        .part("docProps/core.xml", core)
        .sheet("アプリケーションバージョン情報", untitled);
    let bytes = book.bytes();
    let document = Page::new(&bytes).document().unwrap();
    assert_eq!(document.title(), "別添 一覧");
    let heading = document.headings().next().unwrap();
    assert_eq!(heading.text().as_str(), "アプリケーションバージョン情報");
    assert!(matches!(document.items().nth(1), Some(ItemRef::Table(0))));
    let snapshot = Page::new(&bytes).read().unwrap();
    assert_eq!(snapshot.section.heading.as_deref(), Some("アプリケーションバージョン情報"));
}

#[test]
fn a_sheet_of_old_versions_is_another() {
    let book = Book::new()
        .sheet(
            "過去のバージョン",
            section(&text("B3", "1.0.1")).replace("⑨アプリケーションバージョン情報", " "),
        )
        .sheet("最新", section(&text("B3", "1.0.9")));
    assert_eq!(linkage(&book), ["1.0.9"]);
}

#[test]
fn another_table_behind_empty_rows_is_another_table() {
    let more = [
        row(7, &[text("A7", "オンライン請求　過去のバージョン")]),
        row(8, &[text("A8", "アプリケーション名"), text("B8", "バージョン情報")]),
        row(9, &[text("A9", "連携アプリケーション"), text("B9", "0.0.1")]),
        row(10, &[text("A10", "配信アプリケーション"), text("B10", "0.0.2")]),
        row(12, &[text("A12", "※ 備考")]),
    ];
    let content = section(&text("B3", "1.0.9"))
        .replace("</sheetData>", &format!("{}</sheetData>", more.concat()));
    let book = Book::new().sheet("一覧", content);
    let snapshot = book.read().unwrap();
    assert_eq!(versions(&snapshot, App::Linkage), ["1.0.9"]);
    assert_eq!(snapshot.apps.len(), 2);
    assert_eq!(snapshot.section.others.len(), 1);
}

#[test]
fn empty_rows_and_remarks_do_not_part_a_table() {
    let more = [
        row(6, &[text("A6", "MPKIクライアント"), text("B6", "1.2.3")]),
        row(8, &[text("A8", "※ Windows 11 を含む")]),
    ];
    let content = section(&text("B3", "1.0.9"))
        .replace("</sheetData>", &format!("{}</sheetData>", more.concat()));
    let snapshot = Book::new().sheet("一覧", content).read().unwrap();
    assert_eq!(snapshot.apps.len(), 3);
    assert_eq!(versions(&snapshot, App::Linkage), ["1.0.9"]);
}

#[test]
fn an_empty_version_is_told() {
    for cell in ["", "<c r=\"B3\" s=\"1\"/>"] {
        let snapshot = Book::new().sheet("S", section(cell)).read().unwrap();
        assert_eq!(snapshot.apps.len(), 2, "{cell}");
        assert_eq!(codes(&snapshot), [WarningCode::VersionMissing], "{cell}");
        assert_eq!((snapshot.apps[0].cell.row, snapshot.apps[0].cell.column), (2, 1));
    }
}

#[test]
fn a_workbook_of_something_else_has_no_section() {
    let rows = [
        row(1, &[text("A1", "品目"), text("B1", "価格")]),
        row(2, &[text("A2", "りんご"), number("B2", 0, "110")]),
    ];
    let content = format!("<sheetData>{}</sheetData>", rows.concat());
    let error = Book::new().sheet("価格表", content).read().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoSection);
    assert!(error.to_string().contains("価格表"), "{error}");
    assert_eq!(Book::new().read().unwrap_err().kind(), ErrorKind::NoSection);
}

#[test]
fn other_archives_are_refused_by_name() {
    for (part, what) in [
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
        ("content.xml", "ods"),
        ("xl/workbook.bin", "xlsb"),
        ("readme.txt", "ZIP"),
    ] {
        let error = refused(&zip(&[(part.into(), b"<a/>".to_vec())]));
        assert_eq!(error.kind(), ErrorKind::NotHtml);
        assert!(error.to_string().contains(what), "{error}");
    }
    assert!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").to_string().contains("xls"));
}

#[test]
fn damaged_workbooks_are_refused_and_name_the_part() {
    let book = Book::new().sheet("S", section(&text("B3", "1.0.9")));
    let bytes = book.bytes();
    // A wrong checksum, in the local header and in the directory.
    let mut wrong = bytes.clone();
    let place = |bytes: &[u8], name: &[u8], nth: usize| {
        let found = bytes.windows(name.len()).enumerate().filter(|(_, window)| *window == name);
        found.map(|(at, _)| at).nth(nth).unwrap()
    };
    let name = b"xl/worksheets/sheet1.xml";
    let local = place(&wrong, name, 0);
    wrong[local - 16] ^= 1;
    let listed = place(&wrong, name, 1);
    wrong[listed - 30] ^= 1;
    let error = refused(&wrong);
    assert_eq!(error.kind(), ErrorKind::NotHtml);
    assert!(error.to_string().contains("is damaged: its part xl/worksheets/sheet1.xml"), "{error}");
    assert!(error.hint(Lang::En).contains("Download the file again"));
    // Cut off anywhere.
    for end in (4..bytes.len()).step_by(7) {
        assert_eq!(refused(&bytes[..end]).kind(), ErrorKind::NotHtml, "{end}");
    }
    for part in
        ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]
    {
        let mut parts = book.parts();
        parts.retain(|(name, _)| name != part);
        assert_eq!(refused(&zip(&parts)).kind(), ErrorKind::NotHtml, "{part}");
        parts.push((part.into(), b"<workbook><a></b>".to_vec()));
        let error = refused(&zip(&parts));
        assert!(error.to_string().contains(part), "{error}");
        // Twice the same part: which one holds?
        let last = parts.last().unwrap().clone();
        parts.push(last);
        assert_eq!(refused(&zip(&parts)).kind(), ErrorKind::NotHtml, "{part}");
    }
}

#[test]
fn single_bytes_changed_never_panic_and_never_change_a_version() {
    let book = Book::new().sheet("S", section(&text("B3", "1.0.9")));
    let bytes = book.bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= if at % 2 == 0 { 1 } else { 0x80 };
        if let Ok(snapshot) = Page::new(&changed).read() {
            assert_eq!(versions(&snapshot, App::Linkage), ["1.0.9"], "{at}");
        }
    }
}

#[test]
fn a_bomb_is_over_a_limit() {
    let zeros = vec![b' '; 80 << 20];
    let sheet = [b"<worksheet>".as_slice(), &zeros, b"</worksheet>"].concat();
    let mut parts = Book::new().sheet("S", "").parts();
    parts.retain(|(name, _)| name != "xl/worksheets/sheet1.xml");
    parts.push(("xl/worksheets/sheet1.xml".into(), sheet));
    let bytes = zip(&parts);
    assert!(bytes.len() < 200_000);
    let error = refused(&bytes);
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.to_string().contains("unpacked"), "{error}");
}

#[test]
fn one_long_string_in_many_cells_is_over_a_limit() {
    let cells: String = (1..=50_000).map(|at| row(at, &[shared(&format!("A{at}"), 0)])).collect();
    let content = format!("<sheetData>{cells}</sheetData>");
    let long = format!("<t>{}</t>", "長".repeat(10_000));
    let error = Book::new().string(&long).sheet("S", content).read().unwrap_err();
    assert!(error.to_string().contains("unpacked"), "{error}");
}

#[test]
fn a_cell_far_out_costs_nothing() {
    let far = format!("<sheetData>{}</sheetData>", row(1_048_576, &[text("XFD1048576", "x")]));
    let error = Book::new().sheet("S", far.clone()).read().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.to_string().contains("slots"), "{error}");
    // Beside a sheet that is read it is a warning.
    let book = Book::new().sheet("S", section(&text("B3", "1.0.9"))).sheet("メモ", far);
    let snapshot = book.read().unwrap();
    assert_eq!(versions(&snapshot, App::Linkage), ["1.0.9"]);
    assert_eq!(codes(&snapshot), [WarningCode::LimitOfTable]);
    // Borders down to the last row are nothing.
    let content = section(&text("B3", "1.0.9")).replace(
        "</sheetData>",
        "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row></sheetData>",
    );
    let book = Book::new().sheet("S", content);
    assert_eq!(book.table().grid().rows(), 4);
    assert_eq!(linkage(&book), ["1.0.9"]);
}

#[test]
fn merged_ranges_without_end_are_refused() {
    let ranges = |count: usize, range: &dyn Fn(usize) -> String| {
        let merged: String =
            (1..=count).map(|at| format!("<mergeCell ref=\"{}\"/>", range(at))).collect();
        section(&text("B3", "1.0.9")) + "<mergeCells>" + &merged + "</mergeCells>"
    };
    let many = ranges(100_000, &|at| format!("D{at}:E{at}"));
    assert_eq!(linkage(&Book::new().sheet("S", many.clone())), ["1.0.9"]);
    let mut limits = Limits::default();
    limits.nodes = 50_000;
    let bytes = Book::new().sheet("S", many).bytes();
    let error = Page::new(&bytes).limits(limits).read().unwrap_err();
    assert!(error.to_string().contains("nodes"), "{error}");
    let overlapping = ranges(2, &|at| format!("A1:B{at}"));
    assert_eq!(Book::new().sheet("S", overlapping).read().unwrap_err().kind(), ErrorKind::NotHtml);
    let columns = ranges(200, &|at| format!("{0}1:{0}1048576", column(at + 3)));
    assert_eq!(linkage(&Book::new().sheet("S", columns)), ["1.0.9"]);
}

fn column(at: usize) -> String {
    let letter = |at: usize| char::from(b'A' + at as u8);
    if at < 26 {
        letter(at).to_string()
    } else {
        format!("{}{}", letter(at / 26 - 1), letter(at % 26))
    }
}

#[test]
fn entities_and_deep_nesting_are_refused() {
    let mut parts = Book::new().sheet("S", "").parts();
    parts.retain(|(name, _)| name != "xl/worksheets/sheet1.xml");
    let with = |sheet: &str| {
        let mut parts = parts.clone();
        parts.push(("xl/worksheets/sheet1.xml".into(), sheet.as_bytes().to_vec()));
        refused(&zip(&parts))
    };
    let lol =
        "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><worksheet>&c;</worksheet>";
    assert_eq!(with(lol).kind(), ErrorKind::NotHtml);
    let unknown = "<worksheet><sheetData><row><c><v>&c;</v></c></row></sheetData></worksheet>";
    assert_eq!(with(unknown).kind(), ErrorKind::NotHtml);
    let deep = with(&"<a>".repeat(1_000_000));
    assert_eq!(deep.kind(), ErrorKind::Limit);
    assert!(deep.to_string().contains("depth"), "{deep}");
    let wide = format!(
        "<worksheet><sheetData><row {}/></sheetData></worksheet>",
        "a=\"\" ".repeat(1_000_000)
    );
    assert_eq!(with(&wide).kind(), ErrorKind::NoSection);
}

#[test]
fn references_in_texts_are_read() {
    let book = Book::new().sheet("S", section(&text("B3", "1.0.9 &#x28;&amp;&lt;x86&gt;&#41;")));
    let table = book.table();
    assert_eq!(table.grid().cell(2, 1).unwrap().text().as_str(), "1.0.9 (&<x86>)");
}

#[test]
fn cells_without_places_follow_each_other() {
    let bare = "<sheetData><row><c t=\"inlineStr\"><is><t>アプリケーション名</t></is></c><c t=\"inlineStr\"><is><t>バージョン情報</t></is></c></row>
        <row><c t=\"inlineStr\"><is><t>連携アプリケーション</t></is></c><c t=\"inlineStr\"><is><t>1.0.9</t></is></c></row>
        <row><c t=\"inlineStr\"><is><t>配信アプリケーション</t></is></c><c t=\"inlineStr\"><is><t>1.0.6</t></is></c></row></sheetData>";
    assert_eq!(linkage(&Book::new().sheet("アプリケーションバージョン情報", bare)), ["1.0.9"]);
}

#[test]
fn archives_with_folders_as_on_windows_are_read() {
    let mut parts = Book::new().sheet("S", section(&text("B3", "1.0.9"))).parts();
    for (name, _) in &mut parts {
        *name = name.replace('/', "\\");
    }
    let snapshot = Page::new(&zip(&parts)).read().unwrap();
    assert_eq!(versions(&snapshot, App::Linkage), ["1.0.9"]);
}

#[test]
fn changed_parts_never_panic() {
    let content = section(&shared("B3", 0))
        + "<mergeCells><mergeCell ref=\"D1:E2\"/></mergeCells><conditionalFormatting sqref=\"A1\"><cfRule dxfId=\"1\"/></conditionalFormatting>";
    let content = format!("<cols><col min=\"9\" max=\"9\" width=\"3\"/></cols>{content}");
    let parts = Book::new()
        .format("0.00")
        .string("<r><rPr><strike/></rPr><t>1</t></r>")
        .sheet("S", content)
        .parts();
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..1_000 {
        let mut parts = parts.clone();
        let at = random(parts.len());
        let part = &mut parts[at].1;
        for _ in 0..=random(3) {
            let (from, to) = (random(part.len()), random(part.len()));
            match random(3) {
                0 => part[from] = part[to],
                1 => part[from] = b"0123456789<>&/=\" -"[random(18)],
                _ => {
                    part.remove(from);
                }
            }
        }
        let _ = Page::new(&zip(&parts)).read();
    }
}

#[test]
fn a_title_and_its_date_side_by_side_are_lines_before_the_table() {
    let rows = [
        row(2, &[text("B2", "⑨アプリケーションバージョン情報"), number("E2", LOOKS, "44851")]),
        row(
            3,
            &[
                text("B3", "項番"),
                text("C3", "アプリケーション名"),
                text("D3", "ファイル名"),
                text("E3", "バージョン情報"),
            ],
        ),
        row(
            4,
            &[
                number("B4", 0, "1"),
                text("C4", "連携アプリケーション"),
                text("D4", "OQSComApp.msi"),
                text("E4", "1.0.9"),
            ],
        ),
        row(
            5,
            &[
                number("B5", 0, "2"),
                text("C5", "配信アプリケーション"),
                text("D5", ""),
                text("E5", "1.0.6"),
            ],
        ),
    ];
    let content = format!("<sheetData>{}</sheetData>", rows.concat());
    let book = Book::new().format("[$-411]ge.m.d").sheet("Sheet1", content);
    let snapshot = book.read().unwrap();
    assert_eq!(versions(&snapshot, App::Linkage), ["1.0.9"]);
    assert_eq!(snapshot.as_of.unwrap().to_string(), "2022-10-17");
    assert!(snapshot.section.heading.unwrap().contains("アプリケーションバージョン情報"));
    assert_eq!(snapshot.warnings, []);
}

#[test]
fn workbooks_by_another_writer_are_read_as_their_truth_says() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/xlsx");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        count += 1;
        let truth: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let snapshot =
            Page::new(&std::fs::read(path.with_extension("xlsx")).unwrap()).read().unwrap();
        let spelled = |versions: &[PublishedVersion]| {
            versions.iter().map(|v| v.version.as_str().to_owned()).collect::<Vec<_>>()
        };
        let apps = snapshot.apps.iter().map(|r| json!([r.name, null, spelled(&r.versions)]));
        let makers = snapshot.manufacturers.iter();
        let makers = makers.map(|r| json!([r.name, r.component, spelled(&r.versions)]));
        let records: Vec<Value> = apps.chain(makers).collect();
        assert_eq!(Value::from(records), truth["records"], "{}", path.display());
        let codes: Vec<_> = snapshot.warnings.iter().map(|warning| json!(warning.code)).collect();
        assert_eq!(Value::from(codes), truth["warnings"], "{}", path.display());
        assert_eq!(json!(snapshot.as_of), truth["as_of"], "{}", path.display());
    }
    assert!(count >= 2);
}
