//! salvo.

use crate::cases::{self, Exception, Instead::Lacks, Instead::Status};
use crate::domain::{self, Account, Fuel, Order, Page, RegistryError};
use crate::speaking::{SHOP, speaks};
use mrets_errors::salvo::{Envelopes, Form, Json, Path, Query};
use mrets_errors::{AnyError, Envelope, ErrorObject, Errors};
use salvo::catch_panic::CatchPanic;
use salvo::catcher::Catcher;
use salvo::concurrency_limiter::max_concurrency;
use salvo::conn::{Acceptor, Listener, TcpListener};
use salvo::http::request::SecureMaxSize;
use salvo::http::{ParseError, StatusError};
use salvo::prelude::{
    Request, Response, Router, Server, Service, StatusCode, Writer as _, handler,
};
use salvo::timeout::Timeout;
use std::net::SocketAddr;
use std::time::Duration;

fn kind(req: &Request) -> String {
    req.param("kind").unwrap()
}

#[handler]
async fn record(id: Path<u32>) -> Result<&'static str, RegistryError> {
    domain::record(*id)
}

#[handler]
async fn by_kind(req: &Request) -> Result<&'static str, RegistryError> {
    domain::domain(&kind(req))
}

#[handler]
async fn any(req: &Request) -> Result<&'static str, AnyError> {
    domain::any(&kind(req))
}

#[handler]
async fn errors() -> Result<&'static str, Errors<domain::Blank>> {
    domain::errors()
}

#[handler]
async fn generic() -> Result<&'static str, domain::Generic<String>> {
    Err(domain::generic())
}

#[handler]
async fn anyhow() -> Result<&'static str, domain::AppError> {
    domain::anyhow()
}

#[handler]
async fn wrapper() -> Result<&'static str, domain::Wrapper> {
    domain::wrapper()
}

#[handler]
async fn object() -> ErrorObject {
    domain::object()
}

#[handler]
async fn envelope() -> Envelope {
    domain::envelope()
}

#[handler]
async fn search(page: Query<Page>) -> String {
    page.page.to_string()
}

#[handler]
async fn account(sent: Json<Account>) -> String {
    sent.into_inner().name
}

#[handler]
async fn order(sent: Json<Order>) -> String {
    domain::order(&sent)
}

#[handler]
async fn form(sent: Form<Order>) -> String {
    domain::order(&sent)
}

#[handler]
async fn line(path: Path<(u32, Fuel)>) -> String {
    let (quantity, fuel) = path.into_inner();
    domain::line((quantity, &fuel))
}

#[handler]
async fn defect(path: Path<(u8, u8)>) -> String {
    format!("{path:?}")
}

#[handler]
async fn text(req: &Request, res: &mut Response) {
    let status = req.param("status").unwrap();
    res.status_code(StatusCode::from_u16(status).unwrap());
    match status {
        503 => {
            res.add_header("retry-after", "7", true).unwrap();
            res.render("secret: 10.0.0.1 is down");
        }
        401 => {
            let challenge = "Basic realm=\"x\"";
            res.add_header("www-authenticate", challenge, true).unwrap();
            res.render("by hand");
        }
        413 => res.render("x".repeat(2_000)),
        _ => res.render("by hand"),
    }
}

#[handler]
async fn by_hand(req: &Request, res: &mut Response) {
    let name: String = req.param("name").unwrap();
    let (head, body) = domain::by_hand(&name).into_parts();
    res.status_code(head.status);
    res.set_headers(head.headers);
    res.extensions = head.extensions;
    res.write_body(body).unwrap();
}

#[handler]
async fn endless(req: &Request, res: &mut Response) {
    let status = req.param("status").unwrap();
    res.status_code(StatusCode::from_u16(status).unwrap());
    res.add_header("content-type", "text/plain", true).unwrap();
    res.stream(domain::endless());
}

#[handler]
async fn cached(req: &Request, res: &mut Response) {
    res.add_header("etag", domain::ETAG, true).unwrap();
    match req.headers().get("if-none-match") {
        Some(known) if known == domain::ETAG => {
            res.status_code(StatusCode::NOT_MODIFIED);
        }
        _ => res.render("fresh"),
    }
}

#[handler]
async fn lock() -> &'static str {
    domain::lock("salvo")
}

#[handler]
async fn slow() {
    std::future::pending::<()>().await;
}

#[handler]
async fn busy() -> &'static str {
    "not busy"
}

#[handler]
async fn panic() -> &'static str {
    panic!("secret")
}

#[handler]
async fn panic_number() -> &'static str {
    std::panic::panic_any(7)
}

pub(crate) const EXCEPTIONS: &[Exception] = &[
    Exception {
        case: "another method",
        instead: Lacks("Allow"),
        reason: "salvo's router does not tell the other methods",
    },
    Exception {
        case: "overload",
        instead: Status(429),
        reason: "salvo's limiter says so",
    },
];

fn service() -> Service {
    // Only salvo answers with 503.
    let patient = Timeout::new(Duration::from_millis(10)).error(StatusError::gateway_timeout);
    let routes = [
        Router::with_path("records/{id}").get(record).head(record),
        Router::with_path("domain/{kind}").get(by_kind),
        Router::with_path("any/{kind}").get(any),
        Router::with_path("errors").get(errors),
        Router::with_path("generic").get(generic),
        Router::with_path("anyhow").get(anyhow),
        Router::with_path("wrapper").get(wrapper),
        Router::with_path("object").get(object),
        Router::with_path("envelope").get(envelope),
        Router::with_path("search").get(search),
        Router::with_path("accounts")
            .hoop(SecureMaxSize(1024))
            .post(account),
        Router::with_path("orders").post(order),
        Router::with_path("orders/form")
            .hoop(SecureMaxSize(1024))
            .get(form)
            .post(form),
        Router::with_path("orders/{id}/{fuel}").get(line),
        Router::with_path("defect/{id}").get(defect),
        Router::with_path("text/{status}").get(text),
        Router::with_path("hand/{name}").get(by_hand).head(by_hand),
        Router::with_path("endless/{status}").get(endless),
        Router::with_path("cached").get(cached),
        Router::with_path("lock").get(lock),
        Router::with_path("slow").hoop(patient).get(slow),
        Router::with_path("busy").hoop(max_concurrency(0)).get(busy),
        Router::with_path("panic").get(panic),
        Router::with_path("panic/number").get(panic_number),
    ];
    Service::new(Router::new().append(&mut routes.into()))
}

/// Serves until the test's runtime ends.
async fn serve(service: Service) -> SocketAddr {
    let acceptor = TcpListener::new("127.0.0.1:0").bind().await;
    let address = acceptor.holdings()[0]
        .local_addr
        .clone()
        .into_std()
        .unwrap();
    tokio::spawn(Server::new(acceptor).serve(service));
    address
}

pub(crate) async fn serve_all() -> SocketAddr {
    serve(service().hoop(Envelopes::new()).hoop(CatchPanic::new())).await
}

#[tokio::test]
async fn every_answer_is_an_envelope() {
    cases::run(serve_all().await, EXCEPTIONS).await;
}

#[tokio::test]
async fn the_handler_speaks_its_dialect() {
    let envelopes = Envelopes::new().dialect(&SHOP);
    speaks(serve(service().hoop(envelopes)).await).await;
}

/// The handler as a catcher, which sees failures without a body.
#[tokio::test]
async fn a_catcher_alone_answers_failures() {
    let service = service().hoop(CatchPanic::new());
    let address = serve(service.catcher(Catcher::new(Envelopes::new()))).await;
    let failures = [
        "an unknown path",
        "a bad path",
        "a bad query",
        "malformed JSON",
        "too large JSON",
        "another content type",
        "a panic",
    ];
    cases::run_some(address, &failures, EXCEPTIONS).await;
}

#[handler]
async fn own_order(req: &mut Request) -> Result<String, ParseError> {
    let read: Order = req.parse_json().await?;
    Ok(domain::order(&read))
}

#[handler]
async fn own_search(req: &mut Request) -> Result<String, ParseError> {
    let read: Page = req.parse_queries()?;
    Ok(read.page.to_string())
}

#[tokio::test]
async fn own_extractors_repeat_nothing() {
    let router = Router::new()
        .push(Router::with_path("orders").post(own_order))
        .push(Router::with_path("search").get(own_search));
    let address = serve(Service::new(router).hoop(Envelopes::new())).await;
    cases::own_extractors_repeat_nothing(address).await;
}
