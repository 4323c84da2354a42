//! [`Asked`]: an error's answer, for which it is asked once.

use crate::answer::answerable::{Answerable, AnsweringError};
use crate::answer::row::answer::Answer;
use crate::document::status::combined;
use std::fmt;
use std::rc::Rc;

/// An error's answer. The code of a user may decide the status, so the error is asked once, and all that is made of its
/// answer reads this.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) answer: Answer,
    /// The errors in it, if they decide its answer. They are counted, so that who has none drops nothing, and a copy
    /// for another dialect copies none of them.
    inner: Option<Rc<Vec<Self>>>,
}

/// Takes one of the errors in a value, its answer, and at least how many follow it.
type VisitAsked<'a> = dyn FnMut(&dyn AnsweringError, &Asked, usize) -> fmt::Result + 'a;

impl Asked {
    /// Asks an error.
    pub(crate) fn of(error: &dyn Answerable) -> Self {
        let mut asked = Self::alone(error.answer());
        asked.ask_inner(error);
        asked
    }

    /// The answer of an error, before the errors in it are [asked](Self::ask_inner).
    ///
    /// A caller that is to be fast does both by itself, so that the error writes its answer in its place: [`of`](Self::of)
    /// copies it, and a processor waits to read in one piece what it has just written in several.
    #[inline]
    pub(crate) fn alone(answer: Answer) -> Self {
        Self {
            answer,
            inner: None,
        }
    }

    /// Asks the errors in a value, if they decide its answer.
    #[inline]
    pub(crate) fn ask_inner(&mut self, error: &dyn Answerable) {
        if self.answer.is_combined {
            self.combine(error);
        }
    }

    /// Asks the errors in a value, and combines their answers: their statuses, and the first dialect that is not the
    /// default one.
    #[cold]
    fn combine(&mut self, error: &dyn Answerable) {
        let mut inner = Vec::new();
        // The visitor does not fail.
        let _ = error.errors(&mut |error, following| {
            if inner.is_empty() {
                inner.reserve_exact(following + 1);
            }
            inner.push(Self::of(error));
            Ok(())
        });
        let answer = &mut self.answer;
        answer.status = combined(inner.iter().map(|inner| inner.answer.status));
        for inner in &inner {
            if answer.dialect.is_default() {
                answer.dialect = inner.answer.dialect;
            }
        }
        self.inner = Some(Rc::new(inner));
    }

    /// Visits the errors in a value, each with its answer in the dialect of the value.
    ///
    /// # Errors
    ///
    /// Fails if the visitor fails.
    pub(crate) fn visit(&self, error: &dyn Answerable, visit: &mut VisitAsked<'_>) -> fmt::Result {
        let inner = self.inner.as_ref().map(|inner| inner.as_slice());
        let mut known = inner.unwrap_or_default().iter();
        let outer = self.answer.dialect;
        error.errors(&mut |error, following| {
            let known = known.next();
            // The default dialect changes no answer, so none is copied.
            if let Some(known) = known
                && outer.is_default()
            {
                return visit(error, known, following);
            }
            let mut asked = known.cloned().unwrap_or_else(|| Self::of(error));
            asked.answer.speak_in(outer);
            visit(error, &asked, following)
        })
    }
}
