//! Rows → records: which application, manufacturer and component each row is, and what its version's cell says.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ptr;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::app::App;
use crate::date::Date;
use crate::file_name::{is_file, version_of_file};
use crate::html::{Cell, MarkKind, Table, Text};
use crate::manufacturer::{identity, is_company};
use crate::profile::{Profile, Role};
use crate::reading::{self, Arrow, Reading, UNSAID};
use crate::snapshot::{self, AppRecord, Aside, ManufacturerRecord, PublishedVersion, Warning};
use crate::spelling::{core_name, key, normalized, spelled_out};
use crate::warning_code::WarningCode;

use super::columns::{self, Layout, View, only_text};
use super::decoration;
use super::{Records, display_name, is_plain_name, shown};

/// What the page says of a table as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// The manufacturer whose components it lists, if it is one's alone.
    pub(super) maker: Option<&'a str>,
    /// The section's heading over it.
    pub(super) heading: Option<&'a str>,
    /// Whether the page breaks off in it.
    pub(super) ends_in_row: bool,
    /// What the table before gives, if it goes on with that.
    pub(super) before: Option<&'a Records>,
}

/// Reads the rows of a table.
pub(super) fn read(
    index: usize,
    table: &Table,
    layout: &Layout,
    around: Around<'_>,
    profile: &Profile,
) -> Records {
    let mut parts = layout.side_by_side().into_iter();
    let read = |layout| {
        let rows = Rows::new(index, table, layout, profile);
        let rows = Rows { heading: around.heading, ..rows }.of(around.maker);
        rows.going_on(around.before).read(around.ends_in_row)
    };
    let mut records = parts.next().map(read).unwrap_or_default();
    if parts.len() > 0 {
        parts.map(read).for_each(|part| records.extend(part));
        records.apps.sort_by_key(|record| (record.cell.row, record.cell.column));
        records.manufacturers.sort_by_key(|record| (record.cell.row, record.cell.column));
    }
    records
}

/// What the rows above say of the row at hand.
#[derive(Debug, Default)]
struct State<'r> {
    /// The name under which rows without one go on.
    app: Option<Named<'r>>,
    known: Option<App>,
    number: Option<String>,
    maker: Option<Named<'r>>,
    /// The column of names in which the manufacturer stands.
    maker_col: Option<usize>,
    heads: Heads,
    in_reader: bool,
    is_of_makers: bool,
    /// Below a divider that says "old versions".
    is_old: bool,
    file: Option<String>,
    last: Last,
    /// The cell of a name that was read last: it may span rows.
    read: Option<(&'r Cell, Part<'r>)>,
}

/// Whether the manufacturer's row only heads those of its components.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Heads {
    #[default]
    No,
    /// No version stands in it: it is the last record.
    Last,
    /// It is no record.
    Yes,
}

/// Which record the row above is.
#[derive(Debug, Default, Clone, Copy)]
enum Last {
    #[default]
    None,
    App(usize),
    Maker(usize),
}

/// A name in one spelling, and its cell's text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Named<'r> {
    pub(super) name: Cow<'r, str>,
    raw: Cow<'r, str>,
    note: Option<String>,
    /// What it says besides the name: `（旧）` and the like.
    is_old: bool,
    /// `（試験用）` and the like.
    is_doubtful: bool,
    /// Whether its row is that of a component of it is not certain.
    is_unclear: bool,
    /// It stands below another name, by a mark or by space in front.
    is_indented: bool,
}

impl Named<'_> {
    /// The same with a copy of its name.
    fn owned<'r>(self, raw: Cow<'r, str>) -> Named<'r> {
        Named {
            name: Cow::Owned(self.name.into_owned()),
            raw,
            note: self.note,
            is_old: self.is_old,
            is_doubtful: self.is_doubtful,
            is_unclear: self.is_unclear,
            is_indented: self.is_indented,
        }
    }

    /// What the name says of the row's versions.
    fn doubt(&self, reading: &mut Reading) {
        if self.is_old {
            reading.leave_out_old();
        } else if self.is_doubtful && !reading.versions.is_empty() {
            reading.warn(WarningCode::VersionQualified);
        }
    }

    /// The name with a company's form written out.
    fn spelled_out(mut self) -> Self {
        if let Cow::Owned(name) = spelled_out(&self.name) {
            self.name = Cow::Owned(name);
        }
        self
    }
}

struct Rows<'r> {
    index: usize,
    view: View<'r>,
    layout: Rc<Layout>,
    profile: &'r Profile,
    /// The section's heading over the table.
    heading: Option<&'r str>,
    state: State<'r>,
    records: Records,
}

/// What a row's cells give besides its names.
struct Values {
    reading: Reading,
    cell: snapshot::Cell,
    file: Option<String>,
    /// A text in the file's column that is no file.
    part: Option<String>,
    released: Option<Date>,
    released_from: Aside<Box<str>>,
    extra: Vec<(String, String)>,
}

impl Values {
    fn new(reading: Reading, cell: snapshot::Cell) -> Values {
        let (file, part, released, extra) = (None, None, None, Vec::new());
        Values { reading, cell, file, part, released, released_from: Aside(None), extra }
    }
}

impl<'r> Rows<'r> {
    fn new(index: usize, table: &'r Table, layout: Layout, profile: &'r Profile) -> Self {
        let is_of_makers = layout.has(Role::Manufacturer) && !layout.has(Role::Name);
        Rows {
            index,
            view: layout.view(table),
            layout: Rc::new(layout),
            profile,
            heading: None,
            state: State { in_reader: is_of_makers, is_of_makers, ..State::default() },
            records: Records::default(),
        }
    }

    /// Reads the rows as those of one manufacturer.
    fn of(mut self, maker: Option<&str>) -> Self {
        self.state.in_reader |= maker.is_some();
        let named = |maker: &str| {
            named(maker, maker, self.profile).owned(Cow::Owned(maker.to_owned())).spelled_out()
        };
        self.state.maker = maker.map(named);
        self
    }

    /// Reads the rows as if they followed those of the table before.
    fn going_on(mut self, before: Option<&Records>) -> Self {
        let Some(before) = before else { return self };
        let named = |name: &str, raw: &str| Named {
            name: name.to_owned().into(),
            raw: raw.to_owned().into(),
            ..Named::default()
        };
        let place = |cell: &snapshot::Cell| (cell.table, cell.row);
        let app = before.apps.last();
        let last_app = app.map(|app| place(&app.cell));
        let maker = before.manufacturers.last();
        let maker = maker.filter(|maker| Some(place(&maker.cell)) > last_app);
        self.state.app = app.map(|app| named(&app.name, &app.raw_name));
        self.state.known = app.and_then(|app| app.app);
        self.state.maker = maker.map(|maker| named(&maker.name, &maker.raw_name));
        self.state.in_reader |= self.state.known == Some(App::CardReader) || maker.is_some();
        self.records.last_number = before.last_number;
        self
    }

    fn read(mut self, ends_in_row: bool) -> Records {
        let mut slots = Vec::new();
        // A row in which the page breaks off may be cut inside its version.
        let cut = ends_in_row && !self.layout.transposed;
        let last = self.view.table.shown().cells().iter().map(|cell| cell.row()).max();
        let end = last.filter(|_| cut).unwrap_or(self.view.rows());
        for row in self.layout.first_row..end {
            self.view.slots(row, &mut slots);
            self.row(row, &slots);
        }
        self.records.is_last_short = !cut && self.is_last_short();
        self.finish()
    }

    /// Whether the last row begins like a record, and ends before its version, unlike the one above.
    fn is_last_short(&self) -> bool {
        let Some(last) = self.view.rows().checked_sub(1).filter(|_| !self.layout.transposed) else {
            return false;
        };
        let mut slots = Vec::new();
        let mut ends_early = |row: usize| {
            self.view.slots(row, &mut slots);
            let first = columns::distinct(&slots).next().map(|cell| display_name(cell.text()));
            let begins = first.is_some_and(|first| {
                let (number, name) = without_number(&first);
                number.is_some() && name.is_empty()
                    || first.parse::<u64>().is_ok()
                    || self.profile.app(name).is_some()
            });
            let is_open = |col: usize| slots[col].is_none();
            (
                begins,
                slots.last().is_some_and(Option::is_none)
                    && self.layout.columns_of(Role::Version).all(is_open),
            )
        };
        last > self.layout.first_row && ends_early(last) == (true, true) && !ends_early(last - 1).1
    }

    fn row(&mut self, row: usize, slots: &[Option<&'r Cell>]) {
        if self.own_cells(slots).all(|cell| cell.text().is_empty()) {
            return;
        }
        if let Some(text) = only_text(slots) {
            self.divider(row, slots, &text);
            return;
        }
        if self.is_header(slots) || self.state.is_old {
            return;
        }
        // Rows that only a span from above reaches say nothing.
        if !slots.iter().flatten().any(|cell| self.view.first_row(cell) == row) {
            return;
        }
        if let Some(layout) = self.reordered(row, slots) {
            self.layout = Rc::new(layout);
            self.state.read = None;
            return;
        }
        let names = self.names(row, slots);
        if names.parts.is_empty()
            && self.state.app.is_none()
            && self.state.maker.is_none()
            && !self.has_version(slots)
        {
            return;
        }
        if self.is_remark(slots, &names) {
            return;
        }
        let record = self.resolve(names);
        let values = self.values(row, slots);
        match record {
            Record::App(named) => {
                self.state.last = Last::App(self.records.apps.len());
                self.push_app(named, values);
            }
            Record::Maker(named, component) => {
                self.state.last = Last::Maker(self.records.manufacturers.len());
                self.push_maker(named, component, values);
            }
        }
    }

    /// A card reader's row without a version only heads its manufacturers, if there are any.
    fn finish(mut self) -> Records {
        if self.records.manufacturers.is_empty() {
            let heads =
                self.records.apps.iter().filter(|record| record.app == Some(App::CardReader));
            let heads =
                heads.filter(|record| record.versions.is_empty()).map(|record| &record.cell);
            let warned = self.records.warnings.iter().filter_map(|warning| warning.cell.as_ref());
            let warned: HashSet<&snapshot::Cell> = warned.collect();
            let bare = heads.filter(|cell| !warned.contains(cell));
            let missing: Vec<_> =
                bare.map(|cell| Warning::at(WarningCode::VersionMissing, cell)).collect();
            self.records.warnings.extend(missing);
        }
        self.records
    }

    /// The cells of the record at hand, where rows hold several side by side.
    fn own_cells<'s>(
        &'s self,
        slots: &'s [Option<&'r Cell>],
    ) -> impl Iterator<Item = &'r Cell> + 's {
        let columns = self.layout.columns.iter().zip(slots);
        let own = columns.filter(|(column, _)| column.role != Some(Role::Elsewhere));
        own.filter_map(|(_, slot)| *slot)
    }

    /// A row that is one text from end to end.
    fn divider(&mut self, row: usize, slots: &[Option<&'r Cell>], text: &str) {
        let (number, name) = without_number(text);
        let named = named(name, text, self.profile).owned(Cow::Owned(text.to_owned()));
        let name = &*named.name;
        let heading = key(name);
        if self.profile.is_not_current(&heading) {
            self.state.is_old = true;
        } else if let Some(app) = self.profile.app(name) {
            self.state.is_old = false;
            self.begin_app(Some(app), named, number);
            let slot = snapshot_cell(self.index, self.view, row, slots.len() - 1, "");
            if app == App::CardReader {
                let values = Values::new(Reading::default(), slot);
                if let Some(named) = self.state.app.clone() {
                    self.push_app(named, values);
                }
            }
        } else if is_company(name, self.profile) {
            let bare = maker_in(name, self.profile).unwrap_or(name).to_owned();
            self.state.maker = Some(Named { name: bare.into(), ..named }.spelled_out());
            self.state.maker_col = None;
            self.state.heads = Heads::Yes;
            self.state.in_reader = true;
        } else if self.ends_section(number.as_deref()) || self.profile.is_reference(&heading) {
            self.state.is_old = true;
        } else if self.profile.is_section_heading(&heading).is_some()
            || self.profile.is_new_mark(name)
            || heading.contains("最新")
            || heading.contains("現行")
        {
            self.state.is_old = false;
        }
    }

    /// Whether a divider's number is the next one to that of the section.
    fn ends_section(&self, number: Option<&str>) -> bool {
        let titles = self.layout.titles.iter().map(String::as_str).chain(self.heading);
        let of_section = titles.map(normalized).find_map(|title| {
            self.profile.is_section_heading(&key(&title))?;
            without_number(&title).0?.parse::<u64>().ok()
        });
        let number = number.and_then(|number| number.parse::<u64>().ok());
        of_section.is_some_and(|section| number == Some(section + 1))
    }

    /// The header once more, with its columns in another order.
    fn reordered(&self, row: usize, slots: &[Option<&'r Cell>]) -> Option<Layout> {
        let is_word = |col: usize| {
            let text = slots[col].map_or("", |cell| cell.text().as_str());
            !text.is_empty() && !text.contains(|c: char| c.is_ascii_digit() || c == '.')
        };
        let may_be = self.layout.columns_of(Role::Version).all(is_word);
        may_be.then(|| columns::reordered(slots, self.view, row, &self.layout, self.profile))?
    }

    /// Whether the row is a remark or a sum: `※…`, `注）…`, 備考, 計.
    fn is_remark(&self, slots: &[Option<&'r Cell>], names: &Names<'_>) -> bool {
        let number = self.layout.columns_of(Role::Number).find_map(|col| slots[col]);
        let first = names.parts.first().map(|part| &part.named);
        number.is_some_and(|cell| {
            let text = shown(cell.text());
            text.starts_with('※') || self.profile.is_remark(&text)
        }) || first.is_some_and(|named| {
            named.raw.trim_start().starts_with(['※', '＊'])
                || named.name.starts_with("注")
                || self.profile.is_remark(&named.name)
        })
    }

    /// Whether the header is repeated here.
    fn is_header(&self, slots: &[Option<&Cell>]) -> bool {
        let mut same = 0;
        // Backwards: versions stand behind names, and a version settles it.
        for (column, slot) in self.layout.columns.iter().zip(slots).rev() {
            let Some(role @ (Role::Version | Role::Name | Role::Manufacturer | Role::File)) =
                column.role
            else {
                continue;
            };
            let Some(cell) = slot else { continue };
            let text = shown(cell.text());
            let text = normalized(&text);
            // A header of two rows is repeated row by row.
            let is_same = !text.is_empty()
                && (text == column.header || column.header.split(' ').any(|part| part == text));
            if role == Role::Version && !is_same && text.contains(|c: char| c.is_ascii_digit()) {
                return false;
            }
            // 問診票アプリ and 北斗計測株式会社 end like headers, and are none.
            let is_word =
                || self.profile.role(&text) == Some(role) && self.profile.is_header(&text);
            same += usize::from(is_same || is_word());
        }
        same >= 2
    }

    fn has_version(&self, slots: &[Option<&Cell>]) -> bool {
        self.layout
            .columns_of(Role::Version)
            .any(|col| slots[col].is_some_and(|cell| !cell.text().is_empty()))
    }

    /// The texts that name the row, from the outermost to the innermost.
    fn names(&mut self, row: usize, slots: &[Option<&'r Cell>]) -> Names<'r> {
        let mut names = Names::default();
        let layout = Rc::clone(&self.layout);
        let number = layout.columns_of(Role::Number).find_map(|col| slots[col]);
        names.number = number.map(|cell| number_of(&shown(cell.text()))).filter(|n| !n.is_empty());
        let mut last: Option<&Cell> = None;
        for role in [Role::Name, Role::Manufacturer, Role::Component] {
            for col in layout.columns_of(role) {
                let Some(cell) = slots[col] else { continue };
                if last.is_some_and(|last| ptr::eq(last, cell))
                    || number.is_some_and(|n| ptr::eq(n, cell)) && role != Role::Name
                {
                    continue;
                }
                last = Some(cell);
                let from_above = self.view.first_row(cell) < row;
                let read = self.state.read.as_ref().filter(|_| from_above);
                let part = match read.filter(|(of, part)| ptr::eq(*of, cell) && part.col == col) {
                    Some((_, part)) => Some(part.clone()),
                    None => self.part(cell, col, role, &mut names.number),
                };
                names.parts.extend(part.map(|part| Part { from_above, ..part }));
            }
        }
        names
    }

    /// A cell's part of the row's names; `None` if it says nothing.
    fn part(
        &mut self,
        cell: &'r Cell,
        col: usize,
        role: Role,
        number: &mut Option<String>,
    ) -> Option<Part<'r>> {
        let whole = display_name(cell.text());
        // Pages for narrow screens repeat the header in each cell.
        let name = without_label(&whole, &self.layout.columns[col].header);
        if name.is_empty() || self.profile.is_ditto(name) || self.profile.is_placeholder(name) {
            return None;
        }
        let (own, name) = if role == Role::Name { self.numbered(name) } else { (None, name) };
        if name.is_empty() {
            return None;
        }
        let (start, raw) = (whole.len() - name.len(), cell.text().as_str());
        let mut named = match &whole {
            Cow::Borrowed(whole) => named(&whole[start..], raw, self.profile),
            Cow::Owned(whole) => named(&whole[start..], raw, self.profile).owned(raw.into()),
        };
        named.is_old |= is_struck(cell.text());
        named.is_indented |= cell.is_indented();
        let app = if role == Role::Name { self.profile.app(&named.name) } else { None };
        let is_company =
            role == Role::Name && app.is_none() && is_company(&named.name, self.profile);
        // What a number is depends on the rows above.
        let is_same_below = own.is_none() && !name.starts_with(|c: char| c.is_ascii_digit());
        let part = Part { role, col, named, app, is_company, from_above: false };
        if number.is_none() {
            *number = own;
        }
        if is_same_below && cell.row_span() > 1 {
            self.state.read = Some((cell, part.clone()));
        }
        Some(part)
    }

    /// Splits a row number off a name. One that runs into the name counts only before a known name, or if it is the
    /// next: `4MPKI…`, but not `2要素認証…`.
    fn numbered<'n>(&self, name: &'n str) -> (Option<String>, &'n str) {
        let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &name[..name.len() - rest.len()];
        let runs_in = !digits.is_empty() && rest.starts_with(char::is_alphabetic);
        if !runs_in {
            return without_number(name);
        }
        let is_next = !self.layout.has(Role::Number)
            && digits.parse().ok() == self.records.last_number.unwrap_or(0).checked_add(1);
        // 3M and 7-up are names, and so is what is glued to a number out of turn.
        let is_company = || {
            let is_known = self.profile.maker(&core_name(rest)).is_some();
            is_known || rest.starts_with(is_wide) && is_company(rest, self.profile)
        };
        let is_known = self.profile.app(rest).is_some() || is_company();
        if is_known || (is_next && rest.starts_with(is_wide)) {
            return (Some(digits.to_owned()), rest);
        }
        (None, name)
    }

    /// Which record the row is.
    fn resolve(&mut self, names: Names<'r>) -> Record<'r> {
        let Names { number, parts } = names;
        let own_number = number.as_deref().is_some_and(|n| {
            self.state.number.as_deref() != Some(n) && !is_below(n, self.state.number.as_deref())
        });
        let mut parts = parts.into_iter().peekable();
        if let Some(first) = parts.peek().filter(|part| part.role == Role::Name) {
            let goes_on = self
                .state
                .app
                .as_ref()
                .is_some_and(|app| first.from_above || app.name == first.named.name);
            // Below its manufacturer's row カードリーダーアプリ is the component, unless that is how each row begins.
            let is_headed = self.state.heads != Heads::No && !own_number && !goes_on;
            let known = first.app.filter(|app| *app != App::CardReader || !is_headed);
            let is_maker = !self.state.is_of_makers && first.is_company;
            let in_group = self.state.in_reader && !own_number;
            if known.is_some() || (!is_maker && !in_group) {
                let named = parts.next().map(|part| part.named).unwrap_or_default();
                if !(goes_on && self.state.known == known) {
                    self.begin_app(known, named, number);
                } else if let Some(app) = &mut self.state.app {
                    *app = named;
                }
            } else if is_maker {
                self.state.in_reader = true;
            }
        } else if own_number && parts.peek().is_none() {
            self.state.number = number;
        }
        self.inside(parts)
    }

    /// The record, once the application is settled: what the other names say.
    fn inside(&mut self, parts: impl Iterator<Item = Part<'r>>) -> Record<'r> {
        if !self.state.in_reader {
            return Record::App(self.state.app.clone().unwrap_or_default());
        }
        let mut component = None;
        for part in parts {
            if part.role == Role::Component {
                component = Some(part.named.name.into_owned());
            } else if self.is_headed(&part) {
                return self.below_heading(part.named);
            } else if self.state.maker.is_none() || self.is_maker_part(&part, component.is_some()) {
                self.state.maker_col = (part.role == Role::Name).then_some(part.col);
                self.state.heads = Heads::No;
                // A cell that spans rows names the same one in each.
                let is_same =
                    |maker: &Named<'_>| part.from_above && ptr::eq(&*maker.raw, &*part.named.raw);
                if !self.state.maker.as_ref().is_some_and(is_same) {
                    self.state.maker = Some(part.named.spelled_out());
                }
            } else {
                component = Some(part.named.name.into_owned());
            }
        }
        match (&self.state.maker, &self.state.app) {
            (Some(maker), _) => Record::Maker(maker.clone(), component),
            // The application's own row: nothing names a manufacturer, here or above.
            (None, Some(app)) => Record::App(app.clone()),
            (None, None) => Record::Maker(Named::default(), component),
        }
    }

    /// Whether a part is a component of the manufacturer whose row stands above.
    fn is_headed(&self, part: &Part) -> bool {
        let name = &part.named.name;
        self.state.maker.as_ref().is_some_and(|maker| maker.name != *name)
            && !is_company(name, self.profile)
            && (self.is_component(&part.named)
                || self.state.heads != Heads::No && part.role == Role::Name)
    }

    /// Whether a name is surely that of a component of the manufacturer: it is known, or stands further in.
    fn is_component(&self, named: &Named) -> bool {
        let Some(maker) = &self.state.maker else { return false };
        let known = self.profile.maker(&core_name(&maker.name));
        named.is_indented && !maker.is_indented || self.profile.is_component(known, &named.name)
    }

    /// The record of a component below its manufacturer's row, which is no record then.
    fn below_heading(&mut self, component: Named<'_>) -> Record<'r> {
        let heading = match self.state.heads {
            Heads::Last => self.records.manufacturers.pop(),
            _ => None,
        };
        if let Some(heading) = heading {
            let is_of = |warning: &Warning| warning.cell.as_ref() == Some(&heading.cell);
            self.records.warnings.retain(|warning| !is_of(warning));
            self.state.heads = Heads::Yes;
        }
        let is_unclear = !self.is_component(&component);
        let maker = self.state.maker.clone().unwrap_or_default();
        Record::Maker(Named { is_unclear, ..maker }, Some(component.name.into_owned()))
    }

    /// Whether a part is a manufacturer, not a component of the one above or before.
    fn is_maker_part(&self, part: &Part<'_>, has_component: bool) -> bool {
        // Below a header of two columns, what stands right of the manufacturer is its component.
        let is_right =
            part.role == Role::Name && self.state.maker_col.is_some_and(|col| part.col > col);
        let is_component = is_right && !is_company(&part.named.name, self.profile);
        !has_component && !is_component && part.role != Role::Component
    }

    fn begin_app(&mut self, known: Option<App>, named: Named<'r>, number: Option<String>) {
        if let Some(number) = number.as_ref().and_then(|number| number.parse().ok()) {
            self.records.first_number.get_or_insert(number);
            self.records.last_number = Some(number);
        }
        self.state.in_reader = known == Some(App::CardReader);
        self.state.known = known;
        self.state.app = Some(named);
        self.state.maker = None;
        self.state.maker_col = None;
        self.state.heads = Heads::No;
        self.state.number = number.or(self.state.number.take());
    }

    fn values(&mut self, row: usize, slots: &[Option<&'r Cell>]) -> Values {
        let layout = Rc::clone(&self.layout);
        let names = layout.columns_of(Role::Name).filter_map(|col| slots[col]);
        let mut names: SmallVec<[*const Cell; 2]> = names.map(ptr::from_ref).collect();
        names.sort_unstable();
        let is_name = |cell: &Cell| names.binary_search(&ptr::from_ref(cell)).is_ok();
        let (reading, cell) = self.version(row, slots, &is_name);
        let mut values = Values::new(reading, cell);
        let mut last: Option<&Cell> = None;
        for (column, slot) in layout.columns.iter().zip(slots) {
            let Some(cell) = *slot else { continue };
            if is_name(cell) || last.is_some_and(|last| ptr::eq(last, cell)) {
                continue;
            }
            last = Some(cell);
            match column.role {
                Some(Role::File) => self.file(row, cell, &mut values),
                Some(Role::Released) => self.released(cell, &column.header, &mut values),
                Some(Role::Note) | None => {
                    if let Some(text) = extra(&mut values.extra, &column.header, cell) {
                        self.remark(column.role, text, &mut values.reading);
                    }
                }
                Some(Role::OldVersion) => {
                    extra(&mut values.extra, &column.header, cell);
                }
                Some(Role::Manufacturer | Role::Component)
                    if !self.state.in_reader
                        && !self.profile.is_placeholder(&shown(cell.text())) =>
                {
                    extra(&mut values.extra, &column.header, cell);
                }
                _ => {}
            }
        }
        values.released = values.released.or(values.reading.date);
        values
    }

    /// What a further column says of the version: 旧バージョン, 提供終了, 4月1日公開予定.
    fn remark(&self, role: Option<Role>, text: &str, reading: &mut Reading) {
        if reading.versions.is_empty() {
            return;
        }
        for part in text.split(['。', '、', ' ', ',']).filter(|part| !part.is_empty()) {
            if role == Some(Role::Note) && self.profile.is_old_word(part) {
                reading.leave_out_old();
            } else if self.profile.ends_as_not_current(part) {
                reading.warn(WarningCode::VersionQualified);
            }
        }
    }

    /// What the version's cells say.
    fn version(
        &mut self,
        row: usize,
        slots: &[Option<&'r Cell>],
        is_name: &dyn Fn(&Cell) -> bool,
    ) -> (Reading, snapshot::Cell) {
        let mut cells = self.version_cells(slots, is_name);
        let is_change = cells.len() > 1 && leave_out_replaced(&mut cells);
        let mut whole: Option<(Reading, usize)> = None;
        for &(col, cell) in &cells {
            let empty = Text::default();
            let mut reading = reading::read(cell.map_or(&empty, |cell| cell.text()), self.profile);
            // What spans several columns is said of none alone.
            let is_of_all = cell.is_some_and(|cell| self.is_over_versions(cell, slots));
            let note = self.layout.columns[col].note.as_ref().filter(|_| !is_of_all);
            if let Some(note) = note {
                for version in &mut reading.versions {
                    version.note = join(Some(note.clone()), version.note.take());
                }
            }
            whole = Some(match whole {
                None => (reading, col),
                Some((before, first)) => together(before, reading, first, col),
            });
        }
        let (mut reading, col) = whole.unwrap_or_default();
        if reading.ditto {
            reading.versions = self.versions_above();
        }
        if is_change {
            reading.warn(WarningCode::VersionChange);
        }
        let filled = cells.iter().filter(|(_, cell)| cell.is_some_and(|c| !c.text().is_empty()));
        let filled = filled.count();
        if self.layout.equal_versions && filled > 1 {
            reading.warn(WarningCode::VersionColumns);
            // `1`, `0` and `9` in three cells
            let is_bare = |published: &PublishedVersion| published.version.segments().len() == 1;
            if filled > 2 && reading.versions.iter().all(is_bare) {
                reading.versions.clear();
                reading.warn(WarningCode::VersionUnreadable);
            }
        }
        if self.layout.is_of_times && !reading.versions.is_empty() {
            reading.warn(WarningCode::VersionTimes);
        }
        let text = slots.get(col).copied().flatten();
        let cell = snapshot_cell(
            self.index,
            self.view,
            row,
            col,
            text.map_or("", |cell| cell.text().as_str()),
        );
        (reading, cell)
    }

    /// Whether a cell spans several columns of versions.
    fn is_over_versions(&self, cell: &Cell, slots: &[Option<&'r Cell>]) -> bool {
        let versions = self.layout.columns_of(Role::Version).filter_map(|col| slots[col]);
        versions.filter(|other| std::ptr::eq(*other, cell)).count() > 1
    }

    /// The row's cells of versions, each once, with their columns; at least one.
    fn version_cells(
        &self,
        slots: &[Option<&'r Cell>],
        is_name: &dyn Fn(&Cell) -> bool,
    ) -> SmallVec<[(usize, Option<&'r Cell>); 2]> {
        let mut cells: SmallVec<[(usize, Option<&Cell>); 2]> = SmallVec::new();
        for col in self.layout.columns_of(Role::Version) {
            let cell = slots[col].filter(|cell| !is_name(cell));
            let is_same = |last: Option<&Cell>| matches!((last, cell), (Some(a), Some(b)) if std::ptr::eq(a, b));
            if cells.last().is_none_or(|(_, last)| cell.is_some() && !is_same(*last)) {
                cells.push((col, cell));
            }
        }
        cells
    }

    /// The versions of the row above.
    fn versions_above(&self) -> Vec<PublishedVersion> {
        match self.state.last {
            Last::None => Vec::new(),
            Last::App(at) => self.records.apps[at].versions.clone(),
            Last::Maker(at) => self.records.manufacturers[at].versions.clone(),
        }
    }

    fn file(&mut self, row: usize, cell: &Cell, values: &mut Values) {
        let said = cell.text().without(&UNSAID);
        let text = normalized(&said);
        let is_plain = is_plain_name(cell.text());
        let name = if is_plain { Cow::Borrowed(&*text) } else { display_name(cell.text()) };
        if self.profile.is_ditto(&text) {
            values.file.clone_from(&self.state.file);
            return;
        }
        if name.is_empty() || self.profile.is_placeholder(&name) {
            self.state.file = None;
            return;
        }
        // Without a dot there is no ending.
        let parts = Some(&*text).filter(|text| text.contains('.')).into_iter();
        let parts = parts.flat_map(|text| text.split([' ', '、', ',', '(', ')', '/', ':']));
        let files: SmallVec<[&str; 2]> = parts.filter(|part| is_file(part)).collect();
        // `OQsComApp` is a file without its ending, but beside a manufacturer's name `Caora2` is its product.
        let is_maker = self.state.in_reader && self.state.maker.is_some();
        if files.is_empty() && (is_maker || !is_identifier(&name)) {
            values.part = Some(name.into_owned());
            return;
        }
        let file = if files.is_empty() { name.into_owned() } else { files.join(" ") };
        let stated = files.iter().find_map(|file| version_of_file(file));
        let disagrees = stated.is_some_and(|stated| {
            !values.reading.versions.is_empty()
                && values.reading.versions.iter().all(|v| v.version != stated)
        });
        if disagrees {
            values.reading.warnings.push(WarningCode::FileDisagrees);
        }
        // A file that spans from the row above says nothing new of a manufacturer.
        if self.view.first_row(cell) == row || !self.state.in_reader || self.state.maker.is_none() {
            values.file = Some(file.clone());
        }
        self.state.file = Some(file);
    }

    fn released(&mut self, cell: &Cell, header: &str, values: &mut Values) {
        let text = normalized(&shown(cell.text())).into_owned();
        if text.is_empty() || self.profile.is_placeholder(&text) {
            return;
        }
        match Date::find(&text) {
            Some((date, _)) => {
                values.released = Some(date);
                values.released_from = Aside(Some(header.into()));
            }
            None => {
                values.reading.warnings.push(WarningCode::DateUnreadable);
                extra(&mut values.extra, header, cell);
            }
        }
    }

    fn push_app(&mut self, named: Named<'r>, values: Values) {
        let Values { mut reading, cell, file, part, released, released_from, mut extra } = values;
        let mut app = self.state.known;
        let by_file = file.as_deref().and_then(|file| self.profile.app_of_file(file));
        // The library's file stands in other rows too.
        let by_file = by_file.filter(|app| *app != App::FaceLibrary);
        if app.is_none() {
            app = by_file;
            reading.warnings.extend(app.map(|_| WarningCode::AppByFile));
        } else if by_file.is_some() && by_file != app {
            reading.warnings.push(WarningCode::FileOfAnother);
        }
        if app.is_none() && self.profile.is_near_app(&named.name) {
            reading.warnings.push(WarningCode::NameUnclear);
        }
        // `富士通:1.0.0.4`: manufacturers without rows of their own.
        let notes = reading.versions.iter().filter_map(|version| version.note.as_deref());
        if notes.into_iter().any(|note| is_company(note, self.profile)) {
            reading.warn(WarningCode::VersionQualified);
        }
        named.doubt(&mut reading);
        let file = file.or_else(|| {
            let header = self
                .layout
                .columns_of(Role::File)
                .next()
                .map_or("", |col| &self.layout.columns[col].header);
            extra.extend(part.map(|part| (header.to_owned(), part)));
            None
        });
        let heads_only = app == Some(App::CardReader)
            && reading.warnings.iter().all(|w| {
                matches!(w, WarningCode::VersionMissing | WarningCode::VersionPlaceholder)
            });
        if heads_only {
            reading.warnings.clear();
        }
        if named.name.is_empty() {
            reading.warnings.push(WarningCode::NameMissing);
        }
        self.warn(&reading, &cell);
        self.records.apps.push(AppRecord {
            app,
            name: named.name.into_owned(),
            raw_name: named.raw.into_owned(),
            file,
            versions: reading.versions,
            note: note(named.note, reading.note),
            released,
            released_from,
            extra,
            duplicate: false,
            cell,
        });
    }

    fn push_maker(&mut self, named: Named<'r>, component: Option<String>, values: Values) {
        let Values { mut reading, cell, file, part, released, released_from, mut extra } = values;
        let component = match (component, part) {
            (Some(component), Some(part)) if !reading::same_text(&component, &part) => {
                Some(format!("{component} {part}"))
            }
            (component, part) => component.or(part),
        };
        if let Some(file) = file {
            let header = self
                .layout
                .columns_of(Role::File)
                .next()
                .map_or("", |col| &self.layout.columns[col].header);
            extra.push((header.to_owned(), file));
        }
        if named.name.is_empty() {
            reading.warnings.push(WarningCode::NameMissing);
        }
        if component.is_none() {
            let is_blank = reading.warnings == [WarningCode::VersionMissing];
            self.state.heads = if is_blank { Heads::Last } else { Heads::No };
        }
        if named.is_unclear || is_of_several(&named.name, self.profile) {
            reading.warnings.push(WarningCode::NameUnclear);
        }
        named.doubt(&mut reading);
        self.warn(&reading, &cell);
        self.records.manufacturers.push(ManufacturerRecord {
            name: named.name.into_owned(),
            raw_name: named.raw.into_owned(),
            component,
            versions: reading.versions,
            note: note(named.note, reading.note),
            released,
            released_from,
            extra,
            duplicate: false,
            cell,
        });
    }

    fn warn(&mut self, reading: &Reading, cell: &snapshot::Cell) {
        let warnings = reading.warnings.iter().map(|&code| Warning::at(code, cell));
        self.records.warnings.extend(warnings);
    }
}

/// The names of a row.
#[derive(Debug, Default)]
struct Names<'r> {
    number: Option<String>,
    parts: SmallVec<[Part<'r>; 2]>,
}

#[derive(Debug, Clone)]
struct Part<'r> {
    role: Role,
    col: usize,
    named: Named<'r>,
    /// The application that a name in the column of names is of.
    app: Option<App>,
    /// Whether such a name is a company's, if it is no application's.
    is_company: bool,
    /// The cell began in a row above.
    from_above: bool,
}

enum Record<'r> {
    App(Named<'r>),
    Maker(Named<'r>, Option<String>),
}

fn snapshot_cell(
    table: usize,
    view: View<'_>,
    row: usize,
    col: usize,
    text: &str,
) -> snapshot::Cell {
    let (row, column) = view.place(row, col);
    snapshot::Cell { table, row, column, text: text.to_owned() }
}

/// Adds a further column's text, if there is one.
fn extra<'p>(pairs: &'p mut Vec<(String, String)>, header: &str, cell: &Cell) -> Option<&'p str> {
    let text = normalized(&cell.text().without(&UNSAID)).into_owned();
    if text.is_empty() {
        return None;
    }
    pairs.push((header.to_owned(), text));
    pairs.last().map(|(_, text)| text.as_str())
}

/// Leaves out the cells from which an arrow points to another: `1.0.8`, `→` and `1.0.9` in three cells. Tells whether
/// there are any.
fn leave_out_replaced(cells: &mut SmallVec<[(usize, Option<&Cell>); 2]>) -> bool {
    let arrow = |cell: Option<&Cell>| reading::arrow(cell?.text());
    let before = cells.len();
    if let Some(at) = cells.iter().position(|(_, cell)| arrow(*cell) == Some(Arrow::Back)) {
        cells.truncate(at.max(1));
    }
    let last = cells.iter().enumerate().rev().find_map(|(at, (_, cell))| match arrow(*cell)? {
        Arrow::Ahead => Some(at),
        Arrow::Alone | Arrow::Behind => Some(at + 1),
        Arrow::Back => None,
    });
    if let Some(first) = last.filter(|first| *first < cells.len()) {
        cells.drain(..first);
    }
    cells.len() < before
}

/// Two columns of versions as one.
fn together(mut before: Reading, after: Reading, first: usize, col: usize) -> (Reading, usize) {
    let blank = |reading: &Reading| {
        reading.versions.is_empty() && reading.warnings == [WarningCode::VersionMissing]
    };
    if blank(&after) {
        return (before, first);
    }
    if blank(&before) {
        return (after, col);
    }
    before.versions.extend(after.versions);
    for warning in after.warnings {
        if !before.warnings.contains(&warning) {
            before.warnings.push(warning);
        }
    }
    (before, first)
}

fn join(before: Option<String>, after: Option<String>) -> Option<String> {
    match (before, after) {
        (Some(before), Some(after)) => Some(before + " " + &after),
        (before, after) => before.or(after),
    }
}

fn note(of_name: Option<String>, of_cell: Option<String>) -> Option<String> {
    join(of_name, of_cell).filter(|note| !note.is_empty())
}

/// A cell's name without what decorates it.
pub(super) fn named<'n>(name: &'n str, raw: &'n str, profile: &Profile) -> Named<'n> {
    let name = name.trim_start_matches(INDENTS).trim();
    let (name, note) = match name.find(['※', '*']).filter(|&at| at > 0) {
        Some(at) => {
            let note = name[at..].trim_start_matches(['※', '*', ' ']);
            let in_parentheses = name[..at].ends_with(['(', '[']);
            let note = if in_parentheses { note.trim_end_matches([')', ']']) } else { note };
            (name[..at].trim_end_matches(['(', '[', ' ']), Some(note))
        }
        None => (name, None),
    };
    let note = note.filter(|note| !note.is_empty() && !note.bytes().all(|b| b.is_ascii_digit()));
    let bare = decoration::without(name, profile);
    Named {
        name: Cow::Borrowed(bare.name),
        raw: Cow::Borrowed(raw),
        note: self::note(bare.note.map(str::to_owned), note.map(str::to_owned)),
        is_old: bare.is_old,
        is_doubtful: bare.is_doubtful,
        is_unclear: false,
        is_indented: raw.trim_start().starts_with(INDENTS),
    }
}

/// The manufacturer that a line names, if it says no more.
pub(super) fn maker_in<'n>(line: &'n str, profile: &Profile) -> Option<&'n str> {
    let bare = line.trim_matches(|c: char| MARKS.contains(&c) || c.is_whitespace());
    let (_, name) = without_number(bare);
    let is_alone = !name.contains(['の', 'は', 'を', ':', '。']) && name.chars().count() <= 40;
    (is_alone && is_company(name, profile)).then_some(name)
}

/// Marks around the name of a part of the page.
const MARKS: [char; 14] =
    ['【', '】', '[', ']', '<', '>', '《', '》', '「', '」', '■', '●', '◆', '・'];
/// Whether a name is that of several companies.
fn is_of_several(name: &str, profile: &Profile) -> bool {
    let parts = name.split(['/', '、', '・', ',']).map(str::trim);
    name.contains(['/', '、', '・', ','])
        && parts.filter(|part| is_company(part, profile)).count() > 1
}

/// Whether a name is struck out as a whole.
fn is_struck(text: &Text) -> bool {
    text.has(&[MarkKind::Struck]) && shown(text).is_empty()
}

/// A name without its column's header in front of it.
fn without_label<'n>(name: &'n str, header: &str) -> &'n str {
    let rest = name.strip_prefix(header).filter(|_| !header.is_empty());
    rest.and_then(|rest| rest.strip_prefix(':')).map_or(name, str::trim_start)
}

/// Marks in front of a name that stands below another.
const INDENTS: [char; 14] = ['・', '-', '└', '├', '│', '─', '┗', '┣', '>', '•', '‐', '→', '●', ' '];

pub(super) fn is_wide(c: char) -> bool {
    matches!(c, 'ぁ'..='ヿ' | '一'..='鿿' | '々')
}

/// A file's name without its ending: Latin letters and digits in one word.
fn is_identifier(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        && text.bytes().any(|b| b.is_ascii_alphabetic())
        && !text.contains('-')
}

/// A row number's digits.
fn number_of(text: &str) -> String {
    let text = normalized(text);
    text.trim_matches(|c: char| !c.is_alphanumeric())
        .trim_start_matches("No.")
        .trim_start_matches("no.")
        .trim()
        .to_owned()
}

/// Whether a number such as `7-1` or `7.1` counts inside another one.
fn is_below(number: &str, above: Option<&str>) -> bool {
    above.is_some_and(|above| {
        number.strip_prefix(above).is_some_and(|rest| rest.starts_with(['-', '.', '(', '_']))
    })
}

/// Whether a line begins with a number that is followed by something.
pub(super) fn starts_with_number(text: &str) -> bool {
    let (number, rest) = without_number(text);
    number.is_some() && !rest.is_empty()
}

/// Splits a row number off a name: `1 `, `1.`, `(1)`, `①`, `No.1`, `#6`, `4.2.1 `. The name must be normalized.
pub(super) fn without_number(name: &str) -> (Option<String>, &str) {
    let text = name.trim_start();
    let (marked, rest) = ["No.", "NO.", "no.", "No", "#", "＃", "項番"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .map_or((false, text), |rest| (true, rest.trim_start()));
    if let Some((inside, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        let inside = inside.trim();
        if !inside.is_empty()
            && inside.len() <= 3
            && inside.bytes().all(|b| b.is_ascii_alphanumeric())
        {
            return (Some(inside.to_owned()), after.trim_start());
        }
    }
    let end =
        rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(rest.len());
    let digits = rest[..end].trim_end_matches(['.', '-']);
    if digits.is_empty()
        || !digits.as_bytes()[0].is_ascii_digit()
        || digits.split(['.', '-']).any(|n| n.is_empty() || n.len() > 3)
    {
        return (None, text);
    }
    let behind = &rest[digits.len()..];
    // 7-Eleven, 3-D
    let is_word = behind
        .strip_prefix('-')
        .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
    if is_word && !marked {
        return (None, text);
    }
    let after = behind.trim_start_matches(['.', ')', '、', ':', '-', ' ', ',', '】', ']']);
    // A number that runs into the name is one only before kana and kanji, and not before a counter: 2次元.
    let separated = behind.len() > after.len();
    let glued = after.starts_with(is_wide)
        && !after.starts_with([
            '次', '年', '月', '日', '号', '台', '件', '回', '階', '世', '版', '型', '歳', '人',
            '本', 'つ', '個', 'の',
        ]);
    if digits.len() < rest.len() && !marked && !separated && !glued {
        return (None, text);
    }
    (Some(digits.to_owned()), after)
}

/// Flags records that stand for one thing, and warns at the later ones.
pub(super) fn flag_duplicates(records: &mut Records, profile: &Profile) {
    let apps = records.apps.iter().map(|record| match record.app {
        Some(app) => Cow::Borrowed(app.id()),
        None => key(&record.name),
    });
    let first = first_of_each(apps);
    for (at, earlier) in first.into_iter().enumerate() {
        let Some(earlier) = earlier else { continue };
        let equal = {
            let (a, b) = (&records.apps[earlier], &records.apps[at]);
            a.versions == b.versions && a.file == b.file && key(&a.name) == key(&b.name)
        };
        records.apps[earlier].duplicate = true;
        records.apps[at].duplicate = true;
        let code = if equal { WarningCode::DuplicateRow } else { WarningCode::DuplicateApp };
        let warning = Warning::at(code, &records.apps[at].cell);
        records.warnings.push(warning);
    }
    let mut last = ("", Cow::Borrowed(""));
    let makers = records.manufacturers.iter().map(|record| {
        // A manufacturer's components stand below each other.
        if record.name != last.0 {
            last = (&record.name, identity(&record.name, profile));
        }
        let component = record.component.as_deref().map(key).unwrap_or_default();
        (last.1.clone(), component)
    });
    let first = first_of_each(makers);
    for (at, earlier) in first.into_iter().enumerate() {
        let Some(earlier) = earlier else { continue };
        let equal = {
            let (a, b) = (&records.manufacturers[earlier], &records.manufacturers[at]);
            a.versions == b.versions && core_name(&a.name) == core_name(&b.name)
        };
        records.manufacturers[earlier].duplicate = true;
        records.manufacturers[at].duplicate = true;
        let code =
            if equal { WarningCode::DuplicateRow } else { WarningCode::DuplicateManufacturer };
        let warning = Warning::at(code, &records.manufacturers[at].cell);
        records.warnings.push(warning);
    }
}

/// For each item the index of the first equal one before it.
fn first_of_each<T: Eq + std::hash::Hash>(items: impl Iterator<Item = T>) -> Vec<Option<usize>> {
    let mut seen = HashMap::with_capacity(items.size_hint().0);
    let mut first = Vec::with_capacity(items.size_hint().0);
    for (at, item) in items.enumerate() {
        let earlier = *seen.entry(item).or_insert(at);
        first.push((earlier != at).then_some(earlier));
    }
    first
}

/// The identities of what a table publishes, with their versions: what two candidates are compared by.
pub(super) fn published<'r>(
    records: &'r Records,
    profile: &Profile,
) -> Vec<(Cow<'r, str>, &'r [PublishedVersion])> {
    let apps = records.apps.iter().map(|record| {
        (Cow::Owned(format!("app {}", key(&record.name))), record.versions.as_slice())
    });
    let makers = records.manufacturers.iter().map(|record| {
        let component = record.component.as_deref().map(key).unwrap_or_default();
        (
            Cow::Owned(format!("maker {} {component}", identity(&record.name, profile))),
            record.versions.as_slice(),
        )
    });
    apps.chain(makers).collect()
}
