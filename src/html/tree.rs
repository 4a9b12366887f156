//! Text → tokens (html5gum) → guard → tree builder (html5ever) → tree (scraper).

use std::borrow::Cow;
use std::cell::Cell;

use html5ever::LocalName;
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, State, Tokenizer};
use scraper::{Html, HtmlTreeSink};

use super::Ending;
use super::guard::{Exceeded, Guard, Handle, attribute, open_table};
use crate::limits::Limits;

/// Parses a document as the HTML standard says, within limits.
///
/// The tree lacks what nothing here reads: the texts of comments, scripts and styles, most attributes.
pub(super) fn parse(html: &str, limits: &Limits) -> Result<(Html, Ending), Exceeded> {
    // A byte order mark that came along is no text; as text it would put the page into quirks mode.
    let html = html.strip_prefix('\u{FEFF}').unwrap_or(html);
    let builder =
        TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), TreeBuilderOpts::default());
    let ending = Cell::default();
    let emitter = Bridge { inner: CallbackEmitter::new(Tokens::new(&builder, &ending, limits)) };
    let mut tokenizer = Tokenizer::new_with_emitter(html, emitter);
    match tokenizer.next() {
        Some(Ok(exceeded)) => Err(exceeded),
        None => {
            let ending = ending.get();
            drop(tokenizer);
            Ok((builder.sink.finish(), ending))
        }
    }
}

/// The emitter: gives errors away unseen and tells the tokenizer which state the tree builder asks for.
struct Bridge<'b, 'l> {
    inner: CallbackEmitter<Tokens<'b, 'l>, Exceeded>,
}

impl ForwardingEmitter for Bridge<'_, '_> {
    type Token = Exceeded;

    fn inner(&mut self) -> &mut impl Emitter<Token = Exceeded> {
        &mut self.inner
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_eof(&mut self) {
        self.inner.emit_eof();
        let tokens = self.inner.callback_mut();
        let (in_table, in_row) = open_table(tokens.builder);
        tokens.ending.set(Ending { in_table, in_row, ..tokens.ending.get() });
        tokens.send(Token::EOFToken);
        tokens.builder.end();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let _naive = self.inner.emit_current_tag();
        self.inner.callback_mut().next_state.take()
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.inner.callback_mut().builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Turns the tokenizer's events into the tree builder's tokens.
struct Tokens<'b, 'l> {
    builder: &'b TreeBuilder<Handle, HtmlTreeSink>,
    ending: &'b Cell<Ending>,
    guard: Guard<'l>,
    /// The start tag that is coming in.
    tag: Option<Tag>,
    /// Whether the value of the attribute that is coming in is wanted.
    keeps_value: bool,
    /// Inside a script or style, whose text nobody reads.
    drops_text: bool,
    next_state: Option<State>,
}

impl<'b, 'l> Tokens<'b, 'l> {
    fn new(
        builder: &'b TreeBuilder<Handle, HtmlTreeSink>,
        ending: &'b Cell<Ending>,
        limits: &'l Limits,
    ) -> Self {
        Tokens {
            builder,
            ending,
            guard: Guard::new(limits),
            tag: None,
            keeps_value: false,
            drops_text: false,
            next_state: None,
        }
    }

    fn send(&mut self, token: Token) {
        self.next_state = match self.builder.process_token(token, 1) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData) => Some(State::ScriptData),
            _ => None,
        };
    }

    fn attribute_name(&mut self, name: &[u8]) {
        self.keeps_value = false;
        let Some(tag) = &mut self.tag else { return };
        if !self.guard.wants(&tag.name, name) {
            return;
        }
        let attribute = attribute(&text(name));
        // Of equal attributes the first one counts.
        if tag.attrs.iter().all(|other| other.name != attribute.name) {
            tag.attrs.push(attribute);
            self.keeps_value = true;
        }
    }

    fn attribute_value(&mut self, value: &[u8]) {
        let kept = self.tag.as_mut().filter(|_| self.keeps_value);
        if let Some(attribute) = kept.and_then(|tag| tag.attrs.last_mut()) {
            attribute.value.push_slice(&text(value));
        }
    }

    fn start_tag(&mut self, self_closing: bool) -> Option<Exceeded> {
        let mut tag = self.tag.take()?;
        tag.self_closing = self_closing;
        if !tag.attrs.is_empty() {
            self.guard.temper(&mut tag);
        }
        if let Some(exceeded) = self.count() {
            return Some(exceeded);
        }
        let is_code = matches!(&*tag.name, "script" | "style");
        self.send(Token::TagToken(tag));
        self.drops_text = is_code && self.next_state.is_some();
        None
    }

    fn count(&mut self) -> Option<Exceeded> {
        self.guard.count(self.builder).err()
    }

    /// Nobody reads a comment, but it parts white space from text inside a table, and a line feed from `<pre>`.
    fn comment(&mut self) -> Option<Exceeded> {
        if let Some(exceeded) = self.count() {
            return Some(exceeded);
        }
        self.send(Token::CommentToken(StrTendril::new()));
        None
    }

    fn characters(&mut self, value: &[u8]) {
        if self.drops_text {
            return;
        }
        let mut rest = value;
        while let Some(nul) = memchr::memchr(0, rest) {
            self.characters_without_nul(&rest[..nul]);
            self.send(Token::NullCharacterToken);
            rest = &rest[nul + 1..];
        }
        self.characters_without_nul(rest);
    }

    fn characters_without_nul(&mut self, value: &[u8]) {
        if !value.is_empty() {
            self.send(Token::CharacterTokens(tendril(value)));
        }
    }
}

impl Callback<Exceeded, ()> for Tokens<'_, '_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<()>) -> Option<Exceeded> {
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag = Some(tag(TagKind::StartTag, name)),
            CallbackEvent::AttributeName { name } => self.attribute_name(name),
            CallbackEvent::AttributeValue { value } => self.attribute_value(value),
            CallbackEvent::CloseStartTag { self_closing } => return self.start_tag(self_closing),
            CallbackEvent::EndTag { name } => {
                self.drops_text = false;
                if matches!(name, b"html" | b"body") {
                    self.ending.set(Ending { html_closed: true, ..self.ending.get() });
                }
                // Without a start tag these make an element.
                if matches!(name, b"p" | b"br")
                    && let Some(exceeded) = self.count()
                {
                    return Some(exceeded);
                }
                self.send(Token::TagToken(tag(TagKind::EndTag, name)));
            }
            CallbackEvent::String { value } => self.characters(value),
            CallbackEvent::Doctype { name, public_identifier, system_identifier, force_quirks } => {
                self.send(Token::DoctypeToken(Doctype {
                    name: (!name.is_empty()).then(|| tendril(name)),
                    public_id: public_identifier.map(tendril),
                    system_id: system_identifier.map(tendril),
                    force_quirks,
                }));
            }
            CallbackEvent::Comment { .. } => return self.comment(),
            CallbackEvent::Error(_) => {}
        }
        None
    }
}

fn tag(kind: TagKind, name: &[u8]) -> Tag {
    Tag {
        kind,
        name: LocalName::from(&*text(name)),
        self_closing: false,
        attrs: Vec::new(),
        had_duplicate_attributes: false,
    }
}

fn tendril(bytes: &[u8]) -> StrTendril {
    StrTendril::from_slice(&text(bytes))
}

/// The tokenizer reads a `str` and hands out bytes of it.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

#[cfg(test)]
mod tests;
