//! A small M-RETS: a registry of renewable energy certificates over HTTP and gRPC, on `SQLite`.
//!
//! Its errors are in `error.rs`; everything else only returns them. To read it from the top, start here
//! and follow the imports, which only go down: `api` (routes), `grpc`, `guard`, `pages` and `extract`,
//! `service` (state), `document` (answers), `db`, `transfer`, `error`. `tour`, `client` and `grpc_client`
//! are clients.
//!
//! ```text
//! cargo run --example registry -- --tour
//! cargo run --example registry -- --port 3000 --db registry.sqlite
//! # http://127.0.0.1:3000/errors lists its errors, /docs lets you try it out
//! cargo run --example registry -- --client http://127.0.0.1:3000 # or with --grpc
//! curl -H 'X-Api-Key: demo-key' http://127.0.0.1:3000/v1/public/rec/accounts
//! curl -H 'X-Api-Key: demo-key' -H 'Content-Type: application/vnd.api+json' \
//!     http://127.0.0.1:3000/v1/public/rec/transactions -d '{"data":{"type":"transactions",
//!     "attributes":{"from_account":"a0000000-0000-4000-8000-000000000001",
//!     "to_account":"a0000000-0000-4000-8000-000000000003",
//!     "certificate":"c0000000-0000-4000-8000-000000000001","quantity":10}}}'
//! ```

mod api;
mod args;
mod client;
mod db;
mod document;
mod error;
mod extract;
mod grpc;
mod grpc_client;
mod guard;
mod pages;
mod seed;
mod service;
mod tour;
mod transfer;

use std::{
    env,
    io::{self, IsTerminal, Write},
    net::Ipv4Addr,
    process::ExitCode,
};

use anyhow::Context;
use tokio::{net::TcpListener, signal};

use crate::{
    args::{Args, USAGE},
    client::Client,
    grpc_client::GrpcClient,
    service::{Limits, Service},
};

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let args = match Args::parse(env::args_os().skip(1)) {
        Ok(args) => args,
        Err(mistake) => {
            eprintln!("error: {mistake}\n\n{USAGE}");
            return Ok(ExitCode::from(2));
        }
    };
    if args.help {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    }
    if args.errors {
        writeln!(io::stdout(), "{:#}", pages::catalog().to_json())?;
        return Ok(ExitCode::SUCCESS);
    }
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();

    if let Some(base) = args.client {
        let key = args.key.unwrap_or_else(|| "demo-key".to_owned());
        let quantity = args.quantity.unwrap_or(1);
        let mut out = io::stdout();
        let all_well = if args.grpc {
            let client = GrpcClient::new(&base, &key)?;
            client::run(&client, quantity, &mut out).await?
        } else {
            let client = Client::new(base, key)?;
            client::run(&client, quantity, &mut out).await?
        };
        return Ok(exit_code(all_well));
    }
    let limits = if args.no_limit {
        Limits::none()
    } else {
        Limits::default()
    };
    let service = Service::open(args.db.as_deref(), limits).context("cannot open the database")?;
    let port = args.port.unwrap_or(if args.tour { 0 } else { 3000 });
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .with_context(|| format!("cannot listen on port {port}"))?;
    let base = format!("http://{}", listener.local_addr()?);
    let mut out = io::stdout();
    writeln!(out, "listening on {base}")?;
    let server = axum::serve(listener, api::router(service));

    if args.tour {
        let server = tokio::spawn(server.into_future());
        let passed = tour::run(&base, &mut out).await;
        server.abort();
        return Ok(exit_code(passed?));
    }
    server
        .with_graceful_shutdown(async {
            if let Err(error) = signal::ctrl_c().await {
                tracing::error!("cannot wait for ctrl-c, so the service ends now: {error}");
            }
        })
        .await?;
    Ok(ExitCode::SUCCESS)
}

fn exit_code(all_well: bool) -> ExitCode {
    if all_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
