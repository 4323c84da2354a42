//! Filters that stand in for warp's own: change the path, and each refusal names the wrong place.
//!
//! | filter | reads | in place of |
//! | --- | --- | --- |
//! | [`json`] | a body of JSON | `warp::body::json` |
//! | [`form`] | the query of a GET or HEAD, else a form in the body | `warp::body::form` |
//! | [`query`] | the query | `warp::query` |
//! | [`path`] | the next segment of the path, by a name | `warp::path::param` |
//!
//! Their rejection holds a [`Refusal`], whose table says which answer a request gets;
//! [`recover`](crate::warp::recover) answers it. `warp::body::content_length_limit` limits a body.
//!
//! ```
//! use mrets_errors::warp::{extract, recover};
//! use serde::Deserialize;
//! use warp::Filter;
//!
//! #[derive(Deserialize)]
//! struct Account {
//!     name: String,
//! }
//!
//! let rename = warp::path("accounts")
//!     .and(extract::path("id"))
//!     .and(warp::path::end())
//!     .and(warp::put())
//!     .and(extract::json())
//!     .map(|id: u32, account: Account| format!("{id} is {}", account.name))
//!     .recover(recover);
//! # let _ = warp::service(rename);
//! ```

use crate::framework::extract::params::Params;
use crate::framework::extract::read;
use ::warp::reject::{self, Reject};
use ::warp::{Filter, Rejection};
use bytes::Bytes;
use form_urlencoded::parse;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Method};
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::future::ready;

pub use crate::framework::extract::refusal::Refusal;

/// Reads a body of JSON.
///
/// ```
/// # use warp::Filter;
/// let sum = mrets_errors::warp::json().map(|numbers: Vec<u32>| numbers.len().to_string());
/// ```
#[must_use]
pub fn json<T: DeserializeOwned + Send + 'static>()
-> impl Filter<Extract = (T,), Error = Rejection> + Copy {
    ::warp::header::headers_cloned()
        .and_then(async |headers: HeaderMap| {
            Ok::<_, Rejection>(read::expect_json(content_type(&headers))?)
        })
        .untuple_one()
        .and(::warp::body::bytes())
        .and_then(async |body: Bytes| Ok::<T, Rejection>(read::json(&body)?))
}

/// Reads a form: the query of a GET or HEAD, else the body.
///
/// ```
/// # use warp::Filter;
/// let pairs = mrets_errors::warp::form().map(|pairs: Vec<(String, u32)>| pairs.len().to_string());
/// ```
#[must_use]
pub fn form<T: DeserializeOwned + Send + 'static>()
-> impl Filter<Extract = (T,), Error = Rejection> + Copy {
    ::warp::method()
        .and(::warp::header::headers_cloned())
        .and(raw_query())
        .and(::warp::body::bytes())
        .and_then(
            async |method: Method, headers: HeaderMap, query: String, body: Bytes| {
                if matches!(method, Method::GET | Method::HEAD) {
                    return Ok::<T, Rejection>(read::query(&query)?);
                }
                read::expect_form(content_type(&headers))?;
                Ok(read::form(parse(&body))?)
            },
        )
}

/// Reads the query.
///
/// ```
/// # use warp::Filter;
/// let pairs = mrets_errors::warp::query().map(|pairs: Vec<(String, u32)>| pairs.len().to_string());
/// ```
#[must_use]
pub fn query<T: DeserializeOwned + Send + 'static>()
-> impl Filter<Extract = (T,), Error = Rejection> + Copy {
    raw_query().and_then(async |query: String| Ok::<T, Rejection>(read::query(&query)?))
}

/// Reads the next segment of the path, as a parameter of this name. As in warp, the segment is not decoded.
///
/// ```
/// # use warp::Filter;
/// let record = warp::path("records").and(mrets_errors::warp::path("id")).map(|id: u32| id.to_string());
/// ```
#[must_use]
pub fn path<T: DeserializeOwned + Send + 'static>(
    name: &'static str,
) -> impl Filter<Extract = (T,), Error = Rejection> + Copy {
    ::warp::path::param().and_then(move |value: String| {
        let params = Params(vec![(name.to_owned(), value)]);
        ready(read::path(&params).map_err(|refusal| reject::custom(OfPath(refusal))))
    })
}

/// The refusal of a path. The rejection of another route, which may be the right one, counts before it.
#[derive(Debug)]
pub(crate) struct OfPath(pub(crate) Refusal);

impl Reject for OfPath {}

/// The query, which is empty if none was sent.
fn raw_query() -> impl Filter<Extract = (String,), Error = Infallible> + Copy {
    let none = ::warp::any().map(String::new);
    ::warp::query::raw().or(none).unify()
}

fn content_type(headers: &HeaderMap) -> Option<&[u8]> {
    headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes)
}
