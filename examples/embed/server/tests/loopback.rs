//! The server over loopback.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};
use server::{Kept, LIMIT, app};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../fixtures/bundled/body");

async fn serve(kept: Arc<Kept>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async { axum::serve(listener, app(kept)).await });
    address
}

/// The status and the body of an answer.
async fn ask(address: &str, request: &str, body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let head = format!(
        "{request} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // A server that refuses a body need not read it.
    let _refused = stream.write_all(body.as_bytes()).await;
    let mut answer = Vec::new();
    let _reset = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.to_ascii_lowercase().contains("content-type: application/json"), "{head}");
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn inventories_are_answered_at_the_same_time() {
    let address = serve(Arc::new(Kept::open(PAGE).unwrap())).await;
    let clients = (0..64).map(|number| {
        let address = address.clone();
        tokio::spawn(async move {
            let version = if number % 2 == 0 { "1.0.9" } else { "1.0.8" };
            let body = json!({"id": number.to_string(), "apps": {"linkage": version}}).to_string();
            let (status, report) = ask(&address, "POST /check", &body).await;
            assert_eq!(status, 200, "{report}");
            let verdict = if number % 2 == 0 { "up_to_date" } else { "update_needed" };
            assert_eq!(report["verdict"], verdict);
            assert_eq!(report["schema"], "onshikaku.report/1");
            assert_eq!(report["items"][0]["installed"]["version"], version);
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.unwrap();
    }
}

#[tokio::test]
async fn what_is_no_inventory_is_an_error_in_json() {
    let address = serve(Arc::new(Kept::open(PAGE).unwrap())).await;
    let long = " ".repeat(LIMIT + 1);
    for (request, body, status, kind) in [
        ("POST /check", "{", 400, "inventory"),
        ("POST /check", "[]", 400, "inventory"),
        ("POST /check", "", 400, "inventory"),
        ("POST /check", &long, 413, "limit"),
        ("GET /check", "", 405, "usage"),
        ("GET /", "", 404, "usage"),
    ] {
        let (told, failure) = ask(&address, request, body).await;
        assert_eq!(
            (told, &failure["error"]["kind"]),
            (status, &kind.into()),
            "{request} {body:.9}"
        );
    }
}

#[tokio::test]
async fn a_new_page_is_taken_and_a_wrong_one_is_not() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page.html");
    let page = |version: &str| {
        format!(
            "<h2>アプリケーションバージョン情報</h2><table><tr><th>アプリケーション名<th>バージョン情報
             <tr><td>連携アプリケーション<td>{version}</table>"
        )
    };
    fs::write(&path, page("1.0.9")).unwrap();
    let kept = Arc::new(Kept::open(&path).unwrap());
    let address = serve(kept.clone()).await;
    let inventory = json!({"apps": {"linkage": "1.0.9"}}).to_string();
    for (body, verdict, is_refused) in [
        (page("1.0.9"), "up_to_date", false),
        (page("1.0.10"), "update_needed", false),
        ("<h1>ただいまメンテナンス中です</h1>".to_owned(), "update_needed", true),
        (page("1.0.9"), "up_to_date", false),
    ] {
        // A file's time may be as coarse as a clock's tick.
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        fs::write(&path, body).unwrap();
        kept.refresh();
        let (_, report) = ask(&address, "POST /check", &inventory).await;
        assert_eq!(report["verdict"], verdict);
        let (_, page) = ask(&address, "GET /page", "").await;
        assert_eq!(page["refused"].is_string(), is_refused, "{page}");
    }
}
