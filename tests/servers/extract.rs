//! Extractors for axum, by another import. A refusal names the place that is wrong, and repeats no value.

use super::server::Server;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Request};
use axum::response::IntoResponse;
use axum::routing::{any, get, post};
use http::{StatusCode, Uri};
use mrets_errors::axum::extract::{Extension, Form, Json, Path, Query, Refusal};
use mrets_errors::{ErrorObject, MretsError};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU8;
use uuid::Uuid;

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

#[derive(Debug, Serialize, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Fuel {
    Wind,
    Solar { tilt: u8 },
    Mixed(Vec<u8>),
    Both(u8, u8),
}

#[derive(Debug, Serialize, Deserialize, PartialEq)]
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
            "/optional",
            any(|uri: Uri, json: Option<Json<u8>>| async move { format!("{json:?} {uri}") }),
        )
        .route(
            "/form",
            get(|Form(page): Form<Page>| async { Json(page) })
                .post(|Form(page): Form<Page>| async { Form(page) }),
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
        .route(
            "/pairs/{id}/{kind}",
            get(|Path(pairs): Path<Vec<(String, String)>>| async move { Json(pairs) }),
        )
        .route(
            "/list/{id}/{kind}",
            get(|Path(list): Path<Vec<u8>>| async move { Json(list) }),
        )
        .route(
            "/fuel/{fuel}",
            get(|Path(fuel): Path<Fuel>| async move { Json(fuel) }),
        )
        .route(
            "/maybe/{id}",
            get(|id: Option<Path<u8>>| async move { format!("{id:?}") }),
        )
        .route(
            "/maybe",
            get(|id: Option<Path<u8>>| async move { format!("{id:?}") }),
        )
        .route("/defect/{id}", get(|_: Path<(u8, u8)>| async { "ok" }))
        .route("/defect/name/{id}", get(|_: Path<Page>| async { "ok" }))
        .route("/extension", get(|_: Extension<u8>| async { "ok" }))
        .route(
            "/extension/maybe",
            get(|extension: Option<Extension<u8>>| async move { format!("{extension:?}") }),
        )
        .route(
            "/extension/there",
            get(|Extension(extension): Extension<u8>| async move { extension.to_string() })
                .layer(axum::Extension(7_u8)),
        )
        .route("/unwritable", get(|| async { Json(Unwritable) }))
        .layer(DefaultBodyLimit::max(1024))
}

struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("secret"))
    }
}

fn source(error: &ErrorObject) -> Value {
    serde_json::to_value(error).unwrap()["source"].clone()
}

#[tokio::test]
async fn an_input_that_fits_is_taken() {
    let server = Server::start(app()).await;
    let account =
        br#"{"name":"a","holdings":[{"quantity":1,"fuel":{"solar":{"tilt":2}}}],"notes":{}}"#;
    let echo = server
        .post("/json", "application/vnd.api+json; charset=utf-8", account)
        .await;
    assert_eq!((echo.status, echo.body.as_slice()), (200, &account[..]));
    assert_eq!(echo.header("content-type"), Some("application/json"));
    let form = "application/x-www-form-urlencoded";
    let echo = server.post("/form", form, b"size=1&number=2").await;
    assert_eq!(echo.header("content-type"), Some(form));
    assert_eq!(echo.body, b"size=1&number=2");
    for (path, answer) in [
        ("/form?size=1", r#"{"size":1,"number":null}"#),
        ("/query?size=7", "7"),
        ("/query?size=%37&other=x", "7"),
        ("/accounts/7/wind%20power", "7 wind power"),
        ("/named/7/8", r#"{"id":7,"kind":8}"#),
        ("/one/7", "7"),
        ("/pairs/7/x", r#"[["id","7"],["kind","x"]]"#),
        ("/list/7/8", "[7,8]"),
        ("/fuel/wind", r#""wind""#),
        ("/maybe/7", "Some(Path(7))"),
        ("/maybe", "None"),
        ("/extension/maybe", "None"),
        ("/extension/there", "7"),
    ] {
        let answer_of = server.get(path).await;
        assert_eq!(answer_of.status, 200, "{path}");
        assert_eq!(String::from_utf8(answer_of.body).unwrap(), answer, "{path}");
    }
}

#[tokio::test]
async fn a_body_may_be_absent() {
    let server = Server::start(app()).await;
    assert_eq!(server.get("/optional").await.body, b"None /optional");
    let there = server.post("/optional", "application/json", b"7").await;
    assert_eq!(there.body, b"Some(Json(7)) /optional");
    let wrong = server.post("/optional", "application/json", b"x").await;
    wrong.error(422);
    let other = server.post("/optional", "text/plain", b"7").await;
    assert_eq!(
        source(&other.error(415)),
        json!({ "header": "Content-Type" })
    );
    server.get("/maybe/x").await.error(400);
}

/// Checks each type with an input, the place, and the words.
#[test]
#[allow(clippy::too_many_lines, clippy::items_after_statements)] // A table, each type above its rows.
fn json_says_what_was_expected_and_where() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Strict {
        known: Option<u8>,
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Flat {
        #[serde(flatten)]
        page: PageOf,
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct PageOf {
        size: u8,
    }
    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Untagged {
        Number(u8),
        Flag(bool),
    }
    #[derive(Debug, Deserialize)]
    #[serde(tag = "kind")]
    #[allow(dead_code)]
    enum Tagged {
        LandRegistry { size: u8 },
    }
    #[derive(Debug, Deserialize)]
    #[serde(expecting = "a page of the register")]
    #[allow(dead_code)]
    struct Described(u8, u8);
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Wrapped(Vec<u8>);
    type Named<T> = BTreeMap<String, T>;

    words::<u32>("\"hunter2\"", "", "expected a whole number");
    words::<u32>("1.5", "", "expected a whole number");
    words::<u8>("300", "", "expected a whole number from 0 to 255");
    words::<i8>("-129", "", "expected a whole number from -128 to 127");
    words::<u32>("-1", "", "expected a whole number from 0 to 4294967295");
    words::<NonZeroU8>("0", "", "expected another whole number");
    words::<f64>("\"1\"", "", "expected a number");
    words::<bool>("0", "", "expected true or false");
    words::<char>("\"xy\"", "", "expected a single character");
    words::<String>("7", "", "expected a string");
    words::<()>("7", "", "expected null");
    words::<Option<u8>>("\"x\"", "", "expected a whole number");
    words::<Vec<u8>>("{}", "", "expected an array");
    words::<Vec<u8>>("[1, 2, true]", "/2", "expected a whole number");
    words::<(u8, u8)>("[1]", "", "expected an array of 2 elements");
    words::<(u8, u8)>("[1, 2, 3]", "", "expected an array of 2 elements");
    words::<[u8; 3]>("[1, 2]", "", "expected an array of 3 elements");
    words::<Named<u8>>("[]", "", "expected an object");
    words::<BTreeMap<u8, u8>>("{\"x\":1}", "", "expected a whole number");
    words::<Page>("7", "", "expected an object");
    words::<Page>("{\"number\":1}", "", "missing field `size`");
    words::<Page>("{\"size\":1,\"size\":1}", "/size", "duplicate field `size`");
    words::<Strict>("{\"unknown\":1}", "/unknown", "unknown field");
    words::<Wrapped>("[1, \"x\"]", "/1", "expected a whole number");
    words::<Described>("7", "", "expected a page of the register");
    words::<Uuid>("\"no uuid\"", "", "expected a formatted UUID string");
    words::<IpAddr>("\"127\"", "", "expected IP address");

    let choice = "expected one of the values that are allowed here";
    words::<Fuel>("\"coal\"", "", choice);
    words::<Fuel>("7", "", choice);
    words::<Fuel>("{\"coal\":1}", "", choice);
    words::<Fuel>("{\"wind\":1}", "", "expected a string");
    words::<Fuel>("\"solar\"", "", "expected an object");
    words::<Fuel>(
        "{\"solar\":{\"tilt\":\"x\"}}",
        "/solar/tilt",
        "expected a whole number",
    );
    words::<Fuel>("{\"solar\":[\"x\"]}", "/solar/0", "expected a whole number");
    words::<Fuel>("{\"solar\":7}", "/solar", "expected an object");
    words::<Fuel>(
        "{\"mixed\":[0,\"x\"]}",
        "/mixed/1",
        "expected a whole number",
    );
    words::<Fuel>("{\"both\":[0]}", "/both", "expected an array of 2 elements");
    words::<Named<Fuel>>("{\"a\":\"coal\"}", "/a", choice);

    // serde has buffered the value, and its error knows only the type.
    words::<Flat>("{\"size\":\"x\"}", "", "expected a whole number");
    words::<Flat>(
        "{\"size\":300}",
        "",
        "expected a whole number from 0 to 255",
    );
    words::<Untagged>("\"hunter2\"", "", "expected another value");
    words::<Named<Untagged>>("{\"a\":\"hunter2\"}", "/a", "expected another value");
    words::<Tagged>("{\"kind\":\"x\"}", "/kind", choice);
    words::<Tagged>(
        "{\"kind\":\"LandRegistry\",\"size\":[]}",
        "",
        "expected a whole number",
    );
    words::<Tagged>("7", "", "expected another value");

    words::<Named<u8>>("{\"a/b~c\":\"x\"}", "/a~1b~0c", "expected a whole number");
    words::<Named<u8>>("{\"\":\"x\"}", "/", "expected a whole number");
    // A name with a line break, or too long to repeat: the pointer ends at the place around it.
    words::<Named<Named<u8>>>("{\"a\":{\"b\\nc\":\"x\"}}", "/a", "expected a whole number");
    let long = format!("{{\"a\":{{\"{}\":\"x\"}}}}", "b".repeat(65));
    words::<Named<Named<u8>>>(&long, "/a", "expected a whole number");
}

#[track_caller]
fn words<T: DeserializeOwned + fmt::Debug>(body: &str, pointer: &str, words: &str) {
    let refusal = Json::<T>::from_bytes(body.as_bytes()).unwrap_err();
    let envelope = refusal.to_envelope();
    assert_eq!(refusal.status(), 422);
    assert_eq!(
        source(&envelope.errors[0]),
        json!({ "pointer": pointer }),
        "{body}"
    );
    assert_eq!(
        refusal.detail(),
        format!("The body does not fit: {words}."),
        "{body}"
    );
}

/// The texts of a type's own `Deserialize` may hold the value, and the type's name.
#[test]
#[allow(clippy::items_after_statements)] // Each type stands above its rows.
fn texts_of_types_are_not_repeated() {
    #[derive(Debug)]
    struct PinCode;

    impl<'de> Deserialize<'de> for PinCode {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct PinVisitor;

            impl serde::de::Visitor<'_> for PinVisitor {
                type Value = PinCode;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("a PinCode of four digits")
                }

                fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<PinCode, E> {
                    match text.len() {
                        7 => Err(E::custom(format!("{text} is no pin"))),
                        8 => {
                            let expected = format!("not {text}");
                            let expected: &str = &expected;
                            Err(E::invalid_value(
                                serde::de::Unexpected::Str(text),
                                &expected,
                            ))
                        }
                        _ => Err(E::invalid_type(serde::de::Unexpected::Other(text), &self)),
                    }
                }
            }

            deserializer.deserialize_str(PinVisitor)
        }
    }

    words::<PinCode>("\"hunter2\"", "", "expected another string");
    words::<PinCode>("\"hunter22\"", "", "expected another string");
    words::<PinCode>("\"hunter222\"", "", "expected a string");
    words::<PinCode>("7", "", "expected a string");

    #[derive(Debug)]
    struct Always;

    impl<'de> Deserialize<'de> for Always {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            Err(D::Error::custom(text))
        }
    }

    words::<[Always; 1]>("[\"hunter2\"]", "/0", "expected another value");
}

#[tokio::test]
async fn malformed_json_has_no_source() {
    let server = Server::start(app()).await;
    for (body, why) in [
        (&b""[..], "it ends too early"),
        (b"{", "it ends too early"),
        (b"\xff", "it is not UTF-8"),
        (b"{\"name\":\"\xff\"}", "it is not UTF-8"),
        (br#"{"name":"a","holdings":[]} x"#, "line 1, column 28"),
        (b"{\n  hunter2", "line 2, column 3"),
    ] {
        let error = server
            .post("/json", "application/json", body)
            .await
            .error(422);
        assert_eq!(source(&error), Value::Null, "{body:?}");
        let detail = format!("The body is malformed JSON: {why}.");
        assert_eq!(error.detail.unwrap(), detail, "{body:?}");
    }
    for content_type in ["text/plain", "text/json", "application/jsonp", "json"] {
        let error = server.post("/json", content_type, b"{}").await.error(415);
        assert_eq!(source(&error), json!({ "header": "Content-Type" }));
        assert_eq!(
            error.detail.unwrap(),
            "The body has another Content-Type: expected application/json."
        );
    }
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
    let form = "application/x-www-form-urlencoded";
    for (query, parameter, words) in [
        ("size=hunter2", "size", "expected a whole number"),
        ("size=", "size", "expected a whole number"),
        (
            "size=1&number=300",
            "number",
            "expected a whole number from 0 to 255",
        ),
        (
            "size=1&number=-1",
            "number",
            "expected a whole number from 0 to 255",
        ),
        ("size=1&size=2", "size", "duplicate field `size`"),
    ] {
        for path in ["/query", "/form"] {
            let error = server.get(&format!("{path}?{query}")).await.error(400);
            assert_eq!(
                source(&error),
                json!({ "parameter": parameter }),
                "{path} {query}"
            );
            let detail = format!("The query does not fit: {words}.");
            assert_eq!(error.detail.unwrap(), detail, "{path} {query}");
        }
        let error = server.post("/form", form, query.as_bytes()).await;
        let error = error.error(422);
        assert_eq!(
            source(&error),
            json!({ "pointer": format!("/{parameter}") })
        );
        assert_eq!(
            error.detail.unwrap(),
            format!("The body does not fit: {words}.")
        );
    }
    // The parameter that is missing is the one to blame; in a body there is no such place to point at.
    let error = server.get("/query").await.error(400);
    assert_eq!(source(&error), json!({ "parameter": "size" }));
    assert_eq!(
        error.detail.unwrap(),
        "The query does not fit: missing field `size`."
    );
    let error = server.post("/form", form, b"").await.error(422);
    assert_eq!(source(&error), json!({ "pointer": "" }));
    let error = server
        .post("/form", "text/plain", b"size=1")
        .await
        .error(415);
    assert_eq!(source(&error), json!({ "header": "Content-Type" }));
    let large = vec![b'x'; 2000];
    server.post("/form", form, &large).await.error(413);
}

#[tokio::test]
async fn paths_say_which() {
    let server = Server::start(app()).await;
    for (path, parameter, words) in [
        ("/accounts/hunter2/wind", "id", "expected a whole number"),
        ("/accounts/x%0Ay/wind", "id", "expected a whole number"),
        ("/accounts/1/%ff", "kind", "expected UTF-8"),
        ("/named/1/x", "kind", "expected a whole number"),
        (
            "/named/300/1",
            "id",
            "expected a whole number from 0 to 255",
        ),
        ("/list/1/x", "kind", "expected a whole number"),
        ("/one/x", "id", "expected a whole number"),
        (
            "/fuel/coal",
            "fuel",
            "expected one of the values that are allowed here",
        ),
        (
            "/fuel/solar",
            "fuel",
            "expected one of the values that are allowed here",
        ),
    ] {
        let error = server.get(path).await.error(400);
        assert_eq!(source(&error), json!({ "parameter": parameter }), "{path}");
        assert_eq!(
            error.detail.unwrap(),
            format!("The path does not fit: {words}."),
            "{path}"
        );
    }
}

/// The client is told nothing of a defect of the service; the log event names the type.
#[tokio::test]
async fn defects_are_for_the_log() {
    let server = Server::start(app()).await;
    for path in ["/defect/1", "/defect/name/1", "/extension", "/unwritable"] {
        let error = server.get(path).await.error(500);
        let private = ErrorObject::new(StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(error, private, "{path}");
    }
    let mut parts = Request::new(axum::body::Body::empty()).into_parts().0;
    let missing = <Extension<Uuid> as FromRequestParts<()>>::from_request_parts(&mut parts, &());
    let missing = missing.await.unwrap_err();
    let (log, _) = super::log::logged(|| missing.into_response());
    let event = "ERROR request{path=\"/\"}: mrets_errors::log: an extractor cannot read `uuid::Uuid`: the \
                 request has no extension of this type status=500 code=\"500\" variant=\"Defect\" ";
    assert!(log.starts_with(event), "{log}");
}

/// A handler can use ours in place of axum's.
#[tokio::test]
async fn they_stand_in_for_the_frameworks_own() {
    let json: Json<u8> = 7.into();
    assert_eq!((*json, json.into_inner()), (7, 7));
    let uri = Uri::from_static("/?size=7");
    let mut query = Query::<Page>::try_from_uri(&uri).unwrap();
    query.number = Some(1);
    let page = Page {
        size: 7,
        number: Some(1),
    };
    assert_eq!(query.0, page);
    let refused = Query::<Page>::try_from_uri(&Uri::from_static("/?size=x"));
    assert_eq!(refused.unwrap_err().status(), 400);
    assert_eq!(Form::from(page).into_response().status(), 200);
    let refused: Result<Json<u8>, Refusal> = Json::from_request(Request::default(), &()).await;
    assert_eq!(refused.unwrap_err().status(), 415);
}

/// Reads JSON as deep as serde_json allows, on a thread of the usual size.
#[test]
fn deep_json_is_read_twice() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Tree {
        leaf: Option<u8>,
        #[serde(default)]
        branches: Vec<Tree>,
    }
    let depth = 60;
    let deep = format!(
        "{}{{\"leaf\":\"x\"}}{}",
        "{\"branches\":[".repeat(depth),
        "]}".repeat(depth)
    );
    let refusal = Json::<Tree>::from_bytes(deep.as_bytes()).unwrap_err();
    assert_eq!(
        refusal.detail(),
        "The body does not fit: expected a whole number."
    );
    let pointer = refusal.to_envelope().errors[0]
        .source
        .clone()
        .unwrap()
        .pointer
        .unwrap();
    assert!(pointer.len() <= 160 && pointer.starts_with("/branches/0/branches/0"));
    let deeper = "[".repeat(100_000);
    let refusal = Json::<Value>::from_bytes(deeper.as_bytes()).unwrap_err();
    assert_eq!(refusal.status(), 422);
}

/// A service merges this into its own catalogue.
#[test]
fn refusals_have_a_catalogue() {
    let catalog = Refusal::catalog();
    let statuses = catalog.entries().filter_map(|entry| entry.status);
    let statuses: BTreeSet<u16> = statuses.map(|status| status.as_u16()).collect();
    assert_eq!(statuses, BTreeSet::from([400, 413, 415, 422, 500]));
}
