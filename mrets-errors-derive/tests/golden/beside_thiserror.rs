#[derive(Debug, thiserror::Error, MretsError)]
pub enum AccountError {
    #[error("there is no account {0}")]
    #[status(404)]
    NoAccount(u32),
    #[error("the database failed")]
    #[status(500)]
    Database(#[from] io::Error),
}
