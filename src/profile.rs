//! [`Profile`]: the portal's words as one value, so that a changed heading is mended without a release.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Error;
use crate::file_name::{file_ending, version_in_file_name};
use crate::spelling::{core_name, first_of_key, key, normalized, push_part};

mod headers;
mod words;

use headers::Headers;
use words::{Index, Words};

/// The words by which a version table is found and read: headings, headers, names, aliases, files.
///
/// The built-in profile is that of the portal of オンライン資格確認, each entry with its source; another one is read
/// from JSON (`onshikaku.profile/1`, schema with the feature `schema`). Words are compared in one spelling: width,
/// case, spaces and kana forms do not matter.
///
/// # Examples
///
/// A version table of quite another kind, read by a profile alone:
///
/// ```
/// use onshikaku::{Page, Profile};
///
/// let profile = Profile::from_json(r#"{
///     "schema": "onshikaku.profile/1",
///     "name": "土木事務所の測量ソフト",
///     "section": {"headings": {"words": ["測量ソフトウェア一覧"], "source": "made up"}},
///     "headers": {
///         "name": {"words": ["ソフト"], "source": "made up"},
///         "version": {"words": ["現行リリース"], "source": "made up"}
///     }
/// }"#)?;
/// let html = "<h2>測量ソフトウェア一覧</h2><table><tr><th>ソフト<th>現行リリース<tr><td>水準計算<td>4.10</table>";
/// let snapshot = Page::new(html.as_bytes()).profile(&profile).read()?;
/// assert_eq!(snapshot.apps[0].name, "水準計算");
/// assert_eq!(snapshot.apps[0].versions[0].version.as_str(), "4.10");
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Profile {
    words: ProfileWords,
    apps: Index<App>,
    files: Index<App>,
    makers: Index<usize>,
    /// A component's other names, by the manufacturer's index, and its key.
    components: HashMap<(usize, String), String>,
    headers: Headers,
    /// The applications' names, under their first and under their last characters.
    names: [Index<()>; 2],
    /// What runs into names: badges, and words for what is new or old.
    affixes: [Index<()>; 2],
    /// What remarks on what does not hold end with.
    endings: Index<()>,
}

/// What a column of a version table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Number,
    Name,
    /// The name, where no other column is.
    NameWeak,
    /// A card reader's model: the component, where no other column is.
    Model,
    /// The name, or a manufacturer's component.
    Product,
    Manufacturer,
    Component,
    File,
    Version,
    /// A version that is not the current one.
    OldVersion,
    Released,
    Note,
    /// Another record of the row, side by side with the one at hand.
    Elsewhere,
}

/// Of two roles that one header names, the one that stands first here counts.
const ROLES_BY_WEIGHT: [Role; 11] = [
    Role::Version,
    Role::Name,
    Role::Product,
    Role::Manufacturer,
    Role::Component,
    Role::Model,
    Role::File,
    Role::Released,
    Role::Number,
    Role::NameWeak,
    Role::Note,
];

/// A [`Profile`] as it is written.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct ProfileWords {
    schema: String,
    name: String,
    section: SectionWords,
    headers: HeaderWords,
    cells: CellWords,
    apps: Vec<AppWords>,
    manufacturers: Vec<ManufacturerWords>,
    pages: PageWords,
    list: ListWords,
    dates: DateWords,
    hosts: Words,
}

/// What tells the section's heading from others.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct SectionWords {
    /// Headings of the section.
    headings: Words,
    /// Words that make it a section of something that does not hold: old versions, a history.
    not_current: Words,
    /// Words that make it a section of another product.
    other_products: Words,
    /// The product itself, which may be named beside another.
    own_product: Words,
    /// Subjects other than the applications' versions.
    other_subjects: Words,
    /// What a line says that speaks of something instead of heading it.
    pointers: Words,
    /// What a sentence says of what stands below it.
    below: Words,
    /// What is told besides.
    references: Words,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct HeaderWords {
    number: Words,
    name: Words,
    /// Headers that mean the name where no other column does.
    name_weak: Words,
    manufacturer: Words,
    component: Words,
    /// A card reader's model.
    model: Words,
    /// An application or a manufacturer's product.
    product: Words,
    file: Words,
    version: Words,
    /// Words that make a version's header that of an old one.
    not_current: Words,
    /// What a part of a header ends in that speaks of what was before: 改修前, 1つ前.
    earlier: Words,
    /// What a header says of a time without a date: 上期.
    periods: Words,
    released: Words,
    note: Words,
    /// Headers of a history of changes.
    history: Words,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct CellWords {
    /// What stands where a version is not known.
    placeholders: Words,
    /// What stands beside a version that no longer holds.
    old: Words,
    /// What stands beside a version to say that it holds.
    new: Words,
    /// What makes a version a bound, or not final.
    qualifiers: Words,
    /// "The same as above".
    ditto: Words,
    /// What makes a number a size.
    units: Words,
    /// What stands in the number's or name's column of a row that is a remark.
    remarks: Words,
    /// What a number is called that is no version of the row's.
    others: Words,
    /// Systems and programs that stand in cells with numbers of their own: Windows 10.
    platforms: Words,
    /// What stands beside a version that does not hold yet.
    planned: Words,
    /// What stands beside a name to say that its row is new or has changed.
    badges: Words,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct AppWords {
    id: App,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    source: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct ManufacturerWords {
    name: String,
    slug: String,
    #[serde(default)]
    former: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    models: Vec<String>,
    #[serde(default)]
    components: Vec<ComponentWords>,
    #[serde(default)]
    source: String,
}

/// A component of a card reader, and what else it is called.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ComponentWords {
    name: String,
    aliases: Vec<String>,
}

/// Words by which pages that are not the portal's content are told.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct PageWords {
    login: Words,
    maintenance: Words,
    unavailable: Words,
    moved: Words,
    /// How a page calls itself.
    itself: Words,
    /// What it says of itself once it is kept no longer.
    ended: Words,
    /// What a line says that leads to the page that holds.
    elsewhere: Words,
    /// Pages of filters on the way to the portal.
    blocked: Words,
}

/// What is said of dates.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct DateWords {
    /// Days on which something was put there.
    stated: Words,
    /// Other days: those to come, ends, periods.
    other: Words,
    /// All that a line says which dates the page.
    page: Words,
}

/// The list article's row that names the document with the versions.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct ListWords {
    /// What the row says.
    row: Words,
    content: Words,
    document: Words,
    updated: Words,
    edition: Words,
}

impl Profile {
    /// The name of the format.
    pub const SCHEMA: &'static str = "onshikaku.profile/1";

    /// The portal of オンライン資格確認.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(onshikaku::Profile::built_in().name().contains("オンライン資格確認"));
    /// ```
    pub fn built_in() -> &'static Profile {
        static BUILT_IN: OnceLock<Profile> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            let words = serde_json::from_str(include_str!("profile/built_in.json"));
            Profile::compiled(words.unwrap_or_default())
        })
    }

    /// Reads a profile. What it leaves out of `cells` and `pages` is that of the built-in one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) if the text is no JSON of that schema, or gives no heading and no header
    /// of versions.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = onshikaku::Profile::from_json("{}").unwrap_err();
    /// assert!(error.to_string().contains("onshikaku.profile/1"));
    /// ```
    pub fn from_json(json: &str) -> Result<Profile, Error> {
        let mut words: ProfileWords = serde_json::from_str(json)
            .map_err(|error| Error::usage(format!("profile: {error}")))?;
        if words.schema != Self::SCHEMA {
            return Err(Error::usage(format!(
                "profile: schema {:?} instead of {:?}",
                words.schema,
                Self::SCHEMA
            )));
        }
        if words.section.headings.words.is_empty() || words.headers.version.words.is_empty() {
            return Err(Error::usage("profile: section.headings and headers.version need words"));
        }
        let base = &Self::built_in().words;
        let fill = |words: &mut Words, base: &Words| {
            if words.words.is_empty() {
                *words = base.clone();
            }
        };
        fill(&mut words.cells.placeholders, &base.cells.placeholders);
        fill(&mut words.cells.old, &base.cells.old);
        fill(&mut words.cells.new, &base.cells.new);
        fill(&mut words.cells.qualifiers, &base.cells.qualifiers);
        fill(&mut words.cells.ditto, &base.cells.ditto);
        fill(&mut words.cells.units, &base.cells.units);
        fill(&mut words.cells.remarks, &base.cells.remarks);
        fill(&mut words.cells.others, &base.cells.others);
        fill(&mut words.cells.platforms, &base.cells.platforms);
        fill(&mut words.cells.planned, &base.cells.planned);
        fill(&mut words.cells.badges, &base.cells.badges);
        fill(&mut words.section.not_current, &base.section.not_current);
        fill(&mut words.section.pointers, &base.section.pointers);
        fill(&mut words.section.below, &base.section.below);
        fill(&mut words.section.references, &base.section.references);
        fill(&mut words.headers.not_current, &base.headers.not_current);
        fill(&mut words.headers.earlier, &base.headers.earlier);
        fill(&mut words.headers.periods, &base.headers.periods);
        fill(&mut words.pages.login, &base.pages.login);
        fill(&mut words.pages.maintenance, &base.pages.maintenance);
        fill(&mut words.pages.unavailable, &base.pages.unavailable);
        fill(&mut words.pages.moved, &base.pages.moved);
        fill(&mut words.pages.itself, &base.pages.itself);
        fill(&mut words.pages.ended, &base.pages.ended);
        fill(&mut words.pages.elsewhere, &base.pages.elsewhere);
        fill(&mut words.pages.blocked, &base.pages.blocked);
        fill(&mut words.dates.stated, &base.dates.stated);
        fill(&mut words.dates.other, &base.dates.other);
        fill(&mut words.dates.page, &base.dates.page);
        Ok(Profile::compiled(words))
    }

    fn compiled(mut words: ProfileWords) -> Profile {
        words.index();
        let mut apps = HashMap::new();
        let mut files = HashMap::new();
        for app in &words.apps {
            for name in app.aliases.iter().chain([&app.name]) {
                apps.insert(app_key(&key(name)), app.id);
            }
            for file in &app.files {
                apps.entry(app_key(&key(file))).or_insert(app.id);
                apps.entry(app_key(&key(&file_key(file)))).or_insert(app.id);
                files.insert(file_key(file), app.id);
            }
        }
        let mut makers = HashMap::new();
        let mut components = HashMap::new();
        for (index, maker) in words.manufacturers.iter().enumerate() {
            for component in &maker.components {
                let whole = component_key(&component.name);
                let aliases = component.aliases.iter().map(|alias| component_key(alias));
                components.extend(aliases.map(|alias| ((index, alias), whole.clone())));
            }
            for name in maker.aliases.iter().chain(&maker.former).chain([&maker.name]) {
                makers.insert(core_name(name).into_owned(), index);
            }
        }
        let headers = &words.headers;
        let roles = [
            (&headers.number, Role::Number),
            (&headers.name, Role::Name),
            (&headers.name_weak, Role::NameWeak),
            (&headers.manufacturer, Role::Manufacturer),
            (&headers.component, Role::Component),
            (&headers.model, Role::Model),
            (&headers.product, Role::Product),
            (&headers.file, Role::File),
            (&headers.version, Role::Version),
            (&headers.released, Role::Released),
            (&headers.note, Role::Note),
        ];
        let headers = roles
            .into_iter()
            .flat_map(|(words, role)| words.keys.iter().map(move |k| (k.clone(), role)));
        let headers = Headers::new(headers.collect());
        let (apps, files) = (Index::by_first(apps), Index::by_first(files));
        let makers = Index::by_first(makers);
        let of = |lists: &[&Words]| {
            let keys = lists.iter().flat_map(|words| words.keys.clone());
            keys.map(|key| (key, ())).collect::<Vec<_>>()
        };
        let names = words.apps.iter().flat_map(|app| app.aliases.iter().chain([&app.name]));
        let names: Vec<_> = names.map(|name| (key(name).into_owned(), ())).collect();
        let names = [Index::by_first(names.clone()), Index::by_last(names)];
        let cells = &words.cells;
        let affixes = of(&[&cells.badges, &cells.new, &cells.old]);
        let affixes = [Index::by_first(affixes.clone()), Index::by_last(affixes)];
        let endings = Index::by_last(of(&[&cells.planned, &cells.old]));
        Profile { words, apps, files, makers, components, headers, names, affixes, endings }
    }

    /// What the profile is of.
    pub fn name(&self) -> &str {
        &self.words.name
    }

    /// The section's heading, as messages name it.
    pub(crate) fn section_name(&self) -> &str {
        self.words.section.headings.words.first().map_or("", String::as_str)
    }

    /// The application that a name stands for.
    pub(crate) fn app(&self, name: &str) -> Option<App> {
        // Most names are done with their first characters.
        if first_of_key(name).is_some_and(|first| !self.may_begin_app(first)) {
            return None;
        }
        let whole = app_key(&key(name));
        let shorter = || {
            let short = without_parentheses(&whole);
            (short.len() < whole.len()).then(|| self.apps.get(&short)).flatten()
        };
        self.apps.get(&whole).or_else(shorter).copied()
    }

    /// Whether an application's name may begin with a character, what says nothing included.
    fn may_begin_app(&self, first: char) -> bool {
        matches!(first, '-' | 'ー')
            || opens(first)
            || closes(first)
            || PRODUCTS.iter().any(|product| product.starts_with(first))
            || !self.apps.under(first).is_empty()
    }

    /// The application that a file installs.
    pub(crate) fn app_of_file(&self, file: &str) -> Option<App> {
        let file = normalized(file);
        let stem = file_stem(&file);
        let first = stem.chars().next()?.to_ascii_lowercase();
        let words = self.files.under(first).iter();
        words.filter(|(word, _)| word.eq_ignore_ascii_case(stem)).map(|(_, app)| *app).next()
    }

    /// Whether a name without a company's form may be that of a known manufacturer, by its first character.
    pub(crate) fn may_be_maker(&self, name: &str) -> bool {
        first_of_key(name)
            .is_none_or(|first| matches!(first, ',' | '.') || !self.makers.under(first).is_empty())
    }

    /// The index of a known manufacturer, by its core name.
    pub(crate) fn maker(&self, core: &str) -> Option<usize> {
        self.makers.get(core).copied()
    }

    /// What the names of one component share, those of a known manufacturer's table included.
    pub(crate) fn component(&self, maker: Option<usize>, name: &str) -> String {
        let key = component_key(name);
        match maker {
            Some(maker) => {
                let entry = (maker, key);
                self.components.get(&entry).cloned().unwrap_or(entry.1)
            }
            None => key,
        }
    }

    /// Whether a name is that of a known component: of a known manufacturer, or of any.
    pub(crate) fn is_component(&self, maker: Option<usize>, name: &str) -> bool {
        let key = component_key(name);
        let is_of = |at: usize| {
            let whole = |component: &ComponentWords| component_key(&component.name) == key;
            self.components.contains_key(&(at, key.clone()))
                || self.words.manufacturers[at].components.iter().any(whole)
        };
        match maker {
            Some(maker) => is_of(maker),
            None => (0..self.words.manufacturers.len()).any(is_of),
        }
    }

    /// The role of a column, by its header's text.
    pub(crate) fn role(&self, header: &str) -> Option<Role> {
        // Dates and versions fill columns.
        if self.headers.are_not(header) {
            return None;
        }
        let whole = key(header);
        let role =
            if has_marks(&whole) { self.role_of_parts(&whole) } else { self.headers.role(&whole) };
        let role = role?;
        if role == Role::Version && self.is_old_header(&whole) {
            return Some(Role::OldVersion);
        }
        Some(role)
    }

    /// The role of a header with parentheses or several names.
    fn role_of_parts(&self, whole: &str) -> Option<Role> {
        let short = without_parentheses(whole);
        // アプリケーション名／メーカー名 heads names, and バージョン（公開日） versions: what tells most counts.
        let parts = if short.is_empty() { whole } else { &short }.split(['/', '、']);
        let roles = parts.filter_map(|part| self.headers.role(part));
        roles.min_by_key(|role| ROLES_BY_WEIGHT.iter().position(|other| other == role))
    }

    /// Whether a version's header is that of a version that is not the application's current one.
    pub(crate) fn is_old_header(&self, header: &str) -> bool {
        let header = key(header);
        let is_earlier = |part: &str| {
            let ends = self.words.headers.earlier.any(|word| part.ends_with(word));
            ends && self.headers.rank(part).is_none() || self.words.cells.old.has(part)
        };
        let mut parts = header.split(|c: char| !c.is_alphanumeric());
        self.words.headers.not_current.stand_in(&header) || parts.any(is_earlier)
    }

    /// Whether a header names a part of a year, or a place in a row of such: 上期, 第1四半期.
    pub(crate) fn is_period_header(&self, header_key: &str) -> bool {
        self.words.headers.periods.stand_in(header_key)
    }

    /// Whether a part of a header says that what stands below it is what holds: 最新バージョン, 改修後.
    pub(crate) fn is_new_header(&self, part: &str) -> bool {
        let part = key(part);
        self.words.cells.new.any(|word| {
            let is_noun = !word.is_ascii() && word.chars().nth(1).is_some();
            part == word || is_noun && (part.starts_with(word) || part.ends_with(word))
        })
    }

    /// What a header says besides what its column holds, and that it holds: of two columns of versions what each is of.
    pub(crate) fn kind_of_column(&self, header: &str) -> String {
        let (headers, dates) = (&self.words.headers, &self.words.dates);
        let lists = [&headers.version, &headers.file, &headers.released, &self.words.cells.new];
        let keys = lists.into_iter().chain([&dates.stated]).flat_map(|words| &words.keys);
        let mut keys: Vec<&String> = keys.collect();
        keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
        let mut kind = key(header).into_owned();
        for word in keys {
            if kind.contains(word.as_str()) {
                kind = kind.replace(word.as_str(), "");
            }
        }
        kind.retain(char::is_alphanumeric);
        kind
    }

    /// Whether a header is one of a history of changes.
    pub(crate) fn is_history_header(&self, header: &str) -> bool {
        let header = key(header);
        self.words.headers.history.stand_in(&header)
    }

    /// Whether a text is a header's word, and not only ends like one.
    pub(crate) fn is_header(&self, text: &str) -> bool {
        self.rank_of_header(text) != usize::MAX
    }

    /// How early a header stands in the list of its role: of two columns of dates the better one.
    pub(crate) fn rank_of_header(&self, header: &str) -> usize {
        self.headers.rank(&without_parentheses(&key(header))).unwrap_or(usize::MAX)
    }

    pub(crate) fn is_section_heading(&self, heading_key: &str) -> Option<usize> {
        self.words.section.headings.longest_in(heading_key)
    }

    pub(crate) fn is_not_current(&self, heading_key: &str) -> bool {
        self.words.section.not_current.stand_in(heading_key)
    }

    /// Whether a line speaks of something instead of heading it.
    pub(crate) fn is_pointer(&self, line_key: &str) -> bool {
        self.words.section.pointers.stand_in(line_key)
    }

    /// Whether a sentence says that what does not hold stands below it: 旧バージョンは以下のとおりです。
    pub(crate) fn is_old_below(&self, line: &str) -> bool {
        let line = key(line);
        self.words.section.below.stand_in(&line) && self.is_not_current(&line)
    }

    /// Whether a heading is that of what is told besides: 参考情報.
    pub(crate) fn is_reference(&self, heading_key: &str) -> bool {
        self.words.section.references.has(heading_key)
    }

    pub(crate) fn is_other_subject(&self, heading_key: &str) -> bool {
        self.words.section.other_subjects.stand_in(heading_key)
    }

    pub(crate) fn is_other_product(&self, heading_key: &str) -> bool {
        let has = |words: &Words| words.stand_in(heading_key);
        has(&self.words.section.other_products) && !has(&self.words.section.own_product)
    }

    /// Whether a cell's text stands for "not known". Notes in parentheses do not matter.
    pub(crate) fn is_placeholder(&self, text: &str) -> bool {
        let is_dash = |c| matches!(c, '-' | 'ー' | '…' | '.' | '~' | '/' | '×' | '─');
        let may_begin = |c| is_dash(c) || opens(c) || closes(c);
        let words = &self.words.cells.placeholders;
        if !words.may_be(text) && !text.starts_with(may_begin) {
            return false;
        }
        let whole = key(text);
        let short = without_parentheses(&whole);
        let bare = if short.is_empty() { whole.trim_matches(['(', ')']) } else { &*short };
        let dashes = !bare.is_empty() && bare.chars().all(is_dash);
        let bare = bare.trim_end_matches(['。', '.', '※', '*']);
        dashes || words.has(bare)
    }

    pub(crate) fn is_ditto(&self, text: &str) -> bool {
        let words = &self.words.cells.ditto;
        words.may_be(text) && words.has(&key(text))
    }

    /// Whether a text heads a row that is a remark or a sum.
    pub(crate) fn is_remark(&self, text: &str) -> bool {
        let words = &self.words.cells.remarks;
        if !words.may_be(text) && !text.starts_with(['(', '<']) {
            return false;
        }
        let text = key(text);
        let text =
            text.trim_end_matches([':', ')', '】', '>']).trim_start_matches(['(', '【', '<']);
        words.has(text)
    }

    /// Whether a text behind a number makes it a size.
    pub(crate) fn is_unit(&self, text: &str) -> bool {
        let text = key(text);
        self.words.cells.units.has(&text)
    }

    /// Whether a label or note says that what it stands with no longer holds.
    pub(crate) fn is_old_mark(&self, text: &str) -> bool {
        let text = key(text);
        // Latin words are too short to be looked for at the ends of others.
        self.words.cells.old.any(|word| match word.is_ascii() {
            true => text == word,
            false => text.starts_with(word) || text.ends_with(word),
        })
    }

    /// Whether a text is a word for what no longer holds.
    pub(crate) fn is_old_word(&self, text: &str) -> bool {
        let words = &self.words.cells.old;
        words.may_be(text) && words.has(&key(text))
    }

    /// Whether a remark ends in a word for what no longer holds, or does not hold yet: `2023年3月提供終了`.
    pub(crate) fn ends_as_not_current(&self, remark: &str) -> bool {
        let remark = key(remark);
        let remark = ["です", "しました", "いたします", "します", "となります", ")"]
            .iter()
            .fold(&*remark, |rest, end| rest.strip_suffix(end).unwrap_or(rest));
        let mut endings = self.endings.at_end(remark).filter(|word| !word.is_ascii());
        // `Windows 10以前`
        let is_digit = |c: char| c.is_ascii_digit();
        endings.any(|word| !remark[..remark.len() - word.len()].ends_with(is_digit))
    }

    /// Whether an unknown name holds that of a known application, or is nearly one.
    pub(crate) fn is_near_app(&self, name: &str) -> bool {
        let name = key(name);
        let [by_first, by_last] = &self.names;
        if by_first.stand_in(&name) {
            return true;
        }
        // What differs in one place begins or ends alike.
        let name = without_parentheses(&name);
        let mut ends = name.chars();
        let (first, last) = (ends.next().unwrap_or_default(), ends.next_back().unwrap_or_default());
        let mut words = by_first.under(first).iter().chain(by_last.under(last));
        words.any(|(app, ())| is_near(&name, app))
    }

    /// Whether a label or note says that what it stands with holds.
    pub(crate) fn is_new_mark(&self, text: &str) -> bool {
        let text = key(text);
        self.words.cells.new.has(&text)
    }

    /// Whether a note makes a version a bound or not final.
    pub(crate) fn is_qualifier(&self, text: &str) -> bool {
        let text = key(text);
        // 仮 is one, and 仮想環境 has none.
        let is_word = |word: &str| word.len() > '仮'.len_utf8() || !word.starts_with('仮');
        let mut words = self.words.cells.qualifiers.standing_in(&text);
        words.any(|word| is_word(word) || text == word)
    }

    /// Whether a label makes the version behind it a bound or not final: `最低`, `次期`.
    pub(crate) fn is_qualified_by(&self, label: &str) -> bool {
        let label = key(label);
        self.words.cells.qualifiers.any(|word| label.starts_with(word) || label.ends_with(word))
    }

    /// Whether a label is that of a number which is no version of the row's: `サイズ`, `OS`.
    pub(crate) fn is_of_other(&self, label: &str) -> bool {
        let label = key(label);
        self.words.cells.others.any(|word| label == word)
    }

    /// The length of the name of a system that a text begins with.
    pub(crate) fn platform(&self, text: &str) -> Option<usize> {
        let words = &self.words.cells.platforms;
        if !words.may_be(text) {
            return None;
        }
        let begins = |word: &&String| {
            let start = text.get(..word.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        let names = words.words.iter().filter(begins).map(String::len);
        names.filter(|&end| !text[end..].starts_with(char::is_alphabetic)).max()
    }

    /// Whether a label or note says that what it stands with does not hold yet.
    pub(crate) fn is_planned(&self, text: &str) -> bool {
        let text = key(text);
        self.words.cells.planned.stand_in(&text)
    }

    /// Whether a text stands beside a name to say that its row is new or has changed.
    pub(crate) fn is_badge(&self, text: &str) -> bool {
        let CellWords { badges, new, .. } = &self.words.cells;
        let may_be = badges.may_be(text) || new.may_be(text);
        let text = if may_be { key(text) } else { return false };
        badges.has(&text) || new.has(&text)
    }

    /// A name without such a word, or one for what is old, at its beginning or end; and the word.
    pub(crate) fn affix<'n>(&self, name: &'n str) -> Option<(&'n str, &'n str)> {
        let [by_first, by_last] = &self.affixes;
        let first = name.chars().next()?.to_ascii_lowercase();
        let last = name.chars().next_back()?.to_ascii_lowercase();
        let begins = by_first.under(first).iter().find_map(|(word, ())| {
            let begin = name.get(..word.len()).filter(|begin| begin.eq_ignore_ascii_case(word))?;
            Some((&name[word.len()..], begin))
        });
        let ends = || {
            by_last.under(last).iter().find_map(|(word, ())| {
                let at = name.len().checked_sub(word.len())?;
                let end = name.get(at..).filter(|end| end.eq_ignore_ascii_case(word))?;
                Some((&name[..at], end))
            })
        };
        begins.or_else(ends)
    }

    /// Words by which pages that hold no versions are told, as [`key`] spells them.
    pub(crate) fn page_words(&self, kind: PageKind) -> &[String] {
        let pages = &self.words.pages;
        match kind {
            PageKind::Login => &pages.login.keys,
            PageKind::Maintenance => &pages.maintenance.keys,
            PageKind::Unavailable => &pages.unavailable.keys,
            PageKind::Moved => &pages.moved.keys,
            PageKind::Itself => &pages.itself.keys,
            PageKind::Ended => &pages.ended.keys,
            PageKind::Elsewhere => &pages.elsewhere.keys,
            PageKind::Blocked => &pages.blocked.keys,
        }
    }

    /// Whether a label, as [`key`] spells it, says this of its date.
    pub(crate) fn is_date_label(&self, label_key: &str, kind: DateLabel) -> bool {
        let dates = &self.words.dates;
        match kind {
            DateLabel::Stated => dates.stated.stand_in(label_key),
            DateLabel::Other => dates.other.stand_in(label_key),
            DateLabel::Page => dates.page.has(label_key),
        }
    }

    /// Whether a line has a word that dates the page.
    pub(crate) fn may_date_page(&self, line: &str) -> bool {
        self.words.dates.page.stand_in(line)
    }

    /// Words of the list article, as [`key`] spells them.
    pub(crate) fn list_words(&self, part: ListPart) -> &[String] {
        let list = &self.words.list;
        match part {
            ListPart::Row => &list.row.keys,
            ListPart::Content => &list.content.keys,
            ListPart::Document => &list.document.keys,
            ListPart::Updated => &list.updated.keys,
            ListPart::Edition => &list.edition.keys,
        }
    }
}

impl ProfileWords {
    fn index(&mut self) {
        let ProfileWords { section, headers, cells, pages, list, dates, hosts, .. } = self;
        let all = [
            &mut section.headings,
            &mut section.not_current,
            &mut section.other_products,
            &mut section.own_product,
            &mut section.other_subjects,
            &mut section.pointers,
            &mut section.below,
            &mut section.references,
            &mut headers.number,
            &mut headers.name,
            &mut headers.name_weak,
            &mut headers.manufacturer,
            &mut headers.component,
            &mut headers.model,
            &mut headers.product,
            &mut headers.file,
            &mut headers.version,
            &mut headers.not_current,
            &mut headers.earlier,
            &mut headers.periods,
            &mut headers.released,
            &mut headers.note,
            &mut headers.history,
            &mut cells.placeholders,
            &mut cells.old,
            &mut cells.new,
            &mut cells.qualifiers,
            &mut cells.ditto,
            &mut cells.units,
            &mut cells.remarks,
            &mut cells.others,
            &mut cells.badges,
            &mut cells.planned,
            &mut cells.platforms,
            &mut pages.login,
            &mut pages.maintenance,
            &mut pages.unavailable,
            &mut pages.moved,
            &mut pages.itself,
            &mut pages.ended,
            &mut pages.elsewhere,
            &mut pages.blocked,
            &mut list.row,
            &mut list.content,
            &mut list.document,
            &mut list.updated,
            &mut list.edition,
            &mut dates.stated,
            &mut dates.other,
            &mut dates.page,
            hosts,
        ];
        all.into_iter().for_each(Words::index);
    }
}

/// Kinds of pages that hold no versions, and what such a page says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageKind {
    Login,
    Maintenance,
    Unavailable,
    Moved,
    Itself,
    Ended,
    Elsewhere,
    Blocked,
}

/// What a label says of the date beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateLabel {
    Stated,
    Other,
    Page,
}

/// Parts of the list article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListPart {
    Row,
    Content,
    Document,
    Updated,
    Edition,
}

/// The product's names, which say nothing in front of an application's.
const PRODUCTS: [&str; 4] =
    ["オンライン資格確認等システム", "オンライン資格確認システム", "オンライン資格確認", "oqs"];

/// How much of a name may differ from a known one.
const NEAR: usize = 2;

/// Whether two names differ in one place by a character or two.
fn is_near(a: &str, b: &str) -> bool {
    let (longer, shorter) = if a.len() < b.len() { (b, a) } else { (a, b) };
    if longer.len() > shorter.len() + 4 * NEAR {
        return false;
    }
    let same = |(a, b): &(char, char)| a == b;
    let ahead = longer.chars().zip(shorter.chars()).take_while(same).count();
    let ends = longer.chars().rev().zip(shorter.chars().rev());
    let (most, least) = (longer.chars().count(), shorter.chars().count());
    let behind = ends.take_while(same).count().min(least.saturating_sub(ahead));
    most.saturating_sub(ahead + behind) <= NEAR && least > 3 * NEAR
}

/// What the keys of one application's names share: アプリ is アプリケーション, and a dash says nothing.
fn app_key(key: &str) -> String {
    let mut name = String::with_capacity(key.len());
    let mut rest = key;
    while let Some(at) = rest.find(['ア', '-', 'ー']) {
        name.push_str(&rest[..at]);
        if let Some(behind) = rest[at..].strip_prefix("アプリケーション") {
            name.push_str("アプリ");
            rest = behind;
        } else {
            let mut behind = rest[at..].chars();
            name.extend(behind.next().filter(|&c| c == 'ア'));
            rest = behind.as_str();
        }
    }
    name.push_str(rest);
    for product in PRODUCTS {
        if let Some(rest) = name.strip_prefix(product).filter(|rest| !rest.is_empty()) {
            return rest.trim_start_matches(['_', ':', '用']).to_owned();
        }
    }
    name
}

/// A file's name without folder, ending and version. The name must be normalized.
fn file_stem(file: &str) -> &str {
    let behind = memchr::memrchr2(b'/', b'\\', file.as_bytes()).map_or(0, |at| at + 1);
    let name = file[behind..].trim();
    let stem = &name[..name.len() - file_ending(name).map_or(0, str::len)];
    match version_in_file_name(stem) {
        Some(version) => stem[..stem.len() - version.as_str().len()]
            .trim_end_matches(['_', '-', '.', 'v', 'V', ' ']),
        None => stem,
    }
}

/// What is the same for all spellings of a file's name.
fn file_key(file: &str) -> String {
    file_stem(&normalized(file)).to_ascii_lowercase()
}

/// A key without what stands in parentheses.
pub(crate) fn without_parentheses(key: &str) -> Cow<'_, str> {
    if !has_marks(key) {
        return Cow::Borrowed(key);
    }
    let mut out = Cow::Borrowed("");
    let mut depth = 0usize;
    let mut rest = key;
    while let Some(at) = rest.find(is_parenthesis) {
        let (part, behind) = rest.split_at(at);
        if depth == 0 {
            push_part(&mut out, part);
        }
        let mut chars = behind.chars();
        match chars.next() {
            Some(c) if opens(c) => depth += 1,
            _ => depth = depth.saturating_sub(1),
        }
        rest = chars.as_str();
    }
    if depth == 0 {
        push_part(&mut out, rest);
    }
    out
}

/// Whether a key may have parentheses or separators.
fn has_marks(key: &str) -> bool {
    // The last is a byte of `【`, `〔` and `、`, and of little else. All bytes are looked at, many at a time.
    let is_mark = |b| matches!(b, b'('..=b')' | b'[' | b']' | b'<' | b'>' | b'/' | 0x80);
    key.bytes().fold(false, |any, b| any | is_mark(b))
}

fn is_parenthesis(c: char) -> bool {
    opens(c) || closes(c)
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '【' | '〔' | '<')
}

fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '】' | '〕' | '>')
}
/// A component's name without what its spellings differ in: parentheses, hyphens and long vowels.
fn component_key(name: &str) -> String {
    key(name).chars().filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '-' | 'ー')).collect()
}
