//! The rules across keys, fields and variants, one function each; what passes is a [`Model`].

mod decode;
mod docs;

use crate::format::{Text, Value, constant, no_field};
use crate::model::{Answer, Detail, Kind, Model, Reply, Status};
use crate::parse::ast::{DisplayOwner, Field, Input, Variant};
use crate::parse::attr::{Case, First, Fixed, FormatArgs, Pair, StatusAttr, StatusKey};
use crate::report::ctxt::Ctxt;
use crate::status::by_number;
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::LitStr;

/// Checks the input. The model lacks the variants in which a mistake was found.
pub(crate) fn check<'a>(cx: &Ctxt, input: &'a Input<'a>) -> Model<'a> {
    media_type_is_one(cx, input);
    if let Some(challenge) = &input.attrs.challenge {
        header_value(cx, challenge);
    }
    docs::is_url(cx, input);
    let replies = input
        .variants
        .iter()
        .filter_map(|variant| reply(cx, input, variant))
        .collect();
    if input.attrs.decode {
        decode::code_finds_variant(cx, input);
    } else {
        decode::nothing_to_skip(cx, input);
        same_code_same_meaning(cx, input);
    }
    Model { input, replies }
}

fn reply<'a>(cx: &Ctxt, input: &'a Input<'a>, variant: &'a Variant<'a>) -> Option<Reply<'a>> {
    let attr = status_of(input, variant);
    if let Some(attr) = attr
        && let Some(First::Transparent(span)) = attr.first
    {
        transparent_stands_alone(cx, attr);
        let field = transparent_field(cx, span, variant)?;
        return Some(Reply {
            variant,
            // The field's own.
            source: None,
            from: owned(input, || from_field(cx, variant)),
            kind: Kind::Transparent(field),
        });
    }
    let source = owned(input, || source_field(cx, variant));
    let from = owned(input, || from_field(cx, variant));
    let errors = errors_field(cx, variant);
    let Some(attr) = attr else {
        missing_status(cx, input, variant);
        return None;
    };
    let fixed = match attr.first {
        Some(First::Fixed(fixed)) => Some(fixed),
        _ => None,
    };
    // Keys have mistakes of their own, whether the status is one or not.
    let mut answer = answer(cx, input, variant, attr, fixed);
    answer.errors = errors;
    if let First::Field(token) = attr.first.as_ref()? {
        answer.status = Status::Field(status_field(cx, token, variant)?);
    }
    if input.attrs.decode {
        answer.restored = decode::restored(variant, &answer);
    }
    Some(Reply {
        variant,
        source,
        from,
        kind: Kind::Own(Box::new(answer)),
    })
}

/// The variant's own `#[status]`, else the enum-wide one.
fn status_of<'a>(input: &'a Input<'a>, variant: &'a Variant<'a>) -> Option<&'a StatusAttr> {
    variant.status.as_ref().or(input.default.as_ref())
}

/// A field that `Error` or `From` reads, where they are ours.
fn owned<T>(input: &Input<'_>, find: impl FnOnce() -> Option<T>) -> Option<T> {
    match input.display {
        DisplayOwner::Us => find(),
        DisplayOwner::Other => None,
    }
}

/// The keys, with every default filled in; `fixed` is none where a field holds the status.
fn answer<'a>(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &'a Variant<'a>,
    attr: &'a StatusAttr,
    fixed: Option<Fixed>,
) -> Answer<'a> {
    let keys = &attr.keys;
    if let Some(fixed) = fixed {
        not_modified_has_no_body(cx, variant, attr, fixed);
        required_headers(cx, attr, fixed);
        challenge_needs_401(cx, attr, fixed);
    }
    let text = |args: &'a Option<FormatArgs>| {
        args.as_ref()
            .and_then(|args| Text::resolve(cx, args, variant))
    };
    let value = |tokens: &Option<proc_macro2::TokenStream>| {
        tokens
            .as_ref()
            .and_then(|tokens| Value::resolve(cx, tokens.clone(), variant))
    };
    let headers = headers(cx, &keys.headers, variant);
    Answer {
        status: Status::Fixed(fixed.map_or(500, |fixed| fixed.status)),
        title: title(cx, keys.title.as_ref(), fixed),
        detail: detail(cx, input, variant, attr, fixed),
        expose: keys.expose,
        display: display(cx, input, variant, attr),
        code: code(cx, input, variant, keys.code.as_ref()),
        id: value(&keys.id),
        pointer: text(&keys.pointer),
        parameter: text(&keys.parameter),
        header: text(&keys.header),
        about: text(&keys.about),
        type_: text(&keys.type_).or_else(|| docs::link(input, variant)),
        meta: meta(cx, input, variant, &keys.meta, fixed),
        challenge: challenge(cx, input, attr, fixed, &headers),
        headers,
        retry_after: value(&keys.retry_after),
        errors: None,
        restored: Vec::new(),
    }
}

/// `media_type` becomes the Content-Type, RFC 9110, 8.3.
fn media_type_is_one(cx: &Ctxt, input: &Input<'_>) {
    let Some(literal) = &input.attrs.media_type else {
        return;
    };
    let value = literal.value();
    let essence = value.split(';').next().unwrap_or_default().trim_end();
    let is_media_type = essence
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    if is_media_type {
        header_value(cx, literal);
    } else {
        cx.error(
            literal.span(),
            "not a media type: write `media_type = \"application/json\"`",
        );
    }
}

/// A token, RFC 9110, 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn header_value(cx: &Ctxt, literal: &LitStr) {
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

fn missing_status(cx: &Ctxt, input: &Input<'_>, variant: &Variant<'_>) {
    let ident = variant.ident;
    if input.is_enum() {
        cx.error(
            ident.span(),
            format_args!(
                "`{ident}` has no status: write `#[status(404)]` on it, \
                 or `#[status(500)]` on the enum for all variants that have none"
            ),
        );
    } else {
        cx.error(
            ident.span(),
            format_args!("`{ident}` has no status: write `#[status(404)]` on it"),
        );
    }
}

fn transparent_stands_alone(cx: &Ctxt, attr: &StatusAttr) {
    if let Some((_, name)) = attr.keys.written.first() {
        cx.error(
            name.span(),
            format_args!(
                "`transparent` takes no keys, the field answers for the variant: \
                 leave `{name}` out, or give a status instead"
            ),
        );
    }
}

fn transparent_field<'a>(cx: &Ctxt, span: Span, variant: &'a Variant<'a>) -> Option<&'a Field<'a>> {
    let [field] = variant.fields.as_slice() else {
        let at = if variant.status.is_some() {
            span
        } else {
            variant.ident.span()
        };
        cx.error(
            at,
            format_args!(
                "`transparent` needs exactly one field, a MretsError that answers; \
                 `{}` has {}",
                variant.ident,
                variant.fields.len()
            ),
        );
        return None;
    };
    let attrs = &field.attrs;
    for (name, misplaced) in [
        ("source", attrs.source),
        ("errors", attrs.errors),
        ("meta", attrs.meta),
    ] {
        if let Some(at) = misplaced {
            cx.error(
                at,
                format_args!("`#[{name}]` says nothing in a transparent variant: leave it out"),
            );
        }
    }
    Some(field)
}

/// `.status`, a field of this variant.
fn status_field<'a>(
    cx: &Ctxt,
    token: &proc_macro2::TokenTree,
    variant: &'a Variant<'a>,
) -> Option<&'a Field<'a>> {
    let name = token.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    let field = variant.field(name);
    if field.is_none() {
        cx.error(token.span(), no_field(name, variant));
    }
    field
}

/// A title names the kind of problem; it does not vary between occurrences (JSON:API).
fn title(cx: &Ctxt, literal: Option<&LitStr>, fixed: Option<Fixed>) -> Option<String> {
    if let Some(literal) = literal {
        let title = constant(cx, literal);
        if title.is_none() {
            cx.error(
                literal.span(),
                "a title does not vary between occurrences: put the placeholder into `detail`, \
                 or write `{{` for a brace",
            );
        }
        return title;
    }
    let fixed = fixed?;
    let known = fixed.known();
    if known.is_none() {
        cx.error(
            fixed.span,
            format_args!(
                "{status} is not registered and has no title of its own: \
                 write `#[status({status}, title = \"...\")]`",
                status = fixed.status
            ),
        );
    }
    known.map(|known| known.title.to_owned())
}

fn detail<'a>(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &'a Variant<'a>,
    attr: &'a StatusAttr,
    fixed: Option<Fixed>,
) -> Detail<'a> {
    let description = fixed
        .and_then(Fixed::known)
        .and_then(|known| known.description);
    if let Some(args) = &attr.keys.detail {
        let Some(text) = Text::resolve(cx, args, variant) else {
            return Detail::Description(description);
        };
        private_detail(cx, input, args, &text, attr, fixed);
        endless_display(cx, input, args, &text);
        return Detail::Written(text);
    }
    let is_client_error = fixed.is_none_or(|fixed| (400..500).contains(&fixed.status));
    match input.display {
        DisplayOwner::Other if is_client_error => Detail::Message {
            fallback: description,
        },
        _ if fixed.is_some_and(|fixed| fixed.status == 304) => Detail::Description(None),
        _ => Detail::Description(description),
    }
}

/// Nothing private leaves in a 5xx, unless `expose` says so.
fn private_detail(
    cx: &Ctxt,
    input: &Input<'_>,
    args: &FormatArgs,
    text: &Text<'_>,
    attr: &StatusAttr,
    fixed: Option<Fixed>,
) {
    if text.is_format() && !attr.keys.expose && fixed.is_some_and(Fixed::is_server_error) {
        let instead = match input.display {
            DisplayOwner::Us => "write `display = \"...\"` for logs alone",
            DisplayOwner::Other => "leave it out, logs show the type's own message",
        };
        cx.error(
            args.literal.span(),
            format_args!(
                "the detail of a 5xx reaches clients: {instead}, or add `expose` to disclose \
                 the fields"
            ),
        );
    }
}

/// `{self}` in our own Display would call itself.
fn endless_display(cx: &Ctxt, input: &Input<'_>, args: &FormatArgs, text: &Text<'_>) {
    if text.shows_self() && input.display == DisplayOwner::Us {
        cx.error(
            args.literal.span(),
            "`{self}` shows this very text, without end: name fields, or write `{self:?}`",
        );
    }
}

fn display<'a>(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &'a Variant<'a>,
    attr: &'a StatusAttr,
) -> Option<Text<'a>> {
    let args = attr.keys.display.as_ref()?;
    if input.display == DisplayOwner::Other {
        if let Some(name) = written(attr, StatusKey::Display) {
            cx.error(
                name.span(),
                "`Display` is not written by this derive here: change the text where it is, \
                 or write `detail` for what clients read",
            );
        }
        return None;
    }
    let text = Text::resolve(cx, args, variant)?;
    endless_display(cx, input, args, &text);
    Some(text)
}

fn code(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &Variant<'_>,
    literal: Option<&LitStr>,
) -> Option<String> {
    if let Some(literal) = literal {
        let code = constant(cx, literal);
        if code.is_none() {
            cx.error(
                literal.span(),
                "a code does not vary between occurrences: put the placeholder into `detail`",
            );
        }
        return code;
    }
    input
        .attrs
        .codes
        .map(|case: Case| case.apply(&variant.name()))
}

fn meta<'a>(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &'a Variant<'a>,
    pairs: &[Pair],
    fixed: Option<Fixed>,
) -> Vec<(String, Value<'a>)> {
    let mut members: Vec<(String, Value<'a>)> = Vec::new();
    for pair in pairs {
        let name = pair.name.value();
        if members.iter().any(|(known, _)| *known == name) {
            cx.error(
                pair.name.span(),
                format_args!("duplicate member `{name}` of `meta`: give one another name"),
            );
        }
        if let Some(value) = Value::resolve(cx, pair.value.clone(), variant) {
            members.push((name, value));
        }
    }
    let sent_by_decode = if input.attrs.decode {
        decode::sent(variant, fixed)
    } else {
        Vec::new()
    };
    for field in &variant.fields {
        let name = field.name();
        if let Some(span) = field.attrs.meta {
            if members.iter().any(|(known, _)| *known == name) {
                cx.error(
                    span,
                    format_args!(
                        "`meta({name} = ...)` gives this member of `meta` already: leave one out"
                    ),
                );
            }
        } else if sent_by_decode.contains(&field.index) {
            let written = pairs.iter().find(|pair| pair.name.value() == name);
            if let Some(pair) = written {
                cx.error(
                    pair.name.span(),
                    format_args!(
                        "`decode` puts the field `{name}` into `meta` by this name: leave this out, \
                         or give it another name"
                    ),
                );
            }
        } else {
            continue;
        }
        if input.attrs.decode {
            decode::borrows_nothing(cx, field);
        }
        members.push((name, Value::of_field(field)));
    }
    members.sort_by(|(a, _), (b, _)| a.cmp(b));
    members
}

fn headers<'a>(cx: &Ctxt, pairs: &[Pair], variant: &'a Variant<'a>) -> Vec<(String, Value<'a>)> {
    pairs
        .iter()
        .filter_map(|pair| {
            let name = pair.name.value().to_ascii_lowercase();
            let message = match name.as_str() {
                "content-type" => {
                    Some("the Content-Type is not set here: write `#[mrets(media_type = \"...\")]` on the type")
                }
                "content-length" | "transfer-encoding" => {
                    Some("the server sets this header, by the body that it sends: leave it out")
                }
                name if !is_token(name) => {
                    Some("not a header's name: write one like `\"Retry-After\"`")
                }
                _ => None,
            };
            if let Some(message) = message {
                cx.error(pair.name.span(), message);
            }
            let value = Value::resolve(cx, pair.value.clone(), variant)?;
            Some((name, value))
        })
        .collect()
}

/// A 401 must carry a challenge, RFC 9110, 15.5.2; a status known only at run time may be one.
fn challenge(
    cx: &Ctxt,
    input: &Input<'_>,
    attr: &StatusAttr,
    fixed: Option<Fixed>,
    headers: &[(String, Value<'_>)],
) -> Option<String> {
    if let Some(literal) = &attr.keys.challenge {
        header_value(cx, literal);
        return Some(literal.value());
    }
    let may_be_401 = fixed.is_none_or(|fixed| fixed.status == 401);
    let is_written = headers.iter().any(|(name, _)| name == "www-authenticate");
    (may_be_401 && !is_written).then(|| match &input.attrs.challenge {
        Some(literal) => literal.value(),
        None => "ApiKey".to_owned(),
    })
}

fn challenge_needs_401(cx: &Ctxt, attr: &StatusAttr, fixed: Fixed) {
    if fixed.status != 401
        && let Some(name) = written(attr, StatusKey::Challenge)
    {
        cx.error(
            name.span(),
            format_args!(
                "`challenge` is the WWW-Authenticate of a 401: leave it out of a {}",
                fixed.status
            ),
        );
    }
}

/// A 304 has no content, RFC 9110, 15.4.5.
fn not_modified_has_no_body(cx: &Ctxt, variant: &Variant<'_>, attr: &StatusAttr, fixed: Fixed) {
    if fixed.status != 304 {
        return;
    }
    for (key, name) in &attr.keys.written {
        if !matches!(key, StatusKey::Headers | StatusKey::Display) {
            cx.error(
                name.span(),
                format_args!(
                    "a 304 has no body: leave `{name}` out, it takes `headers` and `display` alone"
                ),
            );
        }
    }
    for field in &variant.fields {
        for (name, span) in [("errors", field.attrs.errors), ("meta", field.attrs.meta)] {
            if let Some(span) = span {
                cx.error(
                    span,
                    format_args!("a 304 has no body: leave `#[{name}]` out"),
                );
            }
        }
    }
}

/// What RFC 9110 demands of a status that we cannot fill in.
fn required_headers(cx: &Ctxt, attr: &StatusAttr, fixed: Fixed) {
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
    // A broken list is reported by itself.
    let is_broken = written(attr, StatusKey::Headers).is_some() && attr.keys.headers.is_empty();
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

fn written(attr: &StatusAttr, wanted: StatusKey) -> Option<&Ident> {
    let mut written = attr.keys.written.iter();
    written
        .find(|(key, _)| *key == wanted)
        .map(|(_, name)| name)
}

/// The field behind `source()`: `#[from]`, `#[source]`, or one of that name.
fn source_field<'a>(cx: &Ctxt, variant: &'a Variant<'a>) -> Option<&'a Field<'a>> {
    let fields = || {
        variant
            .fields
            .iter()
            .filter(|field| field.attrs.errors.is_none())
    };
    let mut marked = fields().filter_map(|field| {
        let span = field.attrs.source.or(field.attrs.from)?;
        Some((field, span))
    });
    let first = marked.next();
    for (_, span) in marked {
        cx.error(
            span,
            "an error has one source, and another field is it already: keep one of the two",
        );
    }
    let field = first
        .map(|(field, _)| field)
        .or_else(|| fields().find(|field| field.name() == "source"))?;
    source_outlives_everything(cx, field);
    Some(field)
}

/// `source()` returns a `dyn Error + 'static`.
fn source_outlives_everything(cx: &Ctxt, field: &Field<'_>) {
    let mut tokens = field.ty().to_token_stream().into_iter().peekable();
    while let Some(token) = tokens.next() {
        if let (proc_macro2::TokenTree::Punct(punct), Some(name)) = (&token, tokens.peek())
            && punct.as_char() == '\''
            && name.to_string() != "static"
        {
            cx.error_spanned(
                field.ty(),
                format_args!(
                    "a source outlives every borrow, `Error::source` returns `dyn Error + 'static`: \
                     `'{name}` cannot stand in it"
                ),
            );
            return;
        }
    }
}

/// The field that `From` takes; the variant has no other, since nothing else could fill it.
fn from_field<'a>(cx: &Ctxt, variant: &'a Variant<'a>) -> Option<&'a Field<'a>> {
    let mut fields = variant.fields.iter();
    let (field, span) = fields.find_map(|field| Some((field, field.attrs.from?)))?;
    // A second source is reported as that.
    let sources = variant.fields.iter().filter(|field| {
        let attrs = &field.attrs;
        attrs.errors.is_none() && attrs.source.or(attrs.from).is_some()
    });
    if sources.count() < 2 && variant.fields.len() > 1 {
        cx.error(
            span,
            "`From` could not fill the other fields: make this the only field, \
             or write `#[source]` and build the variant by hand",
        );
        return None;
    }
    Some(field)
}

fn errors_field<'a>(cx: &Ctxt, variant: &'a Variant<'a>) -> Option<&'a Field<'a>> {
    let mut marked = variant
        .fields
        .iter()
        .filter_map(|field| Some((field, field.attrs.errors?)));
    let (first, _) = marked.next()?;
    for (_, span) in marked {
        cx.error(
            span,
            "a variant has one `#[errors]` field: collect all errors in that",
        );
    }
    Some(first)
}

/// Clients tell errors apart by their code, so one code has one meaning.
fn same_code_same_meaning(cx: &Ctxt, input: &Input<'_>) {
    struct Meaning<'a> {
        code: &'a LitStr,
        status: u16,
        title: String,
    }
    let mut known: Vec<Meaning<'_>> = Vec::new();
    for variant in &input.variants {
        let Some(attr) = status_of(input, variant) else {
            continue;
        };
        let (Some(code), Some(First::Fixed(fixed))) = (&attr.keys.code, &attr.first) else {
            continue;
        };
        let status = fixed.status;
        let title = match &attr.keys.title {
            Some(title) => title.value(),
            None => by_number(status).map_or_else(String::new, |known| known.title.to_owned()),
        };
        let meaning = Meaning {
            code,
            status,
            title,
        };
        match known
            .iter()
            .find(|other| other.code.value() == code.value())
        {
            None => known.push(meaning),
            Some(other) if other.status == status && other.title == meaning.title => {}
            Some(other) => {
                let code = code.value();
                for (here, there) in [(other, &meaning), (&meaning, other)] {
                    cx.error(
                        here.code.span(),
                        format_args!(
                            "the code `{code}` means {} \"{}\" here and {} \"{}\" on line {}: \
                             give one of them another code",
                            here.status,
                            here.title,
                            there.status,
                            there.title,
                            there.code.span().start().line
                        ),
                    );
                }
            }
        }
    }
}
