//! A pastebin's errors, by the derive.

use mrets_errors::dialect::Body;
use mrets_errors::{Dialect, MretsError};

#[derive(Debug, MretsError)]
#[mrets(dialect = PASTE)]
pub enum Error {
    #[status(404, detail = "no paste `{0}`")]
    NotFound(String),
    #[status(410, detail = "this paste has expired")]
    Expired,
    #[status(413, detail = "a paste has at most {max} bytes")]
    TooLarge { max: usize },
    #[status(400, detail = "not UTF-8: {0}")]
    NotText(#[from] std::str::Utf8Error),
    #[status(500, detail = "internal error", display = "{0}")]
    Io(#[from] std::io::Error),
}

pub static PASTE: Dialect = Dialect::NEUTRAL.body("text/plain; charset=utf-8", |error| {
    Body::text(format!("{}\n", error.detail()))
});
