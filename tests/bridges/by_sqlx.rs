//! The bridge from sqlx, as the manual's page shows it.

use crate::user_error::UserError;

use sqlx::error::{DatabaseError, Error};

impl From<Error> for UserError {
    fn from(error: Error) -> Self {
        match &error {
            Error::RowNotFound => Self::NoUser,
            Error::PoolTimedOut | Error::Io(_) => Self::Busy(error.into()),
            Error::Database(found) => match constraint(&**found) {
                Some("users_email_key" | "users.email") => Self::EmailTaken,
                Some("users_team_id_fkey") => Self::NoTeam,
                _ if is_busy(&**found) => Self::Busy(error.into()),
                _ => Self::Database(error.into()),
            },
            _ => Self::Database(error.into()),
        }
    }
}

/// The unique or foreign key that was violated.
fn constraint(error: &dyn DatabaseError) -> Option<&str> {
    let columns = || error.message().rsplit(": ").next();
    match error.constraint() {
        None if error.is_unique_violation() => columns(), // SQLite
        name => name,
    }
}

/// SQLite's `SQLITE_BUSY` is 5 in the lowest byte; Postgres has too many connections (53300), a deadlock
/// (40P01), a lock that is held (55P03), or a transaction that was overtaken (40001).
fn is_busy(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    matches!(&*code, "53300" | "40P01" | "55P03" | "40001")
        || code.parse().is_ok_and(|code: u32| code & 0xFF == 5)
}
