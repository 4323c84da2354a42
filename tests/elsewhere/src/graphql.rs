//! An error of a GraphQL resolver, with async-graphql.

use async_graphql::{Error, ErrorExtensions, Object, Result, ResultExt, Value};
use mrets_errors::{MretsError, report};

/// The public half of an error: a message, and beside it what the body of a response holds.
fn to_graphql(error: &(impl MretsError + 'static)) -> Error {
    let answered = report(error); // the log gets all of it
    let mut public = Error::new(match &*error.detail() {
        "" => error.title(),
        detail => detail.into(),
    });
    let first = answered.envelope().errors.first();
    let object = serde_json::to_value(first).unwrap_or_default();
    let extensions = public.extensions.get_or_insert_default();
    extensions.set("code", answered.code());
    extensions.set("error", Value::from_json(object).unwrap_or_default());
    public
}

/// The errors of an account's fields.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
pub enum AccountError {
    /// Nobody has this number.
    #[status(404, detail = "There is no account {id}.", parameter = "id")]
    NoAccount {
        /// The number.
        id: u32,
    },
    /// The cause is for the log.
    #[status(500)]
    Database(#[from] std::io::Error),
}

impl ErrorExtensions for AccountError {
    fn extend(&self) -> Error {
        to_graphql(self)
    }
}

/// The root of all queries.
#[derive(Debug)]
pub struct Query;

#[Object]
impl Query {
    /// The owner of an account.
    async fn owner(&self, id: u32) -> Result<String> {
        owner(id).extend() // a bare `?` would send the `Display`, which is for the log
    }
}

fn owner(id: u32) -> std::result::Result<String, AccountError> {
    match id {
        1 => Ok("Ada".to_owned()),
        2 => Err(std::io::Error::other("disk 3 is on fire"))?,
        _ => Err(AccountError::NoAccount { id }),
    }
}
