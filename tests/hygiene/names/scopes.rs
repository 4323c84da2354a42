//! The type stands in a function, or beside another of its name.

use crate::support::{body, object};
use mrets_errors::MretsError;

#[test]
fn in_the_body_of_a_function() {
    fn fail(id: u8) -> Result<(), impl MretsError> {
        #[derive(Debug, MretsError)]
        enum Local {
            #[status(404, detail = "{id} of {MAX}", meta(limit = limit()))]
            NotFound { id: u8 },
        }
        const MAX: u8 = 3;
        fn limit() -> u8 {
            MAX
        }
        Err(Local::NotFound { id })
    }
    let error = fail(7).unwrap_err();
    assert_eq!(error.detail(), "7 of 3");
    assert_eq!(object(&error)["meta"]["limit"], 3);
}

/// Several types in one module share no generated name.
#[test]
fn two_of_one_name_in_two_scopes() {
    let first = {
        #[derive(Debug, MretsError)]
        #[status(404)]
        struct Twin;
        body(&Twin)
    };
    let second = {
        #[derive(Debug, MretsError)]
        #[status(409)]
        struct Twin;
        body(&Twin)
    };
    assert_ne!(first, second);
}
