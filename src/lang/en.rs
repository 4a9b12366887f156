//! English.

use super::is_xlsx;
use crate::error::{Error, ErrorKind};
use crate::warning_code::WarningCode;

pub(super) fn error(error: &Error) -> String {
    let facts = error.facts();
    let mut text = match error.kind() {
        ErrorKind::NoSection => {
            "no section アプリケーションバージョン情報 and no version table in the page".to_owned()
        }
        ErrorKind::NoTable => {
            format!(
                "the section {:?} has no version table",
                facts.what.as_deref().unwrap_or_default()
            )
        }
        ErrorKind::NoVersions => "the version table has no version that can be read".to_owned(),
        ErrorKind::Ambiguous => {
            format!(
                "tables {} could each be the version table, and they differ",
                facts.seen.join(" and ")
            )
        }
        ErrorKind::Login => "a login page answered instead of the portal's page".to_owned(),
        ErrorKind::Maintenance => "the portal is down for maintenance".to_owned(),
        ErrorKind::Proxy => {
            "a proxy or a web filter on the way answered instead of the portal".to_owned()
        }
        ErrorKind::ArticleUnavailable => "the article does not exist or is not public".to_owned(),
        ErrorKind::Document => match error.document() {
            Some(row) => {
                let mut text = format!(
                    "the versions are in a document that cannot be read here: {}",
                    row.name
                );
                let edition = row.edition.as_ref().map(|edition| format!("edition {edition}"));
                let updated = row.updated.map(|date| format!("of {date}"));
                for part in [edition, updated, row.url.clone()].into_iter().flatten() {
                    text.push_str(", ");
                    text.push_str(&part);
                }
                text
            }
            None => "the versions are in a document that cannot be read here".to_owned(),
        },
        ErrorKind::Redirect => {
            format!(
                "the article has moved to {}",
                facts.article.as_deref().unwrap_or("another one")
            )
        }
        ErrorKind::NotHtml if facts.damage.is_some() => {
            let part = facts.damage.as_deref().unwrap_or_default();
            format!("the spreadsheet (xlsx) is damaged: its part {part} cannot be read")
        }
        ErrorKind::NotHtml => {
            format!(
                "this is not a web page but {}",
                facts.what.as_deref().unwrap_or("something else")
            )
        }
        ErrorKind::Empty => "the page is empty".to_owned(),
        ErrorKind::Truncated => "the page breaks off before its versions".to_owned(),
        ErrorKind::Limit => match facts.limit {
            Some((name, value)) => format!("the page is over the limit {name} = {value}"),
            None => "the page is over a limit".to_owned(),
        },
        ErrorKind::Usage => facts.what.clone().unwrap_or_default(),
    };
    if let Some(url) = &facts.url {
        text.push_str(&format!("; asked for {url}"));
    }
    let shows_seen = matches!(
        error.kind(),
        ErrorKind::NoSection
            | ErrorKind::NoTable
            | ErrorKind::NoVersions
            | ErrorKind::Login
            | ErrorKind::Maintenance
            | ErrorKind::Proxy
            | ErrorKind::Truncated
    );
    if let Some(title) = facts.title.as_ref().filter(|_| shows_seen) {
        text.push_str(&format!("; the page's title is {title:?}"));
    }
    if shows_seen && !facts.seen.is_empty() {
        text.push_str(&format!("; seen: {}", facts.seen.join(" | ")));
    }
    text
}

pub(super) fn hint(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::NoSection => {
            "Check the address. If the portal has a new heading for the section, give it in a profile."
        }
        ErrorKind::NoTable => {
            "Look at the page: the versions may have moved to a document or another article."
        }
        ErrorKind::NoVersions => {
            "Try again later: the portal may be about to publish. If the page shows versions, send it to the crate's authors."
        }
        ErrorKind::Ambiguous => "Look at both tables on the page and go by the one that holds.",
        ErrorKind::Login => {
            "Open the address in a browser of the same network, log in or ask who runs the network, and try again."
        }
        ErrorKind::Maintenance => "Try again after the announced hours.",
        ErrorKind::Proxy => "Ask who runs the network to allow the address, and try again.",
        ErrorKind::ArticleUnavailable => {
            "Check the article's number, or look for the article in the portal's list of manuals."
        }
        ErrorKind::Document => "Open the document at its address.",
        ErrorKind::Redirect => "Ask for the article that it names.",
        ErrorKind::NotHtml if error.facts().damage.is_some() => {
            "Download the file again. If it stays damaged, open it in a spreadsheet program and save it anew."
        }
        ErrorKind::NotHtml if is_xlsx(error) => {
            "A spreadsheet is read with the feature xlsx; else ask for the page itself."
        }
        ErrorKind::NotHtml => "Ask for the page itself, not for a file that it links.",
        ErrorKind::Empty => "Try again; if it stays empty, check the address.",
        ErrorKind::Truncated => "Fetch the page again; the connection broke off.",
        ErrorKind::Limit => "If the page is honest, raise the limit.",
        ErrorKind::Usage => "Correct it and try again.",
    }
}

pub(super) fn warning(code: WarningCode, raw: &str) -> String {
    match code {
        WarningCode::DuplicateApp => "another row stands for the same application".to_owned(),
        WarningCode::DuplicateManufacturer => {
            "another row stands for the same component of the same manufacturer".to_owned()
        }
        WarningCode::DuplicateRow => "another row says the same".to_owned(),
        WarningCode::EncodingDeclared => {
            format!("the declared encoding garbles the page; declared and read: {raw}")
        }
        WarningCode::EncodingUnknown => format!("the declared encoding is unknown: {raw}"),
        WarningCode::EncodingUndecodable => {
            format!("bytes that mean nothing in the encoding: {raw}")
        }
        WarningCode::TruncatedPage => "the page breaks off; rows may be missing".to_owned(),
        WarningCode::ArticleDiffers => {
            format!("another article answered than the one that was asked for: {raw}")
        }
        WarningCode::AmbiguousTables => format!("other tables say the same: {raw}"),
        WarningCode::AmbiguousHeading => {
            format!(
                "another part's heading stands over the section's; check that the table is of it: {raw}"
            )
        }
        WarningCode::AmbiguousUnread => {
            format!(
                "a table of the section has versions that could not be told apart; look at it: {raw}"
            )
        }
        WarningCode::AmbiguousSuperseded => {
            format!("the page says that it is kept no longer, or that another one holds: {raw}")
        }
        WarningCode::VersionMissing => "no version stands here".to_owned(),
        WarningCode::VersionPlaceholder => format!("no version yet: {raw}"),
        WarningCode::VersionUnreadable => {
            format!("this is no version that can be read for certain: {raw}")
        }
        WarningCode::VersionChange => {
            format!("the cell tells a change; the new version was taken: {raw}")
        }
        WarningCode::VersionOld => {
            format!("what is struck out or marked as old was left out: {raw}")
        }
        WarningCode::VersionDate => format!("a date was not taken for a version: {raw}"),
        WarningCode::VersionInFileName => format!("the version was read from a file's name: {raw}"),
        WarningCode::VersionQualified => {
            format!("the cell says more of the version; look at it: {raw}")
        }
        WarningCode::VersionDitto => format!("the cell says the same as above: {raw}"),
        WarningCode::VersionInvisible => "characters that show nothing were left out".to_owned(),
        WarningCode::VersionColumns => "two columns of versions have the same header".to_owned(),
        WarningCode::VersionTimes => {
            "columns of versions are of different times; check which one holds".to_owned()
        }
        WarningCode::ColumnsByContent => {
            format!("columns were told by what stands in them, for want of a header: {raw}")
        }
        WarningCode::NameMissing => "the row has no name".to_owned(),
        WarningCode::AppByFile => "the application was told by its file".to_owned(),
        WarningCode::NameUnclear => {
            "the name is like a known one and not the same, or stands for several".to_owned()
        }
        WarningCode::FileOfAnother => "the file is that of another application".to_owned(),
        WarningCode::FileDisagrees => "the file's name states another version".to_owned(),
        WarningCode::DateUnreadable => "the row's date cannot be read".to_owned(),
        WarningCode::NoHeading => format!("the section's heading is missing: {raw}"),
        WarningCode::SectionSplit => format!("the section has several tables: {raw}"),
        WarningCode::LimitOfTable => format!("another table is over a limit: {raw}"),
        WarningCode::Unknown => raw.to_owned(),
    }
}
