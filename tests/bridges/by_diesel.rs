//! The bridge from diesel, as the manual's page shows it.

use crate::user_error::UserError;

use diesel::result::DatabaseErrorInformation;
use diesel::result::DatabaseErrorKind::{ClosedConnection, SerializationFailure};
use diesel::result::DatabaseErrorKind::{ForeignKeyViolation, UniqueViolation};
use diesel::result::Error::{self, DatabaseError, NotFound};

impl From<Error> for UserError {
    fn from(error: Error) -> Self {
        match &error {
            NotFound => Self::NoUser,
            DatabaseError(UniqueViolation | ForeignKeyViolation, found) => {
                match constraint(&**found) {
                    "users_email_key" | "users.email" => Self::EmailTaken,
                    "users_team_id_fkey" => Self::NoTeam,
                    _ => Self::Database(error.into()),
                }
            }
            DatabaseError(SerializationFailure | ClosedConnection, _) => Self::Busy(error.into()),
            DatabaseError(_, found) if is_busy(found.message()) => Self::Busy(error.into()),
            _ => Self::Database(error.into()),
        }
    }
}

impl From<diesel::ConnectionError> for UserError {
    fn from(error: diesel::ConnectionError) -> Self {
        Self::Busy(error.into())
    }
}

/// SQLite names the columns of the constraint, in the message.
fn constraint(error: &dyn DatabaseErrorInformation) -> &str {
    let columns = || error.message().rsplit(": ").next();
    error.constraint_name().or_else(columns).unwrap_or_default()
}

/// diesel has no kind for these, and no SQLSTATE: the messages are SQLite's and Postgres' own.
fn is_busy(message: &str) -> bool {
    let busy = [
        "database is locked",
        "deadlock detected",
        "could not obtain lock",
    ];
    busy.iter().any(|text| message.starts_with(text))
}
