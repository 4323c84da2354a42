//! A client that gets the registry's errors back as the same enum.

use std::{io::Write, time::Duration};

use http::{Method, header::CONTENT_TYPE};
use mrets_errors::{
    ApiError, Retry, RetryPolicy,
    reqwest::{ResponseExt as _, middleware::RetryMiddleware},
};
use reqwest::Url;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    error::{FieldError, RegistryError},
    seed::{CITY_UTILITY, PRAIRIE_WIND, WIND},
};

/// The registry answers a 503 before it has done anything, so that even a POST may be sent again.
/// The client waits at most two minutes.
const POLICY: RetryPolicy = RetryPolicy::new()
    .unavailable_posts(true)
    .longest_wait(Duration::from_secs(120));

pub(crate) struct Client {
    http: ClientWithMiddleware,
    base: Url,
    key: String,
}

/// The part of the registry's documents that the client reads.
#[derive(Deserialize)]
struct Document<T> {
    data: T,
}

#[derive(Deserialize)]
struct Account {
    attributes: Attributes,
}

#[derive(Deserialize)]
struct Attributes {
    name: String,
    holdings: Vec<Holding>,
}

#[derive(Deserialize)]
struct Holding {
    fuel: String,
    quantity: i64,
}

#[derive(Deserialize)]
struct Transaction {
    id: Uuid,
}

pub(crate) type Result<T> = std::result::Result<T, ApiError<RegistryError>>;

/// The calls of a client, over HTTP or gRPC.
pub(crate) trait Calls {
    async fn accounts(&self) -> Result<String>;

    async fn transfer(
        &self,
        from: Uuid,
        to: Uuid,
        certificate: Uuid,
        quantity: i64,
    ) -> Result<String>;
}

/// Lists the accounts, transfers certificates, and lists the accounts again.
pub(crate) async fn run(
    client: &impl Calls,
    quantity: i64,
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    if !report(&client.accounts().await, out)? {
        return Ok(false);
    }
    let transfer = client.transfer(PRAIRIE_WIND, CITY_UTILITY, WIND, quantity);
    Ok(report(&transfer.await, out)? && report(&client.accounts().await, out)?)
}

/// The lines that show an account.
pub(crate) fn account_line<'a>(
    name: &str,
    holdings: impl Iterator<Item = (i64, &'a str)>,
) -> String {
    let holdings = holdings.map(|(quantity, fuel)| format!("{quantity} {fuel}"));
    format!("{name:20} {}", holdings.collect::<Vec<_>>().join(", "))
}

impl Client {
    pub(crate) fn new(base: Url, key: String) -> reqwest::Result<Self> {
        // No proxy of the environment for a server on this machine.
        let http = reqwest::Client::builder().no_proxy().build()?;
        let retries = RetryMiddleware::new(POLICY)
            .most_retries(4)
            .observe(|attempt| {
                if attempt.wait.is_some() {
                    eprintln!("{attempt}");
                }
            });
        Ok(Self {
            http: ClientBuilder::new(http).with(retries).build(),
            base,
            key,
        })
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<T> {
        let mut url = self.base.clone();
        url.set_path(path);
        let mut request = self
            .http
            .request(method, url)
            .header("x-api-key", &self.key);
        if let Some(body) = body {
            request = request
                .header(CONTENT_TYPE, "application/vnd.api+json")
                .body(body.to_string());
        }
        let document: Document<T> = request.send().await?.decode().await?;
        Ok(document.data)
    }
}

impl Calls for Client {
    async fn accounts(&self) -> Result<String> {
        let path = "/v1/public/rec/accounts";
        let accounts: Vec<Account> = self.send(Method::GET, path, None).await?;
        let lines = accounts.into_iter().map(|Account { attributes }| {
            let holdings = attributes.holdings.iter();
            let holdings = holdings.map(|holding| (holding.quantity, holding.fuel.as_str()));
            account_line(&attributes.name, holdings)
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
        let attributes = json!({
            "from_account": from,
            "to_account": to,
            "certificate": certificate,
            "quantity": quantity,
        });
        let body = json!({ "data": { "type": "transactions", "attributes": attributes } });
        let path = "/v1/public/rec/transactions";
        let Transaction { id } = self.send(Method::POST, path, Some(body)).await?;
        Ok(format!("transaction {id}: {quantity} certificates sent"))
    }
}

fn report(outcome: &Result<String>, out: &mut impl Write) -> anyhow::Result<bool> {
    match outcome {
        Ok(text) => writeln!(out, "{text}")?,
        Err(error) => writeln!(out, "error: {}", explanation(error))?,
    }
    Ok(outcome.is_ok())
}

/// Explains an error to the user at the terminal.
fn explanation(error: &ApiError<RegistryError>) -> String {
    let mut text = match error {
        ApiError::Domain { error, failure, .. } => match error {
            RegistryError::Unauthenticated => {
                "the registry does not know this key, give another by --key".to_owned()
            }
            RegistryError::ReadOnlyKey => "this key may only read".to_owned(),
            RegistryError::Field(FieldError::InsufficientCertificates { held, wanted }) => {
                format!("{wanted} are wanted, and only {held} are there")
            }
            RegistryError::Invalid(errors) => {
                let errors = errors.iter().map(|error| format!("\n- {error}"));
                format!(
                    "the registry refuses the request:{}",
                    errors.collect::<String>()
                )
            }
            RegistryError::Database(_) | RegistryError::Task(_) => {
                format!("something is broken there: {failure}")
            }
            // Some fields are not sent, but the detail names them.
            _ => failure.error().detail.clone().unwrap_or_default(),
        },
        ApiError::Transport(_) => format!("the registry does not answer: {error}"),
        unknown => format!("the registry says what this client does not know: {unknown}"),
    };
    let failure = error.failure();
    let retry = failure.map(|failure| POLICY.retry(failure, &Method::POST));
    if let Some(Retry::OutcomeUnknown(_)) = retry {
        text.push_str("\nIt may have been done all the same: look before you send it again.");
    }
    text
}
