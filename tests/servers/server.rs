//! A service on a real socket, and a client that reads its answers byte for byte.

use axum::Router;
use http::{HeaderMap, header};
use mrets_errors::{Envelope, ErrorObject};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A service on a socket of its own, until the test's runtime ends.
pub(crate) struct Server(SocketAddr);

impl Server {
    pub(crate) async fn start(app: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self(address)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.request("GET", path, "", b"").await
    }

    pub(crate) async fn accept(&self, path: &str, accept: &str) -> Answer {
        self.request("GET", path, &format!("accept: {accept}\r\n"), b"")
            .await
    }

    pub(crate) async fn post(&self, path: &str, content_type: &str, body: &[u8]) -> Answer {
        let headers = format!(
            "content-type: {content_type}\r\ncontent-length: {}\r\n",
            body.len()
        );
        self.request("POST", path, &headers, body).await
    }

    /// The answer to a request that does not end.
    pub(crate) async fn stall(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(self.0).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        Answer::read(&answer, true).0
    }

    /// Sends two equal requests on one connection, which must stay usable, and returns the second answer.
    pub(crate) async fn request(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: &[u8],
    ) -> Answer {
        let mut stream = TcpStream::connect(self.0).await.unwrap();
        let head = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n{headers}");
        let once = [head.as_bytes(), b"\r\n", body].concat();
        let last = [head.as_bytes(), b"connection: close\r\n\r\n", body].concat();
        stream.write_all(&[once, last].concat()).await.unwrap();
        let mut answers = Vec::new();
        stream.read_to_end(&mut answers).await.unwrap();
        let has_body = method != "HEAD";
        let (_, rest) = Answer::read(&answers, has_body);
        let (answer, rest) = Answer::read(rest, has_body);
        assert!(rest.is_empty());
        answer
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8], has_body: bool) -> (Self, &[u8]) {
        let end = bytes.windows(4).position(|end| end == b"\r\n\r\n").unwrap();
        let (head, rest) = bytes.split_at(end);
        let rest = &rest[4..];
        let mut lines = std::str::from_utf8(head).unwrap().split("\r\n");
        let status = lines
            .next()
            .unwrap()
            .split(' ')
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        let headers: HeaderMap = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| {
                (
                    name.parse::<header::HeaderName>().unwrap(),
                    value.parse().unwrap(),
                )
            })
            .collect();
        let length = headers
            .get(header::CONTENT_LENGTH)
            .filter(|_| has_body)
            .map_or(0, |length| length.to_str().unwrap().parse().unwrap());
        let (body, rest) = rest.split_at(length);
        let body = body.to_vec();
        (
            Self {
                status,
                headers,
                body,
            },
            rest,
        )
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The one error of an envelope of this status.
    pub(crate) fn error(&self, status: u16) -> ErrorObject {
        assert_eq!(self.status, status);
        assert_eq!(
            self.header("content-type"),
            Some("application/vnd.api+json")
        );
        let text = String::from_utf8(self.body.clone()).unwrap();
        let mut envelope = Envelope::from_slice(&self.body).unwrap();
        assert_eq!(envelope.errors.len(), 1, "{text}");
        let error = envelope.errors.remove(0);
        assert_eq!(error.status, Some(status.to_string()));
        error
    }
}
