//! A generated service: many modules, each with an enum of its own and a function that answers with it.

use crate::enums::{CAUSE, Variant, arms, variant};
use crate::package::{Files, REVISION};
use std::iter;

/// How large the service is.
#[derive(Clone, Copy)]
pub(crate) struct Service {
    pub(crate) modules: usize,
    /// The variants of each module.
    pub(crate) variants: usize,
}

/// A use of the derive, and the feature of ours that it needs.
pub(crate) struct Feature {
    pub(crate) name: &'static str,
    /// The dependency whose traits are used.
    pub(crate) framework: &'static str,
    /// The attribute of each enum.
    container: &'static str,
    /// A function of each module, so that all that is generated is compiled.
    call: &'static str,
}

pub(crate) const AXUM: Feature = Feature {
    name: "axum",
    framework: r#"axum = { version = "0.8", default-features = false }"#,
    container: "",
    call: ANSWER_AXUM,
};

const ANSWER_AXUM: &str = r"
#[unsafe(no_mangle)]
pub fn answer_MODULE(error: Error) -> axum::response::Response {
    axum::response::IntoResponse::into_response(error)
}
";

const ANSWER: &str = r"
#[unsafe(no_mangle)]
pub fn answer_MODULE(error: &Error) -> http::Response<bytes::Bytes> {
    mrets_errors::MretsError::to_response(error)
}
";

/// The derive without a feature.
pub(crate) const ALONE: Feature = Feature {
    name: "",
    framework: "",
    container: CODES,
    call: ANSWER,
};

const CODES: &str = r#"#[mrets(codes = "snake_case")]"#;

pub(crate) const FEATURES: &[Feature] = &[
    Feature {
        container: CODES,
        ..AXUM
    },
    Feature {
        name: "actix-web",
        framework: r#"actix-web = { version = "4", default-features = false }"#,
        container: CODES,
        call: r"
pub fn answer(error: &Error) -> actix_web::HttpResponse {
    actix_web::ResponseError::error_response(error)
}
",
    },
    Feature {
        name: "poem",
        framework: r#"poem = { version = "3", default-features = false, features = ["server"] }"#,
        container: CODES,
        call: r"
pub fn answer(error: &Error) -> poem::Response {
    poem::error::ResponseError::as_response(error)
}
",
    },
    Feature {
        name: "rocket",
        framework: r#"rocket = { version = "0.5", default-features = false }"#,
        container: CODES,
        call: r"
pub fn answer(error: Error, request: &rocket::Request<'_>) -> rocket::response::Result<'static> {
    rocket::response::Responder::respond_to(error, request)
}
",
    },
    Feature {
        name: "salvo",
        framework: r#"salvo_core = { version = "0.85", default-features = false }"#,
        container: CODES,
        call: r"
pub fn answer(error: Error, response: &mut salvo_core::Response) {
    salvo_core::Scribe::render(error, response);
}
",
    },
    Feature {
        name: "warp",
        framework: r#"warp = { version = "0.4", default-features = false }"#,
        container: CODES,
        call: r"
pub fn answer(error: Error) -> warp::reply::Response {
    warp::Reply::into_response(error)
}
",
    },
    Feature {
        name: "utoipa",
        framework: r#"utoipa = { version = "6", default-features = false, features = ["macros"] }"#,
        container: CODES,
        call: r"
pub fn answer(error: &Error) -> http::Response<bytes::Bytes> {
    mrets_errors::MretsError::to_response(error)
}

pub fn responses() -> usize {
    <Error as utoipa::IntoResponses>::responses().len()
}
",
    },
    Feature {
        name: "docs",
        framework: "",
        container: CODES,
        call: r"
pub fn answer(error: &Error) -> http::Response<bytes::Bytes> {
    mrets_errors::MretsError::to_response(error)
}

pub fn page() -> String {
    <Error as mrets_errors::MretsError>::catalog().to_html()
}
",
    },
    Feature {
        name: "decode",
        framework: "",
        container: r#"#[mrets(codes = "snake_case", decode)]"#,
        call: r"
pub fn answer(error: &Error) -> http::Response<bytes::Bytes> {
    mrets_errors::MretsError::to_response(error)
}

pub fn back(object: &mrets_errors::ErrorObject) -> Option<Error> {
    <Error as mrets_errors::MretsError>::from_error_object(object).ok()
}
",
    },
];

impl Feature {
    /// The dependencies of a package that uses it.
    pub(crate) fn dependencies(&self) -> String {
        // `decode` is an attribute alone.
        let feature = match self.name {
            "" | "decode" => String::new(),
            name => format!(", features = [\"{name}\"]"),
        };
        format!(
            "mrets-errors = {{ path = PATH{feature} }}\nhttp = \"1\"\nbytes = \"1\"\n{}",
            self.framework
        )
    }
}

impl Service {
    pub(crate) fn ours(self, feature: &Feature) -> Files {
        let Feature {
            container, call, ..
        } = feature;
        self.files("", |module, variants| {
            let variants: String = variants.iter().map(Variant::ours).collect();
            let call = call.replace("MODULE", &module.to_string());
            format!(
                "#[derive(Debug, mrets_errors::MretsError)]\n{container}\n\
                 pub enum Error {{\n{variants}}}\n{call}"
            )
        })
    }

    pub(crate) fn by_hand(self) -> Files {
        self.by_hand_with("", "")
    }

    /// By hand, with a log of each 5xx: the error's fields and its sources, as ours has it.
    pub(crate) fn by_hand_with_log(self) -> Files {
        self.by_hand_with(
            LOG_BY_HAND,
            "if self.status() >= 500 { crate::log(&self); }",
        )
    }

    /// By hand, with a function `log` at the root and its call.
    fn by_hand_with(self, log: &str, call_log: &str) -> Files {
        let root = format!("{ANSWER_BY_HAND}{log}");
        self.files(&root, |module, variants| {
            let messages: String = variants.iter().map(Variant::thiserror).collect();
            let response = RESPONSE_BY_HAND
                .replace("LOG", call_log)
                .replace(
                    "STATUSES",
                    &arms(variants, |variant| variant.status.to_string()),
                )
                .replace(
                    "TITLES",
                    &arms(variants, |variant| format!("{:?}", variant.shown_title())),
                );
            let call = ANSWER_AXUM.replace("MODULE", &module.to_string());
            format!(
                "#[derive(Debug, thiserror::Error)]\npub enum Error {{\n\
                 {messages}}}\n{response}{call}"
            )
        })
    }

    /// A file for each module; the last one is edited.
    fn files(self, root: &str, module: impl Fn(usize, &[Variant]) -> String) -> Files {
        let declared: Vec<_> = (0..self.modules)
            .map(|number| format!("pub mod module{number};"))
            .collect();
        let root = format!("{}\n{CAUSE}{root}", declared.join("\n"));
        let root = ("lib.rs".to_owned(), root);
        let modules = (0..self.modules).map(|number| {
            let first = number * self.variants;
            let mut variants: Vec<_> = (first..first + self.variants).map(variant).collect();
            if number + 1 == self.modules {
                let details = variants
                    .iter_mut()
                    .filter_map(|variant| variant.detail.as_mut());
                for detail in details.take(1) {
                    detail.push_str(REVISION);
                }
            }
            (format!("module{number}.rs"), module(number, &variants))
        });
        iter::once(root).chain(modules).collect()
    }
}

const ANSWER_BY_HAND: &str = r#"
#[derive(serde::Serialize)]
struct Document<'a> {
    errors: [Object<'a>; 1],
}

#[derive(serde::Serialize)]
struct Object<'a> {
    title: &'a str,
    detail: &'a str,
    code: &'a str,
    status: &'a str,
}

pub(crate) fn answer(status: u16, title: &str, detail: &str) -> axum::response::Response {
    let status = axum::http::StatusCode::from_u16(status)
        .unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    let object = Object {
        title,
        detail,
        code: status.as_str(),
        status: status.as_str(),
    };
    let body = serde_json::to_vec(&Document { errors: [object] }).unwrap_or_default();
    let head = [(axum::http::header::CONTENT_TYPE, "application/vnd.api+json")];
    axum::response::IntoResponse::into_response((status, head, body))
}
"#;

const LOG_BY_HAND: &str = r#"
#[inline(never)]
pub(crate) fn log(error: &(dyn std::error::Error + 'static)) {
    eprintln!("{error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        eprintln!("{cause}");
        source = cause.source();
    }
}
"#;

const RESPONSE_BY_HAND: &str = r"
impl Error {
    fn status(&self) -> u16 {
        match self {
STATUSES
        }
    }

    fn title(&self) -> &'static str {
        match self {
TITLES
        }
    }
}

impl axum::response::IntoResponse for Error {
    fn into_response(self) -> axum::response::Response {
        LOG
        crate::answer(self.status(), self.title(), &self.to_string())
    }
}
";
