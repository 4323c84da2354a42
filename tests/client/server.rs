//! A server on a socket that answers as no server should.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A server that runs until the process ends. It answers each request with these bytes, and closes the
/// connection.
pub(super) struct Server {
    address: SocketAddr,
    /// The number of requests that came.
    count: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a server. `answer` gets the path and the number of requests that came before.
    pub(super) fn start(
        answer: impl Fn(&str, usize, &mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        Self::start_by_head(move |head, before, stream| {
            let path = head.split(' ').nth(1).unwrap_or_default();
            answer(path, before, stream);
        })
    }

    /// Starts a server. `answer` gets the whole head of the request and the number of requests that came before.
    pub(super) fn start_by_head(
        answer: impl Fn(&str, usize, &mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let count = Arc::new(AtomicUsize::new(0));
        let (counter, answer) = (count.clone(), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (counter, answer) = (counter.clone(), answer.clone());
                std::thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let head = request(&mut stream);
                    let before = counter.fetch_add(1, Ordering::SeqCst);
                    answer(&head, before, &mut stream);
                    close(stream);
                });
            }
        });
        Self { address, count }
    }

    /// A server that answers each request alike.
    pub(super) fn saying(answer: impl Into<String>) -> Self {
        let answer = answer.into();
        Self::start(move |_, _, stream| {
            // A client that has read enough may be gone.
            let _ = stream.write_all(answer.as_bytes());
        })
    }

    /// A server that answers with these in turn, and repeats the last. An empty one answers nothing.
    pub(super) fn saying_in_turn(answers: &'static [&'static str]) -> Self {
        Self::start(move |_, before, stream| {
            let answer = answers.get(before).or(answers.last()).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        })
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }
}

pub(super) fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap()
}

/// Reads a head and the body that it announces, and returns the head.
fn request(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.to_ascii_lowercase();
    let length = length.split_once("content-length: ");
    let length = length.map_or(0, |(_, rest)| {
        rest.split("\r\n").next().unwrap().parse().unwrap()
    });
    let mut body = vec![0; length];
    let _ = stream.read_exact(&mut body);
    head
}

/// Closes without a reset, which could overtake the bytes written before.
fn close(mut stream: TcpStream) {
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = std::io::copy(&mut stream, &mut std::io::sink());
}

pub(super) fn answer(head: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}
