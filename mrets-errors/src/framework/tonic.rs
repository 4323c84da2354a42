//! [tonic](https://docs.rs/tonic) 0.14: every derived error becomes a `tonic::Status` by `?`.
//!
//! ```
//! use mrets_errors::MretsError;
//! use tonic::{Code, Request, Response, Status};
//! use tonic_types::StatusExt as _;
//!
//! #[derive(Debug, MretsError)]
//! #[mrets(codes = "snake_case", docs = "https://shop.example/errors")]
//! enum AccountError {
//!     #[status(404, detail = "There is no account {id}.", meta(id = .id))]
//!     NoAccount { id: u32 },
//!     #[status(409, grpc = "ALREADY_EXISTS", detail = "The name {0} is taken.", pointer = "/data/attributes/name")]
//!     NameTaken(String),
//! }
//!
//! # type Account = ();
//! async fn account(request: Request<u32>) -> Result<Response<Account>, Status> {
//!     Err(AccountError::NoAccount { id: request.into_inner() })?
//! }
//!
//! let status = Status::from(AccountError::NoAccount { id: 7 });
//! assert_eq!(status.code(), Code::NotFound);
//! assert_eq!(status.message(), "There is no account 7.");
//! let info = status.get_details_error_info().unwrap();
//! assert_eq!((info.reason.as_str(), info.domain.as_str()), ("NO_ACCOUNT", "shop.example"));
//! assert_eq!(info.metadata["id"], "7");
//!
//! let status = Status::from(AccountError::NameTaken("Prairie Wind".into()));
//! assert_eq!(status.code(), Code::AlreadyExists);
//! let wrong = status.get_details_bad_request().unwrap();
//! assert_eq!(wrong.field_violations[0].field, "name");
//! ```
//!
//! The status says what the same error says over HTTP, and no more: nothing of a 5xx. Making it logs the
//! error and shows it to the [observer](crate::observe()), as the web frameworks do when they answer. With
//! the feature `client`, [`Failure::from(&status)`](crate::Failure#impl-From<%26Status>-for-Failure) reads it
//! again, and [`MretsError::from_failure`](crate::MretsError::from_failure()) gives the variant.
//!
//! [The manual](crate::manual::grpc) has the codes and the details.

mod encode;
mod names;

use crate::answer::answerable::AnsweringError;
use crate::answer::response;
use crate::answer::row::Part;
use crate::document::envelope::Envelope;
use crate::document::grpc_code::GrpcCode;
use crate::framework::answer;
use ::tonic::Code;
use http::StatusCode;
use http::header::HeaderMap;
use std::fmt;

pub use ::tonic::Status;

/// The code of a gRPC status for this HTTP status, where no key `grpc` gives another.
///
/// ```
/// use http::StatusCode;
/// use tonic::Code;
///
/// assert_eq!(mrets_errors::tonic::code_of(StatusCode::NOT_FOUND), Code::NotFound);
/// ```
#[must_use]
pub fn code_of(status: StatusCode) -> Code {
    code(GrpcCode::of_status(status))
}

/// The status of generated impls.
#[doc(hidden)]
#[must_use]
pub fn into_status(error: &(dyn AnsweringError + 'static)) -> Status {
    let answered = answer::report_error(error);
    encode::encode(code(grpc_code(error)), &answered, &response::headers(error))
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_tonic {
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*] $($deref:tt)*) => {
        #[automatically_derived]
        #[allow(redundant_lifetimes)] // The bound outlives every borrow.
        impl<$($params)*> ::core::convert::From<$ty> for $crate::tonic::Status
        where
            for<'__mrets_static> $ty: 'static,
            $($bounds)*
        {
            fn from(__error: $ty) -> Self {
                $crate::tonic::into_status(&$($deref)* __error)
            }
        }
    };
}

impl From<Envelope> for Status {
    fn from(envelope: Envelope) -> Self {
        let answered = answer::report_envelope(envelope);
        encode::encode(code_of(answered.status()), &answered, &HeaderMap::new())
    }
}

/// The code that the attribute gives; of several errors of one status, the one that all of them have; else
/// the one of the status.
fn grpc_code(error: &dyn AnsweringError) -> GrpcCode {
    let answer = error.answer();
    if let Some(code) = answer.grpc_code() {
        return code;
    }
    let by_status = GrpcCode::of_status(answer.status);
    if answer.row.status != 0 || !answer.has(Part::Errors) {
        return by_status;
    }
    let mut common = None;
    // An error ends the visit.
    let visited = error.errors(&mut |error, _| {
        let code = grpc_code(error);
        let is_common = common.is_none_or(|common| common == code);
        common = Some(code);
        if is_common && error.answer().status == answer.status {
            Ok(())
        } else {
            Err(fmt::Error)
        }
    });
    common.filter(|_| visited.is_ok()).unwrap_or(by_status)
}

/// The code as tonic has it.
fn code(code: GrpcCode) -> Code {
    Code::from_i32(code as i32)
}
