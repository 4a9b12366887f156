//! Entries of a terminal → items of a report.

use std::collections::BTreeMap;

use super::published::{Found, Published, Target};
use super::report::{InstalledVersion, Item, PublishedAt};
use crate::app::App;
use crate::inventory::{Entry, Finding, Installed, OriginKind};
use crate::spelling::shown;
use crate::status::{Ambiguity, FindingCode, Side, Status};
use crate::subject::{Identity, Subject};

/// What the confirmation asks of a terminal's files.
const CONFIRMED: [App; 3] = [App::Distribution, App::FaceLibrary, App::Linkage];

/// Where the item of a subject stands in a report: what has the same place is one thing, and is told in one item.
///
/// Given by [`Published::place`]; the order is that of [`Report::items`](crate::Report::items).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(Key);

impl Place {
    pub(super) fn of(published: &Published<'_>, subject: &Subject) -> Place {
        Place(Key::of(subject, &published.find(subject)))
    }
}

/// Entries that speak of one thing belong together, in the order of the page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    /// By the page.
    Target(usize),
    /// A manufacturer with several components.
    OneOf(usize),
    /// By the terminal.
    Own(Identity),
}

impl Key {
    fn of(subject: &Subject, found: &Found) -> Key {
        match found {
            Found::One(target) | Found::Either(target, _) => Key::Target(*target),
            Found::OneOf(maker) => Key::OneOf(*maker),
            Found::NoManufacturer | Found::Nothing => Key::Own(match subject.identity() {
                // The file is told as the library.
                Identity::AuthFile => Identity::App(App::FaceLibrary),
                other => other.clone(),
            }),
        }
    }
}

pub(super) fn of(
    published: &Published<'_>,
    terminal: &impl Installed,
) -> (Vec<Item>, Vec<Finding>) {
    let mut groups: BTreeMap<Key, Vec<Entry<'_>>> = BTreeMap::new();
    for entry in terminal.entries() {
        let found = published.find(&entry.subject);
        groups.entry(Key::of(&entry.subject, &found)).or_default().push(entry);
    }
    let mut findings = Vec::new();
    let mut items: Vec<Item> =
        groups.into_values().map(|group| item(published, group, &mut findings)).collect();
    if terminal.is_scanned() {
        let has = |app: App| items.iter().any(|item| item.subject.as_app() == Some(app));
        let lacking: Vec<App> = CONFIRMED.into_iter().filter(|app| !has(*app)).collect();
        items.extend(lacking.into_iter().map(|app| not_installed(published, app)));
    }
    (items, findings)
}

/// What several sources say of one thing. The terminal's own files count more than what a person typed.
fn item(published: &Published<'_>, group: Vec<Entry<'_>>, findings: &mut Vec<Finding>) -> Item {
    let is_file = |entry: &Entry<'_>| entry.origin.kind == OriginKind::VersionInfo;
    let (files, typed): (Vec<_>, Vec<_>) = group.into_iter().partition(is_file);
    let (mut same_weight, beaten) =
        if files.is_empty() { (typed, Vec::new()) } else { (files, typed) };
    // The lowest first: it is what a person has to know of.
    same_weight.sort_by(|a, b| rank(a).cmp(&rank(b)));
    let mut entries = same_weight.into_iter();
    let Some(first) = entries.next() else { unreachable!("a group has an entry") };
    let differs = |entry: &Entry<'_>| match (&entry.version, &first.version) {
        (None, None) => entry.raw != first.raw,
        (one, other) => one != other,
    };
    let count = findings.len();
    let told = |code, entry: Entry<'_>| Finding::at(code, &entry.origin, &entry.raw);
    findings.extend(entries.filter(differs).map(|entry| told(FindingCode::SourcesDiffer, entry)));
    let is_ambiguous = findings.len() > count;
    let beaten = beaten.into_iter().filter(differs);
    findings.extend(beaten.map(|entry| told(FindingCode::TypedDiffers, entry)));

    let found = published.find(&first.subject);
    let status = match &first.version {
        _ if is_ambiguous => Status::Ambiguous(Ambiguity::InstalledDiffer),
        None => Status::Unreadable { side: Side::Installed },
        Some(version) => published.judge_found(&found, version),
    };
    let is_auth_file = *first.subject.identity() == Identity::AuthFile;
    let installed = InstalledVersion {
        version: first.version.map(|version| version.into_owned()),
        raw: shown(&first.raw).into_owned(),
        origin: first.origin.into_owned(),
    };
    new(published, &first.subject, &found, status, Some(installed), is_auth_file)
}

/// An order of entries that does not depend on which was given first.
fn rank<'e>(entry: &'e Entry<'_>) -> impl Ord + use<'e> {
    let version = entry.version.as_deref();
    (version, &*entry.raw, entry.subject.identity(), &*entry.origin)
}

fn not_installed(published: &Published<'_>, app: App) -> Item {
    let subject = Subject::app(app);
    let found = published.find(&subject);
    new(published, &subject, &found, Status::NotInstalled, None, app == App::FaceLibrary)
}

fn new(
    published: &Published<'_>,
    subject: &Subject,
    found: &Found,
    status: Status,
    installed: Option<InstalledVersion>,
    is_auth_file: bool,
) -> Item {
    let targets = published.targets(found);
    let versions = targets.iter().flat_map(|target| &target.versions);
    // Of two that it may be the later day is the one to wait for.
    let is_told = matches!(found, Found::One(_) | Found::Either(..));
    let one = targets.iter().filter(|_| is_told).max_by_key(|target| target.released);
    Item {
        subject: published.named(subject, found),
        status,
        installed,
        published: versions
            .map(|(version, cell)| PublishedAt {
                version: (*version).clone(),
                cell: (*cell).clone(),
            })
            .collect(),
        hold: None,
        released: one.and_then(|target| target.released),
        released_from: one.and_then(|target| target.released_from).map(str::to_owned),
        choices: targets
            .iter()
            .filter(|_| targets.len() > 1)
            .map(|target| choice(target))
            .collect(),
        doubts: targets.iter().flat_map(|target| &target.warnings).map(|w| w.code).collect(),
        is_auth_file,
        is_old_page: false,
    }
}

/// One of several things, with what is published of it.
fn choice(target: &Target<'_>) -> String {
    let subject = &target.subject;
    let name = subject.component().or(subject.name()).or(subject.manufacturer());
    let versions: Vec<_> = target.versions.iter().map(|(version, _)| version.as_str()).collect();
    let text = format!("{} {}", name.unwrap_or_default(), versions.join(" / "));
    text.trim_end().to_owned()
}
