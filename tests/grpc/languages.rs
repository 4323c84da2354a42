//! Messages in the client's language.

use mrets_errors::tonic::status_in;
use mrets_errors::{Dialect, Failure, Languages, MretsError};
use tonic::Status;
use tonic::metadata::MetadataMap;
use tonic_types::StatusExt as _;

static LANGUAGES: Languages = Languages::new(
    "en",
    &[(
        "pl",
        "too_few = { $left ->\n    [one] Został jeden certyfikat.\n    [few] Zostały { $left } certyfikaty.\n   *[many] Zostało { $left } certyfikatów.\n }\n\
         internal_server_error = Coś się zepsuło.\n",
    )],
);
static SHOP: Dialect = Dialect::NEUTRAL
    .codes(mrets_errors::dialect::Codes::SnakeCase)
    .languages(&LANGUAGES);

#[derive(Debug, PartialEq, MretsError)]
#[mrets(dialect = SHOP, codes = "snake_case", decode)]
enum OrderError {
    #[status(
        422,
        pointer = "/data/attributes/quantity",
        detail = "{left} are left."
    )]
    TooFew { left: u64 },
    #[status(422, pointer = "/data/attributes/name", detail = "The name is blank.")]
    Blank,
    #[status(500, code = "internal_server_error")]
    Broken,
    #[status(422)]
    Several(#[errors] Vec<OrderError>),
}

fn asked(language: &str) -> MetadataMap {
    let mut metadata = MetadataMap::new();
    metadata.insert("accept-language", language.parse().unwrap());
    metadata
}

fn localized(status: &Status) -> Option<(String, String)> {
    let message = status.get_details_localized_message()?;
    Some((message.locale, message.message))
}

#[test]
fn the_message_stands_beside_the_developers_one() {
    let texts = [
        (1, "Został jeden certyfikat."),
        (3, "Zostały 3 certyfikaty."),
        (5, "Zostało 5 certyfikatów."),
    ];
    for (left, text) in texts {
        let status = status_in(&OrderError::TooFew { left }, &asked("de, pl-PL;q=0.9"));
        assert_eq!(status.message(), format!("{left} are left."));
        assert_eq!(localized(&status), Some(("pl".to_owned(), text.to_owned())));
        let request = status.get_details_bad_request().unwrap();
        let message = request.field_violations[0].localized_message.clone();
        assert_eq!(message.unwrap().message, text);
    }
}

/// Our client reads the document, which is the same in every language.
#[test]
fn our_client_has_the_variant_back() {
    let sent = || OrderError::TooFew { left: 3 };
    let failure = Failure::from(&status_in(&sent(), &asked("pl")));
    assert_eq!(OrderError::from_failure(&failure), Ok(sent()));
    assert_eq!(failure.error().detail.as_deref(), Some("3 are left."));
}

#[test]
fn each_violation_has_its_own() {
    let errors = vec![OrderError::Blank, OrderError::TooFew { left: 1 }];
    let status = status_in(&OrderError::Several(errors), &asked("pl"));
    assert_eq!(localized(&status), None, "the first has no message");
    let violations = status.get_details_bad_request().unwrap().field_violations;
    assert!(violations[0].localized_message.is_none());
    let message = violations[1].localized_message.clone().unwrap();
    assert_eq!(message.message, "Został jeden certyfikat.");
}

#[test]
fn without_a_language_there_is_no_localized_message() {
    let few = OrderError::TooFew { left: 1 };
    for language in ["", "en", "de", "*", "pl;q=0", ";;;", "pl-x-y-"] {
        assert_eq!(
            localized(&status_in(&few, &asked(language))),
            None,
            "{language}"
        );
    }
    assert_eq!(localized(&status_in(&few, &MetadataMap::new())), None);
    assert_eq!(localized(&Status::from(few)), None);
}

#[test]
fn a_5xx_has_the_text_of_its_status() {
    let status = status_in(&OrderError::Broken, &asked("pl"));
    let text = "Coś się zepsuło.".to_owned();
    assert_eq!(localized(&status), Some(("pl".to_owned(), text)));
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Plain;

#[test]
fn a_dialect_without_languages_has_none() {
    assert_eq!(localized(&status_in(&Plain, &asked("pl"))), None);
}
