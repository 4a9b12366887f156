//! What is serialized is as the schemas say, and reads back as it was.

#[path = "../inventories/case.rs"]
mod case;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jsonschema::Validator;
use onshikaku::{App, Error, Page, Snapshot, schema};
use serde_json::{Value, json};

#[test]
fn the_schemas_are_schemas() {
    let pages = [schema::SNAPSHOT, schema::ERROR, schema::PROFILE];
    let terminals = [schema::REPORT, schema::INVENTORY, schema::FLEET_LINE, schema::FLEET_SUMMARY];
    for text in pages.into_iter().chain(terminals) {
        let schema: Value = serde_json::from_str(text).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::meta::validate(&schema).unwrap();
    }
}

#[test]
fn every_snapshot_is_as_its_schema_says_and_reads_back() {
    let validator = validator(schema::SNAPSHOT);
    let pages: Vec<_> = cases().into_iter().map(|case| (read(&case), name(&case))).collect();
    let bundled = (Page::bundled().read(), "bundled".to_owned());
    let mut count = 0;
    for (snapshot, name) in [bundled].into_iter().chain(pages) {
        let Ok(snapshot) = snapshot else { continue };
        count += 1;
        validate(&validator, &serde_json::to_value(&snapshot).unwrap(), &name);
        let text = serde_json::to_string(&snapshot).unwrap();
        assert_eq!(serde_json::from_str::<Snapshot>(&text).unwrap(), snapshot, "{name}");
    }
    assert!(count > 1, "{count}");
}

#[test]
fn every_report_and_plan_is_as_its_schema_says() {
    let validator = validator(schema::REPORT);
    let mut plans = 0;
    for case in case::Case::all(true) {
        let report = case.json();
        plans += usize::from(!report["plan"].is_null());
        validate(&validator, &report, &case.name());
    }
    assert!(plans > 9, "{plans}");
}

/// Inventories that are read, and in which something is not as it should be.
const ODD: [&str; 4] = ["numbers-in-json", "unknown-keys", "null-values", "values-of-other-types"];

#[test]
fn every_inventory_is_as_its_schema_says() {
    let validator = validator(schema::INVENTORY);
    let mut count = 0;
    for case in case::Case::all(true) {
        let Ok(bytes) = fs::read(case.folder.join("inventory.json")) else { continue };
        // A file in another encoding is read; the schema is of JSON.
        let Ok(inventory) = serde_json::from_slice::<Value>(&bytes) else { continue };
        count += 1;
        if ODD.contains(&&*case.name()) {
            assert!(!validator.is_valid(&inventory), "{}", case.name());
        } else {
            validate(&validator, &inventory, &case.name());
        }
    }
    assert!(count > 9, "{count}");
}

#[test]
fn a_report_with_a_key_too_many_or_too_few_is_none() {
    let validator = validator(schema::REPORT);
    let cases = case::Case::all(true);
    let of = |name: &str| cases.iter().find(|case| case.name() == name).unwrap().json();
    let planned = of("plan-on-the-day");
    let scanned = of("file-against-typed");
    let held = of("hold-expected");
    for (report, pointer, key) in [
        (&planned, "", "plan"),
        (&planned, "", "schema"),
        (&planned, "/basis", "as_of"),
        (&planned, "/basis/source", "because"),
        (&planned, "/items/0", "differs_at"),
        (&planned, "/items/0/subject", "name"),
        (&planned, "/items/0/installed", "raw"),
        (&planned, "/items/0/installed/origin", "line"),
        (&planned, "/items/0/published/0", "cell"),
        (&planned, "/items/5/subject", "component"),
        (&planned, "/plan", "estimate_minutes"),
        (&planned, "/plan/steps/0", "not_before"),
        (&scanned, "/findings/0", "raw"),
        (&held, "/items/0/hold", "expected"),
    ] {
        let mut changed = report.clone();
        let object = changed.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        let value = object.remove(key).unwrap_or_else(|| panic!("{pointer}/{key}"));
        assert!(!validator.is_valid(&changed), "{pointer}/{key}");
        let object = changed.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        object.insert(key.to_owned(), value);
        object.insert("another".to_owned(), Value::Null);
        assert!(!validator.is_valid(&changed), "{pointer}/another");
    }
    for (pointer, wrong) in [
        ("/verdict", json!("perhaps")),
        ("/items/0/status", json!("newer")),
        ("/items/0/installed/version", json!(1.1)),
        ("/items/0/message", json!("a\u{1B}[31m")),
        ("/plan/steps/0/id", json!("press")),
        ("/plan/steps/12/not_before", json!("2026-07-14T00:00:00+09:00")),
    ] {
        let mut changed = planned.clone();
        *changed.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&changed), "{pointer}");
    }
}

#[test]
fn what_the_crate_knows_stands_in_the_schemas() {
    let snapshot: Value = serde_json::from_str(schema::SNAPSHOT).unwrap();
    let profile: Value = serde_json::from_str(schema::PROFILE).unwrap();
    let ids: Vec<Value> = App::ALL.iter().map(|app| app.id().into()).collect();
    assert_eq!(profile["properties"]["apps"]["items"]["properties"]["id"]["enum"], json!(ids));
    let ids: Vec<Value> = ids.into_iter().chain([Value::Null]).collect();
    let report: Value = serde_json::from_str(schema::REPORT).unwrap();
    let subject = &report["$defs"]["subject"]["oneOf"][0];
    assert_eq!(subject["properties"]["app"]["enum"], json!(ids));
    assert_eq!(snapshot["$defs"]["app"]["properties"]["app"]["enum"], json!(ids));
}

#[test]
fn a_shape_with_a_key_too_many_or_too_few_is_none() {
    let validator = validator(schema::SNAPSHOT);
    let snapshot = serde_json::to_value(Page::bundled().read().unwrap()).unwrap();
    for (pointer, key) in [
        ("", "apps"),
        ("/source", "because"),
        ("/section", "others"),
        ("/apps/0", "version_notes"),
        ("/apps/0/cell", "text"),
        ("/manufacturers/0", "component"),
        ("/warnings/0", "raw"),
    ] {
        let mut changed = snapshot.clone();
        let object = changed.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        let value = object.remove(key).unwrap();
        assert!(!validator.is_valid(&changed), "{pointer}/{key}");
        let object = changed.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        object.insert(key.to_owned(), value);
        object.insert("another".to_owned(), Value::Null);
        assert!(!validator.is_valid(&changed), "{pointer}/another");
    }
    for (pointer, wrong) in [
        ("/apps/0/versions/0", json!(1.1)),
        ("/apps/0/versions/0", json!("1.0-beta")),
        ("/apps/0/cell/row", json!(-1)),
        ("/apps/0/name", json!("a\u{1B}[31m")),
        ("/source/digest", json!("sha256:0")),
    ] {
        let mut changed = snapshot.clone();
        *changed.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&changed), "{pointer}");
    }
}

#[test]
fn every_failure_is_as_its_schema_says() {
    let validator = validator(schema::ERROR);
    for case in cases().iter().filter(|case| read(case).is_err()) {
        let body = fs::read(case.join("body")).unwrap();
        validate(&validator, &latest(&["--html", "-"], &body), &name(case));
    }
    for (body, kind) in [
        ("", "empty"),
        ("%PDF-1.7", "not_html"),
        ("<h1>お知らせ</h1><p>本文", "no_section"),
        ("<p>本記事は、新しい記事に移行しました。<a>新しい記事へ移動（KB0011370）</a>", "redirect"),
        ("{\"result\":{\"containers\":[]}}", "article_unavailable"),
        (&"<div>".repeat(10_000), "limit"),
    ] {
        let url = "https://example.jp/a";
        let failure = latest(&["--html", "-", "--url", url], body.as_bytes());
        validate(&validator, &failure, kind);
        assert_eq!(
            (&failure["error"]["kind"], &failure["error"]["url"]),
            (&kind.into(), &url.into())
        );
    }
    for arguments in [&["--live"][..], &["--no-such"], &["--html", "/no/such/file"]] {
        validate(&validator, &latest(arguments, b""), arguments[0]);
    }
}

#[test]
fn an_answer_printed_is_as_its_schema_says() {
    let validator = validator(schema::SNAPSHOT);
    let bundled = include_bytes!("../../fixtures/bundled/body");
    validate(&validator, &latest(&["--offline"], b""), "offline");
    validate(&validator, &latest(&["--html", "-"], bundled), "a file");
}

#[test]
fn what_a_fleet_prints_is_as_its_schemas_say() {
    let lines = "{\"id\":\"a\",\"apps\":{\"linkage\":\"1.0.8\",\"mpki\":\"?\",\"在庫\":\"1\"}}\n{\n[]\n{\"apps\":{\"mpki\":1.2}}\n
        {\"apps\":{\"linkage\":\"1.0.8\"},\"holds\":[{\"app\":\"linkage\",\"until\":\"2020-01-31\"}],\"color\":1}\n{}";
    let summary = Path::new(env!("CARGO_TARGET_TMPDIR")).join("summary.json");
    let page = ["--html", "fixtures/bundled/body", "--summary", summary.to_str().unwrap()];
    let line = validator(schema::FLEET_LINE);
    let printed = String::from_utf8(run("fleet", &page, lines.as_bytes())).unwrap();
    assert_eq!(printed.lines().count(), 6);
    for text in printed.lines() {
        validate(&line, &serde_json::from_str(text).unwrap(), text);
    }
    let summary = serde_json::from_slice(&fs::read(summary).unwrap()).unwrap();
    validate(&validator(schema::FLEET_SUMMARY), &summary, "summary");
}

#[test]
fn what_schemas_share_is_the_same_in_each() {
    let [report, line, summary]: [Value; 3] =
        [schema::REPORT, schema::FLEET_LINE, schema::FLEET_SUMMARY]
            .map(|text| serde_json::from_str(text).unwrap());
    for other in [&line, &summary] {
        for (name, shape) in other["$defs"].as_object().unwrap() {
            let own = report["$defs"].get(name);
            assert!(own.is_none_or(|own| own == shape), "{name}");
        }
    }
    assert_eq!(summary["properties"]["basis"], report["properties"]["basis"]);
}

#[test]
fn the_built_in_profile_is_as_its_schema_says() {
    let validator = validator(schema::PROFILE);
    let built_in = include_str!("../../src/profile/built_in.json");
    validate(&validator, &serde_json::from_str(built_in).unwrap(), "built in");
    onshikaku::Profile::from_json(built_in).unwrap();
    let mut changed: Value = serde_json::from_str(built_in).unwrap();
    changed["sections"] = json!({});
    assert!(!validator.is_valid(&changed));
}

fn validator(schema: &str) -> Validator {
    let schema = serde_json::from_str(schema).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn validate(validator: &Validator, value: &Value, case: &str) {
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{case}: {error} at {}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// What the example `latest` prints with `--json`, with this on its standard input.
fn latest(arguments: &[&str], input: &[u8]) -> Value {
    let arguments: Vec<&str> = ["--json"].iter().chain(arguments).copied().collect();
    serde_json::from_slice(&run("latest", &arguments, input)).expect("one JSON document")
}

/// What an example prints.
fn run(example: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut example = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", example, "--"])
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // An example that does not read its input may be gone already.
    let _gone = example.stdin.take().unwrap().write_all(input);
    example.wait_with_output().unwrap().stdout
}

/// The folders of the pages that are fixtures.
fn cases() -> Vec<PathBuf> {
    let folders = fs::read_dir(root().join("fixtures/pages")).unwrap();
    folders.map(|folder| folder.unwrap().path()).collect()
}

fn name(case: &Path) -> String {
    case.file_name().unwrap().to_string_lossy().into_owned()
}

/// A fixture read as it was served.
fn read(case: &Path) -> Result<Snapshot, Error> {
    let body = fs::read(case.join("body")).unwrap();
    let headers = fs::read_to_string(case.join("headers")).unwrap_or_default();
    let header = |name: &str| {
        let mut lines = headers.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
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

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
