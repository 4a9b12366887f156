//! [`App`]: the applications of a terminal that the crate knows.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An application of the terminal.
///
/// The names, aliases and files by which a page is matched to an application are data: see
/// [`Profile`](crate::Profile).
///
/// # Examples
///
/// ```
/// use onshikaku::App;
///
/// assert_eq!(App::Distribution.id(), "distribution");
/// assert_eq!("face-library".parse(), Ok(App::FaceLibrary));
/// assert_eq!(App::MpkiDownload.to_string(), "MPKIダウンロード");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum App {
    /// 連携アプリケーション, OQsComApp: links the terminal with the clinic's billing computer.
    #[serde(rename = "linkage")]
    Linkage,
    /// 配信アプリケーション, OQsDistroApp: keeps the terminal's applications up to date.
    #[serde(rename = "distribution")]
    Distribution,
    /// ブラウザ拡張プラグイン, OQsFaceApp: the browser's extension with the face DLL.
    #[serde(rename = "browser_extension")]
    BrowserExtension,
    /// MPKIダウンロード, MPKIUpdateApp: the client certificate's download.
    #[serde(rename = "mpki")]
    MpkiDownload,
    /// 顔認証ライブラリ, FaceRecognitionLibrary.
    #[serde(rename = "face_library")]
    FaceLibrary,
    /// 顔認証付きカードリーダーアプリケーション: the card reader's own application, one for each manufacturer.
    #[serde(rename = "card_reader")]
    CardReader,
}

impl App {
    /// Every application, in the order of the portal's table.
    pub const ALL: [App; 6] = [
        App::Linkage,
        App::Distribution,
        App::BrowserExtension,
        App::MpkiDownload,
        App::FaceLibrary,
        App::CardReader,
    ];

    /// The identifier that stands in JSON and on command lines.
    pub const fn id(self) -> &'static str {
        match self {
            App::Linkage => "linkage",
            App::Distribution => "distribution",
            App::BrowserExtension => "browser_extension",
            App::MpkiDownload => "mpki",
            App::FaceLibrary => "face_library",
            App::CardReader => "card_reader",
        }
    }

    /// The portal's name of the application.
    pub const fn name(self) -> &'static str {
        match self {
            App::Linkage => "連携アプリケーション",
            App::Distribution => "配信アプリケーション",
            App::BrowserExtension => "ブラウザ拡張プラグイン",
            App::MpkiDownload => "MPKIダウンロード",
            App::FaceLibrary => "顔認証ライブラリ",
            App::CardReader => "顔認証付きカードリーダーアプリケーション",
        }
    }
}

impl fmt::Display for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The text is not the identifier of an [`App`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an application's identifier, which are linkage, distribution, browser_extension, mpki, face_library and card_reader"
)]
pub struct ParseAppError(());

impl FromStr for App {
    type Err = ParseAppError;

    /// Reads an identifier, with `_` or `-`.
    fn from_str(text: &str) -> Result<App, ParseAppError> {
        let same =
            |app: &App| app.id().bytes().eq(text.bytes().map(|b| if b == b'-' { b'_' } else { b }));
        App::ALL.into_iter().find(same).ok_or(ParseAppError(()))
    }
}
