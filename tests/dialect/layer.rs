//! A layer speaks for responses of types that have no dialect.

use crate::{ShopError, shop};
use axum::Router;
use axum::body::Body as AxumBody;
use axum::routing::get;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{AnyError, ErrorObject, Errors};
use serde_json::Value;
use tower_service::Service;

#[tokio::test]
async fn the_envelope_of_others_has_the_layers_challenge() {
    let others = || async {
        let head = [(header::CONTENT_TYPE, "application/vnd.api+json")];
        let body = r#"{"errors":[{"status":"401"},{"status":"403"}]}"#;
        (StatusCode::UNAUTHORIZED, head, body)
    };
    let mut router = Router::new()
        .route("/", get(others))
        .layer(EnvelopeLayer::new().dialect(&shop::SHOP));
    let request = Request::get("/").header(header::ACCEPT, "application/problem+json");
    let request = request.body(AxumBody::empty()).unwrap();
    let response = Service::<Request<AxumBody>>::call(&mut router, request);
    let (head, body) = response.await.unwrap().into_parts();
    assert_eq!(head.headers["www-authenticate"], "Bearer realm=\"shop\"");
    let body = body.collect().await.unwrap().to_bytes();
    let problem: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(problem["title"], "Unauthorized");
    assert_eq!(problem["detail"], Value::Null);
    assert_eq!(problem["errors"].as_array().unwrap().len(), 2);
}

pub(super) async fn ask(
    router: Router,
    path: &str,
    accept: Option<&str>,
) -> (StatusCode, String, String) {
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
async fn the_layers_dialect_speaks_for_types_without_one() {
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

/// Any error, in a wrapper that derives nothing.
struct Wrapper(std::io::Error);

mrets_errors::answers!(Wrapper => .0);

#[tokio::test]
async fn a_wrapper_speaks_its_crates_dialect() {
    let router = Router::new().route(
        "/",
        get(|| async { Wrapper(std::io::Error::other("db-3")) }),
    );
    let (status, media_type, body) = ask(router, "/", None).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(media_type, "application/json");
    assert_eq!(
        body,
        r#"{"code":"internal_server_error","message":"An unexpected error occurred on the server. Try again later."}"#
    );
}
