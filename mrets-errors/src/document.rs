//! The documents on the wire: JSON:API's error document, RFC 9457's problem document, and their table of
//! texts. Nothing here knows an error type.

pub(crate) mod accept;
pub(crate) mod address;
#[cfg(feature = "__framework")]
pub(crate) mod answered;
pub(crate) mod defaults;
#[allow(missing_docs)] // Hidden: generated code names its static.
pub(crate) mod dialect;
pub(crate) mod envelope;
#[cfg(feature = "html")]
pub(crate) mod error_page;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod escape;
pub(crate) mod format;
#[cfg(feature = "tonic")]
pub(crate) mod grpc;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod grpc_code;
#[cfg(any(
    feature = "__rewrite",
    feature = "docs",
    feature = "html",
    all(feature = "fluent", feature = "tonic")
))]
pub(crate) mod language;
#[cfg(feature = "fluent")]
pub(crate) mod languages;
pub(crate) mod neutral;
pub(crate) mod object;
pub(crate) mod problem;
pub(crate) mod public_error;
mod quality;
pub(crate) mod read;
pub(crate) mod response;
pub(crate) mod status;
pub mod table;
#[cfg(any(feature = "__catalog", feature = "fluent", feature = "html"))]
pub(crate) mod template;
#[cfg(any(all(feature = "html", feature = "__rewrite"), feature = "tonic"))]
pub(crate) mod wait;
#[cfg(feature = "__framework")]
pub(crate) mod wanted;
#[cfg(any(feature = "docs", feature = "fluent", feature = "html"))]
pub(crate) mod word;
#[cfg(any(feature = "docs", feature = "html"))]
pub(crate) mod words;
