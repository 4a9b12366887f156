//! The page's own `<style>`: which of its rules are read, and where they are found.
//!
//! Selectors are kept as a tree of their parts, outermost first: `.old td` and `.old th` share `.old`. So an element
//! is compared with the parts that bear its name, class or id, and with none of the elements around it.

use std::collections::{HashMap, HashSet};

use super::style::{Declared, PROPERTIES, find, number_of, without_comments};

/// The width of the window for which `@media` is asked, in CSS pixels: that of a plain desktop screen.
const WINDOW: f32 = 1_280.0;

/// A selector with more parts, or with more classes in one, is not read: honest ones have a handful.
const PARTS_OF_A_SELECTOR: usize = 32;

/// A part of a selector in [`Sheet::parts`].
pub(super) type PartId = u32;

/// What the page's sheets say.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) parts: Vec<Part>,
    found: HashMap<(Option<(PartId, Combinator)>, Compound), PartId>,
    /// Parts by what an element needs to be worth a comparison: an id, else a class, else a name, else nothing.
    pub(super) keyed: Keyed,
    /// The classes and ids in selectors.
    names: HashSet<Box<str>>,
    rules: u32,
    all: Declared,
}

#[derive(Debug, Default)]
pub(super) struct Keyed {
    pub(super) ids: HashMap<Box<str>, Vec<PartId>>,
    pub(super) classes: HashMap<Box<str>, Vec<PartId>>,
    pub(super) types: HashMap<Box<str>, Vec<PartId>>,
    pub(super) any: Vec<PartId>,
}

/// A part of selectors, behind the parts before it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) parent: Option<(PartId, Combinator)>,
    pub(super) compound: Compound,
    /// Whether parts stand behind it.
    pub(super) is_inner: bool,
    pub(super) says: Ranked,
}

/// What is declared, with each property's place in the cascade; 0 where it is not set.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ranked {
    ranks: [u64; PROPERTIES],
    marks: u8,
}

const IMPORTANT: u64 = 1 << 62;

impl Ranked {
    fn declare(&mut self, declared: Declared, rank: u64) {
        for (at, own) in self.ranks.iter_mut().enumerate() {
            let property = 1 << at;
            let important = if declared.important & property != 0 { IMPORTANT } else { 0 };
            if declared.set & property != 0 && rank | important > *own {
                *own = rank | important;
                self.marks = self.marks & !property | declared.marks & property;
            }
        }
    }

    /// Takes over what stands higher in the cascade.
    pub(super) fn take(&mut self, other: &Ranked) {
        for (at, (own, theirs)) in self.ranks.iter_mut().zip(other.ranks).enumerate() {
            if theirs > *own {
                *own = theirs;
                self.marks = self.marks & !(1 << at) | other.marks & 1 << at;
            }
        }
    }

    pub(super) fn declared(&self) -> Declared {
        let bits = |test: fn(u64) -> bool| {
            let set = self.ranks.iter().enumerate().filter(|(_, rank)| test(**rank));
            set.fold(0, |bits, (at, _)| bits | 1 << at)
        };
        Declared {
            set: bits(|rank| rank > 0),
            marks: self.marks,
            important: bits(|rank| rank >= IMPORTANT),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Combinator {
    Descendant,
    Child,
}

/// What one element must be: `td.old#a`. Names are in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Compound {
    pub(super) element: Option<Box<str>>,
    pub(super) id: Option<Box<str>>,
    pub(super) classes: Vec<Box<str>>,
}

impl Sheet {
    /// Whether anything is hidden, struck out, raised or small by the sheets.
    pub(super) fn makes_marks(&self) -> bool {
        self.all.makes_marks()
    }

    /// Whether a selector names a class or id, here in lower case.
    pub(super) fn names(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a part says something that may matter, or parts behind it may.
    pub(super) fn matters(&self, part: PartId) -> bool {
        let part = &self.parts[part as usize];
        part.is_inner || part.says.declared().set & self.all.marks != 0
    }

    /// Reads a sheet; `false` if there are more parts of selectors than `limit`.
    pub(super) fn read(&mut self, css: &str, limit: usize) -> bool {
        let css = without_comments(css);
        each_rule(&css, |selectors, block| {
            let declared = Declared::of(block);
            if declared.set != 0 && self.parts.len() <= limit {
                self.rule(selectors, declared, limit);
            }
        });
        self.parts.len() <= limit
    }

    fn rule(&mut self, selectors: &str, declared: Declared, limit: usize) {
        self.rules = self.rules.saturating_add(1);
        let mut at = 0;
        while at < selectors.len() && self.parts.len() <= limit {
            let end = find(selectors.as_bytes(), at, b",");
            if let Some(selector) = selector(&selectors[at..end]) {
                self.all.set |= declared.set;
                self.all.marks |= declared.marks;
                let rank = specificity(&selector) << 32 | u64::from(self.rules);
                if let Some(part) = self.part(selector) {
                    self.parts[part as usize].says.declare(declared, rank);
                }
            }
            at = end + 1;
        }
    }

    /// The last part of a selector.
    fn part(&mut self, selector: Vec<(Combinator, Compound)>) -> Option<PartId> {
        let mut last = None;
        for (combinator, compound) in selector {
            let parent = last.map(|part| (part, combinator));
            let key = (parent, compound);
            last = Some(match self.found.get(&key) {
                Some(&part) => part,
                None => self.add(key),
            });
        }
        last
    }

    fn add(&mut self, key: (Option<(PartId, Combinator)>, Compound)) -> PartId {
        let id = self.parts.len() as PartId;
        let (parent, compound) = key.clone();
        self.found.insert(key, id);
        if let Some((parent, _)) = parent {
            self.parts[parent as usize].is_inner = true;
        }
        self.names.extend(compound.id.iter().chain(&compound.classes).cloned());
        let keyed = &mut self.keyed;
        match &compound {
            Compound { id: Some(name), .. } => keyed.ids.entry(name.clone()).or_default(),
            Compound { classes, .. } if !classes.is_empty() => {
                keyed.classes.entry(classes[0].clone()).or_default()
            }
            Compound { element: Some(name), .. } => keyed.types.entry(name.clone()).or_default(),
            _ => &mut keyed.any,
        }
        .push(id);
        self.parts.push(Part { parent, compound, is_inner: false, says: Ranked::default() });
        id
    }
}

/// Ids, classes and names, ten bits each.
fn specificity(selector: &[(Combinator, Compound)]) -> u64 {
    let count = |of: fn(&Compound) -> usize| {
        selector.iter().map(|(_, compound)| of(compound)).sum::<usize>().min(1_023) as u64
    };
    count(|compound| usize::from(compound.id.is_some())) << 20
        | count(|compound| compound.classes.len()) << 10
        | count(|compound| usize::from(compound.element.is_some()))
}

/// Hands out the rules that hold on a screen: selectors and declarations.
fn each_rule(css: &str, mut take: impl FnMut(&str, &str)) {
    let bytes = css.as_bytes();
    let (mut at, mut groups) = (0, 0_usize);
    loop {
        at += css[at..].len() - start_of_rule(&css[at..]).len();
        let is_rule = !css[at..].starts_with('@');
        if groups > 0 && css[at..].starts_with('}') {
            groups -= 1;
            at += 1;
            continue;
        }
        let stops: &[u8] = match (is_rule, groups) {
            (true, 0) => b"{",
            (true, _) => b"{}",
            (false, 0) => b"{;",
            (false, _) => b"{;}",
        };
        let open = find(bytes, at, stops);
        let prelude = &css[at..open];
        match bytes.get(open) {
            None => return,
            Some(b'{') if is_rule || !is_group(prelude) => {
                let end = find(bytes, open + 1, b"}");
                if is_rule {
                    take(prelude, &css[open + 1..end]);
                }
                at = css.len().min(end + 1);
            }
            Some(b'{') => {
                groups += 1;
                at = open + 1;
            }
            Some(b'}') => at = open,
            Some(_) => at = open + 1,
        }
    }
}

/// The text from the next rule on: behind white space, and behind the `<!--` and `-->` of old pages.
fn start_of_rule(css: &str) -> &str {
    let mut css = css.trim_start();
    while let Some(rest) = css.strip_prefix("<!--").or_else(|| css.strip_prefix("-->")) {
        css = rest.trim_start();
    }
    css
}

/// Whether the rules in an at-rule's block hold.
fn is_group(prelude: &str) -> bool {
    let prelude = prelude.to_ascii_lowercase();
    let name = prelude.trim_start_matches('@');
    let end = name.find(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(name.len());
    match name.split_at(end) {
        ("media", condition) => is_met(condition),
        ("supports", condition) => !condition.trim_start().starts_with("not"),
        ("layer", _) => true,
        _ => false,
    }
}

/// Whether a list of media queries is met by a screen of a desktop's width.
pub(super) fn is_met(queries: &str) -> bool {
    let queries = queries.to_ascii_lowercase().replace(|c: char| c.is_ascii_whitespace(), " ");
    let queries = queries.replace(")and", ") and");
    queries.trim().is_empty() || queries.split(',').any(|query| is_query_met(query.trim()))
}

fn is_query_met(query: &str) -> bool {
    let (is_not, query) = match query.strip_prefix("not ") {
        Some(query) => (true, query),
        None => (false, query.strip_prefix("only ").unwrap_or(query)),
    };
    let met = query.split(" and ").map(|part| match part.trim() {
        "all" | "screen" => Some(true),
        part => match part.strip_prefix('(').and_then(|part| part.strip_suffix(')')) {
            Some(feature) => is_feature_met(feature),
            None => Some(false),
        },
    });
    // What is not known is not met, and its contrary neither.
    let met = met.collect::<Option<Vec<bool>>>();
    met.is_some_and(|met| met.into_iter().all(|is_met| is_met) != is_not)
}

/// Whether the window is as wide as a feature says; `None` if it speaks of something else.
fn is_feature_met(feature: &str) -> Option<bool> {
    if let Some((name, width)) = feature.split_once(':') {
        let width = pixels(width)?;
        return match name.trim() {
            "min-width" | "min-device-width" => Some(WINDOW >= width),
            "max-width" | "max-device-width" => Some(WINDOW <= width),
            _ => None,
        };
    }
    // `width >= 768px`, `400px < width <= 700px`
    let sides: Vec<&str> = feature.split(['<', '>', '=']).filter(|side| !side.is_empty()).collect();
    let place = sides.iter().position(|side| side.trim() == "width")?;
    let is_less = feature.contains('<');
    let before =
        place.checked_sub(1).map(|at| pixels(sides[at])).map_or(Some(None), |w| w.map(Some))?;
    let behind =
        sides.get(place + 1).map(|side| pixels(side)).map_or(Some(None), |w| w.map(Some))?;
    let (least, most) = if is_less { (before, behind) } else { (behind, before) };
    Some(least.is_none_or(|width| WINDOW >= width) && most.is_none_or(|width| WINDOW <= width))
}

/// A length in CSS pixels.
fn pixels(length: &str) -> Option<f32> {
    let (number, unit) = number_of(length.trim())?;
    Some(match unit {
        "px" => number,
        "em" | "rem" => 16.0 * number,
        "pt" => number / 0.75,
        "" if number == 0.0 => 0.0,
        _ => return None,
    })
}

/// The parts of a selector, outermost first; `None` if it asks for more than names, classes and ids.
fn selector(text: &str) -> Option<Vec<(Combinator, Compound)>> {
    let mut rest = text.trim();
    let mut parts = Vec::new();
    let mut combinator = Combinator::Descendant;
    while parts.len() < PARTS_OF_A_SELECTOR {
        parts.push((combinator, compound(&mut rest)?));
        let next = rest.trim_start();
        if next.is_empty() {
            return Some(parts);
        }
        combinator = match next.strip_prefix('>') {
            Some(behind) => {
                rest = behind.trim_start();
                Combinator::Child
            }
            None if next.len() < rest.len() => {
                rest = next;
                Combinator::Descendant
            }
            None => return None,
        };
    }
    None
}

fn compound(rest: &mut &str) -> Option<Compound> {
    let before = rest.len();
    let mut compound = Compound::default();
    match rest.strip_prefix('*') {
        Some(behind) => *rest = behind,
        None => compound.element = name(rest),
    }
    while let Some(behind) = rest.strip_prefix(['.', '#']) {
        let is_class = rest.starts_with('.');
        *rest = behind;
        let name = name(rest)?;
        match compound.id {
            _ if is_class && compound.classes.len() <= PARTS_OF_A_SELECTOR => {
                compound.classes.push(name);
            }
            _ if is_class => return None,
            None => compound.id = Some(name),
            Some(_) => return None,
        }
    }
    compound.classes.sort_unstable();
    compound.classes.dedup();
    (rest.len() < before).then_some(compound)
}

/// The identifier with which a text begins, in lower case.
fn name(rest: &mut &str) -> Option<Box<str>> {
    let mut name = String::new();
    let mut behind = *rest;
    while let Some(c) = behind.chars().next() {
        let is_first = name.is_empty() || name == "-";
        match c {
            '\\' => name.push(escaped(&mut behind)?),
            '0'..='9' if is_first => return None,
            '0'..='9' | 'a'..='z' | 'A'..='Z' | '_' | '-' | '\u{80}'.. => {
                name.push(c.to_ascii_lowercase());
                behind = &behind[c.len_utf8()..];
            }
            _ => break,
        }
    }
    if name.is_empty() || name == "-" {
        return None;
    }
    *rest = behind;
    Some(name.into())
}

/// The character for which an escape stands: `\31 `, `\:`.
fn escaped(rest: &mut &str) -> Option<char> {
    let digits = &rest[1..];
    let hex = digits.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    if hex == 0 {
        let c = digits.chars().next().filter(|c| !matches!(c, '\n' | '\r' | '\x0C'))?;
        *rest = &digits[c.len_utf8()..];
        return Some(c.to_ascii_lowercase());
    }
    let behind = &digits[hex..];
    *rest = behind.strip_prefix([' ', '\t', '\n', '\r', '\x0C']).unwrap_or(behind);
    let c = u32::from_str_radix(&digits[..hex], 16).ok().and_then(char::from_u32);
    Some(c.filter(|&c| c != '\0').unwrap_or('\u{FFFD}').to_ascii_lowercase())
}

#[cfg(test)]
mod tests;
