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
//! The status shows the same as the error's answer over HTTP, and nothing of a 5xx. The conversion logs the
//! error and shows it to the [observer](crate::observe()), as the web frameworks do when they answer. With
//! the feature `client`, [`Failure::from(&status)`](crate::Failure#impl-From<%26Status>-for-Failure) reads it
//! again, and [`MretsError::from_failure`](crate::MretsError::from_failure()) gives the variant.
//!
//! [The manual](crate::manual::grpc) has the codes and the details.

mod encode;
mod names;

use crate::answer::answerable::AnsweringError;
use crate::answer::asked::Asked;
use crate::answer::response;
use crate::answer::row::part::Part;
use crate::document::answered::Answered;
use crate::document::envelope::Envelope;
use crate::document::grpc_code::GrpcCode;
#[cfg(feature = "fluent")]
use crate::error::mrets_error::MretsError;
use crate::framework::answer;
#[cfg(feature = "fluent")]
use crate::framework::tonic::encode::{LONGEST_TEXT, start, text_of};
use crate::framework::tonic::encode::{Localize, encode};
use ::tonic::Code;
#[cfg(feature = "fluent")]
use ::tonic::metadata::MetadataMap;
use http::StatusCode;
use http::header::HeaderMap;
use std::fmt;
#[cfg(feature = "fluent")]
use tonic_types::pb::LocalizedMessage;

pub use ::tonic::Status;

/// The code of a gRPC status for this HTTP status, unless the key `grpc` gives another.
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
    let asked = Asked::of(error);
    let answered = answer::report_error(error, &asked);
    status_of(error, &asked, &answered, &|_| None)
}

/// The status of an error, with its message in the language that the request's `accept-language` asks for, if
/// [the dialect](crate::Dialect::languages) has it.
///
/// The message of a status is for developers, and stays in the language of the attributes. The translated one is a
/// google.rpc.LocalizedMessage, and stands beside each violated field, too.
///
/// ```
/// use mrets_errors::{Dialect, Languages, MretsError, tonic::status_in};
/// use tonic::{Request, Response, Status};
/// use tonic_types::StatusExt as _;
///
/// static LANGUAGES: Languages = Languages::new("en", &[("pl", "sold_out = { $item } wyprzedano.")]);
/// static SHOP: Dialect = Dialect::NEUTRAL.languages(&LANGUAGES);
///
/// #[derive(Debug, MretsError)]
/// #[mrets(dialect = SHOP, codes = "snake_case")]
/// enum OrderError {
///     #[status(409, detail = "{item} is sold out.")]
///     SoldOut { item: String },
/// }
///
/// fn order(request: &Request<String>) -> Result<Response<()>, Status> {
///     let error = OrderError::SoldOut { item: request.get_ref().clone() };
///     Err(status_in(&error, request.metadata()))
/// }
///
/// let mut request = Request::new("Wind".to_owned());
/// request.metadata_mut().insert("accept-language", "pl".parse()?);
/// let status = order(&request).unwrap_err();
/// assert_eq!(status.message(), "Wind is sold out.");
/// let localized = status.get_details_localized_message().unwrap();
/// assert_eq!((&*localized.locale, &*localized.message), ("pl", "Wind wyprzedano."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "fluent")]
#[cfg_attr(docsrs, doc(cfg(all(feature = "fluent", feature = "tonic"))))]
#[must_use]
pub fn status_in<E: MretsError + 'static>(error: &E, request: &MetadataMap) -> Status {
    let asked = Asked::of(error);
    let mut answered = answer::report_error(error, &asked);
    let Some(languages) = answered.dialect().known_languages() else {
        return status_of(error, &asked, &answered, &|_| None);
    };
    let language = languages.choose_for(request.as_ref());
    answered.set_language(Some(language));
    let (translated, _) = answered.translated(false);
    status_of(error, &asked, &answered, &|at| {
        let written = answered.envelope().errors.get(at).and_then(text_of);
        let text = translated.errors.get(at).and_then(text_of);
        // A text without a message of its own stays in the language of the attributes.
        let text = text.filter(|text| Some(*text) != written)?;
        Some(LocalizedMessage {
            locale: language.tag().to_owned(),
            message: start(text, LONGEST_TEXT, char::len_utf8),
        })
    })
}

fn status_of(
    error: &(dyn AnsweringError + 'static),
    asked: &Asked,
    answered: &Answered,
    localize: Localize<'_>,
) -> Status {
    let code = code(grpc_code(error, asked));
    encode(code, answered, &response::headers(error, asked), localize)
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_tonic {
    (link [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::private::frameworks::tonic! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::tonic! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::from_utoipa! {
            link [$($params)*] [$ty] [$($bounds)*] [$($written)*]
        }
    };
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*] $($deref:tt)*) => {
        #[automatically_derived]
        #[allow(redundant_lifetimes)] // The bound outlives every borrow.
        impl<$($params)*> ::core::convert::From<$ty> for $crate::tonic::Status
        where
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
        let code = code_of(answered.status());
        encode(code, &answered, &HeaderMap::new(), &|_| None)
    }
}

/// The code that the attribute gives. Several errors of one status have the code that all of them share, and a
/// variant that is like another error has that error's code. Else the status decides.
fn grpc_code(error: &dyn AnsweringError, asked: &Asked) -> GrpcCode {
    let answer = asked.answer;
    if let Some(code) = answer.grpc_code() {
        return code;
    }
    let by_status = GrpcCode::of_status(answer.status);
    let has_others = answer.is_like() || (answer.row.status() == 0 && answer.has(Part::Errors));
    if !has_others {
        return by_status;
    }
    let mut common = None;
    // An error ends the visit.
    let visited = asked.visit(error, &mut |error, inner, _| {
        let code = grpc_code(error, inner);
        let is_common = common.is_none_or(|common| common == code);
        common = Some(code);
        if is_common && inner.answer.status == answer.status {
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
