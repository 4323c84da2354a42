//! Errors that cannot share a lock.

use super::{answer, before, locked, place};
use mrets_errors::{Catalog, MretsError};
use std::fs;

#[test]
fn a_code_with_two_meanings_is_refused() {
    answer!(One: 404, code = "taken", title = "A");
    answer!(Other: 409, code = "taken", title = "B");
    answer!(Same: 404, code = "taken", title = "A", meta(b = 1));

    let (_directory, path) = place();
    let both = One::catalog().merge(Other::catalog());
    let error = both.bless(&path).unwrap_err().to_string();
    assert!(
        error.starts_with("these errors contradict each other:\n\n- `taken` is 404 \"A\" of `"),
        "{error}"
    );
    assert!(!path.exists());
    One::catalog().merge(Same::catalog()).bless(&path).unwrap();
    let error = both.check(&path).unwrap_err().to_string();
    assert!(error.contains("` and 409 \"B\" of `"), "{error}");
    assert_eq!(
        fs::read_to_string(&path).unwrap().matches("taken").count(),
        2
    );
}

#[test]
fn the_lock_of_other_errors_is_refused() {
    #[derive(Debug, MretsError)]
    enum Other {
        #[status(404)]
        NotFound,
        #[status(409, code = "other")]
        Conflict,
    }

    let (_directory, path) = locked();
    let before = fs::read_to_string(&path).unwrap();
    for error in [
        Other::catalog().check(&path).unwrap_err(),
        Other::catalog().bless(&path).unwrap_err(),
    ] {
        let error = error.to_string();
        assert!(
            error.contains("is the lock of other errors: it holds the errors of "),
            "{error}"
        );
        assert!(
            error.contains("lock::before::Error, and these are of "),
            "{error}"
        );
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    before::Error::catalog()
        .merge(Other::catalog())
        .bless(&path)
        .unwrap();
}

/// `module_path!()` does not name functions, so both types have one address.
#[test]
fn types_of_one_name_in_two_functions_are_told_apart_by_codes() {
    fn invoices() -> Catalog {
        #[derive(Debug, MretsError)]
        #[status(404)]
        struct NotFound;
        NotFound::catalog()
    }
    fn refunds() -> Catalog {
        #[derive(Debug, MretsError)]
        #[status(404)]
        struct NotFound;
        NotFound::catalog()
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("errors.lock.json");
    let both = invoices().merge(refunds());
    assert_eq!(both.entries().len(), 2);
    let error = both.bless(&path).unwrap_err().to_string();
    assert!(error.contains("invoices::NotFound"), "{error}");
    assert!(error.contains("refunds::NotFound"), "{error}");
    assert!(
        error.ends_with("Give one of each pair another `code`"),
        "{error}"
    );
}
