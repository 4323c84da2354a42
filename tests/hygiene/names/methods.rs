//! The type has other methods and constants of the same names.

use crate::support::{header, object, objects};
use http::StatusCode;
use mrets_errors::MretsError;
use std::error::Error as _;

/// A blanket trait in scope that gives every type methods of these names.
mod meddled {
    #![allow(dead_code, reason = "nobody is to call them")]

    pub(super) trait Meddler {
        fn status(&self) {}
        fn answer(&self) {}
        fn write(&self) {}
        fn write_fmt(&self) {}
        fn write_str(&self) {}
        fn as_parts(&self) {}
        fn as_ref(&self) {}
        fn map(&self) {}
        fn meta(&self) {}
        fn header(&self) {}
        fn retry_after(&self) {}
        fn source(&self) {}
        fn as_dyn_error(&self) {}
        fn as_display(&self) {}
        fn to_string(&self) {}
    }

    impl<T: ?Sized> Meddler for T {}

    #[derive(Debug, mrets_errors::MretsError)]
    pub(super) enum Everything {
        #[status(404, detail = "no {id}", id = .id, pointer = "/{id}")]
        NotFound { id: &'static str },
        #[status(500)]
        Maybe(#[source] Option<Box<dyn std::error::Error + Send + Sync>>),
        #[status(429, retry_after = .0, headers("X-N" = .0), meta(n = .0))]
        Limited(u32),
        #[status(transparent)]
        Boxed(Box<Everything>),
        #[status(422)]
        Several(#[errors] Vec<Everything>),
        #[status(.0)]
        RunTime(http::StatusCode),
    }
}

#[test]
fn methods_of_a_blanket_trait() {
    use meddled::Everything;
    let error = Everything::NotFound { id: "a" };
    assert_eq!(object(&error)["source"]["pointer"], "/a");
    let maybe = Everything::Maybe(Some(std::fmt::Error.into()));
    assert!(maybe.source().is_some());
    let limited = || Everything::Limited(3);
    assert_eq!(header(&limited(), "retry-after").unwrap(), "3");
    assert_eq!(header(&limited(), "x-n").unwrap(), "3");
    let boxed = Everything::Boxed(Box::new(limited()));
    assert_eq!(object(&boxed)["meta"]["n"], 3);
    assert_eq!(
        objects(&Everything::Several(vec![limited(), boxed])).len(),
        2
    );
    assert_eq!(Everything::RunTime(StatusCode::GONE).status(), 410);
}

/// A type with methods of the same names as the trait's, and a constant of its own.
#[test]
fn methods_of_the_type_itself() {
    #[derive(Debug, MretsError)]
    enum Own {
        #[status(404, detail = "{0}")]
        NotFound(u8),
        #[status(transparent)]
        Boxed(Box<Own>),
    }
    #[expect(clippy::unused_self, reason = "as methods are")]
    impl Own {
        fn status(&self) -> &'static str {
            "own"
        }
        fn answer(&self) -> bool {
            matches!(self, Self::NotFound(_))
        }
        fn write(&self) {}
        fn as_parts(&self) {}
        fn to_json(&self) {}
    }
    let error = Own::Boxed(Box::new(Own::NotFound(7)));
    assert_eq!(error.status(), "own");
    assert!(!error.answer());
    error.write();
    error.as_parts();
    error.to_json();
    assert_eq!(MretsError::status(&error), 404);
    assert_eq!(object(&error)["detail"], "7");
}
