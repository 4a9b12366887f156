//! Judges thousands of terminals: `cargo run --release --example fleet -- --html page.html inventories.jsonl.gz`.

mod input;
mod judge;
mod pool;
mod progress;
#[path = "../shared/mod.rs"]
mod shared;
mod summary;
mod texts;

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write as _};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::SystemTime;

use onshikaku::{Basis, Inventory, Published, SourceKind};

use judge::Tally;
use pool::Work;
use progress::Progress;
use shared::args::{Arg, Args, Common};
use shared::failure::{Failure, print_text};
use shared::page::{self, PageArgs};
use summary::Summary;

const USAGE: &str = "\
fleet [FILE|-]… [--summary FILE] [--threads N]
      [--html FILE|-] [--content-type CT] [--url U] [--live | --offline] [--lang ja|en]";

const HELP: &str = "\
  FILE            inventories as JSON Lines, plain or gzip; standard input where none is named
  --summary FILE  writes onshikaku.fleet_summary/1
  --threads N     all cores, unless it is said

A line each on standard output, in the same order: {\"line\",\"id\",\"verdict\",\"items\",…} with what is not up to date,
or {\"line\",\"error\"}. The summary for people is on standard error.

Exit code: 1 an update is needed, else 2 something cannot be told or read, else 0";

fn main() -> ExitCode {
    let mut common = Common { lines: true, ..Common::new() };
    match run(&mut common) {
        Ok(code) => code,
        Err(failure) => failure.tell(&common),
    }
}

/// What was asked for.
struct Asked {
    files: Vec<PathBuf>,
    page: PageArgs,
    summary: Option<PathBuf>,
    threads: usize,
}

fn run(common: &mut Common) -> Result<ExitCode, Failure> {
    let asked = Asked::of(common)?;
    if common.help {
        print_text(&format!("{USAGE}\n\n{HELP}"));
        return Ok(ExitCode::SUCCESS);
    }
    let named = |path: &PathBuf, error: std::io::Error| {
        Failure::usage(format!("{}: {error}", path.display()))
    };
    let open = |path: PathBuf| match input::open(&path) {
        Ok(input) => Ok((path, input)),
        Err(error) => Err(named(&path, error)),
    };
    let total = size(&asked.files);
    let inputs = asked.files.into_iter().map(open).collect::<Result<_, _>>()?;
    let summary = match asked.summary {
        Some(path) => Some((File::create(&path).map_err(|error| named(&path, error))?, path)),
        None => None,
    };

    let given = asked.page.given_or_refused(common)?;
    let snapshot = page::snapshot(&asked.page.page(&given), &given)?;
    let now = SystemTime::now();
    let published = Published::new(&snapshot);
    let basis = published.report(&Inventory::new()).at(now).basis;
    warn(&basis, common);

    let work = Work { inputs, published: &published, now, threads: asked.threads };
    let mut progress = Progress::new(common.lang, total);
    let tally = match work.run(&mut std::io::stdout().lock(), &mut progress) {
        Ok(tally) => tally,
        // A reader that has gone wants no more answers.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(ExitCode::from(2)),
        Err(error) => return Err(Failure::usage(error.to_string())),
    };
    let told = Summary::of(&tally, &basis);
    eprint!("{}", told.text(common.lang));
    if let Some((file, path)) = summary {
        let mut out = BufWriter::new(file);
        let written = serde_json::to_writer_pretty(&mut out, &told).map_err(Into::into);
        written
            .and_then(|()| out.write_all(b"\n"))
            .and_then(|()| out.flush())
            .map_err(|error| named(&path, error))?;
    }
    Ok(exit_code(&tally))
}

impl Asked {
    fn of(common: &mut Common) -> Result<Asked, Failure> {
        let mut args = Args::of_process(common);
        let mut asked = Asked {
            files: Vec::new(),
            page: PageArgs::default(),
            summary: None,
            threads: available_parallelism().map_or(1, NonZero::get),
        };
        while let Some(arg) = args.next()? {
            match &arg {
                Arg::Value(file) => asked.files.push(file.into()),
                Arg::Flag(flag) if flag == "summary" => {
                    asked.summary = Some(args.value(flag)?.into());
                }
                Arg::Flag(flag) if flag == "threads" => {
                    let text = args.text(flag)?;
                    let count =
                        text.parse().ok().filter(|count| (1..=MOST_THREADS).contains(count));
                    let wrong = || Failure::usage(format!("--threads {text}: 1–{MOST_THREADS}"));
                    asked.threads = count.ok_or_else(wrong)?;
                }
                Arg::Flag(flag)
                    if common.take(flag, &mut args)?
                        || asked.page.take(flag, &mut args, common.lang)? => {}
                arg => return Err(args.wrong(arg, USAGE)),
            }
        }
        if asked.files.is_empty() {
            asked.files.push("-".into());
        }
        let stdin = asked.files.iter().filter(|path| path.as_os_str() == "-").count();
        if stdin + usize::from(asked.page.is_stdin()) > 1 {
            return Err(Failure::usage(texts::twice_stdin(common.lang)));
        }
        Ok(asked)
    }
}

/// More threads than this gain nothing.
const MOST_THREADS: usize = 256;

/// Bytes of all files, if all of them are files.
fn size(files: &[PathBuf]) -> Option<u64> {
    let size = |path: &PathBuf| std::fs::metadata(path).ok().filter(|of| of.is_file());
    files.iter().map(|path| size(path).map(|of| of.len())).sum()
}

/// Says first what takes weight from every answer.
fn warn(basis: &Basis, common: &Common) {
    if let Some(because) = &basis.source.because {
        eprintln!("{because}");
    }
    if basis.source.kind == SourceKind::Bundled {
        eprintln!("{}", shared::texts::bundled(common.lang));
    }
    if basis.fresh_within(Basis::DAY).is_none() {
        eprintln!("{}", texts::weak(common.lang));
    }
}

fn exit_code(tally: &Tally) -> ExitCode {
    let is_doubtful = tally.of("cannot_tell") + tally.bad_lines() > 0;
    ExitCode::from(match tally.of("update_needed") {
        0 if is_doubtful => 2,
        0 => 0,
        _ => 1,
    })
}
