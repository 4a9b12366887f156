//! [`Headers`]: which role a column has, by the words of its header.

use std::collections::HashMap;

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
    whole: HashMap<String, (usize, Role)>,
    by_last: Index<Role>,
}

impl Headers {
    /// Words in the order of the profile.
    pub(super) fn new(words: Vec<(String, Role)>) -> Headers {
        let mut whole = HashMap::new();
        for (at, (word, role)) in words.iter().enumerate() {
            whole.entry(word.clone()).or_insert((at, *role));
        }
        let ends = words.into_iter().filter_map(|(word, role)| {
            let last = word.chars().next_back()?;
            (!word.is_ascii() && word.chars().count() > 1).then_some((last, word, role))
        });
        Headers { whole, by_last: Index::new(ends.collect()) }
    }

    /// How early a header stands in the list.
    pub(super) fn rank(&self, header: &str) -> Option<usize> {
        self.whole.get(header).map(|(at, _)| *at)
    }

    /// The role of a column with this header.
    pub(super) fn role(&self, header: &str) -> Option<Role> {
        if let Some((_, role)) = self.whole.get(header) {
            return Some(*role);
        }
        if header.chars().count() > HEADER_CHARS {
            return None;
        }
        // The last word of a Japanese noun is what it is: バージョン公開日 is a day. Words behind it, as in
        // バージョンについて, make it something else.
        let ends = header.char_indices().rev().take(BEHIND + 1);
        ends.map(|(at, last)| (&header[..at + last.len_utf8()], last)).find_map(|(part, last)| {
            let words = self.by_last.under(last).iter().filter(|(_, word, _)| part.ends_with(word));
            // Of those that end alike the longest.
            words.max_by_key(|(_, word, _)| word.len()).map(|(.., role)| *role)
        })
    }
}
