//! An error of a function in AWS Lambda, behind an API Gateway or a function URL.

use lambda_http::{Body, Request, RequestExt as _, Response, service_fn};
use mrets_errors::{MretsError, negotiate, report};
use std::convert::Infallible;

/// The answer to an error. An `Err` of the function would be a 502 of the gateway's own.
fn to_response(error: &(impl MretsError + 'static), request: &Request) -> Response<Body> {
    let _ = report(error); // the log gets all of it
    let response = error.to_response_as(negotiate(request.headers()));
    response.map(|body| Body::Text(String::from_utf8_lossy(&body).into_owned()))
}

/// The errors of an account.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
pub enum AccountError {
    /// Nobody has this number.
    #[status(404, detail = "There is no account {0}.")]
    NoAccount(u32),
    /// The parameter is missing, or no number.
    #[status(400, parameter = "id", detail = "Which account?")]
    WhichAccount,
}

/// The function.
///
/// # Errors
///
/// None: each error is an answer.
pub async fn handler(request: Request) -> Result<Response<Body>, Infallible> {
    let answer = owner(&request).map(|owner| Response::new(Body::from(owner)));
    Ok(answer.unwrap_or_else(|error| to_response(&error, &request)))
}

fn owner(request: &Request) -> Result<&'static str, AccountError> {
    let parameters = request.query_string_parameters();
    let id = parameters.first("id").and_then(|id| id.parse().ok());
    match id.ok_or(AccountError::WhichAccount)? {
        1 => Ok("Ada"),
        id => Err(AccountError::NoAccount(id)),
    }
}

/// Serves until Lambda stops it.
///
/// # Errors
///
/// Lambda cannot be reached.
pub async fn run() -> Result<(), lambda_http::Error> {
    lambda_http::run(service_fn(handler)).await
}
