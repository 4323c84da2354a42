//! Requests whose answers are rewritten: ids, HEAD, secrets, the bodies of others.

use crate::cases::Body::{Detail, Exact, Id, NoId, OfStatus};
use crate::cases::{Case, JSON, PROBLEM, get};

const LONG_ID: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const SHOWN_ID: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const TRACE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

pub(crate) fn cases() -> Vec<Case> {
    [ids(), heads(), secrets(), bodies_of_others()]
        .into_iter()
        .flatten()
        .collect()
}

fn ids() -> Vec<Case> {
    let found = |name, sent, id| get(name, "/records/1", 404, &[], id).sending(sent);
    vec![
        get("the response names the request", "/domain/broken", 500, &[("x-request-id", "7f3a")], Id("7f3a"))
            .sending(&[("x-request-id", "7f3a")]),
        get("the response names the request, of the framework", "/nowhere", 404, &[("x-request-id", "7f3a")], Id("7f3a"))
            .sending(&[("x-request-id", "7f3a")]),
        get("an id of 512 bytes", "/domain/broken", 500, &[("x-request-id", SHOWN_ID)], Id(SHOWN_ID))
            .sending(&[("x-request-id", LONG_ID)]),
        get("an id with a space", "/domain/broken", 500, &[], NoId)
            .sending(&[("x-request-id", "a b")]),
        get("an empty id", "/domain/broken", 500, &[], NoId)
            .sending(&[("x-request-id", "")]),
        get("the response's id before the request's", "/hand/identified", 409, &[("x-request-id", "r-1")], Id("r-1"))
            .sending(&[("x-request-id", "7f3a")]),
        get("a trace stands in for an id", "/domain/broken", 500, &[("x-request-id", "4bf92f3577b34da6a3ce929d0e0e4736")], Id("4bf92f3577b34da6a3ce929d0e0e4736"))
            .sending(&[("traceparent", TRACE)]),
        get("an id before a trace", "/nowhere", 404, &[], Id("7f3a"))
            .sending(&[("traceparent", TRACE), ("x-request-id", "7f3a")]),
        get("one id for several objects", "/domain/invalid", 422, &[], Exact(
            r#"{"errors":[{"title":"Unprocessable Entity","detail":"name is blank.","id":"7f3a","code":"blank","source":{"pointer":"/data/attributes/name"},"status":"422"},{"title":"Unprocessable Entity","detail":"e/mail is blank.","code":"blank","source":{"pointer":"/data/attributes/e~1mail"},"status":"422"}]}"#,
        ))
        .sending(&[("x-request-id", "7f3a")]),
        get("an id and a challenge", "/domain/unauthenticated", 401, &[("www-authenticate", "Bearer realm=\"records\"")], Id("7f3a"))
            .sending(&[("x-request-id", "7f3a")]),
        get("an id and plain JSON", "/domain/limited", 429, &[("retry-after", "3")], Id("7f3a"))
            .sending(&[("x-request-id", "7f3a"), ("accept", JSON)])
            .typed(JSON),
        get("an id and a success", "/records/0", 200, &[], Exact("found"))
            .sending(&[("x-request-id", "7f3a")])
            .without(&["x-request-id"]),
        found("an id of the published 404", &[("x-request-id", "7f3a")], Exact(
            r#"{"errors":[{"title":"Record not found","detail":"The record identified by 00000000-0000-0000-0000-000000000001 could not be found.","id":"7f3a","code":"404","status":"404"}]}"#,
        )),
    ]
}

/// Each HEAD follows its GET, so that the headers of both can be compared.
fn heads() -> Vec<Case> {
    vec![
        get("HEAD as a problem", "/records/1", 404, &[], Exact(""))
            .sending(&[("accept", PROBLEM)])
            .typed(PROBLEM)
            .head(),
        get("HEAD as plain JSON", "/records/1", 404, &[], Exact(""))
            .sending(&[("accept", JSON)])
            .typed(JSON)
            .head(),
        get(
            "HEAD with an id",
            "/records/1",
            404,
            &[("x-request-id", "7f3a")],
            Exact(""),
        )
        .sending(&[("x-request-id", "7f3a")])
        .head(),
        get(
            "HEAD of a 401 by hand",
            "/hand/unauthorized",
            401,
            &[("www-authenticate", "ApiKey")],
            Exact(""),
        )
        .head(),
        get(
            "HEAD of a short text by hand",
            "/hand/identified",
            409,
            &[("x-request-id", "r-1")],
            Exact(""),
        )
        .head(),
        get(
            "HEAD of an unknown path, as a problem",
            "/nowhere",
            404,
            &[],
            Exact(""),
        )
        .sending(&[("accept", PROBLEM)])
        .typed(PROBLEM)
        .head(),
        get("HEAD of HTML", "/hand/html", 403, &[], Exact("")).head(),
        get(
            "HEAD of another format",
            "/hand/graphql",
            400,
            &[],
            Exact(""),
        )
        .untouched("application/graphql-response+json")
        .head(),
    ]
}

fn secrets() -> Vec<Case> {
    vec![
        get(
            "a 500 that looks like an envelope",
            "/hand/secret-envelope",
            500,
            &[],
            OfStatus,
        ),
        get(
            "a 500 as an envelope in plain JSON",
            "/hand/secret-json",
            500,
            &[],
            OfStatus,
        ),
        get(
            "a 500 as a problem",
            "/hand/secret-problem",
            500,
            &[],
            OfStatus,
        ),
        get(
            "a 500 of a page, for a browser",
            "/hand/secret-page",
            500,
            &[],
            OfStatus,
        )
        .sending(&[("accept", BROWSER)]),
        get(
            "a 502 with an id",
            "/hand/secret-text",
            502,
            &[("x-request-id", "7f3a")],
            Id("7f3a"),
        )
        .sending(&[("x-request-id", "7f3a")]),
        get(
            "a 4xx that only looks like an envelope",
            "/hand/no-envelope",
            400,
            &[],
            OfStatus,
        ),
        get("a status above 599", "/hand/beyond", 500, &[], OfStatus),
    ]
}

fn bodies_of_others() -> Vec<Case> {
    vec![
        get("the message of JSON by hand", "/hand/message", 409, &[], Detail("taken by 9")),
        get("an OAuth error", "/hand/oauth", 400, &[], Detail("The code is used.")),
        get("an envelope by hand, with its numbers", "/hand/numbers", 409, &[], Exact(
            r#"{"errors":[{"status":"409","meta":{"n":996817187.0762287,"big":12345678901234567890123},"cookie":"k","id":"7f3a"}]}"#,
        ))
        .sending(&[("x-request-id", "7f3a")]),
        get("an envelope by hand, as plain JSON", "/hand/numbers", 409, &[], Exact(
            r#"{"errors":[{"status":"409","meta":{"n":996817187.0762287,"big":12345678901234567890123},"cookie":"k"}]}"#,
        ))
        .sending(&[("accept", JSON)])
        .typed(JSON),
        get("an envelope by hand, as a problem", "/hand/numbers", 409, &[], Exact(r#"{"type":"about:blank","status":409,"cookie":"k","meta":{"n":996817187.0762287,"big":12345678901234567890123}}"#))
            .sending(&[("accept", PROBLEM)])
            .typed(PROBLEM),
        get("GraphQL", "/hand/graphql", 400, &[], Exact("{\"errors\":[{\"message\":\"no such field\"}]}"))
            .sending(&[("x-request-id", "7f3a")])
            .untouched("application/graphql-response+json"),
        get("gRPC", "/hand/grpc", 415, &[("grpc-status", "3")], Exact("frames"))
            .untouched("application/grpc"),
        get("a page, for a browser", "/hand/page", 404, &[], Exact("<h1>app</h1>"))
            .sending(&[("accept", BROWSER)])
            .untouched("text/html"),
        get("a page, for a program", "/hand/page", 404, &[], OfStatus)
            .sending(&[("accept", "*/*")]),
        get("a range that is not there", "/hand/range", 416, &[("content-range", "bytes */3893")], Detail("no such range")),
    ]
}
