//! Bytes in any encoding of Japanese pages become the same records; what was said of them, and whether it was true, is told.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use onshikaku::{EncodingFrom, Page, Snapshot, WarningCode};

/// What pages without a byte order mark are written in, with other labels for them.
const ENCODINGS: [(&Encoding, &[&str]); 4] = [
    (UTF_8, &["UTF-8", "utf8", "unicode-1-1-utf-8"]),
    (SHIFT_JIS, &["Shift_JIS", "shift-jis", "x-sjis", "sjis", "MS932", "windows-31j", "CP932"]),
    (EUC_JP, &["EUC-JP", "x-euc-jp", "eucJP", "cp51932"]),
    (ISO_2022_JP, &["ISO-2022-JP", "csISO2022JP", "iso2022jp", "cp50220"]),
];

#[test]
fn the_header_names_the_encoding() {
    for (encoding, labels) in ENCODINGS {
        let body = encode(&page(""), encoding);
        for label in labels {
            for content_type in [
                format!("text/html; charset={label}"),
                format!("text/html;charset=\"{label}\""),
                format!("TEXT/HTML ; boundary=x; Charset = '{label}' ; q=1"),
            ] {
                let snapshot = Page::new(&body).content_type(&content_type).read().unwrap();
                is_read(&snapshot, encoding, EncodingFrom::Header, &content_type);
                no_complaint(&snapshot, &content_type);
            }
        }
    }
}

#[test]
fn the_page_names_its_encoding() {
    for (encoding, labels) in ENCODINGS {
        let label = labels[0];
        for meta in [
            format!("<meta charset={label}>"),
            format!("<META CHARSET='{label}' />"),
            format!("<meta http-equiv=Content-Type content=\"text/html; charset={label}\">"),
            format!("<meta content='text/html;charset={label}' http-equiv='Content-Type'/>"),
            format!("<!-- <meta charset=utf-7> --><meta name=x content=y><meta charset={label}>"),
            format!("<script>{}</script><meta charset={label}>", "var x; ".repeat(300)),
        ] {
            for content_type in [None, Some("text/html")] {
                let body = encode(&page(&meta), encoding);
                let page = content_type.iter().fold(Page::new(&body), Page::content_type);
                let snapshot = page.read().unwrap();
                is_read(&snapshot, encoding, EncodingFrom::Meta, &meta);
                no_complaint(&snapshot, &meta);
            }
        }
    }
}

#[test]
fn an_xml_declaration_counts_as_the_page_s_own_word() {
    for (encoding, labels) in ENCODINGS {
        let html = format!("<?xml version=\"1.0\" encoding=\"{}\"?>\n{}", labels[0], page(""));
        let snapshot = Page::new(&encode(&html, encoding)).read().unwrap();
        is_read(&snapshot, encoding, EncodingFrom::Meta, labels[0]);
        no_complaint(&snapshot, labels[0]);
    }
}

#[test]
fn an_undeclared_encoding_is_detected() {
    for (encoding, _) in ENCODINGS {
        for content_type in ["", "text/html", "text/html; charset=", "text/html; charset"] {
            let body = encode(&page(""), encoding);
            let snapshot = Page::new(&body).content_type(content_type).read().unwrap();
            is_read(&snapshot, encoding, EncodingFrom::Detected, content_type);
            no_complaint(&snapshot, content_type);
        }
    }
}

#[test]
fn a_byte_order_mark_says_most() {
    for encoding in [UTF_8, UTF_16LE, UTF_16BE] {
        let body = encode(&format!("\u{FEFF}{}", page("<meta charset=euc-jp>")), encoding);
        for content_type in ["", "text/html; charset=utf-8", "text/html; charset=Shift_JIS"] {
            let snapshot = Page::new(&body).content_type(content_type).read().unwrap();
            is_read(&snapshot, encoding, EncodingFrom::Bom, content_type);
            no_complaint(&snapshot, content_type);
        }
    }
}

#[test]
fn a_byte_order_mark_that_garbles_the_page_is_not_believed() {
    let body = [b"\xEF\xBB\xBF", &*encode(&page(""), SHIFT_JIS)].concat();
    let snapshot = Page::new(&body).read().unwrap();
    is_read(&snapshot, SHIFT_JIS, EncodingFrom::Detected, "a mark");
    complains(&snapshot, WarningCode::EncodingDeclared, "UTF-8 -> Shift_JIS");
}

#[test]
fn utf_16_without_a_mark_is_read_where_the_header_says_so() {
    for encoding in [UTF_16LE, UTF_16BE] {
        let content_type = format!("text/html; charset={}", encoding.name());
        let body = encode(&page(""), encoding);
        let snapshot = Page::new(&body).content_type(&content_type).read().unwrap();
        is_read(&snapshot, encoding, EncodingFrom::Header, &content_type);
        no_complaint(&snapshot, &content_type);
    }
}

/// Such a `<meta>` was read as ASCII.
#[test]
fn a_meta_of_utf_16_means_utf_8() {
    let body = encode(&page("<meta charset=utf-16>"), UTF_8);
    let snapshot = Page::new(&body).read().unwrap();
    is_read(&snapshot, UTF_8, EncodingFrom::Meta, "utf-16");
    no_complaint(&snapshot, "utf-16");
}

#[test]
fn the_better_reading_wins_over_a_wrong_declaration() {
    for (encoding, _) in ENCODINGS {
        for said in [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP, encoding_rs::WINDOWS_1252] {
            if said == encoding {
                continue;
            }
            let case = format!("{} as {}", encoding.name(), said.name());
            let raw = format!("{} -> {}", said.name(), encoding.name());
            let body = encode(&page(""), encoding);
            let content_type = format!("text/html; charset={}", said.name());
            let snapshot = Page::new(&body).content_type(&content_type).read().unwrap();
            is_read(&snapshot, encoding, EncodingFrom::Detected, &case);
            complains(&snapshot, WarningCode::EncodingDeclared, &raw);

            let meta = format!("<meta charset={}>", said.name());
            let snapshot = Page::new(&encode(&page(&meta), encoding)).read().unwrap();
            is_read(&snapshot, encoding, EncodingFrom::Detected, &case);
            complains(&snapshot, WarningCode::EncodingDeclared, &raw);
        }
    }
}

#[test]
fn the_page_s_own_word_wins_over_a_wrong_header() {
    for (encoding, labels) in ENCODINGS {
        for (said, _) in ENCODINGS.iter().filter(|(said, _)| *said != encoding) {
            let case = format!("{} as {}", encoding.name(), said.name());
            let body = encode(&page(&format!("<meta charset={}>", labels[0])), encoding);
            let content_type = format!("text/html; charset={}", said.name());
            let snapshot = Page::new(&body).content_type(&content_type).read().unwrap();
            is_read(&snapshot, encoding, EncodingFrom::Meta, &case);
            let raw = format!("{} -> {}", said.name(), encoding.name());
            complains(&snapshot, WarningCode::EncodingDeclared, &raw);
        }
    }
}

/// As when a server converts pages without touching them.
#[test]
fn a_right_header_wins_over_a_wrong_meta_without_a_word() {
    for (encoding, labels) in ENCODINGS {
        for (said, _) in ENCODINGS.iter().filter(|(said, _)| *said != encoding) {
            let body = encode(&page(&format!("<meta charset={}>", said.name())), encoding);
            let content_type = format!("text/html; charset={}", labels[0]);
            let snapshot = Page::new(&body).content_type(&content_type).read().unwrap();
            is_read(&snapshot, encoding, EncodingFrom::Header, said.name());
            no_complaint(&snapshot, said.name());
        }
    }
}

#[test]
fn an_unknown_label_is_told_and_what_else_is_known_counts() {
    let body = encode(&page("<meta charset=Shift_JIS>"), SHIFT_JIS);
    let snapshot = Page::new(&body).content_type("text/html; charset=klingon").read().unwrap();
    is_read(&snapshot, SHIFT_JIS, EncodingFrom::Meta, "klingon");
    complains(&snapshot, WarningCode::EncodingUnknown, "klingon");

    let body = encode(&page("<meta charset=utf-7>"), EUC_JP);
    let snapshot = Page::new(&body).read().unwrap();
    is_read(&snapshot, EUC_JP, EncodingFrom::Detected, "utf-7");
    complains(&snapshot, WarningCode::EncodingUnknown, "utf-7");
}

#[test]
fn undecodable_bytes_are_a_warning_and_the_rest_is_read() {
    for (encoding, labels) in [(UTF_8, "utf-8"), (SHIFT_JIS, "shift_jis"), (EUC_JP, "euc-jp")] {
        let mut body = encode(&page(""), encoding);
        let at = body.windows(4).position(|bytes| bytes == b"<!--").unwrap();
        body.splice(at..at, *b"\xFF<br>\xFF ");
        for content_type in [format!("text/html; charset={labels}"), "text/html".to_owned()] {
            let snapshot = Page::new(&body).content_type(&content_type).read().unwrap();
            is_like_the_page(&snapshot, &content_type);
            assert_eq!(snapshot.source.encoding, encoding.name());
            let raw = format!("{}: 2", encoding.name());
            complains(&snapshot, WarningCode::EncodingUndecodable, &raw);
        }
    }
}

#[test]
fn a_page_cut_inside_a_character_is_read() {
    for (encoding, labels) in ENCODINGS.into_iter().take(3) {
        let mut body = encode(&(page("") + "終"), encoding);
        body.pop();
        let content_type = format!("text/html; charset={}", labels[0]);
        let snapshot = Page::new(&body).content_type(content_type).read().unwrap();
        is_like_the_page(&snapshot, encoding.name());
        complains(&snapshot, WarningCode::EncodingUndecodable, &format!("{}: 1", encoding.name()));
    }
}

#[test]
fn ascii_is_whatever_was_declared() {
    let references = |html: &str| {
        let reference = |c: char| {
            if c.is_ascii() { c.to_string() } else { format!("&#x{:X};", u32::from(c)) }
        };
        html.chars().map(reference).collect::<String>()
    };
    let body = references(&page(""));
    assert!(body.is_ascii());
    let snapshot = Page::new(body.as_bytes()).read().unwrap();
    is_read(&snapshot, UTF_8, EncodingFrom::Detected, "nothing");
    no_complaint(&snapshot, "nothing");
    for (encoding, labels) in ENCODINGS {
        let content_type = format!("text/html; charset={}", labels[0]);
        let snapshot = Page::new(body.as_bytes()).content_type(content_type).read().unwrap();
        is_read(&snapshot, encoding, EncodingFrom::Header, labels[0]);
        no_complaint(&snapshot, labels[0]);
    }
}

/// A page whose `<head>` begins with this; with characters that only Windows-31J has.
fn page(meta: &str) -> String {
    format!(
        "<html><head>{meta}<title>資料</title></head><body><h1>医療機関等向けポータルサイト</h1>
        <p>掲載している資料は㈱○○、髙橋さん、①～③の順です。ＰＤＦ－２</p><!-- -->
        <h2>⑨ アプリケーションバージョン情報</h2>
        <table><tr><th>アプリケーション名<th>最新ファイル<th>バージョン情報
        <tr><td>連携アプリケーション<td>OQsComApp.msi<td>１．０．９
        <tr><td>ブラウザ拡張プラグイン（顔認証ＤＬＬ含む）<td>OQsFaceApp.msi<td>1.0.6
        <tr><td>顔認証付きカードリーダーアプリケーション<td><td>
        <tr><td>㈱アルメックス<td>管理コンソール<td>10.10</table></body></html>"
    )
}

fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{}", encoding.name());
    bytes.into_owned()
}

fn is_read(snapshot: &Snapshot, encoding: &'static Encoding, from: EncodingFrom, case: &str) {
    assert_eq!(snapshot.source.encoding, encoding.name(), "{case}");
    assert_eq!(snapshot.source.encoding_from, from, "{} {case}", encoding.name());
    is_like_the_page(snapshot, case);
}

fn is_like_the_page(snapshot: &Snapshot, case: &str) {
    let raw_names: Vec<_> = snapshot.apps.iter().map(|record| &*record.raw_name).collect();
    assert_eq!(
        raw_names,
        [
            "連携アプリケーション",
            "ブラウザ拡張プラグイン（顔認証ＤＬＬ含む）",
            "顔認証付きカードリーダーアプリケーション"
        ],
        "{case}"
    );
    let heading = snapshot.section.heading.as_deref().unwrap();
    assert!(heading.ends_with("アプリケーションバージョン情報"), "{case}: {heading}");
    assert_eq!(snapshot.apps[0].cell.text, "１．０．９");
    assert_eq!(snapshot.manufacturers[0].raw_name, "㈱アルメックス");
    assert_eq!(snapshot.manufacturers[0].versions[0].version.as_str(), "10.10");
}

fn no_complaint(snapshot: &Snapshot, case: &str) {
    assert_eq!(snapshot.warnings, [], "{} {case}", snapshot.source.encoding);
}

fn complains(snapshot: &Snapshot, code: WarningCode, raw: &str) {
    let told: Vec<_> = snapshot.warnings.iter().map(|w| (w.code, w.raw.as_deref())).collect();
    assert_eq!(told, [(code, Some(raw))]);
}
