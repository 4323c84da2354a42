//! A tour of the documented statuses: it provokes each with a real request, prints the answer, and
//! compares it with the documentation.

use std::{borrow::Cow, fmt::Debug, io::Write};

use anyhow::{Context, bail};
use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version,
    header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER, WWW_AUTHENTICATE},
};
use mrets_errors::{
    Envelope, Failure, MretsError,
    table::{self, Row},
};
use reqwest::{Client, Request};
use serde_json::{Value, json};
use tonic_types::StatusExt;

use crate::{
    error::RegistryError,
    grpc::proto::{GetAccountRequest, accounts_client::AccountsClient},
    guard::MAINTENANCE_PATH,
    seed,
};

/// The example of the documentation. No registry has this record.
const PUBLISHED_ID: &str = "00000000-0000-0000-0000-000000000001";
const PUBLISHED_BODY: &str = r#"{"errors":[{"title":"Record not found","detail":"The record identified by 00000000-0000-0000-0000-000000000001 could not be found.","code":"404","status":"404"}]}"#;

const MEDIA_TYPE: &str = "application/vnd.api+json";
const DEMO: (&str, &str) = ("x-api-key", "demo-key");
const READ_ONLY: (&str, &str) = ("x-api-key", "readonly-key");

/// Walks through the table. Returns false if an answer differs from the documentation.
pub(crate) async fn run(base: &str, out: &mut impl Write) -> anyhow::Result<bool> {
    let mut guide = Guide {
        // No proxy of the environment for a server on this machine.
        client: Client::builder().no_proxy().build()?,
        base: base.to_owned(),
        etag: HeaderValue::from_static("*"),
    };
    let mut right = 0;
    for row in &table::ROWS {
        writeln!(out, "\n=== {} {} ===\n", row.status.as_u16(), row.text)?;
        let exchange = guide.provoke(row.status).await?;
        exchange.print(out)?;
        let faults = exchange.faults(row);
        for fault in &faults {
            writeln!(out, "WRONG: {fault}")?;
        }
        right += usize::from(faults.is_empty());
    }
    let grpc_is_right = grpc(base, out).await?;
    let all = table::ROWS.len();
    writeln!(out, "\n{right} of {all} answers are what the page says")?;
    Ok(right == all && grpc_is_right)
}

/// Asks over gRPC, on the same port, for the record of the documentation.
async fn grpc(base: &str, out: &mut impl Write) -> anyhow::Result<bool> {
    writeln!(out, "\n=== the 404 over gRPC ===\n")?;
    let mut client = AccountsClient::connect(base.to_owned()).await?;
    let mut request = tonic::Request::new(GetAccountRequest {
        id: PUBLISHED_ID.to_owned(),
    });
    request.metadata_mut().insert(DEMO.0, DEMO.1.parse()?);
    writeln!(
        out,
        "registry.v1.Accounts/GetAccount {:?}\n",
        request.get_ref()
    )?;
    let status = match client.get_account(request).await {
        Ok(account) => bail!("there is a record {account:?}"),
        Err(status) => status,
    };
    writeln!(
        out,
        "grpc-status: {} {:?}",
        status.code() as i32,
        status.code()
    )?;
    writeln!(out, "grpc-message: {}\n", status.message())?;
    for detail in status.get_error_details_vec() {
        writeln!(out, "{detail:?}")?;
    }
    let failure = Failure::from(&status);
    let mut faults = Faults(Vec::new());
    faults.compare("the code", &status.code(), &tonic::Code::NotFound);
    let body = failure
        .envelope()
        .map(Envelope::to_json)
        .unwrap_or_default();
    faults.compare(
        "the answer",
        &String::from_utf8_lossy(&body),
        &PUBLISHED_BODY.into(),
    );
    let error = RegistryError::from_failure(&failure);
    let is_known = matches!(error, Ok(RegistryError::RecordNotFound(_)));
    faults.expect("the client's variant", is_known);
    for fault in &faults.0 {
        writeln!(out, "WRONG: {fault}")?;
    }
    Ok(faults.0.is_empty())
}

struct Guide {
    client: Client,
    base: String,
    /// The tag of the account, as last seen.
    etag: HeaderValue,
}

impl Guide {
    /// Sends a request that the service answers with this status.
    async fn provoke(&mut self, status: StatusCode) -> anyhow::Result<Exchange> {
        let account = format!("/v1/public/rec/accounts/{}", seed::PRAIRIE_WIND);
        match status.as_u16() {
            200 => {
                let exchange = self.get(&account, &[DEMO]).await?;
                if let Some(etag) = exchange.headers.get(ETAG) {
                    self.etag = etag.clone();
                }
                Ok(exchange)
            }
            304 => {
                let etag = self.etag.to_str()?.to_owned();
                self.get(&account, &[DEMO, (IF_NONE_MATCH.as_str(), &etag)])
                    .await
            }
            400 => {
                self.get("/v1/public/rec/accounts?page[size]=abc", &[DEMO])
                    .await
            }
            401 => self.get(&account, &[]).await,
            403 => {
                let attributes = json!({
                    "from_account": seed::PRAIRIE_WIND.to_string(),
                    "to_account": seed::CITY_UTILITY.to_string(),
                    "certificate": seed::WIND.to_string(),
                    "quantity": 1,
                });
                self.transfer(READ_ONLY, attributes).await
            }
            404 => {
                let path = format!("/v1/public/rec/accounts/{PUBLISHED_ID}");
                self.get(&path, &[DEMO]).await
            }
            422 => {
                let attributes = json!({
                    "from_account": seed::PRAIRIE_WIND.to_string(),
                    "to_account": "the city",
                    "certificate": null,
                    "quantity": -1,
                });
                self.transfer(DEMO, attributes).await
            }
            429 => self.hurry(&account).await,
            500 => self.get("/v1/public/rec/reports/broken", &[DEMO]).await,
            503 => {
                self.maintenance(true).await?;
                let exchange = self.get(&account, &[DEMO]).await;
                self.maintenance(false).await?;
                exchange
            }
            504 => self.get("/v1/public/rec/reports/slow", &[DEMO]).await,
            other => bail!("the tour knows no way to a {other}"),
        }
    }

    /// Asks until the key has no request left. Ten are allowed, so that a hundred are enough.
    async fn hurry(&self, path: &str) -> anyhow::Result<Exchange> {
        let mut exchange = self.get(path, &[READ_ONLY]).await?;
        for _ in 1..100 {
            if exchange.status == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
            exchange = self.get(path, &[READ_ONLY]).await?;
        }
        Ok(exchange)
    }

    async fn maintenance(&self, enabled: bool) -> anyhow::Result<()> {
        let body = json!({ "enabled": enabled });
        let exchange = self
            .send(Method::PUT, MAINTENANCE_PATH, &[DEMO], Some(&body))
            .await?;
        if !exchange.status.is_success() {
            bail!("maintenance cannot be switched: {}", exchange.status);
        }
        Ok(())
    }

    async fn transfer(&self, key: (&str, &str), attributes: Value) -> anyhow::Result<Exchange> {
        let body = json!({ "data": { "type": "transactions", "attributes": attributes } });
        self.send(
            Method::POST,
            "/v1/public/rec/transactions",
            &[key],
            Some(&body),
        )
        .await
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> anyhow::Result<Exchange> {
        self.send(Method::GET, path, headers, None).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> anyhow::Result<Exchange> {
        let mut builder = self.client.request(method, format!("{}{path}", self.base));
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        if let Some(body) = body {
            builder = builder
                .header(CONTENT_TYPE, MEDIA_TYPE)
                .body(body.to_string());
        }
        let request = builder.build()?;
        let printed = print_request(&request);
        let response = self
            .client
            .execute(request)
            .await
            .with_context(|| format!("no answer to {path}"))?;
        Ok(Exchange {
            request: printed,
            version: response.version(),
            status: response.status(),
            headers: response.headers().clone(),
            body: response.bytes().await?,
        })
    }
}

fn print_request(request: &Request) -> String {
    let url = request.url();
    let query = url.query().map(|query| format!("?{query}"));
    let head = format!(
        "{} {}{} {:?}\n{}",
        request.method(),
        url.path(),
        query.unwrap_or_default(),
        request.version(),
        print_headers(request.headers()),
    );
    match request.body().and_then(reqwest::Body::as_bytes) {
        Some(body) => format!("{head}\n{}\n", String::from_utf8_lossy(body)),
        None => head,
    }
}

fn print_headers(headers: &HeaderMap) -> String {
    headers
        .iter()
        .map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())))
        .collect::<Vec<_>>()
        .concat()
}

/// A request and its answer.
struct Exchange {
    request: String,
    version: Version,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Exchange {
    fn print(&self, out: &mut impl Write) -> anyhow::Result<()> {
        writeln!(out, "{}", self.request)?;
        writeln!(out, "{:?} {}", self.version, self.status)?;
        writeln!(out, "{}", print_headers(&self.headers))?;
        if !self.body.is_empty() {
            writeln!(out, "{}\n", String::from_utf8_lossy(&self.body))?;
        }
        Ok(())
    }

    /// Lists the differences from the documentation.
    fn faults(&self, row: &Row) -> Vec<String> {
        let mut faults = Faults(Vec::new());
        faults.compare("the status", &self.status, &row.status);
        let media_type = (row.status != StatusCode::NOT_MODIFIED).then_some(MEDIA_TYPE);
        faults.compare("the content type", &self.header(CONTENT_TYPE), &media_type);
        match row.status.as_u16() {
            200 => {
                faults.expect("a document with data", self.json().get("data").is_some());
                faults.expect("a tag", self.header(ETAG).is_some());
            }
            304 => faults.compare("the body", &self.text(), &"".into()),
            _ => self.compare_errors(row, &mut faults),
        }
        match row.status.as_u16() {
            401 => faults.compare(
                "the challenge",
                &self.header(WWW_AUTHENTICATE),
                &Some("ApiKey"),
            ),
            404 => faults.compare("the body", &self.text(), &PUBLISHED_BODY.into()),
            429 | 503 => {
                let wait = self.header(RETRY_AFTER).map(str::parse::<u32>);
                faults.expect("a time to wait", matches!(wait, Some(Ok(1..))));
            }
            _ => {}
        }
        faults.0
    }

    fn compare_errors(&self, row: &Row, faults: &mut Faults) {
        let document = self.json();
        let errors = document.get("errors").and_then(Value::as_array);
        faults.expect(
            "error objects",
            errors.is_some_and(|errors| !errors.is_empty()),
        );
        for error in errors.into_iter().flatten() {
            let member = |name| error.get(name).and_then(Value::as_str);
            faults.compare(
                "an error's status",
                &member("status"),
                &Some(row.status.as_str()),
            );
            match row.status.as_u16() {
                // The example of the page has texts of its own, and is compared whole.
                404 => {}
                // The registry, not the page, says what is wrong with a request.
                400 | 422 => faults.compare("the title", &member("title"), &Some(row.text)),
                _ => {
                    faults.compare("the title", &member("title"), &Some(row.text));
                    faults.compare("the detail", &member("detail"), &Some(row.description));
                }
            }
        }
    }

    fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

struct Faults(Vec<String>);

impl Faults {
    fn compare<T: PartialEq + Debug>(&mut self, what: &str, found: &T, wanted: &T) {
        if found != wanted {
            self.0.push(format!("{what} is {found:?}, not {wanted:?}"));
        }
    }

    fn expect(&mut self, what: &str, found: bool) {
        if !found {
            self.0.push(format!("{what} is missing"));
        }
    }
}
