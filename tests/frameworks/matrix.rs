//! The example `matrix`, over a socket. It is a crate of its own, since a dialect belongs to a crate.

#[path = "../../mrets-errors/examples/matrix/api.rs"]
mod api;
#[path = "../../mrets-errors/examples/matrix/dialect.rs"]
mod dialect;
#[path = "../../mrets-errors/examples/matrix/error.rs"]
mod error;
#[path = "../../mrets-errors/examples/matrix/rooms.rs"]
mod rooms;

use error::{Kind, RoomError};
use mrets_errors::MretsError as _;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use std::time::Duration;

mrets_errors::dialect!(crate::dialect::MATRIX);

struct Server {
    client: Client,
    base: String,
}

impl Server {
    fn start(pause: Duration) -> Self {
        let (addresses, server) = api::serve(rooms::Rooms::new(pause), 0).unwrap();
        tokio::spawn(server);
        let client = Client::builder().no_proxy().build().unwrap();
        let base = format!("http://{}", addresses[0]);
        Self { client, base }
    }

    fn request(&self, method: Method, path: &str, user: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base));
        request.bearer_auth(user)
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path, "ada")
    }

    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        let request = self.request(Method::POST, path, "ada");
        let request = request.header("content-type", "application/json");
        request.body(body.to_string())
    }
}

/// Checks the status and the whole body.
async fn refused(request: RequestBuilder, status: u16, body: Value) {
    let response = request.send().await.unwrap();
    let found = response.status();
    assert_eq!(response.headers()["content-type"], "application/json");
    let text = response.text().await.unwrap();
    assert_eq!(found, status, "{text}");
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), body);
}

fn of(errcode: &str, error: &str) -> Value {
    json!({ "errcode": errcode, "error": error })
}

#[tokio::test]
async fn rooms_and_what_can_go_wrong() {
    let server = Server::start(Duration::ZERO);
    let sent = server.post("/rooms/lobby/messages", &json!({ "body": "hi" }));
    assert_eq!(sent.send().await.unwrap().status(), 200);

    let attic = server.get("/rooms/attic/messages");
    refused(attic, 404, of("M_NOT_FOUND", "There is no such room")).await;
    let bob = server.request(Method::GET, "/rooms/lobby/messages", "bob");
    refused(bob, 403, of("M_FORBIDDEN", "You are not in the room lobby")).await;
    let stranger = server
        .client
        .get(format!("{}/rooms/lobby/messages", server.base));
    refused(stranger, 401, of("M_MISSING_TOKEN", "Missing access token")).await;
    let again = server.post("/rooms", &json!({ "name": "lobby" }));
    refused(again, 409, of("M_ROOM_IN_USE", "The room lobby exists")).await;
    let long = server.post(
        "/rooms/lobby/messages",
        &json!({ "body": "x".repeat(1001) }),
    );
    refused(
        long,
        413,
        of("M_TOO_LARGE", "A message has at most 1000 bytes"),
    )
    .await;
}

#[tokio::test]
async fn a_wait_stands_in_the_body_and_in_the_header() {
    let server = Server::start(Duration::from_secs(3600));
    let send = || server.post("/rooms/lobby/messages", &json!({ "body": "hi" }));
    assert_eq!(send().send().await.unwrap().status(), 200);
    let response = send().send().await.unwrap();
    assert_eq!(response.status(), 429);
    let header: u64 = response.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert_eq!(body["errcode"], "M_LIMIT_EXCEEDED");
    let wait = body["retry_after_ms"].as_u64().unwrap();
    assert_eq!(wait.div_ceil(1000), header);
}

#[tokio::test]
async fn answers_of_actix_web_have_the_same_body() {
    let server = Server::start(Duration::ZERO);
    let nothing = "Nothing was found at this address.";
    refused(
        server.get("/no/such/path"),
        404,
        of("M_UNRECOGNIZED", nothing),
    )
    .await;
    let method = server
        .request(Method::DELETE, "/rooms", "ada")
        .send()
        .await
        .unwrap();
    assert_eq!(method.status(), 405);
    assert!(
        method
            .text()
            .await
            .unwrap()
            .starts_with(r#"{"errcode":"M_UNRECOGNIZED","error":"#)
    );
    let seven = server.post("/rooms/lobby/messages", &json!({ "body": 7 }));
    refused(
        seven,
        422,
        of("M_BAD_JSON", "The body does not fit: expected a string."),
    )
    .await;
    let text = server
        .request(Method::POST, "/rooms", "ada")
        .body("hi")
        .send()
        .await
        .unwrap();
    assert_eq!(text.status(), 415);
    assert!(
        text.text()
            .await
            .unwrap()
            .starts_with(r#"{"errcode":"M_NOT_JSON","error":"#)
    );
}

#[test]
fn a_method_says_status_and_code() {
    for (kind, status, errcode) in [
        (Kind::Forbidden, 403, "M_FORBIDDEN"),
        (Kind::MissingToken, 401, "M_MISSING_TOKEN"),
        (Kind::NotFound, 404, "M_NOT_FOUND"),
        (Kind::RoomInUse, 409, "M_ROOM_IN_USE"),
        (Kind::TooLarge, 413, "M_TOO_LARGE"),
    ] {
        let error = RoomError::new(kind, "text");
        assert_eq!(error.status(), status);
        let expected = format!(r#"{{"errcode":"{errcode}","error":"text"}}"#);
        assert_eq!(error.to_json(), expected);
    }
}

#[test]
fn the_text_of_a_500_stays_inside() {
    let error = RoomError::new(Kind::Unknown, "the rooms are poisoned");
    assert_eq!(error.status(), 500);
    assert_eq!(
        error.to_json(),
        r#"{"errcode":"M_UNKNOWN","error":"An unexpected error occurred on the server. Try again later."}"#
    );
}
