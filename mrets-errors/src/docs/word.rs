//! [`Word`]: the page's own words, which a service can translate beside its errors.

/// A text of the page's own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// The id of its message.
    #[cfg_attr(
        not(feature = "fluent"),
        expect(dead_code, reason = "translations have it")
    )]
    pub(super) id: &'static str,
    /// In English, with placeholders as `{since}`.
    pub(super) english: &'static str,
}

/// The start of the id of each word: no code of an error is likely to start so.
macro_rules! id {
    ($name:literal) => {
        concat!("errors-page-", $name)
    };
}

macro_rules! words {
    ($($constant:ident $name:literal $english:literal;)*) => {
        $(
            #[cfg_attr(not(feature = "docs"), allow(dead_code, reason = "the page shows it"))]
            pub(super) const $constant: Word = Word { id: id!($name), english: $english };
        )*

        /// All of them, in the order in which the page shows them.
        #[cfg(feature = "fluent")]
        pub(super) static WORDS: &[Word] = &[$($constant),*];
    };
}

words! {
    TITLE "title" "Response Codes";
    INTRODUCTION "introduction" "Errors are returned in JSON format, as in the example of each. The `code` in the body is what a client decides by.";
    SEARCH "search" "Search for a code, a message or a whole body";
    SEARCH_HINT "search-hint" "Code, message, or paste a body";
    FOUND "found" "{found} of {all} errors";
    FOUND_BEST "found-best" "{found} of {all} errors, the best {shown} of them:";
    UNKNOWN "unknown" "There is no error {code} on this page. The nearest:";
    INDEX "index" "Index";
    INDEX_LABEL "index-label" "Index of errors";
    BY_STATUS "by-status" "By status";
    BY_TYPE "by-type" "By type";
    BY_LETTER "by-letter" "A to Z";
    SOME_STATUSES "some-statuses" "Some errors have a status that is known only at run time.";
    IS_OPEN "is-open" "This list is open: the service can also return errors that are known only at run time.";
    ERRORS "errors" "Errors";
    COPY_LINK "copy-link" "Copy link";
    COPY_BODY "copy-body" "Copy body";
    COPIED "copied" "Copied";
    NOT_COPIED "not-copied" "Not allowed";
    STATUS "status" "Status";
    SINCE "since" "Since {version}";
    DEPRECATED "deprecated" "Deprecated";
    CAUSES "causes" "Causes";
    SOLUTIONS "solutions" "What to do";
    MESSAGE "message" "Message";
    TRY_AGAIN "try-again" "Try again";
    NOT_NEEDED "not-needed" "Not needed: the client has the answer already.";
    AFTER_HEADER "after-header" "Yes, after the time in Retry-After.";
    AFTER_WAIT "after-wait" "Yes, after a wait.";
    NEVER "never" "No: the same request fails again.";
    MAYBE "maybe" "Only a request that may be repeated, such as a GET: this one may have done its work.";
    GRPC "grpc" "gRPC code";
    SOURCE "source" "Source";
    HEADERS "headers" "Headers";
    HEADER "header" "Header";
    META "meta" "Meta";
    TYPE "type" "Type";
    OTHERS "others" "Others, as the error says";
    LIST "list" "The body holds one error object for each problem.";
    EXAMPLE "example" "As {command} shows it";
    NO_BODY "no-body" "It has no body.";
    STATUS_AT_RUN_TIME "status-at-run-time" "known at run time";
    TITLE_OF_STATUS "title-of-status" "with the title of its status";
    RETIRED "retired" "Retired";
    RETIRED_TEXT "retired-text" "The service sends these codes no more.";
    SENT "sent" "sent since {since}";
    SENT_UNTIL "sent-until" "sent since {since}, until {until}";
    SENT_ONCE "sent-once" "sent once";
    SENT_ONCE_UNTIL "sent-once-until" "sent until {until}";
    ANY_STATUS "any-status" "any status";
    STATUSES "statuses" "HTTP status codes";
    CODE "code" "Code";
    TEXT "text" "Text";
    DESCRIPTION "description" "Description";
}
