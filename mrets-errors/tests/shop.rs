//! The example `shop`, over a socket, and its errors before and after the derive.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../examples/shop/api.rs"]
mod api;
#[path = "../examples/shop/before.rs"]
mod before;
#[path = "../examples/shop/dialect.rs"]
mod dialect;
#[path = "../examples/shop/error.rs"]
mod error;
#[path = "../examples/shop/store.rs"]
mod store;

use std::{io, net::Ipv4Addr, time::Duration};

use axum::{body::to_bytes, http::header, response::IntoResponse};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use mrets_errors::MretsError as _;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::net::TcpListener;

mrets_errors::dialect!(crate::dialect::SHOP);

/// Calls a macro with each error, once for the old type and once for the new one.
macro_rules! each_error {
    ($compare:ident) => {
        $compare! {
            ArticleNotFound(9);
            OrderNotFound(7);
            SoldOut { article: 1, left: 3 };
            InvalidQuantity { max: 99 };
            SignInRequired;
            NotYourOrder;
            TooManyOrders { wait: Duration::from_millis(1200) };
            Receipt(io::Error::other("/var/receipts is not mounted"));
        }
    };
}

async fn parts(response: impl IntoResponse) -> (StatusCode, HeaderMap, Bytes) {
    let (mut head, body) = response.into_response().into_parts();
    // New since the derive, and demanded by RFC 9110, 15.5.2.
    let challenge = head.headers.remove(header::WWW_AUTHENTICATE);
    assert!(challenge.is_none_or(|challenge| challenge == "Bearer"));
    (
        head.status,
        head.headers,
        to_bytes(body, usize::MAX).await.unwrap(),
    )
}

#[tokio::test]
async fn every_error_answers_as_it_did_before() {
    let mut variants = Vec::new();
    macro_rules! compare {
        ($($variant:ident $(($value:expr))? $({ $($field:ident: $of:expr),* })?;)*) => {
            $(
                let before = before::ShopError::$variant $(($value))? $({ $($field: $of),* })?;
                let after = error::ShopError::$variant $(($value))? $({ $($field: $of),* })?;
                assert_eq!(parts(before).await, parts(after).await);
                variants.push(stringify!($variant));
            )*
        };
    }
    each_error!(compare);
    let catalog = error::ShopError::catalog();
    let all: Vec<_> = catalog.entries().map(|entry| entry.variant).collect();
    assert_eq!(variants, all);
}

struct Shop {
    client: Client,
    base: String,
}

impl Shop {
    async fn open(pause: Duration) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = api::router(store::Store::new(pause, "/no/such/folder"));
        tokio::spawn(axum::serve(listener, router).into_future());
        let client = Client::builder().no_proxy().build().unwrap();
        Self { client, base }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    fn order(&self, customer: &str, body: &Value) -> RequestBuilder {
        self.request(Method::POST, "/orders")
            .bearer_auth(customer)
            .json(body)
    }
}

/// Status, headers and body of an answer.
async fn answer(request: RequestBuilder) -> (u16, HeaderMap, String) {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    (status, headers, response.text().await.unwrap())
}

/// Checks an error of the shop's shape.
async fn refused(request: RequestBuilder, status: u16, code: &str, message: &str) -> Value {
    let (found, headers, body) = answer(request).await;
    assert_eq!(found, status, "{body}");
    assert_eq!(headers[header::CONTENT_TYPE], "application/json", "{body}");
    let document: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(document["error"]["code"], code, "{body}");
    assert_eq!(document["error"]["message"], message, "{body}");
    assert_eq!(document.as_object().unwrap().len(), 1, "{body}");
    assert_eq!(document["error"].as_object().unwrap().len(), 4, "{body}");
    document["error"].clone()
}

#[tokio::test]
async fn an_order_and_what_can_go_wrong() {
    let shop = Shop::open(Duration::ZERO).await;
    let (status, _, body) =
        answer(shop.order("ada", &json!({ "article": 1, "quantity": 2 }))).await;
    assert_eq!(status, 201, "{body}");

    refused(
        shop.get("/articles/9"),
        404,
        "article_not_found",
        "There is no article 9.",
    )
    .await;
    let order = shop.order("ada", &json!({ "article": 1, "quantity": 11 }));
    refused(order, 409, "sold_out", "10 of article 1 are left.").await;
    let order = shop.order("ada", &json!({ "article": 1, "quantity": 0 }));
    refused(
        order,
        422,
        "invalid_quantity",
        "An order is for 1 to 99 pieces.",
    )
    .await;
    let order = shop.get("/orders/7").bearer_auth("ada");
    refused(order, 404, "order_not_found", "There is no order 7.").await;
    let stranger = shop.get("/orders/1").bearer_auth("bob");
    let error = refused(
        stranger,
        403,
        "not_your_order",
        "This order is another customer's.",
    )
    .await;
    assert_eq!(error["type"], "auth_error");
    assert_eq!(error["link"], "/errors#not_your_order");
    let broken = shop.get("/orders/1/receipt").bearer_auth("ada");
    let error = refused(
        broken,
        500,
        "receipt",
        "Something broke on our side. We know of it.",
    )
    .await;
    assert_eq!(error["type"], "shop_error");
}

#[tokio::test]
async fn a_challenge_and_a_wait() {
    let shop = Shop::open(Duration::from_secs(3600)).await;
    let (status, headers, _) = answer(shop.get("/orders/1")).await;
    assert_eq!(
        (status, &headers[header::WWW_AUTHENTICATE]),
        (401, &"Bearer".parse().unwrap())
    );
    let order = json!({ "article": 1, "quantity": 1 });
    assert_eq!(answer(shop.order("ada", &order)).await.0, 201);
    let (status, headers, body) = answer(shop.order("ada", &order)).await;
    assert_eq!(status, 429, "{body}");
    let wait: u64 = headers[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
}

#[tokio::test]
async fn answers_of_axum_have_the_shops_body() {
    let shop = Shop::open(Duration::ZERO).await;
    let nothing = "Nothing was found at this address.";
    let error = refused(shop.get("/no/such/path"), 404, "not_found", nothing).await;
    assert_eq!(error["link"], "/errors");
    let (status, headers, body) = answer(shop.get("/orders")).await;
    assert_eq!(
        (status, &headers[header::ALLOW]),
        (405, &"POST".parse().unwrap())
    );
    assert!(
        body.starts_with(r#"{"error":{"code":"method_not_allowed","#),
        "{body}"
    );
    let order = shop.order("ada", &json!({ "article": 1, "quantity": "hunter2" }));
    let message = "The body does not fit: expected a whole number.";
    let error = refused(order, 422, "unprocessable_entity", message).await;
    // As the README shows it.
    let story = include_str!("../examples/shop/README.md");
    let shown = story
        .split("```console\n")
        .nth(1)
        .unwrap()
        .lines()
        .nth(1)
        .unwrap();
    let shown: Value = serde_json::from_str(shown).unwrap();
    assert_eq!(shown["error"], error);
}

#[tokio::test]
async fn the_standards_for_those_who_ask() {
    let shop = Shop::open(Duration::ZERO).await;
    let order = shop.order("ada", &json!({ "article": 2, "quantity": 1 }));
    let (_, headers, body) = answer(order.header(header::ACCEPT, "application/vnd.api+json")).await;
    assert_eq!(headers[header::CONTENT_TYPE], "application/vnd.api+json");
    assert_eq!(
        serde_json::from_str::<Value>(&body).unwrap(),
        json!({ "errors": [{
            "title": "Conflict",
            "detail": "0 of article 2 are left.",
            "code": "sold_out",
            "links": { "type": "/errors#sold_out" },
            "status": "409",
            "meta": { "left": 0 },
        }] })
    );
    let request = shop.get("/articles/9");
    let (_, headers, body) =
        answer(request.header(header::ACCEPT, "application/problem+json")).await;
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    assert!(body.contains(r#""code":"article_not_found""#), "{body}");
}

#[tokio::test]
async fn each_link_leads_to_the_page() {
    let shop = Shop::open(Duration::ZERO).await;
    let (status, _, page) = answer(shop.get("/errors")).await;
    assert_eq!(status, 200);
    for entry in error::ShopError::catalog().entries() {
        let anchor = format!("id=\"{}\"", entry.code.unwrap());
        assert!(page.contains(&anchor), "{anchor}");
    }
    let order = shop.order("ada", &json!({ "article": 1 }));
    let (_, _, body) = answer(order).await;
    let refusal: Value = serde_json::from_str(&body).unwrap();
    let link = refusal["error"]["link"].as_str().unwrap();
    let anchor = link.strip_prefix("/errors#").unwrap();
    assert!(page.contains(&format!("id=\"{anchor}\"")), "{link}");
}

/// The README's diffs: what is taken away stands in the old code, or an earlier step added it; what is
/// added stands in the new code, or a later step takes it away.
#[test]
fn the_story_is_of_this_code() {
    let story = include_str!("../examples/shop/README.md");
    let before = include_str!("../examples/shop/before.rs");
    let after = [
        include_str!("../examples/shop/api.rs"),
        include_str!("../examples/shop/dialect.rs"),
        include_str!("../examples/shop/error.rs"),
        include_str!("../examples/shop/main.rs"),
    ];
    let has = |code: &str, wanted: &str| code.lines().any(|line| line == wanted);
    let diffs: Vec<&str> = story.split("```diff\n").skip(1).collect();
    let lines: Vec<_> = diffs
        .iter()
        .flat_map(|diff| diff.split("```").next().unwrap().lines())
        .collect();
    assert!(lines.len() > 30, "{} lines", lines.len());
    for (at, line) in lines.iter().enumerate() {
        let (sign, code) = line.split_at(1);
        let opposite = |sign: &str| format!("{sign}{code}");
        let is_true = match sign {
            "-" => {
                has(before, code)
                    || lines[..at].contains(&opposite("+").as_str())
                    || lines[..at].contains(&opposite(" ").as_str())
                    // Step 4 starts from axum's own extractors.
                    || code == "    extract::{FromRequestParts, Json, Path, State},"
            }
            "+" => {
                after.iter().any(|file| has(file, code))
                    || lines[at..].contains(&opposite("-").as_str())
            }
            _ => has(before, code) || after.iter().any(|file| has(file, code)),
        };
        assert!(is_true, "{line}");
    }
}
