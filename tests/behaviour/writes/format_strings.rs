//! Format strings: everything that thiserror's `#[error]` accepts, compared with it.

use crate::support::{body, header, object};
use mrets_errors::MretsError;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Writes each format string into an enum of thiserror, which the detail is compared with, and into
/// enums of ours alone. The caller writes the derive, since thiserror looks for the fields in its scope.
macro_rules! formats {
    (#[$theirs:meta] $module:ident: $(($($format:tt)*) $variant:ident $fields:tt = $value:tt => $shown:expr;)*) => {
        mod $module {
            use super::*;

            #[$theirs]
            enum Theirs {
                $(
                    #[error($($format)*)]
                    #[status(400, detail($($format)*))]
                    $variant $fields,
                )*
            }

            formats!(ours $(($($format)*) $variant $fields = $value => $shown;)*);

            #[test]
            fn thiserror_shows_the_same() {
                $({
                    let error = Theirs::$variant $value;
                    assert_eq!(error.detail(), error.to_string());
                    assert_eq!(error.to_string(), $shown);
                    body(&error);
                })*
            }
        }
    };
    // Forms that thiserror does not have.
    ($module:ident alone: $($rest:tt)*) => {
        mod $module {
            use super::*;

            formats!(ours $($rest)*);
        }
    };
    (ours $(($($format:tt)*) $variant:ident $fields:tt = $value:tt => $shown:expr;)*) => {
        #[derive(Debug, MretsError)]
        enum Ours {
            $(#[status(400, detail($($format)*))] $variant $fields,)*
        }

        #[derive(Debug, MretsError)]
        enum Shown {
            $(#[status(500, display($($format)*))] $variant $fields,)*
        }

        #[test]
        fn detail_and_display() {
            $({
                let error = Ours::$variant $value;
                assert_eq!(error.to_string(), $shown);
                assert_eq!(error.detail(), $shown);
                body(&error);
                assert_eq!(Shown::$variant $value.to_string(), $shown);
            })*
        }
    };
}

const MAX: u32 = 40;
const MSG_2: &str = "constant";
const _LEADING: u8 = 1;

#[derive(Debug)]
struct Inner {
    data: usize,
    list: Vec<u8>,
}

#[derive(Debug)]
struct Pair(u8, (u8, &'static str));

fn not(flag: &bool) -> bool {
    !*flag
}

formats! { #[derive(Debug, thiserror::Error, MretsError)] placeholders:
    ("{0}") Tuple(u8) = (7) => "7";
    ("{0}{0} {0}") Repeated(u8) = (7) => "77 7";
    ("{1} before {0}") Order(u8, char) = (7, 'c') => "c before 7";
    ("{id}") Named { id: &'static str } = { id: "a" } => "a";
    ("{id} is {id:?}") Both { id: &'static str } = { id: "a\"b" } => r#"a"b is "a\"b""#;
    ("{unused} only") Unused { unused: u8, _other: u8 } = { unused: 1, _other: 2 } => "1 only";
    ("{0:?}") Debug(Option<u8>) = (Some(1)) => "Some(1)";
    ("{0:#?}") Pretty(Option<u8>) = (Some(1)) => "Some(\n    1,\n)";
    ("{{{0}}}") Braces(u8) = (7) => "{7}";
    ("{{}}") NoHole(u8) = (7) => "{}";
    ("}}{{{{") OnlyBraces(u8) = (7) => "}{{";
    ("{0:>8}") Right(&'static str) = ("ab") => "      ab";
    ("{0:*^7}|") Fill(&'static str) = ("ab") => "**ab***|";
    ("{0:}<4}{0:{>4}") FillBrace(&'static str) = ("ab") => "ab}}{{ab";
    ("{0:é>4}") FillWide(&'static str) = ("ab") => "ééab";
    ("{0:08.3}") Zeros(f64) = (1.5) => "0001.500";
    ("{0:+} {1:+}") Signs(u8, i8) = (1, -1) => "+1 -1";
    ("{0:x} {0:X} {0:#x} {0:#010X}") Hex(u32) = (0xbeef) => "beef BEEF 0xbeef 0x0000BEEF";
    ("{0:o} {0:#b}") Octal(u8) = (9) => "11 0b1001";
    ("{0:e} {0:E}") Exponent(f64) = (1500.0) => "1.5e3 1.5E3";
    ("{0:x?} {0:X?}") HexDebug([u8; 1]) = ([0xab]) => "[ab] [AB]";
    ("{0:5}|{0:<5}|{0:.1}") Widths(&'static str) = ("ab") => "ab   |ab   |a";
    ("{0:}") EmptySpec(u8) = (7) => "7";
    ("{0 }{0 :>3 }") Blanks(u8) = (7) => "7  7";
    ("{self:?}") Itself(u8) = (7) => "Itself(7)";
}

formats! { #[derive(Debug, thiserror::Error, MretsError)] widths:
    ("{value:width$}|") ByField { value: u8, width: usize } = { value: 7, width: 3 } => "  7|";
    ("{value:.places$}") Precision { value: f64, places: usize } = { value: 1.23456, places: 2 } => "1.23";
    ("{value:>width$.places$}") ByFields { value: f64, width: usize, places: usize } = { value: 1.23456, width: 6, places: 1 } => "   1.2";
    ("{0:>width$}", width = 4) ByArgument(u8) = (7) => "   7";
    ("{0:>width$}", width = .1.len()) ByExpression(u8, &'static str) = (7, "ab") => " 7";
    ("{:1$}", .value, .width) ByPosition { value: u8, width: usize } = { value: 7, width: 3 } => "  7";
    ("{:.*}", .places, .value) Star { places: usize, value: f64 } = { places: 1, value: 1.23456 } => "1.2";
    ("{:.*} {}", .0, .1, .2) StarAndMore(usize, f64, char) = (1, 1.23456, 'c') => "1.2 c";
    ("{:>+8.*}|", 2, .0) StarWithFlags(f64) = (1.23456) => "   +1.23|";
}

formats! { widths_of_ours alone:
    ("{0:1$}|{0:<1$}|") ByNumber(u8, usize) = (7, 3) => "  7|7  |";
    ("{0:.1$}") PrecisionByNumber(f64, usize) = (1.23456, 2) => "1.23";
    ("{0:01$}") ZeroFlag(u8, usize) = (7, 3) => "007";
    ("{0:>1$.2$}") BothByNumber(f64, usize, usize) = (1.23456, 6, 1) => "   1.2";
    ("{0:>width$}", width = .1 + 1) Computed(u8, usize) = (7, 3) => "   7";
    ("{_0} {0}", _0 = .0 + 1) NamedLikeABinding(u8) = (7) => "8 7";
}

formats! { #[derive(Debug, thiserror::Error, MretsError)] arguments:
    ("{}", .0) Positional(u8) = (7) => "7";
    ("{} {}", .0, .1) Positionals(u8, char) = (7, 'c') => "7 c";
    ("{0} {1} {0}", .a, .b) Numbered { a: u8, b: char } = { a: 7, b: 'c' } => "7 c 7";
    ("{n} of {max}", n = .items.len(), max = .max) Mixed { items: Vec<u8>, max: u8 } = { items: vec![1, 2], max: 5 } => "2 of 5";
    ("{} {n}", .0, n = .1) PositionalAndNamed(u8, u8) = (1, 2) => "1 2";
    ("a={a} b={} c={c} d={d}", 1, c = 2, d = 3) Shadowing { a: u8, d: u8 } = { a: 0, d: 0 } => "a=0 b=1 c=2 d=3";
    ("{0}", '?') NumberInNamed { v: u8 } = { v: 0 } => "?";
    ("1 + 1 = {}", 1 + 1) Arithmetic() = () => "1 + 1 = 2";
    ("{}", not(.0)) InCall(bool) = (true) => "false";
    ("{}", .0.data) Member(Inner) = (Inner { data: 7, list: vec![] }) => "7";
    ("{}", .inner.list.len()) MemberMethod { inner: Inner } = { inner: Inner { data: 7, list: vec![1] } } => "1";
    ("{}", .0.len()) Length(&'static str) = ("abc") => "3";
    ("{}", .0.0) TupleMember((u8, u8)) = ((7, 8)) => "7";
    ("{} {}", .0.1.1, .0 .1 .0) DeepMember(Pair) = (Pair(1, (2, "b"))) => "b 2";
    ("{}", .0.1.1.len()) DeepMethod(Pair) = (Pair(1, (2, "bcd"))) => "3";
    ("{}", .0.iter().map(|n| n * 2).sum::<u8>()) Chain(Vec<u8>) = (vec![1, 2]) => "6";
    ("{}", .0.iter().fold(0, |sum, n| sum + n)) ClosureWithComma(Vec<u8>) = (vec![1, 2]) => "3";
    ("{} {}", .0.iter().fold(0, |sum, n| sum + n), .1) BehindClosure(Vec<u8>, char) = (vec![1, 2], 'c') => "3 c";
    ("{:?}", .0.iter().copied().collect::<BTreeMap<u8, char>>()) Turbofish(Vec<(u8, char)>) = (vec![(1, 'a')]) => "{1: 'a'}";
    ("{n:?} {}", .0.len(), n = .0.iter().copied().collect::<BTreeMap<u8, char>>().len()) TurbofishThenNamed(Vec<(u8, char)>) = (vec![(1, 'a')]) => "1 1";
    ("{}", .0.map_or_else(|| "none".to_owned(), |n| format!("{n}, or {}", n + 1))) Closures(Option<u8>) = (Some(1)) => "1, or 2";
    ("{intro}: {0}", intro = match .1 { Some(n) => format!("number {n}"), None => "empty".to_owned() }) Match(&'static str, Option<u8>) = ("a", Some(1)) => "number 1: a";
    ("{}", if *.0 { "yes" } else { "no" }) If(bool) = (true) => "yes";
    ("{}", { let doubled = .0 * 2; doubled + 1 }) Block(u8) = (3) => "7";
    ("{}", (*.0 as u8) * 2) Cast(i16) = (259) => "6";
    ("{}", .a < .b && *.b >= 2) Comparison { a: u8, b: u8 } = { a: 1, b: 2 } => "true";
    ("{} {}", .0 << 1, .0 >> 1) Shift(u8) = (4) => "8 2";
    ("{}", .0.get(1..).unwrap_or_default()) Range(&'static str) = ("abc") => "bc";
    ("{}", .0[.1.len()]) Index(Vec<u8>, &'static str) = (vec![1, 2], "a") => "2";
    ("{}", [.0, .1].len()) Array(u8, u8) = (1, 2) => "2";
    ("{0:?} {1}", vec![.a, .b], .a) Macro { a: u8, b: u8 } = { a: 1, b: 2 } => "[1, 2] 1";
    ("{}", format!("{}-{}", .0, .1)) NestedFormat(u8, u8) = (1, 2) => "1-2";
    ("{}", "a, b") TextWithComma() = () => "a, b";
    ("{}", -.0) Negative(i8) = (3) => "-3";
    ("{}", !.0) Not(bool) = (false) => "true";
    ("{}", &.0) Reference(u8) = (7) => "7";
    ("{}", MAX + 1) ConstantExpression() = () => "41";
    ("{MAX} {MSG_2} {_LEADING}") Constants() = () => "40 constant 1";
    ("{MAX:>4}{0}") ConstantWithSpec(u8) = (7) => "  407";
    ("{type} {fn}") RawIdentifiers { r#type: u8, r#fn: u8 } = { r#type: 1, r#fn: 2 } => "1 2";
    ("{} {}", .r#type, .r#fn.len()) RawMembers { r#type: u8, r#fn: &'static str } = { r#type: 1, r#fn: "ab" } => "1 2";
    ("{type}", type = 1) KeywordArgument() = () => "1";
    ("{}", r"\d") RawString() = () => r"\d";
    ("{}", .0,) TrailingComma(u8) = (7) => "7";
    ("{n}", n = .0,) TrailingCommaOfNamed(u8) = (7) => "7";
    ("seven",) TrailingCommaOfText() = () => "seven";
    (r#"raw "{0}" \x7B"#) RawFormat(u8) = (7) => r#"raw "7" \x7B"#;
    ("\u{7B}\u{7B}{0}\x7D\x7D") EscapedBraces(u8) = (7) => "{7}";
    ("one \
      line") Continued() = () => "one line";
    ("\ttab \u{1F980} \0 é") Escapes() = () => "\ttab 🦀 \0 é";
}

formats! { #[derive(Debug, thiserror::Error, MretsError)] paths:
    ("{0}") Owned(PathBuf) = (PathBuf::from("/a/b")) => "/a/b";
    ("{path}") Borrowed { path: &'static Path } = { path: Path::new("/a") } => "/a";
    ("{0} {0:?}") Both(PathBuf) = (PathBuf::from("/a")) => "/a \"/a\"";
    ("{0} {1}") AndOthers(PathBuf, u8) = (PathBuf::from("/a"), 7) => "/a 7";
    ("{}", .0.display()) Written(PathBuf) = (PathBuf::from("/a")) => "/a";
}

formats! { paths_of_ours alone:
    ("{0}") Boxed(Box<Path>) = (Path::new("/a").into()) => "/a";
    ("{0}") Counted(Rc<Path>) = (Path::new("/a").into()) => "/a";
    ("{0:?}") DebugOnly(Option<PathBuf>) = (Some(PathBuf::from("/a"))) => "Some(\"/a\")";
}

/// Names that generated code might use itself.
mod names {
    use super::*;

    formats! { #[derive(Debug, thiserror::Error, MretsError)] of_fields:
        ("{out} {part} {f}") Short { out: u8, part: u8, f: u8 } = { out: 1, part: 2, f: 3 } => "1 2 3";
        ("{self_} {formatter} {fmt}") Formatters { self_: u8, formatter: u8, fmt: u8 } = { self_: 1, formatter: 2, fmt: 3 } => "1 2 3";
        ("{row} {answer} {status} {core}") Ours1 { row: u8, answer: u8, status: u8, core: u8 } = { row: 1, answer: 2, status: 3, core: 4 } => "1 2 3 4";
        ("{args} {write} {std} {mrets_errors}") Paths { args: u8, write: u8, std: u8, mrets_errors: u8 } = { args: 1, write: 2, std: 3, mrets_errors: 4 } => "1 2 3 4";
        ("{détail} {名}") Unicode { détail: u8, 名: u8 } = { détail: 1, 名: 2 } => "1 2";
    }

    // No `macro_rules!` stands between, whose hygiene would keep the names apart.
    #[derive(Debug, MretsError)]
    enum Reserved {
        #[status(400, detail = "{__x} {_0} {_1}")]
        Underscores { __x: u8, _0: u8, _1: u8 },
        #[status(400, detail = "{out} {part} {f} {self_}", display = "{f}")]
        Short { out: u8, part: u8, f: u8, self_: u8 },
        #[status(400, detail = "{row} {this} {formatter} {source}")]
        Words {
            row: u8,
            this: u8,
            formatter: u8,
            #[source]
            source: fmt::Error,
        },
        #[status(400, detail = "{core} {std} {mrets_errors}", id = .id, meta(http = .http))]
        Crates {
            core: u8,
            std: u8,
            mrets_errors: u8,
            id: u8,
            http: u8,
        },
    }

    #[test]
    fn of_fields_without_hygiene() {
        let error = Reserved::Underscores {
            __x: 1,
            _0: 2,
            _1: 3,
        };
        assert_eq!(object(&error)["detail"], "1 2 3");
        let error = Reserved::Short {
            out: 1,
            part: 2,
            f: 3,
            self_: 4,
        };
        assert_eq!(object(&error)["detail"], "1 2 3 4");
        assert_eq!(error.to_string(), "3");
        let error = Reserved::Words {
            row: 1,
            this: 2,
            formatter: 3,
            source: fmt::Error,
        };
        assert_eq!(error.detail(), format!("1 2 3 {}", fmt::Error));
        let error = Reserved::Crates {
            core: 1,
            std: 2,
            mrets_errors: 3,
            id: 4,
            http: 5,
        };
        assert_eq!(object(&error)["detail"], "1 2 3");
        assert_eq!(object(&error)["meta"]["http"], 5);
    }
}

#[test]
fn a_pointer_is_where_the_field_points() {
    #[derive(Debug, thiserror::Error, MretsError)]
    enum Pointers {
        #[error("{0:p}")]
        #[status(400, detail = "{0:p}")]
        Text(&'static str),
        #[error("{value:p}")]
        #[status(400, detail = "{value:p}")]
        Boxed { value: Box<u8> },
    }
    let text = "abc";
    let error = Pointers::Text(text);
    assert_eq!(error.detail(), format!("{text:p}"));
    assert_eq!(error.detail(), error.to_string());
    let error = Pointers::Boxed { value: Box::new(1) };
    let Pointers::Boxed { value } = &error else {
        unreachable!()
    };
    assert_eq!(error.detail(), format!("{:p}", *value));
    assert_eq!(error.detail(), error.to_string());
}

/// An argument with items of its own, as in thiserror's documentation.
#[test]
fn an_argument_may_be_a_block_with_items() {
    #[derive(Debug, MretsError)]
    #[status(400, detail("{}", {
        struct Message<'a>(&'a str, &'a Option<usize>);
        impl fmt::Display for Message<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.1 {
                    Some(n) => write!(f, "error {n}")?,
                    None => write!(f, "empty error")?,
                }
                write!(f, ": {}", self.0)
            }
        }
        Message(.0, .1)
    }))]
    struct Error(String, Option<usize>);
    assert_eq!(Error("a".to_owned(), Some(1)).detail(), "error 1: a");
    assert_eq!(Error("a".to_owned(), None).to_string(), "empty error: a");
}

/// Every other key that takes a format string or an expression reads the same language.
#[test]
fn expressions_of_other_keys() {
    #[derive(Debug, MretsError)]
    #[status(
        422,
        id = .items.iter().map(|n| n + 1).max().unwrap_or_default(),
        pointer = "/data/{name:>4}/{MAX}",
        parameter = "{type}[size]",
        header = "X-{name}",
        about = "https://example.org/{name:?}/{items:?}",
        type = "https://example.org/types/{name:.1}",
        meta(
            sum = .items.iter().fold(0, |a, b| a + b),
            map = .items.iter().map(|n| (n.to_string(), *n)).collect::<BTreeMap<String, u8>>(),
            kind = .r#type.to_uppercase(),
            "size, in items" = .items.len(),
            pair = (.name, .pair.1.0),
        ),
        headers("X-Name" = .name, "X-Sum" = .items.iter().fold(0, |a, b| a + b), x_max = MAX),
        retry_after = .items.len() as u64 * 2,
    )]
    struct Error {
        name: &'static str,
        r#type: &'static str,
        items: Vec<u8>,
        pair: (u8, (u8, u8)),
    }
    let error = Error {
        name: "ab",
        r#type: "page",
        items: vec![1, 2],
        pair: (1, (2, 3)),
    };
    let object = object(&error);
    assert_eq!(object["id"], "3");
    assert_eq!(
        object["source"],
        json!({"pointer": "/data/  ab/40", "parameter": "page[size]", "header": "X-ab"})
    );
    assert_eq!(
        object["links"],
        json!({
            "about": "https://example.org/%22ab%22/%5B1%2C%202%5D",
            "type": "https://example.org/types/a",
        })
    );
    assert_eq!(
        object["meta"],
        json!({
            "sum": 3,
            "map": {"1": 1, "2": 2},
            "kind": "PAGE",
            "size, in items": 2,
            "pair": ["ab", 2],
        })
    );
    assert_eq!(header(&error, "x-name").unwrap(), "ab");
    assert_eq!(header(&error, "x-sum").unwrap(), "3");
    assert_eq!(header(&error, "x_max").unwrap(), "40");
    assert_eq!(header(&error, "retry-after").unwrap(), "4");
}
