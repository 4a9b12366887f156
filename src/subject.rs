//! [`Subject`]: what reports and plans speak of.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::app::App;
use crate::lang::{self, Lang};
use crate::profile::Profile;
use crate::spelling::{core_name, key, shown};

/// An application, or a component of a manufacturer's card reader.
///
/// Two subjects are equal if they are the same thing, however spelled: ㈱アルメックス is 株式会社USEN-ALMEX.
///
/// # Examples
///
/// ```
/// use onshikaku::{App, Subject};
///
/// assert_eq!(Subject::named("OQsComApp.msi"), Subject::app(App::Linkage));
/// assert_eq!(
///     Subject::reader("㈱アルメックス", Some("管理コンソール")),
///     Subject::reader("株式会社USEN-ALMEX", Some("管理 コンソール")),
/// );
/// ```
#[derive(Debug, Clone)]
pub struct Subject {
    name: Cow<'static, str>,
    component: Option<Box<str>>,
    identity: Identity,
}

/// What makes two subjects one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Identity {
    App(App),
    /// The face library, or the browser's plug-in.
    AuthFile,
    /// An application that the crate has not heard of, by its name's key.
    Named(Box<str>),
    Reader(Maker, Option<Box<str>>),
}

/// A manufacturer, under all its names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Maker {
    /// One that the profile knows, by its index.
    Known(usize),
    /// Another, by its core name.
    Other(Box<str>),
}

impl Maker {
    fn of(name: &str, profile: &Profile) -> Maker {
        let core = core_name(name);
        profile.maker(&core).map_or_else(|| Maker::Other(core.into()), Maker::Known)
    }
}

impl Subject {
    /// An application.
    pub const fn app(app: App) -> Subject {
        Subject { name: Cow::Borrowed(app.name()), component: None, identity: Identity::App(app) }
    }

    /// What the terminal's file `Auth\Version.info` is of: 顔認証ライブラリ or ブラウザ拡張プラグイン, which it does not say.
    ///
    /// It is told as the face library, and there is an answer where both are published with the same version.
    pub const fn auth_file() -> Subject {
        Subject {
            name: Cow::Borrowed(App::FaceLibrary.name()),
            component: None,
            identity: Identity::AuthFile,
        }
    }

    /// An application by its identifier, by a name in any spelling, or by the name of its file.
    ///
    /// # Examples
    ///
    /// ```
    /// use onshikaku::{App, Subject};
    ///
    /// assert_eq!(Subject::named("配信アプリ").as_app(), Some(App::Distribution));
    /// assert_eq!(Subject::named("face-library").as_app(), Some(App::FaceLibrary));
    /// assert_eq!(Subject::named("在庫管理").as_app(), None);
    /// ```
    pub fn named(name: &str) -> Subject {
        let profile = Profile::built_in();
        let known = name.parse().ok();
        let known = known.or_else(|| profile.app(name)).or_else(|| profile.app_of_file(name));
        match known {
            Some(app) => Subject::app(app),
            None => Subject::unknown(name),
        }
    }

    /// An application that the page's profile has not heard of.
    pub(crate) fn unknown(name: &str) -> Subject {
        Subject {
            name: shown(name.trim()).into_owned().into(),
            component: None,
            identity: Identity::Named(key(name).into()),
        }
    }

    /// A manufacturer's card reader, or a component of it, by any spelling of its names or of former ones.
    pub fn reader(manufacturer: &str, component: Option<&str>) -> Subject {
        let profile = Profile::built_in();
        let component = component.map(str::trim).filter(|name| !name.is_empty());
        let maker = Maker::of(manufacturer, profile);
        let known = match maker {
            Maker::Known(index) => Some(index),
            Maker::Other(_) => None,
        };
        let part = component.map(|name| profile.component(known, name).into());
        Subject {
            name: shown(manufacturer.trim()).into_owned().into(),
            component: component.map(|name| shown(name).into()),
            identity: Identity::Reader(maker, part),
        }
    }

    /// The same thing by the name that a page or a terminal gives it.
    pub(crate) fn called(mut self, name: &str) -> Subject {
        self.name = name.to_owned().into();
        self
    }

    /// A card reader without its component.
    pub(crate) fn whole(&self) -> Subject {
        let mut whole = self.clone();
        whole.component = None;
        if let Identity::Reader(_, part) = &mut whole.identity {
            *part = None;
        }
        whole
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The application; `None` for a card reader, and for an application that the crate has not heard of.
    pub fn as_app(&self) -> Option<App> {
        match self.identity {
            Identity::App(app) => Some(app),
            Identity::AuthFile => Some(App::FaceLibrary),
            Identity::Named(_) | Identity::Reader(..) => None,
        }
    }

    /// The application's name; `None` for a card reader.
    pub fn name(&self) -> Option<&str> {
        (!self.is_reader()).then_some(&*self.name)
    }

    /// The manufacturer of a card reader.
    pub fn manufacturer(&self) -> Option<&str> {
        self.is_reader().then_some(&*self.name)
    }

    /// The card reader's component, if one is named.
    pub fn component(&self) -> Option<&str> {
        self.component.as_deref()
    }

    /// As people name it; in English with what an application's Japanese name means.
    pub(crate) fn told(&self, lang: Lang) -> String {
        match lang::meaning(self.as_app(), lang) {
            Some(meaning) => format!("{meaning} {self}"),
            None => self.to_string(),
        }
    }

    fn is_reader(&self) -> bool {
        matches!(self.identity, Identity::Reader(..))
    }
}

impl PartialEq for Subject {
    fn eq(&self, other: &Subject) -> bool {
        self.identity == other.identity
    }
}

impl Eq for Subject {}

impl Hash for Subject {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity.hash(state);
    }
}

/// As people name it: the application, or the manufacturer and the component.
impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        match &self.component {
            Some(component) => write!(f, " {component}"),
            None => Ok(()),
        }
    }
}

impl From<App> for Subject {
    fn from(app: App) -> Subject {
        Subject::app(app)
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Subject", 2)?;
        if self.is_reader() {
            object.serialize_field("manufacturer", &self.name)?;
            object.serialize_field("component", &self.component)?;
        } else {
            object.serialize_field("app", &self.as_app())?;
            object.serialize_field("name", &self.name)?;
        }
        object.end()
    }
}
