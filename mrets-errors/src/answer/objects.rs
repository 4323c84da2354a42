//! Error objects of a value. Bodies, the data model and the trait's own methods are made of them.

use crate::answer::answerable::Answerable;
use crate::answer::row::{Answer, MEMBERS, Part};
use crate::answer::sink::Sink;
use crate::document::defaults::Defaults;
use crate::document::envelope::Envelope;
#[cfg(all(feature = "__framework", feature = "fluent"))]
use crate::document::languages::are_wanted;
#[cfg(feature = "fluent")]
use crate::document::languages::argument::Argument;
#[cfg(feature = "fluent")]
use crate::document::languages::{Language, Origin, TextSource};
use crate::document::object::ErrorObject;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// The origin of one error object.
pub(crate) enum Object<'a> {
    /// A derived error.
    Derived(&'a dyn Answerable, Answer),
    /// One that was made by hand, in the words of its dialect; beside it its defaults, where the dialect has
    /// restated them.
    Made(
        Cow<'a, ErrorObject>,
        #[cfg_attr(
            not(any(feature = "__framework", feature = "__catalog", feature = "fluent")),
            allow(dead_code, reason = "nothing asks for the defaults")
        )]
        Option<Defaults>,
    ),
}

/// Visits every error object of a value, and tells how many at least will follow it. The errors of an
/// `#[errors]` field stand in place of the error that holds them, at any depth. Where the field is
/// empty, its holder answers.
pub(crate) fn each(
    parts: &dyn Answerable,
    answer: Answer,
    visit: &mut dyn FnMut(Object<'_>, usize) -> fmt::Result,
) -> fmt::Result {
    if !answer.has_content() {
        return Ok(());
    }
    if answer.has(Part::Errors) {
        let mut is_empty = true;
        parts.errors(&mut |error, following| {
            let inner_answer = error.answer().spoken_in(answer.dialect);
            each(error, inner_answer, &mut |object, inner| {
                is_empty = false;
                visit(object, following.max(inner))
            })
        })?;
        if !is_empty {
            return Ok(());
        }
    }
    visit(Object::new(parts, answer), 0)
}

/// The data model of the body; without errors for a 304, which has no body.
pub(crate) fn envelope(error: &dyn Answerable) -> Envelope {
    let mut errors = Vec::new();
    // The visitor does not fail.
    let _ = each(error, error.answer(), &mut |object, following| {
        errors.push(object.to_model());
        if errors.len() == 1 {
            errors.reserve_exact(following);
        }
        Ok(())
    });
    Envelope::new(errors)
}

/// The data model of the body, and beside each error object its defaults.
#[cfg(any(feature = "__framework", feature = "__catalog", feature = "fluent"))]
pub(crate) fn envelope_and_defaults(error: &dyn Answerable) -> (Envelope, Vec<Defaults>) {
    let mut errors = Vec::new();
    let mut defaults = Vec::new();
    // The visitor does not fail.
    let _ = each(error, error.answer(), &mut |object, following| {
        errors.push(object.to_model());
        defaults.push(object.defaults());
        if errors.len() == 1 {
            errors.reserve_exact(following);
        }
        Ok(())
    });
    (Envelope::new(errors), defaults)
}

/// What the messages of the error objects depend on; nothing where no message is wanted.
#[cfg(all(feature = "__framework", feature = "fluent"))]
pub(crate) fn origins(error: &dyn Answerable) -> Vec<Origin> {
    let has_languages = error.answer().dialect.known_languages().is_some();
    if has_languages || are_wanted() {
        all_origins(error)
    } else {
        Vec::new()
    }
}

#[cfg(feature = "fluent")]
fn all_origins(error: &dyn Answerable) -> Vec<Origin> {
    let mut origins = Vec::new();
    // The visitor does not fail.
    let _ = each(error, error.answer(), &mut |object, _| {
        origins.push(object.origin());
        Ok(())
    });
    origins
}

/// The data model of the body in another language, and the tags of the languages that it speaks then.
#[cfg(feature = "fluent")]
pub(crate) fn translated(
    error: &dyn Answerable,
    language: Language,
) -> (Envelope, Vec<&'static str>) {
    let answer = error.answer();
    let (mut envelope, defaults) = envelope_and_defaults(error);
    let source = TextSource {
        defaults: &defaults,
        origins: &all_origins(error),
        code_of: &|status| answer.dialect.code_of(status),
        keeps_titles: false,
    };
    let spoken = language.translate(&mut envelope, answer.status, &source);
    (envelope, spoken)
}

/// The title of the first error object.
pub(crate) fn title(error: &dyn Answerable) -> Cow<'static, str> {
    first(error, |object| object.title())
}

/// The code of the first error object.
pub(crate) fn code(error: &dyn Answerable) -> Cow<'static, str> {
    first(error, |object| object.code())
}

/// The detail of the first error object, as clients read it; empty where it is left out.
pub(crate) fn detail(error: &dyn Answerable) -> Cow<'static, str> {
    first(error, |object| object.detail())
}

/// Reads the first error object. A 304 has none, and is read as the one that it would have.
fn first<T>(error: &dyn Answerable, read: impl Fn(Object<'_>) -> T) -> T {
    let mut first = None;
    // An error ends the visit.
    let _ = each(error, error.answer(), &mut |object, _| {
        first = Some(read(object));
        Err(fmt::Error)
    });
    first.unwrap_or_else(|| read(Object::new(error, error.answer())))
}

impl<'a> Object<'a> {
    fn new(parts: &'a dyn Answerable, answer: Answer) -> Self {
        match parts.as_made() {
            Some(object) if answer.dialect.is_default() => Self::Made(Cow::Borrowed(object), None),
            Some(object) => {
                let mut restated = object.clone();
                let defaults = Defaults::of_object(object);
                answer
                    .dialect
                    .restate(&mut restated, defaults, answer.status);
                Self::Made(Cow::Owned(restated), Some(defaults))
            }
            None => Self::Derived(parts, answer),
        }
    }

    pub(crate) fn title(&self) -> Cow<'static, str> {
        match self {
            Self::Derived(_, answer) => Cow::Borrowed(answer.title()),
            Self::Made(object, _) => owned(object.title.as_ref()),
        }
    }

    pub(crate) fn code(&self) -> Cow<'static, str> {
        match self {
            Self::Derived(_, answer) => {
                let status = || Cow::Owned(answer.status.as_str().to_owned());
                answer.word().unwrap_or_else(status)
            }
            Self::Made(object, _) => owned(object.code.as_ref()),
        }
    }

    /// As clients read it; empty where it is left out.
    pub(crate) fn detail(&self) -> Cow<'static, str> {
        match self {
            Self::Derived(parts, answer) => read_detail(*parts, *answer).unwrap_or_default(),
            Self::Made(object, _) => owned(object.detail.as_ref()),
        }
    }

    #[cfg(any(feature = "__framework", feature = "__catalog", feature = "fluent"))]
    fn defaults(&self) -> Defaults {
        match self {
            Self::Derived(_, answer) => answer.defaults(),
            Self::Made(object, restated) => restated.unwrap_or_else(|| Defaults::of_object(object)),
        }
    }

    #[cfg(feature = "fluent")]
    fn origin(&self) -> Origin {
        match self {
            Self::Derived(parts, answer) => Origin {
                variant: answer.variant(),
                arguments: arguments(*parts, *answer),
            },
            Self::Made(..) => Origin::default(),
        }
    }

    /// The data model.
    pub(crate) fn to_model(&self) -> ErrorObject {
        match self {
            Self::Derived(parts, answer) => model(*parts, *answer),
            Self::Made(object, _) => object.as_ref().clone(),
        }
    }
}

fn owned(text: Option<&String>) -> Cow<'static, str> {
    Cow::Owned(text.cloned().unwrap_or_default())
}

fn model(parts: &dyn Answerable, answer: Answer) -> ErrorObject {
    let text = |part| answer.has(part).then(|| read(parts, part)).flatten();
    let mut object = ErrorObject {
        title: Some(answer.title().to_owned()),
        detail: read_detail(parts, answer).map(Cow::into_owned),
        id: text(Part::Id),
        code: Some(answer.code().into_owned()),
        status: Some(answer.status.as_str().to_owned()),
        meta: meta(parts, answer),
        ..ErrorObject::default()
    };
    for member in MEMBERS {
        if let Some(text) = text(member.part) {
            object.set_member(member.parent, member.name, text);
        }
    }
    if let Some(link) = answer.link() {
        object.links.get_or_insert_default().type_ = Some(link);
    }
    object
}

fn read_detail(parts: &dyn Answerable, answer: Answer) -> Option<Cow<'static, str>> {
    let varying = if answer.has_varying_detail() {
        read(parts, Part::Detail)
    } else {
        None
    };
    varying
        .map(Cow::Owned)
        .or_else(|| answer.constant_detail().map(Cow::Borrowed))
}

/// The values of the detail, by their placeholders. A 5xx has none: its text is its status's.
#[cfg(feature = "fluent")]
fn arguments(parts: &dyn Answerable, answer: Answer) -> Vec<Argument> {
    let names = answer.placeholders();
    if names.is_empty() || answer.status.is_server_error() {
        return Vec::new();
    }
    let mut values = Vec::new();
    // A value whose own `Display` fails is missing.
    let _ = parts.write(Part::Detail, &mut Sink::arguments(&mut values));
    let arguments = names.iter().zip(values);
    let arguments = arguments.filter_map(|(name, value)| {
        Some(Argument {
            name,
            value: value?,
        })
    });
    arguments
        .filter(|argument| !argument.name.is_empty())
        .collect()
}

/// A part as text; none where it fails to be written.
fn read(parts: &dyn Answerable, part: Part) -> Option<String> {
    let mut text = String::new();
    let written = parts.write(part, &mut Sink::text(&mut text));
    written.is_ok().then_some(text)
}

/// `meta`, its members sorted; none where there is no member.
pub(crate) fn meta(parts: &dyn Answerable, answer: Answer) -> Option<Map<String, Value>> {
    if !answer.has(Part::Meta) {
        return None;
    }
    let mut members = Map::new();
    let written = parts.write(Part::Meta, &mut Sink::meta_members(&mut members, answer));
    // Whatever the features of serde_json are.
    members.sort_keys();
    (written.is_ok() && !members.is_empty()).then_some(members)
}
