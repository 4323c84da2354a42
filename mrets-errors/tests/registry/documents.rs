//! The page of errors, the OpenAPI document and the lock.

use http::Method;
use mrets_errors::MretsError;
use serde_json::json;
use uuid::Uuid;

use super::server::{
    ACCOUNTS, BROKEN, NOBODY, SLOW, Server, TRANSACTIONS, answer, attributes, short_of_time,
};
use crate::{
    error::RegistryError,
    pages,
    seed::{CITY_UTILITY, PRAIRIE_WIND, WIND},
};

#[tokio::test]
async fn the_page_has_the_anchor_of_every_link() {
    let server = Server::start_with(None, short_of_time()).await;
    let page = server.get(pages::ERRORS).await;
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let invalid = server.transfer(json!({ "quantity": 0 })).await;
    let same = attributes(PRAIRIE_WIND, PRAIRIE_WIND, WIND, 1);
    let same = server.transfer(same).await;
    let few = attributes(CITY_UTILITY, PRAIRIE_WIND, WIND, 1000);
    let few = server.transfer(few).await;
    let unknown = server.transfer(attributes(NOBODY, CITY_UTILITY, WIND, 1));
    let mut errors = Vec::new();
    for (answer, status) in [
        (server.get("/nowhere").await, 404),
        (server.get(&format!("{ACCOUNTS}?sort=name")).await, 400),
        (server.get(&format!("{ACCOUNTS}?page[size]=0")).await, 400),
        (server.get(TRANSACTIONS).await, 405),
        (server.get(BROKEN).await, 500),
        (server.get(SLOW).await, 504),
        (invalid, 422),
        (same, 422),
        (few, 422),
        (unknown.await, 422),
    ] {
        errors.extend(answer.errors(status));
    }
    assert!(errors.len() > 10);
    for error in errors {
        let link = error["links"]["type"].as_str().unwrap();
        let anchor = link.strip_prefix("/errors#").unwrap();
        let id = format!("<article id=\"{anchor}\"");
        assert!(page.text().contains(&id), "{id}");
    }
}

#[tokio::test]
async fn the_page_shows_the_services_answers() {
    let server = Server::start().await;
    let page = server.get(pages::ERRORS).await;
    let text = page.text().replace("&#34;", "\"");
    let path = format!("{ACCOUNTS}/{}", Uuid::from_u128(1));
    let missing = server.get(&path);
    let untyped = server.request(Method::POST, TRANSACTIONS).body("{}");
    let envelope = mrets_errors::Envelope::from_slice(&missing.await.body).unwrap();
    let shown = serde_json::to_string_pretty(&envelope).unwrap();
    let shown = shown.replace('\'', "&#39;");
    assert!(text.contains(&shown), "{shown}");
    // The library's own answer stands there with its template.
    let untyped = answer(untyped).await.errors(415).remove(0);
    let detail = untyped["detail"].as_str().unwrap();
    let (said, _) = detail.split_once("application/json").unwrap();
    assert!(text.contains(&format!("{said}{{0}}.")), "{detail}");
}

#[tokio::test]
async fn the_openapi_document_has_the_statuses_of_the_errors() {
    let server = Server::start().await;
    let document = server.get(pages::OPENAPI).await.json();
    pages::catalog().check_openapi(&document).unwrap();
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 6);
    for (path, operations) in paths {
        for operation in operations.as_object().unwrap().values() {
            for entry in RegistryError::catalog().entries() {
                let status = entry.status.unwrap();
                let response = &operation["responses"][status.as_str()];
                assert!(response.is_object(), "{path} {status}");
            }
            // The library's extractors refuse a path or a body.
            if path.contains('{') || operation["requestBody"].is_object() {
                let response = &operation["responses"]["400"]["$ref"];
                assert_eq!(response, "#/components/responses/PagesInputErrors.400");
            }
        }
    }
    let page = server.get("/docs/").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html"));
    let script = server.get("/docs/swagger-ui-bundle.js").await;
    assert_eq!(script.status, 200);
}

#[test]
fn clients_find_the_errors_that_they_know() {
    let lock = "examples/registry/errors.lock.json";
    pages::catalog().check(lock).unwrap();
}

#[test]
fn each_error_has_a_doc_comment() {
    pages::catalog().check_documented().unwrap();
}
