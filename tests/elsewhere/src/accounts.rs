//! A command whose errors are exit codes, and a function in Lambda.

use mrets_errors::MretsError;
use mrets_errors_elsewhere::{exit_code, lambda};
use std::process::ExitCode;
use std::{env, fs, io};

#[derive(Debug, MretsError)]
enum AccountError {
    #[status(404, detail = "There is no account {0}.")]
    NoAccount(String),
    #[status(429, retry_after = 3)]
    TooMany,
    #[status(500, display = "accounts.txt cannot be read")]
    Unreadable(#[from] io::Error),
    #[status(400, detail = "Which account?")]
    WhichAccount,
}

#[tokio::main]
async fn main() -> ExitCode {
    // Lambda sets it.
    if env::var_os("AWS_LAMBDA_RUNTIME_API").is_some() {
        return lambda::run()
            .await
            .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    exit_code::run(|| owner(env::args().nth(1)))
}

fn owner(name: Option<String>) -> Result<(), AccountError> {
    match name.ok_or(AccountError::WhichAccount)? {
        name if name == "ada" => Ok(()),
        name if name == "busy" => Err(AccountError::TooMany),
        name if name == "lost" => Ok(fs::read("/no/such/folder/accounts.txt").map(drop)?),
        name => Err(AccountError::NoAccount(name)),
    }
}
