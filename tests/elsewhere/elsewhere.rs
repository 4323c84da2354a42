//! The code of the manual's page `elsewhere`, run by a real GraphQL schema, sockets, a runtime API of
//! Lambda, and processes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use async_graphql::{EmptyMutation, EmptySubscription, Schema};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use futures_util::{SinkExt as _, StreamExt as _};
use http::{Method, StatusCode};
use mrets_errors::MretsError;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors_elsewhere::dead_letter::{DeadLetter, Fate, fate};
use mrets_errors_elsewhere::server_function::{self, PublicError, to_account_error};
use mrets_errors_elsewhere::{frames, graphql, server_function::AccountError};
use serde_json::{Value, json};
use server_fn::error::FromServerFnError as _;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fs, io};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

const ACCOUNTS: &str = env!("CARGO_BIN_EXE_accounts");

/// Each file of the page, in its order.
const FILES: [&str; 6] = [
    "graphql",
    "frames",
    "lambda",
    "server_function",
    "dead_letter",
    "exit_code",
];

#[test]
fn the_page_shows_this_code() {
    let here = env!("CARGO_MANIFEST_DIR");
    let page = format!("{here}/../../mrets-errors/src/manual/elsewhere.md");
    let page = fs::read_to_string(page).unwrap();
    let blocks = page.split("```rust\n").skip(1);
    let blocks: Vec<_> = blocks
        .map(|block| block.split_once("```").unwrap().0)
        .collect();
    let files = FILES.map(|file| {
        let text = fs::read_to_string(format!("{here}/src/{file}.rs")).unwrap();
        let (first, rest) = text.split_once("\n\n").unwrap();
        assert!(first.starts_with("//! "), "{file}");
        rest.to_owned()
    });
    assert_eq!(blocks, files);
}

async fn serve(app: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

#[tokio::test]
async fn graphql_has_the_code_and_the_public_text() {
    let schema = Schema::new(graphql::Query, EmptyMutation, EmptySubscription);
    let ask = async |id: u32| {
        let answer = schema.execute(format!("{{ owner(id: {id}) }}")).await;
        serde_json::to_value(answer).unwrap()
    };
    assert_eq!(ask(1).await["data"]["owner"], "Ada");
    let missing = &ask(7).await["errors"][0];
    assert_eq!(missing["message"], "There is no account 7.");
    assert_eq!(missing["path"], json!(["owner"]));
    assert_eq!(missing["extensions"]["code"], "no_account");
    assert_eq!(missing["extensions"]["error"]["status"], "404");
    assert_eq!(
        missing["extensions"]["error"]["source"],
        json!({ "parameter": "id" })
    );
    let broken = ask(2).await;
    assert_eq!(broken["errors"][0]["extensions"]["code"], "database");
    assert!(!broken.to_string().contains("fire"), "{broken}");
}

#[tokio::test]
async fn a_stream_of_events_ends_with_the_envelope() {
    let address = serve(frames::router()).await;
    let response = reqwest::get(format!("http://{address}/events"))
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    let envelope = r#"{"errors":[{"title":"Unprocessable Entity","detail":"12 cannot be divided by zero.","code":"by_zero","status":"422"}]}"#;
    assert_eq!(
        response.text().await.unwrap(),
        format!("data: 6\n\ndata: 12\n\nevent: error\ndata: {envelope}\n\n")
    );
}

#[tokio::test]
async fn a_socket_goes_on_after_a_4xx_and_is_closed_after_a_5xx() {
    let address = serve(frames::router()).await;
    let connected = tokio_tungstenite::connect_async(format!("ws://{address}/socket")).await;
    let (mut socket, _) = connected.unwrap();
    let mut ask = async |divisor: &str| {
        socket.send(Message::text(divisor)).await.unwrap();
        socket.next().await.unwrap().unwrap()
    };
    assert_eq!(ask("3").await, Message::text("4"));
    let frame: Value = serde_json::from_str(ask("0").await.to_text().unwrap()).unwrap();
    assert_eq!(frame["errors"][0]["code"], "by_zero");
    assert_eq!(ask("4").await, Message::text("3"));
    let Message::Close(Some(close)) = ask("x").await else {
        panic!("it is not closed");
    };
    assert_eq!(close.code, CloseCode::Error);
    assert_eq!(close.reason, "broken");
}

type Events = Arc<Mutex<VecDeque<Value>>>;
type Answers = mpsc::UnboundedSender<Value>;

/// Lambda's runtime API: it hands out events, and takes answers.
fn lambda(events: Events, answers: Answers) -> Router {
    let next = async |State((events, _)): State<(Events, Answers)>| {
        let event = events.lock().unwrap().pop_front();
        let Some(event) = event else {
            return std::future::pending().await;
        };
        let headers = [
            ("lambda-runtime-aws-request-id", "r-1"),
            ("lambda-runtime-deadline-ms", "99999999999999"),
            (
                "lambda-runtime-invoked-function-arn",
                "arn:aws:lambda:x:1:function:accounts",
            ),
        ];
        (headers, event.to_string())
    };
    let answer =
        async |State((_, answers)): State<(Events, Answers)>, _: Path<String>, body: String| {
            answers.send(serde_json::from_str(&body).unwrap()).unwrap();
            StatusCode::ACCEPTED
        };
    Router::new()
        .route("/2018-06-01/runtime/invocation/next", get(next))
        .route("/2018-06-01/runtime/invocation/{id}/response", post(answer))
        .with_state((events, answers))
}

fn event(query: &str, accept: &str) -> Value {
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/owner",
        "rawQueryString": query,
        "headers": { "accept": accept },
        "queryStringParameters": query.split_once('=').map(|(name, value)| json!({ name: value })),
        "requestContext": {
            "accountId": "1",
            "apiId": "a",
            "domainName": "accounts.example",
            "domainPrefix": "accounts",
            "http": {
                "method": "GET", "path": "/owner", "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1", "userAgent": "test",
            },
            "requestId": "q-1",
            "routeKey": "$default",
            "stage": "$default",
            "time": "26/Nov/2026:00:00:00 +0000",
            "timeEpoch": 1_795_651_200_000_u64,
        },
        "isBase64Encoded": false,
    })
}

#[tokio::test]
async fn lambda_answers_with_the_status_of_the_error() {
    let events = [
        event("id=1", "*/*"),
        event("id=7", "*/*"),
        event("id=x", "application/problem+json"),
    ];
    let (sender, mut answers) = mpsc::unbounded_channel();
    let api = serve(lambda(Arc::new(Mutex::new(events.into())), sender)).await;
    let mut function = Command::new(ACCOUNTS)
        .env("AWS_LAMBDA_RUNTIME_API", api.to_string())
        .env("AWS_LAMBDA_FUNCTION_NAME", "accounts")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
        .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
        .env("AWS_LAMBDA_LOG_GROUP_NAME", "group")
        .spawn()
        .unwrap();
    let found = answers.recv().await.unwrap();
    assert_eq!(
        (&found["statusCode"], &found["body"]),
        (&json!(200), &json!("Ada"))
    );
    let missing = answers.recv().await.unwrap();
    assert_eq!(missing["statusCode"], 404);
    assert_eq!(missing["isBase64Encoded"], false);
    assert_eq!(
        missing["headers"]["content-type"],
        "application/vnd.api+json"
    );
    let body: Value = serde_json::from_str(missing["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["errors"][0]["detail"], "There is no account 7.");
    let problem = answers.recv().await.unwrap();
    assert_eq!(problem["statusCode"], 400);
    assert_eq!(
        problem["headers"]["content-type"],
        "application/problem+json"
    );
    function.kill().unwrap();
    function.wait().unwrap();
}

#[tokio::test]
async fn a_server_function_keeps_its_status_and_its_enum() {
    let app = Router::new().route("/api/{function}", post(server_function::handle));
    let address = serve(app.layer(EnvelopeLayer::new())).await;
    let client = reqwest::Client::new();
    let call = async |arguments: &'static str| {
        let request = client.post(format!("http://{address}/api/owner"));
        let request = request.header("content-type", "application/json");
        let response = request.body(arguments).send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.bytes().await.unwrap())
    };
    assert_eq!(call(r#"{"id":1}"#).await, (200, r#""Ada""#.into()));
    let (status, body) = call(r#"{"id":7}"#).await;
    let error = to_account_error(&PublicError::de(body));
    assert_eq!(
        (status, error),
        (404, Some(AccountError::NoAccount { id: 7 }))
    );
    let (status, body) = call(r#"{"id":2}"#).await;
    let error = to_account_error(&PublicError::de(body));
    assert_eq!((status, error), (503, Some(AccountError::Closed)));
    let (status, body) = call("{}").await;
    assert_eq!(
        (status, to_account_error(&PublicError::de(body))),
        (400, None)
    );
    let (status, body) = call("").await;
    assert_eq!(
        (status, to_account_error(&PublicError::de(body))),
        (400, None)
    );
}

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
enum JobError {
    #[status(429, retry_after = 7)]
    Busy,
    #[status(422, detail = "{0} is no address.")]
    NoAddress(String),
    #[status(500)]
    Broken(#[from] io::Error),
    #[status(409, retry = "after")]
    Locked,
}

#[test]
fn a_message_is_tried_again_or_laid_aside() {
    let laid_aside =
        |attempts, error: JobError, method| match fate("m-1", attempts, &error, &method) {
            Fate::Again(wait) => panic!("again after {wait:?}"),
            Fate::Dead(letter) => serde_json::to_string(&letter).unwrap(),
        };
    let again = |attempts, error: JobError, method| match fate("m-1", attempts, &error, &method) {
        Fate::Again(wait) => wait,
        Fate::Dead(letter) => panic!("{letter:?}"),
    };
    let broken = || JobError::from(io::Error::other("disk 3 is on fire"));
    assert_eq!(
        again(1, JobError::Busy, Method::POST),
        Duration::from_secs(7)
    );
    assert!(again(1, JobError::Locked, Method::POST) > Duration::ZERO);
    assert!(again(4, broken(), Method::PUT) > Duration::ZERO);
    let letter = laid_aside(1, JobError::NoAddress("x".into()), Method::PUT);
    assert_eq!(
        letter,
        r#"{"message":"m-1","attempts":1,"retry":"never","error":{"errors":[{"title":"Unprocessable Entity","detail":"x is no address.","code":"no_address","status":"422"}]}}"#
    );
    let read: DeadLetter<String> = serde_json::from_str(&letter).unwrap();
    assert_eq!(read.error.errors[0].code.as_deref(), Some("no_address"));
    let unknown = laid_aside(1, broken(), Method::POST);
    assert!(
        unknown.contains(r#""retry":"unknown""#) && !unknown.contains("fire"),
        "{unknown}"
    );
    let tried = laid_aside(5, JobError::Busy, Method::POST);
    assert!(tried.contains(r#""retry":"after""#), "{tried}");
}

#[test]
fn a_command_ends_with_the_code_of_its_error() {
    for (arguments, code, message) in [
        (&["ada"][..], 0, ""),
        (&["bob"], 66, "error: There is no account bob.\n"),
        (&["busy"], 75, "error: "),
        (&[], 65, "error: Which account?\n"),
        (
            &["lost"],
            70,
            "error: accounts.txt cannot be read\n  caused by: No such file",
        ),
    ] {
        let mut command = Command::new(ACCOUNTS);
        let output = command
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with(message), "{arguments:?}: {said}");
    }
}
