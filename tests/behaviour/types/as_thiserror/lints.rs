//! Lints that point at generated code, or that it must not break.

use mrets_errors::MretsError;

#[test]
#[deny(clippy::allow_attributes)]
fn allow_attributes() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Error(#[from] anyhow::Error);
    assert_eq!(Error::from(anyhow::anyhow!("the cause")).status(), 500);
}

#[test]
#[deny(unused_qualifications)]
fn unused_qualifications() {
    #[expect(
        unused_imports,
        reason = "generated code qualifies the name nevertheless"
    )]
    use std::{error::Error, fmt::Display};

    #[derive(Debug, MretsError)]
    #[status(400)]
    struct Failed;
    assert_eq!(Failed.status(), 400);
}

#[test]
#[deny(clippy::elidable_lifetime_names, clippy::needless_lifetimes)]
fn needless_lifetimes() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    enum Error<'a> {
        Io(#[from] std::io::Error),
        Borrowed(&'a ()),
    }
    assert_eq!(Error::Borrowed(&()).status(), 500);
    assert!(matches!(
        Error::from(std::io::Error::other("the cause")),
        Error::Io(_)
    ));
}

#[test]
#[forbid(clippy::needless_lifetimes)]
fn forbidden_needless_lifetimes() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Error(#[from] std::io::Error);
    let error = Error::from(std::io::Error::other("the cause"));
    assert_eq!(error.status(), 500);
}

#[test]
#[deny(deprecated)]
fn deprecated() {
    #[derive(Debug, MretsError)]
    #[deprecated]
    #[status(410, detail = "gone")]
    struct Struct;

    #[derive(Debug, MretsError)]
    #[status(410, detail("{name} {}", .name))]
    struct Field {
        #[deprecated]
        name: String,
    }

    #[derive(Debug, MretsError)]
    #[deprecated]
    enum Enum {
        #[status(410)]
        Variant,
    }

    #[derive(Debug, MretsError)]
    enum Variant {
        #[deprecated]
        #[status(410)]
        Variant,
    }

    #[derive(Debug, MretsError)]
    enum From {
        #[status(transparent)]
        Variant(
            #[from]
            #[allow(deprecated)]
            Struct,
        ),
    }

    #[allow(deprecated)]
    {
        let name = "x".to_owned();
        assert_eq!(Field { name }.detail(), "x x");
        assert_eq!(Enum::Variant.status(), 410);
        assert_eq!(Variant::Variant.status(), 410);
        assert_eq!(From::from(Struct).detail(), "gone");
    }
}
