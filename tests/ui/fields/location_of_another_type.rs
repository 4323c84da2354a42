use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500)]
enum Error {
    Text {
        #[from]
        cause: std::io::Error,
        #[location]
        at: &'static str,
    },
    Value {
        #[from]
        cause: std::fmt::Error,
        #[location]
        at: std::panic::Location<'static>,
    },
    Optional(#[location] Option<&'static std::panic::Location<'static>>),
}

fn main() {}
