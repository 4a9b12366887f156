//! The text of a cell or block, and what is known of its parts.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::spelling::is_invisible;

/// The text of a cell or a block: white space collapsed, with marks for the parts that markup sets apart.
///
/// The flat text ([`Text::as_str`]) is all there is in the document: hidden parts, ruby readings and the texts
/// of form fields are in it. `<br>` and block elements are white space in it, and [`Text::lines`] gives the
/// parts between them. [`Text::marks`] tells which parts are raised, struck out, hidden and so on.
///
/// # Examples
///
/// ```
/// use onshikaku::html::{Document, MarkKind};
///
/// let document = Document::parse("<table><tr><td>1.0.9<sup>2</sup><br>Windows</table>")?;
/// let text = document.tables()[0].grid().cell(0, 0).unwrap().text();
/// assert_eq!(text.as_str(), "1.0.92 Windows");
/// assert_eq!(text.lines().collect::<Vec<_>>(), ["1.0.92", "Windows"]);
/// assert_eq!(text.marks()[0].kind, MarkKind::Raised);
/// assert_eq!(text.without(&[MarkKind::Raised]), "1.0.9 Windows");
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text {
    flat: Box<str>,
    // Most cells are plain: what only few have costs them one word.
    detail: Option<Box<Detail>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Detail {
    /// Where a space stands for a line break.
    breaks: Vec<usize>,
    /// Those of the breaks that end a block, and not only a line.
    block_breaks: Vec<usize>,
    marks: Vec<Mark>,
}

/// A part of a [`Text`] that markup sets apart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mark {
    /// What sets the part apart.
    pub kind: MarkKind,
    /// The bytes of the flat text.
    pub range: Range<usize>,
}

/// What sets a part of a text apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MarkKind {
    /// Raised or lowered text, such as a footnote's number: `<sup>`, `<sub>`, `vertical-align: super`, Word's
    /// `mso-text-raise`, a class such as `sup`.
    Raised,
    /// Small print: `<small>`, `<font size=1>`, `font-size: 70%`.
    Small,
    /// A ruby reading: `<rt>`, `<rp>`.
    Reading,
    /// Text that no longer holds: `<s>`, `<strike>`, `<del>`, `text-decoration: line-through`.
    Struck,
    /// Text that is not shown: `hidden`, `display: none`, `visibility: hidden`, a closed `<dialog>`, `<noscript>`,
    /// `<iframe>`.
    Hidden,
    /// Text of a form's field: `<button>`, `<select>`, `<textarea>`.
    Form,
    /// Bold text outside of tables: `<strong>`, `<b>`.
    Strong,
    /// A link, with its index in [`Document::links`](crate::html::Document::links).
    Link(usize),
    /// A heading of level 1 to 6 inside a cell.
    Heading(u8),
    /// A spreadsheet's value of which it is not certain how it is shown.
    Uncertain,
}

impl Text {
    /// A text without marks; white space is collapsed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::html::Text;
    /// assert_eq!(Text::plain(" 連携\u{3000}アプリ ").as_str(), "連携 アプリ");
    /// ```
    pub fn plain(text: &str) -> Text {
        let mut builder = TextBuilder::default();
        builder.push_lines(text);
        builder.finish()
    }

    /// The whole text, white space collapsed.
    pub fn as_str(&self) -> &str {
        &self.flat
    }

    /// The text with a mark from end to end.
    #[cfg(feature = "xlsx")]
    pub(crate) fn marked(mut self, kind: MarkKind) -> Text {
        let range = 0..self.flat.len();
        if !range.is_empty() {
            self.detail.get_or_insert_default().marks.push(Mark { kind, range });
        }
        self
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.flat.is_empty()
    }

    /// The parts that markup sets apart, in order of their ends.
    pub fn marks(&self) -> &[Mark] {
        self.detail.as_deref().map_or(&[], |d| &d.marks)
    }

    /// The parts between line breaks, none of them empty.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.line_ranges().map(|range| &self.flat[range])
    }

    pub(crate) fn line_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        between(self.breaks(), self.flat.len())
    }

    /// The parts between the ends of blocks.
    pub(super) fn block_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        between(self.detail.as_deref().map_or(&[], |d| &d.block_breaks), self.flat.len())
    }

    /// A part of the text as a text of its own.
    pub(crate) fn slice(&self, range: Range<usize>) -> Text {
        let empty = Detail::default();
        cut(&self.flat, self.detail.as_deref().unwrap_or(&empty), range)
    }

    pub(crate) fn breaks(&self) -> &[usize] {
        self.detail.as_deref().map_or(&[], |d| &d.breaks)
    }

    /// Whether any part has one of these marks.
    pub fn has(&self, kinds: &[MarkKind]) -> bool {
        self.marks().iter().any(|mark| kinds.contains(&mark.kind))
    }

    /// The text without the parts of these kinds.
    pub fn without(&self, kinds: &[MarkKind]) -> Cow<'_, str> {
        if !self.has(kinds) {
            return Cow::Borrowed(&self.flat);
        }
        let mut builder = TextBuilder::default();
        for part in self.parts_without(|mark| kinds.contains(&mark.kind)) {
            builder.push(&self.flat[part]);
        }
        Cow::Owned(builder.finish().flat.into())
    }

    /// The text without the parts of these kinds; its lines and its other marks are kept.
    pub(crate) fn reduced(&self, kinds: &[MarkKind]) -> Cow<'_, Text> {
        self.reduced_by(|mark| kinds.contains(&mark.kind))
    }

    /// The text without the parts whose marks pass a test; its lines and its other marks are kept.
    pub(crate) fn reduced_by(&self, is_cut: impl Fn(&Mark) -> bool) -> Cow<'_, Text> {
        if !self.marks().iter().any(&is_cut) {
            return Cow::Borrowed(self);
        }
        let mut builder = TextBuilder::default();
        let mut moved: Vec<Moved> = Vec::new();
        let mut breaks = self.breaks().iter().peekable();
        for part in self.parts_without(&is_cut) {
            let mut from = part.start;
            while let Some(&&at) = breaks.peek().filter(|&&&at| at < part.end) {
                breaks.next();
                builder.push(self.flat.get(from..at).unwrap_or(""));
                builder.break_line();
                from = from.max(at);
            }
            builder.push(&self.flat[from..part.end]);
            let last = part.start + self.flat[part.clone()].trim_end().len();
            moved.push(Moved { part, last, now: builder.len() });
        }
        for mark in self.marks().iter().filter(|mark| !is_cut(mark)) {
            let first = moved.partition_point(|moved| moved.part.end <= mark.range.start);
            let behind = moved.partition_point(|moved| moved.part.start < mark.range.end);
            let parts = moved.get(first..behind).unwrap_or_default();
            if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
                builder.mark(mark.kind, first.now(mark.range.start)..last.now(mark.range.end));
            }
        }
        Cow::Owned(builder.finish())
    }

    /// The ranges that no mark which passes a test covers.
    fn parts_without(&self, is_cut: impl Fn(&Mark) -> bool) -> Vec<Range<usize>> {
        let cut = self.marks().iter().filter(|mark| is_cut(mark));
        let mut cut: Vec<_> = cut.map(|mark| mark.range.clone()).collect();
        cut.sort_unstable_by_key(|range| range.start);
        let mut parts = Vec::new();
        let mut at = 0;
        for range in cut {
            if at < range.start {
                parts.push(at..range.start);
            }
            at = at.max(range.end);
        }
        if at < self.flat.len() {
            parts.push(at..self.flat.len());
        }
        parts
    }
}

/// A part of a text that stays when others are left out.
struct Moved {
    part: Range<usize>,
    /// Where its last word ends.
    last: usize,
    /// Where that is now.
    now: usize,
}

impl Moved {
    /// Where a place is now that is in the part, or outside of it.
    fn now(&self, place: usize) -> usize {
        let place = place.clamp(self.part.start, self.last);
        (self.now + place).saturating_sub(self.last)
    }
}

/// The ranges between single characters at `ends`, none of them empty.
fn between(ends: &[usize], length: usize) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let ranges = ends.iter().copied().chain([length]).map(move |end| {
        let range = start..end;
        start = end + 1;
        range
    });
    ranges.filter(|range| range.start < range.end)
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.detail {
            None => fmt::Debug::fmt(&self.flat, f),
            Some(detail) => f.debug_tuple("Text").field(&self.flat).field(detail).finish(),
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.flat)
    }
}

/// Collects a [`Text`]: white space is collapsed as it comes in.
#[derive(Debug, Default)]
pub(crate) struct TextBuilder {
    flat: String,
    detail: Detail,
    /// White space since the last character: nothing, a space, or a line break.
    gap: Gap,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Break,
    BlockBreak,
}

impl TextBuilder {
    /// Takes in a text whose lines stay lines.
    pub(crate) fn push_lines(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.break_line();
            }
            self.push(line);
        }
    }

    pub(crate) fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let plain = plain_part(rest);
            let length = plain.max(c.len_utf8());
            if plain == 0 && c.is_whitespace() {
                self.gap = self.gap.max(Gap::Space);
            } else if plain > 0 || !c.is_control() {
                self.push_part(&rest[..length]);
            }
            rest = &rest[length..];
        }
    }

    /// Adds a part of a word.
    fn push_part(&mut self, part: &str) {
        if self.gap != Gap::None && !self.flat.is_empty() {
            if self.gap >= Gap::Break {
                self.detail.breaks.push(self.flat.len());
            }
            if self.gap == Gap::BlockBreak {
                self.detail.block_breaks.push(self.flat.len());
            }
            self.flat.push(' ');
        }
        self.gap = Gap::None;
        self.flat.push_str(part);
    }

    pub(super) fn break_line(&mut self) {
        self.gap = self.gap.max(Gap::Break);
    }

    pub(super) fn break_block(&mut self) {
        self.gap = Gap::BlockBreak;
    }

    /// Where the next character will stand, or one before it.
    pub(crate) fn len(&self) -> usize {
        self.flat.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.flat.is_empty()
    }

    /// What came in since `start`.
    pub(super) fn since(&self, start: usize) -> &str {
        &self.flat[start..]
    }

    /// Marks what came in since `start`.
    pub(crate) fn mark_since(&mut self, kind: MarkKind, start: usize) {
        self.mark(kind, start..self.flat.len());
    }

    fn mark(&mut self, kind: MarkKind, range: Range<usize>) {
        let skip = self.flat.get(range.clone()).map_or(0, |t| t.len() - t.trim_start().len());
        let range = range.start + skip..range.end;
        if range.start < range.end {
            self.detail.marks.push(Mark { kind, range });
        }
    }

    /// Takes the text out and leaves the builder empty, its buffer kept.
    pub(crate) fn finish(&mut self) -> Text {
        let is_plain = self.detail.breaks.is_empty() && self.detail.marks.is_empty();
        let detail = (!is_plain).then(|| Box::new(std::mem::take(&mut self.detail)));
        let text = Text { flat: self.flat.as_str().into(), detail };
        self.flat.clear();
        self.gap = Gap::None;
        text
    }

    /// A copy of what came in from the block that begins at `start`.
    pub(super) fn tail(&self, start: usize) -> Text {
        cut(&self.flat, &self.detail, start..self.flat.len())
    }
}

/// How long the beginning of a text is that surely has neither white space nor control characters.
fn plain_part(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        at += match first {
            b'!'..=b'~' => 1,
            // What is white space or a control character begins with another byte, but for U+3000.
            0xE3 if bytes[at..].starts_with(&[0xE3, 0x80, 0x80]) => break,
            0xC3..=0xDF => 2,
            0xE0 | 0xE3..=0xEF => 3,
            0xF0.. => 4,
            _ => break,
        };
    }
    at
}

/// A part of a text as a text of its own.
fn cut(flat: &str, detail: &Detail, range: Range<usize>) -> Text {
    let mut part = TextBuilder::default();
    let mut from = range.start;
    let first = detail.breaks.partition_point(|&at| at <= range.start);
    for &at in detail.breaks[first..].iter().take_while(|&&at| at < range.end) {
        part.push(&flat[from..at]);
        match detail.block_breaks.binary_search(&at) {
            Ok(_) => part.break_block(),
            Err(_) => part.break_line(),
        }
        from = at;
    }
    part.push(&flat[from..range.end]);
    // What is cut off in front may include a space.
    let shift = range.end - part.len();
    let first = detail.marks.partition_point(|mark| mark.range.end <= shift);
    for mark in &detail.marks[first..] {
        let (start, end) = (mark.range.start.max(shift), mark.range.end.min(range.end));
        if start < end {
            part.mark(mark.kind, start - shift..end - shift);
        }
    }
    part.finish()
}

/// A text without characters that show nothing or steer a terminal.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(is_invisible) {
        Cow::Owned(text.chars().filter(|&c| !is_invisible(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_controls_are_not_plain() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_whitespace() || c.is_control()) {
            assert_eq!(plain_part(&format!("{c}x")), 0, "{c:?}");
        }
        for c in '\0'..=char::MAX {
            let length = plain_part(&format!("{c}\n"));
            assert!(length == 0 || length == c.len_utf8(), "{c:?}");
        }
    }
}
