//! Nothing private leaves, unless `expose` or `detail` says so.

use crate::format::placeholders;
use crate::model::{Detail, Reply, ReplyKind};
use crate::parse::ast::Input;
use crate::parse::ast::field::Field;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::Attr;
use crate::parse::attr::message::{Mentions, Message};
use crate::parse::attr::status::StatusAttr;
use crate::parse::attr::status_arg::StatusArg;
use crate::parse::attr::text::Str;
use crate::report::ctxt::Ctxt;
use proc_macro2::{Span, TokenStream};

/// A 5xx does not send the members of a map, since no attribute writes them. For a status that is known only at run
/// time, the runtime applies the same rule.
pub(super) fn maps_of_5xx(cx: &Ctxt, variant: &Variant<'_>, attr: &StatusAttr) {
    let is_server_error =
        matches!(&attr.status, Some(StatusArg::Fixed(fixed)) if fixed.is_server_error());
    if !is_server_error || attr.keys.expose {
        return;
    }
    for field in &variant.fields {
        for (map, at, instead) in [
            ("meta(flatten)", field.attrs.flatten, "meta(name = ...)"),
            ("headers", field.attrs.headers, "headers(\"Name\" = ...)"),
        ] {
            if let Some(at) = at {
                cx.error(
                    at,
                    format_args!(
                        "whatever this map holds reaches clients of a 5xx: leave `#[{map}]` out, \
                         name what they may read by `{instead}`, or add `expose` to disclose all of it"
                    ),
                );
            }
        }
    }
}

/// The message of another derive becomes the detail of a 4xx, and of a status that is known only at run time.
/// If it shows a cause, which is written for the log, `detail` or `expose` must decide.
pub(super) fn messages_of_others(cx: &Ctxt, input: &Input<'_>, reply: &Reply<'_>) {
    let ReplyKind::Own(answer) = &reply.kind else {
        return;
    };
    if answer.expose || !matches!(answer.detail, Detail::Message) {
        return;
    }
    let variant = reply.variant;
    let owner = Owner::of(input);
    let causes: Vec<(&Field<'_>, &str)> = variant
        .fields
        .iter()
        .filter_map(|field| Some((field, cause(owner, variant, field)?)))
        .collect();
    let message = Message::find(&variant.attrs).or_else(|| Message::find(&input.written));
    let may_show = |at: Span| Some((at, "is written elsewhere, and may show", *causes.first()?));
    let shown = match message {
        Some(Message::Forwarded(at)) => {
            cx.error(
                at,
                "clients would read this message, which is another error's: write \
                 `#[status(transparent)]` where that is a `MretsError`, else `detail = \"...\"` for what \
                 they may read, or `expose` to show them this one",
            );
            return;
        }
        Some(Message::Text { literal, args }) => {
            shown_cause(&literal, &args, &causes).map(|(at, cause)| (at, "shows", cause))
        }
        Some(Message::Function(at)) => may_show(at),
        None => match owner {
            // The doc comment is the format string; without one only the variant's name is shown.
            Owner::Snafu => {
                let doc = Str::new(variant.doc(), variant.ident.span());
                shown_cause(&doc, &TokenStream::new(), &causes)
                    .map(|(at, cause)| (at, "shows", cause))
            }
            Owner::Thiserror | Owner::Other => may_show(variant.ident.span()),
        },
    };
    if let Some((at, shows, (field, is_cause))) = shown {
        let name = field.name();
        cx.error_about(
            &variant.name(),
            at,
            format_args!(
                "clients would read this message, which {shows} the field `{name}`, {is_cause}: write \
                 `detail = \"...\"` in `#[status]` for what they may read, or `expose` to show them this one"
            ),
        );
    }
}

/// The derive that writes `Display` and `Error`, as its attributes show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Thiserror,
    Snafu,
    /// derive_more, and a `Display` or an `Error` by hand beside it.
    Other,
}

impl Owner {
    fn of(input: &Input<'_>) -> Self {
        let has_message = |attrs: &[Attr<'_>]| {
            let mut attrs = attrs.iter().filter(|attr| attr.is("error"));
            attrs.any(|attr| Message::find(std::slice::from_ref(attr)).is_some())
        };
        if input.is_of_snafu() {
            Self::Snafu
        } else if has_message(&input.written)
            || (input.variants.iter()).any(|variant| has_message(&variant.attrs))
        {
            Self::Thiserror
        } else {
            Self::Other
        }
    }
}

/// The reason why a field belongs to the log alone, if there is one.
fn cause(owner: Owner, variant: &Variant<'_>, field: &Field<'_>) -> Option<&'static str> {
    if field.is_place() {
        return Some("a place in the source code");
    }
    if field.is_trace() {
        return Some("a backtrace");
    }
    // A text or a number is no foreign error.
    if field.is_plain_value || field.attrs.not_source.is_some() {
        return None;
    }
    let is_source = field.is_source()
        || variant.is_converted()
        || (owner == Owner::Other && variant.is_tuple() && {
            // derive_more takes the only field for the source.
            let mut others = variant.fields.iter().filter(|other| !other.is_trace());
            others.all(|other| other.index == field.index)
        });
    is_source.then_some("the cause of this error")
}

/// The first cause that a format string shows, and its place.
fn shown_cause<'c, 'a>(
    literal: &Str,
    args: &TokenStream,
    causes: &[(&'c Field<'a>, &'static str)],
) -> Option<(Span, (&'c Field<'a>, &'static str))> {
    let args = Mentions::of(args);
    let mut mentions = placeholders(literal);
    mentions.retain(|(name, _)| !args.own.iter().any(|own| own == name));
    mentions.extend(args.names);
    // `format!("{source}")` captures, too.
    for text in &args.texts {
        mentions.extend(placeholders(text));
    }
    mentions.into_iter().find_map(|(name, at)| {
        // The whole value, and derive_more's own message of a variant.
        let shows_all = name == "self" || name == "_variant";
        let mut causes = causes.iter();
        let (field, is_cause) = causes.find(|(field, _)| {
            shows_all || name == field.name() || field.binding == name.as_str()
        })?;
        Some((at, (*field, *is_cause)))
    })
}

#[cfg(test)]
mod tests {
    use crate::derive::derive;

    /// Whether the message of the one variant is refused as its detail.
    fn is_refused(variant: &str) -> bool {
        is_refused_in(&format!("enum Error {{ {variant} }}"))
    }

    fn is_refused_in(input: &str) -> bool {
        let input = syn::parse_str(input).unwrap_or_else(|error| panic!("{input}: {error}"));
        let expanded = derive(&input).to_string();
        let refusals = expanded.matches("clients would read this message").count();
        assert_eq!(
            expanded.matches("compile_error").count(),
            refusals,
            "{expanded}"
        );
        refusals > 0
    }

    #[test]
    fn messages_of_thiserror_that_show_a_cause() {
        for variant in [
            r#"#[error("{0}")] #[status(400)] A(#[from] io::Error)"#,
            r#"#[error("{0:?}")] #[status(410)] A(#[source] Box<dyn Error>)"#,
            r#"#[error("a: {source}")] #[status(404)] A { source: io::Error }"#,
            r#"#[error("a: {source:#?}")] #[status(404)] A { id: u8, source: Arc<io::Error> }"#,
            r#"#[error("{inner}")] #[status(422)] A { #[source] inner: io::Error }"#,
            r#"#[error("{inner}\n{backtrace}")] #[status(400)] A { inner: Inner, backtrace: Backtrace }"#,
            r#"#[error("{trace}")] #[status(400)] A { #[backtrace] trace: Trace }"#,
            r#"#[error("{0}")] #[status(400)] A(Option<std::backtrace::Backtrace>)"#,
            r#"#[error("{at}")] #[status(400)] A { #[location] at: &'static Location<'static> }"#,
            r#"#[error("{}", .0)] #[status(400)] A(#[from] io::Error)"#,
            r#"#[error("{}", .0.0)] #[status(400)] A(#[from] Wrapped)"#,
            r#"#[error("{}", _0)] #[status(400)] A(#[from] io::Error)"#,
            r#"#[error("{}: {}", .id, .source.kind())] #[status(400)] A { id: u8, source: io::Error }"#,
            r#"#[error("{why}", why = .cause.to_string())] #[status(400)] A { #[source] cause: Cause }"#,
            r#"#[error("{}", show(&[source]))] #[status(400)] A { source: Cause }"#,
            r#"#[error("{}", format!("a: {source}"))] #[status(400)] A { source: Cause }"#,
            r#"#[error("{at}")] #[status(400)] A { at: &'static std::panic::Location<'static> }"#,
            "#[error(fmt = show)] #[status(400)] A(#[from] io::Error)",
            "#[error(transparent)] #[status(422)] A(#[from] ValidationErrors)",
            "#[error(transparent)] #[status(422)] A(ValidationErrors)",
            r#"#[error("{0}")] #[status(.1)] A(#[source] io::Error, StatusCode)"#,
        ] {
            assert!(is_refused(variant), "{variant}");
        }
        assert!(is_refused_in(
            r#"#[error("{source}")] #[status(400)] struct Error { source: io::Error }"#
        ));
        assert!(is_refused_in(
            "#[error(transparent)] #[status(400)] enum Error { A(io::Error) }"
        ));
        assert!(is_refused_in(
            r#"#[error("{0}")] #[status(400)] enum Error { A(#[from] io::Error), #[error("b")] B }"#
        ));
    }

    #[test]
    fn messages_of_thiserror_that_show_none() {
        for variant in [
            r#"#[error("no account")] #[status(404)] A(#[from] io::Error)"#,
            r#"#[error("no account {id}")] #[status(404)] A { id: Uuid, source: io::Error }"#,
            r#"#[error("{{source}}")] #[status(404)] A { source: io::Error }"#,
            r#"#[error("{0}")] #[status(404)] A(String)"#,
            r#"#[error("{0}")] #[status(404)] A(Uuid, #[source] io::Error)"#,
            r#"#[error("{source}", source = .id)] #[status(404)] A { id: Uuid, source: io::Error }"#,
            r#"#[error("{}", .id.source)] #[status(404)] A { id: Uuid }"#,
            r#"#[error("{}", format!("{{source}}"))] #[status(404)] A { source: io::Error }"#,
            r#"#[error("{}", find("{location}"))] #[status(404)] A { location: geo::Location }"#,
            "#[error(fmt = show)] #[status(404)] A(Uuid)",
            // The status, `expose` or `detail` decides.
            r#"#[error("{0}")] #[status(500)] A(#[from] io::Error)"#,
            "#[error(transparent)] #[status(503)] A(#[from] io::Error)",
            "#[error(transparent)] #[status(transparent)] A(#[from] Inner)",
            r#"#[error("{0}")] #[status(400, expose)] A(#[from] io::Error)"#,
            r#"#[error("{0}")] #[status(400, detail = "Wrong.")] A(#[from] io::Error)"#,
            r#"#[error("{0}")] #[status(400, detail = "{0}")] A(#[from] io::Error)"#,
            r#"#[error(transparent)] #[status(400, detail = "{self}")] A(#[from] io::Error)"#,
            r#"#[error("{0}")] #[status(304)] A(#[from] io::Error)"#,
        ] {
            assert!(!is_refused(variant), "{variant}");
        }
        assert!(!is_refused_in(
            "#[mrets(no_display)] #[status(400)] enum Error { A(#[from] io::Error) }"
        ));
    }

    #[test]
    fn messages_of_derive_more() {
        for variant in [
            r#"#[display("{_0}")] #[status(400)] A(io::Error)"#,
            r#"#[display("a: {}", _0)] #[status(400)] A(io::Error)"#,
            r#"#[display("a: {}", self.0)] #[status(400)] A(io::Error)"#,
            r#"#[display("{}", self.show())] #[status(400)] A(io::Error)"#,
            r#"#[display("{self:?}")] #[status(400)] A(io::Error)"#,
            r#"#[display("{_0}")] #[status(400)] A(io::Error, Backtrace)"#,
            r#"#[display("{_1}")] #[from] #[status(400)] A(u8, io::Error)"#,
            r#"#[display("{cause}")] #[status(400)] A { #[error(source)] cause: io::Error }"#,
            // Without a text it shows its one field.
            r#"#[status(400)] A(#[error(source)] io::Error), #[display("b")] #[status(400)] B"#,
            r#"#[status(400)] A { source: io::Error }, #[display("b")] #[status(400)] B"#,
        ] {
            assert!(is_refused(variant), "{variant}");
        }
        for variant in [
            r#"#[display("no account")] #[status(404)] A(io::Error)"#,
            r#"#[display("{_0}")] #[status(404)] A(#[error(not(source))] Uuid)"#,
            r#"#[display("{_0}")] #[status(404)] A(#[error(ignore)] Uuid)"#,
            r#"#[display("{_0}")] #[status(404)] A(#[source(skip)] Uuid)"#,
            r#"#[display("{_0}")] #[from] #[status(404)] A(String)"#,
            r#"#[display("{_0}, {_1}")] #[status(404)] A(Uuid, Uuid)"#,
            r#"#[display("{}", self.id)] #[status(404)] A { id: Uuid, source: io::Error }"#,
            r#"#[display("{id}")] #[from(skip)] #[status(404)] A { id: Uuid }"#,
        ] {
            assert!(!is_refused(variant), "{variant}");
        }
        assert!(is_refused_in(
            r#"#[display("Error: {_variant}")] enum Error { #[status(400)] A(io::Error) }"#
        ));
    }

    #[test]
    fn messages_of_snafu() {
        for variant in [
            r#"#[snafu(display("cannot read: {source}"))] #[status(400)] A { source: io::Error }"#,
            r#"#[snafu(display("{}: {}", path, source))] #[status(400)] A { path: u8, source: io::Error }"#,
            r#"#[snafu(context(false), display("{cause}"))] #[status(400)] A { #[snafu(source)] cause: io::Error }"#,
            r#"#[snafu(context(false))] #[snafu(display("{cause}"))] #[status(400)] A { #[snafu(source(from(A, B)))] cause: B }"#,
            r#"#[snafu(display("{backtrace}"))] #[status(400)] A { backtrace: Trace }"#,
            r#"#[snafu(display("{location}"))] #[status(400)] A { #[snafu(implicit)] location: Location }"#,
            r#"#[snafu(display("{at}"))] #[status(400)] A { at: snafu::Location }"#,
            "#[snafu(transparent)] #[status(400)] A { source: io::Error }",
            r#"#[snafu(context(false))] #[doc = " Cannot read: {source}"] #[status(400)] A { source: io::Error }"#,
        ] {
            assert!(is_refused(variant), "{variant}");
        }
        for variant in [
            r#"#[snafu(display("no account {id}"))] #[status(404)] A { id: u8, source: io::Error }"#,
            r#"#[snafu(display("{source}"))] #[status(404)] A { #[snafu(source(false))] source: Uuid }"#,
            "#[snafu(context(false))] #[status(404)] A { source: io::Error }",
        ] {
            assert!(!is_refused(variant), "{variant}");
        }
    }
}
