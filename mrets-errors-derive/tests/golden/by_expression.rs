#[derive(Debug, MretsError)]
pub enum StoreError {
    #[status(.kind.status(), code = .kind.errcode())]
    Kind { kind: Kind },
    #[status(status_of(.0), detail = "{1}")]
    Call(u32, String),
    #[status(like = .kind)]
    Placed {
        kind: Kind,
        #[location]
        at: &'static Location<'static>,
    },
    #[status(like = self.entry(), code = Self::LISTED, meta(code = .0))]
    Listed(u16),
}
