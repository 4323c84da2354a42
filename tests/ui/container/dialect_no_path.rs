mrets_errors::dialect!(mrets_errors::Dialect::NEUTRAL.challenge("Bearer"));

fn main() {}
