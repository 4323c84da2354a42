//! Bounds are inferred from what the attributes show of a parameter, and no others.

use super::says;
use mrets_errors::MretsError;
use std::error::Error;
use std::fmt::{self, Debug, Display};
use std::str::FromStr;

struct Neither;

#[derive(Debug)]
struct OnlyDebug;

struct OnlyDisplay;

impl Display for OnlyDisplay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("shown")
    }
}

#[derive(MretsError)]
enum Compound<Shown, Debugged, Hidden> {
    #[status(400, detail = "{0} and {1:?}")]
    Both(Shown, Debugged),
    #[status(400, detail = "{0}")]
    Shown(Shown, Hidden),
    #[status(400, detail = "{1:?}")]
    Debugged(Hidden, Debugged),
}

impl<Shown, Debugged, Hidden> Debug for Compound<Shown, Debugged, Hidden> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Compound")
    }
}

#[derive(Debug, MretsError)]
enum DebugOf<E> {
    #[status(400, detail = "{0:?}")]
    Fatal(E),
}

#[derive(Debug, MretsError)]
enum FromOf<E: Debug + 'static> {
    #[status(500)]
    Source(#[from] DebugOf<E>),
}

#[derive(Debug, MretsError)]
#[status(500)]
struct StructFromOf<E: Debug + 'static> {
    #[from]
    source: DebugOf<E>,
}

#[derive(Debug, MretsError)]
enum TransparentOf<E> {
    #[status(transparent)]
    Other(E),
}

#[derive(Debug, MretsError)]
#[status(transparent)]
struct StructTransparentOf<E>(E);

#[derive(MretsError)]
enum Parse<T: FromStr> {
    #[status(400, detail = "cannot parse the table")]
    Table,
    #[status(400, detail = "cannot parse the cell: {0}")]
    Cell(T::Err),
}

impl<T: FromStr> Debug for Parse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Parse")
    }
}

#[test]
fn display_of_what_is_shown() {
    type All = Compound<OnlyDisplay, OnlyDebug, Neither>;
    says(&All::Both(OnlyDisplay, OnlyDebug), "shown and OnlyDebug");
    says(&All::Shown(OnlyDisplay, Neither), "shown");
    says(&All::Debugged(Neither, OnlyDebug), "OnlyDebug");

    says(&DebugOf::Fatal(OnlyDebug), "OnlyDebug");
    let from = FromOf::from(DebugOf::Fatal(OnlyDebug));
    assert_eq!(from.source().unwrap().to_string(), "OnlyDebug");
    let from = StructFromOf::from(DebugOf::Fatal(OnlyDebug));
    assert_eq!(from.source().unwrap().to_string(), "OnlyDebug");
    says(&TransparentOf::Other(DebugOf::Fatal(7)), "7");
    says(&StructTransparentOf(DebugOf::Fatal(7)), "7");
    says(&Parse::<u8>::Table, "cannot parse the table");
    let error = "x".parse::<u8>().unwrap_err();
    let expected = format!("cannot parse the cell: {error}");
    says(&Parse::<u8>::Cell(error), &expected);
}

#[test]
fn no_bound_on_an_argument_of_the_same_name() {
    #[derive(Debug, MretsError)]
    #[status(400, detail("{value}", value = "hidden"))]
    struct Error<T> {
        value: T,
    }
    says(&Error { value: OnlyDebug }, "hidden");
}

#[test]
fn several_bounds() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "0x{value:x} 0o{value:o} 0X{value:X}")]
    struct Error<T> {
        value: T,
    }
    says(&Error { value: 0xab_u8 }, "0xab 0o253 0XAB");
}
