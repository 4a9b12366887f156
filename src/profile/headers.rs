//! [`Headers`]: which role a column has, by the words of its header.

use super::Role;
use super::words::Index;

/// Longer texts are told by their whole words only.
const HEADER_CHARS: usize = 16;
/// How many characters may stand behind a header's last word.
const BEHIND: usize = 3;

/// The words of headers, as [`key`](crate::spelling::key) spells them.
#[derive(Debug, Clone)]
pub(super) struct Headers {
    /// With their places in the list.
    by_last: Index<(usize, Role)>,
}

impl Headers {
    /// Words in the order of the profile.
    pub(super) fn new(words: Vec<(String, Role)>) -> Headers {
        let entries = words.into_iter().enumerate().filter_map(|(at, (word, role))| {
            let last = word.chars().next_back()?;
            Some((last, word, (at, role)))
        });
        Headers { by_last: Index::new(entries.collect()) }
    }

    /// How early a header stands in the list.
    pub(super) fn rank(&self, header: &str) -> Option<usize> {
        self.whole(header).map(|(at, _)| at)
    }

    /// The role of a column with this header.
    pub(super) fn role(&self, header: &str) -> Option<Role> {
        self.whole(header).map(|(_, role)| role).or_else(|| self.role_at_end(header))
    }

    fn whole(&self, header: &str) -> Option<(usize, Role)> {
        let words = self.by_last.under(header.chars().next_back()?);
        words.iter().find(|(_, word, _)| word == header).map(|(.., found)| *found)
    }

    /// The last word of a Japanese noun is what it is: バージョン公開日 is a day. Words behind it, as in
    /// バージョンについて, make it something else.
    fn role_at_end(&self, header: &str) -> Option<Role> {
        if header.len() > HEADER_CHARS && header.chars().count() > HEADER_CHARS {
            return None;
        }
        let ends = header.char_indices().rev().take(BEHIND + 1);
        ends.map(|(at, last)| (&header[..at + last.len_utf8()], last)).find_map(|(part, last)| {
            let is_noun = |word: &str| !word.is_ascii() && word.chars().nth(1).is_some();
            let words = self.by_last.under(last).iter();
            let found = words.filter(|(_, word, _)| part.ends_with(word) && is_noun(word));
            // Of those that end alike the longest.
            found.max_by_key(|(_, word, _)| word.len()).map(|(.., (_, role))| *role)
        })
    }
}
