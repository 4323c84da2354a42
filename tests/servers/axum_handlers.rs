//! axum, over a real socket: the head and the body, byte for byte.

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::StatusCode;
use mrets_errors::{AnyError, Envelope, ErrorObject, Errors, MretsError};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

#[derive(Debug, MretsError)]
enum RegistryError {
    #[status(
        404,
        title = "Record not found",
        detail = "The record identified by {id} could not be found."
    )]
    RecordNotFound { id: Uuid },
    #[status(401)]
    Unauthenticated,
    #[status(429, retry_after = .0)]
    TooManyRequests(u32),
    #[status(304, headers("ETag" = "\"v1\""))]
    NotModified,
    #[status(503, display = "the secret is out")]
    Unavailable,
    #[status(405, headers("Allow" = "GET"))]
    MethodNotAllowed,
}

#[derive(Debug, MretsError)]
#[status(422, pointer = "/data/attributes/{0}", detail = "{0} is blank.")]
struct Blank(&'static str);

#[derive(Debug, MretsError)]
#[status(409, detail = "{0}")]
struct Generic<T>(T);

fn app() -> Router {
    Router::new()
        .route("/records/{id}", get(record))
        .route(
            "/unauthenticated",
            get(|| async { RegistryError::Unauthenticated }),
        )
        .route(
            "/limited",
            get(|| async { Err::<(), _>(RegistryError::TooManyRequests(3)) }),
        )
        .route("/fresh", get(|| async { RegistryError::NotModified }))
        .route("/away", get(|| async { RegistryError::Unavailable }))
        .route("/method", get(|| async { RegistryError::MethodNotAllowed }))
        .route("/any/{step}", get(any))
        .route("/errors/{count}", get(errors))
        .route("/generic", get(|| async { Generic("taken") }))
        .route(
            "/object",
            get(|| async { ErrorObject::new(StatusCode::GONE) }),
        )
        .route("/envelope", get(envelope))
}

async fn record(Path(number): Path<u128>) -> Result<&'static str, RegistryError> {
    if number == 0 {
        return Ok("found");
    }
    let id = Uuid::from_u128(number);
    Err(RegistryError::RecordNotFound { id })
}

async fn any(Path(step): Path<u8>) -> Result<&'static str, AnyError> {
    match step {
        1 => Err(RegistryError::TooManyRequests(1))?,
        2 => Err(Blank("name"))?,
        _ => Ok("fine"),
    }
}

async fn errors(Path(count): Path<u8>) -> Result<&'static str, Errors<Blank>> {
    let mut errors = Errors::new();
    for name in ["a", "b", "c"].into_iter().take(count.into()) {
        errors.push(Blank(name));
    }
    errors.into_result("valid")
}

async fn envelope() -> Envelope {
    let error = ErrorObject::new(StatusCode::CONFLICT).with_detail("By hand.");
    Envelope::new([error])
}

/// Serves until the test's runtime ends.
async fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app()).await });
    address
}

/// The whole answer, head and body, without its date.
async fn request(server: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(server).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let head: Vec<_> = head
        .split("\r\n")
        .filter(|line| !line.starts_with("date: ") && *line != "connection: close")
        .collect();
    format!("{}\n\n{body}", head.join("\n"))
}

/// The expected answer: the status line, our headers, and the body.
fn answer(status_line: &str, headers: &[&str], body: &str) -> String {
    let mut head = vec![format!("HTTP/1.1 {status_line}")];
    head.extend(headers.iter().map(ToString::to_string));
    if !body.is_empty() {
        head.insert(1, "content-type: application/vnd.api+json".to_owned());
        head.push(format!("content-length: {}", body.len()));
    }
    format!("{}\n\n{body}", head.join("\n"))
}

#[tokio::test]
async fn the_published_404() {
    let server = serve().await;
    let body = r#"{"errors":[{"title":"Record not found","detail":"The record identified by 00000000-0000-0000-0000-000000000001 could not be found.","code":"404","status":"404"}]}"#;
    assert_eq!(
        request(server, "/records/1").await,
        format!(
            "HTTP/1.1 404 Not Found\ncontent-type: application/vnd.api+json\ncontent-length: {}\n\n{body}",
            body.len()
        )
    );
    let found = request(server, "/records/0").await;
    assert!(found.starts_with("HTTP/1.1 200 OK\n") && found.ends_with("\n\nfound"));
}

#[tokio::test]
async fn headers_arrive_with_their_bodies() {
    let server = serve().await;
    for (path, status_line, headers, body) in [
        (
            "/unauthenticated",
            "401 Unauthorized",
            &["www-authenticate: ApiKey"][..],
            r#"{"errors":[{"title":"Unauthorized","detail":"Missing or incorrect authentication credentials. This may also returned in other undefined circumstances.","code":"401","status":"401"}]}"#,
        ),
        (
            "/limited",
            "429 Too Many Requests",
            &["retry-after: 3"],
            r#"{"errors":[{"title":"Too Many Requests","detail":"Returned when a request cannot be served due to the API token's rate limit having been exhausted. See Rate Limiting.","code":"429","status":"429"}]}"#,
        ),
        (
            "/away",
            "503 Service Unavailable",
            &[],
            r#"{"errors":[{"title":"Service Unavailable","detail":"M-RETS servers are up, but overloaded with requests or being upgraded. Try again later.","code":"503","status":"503"}]}"#,
        ),
        (
            "/method",
            "405 Method Not Allowed",
            &["allow: GET"],
            r#"{"errors":[{"title":"Method Not Allowed","code":"405","status":"405"}]}"#,
        ),
        ("/fresh", "304 Not Modified", &["etag: \"v1\""], ""),
    ] {
        assert_eq!(
            request(server, path).await,
            answer(status_line, headers, body),
            "{path}"
        );
    }
}

#[tokio::test]
async fn handlers_that_mix_errors() {
    let server = serve().await;
    assert!(request(server, "/any/0").await.ends_with("\n\nfine"));
    assert_eq!(
        request(server, "/any/2").await,
        answer(
            "422 Unprocessable Entity",
            &[],
            r#"{"errors":[{"title":"Unprocessable Entity","detail":"name is blank.","code":"422","source":{"pointer":"/data/attributes/name"},"status":"422"}]}"#
        )
    );
    let limited = request(server, "/any/1").await;
    assert!(limited.starts_with("HTTP/1.1 429 Too Many Requests\n"));
    assert!(limited.contains("\nretry-after: 1\n"));
}

#[tokio::test]
async fn several_errors_in_one_answer() {
    let server = serve().await;
    assert!(request(server, "/errors/0").await.ends_with("\n\nvalid"));
    assert_eq!(
        request(server, "/errors/2").await,
        answer(
            "422 Unprocessable Entity",
            &[],
            concat!(
                r#"{"errors":[{"title":"Unprocessable Entity","detail":"a is blank.","code":"422","source":{"pointer":"/data/attributes/a"},"status":"422"},"#,
                r#"{"title":"Unprocessable Entity","detail":"b is blank.","code":"422","source":{"pointer":"/data/attributes/b"},"status":"422"}]}"#
            )
        )
    );
}

#[tokio::test]
async fn other_types_that_answer() {
    let server = serve().await;
    for (path, status_line, body) in [
        (
            "/generic",
            "409 Conflict",
            r#"{"errors":[{"title":"Conflict","detail":"taken","code":"409","status":"409"}]}"#,
        ),
        (
            "/object",
            "410 Gone",
            r#"{"errors":[{"title":"Gone","code":"410","status":"410"}]}"#,
        ),
        (
            "/envelope",
            "409 Conflict",
            r#"{"errors":[{"title":"Conflict","detail":"By hand.","code":"409","status":"409"}]}"#,
        ),
    ] {
        assert_eq!(
            request(server, path).await,
            answer(status_line, &[], body),
            "{path}"
        );
    }
}

/// `no_response` leaves the impl to the user.
#[tokio::test]
async fn a_response_by_hand() {
    #[derive(Debug, MretsError)]
    #[mrets(no_response)]
    #[status(404)]
    struct ByHand;
    impl axum::response::IntoResponse for ByHand {
        fn into_response(self) -> Response {
            (self.status(), "by hand").into_response()
        }
    }
    let response = ByHand.into_response();
    assert_eq!(response.status(), 404);
    let body = axum::body::to_bytes(response.into_body(), 100)
        .await
        .unwrap();
    assert_eq!(body, "by hand");
}
