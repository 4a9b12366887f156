//! How a [`Snapshot`](super::Snapshot) is written and read as JSON, where its shape is not that of its types.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Cell, PublishedVersion, Warning};
use crate::lang::Lang;
use crate::version::Version;
use crate::warning_code::WarningCode;

/// The name of the format; reading refuses another one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Schema(());

impl Schema {
    /// The name, `onshikaku.snapshot/1`.
    pub const NAME: &'static str = "onshikaku.snapshot/1";
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Schema::NAME)
    }
}

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == Schema::NAME {
            Ok(Schema(()))
        } else {
            Err(D::Error::custom(format_args!("schema {name:?} instead of {:?}", Schema::NAME)))
        }
    }
}

/// Versions and their notes stand side by side in JSON.
pub(super) mod versions {
    use super::*;

    #[derive(Serialize)]
    struct Out<'a> {
        versions: Vec<&'a Version>,
        version_notes: Vec<Option<&'a str>>,
    }

    #[derive(Deserialize)]
    struct In {
        versions: Vec<Version>,
        version_notes: Vec<Option<String>>,
    }

    pub(in super::super) fn serialize<S: Serializer>(
        versions: &[PublishedVersion],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let out = Out {
            versions: versions.iter().map(|v| &v.version).collect(),
            version_notes: versions.iter().map(|v| v.note.as_deref()).collect(),
        };
        out.serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<PublishedVersion>, D::Error> {
        let raw = In::deserialize(deserializer)?;
        if raw.versions.len() != raw.version_notes.len() {
            return Err(D::Error::custom("as many version_notes as versions are expected"));
        }
        let pairs = raw.versions.into_iter().zip(raw.version_notes);
        Ok(pairs.map(|(version, note)| PublishedVersion { version, note }).collect())
    }
}

/// Pairs in the page's order as a JSON object.
pub(super) mod extra {
    use std::fmt;

    use serde::de::{MapAccess, Visitor};
    use serde::ser::SerializeMap as _;

    use super::*;

    type Pairs = Vec<(String, String)>;

    pub(in super::super) fn serialize<S: Serializer>(
        pairs: &Pairs,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(pairs.len()))?;
        for (key, value) in pairs {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Pairs, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of strings")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Pairs::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// Instants as RFC 3339 in UTC, to the second.
pub(crate) mod instant {
    use std::time::SystemTime;

    use super::*;

    pub(crate) fn serialize<S: Serializer>(
        instant: &Option<SystemTime>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let shown = instant.and_then(|instant| {
            let seconds = jiff::Timestamp::try_from(instant).ok()?.as_second();
            Some(jiff::Timestamp::from_second(seconds).ok()?.to_string())
        });
        shown.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<SystemTime>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let read = |text: String| {
            let instant: jiff::Timestamp = text.parse().map_err(D::Error::custom)?;
            SystemTime::try_from(instant).map_err(D::Error::custom)
        };
        text.map(read).transpose()
    }
}

#[derive(Serialize)]
pub(super) struct WarningOut {
    code: WarningCode,
    message: String,
    cell: Option<Cell>,
    raw: Option<String>,
}

impl From<Warning> for WarningOut {
    fn from(warning: Warning) -> WarningOut {
        let message = warning.message(Lang::Ja);
        WarningOut { code: warning.code, message, cell: warning.cell, raw: warning.raw }
    }
}

#[derive(Deserialize)]
pub(super) struct WarningIn {
    code: WarningCode,
    cell: Option<Cell>,
    raw: Option<String>,
}

impl From<WarningIn> for Warning {
    fn from(warning: WarningIn) -> Warning {
        Warning { code: warning.code, cell: warning.cell, raw: warning.raw }
    }
}
