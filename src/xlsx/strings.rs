//! Texts of several runs: shared strings and those that stand in their cells.

use super::budget::Budget;
use super::styles::Font;
use super::xml::{Piece, Xml};
use crate::error::Error;
use crate::html::{MarkKind, Text, TextBuilder};
use crate::limits::Limits;

/// A text of runs.
#[derive(Debug, Default, Clone)]
pub(super) struct Rich {
    runs: Vec<Run>,
}

#[derive(Debug, Default, Clone)]
struct Run {
    text: String,
    /// What the run itself says; else the cell's font holds.
    font: Option<Font>,
}

impl Rich {
    pub(super) fn plain(text: String) -> Rich {
        Rich { runs: vec![Run { text, font: None }] }
    }

    /// Reads up to the end of the element at hand, `<si>` or `<is>`; readings (`<rPh>`) are left out.
    pub(super) fn read(xml: &mut Xml<'_>, budget: &mut Budget) -> Result<Rich, Error> {
        let mut rich = Rich::default();
        let mut depth = 0_usize;
        let mut font = None;
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(start) => match start.name() {
                    "rPh" | "phoneticPr" => xml.skip()?,
                    "t" => {
                        budget.node()?;
                        rich.runs.push(Run { text: unescaped(&xml.text()?), font });
                    }
                    name => {
                        if name == "r" {
                            font = None;
                        } else if name == "rPr" {
                            font = Some(Font::default());
                        } else if let Some(font) = &mut font {
                            font.take(&start);
                        }
                        depth += 1;
                    }
                },
                Piece::End if depth == 0 => break,
                Piece::End => depth -= 1,
                Piece::Text(_) => {}
            }
        }
        Ok(rich)
    }

    /// The strings of the part that cells share.
    pub(super) fn shared(
        text: &str,
        part: &str,
        limits: &Limits,
        budget: &mut Budget,
    ) -> Result<Vec<Rich>, Error> {
        let mut xml = Xml::new(text, part, limits);
        let mut strings = Vec::new();
        while let Some(piece) = xml.next()? {
            if matches!(&piece, Piece::Start(start) if start.name() == "si") {
                budget.node()?;
                strings.push(Rich::read(&mut xml, budget)?);
            }
        }
        Ok(strings)
    }

    /// Puts something before and behind the text.
    pub(super) fn between(&self, before: &str, behind: &str) -> Rich {
        let affix = |text: &str| Run { text: text.to_owned(), font: None };
        let mut runs = vec![affix(before)];
        runs.extend(self.runs.iter().cloned());
        runs.push(affix(behind));
        Rich { runs }
    }

    /// How many runs the text has.
    pub(super) fn runs(&self) -> usize {
        self.runs.len()
    }

    /// Whether the text begins with white space that is shown.
    pub(super) fn is_indented(&self) -> bool {
        let first = self.runs.iter().find(|run| !run.text.is_empty());
        first.is_some_and(|run| {
            run.text.trim_start_matches([' ', '\n', '\t']).starts_with(['\u{3000}', '\u{A0}'])
        })
    }

    /// The text in a cell with this font.
    pub(super) fn text(&self, font: Font, certain: bool) -> Text {
        let mut builder = TextBuilder::default();
        let mut marked = [(MarkKind::Struck, None), (MarkKind::Raised, None)];
        for run in &self.runs {
            let own = run.font.unwrap_or(font);
            for ((kind, since), is_so) in marked.iter_mut().zip([own.struck, own.raised]) {
                match (is_so, *since) {
                    (true, None) => *since = Some(builder.len()),
                    (false, Some(start)) => {
                        builder.mark_since(*kind, start);
                        *since = None;
                    }
                    _ => {}
                }
            }
            builder.push_lines(&run.text);
        }
        for (kind, since) in marked {
            if let Some(start) = since {
                builder.mark_since(kind, start);
            }
        }
        if !certain {
            builder.mark_since(MarkKind::Uncertain, 0);
        }
        builder.finish()
    }
}

/// Characters that XML does not have are written as `_x000D_`, and an underline before such as `_x005F_`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let code =
            rest.get(at + 2..at + 6).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = code.filter(|_| rest[at + 6..].starts_with('_'));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                plain.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_come_back() {
        assert_eq!(unescaped("1_x000D_\n2"), "1\r\n2");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("a_xb_x00"), "a_xb_x00");
    }
}
