//! The service in operation: failures of its own, keys, limits and maintenance.

use std::{num::NonZeroU32, time::Duration};

use governor::Quota;
use http::{Method, StatusCode};

use super::server::{
    ACCOUNTS, BROKEN, LOG, SLOW, Server, TRANSACTIONS, answer, no_limits, short_of_time,
};
use crate::{guard::MAINTENANCE_PATH, service::Limits};

#[tokio::test]
async fn failures_of_the_service_show_only_the_texts_of_the_table() {
    let server = Server::start_with(None, short_of_time()).await;
    server
        .get(BROKEN)
        .await
        .says_only_the_table(StatusCode::INTERNAL_SERVER_ERROR);
    server
        .get(SLOW)
        .await
        .says_only_the_table(StatusCode::GATEWAY_TIMEOUT);
}

#[tokio::test]
async fn the_log_has_each_failure_once_with_its_cause() {
    let server = Server::start_with(None, short_of_time()).await;
    LOG.take();
    server.get(BROKEN).await.errors(500);
    server.get(SLOW).await.errors(504);
    server.get("/nowhere").await.errors(404);
    assert_eq!(server.maintenance(true).await.status, 200);
    server.get(ACCOUNTS).await.errors(503);

    let log = String::from_utf8(LOG.take()).unwrap();
    let lines: Vec<&str> = log.lines().filter(|line| line.contains("ERROR")).collect();
    let causes = ["no such table: retirements", "interrupted", "maintenance"];
    assert_eq!(lines.len(), causes.len(), "{log}");
    for (line, cause) in lines.iter().zip(causes) {
        assert!(line.contains(cause), "{line}");
    }
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_hold_the_database() {
    let server = Server::start_with(None, short_of_time()).await;
    let hasty = server.request(Method::GET, SLOW);
    // The client may give up first or get its 504.
    let _ = hasty.timeout(Duration::from_millis(20)).send().await;
    let patient = server.request(Method::GET, ACCOUNTS);
    let answer = patient.timeout(Duration::from_secs(60)).send().await;
    assert!(answer.is_ok(), "{answer:?}");
}

#[tokio::test]
async fn a_key_must_be_known_and_have_the_right() {
    let server = Server::start().await;
    let bare = server.bare(Method::GET, ACCOUNTS);
    for (name, key) in [
        ("x-other", b"demo-key".as_slice()),
        ("x-api-key", b""),
        ("x-api-key", b"DEMO-KEY"),
        ("x-api-key", b"\xff"),
    ] {
        let answer = answer(bare.try_clone().unwrap().header(name, key)).await;
        answer.says_only_the_table(StatusCode::UNAUTHORIZED);
        assert_eq!(answer.header("www-authenticate"), Some("ApiKey"));
    }

    let read = bare.header("x-api-key", "readonly-key");
    assert_eq!(answer(read).await.status, 200);
    for (method, path) in [
        (Method::POST, TRANSACTIONS),
        (Method::PUT, MAINTENANCE_PATH),
    ] {
        let write = server
            .bare(method, path)
            .header("x-api-key", "readonly-key");
        answer(write)
            .await
            .says_only_the_table(StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_eleventh_request_of_a_key_must_wait() {
    let default = Limits::default().requests;
    // Ten more come in five seconds; here in hours, so that a slow machine sees none of them.
    assert_eq!(default.burst_size_replenished_in(), Duration::from_secs(5));
    let limits = Limits {
        requests: Quota::per_hour(NonZeroU32::MIN).allow_burst(default.burst_size()),
        ..no_limits()
    };
    let server = Server::start_with(None, limits).await;
    for _ in 0..10 {
        assert_eq!(server.get(ACCOUNTS).await.status, 200);
    }
    let refused = server.get(ACCOUNTS).await;
    refused.says_only_the_table(StatusCode::TOO_MANY_REQUESTS);
    let wait: u32 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");

    let other = server
        .bare(Method::GET, ACCOUNTS)
        .header("x-api-key", "readonly-key");
    assert_eq!(answer(other).await.status, 200);
}

#[tokio::test]
async fn maintenance_turns_everything_away_but_its_end() {
    let server = Server::start().await;
    assert_eq!(server.maintenance(true).await.status, 200);
    for path in [ACCOUNTS, TRANSACTIONS, BROKEN, "/nowhere"] {
        let answer = server.get(path).await;
        answer.says_only_the_table(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("retry-after"), Some("60"));
    }
    assert_eq!(server.maintenance(false).await.status, 200);
    assert_eq!(server.get(ACCOUNTS).await.status, 200);
}
