//! [`Lang`]: every sentence that a person reads, once in each language.

use crate::error::{Error, ErrorKind};
use crate::snapshot::Warning;

mod en;
mod ja;

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

pub(crate) fn error(error: &Error, lang: Lang) -> String {
    match lang {
        Lang::Ja => ja::error(error),
        Lang::En => en::error(error),
    }
}

pub(crate) fn hint(kind: ErrorKind, lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => ja::hint(kind),
        Lang::En => en::hint(kind),
    }
}

pub(crate) fn warning(warning: &Warning, lang: Lang) -> String {
    match lang {
        Lang::Ja => ja::warning(warning),
        Lang::En => en::warning(warning),
    }
}
