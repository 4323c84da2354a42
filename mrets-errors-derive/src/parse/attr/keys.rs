//! The table of all keys.
//!
//! A key is one row. A row that is a [`Member`] is a text of the error object, and needs no other code:
//! parsing, checks, bounds, static bodies, the catalogue and writing walk the table.

use crate::parse::list::Run;
use crate::report::ctxt::Ctxt;
use crate::report::place;
use crate::report::suggest::{list, nearest};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;

/// A key of `#[status(...)]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatusKey {
    Title,
    Detail,
    Expose,
    Display,
    Code,
    Id,
    /// A text within an object of the error object.
    Member(Member),
    Meta,
    Headers,
    RetryAfter,
    Retry,
    Challenge,
    Log,
    Grpc,
}

/// A text member of an object within the error object, such as `source.pointer`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member {
    /// The key, and the name on the wire.
    pub(crate) name: &'static str,
    /// The object that it is a member of.
    pub(crate) parent: &'static str,
    /// The runtime's `Part`.
    pub(crate) part: &'static str,
    /// The escape of the values put into it.
    pub(crate) escape: Escape,
    pub(crate) grammar: Grammar,
}

/// The escape of the values that a format string puts in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    None,
    /// RFC 6901, for a JSON pointer.
    Pointer,
    /// RFC 3986, for a path segment or a query value.
    Percent,
}

/// The grammar of the constant text of a member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grammar {
    Any,
    /// RFC 6901, section 3.
    Pointer,
    /// A field name, RFC 9110, section 5.1.
    HeaderName,
    /// A URI reference, RFC 3986, section 4.1.
    Uri,
}

/// A key of `#[mrets(...)]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum MretsKey {
    Bound,
    Codes,
    Challenge,
    Docs,
    Decode,
    Dialect,
    Crate,
    NoDisplay,
    NoResponse,
}

/// The kind of value that a key takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// `key`
    Flag,
    /// `key = "..."`
    Text,
    /// `key = "..."`, which may be empty.
    TextOrEmpty,
    /// `key = "..."` or `key = path::to::CONST`
    TextOrConst,
    /// `key = "..."`, `key = path::to::CONST` or `key = EXPR`
    TextOrExpr,
    /// `key = "..."` or `key("...", args)`
    TextWithArgs,
    /// `key = EXPR`
    Expr,
    /// `key(name = EXPR, ...)`
    Pairs,
    /// `key = path`
    Path,
}

/// One key.
pub(crate) struct KeyRow<K: 'static> {
    pub(crate) key: K,
    pub(crate) syntax: KeySyntax,
}

/// The way to write a key, whichever attribute it belongs to.
pub(crate) struct KeySyntax {
    pub(crate) name: &'static str,
    pub(crate) value: ValueKind,
    /// An example, as messages show it.
    pub(crate) usage: &'static str,
    /// Whether a 304, which has no body, takes it too.
    pub(crate) on_not_modified: bool,
    /// The key that was meant if the value is a list: `headers` for `header(...)`.
    pub(super) as_list: Option<&'static str>,
}

/// The keys of one attribute, in the order of the body.
pub(crate) struct KeyTable<K: 'static> {
    attribute: &'static str,
    place: &'static str,
    rows: &'static [KeyRow<K>],
    /// The names of keys in other tools and formats, each with our name.
    other_words: &'static [(&'static str, &'static str)],
}

/// The first item `like`, which is written like a key.
pub(super) static LIKE: KeySyntax = syntax("like", ValueKind::Expr, "like = .field");

const POINTER: Member = Member {
    name: "pointer",
    parent: "source",
    part: "Pointer",
    escape: Escape::Pointer,
    grammar: Grammar::Pointer,
};
const PARAMETER: Member = Member {
    name: "parameter",
    parent: "source",
    part: "Parameter",
    escape: Escape::None,
    grammar: Grammar::Any,
};
const HEADER: Member = Member {
    name: "header",
    parent: "source",
    part: "Header",
    escape: Escape::None,
    grammar: Grammar::HeaderName,
};
const ABOUT: Member = Member {
    name: "about",
    parent: "links",
    part: "About",
    escape: Escape::Percent,
    grammar: Grammar::Uri,
};
/// The link that `#[mrets(docs)]` fills in.
pub(crate) const TYPE: Member = Member {
    name: "type",
    parent: "links",
    part: "Type",
    escape: Escape::Percent,
    grammar: Grammar::Uri,
};

#[rustfmt::skip] // one key a line
pub(crate) static STATUS: KeyTable<StatusKey> = {
    use StatusKey as K;
    use ValueKind as V;
    KeyTable {
        attribute: "status",
        place: "`#[status(...)]`",
        rows: &[
            row(K::Title, "title", V::TextOrConst, r#"title = "...""#),
            row(K::Detail, "detail", V::TextWithArgs, r#"detail = "..."` or `detail("...", args)"#),
            row(K::Expose, "expose", V::Flag, "expose"),
            row(K::Display, "display", V::TextWithArgs, r#"display = "..."` or `display("...", args)"#).on_not_modified(),
            row(K::Id, "id", V::Expr, "id = .field"),
            row(K::Code, "code", V::TextOrExpr, r#"code = "...""#),
            // An empty pointer is the whole document.
            member(POINTER, V::TextOrEmpty, r#"pointer = "/data/attributes/{field}""#),
            member(PARAMETER, V::Text, r#"parameter = "...""#),
            member(HEADER, V::Text, r#"header = "...""#).listed_by("headers"),
            member(ABOUT, V::Text, r#"about = "https://...""#),
            member(TYPE, V::Text, r#"type = "https://...""#),
            row(K::Meta, "meta", V::Pairs, r"meta(key = .field)"),
            row(K::Headers, "headers", V::Pairs, r#"headers("Name" = .field)"#).on_not_modified(),
            row(K::RetryAfter, "retry_after", V::Expr, "retry_after = .field"),
            row(K::Retry, "retry", V::Text, r#"retry = "after""#),
            row(K::Challenge, "challenge", V::Text, r#"challenge = "...""#),
            row(K::Log, "log", V::Text, r#"log = "warn""#),
            row(K::Grpc, "grpc", V::Text, r#"grpc = "NOT_FOUND""#),
        ],
        other_words: &[
            ("message", "detail"), ("msg", "detail"), ("description", "detail"), ("text", "detail"),
            ("body", "detail"), ("reason", "detail"), ("error", "detail"), ("errcode", "code"), ("error_code", "code"),
            ("error_type", "code"), ("field", "pointer"), ("path", "pointer"), ("param", "parameter"), ("query", "parameter"),
            ("public", "expose"), ("retryable", "retry"), ("retry_after_seconds", "retry_after"), ("realm", "challenge"),
            ("instance", "about"), ("extensions", "meta"), ("extra", "meta"), ("details", "meta"),
            ("wait", "retry_after"), ("www_authenticate", "challenge"), ("level", "log"), ("severity", "log"), ("links", "about"),
            ("url", "type"), ("doc_url", "type"), ("help_url", "type"),
        ],
    }
};

#[rustfmt::skip] // one key a line
pub(crate) static MRETS: KeyTable<MretsKey> = {
    use MretsKey as K;
    use ValueKind as V;
    KeyTable {
        attribute: "mrets",
        place: "`#[mrets(...)]` on the type",
        rows: &[
            row(K::Codes, "codes", V::Text, r#"codes = "snake_case""#),
            row(K::Challenge, "challenge", V::Text, r#"challenge = "...""#),
            row(K::Docs, "docs", V::Text, r#"docs = "https://example.org/errors""#),
            row(K::Decode, "decode", V::Flag, "decode"),
            row(K::Dialect, "dialect", V::Path, "dialect = path::to::DIALECT"),
            row(K::Bound, "bound", V::TextOrEmpty, r#"bound = "T: Display""#),
            row(K::Crate, "crate", V::Path, "crate = path::to::mrets_errors"),
            row(K::NoDisplay, "no_display", V::Flag, "no_display"),
            row(K::NoResponse, "no_response", V::Flag, "no_response"),
        ],
        other_words: &[("rename_all", "codes"), ("no_error", "no_display"), ("no_from", "no_display")],
    }
};

/// Names that people try and that are no keys, each with what to write instead.
#[rustfmt::skip] // one name a line
static NO_KEYS: [(&str, &str); 9] = [
    ("media_type", "the dialect decides the media type: write `#[mrets(dialect = MY_DIALECT)]`, \
                    and `Dialect::body` in that names it together with the body"),
    ("status", "a status has an attribute of its own: write `#[status(404)]`"),
    ("transparent", "`transparent` stands in the place of the status: write `#[status(transparent)]`"),
    ("from", "`from` belongs on a field: write `#[from]` before its type"),
    ("source", "`source` belongs on a field: write `#[source]` before its type, \
                or `pointer`, `parameter` or `header` here for the part of the request that is wrong"),
    ("allow", "a header stands in the list: write `headers(\"Allow\" = \"GET, HEAD\")`"),
    ("errors", "`errors` belongs on a field: write `#[errors]` before its type"),
    ("location", "`location` belongs on a field: write `#[location]` before its type"),
    ("backtrace", "a `std::backtrace::Backtrace` beside `#[from]` is captured: leave the key out"),
];

const fn row<K>(key: K, name: &'static str, value: ValueKind, usage: &'static str) -> KeyRow<K> {
    KeyRow {
        key,
        syntax: syntax(name, value, usage),
    }
}

const fn syntax(name: &'static str, value: ValueKind, usage: &'static str) -> KeySyntax {
    KeySyntax {
        name,
        value,
        usage,
        on_not_modified: false,
        as_list: None,
    }
}

const fn member(member: Member, value: ValueKind, usage: &'static str) -> KeyRow<StatusKey> {
    row(StatusKey::Member(member), member.name, value, usage)
}

impl<K: Copy> KeyRow<K> {
    const fn on_not_modified(mut self) -> Self {
        self.syntax.on_not_modified = true;
        self
    }

    const fn listed_by(mut self, name: &'static str) -> Self {
        self.syntax.as_list = Some(name);
        self
    }
}

/// The text members of the error object, in their order on the wire.
pub(crate) fn members() -> Vec<Member> {
    let mut members = Vec::new();
    for row in STATUS.rows {
        if let StatusKey::Member(member) = row.key {
            members.push(member);
        }
    }
    members
}

/// The objects that hold these members, in their order on the wire.
pub(crate) fn parents() -> Vec<&'static str> {
    let mut parents = Vec::new();
    for member in members() {
        if parents.last() != Some(&member.parent) {
            parents.push(member.parent);
        }
    }
    parents
}

/// A key that is written.
pub(crate) struct Written<K: 'static> {
    pub(crate) row: &'static KeyRow<K>,
    pub(crate) span: Span,
}

/// Whether any attribute of ours has a key of this name.
pub(super) fn is_key(name: &Ident) -> bool {
    let name = name.to_string();
    STATUS.has(&name) || MRETS.has(&name)
}

impl<K: Copy + PartialEq> KeyTable<K> {
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for row in self.rows {
            names.push(row.syntax.name);
        }
        names
    }

    fn has(&self, name: &str) -> bool {
        self.rows.iter().any(|row| row.syntax.name == name)
    }

    /// Finds the row of a key, and notes it, unless it is unknown or `written` already.
    pub(super) fn take(
        &self,
        cx: &Ctxt,
        name: &Ident,
        written: &mut Vec<Written<K>>,
    ) -> Option<&'static KeyRow<K>> {
        let text = name.to_string();
        let Some(row) = self.rows.iter().find(|row| row.syntax.name == text) else {
            self.unknown(cx, name);
            return None;
        };
        if let Some(first) = written.iter().find(|written| written.row.key == row.key) {
            cx.error(
                name.span(),
                format_args!(
                    "duplicate key `{}`: it stands on line {} already, leave one out",
                    row.syntax.name,
                    place::line(first.span)
                ),
            );
            return None;
        }
        written.push(Written {
            row,
            span: name.span(),
        });
        Some(row)
    }

    /// Reports an unknown key, with the place where it belongs, or the key that was meant.
    fn unknown(&self, cx: &Ctxt, name: &Ident) {
        let text = name.to_string();
        let belongs_into = |place| format!("`{name}` belongs into {place}");
        let message = if let Some((_, instead)) = NO_KEYS.iter().find(|(other, _)| *other == text) {
            (*instead).to_owned()
        } else if STATUS.has(&text) {
            belongs_into(STATUS.place)
        } else if MRETS.has(&text) {
            belongs_into(MRETS.place)
        } else {
            self.no_such_key(&text, &name.unraw().to_string())
        };
        cx.error(name.span(), message);
    }

    /// Reports a name with a hyphen, and the key that was meant.
    pub(super) fn hyphenated(&self, cx: &Ctxt, name: TokenStream, text: &str) {
        cx.error_spanned(name, self.no_such_key(text, &text.replace('-', "_")));
    }

    /// The message about a name that is no key, with the key that was meant by `word`, or all keys.
    fn no_such_key(&self, name: &str, word: &str) -> String {
        if let Some(meant) = self.meant_by(word) {
            return format!("unknown key `{name}`: did you mean `{meant}`?");
        }
        let keys = list(&self.names());
        format!("unknown key `{name}`: `#[{}]` takes {keys}", self.attribute)
    }

    fn meant_by(&self, name: &str) -> Option<&'static str> {
        let mut others = self.other_words.iter();
        let other = others.find(|(other, _)| *other == name);
        other.map_or_else(|| nearest(name, &self.names()), |(_, ours)| Some(*ours))
    }

    /// Reports an item that is no key, with the keys that the attribute takes.
    pub(super) fn expected(&self, cx: &Ctxt, run: &Run) {
        let keys = list(&self.names());
        let message = format!("expected a key: `#[{}]` takes {keys}", self.attribute);
        let at = run.tokens.first().map(TokenTree::span);
        if let Some(at) = at.or(run.comma) {
            cx.error(at, message);
        }
    }
}
