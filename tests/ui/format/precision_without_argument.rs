use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, detail("{:.*} is too much.", .ratio))]
    Mistaken { ratio: f64 },
}

fn main() {}
