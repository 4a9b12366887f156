use proptest::prelude::*;

use super::*;

/// The selectors that are kept of a sheet, in the order in which their parts came in.
fn kept(css: &str) -> String {
    let mut sheet = Sheet::default();
    assert!(sheet.read(css, 1_000));
    let said = sheet.parts.iter().filter(|part| part.says.declared().set != 0);
    said.map(|part| path(&sheet, part)).collect::<Vec<_>>().join(", ")
}

fn path(sheet: &Sheet, part: &Part) -> String {
    let Compound { element, id, classes } = &part.compound;
    let element = element.as_deref().unwrap_or("*");
    let id = id.as_deref().map(|id| format!("#{id}")).unwrap_or_default();
    let classes: String = classes.iter().map(|class| format!(".{class}")).collect();
    let own = format!("{element}{id}{classes}");
    match part.parent {
        None => own,
        Some((parent, combinator)) => {
            let between = if combinator == Combinator::Child { " > " } else { " " };
            format!("{}{between}{own}", path(sheet, &sheet.parts[parent as usize]))
        }
    }
}

#[test]
fn rules_are_found_between_anything_else() {
    const RULE: &str = ".a{display:none}";
    for (css, expected) in [
        (RULE.to_owned(), "*.a"),
        (format!("<!-- {RULE} -->"), "*.a"),
        (
            format!("<!--\n /* Font Definitions */\n@font-face {{font-family:x;}}\n{RULE}\n-->"),
            "*.a",
        ),
        (format!("/* {{ */{RULE}/* }} .b{{display:none}}"), "*.a"),
        (format!("table {{mso-displayed-decimal-separator:\"\\.\";}}{RULE}"), "*.a"),
        (format!("@charset 'x';@import url(a;b);{RULE}"), "*.a"),
        (format!("@page Section1 {{size:1cm;}}@list l0:level1 {{mso-x:y}}{RULE}"), "*.a"),
        (format!("x{{content:'}}'}}{RULE}"), "*.a"),
        (format!("x{{content:'\n}}{RULE}"), "*.a"),
        (format!("x{{background:url(data:a;b'}}/*)}}{RULE}"), "*.a"),
        (".a{display:none".to_owned(), "*.a"),
        (".a{color:red".to_owned(), ""),
        (".a{x:y;{display:none}".to_owned(), ""),
        (format!("}}{RULE}.b{{display:none}}"), "*.b"),
        (format!("({RULE}"), ""),
        (format!("@media print{{{RULE}}}.b{{display:none}}"), "*.b"),
        (format!("@media screen{{{RULE}.c{{top:0}}}}.b{{display:none}}"), "*.a, *.c, *.b"),
        (format!("@media screen{{@media (max-width:9px){{{RULE}}}.c{{top:0}}}}"), "*.c"),
        (format!("@supports (display:grid){{{RULE}}}@supports not (x:y){{.b{{top:0}}}}"), "*.a"),
        (format!("@keyframes x{{from{{display:none}}}}@layer a,b;@layer c{{{RULE}}}"), "*.a"),
        (format!("@media screen{{@import 'x'}}{RULE}"), "*.a"),
    ] {
        assert_eq!(kept(&css), expected, "{css:?}");
    }
}

#[test]
fn simple_selectors_are_kept_and_no_others() {
    for (selectors, expected) in [
        ("td", "td"),
        ("TD.Old", "td.old"),
        ("#old .b>td", "*#old *.b > td"),
        ("tr.old td , .c", "tr.old td, *.c"),
        ("*.a", "*.a"),
        (".b.a.b", "*.a.b"),
        ("p#x.a", "p#x.a"),
        (".a#x#y", ""),
        (".md\\:hidden,.\\31 0,.\\000031", "*.md:hidden, *.10, *.1"),
        (".版 表", "*.版 表"),
        ("-a,--b,-,.-,.-1", "-a, --b"),
        (".1,.a:hover,a[href],a+b,a~b,:root,&,o|x,>a,a>,a> >b,.,#,.a\\\n,a,(b)", "a"),
        ("", ""),
    ] {
        assert_eq!(kept(&format!("{selectors}{{display:none}}")), expected, "{selectors:?}");
    }
    assert_eq!(kept(&format!("{}b{{top:0}}", "a ".repeat(40))), "");
    assert_eq!(kept(&format!("{}{{top:0}}", ".a".repeat(40))), "");
}

#[test]
fn media_are_those_of_a_desktop_screen() {
    for met in [
        "",
        "all",
        "Screen",
        "only screen",
        "print, screen",
        "not print",
        "(min-width:768px)",
        "screen and (min-width: 48em)and (max-width:100em)",
        "(width >= 768px)",
        "(400px<=width<=1300px)",
        "not screen and (max-width:767px)",
    ] {
        assert!(is_met(met), "{met:?}");
    }
    for unmet in [
        "print",
        "speech",
        "not all",
        "screen and (max-width:767px)",
        "(max-width:1279.98px)",
        "(width<768px)",
        "(1300px<=width)",
        "(min-width:1281px)",
        "(prefers-color-scheme:dark)",
        "not (prefers-color-scheme:dark)",
        "(min-width:calc(1px + 2px))",
        "screen and",
        "(",
        ",",
    ] {
        assert!(!is_met(unmet), "{unmet:?}");
    }
}

#[test]
fn more_parts_than_the_limit_are_too_many() {
    let css: String = (0..20).map(|i| format!(".a{i} td{{display:none}}")).collect();
    assert!(Sheet::default().read(&css, 40));
    assert!(!Sheet::default().read(&css, 39));
    assert!(Sheet::default().read(&css.replace("display", "color"), 0));
}

proptest! {
    #[test]
    fn any_text_is_a_sheet(css in r#"([.#@>*,;:!{}()\[\]'"\\/ \na-z版1-]|/\*|\*/|<!--|-->|@media |url\(|display:none){0,60}|\PC*"#) {
        let mut sheet = Sheet::default();
        sheet.read(&css, 100);
        is_met(&css);
    }
}
