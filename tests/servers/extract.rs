//! axum's extractors, by another import. A refusal says where the request is wrong.

use crate::servers::server::Server;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use mrets_errors::ErrorObject;
use mrets_errors::axum::extract::{Form, Json, Path, Query};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
struct Account {
    name: String,
    holdings: Vec<Holding>,
    #[serde(default)]
    notes: BTreeMap<String, u8>,
}

#[derive(Serialize, Deserialize)]
struct Holding {
    quantity: u32,
    fuel: Fuel,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Fuel {
    Wind,
    Solar { tilt: u8 },
}

#[derive(Serialize, Deserialize)]
struct Page {
    size: u8,
    number: Option<u8>,
}

fn app() -> Router {
    Router::new()
        .route(
            "/json",
            post(|Json(account): Json<Account>| async { Json(account) }),
        )
        .route(
            "/form",
            get(|Form(page): Form<Page>| async { Json(page) })
                .post(|Form(page): Form<Page>| async { Json(page) }),
        )
        .route(
            "/query",
            get(|page: Query<Page>| async move { page.size.to_string() }),
        )
        .route(
            "/accounts/{id}/{kind}",
            get(|Path((id, kind)): Path<(u32, String)>| async move { format!("{id} {kind}") }),
        )
        .route(
            "/named/{id}/{kind}",
            get(|Path(path): Path<BTreeMap<String, u8>>| async move { Json(path) }),
        )
        .route(
            "/one/{id}",
            get(|Path(id): Path<u8>| async move { id.to_string() }),
        )
        .route("/defect/{id}", get(|_: Path<(u8, u8)>| async { "ok" }))
        .layer(DefaultBodyLimit::max(1024))
}

fn source(error: &ErrorObject) -> Value {
    serde_json::to_value(error).unwrap()["source"].clone()
}

#[tokio::test]
async fn what_fits_is_taken() {
    let server = Server::start(app()).await;
    let account =
        br#"{"name":"a","holdings":[{"quantity":1,"fuel":{"solar":{"tilt":2}}}],"notes":{}}"#;
    let echo = server
        .post("/json", "application/vnd.api+json", account)
        .await;
    assert_eq!((echo.status, echo.body.as_slice()), (200, &account[..]));
    let form = "application/x-www-form-urlencoded";
    let echo = server.post("/form", form, b"size=1&number=2").await;
    assert_eq!(echo.body, br#"{"size":1,"number":2}"#);
    assert_eq!(
        server.get("/form?size=1").await.body,
        br#"{"size":1,"number":null}"#
    );
    assert_eq!(server.get("/query?size=7").await.body, b"7");
    assert_eq!(server.get("/accounts/7/wind").await.body, b"7 wind");
}

#[tokio::test]
async fn json_says_where() {
    let server = Server::start(app()).await;
    for (body, pointer) in [
        (r#"{"name":1}"#, "/name"),
        (
            r#"{"name":"a","holdings":[{"quantity":1,"fuel":"wind"},{"quantity":-1}]}"#,
            "/holdings/1/quantity",
        ),
        (
            r#"{"name":"a","holdings":[{"quantity":1,"fuel":"coal"}]}"#,
            "/holdings/0/fuel",
        ),
        (
            r#"{"name":"a","holdings":[{"quantity":1,"fuel":{"solar":{"tilt":"x"}}}]}"#,
            "/holdings/0/fuel/solar/tilt",
        ),
        (
            r#"{"name":"a","holdings":[],"notes":{"a/b~c":"x"}}"#,
            "/notes/a~1b~0c",
        ),
        (r#"{"holdings":[]}"#, ""),
        ("[1]", "/0"),
        ("7", ""),
    ] {
        let answer = server
            .post("/json", "application/json", body.as_bytes())
            .await;
        let error = answer.error(422);
        assert_eq!(source(&error), json!({ "pointer": pointer }), "{body}");
        assert!(
            error.detail.unwrap().starts_with("Failed to deserialize"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn no_json_has_no_source() {
    let server = Server::start(app()).await;
    for body in [&b""[..], b"{", b"\xff", br#"{"name":"a","holdings":[]} x"#] {
        let error = server
            .post("/json", "application/json", body)
            .await
            .error(422);
        assert_eq!(source(&error), Value::Null, "{body:?}");
    }
    let error = server.post("/json", "text/plain", b"{}").await.error(415);
    assert_eq!(source(&error), json!({ "header": "Content-Type" }));
    let large = vec![b' '; 2000];
    let error = server
        .post("/json", "application/json", &large)
        .await
        .error(413);
    assert_eq!(source(&error), Value::Null);
}

#[tokio::test]
async fn queries_and_forms_say_which() {
    let server = Server::start(app()).await;
    for (query, parameter) in [("size=x", "size"), ("size=1&number=300", "number")] {
        let expected = json!({ "parameter": parameter });
        for path in ["/query", "/form"] {
            let error = server.get(&format!("{path}?{query}")).await.error(400);
            assert_eq!(source(&error), expected, "{path} {query}");
        }
        let form = "application/x-www-form-urlencoded";
        let error = server
            .post("/form", form, query.as_bytes())
            .await
            .error(422);
        assert_eq!(
            source(&error),
            json!({ "pointer": format!("/{parameter}") })
        );
    }
    let error = server.get("/query").await.error(400);
    assert!(
        error
            .detail
            .as_ref()
            .unwrap()
            .contains("missing field `size`")
    );
    assert_eq!(source(&error), Value::Null);
    let error = server
        .post("/form", "text/plain", b"size=1")
        .await
        .error(415);
    assert_eq!(source(&error), json!({ "header": "Content-Type" }));
}

#[tokio::test]
async fn paths_say_which() {
    let server = Server::start(app()).await;
    for (path, parameter) in [
        ("/accounts/x/wind", "id"),
        ("/accounts/1/%ff", "kind"),
        ("/named/1/x", "kind"),
        ("/named/300/1", "id"),
        ("/one/x", "id"),
    ] {
        let error = server.get(path).await.error(400);
        assert_eq!(source(&error), json!({ "parameter": parameter }), "{path}");
    }
}

#[tokio::test]
async fn a_route_that_does_not_fit_its_handler_says_nothing() {
    let server = Server::start(app()).await;
    let error = server.get("/defect/1").await.error(500);
    assert_eq!(
        error,
        ErrorObject::new(http::StatusCode::INTERNAL_SERVER_ERROR)
    );
}
