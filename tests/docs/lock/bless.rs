//! The lock is written anew.

use super::{LOCK, after, locked, promises};
use mrets_errors::MretsError as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

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
        .args(["--exact", "docs::lock::bless::in_a_process_of_its_own"])
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
