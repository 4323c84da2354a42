//! Headers that tell of an error when the body does not.

use crate::client::readers::excerpt::line;
use crate::document::grpc_code::GrpcCode;
use crate::document::object::ErrorObject;
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Headers with a code.
const CODES: [&str; 5] = [
    "x-amzn-errortype",  // AWS: `ValidationException:http://...`
    "x-ms-error-code",   // Azure Storage
    "x-error-code",      // eBay, Baidu
    "x-goog-error-code", // Google's gateways
    "x-vtex-error-code", // VTEX
];

/// Headers with a message.
const MESSAGES: [&str; 6] = [
    "x-amzn-error-message", // AWS, of a HEAD
    "x-ms-error-message",   // Azure
    "x-error-message",      // WebDAV servers
    "x-error",              // Spinnaker, Artifactory
    "x-vtex-error-message", // VTEX
    "x-reason",             // Blossom (BUD-01)
];

/// Fills in the error that the headers tell of: a whole one if the body has none, else the code of the first.
pub(crate) fn add(headers: &HeaderMap, errors: &mut Vec<ErrorObject>) {
    let hint = hint(headers);
    match errors.first_mut() {
        None => {
            if hint.detail.is_some() || hint.code.is_some() {
                errors.push(hint);
            }
        }
        Some(first) => {
            if first.code.is_none() {
                first.code = hint.code;
            }
            if first.detail.is_none() && first.title.is_none() {
                first.detail = hint.detail;
            }
        }
    }
}

fn hint(headers: &HeaderMap) -> ErrorObject {
    let text = |name: &str| {
        let text = headers.get(name)?.to_str().ok()?.trim();
        (!text.is_empty()).then_some(text)
    };
    let challenge = headers.get_all(WWW_AUTHENTICATE).iter();
    let mut challenge = challenge.filter_map(|value| Challenge::read(value.to_str().ok()?));
    let challenge = challenge.next().unwrap_or_default();
    let grpc = text("grpc-status").and_then(|number| number.parse::<usize>().ok());
    let grpc = grpc.and_then(GrpcCode::from_number).map(GrpcCode::name);
    let code = CODES.iter().find_map(|name| text(name));
    let code = code.and_then(|code| code.split(':').next()).or(grpc);
    let grpc_message =
        text("grpc-message").map(|text| percent_decode_str(text).decode_utf8_lossy());
    let message = MESSAGES
        .iter()
        .find_map(|name| text(name))
        .map(Cow::Borrowed);
    let detail = message.or(grpc_message.filter(|_| grpc.is_some()));
    ErrorObject {
        code: code.map(str::to_owned).or(challenge.error),
        detail: detail.map(|detail| line(&detail)).or(challenge.description),
        ..ErrorObject::default()
    }
}

/// The error of a `Bearer error="invalid_token", error_description="..."` (RFC 6750, 3).
#[derive(Default)]
struct Challenge {
    error: Option<String>,
    description: Option<String>,
}

impl Challenge {
    fn read(header: &str) -> Option<Self> {
        let mut challenge = Self::default();
        let mut rest = header;
        while let Some((before, after)) = rest.split_once('=') {
            let name = before
                .rsplit([' ', ',', '\t'])
                .find(|word| !word.is_empty());
            let (value, end) = value(after.trim_start());
            match name.map(str::to_ascii_lowercase).as_deref() {
                Some("error") => challenge.error = Some(value),
                Some("error_description") => challenge.description = Some(line(&value)),
                _ => {}
            }
            rest = end;
        }
        let says = challenge.error.is_some() || challenge.description.is_some();
        says.then_some(challenge)
    }
}

/// Takes a token or a quoted string (RFC 9110, 5.6.4), and gives the rest as well.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', ' ']).unwrap_or(text.len());
        let (token, rest) = text.split_at(end);
        return (token.to_owned(), rest);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return (value, quoted.split_at(at + 1).1),
            '\\' => value.extend(chars.next().map(|(_, char)| char)),
            char => value.push(char),
        }
    }
    (value, "")
}
