//! A ledger's errors, written by hand: gRPC's status as JSON, as gateways of gRPC send it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum Error {
    #[error("account {0} not found")]
    AccountNotFound(u64),
    #[error("account {0} exists")]
    AccountExists(u64),
    #[error("amount must be positive, was {0}")]
    InvalidAmount(i64),
    #[error("balance is {balance}, and {wanted} are wanted")]
    InsufficientFunds { balance: i64, wanted: i64 },
    #[error("the transaction was changed meanwhile")]
    Aborted,
    #[error("the caller may not write")]
    PermissionDenied,
    #[error("quota `{0}` is used up")]
    Quota(&'static str),
    #[error("storage: {0}")]
    Storage(#[from] std::io::Error),
    #[error("replica {0} is behind")]
    Unavailable(String),
}

#[derive(Serialize)]
struct Status {
    code: u8,
    message: String,
    details: Vec<Value>,
}

impl Error {
    fn grpc_code(&self) -> u8 {
        match self {
            Self::InvalidAmount(_) => 3,
            Self::AccountNotFound(_) => 5,
            Self::AccountExists(_) => 6,
            Self::PermissionDenied => 7,
            Self::Quota(_) => 8,
            Self::InsufficientFunds { .. } => 9,
            Self::Aborted => 10,
            Self::Storage(_) => 13,
            Self::Unavailable(_) => 14,
        }
    }

    fn details(&self) -> Vec<Value> {
        match self {
            Self::InsufficientFunds { balance, wanted } => vec![json!({
                "@type": "type.ledger.example/Shortfall",
                "balance": balance,
                "wanted": wanted,
            })],
            Self::Quota(name) => vec![json!({
                "@type": "type.ledger.example/Quota",
                "name": name,
            })],
            _ => Vec::new(),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let code = self.grpc_code();
        let status = match code {
            3 | 9 => StatusCode::BAD_REQUEST,
            5 => StatusCode::NOT_FOUND,
            6 | 10 => StatusCode::CONFLICT,
            7 => StatusCode::FORBIDDEN,
            8 => StatusCode::TOO_MANY_REQUESTS,
            14 => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let message = match code {
            13 => "internal".to_owned(),
            14 => "unavailable".to_owned(),
            _ => self.to_string(),
        };
        if status.is_server_error() {
            tracing::error!("{self}");
        }
        let details = self.details();
        let body = Status {
            code,
            message,
            details,
        };
        (status, Json(body)).into_response()
    }
}
