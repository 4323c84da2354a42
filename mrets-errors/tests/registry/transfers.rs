//! Transfers: each wrong attribute is named, and a refused transfer changes nothing.

use http::StatusCode;
use serde_json::json;
use uuid::Uuid;

use super::server::{File, NOBODY, Server, attributes, no_limits};
use crate::seed::{CITY_UTILITY, LAKE_SOLAR, PRAIRIE_WIND, SOLAR, WIND};

#[tokio::test]
async fn every_wrong_attribute_has_its_pointer() {
    let server = Server::start().await;
    for wrong in [json!(null), json!("many"), json!(0), json!([1]), json!({})] {
        let answer = server
            .transfer(json!({
                "from_account": PRAIRIE_WIND.to_string(),
                "to_account": wrong,
                "certificate": wrong,
                "quantity": wrong,
            }))
            .await;
        assert_eq!(
            answer.pointers(),
            [
                "/data/attributes/to_account",
                "/data/attributes/certificate",
                "/data/attributes/quantity"
            ]
        );
    }
    assert_eq!(server.transfer(json!({})).await.errors(422).len(), 4);
}

#[tokio::test]
async fn a_transfer_that_cannot_be_made_has_its_pointer_and_changes_nothing() {
    let server = Server::start().await;
    let before = server.holdings().await;
    let from = "/data/attributes/from_account";
    let to = "/data/attributes/to_account";
    let quantity = "/data/attributes/quantity";
    for (attributes, pointers) in [
        (attributes(NOBODY, CITY_UTILITY, WIND, 1), [from].as_slice()),
        (attributes(PRAIRIE_WIND, NOBODY, WIND, 1), &[to]),
        (attributes(NOBODY, Uuid::max(), WIND, 1), &[from, to]),
        (attributes(PRAIRIE_WIND, PRAIRIE_WIND, WIND, 1), &[to]),
        (
            attributes(PRAIRIE_WIND, PRAIRIE_WIND, WIND, 0),
            &[quantity, to],
        ),
        (
            attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 1201),
            &[quantity],
        ),
        (
            attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, i64::MAX),
            &[quantity],
        ),
        (
            attributes(PRAIRIE_WIND, CITY_UTILITY, SOLAR, 1),
            &[quantity],
        ),
        (
            attributes(PRAIRIE_WIND, CITY_UTILITY, NOBODY, 1),
            &[quantity],
        ),
    ] {
        assert_eq!(server.transfer(attributes).await.pointers(), pointers);
    }
    assert_eq!(server.holdings().await, before);
}

#[tokio::test]
async fn a_transfer_moves_certificates() {
    let server = Server::start().await;
    let attributes = attributes(LAKE_SOLAR, CITY_UTILITY, SOLAR, 300);
    let answer = server.transfer(attributes.clone()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(
        answer.header("content-type"),
        Some("application/vnd.api+json")
    );
    let data = &answer.json()["data"];
    assert_eq!(data["type"], "transactions");
    assert_eq!(data["attributes"], attributes);
    assert!(data["id"].as_str().unwrap().parse::<Uuid>().is_ok());

    assert_eq!(server.holdings_of(LAKE_SOLAR).await, []);
    assert_eq!(
        server.holdings_of(CITY_UTILITY).await,
        [(WIND, 50), (SOLAR, 300)]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn transfers_at_once_never_overdraw() {
    let server = Server::start().await;
    let transfer = || server.transfer(attributes(CITY_UTILITY, PRAIRIE_WIND, WIND, 30));
    let (one, other) = tokio::join!(transfer(), transfer());
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
    assert_eq!(server.holdings_of(CITY_UTILITY).await, [(WIND, 20)]);
    assert_eq!(server.holdings_of(PRAIRIE_WIND).await, [(WIND, 1230)]);
}

#[tokio::test]
async fn a_transfer_that_breaks_midway_changes_nothing_and_tells_nothing() {
    let file = File::new();
    let server = Server::start_with(Some(&file.0), no_limits()).await;
    let before = server.holdings().await;
    rusqlite::Connection::open(&file.0)
        .unwrap()
        .execute_batch(
            "CREATE TRIGGER fault BEFORE INSERT ON transactions
             BEGIN SELECT RAISE(ABORT, 'the vault is at 10 Main Street'); END",
        )
        .unwrap();
    server
        .transfer(attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 1))
        .await
        .says_only_the_table(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(server.holdings().await, before);
}

#[tokio::test]
async fn a_file_keeps_what_was_acknowledged() {
    let file = File::new();
    let server = Server::start_with(Some(&file.0), no_limits()).await;
    let answer = server
        .transfer(attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 200))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let before = server.holdings().await;
    server.stop().await;

    let server = Server::start_with(Some(&file.0), no_limits()).await;
    assert_eq!(server.holdings().await, before);
    assert_eq!(server.holdings_of(CITY_UTILITY).await, [(WIND, 250)]);
}
