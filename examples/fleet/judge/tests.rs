//! Both ways of answering agree.

use std::sync::LazyLock;

use onshikaku::{Page, Snapshot};
use proptest::prelude::*;

use super::*;

#[path = "../../../benches/generate/fleet.rs"]
mod fleet;

/// Pages on which things stand differently: that of the fleets, the document's, and the one that ships.
static PAGES: LazyLock<[Snapshot; 3]> = LazyLock::new(|| {
    let document = include_bytes!("../../../fixtures/bundled/body");
    [
        Snapshot::from_html(fleet::PAGE).unwrap(),
        Page::new(document).read().unwrap(),
        Page::bundled().read().unwrap(),
    ]
});

/// What is counted, without the order in which it was met.
fn counted(tally: &Tally) -> impl PartialEq + std::fmt::Debug + use<> {
    let row = |row: &Row| {
        let Row { place, subject, version, status, count } = row;
        (place.clone(), subject.to_string(), version.clone(), status.code(), *count)
    };
    let mut rows: Vec<_> = tally.rows.iter().filter(|row| row.count > 0).map(row).collect();
    rows.sort();
    (tally.terminals, tally.verdicts.clone(), tally.errors.clone(), rows)
}

/// The answers to lines, and how many of them were plain.
fn both_ways(snapshot: &Snapshot, lines: &str, at: At<'_>) -> usize {
    let published = Published::new(snapshot);
    let [mut quick, mut slow] = [(); 2].map(|()| Judge::new(&published, SystemTime::UNIX_EPOCH));
    let mut count = 0;
    for (line, text) in (at.line..).zip(lines.lines()) {
        let at = At { line, ..at };
        let (mut of_quick, mut of_slow) = (Vec::new(), Vec::new());
        quick.line(at, text.as_bytes(), &mut of_quick);
        let text = text.trim_start_matches('\u{FEFF}').trim_ascii();
        if !text.is_empty() {
            slow.by_report(at, text, &mut of_slow);
            count += usize::from(quick.plainly(at, text, &mut Vec::new()));
        }
        let [of_quick, of_slow] = [of_quick, of_slow].map(|out| String::from_utf8(out).unwrap());
        assert_eq!(of_quick, of_slow, "{text}");
        assert!(!of_quick.trim_end().contains(char::is_control), "{of_quick}");
        let answer = serde_json::from_str::<serde_json::Value>(&of_quick);
        assert!(of_quick.is_empty() || answer.unwrap()["line"] == line, "{of_quick}");
    }
    // Again, for what was counted: looking whether a line is plain has counted it.
    let mut again = Judge::new(&published, SystemTime::UNIX_EPOCH);
    for text in lines.lines() {
        again.line(at, text.as_bytes(), &mut Vec::new());
    }
    assert_eq!(counted(&again.tally), counted(&slow.tally));
    count
}

#[test]
fn odd_lines_are_answered_alike() {
    let lines = fleet::ODD.join("\n");
    for snapshot in &*PAGES {
        for path in [None, Some("機器 \"1\".jsonl")] {
            let plain = both_ways(snapshot, &lines, At { path, is_named: path.is_some(), line: 9 });
            assert_eq!(plain, 7);
        }
    }
}

#[test]
fn most_lines_are_plain() {
    let mut seed = 1_usize;
    let mut pick = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut lines = String::new();
    (0..1_000).for_each(|number| fleet::line(&mut lines, number, &mut pick));
    let plain = both_ways(&PAGES[0], &lines, At { path: None, is_named: false, line: 1 });
    assert!(plain > 970, "{plain}");
}

#[test]
fn what_is_kept_is_bounded() {
    let snapshot = &PAGES[0];
    let published = Published::new(snapshot);
    let mut judge = Judge::new(&published, SystemTime::UNIX_EPOCH);
    let mut out = Vec::new();
    let count = KEPT + 1_000;
    for number in 0..count {
        out.clear();
        let line = format!("{{\"apps\":{{\"linkage\":\"1.{number}\"}}}}");
        judge.line(At { path: None, is_named: false, line: 1 }, line.as_bytes(), &mut out);
    }
    assert!(judge.things.len() <= KEPT + 1);
    assert!(judge.tally.rows.len() < KEPT);
    assert_eq!(judge.tally.rows.iter().map(|row| row.count).sum::<u64>(), count as u64);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]

    #[test]
    fn fleets_are_answered_alike(picks in proptest::collection::vec(any::<usize>(), 40..400), page in 0..3_usize) {
        let mut picks = picks.into_iter().cycle();
        let mut pick = |below: usize| picks.next().unwrap_or_default() % below;
        let mut lines = String::new();
        (0..10).for_each(|number| fleet::line(&mut lines, number, &mut pick));
        both_ways(&PAGES[page], &lines, At { path: None, is_named: false, line: 1 });
    }

    #[test]
    fn a_line_with_a_byte_changed_is_answered_alike(at in any::<proptest::sample::Index>(), to in any::<char>(), line in 0..ODD) {
        let mut text: Vec<char> = fleet::ODD[line].chars().collect();
        if !text.is_empty() {
            let at = at.index(text.len());
            text[at] = to;
        }
        let text: String = text.into_iter().filter(|c| *c != '\n').collect();
        both_ways(&PAGES[1], &text, At { path: None, is_named: false, line: 1 });
    }
}

const ODD: usize = fleet::ODD.len();
