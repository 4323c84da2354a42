pub static SHOP: mrets_errors::Dialect = mrets_errors::Dialect::NEUTRAL;

mod errors {
    mrets_errors::dialect!(crate::SHOP);
}

fn main() {}
