//! Odd spellings of versions, on either side, and what a comparison makes of them.

use onshikaku::{App, Inventory, Page, Side, Snapshot, Status};

/// A page with this in the cell of 連携アプリケーション.
fn page(cell: &str) -> Snapshot {
    let head = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報";
    let linkage =
        if cell == "(no row)" { "" } else { "<tr><td>連携アプリケーション<td>" };
    let cell = if linkage.is_empty() { "" } else { cell };
    let html = format!("{head}{linkage}{cell}<tr><td>配信アプリケーション<td>1.0.6</table>");
    Page::new(html.as_bytes()).read().unwrap()
}

/// The status in short: whose version cannot be read stands for itself.
fn status(installed: &str, published: &Snapshot) -> &'static str {
    let report = Inventory::new().with(App::Linkage, installed).compare(published);
    match report.items[0].status {
        Status::Unreadable { side: Side::Installed } => "terminal?",
        Status::Unreadable { .. } => "page?",
        status => status.code(),
    }
}

/// Each row of a table: a spelling, and the statuses in the order of the columns.
fn rows<'t>(table: &'t str, twenty: &'t [(&str, String)]) -> Vec<(String, Vec<&'t str>)> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    let row = |line: &'t str| {
        let (spelling, statuses) = line.split_once('|').unwrap();
        let long = twenty.iter().find(|(name, _)| *name == spelling.trim());
        let spelling = long.map_or(spelling.trim().trim_matches('"'), |(_, text)| text);
        (spelling.to_owned(), statuses.split_whitespace().collect())
    };
    lines.map(row).collect()
}

/// Versions of twenty segments.
fn twenty() -> [(&'static str, String); 2] {
    [
        ("1.0.9 and 17 zeros", format!("1.0.9{}", ".0".repeat(17))),
        ("1.0.9, 16 zeros, 1", format!("1.0.9{}.1", ".0".repeat(16))),
    ]
}

const INSTALLED: &str = r#"
    published:               | 1.0.8      1.0.9      1.0.10     準備中     (no row)
    1.0.9                    | ahead      up_to_date outdated   page?      not_published
    Ver.1.0.9                | ahead      up_to_date outdated   page?      not_published
    ver 1.0.9                | ahead      up_to_date outdated   page?      not_published
    v1.0.9                   | ahead      up_to_date outdated   page?      not_published
    Version 1.0.9            | ahead      up_to_date outdated   page?      not_published
    バージョン1.0.9          | ahead      up_to_date outdated   page?      not_published
    第1.0.9版                | ahead      up_to_date outdated   page?      not_published
    １．０．９               | ahead      up_to_date outdated   page?      not_published
    Ｖｅｒ．１．０．９       | ahead      up_to_date outdated   page?      not_published
    "  1.0.9  "              | ahead      up_to_date outdated   page?      not_published
    01.00.09                 | ahead      up_to_date outdated   page?      not_published
    1.0.9.0                  | ahead      up_to_date outdated   page?      not_published
    1.0.9 and 17 zeros       | ahead      up_to_date outdated   page?      not_published
    1.0.9, 16 zeros, 1       | ahead      ahead      outdated   page?      not_published
    1                        | outdated   outdated   outdated   page?      not_published
    1.0.10                   | ahead      ahead      up_to_date page?      not_published
    18446744073709551615     | ahead      ahead      ahead      page?      not_published
    18446744073709551616     | terminal?  terminal?  terminal?  terminal?  terminal?
    1.0.18446744073709551616 | terminal?  terminal?  terminal?  terminal?  terminal?
    1.0.9a                   | terminal?  terminal?  terminal?  terminal?  terminal?
    1.0.9-beta               | terminal?  terminal?  terminal?  terminal?  terminal?
    1.0.9以上                | terminal?  terminal?  terminal?  terminal?  terminal?
    1.0.8 / 1.0.9            | terminal?  terminal?  terminal?  terminal?  terminal?
    1,0,9                    | terminal?  terminal?  terminal?  terminal?  terminal?
    1..2                     | terminal?  terminal?  terminal?  terminal?  terminal?
    .1.0.9                   | terminal?  terminal?  terminal?  terminal?  terminal?
    1.0.9.                   | terminal?  terminal?  terminal?  terminal?  terminal?
    -1                       | terminal?  terminal?  terminal?  terminal?  terminal?
    ""                       | terminal?  terminal?  terminal?  terminal?  terminal?
    準備中                   | terminal?  terminal?  terminal?  terminal?  terminal?
    -                        | terminal?  terminal?  terminal?  terminal?  terminal?
    －                       | terminal?  terminal?  terminal?  terminal?  terminal?
    2022/10/17               | terminal?  terminal?  terminal?  terminal?  terminal?
    2022.10.17               | terminal?  terminal?  terminal?  terminal?  terminal?
    20221017                 | terminal?  terminal?  terminal?  terminal?  terminal?
    令和4年10月17日          | terminal?  terminal?  terminal?  terminal?  terminal?
"#;

const PUBLISHED: &str = r#"
    installed:               | 1.0.7      1.0.8      1.0.9      1.0.10     1.0.9a
    1.0.9                    | outdated   outdated   up_to_date ahead      terminal?
    Ver.1.0.9                | outdated   outdated   up_to_date ahead      terminal?
    v1.0.9                   | outdated   outdated   up_to_date ahead      terminal?
    バージョン 1.0.9         | outdated   outdated   up_to_date ahead      terminal?
    第1.0.9版                | outdated   outdated   up_to_date ahead      terminal?
    １．０．９               | outdated   outdated   up_to_date ahead      terminal?
    01.00.09                 | outdated   outdated   up_to_date ahead      terminal?
    1.0.9.0                  | outdated   outdated   up_to_date ahead      terminal?
    1.0.9 and 17 zeros       | outdated   outdated   up_to_date ahead      terminal?
    1.0.9, 16 zeros, 1       | outdated   outdated   outdated   ahead      terminal?
    1.0.8<br>1.0.9           | outdated   ambiguous  up_to_date ahead      terminal?
    1.0.9<br>1.0.9           | outdated   outdated   up_to_date ahead      terminal?
    1.0.9以上                | outdated   outdated   up_to_date ahead      terminal?
    1.0.9（2022/10/17）      | outdated   outdated   up_to_date ahead      terminal?
    <del>1.0.8</del> 1.0.9   | outdated   outdated   up_to_date ahead      terminal?
    1.0.18446744073709551616 | page?      page?      page?      page?      terminal?
    1.0.9a                   | page?      page?      page?      page?      terminal?
    1,0,9                    | page?      page?      page?      page?      terminal?
    1..2                     | page?      page?      page?      page?      terminal?
    ""                       | page?      page?      page?      page?      terminal?
    準備中                   | page?      page?      page?      page?      terminal?
    未定                     | page?      page?      page?      page?      terminal?
    -                        | page?      page?      page?      page?      terminal?
    －                       | page?      page?      page?      page?      terminal?
    2022/10/17               | page?      page?      page?      page?      terminal?
    2022.10.17               | page?      page?      page?      page?      terminal?
    令和4年10月17日          | page?      page?      page?      page?      terminal?
"#;

#[test]
fn every_spelling_on_the_terminal() {
    let twenty = twenty();
    let mut rows = rows(INSTALLED, &twenty).into_iter();
    let pages = ["1.0.8", "1.0.9", "1.0.10", "準備中", "(no row)"].map(page);
    rows.next();
    for (spelling, expected) in rows {
        let got: Vec<_> = pages.iter().map(|page| status(&spelling, page)).collect();
        assert_eq!(got, expected, "{spelling}");
    }
}

#[test]
fn every_spelling_on_the_page() {
    let twenty = twenty();
    let mut rows = rows(PUBLISHED, &twenty).into_iter();
    let (_, installed) = rows.next().unwrap();
    for (cell, expected) in rows {
        let page = page(&cell);
        let got: Vec<_> = installed.iter().map(|version| status(version, &page)).collect();
        assert_eq!(got, expected, "{cell}");
    }
}
