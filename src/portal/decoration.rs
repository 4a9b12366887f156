//! What editors of pages put beside a name: NEW, 【更新】, 注1, †, （旧）.

use crate::manufacturer::is_company;
use crate::profile::Profile;

/// A name without its decorations.
#[derive(Debug, PartialEq)]
pub(super) struct Bare<'n> {
    pub(super) name: &'n str,
    /// The last word beside it.
    pub(super) note: Option<&'n str>,
    /// It is said to be old; that is left in the name.
    pub(super) is_old: bool,
    /// A bracket in it says that the version is a bound or not final: （試験用）.
    pub(super) is_doubtful: bool,
}

/// Signs beside a name that say nothing of it.
const SIGNS: [char; 18] =
    ['†', '‡', '§', '★', '☆', '◎', '●', '○', '〇', '◯', '■', '□', '◆', '◇', '▲', '△', '!', ' '];

const BRACKETS: [(char, char); 5] =
    [('(', ')'), ('【', '】'), ('[', ']'), ('〔', '〕'), ('<', '>')];

/// Takes a normalized name's decorations off.
pub(super) fn without<'n>(name: &'n str, profile: &Profile) -> Bare<'n> {
    let mut bare = Bare { name, note: None, is_old: false, is_doubtful: false };
    while !bare.is_old && PLACES.iter().any(|split| bare.take(split, profile)) {}
    if !bare.is_old && bare.name.len() > 3 {
        bare.take_affix(profile);
    }
    bare
}

impl<'n> Bare<'n> {
    /// Takes one decoration off, if one stands at a place.
    fn take(&mut self, split: &Split, profile: &Profile) -> bool {
        let Some((rest, word)) = split(self.name) else { return false };
        let inside = word.trim_matches(|c: char| SIGNS.contains(&c) || is_bracket(c));
        if rest.is_empty() || inside.is_empty() && word.contains(is_bracket) {
            return false;
        }
        if profile.is_old_word(inside) {
            self.is_old = true;
            return true;
        }
        let is_badge = profile.is_badge(inside);
        if !is_badge && !inside.is_empty() && !is_note_mark(inside) {
            self.is_doubtful |= word.contains(is_bracket) && profile.is_qualifier(inside);
            return false;
        }
        self.note = if is_badge { Some(inside) } else { self.note };
        self.name = rest;
        true
    }

    /// Words that run into a name count only where a known name is left: 連携アプリケーションNEW, 旧連携アプリケーション.
    fn take_affix(&mut self, profile: &Profile) {
        let is_known = |name: &str| profile.app(name).is_some() || is_company(name, profile);
        let Some((rest, word)) = profile.affix(self.name) else { return };
        let rest = rest.trim();
        if is_known(self.name) || !is_known(rest) {
            return;
        }
        if profile.is_old_word(word) {
            self.is_old = true;
        } else {
            (self.name, self.note) = (rest, Some(word));
        }
    }
}

/// Splits what may be a decoration off a name: what is left, and that.
type Split = fn(&str) -> Option<(&str, &str)>;

const PLACES: [Split; 6] =
    [signs_behind, signs_ahead, bracket_behind, bracket_ahead, word_beside, note_mark_behind];

fn signs_behind(name: &str) -> Option<(&str, &str)> {
    let rest = name.trim_end_matches(SIGNS);
    (rest.len() < name.len()).then(|| name.split_at(rest.len()))
}

fn signs_ahead(name: &str) -> Option<(&str, &str)> {
    let rest = name.trim_start_matches(SIGNS);
    (rest.len() < name.len()).then(|| (rest, &name[..name.len() - rest.len()]))
}

fn bracket_behind(name: &str) -> Option<(&str, &str)> {
    let last = name.chars().next_back()?;
    let (open, _) = BRACKETS.iter().find(|(_, close)| *close == last)?;
    Some(name.split_at(name.rfind(*open)?))
}

fn bracket_ahead(name: &str) -> Option<(&str, &str)> {
    let first = name.chars().next()?;
    let (_, close) = BRACKETS.iter().find(|(open, _)| *open == first)?;
    let end = name.find(*close)? + close.len_utf8();
    Some((&name[end..], &name[..end]))
}

fn word_beside(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once(' ')
}

/// `連携アプリケーション注1`
fn note_mark_behind(name: &str) -> Option<(&str, &str)> {
    let rest = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let at = rest.strip_suffix('注').filter(|_| rest.len() < name.len())?.len();
    Some(name.split_at(at))
}

/// Whether a text is a note's mark: `注`, `注1`, `注2,3`.
fn is_note_mark(text: &str) -> bool {
    let rest = text.strip_prefix('注').map(|rest| rest.trim_start_matches(['釈', '記', ' ']));
    rest.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b','))
}

fn is_bracket(c: char) -> bool {
    BRACKETS.iter().any(|(open, close)| *open == c || *close == c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_what_stands_beside_them() {
        let names = [
            ("連携アプリケーション NEW", "連携アプリケーション", Some("NEW")),
            ("連携アプリケーションNEW", "連携アプリケーション", Some("NEW")),
            ("【更新】連携アプリケーション(注1)", "連携アプリケーション", Some("更新")),
            ("★連携アプリケーション†", "連携アプリケーション", None),
            ("MPKIダウンロード 注1", "MPKIダウンロード", None),
            ("MPKIダウンロード注2", "MPKIダウンロード", None),
            ("新ツール【新規】", "新ツール", Some("新規")),
            ("株式会社アルメックス NEW!", "株式会社アルメックス", Some("NEW")),
            // Parts of names.
            ("MPKI更新アプリ", "MPKI更新アプリ", None),
            ("電子発注", "電子発注", None),
            ("自動更新", "自動更新", None),
            (
                "ブラウザ拡張プラグイン(顔認証DLL含む)",
                "ブラウザ拡張プラグイン(顔認証DLL含む)",
                None,
            ),
        ];
        for (whole, name, note) in names {
            let bare = without(whole, Profile::built_in());
            assert_eq!((bare.name, bare.note, bare.is_old), (name, note, false), "{whole}");
        }
        for old in [
            "連携アプリケーション(旧)",
            "【旧】連携アプリケーション",
            "旧連携アプリケーション",
            "連携アプリケーション 旧版",
        ] {
            let bare = without(old, Profile::built_in());
            assert_eq!((bare.name, bare.is_old), (old, true));
        }
        assert!(without("連携アプリケーション(試験用)", Profile::built_in()).is_doubtful);
    }
}
