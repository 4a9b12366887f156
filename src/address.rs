//! Addresses, as far as a page's links need: the core does without a crate for them.

use std::borrow::Cow;

/// Where the portal shows what was asked for at an address: links in the answer of `/api/now/sp/page` are those of the
/// page that asks for it.
pub(crate) fn shown_at(url: &str) -> Cow<'_, str> {
    match url.split_once("/api/now/sp/") {
        Some((host, rest)) if host.matches('/').count() == 2 => {
            let query = rest.find('?').map_or("", |at| &rest[at..]);
            Cow::Owned(format!("{host}/csm{query}"))
        }
        _ => Cow::Borrowed(url),
    }
}

/// A link's address, resolved against the page's own.
pub(crate) fn join(base: &str, link: &str) -> String {
    let link = link.trim();
    let Some((scheme, rest)) = base.split_once("://") else { return link.to_owned() };
    let has_scheme = link.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    if has_scheme {
        return link.to_owned();
    }
    if let Some(rest) = link.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let absolute = match link.chars().next() {
        Some('/') => link.to_owned(),
        Some('?') => format!("{}{link}", if path.is_empty() { "/" } else { path }),
        Some('#') | None => return base.split('#').next().unwrap_or(base).to_owned() + link,
        Some(_) => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{folder}/{link}")
        }
    };
    format!("{scheme}://{host}{}", without_dots(&absolute))
}

/// Takes `.` and `..` out of a path.
fn without_dots(path: &str) -> String {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, query) = path.split_at(end);
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}{query}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{join, shown_at};

    #[test]
    fn links_are_resolved() {
        let base = "https://example.jp/a/b.html?x=1#top";
        for (link, expected) in [
            ("https://other.jp/", "https://other.jp/"),
            ("//other.jp/c", "https://other.jp/c"),
            ("/sys_attachment.do?sys_id=1", "https://example.jp/sys_attachment.do?sys_id=1"),
            ("?id=kb_article_view", "https://example.jp/a/b.html?id=kb_article_view"),
            ("../c.pdf", "https://example.jp/c.pdf"),
            ("c.pdf", "https://example.jp/a/c.pdf"),
            ("#part", "https://example.jp/a/b.html?x=1#part"),
        ] {
            assert_eq!(join(base, link), expected, "{link}");
        }
        assert_eq!(join("https://example.jp", "c.pdf"), "https://example.jp/c.pdf");
        let page = shown_at("https://example.jp/api/now/sp/page?id=kb_article_view");
        assert_eq!(page, "https://example.jp/csm?id=kb_article_view");
        assert_eq!(shown_at(base), base);
    }
}
