use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, meta(max = .max, "max" = 10))]
    Mistaken { max: u32 },
}

fn main() {}
