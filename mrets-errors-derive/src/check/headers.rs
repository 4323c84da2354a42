//! `headers` and `challenge`, by RFC 9110.

use crate::format::{Value, shown_field};
use crate::parse::ast::Input;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::item::Pair;
use crate::parse::attr::keys::StatusKey;
use crate::parse::attr::status::StatusAttr;
use crate::parse::attr::status_arg::{Fixed, StatusArg};
use crate::parse::attr::text::Str;
use crate::report::ctxt::Ctxt;
use syn::Lit;

pub(super) fn resolve<'a>(
    cx: &Ctxt,
    pairs: &[Pair],
    variant: &'a Variant<'a>,
) -> Vec<(String, Value<'a>)> {
    let headers = pairs.iter().filter_map(|pair| {
        let value = Value::resolve(cx, pair.value.clone(), variant)?;
        Some((pair.name.value().to_ascii_lowercase(), value))
    });
    let headers: Vec<_> = headers.collect();
    constants_are_values(cx, &headers);
    headers
}

/// The challenge that a 401 must carry (RFC 9110, 15.5.2). A status known only at run time may be a 401.
pub(super) fn challenge(
    input: &Input<'_>,
    attr: &StatusAttr,
    fixed: Option<Fixed>,
    headers: &[(String, Value<'_>)],
) -> Option<String> {
    if let Some(literal) = &attr.keys.challenge {
        return Some(literal.value().to_owned());
    }
    let may_be_401 = fixed.is_none_or(|fixed| fixed.status == 401);
    let is_written = headers.iter().any(|(name, _)| name == "www-authenticate");
    // The other error has a challenge of its own.
    let is_like = matches!(attr.status, Some(StatusArg::Like(_)));
    let literal = input.attrs.challenge.as_ref();
    let literal = literal.filter(|_| may_be_401 && !is_written && !is_like);
    literal.map(|challenge| challenge.value().to_owned())
}

pub(super) fn challenge_is_a_value(cx: &Ctxt, input: &Input<'_>) {
    if let Some(challenge) = &input.attrs.challenge {
        value_is_printable(cx, challenge);
    }
}

pub(super) fn challenge_of_variant_is_a_value(cx: &Ctxt, variant: &Variant<'_>, attr: &StatusAttr) {
    if let Some(challenge) = &attr.keys.challenge {
        value_is_printable(cx, challenge);
        if let Some(name) = shown_field(challenge.value(), variant) {
            cx.error(
                challenge.span(),
                format_args!(
                    "a challenge is constant text, and shows no `{{{name}}}`: \
                     write `headers(\"WWW-Authenticate\" = format!(...))`"
                ),
            );
        }
    }
}

pub(super) fn challenge_needs_401(cx: &Ctxt, attr: &StatusAttr, fixed: Fixed) {
    // A 304 takes no keys of a body.
    if !matches!(fixed.status, 304 | 401)
        && let Some(at) = attr.keys.span_of(StatusKey::Challenge)
    {
        cx.error(
            at,
            format_args!(
                "`challenge` is the WWW-Authenticate of a 401: leave it out of a {}",
                fixed.status
            ),
        );
    }
}

/// Refuses headers that the dialect or the server sets, and invalid names.
pub(super) fn are_ours_to_set(cx: &Ctxt, attr: &StatusAttr) {
    for pair in &attr.keys.headers {
        let name = pair.name.value().to_ascii_lowercase();
        let message = match name.as_str() {
            "content-type" => {
                "the dialect sets the Content-Type, by the body that it makes: \
                 write `#[mrets(dialect = MY_DIALECT)]` on the type"
            }
            "content-length" | "transfer-encoding" => {
                "the server sets this header, by the body that it sends: leave it out"
            }
            name if !is_token(name) => "not a header's name: write one like `\"Retry-After\"`",
            _ => continue,
        };
        cx.error(pair.name.span(), message);
    }
}

/// Headers that stand once in a response (RFC 9110, 5.3), and are no lists.
const SINGLE: [&str; 9] = [
    "age",
    "content-range",
    "date",
    "etag",
    "expires",
    "last-modified",
    "location",
    "retry-after",
    "server",
];

/// Refuses a second line of a header that stands once.
pub(super) fn stand_once(cx: &Ctxt, attr: &StatusAttr) {
    let mut written: Vec<String> = Vec::new();
    for pair in &attr.keys.headers {
        let name = pair.name.value().to_ascii_lowercase();
        if name == "retry-after" && attr.keys.retry_after.is_some() {
            cx.error(
                pair.name.span(),
                "the key `retry_after` writes this header already: leave one of the two out",
            );
        } else if SINGLE.contains(&name.as_str()) && written.contains(&name) {
            cx.error(
                pair.name.span(),
                "this header stands once in a response (RFC 9110, 5.3): leave the other one out",
            );
        }
        written.push(name);
    }
}

/// Refuses a constant that HTTP forbids as a value, since it would be dropped.
fn constants_are_values(cx: &Ctxt, headers: &[(String, Value<'_>)]) {
    for (_, value) in headers {
        if let Some(Lit::Str(text)) = &value.constant
            && text
                .value()
                .chars()
                .any(|char| char.is_control() && char != '\t')
        {
            cx.error(
                text.span(),
                "a header's value is one line without control characters (RFC 9110, 5.5): leave them out",
            );
        }
    }
}

/// Refuses a status without the header that RFC 9110 demands of it, since we cannot fill it in.
pub(super) fn required_by_status(cx: &Ctxt, attr: &StatusAttr, fixed: Fixed) {
    let (header, example, section) = match fixed.status {
        405 => ("Allow", "GET, HEAD", "15.5.6"),
        407 => ("Proxy-Authenticate", "Basic", "15.5.8"),
        426 => ("Upgrade", "HTTP/3.0", "15.5.22"),
        _ => return,
    };
    let is_written = attr
        .keys
        .headers
        .iter()
        .any(|pair| pair.name.value().eq_ignore_ascii_case(header));
    // A broken list is reported already, and a key that is refused may have meant one.
    let is_broken = attr.keys.has_refused
        || attr.keys.span_of(StatusKey::Headers).is_some() && attr.keys.headers.is_empty();
    if !is_written && !is_broken {
        cx.error(
            fixed.span,
            format_args!(
                "a {} must carry `{header}` (RFC 9110, {section}): \
                 write `headers(\"{header}\" = \"{example}\")`",
                fixed.status
            ),
        );
    }
}

/// Whether a text is a token (RFC 9110, 5.6.2).
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_token_char)
}

pub(super) fn is_token_char(char: char) -> bool {
    char.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(char)
}

fn value_is_printable(cx: &Ctxt, literal: &Str) {
    if !literal
        .value()
        .bytes()
        .all(|byte| matches!(byte, b' '..=b'~'))
    {
        cx.error(
            literal.span(),
            "a header's value is printable ASCII: leave other characters out",
        );
    }
}
