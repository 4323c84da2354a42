//! actix-web.

use crate::cases::{self, Exception, Instead::Lacks, Instead::Status};
use crate::domain::{self, Account, Fuel, Order, Page, RegistryError};
use crate::speaking::{SHOP, speaks};
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{self, FormConfig, JsonConfig, Path, PathConfig, QueryConfig, resource};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, Responder, error};
use actix_web_lab::middleware::CatchPanic;
use mrets_errors::actix_web::{envelopes, envelopes_in, extract, not_found, rejection};
use mrets_errors::{AnyError, Errors, MretsError, PassThrough};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

async fn record(id: extract::Path<u32>) -> Result<&'static str, RegistryError> {
    domain::record(*id)
}

async fn domain(kind: Path<String>) -> Result<&'static str, RegistryError> {
    domain::domain(&kind)
}

async fn any(kind: Path<String>) -> Result<&'static str, AnyError> {
    domain::any(&kind)
}

async fn errors() -> Result<&'static str, Errors<domain::Blank>> {
    domain::errors()
}

async fn generic() -> Result<&'static str, domain::Generic<String>> {
    Err(domain::generic())
}

async fn anyhow() -> Result<&'static str, domain::AppError> {
    domain::anyhow()
}

async fn wrapper() -> Result<&'static str, domain::Wrapper> {
    domain::wrapper()
}

async fn search(page: extract::Query<Page>) -> String {
    page.page.to_string()
}

async fn account(account: extract::Json<Account>) -> String {
    account.into_inner().name
}

async fn order(order: extract::Json<Order>) -> String {
    domain::order(&order)
}

async fn form(order: extract::Form<Order>) -> String {
    domain::order(&order)
}

async fn line(path: extract::Path<(u32, Fuel)>) -> String {
    let (quantity, fuel) = path.into_inner();
    domain::line((quantity, &fuel))
}

async fn defect(_: extract::Path<(u8, u8)>) -> &'static str {
    "fits"
}

async fn text(status: Path<u16>) -> impl Responder {
    let status = StatusCode::from_u16(*status).unwrap();
    let mut response = HttpResponse::build(status);
    match status.as_u16() {
        503 => response
            .insert_header(("retry-after", "7"))
            .body("secret: 10.0.0.1 is down"),
        401 => response
            .insert_header(("www-authenticate", "Basic realm=\"x\""))
            .content_type("text/plain")
            .body("by hand"),
        413 => response.content_type("text/plain").body("x".repeat(2_000)),
        _ => response.content_type("text/plain").body("by hand"),
    }
}

async fn by_hand(name: Path<String>) -> HttpResponse {
    let (head, body) = domain::by_hand(&name).into_parts();
    let status = StatusCode::from_u16(head.status.as_u16()).unwrap();
    let mut response = HttpResponse::build(status);
    for (name, value) in &head.headers {
        response.append_header((name.as_str(), value.as_bytes()));
    }
    let mut response = response.body(body);
    if let Some(mark) = head.extensions.get::<PassThrough>() {
        response.extensions_mut().insert(*mark);
    }
    response
}

async fn endless(status: Path<u16>) -> HttpResponse {
    let status = StatusCode::from_u16(*status).unwrap();
    HttpResponse::build(status)
        .content_type("text/plain")
        .streaming(domain::endless())
}

async fn cached(request: HttpRequest) -> HttpResponse {
    let known = request.headers().get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known == domain::ETAG) {
        let mut response = HttpResponse::NotModified();
        return response
            .insert_header((header::ETAG, domain::ETAG))
            .finish();
    }
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::ETAG, domain::ETAG))
        .body("fresh")
}

async fn lock() -> &'static str {
    domain::lock("actix-web")
}

/// actix-web has neither time-outs of handlers nor limits of requests: both are middleware.
async fn patient(
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, actix_web::Error> {
    let answer = timeout(Duration::from_millis(10), next.call(request)).await;
    answer.unwrap_or_else(|_| Err(error::ErrorGatewayTimeout("secret: the handler never ends")))
}

async fn limited(
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, actix_web::Error> {
    static PLACES: Semaphore = Semaphore::const_new(0);
    match PLACES.try_acquire() {
        Ok(_place) => next.call(request).await,
        Err(_) => {
            let mut response = HttpResponse::ServiceUnavailable();
            let response = response.insert_header((header::RETRY_AFTER, "1")).finish();
            Ok(request.into_response(response))
        }
    }
}

async fn panic() -> &'static str {
    panic!("secret")
}

async fn panic_number() -> &'static str {
    std::panic::panic_any(7)
}

pub(crate) const EXCEPTIONS: &[Exception] = &[];

fn routes(config: &mut web::ServiceConfig) {
    config
        .service(
            resource("/records/{id}")
                .route(web::get().to(record))
                .route(web::head().to(record)),
        )
        .service(resource("/domain/{kind}").route(web::get().to(domain)))
        .service(resource("/any/{kind}").route(web::get().to(any)))
        .service(resource("/errors").route(web::get().to(errors)))
        .service(resource("/generic").route(web::get().to(generic)))
        .service(resource("/anyhow").route(web::get().to(anyhow)))
        .service(resource("/wrapper").route(web::get().to(wrapper)))
        .service(resource("/object").route(web::get().to(async || domain::object())))
        .service(resource("/envelope").route(web::get().to(async || domain::envelope())))
        .service(resource("/search").route(web::get().to(search)))
        .service(resource("/accounts").route(web::post().to(account)))
        .service(resource("/orders").route(web::post().to(order)))
        .service(
            resource("/orders/form")
                .route(web::get().to(form))
                .route(web::post().to(form)),
        )
        .service(resource("/orders/{id}/{fuel}").route(web::get().to(line)))
        .service(resource("/defect/{id}").route(web::get().to(defect)))
        .service(resource("/text/{status}").route(web::get().to(text)))
        .service(
            resource("/hand/{name}")
                .route(web::get().to(by_hand))
                .route(web::head().to(by_hand)),
        )
        .service(resource("/endless/{status}").route(web::get().to(endless)))
        .service(resource("/cached").route(web::get().to(cached)))
        .service(resource("/lock").route(web::get().to(lock)))
        .service(
            resource("/slow")
                .route(web::get().to(std::future::pending::<&str>))
                .wrap(from_fn(patient)),
        )
        .service(
            resource("/busy")
                .route(web::get().to(async || "not busy"))
                .wrap(from_fn(limited)),
        )
        .service(resource("/panic").route(web::get().to(panic)))
        .service(resource("/panic/number").route(web::get().to(panic_number)));
}

/// The whole service, until the test's runtime ends.
pub(crate) fn serve_all() -> SocketAddr {
    let server = HttpServer::new(|| {
        App::new()
            .app_data(JsonConfig::default().limit(1024))
            .app_data(FormConfig::default().limit(1024))
            .configure(routes)
            .wrap(CatchPanic::default())
            .wrap(from_fn(envelopes))
    });
    let server = server.workers(1).disable_signals();
    let server = server.bind("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    address
}

#[tokio::test]
async fn every_answer_is_an_envelope() {
    cases::run(serve_all(), EXCEPTIONS).await;
}

#[tokio::test]
async fn the_middleware_speaks_its_dialect() {
    let server = HttpServer::new(|| {
        App::new()
            .app_data(JsonConfig::default().limit(1024))
            .configure(routes)
            .wrap(from_fn(envelopes_in(&SHOP)))
    });
    let server = server.workers(1).disable_signals();
    let server = server.bind("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    speaks(address).await;
}

/// A service without the middleware: the config of each extractor, and the default service.
#[tokio::test]
async fn handlers_of_extractors() {
    const WHERE: &str = "actix-web's own error does not say where";

    let server = HttpServer::new(|| {
        App::new()
            .app_data(JsonConfig::default().limit(1024).error_handler(rejection))
            .app_data(QueryConfig::default().error_handler(rejection))
            .app_data(PathConfig::default().error_handler(rejection))
            .app_data(FormConfig::default().error_handler(rejection))
            .route("/records/{id}", web::get().to(async |_: Path<u32>| "found"))
            .route(
                "/search",
                web::get().to(async |_: web::Query<Page>| "found"),
            )
            .route(
                "/accounts",
                web::post().to(async |_: web::Json<Account>| "taken"),
            )
            .default_service(web::to(not_found))
    });
    let server = server.workers(1).disable_signals();
    let server = server.bind("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    let extractors = [
        "an unknown path",
        "a bad path",
        "a bad query",
        "malformed JSON",
        "JSON of another shape",
        "no JSON",
        "no UTF-8",
        "too large JSON",
        "another content type",
    ];
    let exceptions = [
        ("a bad path", Status(404), "actix-web says so"),
        ("a bad query", Lacks("source"), WHERE),
        ("JSON of another shape", Lacks("source"), WHERE),
    ];
    let exceptions = exceptions.map(|(case, instead, reason)| Exception {
        case,
        instead,
        reason,
    });
    cases::run_some(address, &extractors, &exceptions).await;
}

/// Middleware that fails before any service is asked.
#[tokio::test]
async fn middleware_that_fails_is_answered() {
    let server = HttpServer::new(|| {
        App::new()
            .route("/records/{id}", web::get().to(record))
            .wrap(from_fn(async |_: ServiceRequest, _: Next<BoxBody>| {
                Err::<ServiceResponse, _>(error::ErrorConflict("by hand"))
            }))
            .wrap(from_fn(envelopes))
    });
    let server = server.workers(1).disable_signals();
    let server = server.bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/records/0", server.addrs()[0]);
    tokio::spawn(server.run());
    let response = reqwest::get(url).await.unwrap();
    assert_eq!(response.status(), 409);
    assert_eq!(
        response.text().await.unwrap(),
        r#"{"errors":[{"title":"Conflict","detail":"by hand","code":"409","status":"409"}]}"#
    );
}

#[tokio::test]
async fn own_extractors_repeat_nothing() {
    let server = HttpServer::new(|| {
        App::new()
            .route(
                "/orders",
                web::post().to(async |_: web::Json<Order>| "taken"),
            )
            .route(
                "/search",
                web::get().to(async |_: web::Query<Page>| "found"),
            )
            .wrap(from_fn(envelopes))
    });
    let server = server.workers(1).disable_signals();
    let server = server.bind("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    cases::own_extractors_repeat_nothing(address).await;
}

/// actix-web's own `HeaderMap` may stand in a `#[headers]` field.
#[test]
fn headers_of_its_own_map() {
    #[derive(Debug, MretsError)]
    enum Upstream {
        #[status(424)]
        Map(#[headers] header::HeaderMap),
        #[status(424)]
        Maybe(#[headers] Option<header::HeaderMap>),
    }
    let mut map = header::HeaderMap::new();
    let name = header::HeaderName::from_static("x-upstream");
    map.append(name.clone(), header::HeaderValue::from_static("1"));
    map.append(name, header::HeaderValue::from_static("2"));
    map.insert(
        header::CONTENT_LENGTH,
        header::HeaderValue::from_static("7"),
    );
    for error in [Upstream::Map(map.clone()), Upstream::Maybe(Some(map))] {
        let headers = error.headers();
        let values: Vec<_> = headers.get_all("x-upstream").iter().collect();
        assert_eq!(values, ["1", "2"]);
        assert_eq!(headers.len(), 2);
    }
}
