//! The bounds of impls of generic types: by the type that a path resolves to, or by `bound`.

use crate::support::object;
use mrets_errors::MretsError;
use std::fmt::{self, Debug, Display};
use std::path::PathBuf;

trait Store: Debug {
    type Error: std::error::Error + 'static;
    type Path: Debug + Display;
}

#[derive(Debug)]
struct Memory;

impl Store for Memory {
    type Error = fmt::Error;
    type Path = String;
}

/// An associated type has the name of the type itself.
#[derive(Debug, MretsError)]
enum Error<S: Store>
where
    S::Error: Debug,
{
    #[status(404, detail = "{0}")]
    Missing(S::Error),
    #[status(404, detail = "{0}")]
    NoPath(S::Path),
    #[status(500)]
    Away(#[source] S::Error),
}

#[test]
fn associated_types_may_have_any_name() {
    use std::error::Error as _;
    let error = Error::<Memory>::Missing(fmt::Error);
    assert_eq!(error.detail(), fmt::Error.to_string());
    assert_eq!(Error::<Memory>::NoPath("/a".to_owned()).detail(), "/a");
    assert!(Error::<Memory>::Away(fmt::Error).source().is_some());
}

/// Parameters have the names of known types.
#[derive(Debug, MretsError)]
enum Named<Path, Option, Vec> {
    #[status(404, detail = "{0}")]
    Path(Path),
    #[status(404, detail = "{0:?}")]
    Option(Option),
    #[status(404, meta(all = .0))]
    Vec(Vec),
}

#[test]
fn parameters_may_have_any_name() {
    assert_eq!(Named::<_, u8, u8>::Path("/a").detail(), "/a");
    assert_eq!(Named::<u8, _, u8>::Option("b").detail(), "\"b\"");
    assert_eq!(object(&Named::<u8, u8, _>::Vec([1]))["meta"]["all"][0], 1);
}

/// Types of the user with the names of known ones.
#[test]
fn types_may_have_any_name() {
    #[derive(Debug)]
    struct Path(u8);
    impl Display for Path {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "path {}", self.0)
        }
    }
    #[derive(Debug, MretsError)]
    #[status(404, detail = "There is no {0}.", id = .0)]
    struct Missing(Path);
    assert_eq!(Missing(Path(7)).detail(), "There is no path 7.");
    assert_eq!(object(&Missing(Path(7)))["id"], "path 7");
}

/// A type that contains itself through an alias would ask for its own impl, without end.
type Next<T> = Option<Box<List<T>>>;

#[derive(Debug, MretsError)]
#[mrets(bound = "T: Debug + Display")]
#[status(409, detail = "{value} {rest:?}")]
struct List<T> {
    value: T,
    rest: Next<T>,
}

#[test]
fn bound_replaces_the_inferred_bounds() {
    let rest = Some(Box::new(List {
        value: 2,
        rest: None,
    }));
    let list = List { value: 1, rest };
    assert_eq!(list.detail(), "1 Some(List { value: 2, rest: None })");
}

#[test]
fn paths_show_themselves() {
    #[derive(Debug, MretsError)]
    #[status(404, id = .path, detail("{p} {}", .path, p = .path), headers("X-Path" = .path))]
    struct NoFile {
        path: PathBuf,
    }
    let error = NoFile {
        path: PathBuf::from("/a/b"),
    };
    assert_eq!(error.detail(), "/a/b /a/b");
    assert_eq!(object(&error)["id"], "/a/b");
    assert_eq!(error.headers()["x-path"], "/a/b");
}

/// A field is a reference to the type of another field.
#[derive(Debug, MretsError)]
enum Referred<'a, T: Debug> {
    #[status(.0)]
    Status(&'a T),
    #[status(.0)]
    StatusOfAnother(T),
    #[status(.0.as_ref(), code = .0.as_ref().unwrap())]
    MayHaveStatus(Option<T>),
    #[status(429, retry_after = .0, code = .0, id = .0, meta(value = .0))]
    Shown(&'a T),
    #[status(429, retry_after = .0, code = .0, id = .0, meta(value = .0), detail = "{0}")]
    ShownOfAnother(T),
    #[status(429, retry_after = .0.as_ref(), meta(value = .0.as_ref()))]
    MayBeShown(Option<T>),
    #[status(409, detail = "{0:p}")]
    Pointer(&'a T),
}

#[test]
fn references_and_values_stand_side_by_side() {
    assert_eq!(Referred::Status(&404).status(), 404);
    assert_eq!(Referred::StatusOfAnother(404).status(), 404);
    assert_eq!(Referred::MayHaveStatus(Some(404)).status(), 404);
    assert_eq!(Referred::Shown(&7).code(), "7");
    assert_eq!(Referred::ShownOfAnother(7).detail(), "7");
    let shown = Referred::MayBeShown(Some(7));
    assert_eq!(object(&shown)["meta"]["value"], 7);
    assert_eq!(shown.headers()["retry-after"], "7");
    assert!(Referred::Pointer(&7).detail().starts_with("0x"));
}

/// A text without a `Display`.
#[derive(Debug)]
struct Word;

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        "word"
    }
}

/// The bound that the user writes makes a code of it.
#[derive(Debug, MretsError)]
#[status(404, code = .code)]
struct WithText<C: AsRef<str> + Debug> {
    code: C,
}

#[derive(Debug, MretsError)]
#[status(404, code = .0)]
struct WithTextBehind<'a, C>(&'a C)
where
    C: Debug + AsRef<str>;

#[derive(Debug, MretsError)]
#[status(404, code = .0)]
struct WithDisplay<C: Debug>(C);

#[test]
fn codes_of_a_parameter_are_texts_or_have_a_display() {
    assert_eq!(object(&WithText { code: Word })["code"], "word");
    assert_eq!(object(&WithTextBehind(&Word))["code"], "word");
    assert_eq!(object(&WithDisplay(7))["code"], "7");
}
