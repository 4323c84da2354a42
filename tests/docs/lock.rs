//! The lock: `check()` and `bless()`.

use http::StatusCode;
use mrets_errors::{Catalog, Changes, LockError, MretsError};
use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use tempfile::TempDir;

/// The release that clients know.
mod before {
    use mrets_errors::MretsError;

    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case")]
    pub(super) enum Error {
        #[status(404, title = "No record")]
        NotFound,
        #[status(409)]
        Closed,
        #[status(422, title = "a \"b\" `c`")]
        Strange,
    }
}

/// The same release with one more error.
mod more {
    use mrets_errors::MretsError;

    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case")]
    pub(super) enum Error {
        #[status(422, title = "a \"b\" `c`")]
        Strange,
        #[status(429)]
        TooMany,
        #[status(409, detail = "It is {0}.")]
        Closed(u8),
        #[status(404, title = "No record")]
        NotFound,
    }
}

/// A code is renamed, a status and a title have changed.
mod after {
    use mrets_errors::MretsError;

    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case")]
    pub(super) enum Error {
        #[status(404, title = "No record")]
        RecordNotFound,
        #[status(410)]
        Closed,
        #[status(422, title = "c")]
        Strange,
    }
}

const LOCK: &str = r#"{
  "version": 1,
  "errors": [
    {
      "code": "closed",
      "status": 409,
      "title": "Conflict"
    },
    {
      "code": "not_found",
      "status": 404,
      "title": "No record"
    },
    {
      "code": "strange",
      "status": 422,
      "title": "a \"b\" `c`"
    }
  ]
}
"#;

fn place() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("errors.lock.json");
    (directory, path)
}

fn locked() -> (TempDir, PathBuf) {
    let (directory, path) = place();
    before::Error::catalog().bless(&path).unwrap();
    (directory, path)
}

#[test]
fn the_file_is_sorted_and_ends_with_a_line_break() {
    let (directory, path) = locked();
    assert_eq!(fs::read_to_string(&path).unwrap(), LOCK);
    // The file is written in one go, and no other file is left.
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    assert!(before::Error::catalog().check(&path).unwrap().is_empty());
}

#[cfg(unix)]
#[test]
fn the_file_is_one_of_the_project() {
    use std::os::unix::fs::PermissionsExt as _;

    let (directory, path) = locked();
    let other = directory.path().join("other");
    fs::write(&other, "").unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&path), mode(&other));
}

#[test]
fn what_is_new_passes_and_is_not_written() {
    let (_directory, path) = locked();
    let changes = more::Error::catalog().check(&path).unwrap();
    assert!(!changes.is_breaking() && !changes.is_empty());
    assert_eq!(
        changes.to_string(),
        "### Added\n\n- `too_many`: 429, \"Too Many Requests\"\n"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), LOCK);
}

#[test]
fn a_code_that_is_renamed_fails() {
    let (_directory, path) = locked();
    let error = after::Error::catalog().check(&path).unwrap_err();
    let shown = path.display();
    let expected = format!(
        r#"clients would not find the errors of {shown} any more:

- "closed": 409 "Conflict"
+ "closed": 410 "Gone"
- "not_found": 404 "No record"
+ "record_not_found": 404 "No record"
- "strange": 422 "a \"b\" `c`"
+ "strange": 422 "c"

If that is meant, run the test with MRETS_ERRORS_BLESS=1, and write into the changelog:

### Added

- `record_not_found`: 404, "No record"

### Changed

- `closed`: status 409 is now 410, title "Conflict" is now "Gone"
- `strange`: title "a "b" \`c\`" is now "c"

### Removed

- `not_found`: 404, "No record"
"#
    );
    assert_eq!(error.to_string(), expected);
    // The text that a test shows which unwraps the result.
    assert_eq!(format!("{error:?}"), expected);
    assert!(error.changes().is_some_and(Changes::is_breaking));
    assert!(error.source().is_none());
    assert_eq!(fs::read_to_string(&path).unwrap(), LOCK);
}

#[test]
fn each_kind_of_change_alone_fails() {
    #[derive(Debug, MretsError)]
    #[status(404, code = "a", title = "A")]
    struct Known;
    #[derive(Debug, MretsError)]
    #[status(410, code = "a", title = "A")]
    struct Status;
    #[derive(Debug, MretsError)]
    #[status(404, code = "a", title = "B")]
    struct Title;

    let (_directory, path) = place();
    Known::catalog().bless(&path).unwrap();
    for (catalog, summary) in [
        (
            Status::catalog(),
            "### Changed\n\n- `a`: status 404 is now 410\n",
        ),
        (
            Title::catalog(),
            "### Changed\n\n- `a`: title \"A\" is now \"B\"\n",
        ),
        (Catalog::new(), "### Removed\n\n- `a`: 404, \"A\"\n"),
    ] {
        let error = catalog.check(&path).unwrap_err();
        assert_eq!(error.changes().unwrap().to_string(), summary);
    }
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
    assert_eq!(text.matches("\"code\": \"404\"").count(), 2);
    assert!(
        text.contains("\"code\": \"partner\",\n      \"status\": null,\n      \"title\": null")
    );
    assert_eq!(text.matches("\"code\"").count(), 3);

    let error = Fewer::catalog().check(&path).unwrap_err();
    assert_eq!(
        error.changes().unwrap().to_string(),
        "### Removed\n\n- `404`: 404, \"Record not found\"\n"
    );
}

#[test]
fn bless_writes_what_has_changed() {
    let (_directory, path) = locked();
    let changes = after::Error::catalog().bless(&path).unwrap();
    assert!(changes.is_breaking());
    assert!(after::Error::catalog().check(&path).unwrap().is_empty());
    let again = after::Error::catalog().bless(&path).unwrap();
    assert!(again.is_empty());
    assert_eq!(again.to_string(), "");
}

/// Runs in a process of its own, started by the tests below, since all tests share the environment.
#[test]
fn in_a_process_of_its_own() {
    if let Some(path) = env::var_os("TESTED_LOCK") {
        after::Error::catalog().check(path).unwrap();
    }
}

fn check_with(path: &Path, bless: &str) -> bool {
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", "docs::lock::in_a_process_of_its_own"])
        .env("TESTED_LOCK", path)
        .env("MRETS_ERRORS_BLESS", bless)
        .output()
        .unwrap();
    status.status.success()
}

#[test]
fn the_environment_blesses() {
    let (_directory, path) = locked();
    for no in ["", "0", "yes"] {
        assert!(!check_with(&path, no), "{no}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), LOCK);
    assert!(check_with(&path, "1"));
    assert!(after::Error::catalog().check(&path).unwrap().is_empty());
    fs::remove_file(&path).unwrap();
    assert!(check_with(&path, "1"));
    assert!(after::Error::catalog().check(&path).unwrap().is_empty());
}

fn refused(path: &Path) -> LockError {
    let error = before::Error::catalog().check(path).unwrap_err();
    assert!(error.changes().is_none());
    assert!(error.to_string().contains(&path.display().to_string()));
    error
}

#[test]
fn a_missing_lock_says_how_to_write_it() {
    let (_directory, path) = place();
    let error = refused(&path);
    assert_eq!(
        error.to_string(),
        format!(
            "there is no {}: run the test with MRETS_ERRORS_BLESS=1 to write it, and commit it",
            path.display()
        )
    );
    assert!(!path.exists());
}

#[test]
fn what_is_no_lock_is_refused_and_kept() {
    let (_directory, path) = place();
    for text in [
        "",
        "{",
        "\u{feff}{}",
        "<<<<<<< ours\n{}",
        "[]",
        "{}",
        r#"{"version":"1"}"#,
        r#"{"version":-1}"#,
        r#"{"version":0,"errors":[]}"#,
        r#"{"version":1}"#,
        r#"{"version":1,"errors":[{"status":404}]}"#,
        r#"{"version":1,"errors":[{"code":"a","status":70000,"title":null}]}"#,
    ] {
        fs::write(&path, text).unwrap();
        let error = refused(&path);
        assert_eq!(
            error.to_string(),
            format!(
                "{} is no lock of errors: take it back from version control, or delete it and run \
                 the test with MRETS_ERRORS_BLESS=1",
                path.display()
            )
        );
        assert!(error.source().is_some(), "{text}");
        before::Error::catalog().bless(&path).unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn a_later_version_is_refused_and_kept() {
    let (_directory, path) = place();
    let text = r#"{"version":2,"errors":{"of":"another shape"}}"#;
    fs::write(&path, text).unwrap();
    let expected = format!(
        "{} has version 2, and this release of mrets-errors knows 1: update mrets-errors",
        path.display()
    );
    assert_eq!(refused(&path).to_string(), expected);
    let error = before::Error::catalog().bless(&path).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_lock_that_cannot_be_read_or_written_says_so() {
    let (directory, path) = place();
    let error = refused(directory.path());
    assert!(error.to_string().contains("cannot be read"), "{error}");
    assert!(error.source().is_some());

    let nowhere = path.join("errors.lock.json");
    let error = before::Error::catalog().bless(&nowhere).unwrap_err();
    assert!(error.to_string().contains("cannot be written"), "{error}");
    assert!(format!("{error:?}").contains("\n\ncaused by: "));
}

#[test]
fn line_ends_of_other_systems_are_no_change() {
    let (_directory, path) = locked();
    fs::write(&path, LOCK.replace('\n', "\r\n")).unwrap();
    assert!(before::Error::catalog().check(&path).unwrap().is_empty());
}
