//! Every page under `fixtures/pages/` is read as its truth says, and as its snapshot shows.
//!
//! A case is a folder: `body` as served, `headers`, `about` (what it shows and which oddities it covers), `truth.json`
//! (written by hand from the page, not from the answer) and `snapshot.snap` (the whole answer, reviewed).

use std::fs;
use std::path::{Path, PathBuf};

use onshikaku::{Error, ErrorKind, Page, PublishedVersion, Snapshot};
use serde_json::Value;

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let mut cases: Vec<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn read(case: &Path) -> Result<Snapshot, Error> {
    let body = fs::read(case.join("body")).unwrap();
    let headers = fs::read_to_string(case.join("headers")).unwrap_or_default();
    let header = |name: &str| {
        let lines = headers.lines().filter_map(|line| line.split_once(':'));
        let mut values = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        values.next().map(|(_, value)| value.trim().to_owned())
    };
    let mut page = Page::new(&body);
    if let Some(content_type) = header("Content-Type") {
        page = page.content_type(content_type);
    }
    if let Some(url) = header("URL") {
        page = page.url(url);
    }
    page.read()
}

/// What is the same to a person: white space and width do not matter.
fn same(a: &str, b: &str) -> bool {
    use unicode_normalization::UnicodeNormalization as _;
    let plain = |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    plain(a) == plain(b)
}

/// One difference a line between a record and its truth.
fn differences(
    what: &str,
    truth: &Value,
    fields: &[(&str, Option<&str>)],
    versions: &[PublishedVersion],
) -> Vec<String> {
    let mut found = Vec::new();
    for (key, value) in fields {
        let Some(expected) = truth.get(key) else { continue };
        let agrees = match (expected.as_str(), value) {
            (Some(expected), Some(value)) => same(expected, value),
            (expected, value) => expected.is_none() == value.is_none(),
        };
        if !agrees {
            found.push(format!("{what}: {key} is {value:?}, not {expected}"));
        }
    }
    let got: Vec<_> = versions.iter().map(|v| v.version.as_str()).collect();
    if truth["versions"] != Value::from(got.clone()) {
        found.push(format!("{what}: versions are {got:?}, not {}", truth["versions"]));
    }
    found
}

fn compare(snapshot: &Snapshot, truth: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let empty = Vec::new();
    let apps = truth["apps"].as_array().unwrap_or(&empty);
    let makers = truth["manufacturers"].as_array().unwrap_or(&empty);
    if (apps.len(), makers.len()) != (snapshot.apps.len(), snapshot.manufacturers.len()) {
        let counts = (snapshot.apps.len(), snapshot.manufacturers.len());
        found.push(format!("records are {counts:?}, not {:?}", (apps.len(), makers.len())));
    }
    for (record, truth) in snapshot.apps.iter().zip(apps) {
        let fields = [
            ("app", record.app.map(|app| app.id())),
            ("name", Some(record.name.as_str())),
            ("file", record.file.as_deref()),
        ];
        found.extend(differences(&record.name, truth, &fields, &record.versions));
    }
    for (record, truth) in snapshot.manufacturers.iter().zip(makers) {
        let fields =
            [("name", Some(record.name.as_str())), ("component", record.component.as_deref())];
        found.extend(differences(&record.name, truth, &fields, &record.versions));
    }
    for raw in truth["warns"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let warned = snapshot.warnings.iter().filter_map(|warning| warning.cell.as_ref());
        if !warned.into_iter().any(|cell| same(&cell.text, raw)) {
            found.push(format!("no warning at {raw:?}"));
        }
    }
    let codes = serde_json::to_value(&snapshot.warnings).unwrap();
    for prefix in truth["warning_codes"].as_array().into_iter().flatten().filter_map(Value::as_str)
    {
        let codes = codes.as_array().unwrap().iter().filter_map(|w| w["code"].as_str());
        if !codes.into_iter().any(|code| code.starts_with(prefix)) {
            found.push(format!("no warning {prefix}…"));
        }
    }
    if let Some(day) = truth["as_of"].as_str() {
        let got = snapshot.as_of.map(|date| date.to_string());
        if got.as_deref() != Some(day) {
            found.push(format!("as of {got:?}, not {day}"));
        }
    }
    found
}

fn compare_error(error: &Error, truth: &Value) -> Vec<String> {
    let kind = error.kind().code();
    if truth["error"] != kind && truth["either"] != kind {
        return vec![format!("refused as {kind}: {error}")];
    }
    let mut found = Vec::new();
    let document = serde_json::to_value(error.document()).unwrap();
    for (key, expected) in truth["document"].as_object().into_iter().flatten() {
        if document[key] != *expected {
            found.push(format!("document's {key} is {}, not {expected}", document[key]));
        }
    }
    let article = truth["article"].as_str();
    if article.is_some() && error.article() != article {
        found.push(format!("moved to {:?}, not {article:?}", error.article()));
    }
    found
}

#[test]
fn every_page_is_read_as_its_truth_says() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 60, "only {} cases", cases.len());
    for case in cases {
        let truth: Value =
            serde_json::from_slice(&fs::read(case.join("truth.json")).unwrap()).unwrap();
        let found = match read(&case) {
            Ok(snapshot) if truth.get("error").is_none() => compare(&snapshot, &truth),
            Ok(_) => vec![format!("read, instead of refused as {}", truth["error"])],
            Err(error) => compare_error(&error, &truth),
        };
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        wrong.extend(found.into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_answer_is_as_reviewed() {
    for case in cases() {
        let answer = match read(&case) {
            Ok(snapshot) => serde_json::to_string_pretty(&snapshot).unwrap(),
            // What a file that is no page is, features tell more precisely.
            Err(error) if error.kind() == ErrorKind::NotHtml => error.kind().code().to_owned(),
            Err(error) => format!("{}\n{error}", error.kind().code()),
        };
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("snapshot", answer));
    }
}

#[test]
fn every_case_says_what_it_covers() {
    for case in cases() {
        let about = fs::read_to_string(case.join("about")).unwrap();
        let mut lines = about.lines();
        let sentence = lines.next().unwrap_or_default();
        assert!(!sentence.is_empty(), "{}", case.display());
        assert!(lines.any(|line| line.starts_with("covers: ")), "{}", case.display());
    }
}

#[test]
fn every_oddity_has_a_case() {
    let abouts = cases().into_iter().map(|case| fs::read_to_string(case.join("about")).unwrap());
    let covers: Vec<String> = abouts
        .flat_map(|about| about.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| line.strip_prefix("covers: ").map(str::to_owned))
        .collect();
    let tags: Vec<&str> = covers.iter().flat_map(|tags| tags.split(", ")).collect();
    let oddities = include_str!("../fixtures/oddities.txt");
    let oddities = oddities.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let without: Vec<&str> = oddities
        .filter(|line| {
            let (_, wanted) = line.rsplit_once(": ").unwrap_or_else(|| panic!("{line}"));
            !wanted.split('|').any(|tag| tags.contains(&tag))
        })
        .collect();
    assert!(without.is_empty(), "no case: {without:#?}");
}

#[test]
fn a_snapshot_goes_through_json_unchanged() {
    for snapshot in cases().iter().filter_map(|case| read(case).ok()) {
        let json = serde_json::to_string(&snapshot).unwrap();
        let back: Snapshot = serde_json::from_str(&json).unwrap();
        assert_eq!(back, snapshot);
    }
}
