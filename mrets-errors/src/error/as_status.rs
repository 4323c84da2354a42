//! [`AsStatus`]: a status that is known only at run time.

use http::StatusCode;

/// A value that decides the status of an answer at run time, as `#[status(.kind.status())]` names it.
///
/// An error has a status from 400 to 599, or 304. `None`, and every other number, answers 500.
///
/// ```
/// use http::StatusCode;
/// use mrets_errors::{AsStatus, MretsError};
///
/// #[derive(Debug, Clone, Copy)]
/// enum Kind {
///     Missing,
///     Strange,
/// }
///
/// impl AsStatus for Kind {
///     fn as_status(&self) -> Option<StatusCode> {
///         match self {
///             Self::Missing => Some(StatusCode::NOT_FOUND),
///             Self::Strange => None,
///         }
///     }
/// }
///
/// #[derive(Debug, MretsError)]
/// #[status(.kind)]
/// struct StoreError {
///     kind: Kind,
/// }
///
/// assert_eq!(StoreError { kind: Kind::Missing }.status(), 404);
/// assert_eq!(StoreError { kind: Kind::Strange }.status(), 500);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a status",
    label = "this does not decide a status",
    note = "a status is a `http::StatusCode`, a `u16`, an `Option` of one of them, or a type with `mrets_errors::AsStatus`"
)]
pub trait AsStatus {
    /// The status; `None` answers 500.
    fn as_status(&self) -> Option<StatusCode>;
}

impl AsStatus for StatusCode {
    fn as_status(&self) -> Option<StatusCode> {
        Some(*self)
    }
}

impl AsStatus for u16 {
    fn as_status(&self) -> Option<StatusCode> {
        StatusCode::from_u16(*self).ok()
    }
}

impl<T: AsStatus> AsStatus for Option<T> {
    fn as_status(&self) -> Option<StatusCode> {
        self.as_ref()?.as_status()
    }
}

impl<T: AsStatus + ?Sized> AsStatus for &T {
    fn as_status(&self) -> Option<StatusCode> {
        T::as_status(self)
    }
}

/// The status that an expression gives. Generated code calls this function, since a user's own method could be
/// mistaken for the trait's.
#[doc(hidden)]
pub fn as_status<T: AsStatus + ?Sized>(value: &T) -> Option<StatusCode> {
    value.as_status()
}

/// A field that decided the status, and comes back from it on the client.
#[doc(hidden)]
#[allow(missing_docs)] // Generated code alone names it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read back from a status",
    label = "this field decided the status, and `decode` fills it from that",
    note = "mark it by `#[meta]`, so that it is sent"
)]
pub trait FromStatus: Sized {
    fn from_status(status: StatusCode) -> Self;
}

impl FromStatus for StatusCode {
    fn from_status(status: StatusCode) -> Self {
        status
    }
}

impl FromStatus for u16 {
    fn from_status(status: StatusCode) -> Self {
        status.as_u16()
    }
}

impl<T: FromStatus> FromStatus for Option<T> {
    fn from_status(status: StatusCode) -> Self {
        Some(T::from_status(status))
    }
}
