//! Prints every table of a page as a JSON array of grids: `cargo run --example tables -- FILE|-`.

mod shared;

use std::process::ExitCode;

use onshikaku::html::{Document, Table};
use onshikaku::{Limits, Page};
use serde::Serialize;

use shared::args::{self, Arg, Args, Common};
use shared::failure::{Failure, print_json, print_text};
use shared::texts;

const USAGE: &str = "tables FILE|- [--content-type CT] [--lang ja|en]";

const SHAPE: &str = "[{\"rows\",\"cols\",\"caption\",\"grid\":[[\"text\"|null]]}]";

#[derive(Serialize)]
struct Printed<'d> {
    rows: usize,
    cols: usize,
    caption: Option<&'d str>,
    grid: Vec<Vec<Option<&'d str>>>,
}

fn main() -> ExitCode {
    // The answer is JSON always, so a failure is too.
    let mut common = Common { json: true, ..Common::new() };
    match run(&mut common) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(&common),
    }
}

fn run(common: &mut Common) -> Result<(), Failure> {
    let mut args = Args::of_process(common);
    let (mut path, mut content_type) = (None, None);
    while let Some(arg) = args.next()? {
        match &arg {
            Arg::Value(value) if path.is_none() => path = Some(value.clone()),
            Arg::Flag(flag) if flag == "content-type" => content_type = Some(args.text(flag)?),
            Arg::Flag(flag) if common.take(flag, &mut args)? => {}
            arg => return Err(args.wrong(arg, USAGE)),
        }
    }
    if common.help {
        print_text(&format!("{USAGE}\n\n{}: {SHAPE}", texts::prints_tables(common.lang)));
        return Ok(());
    }
    let Some(path) = path else {
        let what = texts::needs_page(common.lang);
        return Err(Failure::usage(format!("{what}: {USAGE}")));
    };
    let body = args::read(&path, common.lang)?;
    let mut page = Page::new(&body);
    if let Some(content_type) = content_type {
        page = page.content_type(content_type);
    }
    let limits = Limits::default();
    let document: Document = page.document()?;
    let tables: Result<Vec<_>, _> =
        document.tables().iter().map(|table| printed(table, &limits)).collect();
    print_json(&tables?);
    Ok(())
}

fn printed<'d>(table: &'d Table, limits: &Limits) -> Result<Printed<'d>, Failure> {
    let grid = table.grid();
    let rows = grid.to_rows(limits)?;
    let text = |row: Vec<Option<&'d onshikaku::html::Cell>>| {
        row.into_iter().map(|cell| cell.map(|c| c.text().as_str())).collect()
    };
    Ok(Printed {
        rows: grid.rows(),
        cols: grid.cols(),
        caption: table.caption().map(|caption| caption.as_str()),
        grid: rows.into_iter().map(text).collect(),
    })
}
