//! Structs, which answer by the same code as variants, and enums of every shape.

use crate::support::{body, object};
use http::StatusCode;
use mrets_errors::{Errors, MretsError};
use std::error::Error;

#[derive(Debug, MretsError)]
#[status(404, title = "Record not found", detail = "There is no {kind} {id}.", id = .id, pointer = "/data/{kind}")]
struct Named {
    kind: &'static str,
    id: u32,
}

#[derive(Debug, MretsError)]
#[status(404, title = "Record not found", detail = "There is no {0} {1}.", id = .1, pointer = "/data/{0}")]
struct Tuple(&'static str, u32);

#[derive(Debug, MretsError)]
#[status(404, title = "Record not found")]
struct Unit;

#[derive(Debug, MretsError)]
#[status(404, title = "Record not found")]
struct EmptyTuple();

#[derive(Debug, MretsError)]
#[status(404, title = "Record not found")]
struct EmptyBraces {}

/// All of the above as variants.
#[derive(Debug, MretsError)]
#[status(404, title = "Record not found")]
enum Variants {
    #[status(404, title = "Record not found", detail = "There is no {kind} {id}.", id = .id, pointer = "/data/{kind}")]
    Named {
        kind: &'static str,
        id: u32,
    },
    #[status(404, title = "Record not found", detail = "There is no {0} {1}.", id = .1, pointer = "/data/{0}")]
    Tuple(&'static str, u32),
    Unit,
    EmptyTuple(),
    EmptyBraces {},
}

#[test]
fn a_struct_answers_as_a_variant_does() {
    let id = 7;
    let kind = "account";
    let pairs: [(Box<dyn MretsError>, Variants); 5] = [
        (Box::new(Named { kind, id }), Variants::Named { kind, id }),
        (Box::new(Tuple(kind, id)), Variants::Tuple(kind, id)),
        (Box::new(Unit), Variants::Unit),
        (Box::new(EmptyTuple()), Variants::EmptyTuple()),
        (Box::new(EmptyBraces {}), Variants::EmptyBraces {}),
    ];
    for (index, (of_struct, variant)) in pairs.iter().enumerate() {
        assert_eq!(body(&**of_struct), body(variant));
        assert_eq!(of_struct.to_string(), variant.to_string());
        let has_fields = index < 2;
        assert_eq!(
            body(variant).contains(r#""pointer":"/data/account""#),
            has_fields
        );
    }
}

#[test]
fn a_struct_has_a_source_and_a_from() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Database(#[from] std::fmt::Error);

    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Braced {
        #[from]
        cause: std::fmt::Error,
    }
    let error = Database::from(std::fmt::Error);
    assert!(error.source().unwrap().is::<std::fmt::Error>());
    let error = Braced::from(std::fmt::Error);
    assert!(error.source().unwrap().is::<std::fmt::Error>());
    assert_eq!(error.cause, std::fmt::Error);
}

#[test]
fn a_struct_may_be_transparent_or_hold_several() {
    #[derive(Debug, MretsError)]
    #[status(transparent)]
    struct Outer(#[from] Unit);

    #[derive(Debug, MretsError)]
    #[status(422)]
    struct Several {
        #[errors]
        errors: Vec<Named>,
    }
    assert_eq!(body(&Outer::from(Unit)), body(&Unit));
    let errors = (1..=3)
        .map(|id| Named {
            kind: "account",
            id,
        })
        .collect();
    let several = Several { errors };
    assert_eq!(several.status(), 422);
    assert_eq!(several.to_envelope().errors.len(), 3);
}

#[test]
fn a_struct_may_hold_its_status() {
    #[derive(Debug, MretsError)]
    #[status(.status, detail = "{message}")]
    struct Reply {
        status: StatusCode,
        message: String,
    }
    let error = Reply {
        status: StatusCode::CONFLICT,
        message: "taken".to_owned(),
    };
    assert_eq!(object(&error)["status"], "409");
    assert_eq!(object(&error)["detail"], "taken");
}

#[derive(Debug, MretsError)]
enum Never {}

#[derive(Debug, MretsError)]
#[status(404)]
enum NeverWithDefault {}

#[test]
fn an_empty_enum_is_an_error_that_never_is() {
    fn answers<E: MretsError + Send + Sync>(result: Result<u8, E>) -> u8 {
        result.map_err(|error| error.status()).unwrap()
    }
    assert_eq!(answers::<Never>(Ok(1)), 1);
    assert_eq!(answers::<NeverWithDefault>(Ok(2)), 2);
    let none: Errors<Never> = Errors::new();
    assert_eq!(none.into_result(3).unwrap(), 3);
}

#[derive(Debug, MretsError)]
enum Tree {
    #[status(404, detail = "leaf {0}")]
    Leaf(u8),
    #[status(transparent)]
    Boxed(Box<Self>),
    #[status(422)]
    Branch(#[errors] Vec<Self>),
    #[status(500)]
    Caused(#[source] Box<Tree>),
}

#[test]
fn a_type_may_hold_itself() {
    let boxed = Tree::Boxed(Box::new(Tree::Boxed(Box::new(Tree::Leaf(1)))));
    assert_eq!(boxed.status(), 404);
    assert_eq!(boxed.to_string(), "leaf 1");
    assert_eq!(object(&boxed)["detail"], "leaf 1");

    let tree = Tree::Branch(vec![
        Tree::Leaf(1),
        Tree::Branch(vec![Tree::Leaf(2), boxed]),
        Tree::Branch(vec![]),
    ]);
    let details: Vec<_> = crate::support::objects(&tree)
        .iter()
        .map(|object| object["detail"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(details[..3], ["leaf 1", "leaf 2", "leaf 1"]);
    assert!(details[3].starts_with("Returned when the data"));

    let caused = Tree::Caused(Box::new(Tree::Leaf(3)));
    assert_eq!(caused.source().unwrap().to_string(), "leaf 3");
}

#[test]
fn raw_identifiers_lose_their_mark() {
    #[derive(Debug, MretsError)]
    #[allow(non_camel_case_types)]
    #[mrets(codes = "snake_case")]
    enum r#try {
        #[status(400, detail = "{type}", pointer = "/data/{type}", meta(kind = .r#type))]
        r#match { r#type: &'static str },
        #[status(409, detail("{}", .r#fn))]
        r#struct { r#fn: u8 },
    }
    let error = r#try::r#match { r#type: "a" };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Bad Request","detail":"a","code":"match","source":{"pointer":"/data/a"},"status":"400","meta":{"kind":"a"}}]}"#
    );
    let error = r#try::r#struct { r#fn: 1 };
    assert_eq!(error.code(), "struct");
    assert_eq!(error.to_string(), "1");
}

#[test]
fn each_of_many_variants_answers_for_itself() {
    macro_rules! many {
        ($($variant:ident $status:literal)*) => {
            #[derive(Debug, MretsError)]
            enum Many { $(#[status($status, detail = "{0}")] $variant(u16),)* }
            $(
                assert_eq!(Many::$variant($status).status(), $status);
                assert_eq!(object(&Many::$variant($status))["detail"], $status.to_string());
            )*
        };
    }
    many!(A 400 B 402 C 403 D 404 E 406 F 408 G 409 H 410 I 411 J 412 K 413 L 414 M 415 N 416 O 417);
}
