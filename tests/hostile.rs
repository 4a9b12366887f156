//! Pages made to exhaust a reader: each is read, or refused as over a limit, on a small stack.
//!
//! Without optimization the sizes are much smaller, though far over every limit on nesting, so that `cargo test` stays
//! quick; `cargo test --release --test hostile` runs them whole.

use std::thread;

use onshikaku::html::Document;
use onshikaku::{ErrorKind, Limits, Page};

const STACK: usize = 2 << 20;

/// A million; less without optimization.
const MANY: usize = if cfg!(debug_assertions) { 5_000 } else { 1_000_000 };

/// The default limit on a body; less without optimization.
const BODY: usize = if cfg!(debug_assertions) { 1 << 16 } else { 32 << 20 };

#[test]
fn nested_elements() {
    survives("<div>".repeat(MANY));
    survives("<ul><li>".repeat(MANY));
    survives("<b>".repeat(MANY));
    survives("<select>".repeat(MANY));
    survives("<template>".repeat(MANY));
    survives("<svg>".repeat(MANY));
    survives("<math><mi>".repeat(MANY));
    survives("<h1><nav>".repeat(MANY));
    survives("<span hidden>".repeat(MANY) + "x");
}

#[test]
fn elements_nested_up_to_the_limit() {
    for open in ["<div>", "<span>", "<svg>", "<table><tr><td>", "<a href=x><div>"] {
        let depth = Limits::default().depth / open.matches('<').count() - 8;
        let html = format!("{}1.0.9{}", open.repeat(depth), "</x>".repeat(depth));
        survives(html);
    }
}

#[test]
fn nested_tables() {
    survives("<table>".repeat(MANY));
    survives("<table><tr><td>".repeat(MANY.min(10_000)));
    survives("<table><tr><td>x".repeat(MANY.min(10_000)));
    survives("<table><div>".repeat(MANY));
    survives("<table><tr><td>a</td></tr></table>".repeat(MANY / 2));
}

/// The standard keeps formatting elements apart by their attributes, and opens all of them again in each paragraph.
#[test]
fn formatting_elements_that_all_differ() {
    survives(numbered(MANY, |i| format!("<font size={i}>")));
    survives(numbered(MANY, |i| format!("<p><b id={i}>")));
    survives(numbered(MANY, |i| format!("<p><i style='color:#{i}'>x")));
    survives(numbered(MANY, |i| format!("<a href={i}><div>")));
    survives("<p><b><i><u><s><em><tt><big><code><small><font><strong><strike>".repeat(MANY / 8));
    survives("<b><p>x</b>".repeat(MANY / 4));
}

/// What a sheet costs grows with the page, not with its rules times its elements.
#[test]
fn sheets_with_very_many_rules() {
    let sheet = |rule: fn(usize) -> String| format!("<style>{}</style>", numbered(MANY / 8, rule));
    let many = |piece: &str| piece.repeat(MANY / 8);
    survives(sheet(|i| format!(".a{i}{{display:none}}")) + &many("<p class=a1>x"));
    survives(sheet(|i| format!(".x{i} .a{{display:none}}")) + &many("<p class=a>x"));
    survives(sheet(|_| "a ".into()) + &many("<p>x"));
    survives(sheet(|i| format!(".a{i}{{top:0}}*{{display:none}}")) + &many("<i class=a1>x"));
    survives(format!("<style>{}", "@media{".repeat(MANY)));
    survives(format!("<style>{}", "a{b:url((([".repeat(MANY)));
    survives(format!("<style>{}</style>", "/*".repeat(MANY)));
    survives(format!("<style>{}{{top:0}}</style>", ".a".repeat(MANY)));
    survives("<style>p{display:none}</style>".repeat(MANY / 8));
}

/// Classes keep formatting elements apart, once a sheet reads them.
#[test]
fn formatting_elements_that_all_differ_by_class() {
    let rules = numbered(MANY / 20, |i| format!(".a{i}{{display:none}}"));
    let html =
        |piece: fn(usize) -> String| format!("<style>{rules}</style>{}", numbered(MANY, piece));
    survives(html(|i| format!("<p><b class=a{}>", i % 50_000)));
    survives(html(|i| format!("<p><i style='display:{};top:{}px'>x", ["none", "x"][i % 2], i % 3)));
}

#[test]
fn a_sheet_over_a_limit_is_refused() {
    let mut limits = Limits::default();
    limits.selectors = 10;
    let page = |rules| {
        let rules = numbered(rules, |i| format!(".x{i} .a{{display:none}}"));
        format!("<style>{rules}</style>{}", "<p class=a>x".repeat(100))
    };
    assert!(Document::parse_within(&page(5), &limits).is_ok());
    let error = Document::parse_within(&page(6), &limits).unwrap_err();
    assert!(error.to_string().contains("selectors"), "{error}");
    let mut limits = Limits::default();
    limits.comparisons = 1;
    assert!(Document::parse_within(&page(5), &limits).is_ok());
    let error = Document::parse_within(&page(50), &limits).unwrap_err();
    assert!(error.to_string().contains("comparisons"), "{error}");
}

#[test]
fn one_tag_with_very_many_attributes() {
    survives(format!("<p{}>x", numbered(MANY, |i| format!(" a{i}={i}"))));
    survives(format!("<td{}>x", " rowspan=2".repeat(MANY)));
    survives(format!("<p{}", " style=x".repeat(MANY)));
    survives(format!("<a href='{}'>x</a>", "x".repeat(BODY / 2)));
}

#[test]
fn one_character_up_to_the_limit_on_a_body() {
    for unit in ["<", "\0", "&", "</p>", "</br>", "<!>", "<x", " ", "a ", "<p>", "&#0;"] {
        survives(unit.repeat(BODY / unit.len()));
    }
}

/// `</p>` and `</br>` make elements too, and a comment is a node.
#[test]
fn nodes_without_start_tags_count() {
    let mut limits = Limits::default();
    limits.nodes = 10_000;
    for unit in ["<p>", "</p>", "</br>", "<!>", "x<!---->", "<td>", "x<table>"] {
        let html = format!("<body>{}", unit.repeat(20_000));
        match Document::parse_within(&html, &limits) {
            Ok(_) => assert_eq!(unit, "<td>", "outside of a table it makes nothing"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Limit, "{unit}: {error}"),
        }
    }
}

#[test]
fn a_body_over_the_limit_is_refused() {
    for unit in ["<", "\0", "\u{3042}"] {
        let html = unit.repeat(50_000_000 / unit.len());
        let error = Document::parse(&html).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert!(error.to_string().contains("body"), "{error}");
        let error = Page::new(html.as_bytes()).read().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
    }
}

#[test]
fn cells_and_rows_without_end() {
    survives("<td>".repeat(MANY));
    survives(format!("<table>{}", "<td>".repeat(MANY)));
    survives(format!("<table>{}", "<td>1.0.9".repeat(MANY)));
    survives(format!("<table>{}", "<tr>".repeat(MANY)));
    survives(format!("<table>{}", "<tbody><tr><td>x".repeat(MANY / 3)));
    survives(format!("<table><td>{}", "x<br>".repeat(MANY)));
    survives(format!("<table><td>{}", "<sup>1</sup>".repeat(MANY / 4)));
    survives(format!("<table>{}", "x<tr>".repeat(MANY / 2)));
}

#[test]
fn spans_up_to_their_limits() {
    for html in huge_spans() {
        on_small_stack(move || parse(&html));
    }
}

#[test]
fn versions_in_spans_up_to_their_limits() {
    for html in huge_spans() {
        survives(html);
    }
    let head =
        "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
        <tr><td>連携アプリケーション<td>1.0.9";
    survives(format!("{head}{}", "<td rowspan=65534 colspan=1000>x".repeat(60)));
    survives(format!(
        "{head}{}",
        "<tr><td rowspan=65534>配信アプリ<td rowspan=65534>1.0.6".repeat(1_000)
    ));
}

/// Reading compares columns with each other, and records with those above.
#[test]
fn version_tables_of_very_many_rows_and_columns() {
    let table = |header: String, row: String, rows: usize| {
        format!(
            "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報{header}{}",
            format!("<tr><td>連携アプリケーション<td>1.0.9{row}").repeat(rows)
        )
    };
    let columns = MANY / 50;
    survives(table("<th>備考".repeat(columns), "<td>x".repeat(columns), 2));
    survives(table("<th>バージョン".repeat(columns), "<td>1.0".repeat(columns), 2));
    survives(table(numbered(columns, |i| format!("<th>{i}")), "<td>x".repeat(columns), 2));
    survives(table(String::new(), String::new(), MANY / 10));
    survives(table(String::new(), numbered(columns, |i| format!("<br>1.0.{i}")), 1));
    survives(table(String::new(), "（".repeat(columns), 1));
    survives(table(String::new(), String::new(), 1).repeat(MANY / 100));
}

fn huge_spans() -> Vec<String> {
    let cell = "<td rowspan=65534 colspan=1000>x";
    vec![
        format!("<table><tr>{}", cell.repeat(60)),
        format!("<table><tr>{}", cell.repeat(1_000)),
        format!("<table>{}", format!("<tr>{cell}").repeat(1_000)),
        format!("<table>{}", format!("<tbody><tr>{cell}").repeat(1_000)),
        format!("<table>{}", "<tr><td rowspan=65534>x<td rowspan=0>y".repeat(MANY / 50)),
        format!("<table>{}", "<colgroup span=1000>".repeat(MANY)),
        format!("<table><tr>{}", "<td colspan=1000>x".repeat(MANY / 20)),
    ]
}

fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

/// Reads a page on a small stack, and drops there what came out.
fn survives(html: String) {
    on_small_stack(move || {
        parse(&html);
        // Most have no versions in them, which is an error too.
        let _ = Page::new(html.as_bytes()).read();
    });
}

fn on_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(run).unwrap();
    thread.join().unwrap();
}

/// Parses a page, and looks at all that came out.
fn parse(html: &str) {
    match Document::parse(html) {
        Ok(document) => look_at(&document, &Limits::default()),
        Err(error) => {
            let start: String = html.chars().take(40).collect();
            assert_eq!(error.kind(), ErrorKind::Limit, "{start}: {error}");
        }
    }
}

fn look_at(document: &Document, limits: &Limits) {
    let texts = document.blocks().map(|block| block.text().lines().count()).sum::<usize>();
    let links = document.links().iter().map(|link| link.text().len()).sum::<usize>();
    assert!(texts + links < usize::MAX);
    for table in document.tables() {
        let grid = table.grid();
        match grid.to_rows(limits) {
            Ok(rows) => assert_eq!(rows.len(), grid.rows()),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Limit, "{error}"),
        }
    }
}
