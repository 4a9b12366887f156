//! The way through a page: plain texts and tags are read here, all else by html5gum.
//!
//! Nearly all of a page are texts without references and tags with quoted attributes, for which a tokenizer's states
//! cost more than all the rest of the reading. Whatever is not plain goes to html5gum from there to the end of the
//! next tag or comment, where both are in the data state.

use std::cell::Cell;
use std::convert::Infallible;

use html5gum::{Emitter, ForwardingEmitter, Readable, Reader, State, StringReader, Tokenizer};

use super::guard::{Exceeded, Guard};
use super::tokens::{Stop, Tokens};

/// Reads a page to its end.
pub(super) fn read(html: &str, tokens: &mut Tokens<'_, '_, '_>) -> Result<(), Exceeded> {
    let mut rest = html;
    let mut follows_tag = false;
    loop {
        let text = memchr::memchr3(b'<', b'&', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let (text, behind) = rest.split_at(text);
        let is_between_tags = follows_tag && text.bytes().all(is_space) && is_tag(behind);
        let is_dropped = is_between_tags && tokens.is_between_parts();
        if !text.is_empty() && !is_dropped {
            tokens.text(text);
        }
        rest = behind;
        if rest.is_empty() {
            tokens.emit_eof();
            return Ok(());
        }
        let mut state = Some(State::Data);
        if let Some(length) = plain_tag(rest.as_bytes(), tokens) {
            rest = &rest[length..];
            state = tokens.emit_current_tag();
            if let Some(Stop::Exceeded(exceeded)) = tokens.pop_token() {
                return Err(exceeded);
            }
        }
        follows_tag = state.is_none();
        if let Some(state) = state {
            match by_states(rest, state, tokens)? {
                Some(length) => rest = &rest[length..],
                None => return Ok(()),
            }
        }
    }
}

/// Whether a tag begins here, if it does not break off.
fn is_tag(html: &str) -> bool {
    let name = html.strip_prefix("</").or_else(|| html.strip_prefix('<'));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Reads a tag, if it is plain, and tells its length. The tag is left to be emitted.
fn plain_tag(bytes: &[u8], tokens: &mut Tokens<'_, '_, '_>) -> Option<usize> {
    let is_end = bytes.get(1) == Some(&b'/');
    let start = if is_end { 2 } else { 1 };
    if bytes[0] != b'<' || !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let mut at = start + name_length(&bytes[start..]);
    if is_end {
        tokens.init_end_tag();
    } else {
        tokens.init_start_tag();
    }
    push_lower(&bytes[start..at], |name| tokens.push_tag_name(name));
    loop {
        let is_apart = is_space(*bytes.get(at)?);
        while is_space(*bytes.get(at)?) {
            at += 1;
        }
        match bytes[at] {
            b'>' => return Some(at + 1),
            b'/' if !is_end && *bytes.get(at + 1)? == b'>' => {
                tokens.set_self_closing();
                return Some(at + 2);
            }
            _ if is_end || !is_apart => return None,
            _ => at = plain_attribute(bytes, at, tokens)?,
        }
    }
}

/// Reads an attribute, if it is plain, and tells where it ends.
fn plain_attribute(bytes: &[u8], start: usize, tokens: &mut Tokens<'_, '_, '_>) -> Option<usize> {
    let mut at = start + name_length(&bytes[start..]);
    if at == start {
        return None;
    }
    let name = &bytes[start..at];
    let is_dropped = name == b"class" && !tokens.wants_classes() && !may_raise(&bytes[at..]);
    let is_read = Guard::reads(name) && !is_dropped;
    if is_read {
        tokens.init_attribute();
        push_lower(name, |name| tokens.push_attribute_name(name));
    }
    if *bytes.get(at)? != b'=' {
        return Some(at);
    }
    at += 1;
    let quote = *bytes.get(at)?;
    let value = at + 1;
    match quote {
        b'"' | b'\'' => {
            let length = memchr::memchr3(quote, b'&', b'\r', &bytes[value..])?;
            let end = value + length;
            if bytes[end] != quote || memchr::memchr(0, &bytes[value..end]).is_some() {
                return None;
            }
            if is_read {
                tokens.push_attribute_value(&bytes[value..end]);
            }
            Some(end + 1)
        }
        _ => {
            let end = at + bytes[at..].iter().position(|&b| is_space(b) || is_odd(b))?;
            if is_read {
                tokens.push_attribute_value(&bytes[at..end]);
            }
            (end > at && (is_space(bytes[end]) || bytes[end] == b'>')).then_some(end)
        }
    }
}

/// Whether one of the classes by which pages raise footnotes may be in the value that comes next. Most are others.
fn may_raise(bytes: &[u8]) -> bool {
    let end = memchr::memchr(b'>', bytes).unwrap_or(bytes.len());
    let mut at = memchr::memchr2_iter(b'u', b'o', &bytes[..end]).chain(memchr::memchr2_iter(
        b'U',
        b'O',
        &bytes[..end],
    ));
    at.any(|at| at > 0 && matches!(bytes[at - 1] | 0x20, b's' | b'n' | b'f'))
}

/// How many bytes belong to a plain name.
fn name_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|&b| !IN_NAMES[usize::from(b)]).unwrap_or(bytes.len())
}

/// The bytes of plain names: a table, because this is asked of a third of a page.
const IN_NAMES: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = (b as u8).is_ascii_alphanumeric() || matches!(b as u8, b'-' | b'_' | b':');
        b += 1;
    }
    table
};

/// Hands on a name in lower case.
fn push_lower(name: &[u8], mut push: impl FnMut(&[u8])) {
    if name.iter().any(u8::is_ascii_uppercase) {
        push(&name.to_ascii_lowercase());
    } else {
        push(name);
    }
}

/// What does not stand in a plain value without quotes.
fn is_odd(b: u8) -> bool {
    matches!(b, b'>' | b'<' | b'"' | b'\'' | b'`' | b'=' | b'&' | b'\r' | b'\0')
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\x0C')
}

/// Reads to the end of the next tag or comment, and tells how far that is; to the page's end, if nothing.
fn by_states(
    html: &str,
    state: State,
    tokens: &mut Tokens<'_, '_, '_>,
) -> Result<Option<usize>, Exceeded> {
    let taken = Cell::new(0);
    let reader = Counting { reader: html.to_reader(), taken: &taken };
    let mut tokenizer = Tokenizer::new_with_emitter(reader, Lent(tokens));
    tokenizer.set_state(state);
    match tokenizer.next() {
        Some(Ok(Stop::Exceeded(exceeded))) => Err(exceeded),
        Some(Ok(Stop::Behind)) => Ok(Some(taken.get())),
        Some(Ok(Stop::AtEnd)) | None => Ok(None),
    }
}

/// The emitter, lent to a tokenizer.
struct Lent<'t, 'b, 'l, 'h>(&'t mut Tokens<'b, 'l, 'h>);

impl ForwardingEmitter for Lent<'_, '_, '_, '_> {
    type Token = Stop;

    fn inner(&mut self) -> &mut impl Emitter<Token = Stop> {
        self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// A reader that tells how much of its text is taken.
struct Counting<'c, 'h> {
    reader: StringReader<'h>,
    taken: &'c Cell<usize>,
}

impl Counting<'_, '_> {
    fn take(&self, length: usize) {
        self.taken.set(self.taken.get() + length);
    }
}

impl Reader for Counting<'_, '_> {
    type Error = Infallible;

    #[inline]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        let byte = self.reader.read_byte()?;
        self.take(usize::from(byte.is_some()));
        Ok(byte)
    }

    #[inline]
    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        let is_there = self.reader.try_read_string(text, case_sensitive)?;
        self.take(if is_there { text.len() } else { 0 });
        Ok(is_there)
    }

    #[inline]
    fn read_until<'r>(
        &'r mut self,
        needle: &[u8],
        buffer: &'r mut [u8; 4],
    ) -> Result<Option<&'r [u8]>, Infallible> {
        let part = self.reader.read_until(needle, buffer)?;
        self.taken.set(self.taken.get() + part.map_or(0, <[u8]>::len));
        Ok(part)
    }
}
