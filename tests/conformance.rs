//! The standards, rule by rule. Each test is named after its rule and cites its source. Every answer of one list, which
//! writes each key and each status, must obey the rules.

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
