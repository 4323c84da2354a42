#[derive(Debug, MretsError)]
pub enum RegistryError {
    #[status(404, title = "Record not found", detail = "The record identified by {id} could not be found.")]
    RecordNotFound { id: Uuid },

    #[status(401)]
    Unauthenticated,

    #[status(422, code = "invalid_attribute", pointer = "/data/attributes/{name}", detail = "{name} {problem}")]
    InvalidAttribute { name: String, problem: &'static str },

    #[status(429, retry_after = .wait)]
    TooManyRequests { wait: Duration },

    #[status(500)]
    Database(#[from] rusqlite::Error),

    #[status(transparent)]
    Transfer(#[from] TransferError),

    #[status(422)]
    Invalid(#[errors] Vec<FieldError>),
}
