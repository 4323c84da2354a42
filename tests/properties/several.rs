//! `Errors` against a naive reading of its rule, JSON:API 1.1, "Processing Errors".

use super::family::status;
use crate::support::{proptest_config, text};
use http::StatusCode;
use http::header::RETRY_AFTER;
use mrets_errors::{AnyError, Errors, MretsError};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A status, and headers that other children may have too.
#[derive(Debug, Clone, MretsError)]
#[status(.status, headers("X-Text" = .text, "Vary" = "Accept"), retry_after = .wait)]
struct Child {
    status: StatusCode,
    text: String,
    wait: Option<u32>,
}

fn child() -> impl Strategy<Value = Child> {
    let few = prop::sample::select(&[304_u16, 400, 404, 422, 429, 500, 503][..]);
    let few = few.prop_map(|number| StatusCode::from_u16(number).unwrap());
    let texts = prop_oneof!["[ab]", text()];
    let wait = proptest::option::of(prop_oneof![0..3_u32, any::<u32>()]);
    (prop_oneof![few, status()], texts, wait).prop_map(|(status, text, wait)| Child {
        status,
        text,
        wait,
    })
}

/// The rule, by the letter.
fn combined(statuses: &[u16]) -> u16 {
    let different: BTreeSet<&u16> = statuses.iter().collect();
    match Vec::from_iter(different).as_slice() {
        [] => 500,
        [only] => **only,
        several if several.iter().any(|status| **status >= 500) => 500,
        _ => 400,
    }
}

fn statuses(children: &[Child]) -> Vec<u16> {
    let statuses = children.iter().map(|child| child.status().as_u16());
    statuses.collect()
}

proptest! {
    #![proptest_config(proptest_config())]

    #[test]
    fn the_status_follows_the_rule(children in vec(child(), 0..5)) {
        let expected = combined(&statuses(&children));
        let errors: Errors<Child> = children.iter().cloned().collect();
        prop_assert_eq!(errors.status().as_u16(), expected);
        let any: Errors<AnyError> = children.iter().cloned().map(AnyError::from).collect();
        prop_assert_eq!(any.status().as_u16(), expected);
        let reversed: Errors<Child> = children.into_iter().rev().collect();
        prop_assert_eq!(reversed.status().as_u16(), expected);
    }

    /// A collection of collections follows the rule at each level.
    #[test]
    fn nested_it_follows_the_rule_at_each_level(groups in vec(vec(child(), 0..4), 0..4)) {
        let each: Vec<u16> = groups.iter().map(|group| combined(&statuses(group))).collect();
        let errors: Errors<Errors<Child>> =
            groups.into_iter().map(|group| group.into_iter().collect()).collect();
        prop_assert_eq!(errors.status().as_u16(), combined(&each));
    }

    /// The headers are taken from the children with its status: each value once, and the longest wait
    /// of several.
    #[test]
    fn the_headers_come_from_the_children_with_its_status(children in vec(child(), 0..5)) {
        let status = combined(&statuses(&children));
        let mut expected: Vec<(String, Vec<u8>)> = Vec::new();
        let mut wait = None;
        for child in children.iter().filter(|child| child.status().as_u16() == status) {
            wait = wait.max(child.wait);
            for (name, value) in &child.headers() {
                let header = (name.to_string(), value.as_bytes().to_vec());
                if name != RETRY_AFTER && !expected.contains(&header) {
                    expected.push(header);
                }
            }
        }
        expected.extend(wait.map(|wait| (RETRY_AFTER.to_string(), wait.to_string().into_bytes())));
        expected.sort();
        let errors: Errors<Child> = children.into_iter().collect();
        let mut headers: Vec<_> = errors
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect();
        headers.sort();
        prop_assert_eq!(headers, expected);
    }
}

/// Checks that the reference gives every answer.
#[test]
fn the_reference_gives_every_answer() {
    assert_eq!(combined(&[]), 500);
    assert_eq!(combined(&[304, 304]), 304);
    assert_eq!(combined(&[422, 422]), 422);
    assert_eq!(combined(&[422, 404]), 400);
    assert_eq!(combined(&[503, 503]), 503);
    assert_eq!(combined(&[503, 422]), 500);
}
