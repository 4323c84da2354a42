//! The bridges of the manual's page, with errors of a real Postgres: what clients get of them, and what the
//! log does.

mod by_diesel;
mod by_sqlx;
mod server;
mod user_error;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use mrets_errors::{MretsError as _, report};
use server::Server;
use sqlx::postgres::{PgConnectOptions, PgConnection as SqlxConnection, PgPoolOptions};
use sqlx::{ConnectOptions as _, Executor as _};
use std::io::{self, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use user_error::UserError;

const SCHEMA: &str = "
    create table teams (id integer primary key);
    create table users (
        email text not null constraint users_email_key unique,
        phone text constraint users_phone_key unique,
        age integer constraint users_age_check check (age >= 18),
        team_id integer constraint users_team_id_fkey references teams
    );
    create table accounts (id integer primary key, balance integer);
    insert into users (email, phone) values ('taken@hunter2.example', '+1 555 hunter2');
    insert into accounts values (1, 10), (2, 10);
    create role crowded login connection limit 0;
";

/// One statement each, and the answer. Every text in the last column stands in the log.
const STATEMENTS: &[(&str, Answer, &[&str])] = &[
    (
        "insert into users (email) values ('taken@hunter2.example')",
        Answer {
            status: 409,
            code: "email_taken",
            pointer: Some("/data/attributes/email"),
        },
        &[],
    ),
    (
        "insert into users (email, team_id) values ('c@hunter2.example', 7)",
        Answer {
            status: 422,
            code: "no_team",
            pointer: Some("/data/relationships/team"),
        },
        &[],
    ),
    (
        "insert into users (email, phone) values ('b@hunter2.example', '+1 555 hunter2')",
        DATABASE,
        &["users_phone_key", "duplicate key value"],
    ),
    (
        "insert into users (email, age) values ('d@hunter2.example', 17)",
        DATABASE,
        &["users_age_check"],
    ),
    (
        "insert into users (phone) values ('+1 556 hunter2')",
        DATABASE,
        &["null value in column \"email\""],
    ),
    (
        "select password from users where email = 'hunter2'",
        DATABASE,
        &["column \"password\" does not exist"],
    ),
    (
        "set statement_timeout = '10ms'; select pg_sleep(600)",
        DATABASE,
        &["canceling statement due to statement timeout"],
    ),
];

const DATABASE: Answer = Answer {
    status: 500,
    code: "database",
    pointer: None,
};
const BUSY: Answer = Answer {
    status: 503,
    code: "busy",
    pointer: None,
};

/// No client may see these: values, names of the schema, messages of Postgres, addresses.
const PRIVATE: &[&str] = &[
    "hunter2",
    "users_",
    "insert",
    "select",
    "Key",
    "constraint",
    "column",
    "row",
    "timeout",
    "deadlock",
    "serialize",
    "lock",
    "refused",
    "socket",
    "127.0.0.1",
    "/tmp",
    "pool",
    "crowded",
];

struct Answer {
    status: u16,
    code: &'static str,
    pointer: Option<&'static str>,
}

/// Compares what a client gets, and what the log has.
fn check(case: &str, error: impl Into<UserError>, expected: &Answer, logged: &[&str]) {
    let error = error.into();
    let log = log_of(&error);
    let response = error.to_response();
    let body = std::str::from_utf8(response.body()).unwrap();
    let envelope = error.to_envelope();
    let object = &envelope.errors[0];
    let source = object.source.as_ref();
    assert_eq!(response.status(), expected.status, "{case}: {log}");
    assert_eq!(object.code.as_deref(), Some(expected.code), "{case}: {log}");
    assert_eq!(
        source.and_then(|source| source.pointer.as_deref()),
        expected.pointer,
        "{case}"
    );
    let wait = response
        .headers()
        .get("retry-after")
        .map(|wait| wait.to_str().unwrap());
    assert_eq!(wait, (expected.status == 503).then_some("1"), "{case}");
    for text in PRIVATE {
        assert!(
            !body.contains(text),
            "{case}: the body has {text:?}: {body}"
        );
    }
    for text in logged {
        assert!(log.contains(text), "{case}: the log lacks {text:?}: {log}");
    }
}

fn log_of(error: &UserError) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let answered = tracing::subscriber::with_default(subscriber, || report(error));
    assert_eq!(answered.status(), error.status());
    String::from_utf8(log.0.lock().unwrap().clone()).unwrap()
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An address where nobody listens.
fn closed() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// The code here is the one that readers copy.
#[test]
fn the_page_shows_this_code() {
    let page = include_str!("../../mrets-errors/src/manual/bridges.md");
    let files = [
        (
            "use mrets_errors::MretsError;",
            include_str!("user_error.rs"),
        ),
        ("use sqlx::", include_str!("by_sqlx.rs")),
        ("use diesel::", include_str!("by_diesel.rs")),
    ];
    for (start, file) in files {
        let code = &file[file.find(start).unwrap()..];
        assert!(page.contains(code), "the page lacks:\n{code}");
    }
}

#[test]
fn sqlx() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let server = Server::start();
    runtime.block_on(async {
        let connect = async || sqlx_options(server.socket()).connect().await.unwrap();
        let mut users = connect().await;
        users.execute(SCHEMA).await.unwrap();
        for (statement, expected, logged) in STATEMENTS {
            let error = users.execute(*statement).await.unwrap_err();
            check(statement, error, expected, logged);
        }
        // Its `Debug` has the detail, too.
        let twice = STATEMENTS[2].0;
        let error = UserError::from(users.execute(twice).await.unwrap_err());
        assert!(log_of(&error).contains("Key (phone)=(+1 555 hunter2) already exists"));

        let missing = users
            .fetch_one("select * from users where email = ''")
            .await
            .unwrap_err();
        let no_user = Answer {
            status: 404,
            code: "no_user",
            pointer: None,
        };
        check("no row", missing, &no_user, &[]);
        let error = overtaken(&mut users, &mut connect().await).await;
        check("40001", error, &BUSY, &["could not serialize access"]);
        let error = deadlock(&mut users, &mut connect().await).await;
        check("40P01", error, &BUSY, &["deadlock detected"]);
        let error = held(&mut users, &mut connect().await).await;
        check("55P03", error, &BUSY, &["could not obtain lock"]);
    });
    runtime.block_on(async {
        let crowded = sqlx_options(server.socket()).username("crowded");
        check(
            "53300",
            crowded.connect().await.unwrap_err(),
            &BUSY,
            &["too many connections"],
        );
        let refused = PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(closed());
        check(
            "refused",
            refused.connect().await.unwrap_err(),
            &BUSY,
            &["refused"],
        );
        let nobody = sqlx_options(Path::new("/tmp/hunter2"));
        check(
            "no socket",
            nobody.connect().await.unwrap_err(),
            &BUSY,
            &["No such file"],
        );
        // It accepts, and says nothing.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = silent.local_addr().unwrap().port();
        let silent_server = PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(port);
        let pool = PgPoolOptions::new()
            .acquire_timeout(Duration::from_millis(20))
            .connect_lazy_with(silent_server);
        check(
            "pool",
            pool.acquire().await.unwrap_err(),
            &BUSY,
            &["pool timed out"],
        );
    });
}

fn sqlx_options(socket: &Path) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(socket)
        .username("test")
        .database("postgres")
}

/// A transaction changes a row that another one has changed since it began.
async fn overtaken(one: &mut SqlxConnection, other: &mut SqlxConnection) -> sqlx::Error {
    one.execute("begin isolation level repeatable read; select * from accounts")
        .await
        .unwrap();
    other
        .execute("update accounts set balance = 11 where id = 1")
        .await
        .unwrap();
    let error = one
        .execute("update accounts set balance = 12 where id = 1")
        .await
        .unwrap_err();
    one.execute("rollback").await.unwrap();
    error
}

/// Two transactions wait for each other, until Postgres ends one of them.
async fn deadlock(one: &mut SqlxConnection, other: &mut SqlxConnection) -> sqlx::Error {
    one.execute("begin; update accounts set balance = 1 where id = 1")
        .await
        .unwrap();
    other
        .execute("begin; update accounts set balance = 2 where id = 2")
        .await
        .unwrap();
    let (mine, theirs) = tokio::join!(
        async {
            let result = one
                .execute("update accounts set balance = 1 where id = 2")
                .await;
            one.execute("rollback").await.unwrap();
            result
        },
        async {
            let result = other
                .execute("update accounts set balance = 2 where id = 1")
                .await;
            other.execute("rollback").await.unwrap();
            result
        }
    );
    mine.err().or(theirs.err()).unwrap()
}

/// Another transaction holds the row, and this one does not wait.
async fn held(one: &mut SqlxConnection, other: &mut SqlxConnection) -> sqlx::Error {
    other
        .execute("begin; update accounts set balance = 3 where id = 1")
        .await
        .unwrap();
    let held = one
        .execute("select * from accounts where id = 1 for update nowait")
        .await;
    other.execute("rollback").await.unwrap();
    held.unwrap_err()
}

#[test]
fn diesel() {
    let server = Server::start();
    let connect = || PgConnection::establish(&diesel_url(server.socket(), "test")).unwrap();
    let (mut one, mut other) = (connect(), connect());
    one.batch_execute(SCHEMA).unwrap();
    for (statement, expected, logged) in STATEMENTS {
        let error = one.batch_execute(statement).unwrap_err();
        check(statement, error, expected, logged);
    }
    // Messages show no detail: diesel's `Debug` shows the message.
    one.batch_execute("begin isolation level repeatable read; select * from accounts")
        .unwrap();
    other
        .batch_execute("update accounts set balance = 11 where id = 1")
        .unwrap();
    let error = one
        .batch_execute("update accounts set balance = 12 where id = 1")
        .unwrap_err();
    check("40001", error, &BUSY, &["could not serialize access"]);
    one.batch_execute("rollback").unwrap();

    one.batch_execute("begin; update accounts set balance = 1 where id = 1")
        .unwrap();
    other
        .batch_execute("begin; update accounts set balance = 2 where id = 2")
        .unwrap();
    let (mine, theirs) = thread::scope(|scope| {
        let mine = scope.spawn(|| {
            let result = one.batch_execute("update accounts set balance = 1 where id = 2");
            one.batch_execute("rollback").unwrap();
            result
        });
        let theirs = other.batch_execute("update accounts set balance = 2 where id = 1");
        other.batch_execute("rollback").unwrap();
        (mine.join().unwrap(), theirs)
    });
    let error = mine.err().or(theirs.err()).unwrap();
    check("40P01", error, &BUSY, &["deadlock detected"]);

    other
        .batch_execute("begin; update accounts set balance = 3 where id = 1")
        .unwrap();
    let error = one
        .batch_execute("select * from accounts where id = 1 for update nowait")
        .unwrap_err();
    check("55P03", error, &BUSY, &["could not obtain lock"]);

    let missing = diesel::result::Error::NotFound;
    check(
        "no row",
        missing,
        &Answer {
            status: 404,
            code: "no_user",
            pointer: None,
        },
        &[],
    );
    let crowded = diesel_url(server.socket(), "crowded");
    let error = PgConnection::establish(&crowded).err().unwrap();
    check("53300", error, &BUSY, &["too many connections"]);
    let refused = format!("postgres://test@127.0.0.1:{}/postgres", closed());
    let error = PgConnection::establish(&refused).err().unwrap();
    check("refused", error, &BUSY, &["127.0.0.1", "refused"]);
}

fn diesel_url(socket: &Path, user: &str) -> String {
    format!("postgres://{user}@/postgres?host={}", socket.display())
}
