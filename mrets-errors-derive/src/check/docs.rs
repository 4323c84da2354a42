//! `#[mrets(docs = "...")]`: the address of each error's documentation.

use super::texts::is_uri_char;
use crate::format::{DocsLink, Text};
use crate::model::{Code, Constant, Status};
use crate::parse::ast::Input;
use crate::parse::ast::variant::Variant;
use crate::report::ctxt::Ctxt;
use std::fmt::Write as _;

/// The placeholder of a template, which the runtime's `Entry::anchor` replaces.
const CODE: &str = "{code}";

/// A template is a URL with at most one `{code}`. Without it the anchor follows a `#` at the end.
pub(super) fn is_url(cx: &Ctxt, input: &Input<'_>) {
    let Some(docs) = &input.attrs.docs else {
        return;
    };
    let template = docs.value();
    let mut parts = template.split(CODE);
    let (before, behind) = (parts.next().unwrap_or_default(), parts.next());
    let may_have_fragment = usize::from(behind.is_some());
    let is_url = !template.is_empty()
        && parts.next().is_none()
        && template.matches('#').count() <= may_have_fragment
        && [before, behind.unwrap_or_default()]
            .into_iter()
            .all(|part| part.chars().all(is_uri_char));
    if !is_url {
        cx.error(
            docs.span(),
            "not the URL of the errors' documentation: write \
             `docs = \"https://example.org/errors#{code}\"`, where `{code}` is the code of each error",
        );
    }
}

/// Gives the link to a variant's documentation. The code is its anchor, if it is the service's own.
/// Else the anchor has the type's modules, which only the runtime knows.
pub(super) fn link<'a>(
    input: &'a Input<'a>,
    variant: &Variant<'_>,
    status: Option<&Status<'_>>,
    code: &Code<'a>,
) -> Option<Text<'a>> {
    let template = input.attrs.docs.as_ref()?.value();
    let status = match status {
        Some(Status::Fixed(status)) => *status,
        _ => 0,
    };
    // A code that is known only at run time is no anchor.
    let code = match code {
        Code::Constant(code) => Some(code),
        Code::Default | Code::Value(_) => None,
    };
    let default_code = status.to_string();
    let own_code = code.filter(|code| code.text() != Some(&default_code));
    match own_code {
        Some(Constant::Text(code)) => {
            let anchor = encoded(code);
            Some(Text::Const(if template.contains(CODE) {
                template.replace(CODE, &anchor)
            } else {
                format!("{template}#{anchor}")
            }))
        }
        Some(Constant::Path(path)) => Some(Text::Docs(DocsLink {
            template: template.to_owned(),
            variant: variant.name(),
            code: Some(path.clone()),
            status,
        })),
        None => Some(Text::Docs(DocsLink {
            template: template.to_owned(),
            variant: variant.name(),
            code: None,
            status,
        })),
    }
}

/// Percent-encodes as the runtime does (RFC 3986, section 2.3).
fn encoded(anchor: &str) -> String {
    anchor.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
