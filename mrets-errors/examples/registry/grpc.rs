//! The accounts over gRPC, on the port of the routes. A handler returns the same errors, and `?` makes a
//! status of them.

use std::sync::Arc;

use axum::Router;
use serde_json::Map;
use tonic::{Request, Response, Status, metadata::AsciiMetadataValue};

use crate::{
    db,
    error::{FieldError, RegistryError},
    extract::Page,
    guard,
    service::Service,
    transfer::Transfer,
};

/// The messages and the service of `grpc/registry.proto`. The output of tonic-prost-build is committed, so that
/// nobody needs protoc.
pub(crate) mod proto {
    #![allow(
        missing_docs,
        unreachable_pub,
        clippy::pedantic,
        reason = "it is generated"
    )]

    include!("grpc/registry.v1.rs");
}

use proto::{
    Account, GetAccountRequest, Holding, ListAccountsRequest, ListAccountsResponse,
    TransferRequest, TransferResponse,
    accounts_server::{Accounts, AccountsServer, SERVICE_NAME},
};

/// The service as a route.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(service: Arc<Service>) -> Router<S> {
    let accounts = AccountsServer::new(Rpc(service));
    Router::new().route_service(&format!("/{SERVICE_NAME}/{{*method}}"), accounts)
}

struct Rpc(Arc<Service>);

impl Rpc {
    /// Lets a request pass as the guards of the routes do.
    fn admit<T>(&self, request: &Request<T>, is_read: bool) -> Result<(), RegistryError> {
        guard::open(&self.0)?;
        let key = request.metadata().get("x-api-key");
        guard::admit(
            &self.0,
            key.map(AsciiMetadataValue::as_encoded_bytes),
            is_read,
        )
    }
}

#[tonic::async_trait]
impl Accounts for Rpc {
    async fn list_accounts(
        &self,
        request: Request<ListAccountsRequest>,
    ) -> Result<Response<ListAccountsResponse>, Status> {
        self.admit(&request, true)?;
        let request = request.into_inner();
        let page = Page::of(request.page_number, request.page_size)?;
        let (accounts, total) = self.0.database.accounts(page.size, page.offset()).await?;
        let accounts = accounts.into_iter().map(Account::from).collect();
        Ok(Response::new(ListAccountsResponse { accounts, total }))
    }

    async fn get_account(
        &self,
        request: Request<GetAccountRequest>,
    ) -> Result<Response<Account>, Status> {
        self.admit(&request, true)?;
        let id = request.into_inner().id.parse();
        let id = id.map_err(|_| FieldError::InvalidAttribute {
            name: "id".into(),
            expected: "the UUID of an account".into(),
        })?;
        let account = self.0.database.account(id).await?;
        Ok(Response::new(account.into()))
    }

    async fn transfer(
        &self,
        request: Request<TransferRequest>,
    ) -> Result<Response<TransferResponse>, Status> {
        self.admit(&request, false)?;
        let request = request.into_inner();
        let attributes = Map::from_iter([
            ("from_account".to_owned(), request.from_account.into()),
            ("to_account".to_owned(), request.to_account.into()),
            ("certificate".to_owned(), request.certificate.into()),
            ("quantity".to_owned(), request.quantity.into()),
        ]);
        let transfer = Transfer::of_attributes(&attributes)?;
        let transaction = self.0.database.transfer(transfer).await?.to_string();
        Ok(Response::new(TransferResponse { transaction }))
    }
}

impl From<db::Account> for Account {
    fn from(account: db::Account) -> Self {
        let holdings = account.holdings.into_iter();
        Self {
            id: account.id.to_string(),
            name: account.name,
            holdings: holdings
                .map(|holding| Holding {
                    certificate: holding.certificate.to_string(),
                    fuel: holding.fuel,
                    vintage: holding.vintage,
                    quantity: holding.quantity,
                })
                .collect(),
        }
    }
}
