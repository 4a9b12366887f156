//! Manufacturers of card readers: what the spellings of one company share.

use std::borrow::Cow;

use crate::profile::Profile;
use crate::spelling::{core_name, core_of_key, has_company_form, key, may_have_company_form};

/// What the names of one company share, former ones too.
pub(crate) fn identity<'n>(name: &'n str, profile: &Profile) -> Cow<'n, str> {
    let core = core_name(name);
    match profile.maker(&core) {
        Some(index) => Cow::Owned(format!("#{index}")),
        None => core,
    }
}

/// Whether a name is that of a company: it has a company's form, or is known.
pub(crate) fn is_company(name: &str, profile: &Profile) -> bool {
    // Most names are done with their characters.
    if !may_have_company_form(name) && !profile.may_be_maker(name) {
        return false;
    }
    let whole = key(name);
    has_company_form(&whole) || profile.maker(core_of_key(&whole)).is_some()
}
