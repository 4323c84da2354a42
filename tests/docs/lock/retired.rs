//! Codes that the service sends no more.

use super::{after, before, locked};
use mrets_errors::MretsError;
use std::fs;

#[test]
fn a_removed_code_stays_as_retired() {
    let (_directory, path) = locked();
    after::Error::catalog().bless(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let retired: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("\"retired\":\"0.0.0\""))
        .collect();
    assert_eq!(retired.len(), 1);
    assert!(
        retired[0].starts_with("{\"code\":\"not_found\",\"status\":404,\"title\":\"No record\"")
    );
    // A new error has the version of the service.
    assert!(
        text.lines()
            .any(|line| line.contains("record_not_found") && line.contains("\"since\":\"0.0.0\""))
    );
    after::Error::catalog().check(&path).unwrap();

    // It comes back with its meaning.
    before::Error::catalog().bless(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.lines()
            .any(|line| line.contains("\"not_found\"") && !line.contains("retired"))
    );
    assert!(
        text.lines()
            .any(|line| line.contains("\"record_not_found\"") && line.contains("retired"))
    );
}

#[test]
fn a_retired_code_with_another_meaning_is_refused_by_bless_too() {
    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case")]
    enum Again {
        #[status(409)]
        Closed,
        #[status(410, title = "It was there")]
        NotFound,
        #[status(422, title = "a \"b\" `c`")]
        Strange,
    }

    let (_directory, path) = locked();
    after::Error::catalog().bless(&path).unwrap();
    let before = fs::read_to_string(&path).unwrap();
    for error in [
        Again::catalog().check(&path).unwrap_err(),
        Again::catalog().bless(&path).unwrap_err(),
    ] {
        assert_eq!(
            error.to_string(),
            format!(
                "clients know these codes by another meaning:\n\n\
                 - `not_found`: 404, \"No record\": was retired, and is now 410, \"It was there\"\n\n\
                 Take another code. If no client can remember the old meaning, delete the retired line from {}",
                path.display()
            )
        );
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}
