//! One file for each framework. `cases.rs` holds the requests and the answers of all frameworks.

mod actix_web;
mod axum;
mod cases;
mod domain;
mod manual_table;
mod observed;
mod poem;
mod rewritten_cases;
mod rocket;
mod salvo;
mod speaking;
mod warp;
