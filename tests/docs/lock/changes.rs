//! The changes that clients would notice.

use super::{after, answer, before, command, locked, more, place, promises};
use http::StatusCode;
use mrets_errors::{Catalog, Changes, MretsError};
use std::error::Error as _;
use std::fs;

#[test]
fn an_addition_is_out_of_date_until_it_is_written() {
    let (_directory, path) = locked();
    let before = fs::read_to_string(&path).unwrap();
    let error = more::Error::catalog().check(&path).unwrap_err();
    let changes = error.changes().unwrap();
    assert!(!changes.is_breaking() && !changes.is_empty());
    let (shown, command) = (path.display(), command());
    let expected = format!(
        "the lock is out of date: {shown} does not hold all that clients are promised. Write it with\n\n    \
         {command}\n\nand commit it. For the changelog:\n\n### Added\n\n- `too_many`: 429, \"Too Many Requests\"\n"
    );
    assert_eq!(error.to_string(), expected);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    more::Error::catalog().bless(&path).unwrap();
    more::Error::catalog().check(&path).unwrap();
    // The added errors are locked now.
    before::Error::catalog().check(&path).unwrap_err();
}

#[test]
fn a_code_that_is_renamed_fails() {
    let (_directory, path) = locked();
    let before = fs::read_to_string(&path).unwrap();
    let error = after::Error::catalog().check(&path).unwrap_err();
    let (shown, command) = (path.display(), command());
    let expected = format!(
        r#"clients that rely on {shown} would break:

- `strange`: title "a "b" \`c\`" is now "c"
- `closed`: status 409 is now 410, title "Conflict" is now "Gone"
- `not_found`: 404, "No record": is gone

A code that is gone may stand behind `#[cfg(...)]`: then run the test with the features that the lock was written with.

If that is meant, write the lock with

    {command}

and commit it. For the changelog:

### Added

- `record_not_found`: 404, "No record"

### Changed

- `strange`: title "a "b" \`c\`" is now "c"
- `closed`: status 409 is now 410, title "Conflict" is now "Gone"

### Removed

- `not_found`: 404, "No record"
"#
    );
    assert_eq!(error.to_string(), expected);
    // A test that unwraps or returns the result shows this text.
    assert_eq!(format!("{error:?}"), expected);
    assert!(error.changes().is_some_and(Changes::is_breaking));
    assert!(error.source().is_none());
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn each_kind_of_breaking_change_alone_fails() {
    answer!(Known: 404, code = "a", title = "A", type = "/a", headers("X-A" = 1), meta(a = 1));
    answer!(Status: 410, code = "a", title = "A", type = "/a", headers("X-A" = 1), meta(a = 1));
    answer!(Title: 404, code = "a", title = "B", type = "/a", headers("X-A" = 1), meta(a = 1));
    answer!(Address: 404, code = "a", title = "A", type = "/b", headers("X-A" = 1), meta(a = 1));
    answer!(Header: 404, code = "a", title = "A", type = "/a", meta(a = 1));
    answer!(Meta: 404, code = "a", title = "A", type = "/a", headers("X-A" = 1), meta(b = 1));
    answer!(Retry: 404, code = "a", title = "A", type = "/a", headers("X-A" = 1), meta(a = 1), retry_after = 1);
    answer!(Code: 404, code = "b", title = "A", type = "/a", headers("X-A" = 1), meta(a = 1));
    answer!(More: 404, code = "a", title = "A", type = "/a", headers("X-A" = 1, "X-B" = 1), meta(a = 1, b = 1));

    let (_directory, path) = place();
    Known::catalog().bless(&path).unwrap();
    let changed = |differences: &str| format!("### Changed\n\n- `a`: {differences}\n");
    for (catalog, is_breaking, summary) in [
        (Status::catalog(), true, changed("status 404 is now 410")),
        (Title::catalog(), true, changed("title \"A\" is now \"B\"")),
        (
            Address::catalog(),
            true,
            changed("address `/a` is now `/b`"),
        ),
        (
            Header::catalog(),
            true,
            changed("no longer sends the header `x-a`"),
        ),
        (
            Meta::catalog(),
            true,
            changed("`meta` no longer has `a`, `meta` now has `b`"),
        ),
        (
            Retry::catalog(),
            true,
            changed("now sends the header `retry-after`, retry `never` is now `after`"),
        ),
        (
            Catalog::new(),
            true,
            "### Removed\n\n- `a`: 404, \"A\"\n".to_owned(),
        ),
        (
            More::catalog(),
            false,
            changed("`meta` now has `b`, now sends the header `x-b`"),
        ),
    ] {
        let error = catalog.check(&path).unwrap_err();
        let found = error.changes().unwrap();
        assert_eq!(
            (found.is_breaking(), found.to_string()),
            (is_breaking, summary)
        );
    }
}

/// Clients over gRPC decide by its code. It is in the lock only where it is not the one of the status.
#[test]
fn a_changed_code_of_grpc_fails() {
    answer!(ByStatus: 409, code = "a", title = "A");
    answer!(Same: 409, code = "a", title = "A", grpc = "ABORTED");
    answer!(Other: 409, code = "a", title = "A", grpc = "ALREADY_EXISTS");
    answer!(Moved: 404, code = "a", title = "A", grpc = "ABORTED");

    let (_directory, path) = place();
    ByStatus::catalog().bless(&path).unwrap();
    let by_status = fs::read_to_string(&path).unwrap();
    assert!(!by_status.contains("\"grpc\""), "{by_status}");
    assert!(Same::catalog().check(&path).unwrap().is_empty());
    let error = Other::catalog().check(&path).unwrap_err();
    assert!(error.changes().unwrap().is_breaking());
    assert!(
        error
            .to_string()
            .contains("- `a`: gRPC code `ABORTED` is now `ALREADY_EXISTS`\n"),
        "{error}"
    );
    // It goes with the status, which is the change.
    let error = Moved::catalog().check(&path).unwrap_err();
    assert!(
        error.to_string().contains("- `a`: status 409 is now 404\n"),
        "{error}"
    );

    Other::catalog().bless(&path).unwrap();
    assert!(promises(&path).contains(r#""retry":"never","grpc":"ALREADY_EXISTS"}"#));
    let error = ByStatus::catalog().check(&path).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("- `a`: gRPC code `ALREADY_EXISTS` is now `ABORTED`\n"),
        "{error}"
    );
}

/// A field whose members or headers are known only at run time.
#[test]
fn a_map_is_locked_as_one() {
    #[derive(Debug, MretsError)]
    #[status(404, code = "a")]
    struct Maps {
        #[meta(flatten)]
        meta: Vec<u8>,
        #[headers]
        headers: Vec<(String, String)>,
    }
    #[derive(Debug, MretsError)]
    #[status(404, code = "a")]
    struct Without;

    let (_directory, path) = place();
    Maps::catalog().bless(&path).unwrap();
    let locked = fs::read_to_string(&path).unwrap();
    assert!(locked.contains(r#""has_other_meta":true,"has_other_headers":true"#));
    Maps::catalog().check(&path).unwrap();
    let error = Without::catalog().check(&path).unwrap_err();
    let changes = error.changes().unwrap();
    assert!(changes.is_breaking());
    assert_eq!(
        changes.to_string(),
        "### Changed\n\n- `a`: `meta` no longer has other members, no longer sends other headers\n"
    );
    let (_directory, path) = place();
    Without::catalog().bless(&path).unwrap();
    let error = Maps::catalog().check(&path).unwrap_err();
    let changes = error.changes().unwrap();
    assert!(!changes.is_breaking());
    assert_eq!(
        changes.to_string(),
        "### Changed\n\n- `a`: `meta` can have other members now, can send other headers now\n"
    );
}

#[derive(Debug, MretsError)]
enum Statuses {
    #[status(404)]
    UnknownPath,
    #[status(404, title = "Record not found")]
    RecordNotFound,
    #[status(.0)]
    Upstream(StatusCode),
    #[status(.0, code = "partner")]
    Partner(StatusCode),
}

#[derive(Debug, MretsError)]
enum Fewer {
    #[status(404)]
    NoPath,
    #[status(.0, code = "partner")]
    Partner(StatusCode),
}

#[test]
fn answers_with_one_code_are_told_apart_by_their_titles() {
    let (_directory, path) = place();
    Statuses::catalog().bless(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("\"code\":\"404\"").count(), 2);
    assert!(text.contains("{\"code\":\"partner\",\"status\":null,\"title\":null,"));
    assert_eq!(text.matches("\"code\"").count(), 3);

    let error = Fewer::catalog().check(&path).unwrap_err();
    assert_eq!(
        error.changes().unwrap().to_string(),
        "### Removed\n\n- `404`: 404, \"Record not found\"\n"
    );
}
