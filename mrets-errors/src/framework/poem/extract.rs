//! Extractors that stand in for poem's own: change the import, and each refusal names the wrong place.
//!
//! Their error is a [`Refusal`], whose table says which answer a request gets. poem's `SizeLimit` limits a body.
//!
//! ```
//! use mrets_errors::poem::extract::{Json, Path};
//! use poem::{Route, handler, put};
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! struct Account {
//!     name: String,
//! }
//!
//! #[handler]
//! fn rename(Path(id): Path<u32>, Json(account): Json<Account>) -> String {
//!     format!("{id} is {}", account.name)
//! }
//!
//! let app = Route::new().at("/accounts/:id", put(rename));
//! ```

use crate::framework::extract::{read, write};
use crate::framework::poem::{body_of, convert};
use ::poem::error::ReadBodyError;
use ::poem::{FromRequest, IntoResponse, Request, RequestBody, Response, Result};
use bytes::Bytes;
use form_urlencoded::parse;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use crate::framework::extract::refusal::Refusal;
pub use crate::framework::extract::wrapper::{Form, Json, Path, Query};

impl<'a, T: DeserializeOwned> FromRequest<'a> for Json<T> {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        read::expect_json(content_type(request))?;
        Ok(Self(read::json(&bytes(body).await?)?))
    }
}

impl<T: Serialize + Send> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        convert(write::json(&self.0).map(body_of))
    }
}

impl<'a, T: DeserializeOwned> FromRequest<'a> for Form<T> {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            return Ok(Self(query(request)?));
        }
        read::expect_form(content_type(request))?;
        Ok(Self(read::form(parse(&bytes(body).await?))?))
    }
}

impl<'a, T: DeserializeOwned> FromRequest<'a> for Query<T> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(Self(query(request)?))
    }
}

impl<'a, T: DeserializeOwned> FromRequest<'a> for Path<T> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        // poem decodes the values.
        Ok(Self(read::path(&request.path_params()?)?))
    }
}

fn query<T: DeserializeOwned>(request: &Request) -> Result<T, Refusal> {
    read::query(request.uri().query().unwrap_or_default())
}

fn content_type(request: &Request) -> Option<&[u8]> {
    let content_type = request.headers().get(CONTENT_TYPE);
    content_type.map(HeaderValue::as_bytes)
}

async fn bytes(body: &mut RequestBody) -> Result<Bytes> {
    match body.take()?.into_bytes().await {
        Ok(bytes) => Ok(bytes),
        Err(ReadBodyError::PayloadTooLarge) => Err(Refusal::too_large().into()),
        Err(error) => Err(Refusal::incomplete(error).into()),
    }
}
