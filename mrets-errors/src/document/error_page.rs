//! [`ErrorPage`], the error that a person with a browser reads.

use crate::document::object::ErrorObject;
use crate::document::public_error::{Body, PublicError};
#[cfg(feature = "__rewrite")]
use crate::document::wait;
use askama::Template;
use http::StatusCode;
#[cfg(feature = "__rewrite")]
use http::{HeaderMap, HeaderValue};
use std::borrow::Cow;
use std::time::Duration;

/// An error as a page shows it to a person, of the feature `html`.
///
/// [`Dialect::html`](crate::Dialect::html) shows it by our page: the title, the detail of each error object,
/// [what to do](Self::advice) and [the id to quote](Self::id). The page is in one file, without script, in light
/// and in dark. It brings its own [policy](Self::CONTENT_SECURITY_POLICY), loads nothing and shows nothing of a
/// 5xx but the text of its dialect, since it sees the [`PublicError`] alone.
/// [`Dialect::html_with`](crate::Dialect::html_with) takes a template of the service's own.
///
/// ```
/// use mrets_errors::dialect::{Body, ErrorPage};
///
/// fn page(page: &ErrorPage<'_>) -> Body {
///     match page.error().status().as_u16() {
///         404 => Body::html("<!DOCTYPE html><title>Lost</title><h1>Nothing is here</h1>"),
///         _ => page.to_body(),
///     }
/// }
/// ```
#[derive(Debug, Clone)]
pub struct ErrorPage<'a> {
    error: PublicError<'a>,
    language: Option<&'a str>,
    retry_after: Option<Duration>,
}

impl<'a> ErrorPage<'a> {
    /// The `Content-Security-Policy` of our page, which names its inline style by hash. The page has it as a
    /// `meta` element.
    ///
    /// Browsers apply the policy of a header as well. A service that sends one must allow the style there too. For
    /// responses of type `text/html` it can send this value.
    pub const CONTENT_SECURITY_POLICY: &'static str = "default-src 'none'; img-src data:; style-src 'sha256-AWaaBa8qOzl9Ru16nlT70s00PaiWvcTS5FKBK0OvGQg='; base-uri 'none'; form-action 'none'";

    /// `headers` are the response's.
    #[cfg(feature = "__rewrite")]
    pub(crate) fn new(
        error: PublicError<'a>,
        headers: &HeaderMap,
        language: Option<&'a HeaderValue>,
    ) -> Self {
        let language = language.and_then(|language| language.to_str().ok());
        Self {
            error,
            language: language.and_then(first_language),
            retry_after: wait::retry_after(headers),
        }
    }

    /// The error.
    #[must_use]
    pub const fn error(&self) -> &PublicError<'a> {
        &self.error
    }

    /// The id that the person quotes when they ask for help: the `id` of the first error object, which is the
    /// request's id unless the error has one of its own.
    #[must_use]
    pub fn id(&self) -> Option<&'a str> {
        let first = self.error.errors().first()?;
        first.id.as_deref().filter(|id| !id.is_empty())
    }

    /// The language of title and detail, as a tag of BCP 47: the first one of `Content-Language`, else `en`.
    #[must_use]
    pub fn language(&self) -> &'a str {
        // Our own sentences are English.
        self.language.unwrap_or("en")
    }

    /// The wait that `Retry-After` asks for, in whole seconds. Of a date it is the time that is left, and zero where
    /// that has passed.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Advises the person in a sentence in English: by the most careful `meta.retry` of the error objects, by
    /// `Retry-After`, else by the status.
    #[must_use]
    pub fn advice(&self) -> Cow<'static, str> {
        let row = row(self.error.status());
        match (self.retry_class(), self.retry_after) {
            (Some("never"), _) if row.waits => NEVER.into(),
            (Some("never"), _) => row.text.into(),
            (Some("unknown"), _) => UNKNOWN.into(),
            (_, Some(Duration::ZERO)) => "Try again.".into(),
            (_, Some(wait)) => format!("Try again in {}.", in_words(wait)).into(),
            (Some("after"), None) => WAIT.into(),
            _ => row.text.into(),
        }
    }

    fn retry_class(&self) -> Option<&'static str> {
        let mut words = ["never", "unknown", "after"].into_iter();
        words.find(|word| {
            let mut errors = self.error.errors().iter();
            errors.any(|error| {
                let meta = error.meta.as_ref();
                meta.and_then(|meta| meta.get("retry"))
                    .is_some_and(|said| said == word)
            })
        })
    }

    /// Renders our page. A template for only some errors can use it for the others.
    #[must_use]
    pub fn to_body(&self) -> Body {
        let errors = self.error.errors();
        let title = match errors {
            [one, others @ ..] if others.iter().all(|other| other.title == one.title) => {
                one.title.as_deref().filter(|title| !title.is_empty())
            }
            _ => None,
        };
        let phrase = self.error.status().canonical_reason();
        let html = Html {
            page: self,
            title: title.or(phrase).unwrap_or("Error"),
            texts: errors
                .iter()
                .take(MOST)
                .filter_map(|error| text_of(error, title.is_some()))
                .collect(),
            more: errors.len().saturating_sub(MOST),
        };
        // Writing to memory does not fail.
        Body::html(html.render().unwrap_or_default())
    }
}

const STYLE: &str = include_str!("../../templates/error_page.css");

/// At most this many error objects are shown; a person reads no more.
const MOST: usize = 50;

#[derive(Template)]
#[template(path = "error_page.html")]
struct Html<'a> {
    page: &'a ErrorPage<'a>,
    title: &'a str,
    texts: Vec<Cow<'a, str>>,
    /// The number of error objects that are not shown.
    more: usize,
}

/// The text of one error object, beside a title that is its own or one of the whole page.
fn text_of(error: &ErrorObject, has_title: bool) -> Option<Cow<'_, str>> {
    let title = error.title.as_deref().filter(|_| !has_title);
    match (title, error.detail.as_deref()) {
        (Some(title), Some(detail)) => Some(format!("{title}: {detail}").into()),
        (text, None) | (None, text) => text.map(Cow::Borrowed),
    }
}

/// The first tag of a `Content-Language`. Tags are letters, digits and hyphens (RFC 5646, 2.1).
#[cfg(feature = "__rewrite")]
fn first_language(header: &str) -> Option<&str> {
    let tag = header.split(',').next()?.trim();
    let is_tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_language = !tag.is_empty() && tag.len() <= 35 && tag.bytes().all(is_tag);
    is_language.then_some(tag)
}

/// A wait as a person says it, rounded up.
fn in_words(wait: Duration) -> String {
    let seconds = wait.as_secs();
    let units = [
        (1, 120, "second"),
        (60, 120, "minute"),
        (60 * 60, 48, "hour"),
    ];
    let fits = |(length, most, _): &(u64, u64, _)| seconds.div_ceil(*length) < *most;
    let (length, _, unit) = units
        .into_iter()
        .find(fits)
        .unwrap_or((24 * 60 * 60, 0, "day"));
    match seconds.div_ceil(length) {
        1 => format!("1 {unit}"),
        number => format!("{number} {unit}s"),
    }
}

/// The advice for some statuses.
struct Advice {
    statuses: &'static [u16],
    text: &'static str,
    /// Whether it says to send the request again.
    waits: bool,
}

const WAIT: &str = "Wait a moment, then try again.";
const UNKNOWN: &str = "It may have been done. Check before you try again.";
const NEVER: &str = "Go back. Trying again would not help.";

static ADVICE: [Advice; 9] = [
    advice(&[401, 511], "Sign in, then try again."),
    advice(
        &[403],
        "Go back, or sign in with an account that has access.",
    ),
    advice(&[404, 410, 414], "Check the address, or go back."),
    advice(
        &[400, 422],
        "Go back, check what you entered, and try again.",
    ),
    advice(
        &[409, 412, 423, 428],
        "Go back, reload the page, and try again.",
    ),
    advice(&[413], "Go back, and send less at a time."),
    advice(&[415], "Go back, and choose another kind of file."),
    waiting(
        &[408, 425, 429, 502, 503, 504, 520, 521, 522, 523, 524, 529],
        WAIT,
    ),
    waiting(&[500, 507, 508], "Try again later."),
];

static OTHERWISE: Advice = advice(&[], "Go back, and try another way.");

const fn advice(statuses: &'static [u16], text: &'static str) -> Advice {
    Advice {
        statuses,
        text,
        waits: false,
    }
}

const fn waiting(statuses: &'static [u16], text: &'static str) -> Advice {
    Advice {
        waits: true,
        ..advice(statuses, text)
    }
}

fn row(status: StatusCode) -> &'static Advice {
    let number = status.as_u16();
    let mut rows = ADVICE.iter();
    rows.find(|row| row.statuses.contains(&number))
        .unwrap_or(&OTHERWISE)
}
