//! Inventories as JSON and TOML.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use super::{Finding, Hold, Inventory, Origin, OriginKind, VersionRange};
use crate::decode;
use crate::lang::{self, Lang};
use crate::spelling::visible;
use crate::status::{Expected, FindingCode, What};
use crate::subject::Subject;

mod value;

use value::{Kind, Lines, Value};

impl Inventory {
    /// Reads an inventory in JSON:
    /// `{"id","taken_at","apps":{"linkage":"1.0.9"},"readers":[{"manufacturer","component","version"}],"holds":[…]}`.
    ///
    /// Every key may be left out but a reader's `manufacturer` and `version`. What an application is called may be its
    /// identifier, its name, or its file's. A version that cannot be read, one that is written as a number, and a key that
    /// the format does not have are told by the report.
    ///
    /// # Errors
    ///
    /// [`InventoryError`], with the line, if the text is no JSON of that shape.
    ///
    /// # Examples
    ///
    /// ```
    /// use onshikaku::Inventory;
    ///
    /// let inventory = Inventory::from_json(r#"{"id": "clinic-1", "apps": {"linkage": "1.0.9"}}"#)?;
    /// assert_eq!(inventory.id(), Some("clinic-1"));
    ///
    /// let error = Inventory::from_json(r#"{"apps": ["1.0.9"]}"#).unwrap_err();
    /// assert_eq!(error.line(), Some(1));
    /// # Ok::<(), onshikaku::InventoryError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Inventory, InventoryError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let root =
            Value::of_json(text).map_err(|(line, what)| InventoryError::syntax(line, what))?;
        read(&root, &Lines::of(text))
    }

    /// Reads an inventory in JSON that is a line of a file with many (JSON Lines), by the line's number from 1, which
    /// reports and errors tell.
    ///
    /// # Errors
    ///
    /// [`InventoryError`], with the line, if the text is no JSON of the shape that [`from_json`](Inventory::from_json) reads.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Inventory;
    /// let fleet = "{\"id\": \"clinic-1\", \"apps\": {\"linkage\": \"1.0.9\"}}\n{\"id\": ";
    /// let read: Vec<_> = (1..).zip(fleet.lines()).map(|(n, text)| Inventory::from_json_line(text, n)).collect();
    /// assert!(read[0].is_ok());
    /// assert_eq!(read[1].as_ref().unwrap_err().line(), Some(2));
    /// ```
    pub fn from_json_line(text: &str, line: usize) -> Result<Inventory, InventoryError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let root = Value::of_json(text).map_err(|(_, what)| {
            // The parser counts from the text's beginning.
            InventoryError::syntax(Some(line), what.replace(" at line 1 column", " at column"))
        })?;
        read(&root, &Lines::from(line, text))
    }

    /// Reads an inventory in TOML, with the keys of [`from_json`](Inventory::from_json).
    ///
    /// # Errors
    ///
    /// [`InventoryError`], with the line, if the text is no TOML of that shape.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Inventory;
    /// let inventory = Inventory::from_toml("id = 'clinic-1'\n[apps]\nlinkage = '1.0.9'")?;
    /// assert!(!inventory.is_empty());
    /// # Ok::<(), onshikaku::InventoryError>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Inventory, InventoryError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let lines = Lines::of(text);
        let root = Value::of_toml(text)
            .map_err(|(at, what)| InventoryError::syntax(at.map(|at| lines.of_byte(at)), what))?;
        read(&root, &lines)
    }

    /// Reads an inventory's file, in JSON or TOML and in any encoding that the portal's pages have.
    ///
    /// # Errors
    ///
    /// [`InventoryError`], with the line, if the file is no inventory.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::Inventory;
    /// let inventory = Inventory::from_bytes(b"\xEF\xBB\xBF{\"apps\": {\"linkage\": \"1.0.9\"}}")?;
    /// assert!(!inventory.is_empty());
    /// # Ok::<(), onshikaku::InventoryError>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Inventory, InventoryError> {
        let text = decode::decode(bytes, None).text;
        #[cfg(feature = "toml")]
        if !text.trim_start_matches('\u{FEFF}').trim_start().starts_with(['{', '['])
            || is_toml(&text)
        {
            return Inventory::from_toml(&text);
        }
        Inventory::from_json(&text)
    }

    /// Says which file it was read from, for reports.
    pub fn named(mut self, path: &str) -> Inventory {
        let path = &*visible(path);
        for thing in &mut self.things {
            if thing.origin.kind == OriginKind::File {
                thing.origin.path = Some(path.to_owned());
            }
        }
        for finding in &mut self.findings {
            finding.path.get_or_insert_with(|| path.to_owned());
        }
        self
    }
}

/// Why a text is no inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InventoryError {
    line: Option<usize>,
    what: What,
}

impl InventoryError {
    fn syntax(line: Option<usize>, what: String) -> InventoryError {
        InventoryError { line, what: What::Syntax(what) }
    }

    /// The line at which reading stopped, from 1.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// What is wrong and what was expected, in a language.
    pub fn message(&self, lang: Lang) -> String {
        lang::inventory_error(self.line, &self.what, lang)
    }
}

impl fmt::Display for InventoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.message(Lang::En))
    }
}

impl std::error::Error for InventoryError {}

/// Whether a text that begins like JSON is TOML, which may begin with a table's name in brackets.
#[cfg(feature = "toml")]
fn is_toml(text: &str) -> bool {
    let first = text.trim_start_matches('\u{FEFF}').trim_start().lines().next().unwrap_or_default();
    let name = first.trim_matches(['[', ']', ' ']);
    first.starts_with('[') && !name.is_empty() && !name.contains(['"', '{', ','])
}

fn read(root: &Value<'_>, lines: &Lines) -> Result<Inventory, InventoryError> {
    let mut reader = Reader { inventory: Inventory::new(), lines };
    for (key, value) in reader.table(root, "")? {
        match &**key {
            "id" => reader.inventory.id = reader.text(value).map(|id| visible(id).into_owned()),
            "taken_at" => reader.taken_at(value),
            "apps" => reader.apps(value)?,
            "readers" => reader.readers(value)?,
            "holds" => reader.holds(value)?,
            "schema" => {}
            other => reader.find(FindingCode::UnknownKey, value, other),
        }
    }
    Ok(reader.inventory)
}

struct Reader<'l> {
    inventory: Inventory,
    lines: &'l Lines,
}

type Table<'v, 't> = &'v [(Cow<'t, str>, Value<'t>)];

impl Reader<'_> {
    fn origin(&self, value: &Value<'_>) -> Origin {
        Origin::file(None, Some(self.lines.of_byte(value.at)))
    }

    fn find(&mut self, code: FindingCode, value: &Value<'_>, raw: &str) {
        let finding = Finding::at(code, &self.origin(value), raw);
        self.inventory.findings.push(finding);
    }

    fn expected(&self, value: &Value<'_>, key: &'static str, what: Expected) -> InventoryError {
        let line = Some(self.lines.of_byte(value.at));
        InventoryError { line, what: What::Expected(key, what) }
    }

    fn table<'v, 't>(
        &self,
        value: &'v Value<'t>,
        key: &'static str,
    ) -> Result<Table<'v, 't>, InventoryError> {
        match &value.kind {
            Kind::Table(entries) => Ok(entries),
            _ => Err(self.expected(value, key, Expected::Object)),
        }
    }

    fn list<'v, 't>(
        &self,
        value: &'v Value<'t>,
        key: &'static str,
    ) -> Result<&'v [Value<'t>], InventoryError> {
        match &value.kind {
            Kind::List(values) => Ok(values),
            Kind::Null => Ok(&[]),
            _ => Err(self.expected(value, key, Expected::List)),
        }
    }

    /// A text that may be left out; what is none is a finding.
    fn text<'v>(&mut self, value: &'v Value<'_>) -> Option<&'v str> {
        match &value.kind {
            Kind::Text(text) => Some(text),
            Kind::Null => None,
            _ => {
                self.find(FindingCode::ValueUnreadable, value, &value.raw());
                None
            }
        }
    }

    fn taken_at(&mut self, value: &Value<'_>) {
        let text = match &value.kind {
            Kind::Null => return,
            // TOML has instants of its own.
            _ => value.raw(),
        };
        let instant = text.parse::<jiff::Timestamp>().ok();
        match instant.and_then(|instant| SystemTime::try_from(instant).ok()) {
            Some(instant) => self.inventory.taken_at = Some(instant),
            None => self.find(FindingCode::ValueUnreadable, value, &text),
        }
    }

    fn apps(&mut self, value: &Value<'_>) -> Result<(), InventoryError> {
        if matches!(value.kind, Kind::Null) {
            return Ok(());
        }
        for (name, version) in self.table(value, "apps")? {
            self.thing(Subject::named(name), version);
        }
        Ok(())
    }

    /// Adds what has a version, be it readable or not.
    fn thing(&mut self, subject: Subject, version: &Value<'_>) {
        let origin = self.origin(version);
        match &version.kind {
            Kind::Text(text) => self.inventory.add(subject, text, origin),
            Kind::Number => {
                self.find(FindingCode::VersionIsNumber, version, &version.raw());
                self.inventory.add_unreadable(subject, &version.raw(), origin);
            }
            _ => {
                self.find(FindingCode::VersionUnreadable, version, &version.raw());
                self.inventory.add_unreadable(subject, &version.raw(), origin);
            }
        }
    }

    fn readers(&mut self, value: &Value<'_>) -> Result<(), InventoryError> {
        for reader in self.list(value, "readers")? {
            let (mut manufacturer, mut component, mut version) = (None, None, None);
            for (key, value) in self.table(reader, "readers")? {
                match &**key {
                    "manufacturer" => manufacturer = self.text(value),
                    "component" => component = self.text(value),
                    "version" => version = Some(value),
                    other => self.find(FindingCode::UnknownKey, value, other),
                }
            }
            let Some(manufacturer) = manufacturer.filter(|name| !name.trim().is_empty()) else {
                return Err(self.expected(reader, "manufacturer", Expected::Text));
            };
            let Some(version) = version else {
                return Err(self.expected(reader, "version", Expected::Text));
            };
            self.thing(Subject::reader(manufacturer, component), version);
        }
        Ok(())
    }

    fn holds(&mut self, value: &Value<'_>) -> Result<(), InventoryError> {
        for hold in self.list(value, "holds")? {
            let fields = self.table(hold, "holds")?;
            match self.hold(fields) {
                Some(read) => self.inventory.holds.push(read),
                None => self.find(FindingCode::ValueUnreadable, hold, &hold.raw()),
            }
        }
        Ok(())
    }

    /// A hold, if it says of what and at which versions.
    fn hold(&mut self, fields: Table<'_, '_>) -> Option<Hold> {
        let (mut app, mut manufacturer, mut component) = (None, None, None);
        let (mut versions, mut reason, mut until) = (Some(VersionRange::ANY), "", None);
        for (key, value) in fields {
            match &**key {
                "app" => app = self.text(value),
                "manufacturer" => manufacturer = self.text(value),
                "component" => component = self.text(value),
                "version" => versions = self.text(value).and_then(|text| text.parse().ok()),
                "reason" => reason = self.text(value).unwrap_or_default(),
                "until" if matches!(value.kind, Kind::Null) => {}
                "until" => until = Some(value.raw().parse()),
                other => self.find(FindingCode::UnknownKey, value, other),
            }
        }
        let reader = || Some(Subject::reader(manufacturer?, component));
        let subject = app.map(Subject::named).or_else(reader)?;
        let hold = Hold::new(subject, versions?, reason);
        Some(match until {
            Some(day) => hold.until(day.ok()?),
            None => hold,
        })
    }
}
