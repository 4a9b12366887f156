//! A terminal's own files → an inventory.

use std::io;
use std::path::Path;

use super::folder::{self, Found, Place};
use super::{Finding, Inventory, Origin, version_info};
use crate::app::App;
use crate::status::FindingCode;
use crate::subject::Subject;

impl Inventory {
    /// Reads the `Version.info` files of a folder laid out as on a terminal: its drive, its `Program Files`, or its folder
    /// `OQS`, mounted anywhere.
    ///
    /// Names are compared without regard to case. A file that is there and gives no version is told by the report, and
    /// what has none is not installed. The card reader's application has no such file.
    ///
    /// # Errors
    ///
    /// The folder itself cannot be listed.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use onshikaku::Inventory;
    ///
    /// let inventory = Inventory::scan(r"C:\Program Files\OQS")?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn scan(folder: impl AsRef<Path>) -> io::Result<Inventory> {
        let folder = folder.as_ref();
        let seen = folder::look(folder)?;
        // Anything may be in what cannot be listed.
        let is_scanned = seen.unreadable.is_empty();
        let mut inventory = Inventory { is_scanned, ..Inventory::default() };
        let told = |code, path: &Path, raw: &str| {
            let origin = Origin::version_info(path.to_string_lossy(), None);
            Finding::at(code, &origin, raw)
        };
        if !seen.is_terminal {
            let finding = told(FindingCode::NoOqsFolder, folder, "");
            inventory.findings.push(finding);
        }
        for (path, error) in seen.unreadable {
            let finding = told(FindingCode::PathUnreadable, &path, &error.to_string());
            inventory.findings.push(finding);
        }
        for path in seen.misnamed {
            inventory.findings.push(told(FindingCode::FileMisnamed, &path, ""));
        }
        for found in seen.found {
            inventory.add_found(found);
        }
        Ok(inventory)
    }

    fn add_found(&mut self, found: Found) {
        let subject = match found.place {
            Place::Linkage => Subject::app(App::Linkage),
            Place::Distribution => Subject::app(App::Distribution),
            Place::Auth => Subject::auth_file(),
        };
        let path = found.path.to_string_lossy();
        let (line, raw, version, why) = match found.bytes {
            Ok(bytes) => {
                let read = version_info::read(&bytes);
                let why = read.raw.clone();
                (read.line, read.raw, read.version, (FindingCode::VersionUnreadable, why))
            }
            Err(error) => {
                let why = (FindingCode::PathUnreadable, error.to_string());
                (None, String::new(), None, why)
            }
        };
        let origin = Origin::version_info(path, line);
        if version.is_none() {
            self.findings.push(Finding::at(why.0, &origin, &why.1));
        }
        self.things.push(super::Thing { subject, version, raw, origin });
    }
}
