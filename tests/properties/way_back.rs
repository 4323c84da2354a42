//! Decoded errors answer as the sent ones did, and unknown errors are given back, for a type that holds
//! itself in each way.

use super::family::{Decoded, decoded, family};
use crate::support::proptest_config;
use mrets_errors::{Failure, MretsError};
use proptest::prelude::*;

proptest! {
    #![proptest_config(proptest_config())]

    #[test]
    fn a_decoded_error_answers_as_the_sent_one((sent, _) in decoded()) {
        let failure = Failure::from(&sent.to_response());
        let back = Decoded::from_failure(&failure);
        // A variant of several error objects may have a single one, which decodes as itself.
        prop_assert_eq!(back.map(|back| back.to_json()), Ok(sent.to_json()));
    }

    /// Any error decodes to a value of this type, or gives its error object back unchanged.
    #[test]
    fn an_unknown_error_is_given_back(subject in family()) {
        let failure = Failure::from(&subject.error.to_response());
        for object in failure.errors() {
            match Decoded::from_error_object(object) {
                Ok(error) => prop_assert_eq!(error.code(), object.code.as_deref().unwrap()),
                Err(unknown) => prop_assert_eq!(unknown, object),
            }
        }
        if let Err(unknown) = Decoded::from_failure(&failure) {
            prop_assert_eq!(unknown, failure.error());
        }
    }
}
