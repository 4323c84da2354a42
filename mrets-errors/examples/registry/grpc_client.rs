//! The client over gRPC: the calls and the errors are the same.

use mrets_errors::Transport;
use reqwest::Url;
use tonic::{
    Request,
    metadata::AsciiMetadataValue,
    transport::{Channel, Endpoint},
};
use uuid::Uuid;

use crate::{
    client::{Calls, Result, account_line},
    grpc::proto::{ListAccountsRequest, TransferRequest, accounts_client::AccountsClient},
};

pub(crate) struct GrpcClient {
    endpoint: Endpoint,
    key: AsciiMetadataValue,
}

impl GrpcClient {
    pub(crate) fn new(base: &Url, key: &str) -> anyhow::Result<Self> {
        Ok(Self {
            endpoint: Endpoint::from_shared(base.to_string())?,
            key: key.parse()?,
        })
    }

    async fn connect(&self) -> Result<AccountsClient<Channel>> {
        let channel = self.endpoint.connect().await;
        let channel = channel.map_err(|error| Transport::new(error, false))?;
        Ok(AccountsClient::new(channel))
    }

    fn request<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        let metadata = request.metadata_mut();
        metadata.insert("x-api-key", self.key.clone());
        request
    }
}

impl Calls for GrpcClient {
    async fn accounts(&self) -> Result<String> {
        let request = self.request(ListAccountsRequest::default());
        let response = self.connect().await?.list_accounts(request).await?;
        let accounts = response.into_inner().accounts.into_iter();
        let lines = accounts.map(|account| {
            let holdings = account.holdings.iter();
            let holdings = holdings.map(|holding| (holding.quantity, holding.fuel.as_str()));
            account_line(&account.name, holdings)
        });
        Ok(lines.collect::<Vec<String>>().join("\n"))
    }

    async fn transfer(
        &self,
        from: Uuid,
        to: Uuid,
        certificate: Uuid,
        quantity: i64,
    ) -> Result<String> {
        let request = self.request(TransferRequest {
            from_account: from.to_string(),
            to_account: to.to_string(),
            certificate: certificate.to_string(),
            quantity,
        });
        let response = self.connect().await?.transfer(request).await?;
        let id = response.into_inner().transaction;
        Ok(format!("transaction {id}: {quantity} certificates sent"))
    }
}
