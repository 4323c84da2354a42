//! [`ErrorPage`], the error that a person with a browser reads.

#[cfg(feature = "__rewrite")]
use crate::document::language::Language;
use crate::document::object::ErrorObject;
use crate::document::public_error::{Body, PublicError};
#[cfg(feature = "__rewrite")]
use crate::document::wait;
use crate::document::word::error_page as word;
use crate::document::word::{Value, Word};
#[cfg(feature = "__rewrite")]
use crate::document::words::ENGLISH;
use crate::document::words::{Text, Words};
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
    words: Words<'a>,
    retry_after: Option<Duration>,
    /// The code and the title that the dialect gives the status.
    of_status: (Cow<'static, str>, &'static str),
}

impl<'a> ErrorPage<'a> {
    /// The `Content-Security-Policy` of our page, which names its inline style by hash. The page has it as a
    /// `meta` element.
    ///
    /// Browsers apply the policy of a header as well. A service that sends one must allow the style there too. For
    /// responses of type `text/html` it can send this value.
    pub const CONTENT_SECURITY_POLICY: &'static str = "default-src 'none'; img-src data:; style-src 'sha256-AWaaBa8qOzl9Ru16nlT70s00PaiWvcTS5FKBK0OvGQg='; base-uri 'none'; form-action 'none'";

    /// `headers` are the response's, `content_language` names the languages of title and detail, `language` is the
    /// client's, and `of_status` the code and the title that the dialect gives the status.
    #[cfg(feature = "__rewrite")]
    pub(crate) fn new(
        error: PublicError<'a>,
        headers: &HeaderMap,
        content_language: Option<&'a HeaderValue>,
        language: Option<Language>,
        of_status: (Cow<'static, str>, &'static str),
    ) -> Self {
        let lang = content_language.and_then(|language| language.to_str().ok());
        let lang = lang.and_then(first_language).unwrap_or(ENGLISH);
        Self {
            error,
            words: Words::new(lang, language),
            retry_after: wait::retry_after(headers),
            of_status,
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
    pub const fn language(&self) -> &'a str {
        self.words.lang
    }

    /// The wait that `Retry-After` asks for, in whole seconds. Of a date it is the time that is left, and zero where
    /// that has passed.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Advises the person in a sentence: by the most careful `meta.retry` of the error objects, by `Retry-After`, else
    /// by the status. The sentence has the client's language if the service [translates](crate::manual::languages)
    /// the words of the page, and is English else.
    #[must_use]
    pub fn advice(&self) -> String {
        self.advice_text().into_text()
    }

    fn advice_text(&self) -> Text {
        let row = row(self.error.status());
        let word = match (self.retry_class(), self.retry_after) {
            (Some("never"), _) if row.waits => word::NEVER,
            (Some("never"), _) => row.word,
            (Some("unknown"), _) => word::MAYBE_DONE,
            (_, Some(Duration::ZERO)) => word::NOW,
            (_, Some(wait)) => return self.advice_to_wait(wait),
            (Some("after"), None) => word::WAIT,
            _ => row.word,
        };
        self.words.say(word)
    }

    /// The wait as a person says it, rounded up.
    fn advice_to_wait(&self, wait: Duration) -> Text {
        let seconds = wait.as_secs();
        let number = |unit: &Unit| seconds.div_ceil(unit.seconds);
        let mut units = UNITS.iter();
        let unit = units.find(|unit| number(unit) < unit.most).unwrap_or(&DAY);
        let number = Value::Number(number(unit));
        self.words.say_with(unit.word, &[(unit.name, number)])
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
        let status = self.error.status();
        let (code, title_of_status) = &self.of_status;
        let more = errors.len().saturating_sub(MOST) as u64;
        let words = &self.words;
        let html = Html {
            page: self,
            status: words.say_with(word::STATUS, &[("status", Value::Text(status.as_str()))]),
            title: match title {
                Some(title) => Text::new(title.to_owned(), None),
                None => words.title_of_status(code, title_of_status),
            },
            texts: errors
                .iter()
                .take(MOST)
                .filter_map(|error| text_of(error, title.is_some()))
                .collect(),
            more: (more > 0).then(|| words.say_with(word::MORE, &[("more", Value::Number(more))])),
            advice: self.advice_text(),
            reference: words.say(word::REFERENCE),
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
    status: Text,
    title: Text,
    texts: Vec<Cow<'a, str>>,
    /// The sentence that counts the error objects that are not shown.
    more: Option<Text>,
    advice: Text,
    reference: Text,
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

/// A unit of time in which a page says a wait.
struct Unit {
    seconds: u64,
    /// A wait of so many units or more is said in a longer one.
    most: u64,
    word: Word,
    /// The placeholder of the number.
    name: &'static str,
}

static UNITS: [Unit; 3] = [
    unit(1, 120, word::IN_SECONDS, "seconds"),
    unit(60, 120, word::IN_MINUTES, "minutes"),
    unit(60 * 60, 48, word::IN_HOURS, "hours"),
];

static DAY: Unit = unit(24 * 60 * 60, u64::MAX, word::IN_DAYS, "days");

const fn unit(seconds: u64, most: u64, word: Word, name: &'static str) -> Unit {
    Unit {
        seconds,
        most,
        word,
        name,
    }
}

/// The advice for some statuses.
struct Advice {
    statuses: &'static [u16],
    word: Word,
    /// Whether it says to send the request again.
    waits: bool,
}

static ADVICE: [Advice; 9] = [
    advice(&[401, 511], word::SIGN_IN),
    advice(&[403], word::NO_ACCESS),
    advice(&[404, 410, 414], word::CHECK_ADDRESS),
    advice(&[400, 422], word::CHECK_INPUT),
    advice(&[409, 412, 423, 428], word::RELOAD),
    advice(&[413], word::SEND_LESS),
    advice(&[415], word::OTHER_KIND),
    waiting(
        &[408, 425, 429, 502, 503, 504, 520, 521, 522, 523, 524, 529],
        word::WAIT,
    ),
    waiting(&[500, 507, 508], word::LATER),
];

static OTHERWISE: Advice = advice(&[], word::OTHER_WAY);

const fn advice(statuses: &'static [u16], word: Word) -> Advice {
    Advice {
        statuses,
        word,
        waits: false,
    }
}

const fn waiting(statuses: &'static [u16], word: Word) -> Advice {
    Advice {
        waits: true,
        ..advice(statuses, word)
    }
}

fn row(status: StatusCode) -> &'static Advice {
    let number = status.as_u16();
    let mut rows = ADVICE.iter();
    rows.find(|row| row.statuses.contains(&number))
        .unwrap_or(&OTHERWISE)
}
