use axum::response::IntoResponse as _;
use axum::routing::get;
use mrets_errors::MretsError;

#[derive(Debug, thiserror::Error, MretsError)]
#[mrets(no_respond)]
enum Error {
    #[error("success")]
    #[status(204)]
    Success,
    #[error("no status")]
    NoStatus,
    #[error("unknown name")]
    #[status(NOT_FUND)]
    UnknownName,
    #[error("unknown key")]
    #[status(404, reason = "Not here")]
    UnknownKey,
    #[error("there is no {id}")]
    #[status(404, display = "There is no {id}.")]
    Display { id: u32 },
    #[error("there is no {id}")]
    #[status(404, detail = "There is no {name}.")]
    NoField { id: u32 },
    #[error("it said {cause}")]
    #[status(502, detail = "It said {cause}.")]
    Private { cause: String },
    #[error("upgrade")]
    #[status(426)]
    UpgradeMissing,
    #[error("not modified")]
    #[status(304, title = "As before")]
    NotModified,
    #[error(transparent)]
    #[status(transparent, title = "Other")]
    Transparent(#[from] Other),
    #[error("reading failed")]
    #[status("500")]
    Io(#[from] std::io::Error),
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

fn answer(error: Error) -> http::Response<bytes::Bytes> {
    assert_eq!(error.detail(), error.to_string());
    error.to_response()
}

async fn handler() -> Result<String, Error> {
    read("accounts.json")
}

fn main() {
    let app: axum::Router = axum::Router::new().route("/", get(handler));
    let response = Error::Success.into_response();
    println!("{app:?} {response:?}");
    answer(Error::UnknownName);
}
