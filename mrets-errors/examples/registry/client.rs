//! A client that gets the registry's errors back as the same enum.

use std::{fmt, io::Write, time::Duration};

use http::{Method, header::CONTENT_TYPE};
use indicatif::{ProgressBar, ProgressStyle};
use mrets_errors::{Failure, MretsError, Retry, RetryPolicy, reqwest::ResponseExt as _};
use reqwest::Url;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    error::{FieldError, RegistryError},
    seed::{CITY_UTILITY, PRAIRIE_WIND, WIND},
};

/// A 503 of the registry comes before it has done anything, so that even a POST may be sent again.
/// Nobody waits longer than two minutes.
const POLICY: RetryPolicy = RetryPolicy::new()
    .unavailable_posts(true)
    .longest_wait(Duration::from_secs(120));

/// How often a request is sent at most.
const TRIES: u32 = 5;

pub(crate) struct Client {
    http: reqwest::Client,
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

/// The reason why a request failed.
enum Trouble {
    /// An answer of the registry, or of a proxy in front of it.
    Answer(Failure),
    /// No answer, or one that cannot be read.
    Silence(reqwest::Error),
}

impl Client {
    pub(crate) fn new(base: Url, key: String) -> reqwest::Result<Self> {
        Ok(Self {
            // No proxy of the environment for a server on this machine.
            http: reqwest::Client::builder().no_proxy().build()?,
            base,
            key,
        })
    }

    /// Lists the accounts, transfers certificates, and lists the accounts again.
    pub(crate) async fn run(&self, quantity: i64, out: &mut impl Write) -> anyhow::Result<bool> {
        if !report(self.accounts().await, out)? {
            return Ok(false);
        }
        let transfer = self.transfer(PRAIRIE_WIND, CITY_UTILITY, WIND, quantity);
        Ok(report(transfer.await, out)? && report(self.accounts().await, out)?)
    }

    async fn accounts(&self) -> Result<String, Trouble> {
        let accounts: Vec<Account> = self
            .send(Method::GET, "/v1/public/rec/accounts", None)
            .await?;
        let lines = accounts.into_iter().map(|Account { attributes }| {
            let holdings = attributes.holdings.iter();
            let holdings: Vec<String> = holdings
                .map(|holding| format!("{} {}", holding.quantity, holding.fuel))
                .collect();
            format!("{:20} {}", attributes.name, holdings.join(", "))
        });
        Ok(lines.collect::<Vec<String>>().join("\n"))
    }

    async fn transfer(
        &self,
        from: Uuid,
        to: Uuid,
        certificate: Uuid,
        quantity: i64,
    ) -> Result<String, Trouble> {
        let attributes = json!({
            "from_account": from,
            "to_account": to,
            "certificate": certificate,
            "quantity": quantity,
        });
        let body = json!({ "data": { "type": "transactions", "attributes": attributes } });
        let path = "/v1/public/rec/transactions";
        let Transaction { id } = self.send(Method::POST, path, Some(&body)).await?;
        Ok(format!("transaction {id}: {quantity} certificates sent"))
    }

    /// Sends a request, and sends it again where that may help and is safe.
    async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<T, Trouble> {
        let mut tries = 1;
        loop {
            let failure = match self.once(method.clone(), path, body).await? {
                Ok(response) => {
                    let document: Document<T> = response.json().await.map_err(Trouble::Silence)?;
                    return Ok(document.data);
                }
                Err(failure) => failure,
            };
            match POLICY.retry(&failure, &method) {
                Retry::After(time) if tries < TRIES => wait(&failure, time).await,
                Retry::After(_) | Retry::OutcomeUnknown(_) | Retry::No => {
                    return Err(Trouble::Answer(failure));
                }
            }
            tries += 1;
        }
    }

    async fn once(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Result<reqwest::Response, Failure>, Trouble> {
        let mut url = self.base.clone();
        url.set_path(path);
        let mut request = self.http.request(method, url);
        request = request.header("x-api-key", &self.key);
        if let Some(body) = body {
            request = request
                .header(CONTENT_TYPE, "application/vnd.api+json")
                .body(body.to_string());
        }
        let response = request.send().await.map_err(Trouble::Silence)?;
        Ok(response.or_failure().await)
    }
}

/// Waits for the next try, and shows how long it takes.
async fn wait(failure: &Failure, time: Duration) {
    const STEP: Duration = Duration::from_millis(100);
    let steps = time.as_millis().div_ceil(STEP.as_millis());
    let bar = ProgressBar::new(u64::try_from(steps).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:20} trying again in {eta}") {
        bar.set_style(style);
    }
    bar.set_message(failure.to_string());
    if bar.is_hidden() {
        // No terminal shows the bar.
        eprintln!("{failure}: trying again in {time:?}");
    }
    let until = tokio::time::Instant::now() + time;
    while tokio::time::Instant::now() < until {
        tokio::time::sleep(STEP).await;
        bar.inc(1);
    }
    bar.finish_and_clear();
}

fn report(outcome: Result<String, Trouble>, out: &mut impl Write) -> anyhow::Result<bool> {
    match outcome {
        Ok(text) => {
            writeln!(out, "{text}")?;
            Ok(true)
        }
        Err(trouble) => {
            writeln!(out, "error: {trouble}")?;
            Ok(false)
        }
    }
}

/// Explains the failure to the user at the terminal.
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = match self {
            Self::Answer(failure) => failure,
            Self::Silence(error) => return write!(f, "the registry does not answer: {error}"),
        };
        match RegistryError::from_failure(failure) {
            Ok(RegistryError::Unauthenticated) => {
                f.write_str("the registry does not know this key, give another by --key")
            }
            Ok(RegistryError::ReadOnlyKey) => f.write_str("this key may only read"),
            Ok(RegistryError::Field(FieldError::InsufficientCertificates { held, wanted })) => {
                write!(f, "{wanted} are wanted, and only {held} are there")
            }
            Ok(RegistryError::Invalid(errors)) => {
                f.write_str("the registry refuses the request:")?;
                errors.iter().try_for_each(|error| write!(f, "\n- {error}"))
            }
            Ok(RegistryError::Database(_) | RegistryError::Task(_)) => {
                write!(f, "something is broken there: {failure}")
            }
            // Some fields are not sent, but the detail names them.
            Ok(_) => f.write_str(failure.error().detail.as_deref().unwrap_or_default()),
            Err(_) => write!(
                f,
                "the registry says what this client does not know: {failure}"
            ),
        }?;
        match POLICY.retry(failure, &Method::POST) {
            Retry::OutcomeUnknown(_) => {
                f.write_str("\nIt may have been done all the same: look before you send it again.")
            }
            Retry::No | Retry::After(_) => Ok(()),
        }
    }
}
