//! Our names as google.rpc has them: a code as a reason, a pointer as the path of a field, a page as a domain.

use crate::document::dialect::Dialect;
use crate::document::neutral;
use http::{StatusCode, Uri};

/// The longest reason (google.rpc.ErrorInfo).
const LONGEST_REASON: usize = 63;

/// The code in `UPPER_SNAKE_CASE`, as google.rpc.ErrorInfo wants it: `[A-Z][A-Z0-9_]+[A-Z0-9]`. A code that
/// is only the status gives the status's name: `NOT_FOUND`.
pub(super) fn reason(code: Option<&str>, status: StatusCode) -> String {
    let of_status = || upper_snake(neutral::row(status).code);
    let code = code.filter(|code| *code != status.as_str());
    let reason = code.map(upper_snake).filter(|reason| !reason.is_empty());
    let mut reason = reason.unwrap_or_else(of_status);
    if reason.len() < 3 || reason.starts_with(|char: char| char.is_ascii_digit()) {
        reason.insert_str(0, "CODE_");
    }
    reason.truncate(LONGEST_REASON);
    reason.truncate(reason.trim_end_matches('_').len());
    reason
}

/// Joins the words of a code. A word starts behind a punctuation mark, or with a capital behind a small letter.
fn upper_snake(code: &str) -> String {
    let mut reason = String::new();
    let mut last = ' ';
    for char in code.chars() {
        if char.is_ascii_alphanumeric() {
            let is_hump = char.is_ascii_uppercase() && !last.is_ascii_uppercase();
            let is_start = is_hump && !last.is_ascii_digit() || !last.is_ascii_alphanumeric();
            if is_start && !reason.is_empty() {
                reason.push('_');
            }
            reason.push(char.to_ascii_uppercase());
        }
        last = char;
    }
    reason
}

/// A JSON pointer as the path of a field (google.rpc.BadRequest): `/data/attributes/emails/0/kind` is
/// `emails[1].kind`. The members of JSON:API around the attributes are no fields of a message.
pub(super) fn field_path(pointer: &str) -> String {
    let around = ["/data/attributes/", "/data/relationships/", "/data/", "/"];
    let within = around
        .iter()
        .find_map(|around| pointer.strip_prefix(around));
    let mut path = String::new();
    for token in within.unwrap_or(pointer).split('/') {
        // RFC 6901, section 4.
        let name = token.replace("~1", "/").replace("~0", "~");
        let part = match name.parse::<u32>() {
            // protobuf counts the items of a list from 1.
            Ok(index) if !path.is_empty() => format!("[{}]", u64::from(index) + 1),
            _ if path.is_empty() => name,
            _ => format!(".{name}"),
        };
        path += &part;
    }
    path
}

/// The name of the service: the dialect's, else the host of the error's page. Empty if there is
/// neither.
pub(super) fn domain(dialect: &Dialect, page: Option<&str>) -> String {
    if !dialect.domain_name().is_empty() {
        return dialect.domain_name().to_owned();
    }
    let page = page.and_then(|page| page.parse::<Uri>().ok());
    let host = page.as_ref().and_then(Uri::host);
    host.unwrap_or_default().to_owned()
}
