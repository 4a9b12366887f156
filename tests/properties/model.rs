//! A version table as a person has it in mind: what a page says, whatever the page looks like.

use onshikaku::{AppRecord, ManufacturerRecord, Snapshot};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// What the section says, in order: applications, the card reader with its manufacturers, applications.
#[derive(Debug, Clone)]
pub struct Model {
    pub apps: Vec<App>,
    pub reader: App,
    pub makers: Vec<Maker>,
    pub more_apps: Vec<App>,
}

#[derive(Debug, Clone)]
pub struct App {
    /// The identifier, if the application is known.
    pub id: Option<&'static str>,
    pub name: &'static str,
    pub file: Option<&'static str>,
    /// Who made it, where the page has a column for that.
    pub vendor: &'static str,
    pub said: Said,
}

#[derive(Debug, Clone)]
pub struct Maker {
    pub name: &'static str,
    /// Its components; one without a name stands for the reader as a whole.
    pub parts: Vec<(Option<&'static str>, Said)>,
}

/// What a row says of its application or component.
#[derive(Debug, Clone)]
pub struct Said {
    /// The versions; none if the page has a placeholder.
    pub versions: Vec<String>,
    pub placeholder: &'static str,
    /// A day as the page writes it, and as it is.
    pub day: Option<(&'static str, &'static str)>,
    pub remark: &'static str,
}

/// What is read of a row, or should be.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// An application's identifier, or that it is a manufacturer.
    pub what: String,
    pub name: String,
    pub file_or_component: Option<String>,
    pub versions: Vec<String>,
    pub released: Option<String>,
    pub duplicate: bool,
}

impl Model {
    /// The records that every page of this model gives.
    pub fn records(&self, has_days: bool) -> Vec<Record> {
        let apps = || self.apps.iter().chain([&self.reader]).chain(&self.more_apps);
        let is_same =
            |a: &App, b: &App| if a.id.is_some() { a.id == b.id } else { a.name == b.name };
        let record = |what: String, name: &str, inner: Option<&str>, said: &Said| Record {
            what,
            name: name.to_owned(),
            file_or_component: inner.map(str::to_owned),
            versions: said.versions.clone(),
            released: said.day.filter(|_| has_days).map(|(_, day)| day.to_owned()),
            duplicate: false,
        };
        let of_apps = apps().map(|app| Record {
            duplicate: apps().filter(|other| is_same(app, other)).count() > 1,
            ..record(what(app.id), app.name, app.file, &app.said)
        });
        let of_makers = self.makers.iter().flat_map(|maker| {
            let parts = maker.parts.iter();
            parts.map(|(part, said)| record("manufacturer".to_owned(), maker.name, *part, said))
        });
        of_apps.chain(of_makers).collect()
    }

    /// What the rows say, in the order of the records.
    pub fn rows_mut(&mut self) -> Vec<&mut Said> {
        let apps = self.apps.iter_mut().chain([&mut self.reader]).chain(&mut self.more_apps);
        let parts = self.makers.iter_mut().flat_map(|maker| &mut maker.parts);
        apps.map(|app| &mut app.said).chain(parts.map(|(_, said)| said)).collect()
    }
}

/// The records of a snapshot, the applications' first.
pub fn records(snapshot: &Snapshot) -> Vec<Record> {
    let apps = snapshot.apps.iter().map(
        |AppRecord { app, name, file, versions, released, duplicate, .. }| Record {
            what: what(app.map(|app| app.id())),
            name: name.clone(),
            file_or_component: file.clone(),
            versions: versions.iter().map(|v| v.version.to_string()).collect(),
            released: released.map(|day| day.to_string()),
            duplicate: *duplicate,
        },
    );
    let makers = snapshot.manufacturers.iter().map(
        |ManufacturerRecord { name, component, versions, released, duplicate, .. }| Record {
            what: "manufacturer".to_owned(),
            name: name.clone(),
            file_or_component: component.clone(),
            versions: versions.iter().map(|v| v.version.to_string()).collect(),
            released: released.map(|day| day.to_string()),
            duplicate: *duplicate,
        },
    );
    apps.chain(makers).collect()
}

fn what(id: Option<&str>) -> String {
    id.unwrap_or("unknown application").to_owned()
}

const APPS: [(Option<&str>, &str, &str); 8] = [
    (Some("linkage"), "連携アプリケーション", "OQsComApp.msi"),
    (Some("distribution"), "配信アプリ", "OQsDistroApp.msi"),
    (Some("browser_extension"), "ブラウザ拡張プラグイン(顔認証DLL含む)", "OQsFaceApp.msi"),
    (Some("distribution"), "配信アプリケーション", "OQsDistroApp.msi"),
    (Some("mpki"), "MPKIダウンロード", "MPKIUpdateApp.msi"),
    (Some("face_library"), "顔認証ライブラリ", "FaceRecognitionLibrary.msi"),
    (None, "問診票アプリ", "MonshinApp.msi"),
    (None, "周辺機器ドライバ", "PeripheralDriver.exe"),
];

const MAKERS: [&str; 6] = [
    "富士通Japan株式会社",
    "パナソニック システムソリューションズ ジャパン株式会社",
    "株式会社アルメックス",
    "株式会社北斗計測",
    "青葉電子株式会社",
    "東西カード合同会社",
];

const VENDORS: [&str; 3] = ["", "富士通Japan株式会社", "南北ソフト株式会社"];

const COMPONENTS: [&str; 4] =
    ["管理コンソール", "カードリーダー本体 (画面)", "カードリーダー本体 (CPS-100)", "管理ソフト"];

const DAYS: [(&str, &str); 5] = [
    ("2022/10/17", "2022-10-17"),
    ("令和4年10月17日", "2022-10-17"),
    ("R5.3.1", "2023-03-01"),
    ("2023年4月5日", "2023-04-05"),
    ("2024-01-31", "2024-01-31"),
];

const REMARKS: [&str; 4] = ["", "要再起動", "Windows 11 対応", "手順書 第2.1版を参照"];

const PLACEHOLDERS: [&str; 5] = ["", "準備中", "未定", "－", "―"];

pub fn model() -> impl Strategy<Value = Model> {
    let apps = prop::collection::vec(app(0..APPS.len()), 1..5);
    // What comes behind the manufacturers without a number can only be told by a name that is known.
    let more_apps = prop::collection::vec(app(0..6), 0..2);
    let makers = subsequence(&MAKERS, 0..5)
        .prop_flat_map(|names| names.into_iter().map(maker).collect::<Vec<_>>());
    (apps, said(), makers, more_apps, version()).prop_map(
        |(mut apps, said, makers, more_apps, version)| {
            // A page without any version is refused.
            if apps[0].said.versions.is_empty() {
                apps[0].said.versions.push(version);
            }
            let reader = App {
                id: Some("card_reader"),
                name: "顔認証付きカードリーダーアプリケーション",
                file: None,
                vendor: "",
                said,
            };
            Model { apps, reader, makers, more_apps }
        },
    )
}

fn app(which: std::ops::Range<usize>) -> impl Strategy<Value = App> {
    (which, any::<bool>(), select(&VENDORS), said()).prop_map(|(at, has_file, vendor, said)| {
        let (id, name, file) = APPS[at];
        App { id, name, file: has_file.then_some(file), vendor, said }
    })
}

fn maker(name: &'static str) -> impl Strategy<Value = Maker> {
    let whole = said().prop_map(|said| vec![(None, said)]);
    let parts = subsequence(&COMPONENTS, 1..4).prop_flat_map(|components| {
        let saids = prop::collection::vec(said(), components.len());
        saids.prop_map(move |saids| components.iter().copied().map(Some).zip(saids).collect())
    });
    prop_oneof![whole, parts].prop_map(move |parts| Maker { name, parts })
}

fn said() -> impl Strategy<Value = Said> {
    let versions = prop_oneof![
        1 => Just(Vec::new()),
        6 => version().prop_map(|version| vec![version]),
        1 => prop::collection::vec(dotted(), 2),
    ];
    (versions, select(&PLACEHOLDERS), prop::option::of(select(&DAYS)), select(&REMARKS)).prop_map(
        |(versions, placeholder, day, remark)| Said { versions, placeholder, day, remark },
    )
}

fn version() -> impl Strategy<Value = String> {
    prop_oneof![5 => dotted(), 1 => (1..999_u32).prop_map(|number| number.to_string())]
}

fn dotted() -> impl Strategy<Value = String> {
    let more = prop::collection::vec(0..31_u32, 1..5);
    (0..13_u32, more).prop_map(|(first, more)| {
        more.iter().fold(first.to_string(), |version, number| format!("{version}.{number}"))
    })
}
