//! The lock: `check()` and `bless()`.

mod bless;
mod changes;
mod contradictions;
mod file;
mod retired;

use mrets_errors::MretsError;
use std::fs;
use std::path::{Path, PathBuf};
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

/// One answer, and its changed form.
macro_rules! answer {
    ($name:ident: $($status:tt)*) => {
        #[derive(Debug, MretsError)]
        #[status($($status)*)]
        struct $name;
    };
}

use answer;
