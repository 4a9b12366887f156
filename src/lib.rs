//! Reads the version table of the Japanese portal for online eligibility verification (オンライン資格確認) into typed records.
//!
//! The portal publishes, for the terminals of Japan's clinics and pharmacies, a table 「アプリケーションバージョン情報」: which
//! version of each application, and of each manufacturer's card reader, is the current one. Its layout is a person's,
//! not a machine's: spanned and blank cells, full-width digits, two rows for one application, versions of one to five
//! segments. This crate turns a page with that table into a [`Snapshot`], compares it with what a terminal has, an
//! [`Inventory`], and says in a [`Report`] whether the terminal is up to date and in a [`Plan`] what to do.
//!
//! ```
//! use onshikaku::{App, Page};
//!
//! # let body = include_bytes!("../fixtures/bundled/body");
//! let snapshot = Page::new(body).content_type("text/html; charset=utf-8").read()?;
//! let latest = snapshot.latest(App::Distribution).unwrap();
//! assert_eq!(latest.version.to_string(), "1.0.6");
//! # Ok::<(), onshikaku::Error>(())
//! ```
//!
//! # What can be relied on
//!
//! - **Nothing silently.** A page without the table is an [`Error`] that says what it is instead; an odd cell keeps its
//!   row and adds a [`Warning`] with its place. Which table was taken, and why not another, stands in [`Section`].
//! - **A verdict cannot lie.** "Up to date" is said on a fresh page alone, and not while anything is outdated or in doubt:
//!   [`Verdict`].
//! - **A version is a list of numbers**, with its spelling: [`Version`].
//! - **Bounded.** Time and memory grow with the page and stay within [`Limits`]; no input panics. No `unsafe`.
//! - **Stable.** What is serialized has a schema and an order, and does not change with features.
//!
//! # Features
//!
//! Only `toml` is on by default.
//!
//! - `toml`: inventories in TOML.
//! - `schema`: the JSON Schemas, in the module `schema`.
//! - `xlsx`: [`Page`] reads spreadsheets too.
//!
//! # More
//!
//! [`html`] is of use without the rest: it reads the tables of any page. [`Profile`] holds the portal's words as data. The
//! design and its reasons are in `docs/DESIGN.md`.
#![warn(missing_docs)]

mod address;
mod app;
mod compare;
mod date;
mod decode;
mod document;
mod error;
mod file_name;
pub mod html;
mod inventory;
mod lang;
mod limits;
mod manufacturer;
mod page;
mod plan;
mod portal;
mod profile;
mod reading;
#[cfg(feature = "schema")]
pub mod schema;
mod snapshot;
mod spelling;
mod status;
mod subject;
mod version;
mod warning_code;
mod why_not;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use app::{App, ParseAppError};
pub use compare::{
    Basis, FreshBasis, HeldBy, InstalledVersion, Item, Place, Published, PublishedAt, Report,
    Verdict,
};
pub use date::{Date, ParseDateError};
pub use document::{DocumentKind, DocumentRow};
pub use error::{Error, ErrorKind};
pub use inventory::{
    Entry, Finding, Hold, Installed, Inventory, InventoryError, Origin, OriginKind,
    ParseRangeError, VersionRange,
};
pub use lang::Lang;
pub use limits::Limits;
pub use page::Page;
pub use plan::{Plan, PlanStep, Policy};
pub use profile::Profile;
pub use snapshot::{
    AppRecord, AsOfFrom, Cell, EncodingFrom, Evidence, Freshness, Latest, ManufacturerRecord,
    PublishedVersion, Schema, Section, Snapshot, Source, SourceKind, Step, Warning,
};
pub use status::{Ambiguity, FindingCode, Side, Status, StepKind};
pub use subject::Subject;
pub use version::{NotSemverError, ParseVersionError, ParseVersionErrorKind, Version};
pub use warning_code::WarningCode;
pub use why_not::{OtherTable, WhyNot};

// The README's examples are run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
