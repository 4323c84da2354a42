//! [`FluentError`]: the reason why translations do not pass their check.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

/// The reason why translations do not pass [`Catalog::check_fluent`](crate::Catalog::check_fluent()).
///
/// `Debug` shows the message too, so that a test that unwraps the error shows it.
#[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
pub struct FluentError {
    dir: PathBuf,
    faults: Vec<FluentFault>,
}

/// A fault of a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
pub enum FluentFault {
    /// An error has a text for which the language has no message.
    #[non_exhaustive]
    Missing {
        /// The tag of the language.
        language: String,
        /// The id of the message; `id.title` of its attribute.
        id: String,
    },
    /// No error has this id, and no message that is sent refers to it.
    #[non_exhaustive]
    Stale {
        /// The tag of the language.
        language: String,
        /// The id of the message; `id.name` of an attribute.
        id: String,
    },
    /// A message asks for an argument that its error does not have.
    #[non_exhaustive]
    UnknownArgument {
        /// The tag of the language.
        language: String,
        /// The id of the message.
        id: String,
        /// The name of the argument, without its `$`.
        argument: String,
        /// The names of the existing arguments.
        known: Vec<String>,
    },
    /// A message refers to a message, a term or a function that its language does not have.
    #[non_exhaustive]
    UnknownReference {
        /// The tag of the language.
        language: String,
        /// The id of the message; `-id` of a term.
        id: String,
        /// The message, the `-term` or the `FUNCTION()`.
        reference: String,
    },
    /// A message or a term refers to itself, perhaps over others.
    #[non_exhaustive]
    Cycle {
        /// The tag of the language.
        language: String,
        /// The id of the message; `-id` of a term.
        id: String,
    },
    /// A message occurs twice in its language.
    #[non_exhaustive]
    Duplicate {
        /// The tag of the language.
        language: String,
        /// The id of the message; `-id` of a term.
        id: String,
    },
    /// A file cannot be read, a line is no Fluent, or a name is no language's tag.
    #[non_exhaustive]
    Broken {
        /// The file.
        file: PathBuf,
        /// The number of the line, from 1; 0 if the fault is not in a line.
        line: usize,
        /// The reason.
        reason: String,
    },
    /// The directory has no file of a language.
    NoLanguage,
}

impl FluentError {
    pub(super) fn new(dir: &Path, faults: Vec<FluentFault>) -> Self {
        Self {
            dir: dir.to_owned(),
            faults,
        }
    }

    /// The faults, language by language.
    #[must_use]
    pub fn faults(&self) -> &[FluentFault] {
        &self.faults
    }
}

impl fmt::Display for FluentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { language, id } => write!(f, "{language}: `{id}` is missing"),
            Self::Stale { language, id } => {
                write!(f, "{language}: `{id}` is stale: no error has this text")
            }
            Self::UnknownArgument {
                language,
                id,
                argument,
                known,
            } => {
                write!(f, "{language}: `{id}` asks for `${argument}`, ")?;
                if known.is_empty() {
                    return f.write_str("and its error has no arguments");
                }
                write!(f, "and its error has ${}", known.join(", $"))
            }
            Self::UnknownReference {
                language,
                id,
                reference,
            } => write!(
                f,
                "{language}: `{id}` refers to `{reference}`, which does not exist"
            ),
            Self::Cycle { language, id } => write!(f, "{language}: `{id}` refers to itself"),
            Self::Duplicate { language, id } => {
                write!(f, "{language}: `{id}` occurs twice")
            }
            Self::Broken { file, line, reason } => {
                write!(f, "{}", file.display())?;
                if *line > 0 {
                    write!(f, ":{line}")?;
                }
                write!(f, ": {reason}")
            }
            Self::NoLanguage => f.write_str("there is no file of a language, such as `pl.ftl`"),
        }
    }
}

impl fmt::Display for FluentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "the translations in `{}` do not fit:\n",
            self.dir.display()
        )?;
        for fault in &self.faults {
            writeln!(f, "- {fault}")?;
        }
        f.write_str("\n`Catalog::to_fluent` writes all messages that the errors have")
    }
}

impl fmt::Debug for FluentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Error for FluentError {}
