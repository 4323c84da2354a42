//! Extractors: arguments of a handler whose refusals name the wrong place.
//!
//! Their error is a [`Refusal`], whose table says which answer a request gets. salvo's `SecureMaxSize` limits a body.
//!
//! ```
//! use mrets_errors::salvo::extract::{Json, Path};
//! use salvo_core::prelude::*; // or salvo::prelude::*
//! # mod salvo { pub use salvo_core::*; }
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! struct Account {
//!     name: String,
//! }
//!
//! #[handler]
//! async fn rename(id: Path<u32>, account: Json<Account>) -> String {
//!     format!("{} is {}", *id, account.name)
//! }
//!
//! let router = Router::with_path("accounts/{id}").put(rename);
//! ```

use crate::framework::extract::params::Params;
use crate::framework::extract::{read, write as written};
use crate::framework::salvo::write;
use ::salvo_core::extract::{Extractible, Metadata};
use ::salvo_core::http::ParseError;
use ::salvo_core::{Request, Response, Scribe};
use bytes::Bytes;
use form_urlencoded::parse;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderValue};
use http_body_util::LengthLimitError;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use crate::framework::extract::refusal::Refusal;
pub use crate::framework::extract::wrapper::{Form, Json, Path, Query};

/// The description by which salvo knows an extractor. Only serde reads the value within.
static METADATA: Metadata = Metadata::new("mrets_errors");

macro_rules! extractible {
    ($($extractor:ident $read:ident)*) => {
        $(
            #[allow(refining_impl_trait)] // The error is named.
            impl<'ex, T: DeserializeOwned + Send> Extractible<'ex> for $extractor<T> {
                fn metadata() -> &'static Metadata {
                    &METADATA
                }

                async fn extract(request: &'ex mut Request) -> Result<Self, Refusal> {
                    $read(request).await.map(Self)
                }
            }
        )*
    };
}

extractible! {
    Json json
    Form form
    Query query
    Path path
}

impl<T: Serialize + Send> Scribe for Json<T> {
    fn render(self, response: &mut Response) {
        // Keep a status that the handler has set.
        let status = response.status_code;
        let answer = written::json(&self.0);
        let is_success = answer.status().is_success();
        write(answer, response);
        if let Some(status) = status.filter(|_| is_success) {
            response.status_code(status);
        }
    }
}

async fn json<T: DeserializeOwned>(request: &mut Request) -> Result<T, Refusal> {
    read::expect_json(content_type(request))?;
    read::json(body(request).await?)
}

async fn form<T: DeserializeOwned>(request: &mut Request) -> Result<T, Refusal> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return query(request).await;
    }
    read::expect_form(content_type(request))?;
    read::form(parse(body(request).await?))
}

#[allow(clippy::unused_async)] // The extractors that read a body are asynchronous.
async fn query<T: DeserializeOwned>(request: &mut Request) -> Result<T, Refusal> {
    read::query(request.uri().query().unwrap_or_default())
}

#[allow(clippy::unused_async)]
async fn path<T: DeserializeOwned>(request: &mut Request) -> Result<T, Refusal> {
    let params = request.params().iter();
    let params = params.map(|(name, value)| (name.clone(), value.clone()));
    read::path(&Params(params.collect()))
}

fn content_type(request: &Request) -> Option<&[u8]> {
    let content_type = request.headers().get(CONTENT_TYPE);
    content_type.map(HeaderValue::as_bytes)
}

async fn body(request: &mut Request) -> Result<&Bytes, Refusal> {
    request.payload().await.map_err(|error| match error {
        ParseError::Other(cause) if cause.is::<LengthLimitError>() => Refusal::too_large(),
        error => Refusal::incomplete(error),
    })
}
