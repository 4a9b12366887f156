//! What the page's sheets say of each element, in one pass through the tree.

use super::arena::Element;
use super::sheet::{Combinator, Compound, Part, PartId, Ranked, Sheet};
use super::style::Declared;

/// Where a part of a selector is not open.
const NOWHERE: u32 = 0;

/// The open elements as selectors see them.
pub(super) struct Cascade {
    sheet: Sheet,
    /// How many comparisons are left.
    left: usize,
    is_exceeded: bool,
    depth: u32,
    /// For each part of a selector, how deep the innermost open element stands that it means.
    innermost: Vec<u32>,
    /// What was the innermost before, for each open element with such a part.
    before: Vec<(u32, PartId, u32)>,
    matched: Vec<PartId>,
}

impl Cascade {
    /// The cascade of a sheet for at most some comparisons; `None` if the sheet has nothing to say.
    pub(super) fn new(mut sheet: Sheet, comparisons: usize) -> Option<Cascade> {
        if !sheet.makes_marks() {
            return None;
        }
        let mut keyed = std::mem::take(&mut sheet.keyed);
        let lists = keyed.ids.values_mut().chain(keyed.classes.values_mut());
        for list in lists.chain(keyed.types.values_mut()).chain([&mut keyed.any]) {
            list.retain(|&part| sheet.matters(part));
        }
        sheet.keyed = keyed;
        Some(Cascade {
            innermost: vec![NOWHERE; sheet.parts.len()],
            sheet,
            left: comparisons,
            is_exceeded: false,
            depth: 0,
            before: Vec::new(),
            matched: Vec::new(),
        })
    }

    /// Whether more comparisons would have been needed.
    pub(super) fn is_exceeded(&self) -> bool {
        self.is_exceeded
    }

    /// Opens an element, and tells what the sheets say of it.
    pub(super) fn open(&mut self, element: &Element) -> Declared {
        let names = Names {
            element: &element.local,
            id: element.attribute("id"),
            classes: element.attribute("class").unwrap_or(""),
        };
        self.compare(&names);
        self.depth += 1;
        let mut says = Ranked::default();
        for part in self.matched.drain(..) {
            let matched = &self.sheet.parts[part as usize];
            says.take(&matched.says);
            if matched.is_inner {
                let innermost = &mut self.innermost[part as usize];
                self.before.push((self.depth, part, *innermost));
                *innermost = self.depth;
            }
        }
        says.declared()
    }

    /// Closes the innermost element.
    pub(super) fn close(&mut self) {
        while let Some((_, part, before)) = self.before.pop_if(|(depth, ..)| *depth == self.depth) {
            self.innermost[part as usize] = before;
        }
        self.depth -= 1;
    }

    /// Finds the parts of selectors that mean an element.
    fn compare(&mut self, names: &Names<'_>) {
        let keyed = &self.sheet.keyed;
        let by_class = names.each_class().filter_map(|class| keyed.classes.get(class));
        let by_id = names.id.and_then(|id| keyed.ids.get(id));
        let by_name = keyed.types.get(names.element);
        let classes = names.each_class().count();
        self.left = self.left.saturating_sub(classes);
        let lists = by_class.chain(by_id).chain(by_name).chain([&keyed.any]);
        for &part in lists.flatten() {
            let Part { parent, compound, .. } = &self.sheet.parts[part as usize];
            let cost = 1 + compound.classes.len() * classes;
            self.is_exceeded |= self.left < cost;
            if self.is_exceeded {
                return;
            }
            self.left -= cost;
            let is_inside = parent.is_none_or(|(parent, combinator)| {
                let innermost = self.innermost[parent as usize];
                match combinator {
                    Combinator::Descendant => innermost != NOWHERE,
                    Combinator::Child => innermost != NOWHERE && innermost == self.depth,
                }
            });
            if is_inside && names.are(compound) {
                self.matched.push(part);
            }
        }
    }
}

/// What selectors see of an element.
struct Names<'e> {
    element: &'e str,
    id: Option<&'e str>,
    classes: &'e str,
}

impl<'e> Names<'e> {
    fn each_class(&self) -> impl Iterator<Item = &'e str> {
        self.classes.split_ascii_whitespace()
    }

    fn are(&self, compound: &Compound) -> bool {
        compound.element.as_deref().is_none_or(|element| element == self.element)
            && compound.id.as_deref().is_none_or(|id| Some(id) == self.id)
            && compound.classes.iter().all(|class| self.each_class().any(|own| own == &**class))
    }
}
