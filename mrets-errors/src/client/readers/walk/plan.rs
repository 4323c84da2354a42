//! Decides which member of an object goes where, and makes the error object of it.

use super::context::{Context, Members};
use super::texts::{code, is_reason, is_sentence, is_upper, message, nested_code};
use crate::client::readers::names::{FIRST_WORD, Holder, Roles, normal, roles};
use crate::client::readers::place::{Location, Place, is_whole};
use crate::document::object::{ErrorObject, Links, Source};
use http::StatusCode;
use serde_json::Value;

/// The members of an object with a place of their own, by position.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    title: Option<Chosen>,
    detail: Option<Chosen>,
    pub(super) code: Option<Chosen>,
    status: Option<Chosen>,
    id: Option<Chosen>,
    source: Option<(Vec<usize>, Source)>,
    links: Option<(usize, Links)>,
    problem_links: Vec<(usize, Links)>,
    meta: Option<(usize, &'a Members)>,
    pub(super) holders: Vec<(usize, Holder, &'a Value)>,
    /// The code within a nested object, such as GraphQL's `extensions`.
    pub(super) nested_code: Option<String>,
}

/// A text, and the position of its member.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    at: usize,
    pub(super) rank: usize,
    text: String,
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        members: &'a Members,
        place: &Place<'_>,
        http: StatusCode,
        context: Context,
    ) -> Self {
        let mut plan = Self::default();
        let mut texts: Vec<(Chosen, String)> = Vec::new();
        let mut codes: Vec<(Chosen, String)> = Vec::new();
        let mut places: Vec<(usize, usize, &str, &Value)> = Vec::new();
        let mut location = None;
        let is_graphql = members.contains_key("locations") || members.contains_key("extensions");
        for (at, (name, value)) in members.iter().enumerate() {
            let is_meta = context.is_ours && !matches!(name.as_str(), "detail" | "code" | "status");
            let roles = if is_meta {
                Roles::default()
            } else {
                roles(name)
            };
            plan.standard(at, name, value, roles, context);
            let normal = normal(name);
            if let Some(rank) = roles.message
                && let Some(text) = message(value)
            {
                texts.push((Chosen { at, rank, text }, normal.clone()));
            }
            if let Some(rank) = roles.code
                && let Some(text) = code(&normal, rank, value, context)
            {
                codes.push((Chosen { at, rank, text }, normal.clone()));
            }
            // OCPI and TMDB have a code of their own under this name.
            if normal == "statuscode"
                && let Value::Number(number) = value
                && number
                    .as_u64()
                    .is_some_and(|number| number > 0 && !(100..600).contains(&number))
            {
                let text = number.to_string();
                codes.push((
                    Chosen {
                        at,
                        rank: FIRST_WORD,
                        text,
                    },
                    normal.clone(),
                ));
            }
            let is_place = match normal.as_str() {
                "name" | "key" => context.is_item && !context.is_strict,
                "path" => context.is_item && !context.is_strict && !is_graphql,
                "target" | "element" | "expression" => context.is_inside && !context.is_strict,
                "pointer" | "field" | "param" => true,
                _ => context.is_inside,
            };
            if let Some(rank) = roles.place.filter(|_| is_place) {
                places.push((rank, at, name, value));
            }
            if roles.is_location
                && let Some(word) = value.as_str()
                && let Some(named) = Location::named(word)
            {
                location = Some((at, named));
            }
        }
        plan.choose_texts(texts, http, context);
        plan.choose_source(places, location, place);
        plan.choose_code(codes, http, context);
        if plan.code.is_none() && !context.is_strict {
            plan.nested_code = nested_code(members);
        }
        plan.choose_holders(members, context);
        plan
    }

    /// Takes a member that has a place by JSON:API or RFC 9457.
    fn standard(
        &mut self,
        at: usize,
        name: &str,
        value: &'a Value,
        roles: Roles,
        context: Context,
    ) {
        let chosen = |text: &str| Chosen {
            at,
            rank: 0,
            text: text.to_owned(),
        };
        match (name, value) {
            ("title", Value::String(text))
                if context.is_strict || context.is_problem || !text.trim().is_empty() =>
            {
                self.title = Some(chosen(text));
            }
            (_, Value::String(text))
                if self.title.is_none()
                    && !context.is_ours
                    && normal(name) == "title"
                    && !text.trim().is_empty() =>
            {
                self.title = Some(chosen(text));
            }
            ("id", Value::String(text)) => self.id = Some(chosen(text)),
            ("id", Value::Number(number)) => self.id = Some(chosen(&number.to_string())),
            ("source", Value::Object(members)) => {
                let source = source(members);
                if !source.is_empty() {
                    self.source = Some((vec![at], source));
                }
            }
            ("links", Value::Object(members)) if !context.is_ours => {
                let links = links(members);
                self.links = (!links.is_empty()).then_some((at, links));
            }
            ("meta", Value::Object(members)) => self.meta = Some((at, members)),
            ("type", Value::String(kind)) if context.is_problem => {
                let links = Links {
                    type_: Some(kind.clone()).filter(|kind| kind != "about:blank"),
                    ..Links::default()
                };
                self.problem_links.push((at, links));
            }
            ("instance", Value::String(uri)) if context.is_problem => {
                let links = Links::default().with_about(uri);
                self.problem_links.push((at, links));
            }
            _ if roles.is_status && (self.status.is_none() || name == "status") => {
                let is_named = context.is_strict && name == "status";
                if let Some(status) = status(value, is_named) {
                    self.status = Some(chosen(&status));
                }
            }
            _ => {}
        }
    }

    fn choose_texts(
        &mut self,
        mut texts: Vec<(Chosen, String)>,
        http: StatusCode,
        context: Context,
    ) {
        let has_detail = context.is_strict && texts.iter().any(|(_, name)| name == "detail");
        texts.sort_by_key(|(text, name)| {
            let is_detail = has_detail && name == "detail";
            (!is_detail, !is_sentence(&text.text), text.rank)
        });
        let mut texts = texts.into_iter();
        self.detail = texts.next().map(|(text, _)| text);
        if self.title.is_some() || context.is_strict {
            return;
        }
        // Beside a message, `error` says what kind of error it is.
        let detail = self.detail.as_ref();
        self.title = texts
            .filter(|(_, name)| matches!(name.as_str(), "error" | "message" | "msg" | "err"))
            .map(|(text, _)| text)
            .find(|text| {
                let is_title = is_sentence(&text.text) || is_reason(&text.text, http);
                is_title && detail.is_none_or(|detail| detail.text != text.text)
            });
    }

    fn choose_source(
        &mut self,
        mut places: Vec<(usize, usize, &str, &Value)>,
        location: Option<(usize, Location)>,
        place: &Place<'_>,
    ) {
        if self.source.is_some() {
            return;
        }
        places.sort_by_key(|&(rank, ..)| rank);
        for (_, at, name, value) in places {
            if self.is_text(at) || value.as_str().is_some_and(is_whole) {
                continue;
            }
            let mut here = *place;
            let mut used = vec![at];
            if let Some((at, location)) = location {
                here.location = location;
                used.push(at);
            }
            if normal(name) == "parameter" && location.is_none() {
                here.location = Location::Query;
            }
            if let Some(source) = here.source(Some(value)) {
                self.source = Some((used, source));
                return;
            }
        }
        self.source = place.source(None).map(|source| (Vec::new(), source));
    }

    fn choose_code(
        &mut self,
        mut codes: Vec<(Chosen, String)>,
        http: StatusCode,
        context: Context,
    ) {
        codes.retain(|(code, name)| {
            let is_text = self.is_text(code.at);
            let is_source = self
                .source
                .as_ref()
                .is_some_and(|(used, _)| used.contains(&code.at));
            // A lone `"error":"invalid_client"` is both.
            let is_upper = code.text.contains('_') && code.text.bytes().all(is_upper);
            let is_word = is_upper || name == "error" && !is_sentence(&code.text);
            let is_word = is_word && !is_reason(&code.text, http);
            !is_source && (!is_text || is_word)
        });
        codes.sort_by_key(|(code, _)| code.rank);
        let is_status = |code: &Chosen| code.text == http.as_str();
        let is_strict = context.is_strict;
        let best = codes.iter().find(|(code, _)| is_strict || !is_status(code));
        let best = best.or_else(|| codes.first().filter(|(_, name)| name == "code"));
        let Some((best, _)) = best.cloned() else {
            return;
        };
        if self.status.is_none() && !is_status(&best) {
            let number = codes.iter().find(|(code, _)| is_status(code));
            self.status = number.map(|(code, _)| code.clone());
        }
        if self.id.as_ref().is_some_and(|id| id.at == best.at) {
            self.id = None;
        }
        if self
            .status
            .as_ref()
            .is_some_and(|status| status.at == best.at)
        {
            self.status = None;
        }
        self.code = Some(best);
    }

    fn choose_holders(&mut self, members: &'a Members, context: Context) {
        if context.is_strict {
            return;
        }
        // JSend: `data` says what is wrong where `status` is `fail`.
        let has_failed = members.iter().any(|(name, value)| match name.as_str() {
            "status" => matches!(value.as_str(), Some("fail" | "error")),
            "success" | "ok" => value == &Value::Bool(false),
            _ => false,
        });
        for (at, (name, value)) in members.iter().enumerate() {
            let is_meta = self.meta.is_some_and(|(meta, _)| meta == at);
            if self.is_text(at)
                || is_meta && self.is_told()
                || !(value.is_array() || value.is_object())
            {
                continue;
            }
            let holder = match (roles(name).holder, normal(name).as_str()) {
                (Some(Holder::Weak), "message" | "detail")
                    if value.as_array().is_some_and(|items| {
                        let is_text = |item: &Value| item.as_str().is_some_and(is_sentence);
                        self.detail.is_none() || items.iter().all(is_text)
                    }) =>
                {
                    Some(Holder::Strong)
                }
                (Some(Holder::Weak), "data") if has_failed && self.detail.is_none() => {
                    Some(Holder::Strong)
                }
                (holder, _) => holder,
            };
            self.holders
                .extend(holder.map(|holder| (at, holder, value)));
        }
    }

    fn is_text(&self, at: usize) -> bool {
        let is_at = |chosen: &Option<Chosen>| chosen.as_ref().is_some_and(|chosen| chosen.at == at);
        is_at(&self.title) || is_at(&self.detail)
    }

    pub(super) fn is_told(&self) -> bool {
        self.title.is_some() || self.detail.is_some()
    }

    /// Whether this is the code.
    pub(super) fn is_code(&self, text: &str) -> bool {
        self.code.as_ref().is_some_and(|code| code.text == text)
    }

    /// Whether a member of its own names the field, beside a word for what is wrong with it. Then an item of a list is an
    /// error even without a text.
    pub(super) fn is_word_for_field(&self) -> bool {
        let is_own = |source: &(Vec<usize>, Source)| !source.0.is_empty();
        self.code.is_some() && self.source.as_ref().is_some_and(is_own)
    }

    /// Whether another error says no more than this one.
    pub(super) fn says(&self, other: &ErrorObject) -> bool {
        let says = |text: &Option<String>| {
            text.as_ref().is_none_or(|text| {
                [&self.title, &self.detail]
                    .into_iter()
                    .flatten()
                    .any(|own| own.text == *text)
            })
        };
        self.is_told()
            && other.source.is_none()
            && says(&other.title)
            && says(&other.detail)
            && (other.title.is_some() || other.detail.is_some())
    }

    /// Makes the error object. All members without a place are in its `meta`, except for those `held` elsewhere.
    pub(super) fn assemble(&self, members: &Members, held: &[usize]) -> ErrorObject {
        let mut links = self.links.as_ref().map(|(_, links)| links.clone());
        for (_, found) in &self.problem_links {
            let links = links.get_or_insert_default();
            links.type_ = links.type_.take().or_else(|| found.type_.clone());
            links.about = links.about.take().or_else(|| found.about.clone());
        }
        let own = self.meta.filter(|(at, _)| held.binary_search(at).is_err());
        let mut meta = own.map(|(_, own)| own.clone()).unwrap_or_default();
        let chosen = [
            &self.title,
            &self.detail,
            &self.code,
            &self.status,
            &self.id,
        ];
        // `held` is sorted.
        let is_held = |at: usize| held.binary_search(&at).is_ok();
        let is_used = |at: usize| {
            chosen.into_iter().flatten().any(|chosen| chosen.at == at)
                || self
                    .source
                    .as_ref()
                    .is_some_and(|(used, _)| used.contains(&at))
                || self.problem_links.iter().any(|(used, _)| *used == at)
                || is_held(at)
        };
        for (at, (name, value)) in members.iter().enumerate() {
            let rest = match name.as_str() {
                _ if self.meta.is_some_and(|(meta, _)| meta == at) => None,
                "links" if self.links.as_ref().is_some_and(|(links, _)| *links == at) => {
                    without(value, &["about", "type"])
                }
                "source" if is_used(at) => without(value, &["pointer", "parameter", "header"]),
                // An object with the text and its language.
                _ if is_used(at) && has_more(value) && !is_held(at) => Some(value.clone()),
                _ if is_used(at) => None,
                // An absent member of the standard.
                "title" | "detail" | "id" | "code" | "source" | "links" | "status" | "meta"
                | "type" | "instance"
                    if value.is_null() =>
                {
                    None
                }
                _ => Some(value.clone()),
            };
            if let Some(rest) = rest
                && !meta.contains_key(name)
            {
                meta.insert(name.clone(), rest);
            }
        }
        let text = |chosen: &Option<Chosen>| chosen.as_ref().map(|chosen| chosen.text.clone());
        ErrorObject {
            title: text(&self.title),
            detail: text(&self.detail),
            id: text(&self.id),
            code: text(&self.code).or_else(|| self.nested_code.clone()),
            source: self.source.as_ref().map(|(_, source)| source.clone()),
            links: links.filter(|links| !links.is_empty()),
            status: text(&self.status),
            meta: Some(meta).filter(|meta| !meta.is_empty() || self.meta.is_some()),
        }
    }
}

/// The text of a status, which is any text or number if the standard says that the member is one.
fn status(value: &Value, is_named: bool) -> Option<String> {
    match value {
        Value::String(text) => {
            let is_number = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
            (is_number || is_named).then(|| text.clone())
        }
        Value::Number(number) => {
            let status = number.as_u64();
            let is_status = status.is_some_and(|status| (100..600).contains(&status));
            (is_status || is_named).then(|| number.to_string())
        }
        _ => None,
    }
}

/// Whether an object says more than the one text that was taken from it.
fn has_more(value: &Value) -> bool {
    value.as_object().is_some_and(|members| members.len() > 1)
}

fn source(members: &Members) -> Source {
    let text = |name| members.get(name).and_then(Value::as_str).map(str::to_owned);
    Source {
        pointer: text("pointer"),
        parameter: text("parameter"),
        header: text("header"),
    }
}

fn links(members: &Members) -> Links {
    let link = |name| {
        let link: &Value = members.get(name)?;
        let href = link.as_str().or_else(|| link.get("href")?.as_str())?;
        Some(href.to_owned())
    };
    Links {
        about: link("about"),
        type_: link("type"),
    }
}

/// The members of an object with other names. A member of these names stays if it is an object with more than `href`,
/// as a link can be.
fn without(value: &Value, names: &[&str]) -> Option<Value> {
    let mut members = value.as_object()?.clone();
    members.retain(|name, value| {
        let has_more = value
            .as_object()
            .is_some_and(|link| link.keys().any(|name| name != "href"));
        !names.contains(&name.as_str())
            || !value.is_null() && !value.is_string() && (has_more || !value.is_object())
    });
    (!members.is_empty()).then_some(Value::Object(members))
}
