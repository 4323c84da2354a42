//! The shop's errors as they were before the derive, for the test that compares both.

use std::{io, time::Duration};

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use thiserror::Error;

#[derive(Debug, Error)]
pub(crate) enum ShopError {
    #[error("There is no article {0}.")]
    ArticleNotFound(u32),
    #[error("There is no order {0}.")]
    OrderNotFound(usize),
    #[error("{left} of article {article} are left.")]
    SoldOut { article: u32, left: u32 },
    #[error("An order is for 1 to {max} pieces.")]
    InvalidQuantity { max: u32 },
    #[error("Sign in first.")]
    SignInRequired,
    #[error("This order is another customer's.")]
    NotYourOrder,
    #[error("Wait before you order again.")]
    TooManyOrders { wait: Duration },
    #[error("receipt: {0}")]
    Receipt(#[from] io::Error),
}

#[derive(Serialize)]
struct Body {
    error: Inner,
}

#[derive(Serialize)]
struct Inner {
    code: &'static str,
    message: String,
    r#type: &'static str,
    link: String,
}

impl IntoResponse for ShopError {
    fn into_response(self) -> Response {
        let (status, code) = match &self {
            Self::ArticleNotFound(_) => (StatusCode::NOT_FOUND, "article_not_found"),
            Self::OrderNotFound(_) => (StatusCode::NOT_FOUND, "order_not_found"),
            Self::SoldOut { .. } => (StatusCode::CONFLICT, "sold_out"),
            Self::InvalidQuantity { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "invalid_quantity"),
            Self::SignInRequired => (StatusCode::UNAUTHORIZED, "sign_in_required"),
            Self::NotYourOrder => (StatusCode::FORBIDDEN, "not_your_order"),
            Self::TooManyOrders { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many_orders"),
            Self::Receipt(_) => (StatusCode::INTERNAL_SERVER_ERROR, "receipt"),
        };
        let r#type = match status.as_u16() {
            401 | 403 => "auth_error",
            500.. => "shop_error",
            _ => "request_error",
        };
        let message = match &self {
            Self::Receipt(error) => {
                tracing::error!("{error}");
                "Something broke on our side. We know of it.".to_owned()
            }
            _ => self.to_string(),
        };
        let error = Inner {
            code,
            message,
            r#type,
            link: format!("/errors#{code}"),
        };
        let mut response = (status, Json(Body { error })).into_response();
        if let Self::TooManyOrders { wait } = self {
            // Seconds, rounded up.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
