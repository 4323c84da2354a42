//! `code` and `codes`, the codes of an application.

use crate::support::object;
use mrets_errors::MretsError;

macro_rules! codes {
    ($test:ident, $case:literal: $($variant:ident => $code:literal),*) => {
        #[test]
        fn $test() {
            #[derive(Debug, MretsError)]
            #[mrets(codes = $case)]
            enum Codes {
                $(#[status(404)] $variant,)*
                #[status(404, code = "As-Written")]
                Explicit,
                #[status(409, code = "404")]
                Number,
            }
            $(assert_eq!(object(&Codes::$variant)["code"], $code);)*
            assert_eq!(object(&Codes::Explicit)["code"], "As-Written");
            assert_eq!(object(&Codes::Number)["code"], "404");
        }
    };
}

codes!(snake_case, "snake_case":
    RecordNotFound => "record_not_found", HTTPError => "http_error", V2Only => "v2_only",
    X => "x", r#Type => "type");
codes!(kebab_case, "kebab-case":
    RecordNotFound => "record-not-found", HTTPError => "http-error", V2Only => "v2-only",
    X => "x", r#Type => "type");
codes!(screaming_snake_case, "SCREAMING_SNAKE_CASE":
    RecordNotFound => "RECORD_NOT_FOUND", HTTPError => "HTTP_ERROR", V2Only => "V2_ONLY",
    X => "X", r#Type => "TYPE");
codes!(camel_case, "camelCase":
    RecordNotFound => "recordNotFound", HTTPError => "httpError", V2Only => "v2Only",
    X => "x", r#Type => "type");
codes!(pascal_case, "PascalCase":
    RecordNotFound => "RecordNotFound", HTTPError => "HttpError", V2Only => "V2Only",
    X => "X", r#Type => "Type");

#[test]
fn without_codes_it_is_the_status() {
    #[derive(Debug, MretsError)]
    enum Plain {
        #[status(404)]
        NotFound,
        #[status(NOT_FOUND, code = "gone {{for}} good")]
        Braces,
    }
    assert_eq!(object(&Plain::NotFound)["code"], "404");
    assert_eq!(object(&Plain::Braces)["code"], "gone {for} good");
}

#[test]
fn a_structs_name_is_its_code() {
    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case")]
    #[status(403)]
    struct ReadOnlyKey;
    assert_eq!(object(&ReadOnlyKey)["code"], "read_only_key");
}

#[test]
fn variants_may_share_a_code_that_means_the_same() {
    #[derive(Debug, MretsError)]
    enum Shared {
        #[status(422, code = "blank", detail = "{0} is blank.")]
        One(&'static str),
        #[status(422, code = "blank", detail = "They are blank.")]
        Several,
    }
    assert_eq!(Shared::One("name").code(), "blank");
    assert_eq!(Shared::Several.code(), "blank");
}
