//! [axum](https://docs.rs/axum): every derived error is an `IntoResponse`.
//!
//! ```
//! use axum::extract::Path;
//! use mrets_errors::MretsError;
//!
//! #[derive(Debug, MretsError)]
//! enum AccountError {
//!     #[status(404, detail = "There is no account {id}.")]
//!     NotFound { id: u32 },
//! }
//!
//! async fn account(Path(id): Path<u32>) -> Result<String, AccountError> {
//!     Err(AccountError::NotFound { id })
//! }
//!
//! let app: axum::Router = axum::Router::new().route("/accounts/{id}", axum::routing::get(account));
//! ```
//!
//! The feature `axum-extract` adds extractors whose rejections say where the request is wrong,
//! the feature `axum-stack` the layers around a service. [frameworks](crate::frameworks) lists the answer
//! to each case.

#[cfg(feature = "axum-extract")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum-extract")))]
pub mod extract;
#[cfg(feature = "axum-stack")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum-stack")))]
pub mod stack;

use crate::answer::answerable::AnsweringError;
use crate::document::envelope::Envelope;
use crate::framework::answer;
use axum_core::body::Body;
pub use axum_core::response::{IntoResponse, Response};

/// The response of generated impls.
#[doc(hidden)]
pub fn into_response(error: &(dyn AnsweringError + 'static)) -> Response {
    answer::answer(error).map(Body::from)
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_axum {
    (link [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::private::frameworks::axum! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::axum! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::from_poem! {
            link [$($params)*] [$ty] [$($bounds)*] [$($written)*]
        }
    };
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*] $($deref:tt)*) => {
        #[automatically_derived]
        #[allow(redundant_lifetimes)] // The bound outlives every borrow.
        impl<$($params)*> $crate::axum::IntoResponse for $ty
        where
            $($bounds)*
        {
            #[inline]
            fn into_response(self) -> $crate::axum::Response {
                $crate::axum::into_response(&$($deref)* self)
            }
        }
    };
}

impl IntoResponse for Envelope {
    fn into_response(self) -> Response {
        answer::answer_envelope(self).map(Body::from)
    }
}
