//! Text → tokens (html5gum) → guard → tree builder (html5ever) → tree.

use std::cell::Cell;

use html5ever::interface::TreeSink;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::Ending;
use super::arena::{Arena, Tree};
use super::guard::Exceeded;
use super::plain;
use super::tokens::Tokens;
use crate::limits::Limits;

/// Parses a document as the HTML standard says, within limits.
///
/// The tree lacks what nothing here reads: the texts of comments, scripts and styles, most attributes.
pub(super) fn parse(html: &str, limits: &Limits) -> Result<(Tree, Ending), Exceeded> {
    // A byte order mark that came along is no text; as text it would put the page into quirks mode.
    let html = html.strip_prefix('\u{FEFF}').unwrap_or(html);
    let builder = TreeBuilder::new(Arena::new(html), TreeBuilderOpts::default());
    let ending = Cell::default();
    plain::read(html, &mut Tokens::new(html, &builder, &ending, limits))?;
    Ok((builder.sink.finish(), ending.get()))
}

#[cfg(test)]
mod tests;
