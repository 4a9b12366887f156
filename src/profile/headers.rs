//! [`Headers`]: which role a column has, by the words of its header.

use super::Role;
use super::words::Index;

/// Longer texts are told by their whole words only.
const HEADER_CHARS: usize = 16;
/// How many characters may stand behind a header's last word.
const BEHIND: usize = 3;

/// The words of headers, as [`key`](crate::spelling::key) spells them, under their last characters.
#[derive(Debug, Clone)]
pub(super) struct Headers {
    words: Index<Word>,
    /// Those of them that are Japanese words of more than one character.
    nouns: Index<Word>,
    /// Whether any of them is a number.
    have_numbers: bool,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    role: Role,
    /// Its place in the list.
    rank: usize,
}

impl Headers {
    /// Words in the order of the profile.
    pub(super) fn new(words: Vec<(String, Role)>) -> Headers {
        let entries = words.into_iter().enumerate().filter_map(|(rank, (word, role))| {
            Some((word.chars().next_back()?, word, Word { role, rank }))
        });
        let words: Vec<_> = entries.collect();
        let is_noun = |word: &str| !word.is_ascii() && word.chars().count() > 1;
        let nouns = words.iter().filter(|(_, word, _)| is_noun(word)).cloned().collect();
        let have_numbers = words.iter().any(|(_, word, _)| is_number(word));
        Headers { words: Index::new(words), nouns: Index::new(nouns), have_numbers }
    }

    /// Whether a text is a number or date, and none of the words is one.
    pub(super) fn are_not(&self, text: &str) -> bool {
        !self.have_numbers && is_number(text)
    }

    /// How early a header stands in the list.
    pub(super) fn rank(&self, header: &str) -> Option<usize> {
        self.whole(header).map(|word| word.rank)
    }

    /// The role of a column with this header.
    pub(super) fn role(&self, header: &str) -> Option<Role> {
        self.whole(header).or_else(|| self.at_end(header)).map(|word| word.role)
    }

    fn whole(&self, header: &str) -> Option<&Word> {
        let words = self.words.under(header.chars().next_back()?);
        words.iter().find(|(word, _)| word == header).map(|(_, word)| word)
    }

    /// The last word of a Japanese noun is what it is: バージョン公開日 is a day. Words behind it, as in
    /// バージョンについて, make it something else.
    fn at_end(&self, header: &str) -> Option<&Word> {
        if header.len() > HEADER_CHARS && header.chars().count() > HEADER_CHARS {
            return None;
        }
        let mut part = header;
        for _ in 0..=BEHIND {
            let last = part.chars().next_back()?;
            let words = self.nouns.under(last).iter();
            let found = words.filter(|(word, _)| part.ends_with(word.as_str()));
            // Of those that end alike the longest.
            if let Some((_, word)) = found.max_by_key(|(word, _)| word.len()) {
                return Some(word);
            }
            part = &part[..part.len() - last.len_utf8()];
        }
        None
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'/' | b'-'))
}
