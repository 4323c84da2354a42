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

/// The lines, without the types that answer, which depend on this file's place.
const LOCK: &str = r#"{"version":2,"errors":[
{"code":"closed","status":409,"title":"Conflict","retry":"never"},
{"code":"not_found","status":404,"title":"No record","retry":"never"},
{"code":"strange","status":422,"title":"a \"b\" `c`","retry":"never"},
{}]}
"#;

/// A lock of an older release.
const VERSION_1: &str = r#"{
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

/// The file without `by`.
fn promises(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text
        .lines()
        .map(|line| match line.split_once(",\"by\":\"") {
            None => format!("{line}\n"),
            Some((before, by)) => format!("{before}{}\n", by.split_once('"').unwrap().1),
        });
    lines.by_ref().collect()
}

/// The command that messages name, of this test.
fn command() -> String {
    let test = std::thread::current();
    let test = test.name().unwrap();
    format!("MRETS_ERRORS_BLESS=1 cargo test -p mrets-errors-tests {test}")
}

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
    assert_eq!(promises(&path), LOCK);
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

/// One answer, and its changed form.
macro_rules! answer {
    ($name:ident: $($status:tt)*) => {
        #[derive(Debug, MretsError)]
        #[status($($status)*)]
        struct $name;
    };
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

#[test]
fn a_lock_of_version_1_is_read_and_written_anew() {
    let (_directory, path) = place();
    fs::write(&path, VERSION_1).unwrap();
    let error = before::Error::catalog().check(&path).unwrap_err();
    assert!(
        error.to_string().starts_with("the lock is out of date"),
        "{error}"
    );
    assert!(!error.changes().unwrap().is_breaking());
    assert!(
        after::Error::catalog()
            .check(&path)
            .unwrap_err()
            .changes()
            .unwrap()
            .is_breaking()
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), VERSION_1);
    let changes = before::Error::catalog().bless(&path).unwrap();
    assert_eq!(changes.to_string(), "");
    assert_eq!(promises(&path), LOCK);
    before::Error::catalog().check(&path).unwrap();
}

#[test]
fn branches_that_add_errors_merge() {
    let (directory, path) = locked();
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .current_dir(directory.path())
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    };
    answer!(First: 410, code = "a_first");
    answer!(Last: 410, code = "z_last");

    git(&["init", "-q", "-b", "main"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "base"]);
    for (branch, catalog) in [("one", First::catalog()), ("two", Last::catalog())] {
        git(&["checkout", "-qb", branch, "main"]);
        before::Error::catalog()
            .merge(catalog)
            .bless(&path)
            .unwrap();
        git(&["commit", "-qam", branch]);
    }
    git(&["merge", "-q", "one"]);
    let all = before::Error::catalog()
        .merge(First::catalog())
        .merge(Last::catalog());
    all.check(&path).unwrap();
}

#[test]
fn ten_thousand_lines_are_compared_at_once() {
    let (_directory, path) = locked();
    let mut text = String::from("{\"version\":2,\"errors\":[\n");
    for number in 0..10_000 {
        let line = format!(
            "{{\"code\":\"c{number}\",\"status\":404,\"title\":\"t\",\"retry\":\"never\"}},\n"
        );
        text.push_str(&line);
    }
    text.push_str("{}]}\n");
    fs::write(&path, text).unwrap();
    let error = before::Error::catalog().check(&path).unwrap_err();
    assert_eq!(error.to_string().matches(": is gone").count(), 10_000);
    before::Error::catalog().bless(&path).unwrap();
    before::Error::catalog().check(&path).unwrap();
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
    for no in ["", "0", "false", "No", "off", "perhaps"] {
        assert!(!check_with(&path, no), "{no}");
    }
    assert_eq!(promises(&path), LOCK);
    for yes in ["1", "true", "TRUE", "yes", "on"] {
        fs::remove_file(&path).unwrap();
        assert!(check_with(&path, yes), "{yes}");
        assert!(after::Error::catalog().check(&path).unwrap().is_empty());
    }
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
            "there is no {}: write it with\n\n    {}\n\nand commit it",
            path.display(),
            command()
        )
    );
    assert!(!path.exists());
}

#[test]
fn another_file_is_refused_and_kept() {
    let (_directory, path) = place();
    for text in [
        "",
        "{",
        "\u{feff}{}",
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
                "{} is not a lock of errors: take it back from version control, or delete it and \
                 write it with\n\n    {}\n",
                path.display(),
                command()
            )
        );
        assert!(error.source().is_some(), "{text}");
        before::Error::catalog().bless(&path).unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn a_conflict_of_git_is_named() {
    let (_directory, path) = locked();
    let text = LOCK.replacen(
        "{\"code\":\"not",
        "<<<<<<< HEAD\n=======\n>>>>>>> other\n{\"code\":\"not",
        1,
    );
    fs::write(&path, &text).unwrap();
    for error in [
        refused(&path),
        before::Error::catalog().bless(&path).unwrap_err(),
    ] {
        assert!(
            error
                .to_string()
                .contains("has the conflict markers of a merge"),
            "{error}"
        );
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_later_version_is_refused_and_kept() {
    let (_directory, path) = place();
    let text = r#"{"version":3,"errors":{"of":"another shape"}}"#;
    fs::write(&path, text).unwrap();
    let expected = format!(
        "{} has version 3, and this release of mrets-errors knows 2: update mrets-errors",
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
