use mrets_errors::Dialect;
use mrets_errors::dialect::{Body, Text};

static CHALLENGE: Dialect = Dialect::NEUTRAL.challenge("Bearer\nrealm");

static BODY: Dialect = Dialect::NEUTRAL.body("", |_| Body::text(String::new()));

static TEXTS: Dialect = Dialect::NEUTRAL.texts(&[Text {
    status: 200,
    title: "Fine",
    detail: "All is well.",
}]);

fn main() {}
