//! The JSON:API documents that answer a success.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{db::Account, transfer::Transfer};

pub(crate) const MEDIA_TYPE: &str = "application/vnd.api+json";

/// A document as the OpenAPI document shows it.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "it describes `Document`, which is written by hand"
)]
pub(crate) struct Success {
    #[schema(value_type = Option<Value>)]
    data: (),
    #[schema(value_type = Option<Object>)]
    meta: (),
}

/// A JSON:API document.
#[derive(Debug)]
pub(crate) struct Document(Value);

impl Document {
    pub(crate) fn account(account: &Account) -> Self {
        Self(json!({ "data": account_resource(account) }))
    }

    pub(crate) fn accounts(page: &[Account], total: u64) -> Self {
        let data: Vec<Value> = page.iter().map(account_resource).collect();
        Self(json!({ "data": data, "meta": { "total": total } }))
    }

    pub(crate) fn transaction(id: Uuid, transfer: Transfer) -> Self {
        Self(json!({
            "data": {
                "type": "transactions",
                "id": id.to_string(),
                "attributes": {
                    "from_account": transfer.from.to_string(),
                    "to_account": transfer.to.to_string(),
                    "certificate": transfer.certificate.to_string(),
                    "quantity": transfer.quantity,
                },
            },
        }))
    }

    /// Builds a document of facts that belong to no resource.
    pub(crate) fn meta(meta: &Value) -> Self {
        Self(json!({ "meta": meta }))
    }

    /// Hashes the content into a tag. A new release of std may hash otherwise, which costs each client
    /// one request.
    pub(crate) fn etag(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.0.to_string().hash(&mut hasher);
        format!("\"{:016x}\"", hasher.finish())
    }
}

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, MEDIA_TYPE)], self.0.to_string()).into_response()
    }
}

fn account_resource(account: &Account) -> Value {
    let holdings: Vec<Value> = account
        .holdings
        .iter()
        .map(|holding| {
            json!({
                "certificate": holding.certificate.to_string(),
                "fuel": holding.fuel,
                "vintage": holding.vintage,
                "quantity": holding.quantity,
            })
        })
        .collect();
    json!({
        "type": "accounts",
        "id": account.id.to_string(),
        "attributes": { "name": account.name, "holdings": holdings },
    })
}
