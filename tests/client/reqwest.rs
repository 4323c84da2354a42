//! The clients of reqwest, against servers on a socket that answer badly.

use super::server::{Server, answer, runtime};
use http::{Method, StatusCode};
use mrets_errors::reqwest::ResponseExt as _;
use mrets_errors::reqwest::blocking::ResponseExt as _;
use mrets_errors::reqwest::middleware::RetryMiddleware;
use mrets_errors::{Failure, Retry, RetryPolicy};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
use std::error::Error as _;
use std::io::Write as _;
use std::net::TcpListener;
use std::time::Duration;

/// The answers of both clients.
impl Server {
    /// Asks with both clients.
    fn ask(&self, path: &str) -> [Result<(StatusCode, String), Failure>; 2] {
        let url = self.url(path);
        let by_async = runtime().block_on(async {
            let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
            let response = client.build().unwrap().get(&url).send().await.unwrap();
            let response = response.or_failure().await?;
            Ok((response.status(), response.text().await.unwrap()))
        });
        let by_blocking = || {
            let client =
                reqwest::blocking::Client::builder().redirect(reqwest::redirect::Policy::none());
            let response = client.build().unwrap().get(&url).send().unwrap();
            let response = response.or_failure()?;
            Ok((response.status(), response.text().unwrap()))
        };
        [by_async, by_blocking()]
    }

    /// The failure, which both clients agree on.
    #[track_caller]
    fn fail(&self, path: &str) -> [Failure; 2] {
        let failures = self.ask(path).map(Result::unwrap_err);
        let [by_async, by_blocking] = &failures;
        let is_broken = by_async.source().is_some();
        assert_eq!(by_blocking.source().is_some(), is_broken);
        assert!(is_broken || by_async.to_string() == by_blocking.to_string());
        assert_eq!(by_async.excerpt(), by_blocking.excerpt());
        failures
    }
}

const NOT_FOUND: &str =
    r#"{"errors":[{"title":"Record not found","code":"RECORD_NOT_FOUND","status":"404"}]}"#;

#[test]
fn a_success_is_the_response() {
    for head in ["200 OK", "201 Created", "299 X"] {
        let server = Server::saying(answer(head, "hello"));
        for response in server.ask("/") {
            let (status, body) = response.unwrap();
            assert_eq!(status.as_str(), &head[..3]);
            assert_eq!(body, "hello");
        }
    }
}

#[test]
fn a_304_is_the_response() {
    let server = Server::saying("HTTP/1.1 304 Not Modified\r\netag: \"1\"\r\n\r\n");
    for response in server.ask("/") {
        assert_eq!(response.unwrap().0, StatusCode::NOT_MODIFIED);
    }
}

#[test]
fn an_error_is_a_failure() {
    let head = "404 Not Found\r\nx-request-id: 4f1c\r\ncontent-type: application/vnd.api+json";
    for failure in Server::saying(answer(head, NOT_FOUND)).fail("/") {
        assert_eq!(failure.status(), StatusCode::NOT_FOUND);
        assert_eq!(
            failure.errors()[0].code.as_deref(),
            Some("RECORD_NOT_FOUND")
        );
        assert_eq!(failure.request_id(), Some("4f1c"));
        assert_eq!(
            failure.to_string(),
            "404 Record not found (code RECORD_NOT_FOUND, request 4f1c)"
        );
        assert!(failure.source().is_none());
    }
}

#[test]
fn a_redirect_that_is_not_followed_is_a_failure() {
    let server = Server::saying(answer("302 Found\r\nlocation: /there", "Go there."));
    for failure in server.fail("/") {
        assert_eq!(failure.status(), StatusCode::FOUND);
        assert_eq!(failure.headers()["location"], "/there");
        assert_eq!(failure.excerpt(), Some("Go there."));
        assert_eq!(failure.retry(&Method::GET), Retry::No);
    }
}

#[test]
fn a_redirect_that_is_followed_is_what_it_leads_to() {
    let server = Server::start(|path, _, stream| {
        let answer = match path {
            "/" => answer("302 Found\r\nlocation: /there", ""),
            _ => answer("404 Not Found", NOT_FOUND),
        };
        stream.write_all(answer.as_bytes()).unwrap();
    });
    let response = reqwest::blocking::get(server.url("/")).unwrap();
    let failure = response.or_failure().unwrap_err();
    assert_eq!(failure.status(), StatusCode::NOT_FOUND);
    assert_eq!(server.count(), 2);
}

/// The server writes until nobody reads.
#[test]
fn a_body_without_end() {
    for head in [
        "connection: close",
        "content-length: 1000000000000000",
        "transfer-encoding: chunked",
    ] {
        let server = Server::start(move |_, _, stream| {
            let chunk = match head {
                "transfer-encoding: chunked" => "8\r\nnot yet \r\n".repeat(1000),
                _ => "not yet ".repeat(1000),
            };
            write!(stream, "HTTP/1.1 500 Oops\r\n{head}\r\n\r\n").unwrap();
            while stream.write_all(chunk.as_bytes()).is_ok() {}
        });
        for failure in server.fail("/") {
            assert_eq!(failure.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert!(failure.excerpt().unwrap().starts_with("not yet not yet"));
            assert!(failure.source().is_none());
        }
    }
}

/// No part of a body beyond the bound is parsed, even if the part is JSON.
#[test]
fn a_body_above_the_bound() {
    let body = format!("{NOT_FOUND}{}", " ".repeat(Failure::LONGEST_BODY));
    for failure in Server::saying(answer("404 Not Found", &body)).fail("/") {
        assert!(failure.errors().is_empty());
        assert_eq!(failure.excerpt(), Some(NOT_FOUND));
    }
    let space = " ".repeat(Failure::LONGEST_BODY - NOT_FOUND.len());
    let body = format!("{NOT_FOUND}{space}");
    for failure in Server::saying(answer("404 Not Found", &body)).fail("/") {
        assert_eq!(failure.errors().len(), 1);
    }
}

/// The bytes before the connection broke are kept, and its error is the source.
#[test]
fn a_body_that_breaks_off() {
    for answer in [
        "HTTP/1.1 503 X\r\nretry-after: 7\r\ncontent-length: 100\r\n\r\nWe are being upgra",
        "HTTP/1.1 503 X\r\nretry-after: 7\r\ntransfer-encoding: chunked\r\n\r\n12\r\nWe are being upgra\r\n",
        "HTTP/1.1 503 X\r\nretry-after: 7\r\ntransfer-encoding: chunked\r\n\r\n12\r\nWe are being upgra\r\nzz\r\n",
    ] {
        for failure in Server::saying(answer).fail("/") {
            assert_eq!(failure.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(failure.excerpt(), Some("We are being upgra"));
            let source = failure.source().unwrap();
            assert!(source.is::<reqwest::Error>(), "{source:?}");
            let line = failure.to_string();
            let start = format!("503 Service Unavailable: We are being upgra ({source}");
            assert!(line.starts_with(&start), "{line}");
            let again = Retry::After(Duration::from_secs(7));
            assert_eq!(failure.retry(&Method::GET), again);
            assert!(failure.clone().source().is_some());
        }
    }
}

/// The rest belongs to the next response.
#[test]
fn a_content_length_that_is_too_short() {
    let answer = "HTTP/1.1 400 X\r\ncontent-length: 3\r\n\r\nBad request, and much more";
    for failure in Server::saying(answer).fail("/") {
        assert_eq!(failure.excerpt(), Some("Bad"));
        assert!(failure.source().is_none());
    }
}

/// A failure can be awaited in another thread, and sent to one.
#[test]
fn a_failure_is_small_and_may_cross_threads() {
    fn assert_sends<T: Send + Sync + 'static>(_: &T) {}
    let server = Server::saying(answer("404 Not Found", NOT_FOUND));
    let url = server.url("/");
    let failure = runtime().block_on(async move {
        let ask = async move { reqwest::get(url).await.unwrap().or_failure().await };
        tokio::spawn(ask).await.unwrap().unwrap_err()
    });
    assert_sends(&failure);
    assert_eq!(size_of::<Failure>(), size_of::<usize>());
}

fn client(middleware: RetryMiddleware) -> ClientWithMiddleware {
    ClientBuilder::new(reqwest::Client::new())
        .with(middleware)
        .build()
}

fn at_once() -> RetryMiddleware {
    RetryMiddleware::new(RetryPolicy::new().default_wait(Duration::ZERO))
}

const BUSY: &str =
    "HTTP/1.1 429 X\r\nretry-after: 0\r\nconnection: close\r\ncontent-length: 4\r\n\r\nbusy";
const DOWN: &str =
    "HTTP/1.1 503 X\r\nretry-after: 0\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
const BROKEN: &str = "HTTP/1.1 500 X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
const DONE: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 4\r\n\r\ndone";

/// Sends a request, and returns its outcome and the number of requests that the server saw.
async fn send(
    middleware: RetryMiddleware,
    method: Method,
    answers: &'static [&'static str],
) -> (Option<u16>, usize) {
    let server = Server::saying_in_turn(answers);
    let request = client(middleware)
        .request(method, server.url("/"))
        .body("body");
    let response = request.send().await;
    let status = response.map(|response| response.status().as_u16());
    (status.ok(), server.count())
}

#[tokio::test]
async fn a_request_is_sent_until_it_is_answered() {
    let answers = &[BUSY, DOWN, BROKEN, DONE];
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        assert_eq!(send(at_once(), method, answers).await, (Some(200), 4));
    }
    assert_eq!(
        send(at_once(), Method::POST, &[BUSY, DONE]).await,
        (Some(200), 2)
    );
}

/// A POST is not sent again if its outcome is unknown, or if it could be done twice.
#[tokio::test]
async fn a_post_that_could_be_done_twice_is_not_repeated() {
    for (answers, status) in [
        (&[DOWN, DONE][..], 503),
        (&[BROKEN, DONE], 500),
        (
            &[
                "HTTP/1.1 502 X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
                DONE,
            ],
            502,
        ),
        (
            &[
                "HTTP/1.1 422 X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
                DONE,
            ],
            422,
        ),
    ] {
        assert_eq!(
            send(at_once(), Method::POST, answers).await,
            (Some(status), 1)
        );
    }
    let policy = RetryPolicy::new().unavailable_posts(true);
    let again = send(RetryMiddleware::new(policy), Method::POST, &[DOWN, DONE]).await;
    assert_eq!(again, (Some(200), 2));
}

/// The last response comes as it is, with its body.
#[tokio::test]
async fn attempts_are_bounded() {
    for (middleware, count) in [
        (at_once(), 4),
        (at_once().most_retries(1), 2),
        (at_once().most_retries(0), 1),
        (RetryMiddleware::default(), 4),
    ] {
        let server = Server::saying(BUSY);
        let response = client(middleware)
            .get(server.url("/"))
            .send()
            .await
            .unwrap();
        let failure = response.or_failure().await.unwrap_err();
        assert_eq!(failure.excerpt(), Some("busy"));
        assert_eq!(server.count(), count);
    }
}

/// Tokio's clock moves only while something waits.
#[tokio::test(start_paused = true)]
async fn the_wait_is_the_servers() {
    for (head, wait) in [
        ("retry-after: 7", 7_000),
        ("retry-after: 0", 100),
        ("ratelimit: \"default\";r=0;t=3", 3_000),
        ("x-nothing: 1", 100),
    ] {
        let busy =
            format!("HTTP/1.1 429 X\r\n{head}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        let server = Server::start(move |_, before, stream| {
            let answer = if before == 0 { &busy } else { DONE };
            stream.write_all(answer.as_bytes()).unwrap();
        });
        let start = tokio::time::Instant::now();
        let client = client(RetryMiddleware::default());
        let response = client.get(server.url("/")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert!(start.elapsed() >= Duration::from_millis(wait), "{head}");
        assert_eq!(server.count(), 2);
    }
}

/// If the wait is too long, the request is not sent again at all.
#[tokio::test]
async fn a_wait_above_the_longest_is_not_waited() {
    let answers = &[
        "HTTP/1.1 429 X\r\nretry-after: 61\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
        DONE,
    ];
    let middleware = RetryMiddleware::default();
    assert_eq!(send(middleware, Method::GET, answers).await, (Some(429), 1));
}

/// A stream can be read only once.
#[tokio::test]
async fn a_body_that_cannot_be_sent_twice_is_not() {
    let server = Server::saying_in_turn(&[BUSY, DONE]);
    let stream = http_body_util::Full::new(bytes::Bytes::from_static(b"body"));
    let request = client(at_once())
        .put(server.url("/"))
        .body(reqwest::Body::wrap(stream));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(server.count(), 1);
}

/// RFC 9110, 9.2.2: a request without an answer may have been done.
#[tokio::test]
async fn a_request_without_an_answer() {
    assert_eq!(
        send(at_once(), Method::GET, &["", "", DONE]).await,
        (Some(200), 3)
    );
    assert_eq!(send(at_once(), Method::POST, &["", DONE]).await, (None, 1));
}

/// A server that was not reached has done nothing.
#[tokio::test(start_paused = true)]
async fn a_server_that_is_not_there() {
    let address = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let start = tokio::time::Instant::now();
    let client = client(RetryMiddleware::default());
    let request = client.post(format!("http://{address}/"));
    let error = request.send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    // Three waits of 100 ms at least.
    assert!(start.elapsed() >= Duration::from_millis(300));
}
