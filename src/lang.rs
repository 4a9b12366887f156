//! [`Lang`]: every sentence that a person reads, once in each language.

use std::fmt;

use crate::error::Error;
use crate::warning_code::WarningCode;

mod en;
mod ja;
mod report;

pub(crate) use report::{
    HoldFacts, ItemFacts, finding, inventory_error, item, meaning, next, plan_reason, plan_title,
    reason, step, verdict, weak_basis,
};

/// A language in which people are spoken to.
///
/// # Examples
///
/// ```
/// use onshikaku::{Lang, Snapshot};
///
/// let error = Snapshot::from_html("").unwrap_err();
/// assert_eq!(error.message(Lang::En), "the page is empty");
/// assert_eq!(error.message(Lang::Ja), "ページが空です");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl Error {
    /// What happened and where, in a language.
    ///
    /// # Examples
    ///
    /// ```
    /// use onshikaku::{Lang, Snapshot};
    ///
    /// let error = Snapshot::from_html("<h1>お知らせ</h1>").unwrap_err();
    /// assert!(error.message(Lang::Ja).contains("見えたもの: お知らせ"));
    /// ```
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => ja::error(self),
            Lang::En => en::error(self),
        }
    }

    /// What to do next, in a language.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::{Lang, Snapshot};
    /// let error = Snapshot::from_html("").unwrap_err();
    /// assert_eq!(error.hint(Lang::En), "Try again; if it stays empty, check the address.");
    /// ```
    pub fn hint(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => ja::hint(self),
            Lang::En => en::hint(self),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("message", &self.to_string())
            .finish()
    }
}

impl std::error::Error for Error {}

/// Whether what is no page could be a spreadsheet, which this build does not read.
fn is_xlsx(error: &Error) -> bool {
    let what = error.facts().what.as_deref();
    cfg!(not(feature = "xlsx")) && what.is_some_and(|what| what.contains("xlsx"))
}

/// What a warning tells; `raw` is what stands there, or what it is about.
pub(crate) fn warning(code: WarningCode, raw: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => ja::warning(code, raw),
        Lang::En => en::warning(code, raw),
    }
}
