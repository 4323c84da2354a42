//! The feature `tracing`: one event for each error that is turned into a response.

use crate::servers::layered;
use mrets_errors::dialect::Body;
use mrets_errors::{AnyError, Dialect, Errors, MretsError};
use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

#[derive(Debug)]
struct Cause(&'static str, Option<Box<Cause>>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&**self.1.as_ref()?)
    }
}

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
enum Error {
    #[status(404, detail = "There is no {0}.")]
    NotFound(&'static str),
    #[status(500, display = "the database failed")]
    Database(#[from] Cause),
    #[status(304)]
    NotModified,
    #[status(503)]
    Several(#[errors] Vec<Error>),
}

fn cause() -> Cause {
    Cause("no such table", Some(Box::new(Cause("disk full", None))))
}

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub(crate) fn subscriber(&self) -> impl tracing::Subscriber + Send + Sync + 'static {
        let writer = self.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .without_time()
            .with_writer(move || writer.clone())
            .finish()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The log of an error that is turned into a response, with its span.
fn log(error: impl axum::response::IntoResponse) -> String {
    logged(|| error.into_response()).0
}

/// Returns the log of a call, and its result.
pub(crate) fn logged<T>(run: impl FnOnce() -> T) -> (String, T) {
    let log = Log::default();
    let result = tracing::subscriber::with_default(log.subscriber(), || {
        tracing::info_span!("request", path = "/").in_scope(run)
    });
    (log.text(), result)
}

fn logged_by(run: impl FnOnce()) -> String {
    logged(run).0
}

#[test]
fn a_5xx_is_an_error_with_its_sources() {
    assert_eq!(
        log(Error::from(cause())),
        "ERROR request{path=\"/\"}: mrets_errors::log: the database failed status=500 \
         code=\"database\" variant=\"Database\" error=the database failed \
         error.sources=[no such table, disk full] debug=Database(Cause(\"no such table\", \
         Some(Cause(\"disk full\", None))))\n"
    );
}

#[test]
fn a_4xx_is_for_debugging() {
    assert_eq!(
        log(Error::NotFound("account")),
        "DEBUG request{path=\"/\"}: mrets_errors::log: There is no account. status=404 \
         code=\"not_found\" variant=\"NotFound\" error=There is no account.\n"
    );
    assert_eq!(log(Error::NotModified), "");
}

#[test]
fn a_shape_that_fails_is_an_error() {
    static PANICS: Dialect = Dialect::NEUTRAL.body("text/plain", |_| panic!("a shape"));
    static FAILS: Dialect = Dialect::NEUTRAL.body("application/json", |_| {
        Body::json(&std::collections::HashMap::from([((1, 2), 3)]))
    });

    #[derive(Debug, MretsError)]
    #[mrets(dialect = PANICS)]
    #[status(404)]
    struct Panics;

    #[derive(Debug, MretsError)]
    #[mrets(dialect = FAILS)]
    #[status(404)]
    struct Fails;

    for (log, reason) in [
        (log(Panics), "it panicked"),
        (log(Fails), "key must be a string"),
    ] {
        let event = format!(
            "ERROR request{{path=\"/\"}}: mrets_errors::log: \
             the shape of a dialect gave no body: {reason} status=404\n"
        );
        assert!(log.starts_with("DEBUG") && log.ends_with(&event), "{log}");
        assert_eq!(log.lines().count(), 2);
    }
}

#[test]
fn several_errors_are_one_event_with_all_sources() {
    let several = || vec![cause().into(), Error::NotFound("a"), cause().into()];
    let causes = "causes=no such table: disk full; no such table: disk full debug=";
    let holder = log(Error::Several(several()));
    assert!(holder.contains(causes), "{holder}");
    assert_eq!(holder.lines().count(), 1);
    let errors = log(Errors::from_iter(several()));
    assert!(errors.contains(causes), "{errors}");
    let any = log(AnyError::from(Error::from(cause())));
    assert!(
        any.contains("variant=\"Database\"") && any.contains("[no such table, disk full]"),
        "{any}"
    );
}

/// Fields that nothing else shows.
#[derive(Debug, MretsError)]
enum Hidden {
    #[status(500)]
    Internal(&'static str),
    #[status(500)]
    Context {
        context: &'static str,
        source: Cause,
    },
    #[status(401)]
    BadToken(#[source] Cause),
    #[status(400, detail = "There is no path {0}.")]
    Path(&'static str),
}

#[test]
fn the_log_has_all_that_the_client_has_not() {
    let internal = log(Hidden::Internal("pool 3 is empty"));
    assert!(
        internal.starts_with("ERROR") && internal.contains("pool 3 is empty"),
        "{internal}"
    );
    let source = cause();
    let context = log(Hidden::Context {
        context: "while billing",
        source,
    });
    assert!(
        context.contains("while billing") && context.contains("disk full"),
        "{context}"
    );
    let token = log(Hidden::BadToken(cause()));
    assert!(
        token.starts_with("DEBUG") && token.contains("[no such table, disk full]"),
        "{token}"
    );
}

#[test]
fn one_event_is_one_line() {
    let forged = "/x\nERROR mrets_errors::log: forged\u{2028}\u{1b}[31m\r";
    let path = log(Hidden::Path(forged));
    assert_eq!(path.lines().count(), 1, "{path}");
    assert!(
        path.contains(r"/x\nERROR mrets_errors::log: forged\u{2028}\u{1b}[31m\r."),
        "{path}"
    );
    let broken = log(Error::from(Cause(
        "line\nbreak",
        Some(Box::new(Cause("and\nmore", None))),
    )));
    assert_eq!(broken.lines().count(), 1, "{broken}");
    assert!(broken.contains(r"[line\nbreak, and\nmore]"), "{broken}");
    let several = log(Error::Several(vec![Cause("line\nbreak", None).into()]));
    assert_eq!(several.lines().count(), 1, "{several}");
    let by_hand = logged_by(|| {
        let text = [("content-type", "text/plain")];
        let sent = [("x-request-id", "r-1")];
        layered::get(&sent, layered::by_hand(500, &text, "pool\ntimed out"));
    });
    assert_eq!(by_hand.lines().count(), 1, "{by_hand}");
}

#[test]
fn an_endless_chain_of_sources_has_an_end() {
    #[derive(Debug)]
    struct Endless;

    impl fmt::Display for Endless {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("round and round")
        }
    }

    impl std::error::Error for Endless {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(self)
        }
    }

    #[derive(Debug, MretsError)]
    enum Circular {
        #[status(500, display = "it goes")]
        Alone(#[source] Endless),
        #[status(500)]
        Several(#[errors] Vec<Circular>),
    }

    let alone = log(Circular::Alone(Endless));
    assert_eq!(alone.matches("round and round").count(), 63, "{alone}");
    let several = log(Circular::Several(vec![Circular::Alone(Endless)]));
    assert_eq!(several.lines().count(), 1, "{several}");
}

#[test]
fn the_layer_logs_what_it_takes_away() {
    for (kind, body) in [
        ("text/plain; charset=utf-8", "pool timed out at db-3"),
        ("application/json", r#"{"error":"pool timed out at db-3"}"#),
        (
            "application/vnd.api+json",
            r#"{"oops":"pool timed out at db-3"}"#,
        ),
    ] {
        let log = logged_by(|| {
            let headers = [("content-type", kind)];
            let response = layered::by_hand(500, &headers, body);
            layered::get(&[("x-request-id", "r-1")], response);
        });
        assert!(
            log.starts_with("ERROR request{path=\"/\"}: mrets_errors::log: "),
            "{log}"
        );
        assert!(log.contains("pool timed out at db-3"), "{log}");
        assert!(
            log.contains("status=500 code=\"500\" request_id=\"r-1\""),
            "{log}"
        );
        assert_eq!(log.lines().count(), 1, "{log}");
    }
    let log = logged_by(|| drop(layered::get(&[], layered::by_hand(404, &[], ""))));
    assert!(log.starts_with("DEBUG"), "{log}");
}

#[test]
fn an_error_of_ours_is_one_event_and_knows_its_request() {
    use axum::routing::get;
    use tower_layer::Layer as _;
    use tower_service::Service as _;

    let handler = get(|| async { Error::from(cause()) });
    let router = axum::Router::new().route("/", handler);
    let log = logged_by(|| {
        let mut service = mrets_errors::tower::EnvelopeLayer::new().layer(router);
        let sent = [
            ("x-request-id", "r-1"),
            ("accept", "application/problem+json"),
        ];
        let request = layered::request(http::Method::GET, &sent);
        let request = request.map(|()| axum::body::Body::empty());
        let response = layered::now(service.call(request)).unwrap();
        assert_eq!(response.status(), 500);
    });
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(
        log.contains("request_id=\"r-1\" error=the database failed"),
        "{log}"
    );
}

#[test]
fn a_response_by_hand_is_reported_by_its_author() {
    #[derive(Debug, MretsError)]
    #[mrets(no_response)]
    #[status(404, code = "no_page", detail = "There is no page.")]
    struct NoPage;

    let log = logged_by(|| {
        let mut response = layered::by_hand(404, &[("content-type", "text/html")], "<p>no</p>");
        response
            .extensions_mut()
            .insert(mrets_errors::report(&NoPage));
        let (_, body) = layered::get(&[], response);
        assert_eq!(body, NoPage.to_json());
    });
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.contains("code=\"no_page\" variant=\"NoPage\""), "{log}");
}

/// Subscribers get the error itself, and may look for its type.
#[test]
fn the_error_is_a_value() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tracing::field::{Field, Visit};
    use tracing_subscriber::Layer;
    use tracing_subscriber::layer::{Context, SubscriberExt as _};

    #[derive(Clone, Default)]
    struct Errors(Arc<AtomicUsize>);

    impl Visit for Errors {
        fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
            assert_eq!(field.name(), "error");
            assert!(value.is::<Error>());
            assert_eq!(value.source().unwrap().to_string(), "no such table");
            self.0.fetch_add(1, Ordering::Relaxed);
        }

        fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
    }

    impl<S: tracing::Subscriber> Layer<S> for Errors {
        fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
            event.record(&mut self.clone());
        }
    }

    let errors = Errors::default();
    let subscriber = tracing_subscriber::registry().with(errors.clone());
    tracing::subscriber::with_default(subscriber, || {
        drop(axum::response::IntoResponse::into_response(Error::from(
            cause(),
        )));
    });
    assert_eq!(errors.0.load(Ordering::Relaxed), 1);
}

#[test]
fn a_variant_has_its_own_level() {
    #[derive(Debug, MretsError)]
    enum Levels {
        #[status(503, log = "error")]
        Error,
        #[status(503, log = "warn")]
        Warn,
        #[status(503, log = "info")]
        Info,
        #[status(503, log = "debug")]
        Debug,
        #[status(404, log = "trace")]
        Trace,
        #[status(500, log = "off")]
        Off,
        #[status(transparent)]
        Inner(Box<Levels>),
    }

    for (error, level) in [
        (Levels::Error, "ERROR"),
        (Levels::Warn, " WARN"),
        (Levels::Info, " INFO"),
        (Levels::Debug, "DEBUG"),
        (Levels::Trace, "TRACE"),
        (Levels::Inner(Box::new(Levels::Warn)), " WARN"),
    ] {
        let log = log(error);
        assert!(log.starts_with(level), "{level}: {log}");
    }
    assert_eq!(log(Levels::Off), "");
}

/// An error that is like another has the other's level, place and causes, unless it has its own.
#[test]
fn an_error_that_is_like_another_is_logged_as_that() {
    #[derive(Debug, MretsError)]
    enum Kind {
        #[status(500, log = "warn")]
        Broken(#[source] Cause),
    }

    #[derive(Debug, MretsError)]
    enum Outer {
        #[status(like = .0)]
        Lent(Kind),
        #[status(like = .0, log = "info")]
        Marked(#[source] Kind),
        #[status(like = self.kind())]
        Made(#[source] Cause),
    }

    impl Outer {
        fn kind(&self) -> Kind {
            Kind::Broken(cause())
        }
    }

    let lent = log(Outer::Lent(Kind::Broken(cause())));
    assert!(lent.starts_with(" WARN"), "{lent}");
    assert!(lent.contains("variant=\"Broken\""), "{lent}");
    assert!(
        lent.contains("error.sources=[no such table, disk full]"),
        "{lent}"
    );
    assert!(!lent.contains("causes="), "{lent}");
    let marked = log(Outer::Marked(Kind::Broken(cause())));
    assert!(marked.starts_with(" INFO"), "{marked}");
    assert!(!marked.contains("causes="), "{marked}");
    // An error that a method makes is on no chain.
    let made = log(Outer::Made(Cause("the outer cause", None)));
    assert!(made.contains("error.sources=[the outer cause]"), "{made}");
    assert!(made.contains("causes=no such table: disk full"), "{made}");
}
