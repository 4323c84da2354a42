//! Format strings and their arguments.

use super::says;
use mrets_errors::MretsError;
use std::fmt::{self, Display};

#[test]
fn braced() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "cannot read {name}")]
    struct Error {
        name: String,
    }
    let name = "ledger".to_owned();
    says(&Error { name }, "cannot read ledger");
}

#[test]
fn braced_unused() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "cannot read")]
    struct Error {
        line: usize,
    }
    says(&Error { line: 3 }, "cannot read");
}

#[test]
fn tuple() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "line {0}")]
    struct Error(usize);
    says(&Error(3), "line 3");
}

#[test]
fn unit() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "no lines")]
    struct Error;
    says(&Error, "no lines");
}

#[test]
fn variants() {
    #[derive(Debug, MretsError)]
    enum Error {
        #[status(400, detail = "line {line}")]
        Braced { line: usize },
        #[status(409, detail = "column {0}")]
        Tuple(usize),
        #[status(422, detail = "no lines")]
        Unit,
    }
    says(&Error::Braced { line: 3 }, "line 3");
    says(&Error::Tuple(4), "column 4");
    says(&Error::Unit, "no lines");
}

#[test]
fn constants() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "{PREFIX} {name:?} ({LIMIT:?} at most)")]
    struct Error {
        name: &'static str,
    }
    const PREFIX: &str = "too many of";
    const LIMIT: usize = 5;
    says(&Error { name: "" }, r#"too many of "" (5 at most)"#);
}

#[test]
fn inherit() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "refused: {0}")]
    enum Error {
        Some(&'static str),
        #[status(409, detail = "another one")]
        Other(&'static str),
    }
    says(&Error::Some("lint"), "refused: lint");
    says(&Error::Other("lint"), "another one");
}

#[test]
fn brace_escape() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "struct Unit {{}}")]
    struct Error;
    says(&Error, "struct Unit {}");
}

#[test]
fn expr() {
    #[derive(Debug, MretsError)]
    #[status(400, detail("2 * 3 = {}", 2 * 3))]
    struct Error;
    says(&Error, "2 * 3 = 6");
}

#[test]
fn nested() {
    #[derive(Debug, MretsError)]
    #[status(400, detail("{} is the opposite", negated(.0)))]
    struct Error(i8);

    fn negated(number: &i8) -> i8 {
        -*number
    }
    says(&Error(4), "-4 is the opposite");
}

#[test]
fn match_arms() {
    #[derive(Debug, MretsError)]
    #[status(400, detail("{start} in {0}", start = match .1 {
        Some(line) => format!("line {line}"),
        None => "somewhere".to_owned(),
    }))]
    struct Error(String, Option<usize>);
    says(&Error("a.csv".to_owned(), Some(3)), "line 3 in a.csv");
    says(&Error("a.csv".to_owned(), None), "somewhere in a.csv");
}

#[test]
fn nested_display() {
    #[derive(Debug, MretsError)]
    #[status(400, detail("{}", {
        struct Place<'a>(&'a str, &'a Option<usize>);
        impl Display for Place<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.1 {
                    Some(line) => write!(f, "line {line}"),
                    None => f.write_str("somewhere"),
                }?;
                write!(f, " in {}", self.0)
            }
        }
        Place(.0, .1)
    }))]
    struct Error(String, Option<usize>);
    says(&Error("a.csv".to_owned(), Some(3)), "line 3 in a.csv");
    says(&Error("a.csv".to_owned(), None), "somewhere in a.csv");
}

#[test]
fn void() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "nobody sees this")]
    enum Error {}
    assert_eq!(Error::catalog().entries().count(), 0);
    assert_eq!(size_of::<Error>(), 0);
}

#[test]
fn mixed() {
    #[derive(Debug, MretsError)]
    #[status(400, detail("{left}, {}, {middle}, {right}", 1, middle = 2, right = 3))]
    struct Error {
        left: usize,
        right: usize,
    }
    says(&Error { left: 0, right: 9 }, "0, 1, 2, 3");
}

#[test]
fn ints() {
    #[derive(Debug, MretsError)]
    enum Error {
        #[status(400, detail = "line {0}")]
        Tuple(usize, usize),
        #[status(400, detail("line {0}", '-'))]
        Braced { line: usize },
    }
    says(&Error::Tuple(3, 4), "line 3");
    says(&Error::Braced { line: 3 }, "line -");
}

#[test]
#[rustfmt::skip]
fn trailing_comma() {
    #[derive(Debug, MretsError)]
    #[status(
        400,
        detail(
            "at {0}",
        ),
    )]
    struct Error(char);
    says(&Error('x'), "at x");
}

#[test]
fn field() {
    #[derive(Debug)]
    struct Place {
        line: usize,
    }
    #[derive(Debug, MretsError)]
    #[status(400, detail("line {}", .0.line))]
    struct Error(Place);
    says(&Error(Place { line: 3 }), "line 3");
}

#[test]
fn nested_tuple_field() {
    #[derive(Debug)]
    struct Line(usize);
    #[derive(Debug, MretsError)]
    #[status(400, detail("line {}", .0.0))]
    struct Error(Line);
    says(&Error(Line(3)), "line 3");
}

#[test]
fn pointer() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "{place:p}")]
    struct Error {
        place: Box<u8>,
    }
    let error = Error { place: Box::new(3) };
    says(&error, &format!("{:p}", error.place));
}

#[test]
fn variant_from_the_call_site() {
    macro_rules! errors {
        ($variant:ident($value:ident)) => {
            #[derive(Debug, MretsError)]
            enum Own {
                #[status(400, detail = "{0:?}")]
                $variant($value),
            }

            #[derive(Debug, MretsError)]
            #[status(400, detail = "{0:?}")]
            enum Inherited {
                $variant($value),
            }
        };
    }
    errors!(Line(u8));
    says(&Own::Line(3), "3");
    says(&Inherited::Line(3), "3");
}

#[test]
fn message_from_the_call_site() {
    macro_rules! errors {
        ($($variants:tt)*) => {
            #[derive(Debug, MretsError)]
            enum Error {
                $($variants)*
            }
        };
    }
    errors! {
        #[status(400, detail = "line {0}")]
        Tuple(u8),
        #[status(400, detail = "column {column}")]
        Braced { column: u8 },
    }
    says(&Error::Tuple(3), "line 3");
    says(&Error::Braced { column: 4 }, "column 4");
}

#[test]
fn raw() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "unknown kind {type}")]
    struct Error {
        r#type: &'static str,
    }
    says(&Error { r#type: "x" }, "unknown kind x");
}

#[test]
fn raw_in_a_variant() {
    #[derive(Debug, MretsError)]
    enum Error {
        #[status(400, detail = "unknown kind {type}")]
        Braced { r#type: &'static str },
    }
    says(&Error::Braced { r#type: "x" }, "unknown kind x");
}

#[test]
fn keyword() {
    #[derive(Debug, MretsError)]
    #[status(400, detail("unknown kind {match}", match = 1))]
    struct Error;
    says(&Error, "unknown kind 1");
}

#[test]
fn this() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "failed: {self:?}")]
    struct Error;
    says(&Error, "failed: Error");
}

#[test]
fn special_characters() {
    #[derive(Debug, MretsError)]
    enum Error {
        #[status(400, detail = "left {{")]
        Left,
        #[status(400, detail = "left \x7B\x7B")]
        LeftByByte,
        #[status(400, detail = "left \u{7B}\u{7B}")]
        LeftByCodePoint,
        #[status(400, detail = "right }}")]
        Right,
        #[status(400, detail = "right \x7D\x7D")]
        RightByByte,
        #[status(400, detail = "right \u{7D}\u{7D}")]
        RightByCodePoint,
        #[status(
            400,
            detail = "one \
            line"
        )]
        Continued,
        #[status(400, detail = "letter \u{61}")]
        Letter,
    }
    for (error, text) in [
        (Error::Left, "left {"),
        (Error::LeftByByte, "left {"),
        (Error::LeftByCodePoint, "left {"),
        (Error::Right, "right }"),
        (Error::RightByByte, "right }"),
        (Error::RightByCodePoint, "right }"),
        (Error::Continued, "one line"),
        (Error::Letter, "letter a"),
    ] {
        says(&error, text);
    }
}

#[test]
fn raw_strings() {
    #[derive(Debug, MretsError)]
    enum Error {
        #[status(400, detail = r#"raw "left" {{"#)]
        Left,
        #[status(400, detail = r"raw left \x7B is \u{{7B}}")]
        LeftByByte,
        #[status(400, detail = r#"raw "right" }}"#)]
        Right,
        #[status(400, detail = r"raw right \x7D is \u{{7D}}")]
        RightByByte,
    }
    says(&Error::Left, r#"raw "left" {"#);
    says(&Error::LeftByByte, r"raw left \x7B is \u{7B}");
    says(&Error::Right, r#"raw "right" }"#);
    says(&Error::RightByByte, r"raw right \x7D is \u{7D}");
}
