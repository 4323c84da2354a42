//! The routes.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::{FromRequestParts, State},
    http::{StatusCode, header::AUTHORIZATION, request::Parts},
    response::Html,
    routing::{get, post},
};
use mrets_errors::{
    MretsError, Refusal,
    axum::{
        extract::{Json, Path},
        stack::{Limits, Stack},
    },
};
use serde::Deserialize;

use crate::{
    dialect::{PAGE, SHOP},
    error::ShopError,
    store::{Article, Order, Store},
};

/// The answers that the router and axum's layers give by themselves have the shop's body, too.
pub(crate) fn router(store: Store) -> Router {
    let routes = Router::new()
        .route("/articles/{number}", get(article))
        .route("/orders", post(order))
        .route("/orders/{number}", get(order_of))
        .route("/orders/{number}/receipt", get(receipt))
        .route(PAGE, get(async || Html(PAGE_OF_ERRORS.as_str())))
        .with_state(store);
    Stack::new(Limits::default()).dialect(&SHOP).around(routes)
}

/// Every error of the shop: its own, the extractors' and the layers'.
static PAGE_OF_ERRORS: LazyLock<String> = LazyLock::new(|| {
    ShopError::catalog()
        .merge(Refusal::catalog())
        .merge(Limits::catalog())
        .dialect(&SHOP)
        .to_html()
});

#[derive(Deserialize)]
struct NewOrder {
    article: u32,
    quantity: u32,
}

/// The customer that the token names. A real shop would check the token.
struct Customer(String);

impl<S: Sync> FromRequestParts<S> for Customer {
    type Rejection = ShopError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ShopError> {
        let header = parts.headers.get(AUTHORIZATION);
        let header = header.and_then(|header| header.to_str().ok());
        let token = header.and_then(|header| header.strip_prefix("Bearer "));
        let name = token.ok_or(ShopError::SignInRequired)?;
        Ok(Self(name.to_owned()))
    }
}

async fn article(
    State(store): State<Store>,
    Path(number): Path<u32>,
) -> Result<Json<Article>, ShopError> {
    Ok(Json(store.article(number)?))
}

async fn order(
    State(store): State<Store>,
    Customer(name): Customer,
    Json(new): Json<NewOrder>,
) -> Result<(StatusCode, Json<Order>), ShopError> {
    let order = store.order(name, new.article, new.quantity)?;
    Ok((StatusCode::CREATED, Json(order)))
}

async fn order_of(
    State(store): State<Store>,
    Customer(name): Customer,
    Path(number): Path<usize>,
) -> Result<Json<Order>, ShopError> {
    Ok(Json(store.order_of(&name, number)?))
}

async fn receipt(
    State(store): State<Store>,
    Customer(name): Customer,
    Path(number): Path<usize>,
) -> Result<String, ShopError> {
    store.receipt(&name, number)
}
