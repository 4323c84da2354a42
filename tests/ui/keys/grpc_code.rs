use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(409, grpc = "ALREADY_EXIST")]
    Near,
    #[status(409, grpc = "AlreadyExists")]
    AnotherCase,
    #[status(409, grpc = "OK")]
    Success,
    #[status(409, grpc = "6")]
    Number,
    #[status(409, grpc = ALREADY_EXISTS)]
    Bare,
    #[status(304, grpc = "ABORTED")]
    NotModified,
    #[status(transparent, grpc = "ABORTED")]
    Transparent(Inner),
}

#[derive(Debug, MretsError)]
#[status(409, grpc = "ABORTED", grpc = "ALREADY_EXISTS")]
struct Inner;

fn main() {}
