//! The lock: a file that keeps the promises of a service's errors.

mod answer;
mod bless;
mod changes;
mod error;
mod file;

pub use self::changes::Changes;
pub use self::error::LockError;

use self::answer::{LockedAnswer, Meaning};
use self::error::Fault;
use self::error::VERSION;
use self::file::Lock;
use crate::answer::catalog::Catalog;
use crate::docs::contradictions::contradictions;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

/// The lock of a service's errors, of the feature `docs`.
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
impl Catalog {
    /// Compares the promises of these errors with the lock, a file beside the code, in a test of the
    /// service.
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
    ///     RegistryError::catalog().check(lock).unwrap();
    /// }
    /// # clients_know_these_errors(&lock);
    /// ```
    ///
    /// In your test the path is `"errors.lock.json"`, since Cargo runs tests in the directory of their package.
    ///
    /// # The file
    ///
    /// It has one line for each error, so that branches merge. The line has the code, status, title, address
    /// (`links.type`), the members of `meta` with their types as far as they are known, the headers,
    /// whether a client may [try again](crate::RetryClass), and the gRPC code if it is not the status's. One code can
    /// have several lines, such as a code that is the status; their titles tell them apart. A code that is known only at
    /// run time is not in the file. `by` is the type that answers, `since` the version of the
    /// service that sent the error first, and `retired` the version that stopped. A code that is gone stays in the
    /// file as retired.
    ///
    /// # Errors
    ///
    /// Fails in these cases. The message says what to do, with the command and the lines for the changelog.
    ///
    /// - An addition: the lock is out of date.
    /// - A breaking change: a code is gone, or its status, title, address, `meta`, headers, class of
    ///   retry or gRPC code are not what clients know.
    /// - A retired code comes back with another meaning.
    /// - Two of these errors have one code and two meanings, or one address.
    /// - There is no lock, it cannot be read, or it is the lock of other errors.
    ///
    /// With `MRETS_ERRORS_BLESS=1` in the environment (or `true`, `yes`, `on`) the lock is written, as
    /// [`bless`](Self::bless) does.
    pub fn check(&self, path: impl AsRef<Path>) -> Result<Changes, LockError> {
        let path = path.as_ref();
        let fault = |fault| LockError::new(path, fault);
        if bless::is_asked_for().map_err(|value| fault(Fault::Unclear(value)))? {
            return self.bless(path);
        }
        let lock = file::read(path)?.ok_or_else(|| fault(Fault::Missing))?;
        let (changes, _) = self.compare(&lock).map_err(fault)?;
        if changes.is_breaking() {
            return Err(fault(Fault::Breaking(changes)));
        }
        if !changes.is_empty() || lock.version < VERSION {
            return Err(fault(Fault::OutOfDate(changes)));
        }
        Ok(changes)
    }

    /// Writes the lock anew, and gives the changes.
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
    /// The file is replaced as a whole, or not at all. A lock of version 1 is read, and written as
    /// version 2.
    ///
    /// # Errors
    ///
    /// Fails if the file is no lock, is the lock of other errors, has a later version, or cannot be read or
    /// written. Fails if a retired code comes back with another meaning, or two of these errors contradict each
    /// other.
    pub fn bless(&self, path: impl AsRef<Path>) -> Result<Changes, LockError> {
        let path = path.as_ref();
        let fault = |fault| LockError::new(path, fault);
        let lock = file::read(path)?.unwrap_or_default();
        let (changes, today) = self.compare(&lock).map_err(fault)?;
        let mut answers = renewed(&lock, &changes, today);
        answers.sort();
        file::write(path, &answers).map_err(|error| fault(Fault::Unwritable(error)))?;
        Ok(changes)
    }

    /// Compares today's promises with a lock, if they can be compared at all.
    fn compare(&self, lock: &Lock) -> Result<(Changes, Vec<LockedAnswer>), Fault> {
        let contradictions = contradictions(self);
        if !contradictions.is_empty() {
            return Err(Fault::Contradiction(contradictions));
        }
        let today = LockedAnswer::all(self);
        if let Some((locked, own)) = strangers(&lock.answers, &today) {
            return Err(Fault::Foreign(locked, own));
        }
        let changes = Changes::between(&lock.answers, &today);
        if changes.reuses_a_code() {
            return Err(Fault::Reused(changes));
        }
        Ok((changes, today))
    }
}

/// An error that the service no longer sends, as the lock remembers it.
#[derive(Debug, Clone)]
pub(super) struct Retired {
    pub(super) code: String,
    pub(super) status: Option<u16>,
    pub(super) title: Option<String>,
    pub(super) since: Option<String>,
    /// The version that stopped sending it; empty if that is not known.
    pub(super) until: String,
}

/// The versions since which errors are sent, by code and title.
pub(super) type Since = HashMap<(String, Option<String>), String>;

/// Reads the history that a lock keeps.
pub(super) fn history(text: &str) -> Result<(Since, Vec<Retired>), LockError> {
    let lock = file::parse(text.as_bytes())
        .map_err(|fault| LockError::new(Path::new("the lock"), fault))?;
    let mut since = Since::new();
    let mut gone = Vec::new();
    for answer in lock.answers {
        if let Some(retired) = answer.retired {
            let LockedAnswer {
                code,
                status,
                title,
                since,
                ..
            } = answer;
            gone.push(Retired {
                code,
                status,
                title,
                since,
                until: retired,
            });
        } else if let Some(version) = answer.since {
            since.insert((answer.code, answer.title), version);
        }
    }
    Ok((since, gone))
}

/// Gives the lines of a new lock: today's answers, each with its history, and the retired ones.
fn renewed(lock: &Lock, changes: &Changes, mut today: Vec<LockedAnswer>) -> Vec<LockedAnswer> {
    let version = bless::service_version();
    let mut history: HashMap<Meaning<'_>, &LockedAnswer> = HashMap::new();
    history.extend(lock.answers.iter().map(|old| (old.meaning_key(), old)));
    history.extend(changes.changed().map(|(old, new)| (new.meaning_key(), old)));
    let sent: HashSet<Meaning<'_>> = today.iter().map(LockedAnswer::meaning_key).collect();
    let retired = lock.answers.iter();
    let retired = retired.filter(|old| old.is_retired() && !sent.contains(&old.meaning_key()));
    let gone = changes.removed().iter().map(|gone| LockedAnswer {
        retired: Some(version.clone().unwrap_or_default()),
        ..gone.clone()
    });
    let retired: Vec<LockedAnswer> = retired.cloned().chain(gone).collect();
    for new in &mut today {
        let since = match history.get(&new.meaning_key()) {
            Some(old) => old.since.clone(),
            // Nobody knows which version first sent the answers of a first lock.
            None if lock.answers.is_empty() => None,
            None => version.clone(),
        };
        new.since = since;
    }
    today.extend(retired);
    today
}

/// Gives a type of either side, if a lock and today's answers share neither a type nor an error.
fn strangers(locked: &[LockedAnswer], today: &[LockedAnswer]) -> Option<(String, String)> {
    fn types(answers: &[LockedAnswer]) -> BTreeSet<&str> {
        answers.iter().filter_map(LockedAnswer::type_path).collect()
    }
    let (their, own) = (types(locked), types(today));
    let (first, own_first) = (their.first()?, own.first()?);
    let codes: HashSet<&str> = today.iter().map(|new| new.code.as_str()).collect();
    let mut own_codes = locked.iter().filter(|old| old.has_own_code());
    let shares_a_code = own_codes.any(|old| codes.contains(old.code.as_str()));
    (their.is_disjoint(&own) && !shares_a_code)
        .then(|| ((*first).to_owned(), (*own_first).to_owned()))
}
