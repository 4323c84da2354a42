//! The rows by which a client finds the variant that it got.

use crate::answer::row::Text;
use crate::answer::row::answer::Answer;
use crate::answer::row::table::Table;
use http::StatusCode;

impl Table {
    /// The first row with this code, by which a client finds its variant, if the row's status may be the answer's.
    pub(crate) fn row_of_code(
        &'static self,
        code: &str,
        may_be: impl Fn(StatusCode) -> bool,
    ) -> Option<usize> {
        // A row without a constant code has an empty one.
        let mut rows = 0..if code.is_empty() { 0 } else { self.len() };
        rows.find(|row| {
            let answer = Answer::of(self, *row);
            answer.text(Text::Code) == code
                // A value decides the status.
                && (answer.row.status() == 0 || may_be(answer.status))
                // The error that the variant is like has a code of its own, and a 304 has no code.
                && !answer.is_like()
                && answer.has_content()
        })
    }

    /// The first row that answers 304.
    pub(crate) fn row_of_not_modified(&self) -> Option<usize> {
        (0..self.len()).find(|number| self.row(*number).status() == 304)
    }
}
