//! The standards, rule by rule: each test is named after its rule and cites its source. The rules are
//! held against every answer of one list, which writes each key and each status.

mod conformance {
    mod every_answer;

    mod data_model;
    mod http;
    mod jsonapi;
    mod negotiate;
    mod problem;
    mod validator_npm;
}

mod support;
