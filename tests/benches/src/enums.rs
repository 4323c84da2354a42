//! Generated enums: the same errors for us, and for thiserror with the rest written by hand.

use http::StatusCode;
use mrets_errors::table;
use std::fmt::Write as _;

/// A variant that both sides write.
pub(crate) struct Variant {
    name: String,
    fields: String,
    pub(crate) status: u16,
    title: Option<String>,
    /// Our format string, or none for the text of the table.
    pub(crate) detail: Option<String>,
}

/// Twelve kinds of variants in turn, as in an application. Four have no placeholder.
pub(crate) fn variant(at: usize) -> Variant {
    let (fields, status, title, detail) = match at % 12 {
        0 => ("", 404, None, None),
        1 => ("", 403, Some("Not yours"), None),
        2 => (
            "",
            409,
            Some("Retired"),
            Some("Certificate is retired already"),
        ),
        3 => (
            " { id: u64 }",
            404,
            Some("No record"),
            Some("The record identified by {id} could not be found"),
        ),
        4 => (
            " { id: String }",
            404,
            None,
            Some("There is no account {id}"),
        ),
        5 => (
            " { name: String, problem: String }",
            422,
            None,
            Some("{name} {problem}"),
        ),
        6 => (
            " { held: i64, wanted: i64 }",
            422,
            Some("Too few"),
            Some("{held} are held, {wanted} were asked for"),
        ),
        7 => ("(String)", 400, None, Some("The page {0} is none")),
        8 => (
            "(u64, u64)",
            413,
            Some("Too much"),
            Some("{0} bytes, of which {1} are allowed"),
        ),
        9 => (
            " { fuel: Option<String> }",
            400,
            None,
            Some("The fuel {fuel:?} is unknown"),
        ),
        10 => (
            " { wait: std::time::Duration, by: String }",
            429,
            None,
            Some("{by} must wait {wait:?}"),
        ),
        _ => ("(#[from] crate::Cause<CAUSE>)", 500, None, None),
    };
    let own = |text: &str| format!("{text}, kind {at}.");
    Variant {
        name: format!("Variant{at}"),
        fields: fields.replace("CAUSE", &at.to_string()),
        status,
        title: title.map(|title| format!("{title} {at}")),
        detail: detail.map(own),
    }
}

impl Variant {
    /// The texts that the client reads where none is written.
    fn row(&self) -> Option<&'static table::Row> {
        table::row(StatusCode::from_u16(self.status).ok()?)
    }

    pub(crate) fn shown_title(&self) -> &str {
        match (&self.title, self.row()) {
            (Some(title), _) => title,
            (None, Some(row)) => row.text,
            (None, None) => "",
        }
    }

    fn shown_detail(&self) -> &str {
        match (&self.detail, self.row()) {
            (Some(detail), _) => detail,
            (None, Some(row)) => row.description,
            (None, None) => "",
        }
    }

    pub(crate) fn ours(&self) -> String {
        let mut status = self.status.to_string();
        for (key, value) in [("title", &self.title), ("detail", &self.detail)] {
            if let Some(value) = value {
                // Writing to memory does not fail.
                let _ = write!(status, ", {key} = {value:?}");
            }
        }
        format!("#[status({status})] {}{},\n", self.name, self.fields)
    }

    pub(crate) fn thiserror(&self) -> String {
        format!(
            "#[error({:?})] {}{},\n",
            self.shown_detail(),
            self.name,
            self.fields
        )
    }
}

/// A cause of many types, since an enum has one `From` for each.
pub(crate) const CAUSE: &str = r#"
#[derive(Debug, Default)]
pub struct Cause<const KIND: usize>;

impl<const KIND: usize> std::fmt::Display for Cause<KIND> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the database is broken")
    }
}

impl<const KIND: usize> std::error::Error for Cause<KIND> {}
"#;

pub(crate) fn ours(count: usize) -> String {
    let variants: String = (0..count).map(|at| variant(at).ours()).collect();
    format!(
        "{CAUSE}\n#[derive(Debug, mrets_errors::MretsError)]\npub enum Error {{\n{variants}}}\n"
    )
}

pub(crate) fn thiserror(count: usize) -> String {
    let variants: String = (0..count).map(|at| variant(at).thiserror()).collect();
    format!("{CAUSE}\n#[derive(Debug, thiserror::Error)]\npub enum Error {{\n{variants}}}\n")
}

/// The arms of a match that gives each variant its value.
pub(crate) fn arms(variants: &[Variant], value: fn(&Variant) -> String) -> String {
    let arm =
        |variant: &Variant| format!("Self::{} {{ .. }} => {},\n", variant.name, value(variant));
    variants.iter().map(arm).collect()
}

/// Ours, with the calls of a service, so that it is compiled to the end.
pub(crate) fn ours_in_use(count: usize) -> String {
    ours(count) + "\nuse mrets_errors::MretsError as _;\n" + CALLS
}

/// The same errors by hand.
pub(crate) fn by_hand(count: usize) -> String {
    let variants: Vec<_> = (0..count).map(variant).collect();
    thiserror(count)
        + &BY_HAND
            .replace(
                "STATUSES",
                &arms(&variants, |variant| variant.status.to_string()),
            )
            .replace(
                "TITLES",
                &arms(&variants, |variant| format!("{:?}", variant.shown_title())),
            )
        + CALLS
}

const CALLS: &str = r"
#[unsafe(no_mangle)]
pub fn bench_display(error: &Error) -> String {
    error.to_string()
}

#[unsafe(no_mangle)]
pub fn bench_status(error: &Error) -> http::StatusCode {
    error.status()
}

#[unsafe(no_mangle)]
pub fn bench_json(error: &Error) -> bytes::Bytes {
    error.to_json()
}
";

const BY_HAND: &str = r"
#[derive(serde::Serialize)]
struct Document<'a> {
    errors: [Object<'a>; 1],
}

#[derive(serde::Serialize)]
struct Object<'a> {
    title: &'a str,
    detail: &'a str,
    code: &'a str,
    status: &'a str,
}

impl Error {
    pub fn status(&self) -> http::StatusCode {
        let status = match self {
STATUSES
        };
        http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub fn title(&self) -> &'static str {
        match self {
TITLES
        }
    }

    pub fn to_json(&self) -> bytes::Bytes {
        let status = self.status();
        let detail = self.to_string();
        let object = Object {
            title: self.title(),
            detail: &detail,
            code: status.as_str(),
            status: status.as_str(),
        };
        serde_json::to_vec(&Document { errors: [object] }).unwrap_or_default().into()
    }
}
";
