//! rocket.

use crate::cases::{self, Instead::Status as Answers};
use crate::domain::{self, RegistryError};
use mrets_errors::rocket::{Envelopes, Json, catcher, fail};
use mrets_errors::{AnyError, Envelope, ErrorObject, Errors};
use rocket::config::LogLevel;
use rocket::data::{Limits, ToByteUnit};
use rocket::fairing::AdHoc;
use rocket::http::{ContentType, Header, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::{Build, Config, Responder, Rocket, get, post, routes};
use std::net::SocketAddr;
use tokio::sync::oneshot;

#[derive(serde::Deserialize)]
struct Account {
    name: String,
}

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
fn record(id: u32) -> Result<&'static str, RegistryError> {
    domain::record(id)
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

#[get("/object")]
fn object() -> ErrorObject {
    domain::object()
}

#[get("/envelope")]
fn envelope() -> Envelope {
    domain::envelope()
}

#[get("/search?<page>")]
fn search(page: u32) -> String {
    page.to_string()
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

#[get("/problem")]
fn problem() -> (Status, (ContentType, &'static str)) {
    let content_type = ContentType::new("application", "problem+json");
    (Status::ImATeapot, (content_type, r#"{"title":"tea"}"#))
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

fn service() -> Rocket<Build> {
    let config = Config {
        port: 0,
        log_level: LogLevel::Off,
        limits: Limits::new().limit("json", 1.kibibytes()),
        ..Config::debug_default()
    };
    let all = routes![
        record,
        by_kind,
        any,
        errors,
        generic,
        object,
        envelope,
        search,
        account,
        text,
        problem,
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

#[tokio::test]
async fn every_answer_is_an_envelope() {
    let address = serve(service().attach(Envelopes)).await;
    cases::run(
        address,
        &[
            ("another method", Answers(404)),
            ("a bad path", Answers(422)),
            ("a bad query", Answers(422)),
            ("no query", Answers(422)),
        ],
    )
    .await;
    let response = reqwest::get(format!("http://{address}/user")).await;
    is_limited(response.unwrap()).await;
}

/// The catcher alone.
#[tokio::test]
async fn catchers() {
    let address = serve(service().register("/", [catcher()])).await;
    let failures = [
        "an unknown path",
        "malformed JSON",
        "too large JSON",
        "another content type",
        "a panic",
    ];
    cases::run_some(address, &failures).await;
    let response = reqwest::get(format!("http://{address}/user")).await;
    is_limited(response.unwrap()).await;
}

/// The error of a guard, with its header.
async fn is_limited(response: reqwest::Response) {
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "9");
    let body = response.bytes().await.unwrap();
    let envelope = Envelope::from_slice(&body).unwrap();
    assert_eq!(envelope.errors[0].status.as_deref(), Some("429"));
}
