//! The rules across keys, fields and variants. Input that passes becomes a [`Model`].

mod build;
mod codes;
mod decode;
mod docs;
mod fields;
pub(crate) mod grpc;
mod headers;
mod like;
pub(crate) mod log;
mod meta;
mod not_modified;
mod privacy;
mod texts;

use crate::model::Model;
use crate::parse::ast::Input;
use crate::parse::attr::status_arg::StatusArg;
use crate::report::ctxt::Ctxt;

/// Checks the input. The model lacks the variants in which a mistake was found.
pub(crate) fn check<'a>(cx: &Ctxt, input: &'a Input<'a>) -> Model<'a> {
    headers::challenge_is_a_value(cx, input);
    docs::is_url(cx, input);
    fields::one_from_of_a_type(cx, input);

    for variant in &input.variants {
        fields::has_a_size(cx, variant);
        fields::one_errors_field(cx, variant);
        fields::location_is_one(cx, variant);
        meta::one_role(cx, variant);
        let Some(attr) = input.status_of(variant) else {
            fields::sources_are_errors(cx, input, variant);
            build::status_is_missing(cx, input, variant);
            continue;
        };
        if let Some(StatusArg::Transparent(span)) = attr.status {
            fields::transparent_stands_alone(cx, attr);
            fields::transparent_has_one_field(cx, span, variant);
            continue;
        }
        fields::sources_are_errors(cx, input, variant);
        fields::one_source(cx, input, variant);
        fields::source_outlives_everything(cx, input, variant);
        fields::from_fills_all_fields(cx, input, variant);
        meta::members_are_distinct(cx, input, variant, attr);
        meta::retry_is_a_word(cx, attr);
        privacy::maps_of_5xx(cx, variant, attr);
        texts::display_is_ours(cx, input, attr);
        if let Some(StatusArg::Like(_)) = attr.status {
            like::has_no_errors_field(cx, variant);
        }
        headers::are_ours_to_set(cx, attr);
        headers::stand_once(cx, attr);
        headers::challenge_of_variant_is_a_value(cx, variant, attr);
        if let Some(StatusArg::Fixed(fixed)) = attr.status {
            not_modified::has_no_body(cx, variant, attr, fixed);
            headers::required_by_status(cx, attr, fixed);
            headers::challenge_needs_401(cx, attr, fixed);
            texts::title_is_known(cx, attr, fixed);
        }
    }

    let model = build::model(cx, input);
    for reply in &model.replies {
        texts::members_are_well_formed(cx, input, reply);
        texts::private_details(cx, input, reply);
        privacy::messages_of_others(cx, input, reply);
        texts::endless_display(cx, input, reply);
        like::is_another_error(cx, reply);
    }

    codes::one_code_one_meaning(cx, &model);
    decode::code_finds_variant(cx, &model);
    decode::nothing_to_skip(cx, input);
    decode::one_flattened(cx, input);
    decode::borrows_nothing(cx, input, &model);
    model
}

/// The number, from 1, of a word in a list of words and their variants in the runtime.
fn number_of(word: &str, words: &[(&str, &str)]) -> Option<u32> {
    let mut number = 0;
    for (known, _) in words {
        number += 1;
        if *known == word {
            return Some(number);
        }
    }
    None
}
