//! [`LockError`]: the reason why errors do not pass the lock.

use super::bless::{BLESS, command};
use super::changes::Changes;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// The version that is written. Version 1, which held code, status and title, is read too.
pub(super) const VERSION: u64 = 2;

/// The reason why a service's errors do not pass [`Catalog::check`](crate::Catalog::check()), or why a lock cannot be
/// read or written.
///
/// `Debug` shows the message too, so that a test that unwraps or returns the error shows it.
pub struct LockError {
    path: PathBuf,
    fault: Box<Fault>,
}

pub(super) enum Fault {
    Missing,
    Unreadable(io::Error),
    Unwritable(io::Error),
    NoLock(serde_json::Error),
    GitConflict,
    Later(u64),
    /// The lock shares neither a type nor a code with the catalogue; a type of both sides.
    Foreign(String, String),
    /// Answers of the catalogue contradict each other; a line for each pair.
    Contradiction(Vec<String>),
    /// The environment says neither yes nor no.
    Unclear(String),
    OutOfDate(Changes),
    Breaking(Changes),
    Reused(Changes),
}

impl LockError {
    pub(super) fn new(path: &Path, fault: Fault) -> Self {
        Self {
            path: path.to_owned(),
            fault: Box::new(fault),
        }
    }

    /// The changes, if they are the reason.
    #[must_use]
    pub fn changes(&self) -> Option<&Changes> {
        match &*self.fault {
            Fault::OutOfDate(changes) | Fault::Breaking(changes) | Fault::Reused(changes) => {
                Some(changes)
            }
            _ => None,
        }
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        let command = command();
        match &*self.fault {
            Fault::Missing => write!(
                f,
                "there is no {path}: write it with\n\n    {command}\n\nand commit it"
            ),
            Fault::Unreadable(_) => write!(
                f,
                "{path} cannot be read: it must be a file that this test may read"
            ),
            Fault::Unwritable(_) => write!(
                f,
                "{path} cannot be written: its directory must exist, and this test must be allowed to \
                 write to it"
            ),
            Fault::NoLock(_) => write!(
                f,
                "{path} is not a lock of errors: take it back from version control, or delete it and \
                 write it with\n\n    {command}\n"
            ),
            Fault::GitConflict => write!(
                f,
                "{path} has the conflict markers of a merge: keep the lines of both sides, delete the \
                 markers, and write it with\n\n    {command}\n\n\
                 With `{path} merge=union` in .gitattributes git keeps both sides by itself"
            ),
            Fault::Later(version) => write!(
                f,
                "{path} has version {version}, and this release of mrets-errors knows {VERSION}: \
                 update mrets-errors"
            ),
            Fault::Foreign(locked, own) => write!(
                f,
                "{path} is the lock of other errors: it holds the errors of {locked}, and these are of \
                 {own}. Give each its own file, or lock both as one service by \
                 `A::catalog().merge(B::catalog())`. If the types were renamed, delete the file and \
                 write it with\n\n    {command}\n"
            ),
            Fault::Contradiction(items) => {
                f.write_str("these errors contradict each other:\n\n")?;
                for item in items {
                    writeln!(f, "- {item}")?;
                }
                f.write_str("\nGive one of each pair another `code`")
            }
            Fault::Unclear(value) => write!(
                f,
                "{BLESS} is {value:?}, which says neither yes nor no: set it to 1 to write {path}, or \
                 to 0"
            ),
            Fault::OutOfDate(changes) => {
                write!(
                    f,
                    "the lock is out of date: {path} does not hold all that clients are promised. \
                     Write it with\n\n    {command}\n\nand commit it."
                )?;
                write_changelog(f, changes)
            }
            Fault::Breaking(changes) => {
                write!(f, "clients that rely on {path} would break:\n\n")?;
                changes.write_breaking(f)?;
                if changes.removes_a_code() {
                    f.write_str(
                        "\nA code that is gone may stand behind `#[cfg(...)]`: then run the test with \
                         the features that the lock was written with.\n",
                    )?;
                }
                write!(
                    f,
                    "\nIf that is meant, write the lock with\n\n    {command}\n\nand commit it."
                )?;
                write_changelog(f, changes)
            }
            Fault::Reused(changes) => {
                f.write_str("clients know these codes by another meaning:\n\n")?;
                changes.write_reused(f)?;
                write!(
                    f,
                    "\nTake another code. If no client can remember the old meaning, delete the retired \
                     line from {path}"
                )
            }
        }
    }
}

fn write_changelog(f: &mut fmt::Formatter<'_>, changes: &Changes) -> fmt::Result {
    let lines = changes.to_string();
    if lines.is_empty() {
        return Ok(());
    }
    write!(f, " For the changelog:\n\n{lines}")
}

impl fmt::Debug for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        match self.source() {
            Some(source) => write!(f, "\n\ncaused by: {source}"),
            None => Ok(()),
        }
    }
}

impl Error for LockError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.fault {
            Fault::Unreadable(error) | Fault::Unwritable(error) => Some(error),
            Fault::NoLock(error) => Some(error),
            _ => None,
        }
    }
}
