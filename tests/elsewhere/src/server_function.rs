//! An error of a server function, as Leptos has them, with `server_fn`.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use http::StatusCode;
use mrets_errors::{Envelope, ErrorObject, MretsError, PassThrough, report};
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, SERVER_FN_ERROR_HEADER, ServerFnErrorErr};
use server_fn_macro_default::server;

/// An error as the browser gets it: its envelope.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublicError(pub Envelope);

impl<E: MretsError + 'static> From<E> for PublicError {
    fn from(error: E) -> Self {
        Self(report(&error).envelope().clone()) // the log gets all of it
    }
}

impl FromServerFnError for PublicError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr::{Args, Deserialization, MissingArg};

        let status = match error {
            Args(_) | Deserialization(_) | MissingArg(_) => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self(Envelope::new([ErrorObject::new(status)]))
    }
}

/// Answers a server function. `server_fn` gives each error a 500: this gives it its own status, and the
/// `EnvelopeLayer` outside leaves the body as the browser's half expects it.
pub async fn handle(request: Request) -> Response {
    let response = server_fn::axum::handle_server_fn(request).await;
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default(); // it is in memory
    let envelope = Envelope::from_slice(&body).unwrap_or_default();
    head.status = envelope.status();
    head.extensions.insert(PassThrough);
    Response::from_parts(head, Body::from(body))
}

/// The errors of an account.
#[derive(Debug, PartialEq, MretsError)]
#[mrets(codes = "snake_case", decode)]
pub enum AccountError {
    /// Nobody has this number.
    #[status(404, detail = "There is no account {id}.")]
    NoAccount {
        /// The number.
        #[meta]
        id: u32,
    },
    /// The cause is for the log.
    #[status(503, detail = "Come back later.")]
    Closed,
}

/// The owner of an account.
///
/// # Errors
///
/// As [`AccountError`] says.
#[server(endpoint = "owner", input = server_fn::codec::Json)]
pub async fn owner(id: u32) -> Result<String, PublicError> {
    match id {
        1 => Ok("Ada".to_owned()),
        2 => Err(AccountError::Closed)?,
        _ => Err(AccountError::NoAccount { id })?,
    }
}

/// The same enum in the browser.
#[must_use]
pub fn to_account_error(error: &PublicError) -> Option<AccountError> {
    let first = error.0.errors.first()?;
    AccountError::from_error_object(first).ok()
}
