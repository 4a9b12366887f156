//! Bytes and what was said of them → text.
//!
//! A byte order mark says most, then the server's header, then the page's own `<meta>`, then a guess. But what is said
//! may be wrong: bytes that can only be UTF-8 are read as such, and where what was said garbles the text, the
//! reading that garbles it least is taken, with a warning.

use std::borrow::Cow;

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::snapshot::{EncodingFrom, Warning};
use crate::warning_code::WarningCode;

/// A page's text, and how it was made of the bytes.
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    pub(crate) encoding: &'static str,
    pub(crate) from: EncodingFrom,
    pub(crate) warnings: Vec<Warning>,
}

impl Decoded<'static> {
    /// No text, of a page whose parts are UTF-8.
    pub(crate) fn nothing() -> Decoded<'static> {
        Decoded {
            text: Cow::Borrowed(""),
            encoding: "UTF-8",
            from: EncodingFrom::Detected,
            warnings: Vec::new(),
        }
    }
}

/// How far into a page its `<meta>` is looked for. The standard looks at 1,024 bytes; pages put scripts before it.
const META_WITHIN: usize = 8_192;

/// Labels in use that the Encoding Standard does not list.
const MORE_LABELS: [(&str, &Encoding); 9] = [
    ("cp932", SHIFT_JIS),
    ("x-ms-cp932", SHIFT_JIS),
    ("ms-kanji", SHIFT_JIS),
    ("shift_jisx0213", SHIFT_JIS),
    ("cp51932", EUC_JP),
    ("eucjp", EUC_JP),
    ("cp50220", ISO_2022_JP),
    ("iso2022jp", ISO_2022_JP),
    ("jis", ISO_2022_JP),
];

/// What the portal's pages could be written in, for when what was declared does not fit.
const JAPANESE: [&Encoding; 4] = [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP];

pub(crate) fn decode<'b>(bytes: &'b [u8], content_type: Option<&str>) -> Decoded<'b> {
    let mut warnings = Vec::new();
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return of_mark(&bytes[length..], encoding);
    }
    let header = content_type.and_then(charset_of).and_then(|label| known(label, &mut warnings));
    let meta = match meta_label(&bytes[..bytes.len().min(META_WITHIN)]) {
        Some(label) => known(&label, &mut warnings).map(as_meta),
        None => None,
    };
    let declared =
        header.map(|e| (e, EncodingFrom::Header)).or(meta.map(|e| (e, EncodingFrom::Meta)));
    if let Some(text) = certain_utf8(bytes) {
        let from = [(header, EncodingFrom::Header), (meta, EncodingFrom::Meta)]
            .into_iter()
            .find(|(said, _)| *said == Some(UTF_8))
            .map_or(EncodingFrom::Detected, |(_, from)| from);
        if let Some((said, _)) = declared.filter(|(said, _)| *said != UTF_8) {
            warnings.push(misdeclared(said, UTF_8));
        }
        return Decoded { text, encoding: UTF_8.name(), from, warnings };
    }
    let (said, from) = declared.unwrap_or_else(|| (guess(bytes), EncodingFrom::Detected));
    let best = best_reading(bytes, said, header.into_iter().chain(meta));
    if best.encoding == said {
        return best.into_decoded(from, warnings);
    }
    if declared.is_some() {
        warnings.push(misdeclared(said, best.encoding));
    }
    let by_meta = meta == Some(best.encoding);
    best.into_decoded(if by_meta { EncodingFrom::Meta } else { EncodingFrom::Detected }, warnings)
}

/// A page with a byte order mark; the mark may be wrong like any other declaration.
fn of_mark<'b>(bytes: &'b [u8], marked: &'static Encoding) -> Decoded<'b> {
    let best = best_reading(bytes, marked, []);
    if best.encoding == marked {
        return best.into_decoded(EncodingFrom::Bom, Vec::new());
    }
    let warnings = vec![misdeclared(marked, best.encoding)];
    best.into_decoded(EncodingFrom::Detected, warnings)
}

/// The bytes in the encoding that was said, or, where that garbles them, in the one that does so least.
fn best_reading<'b>(
    bytes: &'b [u8],
    said: &'static Encoding,
    also_said: impl IntoIterator<Item = &'static Encoding>,
) -> Reading<'b> {
    let reading = Reading::new(bytes, said);
    if !reading.is_garbled() {
        return reading;
    }
    let others = also_said.into_iter().chain([guess(bytes)]).chain(JAPANESE);
    others.filter(|&encoding| encoding != said).fold(reading, |best, encoding| {
        let other = Reading::new(bytes, encoding);
        if other.quality() > best.quality() { other } else { best }
    })
}

/// Bytes that are UTF-8 and cannot be meant otherwise. ISO-2022-JP is plain ASCII to the eye.
fn certain_utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if bytes.is_ascii() {
        return None;
    }
    // Borrowed: this checks many bytes at a time.
    UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if bytes.is_ascii() && memchr::memchr(0x1B, bytes).is_none() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(Some(b"jp"), chardetng::Utf8Detection::Allow)
}

/// The bytes as read in one encoding, and how well they read.
struct Reading<'b> {
    text: Cow<'b, str>,
    encoding: &'static Encoding,
    /// Replacement characters, C1 controls and escapes, which honest text does not have.
    garbled: usize,
    malformed: bool,
    /// Kana and kanji among a thousand characters that are not ASCII.
    japanese: usize,
}

impl<'b> Reading<'b> {
    fn new(bytes: &'b [u8], encoding: &'static Encoding) -> Self {
        let (text, malformed) = encoding.decode_without_bom_handling(bytes);
        // ISO-2022-JP is ASCII to all others, but for its escapes.
        let mut garbled = memchr::memchr_iter(0x1B, text.as_bytes()).count();
        let (mut japanese, mut others) = (0, 0);
        for c in text.chars().filter(|c| !c.is_ascii()) {
            match c {
                '\u{FFFD}' | '\u{80}'..='\u{9F}' => garbled += 1,
                'ぁ'..='ヿ' | '一'..='鿿' | '、' | '。' | '々' => japanese += 1,
                // Punctuation and full-width forms go with any Japanese text; half-width kana is what other
                // encodings look like in Shift_JIS.
                '\u{3000}'..='\u{303F}'
                | '\u{FF01}'..='\u{FF5E}'
                | '\u{2010}'..='\u{27BF}'
                | '\u{A0}' => {}
                _ => others += 1,
            }
        }
        let japanese = 1_000 * japanese / (japanese + others).max(1);
        Reading { text, encoding, garbled, malformed, japanese }
    }

    fn is_garbled(&self) -> bool {
        let is_ascii = self.text.is_ascii();
        self.garbled > 0 || (!is_ascii && self.japanese < 500)
    }

    fn quality(&self) -> (std::cmp::Reverse<usize>, usize) {
        (std::cmp::Reverse(self.garbled), self.japanese)
    }

    fn into_decoded(self, from: EncodingFrom, mut warnings: Vec<Warning>) -> Decoded<'b> {
        if self.malformed {
            let count = self.text.chars().filter(|&c| c == '\u{FFFD}').count();
            warnings.push(Warning::of_page(
                WarningCode::EncodingUndecodable,
                format!("{}: {count}", self.encoding.name()),
            ));
        }
        Decoded { text: self.text, encoding: self.encoding.name(), from, warnings }
    }
}

fn misdeclared(said: &'static Encoding, read: &'static Encoding) -> Warning {
    Warning::of_page(WarningCode::EncodingDeclared, format!("{} -> {}", said.name(), read.name()))
}

fn known(label: &str, warnings: &mut Vec<Warning>) -> Option<&'static Encoding> {
    let label = label.trim();
    let listed = Encoding::for_label(label.as_bytes());
    let more =
        || MORE_LABELS.iter().find(|(more, _)| more.eq_ignore_ascii_case(label)).map(|(_, e)| *e);
    let encoding = listed.or_else(more);
    if encoding.is_none() {
        let shown: String = label.chars().filter(|c| !c.is_control()).take(40).collect();
        warnings.push(Warning::of_page(WarningCode::EncodingUnknown, shown));
    }
    encoding
}

/// The `charset` parameter of a Content-Type.
fn charset_of(content_type: &str) -> Option<&str> {
    let parameters = content_type.split(';').skip(1).filter_map(|p| p.split_once('='));
    let (_, value) =
        parameters.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    let value = value.trim().trim_matches(['"', '\'']).trim();
    (!value.is_empty()).then_some(value)
}

/// What can be read as ASCII up to its `<meta>` cannot be UTF-16.
fn as_meta(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding }
}

/// The encoding that the page itself declares, in a `<meta>` or an XML declaration.
fn meta_label(head: &[u8]) -> Option<String> {
    if head.starts_with(b"<?xml") {
        let declaration = &head[..memchr::memchr(b'>', head)?];
        if let Some(label) = attribute_value(declaration, b"encoding") {
            return Some(label);
        }
    }
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at..];
        if rest.starts_with(b"<!--") {
            rest = &rest[memchr::memmem::find(rest, b"-->")?..];
            continue;
        }
        if rest.len() > 5
            && rest[1..5].eq_ignore_ascii_case(b"meta")
            && !rest[5].is_ascii_alphanumeric()
        {
            let tag = &rest[5..memchr::memchr(b'>', rest)?];
            let label = attribute_value(tag, b"charset").or_else(|| {
                let content = attribute_value(tag, b"content")?;
                charset_of(&content).map(str::to_owned)
            });
            if label.is_some() {
                return label;
            }
        }
        rest = &rest[1..];
    }
    None
}

/// The value of an attribute inside a tag; names are compared without case.
fn attribute_value(tag: &[u8], name: &[u8]) -> Option<String> {
    let mut rest = tag;
    loop {
        let start = rest.iter().position(|b| !b.is_ascii_whitespace() && *b != b'/')?;
        rest = &rest[start..];
        let end =
            rest.iter().position(|b| b.is_ascii_whitespace() || *b == b'=').unwrap_or(rest.len());
        let found = &rest[..end.max(1)];
        rest = rest[end.max(1)..].trim_ascii_start();
        let Some(value) = rest.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let (value, after) = match value.first() {
            Some(quote @ (b'"' | b'\'')) => {
                let length = memchr::memchr(*quote, &value[1..])?;
                (&value[1..=length], &value[length + 2..])
            }
            _ => {
                let length = value.iter().position(u8::is_ascii_whitespace).unwrap_or(value.len());
                value.split_at(length)
            }
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(String::from_utf8_lossy(value).into_owned());
        }
        rest = after;
    }
}
