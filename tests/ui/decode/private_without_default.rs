use mrets_errors::MretsError;

#[derive(Debug)]
enum Shard {
    _North,
}

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(503)]
    Busy { shard: Shard },
}

fn main() {}
