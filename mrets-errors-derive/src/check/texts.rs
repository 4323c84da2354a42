//! Titles, details, `Display`, and the text members of the error object.

use super::headers::is_token_char;
use crate::format::{ConstantPiece, Text};
use crate::model::{Detail, Reply, ReplyKind};
use crate::parse::ast::Input;
use crate::parse::attr::item::FormatArgs;
use crate::parse::attr::keys::{Grammar, StatusKey};
use crate::parse::attr::message::DisplayOwner;
use crate::parse::attr::status::StatusAttr;
use crate::parse::attr::status_arg::{Fixed, StatusArg};
use crate::parse::attr::text::span_within;
use crate::report::ctxt::Ctxt;
use std::ops::Range;

pub(super) fn title_is_known(cx: &Ctxt, attr: &StatusAttr, fixed: Fixed) {
    // A broken title is reported already.
    if fixed.row().is_none() && attr.keys.span_of(StatusKey::Title).is_none() {
        cx.error(
            fixed.span,
            format_args!(
                "{status} is not registered and has no title of its own: \
                 write `#[status({status}, title = \"...\")]`",
                status = fixed.status
            ),
        );
    }
}

pub(super) fn display_is_ours(cx: &Ctxt, input: &Input<'_>, attr: &StatusAttr) {
    if input.display == DisplayOwner::Other
        && let Some(at) = attr.keys.span_of(StatusKey::Display)
    {
        cx.error(
            at,
            "`Display` is not written by this derive here: change the text where it is, \
             or write `detail` for what clients read",
        );
    }
}

/// Nothing private leaves in a 5xx, unless `expose` says so.
pub(super) fn private_details(cx: &Ctxt, input: &Input<'_>, reply: &Reply<'_>) {
    let Some((attr, args, text)) = written_detail(input, reply) else {
        return;
    };
    let is_server_error =
        matches!(&attr.status, Some(StatusArg::Fixed(fixed)) if fixed.is_server_error());
    if text.is_format() && !attr.keys.expose && is_server_error {
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

/// `{self}` in our own `Display` would call itself.
pub(super) fn endless_display(cx: &Ctxt, input: &Input<'_>, reply: &Reply<'_>) {
    if input.display == DisplayOwner::Other {
        return;
    }
    let detail = written_detail(input, reply).map(|(_, args, text)| (args, text));
    let display = match &reply.kind {
        ReplyKind::Own(answer) => {
            let args = input.status_of(reply.variant);
            let args = args.and_then(|attr| attr.keys.display.as_ref());
            args.zip(answer.display.as_ref())
        }
        ReplyKind::Transparent(_) => None,
    };
    for (args, text) in detail.into_iter().chain(display) {
        if text.shows_self() {
            cx.error(
                args.literal.span(),
                "`{self}` shows this very text, without end: name fields, or write `{self:?}`",
            );
        }
    }
}

fn written_detail<'m>(
    input: &'m Input<'_>,
    reply: &'m Reply<'_>,
) -> Option<(&'m StatusAttr, &'m FormatArgs, &'m Text<'m>)> {
    let attr = input.status_of(reply.variant)?;
    let ReplyKind::Own(answer) = &reply.kind else {
        return None;
    };
    let Detail::Written(text) = &answer.detail else {
        return None;
    };
    Some((attr, attr.keys.detail.as_ref()?, text))
}

/// The constant pieces of a text member follow its grammar.
pub(super) fn members_are_well_formed(cx: &Ctxt, input: &Input<'_>, reply: &Reply<'_>) {
    let (Some(attr), ReplyKind::Own(answer)) = (input.status_of(reply.variant), &reply.kind) else {
        return;
    };
    for (member, args) in &attr.keys.members {
        let mut resolved = answer.members.iter();
        let Some((_, text)) = resolved.find(|(known, _)| known == member) else {
            continue;
        };
        let pieces = text.constant_pieces(&args.literal);
        let mistake = match member.grammar {
            Grammar::Any => None,
            Grammar::Pointer => pointer_mistake(&pieces),
            Grammar::HeaderName => header_mistake(&pieces),
            Grammar::Uri => uri_mistake(&pieces),
        };
        if let Some((place, message)) = mistake {
            let whole = args.literal.span();
            let at = place.map_or(whole, |place| span_within(&args.literal, place));
            cx.error(at, message);
        }
    }
}

/// The bytes in the literal, if they are known, and the message.
type Mistake = (Option<Range<usize>>, String);

/// A JSON pointer is empty, or each of its segments stands behind a `/`; `~` is `~0`, `/` is `~1`.
fn pointer_mistake(pieces: &[ConstantPiece<'_>]) -> Option<Mistake> {
    let start = pieces.first().filter(|first| !first.is_behind_value);
    let start = start.map(|first| first.text);
    if !start.is_some_and(|start| start.is_empty() || start.starts_with('/')) {
        let message = if start.is_some_and(|start| start.starts_with('#')) {
            "a pointer of JSON:API has no `#`, which belongs to URIs: start it with the `/`"
        } else {
            "a JSON pointer starts with `/` (RFC 6901, 3): write it like `/data/attributes/name`"
        };
        return Some((None, message.to_owned()));
    }
    let place = pieces.iter().find_map(|piece| {
        let mut tildes = piece.text.match_indices('~').map(|(at, _)| at);
        let is_lone = |at: &usize| {
            let next = piece.text.get(at + 1..).unwrap_or_default();
            !next.starts_with(['0', '1'])
        };
        tildes.find(is_lone).map(|at| piece.place(at, 1))
    })?;
    let message = "a JSON pointer has no lone `~` (RFC 6901, 3): write `~0` for it";
    Some((place, message.to_owned()))
}

fn header_mistake(pieces: &[ConstantPiece<'_>]) -> Option<Mistake> {
    let (place, char) = mistaken_char(pieces, is_token_char)?;
    let message =
        format!("a header's name has no `{char}` (RFC 9110, 5.1): write one like `X-Trace`");
    Some((place, message))
}

fn uri_mistake(pieces: &[ConstantPiece<'_>]) -> Option<Mistake> {
    if let Some((place, char)) = mistaken_char(pieces, is_uri_char) {
        let message = format!(
            "a URI has no `{char}` (RFC 3986, 2): percent-encode it, as the derive does with values"
        );
        return Some((place, message));
    }
    let place = pieces.iter().find_map(|piece| {
        let mut percents = piece.text.match_indices('%').map(|(at, _)| at);
        let is_broken = |at: &usize| {
            let digits = piece.text.get(at + 1..at + 3);
            !digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        percents.find(is_broken).map(|at| piece.place(at, 1))
    })?;
    let message =
        "`%` must stand before two hexadecimal digits (RFC 3986, 2.1): write `%25` for a `%`";
    Some((place, message.to_owned()))
}

fn mistaken_char(
    pieces: &[ConstantPiece<'_>],
    is_allowed: fn(char) -> bool,
) -> Option<(Option<Range<usize>>, char)> {
    pieces.iter().find_map(|piece| {
        let mut chars = piece.text.char_indices();
        let (at, char) = chars.find(|(_, char)| !is_allowed(*char))?;
        Some((piece.place(at, char.len_utf8()), char))
    })
}

/// Whether a character may stand in a URI (RFC 3986, 2).
pub(super) fn is_uri_char(char: char) -> bool {
    char.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(char)
}

#[cfg(test)]
mod tests {
    use crate::derive::derive;
    use proc_macro2::TokenTree;

    #[test]
    fn the_guilty_char_is_underlined_and_no_equal_one_before_it() {
        let input = r#"enum Error { #[status(422, pointer = "/a~0{0}~")] A(u8) }"#;
        let expanded = derive(&syn::parse_str(input).unwrap());
        let mut tokens = expanded.into_iter();
        let mistake =
            tokens.find(|token| matches!(token, TokenTree::Ident(name) if name == "compile_error"));
        let column = mistake.unwrap().span().start().column;
        assert_eq!(Some(column), input.rfind('~'));
    }
}
