//! Requests that are sent again: the observer, the deadline, and the effect on the server.

use super::server::{Server, answer};
use http::StatusCode;
use mrets_errors::reqwest::middleware::{Attempt, RetryMiddleware};
use mrets_errors::{RetryBudget, RetryPolicy};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
use rusqlite::Connection;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

fn client(middleware: RetryMiddleware) -> ClientWithMiddleware {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    ClientBuilder::new(client).with(middleware).build()
}

fn quick() -> RetryMiddleware {
    RetryMiddleware::new(RetryPolicy::new().default_wait(Duration::ZERO))
}

const BROKEN: &str = "HTTP/1.1 500 X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
const DONE: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 4\r\n\r\ndone";

/// The server does the work, and then fails twice. By the key it recognizes the request.
#[tokio::test]
async fn a_post_with_a_key_has_one_effect() {
    let database = Connection::open_in_memory().unwrap();
    let schema = "CREATE TABLE transfers (key TEXT PRIMARY KEY, quantity INTEGER NOT NULL)";
    database.execute(schema, ()).unwrap();
    let database = Arc::new(Mutex::new(database));
    let server = Server::start_by_head({
        let database = database.clone();
        move |head, before, stream| {
            let head = head.to_ascii_lowercase();
            let key = head
                .lines()
                .find_map(|line| line.strip_prefix("idempotency-key: "));
            let insert = "INSERT INTO transfers VALUES (?1, 5) ON CONFLICT DO NOTHING";
            let key = key.map_or_else(|| format!("none-{before}"), str::to_owned);
            database.lock().unwrap().execute(insert, [key]).unwrap();
            let answer = if before < 2 { BROKEN } else { DONE };
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    let client = client(quick());
    let request = client
        .post(server.url("/"))
        .header("Idempotency-Key", "k-1")
        .body("5");
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(server.count(), 3);
    let count = |database: &Mutex<Connection>| -> (i64, i64) {
        let query = "SELECT count(*), coalesce(sum(quantity), 0) FROM transfers";
        let row = database
            .lock()
            .unwrap()
            .query_row(query, (), |row| Ok((row.get(0)?, row.get(1)?)));
        row.unwrap()
    };
    assert_eq!(count(&database), (1, 5));
}

/// Without a key nobody knows whether the work was done, so the POST is not sent again.
#[tokio::test]
async fn a_post_without_a_key_is_sent_once() {
    let server = Server::saying_in_turn(&[BROKEN, DONE]);
    let response = client(quick()).post(server.url("/")).body("5").send().await;
    assert_eq!(
        response.unwrap().status(),
        StatusCode::INTERNAL_SERVER_ERROR
    );
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn an_observer_sees_each_try() {
    type Seen = (u32, Option<u16>, bool, String);
    let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
    let observer = {
        let seen = seen.clone();
        move |attempt: &Attempt<'_>| {
            assert_eq!(attempt.error.is_some(), attempt.status.is_none());
            let status = attempt.status.map(|status| status.as_u16());
            let seen_one = (
                attempt.number,
                status,
                attempt.wait.is_some(),
                attempt.to_string(),
            );
            seen.lock().unwrap().push(seen_one);
        }
    };
    let server = Server::saying_in_turn(&[BROKEN, "", DONE]);
    let client = client(quick().observe(observer));
    let url = server.url("/accounts?token=s3cret");
    assert_eq!(
        client.get(url).send().await.unwrap().status(),
        StatusCode::OK
    );
    let seen = seen.lock().unwrap();
    let told: Vec<_> = seen
        .iter()
        .map(|(number, status, waits, _)| (*number, *status, *waits))
        .collect();
    assert_eq!(
        told,
        [(1, Some(500), true), (2, None, true), (3, Some(200), false)]
    );
    for (.., line) in &*seen {
        assert!(
            line.starts_with("GET http://127.0.0.1:") && !line.contains("s3cret"),
            "{line}"
        );
    }
    assert!(seen[0].3.ends_with("attempt 1, again in 100ms"), "{seen:?}");
}

/// A wait that would end after the deadline does not begin.
#[tokio::test]
async fn a_wait_above_the_deadline_ends_at_once() {
    let busy =
        "HTTP/1.1 429 X\r\nretry-after: 30\r\nconnection: close\r\ncontent-length: 4\r\n\r\nbusy";
    let server = Server::saying_in_turn(Box::leak(Box::new([busy, DONE])));
    let start = Instant::now();
    let in_time = client(RetryMiddleware::default().deadline(Duration::from_secs(29)));
    let response = in_time.get(server.url("/")).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.text().await.unwrap(), "busy");
    assert_eq!(server.count(), 1);
    assert!(
        start.elapsed() < Duration::from_secs(29),
        "{:?}",
        start.elapsed()
    );
}

/// An attempt that is still running at the deadline ends.
#[tokio::test]
async fn an_attempt_ends_at_the_deadline() {
    let server = Server::start(|_, _, _| std::thread::sleep(Duration::from_secs(20)));
    // Long enough for the request to arrive on a busy machine.
    let client = client(quick().deadline(Duration::from_secs(2)));
    let error = client.get(server.url("/")).send().await.unwrap_err();
    let error: mrets_errors::ApiError<mrets_errors::ErrorObject> = error.into();
    assert_eq!(error.to_string(), "no response: deadline has elapsed");
    assert_eq!(server.count(), 1);
}

/// A server that is down is not buried by the retries of all requests.
#[tokio::test]
async fn retries_have_a_budget() {
    let server = Server::saying(answer("503 X\r\nretry-after: 0", ""));
    let client = client(quick().budget(RetryBudget::new(0.0, 2)));
    for count in [3, 4, 5] {
        let response = client.get(server.url("/")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        // Two retries for all; the reserve comes again within ten seconds.
        assert!(
            (count..=count + 1).contains(&server.count()),
            "{}",
            server.count()
        );
    }
}

/// The server's word counts first. The body of a short envelope is read, and put back.
#[tokio::test]
async fn the_word_of_the_server_goes_first() {
    let body = r#"{"errors":[{"title":"Conflict","code":"busy","status":"409","meta":{"retry":"after"}}]}"#;
    let busy = answer(
        "409 Conflict\r\ncontent-type: application/vnd.api+json",
        body,
    );
    let server = Server::start({
        let busy = busy.clone();
        move |_, before, stream| {
            let answer = if before == 0 {
                busy.as_bytes()
            } else {
                DONE.as_bytes()
            };
            stream.write_all(answer).unwrap();
        }
    });
    let retrying = client(quick());
    let response = retrying
        .post(server.url("/"))
        .body("5")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK);

    let server = Server::saying(busy);
    let response = client(quick().most_retries(1))
        .post(server.url("/a?b"))
        .body("5")
        .send()
        .await
        .unwrap();
    assert_eq!(server.count(), 2);
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert!(response.url().as_str().ends_with("/a?b"));
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.api+json"
    );
    assert_eq!(response.text().await.unwrap(), body);
}
