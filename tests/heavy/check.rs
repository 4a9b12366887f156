//! What the example `check` prints, and how it ends.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use jsonschema::Validator;
use onshikaku::schema;
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The example with these arguments and this on its standard input.
fn check(arguments: &[&str], input: &[u8]) -> Output {
    let mut example = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "check", "--"])
        .args(arguments)
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // An example that does not read its input may be gone already.
    let _gone = example.stdin.take().unwrap().write_all(input);
    example.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

fn valid(schema: &str, value: &Value) -> bool {
    let schema = serde_json::from_str(schema).unwrap();
    let validator: Validator = jsonschema::options().build(&schema).unwrap();
    validator.is_valid(value)
}

const PAGE: [&str; 2] = ["--html", "fixtures/bundled/body"];

#[test]
fn the_exit_code_is_that_of_the_verdict() {
    for (arguments, verdict, expected) in [
        (&["--app", "linkage=1.0.9"][..], "up_to_date", 0),
        (&["--app", "linkage=1.0.8"], "update_needed", 1),
        (&["--app", "linkage=1.0.9a"], "cannot_tell", 2),
        (&["--app", "linkage=1.0.8", "--app", "mpki=?"], "update_needed", 1),
        (&["--app", "linkage="], "cannot_tell", 2),
        (&["--app", "配信アプリ＝1.0.6"], "up_to_date", 0),
        (&["--reader", "アルメックス/管理コンソール=10.10"], "up_to_date", 0),
        (&["--reader", "アルメックス／管理コンソール=10.9", "--plan"], "update_needed", 1),
        (&["--reader", "アルメックス=10.10"], "cannot_tell", 2),
        (&["--version-info", "fixtures/inventories/scan-bare-versions/terminal"], "up_to_date", 0),
        (&["--inventory", "fixtures/inventories/hold-over/inventory.json"], "update_needed", 1),
        (&[], "cannot_tell", 2),
    ] {
        let output = check(&[&PAGE[..], &["--json"], arguments].concat(), b"");
        let report = json(&output);
        assert_eq!(
            (report["verdict"].as_str(), code(&output)),
            (Some(verdict), expected),
            "{arguments:?}"
        );
        assert!(valid(schema::REPORT, &report), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}");
        let text = check(&[&PAGE[..], arguments].concat(), b"");
        assert_eq!(code(&text), expected, "{arguments:?}");
    }
}

#[test]
fn the_bundled_page_is_told_first_and_never_says_that_all_is_well() {
    let output = check(&["--offline", "--app", "linkage=1.0.9", "--lang", "ja"], b"");
    assert_eq!(code(&output), 2);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().next().unwrap().contains("同梱の2021年ごろの表"), "{text}");
    let output = check(&["--app", "linkage=1.0.8", "--json"], b"");
    assert_eq!(code(&output), 1);
    assert_eq!(json(&output)["basis"]["source"]["kind"], "bundled");
}

#[test]
fn wrong_use_says_what_and_where() {
    let cases: [(&[&str], &[u8], &[&str]); 17] = [
        (&["--offline", "--url", "https://example.jp/"], b"", &["--offline", "--html"]),
        (&["--app", "linkage"], b"", &["--app linkage", "APP=VERSION"]),
        (&["--app", "=1.0.9"], b"", &["APP=VERSION"]),
        (&["--app"], b"", &["--app", "needs a value"]),
        (&["--reader", "1.0.9"], b"", &["MAKER"]),
        (&["--reader", "/画面=1"], b"", &["MAKER"]),
        (&["--now", "tomorrow", "--app", "linkage=1"], b"", &["--now tomorrow", "2026-"]),
        (&["--such"], b"", &["--such"]),
        (&["such"], b"", &["such"]),
        (&["--lang", "fr"], b"", &["ja | en"]),
        (&["--version-info", "/no/such/folder"], b"", &["/no/such/folder", "OQS"]),
        (&["--inventory", "/no/such/file"], b"", &["/no/such/file"]),
        (&["--inventory", "-"], b"{\n\"apps\":\n[\"1\"]}", &["-: line 3", "apps", "object"]),
        (
            &["--inventory", "-"],
            b"{\"apps\": {\n\"linkage\": 1.0.9}}",
            &["line 2", "JSON or TOML", "quotes"],
        ),
        (&["--inventory", "-"], b"[apps]\nlinkage = 1.0.9\n", &["line 2", "quotes"]),
        (&["--inventory", "-", "--inventory", "-"], b"{}", &["only once"]),
        (&["--url", "https://example.jp/", "--app", "linkage=1"], b"", &["portal"]),
    ];
    for (arguments, input, expected) in cases {
        let output = check(&[&["--json"], arguments].concat(), input);
        assert_eq!(code(&output), 2, "{arguments:?}");
        let error = json(&output);
        assert!(valid(schema::ERROR, &error) && error.get("apps").is_none(), "{arguments:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.len() <= 2_048, "{told}");
        for part in expected {
            assert!(told.contains(part), "{arguments:?}: {told}");
        }
        let plain = check(arguments, input);
        assert!(plain.stdout.is_empty() && code(&plain) == 2, "{arguments:?}");
    }
}

/// Whether a text holds what moves a cursor, or text, to where it does not belong.
fn is_hostile(text: &str) -> bool {
    let is_bad = |c: char| {
        let is_mark = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}');
        let is_turn = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        (c.is_control() && c != '\n') || is_mark || is_turn
    };
    text.contains(is_bad)
}

#[test]
fn no_hostile_text_comes_through() {
    const EVIL: &str = "a\u{1B}[31m\u{7}\u{202E}\u{200F}\r\nb";
    let inventory = serde_json::json!({
        "id": EVIL,
        "taken_at": EVIL,
        EVIL: EVIL,
        "apps": {EVIL: EVIL, "linkage": EVIL, "mpki": [EVIL]},
        "readers": [{"manufacturer": EVIL, "component": EVIL, "version": EVIL, EVIL: 1}],
        "holds": [{"app": "linkage", "reason": EVIL, "until": "2020-01-01"}, {"app": EVIL, "reason": EVIL, "until": "2020-01-01"}],
    });
    let inventory = serde_json::to_vec(&inventory).unwrap();
    let app = format!("{EVIL}={EVIL}");
    let reader = format!("{EVIL}/{EVIL}={EVIL}");
    let all = ["--inventory", "-", "--app", &app, "--reader", &reader, "--plan"];
    for form in [&["--json"][..], &["--markdown"], &["--lang", "ja"], &["--lang", "en"]] {
        let output = check(&[&PAGE[..], &all, form].concat(), &inventory);
        assert_eq!(code(&output), 2);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!is_hostile(&text), "{text:?}");
        if form == ["--json"] {
            let report = serde_json::from_str(&text).unwrap();
            assert!(valid(schema::REPORT, &report));
        }
    }
    for arguments in [
        [&*app, ""],
        ["--app", EVIL],
        ["--version-info", EVIL],
        ["--now", EVIL],
        ["--inventory", EVIL],
    ] {
        let output = check(&[&["--json"], &arguments[..]].concat(), b"");
        let (told, printed) =
            (String::from_utf8(output.stderr).unwrap(), String::from_utf8(output.stdout).unwrap());
        assert!(!is_hostile(&told) && !is_hostile(&printed), "{told:?}");
        let error: Value = serde_json::from_str(&printed).unwrap();
        assert!(!is_hostile(error["error"]["message"].as_str().unwrap()), "{printed:?}");
    }
}

#[test]
fn a_huge_inventory_is_read() {
    let apps: serde_json::Map<String, Value> =
        (0..40_000).map(|n| (format!("app{n}"), format!("1.{n}").into())).collect();
    let inventory = serde_json::to_vec(&serde_json::json!({"apps": apps})).unwrap();
    let output = check(&[&PAGE[..], &["--inventory", "-", "--json"]].concat(), &inventory);
    assert_eq!(json(&output)["items"].as_array().unwrap().len(), 40_000);
    let long = format!("{{\"apps\": {{\"linkage\": \"1{}\"}}}}", ".1".repeat(400_000));
    let output = check(&[&PAGE[..], &["--inventory", "-"]].concat(), long.as_bytes());
    assert!(output.stdout.len() < 10_000, "{}", output.stdout.len());
}

#[test]
fn what_machines_read_does_not_depend_on_the_reader() {
    let all = [
        "--json",
        "--plan",
        "--now",
        "2026-07-20T01:00:00Z",
        "--app",
        "linkage=1.0.8",
        "--app",
        "mpki=?",
    ];
    let [ja, en] =
        ["ja", "en"].map(|lang| json(&check(&[&all[..], &["--lang", lang]].concat(), b"")));
    assert_eq!(ja, en);
    assert!(ja["items"][0]["message"].as_str().unwrap().contains("古い"));
}
