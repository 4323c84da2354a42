const _: () = {
    use ::mrets_errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::AccountError"),
        texts: "NoAccount404{\"errors\":[{\"title\":\"Not Found\",\"detail\":\"\",\"code\":\"404\",\"status\":\"404\"}]}Database500{\"errors\":[{\"title\":\"Internal Server Error\",\"detail\":\"Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later.\",\"code\":\"500\",\"status\":\"500\"}]}",
        rows: b"\x94\x01\x01\0\0 \0\0\0\0\t\0\0\0\t\0\0\0\t\0\0\0\x0C\0\0\0\x0C\0\0\0\x0C\0\0\x006\0\0\0V\0\0\0\xF4\x01\0\0\0 V\0\0\0^\0\0\0^\0\0\0^\0\0\0a\0\0\0a\0\0\0a\0\0\0\x9C\x01\0\0\x9C\x01\0\0",
        constants: &[],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: "",
    };
    #[automatically_derived]
    impl __mrets::Answerable for AccountError {
        fn answer(&self) -> __mrets::Answer {
            __mrets::Answer::of(
                &__TABLE,
                match *self {
                    Self::NoAccount { .. } => 0,
                    Self::Database { .. } => 1,
                },
            )
        }
        fn write(
            &self,
            __part: __mrets::Part,
            __out: &mut __mrets::Sink<'_>,
        ) -> __mrets::FmtResult {
            __out.write("\0", &[self])
        }
        #[inline]
        fn describe(__catalog: &mut __mrets::Catalog) {
            __catalog
                .describe(
                    __mrets::type_name::<Self>(),
                    &__TABLE,
                    "0 detail 23:there is no account {0}0 message 0:",
                    &[],
                    &[],
                );
        }
    }
    #[automatically_derived]
    impl __mrets::Answering for AccountError {}
    #[automatically_derived]
    impl __mrets::MretsError for AccountError
    where
        for<'__mrets> AccountError: __mrets::Error,
    {}
    #[automatically_derived]
    impl ::core::convert::From<io::Error> for __mrets::Box<AccountError> {
        #[inline]
        fn from(__source: io::Error) -> Self {
            __mrets::Box::new(__mrets::From::from(__source))
        }
    }
    __mrets::respond! {
        [] [AccountError] []
    }
};
