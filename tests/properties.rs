//! Properties that hold for any value in the fields: a family of errors that writes every key, generated
//! values, and for each rule a second, naive way to the same answer.
//!
//! Two properties stand elsewhere: `negotiate` beside the rules of RFC 9110
//! (`conformance/negotiate.rs`), and the way back beside `decode` (`behaviour/keys/decode.rs`).

mod properties {
    mod answers;
    mod error_page;
    mod family;
    mod formats;
    mod links;
    mod pointers;
    mod privacy;
    mod refusals;
    mod several;
    mod way_back;
}

mod support;
