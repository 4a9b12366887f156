//! Pages that say what a model says, each in another way.

use proptest::prelude::*;
use proptest::sample::select;

use crate::model::{Model, Said};

/// How a page is made.
#[derive(Debug, Clone)]
pub struct Layout {
    /// In the page's order. A layout may leave out all but names and versions.
    pub columns: Vec<Column>,
    pub makers: Makers,
    pub components: Components,
    pub numbers: Numbers,
    pub again: Again,
    pub shape: Shape,
    pub headers: Headers,
    pub heading: Heading,
    pub frame: Frame,
    /// Applied to the cells in turn.
    pub noise: Vec<Noise>,
    pub before: Vec<Part>,
    pub after: Vec<Part>,
    /// In the section, in front of its table and behind it.
    pub beside: [&'static str; 2],
    pub separator: &'static str,
    pub version: fn(&str) -> String,
    /// How names of applications and manufacturers are written, and those of manufacturers besides.
    pub names: [fn(&str) -> String; 2],
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Column {
    Number,
    Name,
    Maker,
    Component,
    File,
    Version,
    Day,
    Remark,
}

/// Where the manufacturers stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Makers {
    InNames,
    OwnColumn,
}

/// Where the components stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Components {
    InFiles,
    OwnColumn,
}

#[derive(Debug, Clone, Copy)]
pub enum Numbers {
    None,
    /// In a column of their own, written as `1`, `１`, `①`, `No.1`.
    OwnColumn(fn(usize) -> String),
    /// In front of the name.
    InNames(fn(usize) -> String),
}

/// How a cell is written whose row says the same as the one above: numbers, and names of applications and manufacturers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Again {
    Span,
    Repeat,
    Blank,
}

/// How the rows are put into a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    Plain,
    /// `<colgroup>`, `<thead>` and `<tbody>`.
    Groups,
    /// The first cell of each row is a `<th>`.
    RowHeaders,
    /// End tags are left out.
    Unclosed,
    /// The header is the first column.
    Transposed,
    /// The header is repeated in front of the last rows.
    HeaderTwice,
    /// Blank rows stand between the others.
    BlankRows,
}

/// Which of the wordings each column's header has.
pub type Headers = [usize; 8];

#[derive(Debug, Clone, Copy)]
pub struct Heading {
    pub form: Form,
    pub words: &'static str,
    pub before: &'static str,
    pub behind: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    H(u8),
    Strong,
    Caption,
    Summary,
    /// A full-width row above the header.
    Row,
}

#[derive(Debug, Clone, Copy)]
pub enum Frame {
    Nothing,
    Divs,
    Font,
    LayoutTable,
    Paragraph,
}

/// What is around or beside a cell's text and says nothing.
#[derive(Debug, Clone, Copy)]
pub enum Noise {
    Nothing,
    Attributes,
    Span,
    Font,
    Paragraph,
    Div,
    Bold,
    Link,
    Spaces,
    Comment,
    Hidden,
    NotDisplayed,
    Script,
    Template,
}

/// A part of the page that is not the section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part {
    Prose,
    Contacts,
    Documents,
    Environment,
    History,
    OldVersions,
    OtherProduct,
    HiddenTable,
    /// Names the section, and links to it.
    Contents,
}

impl Layout {
    /// The document's own: a heading, four columns, blank cells.
    pub fn plain() -> Layout {
        Layout {
            columns: vec![
                Column::Number,
                Column::Name,
                Column::File,
                Column::Version,
                Column::Day,
                Column::Remark,
            ],
            makers: Makers::InNames,
            components: Components::InFiles,
            numbers: Numbers::OwnColumn(arabic),
            again: Again::Blank,
            shape: Shape::Plain,
            headers: [0; 8],
            heading: Heading {
                form: Form::H(3),
                words: "アプリケーションバージョン情報",
                before: "",
                behind: "",
            },
            frame: Frame::Nothing,
            noise: vec![Noise::Nothing],
            before: Vec::new(),
            after: Vec::new(),
            beside: ["", ""],
            separator: "<br>",
            version: str::to_owned,
            names: [str::to_owned, str::to_owned],
        }
    }

    pub fn has_days(&self) -> bool {
        self.columns.contains(&Column::Day)
    }
}

/// A page without the section's table: its other parts alone, with or without the section's heading between them.
pub fn page_without_table(layout: &Layout, has_heading: bool) -> String {
    let html = |parts: &[Part]| parts.iter().map(|part| part.html(layout)).collect::<String>();
    let (before, after) = (html(&layout.before), html(&layout.after));
    let Heading { words, before: front, behind, .. } = layout.heading;
    let heading = match layout.heading.form {
        _ if !has_heading => String::new(),
        Form::H(level) => format!("<h{level}>{front}{words}{behind}</h{level}>"),
        _ => format!("<p><strong>{front}{words}{behind}</strong></p>"),
    };
    let [in_front, beside] = layout.beside;
    whole_page(layout, &format!("{before}{heading}{in_front}{beside}{after}"))
}

pub fn page(model: &Model, layout: &Layout) -> String {
    let before: String = layout.before.iter().map(|part| part.html(layout)).collect();
    let after: String = layout.after.iter().map(|part| part.html(layout)).collect();
    let Heading { form, words, before: front, behind } = layout.heading;
    let rows = table(model, layout);
    let width = if layout.shape == Shape::Transposed { rows.len() } else { rows[0].len() };
    let rows = lines(&rows, layout.shape);
    let title = format!("{front}{words}{behind}");
    let section = titled(form, &title, layout.beside, width, &rows);
    whole_page(layout, &format!("{before}{section}{after}"))
}

fn whole_page(layout: &Layout, content: &str) -> String {
    let content = match layout.frame {
        Frame::Nothing => content.to_owned(),
        Frame::Divs => format!("<div id=main><div class=inner>{content}</div></div>"),
        Frame::Font => format!("<font size=2 color=black>{content}</font>"),
        Frame::LayoutTable => {
            format!("<table width=100%><tr><td>メニュー<td><p>本文</p>{content}</table>")
        }
        Frame::Paragraph => format!("<p>{content}"),
    };
    format!(
        "<html lang=ja><head><title>資格確認端末のソフトウェア</title></head><body>
         <h1>資格確認端末</h1>{content}<address>医療機関等向けポータルサイト</address></body></html>"
    )
}

/// A table under a title, with what stands in front of it and behind it.
fn titled(form: Form, title: &str, [front, behind]: [&str; 2], width: usize, rows: &str) -> String {
    match form {
        Form::H(level) => {
            format!("<h{level}>{title}</h{level}>\n{front}<table>{rows}</table>{behind}\n")
        }
        Form::Strong => {
            format!("<p><strong>{title}</strong></p>\n{front}<table>{rows}</table>{behind}\n")
        }
        Form::Caption => {
            format!("{front}<table><caption>{title}</caption>{rows}</table>{behind}\n")
        }
        Form::Summary => {
            let content = format!("{front}<table>{rows}</table>{behind}");
            format!("<details open><summary>{title}</summary>{content}</details>\n")
        }
        Form::Row => {
            let title = format!("<tr><th colspan={width}>{title}</th></tr>");
            format!("{front}<table>{title}{rows}</table>{behind}\n")
        }
    }
}

// --- The section's rows

/// A row's texts by their columns.
#[derive(Default, Clone)]
struct Row {
    number: Text,
    name: Text,
    maker: Text,
    component: String,
    file: String,
    said: Option<Said>,
}

/// A text, and whether the row above says it already.
#[derive(Default, Clone)]
struct Text {
    text: String,
    is_again: bool,
}

impl Text {
    fn new(text: impl Into<String>) -> Text {
        Text { text: text.into(), is_again: false }
    }

    fn again(&self) -> Text {
        Text { text: self.text.clone(), is_again: true }
    }
}

/// A cell, and how many rows it spans.
struct Cell {
    text: String,
    span: usize,
    noise: Noise,
    is_header: bool,
}

/// The table's cells; none where a cell spans from above.
fn table(model: &Model, layout: &Layout) -> Vec<Vec<Option<Cell>>> {
    let texts = texts(model, layout);
    let headers = || {
        let header = |column: &Column| Cell {
            text: header(*column, &layout.headers).to_owned(),
            span: 1,
            noise: Noise::Nothing,
            is_header: true,
        };
        layout.columns.iter().map(|column| Some(header(column))).collect::<Vec<_>>()
    };
    let mut noise = layout.noise.iter().copied().cycle();
    let mut rows = vec![headers()];
    for (at, row) in texts.iter().enumerate() {
        let begins = !row.number.is_again && !row.name.is_again;
        match layout.shape {
            Shape::HeaderTwice if begins && at + 1 == texts.len() => rows.push(headers()),
            Shape::BlankRows if begins => {
                rows.push(layout.columns.iter().map(|_| Some(Cell::blank())).collect())
            }
            _ => {}
        }
        let cell = |(nth, column): (usize, &Column)| {
            let mut cell = cell(row, &texts[at + 1..], *column, noise.next().unwrap(), layout)?;
            cell.is_header = layout.shape == Shape::RowHeaders && nth == 0;
            Some(cell)
        };
        rows.push(layout.columns.iter().enumerate().map(cell).collect());
    }
    rows
}

/// A cell of a row; none if it spans from above.
fn cell(row: &Row, below: &[Row], column: Column, noise: Noise, layout: &Layout) -> Option<Cell> {
    let cell = |text: String, span| Cell { text, span, noise, is_header: false };
    let Some(text) = row.shared(column) else {
        return Some(cell(row.own(column, layout), 1));
    };
    let again = below.iter().map_while(|row| row.shared(column)).take_while(|text| text.is_again);
    match (layout.again, text.is_again) {
        (Again::Span, true) => None,
        (Again::Span, false) => Some(cell(text.text.clone(), 1 + again.count())),
        (Again::Blank, true) => Some(cell(String::new(), 1)),
        _ => Some(cell(text.text.clone(), 1)),
    }
}

/// The rows as HTML.
fn lines(rows: &[Vec<Option<Cell>>], shape: Shape) -> String {
    let row = |cells: Vec<&Option<Cell>>| {
        let cells = cells.into_iter().flatten().map(|cell| cell.html(shape));
        let end = if shape == Shape::Unclosed { "" } else { "</tr>" };
        format!("<tr>{}{end}\n", cells.collect::<String>())
    };
    let width = rows[0].len();
    match shape {
        Shape::Transposed => {
            (0..width).map(|col| row(rows.iter().map(|cells| &cells[col]).collect())).collect()
        }
        Shape::Groups => {
            let body: String = rows[1..].iter().map(|cells| row(cells.iter().collect())).collect();
            let head = row(rows[0].iter().collect());
            let columns = "<col>".repeat(width);
            format!("<colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody>")
        }
        _ => rows.iter().map(|cells| row(cells.iter().collect())).collect(),
    }
}

impl Row {
    /// The text of a column in which rows can say the same as the one above.
    fn shared(&self, column: Column) -> Option<&Text> {
        match column {
            Column::Number => Some(&self.number),
            Column::Name => Some(&self.name),
            Column::Maker => Some(&self.maker),
            _ => None,
        }
    }

    fn own(&self, column: Column, layout: &Layout) -> String {
        let said = self.said.as_ref().unwrap();
        match column {
            Column::Component => self.component.clone(),
            Column::File => self.file.clone(),
            Column::Version if said.versions.is_empty() => said.placeholder.to_owned(),
            Column::Version => {
                let versions: Vec<_> =
                    said.versions.iter().map(|version| (layout.version)(version)).collect();
                versions.join(layout.separator)
            }
            Column::Day => said.day.map_or("", |(text, _)| text).to_owned(),
            _ => said.remark.to_owned(),
        }
    }
}

fn texts(model: &Model, layout: &Layout) -> Vec<Row> {
    let [names, makers] = layout.names;
    let app = |at: usize, app: &crate::model::App| {
        let (number, prefix) = match layout.numbers {
            Numbers::None => (String::new(), String::new()),
            Numbers::OwnColumn(written) => (written(at + 1), String::new()),
            Numbers::InNames(written) => (String::new(), written(at + 1)),
        };
        Row {
            number: Text::new(number),
            name: Text::new(format!("{prefix}{}", names(app.name))),
            maker: Text::new(app.vendor),
            file: app.file.unwrap_or_default().to_owned(),
            said: Some(app.said.clone()),
            ..Row::default()
        }
    };
    let count = model.apps.len();
    let mut rows: Vec<Row> = model.apps.iter().enumerate().map(|(at, a)| app(at, a)).collect();
    let reader = app(count, &model.reader);
    rows.push(reader.clone());
    for maker in &model.makers {
        for (nth, (component, said)) in maker.parts.iter().enumerate() {
            let name = Text { text: makers(&names(maker.name)), is_again: nth > 0 };
            let component = component.unwrap_or_default().to_owned();
            let mut row =
                Row { number: reader.number.again(), said: Some(said.clone()), ..Row::default() };
            match layout.makers {
                Makers::InNames => row.name = name,
                Makers::OwnColumn => (row.name, row.maker) = (reader.name.again(), name),
            }
            match layout.components {
                Components::InFiles => row.file = component,
                Components::OwnColumn => row.component = component,
            }
            rows.push(row);
        }
    }
    rows.extend(model.more_apps.iter().enumerate().map(|(at, a)| app(count + 1 + at, a)));
    rows
}

impl Cell {
    fn blank() -> Cell {
        Cell { text: String::new(), span: 1, noise: Noise::Nothing, is_header: false }
    }

    fn html(&self, shape: Shape) -> String {
        let name = if self.is_header { "th" } else { "td" };
        let span = match (self.span, shape) {
            (1, _) => String::new(),
            (span, Shape::Transposed) => format!(" colspan={span}"),
            (span, _) => format!(" rowspan={span}"),
        };
        let attributes = match self.noise {
            Noise::Attributes => " class='c1' style='color:#333;width:25%' bgcolor=#ffffff nowrap",
            _ => "",
        };
        let content = self.noise.around(&self.text);
        let end = if shape == Shape::Unclosed { String::new() } else { format!("</{name}>") };
        format!("<{name}{span}{attributes}>{content}{end}")
    }
}

impl Noise {
    fn around(self, text: &str) -> String {
        match self {
            Noise::Nothing | Noise::Attributes => text.to_owned(),
            Noise::Span => format!("<span style='font-size:9pt'><span>{text}</span></span>"),
            Noise::Font => format!("<font face='ＭＳ ゴシック'>{text}</font>"),
            Noise::Paragraph => format!("<p class=MsoNormal>{text}</p>"),
            Noise::Div => format!("<div><div>{text}</div></div>"),
            Noise::Bold => format!("<b>{text}</b>"),
            Noise::Link if text.is_empty() => String::new(),
            Noise::Link => format!("<a href='/notes.html'>{text}</a>"),
            Noise::Spaces => format!("\n  &nbsp;{text}　\n"),
            Noise::Comment => format!("<!-- 9.9.9 -->{text}<!-- </td><td>9.9.9 -->"),
            Noise::Hidden => format!("<span hidden>9.9.9</span>{text}<i hidden>旧</i>"),
            Noise::NotDisplayed => format!("{text}<div style='display: none'>9.9.9</div>"),
            Noise::Script => format!("<script>write('<td>9.9.9')</script>{text}"),
            Noise::Template => format!("{text}<template><b>9.9.9</b></template>"),
        }
    }
}

fn header(column: Column, choice: &Headers) -> &'static str {
    let wordings: &[&str] = match column {
        Column::Number => &["No.", "項番", "#", "番号", "№"],
        Column::Name => &["アプリケーション名", "アプリ名", "ソフトウェア名", "ｱﾌﾟﾘｹｰｼｮﾝ名", "名称"],
        Column::Maker => &["メーカー", "メーカー名", "製造元", "提供会社", "ベンダー"],
        Column::Component => &["構成", "機器", "コンポーネント", "対象機器", "モジュール"],
        Column::File => {
            &["最新ファイル", "ファイル名", "インストーラ", "最新<br>ファイル", "ファイル"]
        }
        Column::Version => {
            &["バージョン情報", "最新バージョン", "バージョン", "版数", "Ver.", "ﾊﾞｰｼﾞｮﾝ", "最新版"]
        }
        Column::Day => &["公開日", "配信日", "更新日", "リリース日", "公開年月日"],
        Column::Remark => &["備考", "補足", "説明", "注記"],
    };
    wordings[choice[column as usize] % wordings.len()]
}

// --- Numbers

fn arabic(number: usize) -> String {
    number.to_string()
}

fn wide(number: usize) -> String {
    number.to_string().chars().map(|digit| char::from_u32(digit as u32 + 0xFEE0).unwrap()).collect()
}

fn circled(number: usize) -> String {
    char::from_u32('①' as u32 + number as u32 - 1).unwrap().to_string()
}

fn titled_number(number: usize) -> String {
    format!("No.{number}")
}

fn in_parentheses(number: usize) -> String {
    format!("（{number}）")
}

fn with_dot(number: usize) -> String {
    format!("{number}. ")
}

// --- Versions

fn ver(version: &str) -> String {
    format!("Ver.{version}")
}

fn v(version: &str) -> String {
    format!("v{version}")
}

fn in_words(version: &str) -> String {
    format!("バージョン {version}")
}

fn edition(version: &str) -> String {
    format!("第{version}版")
}

fn wide_version(version: &str) -> String {
    let wide = |c| char::from_u32(c as u32 + 0xFEE0).unwrap();
    version.chars().map(wide).collect()
}

fn footnoted(version: &str) -> String {
    format!("{version}<sup>※1</sup>")
}

fn noted(version: &str) -> String {
    format!("{version}（Win11）")
}

// --- Names

fn with_footnote(name: &str) -> String {
    format!("{name}<sup>※2</sup>")
}

fn with_mark(name: &str) -> String {
    format!("{name}※3")
}

fn with_ruby(name: &str) -> String {
    format!("<ruby>{name}<rp>(</rp><rt>よみかた</rt><rp>)</rp></ruby>")
}

fn broken(name: &str) -> String {
    let at = name.char_indices().nth(4).unwrap().0;
    format!("{}<wbr>{}", &name[..at], &name[at..])
}

fn abbreviated(name: &str) -> String {
    name.replace("株式会社", "㈱")
}

fn in_short(name: &str) -> String {
    name.replace("株式会社", "（株）")
}

fn indented(name: &str) -> String {
    format!("　・{name}")
}

fn branched(name: &str) -> String {
    format!("└ {name}")
}

// --- The other parts

impl Part {
    fn html(self, layout: &Layout) -> String {
        // One hand made the page: its parts are titled alike.
        let titled =
            |title: &str, rows: &str| titled(layout.heading.form, title, ["", ""], 3, rows);
        match self {
            Part::Prose => "<p>最新のバージョンであることを確認してください。1.0.1以前は使用できません。</p>".to_owned(),
            Part::Contacts => titled(
                "お問い合わせ先",
                "<tr><th>窓口<th>電話<th>受付時間<tr><td>ヘルプデスク<td>0800-080-4583<td>8:00～18:00",
            ),
            Part::Documents => titled(
                "手順書・マニュアル",
                "<tr><th>文書名等<th>更新日<th>版<tr><td>セットアップ手順書<td>2022/10/17<td>1.50
                 <tr><td>連携アプリケーション操作手順書<td>2022/09/01<td>3.21",
            ),
            Part::Environment => titled(
                "動作環境",
                "<tr><th>ソフトウェア<th>対応<th>OSバージョン<tr><td>Windows 11<td>○<td>10.0.22621",
            ),
            Part::History => titled(
                "変更履歴",
                "<tr><th>日付<th>変更内容<th>バージョン<tr><td>2022/10/17<td>連携アプリケーションを更新<td>1.0.8
                 <tr><td>2022/09/01<td>配信アプリケーションを更新<td>1.0.5",
            ),
            Part::OldVersions => titled(
                "旧バージョン情報",
                "<tr><th>アプリケーション名<th>ファイル<th>バージョン情報<tr><td>連携アプリケーション<td>OQsComApp.msi<td>0.9.1
                 <tr><td>配信アプリケーション<td>OQsDistroApp.msi<td>0.9.2",
            ),
            Part::OtherProduct => titled(
                "オンライン請求システムのアプリケーションバージョン情報",
                "<tr><th>アプリケーション名<th>ファイル<th>バージョン情報<tr><td>請求用アプリケーション<td>SeikyuApp.msi<td>5.1.0
                 <tr><td>連携アプリケーション<td>Renkei.msi<td>5.0.3",
            ),
            Part::HiddenTable => "<div style='display:none'><table><tr><th>アプリケーション名<th>バージョン情報
                 <tr><td>連携アプリケーション<td>9.9.9<tr><td>配信アプリ<td>9.9.9</table></div>"
                .to_owned(),
            Part::Contents => "<ul><li><a href='#contact'>お問い合わせ先</a></li>
                 <li><a href='#versions'>アプリケーションバージョン情報</a></li></ul>"
                .to_owned(),
        }
    }
}

// --- Strategies

pub fn columns() -> impl Strategy<Value = (Vec<Column>, Makers, Components)> {
    let makers = select(vec![Makers::InNames, Makers::OwnColumn]);
    let components = select(vec![Components::InFiles, Components::OwnColumn]);
    (makers, components, any::<[bool; 3]>()).prop_flat_map(|(makers, components, has)| {
        let wanted = [
            (Column::Number, has[0]),
            (Column::Name, true),
            (Column::Maker, makers == Makers::OwnColumn),
            (Column::Component, components == Components::OwnColumn),
            (Column::File, true),
            (Column::Version, true),
            (Column::Day, has[1]),
            (Column::Remark, has[2]),
        ];
        let columns: Vec<_> =
            wanted.into_iter().filter(|(_, is)| *is).map(|(column, _)| column).collect();
        (Just(columns).prop_shuffle(), Just(makers), Just(components))
    })
}

pub fn again() -> impl Strategy<Value = Again> {
    select(vec![Again::Span, Again::Repeat, Again::Blank])
}

pub fn numbers() -> impl Strategy<Value = Numbers> {
    select(vec![
        Numbers::None,
        Numbers::OwnColumn(arabic),
        Numbers::OwnColumn(wide),
        Numbers::OwnColumn(circled),
        Numbers::OwnColumn(titled_number),
        Numbers::OwnColumn(in_parentheses),
        Numbers::InNames(circled),
        Numbers::InNames(with_dot),
        Numbers::InNames(in_parentheses),
    ])
}

pub fn headers() -> impl Strategy<Value = Headers> {
    any::<[u8; 8]>().prop_map(|choice| choice.map(usize::from))
}

pub fn heading() -> impl Strategy<Value = Heading> {
    let form = select(vec![
        Form::H(1),
        Form::H(2),
        Form::H(3),
        Form::H(4),
        Form::H(5),
        Form::H(6),
        Form::Strong,
        Form::Caption,
        Form::Summary,
        Form::Row,
    ]);
    let words = select(vec![
        "アプリケーションバージョン情報",
        "ｱﾌﾟﾘｹｰｼｮﾝﾊﾞｰｼﾞｮﾝ情報",
        "アプリケーション バージョン情報",
        "アプリケーション等のバージョン情報",
    ]);
    let around = select(vec![
        ("", ""),
        ("⑨", ""),
        ("9. ", ""),
        ("（9）", ""),
        ("【", "】"),
        ("■", ""),
        ("　", "　"),
        ("<span>", "</span>"),
        ("<a name=versions>", "</a>"),
    ]);
    (form, words, around).prop_map(|(form, words, (before, behind))| Heading {
        form,
        words,
        before,
        behind,
    })
}

pub fn frame() -> impl Strategy<Value = Frame> {
    select(vec![Frame::Nothing, Frame::Divs, Frame::Font, Frame::LayoutTable, Frame::Paragraph])
}

pub fn noise() -> impl Strategy<Value = Vec<Noise>> {
    let noise = select(vec![
        Noise::Nothing,
        Noise::Attributes,
        Noise::Span,
        Noise::Font,
        Noise::Paragraph,
        Noise::Div,
        Noise::Bold,
        Noise::Link,
        Noise::Spaces,
        Noise::Comment,
        Noise::Hidden,
        Noise::NotDisplayed,
        Noise::Script,
        Noise::Template,
    ]);
    prop::collection::vec(noise, 1..12)
}

pub fn parts() -> impl Strategy<Value = Vec<Part>> {
    let part = select(vec![
        Part::Prose,
        Part::Contacts,
        Part::Documents,
        Part::Environment,
        Part::History,
        Part::OldVersions,
        Part::OtherProduct,
        Part::HiddenTable,
        Part::Contents,
    ]);
    prop::collection::vec(part, 0..5)
}

pub fn shape() -> impl Strategy<Value = Shape> {
    select(vec![
        Shape::Plain,
        Shape::Groups,
        Shape::RowHeaders,
        Shape::Unclosed,
        Shape::Transposed,
        Shape::HeaderTwice,
        Shape::BlankRows,
    ])
}

pub fn names() -> impl Strategy<Value = [fn(&str) -> String; 2]> {
    let plain: fn(&str) -> String = str::to_owned;
    let names = select(vec![plain, with_footnote, with_mark, with_ruby, broken]);
    let makers = select(vec![plain, abbreviated, in_short, indented, branched]);
    (names, makers).prop_map(|(names, makers)| [names, makers])
}

/// What stands in the section beside its table.
pub fn beside() -> impl Strategy<Value = [&'static str; 2]> {
    let beside = select(vec![
        "",
        "<p>資格確認端末にインストールするアプリケーションの最新バージョンは以下のとおりです。</p>",
        "<p>※1 更新後は再起動してください。</p>",
        "<ul><li>※2 1.0.1以前は使用できません。</ul>",
        "<table><tr><th>窓口<td>ヘルプデスク<tr><th>電話<td>0800-080-4583</table>",
        "<table><tr><td>凡例<td>○：対応　－：対象外</table>",
        "<img src=versions.png alt='9.9.9'>",
    ]);
    [beside.clone(), beside]
}

pub fn version() -> impl Strategy<Value = fn(&str) -> String> {
    let plain: fn(&str) -> String = str::to_owned;
    select(vec![plain, ver, v, in_words, edition, wide_version, footnoted, noted])
}

pub fn separator() -> impl Strategy<Value = &'static str> {
    select(vec!["<br>", "、", " / ", "・"])
}

/// A page by any hand.
pub fn layout() -> impl Strategy<Value = Layout> {
    let table = (columns(), numbers(), again(), shape(), headers(), separator(), version());
    let page = (heading(), frame(), noise(), parts(), parts(), beside(), names());
    (table, page).prop_map(
        |(
            ((columns, makers, components), numbers, again, shape, headers, separator, version),
            page,
        )| {
            let (heading, frame, noise, before, after, beside, names) = page;
            Layout {
                columns,
                makers,
                components,
                numbers,
                again,
                shape,
                headers,
                heading,
                frame,
                noise,
                before,
                after,
                beside,
                separator,
                version,
                names,
            }
        },
    )
}
