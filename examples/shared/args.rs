//! The arguments that every example takes, and reading files.

use std::ffi::OsString;
use std::io::{ErrorKind, Read as _};
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::ColorChoice;
use onshikaku::{Lang, Limits};

use super::failure::Failure;
use super::texts;

/// What every example takes.
#[derive(Debug, Clone)]
pub struct Common {
    pub json: bool,
    /// Whether JSON is printed a line each.
    pub lines: bool,
    pub lang: Lang,
    pub color: ColorChoice,
    pub verbose: bool,
    pub help: bool,
}

impl Common {
    /// What is known before the arguments are taken one by one, so that a wrong one is told in the way asked for.
    pub fn new() -> Self {
        let args: Vec<_> = std::env::args_os().collect();
        let says = |lang: &str| {
            let follows = |pair: &[OsString]| pair[0] == "--lang" && pair[1] == lang;
            args.windows(2).any(follows) || args.contains(&format!("--lang={lang}").into())
        };
        Common {
            json: args.iter().any(|arg| arg == "--json"),
            lines: false,
            lang: match (says("ja"), says("en")) {
                (true, _) => Lang::Ja,
                (_, true) => Lang::En,
                _ => of_environment(),
            },
            color: ColorChoice::Auto,
            verbose: false,
            help: false,
        }
    }

    /// Takes an argument if it is one of the common ones.
    pub fn take(&mut self, flag: &str, args: &mut Args) -> Result<bool, Failure> {
        match flag {
            "json" => self.json = true,
            "lang" => {
                self.lang = match args.text(flag)?.as_str() {
                    "ja" => Lang::Ja,
                    "en" => Lang::En,
                    other => return Err(Failure::usage(format!("--lang {other}: ja | en"))),
                }
            }
            "color" => {
                self.color = match args.text(flag)?.as_str() {
                    "auto" => ColorChoice::Auto,
                    "always" => ColorChoice::Always,
                    "never" => ColorChoice::Never,
                    other => {
                        return Err(Failure::usage(format!(
                            "--color {other}: auto | always | never"
                        )));
                    }
                }
            }
            "v" | "verbose" => self.verbose = true,
            "h" | "help" => self.help = true,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// The language that the environment asks for; Japanese where it asks for none.
fn of_environment() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    match set {
        Some(locale) if !locale.to_ascii_lowercase().starts_with("ja") => Lang::En,
        _ => Lang::Ja,
    }
}

/// The command line, an argument at a time.
pub struct Args(lexopt::Parser, Lang);

pub enum Arg {
    Flag(String),
    Value(OsString),
}

impl Args {
    pub fn of_process(common: &Common) -> Args {
        Args(lexopt::Parser::from_env(), common.lang)
    }

    /// A wrong argument, and what is taken instead.
    pub fn wrong(&self, arg: &Arg, usage: &str) -> Failure {
        let (arg, what) = match arg {
            Arg::Flag(flag) => (flag_as_typed(flag), texts::no_such_option(self.1)),
            Arg::Value(value) => {
                (value.to_string_lossy().into_owned(), texts::no_such_argument(self.1))
            }
        };
        let usage: Vec<_> = usage.split_whitespace().collect();
        Failure::usage(format!("{arg}: {what}: {}", usage.join(" ")))
    }

    pub fn next(&mut self) -> Result<Option<Arg>, Failure> {
        let arg = self.0.next().map_err(|error| Failure::usage(error.to_string()))?;
        Ok(arg.map(|arg| match arg {
            lexopt::Arg::Long(name) => Arg::Flag(name.to_owned()),
            lexopt::Arg::Short(name) => Arg::Flag(name.to_string()),
            lexopt::Arg::Value(value) => Arg::Value(value),
        }))
    }

    /// The value of a flag.
    pub fn value(&mut self, flag: &str) -> Result<OsString, Failure> {
        let needs = || format!("--{flag}: {}", texts::needs_value(self.1));
        self.0.value().map_err(|_| Failure::usage(needs()))
    }

    /// An instant, RFC 3339.
    pub fn instant(&mut self, flag: &str) -> Result<std::time::SystemTime, Failure> {
        let text = self.text(flag)?;
        let instant = text.parse::<jiff::Timestamp>().ok();
        let instant = instant.and_then(|instant| std::time::SystemTime::try_from(instant).ok());
        let why = texts::no_instant(self.1);
        instant.ok_or_else(|| Failure::usage(format!("--{flag} {text}: {why}")))
    }

    pub fn text(&mut self, flag: &str) -> Result<String, Failure> {
        self.value(flag)?.into_string().map_err(|value| {
            let value = value.to_string_lossy().into_owned();
            Failure::usage(format!("--{flag} {value}: {}", texts::no_text(self.1)))
        })
    }
}

fn flag_as_typed(flag: &str) -> String {
    if flag.chars().count() == 1 { format!("-{flag}") } else { format!("--{flag}") }
}

/// The bytes of a file, or of standard input for `-`; no more of them than tell that they are over the limit.
pub fn read(path: &OsString, lang: Lang) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = Limits::default().body as u64 + 1;
    let result = if path == "-" {
        static TAKEN: AtomicBool = AtomicBool::new(false);
        if TAKEN.swap(true, Ordering::Relaxed) {
            return Err(Failure::usage(texts::stdin_twice(lang)));
        }
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    match result {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let what = match error.kind() {
                ErrorKind::NotFound => texts::no_such_file(lang).to_owned(),
                ErrorKind::PermissionDenied => texts::not_allowed(lang).to_owned(),
                ErrorKind::IsADirectory => texts::is_folder(lang).to_owned(),
                _ => error.to_string(),
            };
            Err(Failure::usage(format!("{}: {what}", path.to_string_lossy())))
        }
    }
}
