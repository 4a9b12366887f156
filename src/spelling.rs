//! The key under which two spellings are one: NFKC, white space, case, company forms, row numbers.
//!
//! Pages write one name as ｶｰﾄﾞﾘｰﾀﾞｰ, カード リーダー or カードリーダー. [`normalized`] makes text that a person can
//! read in one spelling; [`key`] goes further and makes what two spellings of one name share.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A text in NFKC, its white space collapsed to single spaces and invisible characters left out.
pub(crate) fn normalized(text: &str) -> Cow<'_, str> {
    if normal_part(text) == text.len() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(by_parts(text).unwrap_or_else(|| {
        let visible = joined_sound_marks(text).filter(|&c| !is_invisible(c));
        collapsed(text.len(), visible.nfkc())
    }))
}

/// A text in NFKC, if each of its characters has a form of its own.
fn by_parts(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut space = false;
    while let Some(first) = rest.chars().next() {
        let (normal, behind) = rest.split_at(normal_part(rest));
        if let ("", Some(c)) = (normal, behind.chars().next()) {
            rest = &behind[c.len_utf8()..];
            let (c, more) = alone(c)?;
            if c.is_whitespace() {
                space = !out.is_empty();
                continue;
            }
            push_behind(&mut out, &mut space, dash(c));
            out.push_str(more);
        } else {
            rest = behind;
            push_behind(&mut out, &mut space, first);
            out.push_str(&normal[first.len_utf8()..]);
        }
    }
    Some(out)
}

/// Adds a character, behind the space that came before.
fn push_behind(out: &mut String, space: &mut bool, c: char) {
    if std::mem::take(space) {
        out.push(' ');
    }
    out.push(c);
}

/// How much of a text's beginning [`normalized`] would surely give back as it is.
fn normal_part(text: &str) -> usize {
    let is_single = |at: usize| at > 0 && text.as_bytes()[at - 1] != b' ';
    let end = part(text, |at, c| is_inert(c) && (c != ' ' || is_single(at)));
    text[..end].trim_end_matches(' ').len()
}

/// How long the beginning of a text is whose characters are kana, kanji or pass a test, which is told where they stand.
fn part(text: &str, passes: impl Fn(usize, char) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let length = match first {
            0x00..0x80 if passes(at, char::from(first)) => 1,
            // Most of what pages say is done with this.
            0xE3..=0xE9 if bytes[at..].first_chunk().is_some_and(is_kana_or_kanji) => 3,
            0xE3 if text[at..].starts_with(|c| passes(at, c)) => 3,
            _ => break,
        };
        at += length;
    }
    at
}

/// Whether the bytes of a character from U+3000 to 鿿 are one of ぁ to ゖ, ァ to ヾ without ・, or 一 to 鿿.
fn is_kana_or_kanji(bytes: &[u8; 3]) -> bool {
    match *bytes {
        [0xE3, 0x81, third] => third > 0x80,
        [0xE3, 0x82, third] => third <= 0x96 || third > 0xA0,
        [0xE3, 0x83, third] => third < 0xBF && third != 0xBB,
        [0xE4, second, _] => second >= 0xB8,
        [first, ..] => first > 0xE4,
    }
}

/// Characters in NFKC as a text, their white space collapsed.
fn collapsed(length: usize, chars: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(length);
    let mut space = false;
    for c in chars {
        if c.is_whitespace() {
            space = !out.is_empty();
        } else {
            if std::mem::take(&mut space) {
                out.push(' ');
            }
            out.push(dash(c));
        }
    }
    out
}

/// What two spellings of one name share: normalized, in lower case, without spaces, quotes and middle dots.
pub(crate) fn key(text: &str) -> Cow<'_, str> {
    let own = own_part(text);
    if own == text.len() {
        return with_long_vowels(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    if push_keys(&mut out, text, alone).is_none() {
        out.clear();
        // What is normalized already stays as it is.
        push_keys(&mut out, &normalized(text), |c| Some((c, "")));
    }
    with_long_vowels(Cow::Owned(out))
}

/// A key in which a dash between katakana is the long vowel for which it was typed: バ－ジョン.
fn with_long_vowels(key: Cow<'_, str>) -> Cow<'_, str> {
    let is_katakana = |c: char| matches!(c, 'ァ'..='ヺ');
    let is_vowel =
        |at: &usize| key[..*at].ends_with(is_katakana) && key[at + 1..].starts_with(is_katakana);
    if !memchr::memchr_iter(b'-', key.as_bytes()).any(|at| is_vowel(&at)) {
        return key;
    }
    let char_at = |(at, c)| if c == '-' && is_vowel(&at) { 'ー' } else { c };
    Cow::Owned(key.char_indices().map(char_at).collect())
}

/// Adds a text's key; `None` if a character has no form of its own.
fn push_keys(
    out: &mut String,
    text: &str,
    form: impl Fn(char) -> Option<(char, &'static str)>,
) -> Option<()> {
    let mut rest = text;
    loop {
        let (own, behind) = rest.split_at(own_part(rest));
        out.push_str(own);
        let mut chars = behind.chars();
        let Some(c) = chars.next() else { return Some(()) };
        let (c, more) = form(c)?;
        if !c.is_whitespace() {
            push_key(out, dash(c));
            more.chars().for_each(|c| push_key(out, c));
        }
        rest = chars.as_str();
    }
}

/// A text of unknown origin for people to see: without control characters, at most some hundred characters.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    const MOST: usize = 200;
    let is_long = text.len() > MOST && text.chars().nth(MOST).is_some();
    if !is_long && !text.contains(is_unseemly) {
        return Cow::Borrowed(text);
    }
    let plain = |c| if is_unseemly(c) { ' ' } else { c };
    let mut out: String = text.chars().take(MOST).map(plain).collect();
    out.extend(is_long.then_some('…'));
    Cow::Owned(out)
}

/// The whole text as it can be shown.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_unseemly) { text.replace(is_unseemly, " ").into() } else { text.into() }
}

/// Whether a character moves or hides what stands around it.
fn is_unseemly(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The first character of a text's key, if the first two characters of the text tell it.
pub(crate) fn first_of_key(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next().filter(|&c| is_inert(c))?;
    // What is not inert may join with the character before it.
    if !chars.next().is_none_or(is_inert) {
        return None;
    }
    match first {
        'A'..='Z' => Some(first.to_ascii_lowercase()),
        _ => Some(first).filter(|&c| !changes_in_key(c)),
    }
}

/// How much of a text's beginning is surely its own key.
fn own_part(text: &str) -> usize {
    part(text, |_, c| is_inert(c) && !changes_in_key(c))
}

/// Whether an inert character's key is not the character.
fn changes_in_key(c: char) -> bool {
    matches!(c, ' ' | '・' | '"' | '\'' | '「' | '」' | '『' | '』' | 'A'..='Z')
}

/// Adds what a character of a normalized text is in its key.
fn push_key(out: &mut String, c: char) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        c if changes_in_key(c) => {}
        // 長音 is written with whatever dash is at hand: プラグイン－, サーバ一 are not told apart further.
        '‐' | '‑' | '–' | '—' | '―' | '─' | '−' => out.push('-'),
        // Nothing from the ideographic space to the last kanji has a case.
        '\0'..='\u{7F}' | '\u{3000}'..='鿿' => out.push(c),
        c => out.extend(c.to_lowercase()),
    }
}

/// Whether a character is a space or surely its own NFKC form: printable ASCII, kana and kanji.
fn is_inert(c: char) -> bool {
    matches!(c, ' '..='~' | 'ぁ'..='ゖ' | 'ァ'..='ヾ' | '一'..='鿿' | '、' | '。' | '「' | '」' | '々')
}

/// The NFKC form of a character that is the same whatever stands beside it, for those that most pages have: its first
/// character, and more of them.
fn alone(c: char) -> Option<(char, &'static str)> {
    let form = match c {
        c if is_inert(c) => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0)?,
        '\u{3000}' | '\u{A0}' => ' ',
        '\n' | '※' | '→' | '■' | '●' | '『' | '』' | '【' | '】' | '〜' => c,
        '…' => return Some(('.', "..")),
        '㈱' => return Some(('(', "株)")),
        '㈲' => return Some(('(', "有)")),
        _ => return None,
    };
    Some((form, ""))
}

/// NFKC turns a spacing sound mark into a space and a combining one: join `カ゛` before, and `ﾊ ﾞ`, which a line
/// break tore apart.
fn joined_sound_marks(text: &str) -> impl Iterator<Item = char> {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        let is_torn = c.is_whitespace() && chars.peek().copied().and_then(sound_mark).is_some();
        let c = if is_torn { chars.next()? } else { c };
        Some(sound_mark(c).unwrap_or(c))
    })
}

/// The combining form of a sound mark.
fn sound_mark(c: char) -> Option<char> {
    match c {
        '゛' | 'ﾞ' | '\u{3099}' => Some('\u{3099}'),
        '゜' | 'ﾟ' | '\u{309A}' => Some('\u{309A}'),
        _ => None,
    }
}

/// One character for the several that stand for a wave dash or a minus sign.
fn dash(c: char) -> char {
    match c {
        '〜' => '~',
        '\u{2212}' | '\u{2010}' | '\u{2011}' => '-',
        c => c,
    }
}

/// Characters that show nothing: format characters, variation selectors, controls.
pub(crate) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Forms of a company, which stand before or after its name; as [`key`] spells them.
const COMPANY_FORMS: [&str; 12] = [
    "株式会社",
    "(株)",
    "有限会社",
    "(有)",
    "合同会社",
    "(同)",
    "合資会社",
    "co.,ltd.",
    "co.,ltd",
    "inc.",
    "ltd.",
    "corporation",
];

/// A company's name without its form: what ㈱アルメックス, （株）アルメックス and アルメックス株式会社 share.
pub(crate) fn core_name(name: &str) -> Cow<'_, str> {
    match key(name) {
        Cow::Borrowed(key) => core(key),
        Cow::Owned(key) => Cow::Owned(core(&key).into_owned()),
    }
}

/// A company's name without its form, by its key.
fn core(key: &str) -> Cow<'_, str> {
    let mut core = Cow::Borrowed("");
    let mut rest = key;
    while let Some((at, form)) = company_form(rest) {
        push_part(&mut core, &rest[..at]);
        rest = &rest[at + form.len()..];
    }
    push_part(&mut core, rest);
    match core {
        Cow::Borrowed(core) => Cow::Borrowed(core_of_key(core)),
        Cow::Owned(core) => Cow::Owned(core_of_key(&core).to_owned()),
    }
}

/// Adds a part to a text; the first one is borrowed.
pub(crate) fn push_part<'t>(text: &mut Cow<'t, str>, part: &'t str) {
    if text.is_empty() {
        *text = Cow::Borrowed(part);
    } else if !part.is_empty() {
        text.to_mut().push_str(part);
    }
}

/// A company's name, by a key that has no form.
pub(crate) fn core_of_key(key: &str) -> &str {
    key.trim_matches([',', '.'])
}

/// Whether a company's form stands in a key.
pub(crate) fn has_company_form(key: &str) -> bool {
    company_form(key).is_some()
}

/// Whether a company's form may stand in the key of a text.
pub(crate) fn may_have_company_form(text: &str) -> bool {
    let begins = |c: char| matches!(c, '(' | 'c' | 'C' | 'i' | 'I' | 'l' | 'L');
    // Kanji are not asked about one by one.
    let other = part(text, |_, c| is_inert(c) && !begins(c)) < text.len();
    other || text.contains(['株', '有', '合'])
}

/// The first company's form in a key, and where it stands.
fn company_form(key: &str) -> Option<(usize, &'static str)> {
    // What forms begin with.
    let begins = |c| matches!(c, '株' | '有' | '合' | '(' | 'c' | 'i' | 'l');
    let starts = key.char_indices().filter(|&(_, c)| begins(c));
    starts.map(|(at, _)| at).find_map(|at| {
        let form = COMPANY_FORMS.into_iter().find(|form| key[at..].starts_with(form))?;
        Some((at, form))
    })
}

/// A name with the abbreviated company form written out.
pub(crate) fn spelled_out(name: &str) -> Cow<'_, str> {
    let mut out = normalized(name);
    let has_space = out.contains(' ');
    let is_apart = || has_space && (out.contains("会社 ") || out.contains(" 株式会社"));
    if !out.contains('(') && !is_apart() {
        return out;
    }
    for (short, form) in [("(株)", "株式会社"), ("(有)", "有限会社")] {
        if out.contains(short) {
            out = Cow::Owned(out.replace(short, form));
        }
    }
    for form in ["株式会社", "有限会社"].into_iter().filter(|_| has_space) {
        out = Cow::Owned(out.replace(&format!("{form} "), form).replace(&format!(" {form}"), form));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keys_are_those_of_the_normalized_text(text in "[ -~\u{3000}-\u{30FF}一-龥！-ﾟ㈱…〜−゛\u{3099}\n]{0,12}|\\PC{0,12}") {
            let mut normal = String::new();
            normalized(&text).chars().for_each(|c| push_key(&mut normal, c));
            prop_assert_eq!(key(&text), with_long_vowels(Cow::Owned(normal)));
        }
    }

    #[test]
    fn what_is_normalized_alone_is_in_nfkc() {
        for c in '\0'..=char::MAX {
            let Some((form, more)) = alone(c) else { continue };
            assert!(c.nfkc().eq([form].into_iter().chain(more.chars())), "{c:?}");
            assert_eq!(unicode_normalization::char::canonical_combining_class(c), 0, "{c:?}");
            assert!(!is_invisible(c), "{c:?}");
        }
    }

    #[test]
    fn keys_are_in_lower_case() {
        for c in '\0'..='鿿' {
            let mut out = String::new();
            push_key(&mut out, c);
            assert_eq!(out, out.to_lowercase(), "{c:?}");
            if is_inert(c) && !changes_in_key(c) {
                assert_eq!(out, c.to_string());
            }
            let bytes = c.to_string();
            if matches!(bytes.as_bytes(), [0xE3..=0xE9, ..]) {
                let is_short_cut = bytes.as_bytes().first_chunk().is_some_and(is_kana_or_kanji);
                assert!(!is_short_cut || (is_inert(c) && !changes_in_key(c)), "{c:?}");
            }
        }
    }
}
