//! The client's side: the `Failure` of any response, retries, and the supported clients.

mod client {
    mod answer_shapes;
    mod calls;
    mod hostile_bodies;
    mod middleware;
    mod real_servers;
    mod reqwest;
    mod retry;
    mod secrets;
    mod server;
}
