//! Answers `POST /check` of an inventory with a report, and `GET /page` with what it goes by.
//!
//! The page is a file, which is read again when it has changed. Asking the portal for it is not built yet: until then
//! something else has to keep the file new, and `GET /page` tells how old it is. There is no TLS, no login and no limit on
//! how long a client may take: put it behind a server that has them.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use onshikaku::{Error, Inventory, Lang, Page, Snapshot};
use serde_json::{Value, json};

/// Bytes of an inventory at most.
pub const LIMIT: usize = 64 << 10;

/// The page that the server goes by: the last one that could be read.
#[derive(Debug)]
pub struct Kept {
    path: PathBuf,
    state: RwLock<Current>,
}

#[derive(Debug)]
struct Current {
    snapshot: Arc<Snapshot>,
    /// When the file was changed.
    changed: SystemTime,
    /// Why a newer file is not taken.
    refused: Option<String>,
}

impl Kept {
    /// Reads the page.
    ///
    /// # Errors
    ///
    /// There is none, or it is not the right one: a server without a page is of no use.
    pub fn open(path: impl Into<PathBuf>) -> Result<Kept, Box<dyn std::error::Error>> {
        let path = path.into();
        let changed = std::fs::metadata(&path)?.modified()?;
        let snapshot = Arc::new(read(&std::fs::read(&path)?, changed)?);
        let state = Current { snapshot, changed, refused: None };
        Ok(Kept { path, state: RwLock::new(state) })
    }

    /// Reads the page again if it has changed. One that cannot be read leaves the old one in place.
    pub fn refresh(&self) {
        let changed = std::fs::metadata(&self.path).and_then(|file| file.modified());
        let result = match changed {
            Ok(changed) if changed == self.with(|state| state.changed) => return,
            Ok(changed) => std::fs::read(&self.path)
                .map_err(|error| error.to_string())
                .and_then(|body| read(&body, changed).map_err(|error| error.to_string()))
                .map(|snapshot| (snapshot, changed)),
            Err(error) => Err(error.to_string()),
        };
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        match result {
            Ok((snapshot, changed)) => {
                *state = Current { snapshot: Arc::new(snapshot), changed, refused: None };
            }
            Err(why) => state.refused = Some(why),
        }
    }

    /// Looks again every so often, for ever.
    pub async fn keep(self: Arc<Kept>, every: Duration) {
        loop {
            tokio::time::sleep(every).await;
            let kept = self.clone();
            // Files are read where nobody waits for an answer.
            let _panicked = tokio::task::spawn_blocking(move || kept.refresh()).await;
        }
    }

    fn with<T>(&self, read: impl FnOnce(&Current) -> T) -> T {
        read(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn read(body: &[u8], changed: SystemTime) -> Result<Snapshot, Error> {
    Page::new(body).read_at(changed).read()
}

/// The server's paths.
pub fn app(kept: Arc<Kept>) -> Router {
    Router::new()
        .route("/check", post(check))
        .route("/page", get(page))
        .fallback(async || failure(StatusCode::NOT_FOUND, "usage", "POST /check, GET /page"))
        .method_not_allowed_fallback(async || {
            failure(StatusCode::METHOD_NOT_ALLOWED, "usage", "POST /check, GET /page")
        })
        .layer(DefaultBodyLimit::max(LIMIT))
        .with_state(kept)
}

async fn check(State(kept): State<Arc<Kept>>, body: Result<Bytes, BytesRejection>) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(error) => return failure(error.status(), "limit", &error.body_text()),
    };
    let inventory = match std::str::from_utf8(&body) {
        Ok(text) => Inventory::from_json(text),
        Err(error) => return failure(StatusCode::BAD_REQUEST, "encoding", &error.to_string()),
    };
    let inventory = match inventory {
        Ok(inventory) => inventory,
        Err(error) => {
            return failure(StatusCode::BAD_REQUEST, "inventory", &error.message(Lang::Ja));
        }
    };
    let snapshot = kept.with(|state| state.snapshot.clone());
    let report = inventory.compare(&snapshot).at(SystemTime::now());
    match serde_json::to_vec(&report) {
        Ok(json) => answer(StatusCode::OK, json),
        Err(error) => failure(StatusCode::INTERNAL_SERVER_ERROR, "internal", &error.to_string()),
    }
}

/// What the server goes by: whoever is told "up to date" can ask by which page.
async fn page(State(kept): State<Arc<Kept>>) -> Response {
    let value = kept.with(|state| {
        let age = SystemTime::now().duration_since(state.changed).unwrap_or_default();
        json!({
            "source": state.snapshot.source,
            "as_of": state.snapshot.as_of,
            "age_s": age.as_secs(),
            "refused": state.refused,
        })
    });
    answer(StatusCode::OK, value.to_string().into())
}

/// A failure in the shape of `onshikaku.error/1`.
fn failure(status: StatusCode, kind: &str, message: &str) -> Response {
    let error =
        json!({"kind": kind, "message": message, "hint": HINT, "url": null, "attempts": []});
    let body: Value = json!({"schema": "onshikaku.error/1", "error": error});
    answer(status, body.to_string().into())
}

const HINT: &str = "POST /check: {\"id\",\"apps\":{\"linkage\":\"1.0.9\"},\"readers\":[{\"manufacturer\",\"component\",\"version\"}]}";

fn answer(status: StatusCode, json: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], json).into_response()
}
