//! The arguments that name a page, and the page itself.

use std::ffi::OsString;
use std::time::SystemTime;

use onshikaku::{Lang, Page, Profile, Snapshot};

use super::args::{self, Args, Common};
use super::failure::Failure;
use super::texts;

/// Which page was asked for.
#[derive(Debug, Default)]
pub struct PageArgs {
    html: Option<OsString>,
    content_type: Option<String>,
    url: Option<String>,
    article: Option<String>,
    live: bool,
    offline: bool,
    profile: Option<OsString>,
}

/// A page at hand.
pub struct Given {
    body: Option<Vec<u8>>,
    profile: Option<Profile>,
    /// Why it is not the portal's answer of now.
    pub because: Option<String>,
}

impl PageArgs {
    /// Takes an argument if it is one that names a page.
    pub fn take(&mut self, flag: &str, args: &mut Args, lang: Lang) -> Result<bool, Failure> {
        match flag {
            "html" => self.html = Some(args.value(flag)?),
            "content-type" => self.content_type = Some(args.text(flag)?),
            "url" => self.url = Some(args.text(flag)?),
            "article" => self.article = Some(args.text(flag)?),
            "profile" => self.profile = Some(args.value(flag)?),
            "live" => self.live = true,
            "offline" => self.offline = true,
            // Of use once the portal is asked.
            "cache" | "proxy" => drop(args.value(flag)?),
            "timeout" => {
                let seconds = args.text(flag)?;
                if !seconds.parse().is_ok_and(|seconds: f64| seconds.is_finite() && seconds > 0.0) {
                    let what = texts::needs_seconds(lang);
                    return Err(Failure::usage(format!("--timeout {seconds}: {what}")));
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether the page comes from standard input.
    pub fn is_stdin(&self) -> bool {
        self.html.as_ref().is_some_and(|path| path == "-")
    }

    /// Fetches what was asked for: a file, or the bundled page where the portal cannot be asked.
    pub fn given(&self, common: &Common) -> Result<Given, Failure> {
        let profile = match &self.profile {
            Some(path) => {
                let json = String::from_utf8(args::read(path, common.lang)?);
                let what =
                    || format!("{}: {}", path.to_string_lossy(), texts::needs_utf8(common.lang));
                let json = json.map_err(|_| Failure::usage(what()))?;
                Some(Profile::from_json(&json)?)
            }
            None => None,
        };
        if let Some(path) = &self.html {
            return Ok(Given {
                body: Some(args::read(path, common.lang)?),
                profile,
                because: None,
            });
        }
        if self.live {
            return Err(Failure::NotBuilt);
        }
        // What stands in JSON does not depend on who reads it.
        let lang = if common.json { Lang::Ja } else { common.lang };
        let because = if self.offline { texts::offline(lang) } else { texts::not_built(lang) };
        Ok(Given { body: None, profile, because: Some(because.to_owned()) })
    }

    /// The same, where a page that was named and cannot be had is no answer.
    pub fn given_or_refused(&self, common: &Common) -> Result<Given, Failure> {
        let is_asked = self.url.is_some() || self.article.is_some();
        if is_asked && self.html.is_none() {
            return Err(if self.offline {
                Failure::usage(texts::not_asked(common.lang))
            } else {
                Failure::NotBuilt
            });
        }
        self.given(common)
    }

    /// The page for reading.
    pub fn page<'g>(&self, given: &'g Given) -> Page<'g> {
        let mut page = match &given.body {
            Some(body) => Page::new(body).read_at(SystemTime::now()),
            None => Page::bundled(),
        };
        if let Some(profile) = &given.profile {
            page = page.profile(profile);
        }
        if given.body.is_some() {
            if let Some(content_type) = &self.content_type {
                page = page.content_type(content_type);
            }
            if let Some(url) = &self.url {
                page = page.url(url);
            }
        }
        page
    }
}

/// Reads the page; the snapshot says why it is not live.
pub fn snapshot(page: &Page<'_>, given: &Given) -> Result<Snapshot, Failure> {
    let mut snapshot = page.read()?;
    snapshot.source.because.clone_from(&given.because);
    Ok(snapshot)
}
