#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", decode)]
pub enum TransferError {
    #[status(422, detail = "There are {left} certificates, and {wanted} are wanted.")]
    TooFew { left: u32, wanted: u32 },
    #[status(.status, code = "upstream")]
    Upstream { status: StatusCode },
    #[status(304)]
    Unchanged,
    #[status(500)]
    Database(#[from] Option<io::Error>),
    #[status(transparent)]
    Registry(#[from] RegistryError),
    #[status(422)]
    Invalid(#[errors] Vec<FieldError>),
}
