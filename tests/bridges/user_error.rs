//! The enum of the manual's page.

use mrets_errors::MretsError;

type Cause = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
pub enum UserError {
    #[status(404, detail = "There is no such user.")]
    NoUser,
    #[status(
        409,
        detail = "This address is registered.",
        pointer = "/data/attributes/email"
    )]
    EmailTaken,
    #[status(
        422,
        detail = "There is no such team.",
        pointer = "/data/relationships/team"
    )]
    NoTeam,
    #[status(503, retry_after = 1, log = "warn")]
    Busy(#[source] Cause),
    #[status(500)]
    Database(#[source] Cause),
    #[status(500)]
    Mail(#[from] std::io::Error), // stands beside the `From`s below
}
