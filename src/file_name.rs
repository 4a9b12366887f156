//! Names of files that install something, and the versions in them.

use crate::version::Version;

/// Endings of files that are installed or unpacked.
pub(crate) const FILE_ENDINGS: [&str; 7] =
    [".msi", ".exe", ".zip", ".cab", ".msix", ".msp", ".lzh"];

/// The version at the end of a file name's stem: `oqscomapp_1.0.9`.
pub(crate) fn version_in_file_name(stem: &str) -> Option<Version> {
    let start = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (name, number) = stem.split_at(start);
    // `l.0.9` is no name with a version.
    let is_name = name.bytes().filter(u8::is_ascii_alphabetic).count() >= 3;
    let is_version = number.contains('.') && !number.starts_with('.');
    (is_name && is_version).then(|| number.parse().ok()).flatten()
}

/// Whether a text is the name of such a file.
pub(crate) fn is_file(text: &str) -> bool {
    file_ending(text).is_some_and(|ending| text.len() > ending.len())
}

/// Whether a text ends like the name of such a file.
pub(crate) fn has_file_ending(text: &str) -> bool {
    file_ending(text).is_some()
}

/// The ending of a file's name, if it is one of these.
pub(crate) fn file_ending(text: &str) -> Option<&'static str> {
    let text = text.as_bytes();
    FILE_ENDINGS.into_iter().find(|ending| {
        let tail = text.len().checked_sub(ending.len()).map(|start| &text[start..]);
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending.as_bytes()))
    })
}

/// The version that a file's name states.
pub(crate) fn version_of_file(file: &str) -> Option<Version> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    version_in_file_name(stem)
}

#[cfg(test)]
mod tests {
    use super::version_in_file_name;

    #[test]
    fn versions_stand_behind_names() {
        let read = |stem| version_in_file_name(stem).map(|version| version.to_string());
        assert_eq!(read("oqscomapp_1.0.9").as_deref(), Some("1.0.9"));
        assert_eq!(read("oqscomapp"), None);
        assert_eq!(read("l.0.9"), None);
        // A name that breaks off inside a character.
        assert_eq!(read("facerecognitionlibrar\u{FFFD}"), None);
        assert_eq!(read("連携アプリ1.0.9"), None);
    }
}
