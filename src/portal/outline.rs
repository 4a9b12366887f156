//! What stands over, before and behind each table of a page: headings, and lines that look like them.

use std::rc::Rc;

use crate::date::Date;
use crate::html::{Block, BlockKind, Document, ItemRef, MarkKind, Table, Text};
use crate::profile::Profile;
use crate::spelling::{key, normalized};

use super::{dates, rows, shown};

/// How much of a line is kept.
const TEXT_CHARS: usize = 120;

/// A line of the page that may head what comes after it.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// 1 to 6 for `<h1>` to `<h6>`, 7 for other lines that look like headings, 8 and 9 for a table's own.
    level: u8,
    pub(super) text: String,
    pub(super) meaning: Meaning,
    /// The first link in it.
    link: Option<usize>,
    /// How the section's heading is spelled on the page.
    as_it_stands: Option<String>,
}

impl Heading {
    fn new(level: u8, text: &str, meaning: Meaning) -> Heading {
        Heading { level, text: beginning(text), meaning, link: None, as_it_stands: None }
    }

    /// The heading as it stands on the page.
    fn shown(&self) -> String {
        self.as_it_stands.as_ref().unwrap_or(&self.text).clone()
    }

    /// Whether two lines begin with the same mark: `■` and `■`, `⑨` and `⑩`.
    fn is_marked_like(&self, other: &Heading) -> bool {
        let mark = |heading: &Heading| {
            let first = heading.text.chars().next()?;
            Some(if first.is_ascii_digit() { '0' } else { first })
        };
        begins_like_heading(&self.text) && mark(self) == mark(other)
    }
}

fn beginning(text: &str) -> String {
    if text.len() <= TEXT_CHARS || text.chars().count() <= TEXT_CHARS {
        return text.to_owned();
    }
    text.chars().take(TEXT_CHARS).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The version section.
    Section,
    /// Old versions, a history: whatever stands below is that too.
    Old,
    /// Another product: whatever stands below is that too.
    Product,
    /// Another subject, such as the operating environment: says nothing of what stands below a heading inside.
    Aside,
    /// A known application, as over a table of its manufacturers.
    App,
    /// What holds now, beside what does not: ends what stands over it, and says no more.
    Current,
    Neutral,
}

impl Meaning {
    pub(super) fn tells(self) -> bool {
        !matches!(self, Meaning::App | Meaning::Current | Meaning::Neutral)
    }

    /// Whether it heads something else than the section.
    pub(super) fn is_other(self) -> bool {
        matches!(self, Meaning::Old | Meaning::Product | Meaning::Aside)
    }
}

/// A heading over a table, and what it has headed so far.
#[derive(Debug, Clone)]
struct Over {
    /// Which of the page's lines it is.
    line: usize,
    heading: Rc<Heading>,
    /// Tables between it and the one at hand.
    tables: usize,
}

impl Over {
    fn is_other(&self) -> bool {
        matches!(self.heading.meaning, Meaning::Old | Meaning::Product)
    }

    /// Whether it is the section's heading, and its table has not come yet.
    fn waits(&self) -> bool {
        self.heading.meaning == Meaning::Section && self.tables == 0
    }
}

/// Where a table stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Surroundings {
    over: Vec<Over>,
    /// The last line before it that tells what it is, since the table before.
    before: Option<Rc<Heading>>,
    /// The line right behind it.
    behind: Option<Rc<Heading>>,
    /// The table with data before it.
    follows: Option<usize>,
    /// The line right before it.
    line: Option<Rc<Heading>>,
    /// A date that the heading or a line below it states.
    pub(super) date: Option<Date>,
    /// A line between the section's heading and it speaks of something else, and may mean it.
    is_doubtful: bool,
}

impl Surroundings {
    pub(super) fn is_told_before(&self) -> bool {
        self.before.is_some()
    }

    pub(super) fn is_told_behind(&self) -> bool {
        self.behind.as_ref().is_some_and(|heading| heading.meaning.tells())
    }

    /// The manufacturer that the line right before the table names, or the heading over it.
    pub(super) fn maker(&self, profile: &Profile) -> Option<&str> {
        let over = self.over.last().filter(|over| over.tables == 0).map(|over| &over.heading);
        let lines = self.line.iter().chain(over);
        lines.filter_map(|line| rows::maker_in(&line.text, profile)).next()
    }

    /// The date that the line right before the table, or right behind it, states of it.
    pub(super) fn date_beside(&self, profile: &Profile) -> Option<Date> {
        let lines = self.line.iter().chain(&self.behind);
        let mut lines = lines.filter(|line| line.level == 7 && !line.meaning.is_other());
        lines.find_map(|line| dates::stated(&line.text, profile))
    }

    pub(super) fn is_under_section(&self) -> bool {
        self.over.iter().any(|over| over.heading.meaning == Meaning::Section)
    }
}

/// The lines of a page around its tables.
#[derive(Debug)]
pub(super) struct Outline {
    /// For each table.
    pub(super) places: Vec<Surroundings>,
    /// The first heading of the section, wherever it is.
    pub(super) section: Option<String>,
    /// The day of the page's last change, as it says itself.
    pub(super) page_date: Option<Date>,
}

impl Outline {
    /// `has_versions` says for each table whether its header has versions beside names.
    pub(super) fn of(document: &Document, has_versions: &[bool], profile: &Profile) -> Outline {
        let mut walk = Walk {
            document,
            outline: Outline {
                places: vec![Surroundings::default(); document.tables().len()],
                section: None,
                page_date: None,
            },
            over: Vec::new(),
            before: None,
            before_table: None,
            date: None,
            section: None,
            last_table: None,
            table_before: None,
            line: 0,
            is_doubtful: false,
        };
        for item in document.items() {
            match item {
                ItemRef::Table(index) => {
                    walk.table(index, &document.tables()[index], has_versions[index], profile);
                }
                ItemRef::Block(block) if block.is_hidden() || block.is_aside() => {}
                ItemRef::Block(block) => walk.block(block, profile),
            }
        }
        walk.outline
    }
}

impl Outline {
    /// The place of a table that follows one of the section's with nothing between that says otherwise.
    pub(super) fn goes_on(&self, index: usize, place: Place, before: Option<Loose<'_>>) -> Place {
        let Some(before) = before else { return place };
        let around = &self.places[index];
        let follows = around.follows == Some(before.table) && around.before.is_none();
        match place {
            Place::Other | Place::Neutral | Place::App if follows => Place::Section {
                line: None,
                heading: before.text.to_owned(),
                doubtful: before.doubtful,
            },
            place => place,
        }
    }
}

struct Walk<'d> {
    document: &'d Document,
    outline: Outline,
    over: Vec<Over>,
    before: Option<Rc<Heading>>,
    /// The last line since the table before.
    before_table: Option<Rc<Heading>>,
    date: Option<Date>,
    /// The line before, if it is the section's heading.
    section: Option<Rc<Heading>>,
    /// The table before, as long as no line has followed it.
    last_table: Option<usize>,
    table_before: Option<usize>,
    line: usize,
    /// A line in the section speaks of something else, and may mean the next table.
    is_doubtful: bool,
}

impl Walk<'_> {
    fn table(&mut self, index: usize, table: &Table, has_versions: bool, profile: &Profile) {
        if let Some(section) = self.section.take() {
            self.outline.section.get_or_insert_with(|| section.shown());
        }
        let place = &mut self.outline.places[index];
        place.over.clone_from(&self.over);
        place.date = self.date;
        // A line stands before the table that holds data, not before the one that lays it out.
        if table.is_hidden() || table.has_tables() {
            return;
        }
        if let Some(text) = only_text(table) {
            let level = text.marks().iter().find_map(|mark| match mark.kind {
                MarkKind::Heading(level) => Some(level),
                _ => None,
            });
            let heading = heading_of(text, level.unwrap_or(7), profile);
            let is_over = level.is_some() || is_like_heading(&heading);
            self.heading(heading, is_over, profile);
            return;
        }
        let own = own_heading(table, profile).filter(|own| own.meaning.tells()).map(Rc::new);
        place.before = own.or_else(|| self.before.clone());
        place.is_doubtful = std::mem::take(&mut self.is_doubtful);
        place.follows = self.table_before.replace(index);
        place.line = self.before_table.take();
        // A list of documents in between does not take the heading away from the version table.
        self.before = self.before.take().filter(|before| !has_versions && before.level < 7);
        self.last_table = Some(index);
        for over in &mut self.over {
            over.tables += 1;
        }
    }

    fn block(&mut self, block: &Block, profile: &Profile) {
        for heading in headings_of(block, profile) {
            let is_over = is_over_what_follows(block, &heading);
            if self.is_section_waiting() {
                self.end_of_list(block, &heading);
                if self.points_elsewhere(&heading, profile) {
                    continue;
                }
            }
            self.heading(heading, is_over, profile);
        }
    }

    fn is_section_waiting(&self) -> bool {
        self.over.iter().any(Over::waits)
    }

    /// What a line such as 更新履歴 headed, where entries of a list follow it: not the section's table below them.
    fn end_of_list(&mut self, block: &Block, line: &Heading) {
        let heads_list =
            |over: &mut Over| over.heading.level == 7 && over.heading.meaning.is_other();
        let is_dated = Date::find(&line.text).is_some_and(|(_, range)| range.start == 0);
        let is_entry = is_dated || block.kind() == BlockKind::ListItem;
        if is_entry && self.over.pop_if(heads_list).is_some() {
            self.before = None;
            self.is_doubtful |= !is_dated;
        }
    }

    /// Whether a line before the section's table only speaks of something else: 旧バージョンはこちら. Without a link it may mean
    /// the table all the same.
    fn points_elsewhere(&mut self, line: &Heading, profile: &Profile) -> bool {
        if line.meaning == Meaning::Neutral {
            self.is_doubtful |= line.level == 7 && profile.is_old_below(&line.text);
            return false;
        }
        let links = self.document.links();
        let leads =
            |index: usize| links.get(index).is_some_and(|link| !link.href().starts_with('#'));
        let is_link = line.link.is_some_and(leads);
        let points = line.meaning.is_other() && (is_link || profile.is_pointer(&key(&line.text)));
        self.is_doubtful |= points && !(is_link && line.level == 7);
        points
    }

    /// A line, and whether it heads what follows.
    fn heading(&mut self, heading: Heading, is_over: bool, profile: &Profile) {
        let heading = Rc::new(heading);
        self.line += 1;
        self.before_table = Some(heading.clone());
        if let Some(index) = self.last_table.take() {
            self.outline.places[index].behind = Some(heading.clone());
        }
        // A line of text is a heading only if something follows: footers name the section too.
        if let Some(section) = self.section.take() {
            self.outline.section.get_or_insert_with(|| section.shown());
        }
        if heading.meaning == Meaning::Section {
            self.date = None;
            if heading.level < 7 {
                self.outline.section.get_or_insert_with(|| heading.shown());
            }
            self.section = Some(heading.clone());
        }
        let in_section = heading.meaning == Meaning::Section
            || self.over.iter().any(|over| over.heading.meaning == Meaning::Section);
        if in_section {
            // Of several lines over the table the latest; what stands below it is not asked once there is one.
            if self.date.is_none() || self.is_section_waiting() {
                self.date = self.date.max(dates::stated(&heading.text, profile));
            }
        } else if self.outline.page_date.is_none() {
            self.outline.page_date = dates::of_page(&heading.text, profile);
        }
        if heading.meaning.tells() {
            self.before = Some(heading.clone());
        }
        if is_over {
            self.make_room(&heading);
            self.over.push(Over { line: self.line, heading, tables: 0 });
        }
        if !self.over.iter().any(|over| over.heading.meaning == Meaning::Section) {
            self.date = None;
        }
    }

    /// Ends what stands over a new heading. A line of text does not end a section whose table is still to come.
    fn make_room(&mut self, heading: &Heading) {
        if heading.level < 7 || heading.meaning == Meaning::Section {
            self.is_doubtful = false;
        }
        let level = heading.level;
        let stays = |over: &Over| {
            let is_inside = level == 7 && heading.meaning != Meaning::Section && over.waits();
            over.heading.level < level || is_inside
        };
        self.over.retain(stays);
        let section = self.over.iter().find(|over| over.heading.level == level && over.waits());
        self.is_doubtful |= section.is_some_and(|over| over.heading.is_marked_like(heading));
    }
}

/// The text of a table that is only a frame around a line.
pub(super) fn only_text(table: &Table) -> Option<&Text> {
    let grid = table.grid();
    if grid.cells().len() > 4 {
        return None;
    }
    let mut filled = grid.cells().iter().map(|cell| cell.text()).filter(|text| !text.is_empty());
    let only = filled.next()?;
    filled.next().is_none().then_some(only)
}

/// A table of the section, and its heading, which no line of the page carries on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loose<'a> {
    pub(super) table: usize,
    pub(super) text: &'a str,
    pub(super) doubtful: bool,
}

/// What a table's place says of it.
#[derive(Debug)]
pub(super) enum Place {
    /// It stands in the section.
    Section {
        /// Which of the page's lines is the heading; none for the table's own.
        line: Option<usize>,
        heading: String,
        /// A heading of something else stands over it too, but over another table before.
        doubtful: bool,
    },
    /// It stands under the name of an application.
    App,
    /// It stands under a heading that says no more than that it holds now.
    Current,
    Other,
    Neutral,
}

/// What a table's place says of it.
pub(super) fn place(
    table: &Table,
    titles: &[String],
    around: &Surroundings,
    by_lines_behind: bool,
    profile: &Profile,
) -> Place {
    let titles = titles.iter().map(|text| title(text, profile));
    let own = own_heading(table, profile).into_iter().chain(titles);
    let own = own.max_by_key(|own| (own.meaning.is_other(), own.meaning.tells(), own.level == 8));
    let (mut names_app, mut skipped, mut is_current) = (false, false, false);
    match own.as_ref().map(|own| own.meaning) {
        Some(meaning) if meaning.is_other() => return Place::Other,
        Some(Meaning::Section)
            if !around.over.iter().any(|over| over.is_other() && over.tables == 0) =>
        {
            let doubtful = around.over.iter().any(Over::is_other);
            let heading = own.map(|own| own.shown()).unwrap_or_default();
            return Place::Section { line: None, heading, doubtful };
        }
        Some(Meaning::App) => names_app = true,
        _ => {}
    }
    if by_lines_behind {
        return match &around.behind {
            Some(behind) if behind.meaning == Meaning::Section => {
                Place::Section { line: None, heading: behind.shown(), doubtful: false }
            }
            Some(behind) if behind.meaning.tells() => Place::Other,
            _ => Place::Neutral,
        };
    }
    for (at, over) in around.over.iter().enumerate().rev() {
        match over.heading.meaning {
            // A line of text heads the table below it; what comes after that table may not be its.
            _ if over.heading.level == 7 && over.is_other() && over.tables > 0 => skipped = true,
            Meaning::Old | Meaning::Product | Meaning::Aside => return Place::Other,
            Meaning::Section => {
                let is_doubtful = skipped || around.is_doubtful;
                return in_section(over, &around.over[..at], is_doubtful);
            }
            Meaning::App => names_app = true,
            Meaning::Current => is_current = true,
            Meaning::Neutral => {}
        }
    }
    match (skipped, names_app) {
        (true, _) => Place::Other,
        (_, true) => Place::App,
        _ if is_current => Place::Current,
        _ => Place::Neutral,
    }
}

/// A table under a heading of the section, which may itself stand under another heading.
fn in_section(over: &Over, outer: &[Over], is_doubtful: bool) -> Place {
    // Levels are used carelessly: what comes after another part's table may be meant to stand beside that part.
    let belongs = |outer: &Over| outer.is_other() && outer.tables == over.tables;
    if outer.iter().any(belongs) {
        return Place::Other;
    }
    let doubtful = is_doubtful || outer.iter().any(Over::is_other);
    Place::Section { line: Some(over.line), heading: over.heading.shown(), doubtful }
}

/// The heading that a table itself has: its caption.
fn own_heading(table: &Table, profile: &Profile) -> Option<Heading> {
    table.caption().map(|caption| heading_of(caption, 8, profile))
}

/// What the full-width rows above a table's header say of it.
pub(super) fn meaning_of_titles(titles: &[String], profile: &Profile) -> Option<Meaning> {
    titles.iter().map(|text| title(text, profile).meaning).find(|meaning| meaning.tells())
}

fn title(text: &str, profile: &Profile) -> Heading {
    heading_of(&Text::plain(text), 9, profile)
}

/// Whether a line heads what comes after it, and not only its own paragraph.
fn is_over_what_follows(block: &Block, heading: &Heading) -> bool {
    if heading.level < 7 {
        return true;
    }
    if block.is_link() {
        return false;
    }
    match block.kind() {
        BlockKind::Label => true,
        // Tabs and lists of contents name other parts too.
        BlockKind::ListItem => heading.meaning == Meaning::Section,
        _ => is_like_heading(heading) || is_strong(block.text()),
    }
}

fn is_like_heading(heading: &Heading) -> bool {
    heading.meaning != Meaning::Neutral || begins_like_heading(&heading.text)
}

fn is_strong(text: &Text) -> bool {
    let length = text.as_str().len();
    text.marks().iter().any(|mark| mark.kind == MarkKind::Strong && mark.range.len() == length)
}

/// `【`, `■`, `⑨`, `9.`, `（9）` and their like in front of a line.
fn begins_like_heading(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['【', '■', '●', '◆', '◇', '□', '○', '▼', '▽', '◎', '★', '<', '[', '《', '〈'])
        || rows::starts_with_number(text)
}

/// The lines of a block, each as a heading it may be.
fn headings_of(block: &Block, profile: &Profile) -> Vec<Heading> {
    let level = match block.kind() {
        BlockKind::Heading(level) => level,
        _ => 7,
    };
    let whole = line(block.text(), level, profile);
    // A heading may be broken into lines itself.
    if level < 7 || block.text().breaks().is_empty() || whole.meaning == Meaning::Section {
        return vec![whole];
    }
    let lines = block.text().line_ranges().map(|range| block.text().slice(range));
    lines.map(|text| line(&text, level, profile)).collect()
}

/// A line as a heading. A link to the section is not its heading, but a heading may be a link.
fn line(text: &Text, level: u8, profile: &Profile) -> Heading {
    let link = text.marks().iter().find_map(|mark| match mark.kind {
        MarkKind::Link(index) => Some(index),
        _ => None,
    });
    if level == 7 && link.is_some() && is_mostly_links(text) {
        return Heading::new(level, &normalized(&shown(text)), Meaning::Neutral);
    }
    Heading { link, ..heading_of(text, level, profile) }
}

fn is_mostly_links(text: &Text) -> bool {
    let linked: usize = text
        .marks()
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Link(_)))
        .map(|mark| mark.range.len())
        .sum();
    linked * 2 > text.as_str().len()
}

/// Longer lines that are no `<h1>` to `<h6>` are sentences.
const HEADING_CHARS: usize = 48;

fn heading_of(text: &Text, level: u8, profile: &Profile) -> Heading {
    // Most of a page is prose: what cannot be a heading by its length is not looked at further.
    if level == 7 && text.as_str().len() > HEADING_CHARS * 6 {
        return Heading::new(level, "", Meaning::Neutral);
    }
    let shown = shown(text);
    let text = normalized(&shown);
    let is_long = text.chars().count() > HEADING_CHARS;
    let is_sentence = level == 7 && (is_long || is_sentence(&text));
    let meaning = if is_sentence { Meaning::Neutral } else { meaning(&key(&text), level, profile) };
    let as_it_stands = (meaning == Meaning::Section).then(|| beginning(&shown));
    Heading { as_it_stands, ..Heading::new(level, &text, meaning) }
}

/// Whether a line is a sentence, a row of links or a trail of them.
fn is_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches([')', '」', ' ']);
    bare.ends_with('。')
        || text.contains(['|', '>', '»', '›', '≫'])
        || ["ください", "ます", "です", "ました", "ません", "下さい"]
            .iter()
            .any(|end| bare.ends_with(end))
        || text.starts_with('※')
}

fn meaning(key: &str, level: u8, profile: &Profile) -> Meaning {
    if profile.is_other_product(key) {
        return Meaning::Product;
    }
    let section = profile.is_section_heading(key);
    // `アプリケーションバージョン情報の改版履歴` is a history; `アプリケーションバージョン情報（2022/10/17更新）` is the section.
    if profile.is_not_current(key) {
        // 次回更新予定：8月1日 is said of the page, and heads nothing.
        let is_statement = level == 7 && section.is_none() && Date::find(key).is_some();
        return if is_statement { Meaning::Neutral } else { Meaning::Old };
    }
    if profile.is_other_subject(key) && section.is_none() {
        return Meaning::Aside;
    }
    if section.is_none()
        && level < 9
        && profile.app(key.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')).is_some()
    {
        return Meaning::App;
    }
    if section.is_none() && profile.is_new_mark(key.split('(').next().unwrap_or(key)) {
        return Meaning::Current;
    }
    match section {
        // A line of text is the heading only if it is little else.
        Some(length) if level != 7 || key.len() <= length + 60 => Meaning::Section,
        _ => Meaning::Neutral,
    }
}
