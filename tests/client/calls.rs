//! `decode`: a call gives a value, or one typed error, with every supported client.

use super::server::{Server, answer, runtime};
use http::{Method, StatusCode};
use mrets_errors::{ApiError, Decode, ErrorObject, MretsError, ResponseExt as _, Retry, Transport};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use std::error::Error as _;

#[derive(Debug, PartialEq, MretsError)]
#[mrets(codes = "snake_case", decode)]
enum Registry {
    #[status(404)]
    NotFound { id: u8 },
    #[status(503)]
    Closed,
    #[status(304)]
    NotModified,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Document {
    data: Account,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Account {
    holdings: Vec<u32>,
}

type Outcome<T> = Result<T, ApiError<Registry>>;

/// The outcome of a call by each client, of the same response.
fn by_each<T: DeserializeOwned>(raw: &str, is_strict: bool) -> Vec<(&'static str, Outcome<T>)> {
    let server = Server::saying(raw);
    let url = server.url("/accounts?token=s3cret");
    vec![
        ("reqwest", by_reqwest(&url, is_strict)),
        ("blocking", by_blocking(&url, is_strict)),
        ("ureq", by_ureq(&url, is_strict)),
        ("hyper", by_hyper(&server, is_strict)),
    ]
}

fn by_reqwest<T: DeserializeOwned, E: MretsError + Decode>(
    url: &str,
    is_strict: bool,
) -> Result<T, ApiError<E>> {
    use mrets_errors::reqwest::ResponseExt as _;
    runtime().block_on(async {
        let client = reqwest::Client::builder().no_proxy().build()?;
        let response = client.get(url).send().await?;
        if is_strict {
            response.strict().decode().await
        } else {
            response.decode().await
        }
    })
}

fn by_blocking<T: DeserializeOwned, E: MretsError + Decode>(
    url: &str,
    is_strict: bool,
) -> Result<T, ApiError<E>> {
    use mrets_errors::reqwest::blocking::ResponseExt as _;
    let client = reqwest::blocking::Client::builder().no_proxy().build()?;
    let response = client.get(url).send()?;
    if is_strict {
        response.strict().decode()
    } else {
        response.decode()
    }
}

fn by_ureq<T: DeserializeOwned, E: MretsError + Decode>(
    url: &str,
    is_strict: bool,
) -> Result<T, ApiError<E>> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None);
    let agent = ureq::Agent::new_with_config(config.build());
    let response = agent
        .get(url)
        .call()
        .map_err(|error| Transport::new(error, true))?;
    let (head, mut body) = response.into_parts();
    let body = body
        .read_to_vec()
        .map_err(|error| Transport::new(error, true))?;
    let response = http::Response::from_parts(head, body);
    if is_strict {
        response.strict().decode()
    } else {
        response.decode()
    }
}

fn by_hyper<T: DeserializeOwned, E: MretsError + Decode>(
    server: &Server,
    is_strict: bool,
) -> Result<T, ApiError<E>> {
    use http_body_util::{BodyExt as _, Empty};
    use hyper_util::rt::TokioIo;
    runtime().block_on(async {
        let unsent = |error| Transport::new(error, false);
        let stream = tokio::net::TcpStream::connect(server.address())
            .await
            .map_err(unsent)?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|error| Transport::new(error, false))?;
        tokio::spawn(connection);
        let request = http::Request::get("/accounts").header("host", "localhost");
        let request = request.body(Empty::<bytes::Bytes>::new()).unwrap();
        let sent = |error: hyper::Error| Transport::new(error, true);
        let response = sender.send_request(request).await.map_err(sent)?;
        let (head, body) = response.into_parts();
        let body = body.collect().await.map_err(sent)?.to_bytes();
        let response = http::Response::from_parts(head, body);
        if is_strict {
            response.strict().decode()
        } else {
            response.decode()
        }
    })
}

#[test]
fn a_success_is_its_value() {
    for (client, outcome) in
        by_each::<Document>(&answer("200 OK", r#"{"data":{"holdings":[7]}}"#), false)
    {
        let data = Account { holdings: vec![7] };
        assert_eq!(outcome.unwrap(), Document { data }, "{client}");
    }
    for (client, outcome) in by_each::<Option<u8>>(&answer("204 No Content", ""), true) {
        assert_eq!(outcome.unwrap(), None, "{client}");
    }
}

#[test]
fn an_error_that_is_known_is_the_domains() {
    let body = Registry::NotFound { id: 7 }.to_json();
    let body = std::str::from_utf8(&body).unwrap();
    let head = "404 Not Found\r\nx-request-id: r-7\r\ncontent-type: application/vnd.api+json";
    for (client, outcome) in by_each::<Document>(&answer(head, body), false) {
        let error = outcome.unwrap_err();
        assert_eq!(error.request_id(), Some("r-7"), "{client}");
        assert_eq!(error.retry(&Method::GET), Retry::No);
        assert_eq!(
            error.to_string(),
            "404 Not Found: The URI requested is invalid or the resource requested, such as an account, does not exist. (code not_found, request r-7)"
        );
        let ApiError::Domain { error, failure, .. } = error else {
            panic!("{client}: {error:?}");
        };
        assert_eq!(error, Registry::NotFound { id: 7 });
        assert_eq!(failure.status(), StatusCode::NOT_FOUND);
    }
    for (client, outcome) in
        by_each::<Document>("HTTP/1.1 304 Not Modified\r\netag: \"1\"\r\n\r\n", false)
    {
        let error = outcome.unwrap_err();
        let is_known = matches!(
            error,
            ApiError::Domain {
                error: Registry::NotModified,
                ..
            }
        );
        assert!(is_known, "{client}: {error:?}");
    }
}

#[test]
fn anything_else_is_an_answer() {
    let page = "<html><title>502 Bad Gateway</title></html>";
    for (client, outcome) in by_each::<Document>(&answer("502 Bad Gateway", page), false) {
        let error = outcome.unwrap_err();
        assert!(matches!(error, ApiError::Answer(_)), "{client}: {error:?}");
        assert_eq!(error.to_string(), "502 Bad Gateway: 502 Bad Gateway");
        assert!(matches!(error.retry(&Method::GET), Retry::After(_)));
        assert!(matches!(
            error.retry(&Method::POST),
            Retry::OutcomeUnknown(_)
        ));
    }
}

#[test]
fn a_body_that_is_not_what_was_expected_says_where() {
    let head = "200 OK\r\nx-request-id: r-7";
    for (client, outcome) in
        by_each::<Document>(&answer(head, r#"{"data":{"holdings":[7,"x"]}}"#), false)
    {
        let error = outcome.unwrap_err();
        assert_eq!(error.request_id(), Some("r-7"), "{client}");
        assert_eq!(error.retry(&Method::GET), Retry::No);
        let line = error.to_string();
        assert!(
            line.starts_with(
                "200 with an unexpected body: invalid type: string \"x\", expected u32"
            ),
            "{line}"
        );
        assert!(
            line.ends_with(r#" at data.holdings[1] (request r-7): {"data":{"holdings":[7,"x"]}}"#),
            "{line}"
        );
        assert!(error.source().unwrap().is::<serde_json::Error>());
        assert!(matches!(error, ApiError::Body { .. }));
    }
    for (client, outcome) in
        by_each::<Document>(&answer("200 OK", "<html><h1>Log in</h1></html>"), false)
    {
        let line = outcome.unwrap_err().to_string();
        assert!(line.ends_with(": Log in"), "{client}: {line}");
    }
    for (client, outcome) in by_each::<Document>(&answer("200 OK", ""), false) {
        let line = outcome.unwrap_err().to_string();
        assert!(
            line.ends_with(": the body is empty, or no text"),
            "{client}: {line}"
        );
    }
}

/// GraphQL and others answer errors with a 200.
#[test]
fn a_success_that_says_that_it_is_none() {
    for body in [
        r#"{"errors":[{"message":"Cannot query field"}],"data":null}"#,
        r#"{"ok":false,"error":"invalid_auth"}"#,
        r#"{"success":false,"errors":[{"code":7,"message":"no"}]}"#,
    ] {
        for (client, outcome) in by_each::<Value>(&answer("200 OK", body), false) {
            assert!(outcome.is_ok(), "{client}");
        }
        for (client, outcome) in by_each::<Value>(&answer("200 OK", body), true) {
            let error = outcome.unwrap_err();
            assert!(matches!(error, ApiError::Answer(_)), "{client}: {error:?}");
            assert_eq!(error.failure().unwrap().errors().len(), 1);
        }
    }
    for body in [
        r#"{"errors":[],"data":7}"#,
        r#"{"ok":true,"error":null}"#,
        "[1]",
        "7",
    ] {
        for (client, outcome) in by_each::<Value>(&answer("200 OK", body), true) {
            assert!(outcome.is_ok(), "{client} {body}");
        }
    }
}

/// No log has the query of a URL, which can hold tokens.
#[test]
fn no_text_has_a_query() {
    let address = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let url = format!("http://user:passw0rd@{address}/accounts?token=s3cret#part");
    let unreachable: [ApiError<ErrorObject>; 2] = [
        by_reqwest::<Value, _>(&url, false).unwrap_err(),
        by_blocking::<Value, _>(&url, false).unwrap_err(),
    ];
    for error in unreachable {
        assert!(
            matches!(error.retry(&Method::POST), Retry::After(_)),
            "{error:?}"
        );
        assert_harmless(&error);
    }
    // A body that breaks off, of a failure and of a success.
    for status in ["500 X", "200 OK"] {
        let raw = format!("HTTP/1.1 {status}\r\ncontent-length: 100\r\n\r\n{{\"da");
        let server = Server::saying(raw);
        let url = server.url("/accounts?token=s3cret");
        assert_harmless(&by_reqwest::<Value, ErrorObject>(&url, false).unwrap_err());
        let error = by_blocking::<Value, ErrorObject>(&url, false).unwrap_err();
        assert_harmless(&error);
        if status == "200 OK" {
            assert!(matches!(error, ApiError::Transport(_)));
            assert!(matches!(
                error.retry(&Method::POST),
                Retry::OutcomeUnknown(_)
            ));
        }
    }
}

#[track_caller]
fn assert_harmless(error: &ApiError<ErrorObject>) {
    let texts = format!("{error} {error:?} {:?}", error.source());
    assert!(
        !texts.contains("s3cret") && !texts.contains("passw0rd"),
        "{texts}"
    );
    assert!(!error.to_string().contains('\n'));
}
