//! A line that has nothing odd: read in one pass, into buffers that are used again.

use std::fmt;
use std::ops::Range;
use std::time::SystemTime;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A terminal whose inventory is no more than an identifier, a time and texts.
///
/// A thing is a key by which what is known of it is found: its names and its version as they stand, each behind a tag.
#[derive(Debug, Default)]
pub struct Plain {
    text: String,
    id: Option<Range<usize>>,
    things: Vec<Range<usize>>,
}

/// What a part of a key is.
pub mod tag {
    pub const APP: &str = "a";
    pub const MANUFACTURER: &str = "m";
    pub const COMPONENT: &str = "c";
    pub const VERSION: &str = "v";
}

/// What parts of a key stand between.
const BETWEEN: char = '\0';

/// The parts of a key and their tags.
pub fn parts(key: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts = key.split(BETWEEN);
    std::iter::from_fn(move || Some((parts.next()?, parts.next()?)))
}

impl Plain {
    /// Reads a line; false if it has anything that the library should look at.
    pub fn read(&mut self, line: &str) -> bool {
        self.text.clear();
        self.id = None;
        self.things.clear();
        let mut json = serde_json::Deserializer::from_str(line);
        Root(self).deserialize(&mut json).is_ok() && json.end().is_ok()
    }

    pub fn id(&self) -> Option<&str> {
        self.id.clone().map(|id| &self.text[id])
    }

    /// The keys of what is installed, in the order of the line.
    pub fn things(&self) -> impl Iterator<Item = &str> {
        self.things.iter().map(|thing| &self.text[thing.clone()])
    }

    fn push(&mut self, tag: &str, text: &str) -> bool {
        if !self.text.is_empty() {
            self.text.push(BETWEEN);
        }
        self.text.push_str(tag);
        self.text.push(BETWEEN);
        self.text.push_str(text);
        !text.contains(BETWEEN)
    }

    /// Where the next key begins.
    fn start(&self) -> usize {
        self.text.len() + usize::from(!self.text.is_empty())
    }

    fn end(&mut self, start: usize) {
        self.things.push(start..self.text.len());
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Id,
    TakenAt,
    Apps,
    Readers,
    Schema,
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum ReaderKey {
    Manufacturer,
    Component,
    Version,
}

struct Root<'p>(&'p mut Plain);
struct Apps<'p>(&'p mut Plain);
struct Readers<'p>(&'p mut Plain);
struct Reader<'p>(&'p mut Plain);
struct Text<'p>(&'p mut Plain, &'static str);
struct Time;

/// Lets a visitor read what it asks for.
macro_rules! seeds {
    ($($seed:ident<$($life:lifetime)?> $ask:ident -> $value:ty;)*) => {$(
        impl<'de> DeserializeSeed<'de> for $seed$(<$life>)? {
            type Value = $value;

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<$value, D::Error> {
                deserializer.$ask(self)
            }
        }
    )*};
}

seeds! {
    Root<'_> deserialize_map -> ();
    Apps<'_> deserialize_any -> ();
    Readers<'_> deserialize_any -> ();
    Reader<'_> deserialize_map -> ();
    Text<'_> deserialize_any -> bool;
    Time<> deserialize_any -> ();
}

impl<'de> Visitor<'de> for Root<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an inventory")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Root(plain) = self;
        while let Some(key) = map.next_key()? {
            match key {
                Key::Id => {
                    let start = plain.start() + "i".len() + BETWEEN.len_utf8();
                    let is_there = map.next_value_seed(Text(plain, "i"))?;
                    plain.id = is_there.then_some(start..plain.text.len());
                }
                Key::TakenAt => map.next_value_seed(Time)?,
                Key::Apps => map.next_value_seed(Apps(plain))?,
                Key::Readers => map.next_value_seed(Readers(plain))?,
                Key::Schema => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Apps<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("versions by application")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Apps(plain) = self;
        loop {
            let start = plain.start();
            if map.next_key_seed(Text(plain, tag::APP))?.is_none() {
                return Ok(());
            }
            required(map.next_value_seed(Text(plain, tag::VERSION))?)?;
            plain.end(start);
        }
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

impl<'de> Visitor<'de> for Readers<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("card readers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Readers(plain) = self;
        while seq.next_element_seed(Reader(plain))?.is_some() {}
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a card reader")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Reader(plain) = self;
        let start = plain.start();
        let mut seen = [false; 3];
        while let Some(key) = map.next_key::<ReaderKey>()? {
            let tags = [tag::MANUFACTURER, tag::COMPONENT, tag::VERSION];
            let at = key as usize;
            let is_there = map.next_value_seed(Text(plain, tags[at]))?;
            // A component may be null; what is given twice is odd.
            required((is_there || at == ReaderKey::Component as usize) && !seen[at])?;
            seen[at] = true;
        }
        required(seen[0] && seen[2])?;
        plain.end(start);
        Ok(())
    }
}

/// Adds a text to the keys; null adds nothing and is told by `false`.
impl Visitor<'_> for Text<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        required(self.0.push(self.1, text))?;
        Ok(true)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }
}

impl Visitor<'_> for Time {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let instant = text.parse::<jiff::Timestamp>().ok();
        required(instant.is_some_and(|instant| SystemTime::try_from(instant).is_ok()))
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// What is odd is read by the library, which tells it better.
fn required<E: Error>(is_plain: bool) -> Result<(), E> {
    if is_plain { Ok(()) } else { Err(E::custom("odd")) }
}
