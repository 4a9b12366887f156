//! The tokenizer's events → tokens, past the guard, for the tree builder.

use std::borrow::Cow;
use std::cell::Cell;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, local_name};
use html5gum::{Emitter, Error, State};

use super::Ending;
use super::arena::{Arena, Handle, Part};
use super::direct::{Direct, Kind};
use super::guard::{Exceeded, Guard, attribute, is_root, open_table};
use super::sheet::Sheet;
use crate::limits::Limits;

/// The emitter: makes tokens of what the tokenizer reads, gives them to the tree builder, and tells the tokenizer
/// which state that asks for.
pub(super) struct Tokens<'b, 'l, 'h> {
    builder: &'b TreeBuilder<Handle, Arena>,
    ending: &'b Cell<Ending>,
    guard: Guard<'l>,
    direct: Direct,
    stop: Option<Stop>,
    html: &'h str,
    /// The beginning of a character: behind a character reference the tokenizer goes on byte by byte.
    cut: Vec<u8>,
    tag: TagParts,
    last_start_tag: Vec<u8>,
    doctype: DoctypeParts,
    /// Inside a script or style, whose text is none of the page's.
    drops_text: bool,
    /// The sheet that is coming in.
    sheet: Option<Vec<u8>>,
    /// How many templates are open, whose sheets are none of the page's.
    templates: usize,
    next_state: Option<State>,
}

/// Why the tokenizer stops.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stop {
    Exceeded(Exceeded),
    /// Behind a tag, comment or doctype, in the data state.
    Behind,
    AtEnd,
}

/// The tag that is coming in.
#[derive(Default)]
struct TagParts {
    is_end: bool,
    self_closing: bool,
    name: Vec<u8>,
    /// The same, once it is whole.
    element: Option<Known>,
    attrs: Vec<Attribute>,
    /// The name of the attribute that is coming in, until it is told whether it is kept.
    attribute: Vec<u8>,
    /// The value of the last one of `attrs`, while it comes in.
    value: Option<Vec<u8>>,
    known: KnownNames,
}

/// Names that came in before: a page has a few over and over, and to find the one for some bytes takes a slow hash.
struct KnownNames([Known; 64]);

#[derive(Clone)]
struct Known {
    name: LocalName,
    kind: Option<Kind>,
}

impl Default for KnownNames {
    fn default() -> Self {
        KnownNames([const { Known { name: local_name!(""), kind: None } }; 64])
    }
}

impl KnownNames {
    fn name(&mut self, name: &[u8]) -> Known {
        let (first, last) = name.first().zip(name.last()).unwrap_or((&0, &0));
        let place = usize::from(*first) + 7 * usize::from(*last) + 3 * name.len();
        let known = &mut self.0[place % 64];
        if known.name.as_bytes() != name {
            let name = LocalName::from(&*text(name));
            *known = Known { kind: Kind::of(&name), name };
        }
        known.clone()
    }
}

/// The doctype that is coming in.
#[derive(Default)]
struct DoctypeParts {
    name: Option<Vec<u8>>,
    public_id: Option<Vec<u8>>,
    system_id: Option<Vec<u8>>,
    force_quirks: bool,
}

impl TagParts {
    /// Begins another tag; buffers are used again.
    fn begin(&mut self, is_end: bool) {
        self.is_end = is_end;
        self.self_closing = false;
        self.name.clear();
        self.element = None;
        self.attrs.clear();
        self.attribute.clear();
        self.value = None;
    }

    fn element(&mut self) -> &Known {
        self.element.get_or_insert_with(|| self.known.name(&self.name))
    }

    fn take(&mut self) -> Tag {
        let name = self.element().name.clone();
        let kind = if self.is_end { TagKind::EndTag } else { TagKind::StartTag };
        Tag {
            kind,
            name,
            self_closing: self.self_closing,
            attrs: std::mem::take(&mut self.attrs),
            had_duplicate_attributes: false,
        }
    }
}

impl<'b, 'l, 'h> Tokens<'b, 'l, 'h> {
    pub(super) fn new(
        html: &'h str,
        builder: &'b TreeBuilder<Handle, Arena>,
        ending: &'b Cell<Ending>,
        limits: &'l Limits,
    ) -> Self {
        Tokens {
            builder,
            ending,
            guard: Guard::new(limits),
            direct: Direct::default(),
            stop: None,
            html,
            cut: Vec::new(),
            tag: TagParts::default(),
            last_start_tag: Vec::new(),
            doctype: DoctypeParts::default(),
            drops_text: false,
            sheet: None,
            templates: 0,
            next_state: None,
        }
    }

    /// What the page's sheets have said.
    pub(super) fn into_sheet(self) -> Sheet {
        self.guard.into_sheet()
    }

    fn send(&mut self, token: Token) {
        self.direct.settle(self.builder, &token);
        self.next_state = match self.builder.process_token(token, 1) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData) => Some(State::ScriptData),
            _ => None,
        };
    }

    /// Sends a token that makes a node, while the tree is within its limits.
    fn send_counted(&mut self, token: Token) {
        if self.is_within_limits() {
            self.send(token);
        }
    }

    fn is_within_limits(&mut self) -> bool {
        match self.guard.count(self.builder, self.direct.depth()) {
            Ok(()) => true,
            Err(exceeded) => {
                self.stop = Some(Stop::Exceeded(exceeded));
                false
            }
        }
    }

    fn send_text(&mut self, text: StrTendril) {
        match self.direct.place_of_text(self.builder) {
            Some(parent) => self.builder.sink.add_text(parent, text),
            None => self.send(Token::CharacterTokens(text)),
        }
    }

    /// Whether the tag's classes may be read, whatever they are.
    pub(super) fn wants_classes(&mut self) -> bool {
        self.guard.makes_marks() || is_root(&self.tag.element().name)
    }

    /// Ends an attribute.
    fn end_attribute(&mut self) {
        self.end_attribute_name();
        if let (Some(value), Some(attribute)) = (self.tag.value.take(), self.tag.attrs.last_mut()) {
            attribute.value = tendril(&value);
        }
    }

    /// Decides whether an attribute whose name is whole is kept.
    fn end_attribute_name(&mut self) {
        if self.tag.attribute.is_empty() {
            return;
        }
        let name = std::mem::take(&mut self.tag.attribute);
        if !self.tag.is_end && self.guard.wants(&self.tag.element().name, &name) {
            let attribute = attribute(&text(&name));
            // Of equal attributes the first one counts.
            if self.tag.attrs.iter().all(|other| other.name != attribute.name) {
                self.tag.attrs.push(attribute);
                self.tag.value = Some(Vec::new());
            }
        }
        self.tag.attribute = name;
        self.tag.attribute.clear();
    }

    fn start_tag(&mut self) {
        self.tag.element();
        std::mem::swap(&mut self.last_start_tag, &mut self.tag.name);
        if !self.tag.attrs.is_empty() {
            let element = self.tag.element().name.clone();
            self.guard.temper(&element, &mut self.tag.attrs);
        }
        if !self.is_within_limits() || self.start_directly() {
            return;
        }
        let tag = self.tag.take();
        let name = tag.name.clone();
        let is_style = name == local_name!("style");
        let is_sheet = is_style && self.templates == 0 && Guard::is_sheet(&tag.attrs);
        self.templates += usize::from(name == local_name!("template"));
        self.send(Token::TagToken(tag));
        self.direct.begin(self.builder, &name);
        let is_code = is_style || name == local_name!("script");
        self.drops_text = is_code && self.next_state.is_some();
        self.sheet = (is_sheet && self.drops_text).then(Vec::new);
    }

    /// Opens a plain element past the tree builder, if its place is certain.
    fn start_directly(&mut self) -> bool {
        let Known { name, kind } = self.tag.element().clone();
        let Some(kind) = kind else { return false };
        let Some(parent) = self.direct.place(self.builder, &name, kind) else { return false };
        let attrs = self.tag.attrs.drain(..).collect();
        let id = self.builder.sink.add_element(parent, name.clone(), attrs);
        self.direct.open(id, kind, name);
        true
    }

    fn end_tag(&mut self) {
        self.drops_text = false;
        if self.direct.end(&self.tag.element().name) {
            return;
        }
        if let Some(css) = self.sheet.take()
            && let Err(exceeded) = self.guard.read_sheet(&text(&css))
        {
            self.stop = Some(Stop::Exceeded(exceeded));
        }
        let tag = self.tag.take();
        if tag.name == local_name!("template") {
            self.templates = self.templates.saturating_sub(1);
        }
        if matches!(tag.name, local_name!("html") | local_name!("body")) {
            self.ending.set(Ending { html_closed: true, ..self.ending.get() });
            self.direct.finish();
        }
        // Without a start tag these make an element.
        if matches!(tag.name, local_name!("p") | local_name!("br")) {
            self.send_counted(Token::TagToken(tag));
        } else {
            self.send(Token::TagToken(tag));
        }
    }

    /// Whether white space between two tags here would stand between the parts of a table, where nobody reads it.
    pub(super) fn is_between_parts(&mut self) -> bool {
        if let Some(is_part) = self.direct.holds_parts(self.builder) {
            return is_part;
        }
        // Asking this makes the tree builder ask for the current node's name.
        !self.builder.adjusted_current_node_present_but_not_in_html_namespace()
            && self.builder.sink.was_part_of_table()
    }

    /// A text of the page without a reference.
    pub(super) fn text(&mut self, text: &str) {
        if self.drops_text {
            if let Some(css) = &mut self.sheet {
                css.extend(text.as_bytes());
            }
            return;
        }
        if !self.cut.is_empty() || memchr::memchr(0, text.as_bytes()).is_some() {
            self.emit_string(text.as_bytes());
            return;
        }
        let place = self.direct.place_of_text(self.builder);
        match place.zip(self.part(text.as_bytes())) {
            Some((parent, part)) => self.builder.sink.add_part(parent, part),
            None => self.characters(text.as_bytes()),
        }
    }

    fn characters(&mut self, value: &[u8]) {
        let part = self.part(value).filter(|_| self.cut.is_empty());
        let part = part.map(|part| self.builder.sink.tendril(part));
        let part = part.unwrap_or_else(|| {
            self.cut.extend(value);
            let whole = match std::str::from_utf8(&self.cut) {
                Err(error) if error.error_len().is_none() => error.valid_up_to(),
                _ => self.cut.len(),
            };
            let part = tendril(&self.cut[..whole]);
            self.cut.drain(..whole);
            part
        });
        if !part.is_empty() {
            self.send_text(part);
        }
    }

    /// What the tokenizer hands out, as a part of the page, if it is one of whole characters.
    fn part(&self, bytes: &[u8]) -> Option<Part> {
        let start = (bytes.as_ptr() as usize).checked_sub(self.html.as_ptr() as usize)?;
        self.html.get(start..start.checked_add(bytes.len())?)?;
        let (start, length) = (u32::try_from(start).ok()?, u32::try_from(bytes.len()).ok()?);
        Some(Part { start, length })
    }
}

impl Emitter for Tokens<'_, '_, '_> {
    type Token = Stop;

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Stop> {
        self.stop.take()
    }

    fn emit_eof(&mut self) {
        self.direct.settle(self.builder, &Token::EOFToken);
        let (in_table, in_row) = open_table(self.builder);
        self.ending.set(Ending { in_table, in_row, ..self.ending.get() });
        self.send(Token::EOFToken);
        self.builder.end();
        self.stop.get_or_insert(Stop::AtEnd);
    }

    fn emit_string(&mut self, value: &[u8]) {
        if self.drops_text {
            if let Some(css) = &mut self.sheet {
                css.extend(value);
            }
            return;
        }
        let mut rest = value;
        while let Some(nul) = memchr::memchr(0, rest) {
            self.characters(&rest[..nul]);
            self.send(Token::NullCharacterToken);
            rest = &rest[nul + 1..];
        }
        self.characters(rest);
    }

    fn init_start_tag(&mut self) {
        self.tag.begin(false);
    }

    fn init_end_tag(&mut self) {
        self.tag.begin(true);
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.extend(name);
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = !self.tag.is_end;
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.tag.attribute.extend(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.end_attribute_name();
        if let Some(kept) = &mut self.tag.value {
            kept.extend(value);
        }
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        if self.tag.is_end {
            self.end_tag();
        } else {
            self.start_tag();
        }
        let state = self.next_state.take();
        if state.is_none() {
            self.stop.get_or_insert(Stop::Behind);
        }
        state
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start_tag.clear();
        self.last_start_tag.extend(name.unwrap_or_default());
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && self.tag.name == self.last_start_tag
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn init_comment(&mut self) {}

    fn push_comment(&mut self, _: &[u8]) {}

    /// Nobody reads a comment, but it parts white space from text inside a table, and a line feed from `<pre>`.
    fn emit_current_comment(&mut self) {
        if self.is_within_limits() && !self.direct.comment(self.builder) {
            self.send(Token::CommentToken(StrTendril::new()));
        }
        self.stop.get_or_insert(Stop::Behind);
    }

    fn init_doctype(&mut self) {
        self.doctype = DoctypeParts::default();
    }

    fn push_doctype_name(&mut self, name: &[u8]) {
        self.doctype.name.get_or_insert_default().extend(name);
    }

    fn set_doctype_public_identifier(&mut self, value: &[u8]) {
        self.doctype.public_id = Some(value.to_vec());
    }

    fn push_doctype_public_identifier(&mut self, value: &[u8]) {
        self.doctype.public_id.get_or_insert_default().extend(value);
    }

    fn set_doctype_system_identifier(&mut self, value: &[u8]) {
        self.doctype.system_id = Some(value.to_vec());
    }

    fn push_doctype_system_identifier(&mut self, value: &[u8]) {
        self.doctype.system_id.get_or_insert_default().extend(value);
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn emit_current_doctype(&mut self) {
        let parts = std::mem::take(&mut self.doctype);
        let whole = |part: Option<Vec<u8>>| part.map(|part| tendril(&part));
        self.send(Token::DoctypeToken(Doctype {
            name: whole(parts.name),
            public_id: whole(parts.public_id),
            system_id: whole(parts.system_id),
            force_quirks: parts.force_quirks,
        }));
        self.stop.get_or_insert(Stop::Behind);
    }
}

fn tendril(bytes: &[u8]) -> StrTendril {
    StrTendril::from_slice(&text(bytes))
}

/// The tokenizer reads a `str` and hands out bytes of it.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}
