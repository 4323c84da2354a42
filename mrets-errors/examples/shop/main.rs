//! A small shop over HTTP, whose clients know errors as `{"error":{"code","message","type","link"}}`.
//!
//! `README.md` tells how it came from thiserror and a hand-written `IntoResponse` to the derive. Its errors
//! are in `error.rs`, their body in `dialect.rs`; `api.rs` has the routes, `store.rs` the data.
//!
//! ```text
//! cargo run --example shop -- 3000
//! # http://127.0.0.1:3000/errors lists its errors
//! curl -i http://127.0.0.1:3000/articles/9
//! curl -i -H 'Authorization: Bearer ada' http://127.0.0.1:3000/orders --json '{"article":1,"quantity":50}'
//! curl -i -H 'Authorization: Bearer ada' http://127.0.0.1:3000/orders --json '{"article":1,"quantity":"two"}'
//! ```

mod api;
mod dialect;
mod error;
mod store;

use std::{env, net::Ipv4Addr, time::Duration};

use anyhow::Context;
use tokio::net::TcpListener;

mrets_errors::dialect!(crate::dialect::SHOP);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().init();
    let port = env::args().nth(1).map_or(Ok(3000), |port| port.parse());
    let port = port.context("the argument is a port")?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("http://{}/errors", listener.local_addr()?);
    let shop = store::Store::new(Duration::from_secs(2), "receipts");
    axum::serve(listener, api::router(shop)).await?;
    Ok(())
}
