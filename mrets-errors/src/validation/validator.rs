//! [validator](https://docs.rs/validator): its errors become [`Errors`], with one 422 object for each message.
//!
//! ```
//! use mrets_errors::{ErrorObject, Errors, MretsError};
//! use validator::Validate;
//!
//! #[derive(Validate)]
//! struct Account {
//!     #[validate(length(min = 1, message = "Name can't be blank."))]
//!     name: String,
//! }
//!
//! fn create(account: &Account) -> Result<(), Errors<ErrorObject>> {
//!     account.validate()?;
//!     Ok(())
//! }
//!
//! let errors = create(&Account { name: String::new() }).unwrap_err();
//! assert_eq!(
//!     errors.to_json(),
//!     r#"{"errors":[{"title":"Unprocessable Entity","detail":"Name can't be blank.","code":"length","source":{"pointer":"/data/attributes/name"},"status":"422","meta":{"min":1}}]}"#,
//! );
//! ```

use crate::document::escape::Pointer;
use crate::document::object::{ErrorObject, Source};
use crate::error::errors::Errors;
use ::validator::{ValidationError, ValidationErrors, ValidationErrorsKind};
use http::StatusCode;
use std::collections::BTreeMap;
use std::fmt::Display;

/// The errors of a validation, with pointers that start with `prefix`, such as `/data/attributes`;
/// sorted by pointer, since validator keeps them in no order.
///
/// The rule is the `code`, and its parameters are `meta`. The parameters `value` and `other` are left out, since they
/// hold values that the client sent, which may be secret.
///
/// ```
/// use mrets_errors::{MretsError, validator::errors};
/// use validator::Validate;
///
/// #[derive(Validate)]
/// struct Query {
///     #[validate(range(min = 1))]
///     page: u32,
/// }
///
/// let invalid = Query { page: 0 }.validate().unwrap_err();
/// let errors = errors(&invalid, "");
/// assert_eq!(errors.code(), "range");
/// ```
#[must_use]
pub fn errors(errors: &ValidationErrors, prefix: &str) -> Errors<ErrorObject> {
    let mut objects = Vec::new();
    collect(errors, prefix, &mut objects);
    let pointer = |object: &ErrorObject| {
        let source = object.source.clone().unwrap_or_default();
        source.pointer.unwrap_or_default()
    };
    objects.sort_by_cached_key(|object| (pointer(object), object.code.clone()));
    objects.into_iter().collect()
}

/// The names under which validator keeps the rules about a whole struct ...
const STRUCT: &str = "__all__";
/// ... and the items of a list that is in no field: the outermost, or one in another.
const LIST: &str = "_tmp_validator";

fn collect(errors: &ValidationErrors, at: &str, objects: &mut Vec<ErrorObject>) {
    for (field, kind) in errors.errors() {
        // A raw identifier is its name in JSON.
        let field = field.strip_prefix("r#").unwrap_or(field);
        let pointer = if [STRUCT, LIST].contains(&field) {
            at.to_owned()
        } else {
            child(at, field)
        };
        match kind {
            ValidationErrorsKind::Field(errors) => {
                objects.extend(errors.iter().map(|error| object(error, field, &pointer)));
            }
            ValidationErrorsKind::Struct(errors) => collect(errors, &pointer, objects),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    collect(errors, &child(&pointer, index), objects);
                }
            }
        }
    }
}

fn child(parent: &str, name: impl Display) -> String {
    format!("{parent}/{}", Pointer(&name))
}

fn object(error: &ValidationError, field: &str, pointer: &str) -> ErrorObject {
    let detail = match &error.message {
        Some(message) => message.to_string(),
        None if field == STRUCT => format!("The object does not satisfy the rule {}.", error.code),
        None => format!("{field} does not satisfy the rule {}.", error.code),
    };
    let object = ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY)
        .with_code(error.code.clone())
        .with_detail(detail)
        .with_source(Source::pointer(pointer));
    // By name: validator keeps them in no order.
    let parameters: BTreeMap<_, _> = error.params.iter().collect();
    parameters
        .into_iter()
        .filter(|(name, _)| !["value", "other"].contains(&name.as_ref()))
        .fold(object, |object, (name, value)| {
            object.with_meta(name.clone(), value.clone())
        })
}

/// Makes errors with pointers into a JSON:API document: `/data/attributes/...`.
impl From<ValidationErrors> for Errors<ErrorObject> {
    fn from(validation: ValidationErrors) -> Self {
        errors(&validation, "/data/attributes")
    }
}
