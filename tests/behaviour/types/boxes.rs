//! `Result<T, Box<E>>`, as clippy's `result_large_err` advises it.

use axum::response::IntoResponse;
use mrets_errors::MretsError;
use std::io;
use std::sync::Arc;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = "There is no {0}.")]
    Missing(String),
    #[status(500)]
    Io(#[from] Box<io::Error>),
    #[status(transparent)]
    Inner(#[from] Inner),
}

#[derive(Debug, MretsError)]
#[status(409)]
struct Inner;

fn fails(how: u8) -> Result<(), Box<Error>> {
    match how {
        0 => Err(io::Error::other("io"))?,
        1 => Err(Inner)?,
        2 => Err(Box::new(io::Error::other("io")))?,
        _ => Err(Error::Missing("x".to_owned()))?,
    }
    Ok(())
}

#[test]
fn a_question_mark_goes_into_the_box() {
    for (how, status) in [(0, 500), (1, 409), (2, 500), (3, 404)] {
        let error = fails(how).unwrap_err();
        assert_eq!(error.status(), status);
        assert_eq!(error.into_response().status(), status);
    }
}

#[test]
fn a_box_in_a_field_is_made_on_the_way() {
    let fails = || -> Result<(), Error> { Err(io::Error::other("io"))? };
    assert!(matches!(fails(), Err(Error::Io(_))));
}

/// A box of any error is an error already.
#[test]
fn a_box_of_any_error_is_taken_as_it_is() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Any(#[from] Box<dyn std::error::Error + Send + Sync>);
    let error = Any::from(Box::<dyn std::error::Error + Send + Sync>::from("x"));
    assert!(std::error::Error::source(&error).is_some());
}

/// Beside thiserror, which writes the error's own `From`.
#[test]
fn a_question_mark_goes_into_the_box_beside_thiserror() {
    #[derive(Debug, thiserror::Error, MretsError)]
    enum Mixed {
        #[error("the disk failed")]
        #[status(500)]
        Io(#[from] io::Error),
        #[error(transparent)]
        #[status(transparent)]
        Inner(#[from] Inner),
    }
    let fails = |how: u8| -> Result<(), Box<Mixed>> {
        match how {
            0 => Err(io::Error::other("io"))?,
            _ => Err(Inner)?,
        }
        Ok(())
    };
    assert_eq!(fails(0).unwrap_err().status(), 500);
    assert_eq!(fails(1).unwrap_err().into_response().status(), 409);
}

/// An error with methods of its own, which have the names of ours.
#[derive(Debug, MretsError)]
#[status(409, code = "taken")]
struct Own;

#[allow(clippy::unused_self)]
impl Own {
    fn code(&self) -> u32 {
        7
    }

    fn status(&self) -> u16 {
        418
    }
}

#[test]
fn a_users_own_methods_are_found_behind_pointers() {
    assert_eq!(Own.code(), 7);
    let boxed = Box::new(Own);
    assert_eq!(boxed.code(), 7);
    assert_eq!(Arc::new(boxed).code(), 7);
    let list = [&Own];
    for error in &list {
        assert_eq!(error.code(), 7);
    }

    #[derive(Debug, MretsError)]
    #[status(.0.status(), code = .0.code())]
    struct Outer(Box<Own>);

    let outer = Outer(Box::new(Own));
    assert_eq!(outer.status(), 418);
    assert_eq!(MretsError::code(&outer), "7");
}

/// If only the macro is imported, a trait of the user has the names for itself.
mod alone {
    use mrets_errors::derive::MretsError;

    trait Http {
        fn status(&self) -> u16;
        fn code(&self) -> &'static str;
        fn as_status(&self) -> u8 {
            0
        }
    }

    #[derive(Debug, MretsError)]
    #[status(409)]
    struct Kind;

    impl Http for Kind {
        fn status(&self) -> u16 {
            418
        }

        fn code(&self) -> &'static str {
            "of the trait"
        }
    }

    impl Http for u16 {
        fn status(&self) -> u16 {
            *self
        }

        fn code(&self) -> &'static str {
            "number"
        }
    }

    #[derive(Debug, MretsError)]
    #[status(.kind.status(), code = .kind.code())]
    struct Outer {
        kind: Box<Kind>,
        number: u16,
    }

    #[test]
    fn a_users_own_trait_is_not_shadowed() {
        let outer = Outer {
            kind: Box::new(Kind),
            number: 1,
        };
        assert_eq!(outer.number.as_status(), 0);
        assert_eq!(mrets_errors::MretsError::status(&outer), 418);
        assert_eq!(mrets_errors::MretsError::code(&outer), "of the trait");
    }
}
