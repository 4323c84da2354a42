//! The client's side: a `Failure` of any response, whether its request may be sent again, and the
//! clients that give one.

mod client {
    mod hostile_bodies;
    mod real_servers;
    mod reqwest;
    mod retry;
    mod shapes;
}
