const _: () = {
    use ::mrets_errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::TransferError"),
        texts: "TooFewtoo_fewUpstreamupstreamUnchangedunchangedDatabasedatabase{\"errors\":[{\"title\":\"Internal Server Error\",\"detail\":\"Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later.\",\"code\":\"database\",\"status\":\"500\"}]}Invalidinvalid",
        rows: b"\xA6\x01\x01\x02\0\0\0\0\0\0\x06\0\0\0\x06\0\0\0\x06\0\0\0\r\0\0\0\r\0\0\0\r\0\0\0\r\0\0\0\r\0\0\0\0\0\0\0\0\0\r\0\0\0\x15\0\0\0\x15\0\0\0\x15\0\0\0\x1D\0\0\0\x1D\0\0\0\x1D\0\0\0\x1D\0\0\0\x1D\0\0\x000\x01\0\0\0\0\x1D\0\0\0&\0\0\0&\0\0\0&\0\0\0/\0\0\0/\0\0\0/\0\0\0/\0\0\0/\0\0\0\xF4\x01\0\0\0\0/\0\0\x007\0\0\x007\0\0\x007\0\0\0?\0\0\0?\0\0\0?\0\0\0\x7F\x01\0\0\x7F\x01\0\0\xA6\x01\0\x08\0\0\x7F\x01\0\0\x86\x01\0\0\x86\x01\0\0\x86\x01\0\0\x8D\x01\0\0\x8D\x01\0\0\x8D\x01\0\0\x8D\x01\0\0\x8D\x01\0\0",
        constants: &[],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: "0 left wanted\n",
    };
    #[automatically_derived]
    impl __mrets::Answerable for TransferError {
        fn answer(&self) -> __mrets::Answer {
            __mrets::Answer::of(
                &__TABLE,
                match *self {
                    Self::TooFew { .. } => 0,
                    Self::Upstream { ref status, .. } => {
                        return __mrets::Answer::at(
                            &__TABLE,
                            1,
                            __mrets::as_status(status),
                        );
                    }
                    Self::Unchanged { .. } => 2,
                    Self::Database { .. } => 3,
                    Self::Registry { 0: ref _0, .. } => {
                        return __mrets::Answerable::answer(__mrets::inner(_0))
                            .transparent(&__TABLE);
                    }
                    Self::Invalid { .. } => 4,
                },
            )
        }
        fn write(
            &self,
            __part: __mrets::Part,
            __out: &mut __mrets::Sink<'_>,
        ) -> __mrets::FmtResult {
            match *self {
                Self::TooFew { ref left, ref wanted, .. } => {
                    match __part {
                        __mrets::Part::Detail => {
                            __out
                                .write(
                                    "\nThere are \u{13} certificates, and  are wanted.",
                                    &[left, wanted],
                                )
                        }
                        _ => __out.meta("\u{4}left\u{6}wanted", &[left, wanted]),
                    }
                }
                Self::Registry { 0: ref _0, .. } => {
                    __mrets::forward(__mrets::inner(_0), __part, __out)
                }
                _ => __mrets::Ok(()),
            }
        }
        fn reply(&self, __question: &mut __mrets::Question<'_>) -> __mrets::FmtResult {
            match *self {
                Self::Registry { 0: ref _0, .. } => {
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
            use __mrets::MetaSchema as _;
            __catalog
                .describe_meta(
                    &__TABLE,
                    &[
                        (
                            "0 meta 4:left0 meta 6:wanted",
                            __mrets::MetaType::<u32>::TYPE.__mrets_schema(),
                        ),
                    ],
                );
            __catalog
                .describe(
                    __mrets::type_name::<Self>(),
                    &__TABLE,
                    "0 detail 55:There are {left} certificates, and {wanted} are wanted.0 meta 1:2",
                    &["left", "wanted"],
                    &[
                        (
                            4,
                            "Registry",
                            |__catalog| {
                                (&__mrets::Inner::<RegistryError>::TYPE)
                                    .__mrets_describe(__catalog)
                            },
                        ),
                        (
                            5,
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
    impl __mrets::Answering for TransferError
    where
        for<'__mrets> TransferError: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::MretsError for TransferError
    where
        for<'__mrets> TransferError: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::Decode for TransferError {
        fn table() -> __mrets::Option<&'static __mrets::Table> {
            __mrets::Some(&__TABLE)
        }
        fn own(
            __row: ::core::primitive::usize,
            __error: &__mrets::ErrorObject,
        ) -> __mrets::Option<Self> {
            __mrets::Some(
                match __row {
                    0 => {
                        match __mrets::from_meta2::<u32, u32>(__error, "left wanted") {
                            __mrets::Some(__members0) => {
                                Self::TooFew {
                                    left: __members0.0,
                                    wanted: __members0.1,
                                }
                            }
                            _ => return __mrets::None,
                        }
                    }
                    1 => {
                        match __mrets::from_status::<StatusCode>(__error) {
                            __mrets::Some(__field0) => {
                                Self::Upstream { status: __field0 }
                            }
                            _ => return __mrets::None,
                        }
                    }
                    2 => Self::Unchanged {},
                    3 => {
                        Self::Database {
                            0: __mrets::not_sent::<Option<io::Error>>(),
                        }
                    }
                    4 => {
                        match __mrets::decode_errors::<
                            Vec<FieldError>,
                        >(&[], __mrets::None) {
                            __mrets::Some(__field0) => Self::Invalid { 0: __field0 },
                            _ => return __mrets::None,
                        }
                    }
                    _ => return __mrets::None,
                },
            )
        }
        fn inner(
            __errors: &[__mrets::ErrorObject],
            __tried: __mrets::Tried<'_>,
        ) -> __mrets::Option<Self> {
            if let __mrets::Some(__inner) = __mrets::decode::<
                RegistryError,
            >(__errors, __tried) {
                return __mrets::Some(Self::Registry { 0: __inner });
            }
            if let __mrets::Some(__inner) = __mrets::decode_collected::<
                Vec<FieldError>,
            >(__errors, __tried, 422u16) {
                return __mrets::Some(Self::Invalid { 0: __inner });
            }
            __mrets::None
        }
    }
    #[automatically_derived]
    impl __mrets::Display for TransferError {
        fn fmt(&self, __formatter: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
            __mrets::display(self as &dyn __mrets::AnsweringError, __formatter)
        }
    }
    #[automatically_derived]
    impl __mrets::Error for TransferError {
        fn source(&self) -> __mrets::Option<&(dyn __mrets::Error + 'static)> {
            match *self {
                Self::Database { 0: ref _0, .. } => {
                    use __mrets::marked_source::*;
                    _0.as_ref()
                        .map(|__source| {
                            (&&&__mrets::SourceField(__source)).__mrets_as_dyn_error()
                        })
                }
                Self::Registry { 0: ref _0, .. } => {
                    __mrets::AnsweringError::own_source(__mrets::inner(_0))
                }
                _ => __mrets::None,
            }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<io::Error> for TransferError {
        #[inline]
        fn from(__source: io::Error) -> Self {
            Self::Database {
                0: ::core::option::Option::Some(__source),
            }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<io::Error> for __mrets::Box<TransferError> {
        #[inline]
        fn from(__source: io::Error) -> Self {
            __mrets::Box::new(__mrets::From::from(__source))
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<RegistryError> for TransferError {
        #[inline]
        fn from(__source: RegistryError) -> Self {
            Self::Registry { 0: __source }
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<RegistryError> for __mrets::Box<TransferError> {
        #[inline]
        fn from(__source: RegistryError) -> Self {
            __mrets::Box::new(__mrets::From::from(__source))
        }
    }
    __mrets::respond! {
        [] [TransferError] []
    }
};
