//! What only the examples say, in both languages.

use onshikaku::{App, Evidence, Lang, SourceKind, WhyNot};

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $ja:literal, $en:literal;)*) => {
        $($(#[$doc])* pub fn $name(lang: Lang) -> &'static str {
            match lang { Lang::Ja => $ja, _ => $en }
        })*
    };
}

texts! {
    no_such_option: "このオプションはありません。使い方", "there is no such option; usage";
    no_such_argument: "この引数は使えません。使い方", "this argument has no meaning; usage";
    needs_value: "値が必要です", "needs a value";
    needs_seconds: "秒数を指定してください", "give a number of seconds";
    no_text: "文字として読めません", "is no text";
    needs_page: "ファイル名か - が必要です。使い方", "a file or - is missing; usage";
    prints_tables: "ページのすべての表を JSON で出力します", "Prints every table of an HTML page as JSON";
    needs_utf8: "UTF-8 で書かれていません", "is not in UTF-8";
    is_folder: "フォルダーです。ファイルを指定してください", "is a folder; give a file";
    no_such_file: "ファイルがありません", "there is no such file";
    not_allowed: "読む権限がありません", "reading it is not allowed";
    usage_hint: "--help で使い方を表示します。", "See --help.";
    no_instant: "日時として読めません。2026-11-24T09:00:00+09:00 のように書いてください",
        "cannot be read as a time; write it like 2026-11-24T09:00:00+09:00";
    stdin_twice: "標準入力（-）は一度しか読めません", "standard input (-) can be read only once";
    no_folder: "フォルダーを開けません", "the folder cannot be opened";
    folder_hint: "端末のドライブか、その Program Files か、OQS フォルダーを渡してください。",
        "Give the terminal's drive, its Program Files, or its folder OQS.";
    inventory_hint: "{\"apps\": {\"linkage\": \"1.0.9\"}} のような JSON か、同じ項目の TOML を渡してください。バージョンは引用符で囲みます。",
        "Give JSON such as {\"apps\": {\"linkage\": \"1.0.9\"}}, or TOML with the same keys. Versions stand in quotes.";
    app_form: "名前とバージョンの間の = がありません。APP=VERSION の形で書いてください（例: --app linkage=1.0.9）",
        "a name, = and a version are needed; write APP=VERSION, such as --app linkage=1.0.9";
    reader_form: "メーカー名、=、バージョンがそろっていません。MAKER=VERSION か MAKER/COMPONENT=VERSION の形で書いてください（例: --reader アルメックス/管理コンソール=10.10）",
        "a manufacturer, = and a version are needed; write MAKER=VERSION or MAKER/COMPONENT=VERSION, such as --reader アルメックス/管理コンソール=10.10";
    not_built: "ポータルへの問い合わせは、まだ作られていません",
        "asking the portal is not built yet";
    not_built_hint: "ページを保存して --html FILE で渡すか、--live を外してください。",
        "Save the page and give it with --html FILE, or leave out --live.";
    not_asked: "--offline では --url や --article のページを読めません。--html でページを渡してください",
        "with --offline the page of --url or --article cannot be had: give it with --html";
    offline: "オフラインが指定されました", "offline was asked for";
    bundled: "同梱の表（出典の資料、2021年ごろ）を表示しています。現在のバージョンではありません。",
        "This is the bundled table of the source document, of about 2021. These are not today's versions.";
    application: "アプリケーション", "Application";
    file: "ファイル", "File";
    version: "バージョン", "Version";
    unread: "（読めません）", "(none that can be read)";
    warnings: "注意", "Warnings";
    source: "出典", "Source";
    as_of: "時点", "As of";
    unknown: "不明", "unknown";
    table: "表", "table";
    row: "行", "row";
    column: "列", "column";
    caption: "題", "caption";
    taken: "この表を採りました", "taken";
    not_taken: "採りませんでした", "not taken";
    no_tables: "ページに表がありません", "there is no table in the page";
    heading: "見出し", "heading";
    places_from_zero: "表・行・列は 0 から数えます", "tables, rows and columns count from 0";
    stdin: "標準入力", "standard input";
    hidden: "非表示", "hidden";
}

pub fn source_kind(kind: SourceKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (SourceKind::Bundled, Lang::Ja) => "同梱の資料（2021年ごろ）",
        (SourceKind::Bundled, _) => "the bundled document, of about 2021",
        (SourceKind::File, Lang::Ja) => "渡されたページ",
        (SourceKind::File, _) => "the page given",
        (SourceKind::Cache, Lang::Ja) => "保存してあったページ",
        (SourceKind::Cache, _) => "a page kept from before",
        (_, Lang::Ja) => "ポータル",
        (_, _) => "the portal",
    }
}

pub fn app_name(app: App, lang: Lang) -> &'static str {
    match (app, lang) {
        (app, Lang::Ja) => app.name(),
        (App::Linkage, _) => "linkage application",
        (App::Distribution, _) => "distribution application",
        (App::BrowserExtension, _) => "browser extension plug-in",
        (App::MpkiDownload, _) => "MPKI download",
        (App::FaceLibrary, _) => "face recognition library",
        (_, _) => "card reader application",
    }
}

pub fn evidence(evidence: Evidence, lang: Lang) -> &'static str {
    match (evidence, lang) {
        (Evidence::Heading, Lang::Ja) => "見出しの下にある",
        (Evidence::Heading, _) => "stands under the heading",
        (Evidence::HeaderRow, Lang::Ja) => "見出し行の言葉が合う",
        (Evidence::HeaderRow, _) => "its header row has the words",
        (_, Lang::Ja) => "既知のアプリケーションやメーカーの行がある",
        (_, _) => "its rows name known applications or manufacturers",
    }
}

pub fn why_not(why: WhyNot, lang: Lang) -> &'static str {
    match (why, lang) {
        (WhyNot::NotAVersionTable, Lang::Ja) => "名前とバージョンの欄がそろっていない",
        (WhyNot::NotAVersionTable, _) => "it has no versions beside names",
        (WhyNot::OtherHeading, Lang::Ja) => "旧バージョン・履歴・別の製品の見出しの下にある",
        (WhyNot::OtherHeading, _) => {
            "it stands under a heading of old versions, a history or another product"
        }
        (WhyNot::History, Lang::Ja) => "変更の履歴",
        (WhyNot::History, _) => "it is a history of changes",
        (WhyNot::OutsideSection, Lang::Ja) => "節の外にある",
        (WhyNot::OutsideSection, _) => "it stands outside the section",
        (WhyNot::Layout, Lang::Ja) => "ほかの表を並べるための表",
        (WhyNot::Layout, _) => "it only lays out other tables",
        (WhyNot::LessEvidence, Lang::Ja) => "ほかの表のほうが根拠が多い",
        (WhyNot::LessEvidence, _) => "another table has more evidence",
        (WhyNot::SameContent, Lang::Ja) => "採った表と同じ内容",
        (WhyNot::SameContent, _) => "it says the same as the one taken",
        (WhyNot::AlsoRead, Lang::Ja) => "節の続きとして、これも読みました",
        (WhyNot::AlsoRead, _) => "read too, as a part of the section",
        (WhyNot::Hidden, Lang::Ja) => "ページに表示されない",
        (WhyNot::Hidden, _) => "it is hidden",
        (WhyNot::NoVersions, Lang::Ja) => "読み取れるバージョンがない",
        (WhyNot::NoVersions, _) => "no version in it can be read",
        (WhyNot::Differs, Lang::Ja) => "同じくらい確かな表がほかにあり、内容が違う",
        (WhyNot::Differs, _) => "another table is as good, and says otherwise",
        (_, Lang::Ja) => "上限を超えている",
        (_, _) => "it is over a limit",
    }
}
