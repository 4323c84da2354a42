//! salvo.

use crate::cases::{self, Instead::Lacks};
use crate::domain::{self, RegistryError};
use mrets_errors::salvo::Envelopes;
use mrets_errors::{AnyError, Envelope, ErrorObject, Errors};
use salvo::catch_panic::CatchPanic;
use salvo::catcher::Catcher;
use salvo::conn::{Acceptor, Listener, TcpListener};
use salvo::http::{ParseError, StatusError};
use salvo::prelude::{Request, Response, Router, Server, Service, StatusCode, handler};
use serde::Deserialize;
use std::net::SocketAddr;

#[derive(Deserialize)]
struct Account {
    name: String,
}

#[derive(Deserialize)]
struct Page {
    page: u32,
}

fn kind(req: &Request) -> String {
    req.param("kind").unwrap()
}

#[handler]
async fn record(req: &Request, res: &mut Response) {
    match req.param("id") {
        Some(id) => match domain::record(id) {
            Ok(found) => res.render(found),
            Err(error) => res.render(error),
        },
        None => res.render(StatusError::not_found().brief("this is no number")),
    }
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
async fn object() -> ErrorObject {
    domain::object()
}

#[handler]
async fn envelope() -> Envelope {
    domain::envelope()
}

#[handler]
async fn search(req: &mut Request) -> Result<String, ParseError> {
    let read: Page = req.parse_queries()?;
    Ok(read.page.to_string())
}

#[handler]
async fn account(req: &mut Request) -> Result<String, ParseError> {
    let read: Account = req.parse_json_with_max_size(1024).await?;
    Ok(read.name)
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
async fn problem(res: &mut Response) {
    res.status_code(StatusCode::IM_A_TEAPOT);
    res.add_header("content-type", "application/problem+json", true)
        .unwrap();
    res.write_body(r#"{"title":"tea"}"#).unwrap();
}

#[handler]
async fn panic() -> &'static str {
    panic!("secret")
}

#[handler]
async fn panic_number() -> &'static str {
    std::panic::panic_any(7)
}

fn service() -> Service {
    let routes = [
        Router::with_path("records/{id}").get(record).head(record),
        Router::with_path("domain/{kind}").get(by_kind),
        Router::with_path("any/{kind}").get(any),
        Router::with_path("errors").get(errors),
        Router::with_path("generic").get(generic),
        Router::with_path("object").get(object),
        Router::with_path("envelope").get(envelope),
        Router::with_path("search").get(search),
        Router::with_path("accounts").post(account),
        Router::with_path("text/{status}").get(text),
        Router::with_path("problem").get(problem),
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

#[tokio::test]
async fn every_answer_is_an_envelope() {
    let address = serve(service().hoop(Envelopes).hoop(CatchPanic::new())).await;
    cases::run(address, &[("another method", Lacks)]).await;
}

/// As the catcher: failures that have no body yet.
#[tokio::test]
async fn catcher() {
    let service = service().hoop(CatchPanic::new());
    let address = serve(service.catcher(Catcher::new(Envelopes))).await;
    let failures = [
        "an unknown path",
        "a bad path",
        "a bad query",
        "malformed JSON",
        "too large JSON",
        "another content type",
        "a panic",
    ];
    cases::run_some(address, &failures).await;
}
