//! What is installed against what is published.

use std::time::{Duration, SystemTime};

use onshikaku::{
    App, Date, Entry, FindingCode, Hold, Installed, Inventory, Item, Lang, Origin, Page, Policy,
    Published, Report, Snapshot, StepKind, Subject, Verdict,
};
use proptest::prelude::*;

/// The document's table as a page that the caller vouches for.
fn document() -> Snapshot {
    Page::new(include_bytes!("../fixtures/bundled/body")).read().unwrap()
}

fn page(rows: &str) -> Snapshot {
    let head = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報";
    Snapshot::from_html(&format!("{head}{rows}</table>")).unwrap()
}

fn status(report: &Report) -> Vec<&'static str> {
    report.items.iter().map(|item| item.status.code()).collect()
}

fn day(text: &str) -> SystemTime {
    text.parse::<jiff::Timestamp>().unwrap().try_into().unwrap()
}

#[test]
fn every_application_and_manufacturer_of_the_document() {
    // What is installed, and its statuses with a version below, equal to, and above the published one, and with none.
    let subjects = [
        (Subject::app(App::Linkage), "1.0.8", "1.0.9", "1.0.10"),
        (Subject::app(App::Distribution), "1.0.3", "1.0.6", "1.0.7"),
        (Subject::app(App::BrowserExtension), "1.0.5", "1.0.6", "1.1"),
        (Subject::app(App::MpkiDownload), "1.1.9.9", "1.2", "1.2.0.1"),
        (Subject::app(App::FaceLibrary), "1.0.5", "1.0.6", "2"),
        (Subject::auth_file(), "1.0.5", "1.0.6.0", "1.0.7"),
        (Subject::reader("富士通Japan", None), "1.0.0.3", "1.0.0.4", "1.0.1"),
        (Subject::reader("パナソニック コネクト㈱", None), "1.1.1.1.1", "1.1.1.1.2", "1.1.1.2"),
        (Subject::reader("USEN-ALMEX", Some("管理コンソール")), "10.9", "10.10", "10.11"),
        (Subject::reader("アルメックス", Some("カードリーダー本体（画面）")), "361", "362", "363"),
        (Subject::reader("(株)アルメックス", Some("CPS-100")), "2.25", "2.26", "2.100"),
    ];
    let snapshot = document();
    for (subject, below, equal, above) in subjects {
        for (version, expected) in
            [(below, "outdated"), (equal, "up_to_date"), (above, "ahead"), ("1.0.9a", "unreadable")]
        {
            let report = Inventory::new().with(subject.clone(), version).compare(&snapshot);
            assert_eq!(status(&report), [expected], "{subject} {version}");
        }
    }
}

#[test]
fn ten_is_more_than_nine() {
    let snapshot = document();
    let console = || Subject::reader("アルメックス", Some("管理コンソール"));
    for (version, expected) in
        [("10.1", "outdated"), ("10.9", "outdated"), ("10.10.0", "up_to_date")]
    {
        let report = Inventory::new().with(console(), version).compare(&snapshot);
        assert_eq!(status(&report), [expected], "{version}");
        assert_eq!(report.items[0].status.differs_at(), (expected == "outdated").then_some(1));
    }
}

#[test]
fn two_published_versions_of_one_application() {
    let snapshot = document();
    let published = Published::new(&snapshot);
    for (version, expected) in [
        ("1.0.3", "outdated"),
        ("1.0.4", "ambiguous"),
        ("1.0.5", "ambiguous"),
        ("1.0.6", "up_to_date"),
        ("1.0.7", "ahead"),
    ] {
        let status = published.judge(&Subject::named("配信アプリ"), &version.parse().unwrap());
        assert_eq!(status.code(), expected, "{version}");
    }
}

#[test]
fn what_the_page_says_less_or_more_of() {
    let page = page(
        "<tr><td>連携アプリケーション<td>準備中<tr><td>配信アプリケーション<td>1.0.6<tr><td>在庫管理<td>3.1
         <tr><td>顔認証ライブラリ<td>1.0.6<tr><td>ブラウザ拡張プラグイン<td>2.3.0
         <tr><td>顔認証付きカードリーダーアプリケーション<td>1.0.6
         <tr><td>富士通Japan株式会社<td>1.0.0.4<tr><td>㈱試作<td>2.0",
    );
    let cases = [
        (Subject::named("在庫 管理"), "3.1", "up_to_date", None),
        (Subject::named("予約管理"), "3.1", "not_published", None),
        (Subject::app(App::MpkiDownload), "1.2", "not_published", None),
        (Subject::app(App::Linkage), "1.0.9", "unreadable", Some("published")),
        (Subject::app(App::Linkage), "?", "unreadable", Some("installed")),
        (Subject::auth_file(), "1.0.6", "ambiguous", Some("published")),
        // The card reader's own row says nothing of a manufacturer's reader.
        (Subject::app(App::CardReader), "1.0.6", "ambiguous", Some("installed")),
        (Subject::reader("キヤノン", None), "1.0.6", "not_published", None),
        // A page without components speaks of all of them.
        (Subject::reader("富士通", Some("Caora")), "1.0.0.4", "up_to_date", None),
        (Subject::reader("試作株式会社", None), "1.9", "outdated", None),
    ];
    for (subject, version, expected, side) in cases {
        let report = Inventory::new().with(subject.clone(), version).compare(&page);
        let item = serde_json::to_value(&report.items[0]).unwrap();
        assert_eq!(item["status"], expected, "{subject}");
        assert_eq!(item["side"], serde_json::to_value(side).unwrap(), "{subject}");
    }
}

#[test]
fn a_component_is_asked_for_where_there_are_several() {
    let snapshot = document();
    let report = Inventory::new().with_reader("アルメックス", None, "10.10").compare(&snapshot);
    assert_eq!(status(&report), ["ambiguous"]);
    assert_eq!(report.items[0].published.len(), 3);
    let report = Inventory::new().with_reader("アルメックス", Some("電源"), "1").compare(&snapshot);
    assert_eq!(status(&report), ["not_published"]);
}

#[test]
fn a_file_beats_what_was_typed() {
    let snapshot = document();
    let file = Origin::version_info("Version.info", Some(1));
    let inventory = Inventory::new().with_from(App::Linkage, "1.0.8", Origin::ARGUMENT).with_from(
        App::Linkage,
        "1.0.9",
        file,
    );
    let report = inventory.compare(&snapshot);
    assert_eq!(status(&report), ["up_to_date"]);
    assert_eq!(report.findings[0].code, FindingCode::TypedDiffers);
    assert_eq!(report.findings[0].raw.as_deref(), Some("1.0.8"));

    let typed = Inventory::new().with(App::Linkage, "1.0.8").with(App::Linkage, "1.0.9");
    assert_eq!(status(&typed.compare(&snapshot)), ["ambiguous"]);
    let same = Inventory::new().with(App::Linkage, "1.0.9").with(App::Linkage, "1.0.9.0");
    assert_eq!(status(&same.compare(&snapshot)), ["up_to_date"]);
}

#[test]
fn a_verdict_rests_on_its_page() {
    let up_to_date = Inventory::new().with(App::Linkage, "1.0.9");
    let outdated = Inventory::new().with(App::Linkage, "1.0.8");
    let bundled = Page::bundled().read().unwrap();
    assert_eq!(up_to_date.compare(&bundled).verdict(), Verdict::CannotTell);
    assert_eq!(outdated.compare(&bundled).verdict(), Verdict::UpdateNeeded);
    assert_eq!(Inventory::new().compare(&document()).verdict(), Verdict::CannotTell);
    let Verdict::UpToDate(basis) = up_to_date.compare(&document()).verdict() else { panic!() };
    assert_eq!(basis.age(), None);
}

#[test]
fn an_answer_of_the_portal_grows_old() {
    let mut json = serde_json::to_value(document()).unwrap();
    json["source"]["kind"] = "live".into();
    json["source"]["freshness"] = "fresh".into();
    json["source"]["read_at"] = "2026-11-24T00:00:00Z".into();
    let snapshot: Snapshot = serde_json::from_value(json).unwrap();
    let report = Inventory::new().with(App::Linkage, "1.0.9").compare(&snapshot);
    let at = |hour: &str| report.clone().at(day(hour));
    assert!(matches!(at("2026-11-24T01:00:00Z").verdict(), Verdict::UpToDate(_)));
    assert_eq!(at("2026-11-25T00:00:01Z").verdict(), Verdict::CannotTell);
    let hour = Duration::from_secs(3_600);
    assert_eq!(at("2026-11-24T01:00:01Z").verdict_within(hour), Verdict::CannotTell);
}

#[test]
fn a_hold_tells_what_is_expected() {
    let snapshot = document();
    let hold = Hold::new(App::Linkage, "<1.0.9".parse().unwrap(), "レセコンの対応待ち")
        .until(Date::new(2026, 11, 30).unwrap());
    let inventory = Inventory::new().with(App::Linkage, "1.0.8").with_hold(hold);
    let report = inventory.compare(&snapshot);
    assert_eq!(report.items[0].is_expected(), None);
    // The last day is a day in Japan.
    let during = report.clone().at(day("2026-11-30T14:59:59Z"));
    assert_eq!(during.items[0].is_expected(), Some(true));
    assert!(during.findings.is_empty());
    assert!(during.plan(&Policy::default(), day("2026-11-30T14:59:59Z")).steps.is_empty());
    let after = report.at(day("2026-11-30T15:00:00Z"));
    assert_eq!(after.items[0].is_expected(), Some(false));
    assert_eq!(after.findings[0].code, FindingCode::HoldOver);
    assert_eq!(after.plan(&Policy::default(), day("2026-11-30T15:00:00Z")).steps.len(), 4);
    assert_eq!(after.verdict(), Verdict::UpdateNeeded);
}

#[test]
fn a_plan_follows_the_document_and_waits_for_the_day_after_a_release() {
    let head = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報<th>公開日";
    let rows = [
        ("連携アプリケーション", "2022/10/17"),
        ("配信アプリケーション", "2022/10/01"),
        ("ブラウザ拡張プラグイン", "2022/10/01"),
        ("MPKIダウンロード", "2022/10/01"),
        ("顔認証ライブラリ", "2022/10/01"),
        ("富士通Japan株式会社", "2022/10/01"),
    ];
    let rows: String =
        rows.iter().map(|(name, day)| format!("<tr><td>{name}<td>2.0<td>{day}")).collect();
    let snapshot = Snapshot::from_html(&format!("{head}{rows}</table>")).unwrap();
    let apps = [App::MpkiDownload, App::Linkage, App::FaceLibrary, App::Distribution];
    let inventory =
        apps.into_iter().fold(Inventory::new(), |inventory, app| inventory.with(app, "1.0"));
    let inventory =
        inventory.with_reader("富士通Japan", None, "1.0").with(App::BrowserExtension, "2.0");
    let report = inventory.compare(&snapshot);

    let presses = |policy: &Policy, now: &str| -> Vec<(String, Option<SystemTime>)> {
        let plan = report.plan(policy, day(now));
        assert_eq!(plan.steps.len() % 4, 0);
        assert_eq!(plan.estimate_minutes, plan.steps.len() as u64 / 4 * 20);
        let presses = plan.steps.into_iter().filter(|step| step.kind == StepKind::Press);
        let names = |subjects: &[Subject]| {
            subjects.iter().map(Subject::to_string).collect::<Vec<_>>().join("+")
        };
        presses.map(|step| (names(&step.subjects), step.not_before)).collect()
    };
    let at_once = |names: &[&str]| -> Vec<(String, Option<SystemTime>)> {
        names.iter().map(|name| ((*name).to_owned(), None)).collect()
    };
    let all = [
        "配信アプリケーション",
        "顔認証ライブラリ",
        "連携アプリケーション+富士通Japan株式会社",
        "MPKIダウンロード",
    ];
    assert_eq!(presses(&Policy::default(), "2022-10-17T15:00:00Z"), at_once(&all));
    let mut installing = Policy::default();
    installing.is_installation = true;
    assert_eq!(presses(&installing, "2022-10-17T03:00:00Z"), at_once(&all));
    // On the day itself, and before it, what stands behind waits too, and what stands beside does not.
    let mut waiting = at_once(&[
        "配信アプリケーション",
        "顔認証ライブラリ",
        "富士通Japan株式会社",
        "連携アプリケーション",
        "MPKIダウンロード",
    ]);
    waiting[3].1 = Some(day("2022-10-17T15:00:00Z"));
    waiting[4].1 = Some(day("2022-10-17T15:00:00Z"));
    for now in ["2022-10-17T14:59:59Z", "2022-10-16T15:00:00Z", "2022-10-11T00:00:00Z"] {
        assert_eq!(presses(&Policy::default(), now), waiting, "{now}");
    }
}

#[test]
fn ids_of_steps_depend_on_what_and_for_what_alone() {
    let outdated = Inventory::new().with(App::Linkage, "1.0.8").with(App::MpkiDownload, "1.0");
    let plan = |inventory: &Inventory, now| {
        let plan = inventory.compare(&document()).plan(&Policy::default(), now);
        plan.steps.iter().map(|step| step.id()).collect::<Vec<_>>()
    };
    let ids = plan(&outdated, SystemTime::UNIX_EPOCH);
    assert_eq!(ids, plan(&outdated, SystemTime::now()));
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
    let one = Inventory::new().with(App::MpkiDownload, "0.9");
    assert_eq!(plan(&one, SystemTime::now()), ids[4..]);
}

#[test]
fn a_tool_compares_its_own_terminals() {
    struct Row {
        linkage: String,
        readers: Vec<(String, String)>,
    }
    impl Installed for Row {
        fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
            let readers = self.readers.iter().map(|(maker, version)| {
                Entry::read(Subject::reader(maker, Some("管理コンソール")), version)
            });
            std::iter::once(Entry::read(Subject::app(App::Linkage), &self.linkage)).chain(readers)
        }
    }
    let row = Row {
        linkage: "1.0.9".to_owned(),
        readers: vec![("㈱アルメックス".to_owned(), "10.2".to_owned())],
    };
    let snapshot = document();
    let report = Published::new(&snapshot).report(&row);
    assert_eq!(status(&report), ["up_to_date", "outdated"]);
}

#[test]
fn numbers_in_a_file_are_no_versions() {
    let json = r#"{"apps": {"linkage": 10.10, "mpki": "1.2"}, "color": "red",
        "readers": [{"manufacturer": "富士通Japan", "version": 1}]}"#;
    #[cfg(feature = "toml")]
    let toml = "color = 'red'\n[apps]\nlinkage = 10.10\nmpki = '1.2'\n[[readers]]\nmanufacturer = '富士通Japan'\nversion = 1";
    let inventories = [
        Inventory::from_json(json).unwrap(),
        #[cfg(feature = "toml")]
        Inventory::from_toml(toml).unwrap(),
    ];
    for inventory in inventories {
        let report = inventory.compare(&document());
        assert_eq!(status(&report), ["unreadable", "up_to_date", "unreadable"]);
        assert_eq!(report.items[0].installed.as_ref().unwrap().raw, "10.10");
        let mut codes: Vec<_> =
            report.findings.iter().map(|f| serde_json::to_value(f.code).unwrap()).collect();
        codes.sort_by_key(ToString::to_string);
        assert_eq!(codes, ["unknown_key", "version_is_number", "version_is_number"]);
        assert_eq!(report.verdict(), Verdict::CannotTell);
    }
}

#[test]
fn a_file_that_is_no_inventory_says_where() {
    for (text, line) in [
        ("{\n\"apps\": {\n\"linkage\": }", Some(3)),
        ("{\n\"apps\": [\"1.0.9\"]}", Some(2)),
        ("{\"readers\": [\n{\"version\": \"1\"}]}", Some(2)),
        ("{\"readers\": [\n{\"manufacturer\": \"a\"}]}", Some(2)),
        ("[]", Some(1)),
        ("apps = 3", Some(1)),
        #[cfg(feature = "toml")]
        ("[apps]\nlinkage = 1.0.9", Some(2)),
        #[cfg(feature = "toml")]
        ("", None),
    ] {
        match Inventory::from_bytes(text.as_bytes()) {
            Err(error) => assert_eq!(error.line(), line, "{text}: {error}"),
            Ok(inventory) => assert!(inventory.is_empty() && line.is_none(), "{text}"),
        }
    }
}

fn subject() -> impl Strategy<Value = Subject> {
    let app = proptest::sample::select(App::ALL.to_vec()).prop_map(Subject::app);
    let reader = (
        proptest::sample::select(vec!["富士通Japan", "アルメックス", "パナソニック", "新メーカー"]),
        proptest::option::of(proptest::sample::select(vec!["管理コンソール", "CPS-100", "電源"])),
    );
    let reader = reader.prop_map(|(maker, component)| Subject::reader(maker, component));
    prop_oneof![app, reader, Just(Subject::auth_file()), Just(Subject::named("在庫管理"))]
}

fn version() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::collection::vec(0..12_u64, 1..5).prop_map(|s| s
            .iter()
            .map(u64::to_string)
            .collect::<Vec<_>>()
            .join(".")),
        proptest::sample::select(vec!["1.0.9", "1.0.6", "10.10", "1.2.0.0"])
            .prop_map(str::to_owned),
        "\\PC{0,6}",
    ]
}

fn entries() -> impl Strategy<Value = Vec<(Subject, String)>> {
    proptest::collection::vec((subject(), version()), 0..8)
}

fn inventory(entries: &[(Subject, String)]) -> Inventory {
    let add = |inventory: Inventory, (subject, version): &(Subject, String)| {
        inventory.with(subject.clone(), version)
    };
    entries.iter().fold(Inventory::new(), add)
}

/// What a report says, without the order of its input.
fn told(report: &Report) -> (&'static str, Vec<String>, usize) {
    let item = |item: &Item| serde_json::to_string(item).unwrap();
    (report.verdict().code(), report.items.iter().map(item).collect(), report.findings.len())
}

proptest! {
    #[test]
    fn up_to_date_is_never_said_of_what_is_not(entries in entries()) {
        let report = inventory(&entries).compare(&document());
        let is_fine = !report.items.is_empty() && report.items.iter().all(|item| item.status.is_fine());
        prop_assert_eq!(matches!(report.verdict(), Verdict::UpToDate(_)), is_fine);
        prop_assert!(!report.text(Lang::Ja).is_empty() && !report.markdown(Lang::En).is_empty());
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(
        (entries, shuffled) in entries().prop_flat_map(|e| (Just(e.clone()), Just(e).prop_shuffle()))
    ) {
        let snapshot = document();
        let (one, other) = (inventory(&entries), inventory(&shuffled));
        prop_assert_eq!(told(&one.compare(&snapshot)), told(&other.compare(&snapshot)));
    }

    #[test]
    fn a_row_of_something_else_changes_no_status(entries in entries(), version in "[0-9]{1,3}(\\.[0-9]{1,3}){0,3}") {
        let body = include_str!("../fixtures/bundled/body");
        let row = format!("<tr><td>8<td>別のソフト<td>Other.msi<td>{version}</tr>");
        let at = body.find("</tbody>").or_else(|| body.find("</table>")).unwrap();
        let more = format!("{}{row}{}", &body[..at], &body[at..]);
        let more = Page::new(more.as_bytes()).read().unwrap();
        let inventory = inventory(&entries);
        prop_assert_eq!(status(&inventory.compare(&document())), status(&inventory.compare(&more)));
    }

    #[test]
    fn what_was_made_from_the_page_is_up_to_date(skip in 0..4_usize) {
        let snapshot = document();
        let mut inventory = Inventory::new();
        for app in App::ALL.into_iter().filter(|app| *app != App::CardReader).skip(skip) {
            inventory = inventory.with(app, snapshot.latest(app).unwrap().version.as_str());
        }
        for record in &snapshot.manufacturers {
            let version = record.versions[0].version.as_str();
            inventory = inventory.with_reader(&record.name, record.component.as_deref(), version);
        }
        let report = inventory.compare(&snapshot);
        prop_assert!(matches!(report.verdict(), Verdict::UpToDate(_)), "{:?}", status(&report));
    }

    #[test]
    fn no_inventory_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,80}") {
        for inventory in [Inventory::from_bytes(&bytes), Inventory::from_bytes(text.as_bytes())].into_iter().flatten() {
            let report = inventory.compare(&document());
            prop_assert!(serde_json::to_string(&report).is_ok());
        }
    }
}
