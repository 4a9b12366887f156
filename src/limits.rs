//! [`Limits`]: every bound on what a page may cost, in one place.

/// Bounds on what reading a page may cost.
///
/// The defaults are far above any honest page and low enough that a hostile one costs at most some
/// hundred megabytes and a few seconds. A page over a limit is refused with
/// [`ErrorKind::Limit`](crate::ErrorKind::Limit), which names the field below.
///
/// # Examples
///
/// ```
/// use onshikaku::{Limits, html::Document};
///
/// let mut limits = Limits::default();
/// limits.depth = 64;
/// let nested = "<div>".repeat(1_000);
/// let error = Document::parse_within(&nested, &limits).unwrap_err();
/// assert!(error.to_string().contains("depth"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the page's body. Default 33,554,432 (32 MiB): the portal's pages have some hundred kilobytes.
    pub body: usize,
    /// Open elements and active formatting elements at one point of the page, give or take 256. Default 1,024:
    /// browsers stop nesting at 512, honest pages stay below 100.
    pub depth: usize,
    /// Elements, texts and comments in the page's tree, give or take 256 tags. Default 2,000,000: a page of 10 MB has
    /// some 300,000.
    pub nodes: usize,
    /// Bytes of an attribute's value that is kept; a longer one is dropped. Default 4,096: the portal's longest
    /// addresses have some hundred.
    pub attribute: usize,
    /// Parts of selectors in the page's own sheets, of the rules that are read. Default 65,536: a framework's sheet has
    /// some 2,000.
    pub selectors: usize,
    /// Comparisons of an element with a part of a selector, for each byte of the page. Default 32: a page with a
    /// framework's sheet needs one for each byte.
    pub comparisons: usize,
    /// Columns of one table. Default 65,536: a table over it is cut off and marked.
    pub columns: usize,
    /// Rows of one table. Default 2,000,000: a table over it is cut off and marked.
    pub rows: usize,
    /// Runs of slots that the rows of one table need, one for each cell in each row with cells of its own. Default
    /// 4,000,000: a table over it is cut off and marked.
    pub runs: usize,
    /// Slots of a grid that is read for versions or spelled out with
    /// [`Grid::to_rows`](crate::html::Grid::to_rows). Default 4,000,000: spans make them out of nothing.
    pub slots: usize,
    /// Bytes that a workbook's parts unpack to, together, and bytes of its cells' texts. Default 67,108,864 (64 MiB):
    /// a sheet of 100,000 rows has some 20 MB. Read with the feature `xlsx` only.
    pub unpacked: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            body: 32 << 20,
            depth: 1_024,
            nodes: 2_000_000,
            attribute: 4_096,
            selectors: 65_536,
            comparisons: 32,
            columns: 65_536,
            rows: 2_000_000,
            runs: 4_000_000,
            slots: 4_000_000,
            unpacked: 64 << 20,
        }
    }
}
