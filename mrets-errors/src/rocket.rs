//! [rocket](https://docs.rs/rocket) 0.5: every derived error is a `Responder`; the fairing
//! [`Envelopes`] makes envelopes of what rocket itself answers.
//!
//! ```
//! use mrets_errors::MretsError;
//! use mrets_errors::rocket::{Envelopes, fail};
//! use rocket::request::{FromRequest, Outcome};
//! use rocket::{Request, get, routes};
//!
//! #[derive(Debug, MretsError)]
//! enum AccountError {
//!     #[status(401)]
//!     Unauthenticated,
//!     #[status(404, detail = "There is no account {id}.")]
//!     NotFound { id: u32 },
//! }
//!
//! struct User;
//!
//! #[rocket::async_trait]
//! impl<'r> FromRequest<'r> for User {
//!     type Error = ();
//!
//!     async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
//!         fail(request, AccountError::Unauthenticated) // rocket alone loses a guard's error
//!     }
//! }
//!
//! #[get("/accounts/<id>")]
//! fn account(id: u32, _user: User) -> Result<String, AccountError> {
//!     Err(AccountError::NotFound { id })
//! }
//!
//! let rocket = rocket::build()
//!     .mount("/", routes![account])
//!     .attach(Envelopes); // the line: guards, unknown paths, panics, catchers
//! ```
//!
//! What cannot be an envelope, or is one of another status:
//!
//! | case | answer | reason |
//! | --- | --- | --- |
//! | another method | 404 without `Allow` | rocket has no route for it |
//! | a path or query parameter of another type | 422 | rocket says so; its guards' errors are lost |
//! | malformed JSON in rocket's own `Json` | 400 | its error is lost: [`Json`] answers 422 |
//! | a head that is no HTTP | 400 without body | it is answered before any fairing is asked |

use crate::fields::AsMretsError;
use crate::foreign::{self, Foreign};
use crate::{AnyError, Envelope, ErrorObject, Errors, MretsError, framework, replace};
use ::rocket::async_trait;
use ::rocket::catcher::{BoxFuture, Catcher};
use ::rocket::data::{self, Data, FromData, Limits};
use ::rocket::fairing::{Fairing, Info, Kind};
use ::rocket::http::{Header, Method, Status};
use ::rocket::outcome::Outcome;
use ::rocket::response::Response;
use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use std::io::Cursor;
use std::str;
use std::sync::{Mutex, PoisonError};

pub use ::rocket::Request;
pub use ::rocket::response::{Responder, Result};

/// What generated impls do.
#[doc(hidden)]
pub fn respond(error: &dyn MretsError) -> Result<'static> {
    Ok(convert(framework::answer(error)))
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_rocket {
    ([$($params:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<'__mrets, $($params)*> $crate::rocket::Responder<'__mrets, 'static> for $ty $($bounds)* {
            fn respond_to(
                self,
                _: &'__mrets $crate::rocket::Request<'_>,
            ) -> $crate::rocket::Result<'static> {
                $crate::rocket::respond(&self)
            }
        }
    };
}

impl<'r, E: AsMretsError> Responder<'r, 'static> for Errors<E> {
    fn respond_to(self, _: &'r Request<'_>) -> Result<'static> {
        respond(&self)
    }
}

impl<'r> Responder<'r, 'static> for ErrorObject {
    fn respond_to(self, _: &'r Request<'_>) -> Result<'static> {
        respond(&self)
    }
}

impl<'r> Responder<'r, 'static> for AnyError {
    fn respond_to(self, _: &'r Request<'_>) -> Result<'static> {
        respond(self.as_mrets_error())
    }
}

impl<'r> Responder<'r, 'static> for Envelope {
    fn respond_to(self, _: &'r Request<'_>) -> Result<'static> {
        Ok(convert(self.to_response()))
    }
}

/// A fairing that makes envelopes of all failures that are none yet: those of guards, unknown paths,
/// panics, catchers, and responses made by hand.
///
/// ```
/// let rocket = rocket::build().attach(mrets_errors::rocket::Envelopes);
/// ```
///
/// The text of a 4xx becomes the detail, that of a 5xx never does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Envelopes;

#[async_trait]
impl Fairing for Envelopes {
    fn info(&self) -> Info {
        Info {
            name: "mrets-errors: envelopes",
            kind: Kind::Response,
        }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        if request.method() != Method::Head {
            envelope(request, response).await;
        }
    }
}

/// A catcher of all failures of rocket's, where [`Envelopes`] is not wanted for responses made by
/// hand.
///
/// ```
/// let rocket = rocket::build().register("/", [mrets_errors::rocket::catcher()]);
/// ```
#[must_use]
pub fn catcher() -> Catcher {
    fn answer<'r>(status: Status, request: &'r Request<'_>) -> BoxFuture<'r> {
        let answer = kept(request, status.code).unwrap_or_else(|| {
            let status = StatusCode::from_u16(status.code);
            ErrorObject::new(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)).to_response()
        });
        Box::pin(async move { Ok(convert(answer)) })
    }
    Catcher::new(None, answer)
}

/// The failure of a guard, whose error rocket loses: it is kept for [`Envelopes`] and [`catcher`].
pub fn fail<S, F>(
    request: &Request<'_>,
    error: impl Into<AnyError>,
) -> Outcome<S, (Status, ()), F> {
    let answer = framework::answer(error.into().as_mrets_error());
    let status = Status::new(answer.status().as_u16());
    *lock(request) = Some(answer);
    Outcome::Error((status, ()))
}

/// JSON in the body, of which rocket's limit `json` allows so much. A body that is malformed or does
/// not fit is a 422, one that is too large a 413, and one of another Content-Type a 415.
///
/// ```
/// use mrets_errors::rocket::Json;
///
/// #[rocket::post("/names", data = "<names>")]
/// fn names(names: Json<Vec<String>>) -> String {
///     names.0.join(", ")
/// }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

#[async_trait]
impl<'r, T: DeserializeOwned> FromData<'r> for Json<T> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> data::Outcome<'r, Self> {
        let content_type = request.content_type();
        if !content_type.is_some_and(|found| found.is_json() || found.is_json_api()) {
            return fail(
                request,
                ErrorObject::new(StatusCode::UNSUPPORTED_MEDIA_TYPE),
            );
        }
        let limit = request.limits().get("json").unwrap_or(Limits::JSON);
        let body = match data.open(limit).into_bytes().await {
            Ok(body) if body.is_complete() => body.into_inner(),
            Ok(_) => return fail(request, ErrorObject::new(StatusCode::PAYLOAD_TOO_LARGE)),
            Err(_) => return fail(request, ErrorObject::new(StatusCode::BAD_REQUEST)),
        };
        match serde_json::from_slice(&body) {
            Ok(value) => Outcome::Success(Self(value)),
            Err(error) => {
                let text = error.to_string();
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                fail(request, replace::object(status, Some(&text)))
            }
        }
    }
}

/// What the last guard that failed wanted to answer.
#[derive(Default)]
struct Kept(Mutex<Option<http::Response<Bytes>>>);

fn lock<'r>(request: &'r Request<'_>) -> std::sync::MutexGuard<'r, Option<http::Response<Bytes>>> {
    let Kept(kept) = request.local_cache(Kept::default);
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// None where another failure than the guard's is answered.
fn kept(request: &Request<'_>, status: u16) -> Option<http::Response<Bytes>> {
    lock(request)
        .take()
        .filter(|answer| answer.status().as_u16() == status)
}

async fn envelope<'r>(request: &'r Request<'_>, response: &mut Response<'r>) {
    let status = response.status().code;
    if !matches!(status, 400..=599) {
        return;
    }
    let content_type = response.headers().get_one("content-type");
    let content_type = content_type.map(str::to_owned);
    let is_small = response
        .body()
        .preset_size()
        .is_some_and(|len| len <= foreign::MAX_READ);
    let body = if is_small {
        response.body_mut().to_bytes().await.ok()
    } else {
        None
    };
    let foreign = Foreign {
        status,
        content_type: content_type.as_deref().map(str::as_bytes),
        body: body.as_deref(),
    };
    let Some(envelope) = foreign.to_envelope() else {
        if let Some(body) = body {
            response.set_sized_body(body.len(), Cursor::new(body));
        }
        return;
    };
    let envelope = kept(request, status).unwrap_or(envelope);
    let names: Vec<_> = response
        .headers()
        .iter()
        .map(|header| header.name.to_string())
        .collect();
    for name in names {
        if replace::describes_body(&name.to_ascii_lowercase()) {
            response.remove_header(&name);
        }
    }
    let (head, body) = envelope.into_parts();
    for name in head.headers.keys() {
        if response.headers().contains(name.as_str()) {
            continue;
        }
        for value in head.headers.get_all(name) {
            add_header(response, name.as_str(), value.as_bytes());
        }
    }
    response.set_sized_body(body.len(), Cursor::new(body));
}

fn convert(answer: http::Response<Bytes>) -> Response<'static> {
    let (head, body) = answer.into_parts();
    let mut response = Response::new();
    response.set_status(Status::new(head.status.as_u16()));
    for (name, value) in &head.headers {
        add_header(&mut response, name.as_str(), value.as_bytes());
    }
    if !body.is_empty() {
        response.set_sized_body(body.len(), Cursor::new(body));
    }
    response
}

/// All values that errors have are texts, which rocket wants.
fn add_header(response: &mut Response<'_>, name: &str, value: &[u8]) {
    if let Ok(value) = str::from_utf8(value) {
        response.adjoin_header(Header::new(name.to_owned(), value.to_owned()));
    }
}
