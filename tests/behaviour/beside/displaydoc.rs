//! Beside displaydoc, which leaves no attribute, so that `no_display` is written.

use crate::support::{body, object};
use displaydoc::Display;
use http::StatusCode;
use mrets_errors::{MretsError, table};
use std::error::Error;
use std::fmt::{self, Debug};

#[derive(Debug, Display, MretsError)]
#[mrets(no_display)]
enum ReportError {
    /// there is no report {id}
    #[status(404, detail = "{self}")]
    NotFound { id: u32 },
    /// `{0}` is no date
    #[status(400)]
    Date(&'static str),
    /// the secret is {0}
    #[status(500)]
    Broken(fmt::Error),
}

impl Error for ReportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Broken(cause) => Some(cause),
            _ => None,
        }
    }
}

/// The derive cannot see the message, so `detail = "{self}"` must say that clients may read it.
#[test]
fn the_message_is_the_detail_where_that_is_written() {
    assert_eq!(
        body(&ReportError::NotFound { id: 7 }),
        r#"{"errors":[{"title":"Not Found","detail":"there is no report 7","code":"404","status":"404"}]}"#
    );
    let error = ReportError::Date("a");
    assert_eq!(error.to_string(), "`a` is no date");
    let row = table::row(StatusCode::BAD_REQUEST).unwrap();
    assert_eq!(object(&error)["detail"], row.description);
    let error = ReportError::Broken(fmt::Error);
    assert!(error.to_string().starts_with("the secret is"));
    let row = table::row(StatusCode::INTERNAL_SERVER_ERROR).unwrap();
    assert_eq!(object(&error)["detail"], row.description);
    assert!(error.source().is_some());
}

#[test]
fn a_where_clause_holds_for_every_impl() {
    #[derive(Debug, Display, MretsError)]
    #[mrets(no_display)]
    enum Generic<T>
    where
        T: Debug + fmt::Display,
    {
        /// no {0}
        #[status(404, detail = "{self}")]
        Missing(T),
    }
    impl<T> Error for Generic<T> where T: Debug + fmt::Display {}
    assert_eq!(object(&Generic::Missing("a"))["detail"], "no a");
}

#[test]
fn a_struct_shows_its_doc_comment() {
    /// by its documentation
    #[derive(Debug, Display, MretsError)]
    #[mrets(no_display)]
    #[status(403, detail = "{self}")]
    struct Documented;
    impl Error for Documented {}
    assert_eq!(object(&Documented)["detail"], "by its documentation");
}
