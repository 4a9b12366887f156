//! The JSON Schemas (draft 2020-12) of what the crate and its examples write and read as JSON, as text.
//!
//! Shapes are closed, and words that later releases may add to, such as the codes of warnings, are open. They are what to
//! give a validator or a generator of types in another language.
//!
//! # Examples
//!
//! ```
//! let schema: serde_json::Value = serde_json::from_str(onshikaku::schema::SNAPSHOT)?;
//! assert_eq!(schema["title"], "onshikaku.snapshot/1");
//! assert_eq!(schema["properties"]["schema"]["const"], onshikaku::Schema::NAME);
//! # Ok::<(), serde_json::Error>(())
//! ```

/// `onshikaku.snapshot/1`: a [`Snapshot`](crate::Snapshot), which `latest --json` prints.
pub const SNAPSHOT: &str = include_str!("schema/snapshot.json");

/// `onshikaku.error/1`: what the examples print with `--json` where there is no answer.
pub const ERROR: &str = include_str!("schema/error.json");

/// `onshikaku.report/1`: a [`Report`](crate::Report), with its plan where one was asked, which `check --json` prints.
pub const REPORT: &str = include_str!("schema/report.json");

/// `onshikaku.fleet_line/1`: a line that the example `fleet` prints for each inventory. It does not carry that name.
pub const FLEET_LINE: &str = include_str!("schema/fleet_line.json");

/// `onshikaku.fleet_summary/1`: what `fleet --summary` writes.
pub const FLEET_SUMMARY: &str = include_str!("schema/fleet_summary.json");

/// `onshikaku.inventory/1`: what [`Inventory::from_json`](crate::Inventory::from_json) reads.
pub const INVENTORY: &str = include_str!("schema/inventory.json");

/// `onshikaku.profile/1`: what [`Profile::from_json`](crate::Profile::from_json) reads.
pub const PROFILE: &str = include_str!("schema/profile.json");
