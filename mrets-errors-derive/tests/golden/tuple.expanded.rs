const _: () = {
    use ::mrets_errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::Taken"),
        texts: "Taken409",
        rows: b"\x99\x01\x05\0\0 \0\0\0\0\x05\0\0\0\x05\0\0\0\x05\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0",
        constants: &[],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: "0 0 hint\n",
    };
    #[automatically_derived]
    impl __mrets::Answerable for Taken {
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
                Self { 0: ref _0, 1: ref _1, .. } => {
                    match __part {
                        __mrets::Part::Detail => {
                            match (&(_0), &(_1.as_deref().unwrap_or_default())) {
                                (__0, __1) => __out.write("\0\t is taken.", &[&__0, &__1]),
                            }
                        }
                        _ => __out.write("\0", &[&(_0)]),
                    }
                }
            }
        }
        #[inline]
        fn describe(__catalog: &mut __mrets::Catalog) {
            __catalog
                .describe(
                    __mrets::type_name::<Self>(),
                    &__TABLE,
                    "0 detail 18:{} is taken{hint}.",
                    &[],
                    &[],
                );
        }
    }
    #[automatically_derived]
    impl __mrets::Answering for Taken
    where
        for<'__mrets> Taken: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::MretsError for Taken
    where
        for<'__mrets> Taken: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::Display for Taken {
        fn fmt(&self, __formatter: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
            __mrets::display(self as &dyn __mrets::AnsweringError, __formatter)
        }
    }
    #[automatically_derived]
    impl __mrets::Error for Taken {}
    __mrets::respond! {
        [] [Taken] []
    }
};
