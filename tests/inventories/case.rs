//! The cases under `fixtures/inventories/`, made into reports and plans.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use onshikaku::{Inventory, Origin, Page, Plan, Policy, Report, Snapshot, Subject};
use serde_json::Value;

/// A folder that says what a terminal has, and what is asked of it.
pub struct Case {
    pub folder: PathBuf,
    asked: Value,
}

impl Case {
    /// All of them; without the feature `toml`, those that need none.
    pub fn all(has_toml: bool) -> Vec<Case> {
        let root = fixtures().join("inventories");
        let mut folders: Vec<_> =
            fs::read_dir(root).unwrap().map(|at| at.unwrap().path()).collect();
        folders.sort();
        folders.retain(|folder| has_toml || !folder.join("inventory.toml").exists());
        let asked = |folder: &PathBuf| json(&folder.join("case.json"));
        folders.into_iter().map(|folder| Case { asked: asked(&folder), folder }).collect()
    }

    pub fn name(&self) -> String {
        self.folder.file_name().unwrap().to_string_lossy().into_owned()
    }

    /// What the terminal has: its files, an inventory's file, and what was typed.
    pub fn inventory(&self) -> Inventory {
        let terminal = self.folder.join(self.asked["scan"].as_str().unwrap_or("terminal"));
        let mut inventory = Inventory::new();
        if terminal.exists() {
            inventory = inventory.and(Inventory::scan(terminal).unwrap());
        }
        for name in ["inventory.json", "inventory.toml"] {
            if let Ok(bytes) = fs::read(self.folder.join(name)) {
                inventory = inventory.and(Inventory::from_bytes(&bytes).unwrap().named(name));
            }
        }
        for typed in self.asked["apps"].as_array().into_iter().flatten() {
            let (name, version) = (typed[0].as_str().unwrap(), typed[1].as_str().unwrap());
            inventory = inventory.with_from(Subject::named(name), version, Origin::ARGUMENT);
        }
        for typed in self.asked["readers"].as_array().into_iter().flatten() {
            let subject = Subject::reader(typed[0].as_str().unwrap(), typed[1].as_str());
            inventory = inventory.with_from(subject, typed[2].as_str().unwrap(), Origin::ARGUMENT);
        }
        inventory
    }

    /// What is published: the document's table or another page, handed over; or the bundled table; or an answer of the portal.
    fn snapshot(&self) -> Snapshot {
        let (body, content_type) = match self.asked["page"].as_str().unwrap() {
            "bundled" => return Page::bundled().read().unwrap(),
            "document" => (fixtures().join("bundled/body"), None),
            "page.html" => (self.folder.join("page.html"), None),
            other => (fixtures().join(other).join("body"), content_type(&fixtures().join(other))),
        };
        let body = fs::read(body).unwrap();
        let mut page = Page::new(&body);
        if let Some(content_type) = &content_type {
            page = page.content_type(content_type);
        }
        let snapshot = page.read().unwrap();
        match self.asked["live_at"].as_str() {
            Some(read_at) => of_the_portal(&snapshot, read_at),
            None => snapshot,
        }
    }

    fn now(&self) -> Option<SystemTime> {
        let now = self.asked["now"].as_str()?;
        Some(now.parse::<jiff::Timestamp>().unwrap().try_into().unwrap())
    }

    pub fn report(&self) -> Report {
        let report = self.inventory().compare(&self.snapshot());
        match self.now() {
            Some(now) => report.at(now),
            None => report,
        }
    }

    /// The plan, if one is asked.
    pub fn plan(&self, report: &Report) -> Option<Plan> {
        let mut policy = Policy::default();
        policy.is_installation = self.asked["installing"] == true;
        let now = self.now().filter(|_| self.asked["plan"] == true)?;
        Some(report.plan(&policy, now))
    }

    /// The report with its plan as it is serialized, with paths inside of the case.
    pub fn json(&self) -> Value {
        let report = self.report();
        let json = match self.plan(&report) {
            Some(plan) => serde_json::to_string(&plan.in_report(&report)),
            None => serde_json::to_string(&report),
        };
        let folder = format!("{}/", self.folder.display());
        serde_json::from_str(&json.unwrap().replace(&folder, "")).unwrap()
    }
}

/// The same page as if the portal had just served it.
fn of_the_portal(snapshot: &Snapshot, read_at: &str) -> Snapshot {
    let mut json = serde_json::to_value(snapshot).unwrap();
    json["source"]["kind"] = "live".into();
    json["source"]["freshness"] = "fresh".into();
    json["source"]["read_at"] = read_at.into();
    serde_json::from_value(json).unwrap()
}

fn content_type(page: &Path) -> Option<String> {
    let headers = fs::read_to_string(page.join("headers")).unwrap_or_default();
    let mut lines = headers.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| *key == "Content-Type").map(|(_, value)| value.trim().to_owned())
}

fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn fixtures() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut roots = [here.join("fixtures"), here.join("../../fixtures")].into_iter();
    roots.find(|root| root.exists()).unwrap()
}
