use mrets_errors::{Catalog, Languages};

fn main() {
    let _ = Catalog::new().to_fluent();
    Catalog::new().check_fluent("errors").unwrap();
}
