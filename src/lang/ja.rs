//! 日本語。

use super::is_xlsx;
use crate::error::{Error, ErrorKind};
use crate::warning_code::WarningCode;

pub(super) fn error(error: &Error) -> String {
    let facts = error.facts();
    let mut text = match error.kind() {
        ErrorKind::NoSection => {
            "ページに「アプリケーションバージョン情報」の見出しもバージョンの表もありません"
                .to_owned()
        }
        ErrorKind::NoTable => {
            format!(
                "見出し「{}」の下にバージョンの表がありません",
                facts.what.as_deref().unwrap_or_default()
            )
        }
        ErrorKind::NoVersions => {
            "バージョンの表に、読み取れるバージョンが一つもありません".to_owned()
        }
        ErrorKind::Ambiguous => {
            format!(
                "バージョンの表とみられる表が複数あり（{}番目、先頭は0）、内容が食い違っています",
                facts.seen.join("と")
            )
        }
        ErrorKind::Login => "ポータルのページの代わりに、ログインの画面が返ってきました".to_owned(),
        ErrorKind::Maintenance => "ポータルはメンテナンス中です".to_owned(),
        ErrorKind::Proxy => {
            "途中のプロキシーかフィルターが、ポータルのページの代わりに返事をしました".to_owned()
        }
        ErrorKind::ArticleUnavailable => "その記事は存在しないか、公開されていません".to_owned(),
        ErrorKind::Document => match error.document() {
            Some(row) => {
                let mut text =
                    format!("バージョンは別の文書「{}」にあり、ここでは読めません", row.name);
                let edition = row.edition.as_ref().map(|edition| format!("第{edition}版"));
                let updated = row.updated.map(|date| format!("{date} 更新"));
                for part in [edition, updated, row.url.clone()].into_iter().flatten() {
                    text.push('、');
                    text.push_str(&part);
                }
                text
            }
            None => "バージョンは別の文書にあり、ここでは読めません".to_owned(),
        },
        ErrorKind::Redirect => {
            format!("記事は{}に移りました", facts.article.as_deref().unwrap_or("別の記事"))
        }
        ErrorKind::NotHtml if facts.damage.is_some() => {
            let part = facts.damage.as_deref().unwrap_or_default();
            format!("スプレッドシート（xlsx）が壊れています。中の {part} を読めません")
        }
        ErrorKind::NotHtml => {
            format!("Webページではありません（{}）", facts.what.as_deref().unwrap_or("別の形式"))
        }
        ErrorKind::Empty => "ページが空です".to_owned(),
        ErrorKind::Truncated => "ページがバージョンの手前で途切れています".to_owned(),
        ErrorKind::Limit => match facts.limit {
            Some((name, value)) => format!("ページが上限を超えています（{name} = {value}）"),
            None => "ページが上限を超えています".to_owned(),
        },
        ErrorKind::Usage => facts.what.clone().unwrap_or_default(),
    };
    if let Some(url) = &facts.url {
        text.push_str(&format!("。アドレス: {url}"));
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
        text.push_str(&format!("。ページの題名: 「{title}」"));
    }
    if shows_seen && !facts.seen.is_empty() {
        text.push_str(&format!("。見えたもの: {}", facts.seen.join(" | ")));
    }
    text
}

pub(super) fn hint(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::NoSection => {
            "アドレスを確かめてください。見出しが変わったのなら、新しい見出しをプロファイルに書いて渡してください。"
        }
        ErrorKind::NoTable => {
            "ページを開いて確かめてください。バージョンが別の文書や記事に移った可能性があります。"
        }
        ErrorKind::NoVersions => {
            "公開の準備中かもしれません。時間をおいてもう一度お試しください。ページにバージョンが見えるのなら、作者に知らせてください。"
        }
        ErrorKind::Ambiguous => "ページで両方の表を見て、正しいほうに従ってください。",
        ErrorKind::Login => {
            "同じネットワークのブラウザーでアドレスを開き、ログインするかネットワークの管理者に尋ねてから、もう一度お試しください。"
        }
        ErrorKind::Maintenance => "予告された時間が過ぎてから、もう一度お試しください。",
        ErrorKind::Proxy => {
            "ネットワークの管理者に、このアドレスへのアクセスを許してもらってから、もう一度お試しください。"
        }
        ErrorKind::ArticleUnavailable => {
            "記事の番号を確かめるか、ポータルの手順書・マニュアルの一覧で探してください。"
        }
        ErrorKind::Document => "文書をそのアドレスで開いてください。",
        ErrorKind::Redirect => "移動先の記事を指定してください。",
        ErrorKind::NotHtml if error.facts().damage.is_some() => {
            "ファイルをダウンロードし直してください。それでも壊れているなら、表計算ソフトで開いて保存し直してください。"
        }
        ErrorKind::NotHtml if is_xlsx(error) => {
            "スプレッドシートを読むには、フィーチャー xlsx を付けてビルドしてください。そうでなければ、ページそのものを指定してください。"
        }
        ErrorKind::NotHtml => "リンク先のファイルではなく、ページそのものを指定してください。",
        ErrorKind::Empty => "もう一度お試しください。空のままなら、アドレスを確かめてください。",
        ErrorKind::Truncated => "通信が途中で切れました。ページを取り直してください。",
        ErrorKind::Limit => "正しいページなら、上限を上げてください。",
        ErrorKind::Usage => "直してから、もう一度お試しください。",
    }
}

pub(super) fn warning(code: WarningCode, raw: &str) -> String {
    match code {
        WarningCode::DuplicateApp => "同じアプリケーションの行がほかにもあります".to_owned(),
        WarningCode::DuplicateManufacturer => {
            "同じメーカーの同じ構成品の行がほかにもあります".to_owned()
        }
        WarningCode::DuplicateRow => "同じ内容の行がほかにもあります".to_owned(),
        WarningCode::EncodingDeclared => {
            format!("宣言された文字コードでは文字化けするため、別の文字コードで読みました: {raw}")
        }
        WarningCode::EncodingUnknown => format!("宣言された文字コードを知りません: {raw}"),
        WarningCode::EncodingUndecodable => format!("文字として読めないバイトがあります: {raw}"),
        WarningCode::TruncatedPage => {
            "ページが途中で切れています。行が欠けている可能性があります".to_owned()
        }
        WarningCode::ArticleDiffers => {
            format!("求めたものとは別の記事が返ってきました: {raw}")
        }
        WarningCode::AmbiguousTables => format!("同じ内容の表がほかにもあります: {raw}"),
        WarningCode::AmbiguousHeading => {
            format!("別の部分の見出しの下にあります。この表でよいか確かめてください: {raw}")
        }
        WarningCode::AmbiguousUnread => {
            format!(
                "この節の表に、読み分けられないバージョンの欄があります。確かめてください: {raw}"
            )
        }
        WarningCode::AmbiguousSuperseded => {
            format!("ページの更新が終わり、最新のものは別にあると書かれています: {raw}")
        }
        WarningCode::VersionMissing => "バージョンが書かれていません".to_owned(),
        WarningCode::VersionPlaceholder => format!("バージョンはまだ示されていません: {raw}"),
        WarningCode::VersionUnreadable => format!("バージョンとして確実には読めません: {raw}"),
        WarningCode::VersionChange => {
            format!("変更が書かれているため、新しいほうを採りました: {raw}")
        }
        WarningCode::VersionOld => format!("取り消し線や「旧」の付いたものは除きました: {raw}"),
        WarningCode::VersionDate => format!("日付はバージョンとみなしません: {raw}"),
        WarningCode::VersionInFileName => format!("ファイル名からバージョンを読みました: {raw}"),
        WarningCode::VersionQualified => {
            format!("バージョンに条件などが添えられています。確かめてください: {raw}")
        }
        WarningCode::VersionDitto => format!("「上と同じ」と書かれています: {raw}"),
        WarningCode::VersionInvisible => "見えない文字を除いて読みました".to_owned(),
        WarningCode::VersionColumns => "同じ見出しのバージョン欄が二つあります".to_owned(),
        WarningCode::VersionTimes => {
            "時期の異なるバージョン欄があります。どれが現在のものか確かめてください".to_owned()
        }
        WarningCode::ColumnsByContent => {
            format!("見出し行がないため、欄を中身から判断しました: {raw}")
        }
        WarningCode::NameMissing => "行に名前がありません".to_owned(),
        WarningCode::AppByFile => {
            "名前ではなくファイルからアプリケーションを判断しました".to_owned()
        }
        WarningCode::NameUnclear => {
            "名前が既知のものに似ていて同じとは言い切れないか、複数のものを指しています".to_owned()
        }
        WarningCode::FileOfAnother => "ファイルが別のアプリケーションのものです".to_owned(),
        WarningCode::FileDisagrees => "ファイル名が別のバージョンを示しています".to_owned(),
        WarningCode::DateUnreadable => "行の日付が読めません".to_owned(),
        WarningCode::NoHeading => format!("見出しがありません: {raw}"),
        WarningCode::SectionSplit => format!("表が複数に分かれています: {raw}"),
        WarningCode::LimitOfTable => format!("ほかの表が上限を超えています: {raw}"),
        WarningCode::Unknown => raw.to_owned(),
    }
}
