//! An error of a queue's consumer: the message is tried again, or laid aside with the reason.

use http::Method;
use mrets_errors::{Envelope, Failure, MretsError, Retry, report};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A message that was laid aside. Whoever opens the queue sees what a client would see, and no more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeadLetter<T> {
    /// The message as it came.
    pub message: T,
    /// How often it was tried.
    pub attempts: u32,
    /// `never`: it would fail again. `unknown`: it may have done its work. `after`: it was tried too often.
    pub retry: String,
    /// The error of the last attempt.
    pub error: Envelope,
}

/// The fate of a message that failed.
#[derive(Debug)]
pub enum Fate<T> {
    /// The queue delivers it again, after this wait.
    Again(Duration),
    /// It goes to the dead letters.
    Dead(DeadLetter<T>),
}

/// Decides as an HTTP client would: by `retry = "..."`, `Retry-After` and the status. `method` stands for the
/// work: `PUT` where doing it twice does no harm, else `POST`.
pub fn fate<T>(
    message: T,
    attempts: u32,
    error: &(impl MretsError + 'static),
    method: &Method,
) -> Fate<T> {
    const MOST: u32 = 5;
    let answered = report(error); // the log gets all of it
    let envelope = answered.envelope();
    let failure = Failure::from_parts(answered.status(), &error.headers(), &envelope.to_json());
    let retry = match failure.retry(method) {
        Retry::After(wait) if attempts < MOST => return Fate::Again(wait),
        Retry::After(_) => "after",
        Retry::OutcomeUnknown(_) => "unknown",
        Retry::No => "never",
    };
    Fate::Dead(DeadLetter {
        message,
        attempts,
        retry: retry.to_owned(),
        error: envelope.clone(),
    })
}
