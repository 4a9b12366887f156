//! The arguments that every example takes, and reading files.

use std::ffi::OsString;
use std::io::Read as _;

use anstream::ColorChoice;
use onshikaku::Lang;

use super::failure::Failure;

/// What every example takes.
#[derive(Debug, Clone)]
pub struct Common {
    pub json: bool,
    pub lang: Lang,
    pub color: ColorChoice,
    pub verbose: bool,
    pub help: bool,
}

impl Common {
    pub fn new() -> Self {
        Common {
            json: false,
            lang: of_environment(),
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
pub struct Args(lexopt::Parser);

pub enum Arg {
    Flag(String),
    Value(OsString),
}

impl Args {
    pub fn of_process() -> Args {
        Args(lexopt::Parser::from_env())
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
        self.0.value().map_err(|_| Failure::usage(format!("--{flag}: ?")))
    }

    /// An instant, RFC 3339.
    pub fn instant(&mut self, flag: &str) -> Result<std::time::SystemTime, Failure> {
        let text = self.text(flag)?;
        let instant = text.parse::<jiff::Timestamp>().ok();
        let instant = instant.and_then(|instant| std::time::SystemTime::try_from(instant).ok());
        instant.ok_or_else(|| Failure::usage(format!("--{flag} {text}: 2026-11-24T09:00:00+09:00")))
    }

    pub fn text(&mut self, flag: &str) -> Result<String, Failure> {
        self.value(flag)?
            .into_string()
            .map_err(|value| Failure::usage(format!("--{flag} {}", value.to_string_lossy())))
    }
}

/// The bytes of a file, or of standard input for `-`.
pub fn read(path: &OsString) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let result = if path == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)).map(drop)
    };
    match result {
        Ok(()) => Ok(bytes),
        Err(error) => Err(Failure::usage(format!("{}: {error}", path.to_string_lossy()))),
    }
}
