//! Prints the versions that the portal publishes: `cargo run --example latest`.

mod shared;

use std::io::Write;
use std::process::ExitCode;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use onshikaku::{
    AppRecord, Freshness, Lang, ManufacturerRecord, PublishedVersion, Snapshot, SourceKind,
};

use shared::args::{Arg, Args, Common};
use shared::failure::{Failure, print_json, print_text, tell};
use shared::page::{self, PageArgs};
use shared::{columns, explain, texts};

const USAGE: &str = "\
latest [--html FILE|-] [--content-type CT] [--url U] [--article KB…] [--live | --offline]
       [--cache DIR] [--proxy URL] [--timeout SECONDS] [--profile FILE] [--explain]
       [--json] [--lang ja|en] [--color auto|always|never] [-v]";

const HELP_EN: &str = "\
  --html FILE|-       reads a saved page
  --content-type CT   what the server said of it, such as \"text/html; charset=Shift_JIS\"
  --url U             where it was served
  --article KB…       the article to ask for
  --offline           never asks the portal; --live: fails instead of using the bundled table
  --cache DIR, --proxy URL, --timeout SECONDS: how the portal is asked
  --profile FILE      reads with other words than the built-in ones (onshikaku.profile/1)
  --explain           draws the page's tables: which was taken and why, which not, what became of each cell
  --json              prints onshikaku.snapshot/1";

const HELP_JA: &str = "\
  --html FILE|-       保存したページを読みます
  --content-type CT   そのページのサーバーの申告（例: \"text/html; charset=Shift_JIS\"）
  --url U             そのページのアドレス
  --article KB…       問い合わせる記事
  --offline           ポータルに問い合わせません。--live: 同梱の表で代えずに失敗とします
  --cache DIR, --proxy URL, --timeout SECONDS: 問い合わせ方
  --profile FILE      同梱のものとは別の言葉で読みます（onshikaku.profile/1）
  --explain           ページの表を描き、採った表とその理由、採らなかった理由、各セルが何になったかを示します
  --json              onshikaku.snapshot/1 を出力します";

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const ALARM: Style = AnsiColor::Yellow.on_default();

fn main() -> ExitCode {
    let mut common = Common::new();
    match run(&mut common) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(&common),
    }
}

fn run(common: &mut Common) -> Result<(), Failure> {
    let mut args = Args::of_process(common);
    let mut page_args = PageArgs::default();
    let mut explains = false;
    while let Some(arg) = args.next()? {
        match &arg {
            Arg::Flag(flag) if flag == "explain" => explains = true,
            Arg::Flag(flag)
                if common.take(flag, &mut args)?
                    || page_args.take(flag, &mut args, common.lang)? => {}
            arg => return Err(args.wrong(arg, USAGE)),
        }
    }
    if common.help {
        let help = if common.lang == Lang::Ja { HELP_JA } else { HELP_EN };
        print_text(&format!("{USAGE}\n\n{help}"));
        return Ok(());
    }
    let given = page_args.given(common)?;
    let page = page_args.page(&given);
    let snapshot = page::snapshot(&page, &given);
    let mut out = AutoStream::new(std::io::stdout().lock(), common.color);
    if explains && !common.json {
        // What is refused is drawn too: it is what a person sends when the portal has changed.
        let document = page.document()?;
        // A reader that has gone is no failure of ours.
        let _gone = explain::draw(&mut out, &document, &snapshot, common.lang);
        return snapshot.map(drop);
    }
    let snapshot = snapshot?;
    if let Some(because) = &snapshot.source.because {
        tell(because);
    }
    if common.json {
        if snapshot.source.kind == SourceKind::Bundled {
            tell(texts::bundled(common.lang));
        }
        print_json(&snapshot);
    } else {
        let _gone = print(&mut out, &snapshot, common.lang);
    }
    Ok(())
}

fn print(out: &mut impl Write, snapshot: &Snapshot, lang: Lang) -> std::io::Result<()> {
    if snapshot.source.kind == SourceKind::Bundled {
        writeln!(out, "{ALARM}{}{ALARM:#}\n", texts::bundled(lang))?;
    }
    let mut rows = vec![
        [texts::application(lang), texts::file(lang), texts::version(lang)]
            .map(str::to_owned)
            .to_vec(),
    ];
    // A manufacturer's records stand below the card reader's row, wherever that is.
    let reader =
        snapshot.apps.iter().rposition(|record| record.app == Some(onshikaku::App::CardReader));
    for (at, record) in snapshot.apps.iter().enumerate() {
        rows.push(app_row(record, lang));
        if Some(at) == reader {
            rows.extend(maker_rows(&snapshot.manufacturers, lang));
        }
    }
    if reader.is_none() {
        rows.extend(maker_rows(&snapshot.manufacturers, lang));
    }
    for (at, line) in columns::lines(&rows).into_iter().enumerate() {
        let style = if at == 0 { BOLD } else { Style::new() };
        writeln!(out, "{style}{line}{style:#}")?;
    }
    print_warnings(out, snapshot, lang)?;
    print_source(out, snapshot, lang)
}

fn app_row(record: &AppRecord, lang: Lang) -> Vec<String> {
    let name = match (record.app, lang) {
        (Some(app), Lang::En) => format!("{} ({})", record.name, texts::app_name(app, lang)),
        _ => record.name.clone(),
    };
    vec![
        name,
        record.file.clone().unwrap_or_default(),
        versions(&record.versions, record.app == Some(onshikaku::App::CardReader), lang),
    ]
}

fn maker_rows(records: &[ManufacturerRecord], lang: Lang) -> Vec<Vec<String>> {
    let mut above = "";
    let mut rows = Vec::new();
    for record in records {
        let name = if record.name == above { "" } else { record.name.as_str() };
        above = &record.name;
        rows.push(vec![
            format!("  {name}"),
            record.component.clone().unwrap_or_default(),
            versions(&record.versions, false, lang),
        ]);
    }
    rows
}

fn versions(versions: &[PublishedVersion], may_be_blank: bool, lang: Lang) -> String {
    if versions.is_empty() {
        return if may_be_blank { String::new() } else { texts::unread(lang).to_owned() };
    }
    let shown = versions.iter().map(|published| match &published.note {
        Some(note) => format!("{} ({note})", published.version),
        None => published.version.to_string(),
    });
    shown.collect::<Vec<_>>().join(" / ")
}

fn print_warnings(out: &mut impl Write, snapshot: &Snapshot, lang: Lang) -> std::io::Result<()> {
    if snapshot.warnings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{ALARM}{}{ALARM:#}", texts::warnings(lang))?;
    for warning in &snapshot.warnings {
        let place = warning.cell.as_ref().map(|cell| {
            let name = name_at(snapshot, cell).map(|name| format!("{name} "));
            let is_elsewhere = cell.table != snapshot.section.table;
            let table = is_elsewhere.then(|| format!("{} {}, ", texts::table(lang), cell.table));
            format!(
                "{}({}{} {}, {} {}) ",
                name.unwrap_or_default(),
                table.unwrap_or_default(),
                texts::row(lang),
                cell.row,
                texts::column(lang),
                cell.column
            )
        });
        writeln!(out, "  {}{}", place.unwrap_or_default(), warning.message(lang))?;
    }
    Ok(())
}

/// The name of the record whose version's cell it is.
fn name_at<'s>(snapshot: &'s Snapshot, cell: &onshikaku::Cell) -> Option<&'s str> {
    let apps = snapshot.apps.iter().map(|record| (&record.name, &record.cell));
    let makers = snapshot.manufacturers.iter().map(|record| (&record.name, &record.cell));
    apps.chain(makers).find(|(_, at)| *at == cell).map(|(name, _)| name.as_str())
}

fn print_source(out: &mut impl Write, snapshot: &Snapshot, lang: Lang) -> std::io::Result<()> {
    let source = &snapshot.source;
    let url = source.url.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
    let as_of =
        snapshot.as_of.map_or_else(|| texts::unknown(lang).to_owned(), |date| date.to_string());
    let as_of = if source.freshness == Freshness::Stale && snapshot.as_of.is_none() {
        String::new()
    } else {
        format!("  {}: {as_of}", texts::as_of(lang))
    };
    writeln!(
        out,
        "\n{DIM}{}: {}{url}{as_of}{DIM:#}",
        texts::source(lang),
        texts::source_kind(source.kind, lang)
    )?;
    writeln!(out, "{DIM}{}{DIM:#}", texts::places_from_zero(lang))
}
