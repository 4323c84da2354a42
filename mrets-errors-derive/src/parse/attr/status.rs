//! `#[status(...)]`, on a variant or on the type.

use super::item::{FormatArgs, Item, Pair};
use super::keys::{LIKE, Member, STATUS, StatusKey, Written};
use super::status_arg::{StatusArg, is_call, is_status, parse_status_arg};
use super::text::{ConstText, Str, TextOrExpr, evaluate};
use super::{Attr, arguments};
use crate::parse::list::{Run, split};
use crate::parse::tokens::{bare, is_punct, starts_with_eq, stream};
use crate::report::ctxt::Ctxt;
use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::spanned::Spanned as _;

/// `#[status(...)]`, as written.
pub(crate) struct StatusAttr {
    /// The first item; `None` if it is broken, which is reported.
    pub(crate) status: Option<StatusArg>,
    pub(crate) keys: Keys,
}

/// The keys of one `#[status(...)]`.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) title: Option<ConstText>,
    pub(crate) detail: Option<FormatArgs>,
    pub(crate) expose: bool,
    pub(crate) display: Option<FormatArgs>,
    pub(crate) code: Option<TextOrExpr>,
    pub(crate) id: Option<TokenStream>,
    pub(crate) members: Vec<(Member, FormatArgs)>,
    pub(crate) meta: Vec<Pair>,
    pub(crate) headers: Vec<Pair>,
    pub(crate) retry_after: Option<TokenStream>,
    pub(crate) retry: Option<Str>,
    pub(crate) challenge: Option<Str>,
    pub(crate) log: Option<Str>,
    pub(crate) grpc: Option<Str>,
    /// Every key in the order written, for rules about keys that exclude each other.
    pub(crate) written: Vec<Written<StatusKey>>,
    /// Whether a key is refused, which is reported.
    pub(crate) has_refused: bool,
}

const STARTS_WITH_STATUS: &str = "`#[status]` starts with a status: write `#[status(404)]`";

impl StatusAttr {
    /// The type's or the variant's one `#[status]`, if there is one.
    pub(crate) fn find(cx: &Ctxt, attrs: &[Attr<'_>]) -> Option<Self> {
        let mut found = attrs.iter().filter(|attr| attr.is("status"));
        let attr = found.next()?;
        let this = Self::from_attr(cx, attr);
        for second in found {
            let message = if matches!(this.status, Some(StatusArg::Transparent(_)))
                || is_transparent(second)
            {
                "only one `#[status]` is allowed here, and `transparent` takes no keys: leave one out"
            } else {
                "only one `#[status]` is allowed here: put all keys into the first"
            };
            cx.error_spanned(second.original.path(), message);
        }
        Some(this)
    }

    fn from_attr(cx: &Ctxt, attr: &Attr<'_>) -> Self {
        let mut this = Self {
            status: None,
            keys: Keys::default(),
        };
        let Some(tokens) = arguments(cx, attr, "status(404)") else {
            return this;
        };
        let mut runs = with_arguments(split(tokens)).into_iter();
        let Some(first) = runs.next() else {
            cx.error_spanned(attr.original.path(), STARTS_WITH_STATUS);
            return this;
        };
        let mut is_late = false;
        if first.tokens.is_empty() {
            let comma = runs.as_slice().first().and_then(|next| next.comma);
            cx.error(
                comma.unwrap_or_else(|| attr.original.path().span()),
                STARTS_WITH_STATUS,
            );
            is_late = true;
        } else if is_call(&status_tokens(&first)) {
            this.status = parse_status_arg(cx, &status_tokens(&first));
        } else if let Some(item) = Item::from_run(&first).filter(Item::is_like) {
            this.status = parse_like(cx, item);
        } else if let Some((name, value)) = status_with_value(&first) {
            cx.error_spanned(
                value,
                format_args!("`{name}` stands alone, without a value: write `#[status({name})]`"),
            );
            this.status = parse_status_arg(cx, &[name.into()]);
        } else if let Some(item) = Item::from_run(&first).filter(Item::is_key) {
            if let Some(status) = item.status_of_a_key() {
                this.status = parse_named_status(cx, &item, status);
            } else {
                is_late = true;
                cx.error(
                    item.name.span(),
                    format_args!(
                        "the status comes first: write `#[status(404, ...)]`, and `{}` behind it",
                        item.name
                    ),
                );
                this.keys.add(cx, item);
            }
        } else {
            this.status = parse_status_arg(cx, &status_tokens(&first));
        }
        for run in runs {
            match Item::from_run(&run) {
                _ if is_late && is_status(&run.tokens) => {
                    is_late = false;
                    this.status = parse_status_arg(cx, &run.tokens);
                }
                Some(item) if item.is_like() && is_late => {
                    is_late = false;
                    this.status = parse_like(cx, item);
                }
                Some(item) if item.is_like() => cx.error(
                    item.name.span(),
                    "`like` stands in the place of the status: leave one of them out",
                ),
                _ if is_status(&run.tokens) && matches!(this.status, Some(StatusArg::Like(_))) => {
                    cx.error_spanned(
                        stream(&run.tokens),
                        "`like` gives the status, too: leave this one out",
                    );
                }
                _ if is_key_in_quotes(&run) => {
                    if let Some(TokenTree::Literal(key)) = run.tokens.first() {
                        cx.error(key.span(), "a key stands without quotes: leave them out");
                    }
                }
                _ if evaluate(&run.tokens).is_some() => {
                    let usage = if has_arguments(&run) {
                        "detail(\"...\", args)"
                    } else {
                        "detail = \"...\""
                    };
                    cx.error_spanned(
                        stream(&run.tokens),
                        format_args!("a text stands behind its key: write `{usage}`"),
                    );
                }
                // `.field` is as likely the value of a key.
                _ if is_status(&run.tokens) && !starts_with_dot(&run) && this.status.is_some() => {
                    cx.error_spanned(
                        stream(&run.tokens),
                        "a status stands first already: leave one of the two out",
                    );
                }
                Some(item) => this.keys.add(cx, item),
                None if starts_with_dot(&run) => cx.error_spanned(
                    stream(&run.tokens),
                    "a value stands behind its key, as in `id = .field`, or first, if it decides the status",
                ),
                None => STATUS.expected(cx, &run),
            }
        }
        this
    }
}

fn starts_with_dot(run: &Run) -> bool {
    run.tokens.first().is_some_and(|first| is_punct(first, '.'))
}

/// Whether an attribute is `#[status(transparent)]`.
fn is_transparent(attr: &Attr<'_>) -> bool {
    attr.original
        .parse_args::<Ident>()
        .is_ok_and(|word| word == "transparent")
}

/// Whether it is `"title" = ...`.
fn is_key_in_quotes(run: &Run) -> bool {
    matches!(run.tokens.as_slice(), [TokenTree::Literal(_), rest @ ..] if starts_with_eq(rest))
}

/// The name and the value of a status that takes none.
fn status_with_value(run: &Run) -> Option<(Ident, TokenStream)> {
    let item = Item::from_run(run)?;
    let value = item.value_of_a_status()?;
    Some((item.name, value))
}

/// Whether it is a text with arguments, which [`with_arguments`] has joined.
fn has_arguments(run: &Run) -> bool {
    run.tokens.iter().any(|token| is_punct(token, ','))
}

/// Joins a text and the arguments behind it, as in `404, detail = "{}", .id`, so that this mistake is reported
/// once.
fn with_arguments(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        let is_argument = matches!(run.tokens.first(), Some(TokenTree::Punct(_)));
        let is_first = out.len() < 2;
        match out.last_mut() {
            Some(last)
                if is_argument
                    && !is_first
                    && (evaluate(&last.tokens).is_some()
                        || Item::from_run(last).is_some_and(|item| item.is_text())) =>
            {
                let mut comma = Punct::new(',', Spacing::Alone);
                comma.set_span(run.comma.unwrap_or_else(Span::call_site));
                last.tokens.push(comma.into());
                last.tokens.extend(run.tokens);
            }
            _ => out.push(run),
        }
    }
    out
}

fn status_tokens(run: &Run) -> Vec<TokenTree> {
    bare(&run.tokens)
}

/// Parses `like = .kind`.
fn parse_like(cx: &Ctxt, item: Item) -> Option<StatusArg> {
    let value = item.expr(cx, &LIKE)?;
    let mut tokens = value.clone().into_iter();
    let (first, second) = (tokens.next(), tokens.next());
    match (&first, &second) {
        (Some(TokenTree::Punct(dot)), None) if dot.as_char() == '.' => {
            cx.error(
                dot.span(),
                "a field's name stands behind the dot: write `like = .kind`",
            );
            None
        }
        (Some(TokenTree::Literal(_)), None) => {
            cx.error_spanned(
                value,
                "`like` takes an expression that gives a MretsError: write `like = .kind`, \
                 or a status without `like`",
            );
            None
        }
        _ => Some(StatusArg::Like(value)),
    }
}

/// Parses `status = 404` and `code = 404`, which mean `404`.
fn parse_named_status(cx: &Ctxt, item: &Item, status: &[TokenTree]) -> Option<StatusArg> {
    let written: TokenStream = status.iter().cloned().collect();
    cx.error(
        item.name.span(),
        format_args!("the status stands first, without a name: write `#[status({written})]`"),
    );
    parse_status_arg(cx, status)
}

impl Keys {
    /// The place of a key.
    pub(crate) fn span_of(&self, wanted: StatusKey) -> Option<Span> {
        let mut written = self.written.iter();
        written
            .find(|written| written.row.key == wanted)
            .map(|written| written.span)
    }

    fn add(&mut self, cx: &Ctxt, item: Item) {
        let Some(row) = item.row(cx, &STATUS, &mut self.written) else {
            self.has_refused = true;
            return;
        };
        let key = &row.syntax;
        match row.key {
            StatusKey::Title => self.title = item.text_or_const(cx, key),
            StatusKey::Detail => self.detail = item.format(cx, key),
            StatusKey::Expose => self.expose = item.flag(cx, key),
            StatusKey::Display => self.display = item.format(cx, key),
            StatusKey::Code => self.code = item.text_or_expr(cx, key),
            StatusKey::Id => self.id = item.expr(cx, key),
            StatusKey::Member(member) => {
                let text = item.format(cx, key);
                self.has_refused |= text.is_none();
                self.members.extend(text.map(|text| (member, text)));
            }
            StatusKey::Meta => self.meta = item.pairs(cx, key),
            StatusKey::Headers => self.headers = item.pairs(cx, key),
            StatusKey::RetryAfter => self.retry_after = item.expr(cx, key),
            StatusKey::Retry => self.retry = item.text(cx, key),
            StatusKey::Challenge => self.challenge = item.text(cx, key),
            StatusKey::Log => self.log = item.text(cx, key),
            StatusKey::Grpc => self.grpc = item.text(cx, key),
        }
    }
}
