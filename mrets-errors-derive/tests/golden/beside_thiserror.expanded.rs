const _: () = {
    use ::mrets_errors::{MretsError as __MretsError, private as __mrets};
    static __ROWS: [__mrets::Row; 2] = [
        __mrets::Row {
            variant: "NoAccount",
            status: 404,
            title: "Not Found",
            code: "404",
            detail: "The URI requested is invalid or the resource requested, such as an account, does not exist.",
            parts: __mrets::Part::Detail.bit(),
            before: "{\"errors\":[{\"title\":\"Not Found\",\"detail\":\"",
            after: "\",\"code\":\"404\",\"status\":\"404\"}]}",
            ..__mrets::Row::BASE
        },
        __mrets::Row {
            variant: "Database",
            status: 500,
            title: "Internal Server Error",
            code: "500",
            detail: "Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later.",
            body: "{\"errors\":[{\"title\":\"Internal Server Error\",\"detail\":\"Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later.\",\"code\":\"500\",\"status\":\"500\"}]}",
            ..__mrets::Row::BASE
        },
    ];
    #[automatically_derived]
    impl __mrets::Answerable for AccountError {
        fn answer(&self) -> __mrets::Answer {
            __mrets::Answer::of(
                &__ROWS,
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
            __out.write(&[""], &[self])
        }
        fn describe(__catalog: &mut __mrets::Catalog) {
            static __NOTES: [__mrets::Note; 2] = [
                __mrets::Note {
                    detail: "there is no account {0}",
                    is_message: true,
                    ..__mrets::Note::BASE
                },
                __mrets::Note {
                    ..__mrets::Note::BASE
                },
            ];
            __catalog.describe(::core::any::type_name::<Self>(), &__ROWS, &__NOTES, &[]);
        }
    }
    #[automatically_derived]
    impl __MretsError for AccountError {
        fn as_answering_error(&self) -> &dyn __mrets::AnsweringError {
            self
        }
    }
    __mrets::respond! {
        [] [AccountError] []
    }
};
