use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500, detail = "Broken: {cause} in {place}.", challenge = "ApiKey")]
enum Error {
    First { cause: String },
    Second,
    #[status(transparent)]
    Third(#[from] Other),
    #[status(422, detail = "{problem}")]
    Fourth { place: String },
}

#[derive(Debug, MretsError)]
#[status(409)]
struct Other;

fn main() {
    println!("{}", Error::Second);
    println!("{:?}", Error::from(Other).to_response());
}
