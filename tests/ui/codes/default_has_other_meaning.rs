use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500, code = "broken")]
enum Error {
    First,
    Second,
    #[status(502, code = "broken")]
    Third,
}

fn main() {}
