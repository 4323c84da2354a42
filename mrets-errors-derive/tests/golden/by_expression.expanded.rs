const _: () = {
    use ::mrets_errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::StoreError"),
        texts: "KindCallPlacedListed",
        rows: b"\0\0\x08\0\0\0\0\0\0\0\x04\0\0\0\x04\0\0\0\x04\0\0\0\x04\0\0\0\x04\0\0\0\x04\0\0\0\x04\0\0\0\x04\0\0\0\0\0\x01\0\0\0\x04\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\0\0\0\0\0\x10\x08\0\0\0\x0E\0\0\0\x0E\0\0\0\x0E\0\0\0\x0E\0\0\0\x0E\0\0\0\x0E\0\0\0\x0E\0\0\0\x0E\0\0\0\0\0\0\x02\0P\x0E\0\0\0\x14\0\0\0\x14\0\0\0\x14\0\0\0\x14\0\0\0\x14\0\0\0\x14\0\0\0\x14\0\0\0\x14\0\0\0",
        constants: &[(3, __mrets::Text::Code, StoreError::LISTED)],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: "1 1\n",
    };
    #[automatically_derived]
    impl __mrets::Answerable for StoreError {
        fn answer(&self) -> __mrets::Answer {
            match *self {
                Self::Kind { ref kind, .. } => {
                    return __mrets::Answer::at(
                        &__TABLE,
                        0,
                        __mrets::as_status(&(kind.status())),
                    );
                }
                Self::Call { 0: ref _0, .. } => {
                    return __mrets::Answer::at(
                        &__TABLE,
                        1,
                        __mrets::as_status(&(status_of(_0))),
                    );
                }
                Self::Placed { ref kind, .. } => {
                    return __mrets::Answerable::answer(__mrets::inner(kind))
                        .like(&__TABLE, 2);
                }
                Self::Listed { .. } => {
                    return __mrets::Answerable::answer(__mrets::inner(&(self.entry())))
                        .like(&__TABLE, 3);
                }
            }
        }
        fn write(
            &self,
            __part: __mrets::Part,
            __out: &mut __mrets::Sink<'_>,
        ) -> __mrets::FmtResult {
            match *self {
                Self::Kind { ref kind, .. } => {
                    use __mrets::{IsText as _, NoCode as _, ShowsText as _};
                    __out
                        .write(
                            "\0",
                            &[&(&&__mrets::CodeValue(&(kind.errcode()))).__mrets_code()],
                        )
                }
                Self::Call { 1: ref _1, .. } => __out.write("\0", &[_1]),
                Self::Listed { 0: ref _0, .. } => __out.meta("\u{4}code", &[_0]),
                _ => __mrets::Ok(()),
            }
        }
        fn reply(&self, __question: &mut __mrets::Question<'_>) -> __mrets::FmtResult {
            match *self {
                Self::Placed { ref kind, ref at, .. } => {
                    __question.locate(*at);
                    __mrets::like(self, __mrets::inner(kind), __question)
                }
                Self::Listed { .. } => {
                    __mrets::like(self, __mrets::inner(&(self.entry())), __question)
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
                    &[("3 meta 4:code", __mrets::MetaType::<u16>::TYPE.__mrets_schema())],
                );
            __catalog
                .describe(
                    __mrets::type_name::<Self>(),
                    &__TABLE,
                    "1 detail 3:{1}3 meta 1:1",
                    &["code"],
                    &[
                        (
                            3,
                            "Placed",
                            |__catalog| {
                                (&__mrets::Inner::<Kind>::TYPE).__mrets_describe(__catalog)
                            },
                        ),
                        (
                            4,
                            "Listed",
                            |__catalog| {
                                (&__mrets::type_by::<
                                    Self,
                                    _,
                                >(|__this| match *__this {
                                    Self::Listed { .. } => {
                                        __mrets::Some(__mrets::Inner::of(&(__this.entry())))
                                    }
                                    _ => __mrets::None,
                                }))
                                    .__mrets_describe(__catalog)
                            },
                        ),
                    ],
                );
        }
    }
    #[automatically_derived]
    impl __mrets::Answering for StoreError
    where
        for<'__mrets> StoreError: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::MretsError for StoreError
    where
        for<'__mrets> StoreError: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::Display for StoreError {
        fn fmt(&self, __formatter: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
            __mrets::display(self as &dyn __mrets::AnsweringError, __formatter)
        }
    }
    #[automatically_derived]
    impl __mrets::Error for StoreError {
        fn source(&self) -> __mrets::Option<&(dyn __mrets::Error + 'static)> {
            match *self {
                Self::Placed { ref kind, .. } => {
                    __mrets::AnsweringError::own_source(__mrets::inner(kind))
                }
                _ => __mrets::None,
            }
        }
    }
    __mrets::respond! {
        [] [StoreError] []
    }
};
