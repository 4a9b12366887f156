//! A document gives its texts, headings, links and tables in order, and tells what markup sets apart.

use onshikaku::html::{Block, BlockKind, Cell, Document, ItemRef, MarkKind, Text};

#[test]
fn a_document_gives_its_blocks_and_tables_in_order() {
    let document = parse(
        "<title> A <b>title</b> </title><body>one<h1>Head</h1><p>two <b>bold</b><div>three</div>four
         <ul><li>item<li><p>item too</ul><dl><dt>term<dd>said</dl><details><summary>more</summary>x</details>
         <table><tr><td>in a table</table>five<nav>six</nav><footer><h6>seven</h6></footer>",
    );
    assert_eq!(document.title(), "A <b>title</b>");
    let items: Vec<String> = document
        .items()
        .map(|item| match item {
            ItemRef::Block(block) => format!("{:?} {}", block.kind(), block.text()),
            ItemRef::Table(index) => format!("table {index}"),
            _ => unreachable!(),
        })
        .collect();
    assert_eq!(
        items,
        [
            "Plain one",
            "Heading(1) Head",
            "Plain two bold",
            "Plain three",
            "Plain four",
            "ListItem item",
            "ListItem item too",
            "Label term",
            "Plain said",
            "Label more",
            "Plain x",
            "table 0",
            "Plain five",
            "Plain six",
            "Heading(6) seven",
        ]
    );
    let asides: Vec<_> =
        document.blocks().filter(|block| block.is_aside()).map(|b| b.text().as_str()).collect();
    assert_eq!(asides, ["six", "seven"]);
    let headings: Vec<_> = document.headings().map(|block| (block.kind(), text(block))).collect();
    assert_eq!(headings, [(BlockKind::Heading(1), "Head"), (BlockKind::Heading(6), "seven")]);
}

#[test]
fn a_heading_keeps_what_is_in_it_together() {
    let document = parse("<h2><span>⑨</span> アプリ<br>ケーション<sup>1</sup></h2><p>x");
    let heading = document.headings().next().unwrap();
    assert_eq!(text(heading), "⑨ アプリ ケーション1");
    assert_eq!(heading.text().lines().collect::<Vec<_>>(), ["⑨ アプリ", "ケーション1"]);
}

#[test]
fn links_are_given_with_their_text() {
    let document = parse(
        "<!doctype html><p>See <a href=' a.html '>the  <b>list</b></a> or <a name=x>here</a>.
         <p><a href=b.html><img> all of it </a>
         <table><tr><td><a href='?id=1&amp;x=2'>cell</a> and more</table><a href=c.html><p>block</p></a>",
    );
    let links: Vec<_> = document.links().iter().map(|link| (link.href(), link.text())).collect();
    assert_eq!(
        links,
        [
            ("a.html", "the list"),
            ("b.html", "all of it"),
            ("?id=1&x=2", "cell"),
            ("c.html", "block")
        ]
    );
    let whole: Vec<_> = document.blocks().filter(|b| b.is_link()).map(text).collect();
    assert_eq!(whole, ["all of it", "block"]);
    let cell = document.tables()[0].grid().cell(0, 0).unwrap();
    assert_eq!(marks(cell.text()), [(MarkKind::Link(2), "cell")]);
}

#[test]
fn marks_tell_what_markup_sets_apart() {
    for (html, kind, part) in [
        ("1.0.9<sup>2</sup>", MarkKind::Raised, "2"),
        ("1.0.9<sub> 2 </sub>", MarkKind::Raised, "2"),
        ("<ruby>配信<rp>(</rp><rt>はいしん</rt></ruby>", MarkKind::Reading, "("),
        ("<s>1.0.8</s> 1.0.9", MarkKind::Struck, "1.0.8"),
        ("<del>1.0.8</del>", MarkKind::Struck, "1.0.8"),
        ("x<span style='text-decoration: line-through'>1.0.8</span>", MarkKind::Struck, "1.0.8"),
        ("<span hidden>x</span>1.0.9", MarkKind::Hidden, "x"),
        ("<span style='color: red; DISPLAY:none'>x</span>1.0.9", MarkKind::Hidden, "x"),
        ("<span style='visibility: hidden !important'>x</span>1.0.9", MarkKind::Hidden, "x"),
        ("1.0.9<button>copy</button>", MarkKind::Form, "copy"),
        ("<select><option>1.0.9</select>", MarkKind::Form, "1.0.9"),
        ("<h3>連携</h3>1.0.9", MarkKind::Heading(3), "連携"),
    ] {
        let document = parse(&format!("<table><tr><td>{html}</table>"));
        let cell = document.tables()[0].grid().cell(0, 0).unwrap().text();
        assert!(marks(cell).contains(&(kind, part)), "{html}: {cell:?}");
        assert!(cell.has(&[kind]) && !cell.has(&[MarkKind::Strong]));
    }
}

/// A cell's text with its marks.
fn styled(style: &str, cell: &str) -> String {
    let document = parse(&format!("{style}<table><tr class=r><td class=c>{cell}</table>"));
    let cell = document.tables()[0].grid().cell(0, 0).unwrap();
    let marks = marks(cell.text()).into_iter().map(|(kind, part)| format!("{kind:?} {part}"));
    let hidden = cell.is_hidden().then(|| "cell".to_owned());
    hidden.into_iter().chain(marks).collect::<Vec<_>>().join(", ")
}

#[test]
fn what_the_pages_own_style_says_is_told() {
    let span = "1<span class='A b' id=i>2</span>";
    for (css, cell, expected) in [
        (".a{display:none}", span, "Hidden 2"),
        ("span{visibility:hidden}", span, "Hidden 2"),
        ("#i{text-decoration:line-through red}", span, "Struck 2"),
        (".b.a{vertical-align:super}", span, "Raised 2"),
        (".a{position:relative}.b{top:-2px}", span, "Raised 2"),
        (".r .c>.a{font-size:6pt}", span, "Small 2"),
        ("tr > .a{display:none}", span, ""),
        (".c .c .a{display:none}", span, ""),
        (".r{text-decoration:line-through}", "1", "Struck 1"),
        (".r td{display:none}", "1", "cell"),
        (".a{display:none}#i{display:inline}", span, ""),
        (".a.b{display:none}span.a{display:inline}.b{display:inline}", span, "Hidden 2"),
        (".a{display:none}.b{display:inline}", span, ""),
        (".a{display:none!important}.b{display:inline}", span, "Hidden 2"),
        (".a{display:none}", "1<b class=a style='display:inline'>2</b>", ""),
        (".a{display:none!important}", "1<b class=a style='display:inline'>2</b>", "Hidden 2"),
        (".a{vertical-align:super}", "1<b class=a style='color:red'>2</b>", "Raised 2"),
        (".a{vertical-align:super}", "1<p class=a>2</p>", ""),
        (".x{display:none}", "1<span class=sup>2</span>", "Raised 2"),
        (
            "sup,s{vertical-align:baseline;text-decoration:none}.x{top:0}",
            "1<sup>2</sup>",
            "Raised 2",
        ),
        (".a .b{display:none}", "<i class=a></i><i class=b>1</i>", ""),
        (
            ".a .b{display:none}",
            "<i class=a><u><i class=b>1</i></u></i><i class=b>2</i>",
            "Hidden 1",
        ),
        ("body .a,html .b{display:none}", span, "Hidden 2"),
    ] {
        assert_eq!(styled(&format!("<style>{css}</style>"), cell), expected, "{css} {cell}");
    }
}

#[test]
fn sheets_that_are_not_for_a_screen_say_nothing() {
    let rule = ".c{display:none}";
    for style in ["<style>", "<style type=''>", "<STYLE TYPE=Text/CSS MEDIA=Screen>", "<style x>"] {
        assert_eq!(styled(&format!("{style}{rule}</style>"), "1"), "cell", "{style}");
    }
    for (before, behind) in [
        ("<style type=text/less>", "</style>"),
        ("<style media=print>", "</style>"),
        ("<template><style>", "</style></template>"),
        ("<svg><style>", "</style></svg>"),
        ("<!-- <style>", "</style> -->"),
    ] {
        assert_eq!(styled(&format!("{before}{rule}{behind}"), "1"), "", "{before}");
    }
    let document = parse("<html class=x><style>.x{display:none}</style><p>a");
    assert!(document.blocks().all(|block| !block.is_hidden()));
}

#[test]
fn a_dialog_is_shown_once_it_is_open() {
    for (html, hidden) in [
        ("<dialog><table></table></dialog>", true),
        ("<dialog open><table></table></dialog>", false),
        ("<style>.x{display:none}</style><dialog><table></table></dialog>", true),
        ("<details><table></table></details>", false),
        ("<div hidden=until-found><table></table></div>", true),
    ] {
        assert_eq!(parse(html).tables()[0].is_hidden(), hidden, "{html}");
    }
}

#[test]
fn a_text_can_be_had_without_its_marked_parts() {
    let document = parse("<p>1.0.9 <s>1.0.8</s> <span hidden>x <s>y</s></span><b>新</b>");
    let text = document.blocks().next().unwrap().text();
    assert_eq!(text.as_str(), "1.0.9 1.0.8 x y新");
    assert_eq!(text.without(&[MarkKind::Struck]), "1.0.9 x 新");
    assert_eq!(text.without(&[MarkKind::Struck, MarkKind::Hidden]), "1.0.9 新");
    assert_eq!(text.without(&[MarkKind::Raised]), text.as_str());
    assert!(text.has(&[MarkKind::Strong]));
}

#[test]
fn a_plain_text_collapses_white_space() {
    let text = Text::plain(" 連携\u{3000}\tアプリ\u{A0}\r\n 1.0.9\u{0} ");
    assert_eq!(text.as_str(), "連携 アプリ 1.0.9");
    assert_eq!(text.lines().collect::<Vec<_>>(), ["連携 アプリ", "1.0.9"]);
    assert!(Text::plain(" \n ").is_empty() && Text::plain("").marks().is_empty());
}

#[test]
fn tables_in_tables_are_tables_of_their_own() {
    let document = parse(
        "<table><caption>outer</caption><tr><td>before<table><tr><th>inner<table></table></table>after
         <td hidden>x<tr><td><h2>head</h2></table><table hidden><tr><td>y</table>",
    );
    let tables = document.tables();
    let parents: Vec<_> = tables.iter().map(|table| table.parent()).collect();
    assert_eq!(parents, [None, Some(0), Some(1), None]);
    let lay_out: Vec<_> = tables.iter().map(|table| table.has_tables()).collect();
    assert_eq!(lay_out, [true, true, false, false]);
    assert_eq!(tables[0].caption().unwrap().as_str(), "outer");
    assert!(tables[1].caption().is_none());
    assert!(tables[3].is_hidden() && !tables[0].is_hidden());
    let cell = tables[0].grid().cell(0, 0).unwrap();
    assert_eq!(cell.text().as_str(), "before after");
    assert!(tables[1].grid().cell(0, 0).unwrap().is_header());
    assert!(tables[0].grid().cell(0, 1).unwrap().is_hidden());
    // The texts of a table that only lays out tables are blocks.
    let blocks: Vec<_> = document.blocks().map(|block| (block.kind(), text(block))).collect();
    assert_eq!(blocks[0], (BlockKind::Plain, "before"));
    assert!(blocks.contains(&(BlockKind::Plain, "after")));
    assert!(blocks.contains(&(BlockKind::Heading(2), "head")));
}

#[test]
fn hidden_blocks_passwords_and_pages_that_break_off_are_told() {
    let document = parse("<div hidden>no</div><p>yes<form><input type=Password></form>");
    let hidden: Vec<_> = document.blocks().map(|block| block.is_hidden()).collect();
    assert_eq!(hidden, [true, false]);
    assert!(document.has_password());
    assert!(!parse("<input type=text>").has_password());
    assert!(parse("<table><tr><td>1.0.9").is_cut_in_table());
    assert!(!parse("<table><tr><td>1.0.9</table>").is_cut_in_table());
    assert!(!parse("<html><table><tr><td>1.0.9</html>").is_cut_in_table());
}

#[test]
fn indentation_is_told() {
    let document =
        parse("<table><tr><td>\u{3000}管理<td>&nbsp; 管理<td>  管理<td>管\u{3000}理</table>");
    let indented: Vec<_> = document.tables()[0].grid().row(0).map(Cell::is_indented).collect();
    assert_eq!(indented, [true, true, false, false]);
}

fn parse(html: &str) -> Document {
    Document::parse(html).unwrap()
}

fn text(block: &Block) -> &str {
    block.text().as_str()
}

fn marks(text: &Text) -> Vec<(MarkKind, &str)> {
    text.marks().iter().map(|mark| (mark.kind, &text.as_str()[mark.range.clone()])).collect()
}
