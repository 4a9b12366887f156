//! Fleets as vendors have them: seven applications and three components of card readers a terminal, most of it up to
//! date, names in several spellings, and a line in a hundred that is odd.

/// A page that publishes what the fleets have.
pub const PAGE: &str = "<h2>アプリケーションバージョン情報</h2>
<table><tr><th>アプリケーション名<th>最新ファイル<th>バージョン情報
<tr><td>連携アプリケーション<td>OQsComApp.msi<td>1.0.9
<tr><td>配信アプリケーション<td>OQsDistroApp.msi<td>1.0.6
<tr><td>ブラウザ拡張プラグイン(顔認証DLL含む)<td>OQsFaceApp.msi<td>2.3.0
<tr><td>MPKIダウンロード<td>MPKIUpdateApp.msi<td>1.2.0.0
<tr><td>顔認証ライブラリ<td>FaceRecognitionLibrary.msi<td>1.0.6
<tr><td>Edge拡張機能<td>OQsEdge.crx<td>2.0.0.0
<tr><td>資格確認端末設定ツール<td>OQsSetting.msi<td>3.1
<tr><td>顔認証付きカードリーダーアプリケーション<td><td>
<tr><td>富士通Japan株式会社<td>端末ソフト<td>1.0.0.4
<tr><td>富士通Japan株式会社<td>管理ソフト<td>1.0.2
<tr><td>富士通Japan株式会社<td>Caora<td>5.1
<tr><td>パナソニック コネクト株式会社<td>アプリ<td>1.1.1.1.2
<tr><td>パナソニック コネクト株式会社<td>顔認証エンジン<td>4.0.1
<tr><td>パナソニック コネクト株式会社<td>XC-STFR2J<td>12
<tr><td>株式会社USEN-ALMEX<td>管理コンソール<td>10.10
<tr><td>株式会社USEN-ALMEX<td>カードリーダー本体（画面）<td>362
<tr><td>株式会社USEN-ALMEX<td>カードリーダー本体（CPS-100）<td>2.26
</table>";

/// An application, under the names that fleets have for it, and its versions, of which most terminals have the first.
const APPS: [(&[&str], &[&str]); 7] = [
    (&["linkage", "linkage", "連携アプリケーション"], &["1.0.9", "1.0.8", "1.0.7", "1.0.10"]),
    (&["distribution", "distribution", "配信アプリ"], &["1.0.6", "1.0.4", "1.0.3", "1.0.6.0"]),
    (&["browser_extension"], &["2.3.0", "2.2.0", "2.10.0"]),
    (&["mpki", "MPKIUpdateApp.msi"], &["1.2.0.0", "1.2", "1.1.9"]),
    (&["face_library", "face-library"], &["1.0.6", "1.0.5", "Ver.1.0.6"]),
    (&["Edge拡張機能"], &["2.0.0.0", "1.9.9.12"]),
    (&["資格確認端末設定ツール"], &["3.1", "3.0", "3.10"]),
];

type Component = (&'static str, &'static [&'static str]);

/// A manufacturer under its names, and its components with their versions.
const MAKERS: [(&[&str], [Component; 3]); 3] = [
    (
        &["富士通Japan株式会社", "富士通Japan㈱"],
        [
            ("端末ソフト", &["1.0.0.4", "1.0.0.3"]),
            ("管理ソフト", &["1.0.2", "1.0.1"]),
            ("Caora", &["5.1", "5.0"]),
        ],
    ),
    (
        &[
            "パナソニック コネクト株式会社",
            "パナソニック システムソリューションズ ジャパン株式会社",
        ],
        [
            ("アプリ", &["1.1.1.1.2", "1.1.1.1.1"]),
            ("顔認証エンジン", &["4.0.1", "4.0.0"]),
            ("XC-STFR2J", &["12", "11"]),
        ],
    ),
    (
        &["株式会社USEN-ALMEX", "株式会社アルメックス", "㈱アルメックス"],
        [
            ("管理コンソール", &["10.10", "10.9", "10.1"]),
            ("カードリーダー本体（画面）", &["362", "361"]),
            ("カードリーダー本体（CPS-100）", &["2.26", "2.3"]),
        ],
    ),
];

/// Writes a line for the terminal of a number; `pick` gives a number below another.
pub fn line(out: &mut String, number: usize, pick: &mut impl FnMut(usize) -> usize) {
    if pick(100) == 0 {
        return odd(out, number, pick);
    }
    *out += &format!("{{\"id\":\"clinic-{number:06}\",\"taken_at\":\"2026-11-24T");
    *out += &format!("{:02}:{:02}:00+09:00\",\"apps\":{{", pick(24), pick(60));
    for (at, (names, versions)) in APPS.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        *out += &format!("{comma}\"{}\":\"{}\"", of(names, pick), version(versions, pick));
    }
    *out += "},\"readers\":[";
    let (names, components) = &MAKERS[pick(MAKERS.len())];
    let name = of(names, pick);
    for (at, (component, versions)) in components.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        *out += &format!("{comma}{{\"manufacturer\":\"{name}\",\"component\":\"{component}\",");
        *out += &format!("\"version\":\"{}\"}}", version(versions, pick));
    }
    *out += "]}\n";
}

fn of<'n>(names: &[&'n str], pick: &mut impl FnMut(usize) -> usize) -> &'n str {
    names[pick(names.len())]
}

/// Nine of ten have the first.
fn version<'v>(versions: &[&'v str], pick: &mut impl FnMut(usize) -> usize) -> &'v str {
    if pick(10) > 0 { versions[0] } else { of(versions, pick) }
}

/// A line that is no plain inventory, or says odd things.
fn odd(out: &mut String, number: usize, pick: &mut impl FnMut(usize) -> usize) {
    let line = ODD[pick(ODD.len())].replace("{n}", &number.to_string());
    *out += &line;
    out.push('\n');
}

pub const ODD: [&str; 34] = [
    "",
    " \r",
    "\u{FEFF}{\"id\":\"b{n}\",\"apps\":{\"linkage\":\"1.0.9\"}}\r",
    "{",
    "[]",
    "17",
    "\"text\"",
    "{} {}",
    "{}",
    "{\"id\":{n},\"apps\":{\"linkage\":\"1.0.9\"}}",
    "{\"id\":null,\"apps\":null,\"readers\":null,\"taken_at\":null,\"schema\":{\"a\":[1]}}",
    "{\"id\":\"a\",\"id\":null,\"apps\":{\"linkage\":\"1.0.8\"},\"apps\":{\"mpki\":\"1.0\"}}",
    "{\"id\":\"\\u0007 \\u85e5\\u5c40 \\\" {n} \u{7F}\u{85}\",\"apps\":{\"\\u9023\\u643a\\u30a2\\u30d7\\u30ea\":\"1.0.8\"}}",
    "{\"apps\":{\"linkage\":\"1.0.9\",\"連携アプリケーション\":\"1.0.8\",\"mpki\":\"1.1\"}}",
    "{\"apps\":{\"linkage\":\"1.0.8\",\"linkage\":\"1.0.8\"}}",
    "{\"apps\":{\"linkage\":1.10,\"mpki\":true,\"face_library\":null,\"distribution\":{\"a\":\"1\"}}}",
    "{\"apps\":{\"linkage\":\"?\",\"mpki\":\"\",\"face_library\":\"1.0.9a\",\"distribution\":\"\\u0000\"}}",
    "{\"apps\":{\"card_reader\":\"1.0\",\"予約管理\":\"2\",\"\":\"3\",\"a\\u0000b\":\"4\"}}",
    "{\"readers\":[{\"version\":\"9\",\"component\":\"管理コンソール\",\"manufacturer\":\"㈱アルメックス\"}],\"apps\":{\"linkage\":\"x\"}}",
    "{\"readers\":[{\"manufacturer\":\"アルメックス\",\"version\":\"9\"},{\"manufacturer\":\"無名\",\"component\":null,\"version\":\"1\"}]}",
    "{\"readers\":[{\"manufacturer\":\"アルメックス\",\"component\":\"\",\"version\":\"9\"},{\"manufacturer\":\"USEN-ALMEX\",\"version\":\"9.0\"}]}",
    "{\"readers\":[{\"manufacturer\":\"　\",\"version\":\"9\"}]}",
    "{\"readers\":[{\"manufacturer\":\"富士通\"}]}",
    "{\"readers\":[{\"version\":\"1\"}]}",
    "{\"readers\":[{\"manufacturer\":\"富士通\",\"version\":\"1\",\"version\":\"2\"}]}",
    "{\"readers\":[{\"manufacturer\":\"富士通\",\"version\":null}]}",
    "{\"readers\":[{\"manufacturer\":7,\"version\":\"1\"}]}",
    "{\"readers\":{\"manufacturer\":\"富士通\"}}",
    "{\"readers\":[[\"富士通\",null,\"1\"]]}",
    "{\"apps\":[\"1.0.9\"]}",
    "{\"taken_at\":\"昨日\",\"apps\":{\"linkage\":\"1.0.9\"}}",
    "{\"taken_at\":\"2026-11-24T09:00:00+09:00[Asia/Tokyo]\",\"apps\":{\"linkage\":\"1.0.9\"},\"color\":1}",
    "{\"apps\":{\"linkage\":\"1.0.8\"},\"holds\":[{\"app\":\"linkage\",\"version\":\"<1.0.9\",\"reason\":\"待ち\"}]}",
    "{\"apps\":{\"mpki\":\"1.0\"},\"holds\":[{\"app\":\"mpki\",\"reason\":\"済み\",\"until\":\"2020-01-31\"}]}",
];
