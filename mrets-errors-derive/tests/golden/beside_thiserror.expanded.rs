const _: () = {
    use ::mrets_errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::AccountError"),
        texts: "NoAccount404{\"errors\":[{\"title\":\"Not Found\",\"detail\":\"\",\"code\":\"404\",\"status\":\"404\"}]}Database500{\"errors\":[{\"title\":\"Internal Server Error\",\"detail\":\"Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later.\",\"code\":\"500\",\"status\":\"500\"}]}",
        rows: &[
            __mrets::Row {
                status: 404,
                parts: __mrets::Part::Detail.bit() | __mrets::Row::DEFAULT_CODE,
                bounds: [0, 9, 9, 9, 12, 12, 12, 54, 86],
            },
            __mrets::Row {
                status: 500,
                parts: __mrets::Row::DEFAULT_CODE,
                bounds: [86, 94, 94, 94, 97, 97, 97, 412, 412],
            },
        ],
        constants: &[],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: __mrets::NO_ARGUMENTS,
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
        ) -> ::core::fmt::Result {
            __out.write("", &[(0, self)])
        }
        #[inline]
        fn describe(__catalog: &mut __mrets::Catalog) {
            const __NOTES: __mrets::NoteList = &[
                (0, __mrets::Note::Detail("there is no account {0}")),
                (0, __mrets::Note::IsMessage),
            ];
            __catalog.describe(::core::any::type_name::<Self>(), &__TABLE, __NOTES, &[]);
        }
    }
    #[automatically_derived]
    impl __mrets::Answering for AccountError {}
    #[automatically_derived]
    impl __mrets::MretsError for AccountError
    where
        for<'__mrets> AccountError: ::core::error::Error,
    {
        #[inline]
        fn as_answering_error(&self) -> &dyn __mrets::AnsweringError {
            self
        }
    }
    #[automatically_derived]
    impl ::core::convert::From<io::Error> for __mrets::Box<AccountError> {
        #[inline]
        fn from(__source: io::Error) -> Self {
            __mrets::Box::new(::core::convert::From::from(__source))
        }
    }
    __mrets::respond! {
        [] [AccountError] []
    }
};
