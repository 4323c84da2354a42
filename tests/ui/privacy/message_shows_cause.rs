use mrets_errors::MretsError;
use std::backtrace::Backtrace;
use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

#[derive(Debug, thiserror::Error, MretsError)]
enum Error {
    #[error("not read: {0}")]
    #[status(400)]
    Read(#[from] io::Error),
    #[error("not written: {inner:?}")]
    #[status(409)]
    Written {
        #[source]
        inner: Box<dyn StdError + Send + Sync>,
    },
    #[error("{message}\n{backtrace}")]
    #[status(422)]
    Traced {
        message: String,
        backtrace: Arc<Backtrace>,
    },
    #[error("not sent: {}", .source.kind())]
    #[status(.status)]
    Sent {
        status: http::StatusCode,
        source: io::Error,
    },
    #[error("no account {id}")]
    #[status(404)]
    NoAccount { id: u32, source: io::Error },
    #[error("not stored: {0}")]
    #[status(507)]
    Stored(#[source] io::Error),
    #[error("not parsed: {0}")]
    #[status(400, expose)]
    Parsed(#[source] std::num::ParseIntError),
}

fn main() {}
