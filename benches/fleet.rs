//! How many versions, terminals and fleets are judged in a second, and what they allocate.
//!
//! ```sh
//! cargo bench --bench fleet                    # prints
//! cargo bench --bench fleet -- --check         # and fails if a bound is exceeded
//! cargo bench --bench fleet -- --write FILE 230000  # writes a fleet for the example
//! ```
//!
//! Figures are the best of several rounds, those of one core by the time for which the thread had it: what else the machine
//! does can only take from them.

// The example's own tests have the generator too.
#![allow(clippy::duplicate_mod)]

use std::hint::black_box;
use std::io::{Cursor, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use allocation_counter::measure;
use onshikaku::{App, Entry, Installed, Lang, Published, Snapshot, Subject, Version};

#[allow(dead_code)]
mod generate;
#[allow(dead_code)]
#[path = "../examples/fleet/input.rs"]
mod input;
#[allow(dead_code)]
#[path = "../examples/fleet/judge/mod.rs"]
mod judge;
#[path = "../examples/fleet/pool.rs"]
mod pool;
#[path = "../examples/fleet/progress.rs"]
mod progress;
#[allow(dead_code)]
#[path = "../examples/fleet/texts.rs"]
mod texts;

use generate::fleet;
use judge::{At, Judge, LONGEST};

/// Judgements a second and core at least.
const JUDGEMENTS: f64 = 1e6;
/// Terminals a second and core at least, JSON to JSON.
const TERMINALS: f64 = 5e5;
/// Clinics, hospitals and pharmacies of Japan, and the seconds that they may take on two cores.
const JAPAN: usize = 230_000;
const SECONDS: f64 = 1.0;
/// Time of twice as many terminals.
const GROWTH: f64 = 2.6;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--write") {
        let count = args[at + 2].parse().expect("a number of terminals");
        std::fs::write(&args[at + 1], generate::fleet(count)).expect("a file that can be written");
        return ExitCode::SUCCESS;
    }
    let mut report = Report::default();
    judgements(&mut report);
    reports(&mut report);
    terminals(&mut report);
    growth(&mut report);
    japan(&mut report);
    match report.exceeded.as_slice() {
        [] => ExitCode::SUCCESS,
        exceeded => {
            println!("\nbeyond its bound: {}", exceeded.join(", "));
            ExitCode::from(u8::from(args.iter().any(|arg| arg == "--check")))
        }
    }
}

/// What has been found so far.
#[derive(Default)]
struct Report {
    exceeded: Vec<&'static str>,
}

impl Report {
    fn line(&mut self, name: &'static str, value: f64, unit: &str, is_good: bool) {
        let digits = if value < 100.0 { 3 } else { 0 };
        println!("{name:<44}{value:>14.digits$} {unit}");
        if !is_good {
            self.exceeded.push(name);
        }
    }
}

fn page() -> Snapshot {
    Snapshot::from_html(fleet::PAGE).expect("a page with versions")
}

/// `Published::judge` of versions and subjects at hand.
fn judgements(report: &mut Report) {
    let snapshot = page();
    let published = Published::new(&snapshot);
    let version = |text: &str| -> Version { text.parse().expect("a version") };
    let reader = |component| Subject::reader("㈱アルメックス", Some(component));
    let pairs = [
        (Subject::app(App::Linkage), version("1.0.8")),
        (Subject::app(App::Distribution), version("1.0.6")),
        (Subject::app(App::MpkiDownload), version("1.2")),
        (Subject::named("Edge拡張機能"), version("2.0.0.0")),
        (Subject::auth_file(), version("1.0.6")),
        (reader("管理コンソール"), version("10.9")),
        (reader("CPS-100"), version("2.26")),
    ];
    let round = || {
        for (subject, version) in black_box(&pairs) {
            black_box(published.judge(subject, version));
        }
    };
    let rounds = 100_000;
    let time = best_on_core(|| (0..rounds).for_each(|_| round()));
    let rate = (rounds * pairs.len()) as f64 / time.as_secs_f64();
    report.line("judgements", rate, "a second and core", rate >= JUDGEMENTS);
    let count = measure(|| (0..1_000).for_each(|_| round())).count_total as f64;
    report.line("allocations of 7,000 judgements", count, "", count == 0.0);
}

/// A tool's own terminal, with subjects and versions at hand.
struct Terminal(Vec<(Subject, Version)>);

impl Installed for Terminal {
    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.0.iter().map(|(subject, version)| Entry::new(subject, version))
    }
}

/// `Published::report`, with all evidence, of a terminal with ten things.
fn reports(report: &mut Report) {
    let snapshot = page();
    let published = Published::new(&snapshot);
    let apps = snapshot.apps.iter().filter(|record| record.app != Some(App::CardReader));
    let apps =
        apps.map(|record| (Subject::named(&record.name), record.versions[0].version.clone()));
    let readers = snapshot.manufacturers[..3].iter().map(|record| {
        let subject = Subject::reader(&record.name, record.component.as_deref());
        (subject, record.versions[0].version.clone())
    });
    let terminal = Terminal(apps.chain(readers).collect());
    assert_eq!(terminal.0.len(), 10);
    let rounds = 20_000;
    let time =
        best_on_core(|| (0..rounds).for_each(|_| drop(black_box(published.report(&terminal)))));
    report.line("reports", rounds as f64 / time.as_secs_f64(), "a second and core", true);
    let count = measure(|| drop(black_box(published.report(&terminal)))).count_total as f64;
    report.line("allocations of a report", count, "", true);
}

/// Lines to answers on one thread.
fn terminals(report: &mut Report) {
    let lines = generate::fleet(50_000);
    let snapshot = page();
    let published = Published::new(&snapshot);
    let mut judge = Judge::new(&published, SystemTime::now());
    let time = best_on_core(|| {
        all(&mut judge, &lines);
    });
    let rate = 50_000.0 / time.as_secs_f64();
    println!("{:<44}{:>14} bytes", "a line, on average", lines.len() / 50_000);
    println!("{:<44}{:>14} bytes", "an answer, on average", all(&mut judge, &lines) / 50_000);
    report.line("terminals, JSON both ways", rate, "a second and core", rate >= TERMINALS);
    // Odd lines go through the library's report; what is plain is answered from what is known.
    let plain: String = lines.lines().filter(|l| is_plain(l)).flat_map(|l| [l, "\n"]).collect();
    let each = |lines: &str, judge: &mut Judge<'_>| {
        let count = measure(|| {
            all(judge, lines);
        });
        count.count_total as f64 / lines.lines().count() as f64
    };
    report.line("allocations a terminal", each(&lines, &mut judge), "", true);
    let of_plain = each(&plain, &mut judge);
    report.line("allocations a plain terminal", of_plain, "", of_plain < 0.001);
}

fn is_plain(line: &str) -> bool {
    line.starts_with("{\"id\":\"clinic")
}

/// Judges all lines, a chunk's answers at a time, and gives the bytes of the answers.
fn all(judge: &mut Judge<'_>, lines: &str) -> usize {
    let mut at = At { path: None, is_named: false, line: 1 };
    let mut out = Vec::with_capacity(CHUNK + LONGEST);
    let mut count = 0;
    for line in lines.split_terminator('\n') {
        judge.line(at, line.as_bytes(), &mut out);
        at.line += 1;
        if out.len() > CHUNK {
            count += black_box(&out).len();
            out.clear();
        }
    }
    count + out.len()
}

/// As much as the fleet has at hand.
const CHUNK: usize = 256 << 10;

/// Twice as many terminals take twice as long.
fn growth(report: &mut Report) {
    let [once, twice] = [100_000, 200_000].map(generate::fleet);
    let [once, twice] = [&once, &twice].map(|lines| best(|| run(lines, 1)));
    let ratio = twice.as_secs_f64() / once.as_secs_f64();
    report.line("time of 200,000 terminals to 100,000", ratio, "", ratio <= GROWTH);
}

/// All clinics of Japan, from bytes to bytes.
fn japan(report: &mut Report) {
    let lines = generate::fleet(JAPAN);
    for threads in [1, 2] {
        let time = best(|| run(&lines, threads)).as_secs_f64();
        let name = if threads == 1 {
            "230,000 terminals, one thread"
        } else {
            "230,000 terminals, two threads"
        };
        report.line(name, time, "seconds", threads == 1 || time <= SECONDS);
    }
}

fn run(lines: &str, threads: usize) {
    let snapshot = page();
    let published = Published::new(&snapshot);
    let input = Box::new(Cursor::new(lines.as_bytes().to_vec()));
    let inputs = vec![("-".into(), input as Box<dyn std::io::Read + Send>)];
    let work = pool::Work { inputs, published: &published, now: SystemTime::now(), threads };
    let mut progress = progress::Progress::new(Lang::En, None);
    let tally = work.run(&mut Nowhere, &mut progress).expect("nothing fails to be written");
    assert!(tally.terminals * 100 >= lines.lines().count() as u64 * 99, "{}", tally.terminals);
}

/// What is written is dropped, as by a pipe whose reader is fast.
struct Nowhere;

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(black_box(bytes).len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The best of some rounds.
fn best(mut call: impl FnMut()) -> Duration {
    let mut time = || {
        let start = Instant::now();
        call();
        start.elapsed()
    };
    (0..7).map(|_| time()).min().unwrap_or_default()
}

/// The best of some rounds on one thread, by the time for which it had a core, where the system tells that.
fn best_on_core(mut call: impl FnMut()) -> Duration {
    let mut time = || {
        let start = on_core()?;
        call();
        Some(on_core()? - start)
    };
    let times: Option<Vec<_>> = (0..7).map(|_| time()).collect();
    times.and_then(|times| times.into_iter().min()).unwrap_or_else(|| best(call))
}

/// For how long this thread has had a core.
fn on_core() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}
