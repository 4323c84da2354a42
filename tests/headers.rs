//! `headers`, `retry_after` and `challenge`.

use crate::support::{body, header};
use http::{HeaderMap, StatusCode};
use mrets_errors::MretsError;
use std::time::Duration;

#[derive(Debug, MretsError)]
#[status(405, headers("Allow" = .allow, "X-Other" = 7, x_third = .allow.len()))]
struct NotAllowed {
    allow: &'static str,
}

#[test]
fn headers_are_what_display_shows() {
    let error = NotAllowed { allow: "GET, HEAD" };
    assert_eq!(header(&error, "allow").unwrap(), "GET, HEAD");
    assert_eq!(header(&error, "X-OTHER").unwrap(), "7");
    assert_eq!(header(&error, "x_third").unwrap(), "9");
    let response = error.to_response();
    assert_eq!(response.headers()["allow"], "GET, HEAD");
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.api+json"
    );
    // `headers()` is all but the Content-Type.
    assert_eq!(response.headers().len(), error.headers().len() + 1);
    assert!(!body(&error).contains("GET"));
}

#[test]
fn one_name_may_stand_there_several_times() {
    #[derive(Debug, MretsError)]
    #[status(407, headers("Proxy-Authenticate" = "Basic", "proxy-authenticate" = "Digest"))]
    struct Proxy;
    let headers = Proxy.headers();
    let values: Vec<_> = headers.get_all("proxy-authenticate").iter().collect();
    assert_eq!(values, ["Basic", "Digest"]);
}

#[derive(Debug, MretsError)]
enum Injected {
    #[status(400, detail = "fine", headers("X-Before" = 1, "X-Value" = .0, "X-Behind" = 2))]
    Text(&'static str),
    #[status(429, headers("Retry-After" = .0))]
    RetryAfter(&'static str),
}

/// RFC 9110, 5.5: a field value holds neither controls nor line breaks.
#[test]
fn a_value_that_http_forbids_is_dropped_and_the_others_stand() {
    for value in [
        "a\r\nSet-Cookie: b=c",
        "a\nb",
        "a\rb",
        "\r\n\r\n<html>",
        "a\0b",
        "\u{7f}",
        "\u{1}",
        "a\u{b}",
    ] {
        let error = Injected::Text(value);
        assert_eq!(header(&error, "x-value"), None, "{value:?}");
        assert_eq!(header(&error, "x-before").unwrap(), "1");
        assert_eq!(header(&error, "x-behind").unwrap(), "2");
        assert_eq!(error.headers().len(), 2);
        assert_eq!(
            body(&error),
            r#"{"errors":[{"title":"Bad Request","detail":"fine","code":"400","status":"400"}]}"#
        );
        assert!(Injected::RetryAfter(value).headers().is_empty());
    }
}

/// `obs-text`, RFC 9110, 5.5: opaque, but allowed.
#[test]
fn other_values_stand_as_they_are() {
    for value in ["", " ", "\t", "a b", "a\tb", "\"q\", x=1", "é 🦀"] {
        let headers = Injected::Text(value).headers();
        assert_eq!(headers["x-value"].as_bytes(), value.as_bytes(), "{value:?}");
    }
}

#[test]
fn a_head_has_nothing_but_its_own_headers() {
    let response = Injected::Text("a\r\nX-Injected: 1").to_response();
    let mut names: Vec<_> = response
        .headers()
        .keys()
        .map(http::HeaderName::as_str)
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["content-type", "x-before", "x-behind"]);
}

macro_rules! retry_after {
    ($($value:expr => $seconds:expr;)*) => {
        $({
            // `T` is inferred from the value: each asks for its own.
            #[derive(Debug, MretsError)]
            #[status(429, retry_after = .0)]
            struct Later<T>(T);
            let seconds: Option<&str> = $seconds;
            let error = Later($value);
            assert_eq!(
                header(&error, "retry-after").as_deref(),
                seconds,
                "{}",
                stringify!($value)
            );
            let response = error.to_response();
            assert_eq!(response.headers().contains_key("retry-after"), seconds.is_some());
        })*
    };
}

#[test]
fn retry_after_is_whole_seconds_rounded_up() {
    retry_after! {
        Duration::from_millis(1200) => Some("2");
        Duration::from_secs(2) => Some("2");
        Duration::from_nanos(1) => Some("1");
        Duration::from_nanos(1_999_999_999) => Some("2");
        Duration::ZERO => Some("0");
        Duration::MAX => Some("18446744073709551615");
        Duration::new(u64::MAX, 0) => Some("18446744073709551615");
        Some(Duration::from_millis(1)) => Some("1");
        None::<Duration> => None;
    }
}

#[test]
fn retry_after_of_integers() {
    retry_after! {
        0 => Some("0");
        3u8 => Some("3");
        3i64 => Some("3");
        u64::MAX => Some("18446744073709551615");
        u128::from(u64::MAX) => Some("18446744073709551615");
        5usize => Some("5");
        -1 => None;
        i64::MIN => None;
        i8::MIN => None;
        Some(3u16) => Some("3");
        Some(-3) => None;
        None::<u32> => None;
        Some(Some(4u8)) => Some("4");
        &7u8 => Some("7");
    }
}

#[test]
fn a_number_that_is_no_u64_is_dropped() {
    retry_after! {
        u128::MAX => None;
        i128::MAX => None;
        i128::MIN => None;
    }
}

#[test]
fn retry_after_of_expressions_and_constants() {
    #[derive(Debug, MretsError)]
    enum Later {
        #[status(429, retry_after = 5)]
        Constant,
        #[status(503, retry_after = Duration::from_millis(2500))]
        Computed,
        #[status(429, retry_after = .wait.map(|wait| wait * 2))]
        Mapped { wait: Option<Duration> },
        #[status(503, retry_after = .0, headers("Retry-After-Not" = .0))]
        WithHeaders(u8),
    }
    let wait = |error: Later| header(&error, "retry-after");
    assert_eq!(wait(Later::Constant).unwrap(), "5");
    assert_eq!(wait(Later::Computed).unwrap(), "3");
    let mapped = Later::Mapped {
        wait: Some(Duration::from_secs(2)),
    };
    assert_eq!(wait(mapped).unwrap(), "4");
    assert_eq!(wait(Later::Mapped { wait: None }), None);
    let with_headers = Later::WithHeaders(1);
    assert_eq!(header(&with_headers, "retry-after-not").unwrap(), "1");
    assert_eq!(wait(with_headers).unwrap(), "1");
}

#[derive(Debug, MretsError)]
enum Challenged {
    #[status(401)]
    Default,
    #[status(401, challenge = "Bearer realm=\"registry\"")]
    Own,
    #[status(401, headers("WWW-Authenticate" = .0))]
    Written(&'static str),
    #[status(401, challenge = "Basic", headers("WWW-Authenticate" = "Bearer"))]
    Both,
    #[status(403)]
    Forbidden,
    #[status(.0)]
    RunTime(StatusCode),
    #[status(401, detail = "Who is {0}?")]
    Varying(&'static str),
}

fn challenges(error: &dyn MretsError) -> Vec<String> {
    let from = |headers: &HeaderMap| {
        let values = headers.get_all("www-authenticate").iter();
        values
            .map(|value| value.to_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let challenges = from(&error.headers());
    assert_eq!(from(error.to_response().headers()), challenges);
    challenges
}

/// RFC 9110, 15.5.2.
#[test]
fn a_401_carries_a_challenge() {
    assert_eq!(challenges(&Challenged::Default), ["ApiKey"]);
    assert_eq!(challenges(&Challenged::Own), ["Bearer realm=\"registry\""]);
    assert_eq!(challenges(&Challenged::Written("Digest")), ["Digest"]);
    assert_eq!(challenges(&Challenged::Both), ["Basic", "Bearer"]);
    assert_eq!(challenges(&Challenged::Varying("Ada")), ["ApiKey"]);
    assert_eq!(
        challenges(&Challenged::RunTime(StatusCode::UNAUTHORIZED)),
        ["ApiKey"]
    );
    assert!(challenges(&Challenged::Forbidden).is_empty());
    assert!(challenges(&Challenged::RunTime(StatusCode::FORBIDDEN)).is_empty());
}

#[test]
fn the_types_challenge_is_that_of_all_its_401() {
    #[derive(Debug, MretsError)]
    #[mrets(challenge = "Bearer")]
    enum Typed {
        #[status(401)]
        Default,
        #[status(401, challenge = "Basic")]
        Own,
        #[status(UNAUTHORIZED, detail = "{0}")]
        Varying(u8),
        #[status(.0)]
        RunTime(StatusCode),
        #[status(500)]
        Other,
    }
    assert_eq!(challenges(&Typed::Default), ["Bearer"]);
    assert_eq!(challenges(&Typed::Own), ["Basic"]);
    assert_eq!(challenges(&Typed::Varying(1)), ["Bearer"]);
    assert_eq!(
        challenges(&Typed::RunTime(StatusCode::UNAUTHORIZED)),
        ["Bearer"]
    );
    assert!(challenges(&Typed::Other).is_empty());
}

/// RFC 9110, 15.4.5: a 304 keeps its headers, and has neither body nor Content-Type.
#[test]
fn a_304_has_headers_alone() {
    #[derive(Debug, MretsError)]
    #[mrets(media_type = "application/json")]
    enum Fresh {
        #[status(304, headers("ETag" = format!("\"{}\"", .0), "Vary" = "Accept"))]
        Since(u8),
        #[status(304)]
        Bare,
        #[status(304, display = "fresh since {0}")]
        Shown(u8),
    }
    let error = Fresh::Since(7);
    let response = error.to_response();
    assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
    assert!(response.body().is_empty());
    assert_eq!(response.headers().len(), 2);
    assert_eq!(response.headers()["etag"], "\"7\"");
    assert_eq!(response.headers()["vary"], "Accept");
    assert_eq!(body(&error), "");
    assert_eq!(body(&Fresh::Bare), "");
    assert!(Fresh::Bare.to_response().headers().is_empty());
    assert_eq!(Fresh::Shown(3).to_string(), "fresh since 3");
    assert_eq!(Fresh::Bare.title(), "Not Modified");
    assert_eq!(Fresh::Bare.detail(), "");
}
