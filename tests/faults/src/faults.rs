//! Faults of the database file, one after the other.

use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Tells whether anything is broken.
pub(crate) struct Plan(Option<PathBuf>);

impl Plan {
    pub(crate) fn none() -> Self {
        Self(None)
    }

    pub(crate) fn on(file: &Path) -> Self {
        Self(Some(file.to_owned()))
    }

    /// Breaks and restores the file until the end, and counts each fault.
    pub(crate) async fn run(self, end: Instant) -> BTreeMap<&'static str, usize> {
        let mut done = BTreeMap::new();
        let Some(file) = self.0 else {
            sleep(end.saturating_duration_since(Instant::now())).await;
            return done;
        };
        // A round that would not end in time is not begun.
        while Instant::now() + Duration::from_secs(24) < end {
            sleep(Duration::from_secs(3)).await;
            locked(&file).await;
            *done.entry("locked").or_default() += 1;
            sleep(Duration::from_secs(3)).await;
            read_only(&file).await;
            *done.entry("read-only").or_default() += 1;
            sleep(Duration::from_secs(3)).await;
            without_journal(&file).await;
            *done.entry("without a journal").or_default() += 1;
        }
        sleep(end.saturating_duration_since(Instant::now())).await;
        done
    }
}

/// Lets another process lock the file, for longer than `SQLite` waits by default.
async fn locked(file: &Path) {
    let connection = Connection::open(file).unwrap();
    connection.busy_timeout(Duration::from_secs(60)).unwrap();
    connection.execute_batch("BEGIN EXCLUSIVE").unwrap();
    sleep(Duration::from_secs(7)).await;
    connection.execute_batch("ROLLBACK").unwrap();
}

/// Moves the file away, which makes it read-only to `SQLite`. Root ignores permissions.
async fn read_only(file: &Path) {
    let away = file.with_extension("away");
    fs::rename(file, &away).unwrap();
    sleep(Duration::from_secs(4)).await;
    fs::rename(&away, file).unwrap();
}

/// Puts a directory in the place of the journal that `SQLite` writes before it changes anything.
async fn without_journal(file: &Path) {
    let mut journal = file.as_os_str().to_owned();
    journal.push("-journal");
    let journal = PathBuf::from(journal);
    // While a transaction is under way, its journal is there.
    while fs::create_dir(&journal).is_err() {
        sleep(Duration::from_millis(1)).await;
    }
    sleep(Duration::from_secs(3)).await;
    fs::remove_dir(&journal).unwrap();
}
