//! The version table of the portal for online eligibility verification (オンライン資格確認), as typed records.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod app;
mod date;
mod decode;
mod error;
pub mod html;
mod lang;
mod limits;
mod manufacturer;
mod page;
mod portal;
mod profile;
mod snapshot;
mod spelling;
mod version;

pub use app::{App, ParseAppError};
pub use date::{Date, ParseDateError};
pub use error::{Error, ErrorKind};
pub use lang::Lang;
pub use limits::Limits;
pub use page::Page;
pub use portal::{DocumentKind, DocumentRow};
pub use profile::Profile;
pub use snapshot::{
    AppRecord, AsOfFrom, Cell, EncodingFrom, Evidence, Freshness, Latest, ManufacturerRecord,
    OtherTable, PublishedVersion, Schema, Section, Snapshot, Source, SourceKind, Step, Warning,
    WarningCode, WhyNot,
};
pub use version::{NotSemverError, ParseVersionError, ParseVersionErrorKind, Version};
