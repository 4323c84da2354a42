//! The clients, and the checks of every answer.

use crate::faults::Plan;
use crate::ledger::{Moved, UNLUCKY};
use crate::seed::{ACCOUNTS, WIND};
use crate::{PRIVATE, SECRET};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use uuid::Uuid;

/// More clients than the service handles at a time, so that it refuses some.
const CLIENTS: u64 = 32;
/// Clients that do not wait for an answer.
const RUDE: u64 = 4;

const REC: &str = "/v1/public/rec";

/// The outcome of a request.
#[derive(Default)]
pub(crate) struct Report {
    statuses: BTreeMap<u16, usize>,
    pub(crate) acknowledged: BTreeMap<Uuid, Moved>,
    faults: BTreeMap<&'static str, usize>,
    hung_up: usize,
    cut_off: usize,
    unanswered: usize,
    wrong: usize,
    /// The first answer that is wrong.
    sample: Option<String>,
}

/// Loads the service until the time is over.
pub(crate) async fn run(address: &str, time: Duration, plan: Plan) -> Report {
    let end = Instant::now() + time;
    let mut tasks = JoinSet::new();
    for seed in 1..=CLIENTS {
        tasks.spawn(client(format!("http://{address}"), seed, end));
    }
    for seed in 1..=RUDE {
        tasks.spawn(rude(address.to_owned(), seed, end));
    }
    let faults = tokio::spawn(plan.run(end));
    let mut all = Report::default();
    while let Some(report) = tasks.join_next().await {
        all.add(report.unwrap());
    }
    all.faults = faults.await.unwrap();
    all
}

/// The generator of Marsaglia: the same requests in each run.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }

    fn account(&mut self) -> Uuid {
        let at = self.below(ACCOUNTS.len() as u64);
        ACCOUNTS[usize::try_from(at).unwrap()].0
    }
}

async fn client(base: String, seed: u64, end: Instant) -> Report {
    let client = Client::builder().no_proxy().build().unwrap();
    let mut dice = Dice::new(seed);
    let mut report = Report::default();
    while Instant::now() < end {
        let request = |method: Method, path: &str| client.request(method, format!("{base}{path}"));
        let keyed = |method, path: &str| request(method, path).header("x-api-key", "demo-key");
        let accounts = format!("{REC}/accounts");
        let transactions = format!("{REC}/transactions");
        let mut moved = None;
        let mut is_large = false;
        let request = match dice.below(40) {
            0..10 => {
                let (from, to) = (dice.account(), dice.account());
                let quantity = match dice.below(8) {
                    0 => UNLUCKY,
                    other => i64::try_from(other).unwrap(),
                };
                moved = Some(Moved {
                    from,
                    to,
                    certificate: WIND,
                    quantity,
                });
                keyed(Method::POST, &transactions).body(document(moved.unwrap()))
            }
            10..16 => keyed(Method::GET, &accounts),
            16..20 => keyed(Method::GET, &format!("{accounts}/{}", dice.account())),
            20 => keyed(Method::GET, &format!("{accounts}/{}", dice.account()))
                .header("if-none-match", "*"),
            21 => keyed(Method::GET, &format!("{accounts}?page[size]=x")),
            22..24 => keyed(Method::GET, &format!("{accounts}/{}", Uuid::nil())),
            24..26 => keyed(Method::GET, &format!("{REC}/reports/broken")),
            26 if dice.below(20) == 0 => keyed(Method::GET, &format!("{REC}/reports/slow")),
            26 if dice.below(20) == 0 => request(Method::GET, "/upstream"),
            26 => request(Method::HEAD, "/nowhere").header("accept", "application/json"),
            27 => keyed(Method::POST, &transactions).body(format!(
                r#"{{"data":{{"type":"transactions","attributes":{{"quantity":"{SECRET}"}}}}}}"#
            )),
            28 => request(Method::GET, "/panic").header("x-request-id", "A".repeat(8 * 1024)),
            29 => request(Method::GET, &accounts),
            30 => request(Method::GET, "/nowhere").header("accept", "application/json"),
            31 => keyed(Method::DELETE, &accounts),
            32 => keyed(Method::POST, &transactions).body("{\"data\":"),
            33 => {
                is_large = true;
                keyed(Method::POST, &transactions).body(vec![b'x'; 100 * 1024])
            }
            34 => keyed(Method::POST, &transactions)
                .header("content-type", "text/plain")
                .body("{}"),
            35 => request(Method::POST, &transactions)
                .header("x-api-key", "readonly-key")
                .body("{}"),
            _ => request(Method::GET, &accounts).header("x-api-key", "readonly-key"),
        };
        let is_head = request.try_clone().is_some_and(|request| {
            let request = request.build().unwrap();
            request.method() == Method::HEAD
        });
        let is_post = request.try_clone().is_some_and(|request| {
            let request = request.build().unwrap();
            request.method() == Method::POST && !request.headers().contains_key("content-type")
        });
        let request = if is_post {
            request.header("content-type", "application/vnd.api+json")
        } else {
            request
        };
        match request.send().await {
            Ok(response) => {
                let is_refused = matches!(response.status().as_u16(), 429 | 503);
                report.look_at(response, moved, is_head).await;
                if is_refused {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            // RFC 9112, 9.6: a server that refuses a request before reading its body closes the connection,
            // and a client that is still writing may not see the answer.
            Err(_) if is_large => report.cut_off += 1,
            Err(error) => {
                report.unanswered += 1;
                report.sample.get_or_insert_with(|| format!("{error:?}"));
            }
        }
    }
    report
}

fn document(moved: Moved) -> String {
    let attributes = json!({
        "from_account": moved.from,
        "to_account": moved.to,
        "certificate": moved.certificate,
        "quantity": moved.quantity,
    });
    json!({ "data": { "type": "transactions", "attributes": attributes } }).to_string()
}

/// Hangs up in the middle of a body, of a head, or before the answer.
async fn rude(address: String, seed: u64, end: Instant) -> Report {
    let mut dice = Dice::new(seed);
    let mut report = Report::default();
    while Instant::now() < end {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let moved = Moved {
            from: ACCOUNTS[0].0,
            to: ACCOUNTS[2].0,
            certificate: WIND,
            quantity: 1,
        };
        let body = document(moved);
        let request = format!(
            "POST {REC}/transactions HTTP/1.1\r\nhost: here\r\nx-api-key: demo-key\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let part = match dice.below(3) {
            0 => request.len(),
            1 => request.len() - body.len() / 2,
            _ => usize::try_from(dice.below(100)).unwrap(),
        };
        // The service may have closed the connection first.
        if stream.write_all(&request.as_bytes()[..part]).await.is_ok() {
            report.hung_up += 1;
        }
        tokio::time::sleep(Duration::from_millis(dice.below(30))).await;
    }
    report
}

impl Report {
    async fn look_at(&mut self, response: Response, moved: Option<Moved>, is_head: bool) {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let Ok(body) = response.bytes().await else {
            self.unanswered += 1;
            return;
        };
        *self.statuses.entry(status).or_default() += 1;
        let text = format!("{headers:?}\n{}", String::from_utf8_lossy(&body));
        let is_private = PRIVATE
            .iter()
            .any(|private| text.to_lowercase().contains(private));
        let document: Option<Value> = serde_json::from_slice(&body).ok();
        let kind = headers
            .get("content-type")
            .and_then(|kind| kind.to_str().ok());
        let is_right = match status {
            304 => body.is_empty(),
            200..300 => document.is_some(),
            _ => {
                let kinds = ["application/vnd.api+json", "application/json"];
                kind.is_some_and(|kind| kinds.contains(&kind))
                    && (is_head && body.is_empty()
                        || document
                            .as_ref()
                            .is_some_and(|document| is_envelope(document, status)))
            }
        };
        if is_private || !is_right {
            self.wrong += 1;
            self.sample
                .get_or_insert_with(|| format!("{status} {text}"));
        }
        if let (201, Some(moved), Some(document)) = (status, moved, document) {
            let id = document["data"]["id"].as_str().unwrap().parse().unwrap();
            self.acknowledged.insert(id, moved);
        }
    }

    /// Answers that are a 5xx.
    pub(crate) fn server_errors(&self) -> usize {
        self.statuses.range(500..).map(|(_, count)| count).sum()
    }

    /// Clients that did not wait for their answer.
    pub(crate) fn hung_up(&self) -> usize {
        self.hung_up
    }

    fn add(&mut self, other: Self) {
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        self.acknowledged.extend(other.acknowledged);
        self.hung_up += other.hung_up;
        self.cut_off += other.cut_off;
        self.unanswered += other.unanswered;
        self.wrong += other.wrong;
        self.sample = self.sample.take().or(other.sample);
    }

    /// The first answer that is wrong.
    pub(crate) fn wrong(&self) -> Option<&str> {
        self.sample.as_deref()
    }

    /// The checks of a run, which include that each fault occurred.
    pub(crate) fn checks(&self) -> Vec<(String, bool)> {
        let mut checks = vec![
            (
                "every answer is a success or an envelope, without private text".into(),
                self.wrong == 0,
            ),
            ("every request is answered".into(), self.unanswered == 0),
            (
                "all faults were there".into(),
                self.faults.len() == 3 && self.hung_up > 0,
            ),
        ];
        for status in [
            200, 201, 304, 400, 401, 403, 404, 405, 413, 415, 422, 429, 500, 503, 504,
        ] {
            let is_there = self.statuses.contains_key(&status);
            checks.push((format!("some answer is a {status}"), is_there));
        }
        checks
    }
}

/// Checks that an id is cut, however long the request's is.
fn is_short(id: &Value) -> bool {
    id.as_str().is_none_or(|id| id.len() <= 128)
}

/// Whether a document has at least one error object, and all have this status.
fn is_envelope(document: &Value, status: u16) -> bool {
    document["errors"].as_array().is_some_and(|errors| {
        let status = status.to_string();
        !errors.is_empty()
            && errors
                .iter()
                .all(|error| error["status"] == status.as_str() && is_short(&error["id"]))
    })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses: Vec<String> = self
            .statuses
            .iter()
            .map(|(status, count)| format!("{status}: {count}"))
            .collect();
        let faults: Vec<String> = self
            .faults
            .iter()
            .map(|(fault, count)| format!("{count} times {fault}"))
            .collect();
        let answers: usize = self.statuses.values().sum();
        writeln!(f, "answers   {answers} ({})", statuses.join(", "))?;
        writeln!(
            f,
            "faults    {}; {} clients hung up",
            faults.join(", "),
            self.hung_up
        )?;
        write!(
            f,
            "wrong     {}; {} requests without an answer, and {} cut off in a large body that was refused",
            self.wrong, self.unanswered, self.cut_off
        )?;
        if let Some(sample) = &self.sample {
            write!(f, "\n{sample}")?;
        }
        Ok(())
    }
}
