//! The file for translators, and the check of their translations.

use crate::ShopError;
use mrets_errors::dialect::ErrorPage;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Catalog, Errors, FluentError, FluentFault, Languages, MretsError};
use std::path::Path;

/// A file that nobody has translated has the texts of the attributes.
#[test]
fn the_skeleton_is_the_attributes_texts() {
    #[derive(Debug, MretsError)]
    enum Odd {
        /// A note, with `{braces}`.
        ///
        /// # Solutions
        ///
        /// None.
        #[status(
            409,
            code = "odd.one",
            title = " [a] = \"{{b}}\" ",
            detail = " {{{0:>3}}}\n.x = {1:?}\r\n*[y] \\u0041 "
        )]
        One(u8, &'static str),
        #[status(409, code = "2", detail("{} of {max}; {0}", .n, max = .n + 1))]
        Two { n: u8 },
        #[status(409, code = "only_title", title = "#")]
        OnlyTitle,
        #[status(401)]
        Default,
    }

    let catalog = Odd::catalog();
    let text = catalog.to_fluent();
    assert!(
        text.contains("# A note, with `{braces}`.\n#\n# # Solutions\n#\n# None.\nodd-one ="),
        "{text}"
    );
    let file: &str = text.clone().leak();
    let files: &[(&str, &str)] = vec![("pl", file)].leak();
    let languages: &Languages = Box::leak(Box::new(Languages::new("en", files)));
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("pl.ftl"), file).unwrap();
    catalog.check_fluent(dir.path()).unwrap();
    let page = |page: mrets_errors::Page| page.to_markdown();
    assert_eq!(
        page(catalog.page().language(languages, "pl")),
        // The translator sees the number of an argument that has no name.
        page(catalog.page()).replace(r"\{\} of", r"\{0\} of"),
        "{text}"
    );
}

fn checked(files: &[(&str, &str)]) -> Result<(), FluentError> {
    check(&ShopError::catalog(), files)
}

pub(super) fn check(catalog: &Catalog, files: &[(&str, &str)]) -> Result<(), FluentError> {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    catalog.check_fluent(dir.path())
}

#[test]
fn the_skeleton_passes_its_check() {
    let skeleton = ShopError::catalog().to_fluent();
    checked(&[
        ("en.ftl", &skeleton),
        ("pl/a.ftl", &skeleton),
        ("README.md", "no Fluent"),
    ])
    .unwrap();
    for catalog in [
        mrets_errors::Refusal::catalog(),
        Errors::<ShopError>::catalog(),
        EnvelopeLayer::catalog(),
    ] {
        check(&catalog, &[("pl.ftl", &catalog.to_fluent())]).unwrap();
    }
}

#[test]
fn the_check_finds_each_fault() {
    let skeleton = ShopError::catalog().to_fluent();
    let with = |more: &str| checked(&[("pl.ftl", &format!("{skeleton}\n{more}"))]);
    let without = |old: &str, new: &str| {
        assert!(skeleton.contains(old), "{skeleton}");
        checked(&[("pl.ftl", &skeleton.replace(old, new))])
    };
    let message = |result: Result<(), FluentError>| {
        let error = result.unwrap_err();
        assert_eq!(error.faults().len(), 1, "{error}");
        error.faults()[0].to_string()
    };
    let number =
        |result: Result<(), FluentError>| result.map_or_else(|error| error.faults().len(), |()| 0);
    assert_eq!(
        message(
            without("no_account =", "old_account =")
                .and(Ok(()))
                .map_err(|error| {
                    assert_eq!(error.faults().len(), 2, "{error}");
                    error
                })
                .or_else(|_| without("    .title = Too few certificates\n", ""))
        ),
        "pl: `too_few.title` is missing"
    );
    assert_eq!(
        message(with("helper = x")),
        "pl: `helper` is stale: no error has this text"
    );
    assert_eq!(
        number(without("{ $id }.", "{ helper }.").or_else(|_| with("-term = unused"))),
        0
    );
    assert_eq!(
        message(without("{ $id }", "{ NUMBER($ident) }")),
        "pl: `no_account` asks for `$ident`, and its error has $id"
    );
    assert_eq!(
        message(without(
            "{ $left }",
            "{ $left ->\n [one] { $n }\n *[other] x\n }"
        )),
        "pl: `too_few` asks for `$n`, and its error has $left, $wanted"
    );
    assert_eq!(
        message(without("{ $id }", "{ -shop }")),
        "pl: `no_account` refers to `-shop`, which does not exist"
    );
    assert_eq!(
        message(without("{ $id }", "{ NOW($id) }")),
        "pl: `no_account` refers to `NOW()`, which does not exist"
    );
    assert_eq!(
        message(without("{ $id }", "{ no_account }")),
        "pl: `no_account` refers to itself"
    );
    assert_eq!(
        message(with("no_account = x")),
        "pl: `no_account` occurs twice"
    );
    assert!(message(with("= broken")).contains("pl.ftl:"));
    assert!(message(checked(&[("README.md", "")])).contains("no file of a language"));
    assert!(message(checked(&[("pl!.ftl", &skeleton)])).contains("is no language"));
    let fault = ShopError::catalog()
        .check_fluent(Path::new("/no/such/dir"))
        .unwrap_err();
    assert!(matches!(
        fault.faults(),
        [FluentFault::Broken { line: 0, .. }]
    ));
    // Two languages, and what each lacks.
    let two = checked(&[("ar.ftl", ""), ("pl.ftl", &skeleton)]).unwrap_err();
    assert!(
        two.faults()
            .iter()
            .all(|fault| fault.to_string().starts_with("ar: ")),
        "{two}"
    );
}

#[test]
fn the_check_knows_the_words_of_the_page() {
    let skeleton = ShopError::catalog().to_fluent();
    let words = Catalog::new().page().to_fluent();
    assert_eq!(words, ShopError::catalog().page().to_fluent());
    checked(&[("pl.ftl", &format!("{skeleton}\n{words}"))]).unwrap();
    checked(&[
        ("ar/errors.ftl", &skeleton),
        ("ar/page.ftl", include_str!("page_ar.ftl")),
    ])
    .unwrap();
    let faults = |text: &str| {
        let error = checked(&[("pl.ftl", &format!("{skeleton}\n{text}"))]).unwrap_err();
        let faults = error.faults().iter().map(ToString::to_string);
        faults.collect::<Vec<_>>()
    };
    assert_eq!(
        faults(&words.replace("errors-page-causes = Causes\n", "")),
        ["pl: `errors-page-causes` is missing"]
    );
    assert_eq!(
        faults(&words.replace("Copied", "{ $found }")),
        ["pl: `errors-page-copied` asks for `$found`, and its error has no arguments"]
    );
    assert_eq!(
        faults(&format!("{words}\nerrors-page-colour = x")),
        ["pl: `errors-page-colour` is stale: no error has this text"]
    );
}

#[test]
fn the_check_knows_the_words_of_the_page_of_one_error() {
    let skeleton = ShopError::catalog().to_fluent();
    let words = ErrorPage::to_fluent();
    let faults = |text: &str| {
        let checked = checked(&[("pl.ftl", &format!("{skeleton}\n{text}"))]);
        let error = checked.err().into_iter();
        let faults = error.flat_map(|error| {
            error
                .faults()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        });
        faults.collect::<Vec<_>>()
    };
    assert_eq!(faults(&words), [""; 0]);
    assert_eq!(faults(include_str!("error_page_pl.ftl")), [""; 0]);
    assert_eq!(
        faults(&words.replace("error-page-later = Try again later.\n", "")),
        ["pl: `error-page-later` is missing"]
    );
    assert_eq!(
        faults(&words.replace("[one] Try again in { $hours } hour.", "[one] { $hour }")),
        ["pl: `error-page-in-hours` asks for `$hour`, and its error has $hours"]
    );
}
