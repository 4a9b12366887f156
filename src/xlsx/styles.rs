//! How cells look, as far as it says something of their texts.

use std::collections::HashMap;
use std::rc::Rc;

use super::budget::Budget;
use super::format::Format;
use super::xml::{Piece, Start, Xml};
use crate::error::Error;
use crate::limits::Limits;

/// The looks that cells name by their indices.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub(super) cells: Vec<Look>,
    /// Which of the looks that conditions give change what a text says: another format, or struck out.
    pub(super) conditional: Vec<bool>,
}

/// How a cell looks.
#[derive(Debug, Default, Clone)]
pub(super) struct Look {
    pub(super) format: Rc<Format>,
    pub(super) font: Font,
    pub(super) indented: bool,
    pub(super) bordered: bool,
}

/// What a font says of a text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Font {
    pub(super) struck: bool,
    pub(super) raised: bool,
}

impl Font {
    /// Takes in an element of a font or of a run's properties.
    pub(super) fn take(&mut self, element: &Start<'_>) {
        match element.name() {
            "strike" => self.struck = element.says_yes(),
            "vertAlign" => {
                let place = element.attribute("val").unwrap_or_default();
                self.raised = matches!(place.as_str(), "superscript" | "subscript");
            }
            _ => {}
        }
    }
}

impl Styles {
    pub(super) fn read(
        text: &str,
        part: &str,
        limits: &Limits,
        budget: &mut Budget,
    ) -> Result<Styles, Error> {
        let mut xml = Xml::new(text, part, limits);
        let mut reading = Reading::default();
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(start) => {
                    budget.node()?;
                    let name: Box<str> = start.name().into();
                    reading.start(&start);
                    reading.path.push(name);
                }
                Piece::End => {
                    reading.path.pop();
                }
                Piece::Text(_) => {}
            }
        }
        Ok(reading.styles)
    }

    pub(super) fn look(&self, index: Option<usize>) -> Look {
        self.cells.get(index.unwrap_or(0)).cloned().unwrap_or_default()
    }
}

#[derive(Default)]
struct Reading {
    styles: Styles,
    /// The names of the elements around.
    path: Vec<Box<str>>,
    codes: HashMap<u32, String>,
    formats: HashMap<u32, Rc<Format>>,
    fonts: Vec<Font>,
    borders: Vec<bool>,
}

impl Reading {
    fn start(&mut self, start: &Start<'_>) {
        let mut around = self.path.iter().rev().map(|name| &**name);
        let (parent, outer) = (around.next().unwrap_or(""), around.next().unwrap_or(""));
        match (outer, parent, start.name()) {
            (_, "numFmts", "numFmt") => {
                if let (Some(id), Some(code)) =
                    (start.number("numFmtId"), start.attribute("formatCode"))
                {
                    self.codes.insert(id, code);
                }
            }
            (_, "fonts", "font") => self.fonts.push(Font::default()),
            ("fonts", "font", _) => {
                if let Some(font) = self.fonts.last_mut() {
                    font.take(start);
                }
            }
            (_, "borders", "border") => self.borders.push(false),
            ("borders", "border", "left" | "right" | "top" | "bottom" | "start" | "end") => {
                let is_drawn = start.attribute("style").is_some_and(|style| style != "none");
                if let Some(border) = self.borders.last_mut().filter(|_| is_drawn) {
                    *border = true;
                }
            }
            (_, "cellXfs", "xf") => self.look(start),
            ("cellXfs", "xf", "alignment") => {
                let indent = start.number::<u32>("indent").unwrap_or(0);
                if let Some(look) = self.styles.cells.last_mut().filter(|_| indent > 0) {
                    look.indented = true;
                }
            }
            (_, "dxfs", "dxf") => self.styles.conditional.push(false),
            ("dxf", "font", "strike" | "vertAlign") | ("dxfs", "dxf", "numFmt") => {
                if let Some(last) = self.styles.conditional.last_mut() {
                    *last = true;
                }
            }
            _ => {}
        }
    }

    fn look(&mut self, start: &Start<'_>) {
        let format = start.number("numFmtId").unwrap_or(0);
        let font = start.number::<usize>("fontId").unwrap_or(0);
        let border = start.number::<usize>("borderId").unwrap_or(0);
        let codes = &self.codes;
        let format = self.formats.entry(format).or_insert_with(|| {
            let own = codes.get(&format).map(|code| Format::parse(code));
            Rc::new(own.unwrap_or_else(|| Format::built_in(format)))
        });
        self.styles.cells.push(Look {
            format: format.clone(),
            font: self.fonts.get(font).copied().unwrap_or_default(),
            indented: false,
            bordered: self.borders.get(border).copied().unwrap_or(false),
        });
    }
}
