use mrets_errors::Dialect;

static SHOP: Dialect = Dialect::NEUTRAL.html();

fn main() {
    let _ = &SHOP;
}
