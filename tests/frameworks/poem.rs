//! poem.

use crate::cases::{self, Exception, Instead::Lacks};
use crate::domain::{self, Account, Fuel, Order, Page, RegistryError};
use crate::speaking::{SHOP, speaks};
use mrets_errors::poem::{Form, Json, Path, Query, envelopes, envelopes_in};
use mrets_errors::{Envelope, ErrorObject, Errors};
use poem::http::{HeaderMap, StatusCode};
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::middleware::{CatchPanic, SizeLimit};
use poem::{
    Body, Endpoint, EndpointExt, IntoResponse, Request, Response, Result, Route, Server, get,
    handler, post,
};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

#[handler]
fn record(Path(id): Path<u32>) -> Result<&'static str, RegistryError> {
    domain::record(id)
}

#[handler]
fn by_question_mark(Path(kind): Path<String>) -> Result<&'static str> {
    Ok(domain::domain(&kind)?)
}

#[handler]
fn any(Path(kind): Path<String>) -> Result<&'static str> {
    Ok(domain::any(&kind)?)
}

#[handler]
fn errors() -> Result<&'static str, Errors<domain::Blank>> {
    domain::errors()
}

#[handler]
fn generic() -> Result<&'static str, domain::Generic<String>> {
    Err(domain::generic())
}

#[handler]
fn anyhow() -> Result<&'static str, domain::AppError> {
    domain::anyhow()
}

#[handler]
fn wrapper() -> Result<&'static str, domain::Wrapper> {
    domain::wrapper()
}

#[handler]
fn object() -> ErrorObject {
    domain::object()
}

#[handler]
fn envelope() -> Envelope {
    domain::envelope()
}

#[handler]
fn search(Query(page): Query<Page>) -> String {
    page.page.to_string()
}

#[handler]
fn account(Json(account): Json<Account>) -> String {
    account.name
}

#[handler]
fn order(sent: Json<Order>) -> String {
    domain::order(&sent)
}

#[handler]
fn form(sent: Form<Order>) -> String {
    domain::order(&sent)
}

#[handler]
fn line(Path((quantity, fuel)): Path<(u32, Fuel)>) -> String {
    domain::line((quantity, &fuel))
}

#[handler]
fn defect(_: Path<(u8, u8)>) -> &'static str {
    "fits"
}

#[handler]
fn text(Path(status): Path<u16>) -> Response {
    let response = Response::builder()
        .status(StatusCode::from_u16(status).unwrap())
        .content_type("text/plain; charset=utf-8");
    match status {
        503 => response
            .header("retry-after", "7")
            .body("secret: 10.0.0.1 is down"),
        401 => response
            .header("www-authenticate", "Basic realm=\"x\"")
            .body("by hand"),
        413 => response.body("x".repeat(2_000)),
        _ => response.body("by hand"),
    }
}

#[handler]
fn by_hand(Path(name): Path<String>) -> Response {
    let (head, body) = domain::by_hand(&name).into_parts();
    let mut response = Response::from(body);
    response.set_status(head.status);
    *response.headers_mut() = head.headers;
    *response.extensions_mut() = head.extensions;
    response
}

#[handler]
fn endless(Path(status): Path<u16>) -> Response {
    Response::builder()
        .status(StatusCode::from_u16(status).unwrap())
        .content_type("text/plain")
        .body(Body::from_bytes_stream(domain::endless()))
}

#[handler]
fn cached(headers: &HeaderMap) -> Response {
    let response = Response::builder().header("etag", domain::ETAG);
    match headers.get("if-none-match") {
        Some(known) if known == domain::ETAG => response.status(StatusCode::NOT_MODIFIED).finish(),
        _ => response.body("fresh"),
    }
}

#[handler]
fn lock() -> &'static str {
    domain::lock("poem")
}

#[handler]
async fn slow() {
    std::future::pending::<()>().await;
}

#[handler]
fn busy() -> &'static str {
    "not busy"
}

/// poem has neither time-outs of handlers nor limits of requests, so that both wrap an endpoint.
async fn patient<E: Endpoint>(endpoint: Arc<E>, request: Request) -> Result<E::Output> {
    let answer = timeout(Duration::from_millis(10), endpoint.call(request)).await;
    answer.unwrap_or_else(|_| Err(StatusCode::GATEWAY_TIMEOUT.into()))
}

async fn limited<E: Endpoint>(endpoint: Arc<E>, request: Request) -> Result<Response> {
    static PLACES: Semaphore = Semaphore::const_new(0);
    match PLACES.try_acquire() {
        Ok(_place) => Ok(endpoint.call(request).await?.into_response()),
        Err(_) => Ok(StatusCode::SERVICE_UNAVAILABLE
            .with_header("retry-after", "1")
            .into_response()),
    }
}

pub(crate) const EXCEPTIONS: &[Exception] = &[Exception {
    case: "another method",
    instead: Lacks("Allow"),
    reason: "poem's error does not know the other methods",
}];

#[handler]
fn panic() -> &'static str {
    panic!("secret")
}

#[handler]
fn panic_number() -> &'static str {
    std::panic::panic_any(7)
}

fn routes() -> Route {
    Route::new()
        .at("/records/:id", get(record).head(record))
        .at("/domain/:kind", get(by_question_mark))
        .at("/any/:kind", get(any))
        .at("/errors", get(errors))
        .at("/generic", get(generic))
        .at("/anyhow", get(anyhow))
        .at("/wrapper", get(wrapper))
        .at("/object", get(object))
        .at("/envelope", get(envelope))
        .at("/search", get(search))
        .at("/accounts", post(account).with(SizeLimit::new(1024)))
        .at("/orders", post(order))
        .at(
            "/orders/form",
            get(form).post(form.with(SizeLimit::new(1024))),
        )
        .at("/orders/:id/:fuel", get(line))
        .at("/defect/:id", get(defect))
        .at("/text/:status", get(text))
        .at("/hand/:name", get(by_hand).head(by_hand))
        .at("/endless/:status", get(endless))
        .at("/cached", get(cached))
        .at("/lock", get(lock))
        .at("/slow", get(slow).around(patient))
        .at("/busy", get(busy).around(limited))
        .at("/panic", get(panic))
        .at("/panic/number", get(panic_number))
}

/// The whole service, until the test's runtime ends.
pub(crate) async fn serve_all() -> SocketAddr {
    serve(routes().with(CatchPanic::new()).around(envelopes)).await
}

async fn serve(app: impl Endpoint + 'static) -> SocketAddr {
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await;
    let acceptor = acceptor.unwrap();
    let address = *acceptor.local_addr()[0].as_socket_addr().unwrap();
    tokio::spawn(Server::new_with_acceptor(acceptor).run(app));
    address
}

#[tokio::test]
async fn the_middleware_speaks_its_dialect() {
    speaks(serve(routes().around(envelopes_in(&SHOP))).await).await;
}

#[tokio::test]
async fn every_answer_is_an_envelope() {
    cases::run(serve_all().await, EXCEPTIONS).await;
}

/// poem's error gives back the error that a handler returned.
#[test]
fn an_error_keeps_its_type() {
    let error = poem::Error::from(RegistryError::Unauthenticated);
    assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
    assert!(error.is::<RegistryError>());
    let boxed = mrets_errors::AnyError::from(RegistryError::Unauthenticated);
    let error = poem::Error::from(boxed);
    assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
}

#[handler]
fn own_order(sent: poem::web::Json<Order>) -> String {
    domain::order(&sent)
}

#[handler]
fn own_search(page: poem::web::Query<Page>) -> String {
    page.page.to_string()
}

#[tokio::test]
async fn own_extractors_repeat_nothing() {
    let app = Route::new()
        .at("/orders", post(own_order))
        .at("/search", get(own_search))
        .around(envelopes);
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await;
    let acceptor = acceptor.unwrap();
    let address = *acceptor.local_addr()[0].as_socket_addr().unwrap();
    tokio::spawn(Server::new_with_acceptor(acceptor).run(app));
    cases::own_extractors_repeat_nothing(address).await;
}
