//! The example `fleet` from outside: files, exit codes, what is odd about lines and archives.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use onshikaku::{App, Published, Snapshot, Subject};
use serde_json::{Value, json};

#[path = "../benches/generate/fleet.rs"]
mod generate;

const PAGE: &str = "fixtures/bundled/body";
const FINE: &str = "{\"id\":\"a\",\"apps\":{\"linkage\":\"1.0.9\"}}";
const OUTDATED: &str = "{\"id\":\"b\",\"apps\":{\"linkage\":\"1.0.8\"}}";
const UNREADABLE: &str = "{\"id\":\"c\",\"apps\":{\"linkage\":\"?\"}}";

/// The example, built if this test alone was asked for.
static EXAMPLE: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut cargo = Command::new(env!("CARGO"));
    let built = cargo.args(["build", "--quiet", "--example", "fleet"]).status().unwrap();
    assert!(built.success());
    // Beside the folder of this test.
    std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join("examples/fleet")
});

struct Told {
    code: i32,
    lines: Vec<Value>,
    /// Standard error.
    told: String,
}

fn fleet(args: &[&str], input: &[u8]) -> Told {
    let mut example = Command::new(&*EXAMPLE);
    example.args(["--lang", "en"]).args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    let piped = Stdio::piped;
    let mut example = example.stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
    let mut stdin = example.stdin.take().unwrap();
    let input = input.to_owned();
    // It answers while it reads.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = example.wait_with_output().unwrap();
    writer.join().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    Told {
        code: output.status.code().unwrap(),
        lines: lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        told: String::from_utf8(output.stderr).unwrap(),
    }
}

fn on_page(args: &[&str], input: &[u8]) -> Told {
    fleet(&[&["--html", PAGE], args].concat(), input)
}

fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn kinds(told: &Told) -> Vec<(u64, String)> {
    let kind = |line: &Value| {
        line["error"]["kind"].as_str().or(line["verdict"].as_str()).map(str::to_owned)
    };
    told.lines.iter().map(|line| (line["line"].as_u64().unwrap(), kind(line).unwrap())).collect()
}

fn told(kinds: &[(u64, &str)]) -> Vec<(u64, String)> {
    kinds.iter().map(|(line, kind)| (*line, (*kind).to_owned())).collect()
}

#[test]
fn the_exit_code_tells_the_worst() {
    for (lines, code) in [
        (vec![FINE], 0),
        (vec![], 0),
        (vec![FINE, UNREADABLE], 2),
        (vec![FINE, "{"], 2),
        (vec![UNREADABLE, "{", OUTDATED], 1),
    ] {
        let told = on_page(&[], lines.join("\n").as_bytes());
        assert_eq!(told.code, code, "{lines:?}");
        assert_eq!(told.lines.len(), lines.len());
    }
}

#[test]
fn odd_lines_are_told_and_stop_nothing() {
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(1 << 20));
    let lines: [&[u8]; 9] = [
        format!("\u{FEFF}{FINE}\r").leak().as_bytes(),
        b"",
        b"\r",
        b"{\"id\":\"\xFF\"}",
        long.as_bytes(),
        b"[]",
        b"{\"apps\":[]}",
        b"nothing",
        OUTDATED.as_bytes(),
    ];
    let told_of = on_page(&[], &lines.join(&b'\n'));
    let expected = told(&[
        (1, "up_to_date"),
        (4, "not_utf8"),
        (5, "limit"),
        (6, "not_an_object"),
        (7, "not_an_inventory"),
        (8, "not_json"),
        (9, "update_needed"),
    ]);
    assert_eq!(kinds(&told_of), expected);
    assert_eq!(told_of.code, 1);
    let item = &told_of.lines[6]["items"][0];
    let origin = json!({"kind": "file", "path": null, "line": 9});
    assert_eq!((&item["status"], &item["installed"]["origin"]), (&"outdated".into(), &origin));
}

#[test]
fn a_line_without_an_end_is_not_kept() {
    // Some times the longest line, with lines around it, and once more at the very end.
    let long = "x".repeat(5 << 20);
    let input = format!("{FINE}\n{long}\n{OUTDATED}\n{long}");
    let expected = told(&[(1, "up_to_date"), (2, "limit"), (3, "update_needed"), (4, "limit")]);
    assert_eq!(kinds(&on_page(&[], input.as_bytes())), expected);
    let most = format!("{FINE}{}", " ".repeat((1 << 20) - FINE.len()));
    let input = format!("{most}\r\n{most} x\n{FINE}");
    let expected = told(&[(1, "up_to_date"), (2, "limit"), (3, "up_to_date")]);
    assert_eq!(kinds(&on_page(&[], input.as_bytes())), expected);
}

#[test]
fn files_are_named_where_there_are_several() {
    let plain = file("plain.jsonl", format!("{FINE}\n\n{OUTDATED}").as_bytes());
    let one = on_page(&[&plain], b"");
    assert!(one.lines.iter().all(|line| line.get("file").is_none()));
    assert_eq!(one.lines[1]["items"][0]["installed"]["origin"]["path"], plain.as_str());
    let members = [gzip(&format!("{FINE}\n{{\"id\":")), gzip("\"d\"}\n"), gzip(OUTDATED)].concat();
    let packed = file("packed.jsonl.gz", &members);
    let both = on_page(&[&packed, &plain, "-"], UNREADABLE.as_bytes());
    let files: Vec<_> = both.lines.iter().map(|line| line["file"].as_str().unwrap()).collect();
    assert_eq!(files, [&packed, &packed, &packed, &plain, &plain, "-"]);
    let lines: Vec<_> = both.lines.iter().map(|line| line["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [1, 2, 3, 1, 3, 1]);
    assert_eq!(both.lines[2]["verdict"], "update_needed");
}

#[test]
fn an_archive_that_ends_early_is_a_doubt() {
    let whole = gzip(&format!("{FINE}\n").repeat(2_000));
    for cut in [8, 4, whole.len() / 2] {
        let packed = file(&format!("cut-{cut}.gz"), &whole[..whole.len() - cut]);
        let told = on_page(&[&packed], b"");
        assert_eq!(told.code, 2);
        assert!(told.told.contains(&packed), "{}", told.told);
        let (last, lines) = told.lines.split_last().unwrap();
        assert_eq!(last["error"]["kind"], "truncated");
        assert_eq!(last["line"], lines.len() + 1);
        assert!(lines.iter().all(|line| line["verdict"] == "up_to_date"));
    }
    let empty = file("empty.gz", b"");
    assert_eq!(kinds(&on_page(&[&empty], b"")), told(&[(1, "truncated")]));
    // The checksum stands before the last four bytes.
    let mut damaged = whole;
    let checksum = damaged.len() - 8;
    damaged[checksum] ^= 1;
    let told = on_page(&[], &damaged);
    assert_eq!((told.code, &told.lines.last().unwrap()["error"]["kind"]), (2, &"damaged".into()));
}

#[test]
fn a_weak_page_weakens_all_lines() {
    let told = fleet(&["--offline"], format!("{FINE}\n{OUTDATED}").as_bytes());
    assert_eq!(told.lines[0]["verdict"], "cannot_tell");
    assert_eq!(told.lines[1]["verdict"], "update_needed");
    assert_eq!(fleet(&["--offline"], FINE.as_bytes()).code, 2);
    let named = fleet(&["--url", "https://example.jp/"], FINE.as_bytes());
    assert_eq!((named.code, named.lines.len()), (2, 0));
}

#[test]
fn judging_allocates_nothing() {
    let snapshot = Snapshot::from_html(generate::PAGE).unwrap();
    let published = Published::new(&snapshot);
    let subjects = [
        Subject::app(App::Linkage),
        Subject::auth_file(),
        Subject::named("在庫管理"),
        Subject::reader("㈱アルメックス", Some("管理コンソール")),
        Subject::reader("無名", None),
    ];
    let versions = ["1.0.9", "1", "1.2.3.4.5.6", "10.10"].map(|text| text.parse().unwrap());
    let count = allocation_counter::measure(|| {
        for (subject, version) in subjects.iter().flat_map(|s| versions.iter().map(move |v| (s, v)))
        {
            std::hint::black_box(published.judge(subject, version));
        }
    });
    assert_eq!(count.count_total, 0);
}

#[test]
fn threads_change_nothing() {
    let mut seed = 3_usize;
    let mut pick = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut lines = String::new();
    (0..3_000).for_each(|number| generate::line(&mut lines, number, &mut pick));
    let page = file("page.html", generate::PAGE.as_bytes());
    let summary = |threads: &str| file(&format!("summary-{threads}.json"), b"");
    let run = |threads: &str| {
        let summary = summary(threads);
        let args = ["--html", &page, "--threads", threads, "--summary", &summary];
        let told = fleet(&args, lines.as_bytes());
        (told.lines, told.told, fs::read_to_string(summary).unwrap())
    };
    let (lines, told, _) = run("1");
    let more = run("7");
    assert_eq!((&lines, &told), (&more.0, &more.1));
    let summary: Value = serde_json::from_str(&more.2).unwrap();
    let count = |verdict: &str| lines.iter().filter(|line| line["verdict"] == verdict).count();
    for (verdict, expected) in summary["verdicts"].as_object().unwrap() {
        assert_eq!(count(verdict), *expected, "{verdict}");
    }
    let errors: u64 =
        summary["errors"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!(lines.len() as u64, summary["terminals"].as_u64().unwrap() + errors);
}
