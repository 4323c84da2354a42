#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

// Generated code names the crate by its name, in our own doctests and tests too.
#[allow(unused_extern_crates)]
extern crate self as mrets_errors;

mod any;
mod catalog;
#[cfg(feature = "client")]
mod client;
#[allow(missing_docs)] // Hidden, but for the trait.
mod decode;
#[cfg(feature = "docs")]
mod docs;
mod envelope;
mod error;
mod errors;
#[allow(missing_docs)] // Hidden: what its public items are for stands beside them.
mod escape;
#[cfg(any(feature = "docs", feature = "utoipa"))]
mod example;
#[allow(missing_docs)] // Hidden, as well.
mod fields;
#[cfg(any(
    feature = "actix-web",
    feature = "axum",
    feature = "poem",
    feature = "rocket",
    feature = "salvo",
    feature = "warp"
))]
mod framework;
mod json;
#[cfg(any(feature = "axum-extract", feature = "rocket"))]
mod located;
mod negotiate;
mod object;
#[allow(missing_docs)] // Hidden, as well.
mod out;
#[allow(missing_docs)] // Hidden, as well.
mod parts;
#[cfg(any(
    feature = "actix-web",
    feature = "poem",
    feature = "rocket",
    feature = "salvo",
    feature = "tower",
    feature = "warp"
))]
mod plan;
mod problem;
#[cfg(any(
    feature = "actix-web",
    feature = "poem",
    feature = "rocket",
    feature = "salvo",
    feature = "tower",
    feature = "warp"
))]
mod replace;
mod response;
#[cfg(any(feature = "schemars", feature = "utoipa"))]
mod schema;
#[cfg(feature = "schemars")]
mod schemars;
mod status;

#[cfg(feature = "actix-web")]
#[cfg_attr(docsrs, doc(cfg(feature = "actix-web")))]
pub mod actix_web;
#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub mod axum;
pub mod derive;
pub mod frameworks;
#[cfg(feature = "garde")]
#[cfg_attr(docsrs, doc(cfg(feature = "garde")))]
pub mod garde;
pub mod manual;
#[cfg(feature = "poem")]
#[cfg_attr(docsrs, doc(cfg(feature = "poem")))]
pub mod poem;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod private;
#[cfg(feature = "reqwest")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub mod reqwest;
#[cfg(feature = "rocket")]
#[cfg_attr(docsrs, doc(cfg(feature = "rocket")))]
pub mod rocket;
#[cfg(feature = "salvo")]
#[cfg_attr(docsrs, doc(cfg(feature = "salvo")))]
pub mod salvo;
pub mod table;
#[cfg(feature = "tower")]
#[cfg_attr(docsrs, doc(cfg(feature = "tower")))]
pub mod tower;
#[cfg(feature = "utoipa")]
#[cfg_attr(docsrs, doc(cfg(feature = "utoipa")))]
pub mod utoipa;
#[cfg(feature = "validator")]
#[cfg_attr(docsrs, doc(cfg(feature = "validator")))]
pub mod validator;
#[cfg(feature = "warp")]
#[cfg_attr(docsrs, doc(cfg(feature = "warp")))]
pub mod warp;

pub use any::AnyError;
pub use catalog::{Catalog, Entry};
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use client::{Failure, Retry, RetryPolicy};
pub use decode::Decode;
#[cfg(feature = "docs")]
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
pub use docs::{Changes, LockError};
pub use envelope::{Envelope, ErrorObject, Links, Source};
pub use error::MretsError;
pub use errors::Errors;
pub use mrets_errors_derive::MretsError;
pub use negotiate::{Format, negotiate};
pub use problem::Problem;
pub use response::PassThrough;
