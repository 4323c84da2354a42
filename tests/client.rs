//! The client's side: a `Failure` of any response, whether its request may be sent again, and the
//! clients that give one.

mod client {
    mod answer_shapes;
    mod calls;
    mod hostile_bodies;
    mod middleware;
    mod real_servers;
    mod reqwest;
    mod retry;
    mod server;
}
