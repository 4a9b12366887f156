//! Says whether the terminal at hand is up to date: `checker PAGE.html [FOLDER]`.
//!
//! A tool with a notion of its own of what a terminal has implements one trait, and copies nothing.

use std::process::ExitCode;
use std::time::SystemTime;

use onshikaku::{
    App, Entry, Installed, Inventory, Lang, Page, Published, Report, Subject, Verdict,
};

/// A support tool's own record of a terminal.
struct Terminal {
    linkage: String,
    reader: (String, String),
}

impl Installed for Terminal {
    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let (manufacturer, version) = &self.reader;
        let linkage = Entry::read(Subject::app(App::Linkage), &self.linkage);
        [linkage, Entry::read(Subject::reader(manufacturer, None), version)].into_iter()
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut args = std::env::args_os().skip(1);
    let page = args.next().ok_or("checker PAGE.html [FOLDER]")?;
    let body = std::fs::read(page)?;
    let snapshot = Page::new(&body).read_at(SystemTime::now()).read()?;
    let published = Published::new(&snapshot);
    let report = match args.next() {
        Some(folder) => published.report(&Inventory::scan(folder)?),
        None => published.report(&Terminal {
            linkage: "1.0.8".to_owned(),
            reader: ("富士通Japan".to_owned(), "1.0.0.4".to_owned()),
        }),
    };
    Ok(tell(&report.at(SystemTime::now())))
}

/// What a technician reads, and what a script goes by.
fn tell(report: &Report) -> ExitCode {
    print!("{}", report.text(Lang::Ja));
    ExitCode::from(match report.verdict() {
        Verdict::UpToDate(_) => 0,
        Verdict::UpdateNeeded => 1,
        _ => 2,
    })
}
