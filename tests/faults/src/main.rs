//! Faults under load: `tests/faults/run`; see the README beside it.
//!
//! This program is both sides: `faults serve FILE` is the service, and `faults SECONDS` starts it as a
//! process of its own, loads it, breaks its database file, and checks the rest.

// The whole example, without its command line.
#[path = "../../../mrets-errors/examples/registry/api.rs"]
mod api;
#[path = "../../../mrets-errors/examples/registry/db.rs"]
mod db;
#[path = "../../../mrets-errors/examples/registry/document.rs"]
mod document;
#[path = "../../../mrets-errors/examples/registry/error.rs"]
mod error;
#[path = "../../../mrets-errors/examples/registry/extract.rs"]
mod extract;
#[path = "../../../mrets-errors/examples/registry/grpc.rs"]
mod grpc;
#[path = "../../../mrets-errors/examples/registry/guard.rs"]
mod guard;
#[path = "../../../mrets-errors/examples/registry/pages.rs"]
mod pages;
#[path = "../../../mrets-errors/examples/registry/seed.rs"]
mod seed;
#[path = "../../../mrets-errors/examples/registry/service.rs"]
mod service;
#[path = "../../../mrets-errors/examples/registry/transfer.rs"]
mod transfer;

mod faults;
mod ledger;
mod load;
mod serve;
mod watch;

use std::env;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

/// A text in every cause that this program can make, and in the name of the database file, which
/// the messages of `SQLite` and the system mention.
const CANARY: &str = "canary-5f1d0a";

/// A text in bodies and queries that clients send.
const SECRET: &str = "hunter2-5f1d0a";

/// Texts that no answer may have, in lower case: ours, and those of causes that others make.
const PRIVATE: [&str; 10] = [
    CANARY,
    SECRET,
    "disk i/o error",
    "interrupted",
    "database is locked",
    "readonly database",
    "unable to open",
    "no such table",
    "retirements",
    "sqlite",
];

#[tokio::main]
async fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve", file] => {
            serve::run(file.as_ref()).await;
            ExitCode::SUCCESS
        }
        [seconds] if seconds.parse::<u64>().is_ok() => {
            drive(Duration::from_secs(seconds.parse().unwrap())).await
        }
        _ => {
            eprintln!("usage: faults SECONDS");
            ExitCode::from(2)
        }
    }
}

async fn drive(time: Duration) -> ExitCode {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join(format!("{CANARY}.sqlite"));
    let log = directory.path().join("log");
    let mut server = Command::new(env::current_exe().unwrap())
        .arg("serve")
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let base = watch::address(&mut server);
    ledger::plant(&file);

    // Fills everything that is kept for good: buffers, threads, prepared statements.
    let warm_up = load::run(&base, Duration::from_secs(15), faults::Plan::none()).await;
    let before = watch::at_rest(server.id(), None).await;
    let report = load::run(&base, time, faults::Plan::on(&file)).await;
    let after = watch::at_rest(server.id(), Some(before)).await;
    let is_up = server.try_wait().unwrap().is_none();
    server.kill().unwrap();
    server.wait().unwrap();
    let log = String::from_utf8_lossy(&std::fs::read(&log).unwrap()).into_owned();

    println!("{report}");
    let mut checks = report.checks();
    checks.extend(
        warm_up
            .wrong()
            .map(|wrong| (format!("no wrong answer: {wrong}"), false)),
    );
    println!(
        "memory    {} kB before, {} kB after",
        before.memory, after.memory
    );
    println!("files     {} before, {} after", before.files, after.files);
    checks.push(("the service is still there".into(), is_up));
    checks.push((
        "open files end where they began".into(),
        after.files <= before.files,
    ));
    // A tenth is noise of the allocator.
    let is_flat = after.memory * 10 <= before.memory * 11;
    checks.push(("memory ends where it began".into(), is_flat));
    let causes = watch::causes(&log);
    for (cause, count) in &causes {
        println!("cause     {count} times {cause}");
    }
    // The search in the answers means something only if the causes occurred.
    for text in [
        "canary-5f1d0a in a trigger",
        "interrupted",
        "readonly database",
        "disk I/O error",
        "no such table",
    ] {
        let is_there = causes.keys().any(|cause| cause.contains(text));
        checks.push((format!("a cause in the log is `{text}`"), is_there));
    }
    let panic = format!("{CANARY} in a panic");
    checks.push(("the panic is in the log".into(), log.contains(&panic)));
    let events = watch::events(&log);
    let answered = warm_up.server_errors() + report.server_errors();
    let unheard = warm_up.hung_up() + report.hung_up();
    println!("log       {events} events of {answered} answers that are a 5xx");
    checks.push((
        "each 5xx is one line of the log".into(),
        (answered..=answered + unheard).contains(&events),
    ));
    let mut acknowledged = warm_up.acknowledged;
    acknowledged.extend(report.acknowledged);
    checks.extend(ledger::checks(&file, &acknowledged));

    let mut all = true;
    for (check, is_kept) in checks {
        println!("{}  {check}", if is_kept { "ok    " } else { "FAILED" });
        all &= is_kept;
    }
    if all {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
