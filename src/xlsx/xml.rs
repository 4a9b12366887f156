//! A part's elements and texts, one after the other.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::damaged;
use crate::error::Error;
use crate::limits::Limits;

/// A pull reader of one part. Declarations of a document's type are refused, and with them entities.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    part: &'x str,
    depth: usize,
    limit: usize,
}

/// What stands in a part. Names are without their prefixes.
pub(super) enum Piece<'x> {
    Start(Start<'x>),
    Text(Cow<'x, str>),
    End,
}

/// A start tag; an element without content has an end tag too.
pub(super) struct Start<'x> {
    tag: BytesStart<'x>,
}

impl<'x> Xml<'x> {
    pub(super) fn new(text: &'x str, part: &'x str, limits: &Limits) -> Xml<'x> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part, depth: 0, limit: limits.depth }
    }

    /// The next piece; `None` behind the last one.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'x>>, Error> {
        loop {
            let piece = match self.reader.read_event().map_err(|_| damaged(self.part))? {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > self.limit {
                        return Err(Error::limit("depth", self.limit));
                    }
                    Piece::Start(Start { tag })
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::End
                }
                Event::Text(text) => Piece::Text(text.xml10_content()),
                Event::CData(text) => Piece::Text(text.xml10_content()),
                Event::GeneralRef(name) => {
                    let c = name.resolve_char_ref().map_err(|_| damaged(self.part))?;
                    Piece::Text(match c {
                        Some(c) => Cow::Owned(c.to_string()),
                        None => Cow::Borrowed(self.entity(&name.xml10_content())?),
                    })
                }
                Event::DocType(_) => return Err(damaged(self.part)),
                Event::Eof if self.depth > 0 => return Err(damaged(self.part)),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(Some(piece));
        }
    }

    fn entity(&self, name: &str) -> Result<&'static str, Error> {
        let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
        let found = known.into_iter().find(|(other, _)| *other == name);
        found.map(|(_, text)| text).ok_or_else(|| damaged(self.part))
    }

    /// The text up to the end of the element at hand.
    pub(super) fn text(&mut self) -> Result<String, Error> {
        let mut text = String::new();
        let outer = self.depth;
        while self.depth >= outer {
            match self.next()? {
                Some(Piece::Text(more)) => text.push_str(&more),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// Leaves out the element at hand.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let outer = self.depth;
        while self.depth >= outer && self.next()?.is_some() {}
        Ok(())
    }
}

impl Start<'_> {
    pub(super) fn name(&self) -> &str {
        self.tag.local_name().into_inner()
    }

    /// An attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        // To look for repeated names costs the square of their number.
        let mut attributes = self.tag.attributes();
        let attribute = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(super) fn is(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| is_true(&value))
    }

    /// What an element says that stands for yes unless its `val` says no.
    pub(super) fn says_yes(&self) -> bool {
        self.attribute("val").is_none_or(|value| is_true(&value))
    }
}

fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}
