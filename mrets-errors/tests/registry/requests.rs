//! Requests that the service refuses before it asks the database, and the forms of an answer that `Accept` and
//! `If-None-Match` choose.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use http::{Method, StatusCode};
use serde_json::json;
use uuid::Uuid;

use super::server::{ACCOUNTS, BROKEN, NOBODY, SLOW, Server, TRANSACTIONS, answer, attributes};
use crate::{
    guard::{BODY_LIMIT, MAINTENANCE_PATH},
    seed::{CITY_UTILITY, LAKE_SOLAR, PRAIRIE_WIND, WIND},
};

#[tokio::test]
async fn an_unknown_path_gets_an_envelope() {
    let server = Server::start().await;
    for path in [
        "/",
        "/v1/public/rec/acounts",
        "/v1/public/rec/accounts/",
        "/%FF",
    ] {
        server
            .get(path)
            .await
            .says_only_the_table(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_wrong_method_gets_an_envelope_and_the_allowed_ones() {
    let server = Server::start().await;
    let account = format!("{ACCOUNTS}/{PRAIRIE_WIND}");
    for (method, path, allow) in [
        (Method::DELETE, ACCOUNTS, "GET, HEAD"),
        (Method::PATCH, account.as_str(), "GET, HEAD"),
        (Method::GET, TRANSACTIONS, "POST"),
        (Method::POST, BROKEN, "GET, HEAD"),
        (Method::OPTIONS, SLOW, "GET, HEAD"),
        (Method::GET, MAINTENANCE_PATH, "PUT"),
    ] {
        let answer = answer(server.request(method, path)).await;
        answer.errors(405);
        assert_eq!(answer.header("allow"), Some(allow), "{path}");
    }
}

#[tokio::test]
async fn a_malformed_id_gets_an_envelope() {
    let server = Server::start().await;
    for id in [
        "1",
        "%20",
        "%FF",
        "%00",
        "a0000000-0000-4000-8000-00000000000g",
    ] {
        let errors = server.get(&format!("{ACCOUNTS}/{id}")).await.errors(400);
        assert_eq!(errors[0]["source"], json!({ "parameter": "id" }), "{id}");
    }
}

#[tokio::test]
async fn a_wrong_parameter_is_named() {
    let server = Server::start().await;
    for (query, parameter) in [
        ("page[size]=abc", "page[size]"),
        ("page[size]=", "page[size]"),
        ("page[size]=0", "page[size]"),
        ("page[size]=1001", "page[size]"),
        ("page%5Bsize%5D=-1", "page[size]"),
        ("page[size]=2&page[size]=%FF", "page[size]"),
        ("page[number]=0", "page[number]"),
        ("page[number]=4294967296", "page[number]"),
        ("page[number]=1.5", "page[number]"),
        ("sort=name", "sort"),
        ("%22%0A", "\"\n"),
    ] {
        let errors = server.get(&format!("{ACCOUNTS}?{query}")).await.errors(400);
        let source = json!({ "parameter": parameter });
        assert_eq!(errors[0]["source"], source, "{query}");
    }
}

#[tokio::test]
async fn pages_have_the_size_that_was_asked_for() {
    let server = Server::start().await;
    let all = [PRAIRIE_WIND, LAKE_SOLAR, CITY_UTILITY];
    for (query, expected) in [
        ("", all.as_slice()),
        ("?page[size]=1000", &all),
        ("?page[size]=2", &[PRAIRIE_WIND, LAKE_SOLAR]),
        ("?page[size]=2&page[number]=2", &[CITY_UTILITY]),
        ("?page[size]=1000&page[number]=4294967295", &[]),
    ] {
        let answer = server.get(&format!("{ACCOUNTS}{query}")).await;
        assert_eq!(answer.status, 200);
        let document = answer.json();
        let ids: Vec<Uuid> = document["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|account| account["id"].as_str().unwrap().parse().unwrap())
            .collect();
        assert_eq!(ids, expected, "{query}");
        assert_eq!(document["meta"]["total"], 3);
    }
}

#[tokio::test]
async fn a_malformed_body_gets_an_envelope() {
    let server = Server::start().await;
    let before = server.holdings().await;
    let deep = "[".repeat(BODY_LIMIT);
    for body in [
        b"".as_slice(),
        b"{",
        b"nonsense",
        b"\xff\xfe",
        b"{\"data\":{\"type\":\"transactions\",\"attributes\":{\"quantity\":\"\xff\"}}}",
        b"null",
        b"[]",
        b"{}",
        br#"{"data":null}"#,
        br#"{"data":{"type":"transactions"}}"#,
        br#"{"data":{"type":1,"attributes":{}}}"#,
        br#"{"data":{"type":"transactions","attributes":[]}}"#,
        br#"{"data":{"type":"transactions","attributes":{}}} {}"#,
        deep.as_bytes(),
    ] {
        for (method, path) in [
            (Method::POST, TRANSACTIONS),
            (Method::PUT, MAINTENANCE_PATH),
        ] {
            let request = server
                .request(method, path)
                .header("content-type", "application/vnd.api+json")
                .body(body.to_vec());
            answer(request).await.errors(422);
        }
    }
    assert_eq!(server.holdings().await, before);
}

#[tokio::test]
async fn a_resource_of_another_type_is_a_conflict() {
    let server = Server::start().await;
    let attributes = attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 1);
    let body = json!({ "data": { "type": "accounts", "attributes": attributes } });
    let errors = answer(server.request(Method::POST, TRANSACTIONS).json(&body))
        .await
        .errors(409);
    assert_eq!(errors[0]["source"], json!({ "pointer": "/data/type" }));
}

#[tokio::test]
async fn a_content_type_that_is_not_json_gets_an_envelope() {
    let server = Server::start().await;
    for content_type in [None, Some("text/plain"), Some("application/xml"), Some("")] {
        let mut request = server.request(Method::POST, TRANSACTIONS).body("{}");
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let errors = answer(request).await.errors(415);
        assert_eq!(errors[0]["source"], json!({ "header": "Content-Type" }));
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_gets_an_envelope() {
    let server = Server::start().await;
    for size in [BODY_LIMIT + 1, 10_000_000] {
        for path in [TRANSACTIONS, ACCOUNTS, "/nowhere"] {
            let request = server
                .request(Method::POST, path)
                .header("content-type", "application/json")
                .body(vec![b' '; size]);
            answer(request).await.errors(413);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_broken_chunks_gets_an_envelope() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.base.trim_start_matches("http://")).unwrap();
    let request = format!(
        "POST {TRANSACTIONS} HTTP/1.1\r\nhost: registry\r\nx-api-key: demo-key\r\n\
         content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nno number\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    assert!(
        response.starts_with("HTTP/1.1 400 Bad Request\r\n"),
        "{response}"
    );
    assert!(response.contains("content-type: application/vnd.api+json\r\n"));
    assert!(response.contains(r#"{"errors":[{"title":"Bad Request","#));
}

#[tokio::test]
async fn a_known_account_is_not_sent_again_until_it_changes() {
    let server = Server::start().await;
    let path = format!("{ACCOUNTS}/{PRAIRIE_WIND}");
    let first = server.get(&path).await;
    let etag = first.header("etag").unwrap();

    let ask = |tags: String| {
        let request = server.request(Method::GET, &path);
        answer(request.header("if-none-match", tags))
    };
    for tags in [
        etag.to_owned(),
        format!("\"other\", W/{etag}"),
        "*".to_owned(),
    ] {
        let answer = ask(tags).await;
        assert_eq!(answer.status, 304);
        assert_eq!(answer.header("etag"), Some(etag));
        assert_eq!(answer.header("content-type"), None);
        assert!(answer.body.is_empty());
    }
    assert_eq!(ask("\"other\"".to_owned()).await.status, 200);

    let transfer = attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 1);
    assert_eq!(server.transfer(transfer).await.status, 201);
    assert_eq!(ask(etag.to_owned()).await.status, 200);
}

#[tokio::test]
async fn a_client_that_asks_for_problems_gets_them() {
    let server = Server::start().await;
    let ask = |accept: &'static str| {
        let request = server.request(Method::GET, &format!("{ACCOUNTS}/{NOBODY}"));
        answer(request.header("accept", accept))
    };
    let problem = ask("application/problem+json, */*;q=0.1").await;
    assert_eq!(problem.status, 404);
    assert_eq!(
        problem.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(problem.header("vary"), Some("Accept"));
    assert_eq!(
        problem.json(),
        json!({
            "type": "about:blank",
            "title": "Record not found",
            "status": 404,
            "detail": format!("The record identified by {NOBODY} could not be found."),
            "code": "404",
        })
    );

    let plain = ask("application/json").await;
    assert_eq!(plain.header("content-type"), Some("application/json"));
    let envelope = ask("image/png, */*").await;
    envelope.errors(404);
    assert_eq!(plain.body, envelope.body);
    assert_eq!(envelope.header("vary"), Some("Accept"));
    // A person with a browser.
    let page = ask("text/html, */*").await;
    assert_eq!(page.status, 404);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(page.header("vary"), Some("Accept"));
    let page = String::from_utf8(page.body.to_vec()).unwrap();
    assert!(
        page.contains("<h1 dir=\"auto\">Record not found</h1>"),
        "{page}"
    );
}
