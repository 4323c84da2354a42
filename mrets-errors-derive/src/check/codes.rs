//! Codes, by which clients tell errors apart.

use crate::model::{self, Answer, Model, ReplyKind, Status};
use crate::parse::ast::Input;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::status_arg::StatusArg;
use crate::parse::attr::text::{ConstText, TextOrExpr};
use crate::report::ctxt::Ctxt;
use crate::report::place;
use proc_macro2::Span;
use syn::spanned::Spanned as _;

/// A code, and the place that gives it.
pub(super) struct Code<'m, 'a> {
    pub(super) text: String,
    pub(super) variant: &'a Variant<'a>,
    pub(super) answer: &'m Answer<'a>,
    pub(super) span: Span,
    /// Whether it is the status as text, which nobody wrote.
    is_default: bool,
}

/// The codes that the macro knows, in the order of the variants.
pub(super) fn known<'m, 'a>(model: &'m Model<'a>) -> Vec<Code<'m, 'a>> {
    let mut codes = Vec::new();
    for reply in &model.replies {
        // Without a body there is no code.
        if let ReplyKind::Own(answer) = &reply.kind
            && !matches!(answer.status, Status::Fixed(304))
            && let Some(code) = answer.code()
            && let Some(text) = code.text()
        {
            codes.push(Code {
                text: text.to_owned(),
                variant: reply.variant,
                answer,
                span: place(model.input, reply.variant),
                is_default: matches!(answer.code, model::Code::Default),
            });
        }
    }
    codes
}

/// The token that decides a variant's code.
pub(super) fn place(input: &Input<'_>, variant: &Variant<'_>) -> Span {
    let by_name = variant.ident.span();
    // An enum-wide attribute belongs to many variants.
    let Some(attr) = &variant.status else {
        return match input.status_of(variant).map(|attr| &attr.keys.code) {
            Some(Some(TextOrExpr::Text(ConstText::Literal(code)))) if !input.attrs.decode => {
                code.span()
            }
            _ => by_name,
        };
    };
    match (&attr.keys.code, &attr.status) {
        (Some(TextOrExpr::Text(ConstText::Literal(code))), _) => code.span(),
        (None, Some(StatusArg::Value(value))) => value.span(),
        (None, Some(StatusArg::Fixed(fixed))) if input.attrs.codes.is_none() => fixed.span,
        _ => by_name,
    }
}

/// One code has one status and one title, whatever gave the code. The status as text is the code of many
/// errors, which their titles tell apart.
pub(super) fn one_code_one_meaning(cx: &Ctxt, model: &Model<'_>) {
    // `decode` has a stricter rule: no two codes may be equal.
    if model.input.attrs.decode {
        return;
    }
    let codes = known(model);
    for (index, this) in codes.iter().enumerate() {
        let before = codes.iter().take(index);
        let mut same = before.filter(|other| other.text == this.text);
        if let Some(other) = same.next()
            && !have_one_meaning(this, other)
        {
            for (here, there) in [(other, this), (this, other)] {
                cx.error(
                    here.span,
                    format_args!(
                        "the code `{}` means {} here and {} on line {}: give one of them another code",
                        this.text,
                        meaning(here),
                        meaning(there),
                        place::line(there.span)
                    ),
                );
            }
        }
    }
}

fn have_one_meaning(a: &Code<'_, '_>, b: &Code<'_, '_>) -> bool {
    let same_status = match (&a.answer.status, &b.answer.status) {
        (Status::Fixed(a), Status::Fixed(b)) => a == b,
        _ => true,
    };
    let same_title = match [a, b].map(title) {
        [Some(a), Some(b)] => a == b,
        _ => true,
    };
    same_status && (same_title || (a.is_default && b.is_default))
}

/// The title in the default dialect, if the macro knows it.
fn title(code: &Code<'_, '_>) -> Option<String> {
    let title = code.answer.title()?;
    title.text().map(str::to_owned)
}

fn meaning(code: &Code<'_, '_>) -> String {
    let title = title(code);
    match code.answer.status {
        Status::Fixed(status) => format!("{status} \"{}\"", title.unwrap_or_default()),
        Status::Value(_) | Status::Like(_) => format!("\"{}\"", title.unwrap_or_default()),
    }
}
