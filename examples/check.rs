//! Says whether a terminal is up to date, and what to do: `cargo run --example check -- --version-info DIR`.

mod shared;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::SystemTime;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use onshikaku::{Inventory, Origin, Plan, Policy, Report, Subject, Verdict};

use shared::args::{self, Arg, Args, Common};
use shared::failure::{Failure, print_json, print_text};
use shared::page::{self, PageArgs};
use shared::texts;

const USAGE: &str = "\
check [--version-info DIR]… [--inventory FILE|-]… [--app APP=VERSION]… [--reader MAKER[/COMPONENT]=VERSION]…
      [--plan [--installing]] [--now T] [--html FILE|-] [--content-type CT] [--url U] [--live | --offline]
      [--markdown] [--json] [--lang ja|en] [--color auto|always|never]";

const HELP: &str = "\
  --version-info DIR  a terminal's drive, its Program Files, or its folder OQS
  --inventory FILE    what the terminal has, in JSON or TOML
  --app APP=VERSION   such as linkage=1.0.9, 配信アプリ=1.0.6 or OQsComApp.msi=1.0.9
  --reader M/C=V      such as アルメックス/管理コンソール=10.10
  --plan              what to do, step by step; --installing: as installation work
  --now T             the time to plan for (RFC 3339)
  --markdown          prints Markdown; --json: onshikaku.report/1

Exit code: 0 up to date, 1 an update is needed, 2 cannot tell";

const BOLD: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const ALARM: Style = AnsiColor::Yellow.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();

fn main() -> ExitCode {
    let mut common = Common::new();
    match run(&mut common) {
        Ok(code) => code,
        Err(failure) => failure.tell(&common),
    }
}

/// What was asked for.
#[derive(Default)]
struct Asked {
    inventory: Inventory,
    plans: bool,
    policy: Policy,
    now: Option<SystemTime>,
    markdown: bool,
}

fn run(common: &mut Common) -> Result<ExitCode, Failure> {
    let mut args = Args::of_process(common);
    let mut page_args = PageArgs::default();
    let mut asked = Asked::default();
    while let Some(arg) = args.next()? {
        match &arg {
            Arg::Flag(flag)
                if common.take(flag, &mut args)?
                    || page_args.take(flag, &mut args, common.lang)?
                    || asked.take(flag, &mut args, common)? => {}
            arg => return Err(args.wrong(arg, USAGE)),
        }
    }
    if common.help {
        print_text(&format!("{USAGE}\n\n{HELP}"));
        return Ok(ExitCode::SUCCESS);
    }
    let given = page_args.given_or_refused(common)?;
    let snapshot = page::snapshot(&page_args.page(&given), &given)?;
    let now = asked.now.unwrap_or_else(SystemTime::now);
    let report = asked.inventory.compare(&snapshot).at(now);
    let plan = asked.plans.then(|| report.plan(&asked.policy, now));
    if common.json {
        match &plan {
            Some(plan) => print_json(&plan.in_report(&report)),
            None => print_json(&report),
        }
    } else {
        // A reader that has gone is no failure of ours.
        let _gone = print(&report, plan.as_ref(), asked.markdown, common);
    }
    Ok(ExitCode::from(match report.verdict() {
        Verdict::UpToDate(_) => 0,
        Verdict::UpdateNeeded => 1,
        _ => 2,
    }))
}

impl Asked {
    /// Takes an argument if it is one of what the terminal has, or of the plan.
    fn take(&mut self, flag: &str, args: &mut Args, common: &Common) -> Result<bool, Failure> {
        let inventory = std::mem::take(&mut self.inventory);
        self.inventory = match flag {
            "version-info" => inventory.and(scanned(&args.value(flag)?, common)?),
            "inventory" => inventory.and(inventory_of(&args.value(flag)?, common)?),
            "app" => {
                let (name, version) =
                    assigned(flag, &args.text(flag)?, texts::app_form(common.lang))?;
                inventory.with_from(Subject::named(&name), &version, Origin::ARGUMENT)
            }
            "reader" => {
                let (name, version) =
                    assigned(flag, &args.text(flag)?, texts::reader_form(common.lang))?;
                inventory.with_from(reader(&name), &version, Origin::ARGUMENT)
            }
            _ => {
                self.inventory = inventory;
                return self.take_of_plan(flag, args);
            }
        };
        Ok(true)
    }

    fn take_of_plan(&mut self, flag: &str, args: &mut Args) -> Result<bool, Failure> {
        match flag {
            "plan" => self.plans = true,
            "installing" => self.policy.is_installation = true,
            "markdown" => self.markdown = true,
            "now" => self.now = Some(args.instant(flag)?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

fn scanned(folder: &OsString, common: &Common) -> Result<Inventory, Failure> {
    Inventory::scan(Path::new(folder)).map_err(|error| {
        let (shown, what) = (folder.to_string_lossy(), texts::no_folder(common.lang));
        Failure::Input(format!("{shown}: {what} ({error})"), texts::folder_hint(common.lang))
    })
}

fn inventory_of(path: &OsString, common: &Common) -> Result<Inventory, Failure> {
    let shown = path.to_string_lossy();
    let bytes = args::read(path, common.lang)?;
    // Nothing is an inventory in TOML, but not in JSON.
    let is_json = bytes.trim_ascii().is_empty() && shown.ends_with(".json");
    let read = if is_json { Inventory::from_json("") } else { Inventory::from_bytes(&bytes) };
    let inventory = read.map_err(|error| {
        let what = format!("{shown}: {}", error.message(common.lang));
        Failure::Input(what, texts::inventory_hint(common.lang))
    })?;
    Ok(inventory.named(&shown))
}

/// `NAME=VERSION`, where a name in parts begins with one.
fn assigned(flag: &str, text: &str, form: &str) -> Result<(String, String), Failure> {
    let is_named = |name: &str| !name.trim().is_empty() && !name.trim().starts_with(['/', '／']);
    let parts = text.split_once(['=', '＝']).filter(|(name, _)| is_named(name));
    let (name, version) =
        parts.ok_or_else(|| Failure::usage(format!("--{flag} {text}: {form}")))?;
    Ok((name.trim().to_owned(), version.trim().to_owned()))
}

/// `MAKER` or `MAKER/COMPONENT`.
fn reader(name: &str) -> Subject {
    match name.split_once(['/', '／']) {
        Some((maker, component)) => Subject::reader(maker.trim(), Some(component)),
        None => Subject::reader(name, None),
    }
}

fn print(
    report: &Report,
    plan: Option<&Plan>,
    markdown: bool,
    common: &Common,
) -> std::io::Result<()> {
    let lang = common.lang;
    let mut out = AutoStream::new(std::io::stdout().lock(), common.color);
    if markdown {
        write!(out, "{}", report.markdown(lang))?;
    } else {
        let text = report.text(lang);
        let (verdict, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let style = match report.verdict() {
            Verdict::UpToDate(_) => GOOD,
            Verdict::UpdateNeeded => BAD,
            _ => ALARM,
        };
        write!(out, "{style}{verdict}{style:#}\n{rest}")?;
    }
    if let Some(plan) = plan {
        writeln!(out, "\n{BOLD}{}{BOLD:#}\n", plan.title(lang))?;
        write!(out, "{}", plan.text(lang))?;
    }
    Ok(())
}
