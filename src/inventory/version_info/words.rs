//! The words of `Version.info` files, as data, and what a text in front of a number says of it.
//!
//! Nobody publishes what these files say. So a number counts only where every word in front of it is known: a list of
//! what it could be otherwise (the version of Windows, of a schema, of the installer) would never be complete.

use crate::reading::DATE;
use crate::spelling::{is_invisible, key};

/// What calls a number the version, in ranks; the words of a higher one win. As [`bare`] spells them.
#[rustfmt::skip]
const VERSION_WORDS: [&[&str]; 3] = [
    &[
        "version", "versions", "ver", "v", "currentversion", "installedversion", "versionstring",
        "versioninfo", "versioninformation", "バージョン", "版数", "現バージョン", "現在バージョン",
    ],
    &[
        "appversion", "appver", "applicationversion", "softwareversion", "programversion", "アプリバージョン",
        "アプリケーションバージョン", "アプリのバージョン", "アプリケーションのバージョン",
        "ソフトウェアバージョン", "プログラムバージョン", "アプリ版数", "アプリケーション版数",
    ],
    // Resources of a Windows file: which of the two counts where they differ is not known.
    &[
        "productversion", "productver", "fileversion", "filever", "製品バージョン", "製品のバージョン",
        "製品版数", "ファイルバージョン", "ファイルのバージョン", "プロダクトバージョン",
    ],
];

/// The rank of a number that nothing calls a version, in a file that says nothing else.
pub(super) const BARE: usize = VERSION_WORDS.len();

/// What the portal's applications, their files and folders are called; and 第, which says as little of a number.
#[rustfmt::skip]
const NAMES: [&str; 39] = [
    "oqscomapp", "oqsdistroapp", "oqsfaceapp", "oqsauth", "oqs", "mpkiupdateapp", "facerecognitionlibrary",
    "oqscomappmsi", "oqsdistroappmsi", "oqsfaceappmsi", "mpkiupdateappmsi", "facerecognitionlibrarymsi",
    "onshikaku", "auth", "オンライン資格確認等システム", "オンライン資格確認システム", "オンライン資格確認",
    "資格確認端末", "連携アプリケーション", "連携アプリ", "連携ソフト", "配信アプリケーション", "配信アプリ",
    "配信ソフト", "顔認証付きカードリーダーアプリケーション", "顔認証付きカードリーダー", "顔認証ライブラリ",
    "顔認証アプリケーション", "顔認証アプリ", "顔認証dll含む", "顔認証", "ブラウザ拡張プラグイン",
    "mpkiダウンロード", "第", "アプリケーション", "アプリ", "distributionapplication", "linkageapplication",
    "ソフトウェア",
];

/// What says nothing in front of the word for "version".
#[rustfmt::skip]
const NOTHING: [&str; 32] = [
    "thisis", "this", "the", "application", "app", "name", "x64", "x86", "64bit", "32bit", "64ビット版",
    "32ビット版", "本ソフトウェア", "本", "当該", "現在インストールされている", "インストールされている",
    "インストール済みの", "現在の", "現在", "の", "は", "です",
    "この", "これは", "当", "your", "is", "isat", "currently", "名称", "名",
];

/// What a date in front of the word for "version" is of.
const DATES: [&str; 8] =
    ["builddate", "releasedate", "date", "更新日", "日付", "作成日", "公開日", "リリース日"];

/// What says nothing between the word for "version" and its number.
#[rustfmt::skip]
const LINKS: [&str; 17] = [
    "is", "は", "が", "の", "no", "number", "of", "番号", "情報", "info", "information", "名", "value", "v",
    "ver", "version", "バージョン",
];

/// What a number may be followed by: the end of a sentence.
#[rustfmt::skip]
const ENDINGS: [&str; 16] = [
    "がインストールされています", "がインストール済みです", "がインストール済", "になります", "となります",
    "でございます", "です", "である", "版です", "版", "is installed", "installed", "。", "!", ".",
    "になっています",
];

/// What has a number of its own behind the version.
const COUNTED: [&str; 6] = ["build", "ビルド", "windows", "for windows", "on windows", "os"];

/// What says nothing of the version that it stands behind.
#[rustfmt::skip]
const REMARKS: [&str; 22] = [
    "release", "released", "released on", "built", "built on", "as of", "x64", "x86", "64bit", "32bit",
    "64-bit", "32-bit", "date", "日付", "作成日", "更新日", "リリース日", "作成", "更新", "リリース", "公開",
    "正式版",
];

/// Words of names that are not those of the portal's applications: what stands below them is theirs.
#[rustfmt::skip]
const OTHERS: [&str; 56] = [
    "os", "osinfo", "windows", "win", "edge", "chrome", "browser", "ie", "java", "jre", "jdk", "net", "dotnet",
    "framework", "runtime", "schema", "format", "protocol", "api", "config", "configuration", "setting",
    "settings", "database", "db", "driver", "installer", "min", "minimum", "required", "requirement",
    "requirements", "prerequisite", "supported", "previous", "prev", "old", "former", "history", "changelog",
    "next", "latest", "server", "firmware", "hardware", "bios", "kernel", "system", "environment",
    "dependency", "dependencies", "compiler", "tool", "redistributable", "visual", "sql",
];

/// The same in Japanese, anywhere in a name.
#[rustfmt::skip]
const OTHERS_IN_JAPANESE: [&str; 19] = [
    "旧", "以前", "前回", "過去", "最新", "次期", "次回", "必要", "最低", "最小", "対応", "推奨", "環境",
    "ブラウザ", "ウィンドウズ", "履歴", "前提", "予定", "更新前",
];

/// Keys whose value names what the keys beside it are about.
#[rustfmt::skip]
const NAME_KEYS: [&str; 16] = [
    "name", "appname", "applicationname", "productname", "product", "title", "app", "application", "software",
    "名称", "アプリ名", "アプリケーション名", "製品名", "ソフトウェア名", "ソフト名", "displayname",
];

/// Signs that say nothing in front of a number. A comparison or a range is none of them.
const SIGNS: &str = "=:()[]「」『』【】\"'`,._-*●■◆★・\\|#、。/";

/// What a text in front of a number says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    /// That it is the version, in a rank.
    Called(usize),
    /// Nothing.
    Bare,
    /// Something that is not known.
    Unknown,
}

/// Reads the text in front of a number.
pub(super) fn judge(prefix: &str) -> Prefix {
    let is_known =
        |c: char| c.is_alphanumeric() || c.is_whitespace() || c == DATE || SIGNS.contains(c);
    if prefix.len() > 256 || !prefix.chars().all(is_known) {
        return Prefix::Unknown;
    }
    let words = bare(prefix);
    let mut rest = words.as_str();
    let mut is_name = true;
    loop {
        if rest.is_empty() && is_name {
            return Prefix::Bare;
        }
        if let Some(rank) = rank(rest) {
            return Prefix::Called(rank);
        }
        if let Some(name) = longest(&NAMES, rest) {
            rest = &rest[name.len()..];
            continue;
        }
        is_name &= rest.starts_with(DATE);
        let Some(after) = without_filler(rest) else { return Prefix::Unknown };
        rest = after;
    }
}

/// The rank of words that call a number the version.
fn rank(words: &str) -> Option<usize> {
    let mut words = words;
    loop {
        if let Some(rank) = VERSION_WORDS.iter().position(|same| same.contains(&words)) {
            return Some(rank);
        }
        let link = LINKS.iter().chain(&NAMES).filter(|link| words.ends_with(**link));
        words = words.strip_suffix(*link.max_by_key(|link| link.len())?)?;
    }
}

/// Words without what says nothing at their start: a date, `build 20221017`.
fn without_filler(words: &str) -> Option<&str> {
    let date = longest(&DATES, words).map_or(words, |date| &words[date.len()..]);
    if let Some(after) = date.strip_prefix(DATE) {
        return Some(after);
    }
    if let Some(after) = words.strip_prefix("build").or_else(|| words.strip_prefix("ビルド")) {
        let bare = after.trim_start_matches(|c: char| c.is_ascii_digit());
        return (bare.len() < after.len()).then_some(bare);
    }
    longest(&NOTHING, words).map(|word| &words[word.len()..])
}

fn longest(words: &[&'static str], text: &str) -> Option<&'static str> {
    words.iter().copied().filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
}

/// A text's letters, in one spelling.
fn bare(text: &str) -> String {
    // A key has no invisible characters, and the mark of a date is one.
    let parts = text.split(DATE).map(|part| {
        key(part).chars().filter(|c| c.is_alphanumeric() && !is_invisible(*c)).collect::<String>()
    });
    parts.collect::<Vec<_>>().join("\u{1}")
}

/// Whether a name is that of something else than one of the portal's applications.
pub(super) fn is_other(name: &str) -> bool {
    let words = bare(name);
    let mut rest = words.as_str();
    while let Some(known) = longest(&NAMES, rest) {
        rest = &rest[known.len()..];
    }
    // `OQsComApp for Windows` is what it says first.
    let is_for_platform = rest.len() < words.len() && !may_name_version(name);
    let is_of_other = |word: &String| {
        let is_platform = ["os", "win", "windows"].contains(&word.as_str());
        OTHERS.contains(&word.as_str()) && !(is_platform && is_for_platform)
    };
    let in_japanese = || OTHERS_IN_JAPANESE.iter().any(|other| rest.contains(other));
    !rest.is_empty() && (in_japanese() || words_of(name).iter().any(is_of_other))
}

/// The words of a name, by its signs, capitals and digits: `WindowsBuild`, `OSInfo`, `win10`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let chars: Vec<char> = name.chars().take(256).collect();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let is_start = c.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || chars.get(at + 1).copied().is_some_and(char::is_lowercase));
        if is_start || !c.is_ascii_alphabetic() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_ascii_alphabetic(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words
}

/// Whether a key's value names what the keys beside it are about.
pub(super) fn is_name_key(label: &str) -> bool {
    NAME_KEYS.contains(&bare(label).as_str())
}

/// Whether a key only says that its value is one of what it stands in.
pub(super) fn is_value_key(label: &str) -> bool {
    bare(label) == "value"
}

/// What follows a word that may end a sentence behind a number.
pub(super) fn after_ending(text: &str) -> Option<&str> {
    longest(&ENDINGS, text).map(|ending| &text[ending.len()..])
}

/// What follows a remark behind a number, with the remark's own number.
pub(super) fn after_remark(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let after = match (longest(&COUNTED, &lower), longest(&REMARKS, &lower)) {
        (Some(word), _) => {
            let number =
                text[word.len()..].trim_start_matches([' ', ':', '=', '.', '#', 'は', DATE]);
            number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
        }
        (None, Some(word)) => text[word.len()..].trim_start_matches([':', '=']),
        (None, None) => return None,
    };
    (!after.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(after)
}

/// Whether a text could name a version.
pub(super) fn may_name_version(text: &str) -> bool {
    let words = bare(text);
    ["ver", "バージョン", "版"].iter().any(|word| words.contains(word))
}
