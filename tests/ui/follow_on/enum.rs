use axum::response::IntoResponse as _;
use axum::routing::get;
use mrets_errors::MretsError;
use std::time::Duration;

#[derive(Debug, MretsError)]
#[mrets(codes = "snakecase")]
enum Error {
    #[status(200)]
    Success,
    NoStatus,
    #[status(NOTFOUND)]
    UnknownName,
    #[status(404, titel = "Not here")]
    UnknownKey,
    #[status(404, title = "Here", title = "There")]
    DuplicateKey,
    #[status(404, detail = "There is no {name}.")]
    NoField { id: u32 },
    #[status(404, title = "There is no {id}")]
    TitleVaries { id: u32 },
    #[status(500, detail = "It said {cause}.")]
    Private { cause: String },
    #[status(422, detail("{n} items", n = .items.len(), max = 3))]
    UnusedArgument { items: Vec<u32> },
    #[status(429, retry_after = .delay)]
    NoFieldInExpression { wait: Duration },
    #[status(405)]
    AllowMissing,
    #[status(transparent, code = "other")]
    Transparent(#[from] Other),
    #[status(500)]
    TwoSources(#[source] std::io::Error, #[source] std::fmt::Error),
    #[status(600)]
    Io(#[from] std::io::Error),
    #[status(422)]
    Status(#[status(422)] u32),
}

#[derive(Debug, MretsError)]
#[status(409)]
struct Other;

fn read(path: &str) -> Result<String, Error> {
    let text = std::fs::read_to_string(path)?;
    if text.is_empty() {
        Err(Other)?;
    }
    Ok(text)
}

fn show(error: &Error) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string);
    format!("{error}, {}, {source:?}", error.to_string())
}

fn answer(error: Error) -> http::Response<bytes::Bytes> {
    assert!(error.status() != http::StatusCode::OK);
    assert_eq!(error.code(), error.title());
    assert!(error.to_envelope().errors.is_empty());
    assert!(error.headers().is_empty() && error.detail().is_empty());
    assert!(error.to_json().is_empty());
    error.to_response()
}

fn boxed(error: Error) -> Box<dyn std::error::Error + Send + Sync> {
    error.into()
}

fn any(error: Error) -> mrets_errors::AnyError {
    error.into()
}

fn collect(errors: Vec<Error>) -> Result<(), mrets_errors::Errors<Error>> {
    let mut collected = mrets_errors::Errors::new();
    collected.extend(errors);
    collected.into_result(())
}

async fn handler() -> Result<String, Error> {
    read("accounts.json")
}

fn main() {
    let app: axum::Router = axum::Router::new().route("/", get(handler));
    let response = Error::Success.into_response();
    println!("{app:?} {response:?} {}", show(&Error::AllowMissing));
    answer(Error::UnknownName);
    boxed(Error::UnknownKey);
    any(Error::DuplicateKey);
    collect(vec![Error::NoStatus]).unwrap();
}
