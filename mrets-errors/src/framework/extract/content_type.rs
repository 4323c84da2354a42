//! The types of the bodies that are read.

#[cfg(feature = "__content-type")]
/// Whether a Content-Type is `application/json`, or of its family, such as `application/vnd.api+json`.
pub(crate) fn is_json(content_type: &[u8]) -> bool {
    let essence = essence(content_type);
    let subtype = essence.strip_prefix("application/");
    subtype.is_some_and(|subtype| subtype == "json" || subtype.ends_with("+json"))
}

#[cfg(feature = "__content-type")]
/// Whether a Content-Type is `application/x-www-form-urlencoded`.
pub(crate) fn is_form(content_type: &[u8]) -> bool {
    essence(content_type) == FORM
}

pub(crate) const JSON: &str = "application/json";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

#[cfg(feature = "__content-type")]
/// A media type without its parameters, in lower case.
fn essence(content_type: &[u8]) -> String {
    let text = String::from_utf8_lossy(content_type);
    let essence = text.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
