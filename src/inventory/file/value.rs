//! What JSON and TOML have in common, with where each value stands.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A value and the byte at which it begins.
#[derive(Debug)]
pub(super) struct Value<'t> {
    pub(super) at: usize,
    pub(super) kind: Kind<'t>,
    /// As it is written.
    spelling: &'t str,
}

#[derive(Debug)]
pub(super) enum Kind<'t> {
    Null,
    Text(Cow<'t, str>),
    /// Left as it is written: 10.10 is not 10.1.
    Number,
    Table(Vec<(Cow<'t, str>, Value<'t>)>),
    List(Vec<Value<'t>>),
    /// A truth value, a date, or what lies deeper than an inventory does.
    Other,
}

/// How deep values are looked at: an inventory has three levels.
const DEPTH: usize = 4;
/// How much of a value a finding shows, in characters.
const SHOWN: usize = 80;

impl<'t> Value<'t> {
    /// Reads JSON; the error is a line and what the parser says.
    pub(super) fn of_json(text: &'t str) -> Result<Value<'t>, (Option<usize>, String)> {
        let told = |error: serde_json::Error| {
            // The line is told apart from what is wrong.
            let place = format!(" at line {} column {}", error.line(), error.column());
            (Some(error.line()), error.to_string().replace(&place, ""))
        };
        let root: &RawValue = serde_json::from_str(text).map_err(told)?;
        let start = text.as_ptr() as usize;
        of_raw(root, start, DEPTH).map_err(|error| (None, error.to_string()))
    }

    /// Reads TOML; the error is a byte and what the parser says.
    #[cfg(feature = "toml")]
    pub(super) fn of_toml(text: &'t str) -> Result<Value<'t>, (Option<usize>, String)> {
        let told =
            |error: toml::de::Error| (error.span().map(|s| s.start), error.message().to_owned());
        let root = toml::de::DeTable::parse(text).map_err(told)?;
        let kind = of_table(root.into_inner(), text, DEPTH);
        Ok(Value { at: 0, kind, spelling: text })
    }

    /// A text's own characters, and anything else as it is written, shortened.
    pub(super) fn raw(&self) -> String {
        let text = match &self.kind {
            Kind::Text(text) => text,
            _ => self.spelling.trim(),
        };
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        shown
    }
}

fn of_raw<'t>(raw: &'t RawValue, start: usize, depth: usize) -> serde_json::Result<Value<'t>> {
    let spelling = raw.get();
    let at = spelling.as_ptr() as usize - start;
    let kind = match spelling.as_bytes().first() {
        Some(b'"') => Kind::Text(serde_json::from_str::<Text<'_>>(spelling)?.0),
        Some(b'-' | b'0'..=b'9') => Kind::Number,
        Some(b'n') => Kind::Null,
        Some(b'{') if depth > 0 => {
            let entries = serde_json::from_str::<Entries<'_>>(spelling)?.0;
            let entries = entries.into_iter();
            let values = entries.map(|(key, raw)| Ok((key, of_raw(raw, start, depth - 1)?)));
            Kind::Table(values.collect::<serde_json::Result<_>>()?)
        }
        Some(b'[') if depth > 0 => {
            let values = serde_json::from_str::<Vec<&RawValue>>(spelling)?.into_iter();
            let values = values.map(|raw| of_raw(raw, start, depth - 1));
            Kind::List(values.collect::<serde_json::Result<_>>()?)
        }
        _ => Kind::Other,
    };
    Ok(Value { at, kind, spelling })
}

/// A text, borrowed where nothing in it is escaped.
#[derive(serde::Deserialize)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

/// An object's entries in order, equal keys included.
struct Entries<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'t> Deserialize<'t> for Entries<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'t> Visitor<'t> for Object {
            type Value = Entries<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Entries<'t>, A::Error> {
                let mut entries = Vec::new();
                while let Some((Text(key), value)) = map.next_entry()? {
                    entries.push((key, value));
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

#[cfg(feature = "toml")]
fn of_table<'t>(table: toml::de::DeTable<'t>, text: &'t str, depth: usize) -> Kind<'t> {
    let mut entries: Vec<_> = table.into_iter().collect();
    // As they are written, not by their names.
    entries.sort_by_key(|(key, _)| key.span().start);
    let read = |(key, value): (toml::Spanned<Cow<'t, str>>, toml::Spanned<_>)| {
        (key.into_inner(), of_spanned(value, text, depth - 1))
    };
    Kind::Table(entries.into_iter().map(read).collect())
}

#[cfg(feature = "toml")]
fn of_spanned<'t>(
    value: toml::Spanned<toml::de::DeValue<'t>>,
    text: &'t str,
    depth: usize,
) -> Value<'t> {
    use toml::de::DeValue;

    let span = value.span();
    let kind = match value.into_inner() {
        DeValue::String(text) => Kind::Text(text),
        DeValue::Integer(_) | DeValue::Float(_) => Kind::Number,
        DeValue::Table(table) if depth > 0 => of_table(table, text, depth),
        DeValue::Array(values) if depth > 0 => {
            Kind::List(values.into_iter().map(|value| of_spanned(value, text, depth - 1)).collect())
        }
        _ => Kind::Other,
    };
    Value { at: span.start, kind, spelling: text.get(span).unwrap_or_default() }
}

/// Where the lines of a text end.
#[derive(Debug)]
pub(super) struct Lines {
    ends: Vec<usize>,
    /// The number of the first one.
    first: usize,
}

impl Lines {
    pub(super) fn of(text: &str) -> Lines {
        Lines::from(1, text)
    }

    /// The lines of a text that begins at some line of a file.
    pub(super) fn from(first: usize, text: &str) -> Lines {
        Lines { ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect(), first }
    }

    /// The line of a byte.
    pub(super) fn of_byte(&self, at: usize) -> usize {
        self.ends.partition_point(|end| *end < at) + self.first
    }
}
