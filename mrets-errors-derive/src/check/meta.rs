//! The members of `meta`: pairs, marked fields, and what `decode` sends.

use super::decode;
use crate::format::Value;
use crate::parse::ast::{Input, Variant};
use crate::parse::attr::status::StatusAttr;
use crate::report::ctxt::Ctxt;

/// The members, by name.
pub(super) fn members<'a>(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &'a Variant<'a>,
    attr: &StatusAttr,
) -> Vec<(String, Value<'a>)> {
    let written = attr.keys.meta.iter().filter_map(|pair| {
        let value = Value::resolve(cx, pair.value.clone(), variant)?;
        Some((pair.name.value(), value))
    });
    let sent = decode::sent(input, variant, attr);
    let fields = variant
        .fields
        .iter()
        .filter(|field| field.attrs.meta.is_some() || sent.contains(&field.index))
        .map(|field| (field.name(), Value::of_field(field)));
    let mut members: Vec<_> = written.chain(fields).collect();
    members.sort_by(|(a, _), (b, _)| a.cmp(b));
    members
}

pub(super) fn members_are_distinct(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &Variant<'_>,
    attr: &StatusAttr,
) {
    let pairs = &attr.keys.meta;
    for (at, pair) in pairs.iter().enumerate() {
        let name = pair.name.value();
        if pairs
            .iter()
            .take(at)
            .any(|known| known.name.value() == name)
        {
            cx.error(
                pair.name.span(),
                format_args!("duplicate member `{name}` of `meta`: give one another name"),
            );
        }
    }
    let sent = decode::sent(input, variant, attr);
    for field in &variant.fields {
        let name = field.name();
        let Some(pair) = pairs.iter().find(|pair| pair.name.value() == name) else {
            continue;
        };
        if let Some(span) = field.attrs.meta {
            cx.error(
                span,
                format_args!(
                    "`meta({name} = ...)` gives this member of `meta` already: leave one out"
                ),
            );
        } else if sent.contains(&field.index) {
            cx.error(
                pair.name.span(),
                format_args!(
                    "`decode` puts the field `{name}` into `meta` by this name: leave this out, \
                     or give it another name"
                ),
            );
        }
    }
}
