//! gRPC has a package of its own: tonic builds HTTP/2, and the other suites do without.
