//! `code` and `codes`, the codes of an application.

use crate::support::object;
use mrets_errors::MretsError;
use std::borrow::Cow;

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

const BAD_RANGE: &str = "BAD_RANGE";

mod words {
    pub(super) const GONE: &str = "GONE";

    pub(super) fn code_of(kind: &super::Kind) -> String {
        format!("K_{kind:?}")
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Odd,
}

impl Kind {
    fn errcode(self) -> &'static str {
        match self {
            Self::Odd => "M_ODD",
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("kind \"odd\"")
    }
}

/// A type whose `AsRef<str>` and `Display` give different texts.
#[derive(Debug)]
struct Both;

impl AsRef<str> for Both {
    fn as_ref(&self) -> &str {
        "text"
    }
}

impl std::fmt::Display for Both {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("shown")
    }
}

#[derive(Debug, MretsError)]
enum Decided {
    #[status(416, code = BAD_RANGE)]
    Constant,
    #[status(410, code = words::GONE)]
    Module,
    #[status(409, code = Self::TAKEN)]
    Associated,
    #[status(404, code = .code)]
    Field { code: String },
    #[status(404, code = .0.errcode())]
    Method(Kind),
    #[status(404, code = .0)]
    Shown(Kind),
    #[status(404, code = .0)]
    Number(u64),
    #[status(404, code = .0)]
    Text(Both),
    #[status(404, code = words::code_of(.0))]
    Function(Kind),
    #[status(404, code = self.word())]
    Receiver(u8),
    #[status(.0, code = .1, detail = "{1}")]
    All(u16, Cow<'static, str>),
}

impl Decided {
    const TAKEN: &str = "TAKEN";

    fn word(&self) -> String {
        format!("{self:?}")
    }
}

#[test]
fn a_code_is_a_constant_or_an_expression() {
    let field = Decided::Field {
        code: "a\"b".to_owned(),
    };
    for (error, code) in [
        (Decided::Constant, "BAD_RANGE"),
        (Decided::Module, "GONE"),
        (Decided::Associated, "TAKEN"),
        (field, "a\"b"),
        (Decided::Method(Kind::Odd), "M_ODD"),
        (Decided::Shown(Kind::Odd), "kind \"odd\""),
        (Decided::Number(17), "17"),
        (Decided::Text(Both), "text"),
        (Decided::Function(Kind::Odd), "K_Odd"),
        (Decided::Receiver(3), "Receiver(3)"),
        (Decided::All(409, "taken".into()), "taken"),
    ] {
        assert_eq!(error.code(), code);
        assert_eq!(object(&error)["code"], code);
    }
}

#[test]
fn an_empty_code_is_the_status() {
    let error = Decided::Field {
        code: String::new(),
    };
    assert_eq!(object(&error)["code"], "404");
}

#[test]
fn a_code_by_expression_opens_the_catalogue() {
    #[derive(Debug, MretsError)]
    #[status(404, code = BAD_RANGE)]
    struct Constant;

    #[derive(Debug, MretsError)]
    #[status(404, code = .0)]
    struct Expression(&'static str);

    let catalog = Constant::catalog();
    assert!(!catalog.is_open());
    assert_eq!(catalog.entries().next().unwrap().code, Some(BAD_RANGE));

    let catalog = Expression::catalog();
    assert!(catalog.is_open());
    let entry = catalog.entries().next().unwrap();
    assert_eq!((entry.status.unwrap().as_u16(), entry.code), (404, None));
}

/// A static cannot name a constant of a generic type.
#[test]
fn a_constant_of_a_generic_type() {
    trait Named {
        const NAME: &str;
    }

    #[derive(Debug)]
    struct Book;

    impl Named for Book {
        const NAME: &str = "BOOK";
    }

    // The user writes the bound.
    #[derive(Debug, MretsError)]
    #[mrets(bound = "T: Named")]
    #[status(404, code = Self::WORD)]
    struct Bound<T>(T);

    impl<T: Named> Bound<T> {
        const WORD: &str = T::NAME;
    }

    assert_eq!(Bound(Book).code(), "BOOK");
}

macro_rules! many {
    ($($variant:ident)*) => {
        #[derive(Debug, Clone, Copy, MretsError)]
        enum Many {
            $(
                #[status(
                    400,
                    code = concat!("E_", stringify!($variant)),
                    title = concat!("Error ", stringify!($variant)),
                    type = concat!("https://e.example/", stringify!($variant)),
                )]
                $variant,
            )*
        }

        const MANY: &[(Many, &str)] = &[$((Many::$variant, stringify!($variant))),*];
    };
}

many! {
    A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 B0 B1 B2 B3 B4 B5 B6 B7 B8 B9 C0 C1 C2 C3 C4 C5 C6 C7 C8 C9
    D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 E0 E1 E2 E3 E4 E5 E6 E7 E8 E9 F0 F1 F2 F3 F4 F5 F6 F7 F8 F9
    G0 G1 G2 G3 G4 G5 G6 G7 G8 G9 H0 H1 H2 H3 H4 H5 H6 H7 H8 H9 I0 I1 I2 I3 I4 I5 I6 I7 I8 I9
}

#[test]
fn a_macro_writes_an_enum_of_codes() {
    for (error, name) in MANY {
        let object = object(error);
        assert_eq!(object["code"], format!("E_{name}"));
        assert_eq!(object["title"], format!("Error {name}"));
        assert_eq!(object["links"]["type"], format!("https://e.example/{name}"));
    }
    assert_eq!(Many::catalog().entries().len(), MANY.len());
}

#[test]
fn a_macro_makes_the_code() {
    #[derive(Debug, MretsError)]
    #[status(409, code = format!("E{:04}", .0))]
    struct Numbered(u16);

    assert_eq!(Numbered(7).code(), "E0007");
    assert!(Numbered::catalog().is_open());
}
