//! Every terminal under `fixtures/inventories/` is reported as its truth says, and as its snapshot shows.
//!
//! A case is a folder: `case.json` (the page, what was typed, the time), the terminal's own files under `terminal/`,
//! `inventory.json` or `inventory.toml`, `page.html`, `about`, `truth.json` (written by hand from what the portal and the
//! document say, not from the answer) and `report.snap` (the whole answer in both languages, reviewed).

#[path = "inventories/case.rs"]
mod case;

use std::fs;

use case::Case;
use onshikaku::{Lang, Plan, Report, StepKind};
use serde_json::{Value, json};

fn cases() -> Vec<Case> {
    Case::all(cfg!(feature = "toml"))
}

/// How a truth names a subject: an application by its identifier, a reader by manufacturer and component.
fn name(subject: &Value) -> String {
    let part = |key: &str| subject[key].as_str();
    match (part("app"), part("name"), part("manufacturer"), part("component")) {
        (Some(app), ..) => app.to_owned(),
        (None, Some(name), ..) => name.to_owned(),
        (.., Some(maker), Some(component)) => format!("{maker}/{component}"),
        (.., maker, _) => maker.unwrap_or_default().to_owned(),
    }
}

/// What a truth says of an item, as far as it says it; a side and a difference it says always.
fn item(item: &Value, truth: &Value) -> Value {
    let mut told = json!({"subject": name(&item["subject"]), "status": item["status"]});
    for key in ["side", "differs_at"] {
        if !item[key].is_null() {
            told[key] = item[key].clone();
        }
    }
    if truth.get("installed").is_some() {
        told["installed"] = item["installed"]["version"].clone();
    }
    if truth.get("expected").is_some() {
        told["expected"] = item["hold"]["expected"].clone();
    }
    told
}

fn items(report: &Value, truth: &Value) -> Vec<Value> {
    let truths = truth["items"].as_array().unwrap().iter().chain(std::iter::repeat(&Value::Null));
    report["items"]
        .as_array()
        .unwrap()
        .iter()
        .zip(truths)
        .map(|(it, truth)| item(it, truth))
        .collect()
}

/// The presses of a plan, each of which must be followed by waiting, restarting and looking.
fn presses(plan: &Value) -> Vec<Value> {
    let steps = plan["steps"].as_array().unwrap();
    let groups = steps.chunks(4).map(|group| {
        let kinds: Vec<_> = group.iter().map(|step| &step["do"]).collect();
        assert_eq!(kinds, ["press", "wait", "restart", "look"]);
        assert!(group.iter().all(|step| step["subjects"] == group[0]["subjects"]));
        let subjects: Vec<_> = group[0]["subjects"].as_array().unwrap().iter().map(name).collect();
        json!({"press": subjects, "not_before": group[0]["not_before"]})
    });
    groups.collect()
}

fn differences(case: &Case) -> Vec<String> {
    let truth = fs::read(case.folder.join("truth.json")).unwrap();
    let (report, truth): (_, Value) = (case.json(), serde_json::from_slice(&truth).unwrap());
    let mut found = Vec::new();
    let mut compare = |what: &str, got: Value, expected: &Value| {
        if got != *expected {
            found.push(format!("{}: {what}\n   is {got}\n  not {expected}", case.name()));
        }
    };
    compare("verdict", report["verdict"].clone(), &truth["verdict"]);
    compare("items", items(&report, &truth).into(), &truth["items"]);
    let findings = report["findings"].as_array().unwrap().iter();
    let mut codes: Vec<_> = findings.map(|finding| finding["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    compare("findings", codes.into(), &truth["findings"]);
    let plan = &report["plan"];
    if plan.is_null() {
        compare("plan", Value::Null, &truth["plan"]);
    } else {
        compare("plan", presses(plan).into(), &truth["plan"]);
        let presses = truth["plan"].as_array().map_or(0, Vec::len);
        compare("minutes", plan["estimate_minutes"].clone(), &json!(presses * 20));
    }
    found
}

#[test]
fn every_terminal_is_reported_as_its_truth_says() {
    let cases = cases();
    assert!(cases.len() >= 80, "only {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().flat_map(differences).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The report as a person reads it.
fn text(report: &Report, plan: Option<&Plan>, lang: Lang) -> String {
    let plan = plan.map(|plan| format!("\n{}\n\n{}", plan.title(lang), plan.text(lang)));
    format!("{}{}", report.text(lang), plan.unwrap_or_default())
}

#[test]
fn every_report_is_as_reviewed() {
    for case in cases() {
        let report = case.report();
        let plan = case.plan(&report);
        let [ja, en] = [Lang::Ja, Lang::En].map(|lang| text(&report, plan.as_ref(), lang));
        let folder = format!("{}/", case.folder.display());
        let mut json = case.json();
        // Which page it was stands in the case.
        json["basis"]["source"]["digest"] = "sha256:…".into();
        let json = serde_json::to_string_pretty(&json).unwrap();
        let shown = format!("{}\n{}\n{json}", ja.replace(&folder, ""), en.replace(&folder, ""));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("report", shown));
    }
}

#[test]
fn every_case_says_what_it_covers() {
    for case in cases() {
        let about = fs::read_to_string(case.folder.join("about")).unwrap();
        let mut lines = about.lines();
        assert!(!lines.next().unwrap_or_default().is_empty(), "{}", case.name());
        assert!(lines.any(|line| line.starts_with("covers: ")), "{}", case.name());
    }
}

#[test]
fn steps_have_ids_of_their_own() {
    for case in cases() {
        let report = case.report();
        let Some(plan) = case.plan(&report) else { continue };
        let mut ids: Vec<_> = plan.steps.iter().map(|step| step.id()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), plan.steps.len(), "{}", case.name());
        let waits = plan.steps.iter().filter(|step| step.not_before.is_some());
        assert!(waits.into_iter().all(|step| step.kind == StepKind::Press), "{}", case.name());
    }
}
