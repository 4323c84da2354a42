//! The dialect that wins if a type, its crate, a field and a layer have one each.

use super::layer::ask;
use crate::{PlainError, ShopError, shop, text};
use axum::Router;
use axum::routing::get;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{AnyError, Dialect, Errors, MretsError};

static MRETS: Dialect = Dialect::MRETS;

#[derive(Debug, MretsError)]
#[mrets(dialect = MRETS)]
enum Declared {
    #[status(404)]
    NotFound,
    #[status(transparent)]
    Shop(ShopError),
}

#[test]
fn a_declared_default_comes_before_the_inner_ones() {
    assert_eq!(Declared::NotFound.code(), "404");
    let shop = Declared::Shop(ShopError::NoPage);
    assert_eq!(text(&shop), text(&Declared::NotFound));
    assert!(shop.detail().contains("URI requested is invalid"));
    // A written key comes before all of them.
    let written = Declared::Shop(ShopError::NoArticle { id: 7 });
    assert_eq!(written.code(), "no_article");
    assert_eq!(written.detail(), "There is no article 7.");
}

#[test]
fn a_collection_speaks_as_its_errors_do() {
    let errors: Errors<ShopError> = [ShopError::NoPage, ShopError::NoArticle { id: 7 }]
        .into_iter()
        .collect();
    assert_eq!(
        text(&errors),
        r#"{"code":"not_found","message":"No such page in this shop."}"#
    );
    let boxed = AnyError::from(PlainError::Shop(ShopError::NoPage));
    assert_eq!(boxed.code(), "E_OTHER");
}

#[tokio::test]
async fn a_declared_default_comes_before_the_layers() {
    let router = Router::new()
        .route("/", get(|| async { Declared::NotFound }))
        .layer(EnvelopeLayer::new().dialect(&shop::SHOP));
    let (_, media_type, body) = ask(router, "/", None).await;
    assert_eq!(media_type, "application/vnd.api+json");
    assert_eq!(body, text(&Declared::NotFound));
}
