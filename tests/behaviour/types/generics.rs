//! Generic types: a field's type needs only the traits that the attributes use.

use crate::support::{body, header, object, objects};
use http::StatusCode;
use mrets_errors::{AnyError, Errors, MretsError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Debug, Display};
use std::marker::PhantomData;
use std::time::Duration;

/// A type that implements `Debug` alone, which every error needs.
#[derive(Debug)]
struct Opaque;

fn is_mrets_error<E: MretsError>(_: &E) {}

#[test]
fn a_field_that_is_not_shown_needs_debug_alone() {
    #[derive(Debug, MretsError)]
    enum Unshown<T> {
        #[status(404)]
        NotFound(T),
        #[status(500)]
        Broken { value: T },
        #[status(.1)]
        RunTime(T, StatusCode),
        #[status(400, detail("{}", 1 + 1))]
        Computed(PhantomData<T>),
    }
    is_mrets_error(&Unshown::<Opaque>::Computed(PhantomData));
    for (error, status) in [
        (Unshown::NotFound(Opaque), 404),
        (Unshown::Broken { value: Opaque }, 500),
        (Unshown::RunTime(Opaque, StatusCode::GONE), 410),
    ] {
        assert_eq!(error.status(), status);
        body(&error);
    }
    let error = Unshown::NotFound(Opaque);
    assert!(matches!(error, Unshown::NotFound(Opaque)));
    let error = Unshown::Broken { value: Opaque };
    assert!(matches!(error, Unshown::Broken { value: Opaque }));
}

/// Each parameter is shown by one trait alone.
#[derive(Debug, MretsError)]
enum EachTrait<D, G, H, P, E> {
    #[status(400, detail = "{0}")]
    Display(D),
    #[status(400, detail = "{0:?}")]
    Debug(G),
    #[status(400, detail = "{0:#x}")]
    LowerHex(H),
    #[status(400, detail = "{value:p}")]
    Pointer { value: P },
    #[status(400, detail = "{0:e}")]
    LowerExp(E),
}

#[test]
fn bounds_are_those_of_the_placeholders() {
    struct Shown;
    impl Display for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("shown")
        }
    }
    impl Debug for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("debugged")
        }
    }
    type All = EachTrait<Shown, Opaque, u8, &'static str, f32>;
    let text = "text";
    for (error, detail) in [
        (All::Display(Shown), "shown".to_owned()),
        (All::Debug(Opaque), "Opaque".to_owned()),
        (All::LowerHex(255), "0xff".to_owned()),
        (All::Pointer { value: text }, format!("{text:p}")),
        (All::LowerExp(1500.0), "1.5e3".to_owned()),
    ] {
        assert_eq!(error.detail(), detail);
        assert_eq!(error.to_string(), detail);
        body(&error);
    }
}

#[test]
fn bounds_are_those_of_the_keys() {
    #[derive(Debug, Serialize)]
    struct Member {
        n: u8,
    }

    #[derive(Debug, MretsError)]
    #[status(429, id = .id, meta(member = .member), headers("X-Name" = .name), retry_after = .wait,
        pointer = "/{id}")]
    struct Keys<I, M, N, W, X> {
        id: I,
        member: M,
        name: N,
        wait: W,
        unused: X,
        #[meta]
        field: M,
    }
    let error = Keys {
        id: 'i',
        member: Member { n: 1 },
        name: "Ada",
        wait: Some(Duration::from_secs(3)),
        unused: Opaque,
        field: Member { n: 2 },
    };
    assert!(matches!(error.unused, Opaque));
    let object = object(&error);
    assert_eq!(object["id"], "i");
    assert_eq!(object["source"]["pointer"], "/i");
    assert_eq!(object["meta"]["member"]["n"], 1);
    assert_eq!(object["meta"]["field"]["n"], 2);
    assert_eq!(header(&error, "x-name").unwrap(), "Ada");
    assert_eq!(header(&error, "retry-after").unwrap(), "3");
}

#[derive(Debug, MretsError)]
#[status(404, detail = "leaf {0}")]
struct Leaf(u8);

#[test]
fn a_parameter_may_answer() {
    #[derive(Debug, MretsError)]
    enum Wrapper<T, C> {
        #[status(transparent)]
        One(T),
        #[status(422)]
        Several(#[errors] C),
        #[status(500)]
        Neither,
    }
    type Wrapped = Wrapper<Leaf, Vec<Leaf>>;
    let one = Wrapped::One(Leaf(1));
    assert_eq!(one.detail(), "leaf 1");
    assert_eq!(one.to_string(), "leaf 1");
    let several = Wrapped::Several(vec![Leaf(1), Leaf(2)]);
    assert_eq!(objects(&several).len(), 2);
    assert_eq!(Wrapped::Neither.status(), 500);
    // The same derive takes other collections and other errors.
    let several = Wrapper::<AnyError, Errors<AnyError>>::Several(
        [AnyError::from(Leaf(3))].into_iter().collect(),
    );
    assert_eq!(objects(&several)[0]["detail"], "leaf 3");
    let any = Wrapper::<_, [Leaf; 1]>::One(AnyError::from(Leaf(4)));
    assert_eq!(any.detail(), "leaf 4");
}

#[test]
fn a_parameter_may_be_the_source() {
    #[derive(Debug, MretsError)]
    enum Caused<S, O, X> {
        #[status(500)]
        From(#[from] S),
        #[status(500)]
        Maybe { source: Option<O> },
        #[status(404, detail = "{0}")]
        Other(X),
    }
    type Both = Caused<fmt::Error, std::num::ParseIntError, &'static str>;
    let error = Both::from(fmt::Error);
    assert!(error.source().unwrap().is::<fmt::Error>());
    let source = "x".parse::<u8>().unwrap_err();
    let error = Both::Maybe {
        source: Some(source),
    };
    assert!(error.source().unwrap().is::<std::num::ParseIntError>());
    assert!(Both::Maybe { source: None }.source().is_none());
    assert!(Both::Other("a").source().is_none());
    assert_eq!(Both::Other("a").detail(), "a");
}

/// The inferred bounds join the where clause of the user.
#[derive(Debug, MretsError)]
enum Where<T, I>
where
    T: Debug,
    I: IntoIterator<Item = u8> + Debug + Clone,
    for<'a> &'a T: PartialEq,
{
    #[status(400, detail = "{0}")]
    Shown(T),
    #[status(400, detail("{}", .0.clone().into_iter().map(u32::from).sum::<u32>()))]
    Summed(I),
    #[status(400, detail = "{0:?}")]
    Item(I::Item),
}

#[test]
fn where_clauses_are_merged() {
    type Numbers = Where<&'static str, Vec<u8>>;
    assert_eq!(Numbers::Shown("a").detail(), "a");
    assert_eq!(Numbers::Summed(vec![1, 2]).detail(), "3");
    assert_eq!(Numbers::Item(7).to_string(), "7");
}

#[test]
fn trailing_commas_and_bounds_in_angle_brackets() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "{0} {1}")]
    struct Both<T: Debug + Copy, U>(T, U)
    where
        U: Debug;
    assert_eq!(Both('a', 1).detail(), "a 1");
}

#[test]
fn associated_types_are_bounded_as_parameters_are() {
    trait Backend: Debug {
        type Failure: Debug;
        type Key: Debug;
    }
    #[derive(Debug)]
    struct Memory;
    impl Backend for Memory {
        type Failure = fmt::Error;
        type Key = u64;
    }

    #[derive(Debug, MretsError)]
    enum Store<B: Backend> {
        #[status(404, detail = "There is no {0}.", id = .0)]
        Missing(B::Key),
        #[status(503)]
        Away(#[source] B::Failure),
        #[status(409, detail = "{0:?}")]
        Backend(B),
    }
    let error = Store::<Memory>::Missing(7);
    assert_eq!(error.detail(), "There is no 7.");
    assert_eq!(object(&error)["id"], "7");
    let error = Store::<Memory>::Away(fmt::Error);
    assert!(error.source().unwrap().is::<fmt::Error>());
    assert_eq!(Store::Backend(Memory).detail(), "Memory");
}

#[test]
fn an_error_may_borrow() {
    #[derive(Debug, MretsError)]
    enum Borrowed<'a, 'b: 'a, T> {
        #[status(404, detail = "{0} {1:?}", pointer = "/{0}")]
        Text(&'a str, &'b [u8]),
        #[status(400, detail = "{0}")]
        Other(&'a T),
    }
    let text = String::from("local");
    let bytes = vec![1];
    let error = Borrowed::<u8>::Text(&text, &bytes);
    assert_eq!(error.detail(), "local [1]");
    assert_eq!(object(&error)["source"]["pointer"], "/local");
    assert_eq!(Borrowed::Other(&7).detail(), "7");
}

#[test]
fn const_parameters_and_defaults() {
    #[derive(Debug, MretsError)]
    #[status(413, detail("{} of at most {N}: {text}", .items.len()), meta(max = N))]
    struct TooMany<T = u8, const N: usize = 3> {
        items: [T; N],
        text: &'static str,
    }
    let error: TooMany = TooMany {
        items: [1, 2, 3],
        text: "bytes",
    };
    assert_eq!(error.detail(), "3 of at most 3: bytes");
    assert_eq!(object(&error)["meta"]["max"], 3);
    let error = TooMany {
        items: [Opaque],
        text: "things",
    };
    assert_eq!(error.to_string(), "1 of at most 1: things");
}

#[test]
fn unsized_and_nested_parameters() {
    #[derive(Debug, MretsError)]
    enum Nested<T: ?Sized, U> {
        #[status(400, detail = "{0}")]
        Boxed(Box<T>),
        #[status(400, detail = "{0:?}")]
        Map(BTreeMap<String, Vec<U>>),
    }
    type Texts = Nested<str, u8>;
    assert_eq!(Texts::Boxed("a".into()).detail(), "a");
    let map = BTreeMap::from([("k".to_owned(), vec![1])]);
    assert_eq!(Texts::Map(map).detail(), r#"{"k": [1]}"#);
}

/// The compiler could never prove a bound on a type that mentions the derived one.
#[test]
fn a_generic_type_may_hold_itself() {
    #[derive(Debug, MretsError)]
    enum Tree<T> {
        #[status(404, detail = "leaf {0}")]
        Leaf(T),
        #[status(transparent)]
        Boxed(Box<Self>),
        #[status(422)]
        Branch(#[errors] Vec<Tree<T>>),
        #[status(500)]
        Caused(#[source] Box<Opaque2>, PhantomData<T>),
    }
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Opaque2;

    let tree = Tree::Branch(vec![
        Tree::Leaf("a"),
        Tree::Boxed(Box::new(Tree::Leaf("b"))),
        Tree::Branch(vec![Tree::Leaf("c")]),
    ]);
    let details: Vec<_> = objects(&tree)
        .iter()
        .map(|object| object["detail"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(details, ["leaf a", "leaf b", "leaf c"]);
    let caused = Tree::<u8>::Caused(Box::new(Opaque2), PhantomData);
    assert!(caused.source().is_some());
}

#[test]
fn a_function_may_be_generic_over_them() {
    fn answer<T: Debug + Display>(value: T) -> u16 {
        #[derive(Debug, MretsError)]
        #[status(409, detail = "{0}")]
        struct Taken<T>(T);
        let error = Taken(value);
        is_mrets_error(&error);
        error.status().as_u16()
    }
    assert_eq!(answer("a"), 409);
}
