//! Pages that are made to cost more than they weigh.

/// A kind of hostile page.
pub struct Bomb {
    pub name: &'static str,
    /// How many pieces the smaller of two pages has.
    pub size: usize,
    pub body: fn(usize) -> String,
}

const fn bomb(name: &'static str, size: usize, body: fn(usize) -> String) -> Bomb {
    Bomb { name, size, body }
}

pub const ALL: [Bomb; 27] = [
    bomb("<div>", 1_000_000, |n| "<div>".repeat(n)),
    bomb("<ul><li>", 500_000, |n| "<ul><li>".repeat(n)),
    bomb("<table><tr><td>", 500_000, |n| "<table><tr><td>".repeat(n)),
    bomb("sibling tables", 100_000, |n| "<table><tr><td>1</table>".repeat(n)),
    bomb("<font size=i>", 400_000, |n| numbered(n, |i| format!("<font size={i}>"))),
    bomb("<p><b id=i>", 400_000, |n| numbered(n, |i| format!("<p><b id={i}>"))),
    bomb("<a href=i>", 200_000, |n| numbered(n, |i| format!("<a href={i}>"))),
    bomb("<a href=i><table>", 200_000, |n| numbered(n, |i| format!("<a href={i}><table>"))),
    bomb("attributes", 1_000_000, |n| format!("<div {}>", numbered(n, |i| format!(" a{i}=1")))),
    bomb("wanted attributes", 1_000_000, |n| format!("<td {}>", " rowspan=2".repeat(n))),
    bomb("<", 15_000_000, |n| "<".repeat(n)),
    bomb("NUL", 15_000_000, |n| format!("<p>{}", "\0".repeat(n))),
    bomb("unclosed <td>", 900_000, |n| format!("<table>{}", "<td>".repeat(n))),
    bomb("entities", 2_000_000, |n| "&amp;&b;".repeat(n)),
    bomb("rules for one class", 4_000, |n| {
        let rules = numbered(n, |i| format!(".x{i} .a{{display:none}}"));
        format!("<style>{rules}</style>{}", "<p class=a>x".repeat(n))
    }),
    bomb("rules for all classes", 20_000, |n| {
        let rules = numbered(n, |i| format!("p.a{i} > .b{i}{{display:none}}"));
        format!(
            "<style>{rules}</style>{}",
            numbered(n, |i| format!("<p class=a{i}><b class=b{i}>"))
        )
    }),
    bomb("selectors", 2_000_000, |n| format!("<style>{}{{top:0}}</style>", ".a,b>".repeat(n))),
    bomb("unclosed blocks", 5_000_000, |n| format!("<style>{}", "a{(\"@media{".repeat(n / 4))),
    bomb("wide cells in a row", 1_000, |n| format!("<table><tr>{}", WIDE.repeat(n))),
    bomb("wide cells in rows", 1_000, |n| format!("<table>{}", format!("<tr>{WIDE}").repeat(n))),
    bomb("version tables", 4_000, |n| {
        let one = |i| table(format!("<tr><td>ツール{i}号<td>1.{i}"));
        format!("{HEADING}{}", numbered(n, one))
    }),
    bomb("a table and its copy", 4_000, |n| {
        let one = table(numbered(n, |i| format!("<tr><td>ツール{i}号<td>1.{i}")));
        format!("{HEADING}{one}{one}")
    }),
    bomb("columns of versions", 4_000, |n| {
        let (headers, cells) = ("<th>バージョン".repeat(n), "<td>1.0".repeat(n));
        format!(
            "{HEADING}<table><tr><th>アプリケーション名{headers}<tr><td>連携アプリケーション{cells}</table>"
        )
    }),
    bomb("columns of equal name", 500, |n| {
        let (headers, cells) = ("<th>区分".repeat(n), "<td>甲".repeat(n));
        let header = format!("<th>アプリケーション名<th>バージョン{headers}");
        format!("{HEADING}<table><tr>{header}<tr><td>連携アプリケーション<td>1.0{cells}</table>")
    }),
    bomb("headers in two rows", 2_000, |n| {
        let (upper, lower) = ("<th>区分".repeat(n), "<td>".repeat(n));
        let header =
            format!("<th colspan=2>アプリケーション<th>バージョン{upper}<tr><td>名<td>{lower}");
        format!("{HEADING}<table><tr>{header}<tr><td>連携アプリケーション<td>1<td>1.0</table>")
    }),
    bomb("rows without versions", 2_000, |n| {
        let one = |i| {
            format!(
                "<tr><td>ツール{i}号<td>1.a<tr><td>顔認証付きカードリーダーアプリケーション<td>"
            )
        };
        format!(
            "{HEADING}{}",
            table(format!("<tr><td>連携アプリケーション<td>1.0{}", numbered(n, one)))
        )
    }),
    bomb("tables under doubtful headings", 2_000, |n| {
        let one =
            |i| table(format!("<tr><td>連携アプリケーション<td>1.0<tr><td>ツール{i}号<td>1.{i}"));
        format!(
            "{HEADING}{}<h2>旧バージョン</h2>{}{HEADING}{}",
            numbered(n, one),
            table(String::new()),
            numbered(n, one)
        )
    }),
];

const WIDE: &str = "<td rowspan=65534 colspan=1000>1";
const HEADING: &str = "<h2>アプリケーションバージョン情報</h2>";

fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

fn table(rows: String) -> String {
    format!("<table><tr><th>アプリケーション名<th>バージョン情報{rows}</table>\n")
}
