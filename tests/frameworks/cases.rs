//! The requests, and the answer that every framework must give to each.

use crate::rewritten_cases;
use mrets_errors::{Envelope, ErrorObject, Problem, Source, table};
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, VARY};
use reqwest::{Client, Method, Response, StatusCode};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// The expected body.
pub(crate) enum Body {
    Exact(&'static str),
    /// An envelope with the title and the description of its status.
    OfStatus,
    /// An envelope with the title of its status and this detail.
    Detail(&'static str),
    /// An envelope with the title of its status and a detail of the framework's choice.
    AnyDetail,
    /// An envelope with the title of its status, a detail of the framework's choice, and this source.
    At(Source),
    /// An envelope with the title of its status and this id.
    Id(&'static str),
    /// The same, without an id.
    NoId,
    /// A problem document of its status.
    AsProblem,
}
use Body::{AnyDetail, AsProblem, At, Detail, Exact, Id, NoId, OfStatus};

pub(crate) struct Case {
    pub(crate) name: &'static str,
    request: (Method, &'static str),
    /// Headers of the request.
    sent: &'static [(&'static str, &'static str)],
    /// Content-Type and body.
    content: Option<(&'static str, Vec<u8>)>,
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    /// Headers that the answer must not have.
    absent: &'static [&'static str],
    media_type: &'static str,
    /// Whether the answer depends on `Accept`.
    varies: bool,
    body: Body,
}

impl Case {
    pub(crate) fn sending(self, sent: &'static [(&'static str, &'static str)]) -> Self {
        Self { sent, ..self }
    }

    /// Expects an error in the format that the request asks for.
    pub(crate) fn typed(self, media_type: &'static str) -> Self {
        Self { media_type, ..self }
    }

    /// Expects an error in a format of its own.
    pub(crate) fn untouched(self, media_type: &'static str) -> Self {
        Self {
            media_type,
            varies: false,
            ..self
        }
    }

    pub(crate) fn head(self) -> Self {
        let (_, path) = self.request;
        Self {
            request: (Method::HEAD, path),
            ..self
        }
    }

    /// Expects none of these headers.
    pub(crate) fn without(self, absent: &'static [&'static str]) -> Self {
        Self { absent, ..self }
    }
}

pub(crate) fn get(
    name: &'static str,
    path: &'static str,
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: Body,
) -> Case {
    Case {
        name,
        request: (Method::GET, path),
        sent: &[],
        content: None,
        status,
        headers,
        absent: &[],
        media_type: JSON_API,
        varies: status >= 400,
        body,
    }
}

/// A request to the handler that takes `{"name": "..."}`, of at most 1 KiB.
fn post(
    name: &'static str,
    content_type: &'static str,
    content: impl Into<Vec<u8>>,
    status: u16,
    body: Body,
) -> Case {
    Case {
        request: (Method::POST, "/accounts"),
        content: Some((content_type, content.into())),
        ..get(name, "", status, &[], body)
    }
}

/// A request to the handler that wants an order in JSON.
fn order(
    name: &'static str,
    content_type: &'static str,
    content: impl Into<Vec<u8>>,
    status: u16,
    body: Body,
) -> Case {
    Case {
        request: (Method::POST, "/orders"),
        ..post(name, content_type, content, status, body)
    }
}

/// A request to the handler that wants an order in a form.
fn form(
    name: &'static str,
    content_type: &'static str,
    content: impl Into<Vec<u8>>,
    status: u16,
    body: Body,
) -> Case {
    Case {
        request: (Method::POST, "/orders/form"),
        ..post(name, content_type, content, status, body)
    }
}

const JSON_API: &str = "application/vnd.api+json";
const FORM: &str = "application/x-www-form-urlencoded";
pub(crate) const JSON: &str = "application/json";
pub(crate) const PROBLEM: &str = "application/problem+json";
const TEXT: &str = "text/plain; charset=utf-8";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = common_cases();
    cases.extend(rewritten_cases::cases());
    // At the end the service still works.
    cases.push(get("success again", "/records/0", 200, &[], Exact("found")));
    cases
}

#[allow(clippy::too_many_lines)] // A list.
fn common_cases() -> Vec<Case> {
    vec![
        get("success", "/records/0", 200, &[], Exact("found")),
        get(
            "the published 404",
            "/records/1",
            404,
            &[],
            Exact(
                r#"{"errors":[{"title":"Record not found","detail":"The record identified by 00000000-0000-0000-0000-000000000001 could not be found.","code":"404","status":"404"}]}"#,
            ),
        ),
        get(
            "401 with its challenge",
            "/domain/unauthenticated",
            401,
            &[("www-authenticate", "Bearer realm=\"records\"")],
            OfStatus,
        ),
        get(
            "429 with its wait",
            "/domain/limited",
            429,
            &[("retry-after", "3")],
            OfStatus,
        ),
        get(
            "several objects",
            "/domain/invalid",
            422,
            &[],
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"name is blank.","code":"blank","source":{"pointer":"/data/attributes/name"},"status":"422"},{"title":"Unprocessable Entity","detail":"e/mail is blank.","code":"blank","source":{"pointer":"/data/attributes/e~1mail"},"status":"422"}]}"#,
            ),
        ),
        get(
            "500 without its cause",
            "/domain/broken",
            500,
            &[],
            OfStatus,
        ),
        get(
            "405 of the domain, every header",
            "/domain/method",
            405,
            &[("allow", "GET"), ("x-twice", "1"), ("x-twice", "2")],
            OfStatus,
        ),
        get(
            "headers of a map",
            "/domain/upstream",
            424,
            &[("x-upstream", "1"), ("x-upstream", "2")],
            Exact(
                r#"{"errors":[{"title":"Failed Dependency","detail":"The upstream failed.","code":"424","status":"424"}]}"#,
            ),
        ),
        get(
            "304",
            "/domain/fresh",
            304,
            &[("etag", "\"v1\"")],
            Exact(""),
        ),
        get(
            "an `AnyError`",
            "/any/blank",
            422,
            &[],
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"name is blank.","code":"blank","source":{"pointer":"/data/attributes/name"},"status":"422"}]}"#,
            ),
        ),
        get(
            "an `AnyError` with headers",
            "/any/limited",
            429,
            &[("retry-after", "3")],
            OfStatus,
        ),
        get(
            "an envelope of another media type",
            "/any/json",
            403,
            &[],
            Exact(
                r#"{"errors":[{"title":"Forbidden","detail":"The request is understood, but it has been refused or access is not allowed.","code":"plain_json","status":"403"}]}"#,
            ),
        )
        .typed(JSON),
        get(
            "`Errors`",
            "/errors",
            422,
            &[],
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"a is blank.","code":"blank","source":{"pointer":"/data/attributes/a"},"status":"422"},{"title":"Unprocessable Entity","detail":"b is blank.","code":"blank","source":{"pointer":"/data/attributes/b"},"status":"422"}]}"#,
            ),
        ),
        get("a generic error", "/generic", 409, &[], Detail("taken")),
        get("a wrapper of `anyhow::Error`", "/anyhow", 500, &[], OfStatus),
        get(
            "a wrapper of a domain error",
            "/wrapper",
            422,
            &[],
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"name is blank.","code":"blank","source":{"pointer":"/data/attributes/name"},"status":"422"}]}"#,
            ),
        ),
        get(
            "a foreign error that is missing something",
            "/domain/no-row",
            404,
            &[],
            Exact(
                r#"{"errors":[{"title":"Record not found","detail":"The record identified by 00000000-0000-0000-0000-000000000007 could not be found.","code":"404","status":"404"}]}"#,
            ),
        ),
        get(
            "a foreign error that is busy",
            "/domain/no-place",
            503,
            &[("retry-after", "1")],
            OfStatus,
        ),
        get("an `ErrorObject`", "/object", 410, &[], OfStatus),
        get("an `Envelope`", "/envelope", 409, &[], Detail("By hand.")),
        get("an unknown path", "/nowhere", 404, &[], AnyDetail),
        Case {
            request: (Method::DELETE, "/domain/fine"),
            ..get("another method", "", 405, &[("allow", "GET")], AnyDetail)
        },
        get("a bad path", "/records/x", 400, &[], At(Source::parameter("id"))),
        get(
            "a bad query",
            "/search?page=x",
            400,
            &[],
            At(Source::parameter("page")),
        ),
        get("no query", "/search", 400, &[], At(Source::parameter("page"))),
        get("a tuple in a path", "/orders/3/solar", 200, &[], Exact("3 of Solar")),
        get(
            "a secret in a path",
            "/orders/secret/wind",
            400,
            &[],
            Exact(
                r#"{"errors":[{"title":"Bad Request","detail":"The path does not fit: expected a whole number.","code":"400","source":{"parameter":"id"},"status":"400"}]}"#,
            ),
        ),
        get(
            "a line break in a path",
            "/orders/%0A%0Dsecret/wind",
            400,
            &[],
            Exact(
                r#"{"errors":[{"title":"Bad Request","detail":"The path does not fit: expected a whole number.","code":"400","source":{"parameter":"id"},"status":"400"}]}"#,
            ),
        ),
        get(
            "an unknown variant in a path",
            "/orders/3/secret",
            400,
            &[],
            Exact(
                r#"{"errors":[{"title":"Bad Request","detail":"The path does not fit: expected one of the values that are allowed here.","code":"400","source":{"parameter":"fuel"},"status":"400"}]}"#,
            ),
        ),
        get("a route that does not fit its handler", "/defect/1", 500, &[], OfStatus),
        get(
            "a secret in a query",
            "/search?page=secret",
            400,
            &[],
            Exact(
                r#"{"errors":[{"title":"Bad Request","detail":"The query does not fit: expected a whole number.","code":"400","source":{"parameter":"page"},"status":"400"}]}"#,
            ),
        ),
        get("a text by hand", "/text/409", 409, &[], Detail("by hand")),
        get(
            "a private text by hand",
            "/text/503",
            503,
            &[("retry-after", "7")],
            OfStatus,
        ),
        get(
            "a challenge by hand",
            "/text/401",
            401,
            &[("www-authenticate", "Basic realm=\"x\"")],
            Detail("by hand"),
        ),
        get("too much text by hand", "/text/413", 413, &[], OfStatus),
        get(
            "a problem document",
            "/hand/problem",
            418,
            &[],
            Exact(r#"{"title":"tea"}"#),
        )
        .untouched(PROBLEM),
        post("JSON", JSON, r#"{"name":"Ada"}"#, 200, Exact("Ada")),
        post("malformed JSON", JSON, "{\"name\":", 422, AnyDetail),
        post(
            "JSON of another shape",
            JSON,
            "{\"name\":1}",
            422,
            At(Source::pointer("/name")),
        ),
        post("no JSON", JSON, "", 422, AnyDetail),
        post("no UTF-8", JSON, b"{\"name\":\"\xff\"}", 422, AnyDetail),
        post(
            "too large JSON",
            JSON,
            format!("{{\"name\":\"{}\"}}", "x".repeat(9_000)),
            413,
            AnyDetail,
        ),
        post(
            "another content type",
            "text/plain",
            r#"{"name":"Ada"}"#,
            415,
            At(Source::header("Content-Type")),
        ),
        order("JSON with defaults", JSON, r#"{"quantity":3}"#, 200, Exact("3 of Wind for 0")),
        order(
            "a secret in JSON",
            JSON,
            r#"{"quantity":"secret"}"#,
            422,
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"The body does not fit: expected a whole number.","code":"422","source":{"pointer":"/quantity"},"status":"422"}]}"#,
            ),
        ),
        order(
            "a long secret in JSON",
            JSON,
            format!("{{\"quantity\":\"{}\"}}", "secret".repeat(150)),
            422,
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"The body does not fit: expected a whole number.","code":"422","source":{"pointer":"/quantity"},"status":"422"}]}"#,
            ),
        ),
        order(
            "a number out of range in JSON",
            JSON,
            r#"{"quantity":1,"lines":[{"price":1},{"price":-1}]}"#,
            422,
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"The body does not fit: expected a whole number from 0 to 4294967295.","code":"422","source":{"pointer":"/lines/1/price"},"status":"422"}]}"#,
            ),
        ),
        order(
            "an unknown variant in JSON",
            JSON,
            r#"{"quantity":1,"fuel":"secret"}"#,
            422,
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"The body does not fit: expected one of the values that are allowed here.","code":"422","source":{"pointer":"/fuel"},"status":"422"}]}"#,
            ),
        ),
        order(
            "a missing member",
            JSON,
            r#"{"secret":1}"#,
            422,
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"The body does not fit: missing field `quantity`.","code":"422","source":{"pointer":""},"status":"422"}]}"#,
            ),
        ),
        order(
            "malformed JSON with a secret",
            JSON,
            "{\"quantity\": secret}",
            422,
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"The body is malformed JSON: line 1, column 14.","code":"422","status":"422"}]}"#,
            ),
        ),
        form("a form", FORM, "quantity=3&fuel=solar", 200, Exact("3 of Solar for 0")),
        form(
            "a secret in a form",
            FORM,
            "quantity=secret",
            422,
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"The body does not fit: expected a whole number.","code":"422","source":{"pointer":"/quantity"},"status":"422"}]}"#,
            ),
        ),
        form(
            "a form of another content type",
            "text/plain",
            "quantity=3",
            415,
            At(Source::header("Content-Type")),
        ),
        form("too large a form", FORM, "quantity=3&".repeat(1_000), 413, AnyDetail),
        get(
            "a form in a query",
            "/orders/form?quantity=3",
            200,
            &[],
            Exact("3 of Wind for 0"),
        ),
        get(
            "a secret in a form in a query",
            "/orders/form?quantity=secret",
            400,
            &[],
            At(Source::parameter("quantity")),
        ),
        get("a panic", "/panic", 500, &[], OfStatus),
        get("a panic with a number", "/panic/number", 500, &[], OfStatus),
        get("a panic that holds a lock", "/lock", 500, &[], OfStatus),
        get("the lock afterwards", "/lock", 200, &[], Exact("unlocked")),
        get("a handler that never ends", "/slow", 504, &[], OfStatus),
        get(
            "overload",
            "/busy",
            503,
            &[("retry-after", "1")],
            OfStatus,
        ),
        get("a 5xx without end", "/endless/500", 500, &[], OfStatus),
        get("a 4xx without end", "/endless/400", 400, &[], OfStatus),
        get("8 MiB of text", "/hand/large", 400, &[], OfStatus),
        get("a text that is no UTF-8", "/hand/invalid", 403, &[], OfStatus),
        get("HTML", "/hand/html", 403, &[], OfStatus),
        get("JSON of another kind", "/hand/json", 409, &[], OfStatus),
        get("errors of another kind", "/hand/errors", 409, &[], OfStatus),
        get(
            "an envelope by hand",
            "/hand/envelope",
            409,
            &[],
            Exact(r#"{"errors":[{"title":"Conflict","status":"409"}]}"#),
        )
        .untouched(JSON),
        get(
            "a 401 without a challenge",
            "/hand/unauthorized",
            401,
            &[("www-authenticate", "ApiKey")],
            OfStatus,
        ),
        Case {
            absent: &["content-language", "etag"],
            ..get(
                "headers of the body",
                "/hand/described",
                500,
                &[("cache-control", "no-store"), ("x-twice", "1"), ("x-twice", "2")],
                OfStatus,
            )
        },
        get("`PassThrough`", "/hand/proxied", 502, &[], Exact("from elsewhere"))
            .sending(&[("accept", PROBLEM), ("x-request-id", "7f3a")])
            .untouched(TEXT),
        get(
            "a conditional GET",
            "/cached",
            304,
            &[("etag", "\"v1\"")],
            Exact(""),
        )
        .sending(&[("if-none-match", "\"v1\""), ("accept", PROBLEM)]),
        get("its other outcome", "/cached", 200, &[("etag", "\"v1\"")], Exact("fresh"))
            .sending(&[("if-none-match", "\"v0\"")]),
        get("Accept: problem, of the domain", "/domain/limited", 429, &[("retry-after", "3")], AsProblem)
            .sending(&[("accept", PROBLEM)])
            .typed(PROBLEM),
        get("Accept: problem, of the framework", "/nowhere", 404, &[], AsProblem)
            .sending(&[("accept", PROBLEM)])
            .typed(PROBLEM),
        get("Accept: JSON, of the domain", "/domain/broken", 500, &[], OfStatus)
            .sending(&[("accept", JSON)])
            .typed(JSON),
        get("Accept: JSON, of the framework", "/nowhere", 404, &[], AnyDetail)
            .sending(&[("accept", JSON)])
            .typed(JSON),
        get("Accept with qualities", "/domain/broken", 500, &[], AsProblem)
            .sending(&[("accept", "application/json;q=0.5, application/problem+json;q=0.6")])
            .typed(PROBLEM),
        get("Accept twice", "/text/503", 503, &[("retry-after", "7")], AsProblem)
            .sending(&[("accept", "text/html"), ("accept", PROBLEM)])
            .typed(PROBLEM),
        get("Accept without any of ours", "/text/409", 409, &[], Detail("by hand"))
            .sending(&[("accept", "text/html, image/png")]),
        get("Accept and an envelope of another media type", "/any/json", 403, &[], AsProblem)
            .sending(&[("accept", PROBLEM)])
            .typed(PROBLEM),
        get("Accept and a success", "/records/0", 200, &[], Exact("found"))
            .sending(&[("accept", PROBLEM)]),
        get("the request's id, of the domain", "/domain/broken", 500, &[], Id("7f3a"))
            .sending(&[("x-request-id", "7f3a")]),
        get("the request's id, of the framework", "/nowhere", 404, &[], Id("7f3a"))
            .sending(&[("x-request-id", "7f3a")]),
        get("the request's id, of another media type", "/any/json", 403, &[], Id("7f3a"))
            .sending(&[("x-request-id", "7f3a")])
            .typed(JSON),
        get(
            "the response's id",
            "/hand/identified",
            409,
            &[("x-request-id", "r-1")],
            Id("r-1"),
        ),
        get("HEAD of the domain", "/records/1", 404, &[], Exact("")).head(),
        get("HEAD of the framework", "/nowhere", 404, &[], Exact("")).head(),
        get("HEAD of a text by hand", "/hand/described", 500, &[], Exact(""))
            .without(&["content-language", "etag"])
            .head(),
    ]
}

/// The deviation of a framework from a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Instead {
    /// The framework closes the connection.
    Closed,
    /// The framework answers with an envelope of another status.
    Status(u16),
    /// The answer lacks a header or a member of the error object.
    Lacks(&'static str),
}

/// A case that a framework cannot pass.
#[derive(Clone, Copy)]
pub(crate) struct Exception {
    pub(crate) case: &'static str,
    pub(crate) instead: Instead,
    pub(crate) reason: &'static str,
}

/// Runs all cases, and then many at once. Each exception must really deviate.
pub(crate) async fn run(server: SocketAddr, exceptions: &[Exception]) {
    let client = Client::builder().timeout(Duration::from_secs(30));
    let client = client.build().unwrap();
    let mut failures = Vec::new();
    let cases = cases();
    let of = |name| exceptions.iter().find(|exception| exception.case == name);
    for case in &cases {
        let exception = of(case.name).map(|exception| exception.instead);
        if let Err(failure) = case.check(&client, server, exception, true).await {
            failures.push(format!("{}: {failure}", case.name));
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
    let on_one_connection = cases.iter().filter_map(|case| {
        let status = match of(case.name).map(|exception| exception.instead) {
            Some(Instead::Closed) => return None,
            Some(Instead::Status(status)) => status,
            _ => case.status,
        };
        (case.request.0 == Method::GET && status >= 400 && case.request.1 != "/lock")
            .then_some((case, status))
    });
    connection_stays(server, on_one_connection).await;
    let requests = (0..64).map(|_| {
        let client = client.clone();
        tokio::spawn(async move {
            let url = format!("http://{server}/records/1");
            let response = client.get(url).send().await.unwrap();
            assert_eq!(response.status(), 404);
            assert_eq!(response.bytes().await.unwrap().len(), 162);
        })
    });
    for request in requests.collect::<Vec<_>>() {
        request.await.unwrap();
    }
}

/// Sends one request after another on one connection.
async fn connection_stays(server: SocketAddr, cases: impl Iterator<Item = (&Case, u16)>) {
    let mut stream = BufReader::new(TcpStream::connect(server).await.unwrap());
    for (case, status) in cases {
        let name = case.name;
        let mut head = format!("GET {} HTTP/1.1\r\nhost: localhost\r\n", case.request.1);
        for (name, value) in case.sent {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        head += "\r\n";
        stream.write_all(head.as_bytes()).await.expect(name);
        let mut length = None;
        let mut closes = false;
        for at in 0.. {
            let mut line = String::new();
            stream.read_line(&mut line).await.expect(name);
            let line = line.trim_end().to_ascii_lowercase();
            if at == 0 {
                assert!(line.contains(&status.to_string()), "{name}: {line:?}");
            } else if line.is_empty() {
                break;
            } else if let Some(value) = line.strip_prefix("content-length: ") {
                length = Some(value.parse::<usize>().unwrap());
            } else if line == "connection: close" {
                closes = true;
            }
        }
        let mut body = vec![0; length.expect(name)];
        stream.read_exact(&mut body).await.expect(name);
        // A server may close a connection that it no longer waits for.
        assert!(!closes || case.request.1 == "/slow", "{name} closes");
        if closes {
            stream = BufReader::new(TcpStream::connect(server).await.unwrap());
        }
    }
}

/// Runs the cases of these names, without negotiation.
pub(crate) async fn run_some(server: SocketAddr, names: &[&str], exceptions: &[Exception]) {
    let client = Client::new();
    for name in names {
        let cases = cases();
        let case = cases.iter().find(|case| case.name == *name).unwrap();
        let exception = exceptions.iter().find(|exception| exception.case == *name);
        let exception = exception.map(|exception| exception.instead);
        let result = case.check(&client, server, exception, false).await;
        assert_eq!(result, Ok(()), "{name}");
    }
}

/// The frameworks' own extractors say less than ours, and repeat no value either.
pub(crate) async fn own_extractors_repeat_nothing(server: SocketAddr) {
    let client = Client::new();
    let json = client
        .post(format!("http://{server}/orders"))
        .header(CONTENT_TYPE, JSON)
        .header(CONTENT_LENGTH, 21)
        .body(r#"{"quantity":"secret"}"#);
    let query = client.get(format!("http://{server}/search?page=secret"));
    for (request, status) in [(json, 422), (query, 400)] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status);
        let body = response.text().await.unwrap();
        let envelope = Envelope::from_slice(body.as_bytes()).unwrap();
        assert!(envelope.errors[0].detail.is_some());
        assert!(!body.contains("secret"), "{body}");
    }
}

impl Case {
    async fn check(
        &self,
        client: &Client,
        server: SocketAddr,
        exception: Option<Instead>,
        is_negotiated: bool,
    ) -> Result<(), String> {
        let (method, path) = &self.request;
        let mut headers = HeaderMap::new();
        for (name, value) in self.sent {
            headers.append(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        let request = client.request(method.clone(), format!("http://{server}{path}"));
        let sent = headers.clone();
        let mut request = request.headers(headers);
        if let Some((content_type, content)) = &self.content {
            request = request
                .header(CONTENT_TYPE, *content_type)
                .header(CONTENT_LENGTH, content.len()) // 0, too
                .body(content.clone());
        }
        let response = match (request.send().await, exception) {
            (Err(error), Some(Instead::Closed)) if !error.is_timeout() => return Ok(()),
            (Ok(_), Some(Instead::Closed)) => return Err("answers, no exception".to_owned()),
            (response, _) => response.map_err(|error| format!("{error:?}"))?,
        };
        let answer = format!("{response:?}");
        let status = match exception {
            Some(Instead::Status(status)) => status,
            _ => self.status,
        };
        if response.status() != status {
            let body = response.text().await;
            return Err(format!("is no {status}: {answer} {body:?}"));
        }
        let mut result = self.check_headers(response.headers(), exception);
        if *method == Method::HEAD {
            let same = client.get(format!("http://{server}{path}"));
            let same = same.headers(sent).send().await;
            let same = same.map_err(|error| format!("{error:?}"))?;
            check_head(response.headers(), same.headers())?;
        }
        if is_negotiated {
            result = result.and_then(|()| check_vary(response.headers(), self.varies));
        }
        result.map_err(|failure| format!("{failure}: {answer}"))?;
        self.check_body(response, exception)
            .await
            .map_err(|failure| format!("{failure}: {answer}"))
    }

    fn check_headers(&self, got: &HeaderMap, exception: Option<Instead>) -> Result<(), String> {
        for (name, value) in self.headers {
            let mut values = got.get_all(*name).iter();
            // Some frameworks add HEAD to Allow.
            let has = values.any(|got| {
                got == value || *name == "allow" && (got == "GET, HEAD" || got == "GET,HEAD")
            });
            let lacks = match exception {
                Some(Instead::Lacks(lacked)) => lacked.eq_ignore_ascii_case(name),
                Some(Instead::Status(_)) => true,
                _ => false,
            };
            if has == lacks {
                return Err(format!("{name}: {value}"));
            }
        }
        match self.absent.iter().find(|name| got.contains_key(**name)) {
            Some(name) => Err(format!("has {name}")),
            None => Ok(()),
        }
    }

    async fn check_body(
        &self,
        response: Response,
        exception: Option<Instead>,
    ) -> Result<(), String> {
        let is_head = self.request.0 == Method::HEAD;
        let status = response.status();
        let content_type = response.headers().get(CONTENT_TYPE).cloned();
        let challenges = response.headers().get_all("www-authenticate");
        let challenges = challenges.iter().count();
        let length = response.content_length();
        let bytes = response.bytes().await.map_err(|error| error.to_string())?;
        let body = String::from_utf8_lossy(&bytes);
        if challenges != usize::from(status == StatusCode::UNAUTHORIZED) {
            return Err(format!("{challenges} challenges"));
        }
        if !is_head && status != 304 && length != Some(bytes.len() as u64) {
            return Err(format!("a length of {length:?}"));
        }
        let has_type = content_type
            .as_ref()
            .is_some_and(|got| got == self.media_type);
        let may_differ = status.is_success() || status == 304;
        if !has_type && !may_differ || status == 304 && content_type.is_some() {
            return Err(format!("Content-Type {content_type:?}, {body}"));
        }
        if body.contains("secret") {
            return Err(format!("leaks: {body}"));
        }
        match self.body {
            Exact(expected) if body == expected => return Ok(()),
            Exact(_) => return Err(format!("answers {body}")),
            AsProblem => return check_problem(&bytes, status).ok_or(format!("answers {body}")),
            _ => {}
        }
        let envelope = Envelope::from_slice(&bytes).map_err(|error| format!("{error}: {body}"))?;
        let [object] = &envelope.errors[..] else {
            return Err(format!("several objects: {body}"));
        };
        if self.is_wanted(object, status, exception) {
            Ok(())
        } else {
            Err(format!("answers {body}"))
        }
    }

    fn is_wanted(
        &self,
        object: &ErrorObject,
        status: StatusCode,
        exception: Option<Instead>,
    ) -> bool {
        let row = table::row(status);
        let description = row.map(|row| row.description);
        let detail = object.detail.as_deref();
        let is_right = match &self.body {
            OfStatus => detail == description || matches!(exception, Some(Instead::Status(_))),
            Detail(expected) => detail == Some(*expected),
            At(_)
                if matches!(
                    exception,
                    Some(Instead::Lacks("source") | Instead::Status(_))
                ) =>
            {
                object.source.is_none()
            }
            At(source) => object.source.as_ref() == Some(source),
            Id(id) => object.id.as_deref() == Some(*id),
            NoId => object.id.is_none(),
            AnyDetail | Exact(_) | AsProblem => true,
        };
        is_right
            && object.status.as_deref() == Some(status.as_str())
            && (object.code == object.status || object.code.as_deref() == Some("plain_json"))
            && object.title.as_deref()
                == row.map_or(status.canonical_reason(), |row| Some(row.text))
    }
}

fn check_problem(body: &[u8], status: StatusCode) -> Option<()> {
    let problem = Problem::from_slice(body).ok()?;
    let is_right = problem.status.map(|status| status.as_u16()) == Some(status.as_u16())
        && problem.title.as_deref() == status.canonical_reason();
    is_right.then_some(())
}

fn check_vary(headers: &HeaderMap, varies: bool) -> Result<(), String> {
    let values = headers.get_all(VARY).iter();
    let values = values.filter(|value| value.as_bytes().eq_ignore_ascii_case(b"accept"));
    let count = values.count();
    if count == usize::from(varies) {
        Ok(())
    } else {
        Err(format!("{count} times Vary: Accept"))
    }
}

/// HEAD has the head of GET, without a length if it cannot know that (RFC 9110, 9.3.2).
fn check_head(head: &HeaderMap, get: &HeaderMap) -> Result<(), String> {
    for name in ["content-type", "vary", "www-authenticate", "x-request-id"] {
        if head.get(name) != get.get(name) {
            return Err(format!("{name} of GET is {:?}", get.get(name)));
        }
    }
    match head.get(CONTENT_LENGTH) {
        Some(length) if Some(length) != get.get(CONTENT_LENGTH) => {
            Err(format!("a length of {length:?}, and not of GET"))
        }
        _ => Ok(()),
    }
}
