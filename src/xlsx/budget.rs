//! What a workbook may still cost.

use crate::error::Error;
use crate::html::Text;
use crate::limits::Limits;

/// Counts what is kept of a workbook against the limits.
pub(super) struct Budget {
    nodes: usize,
    bytes: usize,
    node_limit: usize,
    byte_limit: usize,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Budget {
        let (node_limit, byte_limit) = (limits.nodes, limits.unpacked);
        Budget { nodes: node_limit, bytes: byte_limit, node_limit, byte_limit }
    }

    /// One more cell, string, run, style, row or merged range.
    pub(super) fn node(&mut self) -> Result<(), Error> {
        self.nodes(1)
    }

    pub(super) fn nodes(&mut self, count: usize) -> Result<(), Error> {
        let left = self.nodes.checked_sub(count);
        self.nodes = left.ok_or_else(|| Error::limit("nodes", self.node_limit))?;
        Ok(())
    }

    /// A text that a cell keeps: many cells may name one long string.
    pub(super) fn text(&mut self, text: &Text) -> Result<(), Error> {
        let cost = text.as_str().len() + 32 * text.marks().len() + 8 * text.breaks().len();
        let left = self.bytes.checked_sub(cost);
        self.bytes = left.ok_or_else(|| Error::limit("unpacked", self.byte_limit))?;
        Ok(())
    }
}
