//! What is installed against what is published: [`Published::judge`] for one version, [`Report`] for a terminal.

mod items;
mod published;
mod report;
mod text;

pub use items::Place;
pub use published::Published;
pub use report::{Basis, FreshBasis, HeldBy, InstalledVersion, Item, PublishedAt, Report, Verdict};
