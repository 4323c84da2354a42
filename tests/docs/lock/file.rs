//! The file: its form, and files that are no lock.

use super::{LOCK, VERSION_1, after, answer, before, command, locked, more, place, promises};
use mrets_errors::{LockError, MretsError};
use std::error::Error as _;
use std::fs;
use std::path::Path;
use std::process::Command;

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

#[test]
fn line_ends_of_other_systems_are_no_change() {
    let (_directory, path) = locked();
    fs::write(&path, LOCK.replace('\n', "\r\n")).unwrap();
    assert!(before::Error::catalog().check(&path).unwrap().is_empty());
}

/// Both sides of a merge had added the line, and the merge kept both.
#[test]
fn a_line_that_stands_there_twice_is_one() {
    let (_directory, path) = locked();
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().nth(1).unwrap();
    let later = line.replace("\"retry\"", "\"since\":\"9.9.9\",\"retry\"");
    fs::write(
        &path,
        text.replacen(line, &format!("{line}\n{later}\n{line}"), 1),
    )
    .unwrap();
    assert!(before::Error::catalog().check(&path).unwrap().is_empty());
    before::Error::catalog().bless(&path).unwrap();
    assert_eq!(promises(&path), LOCK);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let (directory, path) = locked();
    let link = directory.path().join("link.json");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    more::Error::catalog().bless(&link).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    more::Error::catalog().check(&path).unwrap();
}

#[test]
fn a_file_that_must_not_be_written_is_not_replaced() {
    let (_directory, path) = locked();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    // There is nothing to write.
    before::Error::catalog().bless(&path).unwrap();
    let error = more::Error::catalog().bless(&path).unwrap_err();
    assert!(error.to_string().contains("cannot be written"), "{error}");
    assert_eq!(promises(&path), LOCK);
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
