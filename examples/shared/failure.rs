//! A failure as every example tells it: a paragraph on standard error, an object on standard output, exit 2.

use std::io::Write as _;
use std::process::ExitCode;

use onshikaku::{DocumentRow, Error, Lang, OtherTable};
use serde::Serialize;

use super::args::Common;
use super::texts;

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The page gives none.
    Page(Box<Error>),
    /// The command line or a file that it names is wrong.
    Usage(String),
    /// What it names cannot be read; and what to do about it.
    Input(String, &'static str),
    /// What was asked for is not built yet.
    NotBuilt,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Page(Box::new(error))
    }
}

#[derive(Serialize)]
struct Printed<'f> {
    schema: &'static str,
    error: Body<'f>,
}

#[derive(Serialize)]
struct Body<'f> {
    kind: &'f str,
    message: String,
    hint: &'f str,
    url: Option<&'f str>,
    attempts: [(); 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'f DocumentRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<&'f str>,
}

impl Failure {
    pub fn usage(what: impl Into<String>) -> Failure {
        Failure::Usage(what.into())
    }

    /// The page's tables, and why none was taken.
    pub fn tables(&self) -> &[OtherTable] {
        match self {
            Failure::Page(error) => error.tables(),
            _ => &[],
        }
    }

    /// Tells the failure and gives its exit code.
    pub fn tell(&self, common: &Common) -> ExitCode {
        let body = self.body(common.lang);
        let mut text: String = format!("{}\n{}", body.message, body.hint);
        if text.len() > 2_000 {
            let end = (0..=1_990).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            text.truncate(end);
            text.push('…');
        }
        tell(&text);
        if common.json {
            let printed = Printed { schema: "onshikaku.error/1", error: body };
            // What prints JSON Lines prints this as one too.
            if common.lines {
                print_json_line(&printed);
            } else {
                print_json(&printed);
            }
        }
        ExitCode::from(2)
    }

    fn body(&self, lang: Lang) -> Body<'_> {
        let (kind, message, hint) = match self {
            Failure::Page(error) => (error.kind().code(), error.message(lang), error.hint(lang)),
            Failure::Usage(what) => ("usage", visible(what), texts::usage_hint(lang)),
            Failure::Input(what, hint) => ("usage", visible(what), *hint),
            Failure::NotBuilt => {
                ("network", texts::not_built(lang).to_owned(), texts::not_built_hint(lang))
            }
        };
        let error = match self {
            Failure::Page(error) => Some(error),
            _ => None,
        };
        Body {
            kind,
            message,
            hint,
            url: error.and_then(|error| error.url()),
            attempts: [],
            document: error.and_then(|error| error.document()),
            article: error.and_then(|error| error.article()),
        }
    }
}

/// Says something to the person; one who has gone is no failure of ours.
pub fn tell(text: &str) {
    let _gone = writeln!(std::io::stderr().lock(), "{text}");
}

/// Prints a text.
pub fn print_text(text: &str) {
    let _gone = writeln!(std::io::stdout().lock(), "{text}");
}

/// A text without what moves or hides the text around it.
fn visible(text: &str) -> String {
    let is_unseemly = |c: char| {
        let is_mark = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}');
        c.is_control() || is_mark || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.replace(is_unseemly, " ")
}

/// Prints one line of JSON; a reader that has gone is no failure of ours.
fn print_json_line(value: &impl Serialize) {
    let mut out = std::io::stdout().lock();
    if let Ok(text) = serde_json::to_string(value) {
        let _gone = writeln!(out, "{text}");
    }
}

/// Prints one JSON document; a reader that has gone is no failure of ours.
pub fn print_json(value: &impl Serialize) {
    let mut out = std::io::stdout().lock();
    if let Ok(text) = serde_json::to_string_pretty(value) {
        let _gone = writeln!(out, "{text}");
    }
}
