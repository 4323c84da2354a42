//! `EnvelopeLayer`: every error of a service is an envelope, over a real socket.

use crate::servers::layered::{request, through};
use crate::servers::server::{Answer, Server};
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Query};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use http::{Method, StatusCode, header};
use http_body::SizeHint;
use mrets_errors::tower::{EnvelopeLayer, PassThrough};
use mrets_errors::{AnyError, Dialect, Envelope, Errors, Format, MretsError, Problem};
use std::collections::HashMap;
use std::convert::Infallible;

const SECRET: &str = "the password is 1234";

#[derive(Debug, MretsError)]
#[status(409, code = "taken", detail = "{0} is taken.", headers("Vary" = "Origin, Accept"))]
struct Taken(&'static str);

#[derive(Debug, MretsError)]
#[status(404)]
#[mrets(dialect = crate::support::PLAIN_JSON)]
struct OwnMediaType;

fn app() -> Router {
    let large = |status: StatusCode| async move { (status, SECRET.repeat(5_000_000)) };
    Router::new()
        .route("/", get(|| async { "hello" }))
        .route("/json", post(|_: Json<HashMap<String, u8>>| async { "ok" }))
        .route("/query", get(|_: Query<HashMap<u8, u8>>| async { "ok" }))
        .route("/taken", get(|| async { Taken("name") }))
        .route("/own", get(|| async { OwnMediaType }))
        .route(
            "/teapot",
            get(|| async { (StatusCode::IM_A_TEAPOT, "short and stout") }),
        )
        .route(
            "/broken",
            get(|| async { (StatusCode::INTERNAL_SERVER_ERROR, SECRET) }),
        )
        .route("/away", get(away))
        .route("/large/400", get(move || large(StatusCode::BAD_REQUEST)))
        .route(
            "/large/500",
            get(move || large(StatusCode::INTERNAL_SERVER_ERROR)),
        )
        .route(
            "/latin1",
            get(|| text("text/plain; charset=iso-8859-1", b"caf\xe9")),
        )
        .route(
            "/invalid",
            get(|| text("text/plain; charset=utf-8", b"caf\xe9")),
        )
        .route("/html", get(|| text("text/html", b"<h1>no</h1>")))
        .route("/blank", get(|| text("text/plain", b" \n")))
        .route(
            "/endless",
            get(|| endless(StatusCode::BAD_GATEWAY, SizeHint::default())),
        )
        .route(
            "/longer",
            get(|| endless(StatusCode::FORBIDDEN, SizeHint::with_exact(20))),
        )
        .route("/proxied", get(proxied))
        .route("/unauthorized", get(|| async { StatusCode::UNAUTHORIZED }))
        .route("/not-modified", get(|| async { StatusCode::NOT_MODIFIED }))
        .layer(DefaultBodyLimit::max(1024))
        .layer(EnvelopeLayer::new())
}

async fn away() -> Response {
    let headers = [
        (header::RETRY_AFTER, "7"),
        (header::CONTENT_LANGUAGE, "en"),
        (header::CONTENT_ENCODING, "gzip"),
        (header::ETAG, "\"v1\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, SECRET).into_response()
}

fn text(content_type: &'static str, body: &'static [u8]) -> std::future::Ready<Response> {
    let headers = [(header::CONTENT_TYPE, content_type)];
    std::future::ready((StatusCode::FORBIDDEN, headers, body).into_response())
}

/// A body that never ends, and states any length.
struct Endless(SizeHint);

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        let data = http_body::Frame::data(Bytes::from_static(SECRET.as_bytes()));
        std::task::Poll::Ready(Some(Ok(data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.0
    }
}

fn endless(status: StatusCode, length: SizeHint) -> std::future::Ready<Response> {
    let headers = [(header::CONTENT_TYPE, "text/plain")];
    std::future::ready((status, headers, Body::new(Endless(length))).into_response())
}

async fn proxied() -> Response {
    let mut response = (StatusCode::BAD_GATEWAY, "what they said").into_response();
    response.extensions_mut().insert(PassThrough);
    response
}

impl Answer {
    /// The detail of the one error of an envelope of this status.
    fn detail(&self, status: u16) -> Option<String> {
        assert_eq!(self.header("vary"), Some("Accept"));
        let text = String::from_utf8(self.body.clone()).unwrap();
        assert!(!text.contains(SECRET), "{text}");
        self.error(status).detail
    }
}

fn description(status: u16) -> Option<String> {
    let status = StatusCode::from_u16(status).unwrap();
    mrets_errors::table::row(status).map(|row| row.description.to_owned())
}

#[tokio::test]
async fn answers_that_axum_gives_by_itself() {
    let server = Server::start(app()).await;
    assert_eq!(server.get("/nowhere").await.detail(404), description(404));
    let method = server.request("DELETE", "/", "", b"").await;
    assert_eq!(method.detail(405), None);
    assert_eq!(method.header("allow"), Some("GET,HEAD"));
    let query = server.get("/query?a=b").await.detail(400).unwrap();
    assert!(
        query.starts_with("Failed to deserialize query string"),
        "{query}"
    );
    let media_type = server
        .post("/json", "text/plain", b"{}")
        .await
        .detail(415)
        .unwrap();
    assert!(media_type.contains("Content-Type"), "{media_type}");
    let shape = server
        .post("/json", "application/json", b"[1]")
        .await
        .detail(422)
        .unwrap();
    assert!(shape.contains("invalid type"), "{shape}");
    let large = vec![b' '; 2000];
    assert!(
        server
            .post("/json", "application/json", &large)
            .await
            .detail(413)
            .is_some()
    );
}

#[tokio::test]
async fn malformed_json_of_axums_own_extractor_is_its_400() {
    let server = Server::start(app()).await;
    for body in [&b"{"[..], b"", b"\xff\xfe", b"{\"a\":}"] {
        let detail = server
            .post("/json", "application/json", body)
            .await
            .detail(400)
            .unwrap();
        assert!(
            detail.starts_with("Failed to parse the request body as JSON"),
            "{detail}"
        );
    }
}

#[tokio::test]
async fn the_text_of_a_4xx_is_the_detail() {
    let server = Server::start(app()).await;
    let text = server.get("/teapot").await.detail(418);
    assert_eq!(text.as_deref(), Some("short and stout"));
    assert_eq!(server.get("/large/400").await.detail(400), description(400));
    for path in ["/latin1", "/invalid", "/html", "/blank", "/longer"] {
        assert_eq!(
            server.get(path).await.detail(403),
            description(403),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_text_of_a_5xx_is_not() {
    let server = Server::start(app()).await;
    for path in ["/broken", "/large/500"] {
        assert_eq!(
            server.get(path).await.detail(500),
            description(500),
            "{path}"
        );
    }
    assert_eq!(server.get("/endless").await.detail(502), None);
}

#[tokio::test]
async fn headers_are_kept_except_for_the_bodys() {
    let server = Server::start(app()).await;
    let away = server.get("/away").await;
    assert_eq!(away.detail(503), description(503));
    assert_eq!(away.header("retry-after"), Some("7"));
    assert_eq!(away.header("cache-control"), Some("no-store"));
    for name in ["content-language", "content-encoding", "etag"] {
        assert_eq!(away.header(name), None, "{name}");
    }
    let unauthorized = server.get("/unauthorized").await;
    assert_eq!(unauthorized.detail(401), description(401));
    assert_eq!(unauthorized.header("www-authenticate"), Some("ApiKey"));
}

#[tokio::test]
async fn envelopes_are_sent_as_they_are() {
    let server = Server::start(app()).await;
    let taken = server.get("/taken").await;
    assert_eq!(taken.body, Taken("name").to_json());
    assert_eq!(taken.header("vary"), Some("Origin, Accept"));
    let own = server.get("/own").await;
    assert_eq!(own.body, OwnMediaType.to_json());
    assert_eq!(own.header("content-type"), Some("application/json"));
    assert_eq!(own.header("vary"), Some("Accept"));
}

#[tokio::test]
async fn accept_is_honoured() {
    let server = Server::start(app()).await;
    for (path, accept) in [
        ("/taken", "application/problem+json"),
        ("/taken", "text/html, application/problem+json;q=0.5"),
        ("/nowhere", "text/html\r\naccept: application/problem+json"),
    ] {
        let answer = server.accept(path, accept).await;
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
        let problem = Problem::from_slice(&answer.body).unwrap();
        assert_eq!(problem.status.unwrap().as_u16(), answer.status, "{path}");
    }
    let problem = server.accept("/taken", "application/problem+json").await;
    assert_eq!(
        Problem::from_slice(&problem.body).unwrap(),
        Taken("name").to_problem()
    );
    let plain = server.accept("/taken", "application/json").await;
    assert_eq!(plain.header("content-type"), Some("application/json"));
    assert_eq!(plain.body, Taken("name").to_json());
}

#[tokio::test]
async fn the_id_is_the_requests() {
    let server = Server::start(app()).await;
    let id = "x-request-id: 7f3a\r\n";
    for path in ["/nowhere", "/taken", "/broken"] {
        let answer = server.request("GET", path, id, b"").await;
        let envelope = Envelope::from_slice(&answer.body).unwrap();
        assert_eq!(envelope.errors[0].id.as_deref(), Some("7f3a"), "{path}");
        assert_eq!(
            answer.header("content-length").unwrap(),
            answer.body.len().to_string()
        );
    }
    let taken = server.request("GET", "/taken", id, b"").await;
    assert_eq!(taken.status, 409);
    assert_eq!(taken.header("vary"), Some("Origin, Accept"));
    let mut expected = Taken("name").to_envelope();
    expected.errors[0].id = Some("7f3a".to_owned());
    assert_eq!(taken.body, expected.to_json());
}

#[tokio::test]
async fn the_rest_is_untouched() {
    let server = Server::start(app()).await;
    let hello = server.get("/").await;
    assert_eq!((hello.status, hello.body.as_slice()), (200, &b"hello"[..]));
    assert_eq!(hello.header("vary"), None);
    let not_modified = server.get("/not-modified").await;
    assert_eq!(not_modified.status, 304);
    assert_eq!(not_modified.header("content-type"), None);
    let proxied = server.get("/proxied").await;
    assert_eq!(
        (proxied.status, proxied.body.as_slice()),
        (502, &b"what they said"[..])
    );
}

#[tokio::test]
async fn a_success_is_not_allocated_for() {
    use tower_layer::Layer as _;
    use tower_service::Service as _;

    #[derive(Clone)]
    struct Hello;

    impl tower_service::Service<http::Request<()>> for Hello {
        type Response = http::Response<http_body_util::Empty<Bytes>>;
        type Error = Infallible;
        type Future = std::future::Ready<Result<Self::Response, Infallible>>;

        fn poll_ready(
            &mut self,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Result<(), Infallible>> {
            std::task::Poll::Ready(Ok(()))
        }

        fn call(&mut self, _: http::Request<()>) -> Self::Future {
            std::future::ready(Ok(http::Response::default()))
        }
    }

    let request = || {
        let accept = http::HeaderValue::from_static("application/json, */*;q=0.1");
        let request = http::Request::builder().header("accept", accept);
        request.body(()).unwrap()
    };
    let mut service = EnvelopeLayer::new().layer(Hello);
    let wanted = request();
    let mut future = Box::pin(async { service.call(wanted).await });
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let info = allocation_counter::measure(|| {
        assert!(future.as_mut().poll(&mut cx).is_ready());
    });
    assert_eq!(info.count_total, 0, "{info:?}");
}

#[test]
fn a_dialect_of_the_same_words_sends_the_body_as_it_is() {
    static WITH_PAGE: Dialect = Dialect::MRETS.html();
    static NEUTRAL: Dialect = Dialect::NEUTRAL;

    #[derive(Debug, MretsError)]
    #[status(404)]
    struct Missing;

    let is_as_it_was = |dialect, response: fn() -> http::Response<Bytes>| {
        let layer = EnvelopeLayer::new().dialect(dialect);
        let through = |response| through(&layer, request(Method::GET, &[]), response);
        // From its first request on, responses carry data for the layer.
        through(response());
        let response = response();
        let body = response.body().clone();
        body.as_ptr() == through(response).1.as_ptr()
    };
    assert!(is_as_it_was(&WITH_PAGE, || Missing.to_response()));
    assert!(is_as_it_was(&WITH_PAGE, || Taken("name").to_response()));
    assert!(is_as_it_was(&NEUTRAL, || Taken("name").to_response()));
    assert!(!is_as_it_was(&NEUTRAL, || Missing.to_response()));
}

#[test]
fn a_chosen_problem_document_sums_up_in_the_words_of_the_layer() {
    static NEUTRAL: Dialect = Dialect::NEUTRAL;

    #[derive(Debug, MretsError)]
    #[status(422, code = "blank", title = "Blank", detail = "{0} is blank.")]
    struct Blank(&'static str);

    let several = || Errors::from_iter([AnyError::from(Blank("name")), Taken("email").into()]);
    let layer = EnvelopeLayer::new().dialect(&NEUTRAL);
    let through = |response| through(&layer, request(Method::GET, &[]), response).1;
    through(several().to_response());
    let body = through(several().to_response_as(Format::Problem));
    let problem = Problem::from_slice(&body).unwrap();
    assert_eq!(problem.title.as_deref(), Some("Bad Request"));
    assert_eq!(problem.detail, None);
}
