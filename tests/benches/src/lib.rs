//! Empty, since the benches are targets of their own: `counts.rs` and `table.rs`.
