//! [`Words`], and how a text is asked for all of them at once: a page has ten thousand texts, a profile five hundred words.

use serde::{Deserialize, Serialize};

use crate::spelling::{first_of_key, key};

/// Words, and where they are known from.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    pub(super) words: Vec<String>,
    source: String,
    /// The words as they are compared.
    #[serde(skip)]
    pub(super) keys: Vec<String>,
    #[serde(skip)]
    by_first: Index<()>,
}

impl Words {
    pub(super) fn index(&mut self) {
        self.keys = self
            .words
            .iter()
            .map(|word| key(word).into_owned())
            .filter(|key| !key.is_empty())
            .collect();
        self.by_first = Index::by_first(self.keys.iter().map(|key| (key.clone(), ())));
    }

    pub(super) fn any(&self, test: impl Fn(&str) -> bool) -> bool {
        self.keys.iter().any(|word| test(word))
    }

    /// Whether a text is one of the words.
    pub(super) fn has(&self, text: &str) -> bool {
        self.by_first.get(text).is_some()
    }

    /// Whether a text's key may be one of the words, by its first character.
    pub(super) fn may_be(&self, text: &str) -> bool {
        first_of_key(text).is_none_or(|first| !self.by_first.under(first).is_empty())
    }

    /// Whether any of the words stands in a text.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        self.standing_in(text).next().is_some()
    }

    /// The length of the longest word that stands in a text.
    pub(super) fn longest_in(&self, text: &str) -> Option<usize> {
        self.standing_in(text).map(str::len).max()
    }

    pub(super) fn standing_in<'w>(&'w self, text: &'w str) -> impl Iterator<Item = &'w str> {
        text.char_indices().flat_map(move |(at, c)| {
            let words = self.by_first.under(c).iter().map(|(word, ())| word.as_str());
            words.filter(move |word| text[at..].starts_with(word))
        })
    }
}

/// Words under one character of each, with what they mean.
#[derive(Debug, Clone)]
pub(super) struct Index<T> {
    /// The characters, in order.
    chars: Vec<char>,
    /// The word under each and what it means; words under one character stay in order.
    words: Vec<(String, T)>,
    /// Which characters there are, by their last ten bits: most are done with that.
    seen: [u128; 8],
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Index { chars: Vec::new(), words: Vec::new(), seen: [0; 8] }
    }
}

impl<T> Index<T> {
    pub(super) fn new(mut entries: Vec<(char, String, T)>) -> Self {
        entries.sort_by_key(|(c, ..)| *c);
        let mut index = Index::default();
        for (c, word, meaning) in entries {
            let (half, bit) = place(c);
            index.seen[half] |= bit;
            index.chars.push(c);
            index.words.push((word, meaning));
        }
        index
    }

    /// Words under their last characters.
    pub(super) fn by_last(words: impl IntoIterator<Item = (String, T)>) -> Self {
        let words = words.into_iter().filter_map(|(word, meaning)| {
            let last = word.chars().next_back()?;
            Some((last, word, meaning))
        });
        Index::new(words.collect())
    }

    pub(super) fn by_first(words: impl IntoIterator<Item = (String, T)>) -> Self {
        let words = words.into_iter().filter_map(|(word, meaning)| {
            let first = word.chars().next()?;
            Some((first, word, meaning))
        });
        Index::new(words.collect())
    }

    /// What a word means, if the words are under their first characters.
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        let words = self.under(word.chars().next()?);
        words.iter().find(|(other, _)| other == word).map(|(_, meaning)| meaning)
    }

    /// Whether any of the words stands in a text, if they are under their first characters.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, c)| {
            self.under(c).iter().any(|(word, _)| text[at..].starts_with(word.as_str()))
        })
    }

    /// The words that a text ends with, if they are under their last characters.
    pub(super) fn at_end<'w>(&'w self, text: &'w str) -> impl Iterator<Item = &'w str> {
        let words = text.chars().next_back().map_or(&[][..], |last| self.under(last));
        words.iter().map(|(word, _)| word.as_str()).filter(move |word| text.ends_with(word))
    }

    /// The words under a character.
    #[inline]
    pub(super) fn under(&self, c: char) -> &[(String, T)] {
        let (half, bit) = place(c);
        if self.seen[half] & bit == 0 { &[] } else { self.found_under(c) }
    }

    fn found_under(&self, c: char) -> &[(String, T)] {
        let from = self.chars.partition_point(|other| *other < c);
        let length = self.chars[from..].iter().take_while(|other| **other == c).count();
        &self.words[from..from + length]
    }
}

/// Where a character is marked as seen.
fn place(c: char) -> (usize, u128) {
    (c as usize / 128 % 8, 1 << (c as u32 % 128))
}
