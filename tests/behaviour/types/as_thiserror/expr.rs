//! Expressions as compilers and installers write them into their messages.

use super::says;
use mrets_errors::MretsError;
use std::fmt::Display;
use std::path::PathBuf;

#[test]
fn conditions() {
    #[derive(Debug, MretsError)]
    enum Error {
        #[status(400, detail("cannot rotate {} by {most} bits or more (not {wanted})", if *.is_left { "left" } else { "right" }))]
        Rotation {
            is_left: bool,
            most: u64,
            wanted: u64,
        },
        #[status(400, detail("unknown: {}", (.0).iter().rev().copied().collect::<Vec<_>>().join("/")))]
        Unknown(Vec<&'static str>),
        #[status(400, detail("{}number is too large",
            if let Some(is_signed) = .is_signed {
                if *is_signed { "signed " } else { "unsigned " }
            } else {
                ""
            }
        ))]
        ByIf { is_signed: Option<bool> },
        #[status(400, detail("{}number is too large", match .is_signed {
            Some(true) => "signed ",
            Some(false) => "unsigned ",
            None => "",
        }))]
        ByMatch { is_signed: Option<bool> },
    }
    let rotation = Error::Rotation {
        is_left: true,
        most: 8,
        wanted: 9,
    };
    says(&rotation, "cannot rotate left by 8 bits or more (not 9)");
    says(&Error::Unknown(vec!["a", "b", "c"]), "unknown: c/b/a");
    for (is_signed, text) in [
        (Some(true), "signed number is too large"),
        (Some(false), "unsigned number is too large"),
        (None, "number is too large"),
    ] {
        says(&Error::ByIf { is_signed }, text);
        says(&Error::ByMatch { is_signed }, text);
    }
}

#[test]
fn closures() {
    #[derive(Debug, MretsError)]
    enum Error {
        #[status(
            404,
            detail(
                "{release} has no part {part}{}",
                .nearest
                    .as_ref()
                    .map_or_else(String::new, |nearest| format!("; is it {nearest}?")),
            )
        )]
        Part {
            release: String,
            part: String,
            nearest: Option<String>,
        },
    }
    let error = |nearest: Option<&str>| Error::Part {
        release: "stable".to_owned(),
        part: "crago".to_owned(),
        nearest: nearest.map(ToOwned::to_owned),
    };
    says(&error(None), "stable has no part crago");
    says(
        &error(Some("cargo")),
        "stable has no part crago; is it cargo?",
    );
}

#[test]
fn bindings_of_associated_types() {
    trait Scale<T>: Display {
        type Unit;
    }

    impl<T> Scale<T> for u8 {
        type Unit = u16;
    }

    #[derive(Debug, MretsError)]
    #[allow(non_snake_case)]
    #[status(400, detail("{Unit} {scale}", scale = &7_u8 as &dyn Scale<u8, Unit = u16>))]
    struct Error {
        Unit: PathBuf,
    }
    let error = Error {
        Unit: PathBuf::from("kg"),
    };
    says(&error, "kg 7");
}

#[test]
fn turbofish() {
    #[derive(Debug, MretsError)]
    #[status(400, detail(
        "{} {} {}",
        None::<u8>.is_none(),
        Vec::<Vec<u16>>::new().len(),
        (0..2).filter(|_| Option::<Box<dyn Fn(u8) -> u8>>::None.is_none()).count(),
    ))]
    struct Error;
    says(&Error, "true 0 2");
}

#[test]
fn captures_of_other_macros() {
    #[derive(Debug, MretsError)]
    #[status(400, detail("{}", format!("{part:>width$} of {whole:?}")), headers("X-Part" = format_args!("{part}")))]
    struct Error {
        part: u8,
        whole: &'static str,
        width: usize,
    }
    let error = Error {
        part: 7,
        whole: "x",
        width: 3,
    };
    says(&error, "  7 of \"x\"");
    assert_eq!(error.headers()["x-part"], "7");

    macro_rules! error {
        ($name:ident { $($field:ident)* } $text:literal) => {
            #[derive(Debug, MretsError)]
            #[status(400, detail("{}", format!($text)))]
            struct $name { $($field: u8),* }
        };
    }
    error! { Fragment { part } "{part}" }
    says(&Fragment { part: 1 }, "1");

    // Braces of a text that is no format string.
    #[derive(Debug, MretsError)]
    #[status(400, detail("{}", stringify!("{part} {")))]
    struct NoFormat {
        part: u8,
    }
    let error = NoFormat { part: 1 };
    assert_eq!(error.part, 1);
    says(&error, "\"{part} {\"");
}
