//! What reports and plans say to people, in both languages side by side.

use super::Lang;
use crate::date::Date;

use crate::status::{
    Ambiguity, Expected, FindingCode, PlanReason, Reason, Side, Status, StepKind, What,
};
use crate::warning_code::WarningCode;

/// What is known of a report's item.
pub(crate) struct ItemFacts<'a> {
    pub(crate) name: String,
    pub(crate) status: Status,
    /// The text that says what is installed.
    pub(crate) installed: Option<&'a str>,
    pub(crate) published: Vec<&'a str>,
    pub(crate) latest: Option<&'a str>,
    pub(crate) is_auth_file: bool,
    /// Why it is held, until when, and whether that accounts for the version.
    pub(crate) hold: Option<(&'a str, Option<Date>, Option<bool>)>,
    pub(crate) doubts: &'a [WarningCode],
}

pub(crate) fn item(facts: &ItemFacts<'_>, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Ja => status_ja(facts),
        Lang::En => status_en(facts),
    };
    let pick = |ja: &'static str, en: &'static str| if lang == Lang::Ja { ja } else { en };
    if facts.is_auth_file {
        text.push_str(pick(
            "（Auth\\Version.info はブラウザ拡張プラグインのものである場合もあります）",
            " (Auth\\Version.info may also be that of the browser extension plug-in)",
        ));
    }
    if let Some(hold) = facts.hold {
        text.push_str(&held(hold, lang));
    }
    if !facts.doubts.is_empty() {
        text.push_str(pick(
            "（ページのこの欄には注意があります。ページでも確かめてください）",
            " (there is a warning at this cell of the page: look at the page too)",
        ));
    }
    text
}

fn status_ja(facts: &ItemFacts<'_>) -> String {
    let ItemFacts { name, .. } = facts;
    let installed = facts.installed.unwrap_or_default();
    let latest = facts.latest.unwrap_or_default();
    match facts.status {
        Status::UpToDate => format!("{name}: {installed} は最新です"),
        Status::Outdated { differs_at } => format!(
            "{name}: {installed} は古いバージョンです。最新は {latest} です（{}番目の数字が違います）",
            differs_at + 1
        ),
        Status::Ahead { .. } => format!(
            "{name}: {installed} は公開の {latest} より新しいので、このままで構いません（手元のページが古いのかもしれません）"
        ),
        Status::NotInstalled => {
            format!("{name}: Version.info が見つかりません。導入されていないようです")
        }
        Status::NotPublished => {
            format!("{name}: {installed} が入っていますが、ページの表に載っていません")
        }
        Status::Unreadable { side: Side::Installed } => {
            format!("{name}: 端末のバージョン「{installed}」を読み取れません")
        }
        Status::Unreadable { side: Side::Published } => {
            format!("{name}: ページのバージョンを読み取れません（端末は {installed}）")
        }
        Status::Ambiguous(why) => {
            let published = facts.published.join(" と ");
            let why = match why {
                Ambiguity::PublishedDiffer => {
                    format!("ページに {published} があり、どちらが最新か決められません")
                }
                Ambiguity::AuthFile => format!(
                    "顔認証ライブラリとブラウザ拡張プラグインの公開バージョン（{published}）が違うため、決められません"
                ),
                Ambiguity::InstalledDiffer => {
                    "端末のバージョンとして違う値が渡されたため、決められません".to_owned()
                }
                Ambiguity::Component => format!(
                    "このメーカーには構成品が複数あります。どれのバージョンかを添えてください（公開は {published}）"
                ),
                Ambiguity::Manufacturer => {
                    "カードリーダーのアプリケーションはメーカーごとに違います。メーカー名を添えてください".to_owned()
                }
            };
            format!("{name}: {installed}。{why}")
        }
    }
}

fn status_en(facts: &ItemFacts<'_>) -> String {
    let ItemFacts { name, .. } = facts;
    let installed = facts.installed.unwrap_or_default();
    let latest = facts.latest.unwrap_or_default();
    match facts.status {
        Status::UpToDate => format!("{name}: {installed} is the latest version"),
        Status::Outdated { differs_at } => format!(
            "{name}: {installed} is outdated; the latest is {latest} (number {} differs)",
            differs_at + 1
        ),
        Status::Ahead { .. } => format!(
            "{name}: {installed} is newer than the published {latest}, which is fine (the page at hand may be old)"
        ),
        Status::NotInstalled => format!("{name}: no Version.info; it seems not to be installed"),
        Status::NotPublished => {
            format!("{name}: {installed} is installed, but the page's table has no row for it")
        }
        Status::Unreadable { side: Side::Installed } => {
            format!("{name}: the terminal's version \"{installed}\" cannot be read")
        }
        Status::Unreadable { side: Side::Published } => {
            format!("{name}: the page's version cannot be read (the terminal has {installed})")
        }
        Status::Ambiguous(why) => {
            let published = facts.published.join(" and ");
            let why = match why {
                Ambiguity::PublishedDiffer => {
                    format!("the page has {published}, and which is the latest cannot be told")
                }
                Ambiguity::AuthFile => format!(
                    "the published versions of face library and plug-in ({published}) differ, so it cannot be told"
                ),
                Ambiguity::InstalledDiffer => {
                    "different versions were given for the terminal, so it cannot be told"
                        .to_owned()
                }
                Ambiguity::Component => format!(
                    "the manufacturer has several components: say which one's version it is (published: {published})"
                ),
                Ambiguity::Manufacturer => {
                    "a card reader's application is its manufacturer's: say which manufacturer"
                        .to_owned()
                }
            };
            format!("{name}: {installed}; {why}")
        }
    }
}

fn held((reason, until, expected): (&str, Option<Date>, Option<bool>), lang: Lang) -> String {
    let until = until.map(|day| day.to_string());
    match lang {
        Lang::Ja => {
            let until = until.map(|day| format!("、{day}まで")).unwrap_or_default();
            match expected {
                Some(true) => format!("［保留中{until}: {reason}］"),
                Some(false) => format!("［保留の対象外か期限切れ{until}: {reason}］"),
                None => format!("［保留{until}: {reason}］"),
            }
        }
        Lang::En => {
            let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
            match expected {
                Some(true) => format!(" [on hold{until}: {reason}]"),
                Some(false) => {
                    format!(" [a hold that does not cover it, or is over{until}: {reason}]")
                }
                None => format!(" [a hold{until}: {reason}]"),
            }
        }
    }
}

pub(crate) fn reason(reason: Reason, lang: Lang) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    match lang {
        Lang::Ja => match reason {
            Reason::Outdated(n) => format!("更新が必要なものが{n}件あります"),
            Reason::Expected(n) => format!("公開と違うもののうち{n}件は、予定どおりの保留です"),
            Reason::Unreadable(n) => format!("バージョンを読み取れないものが{n}件あります"),
            Reason::Ambiguous(n) => format!("どちらとも決められないものが{n}件あります"),
            Reason::NotPublished(n) => format!("ページの表にないものが{n}件あります"),
            Reason::NotInstalled(n) => format!("端末に見つからないものが{n}件あります"),
            Reason::Ahead(n) => format!("公開より新しいものが{n}件あります（問題ありません）"),
            Reason::UpToDate(n) => format!("最新のものが{n}件あります"),
            Reason::Nothing => "比べるものが渡されていません".to_owned(),
            Reason::NoReader => {
                "顔認証付きカードリーダーアプリケーションは、ファイルがないため確かめていません。カードリーダーの管理画面で確かめてください".to_owned()
            }
            Reason::Bundled => {
                "公開の情報は同梱の資料（2021年ごろ）のもので、最新とは言えません".to_owned()
            }
            Reason::Stale => "公開の情報が古いか、いつのものか分かりません".to_owned(),
            Reason::Vouched(as_of) => format!(
                "公開の情報は渡されたページのものです（{}）",
                day(as_of).map_or_else(|| "時点は不明".to_owned(), |day| format!("{day}時点"))
            ),
            Reason::Fresh(as_of) => format!(
                "公開の情報はポータルのものです（{}）",
                day(as_of).map_or_else(|| "時点の記載なし".to_owned(), |day| format!("{day}時点"))
            ),
        },
        Lang::En => match reason {
            Reason::Outdated(n) => format!("to be updated: {n}"),
            Reason::Expected(n) => format!("of those that differ, on hold as expected: {n}"),
            Reason::Unreadable(n) => format!("with a version that cannot be read: {n}"),
            Reason::Ambiguous(n) => format!("that cannot be told: {n}"),
            Reason::NotPublished(n) => format!("that the page's table does not have: {n}"),
            Reason::NotInstalled(n) => format!("not found on the terminal: {n}"),
            Reason::Ahead(n) => format!("newer than published, which is fine: {n}"),
            Reason::UpToDate(n) => format!("up to date: {n}"),
            Reason::Nothing => "nothing was given to compare".to_owned(),
            Reason::NoReader => {
                "the card reader's application has no file and was not looked at: look at the card reader's console".to_owned()
            }
            Reason::Bundled => {
                "what is published comes from the bundled document of about 2021, not from today".to_owned()
            }
            Reason::Stale => "what is published is old, or of unknown age".to_owned(),
            Reason::Vouched(as_of) => format!(
                "what is published comes from the page given ({})",
                day(as_of).map_or_else(|| "of unknown date".to_owned(), |day| format!("as of {day}"))
            ),
            Reason::Fresh(as_of) => format!(
                "what is published comes from the portal ({})",
                day(as_of).map_or_else(|| "without a date".to_owned(), |day| format!("as of {day}"))
            ),
        },
    }
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
            "入力された値が端末の Version.info と違います（Version.info を採りました）",
            "the value typed differs from the terminal's Version.info, which counts",
        ),
        FindingCode::SourcesDiffer => {
            ("同じもののバージョンとして違う値があります", "different versions of one thing")
        }
        FindingCode::UnknownKey => ("知らない項目です", "an unknown key"),
        FindingCode::ValueUnreadable => ("値を読み取れません", "the value cannot be read"),
        FindingCode::PathUnreadable => {
            ("ファイルかフォルダーを読めません", "the file or folder cannot be read")
        }
        FindingCode::NoOqsFolder => ("OQS フォルダーがありません", "there is no folder OQS"),
        FindingCode::HoldOver => ("保留の期限が過ぎています", "a hold has run out"),
    };
    let text = if lang == Lang::Ja { ja } else { en };
    if raw.is_empty() { text.to_owned() } else { format!("{text}: {raw}") }
}

pub(crate) fn inventory_error(line: Option<usize>, what: &What, lang: Lang) -> String {
    let (place, what) = match (lang, what) {
        (Lang::Ja, What::Syntax(said)) => ("行目", format!("機器情報として読めません: {said}")),
        (Lang::En, What::Syntax(said)) => ("line ", format!("no inventory: {said}")),
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

/// What a step asks a person to do with some subjects.
pub(crate) fn step(
    kind: StepKind,
    subjects: &str,
    minutes: u32,
    not_before: Option<&str>,
    lang: Lang,
) -> String {
    match (kind, lang) {
        (StepKind::Press, Lang::Ja) => {
            let wait = not_before.map(|at| format!("{at} になってから、")).unwrap_or_default();
            format!("{wait}管理ツールで「今すぐダウンロード」を押します（{subjects}）")
        }
        (StepKind::Press, Lang::En) => {
            let wait = not_before.map(|at| format!("not before {at}: ")).unwrap_or_default();
            format!("{wait}press 「今すぐダウンロード」 in the management tool ({subjects})")
        }
        (StepKind::Wait, Lang::Ja) => {
            format!("ダウンロードとインストールが終わるまで、{minutes}分ほど待ちます（目安）")
        }
        (StepKind::Wait, Lang::En) => {
            format!("wait some {minutes} minutes for download and installation (an estimate)")
        }
        (StepKind::Restart, Lang::Ja) => "資格確認端末を再起動します".to_owned(),
        (StepKind::Restart, Lang::En) => "restart the terminal".to_owned(),
        (StepKind::Look, Lang::Ja) => format!(
            "バージョンをもう一度確かめます（{subjects}）。変わっていなければ、さらに待って再起動します"
        ),
        (StepKind::Look, Lang::En) => format!(
            "look at the version again ({subjects}); if it has not changed, wait and restart again"
        ),
    }
}

pub(crate) fn plan_reason(reason: &PlanReason, lang: Lang) -> String {
    match (reason, lang) {
        (PlanReason::Nothing, Lang::Ja) => "更新が必要なものはありません".to_owned(),
        (PlanReason::Nothing, Lang::En) => "nothing is to be updated".to_owned(),
        (PlanReason::Order, Lang::Ja) => {
            "順序は2021年ごろの資料によります（配信アプリケーション、顔認証ライブラリ、連携アプリケーションとカードリーダー）".to_owned()
        }
        (PlanReason::Order, Lang::En) => {
            "the order is that of the document of about 2021 (distribution, face library, then linkage and card readers)".to_owned()
        }
        (PlanReason::Unordered, Lang::Ja) => {
            "ブラウザ拡張プラグイン、MPKIダウンロードなどの順序は資料になく、最後にしました".to_owned()
        }
        (PlanReason::Unordered, Lang::En) => {
            "the document does not say where the plug-in, MPKI and others stand; they come last".to_owned()
        }
        (PlanReason::Estimate(minutes), Lang::Ja) => {
            format!("時間は1回{minutes}分とみた目安で、大きさと回線によります")
        }
        (PlanReason::Estimate(minutes), Lang::En) => {
            format!("times are estimates at {minutes} minutes each, and depend on size and line")
        }
        (PlanReason::Released(name, day, header), lang) => released(name, *day, header.as_deref(), lang),
        (PlanReason::Installing, Lang::Ja) => {
            "導入作業のため、配信開始当日でも待ちません".to_owned()
        }
        (PlanReason::Installing, Lang::En) => {
            "it is installation work, which does not wait on the day of a release".to_owned()
        }
        (PlanReason::Held(name), Lang::Ja) => format!("{name} は保留中のため、手順に入れていません"),
        (PlanReason::Held(name), Lang::En) => format!("{name} is on hold and left out"),
        (PlanReason::Doubtful(n), Lang::Ja) => {
            format!("決められないもの{n}件は手順に入れていません。先に確かめてください")
        }
        (PlanReason::Doubtful(n), Lang::En) => {
            format!("left out because they cannot be told: {n}; look at them first")
        }
    }
}

fn released(name: &str, day: Date, header: Option<&str>, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!(
            "{name} の公開は {day}（ページの{}による）で、当日は「今すぐダウンロード」を押さないことになっています",
            header.map_or_else(|| "日付".to_owned(), |header| format!("「{header}」"))
        ),
        Lang::En => format!(
            "{name} was published on {day} (by the page's {}), and on that day 「今すぐダウンロード」 is not to be pressed",
            header.map_or_else(|| "date".to_owned(), |header| format!("\"{header}\""))
        ),
    }
}
