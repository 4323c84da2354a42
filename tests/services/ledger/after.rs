//! A ledger's errors, by the derive: the code is gRPC's, and `meta` is its detail.

use mrets_errors::dialect::{Body, PublicError};
use mrets_errors::{Dialect, MretsError};
use serde::Serialize;
use serde_json::{Map, Value};

#[derive(Debug, MretsError)]
#[mrets(dialect = LEDGER)]
pub enum Error {
    #[status(404, code = "5", detail = "account {0} not found")]
    AccountNotFound(u64),
    #[status(409, code = "6", detail = "account {0} exists")]
    AccountExists(u64),
    #[status(400, code = "3", detail = "amount must be positive, was {0}")]
    InvalidAmount(i64),
    #[status(
        400,
        code = "9",
        detail = "balance is {balance}, and {wanted} are wanted",
        meta("@type" = "type.ledger.example/Shortfall")
    )]
    InsufficientFunds { #[meta] balance: i64, #[meta] wanted: i64 },
    #[status(409, code = "10", detail = "the transaction was changed meanwhile")]
    Aborted,
    #[status(403, code = "7", detail = "the caller may not write")]
    PermissionDenied,
    #[status(429, code = "8", detail = "quota `{0}` is used up", meta("@type" = "type.ledger.example/Quota", name = .0))]
    Quota(&'static str),
    #[status(500, code = "13", detail = "internal", display = "storage failed")]
    Storage(#[from] std::io::Error),
    #[status(
        503,
        code = "14",
        detail = "unavailable",
        display = "replica {0} is behind"
    )]
    Unavailable(String),
}

pub static LEDGER: Dialect = Dialect::NEUTRAL.body("application/json", shape);

#[derive(Serialize)]
struct Status<'a> {
    code: u8,
    message: &'a str,
    details: Vec<&'a Map<String, Value>>,
}

fn shape(error: &PublicError<'_>) -> Body {
    Body::json(&Status {
        code: error.code().parse().unwrap_or(2),
        message: error.detail(),
        details: error.errors().iter().filter_map(|error| error.meta.as_ref()).collect(),
    })
}
