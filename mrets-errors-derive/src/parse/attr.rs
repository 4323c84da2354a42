//! The attributes `#[status(...)]` and `#[mrets(...)]` as values, and those of fields.
//!
//! A key is added by a row of the tables in [`keys`], and an arm of [`Keys::add`] or
//! [`MretsAttr::add`].

mod item;
mod keys;
mod status;

pub(crate) use item::{FormatArgs, Pair};
pub(crate) use keys::StatusKey;
pub(crate) use status::{First, Fixed};

use crate::parse::tokens::{split, ungrouped};
use crate::report::ctxt::Ctxt;
use crate::report::suggest::list;
use item::{Item, starts_item};
use keys::{MRETS, MretsKey, STATUS};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use status::{is_status, parse_first};
use syn::spanned::Spanned as _;
use syn::{Attribute, LitStr, Meta, Path};

/// `#[status(...)]`, as written.
pub(crate) struct StatusAttr {
    /// What decides the status; none where that is broken, and reported.
    pub(crate) first: Option<First>,
    pub(crate) keys: Keys,
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
    pub(crate) written: Vec<(StatusKey, Ident)>,
}

const STARTS_WITH_STATUS: &str = "`#[status]` starts with a status: write `#[status(404)]`";

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
            cx.error_spanned(attr.path(), STARTS_WITH_STATUS);
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
        } else if first.tokens.is_empty() {
            let comma = rest.as_ref().and_then(|rest| rest.comma);
            cx.error(comma.unwrap_or(attr.path().span()), STARTS_WITH_STATUS);
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
                None => STATUS.expected(cx, &run),
            }
        }
        Some(this)
    }
}

impl Keys {
    fn add(&mut self, cx: &Ctxt, item: Item) {
        let Some((key, name)) = STATUS.take(cx, &item, &mut self.written) else {
            return;
        };
        match key {
            StatusKey::Title => self.title = item.text(cx, name),
            StatusKey::Detail => self.detail = item.format(cx, name),
            StatusKey::Expose => self.expose = item.flag(cx, name),
            StatusKey::Display => self.display = item.format(cx, name),
            StatusKey::Code => self.code = item.text(cx, name),
            StatusKey::Id => self.id = item.expr(cx, name),
            StatusKey::Pointer => self.pointer = item.format(cx, name),
            StatusKey::Parameter => self.parameter = item.format(cx, name),
            StatusKey::Header => self.header = item.format(cx, name),
            StatusKey::About => self.about = item.format(cx, name),
            StatusKey::Type => self.type_ = item.format(cx, name),
            StatusKey::Meta => self.meta = item.pairs(cx, name),
            StatusKey::Headers => self.headers = item.pairs(cx, name),
            StatusKey::RetryAfter => self.retry_after = item.expr(cx, name),
            StatusKey::Challenge => self.challenge = item.text(cx, name),
        }
    }
}

/// `#[mrets(...)]`, as written; several of them count as one.
#[derive(Default)]
pub(crate) struct MretsAttr {
    pub(crate) codes: Option<Case>,
    pub(crate) challenge: Option<LitStr>,
    pub(crate) media_type: Option<LitStr>,
    pub(crate) docs: Option<LitStr>,
    pub(crate) decode: bool,
    pub(crate) krate: Option<Path>,
    pub(crate) no_display: bool,
    pub(crate) no_response: bool,
    written: Vec<(MretsKey, Ident)>,
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
                    None => MRETS.expected(cx, &run),
                }
            }
        }
        this
    }

    fn add(&mut self, cx: &Ctxt, item: Item) {
        let Some((key, name)) = MRETS.take(cx, &item, &mut self.written) else {
            return;
        };
        match key {
            MretsKey::Codes => {
                let case = item.text(cx, name);
                self.codes = case.and_then(|text| Case::parse(cx, &text));
            }
            MretsKey::Challenge => self.challenge = item.text(cx, name),
            MretsKey::MediaType => self.media_type = item.text(cx, name),
            MretsKey::Docs => self.docs = item.text(cx, name),
            MretsKey::Decode => self.decode = item.flag(cx, name),
            MretsKey::Crate => self.krate = item.path(cx, name),
            MretsKey::NoDisplay => self.no_display = item.flag(cx, name),
            MretsKey::NoResponse => self.no_response = item.flag(cx, name),
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
    /// `#[meta(skip)]`: what `decode` does not send.
    pub(crate) skip: Option<Span>,
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
            if name == "meta"
                && let Meta::List(list) = &attr.meta
                && list.tokens.to_string() == "skip"
            {
                this.skip = Some(list.tokens.span());
                continue;
            }
            let ours = matches!(name.to_string().as_str(), "errors" | "meta");
            if !matches!(attr.meta, Meta::Path(_)) {
                if ours || !owned_elsewhere {
                    let but = if name == "meta" {
                        ": `#[meta(skip)]` is what `decode` leaves out"
                    } else {
                        ""
                    };
                    cx.error_spanned(
                        attr.meta.to_token_stream(),
                        format_args!("`#[{name}]` takes no arguments{but}"),
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
