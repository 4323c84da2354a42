//! `headers`.

use crate::support::{PLAIN_JSON, body, header};
use http::StatusCode;
use mrets_errors::MretsError;

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
    // `headers()` leaves out the Content-Type.
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

/// RFC 9110, 15.4.5: a 304 keeps its headers, and has neither body nor Content-Type.
#[test]
fn a_304_has_headers_alone() {
    #[derive(Debug, MretsError)]
    #[mrets(dialect = PLAIN_JSON)]
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
