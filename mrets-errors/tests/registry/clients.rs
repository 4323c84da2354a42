//! The clients of the service: the tour, the typed client over REST and gRPC, and a bare client of tonic.

use std::{
    future::IntoFuture,
    net::Ipv4Addr,
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use governor::Quota;
use http::{Method, StatusCode};
use mrets_errors::{Failure, MretsError, reqwest::ResponseExt as _};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tonic::Code;
use tonic_types::StatusExt as _;
use uuid::Uuid;

use super::server::{
    ACCOUNTS, BROKEN, NOBODY, SLOW, Server, TRANSACTIONS, attributes, no_limits, short_of_time,
};
use crate::{
    client,
    error::{FieldError, RegistryError},
    grpc::proto::{GetAccountRequest, accounts_client::AccountsClient},
    grpc_client::GrpcClient,
    guard::BODY_LIMIT,
    seed::{CITY_UTILITY, LAKE_SOLAR, PRAIRIE_WIND, SOLAR, WIND},
    service::Limits,
    tour,
};

#[tokio::test]
async fn the_tour_passes() {
    let limits = Limits {
        database: Duration::from_secs(1),
        ..Limits::default()
    };
    let server = Server::start_with(None, limits).await;
    let mut out = Vec::new();
    let passed = tour::run(&server.base, &mut out).await.unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(passed, "{out}");
    assert!(out.ends_with("\n11 of 11 answers are what the page says\n"));
    assert!(out.contains("GET /v1/public/rec/accounts?page[size]=abc HTTP/1.1\n"));
    assert!(out.contains("HTTP/1.1 404 Not Found\ncontent-type: application/vnd.api+json\n"));
    assert!(out.contains("\ngrpc-status: 5 NotFound\ngrpc-message: The record identified by "));
    assert!(out.contains(concat!(
        r#"{"errors":[{"title":"Record not found","detail":"The record identified by "#,
        "00000000-0000-0000-0000-000000000001",
        r#" could not be found.","code":"404","status":"404"}]}"#
    )));
}

/// The failure that a client gets from a request.
async fn failure(request: RequestBuilder) -> Failure {
    let response = request.send().await.unwrap();
    if response.status() == StatusCode::NOT_MODIFIED {
        return Failure::from_parts(response.status(), response.headers(), b"");
    }
    response.or_failure().await.unwrap_err()
}

/// Provokes an error of the registry, and compares the variant that arrives.
macro_rules! arrives {
    ($request:expr, $variant:pat $(if $condition:expr)?) => {{
        let failure = failure($request).await;
        match RegistryError::from_failure(&failure) {
            Ok($variant) $(if $condition)? => {}
            other => panic!("{other:?} of {failure:?}"),
        }
    }};
}

#[tokio::test]
async fn each_variant_arrives_as_the_same_variant() {
    use {FieldError as Field, RegistryError as Registry};

    let server = Server::start_with(None, short_of_time()).await;
    let get = |path: &str| server.request(Method::GET, path);
    let transfer = |attributes: Value| {
        let document = json!({ "data": { "type": "transactions", "attributes": attributes } });
        server.request(Method::POST, TRANSACTIONS).json(&document)
    };
    let account = format!("{ACCOUNTS}/{PRAIRIE_WIND}");

    let etag = server.get(&account).await;
    let etag = etag.header("etag").unwrap();
    arrives!(
        get(&account).header("if-none-match", etag),
        Registry::NotModified { .. }
    );
    arrives!(
        get(&format!("{ACCOUNTS}?page[size]=0")),
        Registry::InvalidPage { name, max: 1000 } if name == "page[size]"
    );
    arrives!(
        get(&format!("{ACCOUNTS}?sort=name")),
        Registry::UnknownParameter { name } if name == "sort"
    );
    arrives!(
        server.bare(Method::GET, &account),
        Registry::Unauthenticated
    );
    arrives!(
        server
            .bare(Method::POST, TRANSACTIONS)
            .header("x-api-key", "readonly-key"),
        Registry::ReadOnlyKey
    );
    arrives!(
        get(&format!("{ACCOUNTS}/{NOBODY}")),
        Registry::RecordNotFound(_)
    );
    arrives!(get("/v2"), Registry::UnknownPath);
    arrives!(
        server.request(Method::DELETE, &account),
        Registry::MethodNotAllowed { allow } if allow == "GET, HEAD"
    );
    arrives!(
        server
            .request(Method::POST, TRANSACTIONS)
            .json(&json!({ "data": { "type": "accounts", "attributes": {} } })),
        Registry::WrongType { expected } if expected == "transactions"
    );
    arrives!(
        server
            .request(Method::POST, TRANSACTIONS)
            .body(vec![b' '; BODY_LIMIT + 1]),
        Registry::BodyTooLarge { limit: BODY_LIMIT }
    );
    arrives!(
        transfer(json!({})),
        Registry::Invalid(errors) if matches!(
            Vec::from_iter(&errors)[..],
            [
                Field::InvalidAttribute { name, .. },
                Field::InvalidAttribute { .. },
                Field::InvalidAttribute { .. },
                Field::InvalidAttribute { .. },
            ] if name == "from_account"
        )
    );
    arrives!(
        transfer(attributes(PRAIRIE_WIND, PRAIRIE_WIND, WIND, 1)),
        Registry::Field(Field::SameAccount)
    );
    arrives!(
        transfer(attributes(PRAIRIE_WIND, NOBODY, WIND, 1)),
        Registry::Field(Field::UnknownAccount { name, id: NOBODY }) if name == "to_account"
    );
    arrives!(
        transfer(attributes(LAKE_SOLAR, CITY_UTILITY, SOLAR, 301)),
        Registry::Field(Field::InsufficientCertificates {
            held: 300,
            wanted: 301
        })
    );
    arrives!(get(BROKEN), Registry::Database(None));
    arrives!(get(SLOW), Registry::DatabaseTimeout { .. });
    server.maintenance(true).await;
    arrives!(get(&account), Registry::Maintenance);
    server.stop().await;

    let one = const { NonZeroU32::new(1).unwrap() };
    let limits = Limits {
        requests: Quota::per_hour(one),
        ..no_limits()
    };
    let server = Server::start_with(None, limits).await;
    server.get(&account).await;
    arrives!(
        server.request(Method::GET, &account),
        Registry::TooManyRequests { .. }
    );
    server.stop().await;
}

/// The lines that the client prints, over one protocol.
async fn client_says(base: &str, is_grpc: bool, key: &str, quantity: i64) -> (bool, String) {
    let base: reqwest::Url = base.parse().unwrap();
    let mut out = Vec::new();
    let all_well = if is_grpc {
        let client = GrpcClient::new(&base, key).unwrap();
        client::run(&client, quantity, &mut out).await
    } else {
        let client = client::Client::new(base, key.to_owned()).unwrap();
        client::run(&client, quantity, &mut out).await
    };
    (all_well.unwrap(), String::from_utf8(out).unwrap())
}

#[tokio::test]
async fn the_client_prints_transfers_and_errors() {
    for is_grpc in [false, true] {
        let server = Server::start().await;
        let base = server.base.clone();
        let run = async |key: &str, quantity| client_says(&base, is_grpc, key, quantity).await;
        let (all_well, said) = run("demo-key", 7).await;
        assert!(all_well, "{said}");
        assert!(
            said.starts_with("Prairie Wind Farm    1200 wind\n"),
            "{said}"
        );
        assert!(
            said.contains(": 7 certificates sent\nPrairie Wind Farm    1193 wind\n"),
            "{said}"
        );

        let (all_well, said) = run("demo-key", 5000).await;
        assert!(!all_well);
        assert!(
            said.ends_with("error: 5000 are wanted, and only 1193 are there\n"),
            "{said}"
        );
        let (_, said) = run("demo-key", 0).await;
        assert!(
            said.ends_with("error: quantity must be a whole number of at least 1.\n"),
            "{said}"
        );
        let (_, said) = run("readonly-key", 1).await;
        assert!(said.ends_with("error: this key may only read\n"), "{said}");
        let (_, said) = run("stolen", 1).await;
        assert_eq!(
            said,
            "error: the registry does not know this key, give another by --key\n"
        );
        server.stop().await;
        let (_, said) = run("demo-key", 1).await;
        assert!(
            said.starts_with("error: the registry does not answer: "),
            "{said}"
        );
    }
}

/// A bare client of tonic's, on the port of the routes.
#[tokio::test]
async fn grpc_answers_with_the_same_errors() {
    let limits = Limits {
        requests: Quota::per_hour(NonZeroU32::MIN),
        ..no_limits()
    };
    let server = Server::start().await;
    let mut client = AccountsClient::connect(server.base.clone()).await.unwrap();
    let with_key = |mut request: tonic::Request<_>| {
        let metadata = request.metadata_mut();
        metadata.insert("x-api-key", "demo-key".parse().unwrap());
        metadata.insert("x-request-id", "r-7".parse().unwrap());
        request
    };
    let account = |id: Uuid| tonic::Request::new(GetAccountRequest { id: id.to_string() });

    let wind = client.get_account(with_key(account(PRAIRIE_WIND))).await;
    assert_eq!(wind.unwrap().get_ref().holdings[0].quantity, 1200);

    let status = client.get_account(account(NOBODY)).await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);

    let status = client.get_account(with_key(account(NOBODY))).await;
    let status = status.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    assert_eq!(status.get_details_request_info().unwrap().request_id, "r-7");

    let id = "the city".to_owned();
    let request = tonic::Request::new(GetAccountRequest { id });
    let status = client.get_account(with_key(request)).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let request = status.get_details_bad_request().unwrap();
    assert_eq!(request.field_violations[0].field, "id");
    server.stop().await;

    let server = Server::start_with(None, limits).await;
    let mut client = AccountsClient::connect(server.base.clone()).await.unwrap();
    client
        .get_account(with_key(account(NOBODY)))
        .await
        .unwrap_err();
    let status = client.get_account(with_key(account(NOBODY))).await;
    let status = status.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert!(status.get_details_retry_info().is_some());
    server.stop().await;
}

/// A registry that answers the second try.
#[tokio::test]
async fn the_client_tries_again_when_it_was_told_to() {
    static TRIES: AtomicU32 = AtomicU32::new(0);

    let router =
        axum::Router::new().fallback(async || match TRIES.fetch_add(1, Ordering::Relaxed) {
            0 => Err(RegistryError::TooManyRequests {
                wait: Duration::ZERO,
            }),
            _ => Ok(axum::Json(json!({ "data": [] }))),
        });
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(axum::serve(listener, router).into_future());
    let client = client::Client::new(base.parse().unwrap(), "demo-key".to_owned()).unwrap();
    let mut out = Vec::new();
    // The list of accounts is empty, and the transfer has no id.
    assert!(!client::run(&client, 1, &mut out).await.unwrap());
    let said = String::from_utf8(out).unwrap();
    assert!(
        said.starts_with(
            "\nerror: the registry says what this client does not know: 200 with an unexpected body: "
        ),
        "{said}"
    );
    assert_eq!(TRIES.load(Ordering::Relaxed), 3);
    server.abort();
}
