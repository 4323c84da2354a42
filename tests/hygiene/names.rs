//! Generated code in places where every name means something else.

/// Decodes each variant where the names are in the way.
macro_rules! every_variant_comes_back {
    ($decoded:ident) => {
        let status = StatusCode::GONE;
        for error in [
            $decoded::Sent("a".to_owned(), Some('c')),
            $decoded::RunTime {
                status,
                value: 'c',
                secret: 0,
                others: None,
                headers: vec![],
            },
            $decoded::From(None),
            $decoded::Several(vec![]),
            $decoded::Unauthenticated,
        ] {
            let object = &error.to_envelope().errors[0];
            assert_eq!($decoded::from_error_object(object), Ok(error));
        }
        let errors = vec![$decoded::<char>::Unauthenticated, $decoded::From(None)];
        let errors = $decoded::Several(errors);
        assert_eq!(
            $decoded::from_failure(&Failure::from(&errors.to_response())),
            Ok(errors)
        );
        let boxed = $decoded::<char>::Boxed(Box::new($decoded::Unauthenticated));
        assert_eq!(header(&boxed, "www-authenticate").unwrap(), "Basic");
        assert_eq!(
            object(&boxed)["links"]["type"],
            "https://example.org/errors#unauthenticated"
        );
        assert_eq!(body(&$decoded::<char>::NotModified), "");
        assert_eq!(
            $decoded::<char>::catalog().entries().next().unwrap().doc,
            "Documented."
        );
    };
}

mod methods;
mod ours;
mod prelude;
mod renamed;
mod scopes;
mod shadowed;
