#![doc = include_str!("manual/front.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

// Generated code names the crate by its name, in our own doctests and tests too.
#[allow(unused_extern_crates)]
extern crate self as mrets_errors;

// Each wing imports from those above it alone; `document` knows no error type.
mod document;

mod answer;
#[cfg(feature = "client")]
mod client;

mod error;

#[cfg(feature = "__docs")]
mod docs;
#[cfg(feature = "__framework")]
mod framework;
#[cfg(feature = "__validation")]
mod validation;

pub mod derive;
pub mod dialect;
pub mod frameworks;
pub mod manual;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod private;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod respond;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

pub use answer::catalog::Catalog;
pub use answer::entry::Entry;
pub use answer::retry_class::RetryClass;
#[cfg(feature = "reqwest")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use client::reqwest;
#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
pub use client::{
    ApiError, Failure, ResponseExt, Retry, RetryBudget, RetryPolicy, Strict, Transport,
};
#[doc(inline)]
pub use derive::MretsError;
#[cfg(feature = "__catalog")]
#[cfg_attr(docsrs, doc(cfg(any(feature = "docs", feature = "utoipa"))))]
pub use docs::OpenApiError;
#[cfg(feature = "utoipa")]
#[cfg_attr(docsrs, doc(cfg(feature = "utoipa")))]
pub use docs::utoipa;
#[cfg(feature = "docs")]
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
pub use docs::{Changes, LockError, Order, Page, UndocumentedError};
#[cfg(feature = "fluent")]
#[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
pub use docs::{FluentError, FluentFault};
pub use document::accept::negotiate;
#[cfg(feature = "__framework")]
pub use document::answered::Answered;
pub use document::dialect::Dialect;
pub use document::envelope::Envelope;
pub use document::format::Format;
#[cfg(feature = "fluent")]
#[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
pub use document::languages::Languages;
pub use document::object::{ErrorObject, Links, Source};
pub use document::problem::Problem;
pub use document::response::PassThrough;
pub use document::table;
pub use error::any::AnyError;
pub use error::as_status::AsStatus;
pub use error::decode::Decode;
pub use error::errors::Errors;
pub use error::internal::{Internal, InternalExt};
pub use error::known::Known;
pub use error::mrets_error::MretsError;
#[cfg(feature = "actix-web")]
#[cfg_attr(docsrs, doc(cfg(feature = "actix-web")))]
pub use framework::actix_web;
#[cfg(feature = "__framework")]
pub use framework::answer::report;
#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub use framework::axum;
#[cfg(feature = "__extract")]
pub use framework::extract::refusal::Refusal;
#[cfg(feature = "__framework")]
pub use framework::observe::observe;
#[cfg(feature = "poem")]
#[cfg_attr(docsrs, doc(cfg(feature = "poem")))]
pub use framework::poem;
#[cfg(feature = "rocket")]
#[cfg_attr(docsrs, doc(cfg(feature = "rocket")))]
pub use framework::rocket;
#[cfg(feature = "salvo")]
#[cfg_attr(docsrs, doc(cfg(feature = "salvo")))]
pub use framework::salvo;
#[cfg(feature = "tonic")]
#[cfg_attr(docsrs, doc(cfg(feature = "tonic")))]
pub use framework::tonic;
#[cfg(feature = "tower")]
#[cfg_attr(docsrs, doc(cfg(feature = "tower")))]
pub use framework::tower;
#[cfg(feature = "warp")]
#[cfg_attr(docsrs, doc(cfg(feature = "warp")))]
pub use framework::warp;
#[cfg(feature = "garde")]
#[cfg_attr(docsrs, doc(cfg(feature = "garde")))]
pub use validation::garde;
#[cfg(feature = "validator")]
#[cfg_attr(docsrs, doc(cfg(feature = "validator")))]
pub use validation::validator;
