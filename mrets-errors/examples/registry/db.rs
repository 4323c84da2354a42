//! The database: one `SQLite` connection that runs one piece of work at a time.

use std::{path::Path, sync::Arc, time::Duration};

use mrets_errors::Errors;
use rusqlite::{
    Connection, ErrorCode, InterruptHandle, OptionalExtension, Row, TransactionBehavior, params,
};
use tokio::{sync::Mutex, task, time};
use uuid::Uuid;

use crate::{
    error::{FieldError, RecordNotFound, RegistryError},
    seed,
    transfer::Transfer,
};

/// A report over a table that does not exist, as after a forgotten migration.
pub(crate) const BROKEN_REPORT: &str = "SELECT sum(quantity) FROM retirements";

/// A report that would take `SQLite` days.
pub(crate) const SLOW_REPORT: &str = "
    WITH RECURSIVE hours(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM hours WHERE n < 1000000000000)
    SELECT count(*) FROM hours";

/// An account and its holdings.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) holdings: Vec<Holding>,
}

/// A number of certificates of one kind.
#[derive(Debug)]
pub(crate) struct Holding {
    pub(crate) certificate: Uuid,
    pub(crate) fuel: String,
    pub(crate) vintage: String,
    pub(crate) quantity: i64,
}

/// A handle to the database, cheap to clone.
#[derive(Clone)]
pub(crate) struct Database {
    connection: Arc<Mutex<Connection>>,
    interrupt: Arc<InterruptHandle>,
    time_limit: Duration,
}

impl Database {
    /// Opens the file, or a database in memory, and fills a new one.
    pub(crate) fn open(path: Option<&Path>, time_limit: Duration) -> rusqlite::Result<Self> {
        let mut connection = match path {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        connection.pragma_update(None, "foreign_keys", true)?;
        create(&mut connection)?;
        Ok(Self {
            interrupt: Arc::new(connection.get_interrupt_handle()),
            connection: Arc::new(Mutex::new(connection)),
            time_limit,
        })
    }

    pub(crate) async fn account(&self, id: Uuid) -> Result<Account, RegistryError> {
        self.run(move |connection| {
            connection
                .query_row(
                    "SELECT id, name FROM accounts WHERE id = ?1",
                    [id.as_bytes()],
                    account,
                )
                .optional()?
                .ok_or_else(|| RecordNotFound { id }.into())
                .and_then(|account| with_holdings(connection, account))
        })
        .await
    }

    /// Reads one page of accounts in the order of their ids, and the number of all accounts.
    pub(crate) async fn accounts(
        &self,
        limit: u32,
        offset: u64,
    ) -> Result<(Vec<Account>, u64), RegistryError> {
        self.run(move |connection| {
            let total =
                connection.query_row("SELECT count(*) FROM accounts", [], |row| row.get(0))?;
            // An offset beyond the numbers of SQLite is beyond the last account too.
            let offset = i64::try_from(offset).unwrap_or(i64::MAX);
            let page = connection
                .prepare_cached("SELECT id, name FROM accounts ORDER BY id LIMIT ?1 OFFSET ?2")?
                .query_map(params![limit, offset], account)?
                .collect::<rusqlite::Result<Vec<_>>>()?
                .into_iter()
                .map(|account| with_holdings(connection, account))
                .collect::<Result<_, _>>()?;
            Ok((page, total))
        })
        .await
    }

    /// Moves all the certificates or none, and returns the id of the transaction.
    pub(crate) async fn transfer(&self, transfer: Transfer) -> Result<Uuid, RegistryError> {
        self.run(move |connection| move_certificates(connection, transfer))
            .await
    }

    /// Runs a report whose result is one number.
    pub(crate) async fn report(&self, sql: &'static str) -> Result<i64, RegistryError> {
        self.run(move |connection| Ok(connection.query_row(sql, [], |row| row.get(0))?))
            .await
    }

    /// Runs one piece of work. Every use of the database, and every failure of it, passes here.
    async fn run<T, W>(&self, work: W) -> Result<T, RegistryError>
    where
        T: Send + 'static,
        W: FnOnce(&mut Connection) -> Result<T, RegistryError> + Send + 'static,
    {
        // A separate task keeps the time limit when the client hangs up and axum drops this future.
        let task = tokio::spawn(self.clone().run_in_time(work)).await;
        task.unwrap_or_else(|broken| Err(broken.into()))
    }

    async fn run_in_time<T, W>(self, work: W) -> Result<T, RegistryError>
    where
        T: Send + 'static,
        W: FnOnce(&mut Connection) -> Result<T, RegistryError> + Send + 'static,
    {
        let mut connection = self.connection.lock_owned().await;
        // The lock comes back with the result, so that no interrupt hits the work of the next request.
        let mut task = task::spawn_blocking(move || (work(&mut connection), connection));
        let (result, _lock) = loop {
            match time::timeout(self.time_limit, &mut task).await {
                Ok(done) => break done?,
                // In a loop, since an interrupt between two statements has no effect.
                Err(_) => self.interrupt.interrupt(),
            }
        };
        result.map_err(|error| match error {
            RegistryError::Database(Some(source)) if is_interrupt(&source) => {
                RegistryError::DatabaseTimeout {
                    limit: self.time_limit,
                    source: Some(source),
                }
            }
            other => other,
        })
    }
}

fn is_interrupt(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}

/// Creates and fills the tables of a new database.
fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version > 0 {
        return Ok(());
    }
    transaction.execute_batch(include_str!("schema.sql"))?;
    for (id, name) in seed::ACCOUNTS {
        transaction.execute(
            "INSERT INTO accounts VALUES (?1, ?2)",
            params![id.as_bytes(), name],
        )?;
    }
    for certificate in seed::CERTIFICATES {
        transaction.execute(
            "INSERT INTO certificates VALUES (?1, ?2, ?3)",
            params![
                certificate.id.as_bytes(),
                certificate.fuel,
                certificate.vintage
            ],
        )?;
    }
    for (account, certificate, quantity) in seed::HOLDINGS {
        transaction.execute(
            "INSERT INTO holdings VALUES (?1, ?2, ?3)",
            params![account.as_bytes(), certificate.as_bytes(), quantity],
        )?;
    }
    transaction.pragma_update(None, "user_version", 1)?;
    transaction.commit()
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: Uuid::from_bytes(row.get(0)?),
        name: row.get(1)?,
        holdings: Vec::new(),
    })
}

fn with_holdings(connection: &Connection, account: Account) -> Result<Account, RegistryError> {
    let holdings = connection
        .prepare_cached(
            "SELECT id, fuel, vintage, quantity
             FROM holdings JOIN certificates ON id = certificate
             WHERE account = ?1 AND quantity > 0
             ORDER BY id",
        )?
        .query_map([account.id.as_bytes()], |row| {
            Ok(Holding {
                certificate: Uuid::from_bytes(row.get(0)?),
                fuel: row.get(1)?,
                vintage: row.get(2)?,
                quantity: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Account {
        holdings,
        ..account
    })
}

fn move_certificates(
    connection: &mut Connection,
    Transfer {
        from,
        to,
        certificate,
        quantity,
    }: Transfer,
) -> Result<Uuid, RegistryError> {
    // Immediate: no other process may change between here and the writes what is read.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;

    let mut unknown = Errors::new();
    for (name, id) in [("from_account", from), ("to_account", to)] {
        let known: bool = transaction.query_row(
            "SELECT EXISTS (SELECT 1 FROM accounts WHERE id = ?1)",
            [id.as_bytes()],
            |row| row.get(0),
        )?;
        if !known {
            unknown.push(FieldError::UnknownAccount {
                name: name.into(),
                id,
            });
        }
    }
    unknown.into_result(()).map_err(RegistryError::Invalid)?;

    let held = transaction
        .query_row(
            "SELECT quantity FROM holdings WHERE account = ?1 AND certificate = ?2",
            [from.as_bytes(), certificate.as_bytes()],
            |row| row.get(0),
        )
        .optional()?
        .unwrap_or(0);
    if held < quantity {
        return Err(FieldError::InsufficientCertificates {
            held,
            wanted: quantity,
        }
        .into());
    }

    transaction.execute(
        "UPDATE holdings SET quantity = quantity - ?3 WHERE account = ?1 AND certificate = ?2",
        params![from.as_bytes(), certificate.as_bytes(), quantity],
    )?;
    transaction.execute(
        "INSERT INTO holdings VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity",
        params![to.as_bytes(), certificate.as_bytes(), quantity],
    )?;
    let id = Uuid::new_v4();
    transaction.execute(
        "INSERT INTO transactions VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            id.as_bytes(),
            from.as_bytes(),
            to.as_bytes(),
            certificate.as_bytes(),
            quantity
        ],
    )?;
    transaction.commit()?;
    Ok(id)
}
