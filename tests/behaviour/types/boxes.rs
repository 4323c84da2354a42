//! `Result<T, Box<E>>`, as clippy's `result_large_err` advises it.

use axum::response::IntoResponse;
use mrets_errors::MretsError;
use std::io;

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

/// A box of any error is one already.
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
