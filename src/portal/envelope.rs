//! The Service Portal's JSON answer → the article's HTML and what is known of it.

use serde_json::Value;

use crate::date::Date;
use crate::error::{Error, ErrorKind, Facts};
use crate::profile::{PageKind, Profile};
use crate::snapshot::Warning;
use crate::spelling::key;
use crate::warning_code::WarningCode;

use super::refusal::article_number;

/// An article as the Service Portal's answer gives it.
#[derive(Debug)]
pub(crate) struct Article {
    /// The page's title, the fields' labels and their contents, as a page.
    pub(crate) html: String,
    /// The day of its last change in Japan.
    pub(crate) updated: Option<Date>,
    /// Its number, `KB…`.
    number: Option<String>,
}

impl Article {
    /// A warning if it is another article than the one whose address was asked for.
    pub(crate) fn differs(&self, url: Option<&str>) -> Option<Warning> {
        let (asked, number) = (url.and_then(article_number)?, self.number.as_ref()?);
        let told = || format!("{asked} → {number}");
        (asked != *number).then(|| Warning::of_page(WarningCode::ArticleDiffers, told()))
    }
}

impl Article {
    /// Goes on with another widget's content, if that could be the article as well.
    fn take(&mut self, next: Article, asked: Option<&str>) {
        let is_asked = asked.is_some() && self.number.as_deref() == asked;
        if (!is_asked || next.number == self.number) && !self.html.contains(&next.html) {
            self.html.push('\n');
            self.html.push_str(&next.html);
        }
    }
}

/// Reads an answer.
///
/// The widget with the article may stand anywhere in it. What the answer says of itself tells an article that is not
/// there from one that asks for a login.
///
/// `url` is where it was asked for: where the answer holds several articles, the one that was asked for counts.
pub(crate) fn read(json: &str, url: Option<&str>, profile: &Profile) -> Result<Article, Error> {
    let answer: Value = serde_json::from_str(json).map_err(|error| {
        let kind = if error.is_eof() { ErrorKind::Truncated } else { ErrorKind::NotHtml };
        Error::new(kind, Facts { what: Some("JSON".to_owned()), ..Facts::default() })
    })?;
    if let Some(html) = answer.as_str() {
        return Ok(Article { html: html.to_owned(), updated: None, number: None });
    }
    let asked = url.and_then(article_number);
    let mut widgets = datas(&answer);
    // Related articles may stand before the one that was asked for.
    widgets.sort_by_key(|data| asked.is_none() || data["number"].as_str() != asked.as_deref());
    let mut articles = widgets.into_iter().filter_map(article);
    if let Some(mut first) = articles.next() {
        articles.for_each(|next| first.take(next, asked.as_deref()));
        return Ok(first);
    }
    let kind =
        if asks_login(&answer, profile) { ErrorKind::Login } else { ErrorKind::ArticleUnavailable };
    let title = answer.pointer("/result/title").or_else(|| answer.pointer("/result/page/title"));
    let title = title.and_then(Value::as_str).map(|title| title.chars().take(80).collect());
    Err(Error::new(kind, Facts { title, ..Facts::default() }))
}

/// Every object that could be an article's, outermost first.
fn datas(answer: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut open = std::collections::VecDeque::from([answer]);
    while let Some(value) = open.pop_front() {
        match value {
            Value::Object(object) => {
                if object.contains_key("kbContentData") || object.contains_key("kbWiki") {
                    found.push(value);
                }
                open.extend(object.values());
            }
            Value::Array(values) => open.extend(values),
            _ => {}
        }
    }
    found
}

fn article(data: &Value) -> Option<Article> {
    if data["isValid"] == Value::Bool(false) || data["isValid"] == "false" {
        return None;
    }
    let mut html = String::new();
    if let Some(title) = data["page_title"].as_str().or_else(|| data["short_description"].as_str())
    {
        html.push_str(&format!("<title>{0}</title><h1>{0}</h1>\n", escaped(title)));
    }
    let empty = html.len();
    content(&data["kbContentData"], &mut html);
    if html.len() == empty {
        content(&data["kbWiki"], &mut html);
    }
    if html[empty..].trim().is_empty() {
        return None;
    }
    let updated = data["sys_updated_on"].as_str().and_then(day_in_japan);
    let number = data["number"].as_str().and_then(article_number);
    Some(Article { html, updated, number })
}

/// An article's content: a text, an object with the text, or the fields of a template.
fn content(value: &Value, html: &mut String) {
    match value {
        Value::String(text) => html.push_str(text),
        Value::Object(object) => {
            if let Some(data) = object.get("data").or_else(|| object.get("content")) {
                content(data, html);
            }
        }
        Value::Array(fields) => {
            for field in fields {
                if let Some(label) = field["label"].as_str() {
                    html.push_str(&format!("<h2>{}</h2>\n", escaped(label)));
                }
                let text = field["content"]
                    .as_str()
                    .or_else(|| field["value"].as_str())
                    .unwrap_or_default();
                html.push_str(&format!("<div>{text}</div>\n"));
            }
        }
        _ => {}
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The instance writes `YYYY-MM-DD HH:MM:SS` in UTC.
fn day_in_japan(text: &str) -> Option<Date> {
    let time: jiff::civil::DateTime = text.trim().replace(' ', "T").parse().ok()?;
    let instant = jiff::tz::Offset::UTC.to_timestamp(time).ok()?;
    Date::in_japan_at(instant)
}

/// Whether an answer without an article asks for a login.
fn asks_login(answer: &Value, profile: &Profile) -> bool {
    let page = answer.pointer("/result/page/id").and_then(Value::as_str);
    if page.is_some_and(|id| id.contains("login")) {
        return true;
    }
    let messages = ["/error/message", "/error/detail", "/error", "/message", "/result/message"];
    let mut said =
        messages.iter().filter_map(|at| answer.pointer(at)).filter_map(Value::as_str).map(key);
    said.any(|text| {
        profile.page_words(PageKind::Login).iter().any(|word| text.contains(word.as_str()))
    })
}
