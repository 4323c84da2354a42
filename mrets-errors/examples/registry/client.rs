//! The other side: a client that has the registry's errors as the registry has them.

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

/// The registry says that it is not there before it has done anything: what it refused so may be
/// asked again, whatever it was. Nobody waits longer than this.
const POLICY: RetryPolicy = RetryPolicy::new()
    .unavailable_posts(true)
    .longest_wait(Duration::from_secs(120));

/// So often a request is sent.
const TRIES: u32 = 5;

pub(crate) struct Client {
    http: reqwest::Client,
    base: Url,
    key: String,
}

/// What is read of the registry's documents.
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

/// Why a request had no success.
enum Trouble {
    /// The registry, or what stands before it, answered.
    Answer(Failure),
    /// Nothing came back, or nothing that can be read.
    Silence(reqwest::Error),
}

impl Client {
    pub(crate) fn new(base: Url, key: String) -> reqwest::Result<Self> {
        Ok(Self {
            // A proxy of the environment has no business with a server on this machine.
            http: reqwest::Client::builder().no_proxy().build()?,
            base,
            key,
        })
    }

    /// Lists the accounts, sends certificates from one to another, and lists them again.
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

    /// Sends a request, again where that may help and harms nothing.
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

/// Shows how long it still is until the next try.
async fn wait(failure: &Failure, time: Duration) {
    const STEP: Duration = Duration::from_millis(100);
    let steps = time.as_millis().div_ceil(STEP.as_millis());
    let bar = ProgressBar::new(u64::try_from(steps).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:20} trying again in {eta}") {
        bar.set_style(style);
    }
    bar.set_message(failure.to_string());
    if bar.is_hidden() {
        // Nobody looks at a terminal.
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

/// For who sits before the terminal.
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
            // What was not sent stands in the text.
            Ok(_) => f.write_str(failure.error().detail.as_deref().unwrap_or_default()),
            Err(_) => write!(
                f,
                "the registry says what this client does not know: {failure}"
            ),
        }?;
        match POLICY.retry(failure, &Method::POST) {
            Retry::OutcomeUnknown(_) => f.write_str(
                "\nIt may have been done all the same: look before you ask for it again.",
            ),
            Retry::No | Retry::After(_) => Ok(()),
        }
    }
}
