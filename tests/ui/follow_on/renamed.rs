use facade::MretsError;

mod facade {
    pub use mrets_errors::*;
}

#[derive(Debug, MretsError)]
#[mrets(crate = facade)]
enum Error {
    #[status(206)]
    Success,
    #[status(404, pointer = "/data/{name}")]
    NotFound { id: u32 },
}

fn main() {
    println!("{}, {:?}", Error::Success, Error::NotFound { id: 7 }.to_response());
}
