//! The bounds on what reading a page may cost: ratios to `scraper`'s bare parse, taken in turns in one run, and the
//! growth of what hostile pages cost.
//!
//! ```sh
//! cargo bench --bench ratio             # prints
//! cargo bench --bench ratio -- --check  # and fails if a bound is exceeded
//! cargo bench --bench ratio -- rows td  # only what has one of these in its name
//! ```
//!
//! On Linux the time is what the thread had a processor for, so that a busy machine gives the same figures.

use std::fs;
use std::hint::black_box;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use onshikaku::Page;
use scraper::Html;

mod bombs;
mod generate;

const BY_SIZE: &str = "10m to 100k, per byte";
/// Time of a page of 10 MB, byte for byte, to that of one of 100 kB.
const PER_BYTE: f64 = 1.3;
/// Time of a hostile page to that of one half as large.
const GROWTH: f64 = 2.6;
/// The stack of a thread that reads a hostile page.
const STACK: usize = 2 << 20;

/// How often each of two that are compared runs, and the bound on the ratio of their medians.
fn rules(name: &str) -> (usize, f64) {
    match name {
        "page-10m" => (9, 0.75),
        "page-1m" | "page-1m-sjis" => (31, 0.75),
        "rows-10k" | "rows-10k-makers" => (15, 1.1),
        "rows-1k" | "rows-1k-makers" => (101, 1.1),
        _ => (201, 0.75),
    }
}

fn main() -> ExitCode {
    let (options, parts): (Vec<_>, Vec<_>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let is_wanted = |name: &str| parts.is_empty() || parts.iter().any(|part| name.contains(part));
    let is_check = options.iter().any(|option| option == "--check");
    let mut report = Report::default();
    println!("{:<24}{:>10}{:>10}{:>8}{:>8}", "page", "ours ms", "scraper", "ratio", "at most");
    for name in generate::NAMES.into_iter().filter(|name| is_wanted(name)) {
        page(name, &mut report);
    }
    if is_wanted(BY_SIZE) {
        per_byte(&mut report);
    }
    println!(
        "\n{:<24}{:>10}{:>10}{:>8}{:>8}  answer",
        "hostile", "n ms", "2n ms", "ratio", "at most"
    );
    for bomb in bombs::ALL.into_iter().filter(|bomb| is_wanted(bomb.name)) {
        growth(&bomb, &mut report);
    }
    match report.exceeded.as_slice() {
        [] => ExitCode::SUCCESS,
        exceeded => {
            println!("\nover its bound: {}", exceeded.join(", "));
            ExitCode::from(u8::from(is_check))
        }
    }
}

/// What has been found so far.
#[derive(Default)]
struct Report {
    exceeded: Vec<String>,
}

impl Report {
    fn line(&mut self, name: &str, [first, second]: [Duration; 2], ratio: f64, bound: f64) {
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        print!("{name:<24}{:>10.2}{:>10.2}{ratio:>8.2}{bound:>8.2}", ms(first), ms(second));
        if ratio > bound {
            self.exceeded.push(name.to_owned());
        }
    }
}

/// Bytes to snapshot against the bare parse of the decoded text.
fn page(name: &str, report: &mut Report) {
    let case = generate::case(name);
    generate::check(name, &case);
    let text = case.text();
    let (rounds, bound) = rules(name);
    let [ours, theirs] = in_turns(
        rounds,
        || timed(|| Page::new(&case.body).content_type(case.content_type).read()),
        || timed(|| Html::parse_document(&text)),
    );
    report.line(name, [ours, theirs], ours.as_secs_f64() / theirs.as_secs_f64(), bound);
    println!();
}

/// Whether a hundred times the page costs more than a hundred times as much.
fn per_byte(report: &mut Report) {
    let [small, large] = ["page-100k", "page-10m"].map(generate::case);
    let read = |case: &generate::Case| Page::new(&case.body).content_type(case.content_type).read();
    let [of_small, of_large] = in_turns(
        9,
        // As many bytes in a row as the large page has.
        || (0..100).map(|_| timed(|| read(&small))).sum::<Duration>() / 100,
        || timed(|| read(&large)),
    );
    let each = |time: Duration, case: &generate::Case| time.as_secs_f64() / case.body.len() as f64;
    let ratio = each(of_large, &large) / each(of_small, &small);
    report.line(BY_SIZE, [of_large, of_small], ratio, PER_BYTE);
    println!();
}

/// A hostile page of some size against one twice as large, each on a thread with a small stack.
fn growth(bomb: &bombs::Bomb, report: &mut Report) {
    let [once, twice] = [bomb.size, 2 * bomb.size].map(|size| (bomb.body)(size).into_bytes());
    let answer = on_small_stack(|| match Page::new(&twice).read() {
        Ok(snapshot) => format!("{} records", snapshot.apps.len() + snapshot.manufacturers.len()),
        Err(error) => error.kind().code().to_owned(),
    });
    // Dropping is a part of what a hostile page costs.
    let cost = |body: &[u8]| {
        on_small_stack(|| {
            let clock = Clock::start();
            drop(black_box(Page::new(body).read()));
            drop(black_box(Page::new(body).document()));
            clock.time()
        })
    };
    let [of_once, of_twice] = in_turns(5, || cost(&once), || cost(&twice));
    let ratio = of_twice.as_secs_f64() / of_once.as_secs_f64();
    report.line(bomb.name, [of_once, of_twice], ratio, GROWTH);
    println!("  {answer}");
}

/// The medians of two that run in turns, so that what slows the machine down slows both.
fn in_turns(
    rounds: usize,
    mut first: impl FnMut() -> Duration,
    mut second: impl FnMut() -> Duration,
) -> [Duration; 2] {
    let (mut of_first, mut of_second) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        of_first.push(first());
        of_second.push(second());
    }
    [median(of_first), median(of_second)]
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The time of a call; what it gives is dropped off the clock.
fn timed<T>(call: impl FnOnce() -> T) -> Duration {
    let clock = Clock::start();
    let result = black_box(call());
    let time = clock.time();
    drop(result);
    time
}

/// The time that a thread has worked or, where that is not told, the time that has passed.
struct Clock {
    worked: Option<Duration>,
    start: Instant,
}

impl Clock {
    fn start() -> Clock {
        Clock { worked: worked(), start: Instant::now() }
    }

    fn time(&self) -> Duration {
        let passed = self.start.elapsed();
        worked().zip(self.worked).map_or(passed, |(now, before)| now - before)
    }
}

/// How long this thread has had a processor.
fn worked() -> Option<Duration> {
    // What is told is brought up to date when the thread lets go of the processor.
    thread::yield_now();
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = told.split(' ').next()?.parse().ok()?;
    (nanoseconds > 0).then(|| Duration::from_nanos(nanoseconds))
}

fn on_small_stack<T: Send>(call: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, call);
        match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            _ => panic!("a thread with a stack of {STACK} bytes cannot be had, or panicked"),
        }
    })
}
