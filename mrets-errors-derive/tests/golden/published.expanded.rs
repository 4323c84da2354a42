const _: () = {
    use ::mrets_errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::RegistryError"),
        texts: "RecordNotFoundRecord not found404{\"errors\":[{\"title\":\"Record not found\",\"detail\":\"\",\"code\":\"404\",\"status\":\"404\"}]}Unauthenticated401{\"errors\":[{\"title\":\"Unauthorized\",\"detail\":\"Missing or incorrect authentication credentials. This may also returned in other undefined circumstances.\",\"code\":\"401\",\"status\":\"401\"}]}InvalidAttributeinvalid_attributeTooManyRequests429{\"errors\":[{\"title\":\"Too Many Requests\",\"detail\":\"Returned when a request cannot be served due to the API token's rate limit having been exhausted. See Rate Limiting.\",\"code\":\"429\",\"status\":\"429\"}]}Database500{\"errors\":[{\"title\":\"Internal Server Error\",\"detail\":\"Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later.\",\"code\":\"500\",\"status\":\"500\"}]}Invalid422",
        rows: b"\x94\x01\x01\0\0 \0\0\0\0\x0E\0\0\0\x0E\0\0\0\x1E\0\0\0!\0\0\0!\0\0\0!\0\0\0R\0\0\0r\0\0\0\x91\x01\0\0\0 r\0\0\0\x81\0\0\0\x81\0\0\0\x81\0\0\0\x84\0\0\0\x84\0\0\0\x84\0\0\0:\x01\0\0:\x01\0\0\xA6\x01\x11\0\0\0:\x01\0\0J\x01\0\0J\x01\0\0J\x01\0\0[\x01\0\0[\x01\0\0[\x01\0\0[\x01\0\0[\x01\0\0\xAD\x01\0\x04\0 [\x01\0\0j\x01\0\0j\x01\0\0j\x01\0\0m\x01\0\0m\x01\0\0m\x01\0\x003\x02\0\x003\x02\0\0\xF4\x01\0\0\0 3\x02\0\0;\x02\0\0;\x02\0\0;\x02\0\0>\x02\0\0>\x02\0\0>\x02\0\0y\x03\0\0y\x03\0\0\xA6\x01\0\x08\0 y\x03\0\0\x80\x03\0\0\x80\x03\0\0\x80\x03\0\0\x83\x03\0\0\x83\x03\0\0\x83\x03\0\0\x83\x03\0\0\x83\x03\0\0",
        constants: &[],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: "0 id\n2 name problem\n",
    };
    #[automatically_derived]
    impl __mrets::Answerable for RegistryError {
        fn answer(&self) -> __mrets::Answer {
            __mrets::Answer::of(
                &__TABLE,
                match *self {
                    Self::RecordNotFound { .. } => 0,
                    Self::Unauthenticated { .. } => 1,
                    Self::InvalidAttribute { .. } => 2,
                    Self::TooManyRequests { .. } => 3,
                    Self::Database { .. } => 4,
                    Self::Transfer { 0: ref _0, .. } => {
                        return __mrets::Answerable::answer(__mrets::inner(_0))
                            .transparent(&__TABLE);
                    }
                    Self::Invalid { .. } => 5,
                },
            )
        }
        fn write(
            &self,
            __part: __mrets::Part,
            __out: &mut __mrets::Sink<'_>,
        ) -> __mrets::FmtResult {
            match *self {
                Self::RecordNotFound { ref id, .. } => {
                    __out
                        .write(
                            "\u{19}The record identified by  could not be found.",
                            &[id],
                        )
                }
                Self::InvalidAttribute { ref name, ref problem, .. } => {
                    match __part {
                        __mrets::Part::Detail => {
                            __out.write("\0\u{1} ", &[name, problem])
                        }
                        _ => {
                            __out
                                .write(
                                    "\u{11}/data/attributes/",
                                    &[&__mrets::Pointer(name)],
                                )
                        }
                    }
                }
                Self::TooManyRequests { ref wait, .. } => {
                    __out.retry_after(&(wait));
                    __mrets::Ok(())
                }
                Self::Transfer { 0: ref _0, .. } => {
                    __mrets::forward(__mrets::inner(_0), __part, __out)
                }
                _ => __mrets::Ok(()),
            }
        }
        fn reply(&self, __question: &mut __mrets::Question<'_>) -> __mrets::FmtResult {
            match *self {
                Self::Transfer { 0: ref _0, .. } => {
                    __mrets::Answerable::reply(__mrets::inner(_0), __question)
                }
                Self::Invalid { 0: ref _0, .. } => {
                    __mrets::ErrorCollection::reply(_0, __question)
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
                    "0 detail 49:The record identified by {id} could not be found.1 headers 1:12 detail 16:{name} {problem}2 source 1:12 places 1:13 headers 1:1",
                    &[
                        "www-authenticate",
                        "pointer",
                        "/data/attributes/{name}",
                        "retry-after",
                    ],
                    &[
                        (
                            5,
                            "Transfer",
                            |__catalog| {
                                (&__mrets::Inner::<TransferError>::TYPE)
                                    .__mrets_describe(__catalog)
                            },
                        ),
                        (
                            6,
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
    impl __mrets::Answering for RegistryError
    where
        for<'__mrets> RegistryError: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::MretsError for RegistryError
    where
        for<'__mrets> RegistryError: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::Display for RegistryError {
        fn fmt(&self, __formatter: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
            __mrets::display(self as &dyn __mrets::AnsweringError, __formatter)
        }
    }
    #[automatically_derived]
    impl __mrets::Error for RegistryError {
        fn source(&self) -> __mrets::Option<&(dyn __mrets::Error + 'static)> {
            match *self {
                Self::Database { 0: ref _0, .. } => {
                    use __mrets::marked_source::*;
                    __mrets::Some((&&&__mrets::SourceField(_0)).__mrets_as_dyn_error())
                }
                Self::Transfer { 0: ref _0, .. } => {
                    __mrets::AnsweringError::own_source(__mrets::inner(_0))
                }
                _ => __mrets::None,
            }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<rusqlite::Error> for RegistryError {
        #[inline]
        fn from(__source: rusqlite::Error) -> Self {
            Self::Database { 0: __source }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<rusqlite::Error> for __mrets::Box<RegistryError> {
        #[inline]
        fn from(__source: rusqlite::Error) -> Self {
            __mrets::Box::new(__mrets::From::from(__source))
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<TransferError> for RegistryError {
        #[inline]
        fn from(__source: TransferError) -> Self {
            Self::Transfer { 0: __source }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<TransferError> for __mrets::Box<RegistryError> {
        #[inline]
        fn from(__source: TransferError) -> Self {
            __mrets::Box::new(__mrets::From::from(__source))
        }
    }
    __mrets::respond! {
        [] [RegistryError] []
    }
};
