//! The words of the page of one error, which a person with a browser reads.

use super::{Word, words};

words! {
    "error-page-";
    STATUS "status" "Error {status}";
    MORE "more" "And {more} more.";
    SIGN_IN "sign-in" "Sign in, then try again.";
    NO_ACCESS "no-access" "Go back, or sign in with an account that has access.";
    CHECK_ADDRESS "check-address" "Check the address, or go back.";
    CHECK_INPUT "check-input" "Go back, check what you entered, and try again.";
    RELOAD "reload" "Go back, reload the page, and try again.";
    SEND_LESS "send-less" "Go back, and send less at a time.";
    OTHER_KIND "other-kind" "Go back, and choose another kind of file.";
    OTHER_WAY "other-way" "Go back, and try another way.";
    LATER "later" "Try again later.";
    WAIT "wait" "Wait a moment, then try again.";
    NOW "now" "Try again.";
    IN_SECONDS "in-seconds" "Try again in {seconds} seconds." | "Try again in {seconds} second.";
    IN_MINUTES "in-minutes" "Try again in {minutes} minutes." | "Try again in {minutes} minute.";
    IN_HOURS "in-hours" "Try again in {hours} hours." | "Try again in {hours} hour.";
    IN_DAYS "in-days" "Try again in {days} days." | "Try again in {days} day.";
    MAYBE_DONE "maybe-done" "It may have been done. Check before you try again.";
    NEVER "never" "Go back. Trying again would not help.";
    REFERENCE "reference" "When you ask for help, quote this reference:";
}
