//! The requests, and what each must be answered, whatever the framework.

use mrets_errors::{Envelope, table};
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};
use reqwest::{Client, Method, Response, StatusCode};
use std::net::SocketAddr;
use std::time::Duration;

/// What the body must be.
enum Body {
    Exact(&'static str),
    /// An envelope with the title and the description of its status.
    OfStatus,
    /// An envelope with the title of its status and this detail.
    Detail(&'static str),
    /// An envelope with the title of its status and a detail of the framework's choice.
    AnyDetail,
}
use Body::{AnyDetail, Detail, Exact, OfStatus};

struct Case {
    name: &'static str,
    request: (Method, &'static str),
    /// Content-Type and body.
    content: Option<(&'static str, Vec<u8>)>,
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: Body,
}

fn get(
    name: &'static str,
    path: &'static str,
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: Body,
) -> Case {
    Case {
        name,
        request: (Method::GET, path),
        content: None,
        status,
        headers,
        body,
    }
}

/// To the handler that wants `{"name": "..."}`, at most 1 KiB of it.
fn post(
    name: &'static str,
    content_type: &'static str,
    content: impl Into<Vec<u8>>,
    status: u16,
    body: Body,
) -> Case {
    Case {
        name,
        request: (Method::POST, "/accounts"),
        content: Some((content_type, content.into())),
        status,
        headers: &[],
        body,
    }
}

const JSON: &str = "application/json";

#[allow(clippy::too_many_lines)] // A list.
fn cases() -> Vec<Case> {
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
            "304",
            "/domain/fresh",
            304,
            &[("etag", "\"v1\"")],
            Exact(""),
        ),
        get(
            "AnyError",
            "/any/blank",
            422,
            &[],
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"name is blank.","code":"blank","source":{"pointer":"/data/attributes/name"},"status":"422"}]}"#,
            ),
        ),
        get(
            "AnyError with headers",
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
        ),
        get(
            "Errors",
            "/errors",
            422,
            &[],
            Exact(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"a is blank.","code":"blank","source":{"pointer":"/data/attributes/a"},"status":"422"},{"title":"Unprocessable Entity","detail":"b is blank.","code":"blank","source":{"pointer":"/data/attributes/b"},"status":"422"}]}"#,
            ),
        ),
        get("a generic error", "/generic", 409, &[], Detail("taken")),
        get("an ErrorObject", "/object", 410, &[], OfStatus),
        get("an Envelope", "/envelope", 409, &[], Detail("By hand.")),
        get("an unknown path", "/nowhere", 404, &[], AnyDetail),
        Case {
            request: (Method::DELETE, "/domain/fine"),
            ..get("another method", "", 405, &[("allow", "GET")], AnyDetail)
        },
        get("a bad path", "/records/x", 404, &[], AnyDetail),
        get("a bad query", "/search?page=x", 400, &[], AnyDetail),
        get("no query", "/search", 400, &[], AnyDetail),
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
            "/problem",
            418,
            &[],
            Exact(r#"{"title":"tea"}"#),
        ),
        post("JSON", JSON, r#"{"name":"Ada"}"#, 200, Exact("Ada")),
        post("malformed JSON", JSON, "{\"name\":", 422, AnyDetail),
        post(
            "JSON of another shape",
            JSON,
            "{\"name\":1}",
            422,
            AnyDetail,
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
            AnyDetail,
        ),
        get("a panic", "/panic", 500, &[], OfStatus),
        get("a panic with a number", "/panic/number", 500, &[], OfStatus),
        Case {
            request: (Method::HEAD, "/records/1"),
            ..get("HEAD of the domain", "", 404, &[], Exact(""))
        },
        Case {
            request: (Method::HEAD, "/nowhere"),
            ..get("HEAD of the framework", "", 404, &[], Exact(""))
        },
        get("success again", "/records/0", 200, &[], Exact("found")),
    ]
}

/// What a framework does instead of what a case wants.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Instead {
    /// It closes the connection.
    Closed,
    /// It answers with an envelope of another status.
    Status(u16),
    /// It answers as it should, without the headers.
    Lacks,
}

pub(crate) type Exception = (&'static str, Instead);

/// Runs all cases, and then all at once. Each exception must be one, and stand in the docs.
pub(crate) async fn run(server: SocketAddr, exceptions: &[Exception]) {
    let client = Client::builder().timeout(Duration::from_secs(10));
    let client = client.build().unwrap();
    let mut failures = Vec::new();
    let cases = cases();
    assert!(
        exceptions
            .iter()
            .all(|(name, _)| cases.iter().any(|case| case.name == *name))
    );
    for case in &cases {
        let exception = exceptions.iter().find(|(name, _)| *name == case.name);
        let exception = exception.map(|(_, instead)| *instead);
        if let Err(failure) = case.check(&client, server, exception).await {
            failures.push(format!("{}: {failure}", case.name));
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
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

/// Runs the cases of these names.
pub(crate) async fn run_some(server: SocketAddr, names: &[&str]) {
    let client = Client::new();
    for name in names {
        let cases = cases();
        let case = cases.iter().find(|case| case.name == *name).unwrap();
        let result = case.check(&client, server, None).await;
        assert_eq!(result, Ok(()), "{name}");
    }
}

impl Case {
    async fn check(
        &self,
        client: &Client,
        server: SocketAddr,
        exception: Option<Instead>,
    ) -> Result<(), String> {
        let (method, path) = &self.request;
        let mut request = client.request(method.clone(), format!("http://{server}{path}"));
        if let Some((content_type, content)) = &self.content {
            request = request
                .header(CONTENT_TYPE, *content_type)
                .header(CONTENT_LENGTH, content.len()) // 0, too
                .body(content.clone());
        }
        let response = match (request.send().await, exception) {
            (Err(_), Some(Instead::Closed)) => return Ok(()),
            (Ok(_), Some(Instead::Closed)) => return Err("answers, no exception".to_owned()),
            (response, _) => response.map_err(|error| format!("{error:?}"))?,
        };
        let status = match exception {
            Some(Instead::Status(status)) => status,
            _ => self.status,
        };
        let answer = format!("{response:?}");
        if response.status() != status {
            let body = response.text().await;
            return Err(format!("is no {status}: {answer} {body:?}"));
        }
        let lacks = exception.is_some();
        for (name, value) in self.headers {
            let mut values = response.headers().get_all(*name).iter();
            // Other frameworks add HEAD to Allow.
            let has = values.any(|got| {
                got == value || *name == "allow" && (got == "GET, HEAD" || got == "GET,HEAD")
            });
            if has == lacks {
                return Err(format!("{name}: {value}: {answer}"));
            }
        }
        self.check_body(response, *method == Method::HEAD)
            .await
            .map_err(|failure| format!("{failure}: {answer}"))
    }

    async fn check_body(&self, response: Response, is_head: bool) -> Result<(), String> {
        let status = response.status();
        let content_type = response.headers().get(CONTENT_TYPE).cloned();
        let challenges = response
            .headers()
            .get_all("www-authenticate")
            .iter()
            .count();
        let length = response.content_length();
        let bytes = response.bytes().await.map_err(|error| error.to_string())?;
        let body = String::from_utf8_lossy(&bytes);
        if challenges != usize::from(status == StatusCode::UNAUTHORIZED) {
            return Err(format!("{challenges} challenges"));
        }
        if !is_head && status != 304 && length != Some(bytes.len() as u64) {
            return Err(format!("a length of {length:?}"));
        }
        let media_type = match self.name {
            "an envelope of another media type" => "application/json",
            "a problem document" => "application/problem+json",
            _ => "application/vnd.api+json",
        };
        let has_type = content_type.as_ref().is_some_and(|got| got == media_type);
        let may_differ = status.is_success() || status == 304 || is_head;
        if !has_type && !may_differ || status == 304 && content_type.is_some() {
            return Err(format!("Content-Type {content_type:?}, {body}"));
        }
        if body.contains("secret") {
            return Err(format!("leaks: {body}"));
        }
        let expected = match self.body {
            Exact(expected) if body == expected => return Ok(()),
            Exact(_) => return Err(format!("answers {body}")),
            Detail(detail) => Some(Some(detail)),
            OfStatus => Some(table::row(status).map(|row| row.description)),
            AnyDetail => None,
        };
        let envelope = Envelope::from_slice(&bytes).map_err(|error| format!("{error}: {body}"))?;
        let [object] = &envelope.errors[..] else {
            return Err(format!("several objects: {body}"));
        };
        let title = status.canonical_reason();
        let is_right = object.status.as_deref() == Some(status.as_str())
            && object.code == object.status
            && object.title.as_deref() == title
            && expected.is_none_or(|detail| object.detail.as_deref() == detail);
        if is_right {
            Ok(())
        } else {
            Err(format!("answers {body}"))
        }
    }
}
