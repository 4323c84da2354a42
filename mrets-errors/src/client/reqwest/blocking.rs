//! The same for reqwest's blocking client.

use super::{ENOUGH, cause, is_success};
use crate::client::failure::Failure;
use std::io::Read;

/// What a [`reqwest::blocking::Response`] can do more; import it as
/// `use mrets_errors::reqwest::blocking::ResponseExt as _;`.
///
/// ```no_run
/// use mrets_errors::reqwest::blocking::ResponseExt as _;
///
/// # fn accounts() -> Result<(), Box<dyn std::error::Error>> {
/// let response = reqwest::blocking::get("https://api.example.org/v1/public/accounts")?;
/// let accounts = response.or_failure()?.text()?;
/// # Ok(())
/// # }
/// ```
pub trait ResponseExt: Sized {
    /// As the asynchronous [`or_failure`](super::ResponseExt::or_failure): a success (2xx) or a 304 as
    /// it is, anything else as the failure that it is.
    ///
    /// # Errors
    ///
    /// The failure.
    fn or_failure(self) -> Result<Self, Failure>;
}

impl ResponseExt for ::reqwest::blocking::Response {
    fn or_failure(mut self) -> Result<Self, Failure> {
        if is_success(self.status()) {
            return Ok(self);
        }
        let mut body = Vec::new();
        let enough = u64::try_from(ENOUGH).unwrap_or(u64::MAX);
        let mut beginning = self.by_ref().take(enough);
        let source = beginning.read_to_end(&mut body).err().map(|error| {
            // That of reqwest stands inside.
            match error.downcast::<::reqwest::Error>() {
                Ok(error) => cause(error),
                Err(error) => cause(error),
            }
        });
        let failure = Failure::from_parts(self.status(), self.headers(), &body);
        Err(failure.caused_by(source))
    }
}
