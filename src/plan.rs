//! [`Plan`]: what to do about what is outdated, in which order, and when.

use std::time::{Duration, SystemTime};

use serde::{Serialize, Serializer};

use crate::app::App;
use crate::compare::{Item, Report};
use crate::date::Date;
use crate::lang::{self, Lang};
use crate::status::{PlanReason, StepKind};
use crate::subject::{Identity, Subject};

/// What stands at which place in the order of the document of 2021, p. 4, whose figure is unreadable: 配信アプリケーション,
/// then 顔認証ライブラリ, then 連携アプリケーション and the card reader's application. It does not say where the plug-in and MPKI stand.
const ORDER: [(App, usize); 6] = [
    (App::Distribution, 0),
    (App::FaceLibrary, 1),
    (App::Linkage, 2),
    (App::CardReader, 2),
    (App::BrowserExtension, LAST),
    (App::MpkiDownload, LAST),
];
const LAST: usize = 3;

/// The hour at which a day begins in Japan, by UTC of the day before.
const DAY_BEGINS: Duration = Duration::from_secs(15 * 3_600);

/// What a plan takes for granted.
///
/// # Examples
///
/// ```
/// let mut policy = onshikaku::Policy::default();
/// policy.minutes = 40;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// How long one download and installation is taken to last, in minutes. Default 20, as the document of 2021 assumes; it
    /// depends on the size and on the line.
    pub minutes: u32,
    /// Whether it is installation work (導入作業), which need not wait on the day of a release. Default `false`.
    pub is_installation: bool,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy { minutes: 20, is_installation: false }
    }
}

/// What to do about what is outdated, step by step.
///
/// # Examples
///
/// ```
/// use std::time::SystemTime;
/// use onshikaku::{App, Inventory, Policy, Snapshot, StepKind};
///
/// # let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
/// #     <tr><td>連携アプリケーション<td>1.0.9</table>";
/// let snapshot = Snapshot::from_html(html)?;
/// let report = Inventory::new().with(App::Linkage, "1.0.8").compare(&snapshot);
/// let plan = report.plan(&Policy::default(), SystemTime::now());
/// let kinds: Vec<StepKind> = plan.steps.iter().map(|step| step.kind).collect();
/// assert_eq!(kinds, [StepKind::Press, StepKind::Wait, StepKind::Restart, StepKind::Look]);
/// assert_eq!(plan.estimate_minutes, 20);
/// # Ok::<(), onshikaku::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// What to do, in order; nothing if nothing is outdated.
    pub steps: Vec<PlanStep>,
    /// How long the waiting takes in all, in minutes: an estimate.
    pub estimate_minutes: u64,
    reasons: Vec<PlanReason>,
}

/// A step of a [`Plan`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PlanStep {
    /// What to do.
    pub kind: StepKind,
    /// The outdated things that it is for.
    pub subjects: Vec<Subject>,
    /// How long it lasts, in minutes, where that is more than a moment: an estimate.
    pub minutes: Option<u32>,
    /// The earliest good time: 00:00 in Japan on the day after a release.
    pub not_before: Option<SystemTime>,
    /// What the plan takes for granted.
    policy_minutes: u32,
}

impl Report {
    /// Plans what to do about what is outdated, at a time.
    ///
    /// What is up to date is left out, and so is what a hold accounts for on that day. On the day of a release, and before
    /// it, 「今すぐダウンロード」 is not to be pressed, because every clinic comes at once; installation work alone may.
    pub fn plan(&self, policy: &Policy, now: SystemTime) -> Plan {
        let report = self.clone().at(now);
        let (held, due): (Vec<&Item>, Vec<&Item>) = report
            .items
            .iter()
            .filter(|item| item.is_outdated())
            .partition(|item| item.is_expected() == Some(true));
        let mut reasons = Vec::new();
        let presses = presses(&due, policy, Date::in_japan(now), &mut reasons);
        if presses.is_empty() {
            reasons.push(PlanReason::Nothing);
        } else {
            reasons.extend([PlanReason::Order, PlanReason::Estimate(policy.minutes)]);
        }
        if due.iter().any(|item| place(&item.subject) == LAST) {
            reasons.push(PlanReason::Unordered);
        }
        reasons.extend(held.iter().map(|item| PlanReason::Held(item.subject.to_string())));
        let in_doubt = |item: &&Item| !item.status.is_fine() && !item.is_outdated();
        match report.items.iter().filter(in_doubt).count() {
            0 => {}
            count => reasons.push(PlanReason::Doubtful(count)),
        }
        let estimate_minutes = presses.len() as u64 * u64::from(policy.minutes);
        let steps = presses.into_iter().flat_map(|press| press.steps(policy)).collect();
        Plan { steps, estimate_minutes, reasons }
    }
}

/// What one press of the button is for.
struct Press {
    subjects: Vec<Subject>,
    not_before: Option<SystemTime>,
}

impl Press {
    fn steps(self, policy: &Policy) -> [PlanStep; 4] {
        let kinds = [StepKind::Press, StepKind::Wait, StepKind::Restart, StepKind::Look];
        kinds.map(|kind| PlanStep {
            kind,
            subjects: self.subjects.clone(),
            minutes: (kind == StepKind::Wait).then_some(policy.minutes),
            not_before: self.not_before.filter(|_| kind == StepKind::Press),
            policy_minutes: policy.minutes,
        })
    }
}

/// What is outdated, in order: what stands at one place of it shares a press, unless one of them has to wait longer.
fn presses(
    due: &[&Item],
    policy: &Policy,
    today: Option<Date>,
    reasons: &mut Vec<PlanReason>,
) -> Vec<Press> {
    let mut presses: Vec<Press> = Vec::new();
    let mut earliest = None;
    for at in 0..=LAST {
        let mut here: Vec<(Option<SystemTime>, &Item)> = Vec::new();
        for item in due.iter().filter(|item| place(&item.subject) == at) {
            let release = item.released.filter(|day| today.is_some_and(|today| *day >= today));
            let wait = release.filter(|_| !policy.is_installation).and_then(after);
            let reason = release.map(|day| match policy.is_installation {
                true => PlanReason::Installing,
                false => item.released_reason(day),
            });
            reasons.extend(reason.filter(|reason| !reasons.contains(reason)));
            here.push((wait.max(earliest), item));
        }
        here.sort_by_key(|(wait, _)| *wait);
        for group in here.chunk_by(|a, b| a.0 == b.0) {
            let subjects = group.iter().map(|(_, item)| item.subject.clone()).collect();
            presses.push(Press { subjects, not_before: group[0].0 });
        }
        earliest = here.last().map_or(earliest, |(wait, _)| *wait);
    }
    presses
}

fn place(subject: &Subject) -> usize {
    let app = match subject.identity() {
        Identity::Reader(..) => Some(App::CardReader),
        _ => subject.as_app(),
    };
    ORDER.iter().find(|(other, _)| Some(*other) == app).map_or(LAST, |(_, place)| *place)
}

/// The beginning in Japan of the day after one.
fn after(day: Date) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(day.since_epoch()?.checked_add(DAY_BEGINS)?)
}

impl Item {
    fn released_reason(&self, day: Date) -> PlanReason {
        PlanReason::Released(self.subject.to_string(), day, self.released_from.clone())
    }
}

impl PlanStep {
    /// What names the step in every plan: it depends on what is done and for what alone.
    pub fn id(&self) -> String {
        let mut hash = sha2::Sha256::default();
        for subject in &self.subjects {
            sha2::Digest::update(&mut hash, format!("{:?}\n", subject.identity()));
        }
        let hash = sha2::Digest::finalize(hash);
        let hex: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{hex}", self.kind.code())
    }

    /// What to do, in a language.
    pub fn message(&self, lang: Lang) -> String {
        let subjects: Vec<String> = self.subjects.iter().map(|it| it.told(lang)).collect();
        let subjects = subjects.join(if lang == Lang::Ja { "、" } else { ", " });
        let not_before = self.not_before.and_then(Date::in_japan);
        lang::step(self.kind, &subjects, self.policy_minutes, not_before, lang)
    }
}

impl Serialize for PlanStep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Out<'a> {
            id: String,
            r#do: StepKind,
            subjects: &'a [Subject],
            minutes: Option<u32>,
            #[serde(with = "crate::snapshot::instant")]
            not_before: Option<SystemTime>,
            message: String,
        }
        Out {
            id: self.id(),
            r#do: self.kind,
            subjects: &self.subjects,
            minutes: self.minutes,
            not_before: self.not_before,
            message: self.message(Lang::Ja),
        }
        .serialize(serializer)
    }
}

impl Plan {
    /// Why the plan is what it is, and what it rests on, in a language.
    pub fn because(&self, lang: Lang) -> Vec<String> {
        self.reasons.iter().map(|reason| lang::plan_reason(reason, lang)).collect()
    }

    /// What stands over the plan: how long it takes in all.
    pub fn title(&self, lang: Lang) -> String {
        lang::plan_title(self.estimate_minutes, lang)
    }

    /// The plan as text: numbered steps, then why.
    pub fn text(&self, lang: Lang) -> String {
        let steps = self.steps.iter().enumerate();
        let steps = steps.map(|(at, step)| format!("  {}. {}\n", at + 1, step.message(lang)));
        let between = (!self.steps.is_empty()).then(|| "\n".to_owned());
        let reasons = self.because(lang).into_iter().map(|reason| format!("  - {reason}\n"));
        steps.chain(between).chain(reasons).collect()
    }

    /// The report with this plan in it, to be serialized.
    pub fn in_report<'r>(&'r self, report: &'r Report) -> impl Serialize + 'r {
        struct Planned<'r>(&'r Report, &'r Plan);

        impl Serialize for Planned<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize_with(self.1, serializer)
            }
        }

        Planned(report, self)
    }
}

impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Out<'a> {
            steps: &'a [PlanStep],
            estimate_minutes: u64,
            because: Vec<String>,
        }
        Out {
            steps: &self.steps,
            estimate_minutes: self.estimate_minutes,
            because: self.because(Lang::Ja),
        }
        .serialize(serializer)
    }
}
