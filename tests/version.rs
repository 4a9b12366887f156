//! A version is a list of numbers: what is read, what is refused and where, and how versions are ordered.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use onshikaku::{ParseVersionErrorKind, Version};
use proptest::prelude::*;

#[test]
fn accepted_texts_give_their_spelling_and_segments() {
    for [input, display, segments] in fields(include_str!("../fixtures/versions/accepted.txt")) {
        let version: Version = input.parse().unwrap_or_else(|error| panic!("{input:?}: {error}"));
        let segments: Vec<u64> = segments.split(' ').map(|s| s.parse().unwrap()).collect();
        assert_eq!(version.to_string(), display, "{input:?}");
        assert_eq!(version.as_str(), display, "{input:?}");
        assert_eq!(version.segments(), segments, "{input:?}");
        assert_eq!(Version::try_from(&*input), Ok(version), "{input:?}");
    }
}

#[test]
fn refused_texts_are_told_what_is_wrong_and_where() {
    for [input, at, message] in fields(include_str!("../fixtures/versions/refused.txt")) {
        let error = input.parse::<Version>().expect_err(&input);
        assert_eq!(error.at().to_string(), at, "{input:?}: {error}");
        assert_eq!(error.kind().to_string(), message, "{input:?}");
        assert_eq!(error.to_string(), format!("{message} at byte {at}"), "{input:?}");
    }
}

#[test]
fn the_kind_of_an_error_can_be_asked() {
    use ParseVersionErrorKind::{Empty, EmptySegment, Overflow, Unexpected};
    for (input, kind) in [
        ("", Empty),
        ("1..2", EmptySegment),
        ("18446744073709551616", Overflow),
        ("1.0-beta", Unexpected('-')),
    ] {
        assert_eq!(input.parse::<Version>().unwrap_err().kind(), kind, "{input:?}");
    }
}

#[test]
fn the_ordered_list_is_ascending() {
    let mut steps = Vec::new();
    let mut step = 0;
    for line in lines(include_str!("../fixtures/versions/ordered.txt")) {
        let (equal, text) = line.strip_prefix("= ").map_or((false, line), |text| (true, text));
        step += usize::from(!equal);
        steps.push((step, text.parse::<Version>().expect(text)));
    }
    let hasher = RandomState::new();
    for (a, left) in &steps {
        for (b, right) in &steps {
            assert_eq!(left.cmp(right), a.cmp(b), "{left} and {right}");
            assert_eq!(left == right, a == b, "{left} and {right}");
            assert_eq!(left.first_difference(right).is_none(), a == b, "{left} and {right}");
            if a == b {
                assert_eq!(hasher.hash_one(left), hasher.hash_one(right), "{left} and {right}");
            }
        }
    }
}

#[test]
fn a_version_has_any_number_of_segments() {
    for count in [1, 4, 5, 64, 65, 1_000, 100_000] {
        let text = vec!["7"; count].join(".");
        let version = version(&text);
        assert_eq!(version.segments().len(), count);
        assert_eq!(version.to_string(), text);
        assert!(version < self::version(&format!("{text}.1")));
        assert_eq!(version, self::version(&format!("{text}.0")));
        assert_eq!(version.first_difference(&self::version(&format!("{text}.1"))), Some(count));
    }
}

#[test]
fn display_obeys_width_and_alignment() {
    let version = version("v1.0.9");
    assert_eq!(format!("{version:>8}|{version:<8}|{version:.3}"), "   1.0.9|1.0.9   |1.0");
    assert_eq!(format!("{version:?}"), "Version(1.0.9)");
}

#[test]
fn serde_writes_and_reads_a_string() {
    let json = serde_json::to_string(&version("Ver.１.0.09")).unwrap();
    assert_eq!(json, r#""1.0.09""#);
    assert_eq!(serde_json::from_str::<Version>(&json).unwrap(), version("1.0.9"));
    assert_eq!(serde_json::from_str::<Version>(r#""v10.10""#).unwrap(), version("10.10"));
    assert_eq!(serde_json::from_str::<Version>(r#""１０．１０""#).unwrap(), version("10.10"));
    let value = serde_json::Value::from("1.0.9");
    assert_eq!(serde_json::from_value::<Version>(value).unwrap(), version("1.0.9"));
    let read: Version = serde_json::from_reader(&br#""1.0.9""#[..]).unwrap();
    assert_eq!(read, version("1.0.9"));
}

#[test]
fn serde_refuses_numbers_with_the_advice_to_quote_them() {
    for json in ["10.10", "362", "-1", "1e3", "0"] {
        let error = serde_json::from_str::<Version>(json).unwrap_err().to_string();
        assert!(error.contains("quotes") && error.contains("10.1"), "{json}: {error}");
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        let error = serde_json::from_value::<Version>(value).unwrap_err().to_string();
        assert!(error.contains("quotes"), "{json}: {error}");
    }
    for json in ["null", "true", "[]", "{}", "[1,0,9]"] {
        assert!(serde_json::from_str::<Version>(json).is_err(), "{json}");
    }
    let error = serde_json::from_str::<Version>(r#""1..2""#).unwrap_err().to_string();
    assert!(error.contains("1..2") && error.contains("byte 2"), "{error}");
}

#[test]
fn a_version_is_a_key_of_a_json_map() {
    let mut names = BTreeMap::from([(version("10.10"), "b"), (version("10.9"), "a")]);
    let json = serde_json::to_string(&names).unwrap();
    assert_eq!(json, r#"{"10.9":"a","10.10":"b"}"#);
    assert_eq!(serde_json::from_str::<BTreeMap<Version, &str>>(&json).unwrap(), names);
    assert_eq!(names.insert(version("10.10.0"), "c"), Some("b"));
    assert!(serde_json::from_str::<BTreeMap<Version, &str>>(r#"{"1.0-beta":"a"}"#).is_err());
}

#[test]
fn semver_takes_what_fits_and_refuses_the_rest() {
    for (text, semantic) in
        [("362", "362.0.0"), ("10.10", "10.10.0"), ("1.0.09", "1.0.9"), ("1.2.0.0", "1.2.0")]
    {
        let converted = semver::Version::try_from(&version(text)).unwrap();
        assert_eq!(converted, semver::Version::parse(semantic).unwrap(), "{text}");
    }
    for text in ["1.1.1.1.2", "1.0.0.4", "0.0.0.0.1"] {
        let error = semver::Version::try_from(&version(text)).unwrap_err();
        assert!(error.to_string().contains(text), "{error}");
    }
}

#[test]
fn a_version_takes_what_semver_has_beside_numbers_only_by_name() {
    let plain = semver::Version::new(1, 0, u64::MAX);
    assert_eq!(Version::try_from(plain).unwrap(), version("1.0.18446744073709551615"));
    for text in ["1.2.3-beta.1", "1.2.3+4", "1.2.3-rc+4"] {
        let semantic = semver::Version::parse(text).unwrap();
        assert_eq!(Version::numbers_of(&semantic).as_str(), "1.2.3");
        assert!(Version::try_from(semantic).unwrap_err().to_string().contains(text));
    }
}

#[test]
fn requirements_can_be_asked_of_a_version_that_fits() {
    for (text, requirement, holds) in [
        ("1.0.9", ">=1.0.6, <2", true),
        ("1.0.4", ">=1.0.6", false),
        ("10.10", ">10.9", true),
        ("10.10", "=10.1", false),
        ("362", "*", true),
        ("1.2.0.0", "^1.2", true),
        ("2.0", "^1.2", false),
    ] {
        let requirement = semver::VersionReq::parse(requirement).unwrap();
        assert_eq!(version(text).matches(&requirement), Ok(holds), "{text} {requirement}");
    }
    assert!(version("1.1.1.1.2").matches(&semver::VersionReq::STAR).is_err());
}

proptest! {
    /// The order is that of the segments padded with zeros, which is total by itself.
    #[test]
    fn order_equality_and_hash_are_those_of_padded_segments(a in segments(), b in segments()) {
        let (left, right) = (spelled(&a), spelled(&b));
        let longest = a.len().max(b.len());
        let order = padded(&a, longest).cmp(&padded(&b, longest));
        prop_assert_eq!(left.cmp(&right), order);
        prop_assert_eq!(right.cmp(&left), order.reverse());
        prop_assert_eq!(left.partial_cmp(&right), Some(order));
        prop_assert_eq!(left == right, order.is_eq());
        let mut pairs = padded(&a, longest).into_iter().zip(padded(&b, longest));
        prop_assert_eq!(left.first_difference(&right), pairs.position(|(a, b)| a != b));
        let hasher = RandomState::new();
        if left == right {
            prop_assert_eq!(hasher.hash_one(&left), hasher.hash_one(&right));
        }
    }

    #[test]
    fn order_is_transitive(mut versions in prop::collection::vec(segments(), 3)) {
        versions.sort_by_key(|segments| spelled(segments));
        let [a, b, c] = [0, 1, 2].map(|at| spelled(&versions[at]));
        prop_assert!(a <= b && b <= c && a <= c);
    }

    #[test]
    fn zeros_at_the_end_change_only_the_spelling(segments in segments(), zeros in 0..70_usize) {
        let padded = format!("{}{}", spelled(&segments), ".0".repeat(zeros));
        let (version, longer) = (spelled(&segments), self::version(&padded));
        prop_assert_eq!(&version, &longer);
        let hasher = RandomState::new();
        prop_assert_eq!(hasher.hash_one(&version), hasher.hash_one(&longer));
        prop_assert_eq!(longer.segments().len(), segments.len() + zeros);
        prop_assert_eq!(longer.to_string(), padded);
    }

    #[test]
    fn what_is_printed_reads_back(text in accepted()) {
        let version: Version = text.parse()?;
        let printed = version.to_string();
        let again: Version = printed.parse()?;
        prop_assert_eq!(&again, &version);
        prop_assert_eq!(again.segments(), version.segments());
        prop_assert_eq!(again.to_string(), &*printed);
        let json = serde_json::to_string(&version).unwrap();
        prop_assert_eq!(serde_json::from_str::<Version>(&json).unwrap().to_string(), printed);
    }

    /// Nothing panics, and an error points into the text, at a character.
    #[test]
    fn any_text_is_read_or_refused_at_a_character(text in any_text()) {
        match text.parse::<Version>() {
            Ok(version) => {
                let printed = version.to_string();
                prop_assert!(printed.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
            }
            Err(error) => {
                prop_assert!(error.at() <= text.len() && text.is_char_boundary(error.at()));
                if let ParseVersionErrorKind::Unexpected(c) = error.kind() {
                    prop_assert!(text[error.at()..].starts_with(c));
                }
            }
        }
    }

    #[test]
    fn semver_loses_nothing(major: u64, minor: u64, patch: u64) {
        let semantic = semver::Version::new(major, minor, patch);
        let version = Version::try_from(semantic.clone()).unwrap();
        prop_assert_eq!(version.segments(), [major, minor, patch]);
        prop_assert_eq!(semver::Version::try_from(&version).unwrap(), semantic);
    }
}

fn version(text: &str) -> Version {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// Few and small numbers, so that equal ones and shared beginnings come up.
fn segments() -> impl Strategy<Value = Vec<u64>> {
    let segment = prop_oneof![8 => 0..3_u64, 1 => 9..12_u64, 1 => any::<u64>()];
    prop::collection::vec(segment, 1..7)
}

fn spelled(segments: &[u64]) -> Version {
    version(&segments.iter().map(u64::to_string).collect::<Vec<_>>().join("."))
}

fn padded(segments: &[u64], length: usize) -> Vec<u64> {
    segments.iter().copied().chain(std::iter::repeat(0)).take(length).collect()
}

/// Versions with leading zeros, full-width characters, decoration and white space.
fn accepted() -> impl Strategy<Value = String> {
    let before = "[ \u{3000}\t]{0,2}(v|V|ver|Ver\\.|version|ＶＥＲ．|バージョン|)[ \u{3000}]?";
    (before, "[0-9０-９]{1,9}([.．][0-9０-９]{1,9}){0,8}", "[ \u{3000}\r\n]{0,2}")
        .prop_map(|(before, number, after)| before + &number + &after)
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[0-9０-９.． \u{3000}vVer第版バージョン\u{200B}+-]{0,12}"]
}

/// The lines of a fixture that are not empty and no comment.
fn lines(fixture: &str) -> impl Iterator<Item = &str> {
    fixture.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A fixture's fields; in the first one `\u{3000}` and the like stand for characters that an editor does not show.
fn fields<const N: usize>(fixture: &str) -> impl Iterator<Item = [String; N]> {
    lines(fixture).map(|line| {
        let (input, rest) = line.split_once('\t').expect(line);
        let rest = rest.split('\t').map(str::to_owned);
        let fields: Vec<String> = [unescaped(input)].into_iter().chain(rest).collect();
        fields.try_into().unwrap_or_else(|_| panic!("{N} fields expected: {line:?}"))
    })
}

fn unescaped(field: &str) -> String {
    let mut parts = field.split("\\u{");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect(field);
        let code = u32::from_str_radix(code, 16).expect(field);
        text.push(char::from_u32(code).expect(field));
        text.push_str(rest);
    }
    text
}
