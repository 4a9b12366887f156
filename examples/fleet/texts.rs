//! What the fleet says to people, in both languages.

use onshikaku::{Lang, Side, Status};

fn pick(lang: Lang, ja: &'static str, en: &'static str) -> &'static str {
    if lang == Lang::Ja { ja } else { en }
}

pub fn terminals(count: u64, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("資格確認端末 {}台", grouped(count)),
        _ => format!("terminals: {}", grouped(count)),
    }
}

pub fn verdict(code: &str, lang: Lang) -> &'static str {
    match code {
        "update_needed" => pick(lang, "更新が必要", "update needed"),
        "up_to_date" => pick(lang, "最新", "up to date"),
        _ => pick(lang, "分からない", "cannot tell"),
    }
}

pub fn bad_lines(lang: Lang) -> &'static str {
    pick(lang, "読めない行", "lines that cannot be read")
}

pub fn status(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Outdated { .. } => pick(lang, "古い", "outdated"),
        Status::Ahead { .. } => pick(lang, "公開より新しい", "ahead"),
        Status::UpToDate => pick(lang, "最新", "up to date"),
        Status::Unreadable { side: Side::Installed } => {
            pick(lang, "端末側を読めない", "unreadable")
        }
        Status::Unreadable { .. } => pick(lang, "ページ側を読めない", "unreadable on the page"),
        Status::NotPublished => pick(lang, "ページにない", "not published"),
        Status::Ambiguous(_) => pick(lang, "決められない", "ambiguous"),
        _ => pick(lang, "ない", "not installed"),
    }
}

/// All versions of one status that are not told apart.
pub fn others(lang: Lang) -> &'static str {
    pick(lang, "（ほか）", "(others)")
}

pub fn more(count: usize, terminals: u64, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("ほか{count}種（{}台）", grouped(terminals)),
        _ => format!("{count} more ({} terminals)", grouped(terminals)),
    }
}

pub fn weak(lang: Lang) -> &'static str {
    pick(
        lang,
        "公開の情報が古いか同梱のものなので、どの端末も「最新」とは言えません。",
        "What is published is old or the bundled table, so no terminal can be called up to date.",
    )
}

pub fn progress(share: Option<u64>, terminals: u64, lang: Lang) -> String {
    let share = share.map(|share| format!("{share:3} %  ")).unwrap_or_default();
    format!("{share}{}", self::terminals(terminals, lang))
}

pub fn twice_stdin(lang: Lang) -> &'static str {
    pick(
        lang,
        "標準入力は一つにしか使えません（- が二度あります）",
        "standard input is named twice",
    )
}

/// 230,000.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_told_apart() {
        for (count, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (230_000, "230,000")] {
            assert_eq!(super::grouped(count), text);
        }
    }
}
