//! [`Address`]: the place of an error on a page. One function makes the anchors of the page, and the links to them in
//! `links.type` and in the `type` of problem documents.

use crate::document::escape::Percent;
use http::StatusCode;
use std::fmt::Write as _;

/// A variant, by which an error without a code of its own is found on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address {
    /// The path of the type.
    pub(crate) path: &'static str,
    pub(crate) variant: &'static str,
    /// Whether the page knows the code: no value gives it at run time.
    pub(crate) is_code_known: bool,
}

impl Address {
    /// The anchor on the page; `code` is the one that clients read.
    pub(crate) fn anchor(&self, code: Option<&str>, status: StatusCode) -> String {
        let own_code = code.filter(|code| self.is_code_known && *code != status.as_str());
        anchor(self.path, self.variant, own_code)
    }

    /// The link to the anchor on a page.
    pub(crate) fn link(&self, page: &str, code: Option<&str>, status: StatusCode) -> String {
        docs_link(page, &self.anchor(code, status))
    }
}

/// Gives the anchor of an answer, which needs no escape in a URL: the code, if the service made
/// one; else the type and the variant, with the modules of the type before it. So two types of one name
/// have two anchors. Modules called `error` or `errors` tell nothing, and are left out.
pub(crate) fn anchor(path: &str, variant: &str, own_code: Option<&str>) -> String {
    if let Some(code) = own_code {
        return Percent(&code).to_string();
    }
    let name = short(path);
    let mut anchor = String::new();
    for module in modules(path) {
        let _ = write!(anchor, "{}-", Percent(&module));
    }
    let _ = write!(anchor, "{}", Percent(&name));
    if variant != name {
        let _ = write!(anchor, "-{}", Percent(&variant));
    }
    anchor
}

/// Puts the address of an error into the template of a page: in place of `{code}`, else behind a `#`.
pub(crate) fn docs_link(template: &str, address: &str) -> String {
    const CODE: &str = "{code}";
    if template.contains(CODE) {
        template.replace(CODE, address)
    } else {
        format!("{template}#{address}")
    }
}

/// Gives `Error` of `my_crate::invoices::Error<T>`.
pub(crate) fn short(type_name: &str) -> &str {
    let path = without_arguments(type_name);
    let name = path.rsplit("::").next().unwrap_or(path);
    name.strip_prefix("r#").unwrap_or(name)
}

/// Gives `my_crate::invoices::Error` of `my_crate::invoices::Error<T>`.
pub(crate) fn without_arguments(type_name: &str) -> &str {
    type_name.split('<').next().unwrap_or(type_name)
}

/// Gives the modules between the crate and the type that tell something.
pub(crate) fn modules(type_name: &str) -> impl Iterator<Item = &str> {
    let path = without_arguments(type_name);
    let modules = path.rsplit_once("::").map_or("", |(modules, _)| modules);
    // This crate's own errors are known by their types.
    let modules = if modules.starts_with("mrets_errors::") {
        ""
    } else {
        modules
    };
    modules
        .split("::")
        .skip(1)
        .map(|module| module.strip_prefix("r#").unwrap_or(module))
        // A type within a closure has `{{closure}}`, and one within a doctest a name with `_`.
        .filter(|module| {
            !matches!(*module, "" | "error" | "errors" | "main") && !module.starts_with(['{', '_'])
        })
}
