//! Manufacturers of card readers: what the spellings of one company share.

use std::borrow::Cow;

use crate::profile::Profile;
use crate::spelling::{key, normalized};

/// Forms of a company, which stand before or after its name; as [`key`] spells them.
const COMPANY_FORMS: [&str; 12] = [
    "株式会社",
    "(株)",
    "有限会社",
    "(有)",
    "合同会社",
    "(同)",
    "合資会社",
    "co.,ltd.",
    "co.,ltd",
    "inc.",
    "ltd.",
    "corporation",
];

/// A company's name without its form: what ㈱アルメックス, （株）アルメックス and アルメックス株式会社 share.
pub(crate) fn core_name(name: &str) -> String {
    let mut core = key(name);
    for form in COMPANY_FORMS {
        if core.contains(form) {
            core = core.replace(form, "");
        }
    }
    core.trim_matches([',', '.']).to_owned()
}

/// What the names of one company share, former ones too.
pub(crate) fn identity(name: &str, profile: &Profile) -> String {
    let core = core_name(name);
    match profile.maker(&core) {
        Some(index) => format!("#{index}"),
        None => core,
    }
}

/// Whether a name is that of a company: it has a company's form, or is known.
pub(crate) fn is_company(name: &str, profile: &Profile) -> bool {
    let whole = key(name);
    COMPANY_FORMS.iter().any(|form| whole.contains(form))
        || profile.maker(&core_name(name)).is_some()
}

/// A name with the abbreviated company form written out.
pub(crate) fn spelled_out(name: &str) -> Cow<'_, str> {
    let name = normalized(name);
    if !name.contains('(') && !name.contains("会社 ") && !name.contains(" 株式会社") {
        return name;
    }
    let mut out = name.replace("(株)", "株式会社").replace("(有)", "有限会社");
    for form in ["株式会社", "有限会社"] {
        out = out.replace(&format!("{form} "), form).replace(&format!(" {form}"), form);
    }
    Cow::Owned(out)
}
