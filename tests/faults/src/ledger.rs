//! The database file, seen from outside.

use crate::CANARY;
use crate::seed::{CERTIFICATES, HOLDINGS};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

/// A transfer of this quantity fails, by a trigger whose message is the canary.
pub(crate) const UNLUCKY: i64 = 13;

/// A transaction that the service has acknowledged, by its id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) from: Uuid,
    pub(crate) to: Uuid,
    pub(crate) certificate: Uuid,
    pub(crate) quantity: i64,
}

/// Plants the canary.
pub(crate) fn plant(file: &Path) {
    let connection = Connection::open(file).unwrap();
    let trigger = format!(
        "CREATE TRIGGER unlucky BEFORE INSERT ON transactions WHEN NEW.quantity = {UNLUCKY}
         BEGIN SELECT RAISE(ABORT, '{CANARY} in a trigger'); END"
    );
    connection.execute_batch(&trigger).unwrap();
}

/// Checks the database at the end.
pub(crate) fn checks(file: &Path, acknowledged: &BTreeMap<Uuid, Moved>) -> Vec<(String, bool)> {
    let connection = Connection::open(file).unwrap();
    let intact: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    let mut statement = connection
        .prepare("SELECT id, from_account, to_account, certificate, quantity FROM transactions")
        .unwrap();
    let rows: BTreeMap<Uuid, Moved> = statement
        .query_map([], |row| {
            let id = |at| row.get(at).map(Uuid::from_bytes);
            let moved = Moved {
                from: id(1)?,
                to: id(2)?,
                certificate: id(3)?,
                quantity: row.get(4)?,
            };
            Ok((id(0)?, moved))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();

    // The holdings by the transactions, and by the table.
    let mut by_rows: BTreeMap<(Uuid, Uuid), i64> = BTreeMap::new();
    for (account, certificate, quantity) in HOLDINGS {
        by_rows.insert((account, certificate), quantity);
    }
    for moved in rows.values() {
        *by_rows.entry((moved.from, moved.certificate)).or_default() -= moved.quantity;
        *by_rows.entry((moved.to, moved.certificate)).or_default() += moved.quantity;
    }
    let mut statement = connection
        .prepare("SELECT account, certificate, quantity FROM holdings")
        .unwrap();
    let held: BTreeMap<(Uuid, Uuid), i64> = statement
        .query_map([], |row| {
            let id = |at| row.get(at).map(Uuid::from_bytes);
            Ok(((id(0)?, id(1)?), row.get(2)?))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let sum = |of: Uuid| -> i64 {
        let held = held
            .iter()
            .filter(|((_, certificate), _)| *certificate == of);
        held.map(|(_, quantity)| quantity).sum()
    };
    let begun = |of: Uuid| -> i64 {
        let held = HOLDINGS
            .iter()
            .filter(|(_, certificate, _)| *certificate == of);
        held.map(|(_, _, quantity)| quantity).sum()
    };
    let are_there = acknowledged
        .iter()
        .all(|(id, moved)| rows.get(id) == Some(moved));
    let others = rows
        .keys()
        .filter(|id| !acknowledged.contains_key(id))
        .count();
    println!(
        "rows      {} transactions: {} acknowledged, {others} whose client did not hear of it",
        rows.len(),
        acknowledged.len(),
    );
    vec![
        ("the database is intact".into(), intact == "ok"),
        (
            "each acknowledged transaction is there, as it was asked for".into(),
            are_there,
        ),
        (
            "who holds what is the sum of the transactions".into(),
            by_rows == held,
        ),
        (
            "no certificate was made or lost".into(),
            CERTIFICATES
                .iter()
                .all(|known| sum(known.id) == begun(known.id)),
        ),
    ]
}
