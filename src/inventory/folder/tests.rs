use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use Place::{Auth, Distribution, Linkage};

/// A folder that is removed afterwards.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("onshikaku-folder-{}-{number}", std::process::id());
        let base =
            option_env!("CARGO_TARGET_TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from);
        let path = base.join(name);
        fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    /// A folder with files, each with its own path in it.
    fn with(files: &[&str]) -> Scratch {
        let scratch = Scratch::new();
        for file in files {
            let path = scratch.0.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        scratch
    }

    /// What is found below a path of this folder: places and the paths of files.
    fn found(&self, root: &str) -> Vec<(Place, String)> {
        let folder = look(&self.0.join(root)).unwrap();
        let path = |found: &Found| {
            let path = found.path.strip_prefix(&self.0).unwrap().to_str().unwrap().to_owned();
            assert_eq!(found.bytes.as_deref().unwrap(), path.as_bytes());
            (found.place, path)
        };
        folder.found.iter().map(path).collect()
    }

    /// The one thing found, which could not be read.
    fn refused(&self) -> (Place, PathBuf, ErrorKind) {
        let mut folder = look(&self.0).unwrap();
        assert_eq!(folder.found.len(), 1, "{folder:?}");
        let found = folder.found.remove(0);
        (found.place, found.path, found.bytes.unwrap_err().kind())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn each(found: &[(Place, &str)]) -> Vec<(Place, String)> {
    found.iter().map(|(place, path)| (*place, (*path).to_owned())).collect()
}

#[test]
fn every_spelling_of_a_place_is_known() {
    let spellings = [
        (Linkage, "Program Files/OQS/OQsComApp/Version.info"),
        (Linkage, "Program Files/OQS/OQSComApp/Version.info"),
        (Linkage, "Program Files (x86)/OQS/OQsComApp/Version.info"),
        (Linkage, "PROGRAM FILES/oqs/oqscomapp/VERSION.INFO"),
        (Distribution, "Program Files/OQS/OQsDistroApp/Version.info"),
        (Distribution, "Program Files/OQs/OQSDistroApp/version.info"),
        (Auth, "Program Files/OQS/Auth/Version.info"),
        (Auth, "Program Files/OQS-Auth/Version.info"),
        (Auth, "program files/Oqs-auth/Version.info"),
    ];
    for (place, path) in spellings {
        let scratch = Scratch::with(&[path]);
        assert_eq!(scratch.found(""), [(place, path.to_owned())]);
        let program_files = path.split('/').next().unwrap();
        assert_eq!(scratch.found(program_files), [(place, path.to_owned())]);
        assert!(look(&scratch.0).unwrap().is_terminal);
    }
}

#[test]
fn any_height_may_be_named() {
    let scratch = Scratch::with(&[
        "c/Program Files/OQS/OQsComApp/Version.info",
        "c/Program Files/OQS/OQsDistroApp/Version.info",
        "c/Program Files/OQS-Auth/Version.info",
        "c/Program Files/Other/OQsComApp/Version.info",
    ]);
    let all = each(&[
        (Linkage, "c/Program Files/OQS/OQsComApp/Version.info"),
        (Distribution, "c/Program Files/OQS/OQsDistroApp/Version.info"),
        (Auth, "c/Program Files/OQS-Auth/Version.info"),
    ]);
    for root in ["c", "c/Program Files", "c/Program Files/OQS", "c/Program Files/OQS/"] {
        assert_eq!(scratch.found(root), all, "{root}");
    }
    // A copy by another name has no neighbours.
    let copy = Scratch::with(&["copy/OQsComApp/Version.info", "OQS-Auth/Version.info"]);
    assert_eq!(copy.found("copy"), each(&[(Linkage, "copy/OQsComApp/Version.info")]));
}

#[test]
fn two_files_for_one_place_are_both_found() {
    let scratch = Scratch::with(&[
        "Program Files/OQS/Auth/Version.info",
        "Program Files/OQS-Auth/Version.info",
        "Program Files (x86)/OQS/OQsComApp/Version.info",
        "Program Files/OQS/OQsComApp/Version.info",
        #[cfg(target_os = "linux")]
        "Program Files/OQS/OQSComApp/Version.info",
        #[cfg(target_os = "linux")]
        "Program Files/OQS/OQSComApp/version.info",
    ]);
    let all = each(&[
        (Linkage, "Program Files/OQS/OQSComApp/Version.info"),
        (Linkage, "Program Files/OQS/OQSComApp/version.info"),
        (Linkage, "Program Files/OQS/OQsComApp/Version.info"),
        (Linkage, "Program Files (x86)/OQS/OQsComApp/Version.info"),
        (Auth, "Program Files/OQS/Auth/Version.info"),
        (Auth, "Program Files/OQS-Auth/Version.info"),
    ]);
    let all = if cfg!(target_os = "linux") { &all[..] } else { &all[2..] };
    let mut found = scratch.found("");
    for file in all {
        let at = found.iter().position(|other| other == file).unwrap_or_else(|| panic!("{file:?}"));
        found.remove(at);
    }
    assert_eq!(found, []);
}

#[test]
fn a_folder_that_is_no_terminal_is_told() {
    let empty = Scratch::new();
    let other = Scratch::with(&["Auth/Version.info", "Program Files/Other/Version.info"]);
    let file = Scratch::with(&["Program Files/OQS"]);
    for scratch in [&empty, &other, &file] {
        let folder = look(&scratch.0).unwrap();
        assert!(!folder.is_terminal && folder.found.is_empty());
    }
    let told = look(&file.0).unwrap().unreadable;
    assert_eq!((told.len(), told[0].1.kind()), (1, ErrorKind::NotADirectory));
    let bare = Scratch::with(&["OQS/other"]);
    assert!(look(&bare.0).unwrap().is_terminal);
}

#[test]
fn a_root_that_cannot_be_listed_is_an_error() {
    let scratch = Scratch::with(&["file"]);
    let kind = |root: &str| look(&scratch.0.join(root)).unwrap_err().kind();
    assert_eq!(kind("missing"), ErrorKind::NotFound);
    assert_eq!(kind("file"), ErrorKind::NotADirectory);
}

#[test]
fn what_stands_where_the_file_should_be_is_told() {
    let folder = Scratch::with(&["OQS/Auth/Version.info/file"]);
    let path = folder.0.join("OQS/Auth/Version.info");
    assert_eq!(folder.refused(), (Auth, path, ErrorKind::IsADirectory));

    let text = Scratch::with(&["OQS/OQsComApp/version.info.txt", "OQS/OQsComApp/other"]);
    let path = text.0.join("OQS/OQsComApp/version.info.txt");
    let seen = look(&text.0).unwrap();
    assert!(seen.found.is_empty());
    assert_eq!(seen.misnamed, [path]);
    // Beside the file itself it is a copy.
    let file = "OQS/OQsComApp/Version.info";
    assert_eq!(Scratch::with(&[file, "OQS/OQsComApp/Version.info.bak"]).found("").len(), 1);

    let no_folder = Scratch::with(&["OQS/OQsDistroApp"]);
    let path = no_folder.0.join("OQS/OQsDistroApp/Version.info");
    assert_eq!(no_folder.refused(), (Distribution, path, ErrorKind::NotADirectory));
}

#[test]
fn a_large_file_is_read_to_the_bound() {
    let scratch = Scratch::with(&["OQS/Auth/Version.info"]);
    let file = File::create(scratch.0.join("OQS/Auth/Version.info")).unwrap();
    file.set_len(1 << 40).unwrap();
    let folder = look(&scratch.0).unwrap();
    assert_eq!(folder.found[0].bytes.as_ref().unwrap().len(), LIMIT + 1);
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn links_are_followed_and_never_for_ever() {
        let scratch = Scratch::with(&["real/Version.info"]);
        fs::create_dir_all(scratch.0.join("OQS/OQsComApp")).unwrap();
        symlink("../real", scratch.0.join("OQS/Auth")).unwrap();
        symlink("Version.info", scratch.0.join("OQS/OQsComApp/Version.info")).unwrap();
        symlink("OQsDistroApp", scratch.0.join("OQS/OQsDistroApp")).unwrap();
        symlink("missing", scratch.0.join("OQS-Auth")).unwrap();
        let folder = look(&scratch.0).unwrap();
        let found: Vec<_> =
            folder.found.iter().map(|found| (found.place, found.bytes.is_ok())).collect();
        assert_eq!(
            found,
            [(Linkage, false), (Distribution, false), (Auth, true), (Auth, false)],
            "{folder:?}"
        );
        assert_eq!(folder.found[3].bytes.as_ref().unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn pipes_and_devices_are_not_opened() {
        let scratch = Scratch::with(&["OQS/Auth/other"]);
        let pipe = scratch.0.join("OQS/Auth/Version.info");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(scratch.refused(), (Auth, pipe.clone(), ErrorKind::InvalidInput));
        fs::remove_file(&pipe).unwrap();
        symlink("/dev/zero", &pipe).unwrap();
        assert_eq!(scratch.refused(), (Auth, pipe, ErrorKind::InvalidInput));
    }

    #[test]
    fn what_may_not_be_read_is_told() {
        let files =
            ["OQS/Auth/Version.info", "OQS/OQsComApp/Version.info", "OQS-Auth/Version.info"];
        let scratch = Scratch::with(&files);
        let locked = ["OQS/Auth", "OQS/OQsComApp/Version.info"].map(|path| scratch.0.join(path));
        let mode = |mode: u32| {
            for path in &locked {
                fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
            }
        };
        mode(0);
        let is_root = fs::read_dir(&locked[0]).is_ok();
        let folder = look(&scratch.0);
        mode(0o755);
        // The superuser reads everything.
        if !is_root {
            let found = folder.unwrap().found.into_iter();
            let found: Vec<_> = found.map(|found| found.bytes.map_err(|e| e.kind())).collect();
            let denied = || Err(ErrorKind::PermissionDenied);
            assert_eq!(found, [denied(), denied(), Ok(files[2].into())]);
        }
    }
}
