//! Text → tokens (html5gum) → guard → tree builder (html5ever) → tree.

use std::cell::Cell;

use html5ever::interface::TreeSink;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::Ending;
use super::arena::{Arena, Tree};
use super::guard::Exceeded;
use super::plain;
use super::sheet::Sheet;
use super::tokens::Tokens;
use crate::limits::Limits;

/// Parses a document as the HTML standard says, within limits.
///
/// The tree lacks what nothing here reads: the texts of comments, scripts and styles, most attributes. What the page's
/// sheets say comes with it.
pub(super) fn parse(html: &str, limits: &Limits) -> Result<(Tree, Ending, Sheet), Exceeded> {
    // A byte order mark that came along is no text; as text it would put the page into quirks mode.
    let html = html.strip_prefix('\u{FEFF}').unwrap_or(html);
    let builder = TreeBuilder::new(Arena::new(html), TreeBuilderOpts::default());
    let ending = Cell::default();
    let mut tokens = Tokens::new(html, &builder, &ending, limits);
    plain::read(html, &mut tokens)?;
    let sheet = tokens.into_sheet();
    Ok((builder.sink.finish(), ending.get(), sheet))
}

#[cfg(test)]
mod tests;
