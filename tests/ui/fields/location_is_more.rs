use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500)]
enum Error {
    Twice(
        #[location] &'static std::panic::Location<'static>,
        #[location] &'static std::panic::Location<'static>,
    ),
    Sent(
        #[location]
        #[meta]
        &'static std::panic::Location<'static>,
    ),
}

fn main() {}
