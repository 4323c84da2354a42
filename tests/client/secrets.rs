//! Credentials that a server repeats in its error, which a log must not show.

use http::{HeaderMap, StatusCode};
use mrets_errors::Failure;

fn failure(body: &str) -> Failure {
    Failure::from_parts(StatusCode::UNAUTHORIZED, &HeaderMap::new(), body.as_bytes())
}

/// A JSON Web Token, in the parts that such a token has.
const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.dBjftJeZ4CVP";

#[test]
fn a_log_has_no_credentials() {
    for body in [
        r#"{"access_token":"hunter2","user":7}"#.to_owned(),
        r#"{"request":{"headers":{"Authorization":"Basic aHVudGVyMg==","Cookie":"sid=hunter2; a=1"}}}"#.to_owned(),
        r#"{"message":"Not allowed here.","headers":{"authorization":"Bearer hunter2","cookie":"sid=hunter2"}}"#.to_owned(),
        r#"{"message":"Not allowed here.","request_params":[{"key":"access_token","value":"hunter2"}]}"#.to_owned(),
        r#"{"message":"Not allowed: /x?user=7&api_key=hunter2&page=1"}"#.to_owned(),
        r#"{"error":"connect to postgres://app:hunter2@db-3/shop failed"}"#.to_owned(),
        format!(r#"{{"errors":[{{"errorType":"expired_token","message":"Access token expired: {JWT}"}}]}}"#),
        format!("invalid header: Authorization: Bearer {JWT}"),
        "login failed: user=ann password=hunter2".to_owned(),
        "<p>Cookie: sid=hunter2</p>".to_owned(),
        "X-Api-Key: hunter2".to_owned(),
        r#"cannot read {\"password\":\"hunter2\"}"#.to_owned(),
        "x ".repeat(110) + r#""client_secret":"hunter2hunter2hunter2hunter2hunter2""#,
    ] {
        let failure = failure(&body);
        assert!(format!("{failure:?}").contains('…'), "{failure:?}");
        for text in [failure.to_string(), format!("{failure:?}"), failure.excerpt().unwrap().to_owned()] {
            for secret in ["hunter2", "aHVudGVyMg", "dBjftJeZ4CVP", "eyJzdWI"] {
                assert!(!text.contains(secret), "{text}");
            }
        }
    }
}

/// The work grows with the body alone: a second look at each part of it would take hours.
#[test]
fn many_names_without_an_end_are_masked_at_once() {
    for name in [
        "token=",
        "token:",
        "eyJ",
        "cookie=a:",
        "Bearer eyJ1",
        "://a:b@",
        "token:\"",
        "\"value\":",
    ] {
        let message = name.repeat(400_000 / name.len());
        let body = serde_json::json!({ "message": message });
        let failure = failure(&body.to_string());
        assert_eq!(failure.error().detail.as_deref(), Some(&*message));
        assert!(!format!("{failure:?}").is_empty(), "{name}");
    }
}

/// Messages about credentials are no credentials.
#[test]
fn a_log_has_its_messages() {
    for message in [
        "The password: must not be blank",
        "Invalid token: expired",
        "Bearer authentication is required",
        "token: is missing; cookie: too",
        "at 10:15:00 the secret was gone",
        "see https://e.example/errors#token=",
    ] {
        assert_eq!(failure(message).excerpt(), Some(message));
        let failure = failure(&format!(r#"{{"errors":{{"password":["{message}"]}}}}"#));
        assert_eq!(failure.to_string(), format!("401 {message}"));
    }
}

/// Only the log is masked. The program that decides by the data gets all of it.
#[test]
fn the_data_is_whole() {
    let failure = failure(r#"{"message":"The token hunter2 is old.","token":"hunter2"}"#);
    let error = failure.error();
    assert_eq!(error.detail.as_deref(), Some("The token hunter2 is old."));
    assert_eq!(error.meta.as_ref().unwrap()["token"], "hunter2");
}
