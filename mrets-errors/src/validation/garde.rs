//! [garde](https://docs.rs/garde): a `Report` becomes [`Errors`], with one 422 object for each message.
//!
//! ```
//! use garde::Validate;
//! use mrets_errors::{ErrorObject, Errors, MretsError};
//!
//! #[derive(Validate)]
//! struct Account {
//!     #[garde(length(min = 1))]
//!     name: String,
//!     #[garde(dive)]
//!     holdings: Vec<Holding>,
//! }
//!
//! #[derive(Validate)]
//! struct Holding {
//!     #[garde(range(min = 1))]
//!     quantity: u32,
//! }
//!
//! fn create(account: &Account) -> Result<(), Errors<ErrorObject>> {
//!     account.validate()?;
//!     Ok(())
//! }
//!
//! let account = Account { name: String::new(), holdings: vec![Holding { quantity: 0 }] };
//! let errors = create(&account).unwrap_err();
//! assert_eq!(errors.status(), 422);
//! let pointers: Vec<String> = errors
//!     .into_iter()
//!     .map(|error| error.source.unwrap().pointer.unwrap())
//!     .collect();
//! assert_eq!(pointers, ["/data/attributes/holdings/0/quantity", "/data/attributes/name"]);
//! ```

use crate::document::escape::Pointer;
use crate::document::object::{ErrorObject, Source};
use crate::error::errors::Errors;
use ::garde::Report;
use ::garde::error::Kind;
use http::StatusCode;
use std::fmt::Write as _;

/// The errors of a report, with pointers that start with `prefix`, such as `/data/attributes`.
///
/// garde does not name the rule, so the code is the status. The errors keep garde's order, by the
/// names of fields.
///
/// ```
/// use garde::Validate;
/// use mrets_errors::{MretsError, garde::errors};
///
/// #[derive(Validate)]
/// struct Query {
///     #[garde(range(min = 1))]
///     page: u32,
/// }
///
/// let report = Query { page: 0 }.validate().unwrap_err();
/// let errors = errors(&report, "");
/// let source = errors.to_envelope().errors[0].source.clone().unwrap();
/// assert_eq!(source.pointer.as_deref(), Some("/page"));
/// ```
#[must_use]
pub fn errors(report: &Report, prefix: &str) -> Errors<ErrorObject> {
    report
        .iter()
        .map(|(path, error)| {
            let mut pointer = prefix.to_owned();
            // garde's path starts at the innermost field.
            for (kind, component) in path.__iter().rev() {
                if kind != Kind::None {
                    // A raw identifier is its name in JSON.
                    let name = component.strip_prefix("r#").unwrap_or(component);
                    // Writing to a String does not fail.
                    let _ = write!(pointer, "/{}", Pointer(&name));
                }
            }
            ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY)
                .with_detail(error.message())
                .with_source(Source::pointer(pointer))
        })
        .collect()
}

/// Makes errors with pointers into a JSON:API document: `/data/attributes/...`.
impl From<Report> for Errors<ErrorObject> {
    fn from(report: Report) -> Self {
        errors(&report, "/data/attributes")
    }
}
