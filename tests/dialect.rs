//! Dialects: how one service speaks. A crate of its own, since a dialect is its crate's.

use axum::Router;
use axum::body::Body as AxumBody;
use axum::routing::get;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use mrets_errors::dialect::{Body, Codes, PublicError, Text};
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{AnyError, Dialect, Envelope, ErrorObject, Errors, Format, MretsError};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use tower_service::Service;

mod shop {
    use super::*;

    pub(crate) static SHOP: Dialect = Dialect::NEUTRAL
        .codes(Codes::SnakeCase)
        .challenge("Bearer realm=\"shop\"")
        .docs("https://shop.example/errors#{code}")
        .texts(&[Text {
            status: 404,
            title: "Not here",
            detail: "No such page in this shop.",
        }])
        .body("application/json", shape);

    #[derive(Serialize)]
    struct Shape<'a> {
        code: &'a str,
        message: &'a str,
    }

    pub(crate) static RENDERED: AtomicUsize = AtomicUsize::new(0);

    fn shape(error: &PublicError<'_>) -> Body {
        RENDERED.fetch_add(1, Ordering::Relaxed);
        Body::json(&Shape {
            code: error.code(),
            message: error.detail(),
        })
    }
}

mrets_errors::dialect!(crate::shop::SHOP);

static PLAIN: Dialect = Dialect::NEUTRAL.codes(Codes::Own(|status| match status.as_u16() {
    409 => "E_TAKEN",
    _ => "E_OTHER",
}));

#[derive(Debug, MretsError)]
enum ShopError {
    #[status(404)]
    NoPage,
    #[status(
        404,
        title = "Not Found",
        detail = "There is no article {id}.",
        code = "no_article"
    )]
    NoArticle { id: u32 },
    #[status(401)]
    Stranger,
    #[status(503)]
    Busy,
    #[status(500)]
    Broken(#[from] std::io::Error),
    #[status(.0)]
    Upstream(StatusCode),
    #[status(304)]
    Same,
}

#[derive(Debug, MretsError)]
#[mrets(dialect = PLAIN)]
enum PlainError {
    #[status(409)]
    Taken,
    #[status(transparent)]
    Shop(ShopError),
    #[status(422)]
    Several(#[errors] Vec<ShopError>),
}

#[derive(Debug, MretsError)]
#[status(transparent)]
struct Outer(ErrorObject);

fn text(error: &dyn MretsError) -> String {
    String::from_utf8(error.to_json().to_vec()).unwrap()
}

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

    let before = shop::RENDERED.load(Ordering::Relaxed);
    let bodies: Vec<_> = (0..100).map(|_| Gone.to_json()).collect();
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    // Other tests render at the same time, though not a hundred times.
    let rendered = shop::RENDERED.load(Ordering::Relaxed) - before;
    assert!(rendered < 100, "{rendered}");
}

mod broken {
    use super::*;

    static PANICS: Dialect = Dialect::NEUTRAL.body("application/json", |_| panic!("a shape"));
    static FAILS: Dialect = Dialect::NEUTRAL.body("application/json", |_| {
        Body::json(&std::collections::HashMap::from([((1, 2), 3)]))
    });

    #[derive(Debug, MretsError)]
    #[mrets(dialect = PANICS)]
    #[status(404)]
    struct Panics;

    #[derive(Debug, MretsError)]
    #[mrets(dialect = FAILS)]
    #[status(404)]
    struct Fails;

    #[test]
    fn a_shape_that_fails_is_the_neutral_500() {
        let said = "An unexpected error occurred on the server. Try again later.";
        for response in [Panics.to_response(), Fails.to_response()] {
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(
                response.headers()[header::CONTENT_TYPE],
                "application/vnd.api+json"
            );
            let document: Value = serde_json::from_slice(response.body()).unwrap();
            assert_eq!(document["errors"][0]["detail"], said);
            assert_eq!(document["errors"][0]["status"], "500");
        }
    }
}

async fn ask(router: Router, path: &str, accept: Option<&str>) -> (StatusCode, String, String) {
    let mut request = Request::get(path);
    if let Some(accept) = accept {
        request = request.header(header::ACCEPT, accept);
    }
    let mut router = router;
    let request = request.body(AxumBody::empty()).unwrap();
    let response = Service::<Request<AxumBody>>::call(&mut router, request);
    let (head, body) = response.await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let media_type = head.headers[header::CONTENT_TYPE].to_str().unwrap();
    (
        head.status,
        media_type.to_owned(),
        String::from_utf8(body.to_vec()).unwrap(),
    )
}

fn router() -> Router {
    Router::new()
        .route("/own", get(|| async { ShopError::NoArticle { id: 7 } }))
        .route(
            "/object",
            get(|| async { AnyError::from(ErrorObject::new(StatusCode::CONFLICT)) }),
        )
        .route(
            "/errors",
            get(|| async { Errors::from(ErrorObject::new(StatusCode::NOT_FOUND)) }),
        )
        .route(
            "/leaks",
            get(|| async { (StatusCode::BAD_GATEWAY, "db-3 is down") }),
        )
        .layer(EnvelopeLayer::new().dialect(&shop::SHOP))
}

#[tokio::test]
async fn the_layers_dialect_speaks_for_what_has_none() {
    let not_here = r#"{"code":"not_found","message":"No such page in this shop."}"#;
    let (status, media_type, body) = ask(router(), "/nowhere", None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(media_type, "application/json");
    assert_eq!(body, not_here);
    assert_eq!(ask(router(), "/errors", None).await.2, not_here);
    assert_eq!(
        ask(router(), "/object", None).await.2,
        r#"{"code":"conflict","message":"The request conflicts with the current state of the resource."}"#
    );
    assert_eq!(
        ask(router(), "/leaks", None).await.2,
        r#"{"code":"bad_gateway","message":"A server behind this one gave an invalid answer. Try again later."}"#
    );
    assert_eq!(
        ask(router(), "/own", None).await.2,
        r#"{"code":"no_article","message":"There is no article 7."}"#
    );
}

#[tokio::test]
async fn accept_chooses_between_the_shape_and_the_standards() {
    for (accept, media_type) in [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/html", "application/json"),
        ("application/vnd.api+json", "application/vnd.api+json"),
        ("application/problem+json", "application/problem+json"),
        (
            "application/problem+json, application/json;q=0.5",
            "application/problem+json",
        ),
        ("application/*", "application/json"),
    ] {
        for path in ["/own", "/nowhere"] {
            let (_, found, body) = ask(router(), path, Some(accept)).await;
            assert_eq!(found, media_type, "{accept} {path}: {body}");
        }
    }
    let (_, _, body) = ask(router(), "/nowhere", Some("application/vnd.api+json")).await;
    let document: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(document["errors"][0]["title"], "Not here");
}

#[test]
fn an_object_made_by_hand_keeps_its_words() {
    let error = Outer(ErrorObject::new(StatusCode::CONFLICT).with_detail("Taken by 9."));
    assert_eq!(
        text(&error),
        r#"{"code":"409","message":"Taken by 9."}"#,
        "an outer type's dialect shapes what a field says"
    );
}

#[test]
fn the_catalogue_speaks_the_dialect() {
    let catalog = ShopError::catalog();
    let entry = catalog.entries().next().unwrap();
    assert_eq!(entry.title, Some("Not here"));
    assert_eq!(entry.code, Some("not_found"));
    assert_eq!(entry.detail, Some("No such page in this shop."));
    assert_eq!(entry.media_type, "application/json");
}
