//! The facade has another name.

use crate::support::{body, object};
use mrets_errors::MretsError;

/// `crate = ...` with every kind of path.
mod types {
    pub(super) mod facade {
        pub(in crate::hygiene::names::renamed) use mrets_errors as alias;
    }

    use mrets_errors as local;

    #[derive(Debug, local::MretsError)]
    #[mrets(crate = local)]
    #[status(404, detail = "{0}")]
    pub(super) struct ByUse(pub(super) u8);

    #[derive(Debug, facade::alias::MretsError)]
    #[mrets(crate = crate::hygiene::names::renamed::types::facade::alias)]
    pub(super) enum ByCratePath {
        #[status(500)]
        Broken(#[from] std::fmt::Error),
        #[status(transparent)]
        Other(ByUse),
    }

    #[derive(Debug, local::MretsError)]
    #[mrets(crate = self::facade::alias)]
    #[status(404)]
    pub(super) struct BySelf;

    #[derive(Debug, local::MretsError)]
    #[mrets(crate = super::types::facade::alias)]
    #[status(404)]
    pub(super) struct BySuper;

    #[derive(Debug, local::MretsError)]
    #[mrets(crate = ::mrets_errors)]
    #[status(404)]
    pub(super) struct ByGlobal;
}

#[test]
fn a_renamed_crate() {
    use types::{ByCratePath, ByGlobal, BySelf, BySuper, ByUse};
    assert_eq!(object(&ByUse(7))["detail"], "7");
    assert_eq!(ByCratePath::from(std::fmt::Error).status(), 500);
    assert_eq!(ByCratePath::Other(ByUse(7)).detail(), "7");
    let bodies = [body(&BySelf), body(&BySuper), body(&ByGlobal)];
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[0], bodies[2]);
}
