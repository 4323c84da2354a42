//! [`ErrorObject`] as an error: one that was made by hand.

use crate::answer::answerable::{Answerable, Answering, Question};
use crate::answer::catalog::Catalog;
use crate::answer::made::MadeObject;
use crate::answer::row::Row;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::row::table::{Rendered, Table};
use crate::answer::sink::Sink;
use crate::document::dialect::DEFAULT_DIALECT;
use crate::document::object::ErrorObject;
use crate::error::decode::{Decode, Tried};
use crate::error::mrets_error::MretsError;
use std::error::Error;
use std::fmt;

/// Answers as the object says, or with a 500 if it has no `status`. Even a 5xx is sent as it is, since a text
/// written by hand is meant for clients.
impl Answerable for ErrorObject {
    fn answer(&self) -> Answer {
        static TABLE: Table = Table {
            path: "mrets_errors::ErrorObject",
            texts: "",
            rows: &Row::by_value(0, 0), // nobody has named it
            constants: &[],
            dialect: &DEFAULT_DIALECT,
            rendered: Rendered::new(),
            arguments: "",
        };
        Answer::at(&TABLE, 0, self.http_status())
    }

    fn write(&self, _: Part, _: &mut Sink<'_>) -> fmt::Result {
        Ok(())
    }

    fn reply(&self, question: &mut Question<'_>) -> fmt::Result {
        if let Question::Made(answer, made) = question {
            **made = Some(Box::new(MadeObject::by_hand(self, answer)));
        }
        Ok(())
    }

    fn describe(catalog: &mut Catalog) {
        catalog.open();
    }
}

impl Answering for ErrorObject {}

impl MretsError for ErrorObject {}

impl Error for ErrorObject {}

/// Shows the detail, else the title, else the status.
impl fmt::Display for ErrorObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = [&self.detail, &self.title, &self.code, &self.status];
        let text = texts.into_iter().flatten().next();
        f.write_str(text.map_or("an error without a message", String::as_str))
    }
}

impl Decode for ErrorObject {
    fn inner(errors: &[ErrorObject], tried: Tried<'_>) -> Option<Self> {
        match errors {
            [error] if tried.allows(error.http_status()) => Some(error.clone()),
            _ => None,
        }
    }
}
