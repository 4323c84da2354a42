//! Guards whose refusals name the wrong place.
//!
//! | guard | reads | place in a handler |
//! | --- | --- | --- |
//! | [`Json`] | a body of JSON, up to rocket's limit `json` | `data` |
//! | [`Form`] | the query of a GET or HEAD, else a form in the body, up to rocket's limit `form` | `data` |
//! | [`Query`] | the query | a request guard |
//! | [`Path`] | the parameters of the route | a request guard |
//!
//! Their error is a [`Refusal`], whose table says which answer a request gets. rocket loses a guard's error, so
//! [`Envelopes`](crate::rocket::Envelopes) or [`catcher`](crate::rocket::catcher) answers it.
//!
//! rocket wants each parameter of a route among the handler's arguments, where a `&str` takes it as it is. A parameter
//! written as `<_>` needs no argument, but then a refusal cannot name it.
//!
//! ```
//! use mrets_errors::rocket::extract::{Json, Path};
//! use rocket::{put, routes};
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! struct Account {
//!     name: String,
//! }
//!
//! #[put("/accounts/<id>", data = "<account>")]
//! fn rename(id: &str, path: Path<u32>, account: Json<Account>) -> String {
//!     let _ = id;
//!     format!("{} is {}", *path, account.name)
//! }
//!
//! let rocket = rocket::build().mount("/", routes![rename]);
//! ```

use crate::framework::extract::params::Params;
use crate::framework::extract::{read, write};
use crate::framework::rocket::{convert, fail};
use ::rocket::data::{ByteUnit, Data, FromData, Limits, Outcome as DataOutcome};
use ::rocket::http::Method;
use ::rocket::outcome::Outcome;
use ::rocket::request::{FromRequest, Outcome as RequestOutcome};
use ::rocket::response::{Responder, Result as ResponseResult};
use ::rocket::{Request, async_trait};
use form_urlencoded::parse;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use crate::framework::extract::refusal::Refusal;
pub use crate::framework::extract::wrapper::{Form, Json, Path, Query};

#[async_trait]
impl<'r, T: DeserializeOwned> FromData<'r> for Json<T> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> DataOutcome<'r, Self> {
        if let Err(refusal) = read::expect_json(content_type(request)) {
            return fail(request, refusal);
        }
        match body(request, data, "json", Limits::JSON).await {
            Ok(body) => outcome(request, read::json(&body).map(Self)),
            Err(refusal) => fail(request, refusal),
        }
    }
}

impl<'r, T: Serialize> Responder<'r, 'static> for Json<T> {
    fn respond_to(self, _: &'r Request<'_>) -> ResponseResult<'static> {
        Ok(convert(write::json(&self.0)))
    }
}

#[async_trait]
impl<'r, T: DeserializeOwned> FromData<'r> for Form<T> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> DataOutcome<'r, Self> {
        if matches!(request.method(), Method::Get | Method::Head) {
            return outcome(request, query(request).map(Self));
        }
        if let Err(refusal) = read::expect_form(content_type(request)) {
            return fail(request, refusal);
        }
        match body(request, data, "form", Limits::FORM).await {
            Ok(body) => outcome(request, read::form(parse(&body)).map(Self)),
            Err(refusal) => fail(request, refusal),
        }
    }
}

#[async_trait]
impl<'r, T: DeserializeOwned> FromRequest<'r> for Query<T> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> RequestOutcome<Self, ()> {
        outcome(request, query(request).map(Self))
    }
}

#[async_trait]
impl<'r, T: DeserializeOwned> FromRequest<'r> for Path<T> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> RequestOutcome<Self, ()> {
        outcome(request, read::path(&params(request)).map(Self))
    }
}

fn query<T: DeserializeOwned>(request: &Request<'_>) -> Result<T, Refusal> {
    let query = request.uri().query();
    read::query(query.map_or("", |query| query.as_str()))
}

/// The segments of the path for which the route has a name.
fn params(request: &Request<'_>) -> Params {
    let Some(route) = request.route() else {
        return Params::default();
    };
    let names = route.uri.path().split('/').filter(|name| !name.is_empty());
    let segments = request.uri().path().segments();
    let mut params = Vec::new();
    for (index, name) in names.enumerate() {
        let Some(name) = name
            .strip_prefix('<')
            .and_then(|name| name.strip_suffix('>'))
        else {
            continue;
        };
        let value = match name.strip_suffix("..") {
            Some(_) => segments.clone().skip(index).collect::<Vec<_>>().join("/"),
            None => segments.get(index).unwrap_or_default().to_owned(),
        };
        let name = name.trim_end_matches("..");
        params.push((name.to_owned(), value));
    }
    Params(params)
}

fn content_type<'r>(request: &'r Request<'_>) -> Option<&'r [u8]> {
    let content_type = request.headers().get_one("Content-Type");
    content_type.map(str::as_bytes)
}

async fn body(
    request: &Request<'_>,
    data: Data<'_>,
    limit: &str,
    default: ByteUnit,
) -> Result<Vec<u8>, Refusal> {
    let limit = request.limits().get(limit).unwrap_or(default);
    match data.open(limit).into_bytes().await {
        Ok(body) if body.is_complete() => Ok(body.into_inner()),
        Ok(_) => Err(Refusal::too_large()),
        Err(error) => Err(Refusal::incomplete(error)),
    }
}

fn outcome<S, F>(
    request: &Request<'_>,
    read: Result<S, Refusal>,
) -> Outcome<S, (::rocket::http::Status, ()), F> {
    match read {
        Ok(value) => Outcome::Success(value),
        Err(refusal) => fail(request, refusal),
    }
}
