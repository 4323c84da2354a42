//! Bodies that no server should send. Each becomes a failure, within bounds of memory.

use allocation_counter::{AllocationInfo, measure};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use mrets_errors::{Envelope, Failure, Retry};
use proptest::prelude::*;
use serde_json::json;
use std::error::Error as _;

fn read(body: &[u8]) -> Failure {
    let mut headers = HeaderMap::new();
    let media_type = HeaderValue::from_static("application/vnd.api+json");
    headers.insert("content-type", media_type);
    Failure::from_parts(StatusCode::BAD_REQUEST, &headers, body)
}

fn measured(body: &[u8]) -> (Failure, AllocationInfo) {
    let mut failure = None;
    let info = measure(|| failure = Some(read(body)));
    (failure.unwrap(), info)
}

/// Checks the properties of any failure.
#[track_caller]
fn assert_sound(failure: &Failure) {
    let errors = failure.errors();
    assert!(errors.len() <= Failure::MOST_ERRORS);
    let envelope = failure.envelope();
    assert!(envelope.is_none_or(|envelope| envelope.errors == errors));
    if let Some(excerpt) = failure.excerpt() {
        assert!(!excerpt.is_empty() && excerpt.len() <= Failure::LONGEST_EXCERPT);
        assert_one_printable_line(excerpt);
    }
    let line = failure.to_string();
    assert!(line.len() <= 1400, "{line}");
    assert!(line.starts_with(failure.status().as_str()), "{line}");
    assert_one_printable_line(&line);
    let _ = failure.error();
    assert!(failure.source().is_none());
    for method in [Method::GET, Method::POST] {
        let _ = failure.retry(&method);
    }
}

#[track_caller]
fn assert_one_printable_line(text: &str) {
    assert_eq!(text.trim(), text);
    let is_reordering = |char| matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let harmful =
        |char: char| char.is_control() || is_reordering(char) || "\u{2028}\u{2029}".contains(char);
    assert!(!text.contains(harmful), "{text:?}");
}

/// Each prefix of an envelope, a problem, rows and a page.
#[test]
fn a_body_that_is_cut_anywhere() {
    for body in [
        r#"{"errors":[{"title":"Größe","detail":"\u00e9\n","code":1,"meta":{"a":[1.5,null]}}]}"#,
        r#"{"type":"https://example.org/p","title":"Größe","status":400,"errors":[]}"#,
        r#"{"rows":[{"errors":["Größe"],"row":["727","206"]}]}"#,
        "<!doctype html><!-- ü --><title>ü &amp; ü</title><script>ü</script><p>ü</p>",
    ] {
        for end in 0..body.len() {
            let failure = read(&body.as_bytes()[..end]);
            assert_sound(&failure);
            assert!(failure.envelope().is_none(), "{body} {end}");
            let is_page = body.starts_with('<');
            assert!(is_page || failure.excerpt().is_none() == (end == 0));
        }
        // The whole body says something.
        let failure = read(body.as_bytes());
        assert!(!failure.errors().is_empty() || failure.excerpt() == Some("ü & ü ü"));
    }
}

#[test]
fn json_that_is_nested_10_000_deep() {
    for (open, close) in [
        ("[", "]"),
        (r#"{"errors":"#, "}"),
        (r#"{"errors":["#, "]}"),
        (r#"{"rows":[{"errors":["#, "]}]}"),
        (r#"{"error":"#, "}"),
        (r#"{"title":"x","a":"#, "}"),
    ] {
        for end in [close, ""] {
            let body = [open.repeat(10_000), "1".to_owned(), end.repeat(10_000)].concat();
            let failure = read(body.as_bytes());
            assert_sound(&failure);
            let error = failure.error();
            // The text before the depth is read.
            let is_told = open.contains("title") && !end.is_empty();
            assert_eq!(error.title.as_deref() == Some("x"), is_told);
            assert!(
                failure
                    .excerpt()
                    .unwrap()
                    .starts_with(open.trim_end_matches('"'))
            );
        }
    }
}

/// Depth in an unknown member does not make the document unreadable.
#[test]
fn an_unknown_member_may_be_nested_10_000_deep() {
    let deep = ["[".repeat(10_000), "]".repeat(10_000)].concat();
    let body = format!(r#"{{"errors":[{{"title":"x","unknown":{deep}}}]}}"#);
    let failure = read(body.as_bytes());
    assert_sound(&failure);
    assert_eq!(failure.errors()[0].title.as_deref(), Some("x"));
    let body = format!(r#"{{"unknown":{deep},"errors":[{{"title":"x"}}]}}"#);
    let failure = read(body.as_bytes());
    assert_sound(&failure);
    assert_eq!(failure.errors()[0].title.as_deref(), Some("x"));
}

/// Beyond the bound nothing is parsed, and hardly anything allocated.
#[test]
fn bodies_of_100_megabytes() {
    const SIZE: usize = 100 * 1000 * 1000;
    for (beginning, filling) in [
        (r#"{"errors":[{"title":""#, "x"),
        (r#"{"errors":["#, "{},"),
        ("", "["),
        ("", " "),
        ("<html>", "<"),
        ("<script>", "</"),
        ("<!--", "-"),
        ("", "\0"),
        ("", "&#"),
    ] {
        let body = [beginning, &filling.repeat(SIZE / filling.len())].concat();
        let (failure, info) = measured(body.as_bytes());
        assert_sound(&failure);
        assert!(failure.errors().is_empty());
        assert!(info.bytes_max < 1_000_000, "{beginning}{filling}: {info:?}");
    }
}

/// A body of the longest length is parsed, and one byte more is not.
#[test]
fn the_bound_of_a_body_is_exact() {
    let body = |size: usize| {
        let around = r#"{"errors":[{"title":""}]}"#.len();
        format!(
            r#"{{"errors":[{{"title":"{}"}}]}}"#,
            "x".repeat(size - around)
        )
    };
    let longest = read(body(Failure::LONGEST_BODY).as_bytes());
    assert_sound(&longest);
    assert_eq!(longest.errors().len(), 1);
    let longer = read(body(Failure::LONGEST_BODY + 1).as_bytes());
    assert_sound(&longer);
    assert!(longer.errors().is_empty());
    assert!(
        longer
            .excerpt()
            .unwrap()
            .starts_with(r#"{"errors":[{"title":"xxx"#)
    );
}

/// A parsed body takes at most 160 times its size, for the tree and the kept parts, whatever it holds.
#[test]
fn bodies_that_grow_when_they_are_read() {
    let fill = |beginning: &str, filling: &str, end: &str| {
        let room = Failure::LONGEST_BODY - beginning.len() - end.len();
        let times = room / (filling.len() + 1);
        [beginning, &vec![filling; times].join(","), end].concat()
    };
    for (beginning, filling, end) in [
        (r#"{"errors":["#, "{}", "]}"),
        (r#"{"errors":["#, r#"{"id":1}"#, "]}"),
        (r#"{"errors":["#, r#"{"title":""}"#, "]}"),
        (r#"{"errors":["#, r#"{"title":"","meta":{"":0}}"#, "]}"),
        (r#"{"errors":["#, r#"{"message":"x"}"#, "]}"),
        (r#"{"errors":["#, r#""x""#, "]}"),
        (r#"{"errors":["#, "[]", "]}"),
        (r#"{"errors":["#, "0", "]}"),
        (r#"{"errors":[],"#, r#""errors":[]"#, "}"),
        (
            r#"{"errors":[{"title":"","meta":{"a":["#,
            r#"{"":0}"#,
            "]}}]}",
        ),
        (r#"{"title":"","errors":["#, r#"{"id":1}"#, "]}"),
        (r#"{"title":"","a":["#, r#"{"":0}"#, "]}"),
        (r#"{"rows":["#, r#"{"errors":["x"],"row":[1]}"#, "]}"),
        (r#"{"errors":{"a":["#, r#""x""#, "]}}"),
        ("[", r#"{"":0}"#, "]"),
        ("<p>", "&#", "</p>"),
        ("<p>", "&a", "</p>"),
        ("<p>", "<b></b>", "</p>"),
        ("<script>", "</script", ""),
        ("<!--", "--", "-->"),
    ] {
        let body = fill(beginning, filling, end);
        let (failure, info) = measured(body.as_bytes());
        assert_sound(&failure);
        let bound = 160 * Failure::LONGEST_BODY as u64;
        assert!(info.bytes_max < bound, "{beginning}{filling}: {info:?}");
    }
}

/// Twice the body takes twice the work, whatever its shape is: allocations are counted, and not the time.
#[test]
fn work_grows_with_the_body_alone() {
    type Shape<'a> = Box<dyn Fn(usize) -> String + 'a>;
    let list = |item: &str, count: usize| vec![item; count].join(",");
    let map = |value: &str, count: usize| -> String {
        let members = (0..count).map(|index| format!(r#""f{index}":{value}"#));
        members.collect::<Vec<_>>().join(",")
    };
    let nested = |open: &str, inner: String, close: &str, depth: usize| {
        [open.repeat(depth), inner, close.repeat(depth)].concat()
    };
    let shapes: [(&str, Shape<'_>); 12] = [
        (
            "objects",
            Box::new(|count| format!(r#"{{"errors":[{}]}}"#, list(r#"{"message":"x y"}"#, count))),
        ),
        (
            "a map",
            Box::new(|count| format!(r#"{{"errors":{{{}}}}}"#, map(r#"["x y"]"#, count))),
        ),
        (
            "a map in maps",
            Box::new(|count| {
                let inner = format!("{{{}}}", map(r#"["x y"]"#, count));
                format!(r#"{{"errors":{}}}"#, nested(r#"{"a":"#, inner, "}", 40))
            }),
        ),
        (
            "a map in holders",
            Box::new(|count| {
                nested(
                    r#"{"error":"#,
                    format!("{{{}}}", map(r#"["x y"]"#, count)),
                    "}",
                    40,
                )
            }),
        ),
        (
            "lists in lists",
            Box::new(|count| nested(r#"{"errors":["#, list(r#"{"a":1}"#, count), "]}", 25)),
        ),
        (
            "unknown members",
            Box::new(|count| format!(r#"{{"message":"x y",{}}}"#, map("7", count))),
        ),
        (
            "a long row",
            Box::new(|count| {
                format!(
                    r#"{{"errors":[{}],"row":[{}]}}"#,
                    list(r#""x y""#, count),
                    list("7", count)
                )
            }),
        ),
        (
            "names in other cases",
            Box::new(|count| {
                let members = (0..count)
                    .map(|index| format!(r#""{}errors":["x y"]"#, "_".repeat(index % 30)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ),
        (
            "members many times",
            Box::new(|count| format!("{{{}}}", list(r#""errors":["x y"]"#, count))),
        ),
        (
            "halves of characters",
            Box::new(|count| format!(r#"{{"message":"{}"}}"#, r"\ud83d".repeat(count))),
        ),
        (
            "XML",
            Box::new(|count| {
                format!(
                    "<errors>{}</errors>",
                    "<error><message>x y</message></error>".repeat(count)
                )
            }),
        ),
        (
            "a page",
            Box::new(|count| format!("<html>{}</html>", "<b></b><!-- -->&amp".repeat(count))),
        ),
    ];
    for (name, shape) in shapes {
        let [once, twice] = [2_000, 4_000].map(|count| {
            let (failure, info) = measured(shape(count).as_bytes());
            assert_sound(&failure);
            info.count_total
        });
        assert!(twice < once * 3 + 1_000, "{name}: {once}, then {twice}");
    }
}

/// Escapes of halves of characters are U+FFFD, and whole ones stay.
#[test]
fn halves_of_characters_are_replaced() {
    for (text, detail) in [
        (r"a \ud83d b", "a \u{fffd} b"),
        (r"a \ude00 b", "a \u{fffd} b"),
        (r"a \ud83d\ud83d\ude00 b", "a \u{fffd}\u{1f600} b"),
        (r"a \\ud83d \ud83d", r"a \ud83d \u{fffd}"),
        (r"a \ud83d\n", "a \u{fffd}\n"),
    ] {
        let failure = read(format!(r#"{{"message":"{text}"}}"#).as_bytes());
        let detail = detail.replace(r"\u{fffd}", "\u{fffd}");
        assert_eq!(failure.error().detail.as_deref(), Some(&*detail), "{text}");
    }
}

/// A long member that the errors of a row share is not copied into each of them.
#[test]
fn a_long_row_of_many_errors() {
    let row = vec!["x".repeat(1000); 500];
    let body = json!({ "rows": [{ "errors": vec!["x"; 5000], "row": row }] }).to_string();
    let (failure, info) = measured(body.as_bytes());
    assert_eq!(failure.errors().len(), 5000);
    assert_eq!(
        failure.errors()[0].meta.as_ref().unwrap()["row"],
        json!(row)
    );
    assert_eq!(failure.errors()[1].meta, None);
    assert!(info.bytes_max < 20 * 1024 * 1024, "{info:?}");
}

/// The bound on errors holds for an envelope, for a problem, and for another API's answer.
#[test]
fn no_more_error_objects_than_the_bound() {
    let objects = |object: &str| vec![object; Failure::MOST_ERRORS + 1].join(",");
    for body in [
        format!(r#"{{"errors":[{}]}}"#, objects(r#"{"title":"x"}"#)),
        format!(
            r#"{{"title":"x","errors":[{}]}}"#,
            objects(r#"{"title":"x"}"#)
        ),
        format!(r#"{{"errors":[{}]}}"#, objects(r#"{"message":"x"}"#)),
        format!(r#"{{"errors":[{}]}}"#, objects(r#""x""#)),
        format!("[{}]", objects(r#""x""#)),
    ] {
        let failure = read(body.as_bytes());
        assert_sound(&failure);
        assert_eq!(
            failure.errors().len(),
            Failure::MOST_ERRORS,
            "{}",
            &body[..40]
        );
    }
    let all = format!(r#"{{"errors":[{}]}}"#, objects(r#"{"title":"x"}"#));
    let envelope = Envelope::from_slice(all.as_bytes()).unwrap();
    assert_eq!(envelope.errors.len(), Failure::MOST_ERRORS + 1);
}

/// RFC 8259, section 4, leaves duplicates open. The last one counts.
#[test]
fn members_that_stand_there_many_times() {
    let body = format!(
        r#"{{"errors":[{{{}"title":"last"}}]}}"#,
        r#""title":"x","#.repeat(10_000)
    );
    let failure = read(body.as_bytes());
    assert_sound(&failure);
    assert_eq!(failure.errors()[0].title.as_deref(), Some("last"));
}

/// The status is the response's, whatever its body says.
#[test]
fn a_status_that_contradicts_the_head() {
    for status in [
        json!("500"),
        json!(500),
        json!("not_found"),
        json!(null),
        json!(-1),
        json!([]),
    ] {
        for body in [
            json!({ "errors": [{ "title": "x", "status": status }] }),
            json!({ "title": "x", "status": status }),
            json!({ "message": "x", "status": status, "code": 500 }),
        ] {
            let failure = read(body.to_string().as_bytes());
            assert_sound(&failure);
            assert_eq!(failure.status(), StatusCode::BAD_REQUEST);
            assert_eq!(failure.retry(&Method::GET), Retry::No);
        }
    }
}

/// A failure is one line of a log, whatever a server puts into it.
#[test]
fn texts_that_would_break_a_log() {
    let evil = "a\r\n2026-11-24 ERROR \u{1b}[2J\u{202e}b\u{2028}c\u{85}\0";
    let bodies = [
        json!({ "errors": [{ "title": evil, "detail": evil, "code": evil, "id": evil }] })
            .to_string(),
        json!({ "message": evil }).to_string(),
        evil.to_owned(),
        format!("<title>{evil}</title>"),
        "<title>&#27;[2J&#10;&#8238;x</title>".to_owned(),
    ];
    for body in bodies {
        assert_sound(&read(body.as_bytes()));
    }
    let long = "x".repeat(10_000);
    let body = json!({ "errors": [{ "title": long, "detail": long, "code": long, "id": long }] });
    assert_sound(&read(body.to_string().as_bytes()));
}

fn header() -> impl Strategy<Value = (HeaderName, HeaderValue)> {
    const NAMES: &[&str] = &[
        "retry-after",
        "date",
        "ratelimit",
        "content-type",
        "x-request-id",
        "cf-ray",
    ];
    const TEXTS: &[&str] = &[
        "Tue, 24 Nov 2026 10:00:00 GMT",
        "\"default\";r=0;t=3",
        "application/problem+json",
        "text/html; charset=utf-16",
        "text/plain; charset=\"shift_jis",
        "-1",
    ];
    let value = prop_oneof![
        prop::sample::select(TEXTS).prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    (prop::sample::select(NAMES), value).prop_filter_map("no value of a header", |(name, value)| {
        let value = HeaderValue::from_bytes(&value).ok()?;
        Some((HeaderName::from_static(name), value))
    })
}

/// Bytes, text, JSON with known names, and pages.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(
        &[
            "<",
            ">",
            "</",
            "<!--",
            "-->",
            "<script>",
            "<style",
            "<title>",
            "&amp;",
            "&#",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"errors\"",
            "\"error\"",
            "\"title\"",
            "\"message\"",
            "\"rows\"",
            "\"row\"",
            "\"x\"",
            "1.5e300",
            "null",
            "\u{feff}",
            "\u{202e}",
            "é",
            "\0",
            "\n",
            " ",
        ][..],
    );
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<i64>().prop_map(|number| json!(number)),
        any::<String>().prop_map(|text| json!(text)),
    ];
    let names = &[
        "errors", "error", "rows", "row", "title", "detail", "message", "code", "status", "meta",
        "type", "source", "id", "x",
    ][..];
    let value = leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| json!(items)),
            prop::collection::vec((prop::sample::select(names), inner), 0..4)
                .prop_map(|members| members.into_iter().collect::<serde_json::Value>()),
        ]
    });
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        any::<String>().prop_map(String::into_bytes),
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes()),
        value.prop_map(|value| value.to_string().into_bytes()),
    ]
}

proptest! {
    #![proptest_config(proptest::test_runner::Config {
        failure_persistence: None,
        cases: 2000,
        ..Default::default()
    })]

    #[test]
    fn any_response_is_a_sound_failure(
        status in 100_u16..1000,
        headers in prop::collection::vec(header(), 0..6),
        body in body(),
    ) {
        let status = StatusCode::from_u16(status).unwrap();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, value);
        }
        let failure = Failure::from_parts(status, &map, &body);
        assert_sound(&failure);
        prop_assert_eq!(failure.status(), status);
        let debug = format!("{failure:?}");
        prop_assert!(debug.starts_with("Failure"));
        // `from_slice` reads the same, unless it finds nothing and another reading does.
        if let Some(envelope) = failure.envelope() {
            let again = Failure::from_parts(status, &map, &envelope.to_json());
            prop_assert!(!again.errors().is_empty() || envelope.errors.is_empty());
        }
    }
}
