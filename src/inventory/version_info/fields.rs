//! A file's text as fields: lines of text, keys with values, in sections, XML elements or JSON objects.

use super::RAW;
use super::words::{is_name_key, is_other, is_value_key};
use crate::reading::is_word;

/// A text of the file that may say a version.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// From 1.
    pub(super) line: usize,
    /// Its key, where that is certain.
    pub(super) label: String,
    pub(super) text: String,
    /// How the field stands in the file.
    pub(super) raw: String,
    /// The line before, where it names what follows.
    pub(super) heading: String,
    /// A number with a fraction, of which nobody knows whether a zero at its end was dropped.
    pub(super) is_fraction: bool,
    scope: usize,
}

/// What fields stand in.
#[derive(Debug, Default)]
struct Scope {
    name: String,
    parent: usize,
    /// It is about something else than the application.
    is_other: bool,
}

/// The fields of a text whose line breaks are `\n`, without those that are about something else.
pub(super) fn fields(text: &str) -> Vec<Field> {
    let text = without_comments(text);
    let mut scanner = Scanner { scopes: vec![Scope::default()], ..Scanner::default() };
    let first = text.trim_start();
    scanner.line = 1 + newlines(&text[..text.len() - first.len()]);
    if !scanner.markup(first) {
        scanner.line = 1;
        scanner.lines(&text);
    }
    let mut fields = scanner.finish();
    let lines: Vec<&str> = text.split('\n').collect();
    for field in fields.iter_mut().filter(|field| field.raw.is_empty()) {
        field.raw = whole_line(field, &lines);
    }
    fields
}

/// A field's line as it stands in the file, if that shows its text, and can be shown.
fn whole_line(field: &Field, lines: &[&str]) -> String {
    let line = lines.get(field.line - 1).map_or("", |line| line.trim());
    if line.contains(&field.text) && line.chars().nth(RAW).is_none() {
        line.to_owned()
    } else if field.label.is_empty() {
        field.text.clone()
    } else {
        format!("{}: {}", field.label, field.text)
    }
}

fn newlines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// Signs and words that begin a comment at the start of a line.
const COMMENTS: [&str; 6] = ["#", ";", "//", "＃", "；", "REM "];

/// The text without comments, each line in its place.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        let (comment, after) = comment.split_once("-->").unwrap_or((comment, ""));
        kept.extend(std::iter::repeat_n('\n', newlines(comment)));
        rest = after;
    }
    kept.push_str(rest);
    let is_comment = |line: &str| COMMENTS.iter().any(|sign| line.trim_start().starts_with(sign));
    let lines = kept.split('\n').map(|line| if is_comment(line) { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Scanner {
    fields: Vec<Field>,
    scopes: Vec<Scope>,
    /// The scope at hand.
    scope: usize,
    line: usize,
}

impl Scanner {
    fn finish(mut self) -> Vec<Field> {
        // A scope stands behind the one that it is in.
        for at in 1..self.scopes.len() {
            self.scopes[at].is_other |= self.scopes[self.scopes[at].parent].is_other;
        }
        self.fields.retain(|field| !self.scopes[field.scope].is_other);
        self.fields
    }

    fn open(&mut self, name: &str) {
        let (name, is_other) = (name.trim().to_owned(), is_other(name));
        self.scopes.push(Scope { name, parent: self.scope, is_other });
        self.scope = self.scopes.len() - 1;
    }

    fn close(&mut self) {
        self.scope = self.scopes[self.scope].parent;
    }

    fn push(&mut self, label: &str, text: &str) {
        let scope = self.scope;
        if is_name_key(label) {
            self.scopes[scope].is_other |= is_other(text);
        }
        let label =
            if is_value_key(label) { self.scopes[scope].name.clone() } else { label.to_owned() };
        let (line, text) = (self.line, text.to_owned());
        self.fields.push(Field { line, label, text, scope, ..Field::default() });
    }

    /// Reads XML or JSON, if the text looks like that.
    fn markup(&mut self, text: &str) -> bool {
        if text.starts_with('<') {
            self.xml(text);
        } else if text.strip_prefix('[').unwrap_or(text).trim_start().starts_with('{') {
            self.json(text);
        } else {
            return false;
        }
        true
    }

    fn lines(&mut self, text: &str) {
        let mut heading = Heading::default();
        for (at, line) in text.split('\n').enumerate() {
            self.line = at + 1;
            let indent = line.len() - line.trim_start().len();
            let line = line.trim();
            if heading.ends_before(line, indent) {
                self.scope = heading.section;
            }
            let scope = self.scope;
            if let Some(section) = section(line) {
                self.scope = 0;
                self.open(section);
                heading = Heading { section: self.scope, ..Heading::default() };
                continue;
            }
            if has_letters(line) && !has_number(line) && value_of(line).is_empty() {
                self.scope = heading.section;
                self.open(line);
                heading = Heading { text: line.to_owned(), indent: Some(indent), ..heading };
                continue;
            }
            if !self.markup(line) {
                self.parts(line, &heading.text);
            }
            if !line.is_empty() {
                heading.text.clear();
            }
            self.scope = scope;
        }
    }

    /// Reads a line of one or more fields.
    fn parts(&mut self, line: &str, heading: &str) {
        let parts = parts(line);
        if parts.len() > 1 {
            self.open("");
        }
        for (at, part) in parts.iter().enumerate() {
            match split_key(part) {
                Some((label, text)) => self.push(label, text),
                _ if has_number(part) => self.push("", part),
                _ => {
                    let scope = self.scope;
                    self.scopes[scope].is_other |= parts.len() > 1 && is_other(part);
                    continue;
                }
            }
            if let Some(field) = self.fields.last_mut() {
                field.raw = (*part).to_owned();
                field.heading = if at == 0 { heading.to_owned() } else { String::new() };
            }
        }
    }
}

/// A line without a number or a value: it names what stands below it, until a blank line or, where that is indented, until
/// a line that is not.
#[derive(Debug, Default)]
struct Heading {
    /// Empty behind the next line.
    text: String,
    /// None if there is no heading.
    indent: Option<usize>,
    has_indented: bool,
    /// The scope that it stands in.
    section: usize,
}

impl Heading {
    /// Whether what it names ends before a line.
    fn ends_before(&mut self, line: &str, indent: usize) -> bool {
        let Some(own) = self.indent else { return false };
        let is_indented = indent > own && !line.is_empty();
        self.has_indented |= is_indented;
        // A blank line right below it is for looks.
        let ends =
            if line.is_empty() { self.text.is_empty() } else { self.has_indented && !is_indented };
        if ends {
            *self = Heading { section: self.section, ..Heading::default() };
        }
        ends
    }
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// What stands behind a key.
fn value_of(text: &str) -> &str {
    split_key(text).map_or("", |(_, value)| value)
}

/// The name in a section's head.
fn section(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    (!has_number(name) || is_other(name)).then_some(name)
}

/// A line's parts: what follows a separator is one if it has a key, or begins a sentence.
fn parts(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in line.char_indices() {
        let after = &line[at + c.len_utf8()..];
        let is_end = match c {
            ',' | ';' | '|' | '、' | '，' | '；' | '\t' => {
                let end =
                    after.find([',', ';', '|', '、', '，', '；', '\t']).unwrap_or(after.len());
                split_key(&after[..end]).is_some()
            }
            '。' => {
                !after.is_empty() && !line[..at].ends_with(is_digit) && !after.starts_with(is_digit)
            }
            _ => false,
        };
        if is_end {
            parts.push(line[start..at].trim());
            start = at + c.len_utf8();
        }
    }
    parts.push(line[start..].trim());
    parts
}

/// Splits a key from its value. A text with a number in front of the sign has none.
fn split_key(text: &str) -> Option<(&str, &str)> {
    let at = text.find(['=', ':', '＝', '：'])?;
    let (key, value) = text.split_at(at);
    let is_key = has_letters(key) && !has_number(key);
    let value = value.trim_start_matches(['=', ':', '＝', '：']);
    is_key.then(|| (key.trim(), value.trim()))
}

/// Whether a number stands in a text, and not in a word of it.
fn has_number(text: &str) -> bool {
    text.split(|c| !is_word(c) && !is_digit(c)).any(|word| number_in(word).is_some())
}

/// Where a number begins in a word: at its start, or behind a word for a version, as in `v1.0.9` and `Ver.1.0.9`.
pub(super) fn number_in(word: &str) -> Option<usize> {
    if word.trim_start_matches(['.', '-', '+', '_']).starts_with(is_digit) {
        return Some(0);
    }
    let at = word.find(is_digit)?;
    let name = word[..at].trim_end_matches(['.', '-', '_']);
    ["v", "ver", "version"].iter().any(|same| same.eq_ignore_ascii_case(name)).then_some(at)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// XML, as far as it is needed: elements, attributes and texts. What is not well formed is read as far as it goes.
impl Scanner {
    fn xml(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find('<').unwrap_or(rest.len());
            let (content, tag) = rest.split_at(end);
            self.content(content);
            rest = match tag.as_bytes().get(1) {
                None => return,
                Some(b'?' | b'!') => self.skip(tag),
                Some(b'/') => {
                    self.close();
                    self.skip(tag)
                }
                Some(_) => self.tag(&tag[1..]),
            };
        }
    }

    /// Skips a tag without reading it.
    fn skip<'t>(&mut self, tag: &'t str) -> &'t str {
        let end = tag.find('>').map_or(tag.len(), |at| at + 1);
        self.line += newlines(&tag[..end]);
        &tag[end..]
    }

    /// The text of the element at hand.
    fn content(&mut self, content: &str) {
        let text = content.trim_start();
        self.line += newlines(&content[..content.len() - text.len()]);
        if !text.is_empty() {
            let (element, name) = (self.scope, self.scopes[self.scope].name.clone());
            self.close();
            self.push(&name, text.trim_end());
            self.scope = element;
        }
        self.line += newlines(text);
    }

    /// Reads a start tag behind its `<`, and gives what follows it.
    fn tag<'t>(&mut self, tag: &'t str) -> &'t str {
        let is_of_name = |c: char| !c.is_whitespace() && !matches!(c, '>' | '/' | '=');
        let end = tag.find(|c| !is_of_name(c)).unwrap_or(tag.len());
        let name = tag[..end].rsplit(':').next().unwrap_or_default();
        self.open(name);
        let mut rest = &tag[end..];
        let mut key = None;
        loop {
            let bare = rest.trim_start();
            self.line += newlines(&rest[..rest.len() - bare.len()]);
            if let Some(after) = bare.strip_prefix('>') {
                return after;
            }
            if let Some(after) = bare.strip_prefix("/>") {
                self.close();
                return after;
            }
            let Some((name, value, after)) = attribute(bare) else { return "" };
            match (name.to_ascii_lowercase().as_str(), key) {
                ("key" | "name", _) => key = Some(value),
                ("value", Some(key)) => self.push(key, value),
                _ => {}
            }
            self.push(name, value);
            self.line += newlines(&bare[..bare.len() - after.len()]);
            rest = after;
        }
    }
}

/// An attribute's name and value, and what follows it; nothing at the end of the text.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let first = text.chars().next()?;
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end.max(first.len_utf8()));
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
        return Some((name, "", rest));
    };
    for quote in ['"', '\''] {
        if let Some(value) = value.strip_prefix(quote) {
            let (value, after) = value.split_once(quote)?;
            return Some((name, value, after));
        }
    }
    let end = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
    Some((name, &value[..end], &value[end..]))
}

/// JSON and what looks like it: quotes may be single or left out.
impl Scanner {
    fn json(&mut self, text: &str) {
        let (mut key, mut token) = (String::new(), None);
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                '{' | '[' => {
                    self.open(&std::mem::take(&mut key));
                    1
                }
                '}' | ']' => {
                    self.close();
                    1
                }
                ':' => {
                    key = token.take().unwrap_or_default();
                    1
                }
                ',' => {
                    key.clear();
                    1
                }
                c if c.is_whitespace() => {
                    self.line += usize::from(c == '\n');
                    c.len_utf8()
                }
                _ => {
                    let (value, length) = json_token(rest);
                    let after = rest[length..].trim_start();
                    if !after.starts_with(':') {
                        self.json_value(&std::mem::take(&mut key), &value, &rest[..length]);
                    }
                    token = Some(value);
                    self.line += newlines(&rest[..length]);
                    length
                }
            };
            rest = &rest[length..];
        }
    }

    fn json_value(&mut self, key: &str, value: &str, raw: &str) {
        let of_array = self.scopes[self.scope].name.clone();
        self.push(if key.is_empty() { &of_array } else { key }, value);
        if let Some(field) = self.fields.last_mut() {
            field.is_fraction = raw.contains('.') && raw.parse::<f64>().is_ok();
        }
    }
}

/// A string or a bare word at the start of a text, and its length there.
fn json_token(text: &str) -> (String, usize) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let end = text.find([',', ':', '{', '}', '[', ']', '"', '\n']).unwrap_or(text.len());
        return (text[..end].trim_end().to_owned(), end);
    };
    let mut is_escaped = false;
    let end = text[1..].char_indices().find(|(_, c)| {
        let is_end = *c == quote && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_end
    });
    let length = end.map_or(text.len(), |(at, _)| at + 2);
    let inside = &text[1..end.map_or(text.len(), |(at, _)| at + 1)];
    let unescaped = serde_json::from_str(&text[..length]).ok();
    (unescaped.unwrap_or_else(|| inside.to_owned()), length)
}
