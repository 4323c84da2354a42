//! `title`: the kind of problem, the same in every occurrence.

use crate::support::object;
use mrets_errors::MretsError;

const NOWHERE: &str = "Nowhere \"here\"";

mod texts {
    pub(super) const ELSEWHERE: &str = concat!("Else", "where");
}

#[derive(Debug, MretsError)]
enum Titles {
    #[status(404, title = "As written")]
    Literal,
    #[status(404, code = "a", title = NOWHERE)]
    Constant,
    #[status(404, code = "b", title = texts::ELSEWHERE)]
    Module,
    #[status(404, code = "c", title = Self::OWN)]
    Associated,
    #[status(404, code = "d", title = concat!(stringify!(Macros), " ", 2))]
    Macros,
}

impl Titles {
    const OWN: &str = "Own";
}

#[test]
fn a_title_is_a_text_or_a_constant() {
    for (error, title) in [
        (Titles::Literal, "As written"),
        (Titles::Constant, NOWHERE),
        (Titles::Module, "Elsewhere"),
        (Titles::Associated, "Own"),
        (Titles::Macros, "Macros 2"),
    ] {
        assert_eq!(error.title(), title);
        assert_eq!(object(&error)["title"], title);
    }
    let titles: Vec<_> = Titles::catalog()
        .entries()
        .map(|entry| entry.title)
        .collect();
    assert!(titles.contains(&Some("Own")));
}

/// A type that borrows has constants, too.
#[test]
fn a_constant_of_a_type_with_a_lifetime() {
    #[derive(Debug, MretsError)]
    #[status(404, title = Self::TITLE, code = Self::CODE)]
    struct Borrows<'a>(&'a str);

    impl Borrows<'_> {
        const TITLE: &'static str = "Borrowed";
        const CODE: &'static str = "borrowed";
    }

    let error = Borrows("x");
    assert_eq!(
        (error.title(), error.code()),
        ("Borrowed".into(), "borrowed".into())
    );
}
