#[allow(deprecated)]
const _: () = {
    use api::errors::private as __mrets;
    use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
    static __TABLE: __mrets::Table = __mrets::Table {
        path: ::core::concat!(::core::module_path!(), "::EveryKey"),
        texts: "AwayAwayUnauthenticatedBasic401Gone410Teapot418",
        rows: b"\xF7\x01\xF7\x07\0\xC0\0\0\0\0\x04\0\0\0\x04\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x08\0\0\0\x91\x01\0\x01\0\"\x08\0\0\0\x17\0\0\0\x1C\0\0\0\x1C\0\0\0\x1F\0\0\0\x1F\0\0\0\x1F\0\0\0\x1F\0\0\0\x1F\0\0\0\x9A\x01\0\x01\0 \x1F\0\0\0#\0\0\0#\0\0\0#\0\0\0&\0\0\0&\0\0\0&\0\0\0&\0\0\0&\0\0\0\xA2\x01\0\x01` &\0\0\0,\0\0\0,\0\0\0,\0\0\0/\0\0\0/\0\0\0/\0\0\0/\0\0\0/\0\0\0",
        constants: &[(0, __mrets::Text::Code, codes::AWAY)],
        dialect: {
            use crate::*;
            &__MRETS_DIALECT
        },
        rendered: __mrets::Rendered::new(),
        arguments: "0 name\n",
    };
    #[automatically_derived]
    impl __mrets::Answerable for EveryKey {
        fn answer(&self) -> __mrets::Answer {
            __mrets::Answer::of(
                &__TABLE,
                match *self {
                    Self::Away { .. } => 0,
                    Self::Unauthenticated { .. } => 1,
                    Self::Gone { .. } => 2,
                    Self::Teapot { .. } => 3,
                },
            )
        }
        fn write(
            &self,
            __part: __mrets::Part,
            __out: &mut __mrets::Sink<'_>,
        ) -> __mrets::FmtResult {
            match *self {
                Self::Away { ref name, ref items, ref id, .. } => {
                    match __part {
                        __mrets::Part::Detail => __out.write("\0 is away.", &[name]),
                        __mrets::Part::Display => {
                            match (&(items.len()),) {
                                (__0,) => __out.write("\0\u{2}: ", &[name, &__0]),
                            }
                        }
                        __mrets::Part::Id => __out.write("\0", &[&(id)]),
                        __mrets::Part::Pointer => {
                            __out
                                .write(
                                    "\u{11}/data/attributes/",
                                    &[&__mrets::Pointer(name)],
                                )
                        }
                        __mrets::Part::Parameter => __out.write("\u{7}filter[]", &[name]),
                        __mrets::Part::Header => __out.write("X-Name", &[]),
                        __mrets::Part::About => {
                            __out
                                .write(
                                    "\u{1a}https://shop.example/away/",
                                    &[&__mrets::Percent(name)],
                                )
                        }
                        __mrets::Part::Type => {
                            __out.write("https://shop.example/away", &[])
                        }
                        __mrets::Part::Meta => {
                            __out.meta("\u{5}items\u{2}of", &[items, &(7)])
                        }
                        _ => {
                            __out.header("x-name", &(name));
                            __out.retry_after(&(30));
                            __mrets::Ok(())
                        }
                    }
                }
                Self::Unauthenticated { .. } => {
                    __out
                        .write(
                            "\0",
                            &[
                                &__mrets::DocsLink {
                                    template: "https://shop.example/errors",
                                    table: &__TABLE,
                                    variant: "Unauthenticated",
                                    code: "",
                                    status: 401u16,
                                },
                            ],
                        )
                }
                Self::Gone { .. } => {
                    __out
                        .write(
                            "\0",
                            &[
                                &__mrets::DocsLink {
                                    template: "https://shop.example/errors",
                                    table: &__TABLE,
                                    variant: "Gone",
                                    code: "",
                                    status: 410u16,
                                },
                            ],
                        )
                }
                Self::Teapot { .. } => {
                    __out
                        .write(
                            "\0",
                            &[
                                &__mrets::DocsLink {
                                    template: "https://shop.example/errors",
                                    table: &__TABLE,
                                    variant: "Teapot",
                                    code: "",
                                    status: 418u16,
                                },
                            ],
                        )
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
                            "0 meta 5:items",
                            __mrets::MetaType::<Vec<u8>>::TYPE.__mrets_schema(),
                        ),
                        ("0 meta 2:of", __mrets::MetaType::<i64>::TYPE.__mrets_schema()),
                    ],
                );
            __catalog
                .describe(
                    __mrets::type_name::<Self>(),
                    &__TABLE,
                    "0 detail 15:{name} is away.0 source 1:30 places 1:30 links 1:40 headers 1:20 meta 1:21 docs 27:https://shop.example/errors1 headers 1:12 doc 20:Goes with version 3.2 deprecated 36:answered as `Away` from version 3 on2 docs 27:https://shop.example/errors3 hidden 0:3 docs 27:https://shop.example/errors",
                    &[
                        "pointer",
                        "parameter",
                        "header",
                        "/data/attributes/{name}",
                        "filter[{name}]",
                        "X-Name",
                        "about",
                        "https://shop.example/away/{name}",
                        "type",
                        "https://shop.example/away",
                        "retry-after",
                        "x-name",
                        "items",
                        "of",
                        "www-authenticate",
                    ],
                    &[],
                );
        }
    }
    #[automatically_derived]
    impl __mrets::Answering for EveryKey
    where
        for<'__mrets> EveryKey: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::MretsError for EveryKey
    where
        for<'__mrets> EveryKey: __mrets::Error,
    {}
    #[automatically_derived]
    impl __mrets::Display for EveryKey {
        fn fmt(&self, __formatter: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
            __mrets::display(self as &dyn __mrets::AnsweringError, __formatter)
        }
    }
    #[automatically_derived]
    impl __mrets::Error for EveryKey {}
    __mrets::respond! {
        [] [EveryKey] []
    }
};
