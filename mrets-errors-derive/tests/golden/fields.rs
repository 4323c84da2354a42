#[derive(Debug, MretsError)]
#[status(500)]
pub enum HandlerError {
    #[status(transparent)]
    Store(#[from] Box<StoreError>),
    #[status(422)]
    Invalid(#[errors] Vec<FieldError>),
    Io {
        #[from]
        cause: io::Error,
        #[location]
        at: &'static Location<'static>,
        trace: Backtrace,
        #[from(default)]
        attempt: u32,
    },
    #[status(.status)]
    Upstream {
        status: StatusCode,
        #[headers]
        headers: HeaderMap,
        #[meta(flatten)]
        rest: BTreeMap<String, String>,
    },
}
