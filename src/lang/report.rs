//! What reports and plans say to people, in both languages side by side.

use std::borrow::Cow;

use super::Lang;
use crate::app::App;
use crate::date::Date;
use crate::status::{
    Ambiguity, Expected, FindingCode, Next, PlanReason, Reason, Side, Status, StepKind, What,
};
use crate::warning_code::WarningCode;

/// What is known of a report's item.
pub(crate) struct ItemFacts<'a> {
    pub(crate) name: &'a str,
    pub(crate) status: Status,
    /// The text that says what is installed.
    pub(crate) installed: Cow<'a, str>,
    /// Whether that is written as a number.
    pub(crate) is_number: bool,
    pub(crate) published: Vec<&'a str>,
    pub(crate) latest: Option<&'a str>,
    /// What of several things it may be, each with its published versions.
    pub(crate) choices: &'a [String],
    pub(crate) is_auth_file: bool,
    /// Whether the page is too old to say what is the latest.
    pub(crate) is_old_page: bool,
    pub(crate) hold: Option<HoldFacts<'a>>,
    pub(crate) doubts: &'a [WarningCode],
}

/// What is known of the hold of an item.
pub(crate) struct HoldFacts<'a> {
    pub(crate) reason: &'a str,
    pub(crate) until: Option<Date>,
    /// Whether it is for the version that is installed.
    pub(crate) covers: bool,
    /// Whether it accounts for it.
    pub(crate) is_expected: Option<bool>,
}

pub(crate) fn item(facts: &ItemFacts<'_>, lang: Lang) -> String {
    let said = match lang {
        Lang::Ja => status_ja(facts),
        Lang::En => status_en(facts),
    };
    let mut text = format!("{}: {said}", facts.name);
    let pick = |ja: &'static str, en: &'static str| if lang == Lang::Ja { ja } else { en };
    let is_told = facts.status == Status::Ambiguous(Ambiguity::AuthFile);
    if facts.is_auth_file && facts.status == Status::NotInstalled {
        text.push_str(pick(
            "（Auth\\Version.info はブラウザ拡張プラグインのものでもあります）",
            " (Auth\\Version.info would also be that of the browser extension plug-in)",
        ));
    } else if facts.is_auth_file && !is_told {
        text.push_str(pick(
            "（Auth\\Version.info の値です。ブラウザ拡張プラグインのものかもしれません）",
            " (from Auth\\Version.info, which may also be that of the browser extension plug-in)",
        ));
    }
    if let Some(hold) = facts.hold.as_ref().filter(|_| !facts.status.is_fine()) {
        text.push_str(&held(hold, lang));
    }
    if !facts.doubts.is_empty() {
        text.push_str(pick(
            "（ページのこの欄には紛らわしい書き方があります。ページでも確かめてください）",
            " (the page's cell is written oddly: look at the page too)",
        ));
    }
    text
}

/// What a Japanese name of an application means.
pub(crate) fn meaning(app: Option<App>, lang: Lang) -> Option<&'static str> {
    Some(match (lang, app) {
        (Lang::Ja, _) | (_, None) => return None,
        (_, Some(App::Linkage)) => "linkage application",
        (_, Some(App::Distribution)) => "distribution application",
        (_, Some(App::BrowserExtension)) => "browser extension plug-in",
        (_, Some(App::MpkiDownload)) => "MPKI download",
        (_, Some(App::FaceLibrary)) => "face recognition library",
        (_, Some(App::CardReader)) => "card reader application",
    })
}

/// Which number of a version differs, where it has more than one.
fn differing(facts: &ItemFacts<'_>, at: usize, lang: Lang) -> String {
    let has_several = |version: &str| version.contains('.');
    match lang {
        _ if !has_several(&facts.installed) && !facts.latest.is_some_and(has_several) => {
            String::new()
        }
        Lang::Ja => format!("（{}番目の数字が違います）", at + 1),
        Lang::En => format!(" (number {} differs)", at + 1),
    }
}

fn status_ja(facts: &ItemFacts<'_>) -> String {
    let installed = &facts.installed;
    let latest = facts.latest.unwrap_or_default();
    match facts.status {
        Status::UpToDate if facts.is_old_page => {
            format!("{installed} は、比べた表の {latest} と同じです")
        }
        Status::UpToDate if *installed == latest => format!("{installed} は最新です"),
        Status::UpToDate => format!("{installed} は最新です（ページの {latest} と同じです）"),
        Status::Outdated { differs_at } => format!(
            "{installed} は古いバージョンです。{}は {latest} です{}",
            if facts.is_old_page { "比べた表で" } else { "最新" },
            differing(facts, differs_at, Lang::Ja)
        ),
        Status::Ahead { .. } if facts.is_old_page => {
            format!("{installed} は、比べた表の {latest} より新しいバージョンです")
        }
        Status::Ahead { .. } => format!(
            "{installed} は公開の {latest} より新しいので、このままで構いません（公開の情報のほうが古いのかもしれません）"
        ),
        Status::NotInstalled => {
            "端末に Version.info がありません。導入されていないようです".to_owned()
        }
        Status::NotPublished => format!("{installed} が入っていますが、ページの表に載っていません"),
        Status::Unreadable { side: Side::Installed } if installed.is_empty() => {
            "端末のバージョンを読み取れません（何も書かれていないか、ファイルを開けません）"
                .to_owned()
        }
        Status::Unreadable { side: Side::Installed } if facts.is_number => format!(
            "端末のバージョン {installed} は数値で書かれているので使えません。\"{installed}\" のように引用符で囲んでください"
        ),
        Status::Unreadable { side: Side::Installed } => {
            format!("端末のバージョン「{installed}」を読み取れません")
        }
        Status::Unreadable { side: Side::Published } => format!(
            "{installed} が入っていますが、ページのバージョンに読み取れないものがあり、比べられません"
        ),
        Status::Ambiguous(why) => ambiguous_ja(facts, why),
    }
}

fn ambiguous_ja(facts: &ItemFacts<'_>, why: Ambiguity) -> String {
    let installed = &facts.installed;
    let choices = facts.choices.join("、");
    match why {
        Ambiguity::PublishedDiffer => format!(
            "{installed} が入っています。ページには {} があり、最新かどうか決められません",
            facts.published.join(" と ")
        ),
        Ambiguity::AuthFile => format!(
            "Auth\\Version.info は {installed} ですが、どちらのものか分からないため、最新かどうか決められません（公開は {choices}）"
        ),
        Ambiguity::InstalledDiffer => format!(
            "端末のバージョンとして {installed} のほかに違う値もあり、どれが正しいか決められません"
        ),
        Ambiguity::Component => format!(
            "{installed} が入っていますが、どの構成品のものか分からないため、比べられません（公開は {choices}）"
        ),
        Ambiguity::Manufacturer => {
            format!("{installed} が入っていますが、メーカーが分からないため、比べられません")
        }
    }
}

fn status_en(facts: &ItemFacts<'_>) -> String {
    let installed = &facts.installed;
    let latest = facts.latest.unwrap_or_default();
    match facts.status {
        Status::UpToDate if facts.is_old_page => {
            format!("{installed} is the same as the {latest} that it was compared with")
        }
        Status::UpToDate if *installed == latest => format!("{installed} is the latest version"),
        Status::UpToDate => {
            format!("{installed} is the latest version (the page writes {latest})")
        }
        Status::Outdated { differs_at } => format!(
            "{installed} is outdated; {} {latest}{}",
            if facts.is_old_page { "even the old page has" } else { "the latest is" },
            differing(facts, differs_at, Lang::En)
        ),
        Status::Ahead { .. } if facts.is_old_page => {
            format!("{installed} is newer than the {latest} that it was compared with")
        }
        Status::Ahead { .. } => format!(
            "{installed} is newer than the published {latest}, which is fine (what is published may be the older one)"
        ),
        Status::NotInstalled => "there is no Version.info; it seems not to be installed".to_owned(),
        Status::NotPublished => {
            format!("{installed} is installed, but the page's table has no row for it")
        }
        Status::Unreadable { side: Side::Installed } if installed.is_empty() => {
            "the terminal's version cannot be read (there is none, or the file cannot be opened)"
                .to_owned()
        }
        Status::Unreadable { side: Side::Installed } if facts.is_number => format!(
            "the terminal's version {installed} is written as a number: put it in quotes, \"{installed}\""
        ),
        Status::Unreadable { side: Side::Installed } => {
            format!("the terminal's version \"{installed}\" cannot be read")
        }
        Status::Unreadable { side: Side::Published } => format!(
            "{installed} is installed, but a version on the page cannot be read, so they cannot be compared"
        ),
        Status::Ambiguous(why) => ambiguous_en(facts, why),
    }
}

fn ambiguous_en(facts: &ItemFacts<'_>, why: Ambiguity) -> String {
    let installed = &facts.installed;
    let choices = facts.choices.join(", ");
    match why {
        Ambiguity::PublishedDiffer => format!(
            "{installed} is installed; the page has {}, so whether it is the latest cannot be told",
            facts.published.join(" and ")
        ),
        Ambiguity::AuthFile => format!(
            "Auth\\Version.info says {installed}, but not of which one, so it cannot be told (published: {choices})"
        ),
        Ambiguity::InstalledDiffer => format!(
            "for the terminal {installed} was given and something else too, so it cannot be told"
        ),
        Ambiguity::Component => format!(
            "{installed} is installed, but of which component is not said (published: {choices})"
        ),
        Ambiguity::Manufacturer => {
            format!("{installed} is installed, but of which manufacturer is not said")
        }
    }
}

fn held(hold: &HoldFacts<'_>, lang: Lang) -> String {
    let HoldFacts { reason, covers, is_expected, .. } = *hold;
    match lang {
        Lang::Ja => {
            let until = hold.until.map(|until| format!("{}まで", day(until, lang)));
            let until = until.unwrap_or_else(|| "期限なし".to_owned());
            match (covers, is_expected) {
                (true, Some(true)) => format!("［保留中（{until}）: {reason}］"),
                (true, Some(false)) => format!("［保留は期限切れ（{until}）: {reason}］"),
                (true, None) => format!("［保留（{until}）: {reason}］"),
                (false, _) => format!("［このバージョンは保留の対象外（{until}）: {reason}］"),
            }
        }
        Lang::En => {
            let until = hold.until.map(|day| format!(" until {day}")).unwrap_or_default();
            match (covers, is_expected) {
                (true, Some(true)) => format!(" [on hold{until}: {reason}]"),
                (true, Some(false)) => format!(" [was on hold{until}: {reason}]"),
                (true, None) => format!(" [a hold{until}: {reason}]"),
                (false, _) => format!(" [a hold{until} is not for this version: {reason}]"),
            }
        }
    }
}

/// A day as people say it.
fn day(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => day.to_string(),
    }
}

/// How many, with the words for one and for several.
fn count(n: usize, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}

pub(crate) fn reason(reason: Reason, lang: Lang) -> String {
    match lang {
        Lang::Ja => reason_ja(reason),
        Lang::En => reason_en(reason),
    }
}

fn reason_ja(reason: Reason) -> String {
    let as_of = |date: Option<Date>, unknown: &str| {
        date.map_or_else(|| unknown.to_owned(), |date| format!("{}時点", day(date, Lang::Ja)))
    };
    match reason {
        Reason::Outdated(n) => format!("更新が必要なものが{n}件あります"),
        Reason::Expected(n) => format!("そのうち{n}件は保留中で、予定どおりです"),
        Reason::Unreadable(n) => format!("バージョンを読み取れないものが{n}件あります"),
        Reason::Ambiguous(n) => format!("最新かどうか決められないものが{n}件あります"),
        Reason::NotPublished(n) => format!("ページの表にないものが{n}件あります"),
        Reason::NotInstalled(n) => format!("端末に見つからないものが{n}件あります"),
        Reason::Ahead(n) => format!("公開より新しいものが{n}件あります（問題ありません）"),
        Reason::UpToDate(n) => format!("最新のものが{n}件あります"),
        Reason::NotBehind(n) => format!("比べた表より古くないものが{n}件あります"),
        Reason::Nothing => "比べるものがありません".to_owned(),
        Reason::NoReader => {
            "顔認証付きカードリーダーアプリケーションは Version.info がないため、調べていません。カードリーダーの管理画面で確かめてください".to_owned()
        }
        Reason::Bundled => {
            "公開の情報は同梱の資料（2021年ごろ）のもので、今の最新とは限りません".to_owned()
        }
        Reason::Stale => "公開の情報が古いか、いつのものか分かりません".to_owned(),
        Reason::Vouched(date) => {
            format!("公開の情報は渡されたページのものです（{}）", as_of(date, "いつの時点かは不明"))
        }
        Reason::Fresh(date) => {
            format!("公開の情報はポータルのものです（{}）", as_of(date, "時点の記載なし"))
        }
    }
}

fn reason_en(reason: Reason) -> String {
    let as_of = |date: Option<Date>, unknown: &str| {
        date.map_or_else(|| unknown.to_owned(), |date| format!("as of {date}"))
    };
    match reason {
        Reason::Outdated(n) => count(n, "needs an update", "need an update"),
        Reason::Expected(n) => {
            format!("{} on hold, as expected", count(n, "of them is", "of them are"))
        }
        Reason::Unreadable(n) => {
            count(n, "has a version that cannot be read", "have a version that cannot be read")
        }
        Reason::Ambiguous(n) => format!("{n} cannot be told"),
        Reason::NotPublished(n) => {
            format!("{} in the page's table", count(n, "is not", "are not"))
        }
        Reason::NotInstalled(n) => {
            count(n, "was not found on the terminal", "were not found on the terminal")
        }
        Reason::Ahead(n) => {
            format!("{} newer than published, which is fine", count(n, "is", "are"))
        }
        Reason::UpToDate(n) => count(n, "is up to date", "are up to date"),
        Reason::NotBehind(n) => {
            format!("{} not behind what was compared with", count(n, "is", "are"))
        }
        Reason::Nothing => "there is nothing to compare".to_owned(),
        Reason::NoReader => {
            "the card reader's application has no Version.info and was not looked at: see the card reader's console".to_owned()
        }
        Reason::Bundled => {
            "what is published comes from the bundled document of about 2021, not from today".to_owned()
        }
        Reason::Stale => "what is published is old, or of unknown age".to_owned(),
        Reason::Vouched(date) => {
            format!("what is published comes from the page given ({})", as_of(date, "of unknown date"))
        }
        Reason::Fresh(date) => {
            format!("what is published comes from the portal ({})", as_of(date, "without a date"))
        }
    }
}

/// What a person does next.
pub(crate) fn next(next: Next, lang: Lang) -> &'static str {
    let (ja, en) = match next {
        Next::Update => (
            "管理ツールで「今すぐダウンロード」を押し、20分ほど待って再起動し、バージョンをもう一度確かめてください。配信が始まった当日は押さず、翌日以降にしてください。",
            "Press 「今すぐダウンロード」 in the management tool, wait some 20 minutes, restart, and look at the version again. Not on the day of a release: then do it the next day.",
        ),
        Next::Hold => (
            "古いものはすべて保留中です。保留が終わってから更新してください。",
            "All that is outdated is on hold: update it when the hold has ended.",
        ),
        Next::LookAtTerminal => (
            "管理ツール（カードリーダーはその管理画面）で端末のバージョンを見て、もう一度確かめてください。",
            "Look up the terminal's version in the management tool (a card reader's in its console), and check again.",
        ),
        Next::SayWhich => (
            "カードリーダーのメーカーと構成品を添えて、もう一度確かめてください。",
            "Say which manufacturer and component the card reader's version is of, and check again.",
        ),
        Next::LookAtPage => (
            "ポータルのページで最新のバージョンを見て、端末のバージョンと見比べてください。",
            "Look up the latest version on the portal's page, and compare it with the terminal's yourself.",
        ),
        Next::Install => (
            "見つからないアプリケーションが導入されているか、管理ツールで確かめてください。",
            "See in the management tool whether what was not found is installed.",
        ),
        Next::FreshPage => (
            "ポータルの今のページを保存し、それと比べてください。",
            "Save the portal's page as it is today, and compare with that.",
        ),
        Next::Give => (
            "端末の OQS フォルダーか、入っているバージョンを渡してください。",
            "Give the terminal's folder OQS, or the versions that are installed.",
        ),
    };
    if lang == Lang::Ja { ja } else { en }
}

pub(crate) fn finding(code: FindingCode, raw: &str, lang: Lang) -> String {
    let (ja, en) = match code {
        FindingCode::VersionUnreadable => {
            ("バージョンとして読み取れません", "no version can be read")
        }
        FindingCode::VersionIsNumber => (
            "バージョンが数値で書かれています。10.10 が 10.1 にならないよう、引用符で囲んでください",
            "the version is written as a number: put it in quotes, or 10.10 is 10.1",
        ),
        FindingCode::TypedDiffers => (
            "渡された値が端末の Version.info と違います（Version.info のほうを採りました）",
            "the value typed differs from the terminal's Version.info, which counts",
        ),
        FindingCode::SourcesDiffer => {
            ("同じもののバージョンとして違う値があります", "different versions of one thing")
        }
        FindingCode::UnknownKey => {
            ("知らない項目なので、読み飛ばしました", "an unknown key, left out")
        }
        FindingCode::ValueUnreadable => {
            ("値を読み取れないので、読み飛ばしました", "a value that cannot be read, left out")
        }
        FindingCode::FileMisnamed => (
            "名前が Version.info ではないため、読んでいません",
            "it is not read, because its name is not Version.info",
        ),
        FindingCode::PathUnreadable => {
            ("ファイルかフォルダーを読めません", "the file or folder cannot be read")
        }
        FindingCode::NoOqsFolder => {
            ("この中に OQS フォルダーがありません", "there is no folder OQS in it")
        }
        FindingCode::HoldOver => ("保留の期限が過ぎています", "a hold has run out"),
    };
    let text = if lang == Lang::Ja { ja } else { en };
    if raw.is_empty() { text.to_owned() } else { format!("{text}: {raw}") }
}

pub(crate) fn inventory_error(line: Option<usize>, what: &What, lang: Lang) -> String {
    let (place, what) = match (lang, what) {
        (Lang::Ja, What::Syntax(said)) => {
            ("行目", format!("機器情報（JSON か TOML）として読めません: {said}"))
        }
        (Lang::En, What::Syntax(said)) => {
            ("line ", format!("no inventory in JSON or TOML: {said}"))
        }
        (Lang::Ja, What::Expected(key, expected)) => {
            let expected = match expected {
                Expected::Object => "オブジェクト（キーと値の組）",
                Expected::List => "配列",
                Expected::Text => "空でない文字列",
            };
            let key = if key.is_empty() { "全体" } else { key };
            ("行目", format!("{key} は{expected}でなければなりません"))
        }
        (Lang::En, What::Expected(key, expected)) => {
            let expected = match expected {
                Expected::Object => "an object of keys and values",
                Expected::List => "a list",
                Expected::Text => "a text that is not empty",
            };
            let key = if key.is_empty() { "the whole" } else { key };
            ("line ", format!("{key} has to be {expected}"))
        }
    };
    match (line, lang) {
        (Some(line), Lang::Ja) => format!("{line}{place}: {what}"),
        (Some(line), Lang::En) => format!("{place}{line}: {what}"),
        (None, _) => what,
    }
}

pub(crate) fn verdict(code: &str, lang: Lang) -> &'static str {
    match (code, lang) {
        ("up_to_date", Lang::Ja) => "最新です。することはありません。",
        ("up_to_date", Lang::En) => "Up to date. Nothing is to be done.",
        ("update_needed", Lang::Ja) => "更新が必要です。",
        ("update_needed", Lang::En) => "An update is needed.",
        (_, Lang::Ja) => "最新かどうか、これだけでは分かりません。",
        (_, Lang::En) => "Whether it is up to date cannot be told from this.",
    }
}

/// What stands beside a verdict that rests on an old page.
pub(crate) fn weak_basis(is_bundled: bool, lang: Lang) -> &'static str {
    match (is_bundled, lang) {
        (true, Lang::Ja) => "（同梱の2021年ごろの表と比べました）",
        (true, Lang::En) => " (Compared with the bundled table of about 2021.)",
        (false, Lang::Ja) => "（古いページと比べました）",
        (false, Lang::En) => " (Compared with an old page.)",
    }
}

/// What a step asks a person to do with some subjects.
pub(crate) fn step(
    kind: StepKind,
    subjects: &str,
    minutes: u32,
    not_before: Option<Date>,
    lang: Lang,
) -> String {
    match (kind, lang) {
        (StepKind::Press, Lang::Ja) => {
            let wait =
                not_before.map(|at| format!("{}の0時（日本時間）を過ぎてから、", day(at, lang)));
            let wait = wait.unwrap_or_default();
            format!("{wait}管理ツールで「今すぐダウンロード」を押します（{subjects}）")
        }
        (StepKind::Press, Lang::En) => {
            let (wait, press) = match not_before {
                Some(at) => (format!("From {at} 00:00 in Japan on, "), "press"),
                None => (String::new(), "Press"),
            };
            format!("{wait}{press} 「今すぐダウンロード」 in the management tool ({subjects})")
        }
        (StepKind::Wait, Lang::Ja) => {
            format!("ダウンロードとインストールが終わるまで、{minutes}分ほど待ちます")
        }
        (StepKind::Wait, Lang::En) => {
            format!("Wait some {minutes} minutes for download and installation")
        }
        (StepKind::Restart, Lang::Ja) => "資格確認端末を再起動します".to_owned(),
        (StepKind::Restart, Lang::En) => "Restart the terminal".to_owned(),
        (StepKind::Look, Lang::Ja) => format!(
            "バージョンが変わったか確かめます（{subjects}）。変わっていなければ、しばらく待って、もう一度再起動します"
        ),
        (StepKind::Look, Lang::En) => format!(
            "See whether the version has changed ({subjects}); if not, wait and restart again"
        ),
    }
}

pub(crate) fn plan_reason(reason: &PlanReason, lang: Lang) -> String {
    match lang {
        Lang::Ja => plan_reason_ja(reason),
        Lang::En => plan_reason_en(reason),
    }
}

fn plan_reason_ja(reason: &PlanReason) -> String {
    match reason {
        PlanReason::Nothing => "今、更新するものはありません".to_owned(),
        PlanReason::Order => {
            "順序は2021年ごろの資料によります（配信アプリケーション、顔認証ライブラリ、連携アプリケーションとカードリーダーの順）".to_owned()
        }
        PlanReason::Unordered => {
            "ブラウザ拡張プラグインやMPKIダウンロードなどの順序は資料に書かれていないので、最後にしました".to_owned()
        }
        PlanReason::Estimate(minutes) => format!(
            "時間は1回{minutes}分とした目安です。ファイルの大きさと回線によって変わります"
        ),
        PlanReason::Released(name, date, header) => format!(
            "{name}は、{}が{}です。当日は「今すぐダウンロード」を押さないことになっています",
            header.as_ref().map_or_else(
                || "ページに載っている日付".to_owned(),
                |header| format!("ページの「{header}」")
            ),
            day(*date, Lang::Ja)
        ),
        PlanReason::Installing => "導入作業なので、配信開始の当日でも待ちません".to_owned(),
        PlanReason::Held(name) => format!("{name}は保留中なので、手順に入れていません"),
        PlanReason::Doubtful(n) => {
            format!("最新かどうか分からない{n}件は手順に入れていません。先に確かめてください")
        }
    }
}

fn plan_reason_en(reason: &PlanReason) -> String {
    match reason {
        PlanReason::Nothing => "there is nothing to update now".to_owned(),
        PlanReason::Order => {
            "the order is that of the document of about 2021 (distribution, face library, then linkage and card readers)".to_owned()
        }
        PlanReason::Unordered => {
            "the document does not say where the plug-in, MPKI and others stand; they come last".to_owned()
        }
        PlanReason::Estimate(minutes) => {
            format!("times are estimates at {minutes} minutes each, and depend on size and line")
        }
        PlanReason::Released(name, date, header) => {
            let header = header.as_ref().map_or_else(String::new, |header| format!(" ({header})"));
            format!(
                "by the page, the date of {name} is {date}{header}; on the day itself 「今すぐダウンロード」 is not to be pressed"
            )
        }
        PlanReason::Installing => {
            "it is installation work, which does not wait on the day of a release".to_owned()
        }
        PlanReason::Held(name) => format!("{name} is on hold and left out"),
        PlanReason::Doubtful(n) => {
            format!("{}; look at {} first", count(*n, "that cannot be told is left out", "that cannot be told are left out"), if *n == 1 { "it" } else { "them" })
        }
    }
}

/// What stands over a plan.
pub(crate) fn plan_title(minutes: u64, lang: Lang) -> String {
    match (minutes, lang) {
        (0, Lang::Ja) => "手順".to_owned(),
        (0, Lang::En) => "What to do".to_owned(),
        (_, Lang::Ja) => format!("手順（待ち時間は合わせて{minutes}分ほど）"),
        (_, Lang::En) => format!("What to do (some {minutes} minutes of waiting in all)"),
    }
}
