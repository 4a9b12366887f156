//! Declarations of style → what they say of the marks of a text: whether it is hidden, struck out, raised or small.

use std::borrow::Cow;

use html5ever::tendril::StrTendril;

/// How many properties are read.
pub(super) const PROPERTIES: usize = 8;

// What a property says, as a bit each.
const DISPLAY: u8 = 1 << 0;
const VISIBILITY: u8 = 1 << 1;
const LINE: u8 = 1 << 2;
const ALIGN: u8 = 1 << 3;
const RAISE: u8 = 1 << 4;
const POSITION: u8 = 1 << 5;
const OFFSET: u8 = 1 << 6;
const SIZE: u8 = 1 << 7;

/// What declarations say: which properties they set, which of those to what makes a mark, and which with `!important`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) set: u8,
    pub(super) marks: u8,
    pub(super) important: u8,
}

impl Declared {
    /// What a block of declarations says, or a `style` attribute.
    pub(super) fn of(block: &str) -> Declared {
        let block = without_comments(block);
        let mut declared = Declared::default();
        let mut at = 0;
        while at < block.len() {
            let end = find(block.as_bytes(), at, b";");
            if let Some((name, value)) = block[at..end].split_once(':') {
                declared.declare(name.trim(), value);
            }
            at = end + 1;
        }
        declared
    }

    fn declare(&mut self, name: &str, value: &str) {
        let Some(&(_, property, is_mark)) =
            READ.iter().find(|(read, ..)| read.eq_ignore_ascii_case(name))
        else {
            return;
        };
        let value = value.to_ascii_lowercase();
        let (value, important) = match value.rsplit_once('!') {
            Some((value, word)) if word.trim() == "important" => (value, property),
            _ => (value.as_str(), 0),
        };
        let makes_mark = value.split_ascii_whitespace().any(is_mark);
        // A text is moved by its top or by its bottom.
        let is_moved = property == OFFSET && self.marks & OFFSET != 0;
        if self.important & property > important || !is_valid(value) || (is_moved && !makes_mark) {
            return;
        }
        self.set |= property;
        self.important |= important;
        self.marks = self.marks & !property | if makes_mark { property } else { 0 };
    }

    /// The same with an element's own declarations over it.
    pub(super) fn with(self, own: Declared) -> Declared {
        let of_own = own.set & (own.important | !self.important);
        let marks = own.marks & of_own | self.marks & !of_own;
        Declared { set: self.set | own.set, marks, important: self.important | own.important }
    }

    pub(super) fn hides(self) -> bool {
        self.marks & (DISPLAY | VISIBILITY) != 0
    }

    pub(super) fn strikes(self) -> bool {
        self.marks & LINE != 0
    }

    pub(super) fn raises(self) -> bool {
        let is_moved = self.marks & POSITION != 0 && self.marks & OFFSET != 0;
        self.marks & (ALIGN | RAISE) != 0 || is_moved
    }

    pub(super) fn is_small(self) -> bool {
        self.marks & SIZE != 0
    }

    /// Whether any element gets a mark by it.
    pub(super) fn makes_marks(self) -> bool {
        self.hides() || self.strikes() || self.raises() || self.is_small()
    }

    /// The one thing that matters of a `style` attribute where no sheet says anything.
    pub(super) fn reduced(self) -> Declared {
        let kinds = [
            (self.hides(), DISPLAY),
            (self.strikes(), LINE),
            (self.raises(), ALIGN),
            (self.is_small(), SIZE),
        ];
        let marks = kinds.iter().find(|(is_so, _)| *is_so).map_or(0, |(_, property)| *property);
        Declared { set: marks, marks, important: 0 }
    }

    /// The spelling in which a `style` attribute reaches the tree.
    pub(super) fn spelled(self) -> Option<StrTendril> {
        let bits = [self.set, self.marks, self.important];
        (self.set != 0).then(|| bits.into_iter().map(char::from).collect())
    }

    pub(super) fn from_spelled(spelled: &str) -> Declared {
        let mut bits = spelled.chars().map(|c| u8::try_from(c).unwrap_or(0));
        let mut next = || bits.next().unwrap_or(0);
        Declared { set: next(), marks: next(), important: next() }
    }
}

/// Whether a word of a value, in lower case, makes a mark.
type Word = fn(&str) -> bool;

/// The properties that are read, and which of their words make a mark.
const READ: [(&str, u8, Word); 11] = [
    ("display", DISPLAY, |word| word == "none"),
    ("visibility", VISIBILITY, |word| matches!(word, "hidden" | "collapse")),
    ("mso-hide", VISIBILITY, |word| word == "all"),
    ("text-decoration", LINE, |word| word == "line-through"),
    ("text-decoration-line", LINE, |word| word == "line-through"),
    ("vertical-align", ALIGN, |word| {
        matches!(word, "super" | "sub" | "text-top") || is_distance(word)
    }),
    ("mso-text-raise", RAISE, is_distance),
    ("position", POSITION, |word| word == "relative"),
    ("top", OFFSET, is_distance),
    ("bottom", OFFSET, is_distance),
    ("font-size", SIZE, is_small),
];

/// Whether a browser takes a value: not where old ones are meant (`none\9`), not where it says nothing.
fn is_valid(value: &str) -> bool {
    let value = value.trim();
    !value.is_empty() && value != "inherit" && !value.contains(['\\', '!'])
}

/// A length or share that is not zero: `4px`, `-3.0pt`, `.5em`, `30%`.
fn is_distance(value: &str) -> bool {
    number_of(value).is_some_and(|(number, _)| number != 0.0)
}

/// Whether a font's size is small beside any text: by its name, beside that around it, or because nobody reads it well.
fn is_small(value: &str) -> bool {
    matches!(value, "smaller" | "x-small" | "xx-small")
        || number_of(value).is_some_and(|(number, unit)| match unit {
            "em" => number < 1.0,
            "%" => number < 100.0,
            "pt" => number < 8.0,
            "px" => number < 10.0,
            _ => false,
        })
}

/// A style's number and its unit.
pub(super) fn number_of(value: &str) -> Option<(f32, &str)> {
    let end = value.find(|c: char| c.is_ascii_lowercase() || c == '%').unwrap_or(value.len());
    Some((value[..end].parse().ok()?, &value[end..]))
}

/// Where the first of some ASCII bytes stands that is in no string and no bracket; the end, if none does.
pub(super) fn find(css: &[u8], from: usize, stops: &[u8]) -> usize {
    let mut closers = Vec::new();
    let mut at = from;
    while let Some(&b) = css.get(at) {
        if closers.is_empty() && stops.contains(&b) {
            return at;
        }
        match b {
            b'"' | b'\'' => at = string_end(css, at),
            b'\\' => at += 1,
            b'(' if is_bare_address(css, at) => at = address_end(css, at),
            b'(' => closers.push(b')'),
            b'[' => closers.push(b']'),
            b'{' => closers.push(b'}'),
            _ if closers.last() == Some(&b) => drop(closers.pop()),
            _ => {}
        }
        at += 1;
    }
    css.len()
}

/// The style without its comments.
pub(super) fn without_comments(css: &str) -> Cow<'_, str> {
    if memchr::memmem::find(css.as_bytes(), b"/*").is_none() {
        return Cow::Borrowed(css);
    }
    let bytes = css.as_bytes();
    let mut kept = String::with_capacity(css.len());
    let (mut from, mut at) = (0, 0);
    while let Some(&b) = bytes.get(at) {
        match b {
            b'"' | b'\'' => at = string_end(bytes, at),
            b'\\' => at += 1,
            b'(' if is_bare_address(bytes, at) => at = address_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                kept.push_str(&css[from..at]);
                let end = memchr::memmem::find(&bytes[at + 2..], b"*/");
                from = end.map_or(css.len(), |length| at + 2 + length + 2);
                at = from;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    kept.push_str(&css[from..]);
    Cow::Owned(kept)
}

/// Where the string ends that begins at a quote: at the same quote, or at the end of the line.
fn string_end(css: &[u8], quote: usize) -> usize {
    let mut at = quote + 1;
    while let Some(&b) = css.get(at) {
        match b {
            b'\\' => at += 1,
            b'\n' | b'\r' | b'\x0C' => return at,
            _ if b == css[quote] => return at,
            _ => {}
        }
        at += 1;
    }
    css.len()
}

/// Whether a bracket opens `url(` with an address that is no string.
fn is_bare_address(css: &[u8], bracket: usize) -> bool {
    let name = &css[bracket.saturating_sub(3)..bracket];
    name.eq_ignore_ascii_case(b"url")
        && !css[bracket + 1..].trim_ascii_start().starts_with(b"\"")
        && !css[bracket + 1..].trim_ascii_start().starts_with(b"'")
}

/// Where such an address ends.
fn address_end(css: &[u8], bracket: usize) -> usize {
    memchr::memchr(b')', &css[bracket..]).map_or(css.len(), |length| bracket + length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(style: &str) -> String {
        let declared = Declared::of(style);
        let words = [
            (declared.hides(), "hidden"),
            (declared.strikes(), "struck"),
            (declared.raises(), "raised"),
            (declared.is_small(), "small"),
        ];
        words
            .iter()
            .filter(|(is_so, _)| *is_so)
            .map(|(_, word)| *word)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn declarations_are_read_as_browsers_do() {
        for (style, expected) in [
            ("", ""),
            ("display:none", "hidden"),
            (" Display : NONE ! important ", "hidden"),
            ("display:none;display:block", ""),
            ("display:none!important;display:block", "hidden"),
            ("display:none\\9", ""),
            ("display:inherit", ""),
            ("/* a;b */display:none", "hidden"),
            ("display:/**/none", "hidden"),
            ("display:none/*", "hidden"),
            ("mso-number-format:\"\\;display:none\";color:red", ""),
            ("mso-number-format:\"\\\"\\;\";display:none", "hidden"),
            ("background:url(a;display:none)", ""),
            ("background:url(/*);display:none", "hidden"),
            ("a:{;display:none;};visibility:collapse", "hidden"),
            ("a:'\n;display:none", "hidden"),
            ("-display:none;display-x:none", ""),
            ("text-decoration:underline line-through", "struck"),
            ("text-decoration-line:line-through;text-decoration:none", ""),
            ("vertical-align:super;font-size:7.0pt", "raised small"),
            ("vertical-align:baseline", ""),
            ("position:relative;top:-4.0pt", "raised"),
            ("position:relative;top:1px;bottom:auto", "raised"),
            ("position:absolute;top:1px", ""),
            ("mso-text-raise:3.0pt", "raised"),
            ("font-size:1em", ""),
        ] {
            assert_eq!(said(style), expected, "{style:?}");
        }
    }

    #[test]
    fn the_own_style_wins_unless_the_sheet_insists() {
        let over = |sheet, own| Declared::of(sheet).with(Declared::of(own)).hides();
        assert!(!over("display:none", "display:block"));
        assert!(over("display:none!important", "display:block"));
        assert!(!over("display:none!important", "display:block!important"));
        assert!(over("display:none", "color:red"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_style(style in r#"[a-z:;!{}()\[\]'"\\/* \n版]{0,60}|\PC*"#) {
            let declared = Declared::of(&style);
            let spelled = declared.spelled();
            let again = spelled.as_deref().map_or(Declared::default(), Declared::from_spelled);
            prop_assert_eq!(again, declared);
        }
    }
}
