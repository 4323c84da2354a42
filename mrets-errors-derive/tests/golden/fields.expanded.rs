const _: () = {
    use ::mrets_errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::HandlerError"),
        texts: "Invalid422Io500{\"errors\":[{\"title\":\"Internal Server Error\",\"detail\":\"Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later.\",\"code\":\"500\",\"status\":\"500\"}]}Upstream",
        rows: b"\xA6\x01\0\x08\0 \0\0\0\0\x07\0\0\0\x07\0\0\0\x07\0\0\0\n\0\0\0\n\0\0\0\n\0\0\0\n\0\0\0\n\0\0\0\xF4\x01\0\0\0 \n\0\0\0\x0C\0\0\0\x0C\0\0\0\x0C\0\0\0\x0F\0\0\0\x0F\0\0\0\x0F\0\0\0J\x01\0\0J\x01\0\0\0\0\0\x06\0\0J\x01\0\0R\x01\0\0R\x01\0\0R\x01\0\0R\x01\0\0R\x01\0\0R\x01\0\0R\x01\0\0R\x01\0\0",
        constants: &[],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: "",
    };
    #[automatically_derived]
    impl __mrets::Answerable for HandlerError {
        fn answer(&self) -> __mrets::Answer {
            __mrets::Answer::of(
                &__TABLE,
                match *self {
                    Self::Store { 0: ref _0, .. } => {
                        return __mrets::Answerable::answer(__mrets::inner(_0))
                            .transparent(&__TABLE);
                    }
                    Self::Invalid { .. } => 0,
                    Self::Io { .. } => 1,
                    Self::Upstream { ref status, .. } => {
                        return __mrets::Answer::at(
                            &__TABLE,
                            2,
                            __mrets::as_status(status),
                        );
                    }
                },
            )
        }
        fn write(
            &self,
            __part: __mrets::Part,
            __out: &mut __mrets::Sink<'_>,
        ) -> __mrets::FmtResult {
            match *self {
                Self::Store { 0: ref _0, .. } => {
                    __mrets::forward(__mrets::inner(_0), __part, __out)
                }
                Self::Upstream { ref headers, ref rest, .. } => {
                    match __part {
                        __mrets::Part::Meta => {
                            __out.flatten(rest);
                            __mrets::Ok(())
                        }
                        _ => {
                            __out.header_fields(headers);
                            __mrets::Ok(())
                        }
                    }
                }
                _ => __mrets::Ok(()),
            }
        }
        fn reply(&self, __question: &mut __mrets::Question<'_>) -> __mrets::FmtResult {
            match *self {
                Self::Store { 0: ref _0, .. } => {
                    __mrets::Answerable::reply(__mrets::inner(_0), __question)
                }
                Self::Invalid { 0: ref _0, .. } => {
                    __mrets::ErrorCollection::reply(_0, __question)
                }
                Self::Io { ref at, .. } => {
                    __question.locate(*at);
                    __mrets::Ok(())
                }
                _ => __mrets::Ok(()),
            }
        }
        #[inline]
        fn describe(__catalog: &mut __mrets::Catalog) {
            use __mrets::{Describe as _, DescribeNothing as _};
            __catalog
                .describe(
                    __mrets::type_name::<Self>(),
                    &__TABLE,
                    "2 other_headers 0:2 other_meta 0:",
                    &[],
                    &[
                        (
                            0,
                            "Store",
                            |__catalog| {
                                (&__mrets::Inner::<Box<StoreError>>::TYPE)
                                    .__mrets_describe(__catalog)
                            },
                        ),
                        (
                            1,
                            "Invalid",
                            |__catalog| {
                                (&__mrets::Items::<Vec<FieldError>>::TYPE)
                                    .__mrets_describe(__catalog)
                            },
                        ),
                    ],
                );
        }
    }
    #[automatically_derived]
    impl __mrets::Answering for HandlerError
    where
        for<'__mrets> HandlerError: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::MretsError for HandlerError
    where
        for<'__mrets> HandlerError: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::Display for HandlerError {
        fn fmt(&self, __formatter: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
            __mrets::display(self as &dyn __mrets::AnsweringError, __formatter)
        }
    }
    #[automatically_derived]
    impl __mrets::Error for HandlerError {
        fn source(&self) -> __mrets::Option<&(dyn __mrets::Error + 'static)> {
            match *self {
                Self::Store { 0: ref _0, .. } => {
                    __mrets::AnsweringError::own_source(__mrets::inner(_0))
                }
                Self::Io { ref cause, .. } => {
                    use __mrets::marked_source::*;
                    __mrets::Some(
                        (&&&__mrets::SourceField(cause)).__mrets_as_dyn_error(),
                    )
                }
                _ => __mrets::None,
            }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<Box<StoreError>> for HandlerError {
        #[inline]
        fn from(__source: Box<StoreError>) -> Self {
            Self::Store { 0: __source }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<Box<StoreError>> for __mrets::Box<HandlerError> {
        #[inline]
        fn from(__source: Box<StoreError>) -> Self {
            __mrets::Box::new(__mrets::From::from(__source))
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<StoreError> for HandlerError {
        #[inline]
        fn from(__source: StoreError) -> Self {
            Self::Store {
                0: <Box<StoreError>>::new(__source),
            }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<StoreError> for __mrets::Box<HandlerError> {
        #[inline]
        fn from(__source: StoreError) -> Self {
            __mrets::Box::new(__mrets::From::from(__source))
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<io::Error> for HandlerError {
        #[inline]
        #[track_caller]
        fn from(__source: io::Error) -> Self {
            Self::Io {
                cause: __source,
                at: __mrets::Location::caller(),
                trace: ::std::backtrace::Backtrace::capture(),
                attempt: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<io::Error> for __mrets::Box<HandlerError> {
        #[inline]
        #[track_caller]
        fn from(__source: io::Error) -> Self {
            __mrets::Box::new(__mrets::From::from(__source))
        }
    }
    __mrets::respond! {
        [] [HandlerError] []
    }
};
