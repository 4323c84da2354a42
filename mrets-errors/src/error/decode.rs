//! [`Decode`], which finds the variant of an error object.

use crate::answer::row::table::Table;
use crate::document::dialect::{DEFAULT_DIALECT, Dialect};
use crate::document::object::ErrorObject;
use crate::error::as_status::FromStatus;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::any::TypeId;
use std::mem::ManuallyDrop;
use std::str::Split;
use std::sync::Arc;
use std::{iter, ptr, slice};

/// An error that a client can get back from its envelope, by
/// [`MretsError::from_error_object`](crate::MretsError::from_error_object).
///
/// `#[mrets(decode)]` derives it, and nobody writes it by hand. [`ErrorObject`],
/// [`AnyError`](crate::AnyError) and [`Errors`](crate::Errors) implement it.
///
/// ```
/// use mrets_errors::{Decode, Envelope, MretsError};
///
/// #[derive(Debug, PartialEq, MretsError)]
/// #[mrets(codes = "snake_case", decode)]
/// #[status(409)]
/// struct Taken;
///
/// // A function for the errors of any service.
/// fn first<E: MretsError + Decode>(envelope: &Envelope) -> Option<E> {
///     E::from_error_object(envelope.errors.first()?).ok()
/// }
///
/// assert_eq!(first(&Taken.to_envelope()), Some(Taken));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from an envelope",
    label = "this type does not come back on the client",
    note = "add `#[mrets(codes = \"snake_case\", decode)]` to `{Self}`"
)]
pub trait Decode: Sized + 'static {
    /// The type that is decoded; a pointer's is the type behind it.
    #[doc(hidden)]
    #[must_use]
    fn id() -> TypeId {
        TypeId::of::<Self>()
    }

    /// The rows by whose codes a client finds the variants, and the dialect of their answers.
    #[doc(hidden)]
    #[must_use]
    fn table() -> Option<&'static Table> {
        None
    }

    /// The variant of this row, with the fields that the error object brings.
    #[doc(hidden)]
    #[must_use]
    fn own(_row: usize, _: &ErrorObject) -> Option<Self> {
        None
    }

    /// The variant in which something else answers with these error objects.
    #[doc(hidden)]
    #[must_use]
    fn inner(_: &[ErrorObject], _: Tried<'_>) -> Option<Self> {
        None
    }

    /// Whether the type knows this error; [`Known`](crate::Known) holds others, too.
    #[doc(hidden)]
    #[must_use]
    fn is_known(&self) -> bool {
        true
    }
}

/// The known facts of the answer that is decoded, and the outer types that are being tried already. A type may hold
/// itself, and trying it again with the same error objects would never end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tried<'a> {
    trial: Option<&'a Trial<'a>>,
    /// The status of the response, if these error objects are all of its own.
    status: Option<StatusCode>,
    /// The status and the body of the response, if the body may have a service's own shape.
    document: Option<(StatusCode, &'a [u8])>,
    /// The dialect of the outermost type that has one.
    dialect: Option<&'static Dialect>,
    /// The dialect of errors whose types have none.
    default_dialect: Option<&'static Dialect>,
}

#[derive(Debug)]
struct Trial<'a> {
    kind: TypeId,
    errors: &'a [ErrorObject],
    outer: Tried<'a>,
}

#[cfg(feature = "client")]
impl<'a> Tried<'a> {
    /// Starts with a response of this status. `document` is its body, if that may have a service's own shape.
    pub(crate) fn answered_with(
        status: StatusCode,
        document: Option<&'a [u8]>,
        dialect: Option<&'static Dialect>,
    ) -> Self {
        Self {
            status: Some(status),
            document: document.map(|body| (status, body)),
            default_dialect: dialect,
            ..Self::default()
        }
    }
}

impl Tried<'_> {
    /// The error objects that a dialect reads in the body.
    fn read(self, dialect: &Dialect) -> Option<Vec<ErrorObject>> {
        let (status, body) = self.document?;
        let mut errors = dialect.read_body(body)?.errors;
        for error in &mut errors {
            fill_status(error, status);
        }
        Some(errors)
    }

    /// The status as a code, if the error object's code is the dialect's, since the rows have the status there.
    fn default_code(self, error: &ErrorObject) -> Option<StatusCode> {
        let dialect = self.dialect.or(self.default_dialect)?;
        let status = error.http_status().or(self.status)?;
        let is_default = error.code.as_deref() == Some(dialect.word_of(status)?);
        is_default.then_some(status)
    }

    fn has(self, kind: TypeId, errors: &[ErrorObject]) -> bool {
        iter::successors(self.trial, |trial| trial.outer.trial)
            .any(|trial| trial.kind == kind && ptr::eq(trial.errors, errors))
    }

    /// Whether the response has this status, as far as it is known.
    pub(crate) fn allows(self, status: Option<StatusCode>) -> bool {
        let pair = self.status.zip(status);
        pair.is_none_or(|(response, status)| response == status)
    }
}

/// The value that answered with these error objects; a 304 has none.
#[must_use]
pub fn decode<E: Decode>(errors: &[ErrorObject], tried: Tried<'_>) -> Option<E> {
    let mut place = Place(ManuallyDrop::new(None));
    let kind = Kind {
        id: E::id(),
        table: E::table(),
    };
    kind.decode(errors, tried, &mut place);
    ManuallyDrop::into_inner(place.0)
}

/// The place of the decoded value.
trait Decoded {
    /// Makes the value by the row of this number. Returns whether there is one.
    fn own(&mut self, row: usize, error: &ErrorObject) -> bool;

    /// Makes the value by something in one of its fields. Returns whether there is one.
    fn inner(&mut self, errors: &[ErrorObject], tried: Tried<'_>) -> bool;
}

/// A value is written once, and taken at the end. So no type has code here that drops it.
struct Place<E>(ManuallyDrop<Option<E>>);

impl<E: Decode> Decoded for Place<E> {
    fn own(&mut self, row: usize, error: &ErrorObject) -> bool {
        self.0 = ManuallyDrop::new(E::own(row, error));
        self.0.is_some()
    }

    fn inner(&mut self, errors: &[ErrorObject], tried: Tried<'_>) -> bool {
        self.0 = ManuallyDrop::new(E::inner(errors, tried));
        self.0.is_some()
    }
}

/// A type that is decoded, without its generic parameter: these functions exist once, and not once for each type.
#[derive(Clone, Copy)]
struct Kind {
    id: TypeId,
    table: Option<&'static Table>,
}

impl Kind {
    fn decode(self, errors: &[ErrorObject], tried: Tried<'_>, decoded: &mut dyn Decoded) {
        let dialect = dialect_of(self.table);
        // An outer type's dialect comes before the inner ones.
        if tried.dialect.is_some() || dialect.is_default() {
            return self.decode_objects(errors, tried, decoded);
        }
        let tried = Tried {
            dialect: Some(dialect),
            ..tried
        };
        match tried.read(dialect) {
            Some(read) => self.decode_objects(&read, tried, decoded),
            None => self.decode_objects(errors, tried, decoded),
        }
    }

    fn decode_objects(self, errors: &[ErrorObject], tried: Tried<'_>, decoded: &mut dyn Decoded) {
        if !self.decode_own(errors, tried, decoded) {
            self.decode_inner(errors, tried, decoded);
        }
    }

    fn decode_own(
        self,
        errors: &[ErrorObject],
        tried: Tried<'_>,
        decoded: &mut dyn Decoded,
    ) -> bool {
        let Some(table) = self.table else {
            return false;
        };
        match errors {
            [] if tried.allows(Some(StatusCode::NOT_MODIFIED)) => {
                let row = table.row_of_not_modified();
                row.is_some_and(|row| decoded.own(row, &ErrorObject::default()))
            }
            // Of several objects, or in a collection, each has a status of its own.
            [error] if tried.allows(error.http_status()) => {
                let mut is_of = |code: &str| {
                    let row = table.row_of_code(code, |status| has_status(error, status));
                    row.is_some_and(|row| decoded.own(row, error))
                };
                error.code.as_deref().is_some_and(&mut is_of)
                    || (tried.default_code(error)).is_some_and(|status| is_of(status.as_str()))
            }
            _ => false,
        }
    }

    fn decode_inner(self, errors: &[ErrorObject], outer: Tried<'_>, decoded: &mut dyn Decoded) {
        if outer.has(self.id, errors) {
            return;
        }
        let trial = Trial {
            kind: self.id,
            errors,
            outer,
        };
        let tried = Tried {
            trial: Some(&trial),
            ..outer
        };
        decoded.inner(errors, tried);
    }
}

/// The dialect of a type with this table.
pub(crate) fn dialect_of(table: Option<&'static Table>) -> &'static Dialect {
    table.map_or(&DEFAULT_DIALECT, |table| table.dialect)
}

/// Gives an error object without a status the status of its response.
pub(crate) fn fill_status(error: &mut ErrorObject, status: StatusCode) {
    if error.status.is_none() {
        error.status = Some(status.as_str().to_owned());
    }
}

/// Whether a variant with this status may have made an error object. A stranger's object may have the same code.
fn has_status(error: &ErrorObject, status: StatusCode) -> bool {
    let own = error.status.as_deref();
    own.is_none_or(|own| status.as_str() == own)
}

macro_rules! pointers {
    ($($pointer:ident),*) => {
        $(
            impl<E: Decode> Decode for $pointer<E> {
                fn id() -> TypeId {
                    E::id()
                }

                fn table() -> Option<&'static Table> {
                    E::table()
                }

                fn own(row: usize, error: &ErrorObject) -> Option<Self> {
                    E::own(row, error).map($pointer::new)
                }

                fn inner(errors: &[ErrorObject], tried: Tried<'_>) -> Option<Self> {
                    E::inner(errors, tried).map($pointer::new)
                }

                fn is_known(&self) -> bool {
                    E::is_known(self)
                }
            }
        )*
    };
}

pointers!(Box, Arc);

/// A type of an `#[errors]` field that can come back.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be collected from error objects",
    label = "`decode` collects this field from the error objects of the envelope",
    note = "an `#[errors]` field is a `Vec<E>`, an `Errors<E>` or the like, where `E` has `#[mrets(decode)]` too"
)]
pub trait DecodeErrors: Sized {
    fn decode_errors(errors: &[ErrorObject], tried: Tried<'_>) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T> DecodeErrors for T
where
    T: IntoIterator<Item: Decode> + FromIterator<T::Item>,
{
    fn decode_errors(errors: &[ErrorObject], tried: Tried<'_>) -> Option<Self> {
        // One of several errors has a status of its own.
        let tried = Tried {
            status: None,
            ..tried
        };
        let mut has_known = errors.is_empty();
        let decoded = errors.iter().map(|error| {
            let decoded: T::Item = decode(slice::from_ref(error), tried)?;
            has_known |= decoded.is_known();
            Some(decoded)
        });
        let decoded = decoded.collect();
        // If none is known, they belong to another answer.
        has_known.then_some(decoded)?
    }
}

/// The errors of an `#[errors]` field; `None` if an error object is not one of them, or there is no
/// error object. If the variant answered with an object of its own, the field was empty.
#[must_use]
pub fn decode_errors<T: DecodeErrors>(
    errors: &[ErrorObject],
    tried: Option<Tried<'_>>,
) -> Option<T> {
    if errors.is_empty() && tried.is_some() {
        return None;
    }
    T::decode_errors(errors, tried.unwrap_or_default())
}

/// The errors of an `#[errors]` field of a variant with this status; 0 where a field decides it.
#[must_use]
pub fn decode_collected<T: DecodeErrors>(
    errors: &[ErrorObject],
    tried: Tried<'_>,
    status: u16,
) -> Option<T> {
    let is_this = tried.allows(StatusCode::from_u16(status).ok());
    is_this.then(|| decode_errors(errors, Some(tried)))?
}

/// A type that comes back from `meta`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read back from `meta`",
    label = "`decode` sends this field in `meta`, and reads it there",
    note = "derive serde's `Serialize` and `Deserialize`, and own the data: a `String` comes back, a `&str` does not",
    note = "or mark the fields to send by `#[meta]`, and let this one be its `Default` on the client"
)]
pub trait FromMeta: Sized {
    fn from_meta(value: &Value) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FromMeta for T {
    fn from_meta(value: &Value) -> Option<Self> {
        T::deserialize(value).ok()
    }
}

/// The members of `meta` that fields were sent in. Their names have a space between two.
struct Members<'a> {
    error: &'a ErrorObject,
    names: Split<'a, char>,
}

impl<'a> Members<'a> {
    fn new(error: &'a ErrorObject, names: &'a str) -> Self {
        Self {
            error,
            names: names.split(' '),
        }
    }

    /// Reads the next field. If it is an `Option`, a value that this client does not know yet is `None`.
    #[inline(never)] // It is called for each field.
    fn next<T: FromMeta>(&mut self) -> Option<T> {
        T::from_meta(self.next_value()).or_else(|| T::from_meta(&NULL))
    }

    /// The next member; `null` if it is absent.
    fn next_value(&mut self) -> &'a Value {
        let members = self.names.next().zip(self.error.meta.as_ref());
        members
            .and_then(|(name, meta)| meta.get(name))
            .unwrap_or(&NULL)
    }
}

static NULL: Value = Value::Null;

/// Reads a field that was sent in `meta`.
#[must_use]
#[inline(never)] // These are called for each variant.
pub fn from_meta1<A: FromMeta>(error: &ErrorObject, names: &str) -> Option<(A,)> {
    let mut members = Members::new(error, names);
    Some((members.next()?,))
}

/// Reads two fields.
#[must_use]
#[inline(never)]
pub fn from_meta2<A: FromMeta, B: FromMeta>(error: &ErrorObject, names: &str) -> Option<(A, B)> {
    let mut members = Members::new(error, names);
    Some((members.next()?, members.next()?))
}

/// Reads three fields.
#[must_use]
#[inline(never)]
pub fn from_meta3<A: FromMeta, B: FromMeta, C: FromMeta>(
    error: &ErrorObject,
    names: &str,
) -> Option<(A, B, C)> {
    let mut members = Members::new(error, names);
    Some((members.next()?, members.next()?, members.next()?))
}

/// Reads four fields. A variant with more of them calls several of these functions.
#[must_use]
#[inline(never)]
pub fn from_meta4<A: FromMeta, B: FromMeta, C: FromMeta, D: FromMeta>(
    error: &ErrorObject,
    names: &str,
) -> Option<(A, B, C, D)> {
    let mut members = Members::new(error, names);
    Some((
        members.next()?,
        members.next()?,
        members.next()?,
        members.next()?,
    ))
}

/// Reads a field whose members stand in `meta` beside other fields: all members except for `taken`. If there are no
/// such members, an `Option` is `None`.
#[must_use]
pub fn from_flattened<T: FromMeta>(error: &ErrorObject, taken: &[&str]) -> Option<T> {
    let members = error.meta.iter().flatten();
    let own = members.filter(|(name, _)| !taken.contains(&name.as_str()));
    let own: Map<String, Value> = own
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let without = || T::from_meta(&NULL);
    if own.is_empty() {
        return without().or_else(|| T::from_meta(&Value::Object(own)));
    }
    T::from_meta(&Value::Object(own)).or_else(without)
}

/// A type of a field that need not be sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not sent to clients, and has no `Default` to stand for it there",
    label = "`decode` cannot fill this field",
    note = "make it an `Option<{Self}>`, which is `None` on the client; `#[from]` still takes a `{Self}`",
    note = "or send it, by `#[meta]`; sources and the fields of a 5xx are sent by that alone"
)]
pub trait NotSent: Sized {
    fn not_sent() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> NotSent for T {
    fn not_sent() -> Self {
        Self::default()
    }
}

/// A field that was not sent.
#[must_use]
pub fn not_sent<T: NotSent>() -> T {
    T::not_sent()
}

/// The field that decided the status.
#[must_use]
pub fn from_status<T: FromStatus>(error: &ErrorObject) -> Option<T> {
    error.http_status().map(T::from_status)
}
