//! `headers(...)` and `#[headers]`.

use crate::support::{PLAIN_JSON, body, header};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use mrets_errors::{Errors, MretsError};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::sync::Arc;

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

#[derive(Debug, MretsError)]
#[status(429, headers("X-Written" = "written"), retry_after = 7)]
struct Map<T: Debug>(#[headers] T);

fn pairs(headers: &HeaderMap) -> Vec<String> {
    let shown = headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.as_bytes().escape_ascii()));
    let mut shown: Vec<_> = shown.collect();
    shown.sort();
    shown
}

#[test]
fn collections_of_name_and_value() {
    let expected = ["retry-after: 7", "x-a: 1", "x-b: two", "x-written: written"];
    let text = |text: &str| text.to_owned();
    let mut map = HeaderMap::new();
    map.insert("x-a", HeaderValue::from_static("1"));
    map.insert("x-b", HeaderValue::from_static("two"));
    assert_eq!(pairs(&Map(map.clone()).headers()), expected);
    assert_eq!(pairs(&Map(Some(map)).headers()), expected);
    let owned = vec![(text("X-A"), text("1")), (text("X-B"), text("two"))];
    assert_eq!(pairs(&Map(owned.clone()).headers()), expected);
    assert_eq!(pairs(&Map(Some(owned.clone())).headers()), expected);
    let tree: BTreeMap<_, _> = owned.iter().cloned().collect();
    assert_eq!(pairs(&Map(tree.clone()).headers()), expected);
    assert_eq!(pairs(&Map(Some(tree)).headers()), expected);
    let hash: HashMap<_, _> = owned.into_iter().collect();
    assert_eq!(pairs(&Map(hash.clone()).headers()), expected);
    assert_eq!(pairs(&Map(Some(hash)).headers()), expected);
    assert_eq!(
        pairs(&Map([("X-A", "1"), ("X-B", "two")]).headers()),
        expected
    );
    let cows = [
        ("X-A", Cow::Borrowed("1")),
        ("X-B", Cow::Owned(text("two"))),
    ];
    assert_eq!(pairs(&Map(cows).headers()), expected);
    let bytes: Vec<(HeaderName, &[u8])> = vec![
        (HeaderName::from_static("x-a"), b"1"),
        (HeaderName::from_static("x-b"), b"two"),
    ];
    assert_eq!(pairs(&Map(bytes).headers()), expected);
    let absent = Map(None::<HeaderMap>).headers();
    assert_eq!(pairs(&absent), ["retry-after: 7", "x-written: written"]);
    let numbers = [("x-limit", 30), ("x-left", 0)];
    assert_eq!(Map(numbers).headers()["x-limit"], "30");
}

#[derive(Debug, MretsError)]
enum Fields {
    #[status(400)]
    Borrowed {
        #[headers]
        headers: &'static [(&'static str, &'static str)],
    },
    #[status(400)]
    Two {
        #[headers]
        first: Vec<(String, String)>,
        #[meta]
        #[headers]
        second: BTreeMap<String, String>,
    },
    #[status(416, headers("Accept-Ranges" = "bytes"))]
    Range(#[headers] HeaderMap),
    #[status(401)]
    Challenge(#[headers] HeaderMap),
    #[status(401, challenge = "Basic")]
    Written(#[headers] HeaderMap),
    #[status(304)]
    Fresh(#[headers] HeaderMap),
}

/// A box, as clippy's `large_enum_variant` advises, and a reference.
#[test]
fn collections_behind_a_pointer() {
    #[derive(Debug, MretsError)]
    enum Boxed<T: Debug + 'static> {
        #[status(400)]
        Map(#[headers] Box<HeaderMap>),
        #[status(400)]
        Shared(#[headers] Option<Arc<HeaderMap>>),
        #[status(400)]
        Slice(#[headers] Arc<[(String, T)]>),
        #[status(400)]
        Maybe(#[headers] Option<&'static [(&'static str, T)]>),
    }
    let mut map = HeaderMap::new();
    map.insert("x-a", HeaderValue::from_static("1"));
    let slice: [(String, u8); 1] = [("x-a".to_owned(), 1)];
    for error in [
        Boxed::Map(Box::new(map.clone())),
        Boxed::Shared(Some(Arc::new(map))),
        Boxed::Slice(slice.into()),
        Boxed::Maybe(Some(&[("x-a", 1)])),
    ] {
        assert_eq!(pairs(&error.headers()), ["x-a: 1"]);
    }
    assert!(Boxed::<u8>::Shared(None).headers().is_empty());
}

#[test]
fn several_values_of_one_name_and_fields_in_their_order() {
    let error = Fields::Borrowed {
        headers: &[("x-a", "1"), ("X-A", "2")],
    };
    assert_eq!(pairs(&error.headers()), ["x-a: 1", "x-a: 2"]);
    let text = |text: &str| text.to_owned();
    let error = Fields::Two {
        first: vec![(text("x-a"), text("first"))],
        second: BTreeMap::from([(text("x-a"), text("second")), (text("x-b"), text("b"))]),
    };
    assert_eq!(pairs(&error.headers()), ["x-a: first", "x-b: b"]);
    assert!(body(&error).contains(r#""meta":{"second":{"x-a":"second","x-b":"b"}}"#));
}

#[test]
fn a_written_header_stands_before_one_of_a_map() {
    let map = [("X-Written", "map"), ("Retry-After", "99"), ("x-a", "1")];
    assert_eq!(
        pairs(&Map(map).headers()),
        ["retry-after: 7", "x-a: 1", "x-written: written"]
    );
    let mut challenge = HeaderMap::new();
    challenge.insert("www-authenticate", HeaderValue::from_static("Bearer"));
    let written = Fields::Written(challenge.clone()).headers();
    assert_eq!(pairs(&written), ["www-authenticate: Basic"]);
    // Nobody wrote the dialect's default.
    let map = Fields::Challenge(challenge).headers();
    assert_eq!(pairs(&map), ["www-authenticate: Bearer"]);
    let default = Fields::Challenge(HeaderMap::new()).headers();
    assert_eq!(pairs(&default), ["www-authenticate: ApiKey"]);
}

/// Headers of another body or connection (RFC 9110, 8 and 7.6.1) are dropped.
#[test]
fn headers_of_another_body_or_connection_are_dropped() {
    let dropped = [
        "Connection",
        "Content-Digest",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-Location",
        "Content-Range",
        "Content-Type",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    ];
    let error = Map(dropped.map(|name| (name, "gzip")));
    assert_eq!(
        pairs(&error.headers()),
        ["retry-after: 7", "x-written: written"]
    );
    let response = error.to_response();
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.api+json"
    );
    // RFC 9110, 14.4 and 15.5.17: in a 416 it gives the length of the resource.
    let mut range = HeaderMap::new();
    range.insert("content-range", HeaderValue::from_static("bytes */3893"));
    let headers = Fields::Range(range).headers();
    assert_eq!(
        pairs(&headers),
        ["accept-ranges: bytes", "content-range: bytes */3893"]
    );
    let mut tag = HeaderMap::new();
    tag.insert("etag", HeaderValue::from_static("W/7"));
    assert_eq!(pairs(&Fields::Fresh(tag).headers()), ["etag: W/7"]);
}

#[test]
fn names_and_values_that_http_forbids_are_dropped() {
    for (name, value) in [
        ("x-a", "b\r\nSet-Cookie: c=d"),
        ("x-a", "b\nc"),
        ("x-a", "b\0c"),
        ("x-a", "\u{7f}"),
        ("x-a\r\nx-b", "c"),
        ("x a", "b"),
        ("", "b"),
        (":status", "200"),
    ] {
        let headers = Map([(name, value), ("x-good", "1")]).headers();
        assert_eq!(headers.len(), 3, "{name:?}: {value:?}");
        assert_eq!(headers["x-good"], "1");
    }
}

#[test]
fn a_head_has_room_for_so_many() {
    let name = |number: usize| format!("x-{number}");
    let many: Vec<_> = (0..10_000).map(|number| (name(number), "1")).collect();
    let headers = Map(many).headers();
    assert_eq!(headers.len(), 2 + 64);
    assert!(headers.contains_key("x-0") && headers.contains_key("x-63"));
    let long = "a".repeat(3_000);
    let long = [
        ("x-a", long.clone()),
        ("x-b", long),
        ("x-c", "1".to_owned()),
    ];
    let headers = Map(long).headers();
    assert!(headers.contains_key("x-a") && headers.contains_key("x-c"));
    assert!(!headers.contains_key("x-b"));
    let one = |number: usize| Map(vec![(name(number), number)]);
    let several: Errors<_> = (0..40_000).map(one).collect();
    assert!(several.headers().len() <= 64);
}

#[test]
fn the_catalogue_says_that_there_are_other_headers() {
    let catalog = Fields::catalog();
    assert!(catalog.entries().all(|entry| entry.has_other_headers));
    assert!(
        catalog
            .to_markdown()
            .contains("- Header: Others, as the error says")
    );
    let entries = Injected::catalog();
    assert!(entries.entries().all(|entry| !entry.has_other_headers));
}
