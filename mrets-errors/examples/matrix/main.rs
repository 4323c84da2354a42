//! A chat server whose clients know errors as Matrix has them, `{"errcode","error"}`, on actix-web.
//!
//! `error.rs` has the errors. Most are a kind and a text, and methods of the kind give status and code.
//! `dialect.rs` has the body, `rooms.rs` the data, `api.rs` the routes.
//!
//! ```text
//! cargo run --example matrix --features actix-web -- 3000
//! curl -i http://127.0.0.1:3000/rooms/lobby/messages
//! curl -i -H 'Authorization: Bearer ada' http://127.0.0.1:3000/rooms/attic/messages
//! curl -i -H 'Authorization: Bearer ada' http://127.0.0.1:3000/rooms/lobby/messages --json '{"body":7}'
//! curl -i -H 'Authorization: Bearer bob' http://127.0.0.1:3000/rooms/lobby/messages --json '{"body":"hi"}'
//! ```

mod api;
mod dialect;
mod error;
mod rooms;

use std::{env, time::Duration};

use actix_web::rt::System;
use anyhow::Context;

use crate::rooms::Rooms;

mrets_errors::dialect!(crate::dialect::MATRIX);

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().init();
    let port = env::args().nth(1).map_or(Ok(3000), |port| port.parse());
    let port = port.context("the argument is a port")?;
    System::new().block_on(async {
        let (addresses, server) = api::serve(Rooms::new(Duration::from_secs(1)), port)?;
        println!("{addresses:?}");
        Ok(server.await?)
    })
}
