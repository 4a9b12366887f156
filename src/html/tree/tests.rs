//! Our tree is that of `scraper::Html::parse_document`, but for what is dropped on purpose.
//!
//! The tokens come from another tokenizer than html5ever's and pass a guard: this comparison is what keeps that honest.
//! `PROPTEST_CASES=20000 cargo test --release --lib same_tree` runs it for longer.

use html5ever::{LocalName, Namespace, QualName, ns};
use proptest::prelude::*;
use scraper::{Html, Node};

use super::parse;
use crate::html::arena::{Place, Tree, Value};
use crate::limits::Limits;

proptest! {
    #![proptest_config(ProptestConfig { cases: 2 * ProptestConfig::default().cases, ..Default::default() })]

    #[test]
    fn random_soups_give_the_same_tree(html in soup()) {
        same_tree(&html)?;
    }

    #[test]
    fn pages_in_order_give_the_same_tree(html in page()) {
        same_tree(&html)?;
    }
}

#[test]
fn what_is_dropped_on_purpose_is_all_that_differs() {
    for html in [
        "",
        "<!-- a --><!doctype html><!-- b --><p id=a>x<!-- c -->y",
        "<script>var table = '<table>';</script><style>td { color: red }</style>x",
        "<p><b class=a>x</p>y",
        "<svg><style>kept</style><script>kept</script></svg>",
        "\u{FEFF}<!doctype html><p><table>",
        "x<table> <!-- -->y<tr><td>z</table>",
        "<pre><!-- -->\n\nx",
    ] {
        same_tree(html).unwrap();
    }
}

fn same_tree(html: &str) -> Result<(), TestCaseError> {
    let (ours, ..) =
        parse(html, &Limits::default()).map_err(|e| TestCaseError::fail(format!("{e:?}")))?;
    let theirs = Html::parse_document(html);
    prop_assert_eq!(our_outline(&ours), their_outline(&theirs), "{:?}", html);
    prop_assert_eq!(ours.quirks_mode, theirs.quirks_mode, "{:?}", html);
    Ok(())
}

/// A node of either tree.
enum Seen<'t> {
    Element(String),
    Text(&'t str),
    /// A template's content, a comment or a doctype.
    Other,
}

fn our_outline(tree: &Tree) -> Vec<String> {
    let seen = |node: Place| match tree.value(node) {
        Value::Element(element) => {
            Seen::Element(label(&element.ns, &element.local, |name| element.attribute(name)))
        }
        Value::Text(text) => Seen::Text(text),
        Value::Part(part) => Seen::Text(tree.part(*part)),
        Value::Other => Seen::Other,
    };
    let siblings = |first: Option<Place>| std::iter::successors(first, |node| tree.behind(*node));
    let children = |node: Place| siblings(tree.first_in(node)).collect();
    outline(siblings(tree.first()).collect(), seen, children)
}

fn their_outline(tree: &Html) -> Vec<String> {
    let nodes = tree.tree.root().children().collect();
    outline(
        nodes,
        |node| match node.value() {
            Node::Element(element) => {
                let QualName { ns, local, .. } = &element.name;
                Seen::Element(label(ns, local, |name| element.attr(name)))
            }
            Node::Text(text) => Seen::Text(&text.text),
            _ => Seen::Other,
        },
        |node| node.children().collect(),
    )
}

/// A tree's elements and texts, a line each, indented by their depth; without comments, most attributes, the texts of
/// scripts and styles, and white space between the parts of a table. Texts that only a comment parts are one.
fn outline<'t, N: Copy>(
    nodes: Vec<N>,
    seen: impl Fn(N) -> Seen<'t>,
    children: impl Fn(N) -> Vec<N>,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut text = (0, String::new());
    let mut open: Vec<_> = nodes.into_iter().rev().map(|node| (node, 0, false)).collect();
    while let Some((node, depth, in_parts)) = open.pop() {
        let mut holds_parts = false;
        match seen(node) {
            Seen::Text(part) if in_parts && part.trim_ascii().is_empty() => continue,
            Seen::Text(part) => {
                if text.0 != depth {
                    push_text(&mut lines, &mut text, depth);
                }
                text.1.push_str(part);
                continue;
            }
            Seen::Element(label) => {
                push_text(&mut lines, &mut text, depth);
                lines.push(format!("{:1$}{label}", "", 2 * depth));
                if matches!(label.as_str(), "<script>" | "<style>") {
                    continue;
                }
                holds_parts =
                    ["<table>", "<tbody>", "<thead>", "<tfoot>", "<tr>"].contains(&&*label);
            }
            Seen::Other => {}
        }
        let inside = children(node).into_iter().rev();
        open.extend(inside.map(|child| (child, depth + 1, holds_parts)));
    }
    push_text(&mut lines, &mut text, 0);
    lines
}

/// Makes the text so far a line, and lets another one begin at a depth.
fn push_text(lines: &mut Vec<String>, (depth, text): &mut (usize, String), next_depth: usize) {
    // html5ever takes an error, as in `<pre></>`, for the token behind `<pre>` that need not be a line feed.
    let in_pre =
        lines.last().is_some_and(|line| line.ends_with("<pre>") || line.ends_with("<listing>"));
    let shown = if in_pre { text.trim_start_matches('\n') } else { text.as_str() };
    if !shown.is_empty() {
        lines.push(format!("{:1$}{shown:?}", "", 2 * *depth));
    }
    text.clear();
    *depth = next_depth;
}

/// An element with those attributes that are kept as they are.
fn label<'t>(
    ns: &Namespace,
    local: &LocalName,
    attribute: impl Fn(&str) -> Option<&'t str>,
) -> String {
    let kept: &[&str] = match &**local {
        "td" | "th" => &["rowspan", "colspan"],
        "a" => &["href"],
        _ => &[],
    };
    let shown = kept.iter().filter_map(|name| Some(format!(" {name}={:?}", attribute(name)?)));
    let shown: String = shown.collect();
    match *ns {
        ns!(html) => format!("<{local}{shown}>"),
        ns!(svg) => format!("<svg {local}{shown}>"),
        _ => format!("<math {local}{shown}>"),
    }
}

/// Fragments of HTML one after the other, sometimes cut off.
fn soup() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        12 => tag(TABLE),
        6 => with("td td th a a p", ATTRIBUTES),
        8 => tag(BLOCKS),
        8 => plain_tag(FORMATTING),
        6 => tag(FOREIGN),
        6 => tag(FORMS),
        4 => tag(RAW_TEXT),
        3 => tag(DOCUMENT),
        8 => prop::sample::select(TAGS).prop_map(String::from),
        16 => prop::sample::select(TEXTS).prop_map(String::from),
        4 => prop::sample::select(REFERENCES).prop_map(String::from),
        // html5ever takes a byte order mark off behind each script too.
        1 => any::<char>().prop_filter("a mark", |c| *c != '\u{FEFF}').prop_map(String::from),
    ];
    let cut = prop_oneof![4 => Just(None), 1 => any::<prop::sample::Index>().prop_map(Some)];
    (prop::collection::vec(fragment, 0..40), cut).prop_map(|(fragments, cut)| {
        let mut html = fragments.concat();
        if let Some(cut) = cut {
            let at = cut.index(html.len() + 1);
            html.truncate((0..=at).rev().find(|&at| html.is_char_boundary(at)).unwrap_or(0));
        }
        html
    })
}

/// A page of elements that are closed in order, as nearly all are, with some odd things in between.
fn page() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        8 => prop::sample::select(TEXTS).prop_map(String::from),
        2 => prop::sample::select(&["<br>", "<img src=x>", "<!-- -->", "&amp;", "\n"][..]).prop_map(String::from),
        1 => plain_tag(FORMATTING),
        1 => plain_tag(TABLE),
        1 => plain_tag(BLOCKS),
        1 => plain_tag(FORMS),
        1 => tag(DOCUMENT),
        1 => prop::sample::select(TAGS).prop_map(String::from),
    ];
    let whole = leaf.prop_recursive(9, 120, 6, |inner| {
        let inside = prop::collection::vec(inner, 0..6).prop_map(|parts| parts.concat());
        let name = prop::sample::select(IN_ORDER.split_whitespace().collect::<Vec<_>>());
        (name, inside, 0..24).prop_map(|(name, inside, how)| match how {
            0 => format!("<{name}>{inside}"),
            1 => format!("{inside}</{name}>"),
            2..4 => format!("<{name} hidden>{inside}</{name}>"),
            4..6 => format!("<{name}>\n{inside}</{name}>\n"),
            _ => format!("<{name}>{inside}</{name}>"),
        })
    });
    let beginning = prop::sample::select(&["<!doctype html><body>", "<body>", "<table>", ""][..]);
    let parts = prop::collection::vec(whole, 1..6);
    (beginning, parts).prop_map(|(beginning, parts)| format!("{beginning}{}", parts.concat()))
}

const IN_ORDER: &str = "div div section nav ul ol li li p p h2 h3 a a b em span span strong small table table tbody thead
    tr tr tr td td th form dl dd center";

/// A tag of one of these elements, as a rule a plain one.
fn tag(names: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![6 => plain_tag(names), 1 => with(names, ODD)]
}

/// A tag without attributes.
///
/// Attributes that nobody reads are dropped, and the standard keeps at most three *equal* formatting elements: with
/// attributes they would be fewer in our tree.
fn plain_tag(names: &'static str) -> impl Strategy<Value = String> {
    with(names, PLAIN)
}

fn with(names: &'static str, forms: &'static [[&str; 2]]) -> impl Strategy<Value = String> {
    let name = prop::sample::select(names.split_whitespace().collect::<Vec<_>>());
    (name, prop::sample::select(forms))
        .prop_map(|(name, [before, after])| [before, name, after].concat())
}

const PLAIN: &[[&str; 2]] =
    &[["<", ">"], ["<", ">"], ["<", ">"], ["</", ">"], ["</", ">"], ["<", "/>"]];

const ODD: &[[&str; 2]] =
    &[["<", " a='&amp;' b=\"<>\" a c=d/>"], ["</", " a=b/>"], ["<", "\r\n\u{c}x"], ["<", ""]];

/// Ways to write the attributes that are kept.
const ATTRIBUTES: &[[&str; 2]] = &[
    ["<", " rowspan=2>"],
    ["<", " colspan=\"3\" rowspan='4'>"],
    ["<", "  COLSPAN=\"3\"\trowspan = 2 >"],
    ["<", " href=\"a&amp;b\" class=x>"],
    ["<", " class=\"a b\" href='あ&notい'>"],
    ["<", " href='x\r\ny'>"],
    ["<", " href=\"\0\">"],
    ["<", " href=\"\" href=b>"],
    ["<", " href>"],
    ["<", " href=a/b/>"],
    ["<", " href=/>"],
    ["<", " rowspan=2/>"],
    ["<", " rowspan=2 / >"],
    ["<", " rowspan=\"2\"colspan=3>"],
    ["<", " rowspan=\"2\"/>"],
    ["<", " rowspan='2' colspan='"],
    ["<", " hidden rowspan=2\n>"],
    ["<", " a.b=c colspan=2>"],
    ["<", " あ=い colspan=2>"],
    ["<", " =x rowspan=2>"],
    ["<", " rowspan=2<td>"],
    ["<", " rowspan==2>"],
    ["<", " href=x\"y>"],
    ["<", " data-x:y_z=1 href=\"<td>\">"],
    ["</", " rowspan=\"2\">"],
    ["</", "\n>"],
    ["</", " />"],
];

const TABLE: &str = "table table table tr tr td td th tbody thead tfoot caption colgroup col";

const BLOCKS: &str = "div p p br hr ul ol li dl dt dd h1 h2 h3 address pre listing center details summary dialog main
    search menu hgroup section image img wbr area embed param source track object marquee applet ruby rb rt rtc rp
    x-unknown DIV bgsound";

const FORMATTING: &str = "b b i a a font nobr s em strong small u code tt big strike span";

const FOREIGN: &str =
    "svg svg math math path g foreignObject foreignobject desc title mi mo mn ms mtext mglyph
    malignmark annotation-xml lineargradient clippath";

const FORMS: &str =
    "form form input button select select option optgroup hr fieldset legend label textarea keygen
    datalist selectedcontent template template template slot";

const RAW_TEXT: &str =
    "script style title textarea xmp iframe noembed noscript noframes plaintext SCRIPT";

const DOCUMENT: &str = "html head body frameset frame noframes base link meta basefont";

/// Tags with a meaning of their own, and odd ones.
const TAGS: &[&str] = &[
    "<!doctype html>",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'>",
    "<!doctype>",
    "<!doctype html SYSTEM 'about:legacy-compat'>",
    "<!doctype a\0b",
    "<?xml version='1.0'?>",
    "<meta charset=utf-8>",
    "<html lang=ja>",
    "<td rowspan=2 colspan='3'>",
    "<input type=hidden>",
    "<input type=HIDDEN>",
    "<input type=text>",
    "<font color=red>",
    "<annotation-xml encoding='text/html'>",
    "<annotation-xml encoding=application/XHTML+xml>",
    "<annotation-xml encoding=other>",
    "<![CDATA[a]]>",
    "<![CDATA[<td>]] >\0b\r]]>",
    "<![CDATA[",
    "]]>",
    "<pre>\n",
    "<textarea>\r\n",
    "<listing>\n\n",
    "<script>var a = '<table>'; // </table></script>",
    "<script><!--",
    "<script><!-- <script> </script> --></script>",
    "<script><!-- <script> <",
    "</script x>",
    "</titl",
    "<style>td { color: red } /* <td> */</style>",
    "<title>a</title>",
    "<!-- a -->",
    "<!--><td>-->",
    "<!-- a --!>",
    "<!--",
    "-->",
    "<!",
    "<!>",
    "<!x>",
    "</>",
    "</ >",
    "</",
    "<",
    "< a>",
    "<3",
    "<あ>",
    "</あ>",
    "<\0>",
    "</\0>",
    "<p\0q>",
    "<p a\0=b\0>",
    "<p a=b'c\"d=e<f>",
    "<p =a / b / >",
    "<p a='",
    "<p a=\"x",
    ">",
    "/>",
];

const TEXTS: &[&str] = &[
    "x",
    "x",
    "y z",
    "あ",
    "１．０．９",
    "10.10",
    " ",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\u{c}",
    "\r",
    "\r\n",
    "\r\r\n",
    "\u{a0}",
    "\u{3000}",
    "\0",
    "\0",
    "\0x\0",
    " \0 ",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{fffd}",
    "\u{fffe}",
    "𠮷",
    "e\u{301}",
    "'",
    "\"",
    "=",
    "-",
    "--",
    "]]",
];

const REFERENCES: &[&str] = &[
    "&amp;",
    "&amp",
    "&ampx",
    "&lt;td&gt;",
    "&lt",
    "&nbsp;",
    "&copy",
    "&copyx",
    "&notit;",
    "&not;",
    "&notin;",
    "&NotEqualTilde;",
    "&CounterClockwiseContourIntegral;",
    "&#12354;",
    "&#x3042;",
    "&#X3042",
    "&#65",
    "&#0;",
    "&#x80;",
    "&#x9f;",
    "&#13;",
    "&#xD;",
    "&#10;",
    "&#xD800;",
    "&#x110000;",
    "&#99999999999999999999;",
    "&#xFFFE;",
    "&#;",
    "&#x;",
    "&#xg",
    "&",
    "&;",
    "&a",
    "&Aacute",
    "&zwj;",
    "&Tab;",
    "&NewLine;",
];
