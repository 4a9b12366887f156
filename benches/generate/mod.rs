//! The pages that the benchmarks read, made anew on each run and the same on each run: honest pages of the portal at
//! three sizes, and pages that are nearly nothing but version rows.

use std::borrow::Cow;

// Each benchmark uses a part of it.
#[allow(dead_code)]
pub mod fleet;

/// A page and what is known of it.
pub struct Case {
    pub body: Vec<u8>,
    pub content_type: &'static str,
    /// How many applications and manufacturers it publishes.
    pub records: usize,
}

impl Case {
    /// The page's text, which is what `scraper` parses.
    pub fn text(&self) -> Cow<'_, str> {
        let label = self.content_type.rsplit('=').next().unwrap_or_default();
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes());
        encoding.unwrap_or(encoding_rs::UTF_8).decode(&self.body).0
    }
}

pub const NAMES: [&str; 8] = [
    "page-100k",
    "page-1m",
    "page-1m-sjis",
    "page-10m",
    "rows-1k",
    "rows-10k",
    "rows-1k-makers",
    "rows-10k-makers",
];

const UTF_8: &str = "text/html; charset=UTF-8";

/// Makes the page of a name out of [`NAMES`].
pub fn case(name: &str) -> Case {
    let utf_8 = |html: String, records| Case { body: html.into(), content_type: UTF_8, records };
    match name {
        "page-100k" => utf_8(page(100_000), SECTION_RECORDS),
        "page-1m" => utf_8(page(1_000_000), SECTION_RECORDS),
        "page-1m-sjis" => {
            let html = page(1_000_000).replace("UTF-8", "Shift_JIS");
            let (body, _, unmappable) = encoding_rs::SHIFT_JIS.encode(&html);
            assert!(!unmappable, "the page's characters are all in Shift_JIS");
            let content_type = "text/html; charset=Shift_JIS";
            Case { body: body.into_owned(), content_type, records: SECTION_RECORDS }
        }
        "page-10m" => utf_8(page(10_000_000), SECTION_RECORDS),
        "rows-1k" => utf_8(rows(1_000), 1_000),
        "rows-10k" => utf_8(rows(10_000), 10_000),
        "rows-1k-makers" => utf_8(makers(1_000), 1_001),
        "rows-10k-makers" => utf_8(makers(10_000), 10_001),
        _ => panic!("no page is called {name}"),
    }
}

/// Reads the case's page, and checks that what comes out is what went in: a benchmark of an error is worth nothing.
pub fn check(name: &str, case: &Case) {
    let read = onshikaku::Page::new(&case.body).content_type(case.content_type).read();
    let snapshot = read.unwrap_or_else(|error| panic!("{name}: {error}"));
    let records = snapshot.apps.len() + snapshot.manufacturers.len();
    assert_eq!(records, case.records, "records of {name}");
    let versions = snapshot.apps.iter().map(|record| record.versions.len()).sum::<usize>()
        + snapshot.manufacturers.iter().map(|record| record.versions.len()).sum::<usize>();
    assert!(versions + 1 >= records, "{name}: {versions} versions of {records} records");
}

/// Makes the lines of a fleet of so many terminals.
#[allow(dead_code)]
pub fn fleet(terminals: usize) -> String {
    let mut picks = Picks(17);
    let mut lines = String::with_capacity(terminals * 700);
    (0..terminals).for_each(|number| fleet::line(&mut lines, number, &mut |n| picks.number(n)));
    lines
}

/// Picks words: the same ones on each run, without a pattern that a cache or branch predictor could learn.
struct Picks(u64);

impl Picks {
    fn number(&mut self, below: usize) -> usize {
        // Knuth's MMIX; the low bits of such a generator are poor.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.number(words.len())]
    }
}

/// A page of the portal of about so many bytes, with the version section in its middle.
fn page(bytes: usize) -> String {
    let mut html = String::with_capacity(bytes + 16_384);
    let mut picks = Picks(7);
    head(&mut html, &mut picks);
    let mut chapter = 0;
    let mut is_told = false;
    while html.len() + 2_000 < bytes {
        if !is_told && html.len() * 2 > bytes {
            is_told = true;
            html.push_str(SECTION);
        }
        chapter += 1;
        documents(&mut html, chapter, &mut picks);
    }
    html.push_str(FOOT);
    html
}

/// A page with little beside a table of so many applications.
fn rows(count: usize) -> String {
    let mut html = String::with_capacity(count * 128 + 16_384);
    let mut picks = Picks(11);
    head(&mut html, &mut picks);
    html.push_str(SECTION_HEAD);
    for row in 1..=count {
        html += &format!("<tr><td class=\"c\">{row}</td><td>{}</td>", application(row, &mut picks));
        html += &format!("<td>OQs{}{row:05}.msi</td>", picks.of(&LATIN));
        html += &format!("<td class=\"c\">{}</td></tr>\n", version(row, &mut picks));
    }
    html.push_str(SECTION_FOOT);
    html.push_str(FOOT);
    html
}

/// A page with little beside the card reader's application and so many rows of manufacturers under it.
fn makers(count: usize) -> String {
    let mut html = String::with_capacity(count * 128 + 16_384);
    let mut picks = Picks(13);
    head(&mut html, &mut picks);
    html.push_str(SECTION_HEAD);
    html.push_str("<tr><td class=\"c\">1</td><td>顔認証付きカードリーダーアプリケーション</td><td></td><td></td></tr>\n");
    let mut row = 0;
    while row < count {
        let parts = (1 + picks.number(3)).min(count - row);
        for part in 0..parts {
            row += 1;
            html.push_str("<tr><td></td>");
            if part == 0 && parts > 1 {
                html += &format!("<td rowspan=\"{parts}\">{}</td>", company(row, &mut picks));
            } else if part == 0 {
                html += &format!("<td>{}</td>", company(row, &mut picks));
            }
            html += &format!("<td>{}（{}-{row}）</td>", picks.of(&COMPONENTS), picks.of(&LATIN));
            html += &format!("<td class=\"c\">{}</td></tr>\n", version(row, &mut picks));
        }
    }
    html.push_str(SECTION_FOOT);
    html.push_str(FOOT);
    html
}

fn application(row: usize, picks: &mut Picks) -> String {
    let (subject, thing) = (picks.of(&SUBJECTS), picks.of(&THINGS));
    match picks.number(4) {
        0 => format!("{subject}{thing}{row}号"),
        1 => format!("{subject}{thing}（{}{row}）", picks.of(&LATIN)),
        2 => format!("{}{row} {subject}{thing}", picks.of(&LATIN)),
        _ => format!("{subject}用{thing}　{row}"),
    }
}

fn company(row: usize, picks: &mut Picks) -> String {
    let name = format!("{}{}{row}", picks.of(&PLACES), picks.of(&TRADES));
    match picks.number(4) {
        0 => format!("株式会社{name}"),
        1 => format!("{name}株式会社"),
        2 => format!("㈱{name}"),
        _ => format!("（株）{name}"),
    }
}

fn version(row: usize, picks: &mut Picks) -> String {
    match picks.number(8) {
        0 => format!("{}.{}", 1 + row % 12, picks.number(40)),
        1 => format!("{}.{}.{}.{}", 1 + row % 4, row % 7, picks.number(9), picks.number(40)),
        2 => format!("Ver.{}.{}.{}", 1 + row % 3, row % 10, picks.number(40)),
        _ => format!("{}.{}.{}", 1 + row % 3, row % 10, picks.number(40)),
    }
}

fn head(html: &mut String, picks: &mut Picks) {
    html.push_str(HEAD);
    for item in 0..24 {
        let (name, class) = (picks.of(&SUBJECTS), picks.of(&["nav", "nav cr", "nav sub"]));
        *html += &format!("<li class=\"{class}\"><a href=\"/{item}/\">{name}</a></li>\n");
    }
    html.push_str("</ul></nav>\n</header>\n<div id=\"main\" role=\"main\">\n");
    html.push_str(
        "<h1 class=\"entry-title\">オンライン資格確認</h1>\n<div class=\"entry-content\">\n",
    );
}

/// A chapter: heading, paragraphs, links, a table of documents.
fn documents(html: &mut String, chapter: usize, picks: &mut Picks) {
    let (subject, level) = (picks.of(&SUBJECTS), if chapter.is_multiple_of(3) { 2 } else { 3 });
    *html +=
        &format!("<h{level} id=\"sec{chapter}\" class=\"ttl\">{subject}に関する資料</h{level}>\n");
    for _ in 0..2 + picks.number(3) {
        html.push_str("<p class=\"txt\">");
        for _ in 0..1 + picks.number(3) {
            html.push_str(picks.of(&SENTENCES));
        }
        *html += &format!("<br>\n<strong>{}</strong>", picks.of(&SUBJECTS));
        html.push_str(
            "は<a href=\"/faq/index.html\" target=\"_blank\">こちら</a>をご覧ください。</p>\n",
        );
    }
    html.push_str("<ul class=\"list_dl\">\n");
    for item in 0..3 + picks.number(4) {
        let (name, size) = (picks.of(&SUBJECTS), picks.number(90));
        *html += &format!("<li><a href=\"/download/docs/{chapter}_{item}.pdf\">{name}（A4）");
        *html += &format!("［PDF {}.{}MB］</a></li>\n", size / 10, size % 10);
    }
    html.push_str("</ul>\n<table class=\"tbl_basic\" summary=\"資料一覧\">\n<thead><tr>");
    for header in ["文書名", "更新日", "版", "ダウンロード"] {
        *html += &format!("<th scope=\"col\">{header}</th>");
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in 0..6 + picks.number(8) {
        document(html, chapter, row, picks);
    }
    html.push_str("</tbody>\n</table>\n");
    html.push_str("<p class=\"pagetop\"><a href=\"#header\">ページの先頭へ</a></p>\n\n");
}

fn document(html: &mut String, chapter: usize, row: usize, picks: &mut Picks) {
    let (subject, kind) = (picks.of(&SUBJECTS), picks.of(&["手順書", "マニュアル", "ガイド"]));
    *html += &format!("<tr>\n<td>{subject}　{kind}（{}編）</td>\n", picks.of(&PLACES));
    let (month, day) = (1 + picks.number(12), 1 + picks.number(28));
    *html += &format!("<td class=\"c\">2022/{month:02}/{day:02}</td>\n");
    *html += &format!("<td class=\"c\">{}.{:02}</td>\n", 1 + picks.number(4), picks.number(60));
    *html += &format!("<td><a href=\"/download/docs/{chapter}_t{row}.pdf\" class=\"pdf\">");
    *html += &format!("PDF［{}.{}MB］</a></td>\n</tr>\n", picks.number(9), picks.number(10));
}

const SUBJECTS: [&str; 16] = [
    "オンライン資格確認",
    "資格確認端末",
    "薬剤情報の閲覧",
    "特定健診情報の閲覧",
    "限度額適用認定証",
    "災害時医療情報",
    "電子証明書の更新",
    "一括照会",
    "ネットワーク設定",
    "マスタアカウント",
    "医療扶助",
    "訪問診療",
    "健診結果登録",
    "電子処方箋",
    "閲覧同意",
    "負荷分散",
];

const THINGS: [&str; 8] = [
    "アプリケーション",
    "ライブラリ",
    "ツール",
    "プラグイン",
    "サービス",
    "ドライバー",
    "ビューア",
    "モジュール",
];

const LATIN: [&str; 8] = ["Com", "Distro", "Face", "Update", "Master", "View", "Link", "Check"];

const PLACES: [&str; 12] = [
    "北海道",
    "青森",
    "宮城",
    "東京",
    "千葉",
    "富山",
    "京都",
    "大阪",
    "広島",
    "香川",
    "福岡",
    "沖縄",
];

const TRADES: [&str; 6] =
    ["電機", "システム", "ソリューションズ", "医療機器", "情報サービス", "テクノロジー"];

const COMPONENTS: [&str; 6] = [
    "管理コンソール",
    "カードリーダー本体",
    "画面",
    "ドライバー",
    "顔認証エンジン",
    "ファームウェア",
];

const SENTENCES: [&str; 8] = [
    "オンライン資格確認の導入・運用に必要な資料を掲載しています。",
    "ファイルを保存してからご覧ください。",
    "本手順書は、医療機関・薬局のシステム管理者を対象としています。",
    "ご不明な点は、コールセンター（0800-0804583、通話無料）へお問い合わせください。",
    "設定変更後は、資格確認端末を再起動してください。",
    "Windows 10 IoT Enterprise 2019 LTSC の場合は、事前に更新プログラム KB5005112 を適用してください。",
    "電子証明書の有効期限は発行日から3年3か月です。",
    "なお、&lt;設定&gt;画面の表示は&quot;一例&quot;であり、ご利用の環境により異なる場合があります&hellip;。",
];

const HEAD: &str = r##"<!DOCTYPE html>
<html lang="ja" itemscope itemtype="http://schema.org/WebPage">
<head>
<meta charset="UTF-8">
<title>各種資料ダウンロード（オンライン資格確認） - 医療機関等向けポータルサイト</title>
<meta name="description" content="オンライン資格確認に関するマニュアル・手順書等のダウンロードページです。">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="/css/styles.css">
<script src="/mt.js"></script>
<!-- Google Tag Manager -->
<script>(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime(),event:'gtm.js'});})(window,document,'script','dataLayer','GTM-XXXXXXX');</script>
<style>
.tbl_basic { border-collapse: collapse; width: 100%; }
.tbl_basic > tbody > tr > td.c { text-align: center; white-space: nowrap; }
.pagetop a::before { content: "▲"; }
</style>
</head>
<body id="entry-6" class="mt-entry-archive layout-wt">
<noscript><p>当サイトではJavaScriptを使用しています。</p></noscript>
<div id="container">
<header id="header">
<p class="logo"><a href="/"><img src="/images/logo.png" alt="医療機関等向けポータルサイト"></a></p>
<nav id="gnav"><ul>
"##;

const SECTION_HEAD: &str = r#"<h2 class="ttl">アプリケーションバージョン情報</h2>
<p>資格確認端末にインストールするアプリケーションの最新バージョンは以下のとおりです。</p>
<table class="tbl_basic">
<thead>
<tr><th scope="col">&nbsp;</th><th scope="col">アプリケーション名</th><th scope="col">最新ファイル</th><th scope="col">バージョン情報</th></tr>
</thead>
<tbody>
"#;

const SECTION_FOOT: &str = "</tbody>\n</table>\n";

/// How many records [`SECTION`] has.
const SECTION_RECORDS: usize = 15;

const SECTION: &str = r##"<h2 class="ttl">アプリケーションバージョン情報</h2>
<p>資格確認端末にインストールするアプリケーションの最新バージョンは以下のとおりです。</p>
<table class="tbl_basic">
<thead>
<tr><th scope="col">&nbsp;</th><th scope="col">アプリケーション名</th><th scope="col">最新ファイル</th><th scope="col">バージョン情報</th></tr>
</thead>
<tbody>
<tr><td class="c">1</td><td>連携アプリケーション</td><td>OQsComApp.msi</td><td class="c">1.0.9</td></tr>
<tr><td class="c">2</td><td>配信アプリケーション</td><td>OQsDistroApp.msi</td><td class="c">1.0.6</td></tr>
<tr><td class="c">3</td><td>ブラウザ拡張プラグイン<br>（顔認証DLL含む）</td><td>OQsFaceApp.msi</td><td class="c">1.0.6</td></tr>
<tr><td class="c">4</td><td>MPKIダウンロード</td><td>MPKIUpdateApp.msi</td><td class="c">1.2.0.0</td></tr>
<tr><td class="c">5</td><td>顔認証ライブラリ</td><td rowspan="2">FaceRecognitionLibrary.msi</td><td class="c">1.0.6</td></tr>
<tr><td class="c" rowspan="10">6</td><td>顔認証付きカードリーダーアプリケーション</td><td class="c">1.0.6</td></tr>
<tr><td>富士通Japan株式会社</td><td></td><td class="c">1.0.0.4</td></tr>
<tr><td>パナソニック システムソリューションズ ジャパン株式会社</td><td></td><td class="c">1.1.1.1.2</td></tr>
<tr><td rowspan="3">株式会社アルメックス</td><td>管理コンソール</td><td class="c">10.10</td></tr>
<tr><td>カードリーダー本体（画面）</td><td class="c">362</td></tr>
<tr><td>カードリーダー本体（CPS-100）</td><td class="c">2.26</td></tr>
<tr><td>キヤノンマーケティングジャパン株式会社</td><td></td><td class="c">1.3.0</td></tr>
<tr><td>アトラス情報サービス株式会社</td><td></td><td class="c">1.0.12</td></tr>
<tr><td rowspan="2">株式会社みずほ電機</td><td>ドライバー</td><td class="c">4.2</td></tr>
<tr><td>ファームウェア</td><td class="c">1.10.3</td></tr>
</tbody>
</table>
<p class="pagetop"><a href="#header">ページの先頭へ</a></p>

"##;

const FOOT: &str = r#"</div><!-- /.entry-content -->
</div><!-- /#main -->
<footer id="footer">
<ul><li><a href="/policy.html">サイトポリシー</a></li><li><a href="/privacy.html">個人情報保護方針</a></li></ul>
<p class="copy"><small>Copyright &copy; 2021 All Rights Reserved.</small></p>
</footer>
</div>
</body>
</html>
"#;
