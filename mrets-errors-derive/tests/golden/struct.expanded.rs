const _: () = {
    use ::mrets_errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::TooLarge"),
        texts: "TooLarge413",
        rows: b"\x9D\x01\x01\x02\0 \0\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x0B\0\0\0\x0B\0\0\0\x0B\0\0\0\x0B\0\0\0\x0B\0\0\0",
        constants: &[],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: "0 limit\n",
    };
    #[automatically_derived]
    impl __mrets::Answerable for TooLarge {
        fn answer(&self) -> __mrets::Answer {
            __mrets::Answer::of(
                &__TABLE,
                match *self {
                    Self { .. } => 0,
                },
            )
        }
        fn write(
            &self,
            __part: __mrets::Part,
            __out: &mut __mrets::Sink<'_>,
        ) -> __mrets::FmtResult {
            match *self {
                Self { ref limit, .. } => {
                    match __part {
                        __mrets::Part::Detail => {
                            __out.write("\u{8}At most  bytes are taken.", &[limit])
                        }
                        _ => __out.meta("\u{5}limit", &[limit]),
                    }
                }
            }
        }
        #[inline]
        fn describe(__catalog: &mut __mrets::Catalog) {
            use __mrets::MetaSchema as _;
            __catalog
                .describe_meta(
                    &__TABLE,
                    &[
                        (
                            "0 meta 5:limit",
                            __mrets::MetaType::<u64>::TYPE.__mrets_schema(),
                        ),
                    ],
                );
            __catalog
                .describe(
                    __mrets::type_name::<Self>(),
                    &__TABLE,
                    "0 doc 22:The body is too large.0 detail 32:At most {limit} bytes are taken.0 meta 1:1",
                    &["limit"],
                    &[],
                );
        }
    }
    #[automatically_derived]
    impl __mrets::Answering for TooLarge
    where
        for<'__mrets> TooLarge: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::MretsError for TooLarge
    where
        for<'__mrets> TooLarge: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::Display for TooLarge {
        fn fmt(&self, __formatter: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
            __mrets::display(self as &dyn __mrets::AnsweringError, __formatter)
        }
    }
    #[automatically_derived]
    impl __mrets::Error for TooLarge {}
    __mrets::respond! {
        [] [TooLarge] []
    }
};
