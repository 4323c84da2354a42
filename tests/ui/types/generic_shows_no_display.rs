use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error<T> {
    #[status(404, detail = "There is no {0}.")]
    NotFound(T),
}

#[derive(Debug)]
struct Plain;

fn problem(error: &Error<Plain>) -> mrets_errors::Problem {
    error.to_problem()
}

fn main() {}
