//! rocket.

use crate::cases::{self, Exception, Instead::Status as Answers};
use crate::domain::{self, Account, Fuel, Order, Page, RegistryError};
use crate::speaking::{SHOP, speaks};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use mrets_errors::rocket::{Envelopes, Form, Json, Path, Proxied, Query, catcher, fail};
use mrets_errors::{AnyError, Envelope, ErrorObject, Errors, MretsError, PassThrough};
use reqwest::{Client, Method};
use rocket::config::LogLevel;
use rocket::data::{Limits, ToByteUnit};
use rocket::fairing::AdHoc;
use rocket::http::{ContentType, Header, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::stream::ByteStream;
use rocket::response::{self, Responder, Response};
use rocket::{Build, Config, Rocket, get, post, routes};
use std::io::Cursor;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

/// A guard that fails with an error of the domain.
struct User;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for User {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        fail(request, RegistryError::TooManyRequests(9))
    }
}

#[derive(Responder)]
struct ByHand<R> {
    inner: (Status, R),
    header: Header<'static>,
}

#[get("/records/<id>")]
fn record(id: &str, path: Path<u32>) -> Result<&'static str, RegistryError> {
    assert_eq!(id, path.to_string());
    domain::record(*path)
}

#[get("/domain/<kind>")]
fn by_kind(kind: &str) -> Result<&'static str, RegistryError> {
    domain::domain(kind)
}

#[get("/any/<kind>")]
fn any(kind: &str) -> Result<&'static str, AnyError> {
    domain::any(kind)
}

#[get("/errors")]
fn errors() -> Result<&'static str, Errors<domain::Blank>> {
    domain::errors()
}

#[get("/generic")]
fn generic() -> domain::Generic<String> {
    domain::generic()
}

#[get("/anyhow")]
fn anyhow() -> Result<&'static str, domain::AppError> {
    domain::anyhow()
}

#[get("/wrapper")]
fn wrapper() -> Result<&'static str, domain::Wrapper> {
    domain::wrapper()
}

#[get("/object")]
fn object() -> ErrorObject {
    domain::object()
}

#[get("/envelope")]
fn envelope() -> Envelope {
    domain::envelope()
}

#[get("/search")]
fn search(page: Query<Page>) -> String {
    page.page.to_string()
}

#[post("/orders", data = "<order>")]
fn order(order: Json<Order>) -> String {
    domain::order(&order)
}

#[post("/orders/form", data = "<order>")]
fn form(order: Form<Order>) -> String {
    domain::order(&order)
}

#[get("/orders/form", data = "<order>")]
fn form_in_query(order: Form<Order>) -> String {
    domain::order(&order)
}

#[get("/orders/<id>/<fuel>")]
fn line(id: &str, fuel: &str, path: Path<(u32, Fuel)>) -> String {
    let (quantity, sent) = path.into_inner();
    assert_eq!(id, quantity.to_string());
    assert_eq!(fuel, format!("{sent:?}").to_lowercase());
    domain::line((quantity, &sent))
}

#[get("/defect/<id>")]
fn defect(id: &str, path: Path<(u8, u8)>) -> String {
    format!("{id} {path:?}")
}

#[post("/accounts", data = "<account>")]
fn account(account: Json<Account>) -> String {
    account.0.name
}

#[get("/text/<status>")]
fn text(status: u16) -> ByHand<String> {
    let (text, header) = match status {
        503 => (
            "secret: 10.0.0.1 is down".to_owned(),
            Header::new("retry-after", "7"),
        ),
        401 => (
            "by hand".to_owned(),
            Header::new("www-authenticate", "Basic realm=\"x\""),
        ),
        413 => ("x".repeat(2_000), Header::new("x-none", "")),
        _ => ("by hand".to_owned(), Header::new("x-none", "")),
    };
    ByHand {
        inner: (Status::new(status), text),
        header,
    }
}

/// A response of a type without rocket's `Responder`.
struct Foreign(http::Response<Vec<u8>>);

impl<'r> Responder<'r, 'static> for Foreign {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let (head, body) = self.0.into_parts();
        let mut response = Response::build();
        response.status(Status::new(head.status.as_u16()));
        for (name, value) in &head.headers {
            let value = value.to_str().unwrap().to_owned();
            response.header_adjoin(Header::new(name.to_string(), value));
        }
        response.sized_body(body.len(), Cursor::new(body)).ok()
    }
}

#[get("/hand/<name>")]
fn by_hand(name: &str) -> Result<Foreign, Box<Proxied<Foreign>>> {
    let response = domain::by_hand(name);
    match response.extensions().get::<PassThrough>() {
        Some(_) => Err(Box::new(Proxied(Foreign(response)))),
        None => Ok(Foreign(response)),
    }
}

#[get("/endless/<status>")]
fn endless(status: u16) -> (Status, (ContentType, ByteStream<impl Stream<Item = Bytes>>)) {
    let endless = domain::endless().map(Result::unwrap);
    let body = (ContentType::Text, ByteStream(endless));
    (Status::new(status), body)
}

/// Tells whether the request has the current version.
#[derive(Clone, Copy)]
struct Known(bool);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Known {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let known = request.headers().get_one("if-none-match");
        Outcome::Success(Self(known == Some(domain::ETAG)))
    }
}

#[get("/cached")]
fn cached(known: Known) -> Result<ByHand<&'static str>, ByHand<()>> {
    let header = Header::new("etag", domain::ETAG);
    match known {
        Known(false) => Ok(ByHand {
            inner: (Status::Ok, "fresh"),
            header,
        }),
        Known(true) => Err(ByHand {
            inner: (Status::NotModified, ()),
            header,
        }),
    }
}

#[get("/lock")]
fn lock() -> &'static str {
    domain::lock("rocket")
}

/// rocket has no time-outs of handlers, so that the handler has its own.
#[get("/slow")]
async fn slow() -> Result<(), Status> {
    let answer = timeout(Duration::from_millis(10), std::future::pending()).await;
    answer.map_err(|_| Status::GatewayTimeout)
}

/// rocket has no limits of requests, so that a guard has one.
struct Place;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Place {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        static PLACES: Semaphore = Semaphore::const_new(0);
        match PLACES.try_acquire() {
            Ok(_) => Outcome::Success(Self),
            Err(_) => fail(request, RegistryError::Overloaded),
        }
    }
}

#[get("/busy")]
fn busy(_place: Place) -> &'static str {
    "not busy"
}

#[get("/panic")]
fn panic() -> &'static str {
    panic!("secret")
}

#[get("/panic/number")]
fn panic_number() -> &'static str {
    std::panic::panic_any(7)
}

#[get("/user")]
fn user(_user: User) -> &'static str {
    "in"
}

pub(crate) const EXCEPTIONS: &[Exception] = &[Exception {
    case: "another method",
    instead: Answers(404),
    reason: "rocket has no route for it",
}];

fn service() -> Rocket<Build> {
    let config = Config {
        port: 0,
        log_level: LogLevel::Off,
        limits: Limits::new()
            .limit("json", 1.kibibytes())
            .limit("form", 1.kibibytes()),
        ..Config::debug_default()
    };
    let all = routes![
        record,
        by_kind,
        any,
        errors,
        generic,
        anyhow,
        wrapper,
        object,
        envelope,
        search,
        account,
        order,
        form,
        form_in_query,
        line,
        defect,
        text,
        by_hand,
        endless,
        cached,
        lock,
        slow,
        busy,
        panic,
        panic_number,
        user
    ];
    rocket::custom(config).mount("/", all)
}

/// Serves until the test's runtime ends.
async fn serve(service: Rocket<Build>) -> SocketAddr {
    let (sender, port) = oneshot::channel();
    let sender = std::sync::Mutex::new(Some(sender));
    let liftoff = AdHoc::on_liftoff("port", move |rocket| {
        Box::pin(async move {
            let sender = sender.lock().unwrap().take();
            sender.unwrap().send(rocket.config().port).unwrap();
        })
    });
    tokio::spawn(service.attach(liftoff).launch());
    ([127, 0, 0, 1], port.await.unwrap()).into()
}

pub(crate) async fn serve_all() -> SocketAddr {
    serve(service().attach(Envelopes::new())).await
}

#[tokio::test]
async fn every_answer_is_an_envelope() {
    let address = serve_all().await;
    cases::run(address, EXCEPTIONS).await;
    let response = reqwest::get(format!("http://{address}/user")).await;
    is_limited(response.unwrap()).await;
}

#[tokio::test]
async fn the_fairing_speaks_its_dialect() {
    let envelopes = Envelopes::new().dialect(&SHOP);
    speaks(serve(service().attach(envelopes)).await).await;
}

/// rocket knows nine methods. It hands a request with another one to a catcher, and no fairing sees the answer.
#[tokio::test]
async fn an_unknown_method() {
    let envelopes = Envelopes::new().dialect(&SHOP);
    let address = serve(service().attach(envelopes)).await;
    let brew = Method::from_bytes(b"BREW").unwrap();
    let ask = async |accept: &str| {
        let request = Client::new().request(brew.clone(), format!("http://{address}/records/0"));
        let request = request.header("accept", accept).header("x-request-id", "7");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 400);
        assert_eq!(response.headers()["x-request-id"], "7");
        let media_type = response.headers()["content-type"].to_str().unwrap();
        (media_type.to_owned(), response.text().await.unwrap())
    };
    let (media_type, body) = ask("*/*").await;
    assert_eq!(media_type, "application/json");
    assert!(
        body.starts_with(r#"{"code":"bad_request","message":"#),
        "{body}"
    );
    let (media_type, body) = ask("application/problem+json").await;
    assert_eq!(media_type, "application/problem+json");
    assert!(body.contains(r#""title":"Bad Request""#), "{body}");
    let (media_type, _) = ask("text/html,*/*;q=0.8").await;
    assert_eq!(media_type, "text/html; charset=utf-8");
}

/// A service with the catcher alone.
#[tokio::test]
async fn a_catcher_alone_answers_failures() {
    let address = serve(service().register("/", [catcher()])).await;
    let failures = [
        "an unknown path",
        "malformed JSON",
        "too large JSON",
        "another content type",
        "a panic",
    ];
    cases::run_some(address, &failures, EXCEPTIONS).await;
    let response = reqwest::get(format!("http://{address}/user")).await;
    is_limited(response.unwrap()).await;
}

#[derive(Debug, MretsError)]
#[status(401, code = "no_user", detail = "Log in first.", challenge = "Bearer")]
struct NoUser;

/// Takes the guard's failure into its own hands.
#[get("/")]
fn handled(user: Option<User>) -> Result<&'static str, NoUser> {
    user.map(|_| "hello").ok_or(NoUser)
}

/// A guard's failure is answered only by a catcher.
#[tokio::test]
async fn a_failure_that_a_handler_has_handled_is_not_answered() {
    let service = service().mount("/handled", routes![handled]);
    let address = serve(service.attach(Envelopes::new())).await;
    let response = reqwest::get(format!("http://{address}/handled"))
        .await
        .unwrap();
    assert_eq!(response.status(), 401);
    assert_eq!(response.headers()["www-authenticate"], "Bearer");
    assert!(!response.headers().contains_key("retry-after"));
    let body = response.bytes().await.unwrap();
    let envelope = Envelope::from_slice(&body).unwrap();
    assert_eq!(envelope.errors.len(), 1);
    assert_eq!(envelope.errors[0].code.as_deref(), Some("no_user"));
}

/// The error of a guard, with its header.
async fn is_limited(response: reqwest::Response) {
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "9");
    let body = response.bytes().await.unwrap();
    let envelope = Envelope::from_slice(&body).unwrap();
    assert_eq!(envelope.errors[0].status.as_deref(), Some("429"));
}
