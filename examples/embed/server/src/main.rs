//! `server PAGE.html [ADDRESS]`: answers inventories on 127.0.0.1:8080, or on the address that is named.

use std::sync::Arc;
use std::time::Duration;

use server::{Kept, app};
use tokio::net::TcpListener;

/// How often the page's file is looked at.
const EVERY: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let page = args.next().ok_or("server PAGE.html [ADDRESS]")?;
    let address = args.next().unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let kept = Arc::new(Kept::open(page)?);
    let listener = TcpListener::bind(address).await?;
    eprintln!("http://{}/check", listener.local_addr()?);
    tokio::spawn(kept.clone().keep(EVERY));
    // What is being answered is answered.
    let stop = async || drop(tokio::signal::ctrl_c().await);
    axum::serve(listener, app(kept)).with_graceful_shutdown(stop()).await?;
    Ok(())
}
