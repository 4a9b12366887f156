//! Names of files that install something, and the versions in them.

use crate::version::Version;

/// Endings of files that are installed or unpacked.
pub(crate) const FILE_ENDINGS: [&str; 7] =
    [".msi", ".exe", ".zip", ".cab", ".msix", ".msp", ".lzh"];

/// The version at the end of a file name's stem: `oqscomapp_1.0.9`.
pub(crate) fn version_in_file_name(stem: &str) -> Option<Version> {
    let start = stem.rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |at| at + 1);
    let (name, number) = stem.split_at(start);
    // `l.0.9` is no name with a version.
    let is_name = name.bytes().filter(u8::is_ascii_alphabetic).count() >= 3;
    let is_version = number.contains('.') && !number.starts_with('.');
    (is_name && is_version).then(|| number.parse().ok()).flatten()
}

/// Whether a text is the name of such a file.
pub(crate) fn is_file(text: &str) -> bool {
    let ends_with = |ending: &str| {
        let (text, ending) = (text.as_bytes(), ending.as_bytes());
        text.len() > ending.len() && text[text.len() - ending.len()..].eq_ignore_ascii_case(ending)
    };
    FILE_ENDINGS.into_iter().any(ends_with)
}

/// The version that a file's name states.
pub(crate) fn version_of_file(file: &str) -> Option<Version> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    version_in_file_name(stem)
}
