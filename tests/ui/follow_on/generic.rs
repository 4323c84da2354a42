use axum::response::IntoResponse as _;
use axum::routing::get;
use mrets_errors::MretsError;
use std::fmt::{Debug, Display};

#[derive(Debug, MretsError)]
enum Error<'a, T, const N: usize = 4>
where
    T: Debug + Display,
{
    #[status(201)]
    Success,
    #[status(404, detail = "There is no {name}.")]
    NoField { id: T },
    #[status(404, detail = "There is no {}.")]
    NoArgument(&'a str),
    #[status(422, detail("{0} of {N}", .0))]
    Ambiguous([u8; N]),
    #[status(422, code = 17)]
    NotAString,
    #[status(407)]
    ProxyAuthenticateMissing,
    #[status(500, expose = true)]
    Flag,
    #[status(500, codes = "snake_case")]
    WrongPlace,
    #[status(404, detail = "There is no {")]
    Brace,
    #[status(422)]
    #[errors]
    OnVariant(#[errors] Vec<Other>),
    #[status(99)]
    Io(#[from] std::io::Error),
}

#[derive(Debug, MretsError)]
#[status(409)]
struct Other;

fn read(path: &str) -> Result<String, Error<'static, u32, 8>> {
    Ok(std::fs::read_to_string(path)?)
}

fn answer<T: Debug + Display>(error: &Error<'_, T>) -> http::Response<bytes::Bytes> {
    assert_eq!(error.detail(), error.to_string());
    error.to_response()
}

async fn handler() -> Result<String, Error<'static, u32, 8>> {
    read("accounts.json")
}

fn main() {
    let app: axum::Router = axum::Router::new().route("/", get(handler));
    let response = Error::<u32>::Success.into_response();
    println!("{app:?} {response:?}");
    answer(&Error::NoField { id: 7 });
}
