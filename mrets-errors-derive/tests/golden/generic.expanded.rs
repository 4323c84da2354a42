const _: () = {
    use ::mrets_errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::StoreError"),
        texts: "Missing404{\"errors\":[{\"title\":\"Not Found\",\"detail\":\"\",\"code\":\"404\",\"status\":\"404\"}]}Away503{\"errors\":[{\"title\":\"Service Unavailable\",\"detail\":\"M-RETS servers are up, but overloaded with requests or being upgraded. Try again later.\",\"code\":\"503\",\"status\":\"503\"}]}",
        rows: b"\x94\x01\x01\0\0 \0\0\0\0\x07\0\0\0\x07\0\0\0\x07\0\0\0\n\0\0\0\n\0\0\0\n\0\0\x004\0\0\0T\0\0\0\xF7\x01\0\x04\0 T\0\0\0X\0\0\0X\0\0\0X\0\0\0[\0\0\0[\0\0\0[\0\0\0\x06\x01\0\0\x06\x01\0\0",
        constants: &[],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: "0 0\n",
    };
    #[automatically_derived]
    impl<S: Store, T> __mrets::Answerable for StoreError<S, T>
    where
        S: 'static,
        T: ::core::fmt::Display,
    {
        fn answer(&self) -> __mrets::Answer {
            __mrets::Answer::of(
                &__TABLE,
                match *self {
                    Self::Missing { .. } => 0,
                    Self::Away { .. } => 1,
                },
            )
        }
        fn write(
            &self,
            __part: __mrets::Part,
            __out: &mut __mrets::Sink<'_>,
        ) -> __mrets::FmtResult {
            match *self {
                Self::Missing { 0: ref _0, .. } => {
                    __out.write("\u{c}There is no .", &[_0])
                }
                Self::Away { ref after, .. } => {
                    __out.retry_after(&(after));
                    __mrets::Ok(())
                }
            }
        }
        #[inline]
        fn describe(__catalog: &mut __mrets::Catalog) {
            __catalog
                .describe(
                    __mrets::type_name::<Self>(),
                    &__TABLE,
                    "0 detail 16:There is no {0}.1 headers 1:1",
                    &["retry-after"],
                    &[],
                );
        }
    }
    #[automatically_derived]
    impl<S: Store, T> __mrets::Answering for StoreError<S, T>
    where
        S: 'static,
        Self: ::core::error::Error + __mrets::Answerable,
    {}
    #[automatically_derived]
    impl<S: Store, T> __mrets::MretsError for StoreError<S, T>
    where
        S: 'static,
        Self: ::core::error::Error + __mrets::Answerable,
    {}
    #[automatically_derived]
    impl<S: Store, T> __mrets::Display for StoreError<S, T>
    where
        S: 'static,
        T: ::core::fmt::Display,
    {
        fn fmt(&self, __formatter: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
            __mrets::display(self, __formatter)
        }
    }
    #[automatically_derived]
    impl<S: Store, T> __mrets::Error for StoreError<S, T>
    where
        S: 'static,
        S::Error: ::core::error::Error + 'static,
        Self: ::core::fmt::Debug,
        Self: ::core::fmt::Display,
    {
        fn source(&self) -> __mrets::Option<&(dyn __mrets::Error + 'static)> {
            match *self {
                Self::Away { ref cause, .. } => {
                    use __mrets::marked_source::*;
                    __mrets::Some(
                        (&&&__mrets::SourceField(cause)).__mrets_as_dyn_error(),
                    )
                }
                _ => __mrets::None,
            }
        }
    }
    __mrets::respond! {
        [S : Store, T] [StoreError < S, T >] [where S : 'static, StoreError < S, T > :
        __mrets::MretsError]
    }
};
