use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500)]
    Mistaken(#[from(u32)] std::io::Error),
}

fn main() {}
