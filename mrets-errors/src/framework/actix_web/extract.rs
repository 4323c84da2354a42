//! Extractors that stand in for actix-web's own: change the import, and each refusal names the wrong place.
//!
//! Their error is a [`Refusal`], whose table says which answer a request gets. [`Json`] obeys the service's
//! `JsonConfig` and [`Form`] its `FormConfig`, with their limits, Content-Types and error handlers.
//!
//! ```
//! use actix_web::web;
//! use mrets_errors::actix_web::extract::{Json, Path};
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! struct Account {
//!     name: String,
//! }
//!
//! async fn rename(id: Path<u32>, account: Json<Account>) -> String {
//!     format!("{} is {}", *id, account.name)
//! }
//!
//! let app = actix_web::App::new().route("/accounts/{id}", web::put().to(rename));
//! ```

use crate::framework::actix_web::convert;
use crate::framework::extract::params::Params;
use crate::framework::extract::{content_type, read, write};
use ::actix_web::body::BoxBody;
use ::actix_web::dev::Payload;
use ::actix_web::error::{Error, JsonPayloadError, UrlencodedError};
use ::actix_web::http::Method;
use ::actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, web};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::future::{Future, Ready, ready};
use std::pin::Pin;

pub use crate::framework::extract::refusal::Refusal;
pub use crate::framework::extract::wrapper::{Form, Json, Path, Query};

type Read<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Error;
    type Future = Read<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        // actix-web reads the bytes, by its configuration, and we read the value.
        let raw = web::Json::<Box<RawValue>>::from_request(request, payload);
        Box::pin(async {
            match raw.await {
                Ok(raw) => Ok(Self(read::json(raw.get().as_bytes())?)),
                Err(error) => Err(no_json(error)),
            }
        })
    }
}

impl<T: Serialize> Responder for Json<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        convert(write::json(&self.0))
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Error;
    type Future = Read<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            let form = read::query(request.query_string());
            return Box::pin(async { Ok(Self(form?)) });
        }
        let pairs = web::Form::<Vec<(String, String)>>::from_request(request, payload);
        Box::pin(async {
            let pairs = pairs.await.map_err(no_form)?.into_inner();
            let pairs = pairs.into_iter();
            let pairs = pairs.map(|(name, value)| (name.into(), value.into()));
            Ok(Self(read::form(pairs)?))
        })
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read::query(request.query_string()).map(Self))
    }
}

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        // actix-web decodes the values.
        let params = web::Path::<Params>::from_request(request, payload).into_inner();
        ready(params.and_then(|params| Ok(Self(read::path(&params)?))))
    }
}

/// The refusal of a body that actix-web did not read. The error of an error handler stays.
fn no_json(error: Error) -> Error {
    match error.as_error() {
        Some(JsonPayloadError::Overflow { .. } | JsonPayloadError::OverflowKnownLength { .. }) => {
            Refusal::too_large().into()
        }
        Some(JsonPayloadError::ContentType) => Refusal::content_type(content_type::JSON).into(),
        Some(JsonPayloadError::Deserialize(error)) => Refusal::malformed(error).into(),
        Some(JsonPayloadError::Payload(cause)) => Refusal::incomplete(cause.to_string()).into(),
        _ => error,
    }
}

fn no_form(error: Error) -> Error {
    match error.as_error() {
        Some(UrlencodedError::Overflow { .. }) => Refusal::too_large().into(),
        Some(UrlencodedError::ContentType) => Refusal::content_type(content_type::FORM).into(),
        Some(UrlencodedError::Payload(cause)) => Refusal::incomplete(cause.to_string()).into(),
        _ => error,
    }
}
