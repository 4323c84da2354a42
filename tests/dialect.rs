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
    /// It can show a 500 alone.
    static NARROW: Dialect = Dialect::NEUTRAL
        .codes(Codes::SnakeCase)
        .body("text/plain", |error| {
            assert!(error.status().is_server_error());
            Body::text(format!("{}: {}", error.code(), error.detail()))
        });

    #[derive(Debug, MretsError)]
    #[mrets(dialect = PANICS)]
    #[status(429, retry_after = 7)]
    struct Panics;

    #[derive(Debug, MretsError)]
    #[mrets(dialect = FAILS)]
    #[status(404)]
    struct Fails;

    #[derive(Debug, MretsError)]
    #[mrets(dialect = NARROW)]
    #[status(404, detail = "{0}")]
    pub(super) struct Narrow(pub(super) &'static str);

    #[test]
    fn a_shape_that_fails_is_the_neutral_500() {
        let said = "An unexpected error occurred on the server. Try again later.";
        for response in [Panics.to_response(), Fails.to_response()] {
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(
                response.headers()[header::CONTENT_TYPE],
                "application/vnd.api+json"
            );
            assert_eq!(response.headers().len(), 1);
            let document: Value = serde_json::from_slice(response.body()).unwrap();
            assert_eq!(document["errors"][0]["detail"], said);
            assert_eq!(document["errors"][0]["status"], "500");
        }
    }

    pub(super) const NARROWED: &str =
        "internal_server_error: An unexpected error occurred on the server. Try again later.";

    #[test]
    fn the_500_has_the_shape_where_the_shape_can_show_it() {
        let response = Narrow("secret").to_response();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/plain");
        assert_eq!(response.body(), NARROWED);
        // Nobody asks the shape.
        let response = Narrow("here").to_response_as(Format::Problem);
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_layer_answers_in_place_of_a_shape_that_fails() {
    let router = || {
        Router::new()
            .route("/", get(|| async { broken::Narrow("here") }))
            .layer(EnvelopeLayer::new())
    };
    let (status, media_type, body) = ask(router(), "/", None).await;
    assert_eq!((status.as_u16(), &*media_type), (500, "text/plain"));
    assert_eq!(body, broken::NARROWED);
    let (status, _, body) = ask(router(), "/", Some("application/vnd.api+json")).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    let envelope = Envelope::from_slice(body.as_bytes()).unwrap();
    assert_eq!(envelope.errors[0].status.as_deref(), Some("500"));
    assert!(!body.contains("here"));
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

/// Two crates with two dialects, and one that declares the default.
mod precedence {
    use super::*;

    static MRETS: Dialect = Dialect::MRETS;

    #[derive(Debug, MretsError)]
    #[mrets(dialect = MRETS)]
    pub(super) enum Declared {
        #[status(404)]
        NotFound,
        #[status(transparent)]
        Shop(ShopError),
    }

    #[test]
    fn a_declared_default_comes_before_the_inner_ones() {
        assert_eq!(Declared::NotFound.code(), "404");
        let shop = Declared::Shop(ShopError::NoPage);
        assert_eq!(text(&shop), text(&Declared::NotFound));
        assert!(shop.detail().contains("URI requested is invalid"));
        // A written key before all.
        let written = Declared::Shop(ShopError::NoArticle { id: 7 });
        assert_eq!(written.code(), "no_article");
        assert_eq!(written.detail(), "There is no article 7.");
    }

    #[test]
    fn a_collection_speaks_as_its_errors_do() {
        let errors: Errors<ShopError> = [ShopError::NoPage, ShopError::NoArticle { id: 7 }]
            .into_iter()
            .collect();
        assert_eq!(
            text(&errors),
            r#"{"code":"not_found","message":"No such page in this shop."}"#
        );
        let boxed = AnyError::from(PlainError::Shop(ShopError::NoPage));
        assert_eq!(boxed.code(), "E_OTHER");
    }
}

#[tokio::test]
async fn a_declared_default_comes_before_the_layers() {
    let router = Router::new()
        .route("/", get(|| async { precedence::Declared::NotFound }))
        .layer(EnvelopeLayer::new().dialect(&shop::SHOP));
    let (_, media_type, body) = ask(router, "/", None).await;
    assert_eq!(media_type, "application/vnd.api+json");
    assert_eq!(body, text(&precedence::Declared::NotFound));
}

mod texts {
    use super::*;

    static ODD: Dialect = Dialect::NEUTRAL
        .challenge("Bearer realm=\"{a}\"")
        .texts(&[Text {
            status: 409,
            title: "\"{title}\"",
            detail: "{{0}}\r\n\\ \u{2028}{detail}",
        }]);

    #[derive(Debug, MretsError)]
    #[mrets(dialect = ODD)]
    #[status(409)]
    struct Odd;

    #[test]
    fn a_text_is_no_format_string() {
        let envelope = Envelope::from_slice(&Odd.to_json()).unwrap();
        let [error] = &envelope.errors[..] else {
            panic!()
        };
        assert_eq!(error.title.as_deref(), Some("\"{title}\""));
        assert_eq!(
            error.detail.as_deref(),
            Some("{{0}}\r\n\\ \u{2028}{detail}")
        );
        let page = Odd::catalog().to_html();
        assert!(page.contains("&#34;{title}&#34;"));
    }
}

/// CASES of two modules with one name.
mod addresses {
    use super::*;

    static PAGED: Dialect = Dialect::NEUTRAL.docs("https://shop.example/errors#{code}");

    mod invoices {
        #[derive(Debug, super::MretsError)]
        #[mrets(dialect = super::PAGED)]
        pub(super) enum Error {
            #[status(404)]
            NotFound,
        }
    }

    mod refunds {
        #[derive(Debug, super::MretsError)]
        #[mrets(dialect = super::PAGED)]
        pub(super) enum Error {
            #[status(404)]
            NotFound,
            #[status(409, code = "a/b")]
            Taken,
            #[status(.0)]
            RunTime(super::StatusCode),
            #[status(410, type = "https://other.example/gone")]
            Gone,
        }
    }

    fn link(error: &dyn MretsError) -> String {
        let links = error.to_envelope().errors[0].links.clone();
        links.unwrap().type_.unwrap()
    }

    #[test]
    fn each_error_has_the_address_that_the_page_has() {
        let invoice = link(&invoices::Error::NotFound);
        assert_eq!(
            invoice,
            "https://shop.example/errors#addresses-invoices-Error-NotFound"
        );
        let values = [
            refunds::Error::NotFound,
            refunds::Error::Taken,
            refunds::Error::RunTime(StatusCode::CONFLICT),
            refunds::Error::Gone,
        ];
        let links: Vec<_> = values.iter().map(|error| link(error)).collect();
        let catalog = refunds::Error::catalog();
        let of_page: Vec<_> = catalog
            .entries()
            .filter_map(mrets_errors::Entry::link)
            .collect();
        assert_eq!(links, of_page);
        assert!(!links.contains(&invoice));
        assert_eq!(links[1], "https://shop.example/errors#a%2Fb");
        assert_eq!(links[3], "https://other.example/gone");
        let page = catalog.to_html();
        assert!(page.contains(r#"<article id="addresses-refunds-Error-NotFound""#));
    }

    #[tokio::test]
    async fn a_layers_page_has_the_errors_of_types_without_a_dialect() {
        /// As a crate has it that declares no dialect.
        #[derive(Debug, MretsError)]
        #[mrets(dialect = mrets_errors::private::DEFAULT_DIALECT)]
        enum Undeclared {
            #[status(404)]
            NoPage,
            #[status(409, code = "taken", type = "https://other.example/taken")]
            Taken,
        }

        let router = Router::new()
            .route("/", get(|| async { Undeclared::NoPage }))
            .route("/taken", get(|| async { Undeclared::Taken }))
            .layer(EnvelopeLayer::new().dialect(&PAGED));
        for (path, link) in [
            (
                "/",
                "https://shop.example/errors#addresses-Undeclared-NoPage",
            ),
            ("/taken", "https://other.example/taken"),
        ] {
            let (_, _, body) = ask(router.clone(), path, None).await;
            let envelope = Envelope::from_slice(body.as_bytes()).unwrap();
            let links = envelope.errors[0].links.as_ref().unwrap();
            assert_eq!(links.type_.as_deref(), Some(link));
        }
    }
}

mod client {
    use super::*;
    use http::Response;
    use mrets_errors::{ApiError, Failure, Known, ResponseExt as _};
    use serde::Deserialize;
    use serde_json::Map;
    use std::borrow::Cow;

    static SHAPED: Dialect = Dialect::NEUTRAL
        .codes(Codes::SnakeCase)
        .body("application/json", shape)
        .read(read);

    #[derive(Serialize, Deserialize)]
    struct Shape<'a> {
        error: Cow<'a, str>,
        #[serde(default)]
        with: Map<String, Value>,
    }

    fn shape(error: &PublicError<'_>) -> Body {
        let first = &error.errors()[0];
        Body::json(&Shape {
            error: error.code().into(),
            with: first.meta.clone().unwrap_or_default(),
        })
    }

    fn read(body: &[u8]) -> Option<Envelope> {
        assert!(body != b"panic", "a reader");
        let Shape { error, with } = serde_json::from_slice(body).ok()?;
        let mut object = ErrorObject::default().with_code(error);
        object.meta = Some(with);
        Some(Envelope::new([object]))
    }

    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(decode, dialect = SHAPED)]
    enum Inner {
        #[status(404)]
        NoPage,
        #[status(409, code = "taken", detail = "{by} has it.")]
        Taken { by: String },
        #[status(503)]
        Away,
    }

    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(decode, codes = "kebab-case", dialect = super::PLAIN)]
    enum OtherDialect {
        #[status(transparent)]
        Inner(Inner),
        #[status(400)]
        Bad,
    }

    fn back<E: MretsError + mrets_errors::Decode>(error: &E) -> Option<E> {
        E::from_failure(&Failure::from(&error.to_response())).ok()
    }

    #[test]
    fn a_round_trip_gives_the_variant() {
        let taken = || Inner::Taken { by: "9".to_owned() };
        for error in [Inner::NoPage, taken(), Inner::Away] {
            let response = error.to_response();
            assert!(response.body().starts_with(br#"{"error":"#));
            assert_eq!(back(&error).as_ref(), Some(&error));
            for format in [Format::JsonApi, Format::Problem] {
                let response = error.to_response_as(format);
                let failure = Failure::from(&response);
                assert_eq!(Inner::from_failure(&failure).as_ref(), Ok(&error));
            }
            let boxed = Errors::from(Box::new(error));
            assert_eq!(back(&boxed), Some(boxed));
        }
        let errors = Errors::from(taken());
        assert_eq!(back(&errors), Some(errors));
        let known = Known::Known(taken());
        assert_eq!(back(&known), Some(known));
        // The outer type's dialect has no shape of its own, and other codes.
        for error in [
            OtherDialect::Inner(Inner::NoPage),
            OtherDialect::Inner(taken()),
            OtherDialect::Bad,
        ] {
            assert_eq!(back(&error).as_ref(), Some(&error));
        }
    }

    #[test]
    fn decode_of_a_response_knows_the_dialect() {
        let response = Inner::Taken { by: "9".to_owned() }.to_response();
        let Err(ApiError::Domain { error, failure, .. }) = response.decode::<Value, Inner>() else {
            panic!()
        };
        assert_eq!(error, Inner::Taken { by: "9".to_owned() });
        assert_eq!(failure.to_string(), "409 Conflict (code taken)");
    }

    fn answer(status: u16, media_type: &str, body: &str) -> Failure {
        let response = Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, media_type);
        Failure::from(&response.body(body.to_owned()).unwrap())
    }

    #[test]
    fn strangers_are_none_of_ours() {
        for (status, media_type, body) in [
            // Another shape, though a code is the same.
            (
                404,
                "application/json",
                r#"{"code":"not_found","message":"no route"}"#,
            ),
            // Another status.
            (502, "application/json", r#"{"error":"taken"}"#),
            (
                404,
                "application/json",
                r#"{"error":"service_unavailable"}"#,
            ),
            (409, "application/json", r#"{"error":"not_found"}"#),
            // It says that it is another document.
            (
                409,
                "application/vnd.api+json",
                r#"{"error":"taken","with":{"by":"9"}}"#,
            ),
            (
                409,
                "application/problem+json",
                r#"{"error":"taken","with":{"by":"9"}}"#,
            ),
            (409, "text/html", "<p>taken</p>"),
            (409, "application/json", "panic"),
            (409, "application/json", ""),
        ] {
            let failure = answer(status, media_type, body);
            let result = Inner::from_failure(&failure);
            assert!(result.is_err(), "{status} {media_type} {body}: {result:?}");
        }
        // The dialect has no reader.
        #[derive(Debug, MretsError)]
        #[mrets(decode, codes = "snake_case")]
        enum Unread {
            #[status(404)]
            NotFound,
        }
        let failure = answer(404, "application/json", r#"{"code":"not_found"}"#);
        assert!(Unread::from_failure(&failure).is_err());
    }

    #[test]
    fn the_codes_of_a_dialect_are_those_of_its_types() {
        let object = |code: &str, status| ErrorObject::new(status).with_code(code);
        let from = |code: &str, status| {
            let object = object(code, status);
            Inner::from_error_object(&object).ok()
        };
        assert_eq!(
            from("not_found", StatusCode::NOT_FOUND),
            Some(Inner::NoPage)
        );
        assert_eq!(from("404", StatusCode::NOT_FOUND), Some(Inner::NoPage));
        assert_eq!(from("not_found", StatusCode::GONE), None);
        assert_eq!(from("gone", StatusCode::GONE), None);

        #[derive(Debug, PartialEq, MretsError)]
        #[mrets(decode, dialect = PLAIN)]
        enum OwnCodes {
            #[status(409)]
            Taken,
            #[status(503)]
            Away,
            #[status(502)]
            Bad,
        }
        for error in [OwnCodes::Taken, OwnCodes::Away, OwnCodes::Bad] {
            assert_eq!(back(&error), Some(error));
        }
    }

    #[test]
    fn a_client_may_say_the_dialect() {
        /// As a crate has it that declares no dialect.
        #[derive(Debug, PartialEq, MretsError)]
        #[mrets(decode, dialect = mrets_errors::private::DEFAULT_DIALECT)]
        enum Undeclared {
            #[status(404)]
            NoPage,
        }

        let failure = || answer(404, "application/json", r#"{"error":"not_found"}"#);
        assert!(Undeclared::from_failure(&failure()).is_err());
        let failure = failure().in_dialect(&SHAPED);
        assert_eq!(failure.error().code.as_deref(), Some("not_found"));
        assert_eq!(Undeclared::from_failure(&failure), Ok(Undeclared::NoPage));
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

mod documents {
    use super::*;
    use mrets_errors::tower::EnvelopeLayer;
    use mrets_errors::{Catalog, Entry};

    /// As crates have them that declare no dialect.
    #[derive(Debug, MretsError)]
    #[mrets(dialect = mrets_errors::private::DEFAULT_DIALECT)]
    enum Undeclared {
        #[status(404)]
        NoPage,
        #[status(401)]
        Stranger,
        #[status(409, code = "taken", detail = "{0} has it.", meta(by = .0))]
        Taken(u32),
        #[status(401, challenge = "Basic")]
        Basic,
        #[status(429, retry_after = 1)]
        Limited,
        #[status(.0)]
        Upstream(StatusCode),
        #[status(304)]
        Same,
    }

    fn entry(catalog: &Catalog, variant: &str) -> Entry {
        let mut entries = catalog.entries();
        *entries.find(|entry| entry.variant == variant).unwrap()
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

    #[test]
    fn the_outer_types_dialect_comes_before_the_inner_ones() {
        let catalog = PlainError::catalog();
        assert_eq!(entry(&catalog, "NoPage").code, Some("E_OTHER"));
        assert_eq!(
            entry(&catalog, "NoPage").media_type,
            "application/vnd.api+json"
        );
        assert_eq!(entry(&catalog, "NoArticle").code, Some("no_article"));
        // By itself it speaks as it does.
        assert_eq!(
            entry(&ShopError::catalog(), "NoPage").code,
            Some("not_found")
        );
        // One code of several statuses is no contradiction: nobody wrote it.
        assert!(!catalog.to_html().contains("contradict"));
    }

    #[test]
    fn the_catalogue_of_another_dialect() {
        let catalog = Undeclared::catalog().dialect(&shop::SHOP);
        let no_page = entry(&catalog, "NoPage");
        assert_eq!(no_page.code, Some("not_found"));
        assert_eq!(no_page.title, Some("Not here"));
        assert_eq!(no_page.media_type, "application/json");
        assert_eq!(no_page.anchor(), "not_found");
        assert_eq!(
            no_page.link().as_deref(),
            Some("https://shop.example/errors#not_found")
        );
        let taken = entry(&catalog, "Taken");
        assert_eq!(
            (taken.code, taken.detail),
            (Some("taken"), Some("{0} has it."))
        );
        let challenge = |variant: &str| entry(&catalog, variant).challenge;
        assert_eq!(challenge("Stranger"), Some("Bearer realm=\"shop\""));
        assert_eq!(challenge("Basic"), Some("Basic"));
        assert_eq!(challenge("NoPage"), None);
        // A layer makes the same of them.
        let error = Undeclared::catalog();
        assert_eq!(entry(&error, "NoPage").code, Some("404"));
        assert_eq!(entry(&error, "Stranger").challenge, Some("ApiKey"));
        let back = catalog.dialect(&mrets_errors::private::DEFAULT_DIALECT);
        assert_eq!(back.to_json(), error.to_json());
        let layer = EnvelopeLayer::catalog().dialect(&shop::SHOP);
        assert_eq!(entry(&layer, "NoRoute").code, Some("not_found"));
    }

    #[test]
    fn the_page_shows_what_a_client_gets() {
        let catalog = Undeclared::catalog()
            .with_examples([Undeclared::Taken(7)])
            .dialect(&shop::SHOP);
        let page = catalog.to_markdown();
        for text in [
            "{\n  \"code\": \"not_found\",\n  \"message\": \"No such page in this shop.\"\n}",
            "{\n  \"code\": \"taken\",\n  \"message\": \"7 has it.\"\n}",
            "| 404 | Not here | No such page in this shop. |",
        ] {
            assert!(page.contains(text), "{text}\n{page}");
        }
        assert!(
            !page.contains("M-RETS") && !page.contains("ApiKey"),
            "{page}"
        );
        let html = catalog.to_html();
        for text in [
            "content-type: application/json\n",
            "www-authenticate: Bearer realm=&#34;shop&#34;",
        ] {
            assert!(html.contains(text), "{text}\n{html}");
        }
        let json = catalog.to_json();
        assert_eq!(
            json["errors"][0]["example"],
            json!({ "code": "not_found", "message": "No such page in this shop." })
        );
        // The order of the calls does not matter.
        let other = Undeclared::catalog()
            .dialect(&shop::SHOP)
            .with_examples([Undeclared::Taken(7)]);
        assert_eq!(other.to_json(), json);
    }

    #[test]
    fn the_lock_has_the_codes_that_clients_see() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("errors.lock.json");
        let catalog = || Undeclared::catalog().dialect(&shop::SHOP);
        catalog().bless(&path).unwrap();
        let lock = std::fs::read_to_string(&path).unwrap();
        assert!(
            lock.contains("\"code\":\"not_found\"") || lock.contains("\"code\": \"not_found\"")
        );
        assert!(lock.contains("https://shop.example/errors#not_found"));
        assert!(catalog().check(&path).unwrap().is_empty());
        // Another dialect breaks clients.
        assert!(Undeclared::catalog().check(&path).is_err());
    }

    fn content(catalog: &Catalog, status: &str) -> Value {
        let document = json!({
            "paths": { "/": { "get": { "responses": catalog.openapi_responses() } } },
            "components": catalog.openapi_components(),
        });
        catalog.check_openapi(&document).unwrap();
        let responses = document["components"]["responses"].as_object().unwrap();
        let mut names = responses.keys();
        let name = names.find(|name| name.ends_with(&format!(".{status}")));
        responses[name.unwrap()].clone()
    }

    #[test]
    fn openapi_has_the_shape_beside_the_standards() {
        let catalog = Undeclared::catalog().dialect(&shop::SHOP);
        let response = content(&catalog, "404");
        assert_eq!(response["description"], "No such page in this shop.");
        let content = response["content"].as_object().unwrap();
        let mut types: Vec<_> = content.keys().map(String::as_str).collect();
        types.sort_unstable();
        assert_eq!(
            types,
            [
                "application/json",
                "application/problem+json",
                "application/vnd.api+json"
            ]
        );
        let own = &content["application/json"];
        assert_eq!(
            own["schema"],
            json!({ "type": "object", "additionalProperties": true })
        );
        assert_eq!(
            own["examples"]["not_found"]["value"],
            json!({ "code": "not_found", "message": "No such page in this shop." })
        );
        let standard = &content["application/vnd.api+json"]["schema"]["$ref"];
        assert!(standard.as_str().unwrap().ends_with("Undeclared.envelope"));
    }

    #[test]
    fn openapi_has_the_schema_that_the_dialect_says() {
        static TYPED: Dialect = Dialect::NEUTRAL
            .body("application/x-shop", |error| Body::text(error.code()))
            .schema(|| json!({ "type": "string", "maxLength": 20 }));
        static TEXT: Dialect =
            Dialect::NEUTRAL.body("text/plain", |error| Body::text(error.code()));
        static LIST: Dialect =
            Dialect::NEUTRAL.body("application/x-list+json", |_| Body::json(&[1]));
        static BROKEN: Dialect = Dialect::NEUTRAL.body("application/x-none", |_| panic!("a shape"));
        static PROBLEM: Dialect = Dialect::NEUTRAL.problem();

        let described = |dialect, media_type: &str| {
            let catalog = Undeclared::catalog().dialect(dialect);
            let response = content(&catalog, "404");
            assert_eq!(
                response["description"],
                "Nothing was found at this address."
            );
            response["content"][media_type].clone()
        };
        let typed = described(&TYPED, "application/x-shop");
        assert_eq!(
            typed["schema"],
            json!({ "type": "string", "maxLength": 20 })
        );
        let text = described(&TEXT, "text/plain");
        assert_eq!(text["schema"], json!({ "type": "string" }));
        let [example] = text["examples"]
            .as_object()
            .unwrap()
            .values()
            .collect::<Vec<_>>()[..]
        else {
            panic!()
        };
        assert_eq!(example["value"], "404");
        assert_eq!(
            described(&LIST, "application/x-list+json").get("schema"),
            None
        );
        assert_eq!(described(&BROKEN, "application/x-none"), json!({}));
        let problem = described(&PROBLEM, "application/problem+json");
        let schema = problem["schema"]["$ref"].as_str().unwrap();
        assert!(schema.ends_with("Undeclared.problem"));
        let examples = problem["examples"].as_object().unwrap();
        assert_eq!(
            examples.values().next().unwrap()["value"]["type"],
            "about:blank"
        );
    }
}
