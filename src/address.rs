//! Addresses, as far as a page's links need: the core does without a crate for them.

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
    use super::join;

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
    }
}
