//! A payment service's errors, by the derive.

use mrets_errors::{Dialect, MretsError};

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", dialect = PAYMENTS)]
pub enum Error {
    #[status(
        404,
        title = "No such payment",
        detail = "There is no payment {0}.",
        about = "/payments/{0}"
    )]
    NoPayment(u64),
    #[status(402, title = "Card declined", detail = "The card was declined.")]
    Declined { #[meta] retry: bool },
    #[status(
        403,
        title = "Out of credit",
        detail = "The balance is {balance}, but this costs {cost}.",
        about = "/accounts/{account}"
    )]
    OutOfCredit { account: u64, #[meta] balance: u64, cost: u64 },
    #[status(
        422,
        title = "Key reused",
        detail = "The key was used for another payment."
    )]
    KeyReused,
    #[status(
        502,
        title = "Acquirer failed",
        detail = "This is our fault. You were not charged.",
        display = "the acquirer answered {0}"
    )]
    Acquirer(u16),
    #[status(
        500,
        title = "Internal error",
        detail = "This is our fault. You were not charged."
    )]
    Database(#[from] std::io::Error),
}

pub static PAYMENTS: Dialect = Dialect::NEUTRAL
    .docs("https://pay.example/problems/{code}")
    .problem();
