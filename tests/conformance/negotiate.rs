//! Proactive negotiation by `Accept` (RFC 9110, section 12), with JSON:API's rule on the parameters of
//! its media type.

mod reference;

use super::every_answer::{Bare, corpus};
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, VARY};
use http::{HeaderMap, StatusCode};
use mrets_errors::dialect::Body;
use mrets_errors::{Dialect, Format, MretsError, negotiate};

use Format::{Json, JsonApi, Problem};

fn headers(lines: &[impl AsRef<[u8]>]) -> HeaderMap {
    let lines = lines
        .iter()
        .map(|line| HeaderValue::from_bytes(line.as_ref()));
    lines.map(|line| (ACCEPT, line.unwrap())).collect()
}

#[track_caller]
fn expect(lines: &[impl AsRef<[u8]>], format: Format) {
    let headers = headers(lines);
    assert_eq!(negotiate(&headers), format, "{headers:?}");
}

#[track_caller]
fn expect_each(pairs: &[(&str, Format)]) {
    for (accept, format) in pairs {
        expect(&[accept], *format);
    }
}

/// Section 12.4.1: "a request that does not contain the field implies that the sender has no
/// preference".
#[test]
fn without_accept_it_is_jsonapi() {
    assert_eq!(negotiate(&HeaderMap::new()), JsonApi);
    let mut others = HeaderMap::new();
    others.insert(
        "accept-language",
        HeaderValue::from_static("application/json"),
    );
    others.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    assert_eq!(negotiate(&others), JsonApi);
}

/// Section 12.5.1: a media type that is named is wanted.
#[test]
fn a_named_format_is_answered() {
    expect_each(&[
        ("application/vnd.api+json", JsonApi),
        ("application/json", Json),
        ("application/problem+json", Problem),
        ("text/html, application/json", Json),
        (
            "text/html,application/xhtml+xml,application/problem+json;q=0.9",
            Problem,
        ),
    ]);
}

/// Section 12.5.1: `*/*` and `application/*` stand for all of them, of which the server prefers
/// JSON:API's.
#[test]
fn a_range_is_answered_with_jsonapi() {
    expect_each(&[
        ("*/*", JsonApi),
        ("application/*", JsonApi),
        ("*/*;q=0.1", JsonApi),
        ("text/html, */*;q=0.1", JsonApi),
        ("text/html, application/*;q=0.001", JsonApi),
        ("*/*, application/*", JsonApi),
    ]);
}

/// Section 12.4.1: if none of them is acceptable, the server may "disregard the header field by
/// treating the response as if it is not subject to content negotiation", so that an error always has a body.
#[test]
fn an_accept_that_cannot_be_satisfied_is_answered_with_jsonapi() {
    expect_each(&[
        ("text/html", JsonApi),
        ("image/*", JsonApi),
        ("application/xml", JsonApi),
        ("application/vnd.api", JsonApi),
        ("application/problem+xml", JsonApi),
        ("text/json, text/html", JsonApi),
        ("application/json;q=0", JsonApi),
        ("*/*;q=0", JsonApi),
        ("application/vnd.api+json;q=0", JsonApi),
    ]);
}

/// Section 12.4.2: of the weights "0.001 is the least preferred and 1 is the most preferred"; the
/// default is 1.
#[test]
fn the_highest_quality_wins() {
    expect_each(&[
        ("application/json;q=0.5, application/problem+json", Problem),
        ("application/json, application/problem+json;q=0.999", Json),
        (
            "application/json;q=0.1, application/problem+json;q=0.2, */*;q=0.05",
            Problem,
        ),
        (
            "application/json;q=0.001, application/vnd.api+json;q=0.002",
            JsonApi,
        ),
        (
            "application/vnd.api+json;q=0.9, application/problem+json;q=0.901",
            Problem,
        ),
        (
            "application/json;q=0.25, application/problem+json;q=0.3",
            Problem,
        ),
        ("application/json;q=0.9, application/*;q=1", JsonApi),
        (
            "application/json; q=1.000, application/problem+json; q=0.9",
            Json,
        ),
        (
            "application/json; q=0., application/problem+json; q=0.001",
            Problem,
        ),
    ]);
}

/// Section 12.4.2: "a value of 0 means "not acceptable"".
#[test]
fn a_quality_of_zero_is_not_acceptable() {
    expect_each(&[
        (
            "application/json;q=0, application/problem+json;q=0.1",
            Problem,
        ),
        ("*/*, application/vnd.api+json;q=0", Json),
        (
            "application/*, application/vnd.api+json;q=0, application/json;q=0.0",
            Problem,
        ),
        ("*/*;q=0.5, application/vnd.api+json;q=0.000", Json),
        ("application/*;q=0, application/problem+json", Problem),
        ("application/*;q=0, */*", JsonApi),
    ]);
}

/// Section 12.5.1: "Media ranges can be overridden by more specific media ranges".
#[test]
fn the_most_specific_range_decides_a_quality() {
    expect_each(&[
        (
            "*/*;q=1, application/vnd.api+json;q=0.1, application/json;q=0.2",
            Problem,
        ),
        ("application/*;q=0.1, */*;q=1, application/json;q=0.2", Json),
        (
            "application/vnd.api+json;q=0.3, */*;q=0.8, application/problem+json;q=0.9",
            Problem,
        ),
        ("application/vnd.api+json;q=0.3, */*;q=0.8", Json),
    ]);
}

/// Among equal qualities, the format that is named more exactly wins.
#[test]
fn of_equal_qualities_the_more_specific_wins() {
    expect_each(&[
        ("*/*, application/json", Json),
        ("application/*, application/problem+json", Problem),
        ("*/*;q=0.5, application/problem+json;q=0.5", Problem),
        ("application/json, application/*, */*", Json),
    ]);
}

/// Among equally specific ranges, the first wins.
#[test]
fn of_equal_ranges_the_first_wins() {
    expect_each(&[
        ("application/json, application/problem+json", Json),
        ("application/problem+json, application/json", Problem),
        (
            "application/problem+json, application/vnd.api+json",
            Problem,
        ),
        (
            "application/json;q=0.7, application/problem+json;q=0.7",
            Json,
        ),
        (
            "application/json;q=0.2, application/json;q=0.9, application/problem+json;q=0.5",
            Problem,
        ),
    ]);
}

/// Section 5.3: several field lines are one list, in their order.
#[test]
fn several_lines_are_one_list() {
    expect(&["application/json", "application/problem+json"], Json);
    expect(&["application/problem+json", "application/json"], Problem);
    expect(
        &[
            "text/html",
            "application/json;q=0.1",
            "application/problem+json;q=0.2",
        ],
        Problem,
    );
    expect(&["*/*", "application/vnd.api+json;q=0"], Json);
    expect(&["", "application/json"], Json);
}

/// Sections 8.3.1 and 12.4.2: type, subtype, and the names of parameters are case-insensitive.
#[test]
fn names_are_case_insensitive() {
    expect_each(&[
        ("APPLICATION/JSON", Json),
        (
            "Application/Problem+JSON;Q=0.5, application/json;q=0.4",
            Problem,
        ),
        (
            "application/VND.API+json;PROFILE=\"x\", application/json;q=0.9",
            JsonApi,
        ),
    ]);
}

/// Sections 5.6.1 and 5.6.6: white space around commas and semicolons, empty elements and empty
/// parameters mean nothing.
#[test]
fn white_space_and_empty_elements_mean_nothing() {
    expect_each(&[
        ("", JsonApi),
        (" , ,, ", JsonApi),
        (",application/json,", Json),
        (
            "  application/json \t;\t q=0.5 \t,\t application/problem+json ; q=0.6 ",
            Problem,
        ),
        (
            "application/json;q=0.5,application/problem+json;q=0.6",
            Problem,
        ),
        ("application/vnd.api+json;, application/json;q=0.9", JsonApi),
        (
            "application/vnd.api+json; ; q=0.8;, application/json;q=0.7",
            JsonApi,
        ),
        (
            "application/vnd.api+json; profile = \"x\" ; q = 0.8, application/json;q=0.7",
            JsonApi,
        ),
    ]);
}

/// Section 5.6.4: a comma, a semicolon or an escaped quote in a quoted string separates nothing.
#[test]
fn quoted_strings_hide_separators() {
    expect_each(&[
        (
            r#"application/json;x="a, application/problem+json", */*;q=0.1"#,
            Json,
        ),
        (
            r#"text/html;x="application/json", application/problem+json"#,
            Problem,
        ),
        (
            r#"text/html;x="\", application/json", application/problem+json;q=0.1"#,
            Problem,
        ),
        (r#"text/html;x="\\", application/json;q=0.1"#, Json),
        (
            r#"application/json;x=";q=0", application/problem+json;q=0.9"#,
            Json,
        ),
        (
            r#"application/vnd.api+json;profile="a,b;c=d", application/json;q=0.9"#,
            JsonApi,
        ),
        (
            r#"application/json;x="unclosed, application/problem+json"#,
            Json,
        ),
    ]);
}

/// Section 12.5.1: "Recipients SHOULD process any parameter named "q" as weight, regardless of
/// parameter ordering."
#[test]
fn the_weight_stands_anywhere_among_the_parameters() {
    expect_each(&[
        (
            "application/json;q=0.1;version=1, application/problem+json;q=0.2",
            Problem,
        ),
        (
            "application/json;version=1;q=0.1, application/problem+json;q=0.2",
            Problem,
        ),
        (
            "application/vnd.api+json;q=0.9;profile=x, application/json;q=0.8",
            JsonApi,
        ),
        (
            "application/vnd.api+json;q=0.9;version=1, application/json;q=0.8",
            Json,
        ),
    ]);
}

/// JSON:API 1.1, "Server Responsibilities": its media type with a parameter other than `ext` and
/// `profile` is ignored, and with an `ext` that is not supported, which is each.
#[test]
fn parameters_of_the_media_type_of_jsonapi() {
    expect_each(&[
        (
            "application/vnd.api+json;profile=\"https://example.org/p\", application/json;q=0.9",
            JsonApi,
        ),
        (
            "application/vnd.api+json;charset=utf-8, application/json;q=0.1",
            Json,
        ),
        ("application/vnd.api+json;charset=utf-8", JsonApi),
        (
            "application/vnd.api+json;ext=\"https://example.org/e\", application/problem+json;q=0.1",
            Problem,
        ),
        (
            "application/vnd.api+json;ext=\"https://example.org/e\"",
            JsonApi,
        ),
        (
            "application/vnd.api+json;ext=x;profile=y, application/json;q=0.1",
            Json,
        ),
        (
            "application/vnd.api+json;charset=utf-8, application/vnd.api+json;q=0.2, application/json;q=0.1",
            JsonApi,
        ),
        ("application/vnd.api+json;charset=utf-8;q=0, */*", JsonApi),
        (
            "application/vnd.api+json;charset, application/json;q=0.1",
            Json,
        ),
        // Parameters of other media types mean nothing here.
        (
            "application/json;charset=utf-8, application/problem+json;q=0.9",
            Json,
        ),
        (
            "application/problem+json;charset=utf-8, application/json;q=0.9",
            Problem,
        ),
        ("*/*;charset=utf-8", JsonApi),
    ]);
}

/// Section 12.5.1: an invalid media range, or an invalid weight, is ignored, and the other elements
/// stand.
#[test]
fn malformed_elements_are_passed_over() {
    for malformed in [
        "application",
        "/",
        "application/",
        "/json",
        "*",
        "*/json",
        "*/vnd.api+json",
        "application json",
        "application/json/x",
        "application/vnd.api+json;q=1.1",
        "application/vnd.api+json;q=2",
        "application/vnd.api+json;q=-1",
        "application/vnd.api+json;q=+1",
        "application/vnd.api+json;q=1.001",
        "application/vnd.api+json;q=0.1234",
        "application/vnd.api+json;q=.5",
        "application/vnd.api+json;q=x",
        "application/vnd.api+json;q=",
        "application/vnd.api+json;q",
        "application/vnd.api+json;q=\"1\"",
        "application/vnd.api+json;q=0,5",
        "application/vnd.api+json;q=1e0",
        ";q=1",
        "=",
        "\"",
    ] {
        let is_last = malformed.contains('"');
        let before = format!("{malformed}, application/problem+json;q=0.1");
        if !is_last {
            expect(&[before], Problem);
        }
        expect(
            &[format!("application/problem+json;q=0.1, {malformed}")],
            Problem,
        );
        expect(&["application/problem+json;q=0.1", malformed], Problem);
    }
}

/// Section 5.5: a field value may have bytes outside of ASCII. In quoted strings they are allowed
/// (section 5.6.4); elsewhere they make the element malformed, and the other elements stand.
#[test]
fn bytes_that_are_no_ascii_spoil_no_other_element() {
    let lines: [(&[u8], Format); 5] = [
        (b"text/\xff, application/problem+json", Problem),
        (b"application/problem+json, \xc3\xa9/\xc3\xa9", Problem),
        (
            b"application/json;x=\"\xff,\", application/problem+json",
            Json,
        ),
        ("application/json;x=\"é\"".as_bytes(), Json),
        (b"\xff\xfe", JsonApi),
    ];
    for (line, format) in lines {
        expect(&[line], format);
    }
    expect(&[&b"\xff"[..], b"application/json"], Json);
}

/// Long fields are read to their end, in linear time.
#[test]
fn a_field_of_ten_kilobytes_is_read_to_its_end() {
    let long = "x".repeat(10_000);
    expect(&[format!("{long}, application/json")], Json);
    expect(&[format!("application/{long}, application/json")], Json);
    expect(
        &[format!("text/html;x=\"{long}\", application/problem+json")],
        Problem,
    );
    expect(
        &[format!(
            "application/json;q=0.{long}, application/problem+json"
        )],
        Problem,
    );
    expect(&[format!("{}application/json", ",".repeat(10_000))], Json);
    expect(&[format!("application/json{}", ";".repeat(10_000))], Json);
    let ranges = "text/html;q=0.9,".repeat(700);
    expect(
        &[format!("{ranges}application/problem+json;q=0.001")],
        Problem,
    );
    let names = "application/json;q=0.5,application/problem+json;q=0.6,".repeat(200);
    expect(&[names], Problem);
    expect(&[format!("\"{}", "\\".repeat(10_000))], JsonApi);
}

/// Each format has its Content-Type, `Vary: Accept`, and its body.
#[test]
fn each_format_has_its_answer() {
    for case in corpus() {
        for (format, media_type) in [
            (JsonApi, "application/vnd.api+json"),
            (Json, "application/json"),
            (Problem, "application/problem+json"),
        ] {
            assert_eq!(format.media_type(), media_type);
            let response = case.response_as(format);
            let headers = response.headers();
            let vary: Vec<_> = headers.get_all(VARY).iter().collect();
            assert_eq!(
                vary.iter().filter(|value| **value == "Accept").count(),
                1,
                "{}",
                case.name
            );
            if case.has_content() {
                assert_eq!(headers[CONTENT_TYPE], media_type, "{}", case.name);
                let body = match format {
                    Problem => case.problem().to_json(),
                    _ => case.json(),
                };
                assert_eq!(*response.body(), body, "{}", case.name);
            } else {
                assert!(!headers.contains_key(CONTENT_TYPE), "{}", case.name);
                assert!(response.body().is_empty(), "{}", case.name);
            }
        }
    }
}

/// Answers that are not negotiated have the Content-Type of the dialect.
#[test]
fn the_format_names_the_content_type() {
    static WITH_CHARSET: Dialect = Dialect::MRETS
        .body("application/json; charset=utf-8", |error| {
            Body::json(error.envelope())
        });

    #[derive(Debug, MretsError)]
    #[mrets(dialect = WITH_CHARSET)]
    #[status(409, headers("Vary" = "Origin"))]
    struct Conflict;

    assert_eq!(
        Conflict.to_response().headers()[CONTENT_TYPE],
        "application/json; charset=utf-8"
    );
    let response = Conflict.to_response_as(JsonApi);
    assert_eq!(response.headers()[CONTENT_TYPE], "application/vnd.api+json");
    let vary: Vec<_> = response.headers().get_all(VARY).iter().collect();
    assert_eq!(vary, ["Origin", "Accept"]);
    assert_eq!(response.status(), StatusCode::CONFLICT);
}

/// An answer is negotiated from the request's headers alone.
#[test]
fn the_request_decides_the_answer() {
    let request = http::Request::get("/accounts/1")
        .header(ACCEPT, "application/problem+json")
        .body(())
        .unwrap();
    let response = Bare::NotFound.to_response_as(negotiate(request.headers()));
    assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
    assert!(
        response
            .body()
            .starts_with(br#"{"type":"about:blank","title":"Not Found","status":404"#)
    );
}
