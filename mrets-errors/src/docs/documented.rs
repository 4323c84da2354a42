//! [`Catalog::check_documented`]: the check that each error has a doc comment.

use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use std::error::Error;
use std::fmt;

/// The check of doc comments, of the feature `docs`.
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
impl Catalog {
    /// Checks, in a test of the service, that each variant has a doc comment. The page shows it to people who got the
    /// error.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// enum AccountError {
    ///     /// No account has this number.
    ///     ///
    ///     /// # Solutions
    ///     ///
    ///     /// List the accounts first.
    ///     #[status(404)]
    ///     NotFound,
    ///     #[status(409)]
    ///     Closed,
    /// }
    ///
    /// let error = AccountError::catalog().check_documented().unwrap_err();
    /// assert!(error.to_string().contains("AccountError::Closed"));
    /// assert!(!error.to_string().contains("AccountError::NotFound"));
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if a variant, or a struct, has no doc comment, unless it is `#[doc(hidden)]`.
    pub fn check_documented(&self) -> Result<(), UndocumentedError> {
        let undocumented = self
            .entries()
            .filter(|entry| !entry.is_hidden && entry.doc.trim().is_empty());
        let paths: Vec<String> = undocumented.map(Entry::path).collect();
        if paths.is_empty() {
            Ok(())
        } else {
            Err(UndocumentedError(paths))
        }
    }
}

/// The variants that [`Catalog::check_documented`] finds without a doc comment.
///
/// Its `Debug` is its message too, so that a test that unwraps it shows it.
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
pub struct UndocumentedError(Vec<String>);

impl fmt::Display for UndocumentedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these errors have no doc comment:\n\n")?;
        for path in &self.0 {
            writeln!(f, "- {path}")?;
        }
        f.write_str("\nWrite above each what it means, and under `# Solutions` what to do")
    }
}

impl fmt::Debug for UndocumentedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Error for UndocumentedError {}
