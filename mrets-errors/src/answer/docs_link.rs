//! [`DocsLink`]: the link of `#[mrets(docs = "...")]`.

use crate::answer::row::table::Table;
use crate::document::address::{anchor, docs_link};
use http::StatusCode;
use std::fmt::{self, Display};

/// The link to the documentation of an answer whose anchor the macro does not know. Generated code
/// writes it.
#[derive(Debug)]
pub struct DocsLink {
    pub template: &'static str,
    pub table: &'static Table,
    pub variant: &'static str,
    /// The service's own code; empty if it has none.
    pub code: &'static str,
    /// The HTTP status; 0 if a field decides it.
    pub status: u16,
}

impl Display for DocsLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = Some(self.code).filter(|code| !code.is_empty());
        let status = StatusCode::from_u16(self.status).ok();
        let own_code = written.or_else(|| self.table.dialect.word_of(status?));
        let anchor = anchor(self.table.path, self.variant, own_code);
        f.write_str(&docs_link(self.template, &anchor))
    }
}
