//! A report as people read it.

use super::report::{InstalledVersion, Item, Report};
use crate::lang::{self, Lang};
use crate::snapshot::SourceKind;
use crate::spelling::shown;
use crate::status::Status;

impl Report {
    /// The report as text that can be read aloud: the verdict, what is behind and by what, what to do now, then the rest.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::{App, Inventory, Lang, Snapshot};
    /// # let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
    /// #     <tr><td>連携アプリケーション<td>1.0.9</table>";
    /// # let snapshot = Snapshot::from_html(html)?;
    /// let report = Inventory::new().with(App::Linkage, "1.0.8").compare(&snapshot);
    /// assert!(report.text(Lang::Ja).starts_with("更新が必要です。"));
    /// # Ok::<(), onshikaku::Error>(())
    /// ```
    pub fn text(&self, lang: Lang) -> String {
        let mut text = self.headline(lang);
        text.push('\n');
        let mut block = |lines: Vec<String>| {
            if !lines.is_empty() {
                text.push('\n');
                text.extend(lines.iter().map(|line| format!("  {line}\n")));
            }
        };
        let items = self.worst_first();
        block(items.iter().map(|item| format!("{} {}", sign(item), item.message(lang))).collect());
        block(
            self.nexts().into_iter().map(|next| format!("→ {}", lang::next(next, lang))).collect(),
        );
        block(self.findings.iter().map(|finding| format!("! {}", told(finding, lang))).collect());
        block(self.because(lang).into_iter().map(|reason| format!("- {reason}")).collect());
        text
    }

    /// The report as Markdown, for a ticket or a chat.
    ///
    /// # Examples
    ///
    /// ```
    /// # use onshikaku::{App, Inventory, Lang, Snapshot};
    /// # let html = "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
    /// #     <tr><td>連携アプリケーション<td>1.0.9</table>";
    /// # let snapshot = Snapshot::from_html(html)?;
    /// let report = Inventory::new().with(App::Linkage, "1.0.8").compare(&snapshot);
    /// assert!(report.markdown(Lang::En).contains("| 連携アプリケーション | 1.0.8 | 1.0.9 |"));
    /// # Ok::<(), onshikaku::Error>(())
    /// ```
    pub fn markdown(&self, lang: Lang) -> String {
        let mut text = format!("**{}**\n", self.headline(lang));
        let heads = match lang {
            Lang::Ja => "| | 対象 | 端末 | 公開 | 結果 |",
            Lang::En => "| | what | installed | published | result |",
        };
        if !self.items.is_empty() {
            text.push_str(&format!("\n{heads}\n|---|---|---|---|---|\n"));
        }
        for item in self.worst_first() {
            let installed = shown(item.installed.as_ref().map_or("", InstalledVersion::text));
            let published: Vec<_> = item.published.iter().map(|at| at.version.as_str()).collect();
            let cells = [
                sign(item),
                &item.subject.to_string(),
                &installed,
                &published.join(" / "),
                &item.message(lang),
            ];
            let cells = cells.map(escaped);
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        for next in self.nexts() {
            text.push_str(&format!("\n{}\n", lang::next(next, lang)));
        }
        let findings = self.findings.iter().map(|finding| told(finding, lang));
        for line in findings.chain(self.because(lang)) {
            text.push_str(&format!("\n- {}", escaped(&line)));
        }
        text.push('\n');
        text
    }

    /// The verdict, and that it rests on an old page if it does.
    fn headline(&self, lang: Lang) -> String {
        let mut text = String::from(lang::verdict(self.verdict().code(), lang));
        if self.basis.is_weak() {
            let is_bundled = self.basis.source.kind == SourceKind::Bundled;
            text.push_str(lang::weak_basis(is_bundled, lang));
        }
        text
    }

    /// What needs a hand stands first; what is alike stays in the order of the page.
    fn worst_first(&self) -> Vec<&Item> {
        let mut items: Vec<&Item> = self.items.iter().collect();
        items.sort_by_key(|item| match item.status {
            Status::Outdated { .. } => 0,
            status if !status.is_fine() => 1,
            _ => 2,
        });
        items
    }
}

fn sign(item: &Item) -> &'static str {
    match item.status {
        Status::Outdated { .. } => "×",
        status if status.is_fine() && !item.is_old_page => "○",
        status if status.is_fine() => "△",
        _ => "？",
    }
}

/// A finding with its place.
fn told(finding: &crate::inventory::Finding, lang: Lang) -> String {
    let message = finding.message(lang);
    match (&finding.path, finding.line) {
        (Some(path), Some(line)) => format!("{path}:{line}: {message}"),
        (Some(path), None) => format!("{path}: {message}"),
        (None, Some(line)) if lang == Lang::Ja => format!("{line}行目: {message}"),
        (None, Some(line)) => format!("line {line}: {message}"),
        (None, None) => message,
    }
}

/// A text that means nothing else in a Markdown table.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
