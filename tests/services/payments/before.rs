//! A payment service's errors, written by hand: problem documents (RFC 9457).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum Error {
    #[error("There is no payment {0}.")]
    NoPayment(u64),
    #[error("The card was declined.")]
    Declined { retry: bool },
    #[error("The balance is {balance}, but this costs {cost}.")]
    OutOfCredit {
        account: u64,
        balance: u64,
        cost: u64,
    },
    #[error("The key was used for another payment.")]
    KeyReused,
    #[error("the acquirer answered {0}")]
    Acquirer(u16),
    #[error("database: {0}")]
    Database(#[from] std::io::Error),
}

#[derive(Serialize)]
struct Problem {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    balance: Option<u64>,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry: Option<bool>,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, title, code) = match &self {
            Self::NoPayment(_) => (StatusCode::NOT_FOUND, "No such payment", "no_payment"),
            Self::Declined { .. } => (StatusCode::PAYMENT_REQUIRED, "Card declined", "declined"),
            Self::OutOfCredit { .. } => (StatusCode::FORBIDDEN, "Out of credit", "out_of_credit"),
            Self::KeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "Key reused", "key_reused"),
            Self::Acquirer(_) => (StatusCode::BAD_GATEWAY, "Acquirer failed", "acquirer"),
            Self::Database(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Internal error",
                "database",
            ),
        };
        let detail = if status.is_server_error() {
            tracing::error!("{self}");
            "This is our fault. You were not charged.".to_owned()
        } else {
            self.to_string()
        };
        let mut problem = Problem {
            r#type: format!("https://pay.example/problems/{code}"),
            title,
            status: status.as_u16(),
            detail,
            instance: None,
            balance: None,
            code,
            retry: None,
        };
        match self {
            Self::NoPayment(id) => problem.instance = Some(format!("/payments/{id}")),
            Self::OutOfCredit {
                account, balance, ..
            } => {
                problem.instance = Some(format!("/accounts/{account}"));
                problem.balance = Some(balance);
            }
            Self::Declined { retry } => problem.retry = Some(retry),
            _ => {}
        }
        let mut response = (status, Json(problem)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        response
    }
}
