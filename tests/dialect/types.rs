//! Derived types speak the dialect of their crate, or one of their own.

use crate::shop::RENDERED;
use crate::{Outer, PlainError, ShopError, text};
use http::{StatusCode, header};
use mrets_errors::{Envelope, ErrorObject, Format, MretsError};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

#[test]
fn the_crates_dialect_speaks_for_every_type() {
    assert_eq!(
        text(&ShopError::NoPage),
        r#"{"code":"not_found","message":"No such page in this shop."}"#
    );
    assert_eq!(
        text(&ShopError::NoArticle { id: 7 }),
        r#"{"code":"no_article","message":"There is no article 7."}"#
    );
    assert_eq!(
        text(&ShopError::Busy),
        r#"{"code":"service_unavailable","message":"The service is temporarily unavailable. Try again later."}"#
    );
    let broken = ShopError::from(std::io::Error::other("db-3"));
    assert_eq!(
        text(&broken),
        r#"{"code":"internal_server_error","message":"An unexpected error occurred on the server. Try again later."}"#
    );
    let response = ShopError::NoPage.to_response();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
}

#[test]
fn a_written_key_comes_before_the_dialect() {
    let error = ShopError::NoArticle { id: 7 };
    assert_eq!(error.title(), "Not Found");
    assert_eq!(ShopError::NoPage.title(), "Not here");
    assert_eq!(ShopError::NoPage.code(), "not_found");
    assert_eq!(ShopError::NoPage.detail(), "No such page in this shop.");
}

#[test]
fn the_challenge_is_the_dialects() {
    let headers = ShopError::Stranger.headers();
    assert_eq!(headers[header::WWW_AUTHENTICATE], "Bearer realm=\"shop\"");
    assert_eq!(headers.len(), 1);
}

#[test]
fn links_lead_to_the_dialects_page() {
    let link = |error: &dyn MretsError| {
        let envelope = error.to_envelope();
        envelope.errors[0].links.clone().unwrap().type_.unwrap()
    };
    assert_eq!(
        link(&ShopError::NoArticle { id: 7 }),
        "https://shop.example/errors#no_article"
    );
    assert_eq!(
        link(&ShopError::NoPage),
        "https://shop.example/errors#not_found"
    );
}

#[test]
fn json_api_and_problem_documents_are_still_there() {
    let response = ShopError::NoPage.to_response_as(Format::JsonApi);
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "application/vnd.api+json"
    );
    let envelope = Envelope::from_slice(response.body()).unwrap();
    assert_eq!(envelope, ShopError::NoPage.to_envelope());
    let response = ShopError::NoPage.to_response_as(Format::Problem);
    let problem: Value = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(problem["code"], "not_found");
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
}

#[test]
fn a_status_of_run_time_speaks_the_dialect() {
    let conflict = ShopError::Upstream(StatusCode::CONFLICT);
    assert_eq!(conflict.code(), "conflict");
    assert_eq!(
        conflict.detail(),
        "The request conflicts with the current state of the resource."
    );
    assert_eq!(
        ShopError::Upstream(StatusCode::NOT_FOUND).title(),
        "Not here"
    );
}

#[test]
fn a_304_has_no_body() {
    let response = ShopError::Same.to_response();
    assert!(response.body().is_empty());
    assert!(!response.headers().contains_key(header::CONTENT_TYPE));
}

#[test]
fn a_types_dialect_comes_before_its_crates_and_its_fields() {
    let code = |error: PlainError| error.code().into_owned();
    assert_eq!(code(PlainError::Taken), "E_TAKEN");
    assert_eq!(code(PlainError::Shop(ShopError::NoPage)), "E_OTHER");
    let error = PlainError::Several(vec![ShopError::NoPage, ShopError::NoArticle { id: 7 }]);
    let document: Value = serde_json::from_slice(&error.to_json()).unwrap();
    let codes: Vec<_> = document["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["code"].clone())
        .collect();
    assert_eq!(codes, [json!("E_OTHER"), json!("no_article")]);
    assert_eq!(
        error.to_response().headers()[header::CONTENT_TYPE],
        "application/vnd.api+json"
    );
}

#[test]
fn a_constant_answer_is_rendered_once() {
    #[derive(Debug, MretsError)]
    #[status(410)]
    struct Gone;

    let before = RENDERED.load(Ordering::Relaxed);
    let bodies: Vec<_> = (0..100).map(|_| Gone.to_json()).collect();
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    // Other tests render at the same time, though not a hundred times.
    let rendered = RENDERED.load(Ordering::Relaxed) - before;
    assert!(rendered < 100, "{rendered}");
}

#[test]
fn a_problem_of_several_errors_speaks_for_nobody() {
    let error = PlainError::Several(vec![ShopError::NoPage, ShopError::Busy]);
    let problem = error.to_problem();
    assert_eq!(problem.title.as_deref(), Some("Unprocessable Entity"));
    assert_eq!(problem.detail, None);
    assert_eq!(problem.to_envelope(), error.to_envelope());
    let response = error.to_response_as(Format::Problem);
    assert_eq!(*response.body(), problem.to_json());
    let failure = mrets_errors::Failure::from(&response);
    assert_eq!(failure.errors().len(), 2);
}

#[test]
fn an_object_made_by_hand_keeps_its_words() {
    let error = Outer(ErrorObject::new(StatusCode::CONFLICT).with_detail("Taken by 9."));
    assert_eq!(
        text(&error),
        r#"{"code":"conflict","message":"Taken by 9."}"#,
        "an outer type's dialect gives the code that nobody wrote"
    );
    let error = Outer(ErrorObject::new(StatusCode::NOT_FOUND).with_code("gone"));
    assert_eq!(
        text(&error),
        r#"{"code":"gone","message":"No such page in this shop."}"#
    );
}
