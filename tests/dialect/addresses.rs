//! Links to the page of errors, for variants of one name in two modules.

use super::layer::ask;
use axum::Router;
use axum::routing::get;
use http::StatusCode;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Dialect, Envelope, MretsError};

static PAGED: Dialect = Dialect::NEUTRAL.docs("https://shop.example/errors#{code}");

mod invoices {
    #[derive(Debug, super::MretsError)]
    #[mrets(dialect = super::PAGED)]
    pub(super) enum Error {
        #[status(404)]
        NotFound,
    }
}

mod refunds {
    #[derive(Debug, super::MretsError)]
    #[mrets(dialect = super::PAGED)]
    pub(super) enum Error {
        #[status(404)]
        NotFound,
        #[status(409, code = "a/b")]
        Taken,
        #[status(.0)]
        RunTime(super::StatusCode),
        #[status(410, type = "https://other.example/gone")]
        Gone,
    }
}

fn link(error: &dyn MretsError) -> String {
    let links = error.to_envelope().errors[0].links.clone();
    links.unwrap().type_.unwrap()
}

#[test]
fn each_error_has_the_address_that_the_page_has() {
    let invoice = link(&invoices::Error::NotFound);
    assert_eq!(
        invoice,
        "https://shop.example/errors#dialect-addresses-invoices-Error-NotFound"
    );
    let values = [
        refunds::Error::NotFound,
        refunds::Error::Taken,
        refunds::Error::RunTime(StatusCode::CONFLICT),
        refunds::Error::Gone,
    ];
    let links: Vec<_> = values.iter().map(|error| link(error)).collect();
    let catalog = refunds::Error::catalog();
    let of_page: Vec<_> = catalog
        .entries()
        .filter_map(mrets_errors::Entry::link)
        .collect();
    assert_eq!(links, of_page);
    assert!(!links.contains(&invoice));
    assert_eq!(links[1], "https://shop.example/errors#a%2Fb");
    assert_eq!(links[3], "https://other.example/gone");
    let page = catalog.to_html();
    assert!(page.contains(r#"<article id="dialect-addresses-refunds-Error-NotFound""#));
}

#[tokio::test]
async fn a_layers_page_has_the_errors_of_types_without_a_dialect() {
    /// An enum as in a crate that declares no dialect.
    #[derive(Debug, MretsError)]
    #[mrets(dialect = mrets_errors::private::DEFAULT_DIALECT)]
    enum Undeclared {
        #[status(404)]
        NoPage,
        #[status(409, code = "taken", type = "https://other.example/taken")]
        Taken,
    }

    let router = Router::new()
        .route("/", get(|| async { Undeclared::NoPage }))
        .route("/taken", get(|| async { Undeclared::Taken }))
        .layer(EnvelopeLayer::new().dialect(&PAGED));
    for (path, link) in [
        (
            "/",
            "https://shop.example/errors#dialect-addresses-Undeclared-NoPage",
        ),
        ("/taken", "https://other.example/taken"),
    ] {
        let (_, _, body) = ask(router.clone(), path, None).await;
        let envelope = Envelope::from_slice(body.as_bytes()).unwrap();
        let links = envelope.errors[0].links.as_ref().unwrap();
        assert_eq!(links.type_.as_deref(), Some(link));
    }
}
