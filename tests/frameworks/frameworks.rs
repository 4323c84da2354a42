//! One file a framework; `cases.rs` is what all of them must answer.

mod actix_web;
mod axum;
mod cases;
mod domain;
mod manual_table;
mod poem;
mod rocket;
mod salvo;
mod warp;
