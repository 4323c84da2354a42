//! The lock: a file that keeps what clients know of a service's errors.

use super::changes::{Answer, Changes};
use crate::answer::catalog::Catalog;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fmt, fs};

/// The version of the format.
const VERSION: u64 = 1;

/// What has a lock be written.
const BLESS: &str = "MRETS_ERRORS_BLESS";

/// The lock of a service's errors, of the feature `docs`.
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
impl Catalog {
    /// Compares what clients know of these errors with the lock, a file beside the code: for a test of
    /// the service.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[mrets(codes = "snake_case")]
    /// enum RegistryError {
    ///     #[status(404)]
    ///     NoAccount,
    /// }
    ///
    /// # let dir = tempfile::tempdir().unwrap();
    /// # let lock = dir.path().join("errors.lock.json");
    /// # RegistryError::catalog().bless(&lock).unwrap();
    /// // #[test]
    /// fn clients_know_these_errors(lock: &std::path::Path) {
    ///     let changes = RegistryError::catalog().check(lock).unwrap();
    ///     println!("{changes}");
    /// }
    /// # clients_know_these_errors(&lock);
    /// ```
    ///
    /// There the path is `"errors.lock.json"`: Cargo runs tests in the directory of their package.
    ///
    /// The lock has each code with its status and title. One code can have several of them, as those
    /// that are the status do: they are told apart by their titles, and answers that differ in neither
    /// are one. A code that is known only at run time is not in it.
    ///
    /// What is new passes. With `MRETS_ERRORS_BLESS=1` in the environment nothing is refused, and the
    /// lock is written anew, as [`bless`](Self::bless) does.
    ///
    /// # Errors
    ///
    /// Where a code is gone, or one of its statuses or titles: the message has the differences, and
    /// what to write into the changelog. Where there is no lock, or none that can be read.
    pub fn check(&self, path: impl AsRef<Path>) -> Result<Changes, LockError> {
        let path = path.as_ref();
        if env::var_os(BLESS).is_some_and(|value| value == "1") {
            return self.bless(path);
        }
        let locked = read(path)?.ok_or_else(|| LockError::new(path, Kind::Missing))?;
        let changes = Changes::between(&locked, &Answer::all(self));
        if changes.is_breaking() {
            return Err(LockError::new(path, Kind::Breaking(changes)));
        }
        Ok(changes)
    }

    /// Writes the lock anew, and says what has changed in it.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(404, code = "no_account")]
    /// struct NoAccount;
    ///
    /// # let dir = tempfile::tempdir()?;
    /// # let path = dir.path().join("errors.lock.json");
    /// let changes = NoAccount::catalog().bless(&path)?;
    /// assert_eq!(
    ///     changes.to_string(),
    ///     "### Added\n\n- `no_account`: 404, \"Not Found\"\n"
    /// );
    /// assert!(NoAccount::catalog().check(&path)?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// The file is replaced as a whole, or not at all.
    ///
    /// # Errors
    ///
    /// Where the file that is there is no lock, or of a later version, or cannot be read or written.
    pub fn bless(&self, path: impl AsRef<Path>) -> Result<Changes, LockError> {
        let path = path.as_ref();
        let locked = read(path)?.unwrap_or_default();
        let errors = Answer::all(self);
        let changes = Changes::between(&locked, &errors);
        let version = VERSION;
        write(path, &Lock { version, errors })
            .map_err(|error| LockError::new(path, Kind::Unwritable(error)))?;
        Ok(changes)
    }
}

#[derive(Serialize, Deserialize)]
struct Lock {
    version: u64,
    errors: BTreeSet<Answer>,
}

/// What every version has.
#[derive(Deserialize)]
struct Head {
    version: u64,
}

/// None where there is no file.
fn read(path: &Path) -> Result<Option<BTreeSet<Answer>>, LockError> {
    let fault = |kind| LockError::new(path, kind);
    let no_lock = |error| fault(Kind::NoLock(error));
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(Kind::Unreadable(error))),
    };
    let Head { version } = serde_json::from_slice(&text).map_err(no_lock)?;
    if version > VERSION {
        return Err(fault(Kind::Later(version)));
    }
    if version == 0 {
        return Err(no_lock(serde_json::Error::custom("there is no version 0")));
    }
    let Lock { errors, .. } = serde_json::from_slice(&text).map_err(no_lock)?;
    Ok(Some(errors))
}

fn write(path: &Path, lock: &Lock) -> io::Result<()> {
    let mut text = serde_json::to_vec_pretty(lock)?;
    text.push(b'\n');
    if fs::read(path).is_ok_and(|written| written == text) {
        return Ok(());
    }
    let directory = match path.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => directory,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any file of the project, and not for its owner alone.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(".errors.lock.").tempfile_in(directory)?;
    file.write_all(&text)?;
    file.persist(path)?;
    Ok(())
}

/// Why a service's errors do not pass [`Catalog::check`].
///
/// Its `Debug` is its message too, so that a test that unwraps shows it.
pub struct LockError {
    path: PathBuf,
    kind: Box<Kind>,
}

enum Kind {
    Missing,
    Unreadable(io::Error),
    Unwritable(io::Error),
    NoLock(serde_json::Error),
    Later(u64),
    Breaking(Changes),
}

impl LockError {
    fn new(path: &Path, kind: Kind) -> Self {
        Self {
            path: path.to_owned(),
            kind: Box::new(kind),
        }
    }

    /// What has changed, where that is why.
    #[must_use]
    pub fn changes(&self) -> Option<&Changes> {
        match &*self.kind {
            Kind::Breaking(changes) => Some(changes),
            _ => None,
        }
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &*self.kind {
            Kind::Missing => write!(
                f,
                "there is no {path}: run the test with {BLESS}=1 to write it, and commit it"
            ),
            Kind::Unreadable(_) => write!(
                f,
                "{path} cannot be read: it must be a file that this test may read"
            ),
            Kind::Unwritable(_) => write!(
                f,
                "{path} cannot be written: its directory must be there, and one that this test may \
                 write to"
            ),
            Kind::NoLock(_) => write!(
                f,
                "{path} is no lock of errors: take it back from version control, or delete it and run \
                 the test with {BLESS}=1"
            ),
            Kind::Later(version) => write!(
                f,
                "{path} has version {version}, and this release of mrets-errors knows {VERSION}: \
                 update mrets-errors"
            ),
            Kind::Breaking(changes) => {
                writeln!(f, "clients would not find the errors of {path} any more:\n")?;
                changes.write_diff(f)?;
                write!(
                    f,
                    "\nIf that is meant, run the test with {BLESS}=1, and write into the changelog:\n\n\
                     {changes}"
                )
            }
        }
    }
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
        match &*self.kind {
            Kind::Unreadable(error) | Kind::Unwritable(error) => Some(error),
            Kind::NoLock(error) => Some(error),
            Kind::Missing | Kind::Later(_) | Kind::Breaking(_) => None,
        }
    }
}
