//! Every key that an attribute of ours takes, once.

use super::item::Item;
use crate::parse::tokens::Run;
use crate::report::ctxt::Ctxt;
use crate::report::suggest::{list, nearest};
use proc_macro2::Ident;

/// A key of `#[status(...)]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatusKey {
    Title,
    Detail,
    Expose,
    Display,
    Code,
    Id,
    Pointer,
    Parameter,
    Header,
    About,
    Type,
    Meta,
    Headers,
    RetryAfter,
    Challenge,
}

/// A key of `#[mrets(...)]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum MretsKey {
    Codes,
    Challenge,
    MediaType,
    Docs,
    Decode,
    Crate,
    NoDisplay,
    NoResponse,
}

#[rustfmt::skip] // one key a line
pub(super) static STATUS: Table<StatusKey> = Table {
    attribute: "status",
    place: "`#[status(...)]`",
    rows: &[
        row(StatusKey::Title, "title", r#"title = "...""#),
        row(StatusKey::Detail, "detail", r#"detail = "..."` or `detail("...", args)"#),
        row(StatusKey::Expose, "expose", "expose"),
        row(StatusKey::Display, "display", r#"display = "..."` or `display("...", args)"#),
        row(StatusKey::Code, "code", r#"code = "...""#),
        row(StatusKey::Id, "id", "id = .field"),
        row(StatusKey::Pointer, "pointer", r#"pointer = "/data/attributes/{field}""#),
        row(StatusKey::Parameter, "parameter", r#"parameter = "...""#),
        row(StatusKey::Header, "header", r#"header = "...""#),
        row(StatusKey::About, "about", r#"about = "https://...""#),
        row(StatusKey::Type, "type", r#"type = "https://...""#),
        row(StatusKey::Meta, "meta", r"meta(key = .field)"),
        row(StatusKey::Headers, "headers", r#"headers("Name" = .field)"#),
        row(StatusKey::RetryAfter, "retry_after", "retry_after = .field"),
        row(StatusKey::Challenge, "challenge", r#"challenge = "...""#),
    ],
};

#[rustfmt::skip] // one key a line
pub(super) static MRETS: Table<MretsKey> = Table {
    attribute: "mrets",
    place: "`#[mrets(...)]` on the type",
    rows: &[
        row(MretsKey::Codes, "codes", r#"codes = "snake_case""#),
        row(MretsKey::Challenge, "challenge", r#"challenge = "...""#),
        row(MretsKey::MediaType, "media_type", r#"media_type = "application/json""#),
        row(MretsKey::Docs, "docs", r#"docs = "https://example.org/errors""#),
        row(MretsKey::Decode, "decode", "decode"),
        row(MretsKey::Crate, "crate", "crate = path::to::mrets_errors"),
        row(MretsKey::NoDisplay, "no_display", "no_display"),
        row(MretsKey::NoResponse, "no_response", "no_response"),
    ],
};

/// The keys of one attribute.
pub(super) struct Table<K: 'static> {
    attribute: &'static str,
    place: &'static str,
    rows: &'static [Row<K>],
}

struct Row<K> {
    key: K,
    name: Name,
}

/// A key as messages show it.
#[derive(Clone, Copy)]
pub(super) struct Name {
    pub(super) name: &'static str,
    /// What to write.
    pub(super) usage: &'static str,
}

const fn row<K>(key: K, name: &'static str, usage: &'static str) -> Row<K> {
    Row {
        key,
        name: Name { name, usage },
    }
}

/// Whether any attribute of ours has a key of this name.
pub(super) fn is_key(name: &Ident) -> bool {
    let mut names = STATUS.names().chain(MRETS.names());
    names.any(|known| name == known)
}

impl<K: Copy + PartialEq> Table<K> {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.rows.iter().map(|row| row.name.name)
    }

    /// The key of an item, and its name, unless it is unknown or `written` already; then takes note
    /// of it.
    pub(super) fn take(
        &self,
        cx: &Ctxt,
        item: &Item,
        written: &mut Vec<(K, Ident)>,
    ) -> Option<(K, Name)> {
        let Some(row) = self.rows.iter().find(|row| item.name == row.name.name) else {
            self.unknown(cx, &item.name);
            return None;
        };
        if let Some((_, first)) = written.iter().find(|(key, _)| *key == row.key) {
            cx.error(
                item.name.span(),
                format_args!(
                    "duplicate key `{}`: it stands on line {} already, leave one out",
                    row.name.name,
                    first.span().start().line
                ),
            );
            return None;
        }
        written.push((row.key, item.name.clone()));
        Some((row.key, row.name))
    }

    /// Says where a key belongs, or which was meant.
    fn unknown(&self, cx: &Ctxt, name: &Ident) {
        let places = [
            (STATUS.names().any(|known| name == known), STATUS.place),
            (MRETS.names().any(|known| name == known), MRETS.place),
        ];
        let message = if let Some((_, place)) = places.iter().find(|(is_there, _)| *is_there) {
            format!("`{name}` belongs into {place}")
        } else if let Some(meant) = nearest(&name.to_string(), self.names()) {
            format!("unknown key `{name}`: did you mean `{meant}`?")
        } else {
            let keys = list(self.names());
            format!("unknown key `{name}`: `#[{}]` takes {keys}", self.attribute)
        };
        cx.error(name.span(), message);
    }

    /// Says what was expected where no key stands.
    pub(super) fn expected(&self, cx: &Ctxt, run: &Run) {
        let keys = list(self.names());
        let message = format!("expected a key: `#[{}]` takes {keys}", self.attribute);
        let at = run.tokens.first().map(proc_macro2::TokenTree::span);
        if let Some(at) = at.or(run.comma) {
            cx.error(at, message);
        }
    }
}
