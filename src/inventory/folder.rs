//! Finds the `Version.info` files in a folder laid out as on a terminal.
//!
//! The folder may be the drive, `Program Files` or `OQS` itself, mounted anywhere. Names are compared without regard to
//! case, as Windows does, so that one folder may be there twice elsewhere: then both are looked at.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::version_info::LIMIT;

/// Whose file it is, as far as its folder says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Linkage,
    Distribution,
    /// The face library or the browser plug-in: the folder does not say which.
    Auth,
}

/// Where `Program Files` is on a drive.
const PROGRAM_FILES: [&str; 2] = ["Program Files", "Program Files (x86)"];

const OQS: &str = "OQS";

/// Folders in `OQS`. The document has `OQsComApp`, vendors' scripts `OQSComApp`; case does not matter.
const IN_OQS: [(&str, Place); 3] =
    [("OQsComApp", Place::Linkage), ("OQsDistroApp", Place::Distribution), ("Auth", Place::Auth)];

/// Folders beside `OQS`, as in vendors' scripts.
const BESIDE_OQS: [(&str, Place); 1] = [("OQS-Auth", Place::Auth)];

const FILE: &str = "Version.info";

/// A file that says what is installed, or what stands where it should be.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) place: Place,
    pub(crate) path: PathBuf,
    /// At most [`LIMIT`] bytes and one more. An error is also given for a place's folder that cannot be listed.
    pub(crate) bytes: io::Result<Vec<u8>>,
}

/// What was found in a folder, in the order of places and names.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    pub(crate) found: Vec<Found>,
    /// What could not be listed above the places' own folders: anything may be in it.
    pub(crate) unreadable: Vec<(PathBuf, io::Error)>,
    /// Files of almost that name, such as `Version.info.txt`, where there is no other.
    pub(crate) misnamed: Vec<PathBuf>,
    /// Whether there is a folder of the portal's applications at all.
    pub(crate) is_terminal: bool,
}

/// Looks for `Version.info` files at every place that is known.
///
/// # Errors
///
/// The folder itself cannot be listed.
pub(crate) fn look(root: &Path) -> io::Result<Folder> {
    let root = &whole_drive(root);
    let mut folder = Folder::default();
    let entries = folder.names(root, fs::read_dir(root)?);
    let has = |names: &[&str]| entries.iter().any(|name| names.iter().any(|n| is_same(n, name)));
    let is_above = has(&PROGRAM_FILES) || has(&[OQS]) || has(&BESIDE_OQS.map(|(name, _)| name));
    // `Auth` alone could be anybody's.
    let is_copy = has(&[IN_OQS[0].0, IN_OQS[1].0]);
    if is_above {
        folder.program_files(root, &entries);
        for name in matching(&entries, &PROGRAM_FILES) {
            let path = root.join(name);
            let entries = folder.list(&path);
            folder.program_files(&path, &entries);
        }
    } else if let Some(parent) = parent_of_oqs(root) {
        folder.oqs(root, &entries);
        let beside = folder.list(&parent);
        folder.places(&parent, &beside, &BESIDE_OQS);
    } else if is_copy {
        folder.oqs(root, &entries);
    }
    folder.found.sort_by(|a, b| (a.place, &a.path).cmp(&(b.place, &b.path)));
    Ok(folder)
}

/// `C:` alone is whatever folder one is in on that drive.
fn whole_drive(root: &Path) -> PathBuf {
    let mut path = root.as_os_str().to_owned();
    if cfg!(windows) && path.as_encoded_bytes().ends_with(b":") {
        path.push("\\");
    }
    path.into()
}

/// The folder above, if the folder's name is that of the applications' folder.
fn parent_of_oqs(root: &Path) -> Option<PathBuf> {
    // `.` and `..` have a name elsewhere.
    let root = match root.file_name() {
        Some(_) => root.to_owned(),
        None => fs::canonicalize(root).ok()?,
    };
    let is_oqs = root.file_name()?.to_str().is_some_and(|name| is_same(OQS, name));
    let parent = root.parent().filter(|_| is_oqs)?;
    Some(if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() })
}

fn is_same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// Those of the entries that have one of the names.
fn matching<'e>(entries: &'e [String], names: &[&str]) -> Vec<&'e str> {
    let is_named = |entry: &&str| names.iter().any(|name| is_same(name, entry));
    entries.iter().map(String::as_str).filter(is_named).collect()
}

impl Folder {
    /// Looks into `Program Files`.
    fn program_files(&mut self, path: &Path, entries: &[String]) {
        for name in matching(entries, &[OQS]) {
            let oqs = path.join(name);
            self.is_terminal |= oqs.is_dir();
            let entries = self.list(&oqs);
            self.places(&oqs, &entries, &IN_OQS);
        }
        self.places(path, entries, &BESIDE_OQS);
    }

    fn oqs(&mut self, path: &Path, entries: &[String]) {
        self.is_terminal = true;
        self.places(path, entries, &IN_OQS);
    }

    /// Looks into those folders of a folder that are places.
    fn places(&mut self, path: &Path, entries: &[String], places: &[(&str, Place)]) {
        for (folder, place) in places {
            for name in matching(entries, &[folder]) {
                self.place(&path.join(name), *place);
            }
        }
    }

    fn place(&mut self, path: &Path, place: Place) {
        self.is_terminal |= path.is_dir();
        let (entries, error) = match fs::read_dir(path) {
            Ok(entries) => {
                let told = self.unreadable.len();
                let entries = self.names(path, entries);
                (entries, self.unreadable.drain(told..).next().map(|(_, error)| error))
            }
            Err(error) => (Vec::new(), Some(error)),
        };
        let files = matching(&entries, &[FILE]);
        for name in &files {
            let path = path.join(name);
            self.found.push(Found { place, bytes: contents(&path), path });
        }
        if !files.is_empty() {
            return;
        }
        let is_near = |name: &&String| name.get(..FILE.len()).is_some_and(|n| is_same(FILE, n));
        self.misnamed.extend(entries.iter().filter(is_near).map(|name| path.join(name)));
        if let Some(error) = error {
            self.found.push(Found { place, path: path.join(FILE), bytes: Err(error) });
        }
    }

    /// The names in a folder, in order; none, and that is told, if it cannot be listed.
    fn list(&mut self, path: &Path) -> Vec<String> {
        match fs::read_dir(path) {
            Ok(entries) => self.names(path, entries),
            Err(error) => {
                self.unreadable.push((path.to_owned(), error));
                Vec::new()
            }
        }
    }

    /// The names of entries, in order. Those that are no Unicode are not any that is looked for.
    fn names(&mut self, path: &Path, entries: fs::ReadDir) -> Vec<String> {
        let mut names = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => names.extend(entry.file_name().into_string()),
                Err(error) => self.unreadable.push((path.to_owned(), error)),
            }
        }
        names.sort_unstable();
        names
    }
}

/// A file's bytes, up to a bound. Opening a pipe would wait for somebody to write into it, and a device may have no end.
fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
