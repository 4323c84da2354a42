//! The attributes `#[status(...)]` and `#[mrets(...)]` as values, and those of fields.
//!
//! A key is added by a row of [`KEYS`] and an arm of [`Keys::set`] or [`MretsAttr::set`].

use crate::ctxt::Ctxt;
use crate::format::FormatArgs;
use crate::status::{self, Known};
use crate::suggest::nearest;
use crate::tokens::{Run, is_punct, split, starts_with_eq, ungrouped};
use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, LitInt, LitStr, Meta, Path};

/// Every key that an attribute of ours takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
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
    Codes,
    ContainerChallenge,
    MediaType,
    Crate,
    NoDisplay,
    NoResponse,
}

/// The attribute that a key belongs into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    Status,
    Mrets,
}

impl Home {
    fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Mrets => "mrets",
        }
    }

    fn place(self) -> &'static str {
        match self {
            Self::Status => "`#[status(...)]`",
            Self::Mrets => "`#[mrets(...)]` on the type",
        }
    }

    fn keys(self) -> impl Iterator<Item = &'static str> {
        KEYS.iter()
            .filter(move |row| row.home == self)
            .map(|row| row.name)
    }
}

struct Row {
    key: Key,
    name: &'static str,
    home: Home,
    /// What to write, shown in every message about the key.
    usage: &'static str,
}

const fn row(key: Key, name: &'static str, home: Home, usage: &'static str) -> Row {
    Row {
        key,
        name,
        home,
        usage,
    }
}

#[rustfmt::skip] // one key a line
static KEYS: &[Row] = &[
    row(Key::Title, "title", Home::Status, r#"title = "...""#),
    row(Key::Detail, "detail", Home::Status, r#"detail = "..."` or `detail("...", args)"#),
    row(Key::Expose, "expose", Home::Status, "expose"),
    row(Key::Display, "display", Home::Status, r#"display = "..."` or `display("...", args)"#),
    row(Key::Code, "code", Home::Status, r#"code = "...""#),
    row(Key::Id, "id", Home::Status, "id = .field"),
    row(Key::Pointer, "pointer", Home::Status, r#"pointer = "/data/attributes/{field}""#),
    row(Key::Parameter, "parameter", Home::Status, r#"parameter = "...""#),
    row(Key::Header, "header", Home::Status, r#"header = "...""#),
    row(Key::About, "about", Home::Status, r#"about = "https://...""#),
    row(Key::Type, "type", Home::Status, r#"type = "https://...""#),
    row(Key::Meta, "meta", Home::Status, r"meta(key = .field)"),
    row(Key::Headers, "headers", Home::Status, r#"headers("Name" = .field)"#),
    row(Key::RetryAfter, "retry_after", Home::Status, "retry_after = .field"),
    row(Key::Challenge, "challenge", Home::Status, r#"challenge = "...""#),
    row(Key::Codes, "codes", Home::Mrets, r#"codes = "snake_case""#),
    row(Key::ContainerChallenge, "challenge", Home::Mrets, r#"challenge = "...""#),
    row(Key::MediaType, "media_type", Home::Mrets, r#"media_type = "application/json""#),
    row(Key::Crate, "crate", Home::Mrets, "crate = path::to::mrets_errors"),
    row(Key::NoDisplay, "no_display", Home::Mrets, "no_display"),
    row(Key::NoResponse, "no_response", Home::Mrets, "no_response"),
];

/// `#[status(...)]`, as written.
pub(crate) struct StatusAttr {
    /// What decides the status; none where that is broken, and reported.
    pub(crate) first: Option<First>,
    pub(crate) keys: Keys,
}

/// The first item of `#[status(...)]`.
pub(crate) enum First {
    Fixed(Fixed),
    /// `.field`, without the dot.
    Field(TokenTree),
    Transparent(Span),
}

/// A status that is known at compile time.
#[derive(Clone, Copy)]
pub(crate) struct Fixed {
    pub(crate) status: u16,
    pub(crate) span: Span,
}

impl Fixed {
    pub(crate) fn known(self) -> Option<&'static Known> {
        status::by_number(self.status)
    }

    pub(crate) fn is_server_error(self) -> bool {
        self.status >= 500
    }
}

/// The keys of one `#[status(...)]`.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) title: Option<LitStr>,
    pub(crate) detail: Option<FormatArgs>,
    pub(crate) expose: bool,
    pub(crate) display: Option<FormatArgs>,
    pub(crate) code: Option<LitStr>,
    pub(crate) id: Option<TokenStream>,
    pub(crate) pointer: Option<FormatArgs>,
    pub(crate) parameter: Option<FormatArgs>,
    pub(crate) header: Option<FormatArgs>,
    pub(crate) about: Option<FormatArgs>,
    pub(crate) type_: Option<FormatArgs>,
    pub(crate) meta: Vec<Pair>,
    pub(crate) headers: Vec<Pair>,
    pub(crate) retry_after: Option<TokenStream>,
    pub(crate) challenge: Option<LitStr>,
    /// Every key in the order written, for rules about keys that may not stand together.
    pub(crate) written: Vec<(Key, Ident)>,
}

/// `name = EXPR` of `meta(...)` and `headers(...)`.
pub(crate) struct Pair {
    pub(crate) name: LitStr,
    pub(crate) value: TokenStream,
}

impl StatusAttr {
    /// The type's or the variant's one `#[status]`, if there is one.
    pub(crate) fn find(cx: &Ctxt, attrs: &[Attribute]) -> Option<Self> {
        let attr = find_one(cx, attrs, "status")?;
        let mut this = Self {
            first: None,
            keys: Keys::default(),
        };
        let Some(tokens) = arguments(cx, attr, "status(404)") else {
            return Some(this);
        };
        let mut runs = split(tokens, starts_item).into_iter();
        let Some(first) = runs.next().filter(|run| !run.tokens.is_empty()) else {
            cx.error_spanned(
                attr.path(),
                "`#[status]` starts with a status: write `#[status(404)]`",
            );
            return Some(this);
        };
        let (first, rest) = first.split_at_comma();
        let mut is_late = false;
        if let Some(item) = Item::from_run(&first).filter(Item::is_key) {
            is_late = true;
            cx.error(
                item.name.span(),
                format_args!(
                    "the status comes first: write `#[status(404, ...)]`, and `{}` behind it",
                    item.name
                ),
            );
            this.keys.add(cx, item);
        } else {
            let tokens: TokenStream = first.tokens.into_iter().collect();
            let tokens: Vec<TokenTree> = ungrouped(tokens).into_iter().collect();
            this.first = parse_first(cx, &tokens);
        }
        for run in rest.into_iter().chain(runs) {
            match Item::from_run(&run) {
                _ if is_late && is_status(&run.tokens) => {
                    is_late = false;
                    this.first = parse_first(cx, &run.tokens);
                }
                Some(item) => this.keys.add(cx, item),
                None => expected_key(cx, &run, Home::Status),
            }
        }
        Some(this)
    }
}

impl Keys {
    fn add(&mut self, cx: &Ctxt, item: Item) {
        let Some(row) = item.resolve(cx, Home::Status) else {
            return;
        };
        if let Some((_, first)) = self.written.iter().find(|(key, _)| *key == row.key) {
            return duplicate(cx, row, &item.name, first);
        }
        self.written.push((row.key, item.name.clone()));
        self.set(cx, row, item);
    }

    fn set(&mut self, cx: &Ctxt, row: &Row, item: Item) {
        match row.key {
            Key::Title => self.title = item.text(cx, row),
            Key::Detail => self.detail = item.format(cx, row),
            Key::Expose => self.expose = item.flag(cx, row),
            Key::Display => self.display = item.format(cx, row),
            Key::Code => self.code = item.text(cx, row),
            Key::Id => self.id = item.expr(cx, row),
            Key::Pointer => self.pointer = item.format(cx, row),
            Key::Parameter => self.parameter = item.format(cx, row),
            Key::Header => self.header = item.format(cx, row),
            Key::About => self.about = item.format(cx, row),
            Key::Type => self.type_ = item.format(cx, row),
            Key::Meta => self.meta = item.pairs(cx, row),
            Key::Headers => self.headers = item.pairs(cx, row),
            Key::RetryAfter => self.retry_after = item.expr(cx, row),
            Key::Challenge => self.challenge = item.text(cx, row),
            Key::Codes
            | Key::ContainerChallenge
            | Key::MediaType
            | Key::Crate
            | Key::NoDisplay
            | Key::NoResponse => {}
        }
    }
}

/// `#[mrets(...)]`, as written; several of them count as one.
#[derive(Default)]
pub(crate) struct MretsAttr {
    pub(crate) codes: Option<Case>,
    pub(crate) challenge: Option<LitStr>,
    pub(crate) media_type: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    pub(crate) no_display: bool,
    pub(crate) no_response: bool,
    written: Vec<(Key, Ident)>,
}

impl MretsAttr {
    pub(crate) fn from_attrs(cx: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut this = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("mrets")) {
            let Some(tokens) = arguments(cx, attr, r#"mrets(codes = "snake_case")"#) else {
                continue;
            };
            for run in split(tokens, starts_item) {
                match Item::from_run(&run) {
                    Some(item) => this.add(cx, item),
                    None => expected_key(cx, &run, Home::Mrets),
                }
            }
        }
        this
    }

    fn add(&mut self, cx: &Ctxt, item: Item) {
        let Some(row) = item.resolve(cx, Home::Mrets) else {
            return;
        };
        if let Some((_, first)) = self.written.iter().find(|(key, _)| *key == row.key) {
            return duplicate(cx, row, &item.name, first);
        }
        self.written.push((row.key, item.name.clone()));
        self.set(cx, row, item);
    }

    fn set(&mut self, cx: &Ctxt, row: &Row, item: Item) {
        match row.key {
            Key::Codes => self.codes = item.text(cx, row).and_then(|text| Case::parse(cx, &text)),
            Key::ContainerChallenge => self.challenge = item.text(cx, row),
            Key::MediaType => self.media_type = item.text(cx, row),
            Key::Crate => self.krate = item.path(cx, row),
            Key::NoDisplay => self.no_display = item.flag(cx, row),
            Key::NoResponse => self.no_response = item.flag(cx, row),
            Key::Title
            | Key::Detail
            | Key::Expose
            | Key::Display
            | Key::Code
            | Key::Id
            | Key::Pointer
            | Key::Parameter
            | Key::Header
            | Key::About
            | Key::Type
            | Key::Meta
            | Key::Headers
            | Key::RetryAfter
            | Key::Challenge => {}
        }
    }
}

/// The case into which `codes` puts the variants' names; heck splits the words.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    Snake,
    Kebab,
    ScreamingSnake,
    Camel,
    Pascal,
}

impl Case {
    const ALL: [(&'static str, Self); 5] = [
        ("snake_case", Self::Snake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("camelCase", Self::Camel),
        ("PascalCase", Self::Pascal),
    ];

    fn parse(cx: &Ctxt, text: &LitStr) -> Option<Self> {
        let name = text.value();
        let case = Self::ALL.iter().find(|(case, _)| *case == name);
        if case.is_none() {
            let cases = list(Self::ALL.iter().map(|(case, _)| *case));
            cx.error(
                text.span(),
                format_args!("unknown case: write one of {cases}"),
            );
        }
        case.map(|(_, case)| *case)
    }

    pub(crate) fn apply(self, name: &str) -> String {
        use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
        match self {
            Self::Snake => name.to_snake_case(),
            Self::Kebab => name.to_kebab_case(),
            Self::ScreamingSnake => name.to_shouty_snake_case(),
            Self::Camel => name.to_lower_camel_case(),
            Self::Pascal => name.to_pascal_case(),
        }
    }
}

/// The attributes of one field, each by its name's span.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) from: Option<Span>,
    pub(crate) source: Option<Span>,
    pub(crate) errors: Option<Span>,
    pub(crate) meta: Option<Span>,
}

impl FieldAttrs {
    /// `owned_elsewhere`: another derive owns Display, and may take `#[from(...)]` and
    /// `#[source(...)]` with arguments of its own.
    pub(crate) fn from_attrs(cx: &Ctxt, attrs: &[Attribute], owned_elsewhere: bool) -> Self {
        let mut this = Self::default();
        for attr in attrs {
            let Some(name) = attr.path().get_ident() else {
                continue;
            };
            let slot = match name.to_string().as_str() {
                "from" => &mut this.from,
                "source" => &mut this.source,
                "errors" => &mut this.errors,
                "meta" => &mut this.meta,
                "status" => {
                    cx.error(
                        name.span(),
                        "`#[status]` belongs on a variant or on the type, not on a field",
                    );
                    continue;
                }
                "mrets" => {
                    cx.error(
                        name.span(),
                        "`#[mrets]` belongs on the type, not on a field",
                    );
                    continue;
                }
                _ => continue,
            };
            let ours = matches!(name.to_string().as_str(), "errors" | "meta");
            if !matches!(attr.meta, Meta::Path(_)) {
                if ours || !owned_elsewhere {
                    cx.error_spanned(
                        attr.meta.to_token_stream(),
                        format_args!("`#[{name}]` takes no arguments"),
                    );
                }
                continue;
            }
            if slot.is_some() && (ours || !owned_elsewhere) {
                cx.error(
                    name.span(),
                    format_args!("duplicate `#[{name}]`: leave one out"),
                );
            }
            *slot = Some(name.span());
        }
        this
    }
}

/// Reports attributes of ours that stand where they mean nothing.
pub(crate) fn refuse_misplaced(cx: &Ctxt, attrs: &[Attribute], on: &str, names: &[&str]) {
    for attr in attrs {
        if let Some(name) = attr.path().get_ident()
            && names.iter().any(|misplaced| name == misplaced)
        {
            let home = if name == "mrets" {
                "the type"
            } else {
                "a field"
            };
            cx.error(
                name.span(),
                format_args!("`#[{name}]` belongs on {home}, not on {on}"),
            );
        }
    }
}

/// A list for messages: `` `a`, `b`, `c` ``.
pub(crate) fn list<T: std::fmt::Display>(names: impl Iterator<Item = T>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn find_one<'a>(cx: &Ctxt, attrs: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    let mut found = attrs.iter().filter(|attr| attr.path().is_ident(name));
    let first = found.next();
    for second in found {
        cx.error_spanned(
            second.path(),
            format_args!("only one `#[{name}]` is allowed here: put all keys into the first"),
        );
    }
    first
}

/// What stands between the attribute's parentheses.
fn arguments(cx: &Ctxt, attr: &Attribute, usage: &str) -> Option<TokenStream> {
    match &attr.meta {
        Meta::List(list) => Some(list.tokens.clone()),
        Meta::Path(path) => {
            cx.error_spanned(
                path,
                format_args!("arguments are missing: write `#[{usage}]`"),
            );
            None
        }
        Meta::NameValue(meta) => {
            cx.error_spanned(
                &meta.value,
                format_args!("arguments go into parentheses: write `#[{usage}]`"),
            );
            None
        }
    }
}

fn duplicate(cx: &Ctxt, row: &Row, second: &Ident, first: &Ident) {
    cx.error(
        second.span(),
        format_args!(
            "duplicate key `{}`: it stands on line {} already, leave one out",
            row.name,
            first.span().start().line
        ),
    );
}

fn expected_key(cx: &Ctxt, run: &Run, home: Home) {
    let message = format!(
        "expected a key: `#[{}]` takes {}",
        home.name(),
        list(home.keys())
    );
    match (run.tokens.first(), run.comma) {
        (Some(token), _) => cx.error(token.span(), message),
        (None, Some(comma)) => cx.error(comma, message),
        (None, None) => {}
    }
}

/// Whether a new item starts after a comma: `key`, `key = ...`, `key(...)` or `"key" = ...`; or
/// what was meant as one: `key: ...`, `key "..."` or `flag key`.
fn starts_item(rest: &[TokenTree]) -> bool {
    match rest {
        [] => true,
        [TokenTree::Ident(_) | TokenTree::Literal(_)] => true,
        [
            name @ (TokenTree::Ident(_) | TokenTree::Literal(_)),
            next @ ..,
        ] => {
            starts_with_eq(next)
                || match next {
                    [TokenTree::Literal(_), ..] => true,
                    [TokenTree::Ident(_), ..] => is_key(name),
                    [TokenTree::Group(group), ..] => group.delimiter() != Delimiter::None,
                    [TokenTree::Punct(colon), ..] if colon.as_char() == ':' => {
                        colon.spacing() == Spacing::Alone
                    }
                    [next, ..] => is_punct(next, ','),
                    [] => false,
                }
        }
        // Nothing before the next comma: an item that is missing, and reported as that.
        [next, ..] => is_punct(next, ','),
    }
}

fn is_key(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(name) if KEYS.iter().any(|row| name == row.name))
}

fn parenthesized(token: &TokenTree) -> Option<&Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    }
}

/// Whether this is a status, which stands in the wrong place.
fn is_status(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Literal(_)] => true,
        [dot, _] => is_punct(dot, '.'),
        [TokenTree::Ident(name)] => {
            name == "transparent" || status::by_name(&name.to_string()).is_some()
        }
        _ => false,
    }
}

const NOT_A_STATUS: &str = "not an HTTP error status: write 400 to 599, or 304";

fn parse_first(cx: &Ctxt, tokens: &[TokenTree]) -> Option<First> {
    let (first, extra) = match tokens {
        [dot, field, extra @ ..] if is_punct(dot, '.') => {
            (Some(First::Field(field.clone())), extra)
        }
        [minus, TokenTree::Literal(_), ..] if is_punct(minus, '-') => {
            cx.error_spanned(
                tokens.iter().cloned().collect::<TokenStream>(),
                NOT_A_STATUS,
            );
            return None;
        }
        [TokenTree::Literal(_), extra @ ..] => {
            let token = tokens.first()?;
            (parse_number(cx, token).map(First::Fixed), extra)
        }
        [TokenTree::Ident(name), extra @ ..] if name == "transparent" => {
            (Some(First::Transparent(name.span())), extra)
        }
        [TokenTree::Ident(name), extra @ ..] => match status::by_name(&name.to_string()) {
            Some(known) => {
                let fixed = Fixed {
                    status: known.status,
                    span: name.span(),
                };
                (in_bounds(cx, fixed).map(First::Fixed), extra)
            }
            None => {
                match last_of_path(tokens) {
                    Some(last) => path_to_status(cx, last, tokens),
                    None => unknown_name(cx, name),
                }
                return None;
            }
        },
        _ => {
            let at = tokens.iter().cloned().collect::<TokenStream>();
            cx.error_spanned(
                at,
                "expected a status: a number (`404`), a constant of `http::StatusCode` \
                 (`NOT_FOUND`), a field (`.status`) or `transparent`",
            );
            return None;
        }
    };
    if let Some(extra) = extra.first() {
        cx.error(extra.span(), "expected `,` after the status");
    }
    first
}

fn parse_number(cx: &Ctxt, token: &TokenTree) -> Option<Fixed> {
    let span = token.span();
    if let Ok(number) = syn::parse2::<LitInt>(token.to_token_stream()) {
        let status = number.base10_parse().unwrap_or(u16::MAX);
        return in_bounds(cx, Fixed { status, span });
    }
    let text = syn::parse2::<LitStr>(token.to_token_stream()).map(|text| text.value());
    match text.ok().and_then(|text| text.trim().parse::<u16>().ok()) {
        Some(status) => cx.error(
            span,
            format_args!("a status is a number: write `{status}` without quotes"),
        ),
        None => cx.error(
            span,
            "a status is a number: write `404`, or the constant `NOT_FOUND`",
        ),
    }
    None
}

fn in_bounds(cx: &Ctxt, fixed: Fixed) -> Option<Fixed> {
    let status = fixed.status;
    if status::is_answer(status) {
        return Some(fixed);
    }
    let (name, class) = match status {
        200..=299 => (status, "a success: return `Ok` from the handler instead"),
        300..=399 => (
            status,
            "a redirection: return it from the handler, as a response",
        ),
        100..=199 => (status, "informational, which no error is"),
        _ => {
            cx.error(fixed.span, NOT_A_STATUS);
            return None;
        }
    };
    cx.error(
        fixed.span,
        format_args!("{name} is {class}; an error has 400 to 599, or 304"),
    );
    None
}

/// The constant in `StatusCode::NOT_FOUND`, with or without `http::` before it.
fn last_of_path(tokens: &[TokenTree]) -> Option<&Ident> {
    match tokens {
        [.., colon, TokenTree::Ident(last)] if is_punct(colon, ':') => Some(last),
        _ => None,
    }
}

fn path_to_status(cx: &Ctxt, last: &Ident, path: &[TokenTree]) {
    let Some(known) = status::by_name(&last.to_string()) else {
        return unknown_name(cx, last);
    };
    let fixed = Fixed {
        status: known.status,
        span: last.span(),
    };
    if in_bounds(cx, fixed).is_some() {
        cx.error_spanned(
            path.iter().cloned().collect::<TokenStream>(),
            format_args!("the constant's name is enough: write `{last}`"),
        );
    }
}

fn unknown_name(cx: &Ctxt, name: &Ident) {
    let names = || {
        status::KNOWN
            .iter()
            .filter(|known| status::is_answer(known.status))
    };
    let text = name.to_string();
    let plain = text.replace('_', "");
    let meant = names()
        .find(|known| known.name.replace('_', "").eq_ignore_ascii_case(&plain))
        .map(|known| known.name)
        .or_else(|| {
            nearest(
                &text,
                names().map(|known| known.name).chain(["transparent"]),
            )
        });
    match meant {
        Some(meant) => cx.error(
            name.span(),
            format_args!("unknown status `{name}`: did you mean `{meant}`?"),
        ),
        None => cx.error(
            name.span(),
            format_args!(
                "unknown status `{name}`: write a number (`404`), a constant of \
                 `http::StatusCode` (`NOT_FOUND`), a field (`.status`) or `transparent`"
            ),
        ),
    }
}

/// `key`, `key = value` or `key(value)`.
struct Item {
    name: Ident,
    value: Value,
}

enum Value {
    None,
    /// What stands behind the `=`; the span is the sign's.
    Eq(Span, TokenStream),
    Paren(Group),
    /// Neither of them.
    Other(TokenStream),
}

impl Item {
    fn from_run(run: &Run) -> Option<Self> {
        let [TokenTree::Ident(name), rest @ ..] = run.tokens.as_slice() else {
            return None;
        };
        let stream = |tokens: &[TokenTree]| tokens.iter().cloned().collect();
        let value = match rest {
            [] => Value::None,
            [eq, value @ ..] if starts_with_eq(rest) => Value::Eq(eq.span(), stream(value)),
            [token] => match parenthesized(token) {
                Some(group) => Value::Paren(group.clone()),
                None => Value::Other(stream(rest)),
            },
            _ => Value::Other(stream(rest)),
        };
        Some(Self {
            name: name.clone(),
            value,
        })
    }

    /// Whether this is one of our keys with a value, or a flag; so it is no status.
    fn is_key(&self) -> bool {
        KEYS.iter().any(|row| self.name == row.name)
            || matches!(self.value, Value::Eq(..) | Value::Paren(_))
    }

    /// The key's row, or an error that says where it belongs or which was meant.
    fn resolve(&self, cx: &Ctxt, home: Home) -> Option<&'static Row> {
        let name = self.name.to_string();
        let mut rows = KEYS.iter().filter(|row| row.name == name);
        let here = home.name();
        match (rows.clone().find(|row| row.home == home), rows.next()) {
            (Some(row), _) => return Some(row),
            (None, Some(row)) => cx.error(
                self.name.span(),
                format_args!("`{name}` belongs into {}", row.home.place()),
            ),
            (None, None) => match nearest(&name, home.keys()) {
                Some(meant) => cx.error(
                    self.name.span(),
                    format_args!("unknown key `{name}`: did you mean `{meant}`?"),
                ),
                None => cx.error(
                    self.name.span(),
                    format_args!(
                        "unknown key `{name}`: `#[{here}]` takes {}",
                        list(home.keys())
                    ),
                ),
            },
        }
        None
    }

    /// `key`
    fn flag(self, cx: &Ctxt, row: &Row) -> bool {
        let name = row.name;
        let extra = match self.value {
            Value::None => return true,
            Value::Eq(eq, value) if value.is_empty() => {
                cx.error(eq, format_args!("`{name}` is a flag: write `{name}` alone"));
                return true;
            }
            Value::Eq(_, value) => value,
            Value::Paren(group) => TokenTree::from(group).into(),
            Value::Other(value) => {
                if let Some(extra) = value.into_iter().next() {
                    cx.error(extra.span(), format_args!("expected `,` after `{name}`"));
                }
                return true;
            }
        };
        cx.error_spanned(
            extra,
            format_args!("`{name}` is a flag, which takes no value: write `{name}` alone"),
        );
        true
    }

    /// `key = "..."`
    fn text(self, cx: &Ctxt, row: &Row) -> Option<LitStr> {
        let tokens = self.after_eq(cx, row)?;
        let (text, extra) = string(cx, row, tokens)?;
        let Some(extra) = extra.into_iter().next() else {
            return Some(text);
        };
        if is_punct(&extra, ',') {
            cx.error(
                extra.span(),
                format_args!("`{}` takes one string: write `{}`", row.name, row.usage),
            );
        } else {
            cx.error(
                extra.span(),
                format_args!("expected `,` after the string of `{}`", row.name),
            );
        }
        None
    }

    /// `key = "..."` or `key("...", args)`
    fn format(self, cx: &Ctxt, row: &Row) -> Option<FormatArgs> {
        match self.value {
            Value::Paren(group) if row.usage.contains("args") => {
                if group.stream().is_empty() {
                    cx.error(
                        group.span(),
                        format_args!("`{}` needs a string: write `{}`", row.name, row.usage),
                    );
                    return None;
                }
                let (literal, args) = string(cx, row, group.stream())?;
                Some(FormatArgs { literal, args })
            }
            _ => Some(FormatArgs {
                literal: self.text(cx, row)?,
                args: TokenStream::new(),
            }),
        }
    }

    /// `key = EXPR`
    fn expr(self, cx: &Ctxt, row: &Row) -> Option<TokenStream> {
        self.after_eq(cx, row)
    }

    /// `key = path`
    fn path(self, cx: &Ctxt, row: &Row) -> Option<Path> {
        let tokens = self.after_eq(cx, row)?;
        if let Ok(path) = syn::parse2(tokens.clone()) {
            return Some(path);
        }
        let quoted = syn::parse2::<LitStr>(tokens.clone()).ok();
        let quoted = quoted.and_then(|text| text.parse::<Path>().ok());
        cx.error_spanned(
            tokens,
            format_args!("expected a path, without quotes: write `{}`", row.usage),
        );
        // It is what was meant, so nothing else need complain.
        quoted
    }

    /// `key(name = EXPR, "other-name" = EXPR)`
    fn pairs(self, cx: &Ctxt, row: &Row) -> Vec<Pair> {
        let Value::Paren(group) = self.value else {
            cx.error(
                self.name.span(),
                format_args!("`{}` takes a list: write `{}`", row.name, row.usage),
            );
            return Vec::new();
        };
        let runs = split(group.stream(), starts_item);
        if runs.is_empty() {
            cx.error(
                group.span(),
                format_args!("`{}` is empty: write `{}`", row.name, row.usage),
            );
        }
        runs.iter().filter_map(|run| pair(cx, row, run)).collect()
    }

    fn after_eq(self, cx: &Ctxt, row: &Row) -> Option<TokenStream> {
        let (name, usage) = (row.name, row.usage);
        match self.value {
            Value::Eq(_, value) if !value.is_empty() => return Some(value),
            Value::Eq(eq, _) => {
                cx.error(eq, format_args!("`{name}` needs a value: write `{usage}`"))
            }
            Value::None => cx.error(
                self.name.span(),
                format_args!("`{name}` needs a value: write `{usage}`"),
            ),
            Value::Paren(group) => cx.error(
                group.span_open(),
                format_args!("`{name}` takes its value behind `=`: write `{usage}`"),
            ),
            Value::Other(tokens) => {
                if let Some(token) = tokens.into_iter().next() {
                    cx.error(
                        token.span(),
                        format_args!("expected `=` after `{name}`: write `{usage}`"),
                    );
                }
            }
        }
        None
    }
}

/// A string literal that is not empty, and what stands behind it.
fn string(cx: &Ctxt, row: &Row, tokens: TokenStream) -> Option<(LitStr, TokenStream)> {
    let (name, usage) = (row.name, row.usage);
    let mut rest = tokens.clone().into_iter();
    let literal = rest.next().map(TokenTree::into_token_stream)?;
    let Ok(text) = syn::parse2::<LitStr>(literal) else {
        cx.error_spanned(
            ungrouped(tokens),
            format_args!("`{name}` takes a string literal: write `{usage}`"),
        );
        return None;
    };
    // An empty JSON pointer is the whole document.
    if text.value().is_empty() && row.key != Key::Pointer {
        cx.error(
            text.span(),
            format_args!("`{name}` is empty: write `{usage}`, or leave the key out"),
        );
        return None;
    }
    if !text.suffix().is_empty() {
        cx.error(text.span(), "a string takes no suffix: leave it out");
        return None;
    }
    Some((text, rest.collect()))
}

fn pair(cx: &Ctxt, row: &Row, run: &Run) -> Option<Pair> {
    let usage = row.usage;
    let [name, rest @ ..] = run.tokens.as_slice() else {
        if let Some(comma) = run.comma {
            cx.error(
                comma,
                format_args!("expected a name after the comma: write `{usage}`"),
            );
        }
        return None;
    };
    let literal = match name {
        TokenTree::Ident(ident) => {
            use syn::ext::IdentExt as _;
            Some(LitStr::new(&ident.unraw().to_string(), ident.span()))
        }
        token => syn::parse2(token.to_token_stream()).ok(),
    };
    let Some(name) = literal.filter(|name| !name.value().is_empty()) else {
        cx.error(
            name.span(),
            format_args!("expected a name, which is not empty: write `{usage}`"),
        );
        return None;
    };
    match rest {
        [_, value @ ..] if starts_with_eq(rest) && !value.is_empty() => Some(Pair {
            name,
            value: value.iter().cloned().collect(),
        }),
        _ => {
            cx.error(
                name.span(),
                format_args!("`{}` needs a value: write `{usage}`", name.value()),
            );
            None
        }
    }
}
