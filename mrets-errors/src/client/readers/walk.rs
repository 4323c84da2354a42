//! The one walk over a tree: error objects of whatever a body says.
//!
//! It keeps everything. What a [name](super::names) gives a place goes there; all else of an object goes into
//! its `meta`, in the server's order. Where two readings compete, the one that has a sentence wins.

use super::names::{FIRST_WORD, Holder, Roles, normal, roles};
use super::place::{Location, Place, is_whole};
use crate::client::bounds::{MOST_ERRORS, REPEATED};
use crate::document::object::{ErrorObject, Links, Source};
use http::StatusCode;
use serde_json::{Map, Value};

type Members = Map<String, Value>;

/// The error objects of a document that is no envelope.
pub(super) fn errors_of(
    document: &Value,
    status: StatusCode,
    is_problem: bool,
) -> Vec<ErrorObject> {
    let mut walk = Walk::new(status);
    let place = Place::default();
    let Value::Object(object) = document else {
        return walk.value(document, &place, Holder::Strong);
    };
    let context = Context {
        is_problem,
        ..Context::default()
    };
    if is_problem && is_ours(object) {
        return problem_of_ours(object, status);
    }
    let errors = walk.object(object, &place, context);
    if errors.is_empty() && is_field_map(object, Leaves::Lists) {
        return walk.field_map(object, &place);
    }
    errors
}

/// Whether a problem document is one of this library's: they have a title, a status and a code.
fn is_ours(members: &Members) -> bool {
    let is_text = |name: &str| members.get(name).is_some_and(Value::is_string);
    is_text("title") && is_text("code") && members.get("status").is_some_and(Value::is_u64)
}

/// A problem document whose other members belong to `meta`, whatever their names are; and its `errors`.
fn problem_of_ours(members: &Members, status: StatusCode) -> Vec<ErrorObject> {
    let context = Context {
        is_problem: true,
        is_strict: true,
        is_ours: true,
        ..Context::default()
    };
    let plan = Plan::new(members, &Place::default(), status, context);
    let items = members.get("errors").and_then(Value::as_array);
    let at = items.and_then(|_| members.keys().position(|name| name == "errors"));
    let own = plan.assemble(members, at.as_slice());
    let items = items.into_iter().flatten().filter_map(Value::as_object);
    let children = items.map(|item| error_object_of(item, status));
    std::iter::once(own)
        .chain(children)
        .take(MOST_ERRORS)
        .collect()
}

/// The one error object of a member of `errors`, in a document that is an envelope.
pub(super) fn error_object_of(members: &Members, status: StatusCode) -> ErrorObject {
    let context = Context {
        is_strict: true,
        is_inside: true,
        ..Context::default()
    };
    let plan = Plan::new(members, &Place::default(), status, context);
    plan.assemble(members, &[])
}

/// Where an object stands, as far as it changes what its members mean.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Copy, Default)]
struct Context {
    /// It is a problem document.
    is_problem: bool,
    /// It is an error object of an envelope: the names of JSON:API mean what they mean there.
    is_strict: bool,
    /// It is a problem of ours: all other names belong to `meta`.
    is_ours: bool,
    /// Some member holds it that holds errors.
    is_inside: bool,
    /// It is an item of a list.
    is_item: bool,
}

struct Walk {
    status: StatusCode,
    /// How many more errors are kept.
    room: usize,
}

impl Walk {
    fn new(status: StatusCode) -> Self {
        Self {
            status,
            room: MOST_ERRORS,
        }
    }

    /// The errors of a value that a member holds.
    fn value(&mut self, value: &Value, place: &Place<'_>, holder: Holder) -> Vec<ErrorObject> {
        let context = Context {
            is_inside: true,
            ..Context::default()
        };
        match value {
            Value::String(text) if holder == Holder::Strong => self.text(text, place),
            Value::Array(items) => self.items(items, place, holder),
            Value::Object(members) => self.inner(members, place, holder, context),
            _ => Vec::new(),
        }
    }

    fn text(&mut self, text: &str, place: &Place<'_>) -> Vec<ErrorObject> {
        if text.trim().is_empty() || self.room == 0 {
            return Vec::new();
        }
        self.room -= 1;
        let mut error = ErrorObject::default().with_detail(text);
        error.source = place.source(None);
        vec![error]
    }

    fn items(&mut self, items: &[Value], place: &Place<'_>, holder: Holder) -> Vec<ErrorObject> {
        // Django REST has an object an item, and an empty one where nothing is wrong.
        let is_indexed =
            place.is_field() || items.iter().any(|item| item == &Value::Object(Map::new()));
        let mut errors = Vec::new();
        for (index, item) in items.iter().enumerate() {
            if self.room == 0 {
                break;
            }
            match item {
                Value::Object(members)
                    if is_indexed && is_field_map(members, Leaves::Sentences) =>
                {
                    let index = index.to_string();
                    errors.append(&mut self.field_map(members, &place.field(&index)));
                }
                Value::Object(members) => {
                    let context = Context {
                        is_inside: true,
                        is_item: true,
                        ..Context::default()
                    };
                    errors.append(&mut self.inner(members, place, holder, context));
                }
                item => errors.append(&mut self.value(item, place, holder)),
            }
        }
        errors
    }

    /// The errors of an object within a member that holds errors: it is one, or a map of them by field.
    fn inner(
        &mut self,
        members: &Members,
        place: &Place<'_>,
        holder: Holder,
        context: Context,
    ) -> Vec<ErrorObject> {
        if holder == Holder::Strong && is_field_map(members, Leaves::Sentences) {
            return self.field_map(members, place);
        }
        let errors = self.object(members, place, context);
        let is_told = |error: &ErrorObject| error.title.is_some() || error.detail.is_some();
        match holder {
            Holder::Strong if errors.is_empty() && is_field_map(members, Leaves::Texts) => {
                self.field_map(members, place)
            }
            Holder::Weak if !errors.iter().any(is_told) => {
                if is_field_map(members, Leaves::Lists) {
                    self.field_map(members, place)
                } else {
                    Vec::new()
                }
            }
            _ => errors,
        }
    }

    /// `{"name":["can't be blank"],"address":{"city":["is unknown"]}}`
    fn field_map(&mut self, members: &Members, place: &Place<'_>) -> Vec<ErrorObject> {
        let mut errors = Vec::new();
        for (name, value) in members {
            if self.room == 0 {
                break;
            }
            let location =
                Location::of_map(name).filter(|_| !place.is_field() && value.is_object());
            let mut found = if let Some(location) = location {
                // webargs and marshmallow: `{"json":{"name":["is required"]}}`
                self.value(value, &place.within(location), Holder::Strong)
            } else if is_whole(name) || roles(name).is_leaf {
                self.value(value, place, Holder::Strong)
            } else {
                self.value(value, &place.field(name), Holder::Strong)
            };
            errors.append(&mut found);
        }
        errors
    }

    /// The errors of an object: its own, those that its members hold, or none where it says nothing.
    fn object(
        &mut self,
        members: &Members,
        place: &Place<'_>,
        context: Context,
    ) -> Vec<ErrorObject> {
        if self.room == 0 {
            return Vec::new();
        }
        let mut plan = Plan::new(members, place, self.status, context);
        if plan.is_told() {
            self.room -= 1;
        }
        let mut children = Vec::new();
        let mut held = Vec::new();
        for &(at, holder, value) in &plan.holders {
            let mut found = self.value(value, place, holder);
            if !found.is_empty() {
                held.push(at);
                children.append(&mut found);
            }
        }
        // The errors of a problem say more than their titles.
        if children
            .iter()
            .all(|child| !context.is_problem && plan.says(child))
        {
            // Google and Elasticsearch say the same once more, in a list of one.
            let mut own = plan.assemble(members, &[]);
            if own
                .code
                .as_deref()
                .is_none_or(|code| code == self.status.as_str())
            {
                own.code = children
                    .first()
                    .and_then(|child| child.code.clone())
                    .or(own.code);
            }
            let is_error = plan.is_told()
                || plan
                    .code
                    .as_ref()
                    .is_some_and(|code| code.rank < FIRST_WORD);
            return if is_error { vec![own] } else { children };
        }
        if !plan.is_told() && children.iter().any(|child| child.code.is_some()) {
            // Theirs are more precise: this one stays where it stood.
            plan.code = None;
            plan.nested_code = None;
        }
        combined(plan.assemble(members, &held), children)
    }
}

/// An object and the errors within: where it says one thing only, that is the title of each of them; where it
/// says nothing, they have in common what else it has; else it is the first error.
fn combined(mut own: ErrorObject, mut children: Vec<ErrorObject>) -> Vec<ErrorObject> {
    let is_other = |child: &ErrorObject| {
        let code = child.code.as_ref();
        child.title.is_some() || code.is_some() && own.code.is_some() && code != own.code.as_ref()
    };
    let text = match (&own.title, &own.detail) {
        (Some(_), Some(_)) => return with_first(own, children),
        (Some(text), None) | (None, Some(text)) => Some(text),
        (None, None) => None,
    };
    if text.is_some_and(|text| text.len() > REPEATED || children.iter().any(is_other)) {
        return with_first(own, children);
    }
    // Laravel and joi repeat the first error above all of them.
    let first = children.first().and_then(|child| child.detail.as_deref());
    let is_new = |text: &&String| !first.is_some_and(|first| text.starts_with(first));
    let text = text.filter(is_new).cloned();
    let meta = own.meta.take().unwrap_or_default();
    let is_short = serde_json::to_vec(&meta).is_ok_and(|json| json.len() <= REPEATED);
    for (index, child) in children.iter_mut().enumerate() {
        child.title = child.title.take().or_else(|| text.clone());
        child.code = child.code.take().or_else(|| own.code.clone());
        child.status = child.status.take().or_else(|| own.status.clone());
        child.source = child.source.take().or_else(|| own.source.clone());
        child.links = child.links.take().or_else(|| own.links.clone());
        if index == 0 {
            child.id = child.id.take().or_else(|| own.id.take());
        }
        if meta.is_empty() || index > 0 && !is_short {
            continue;
        }
        let mut common = meta.clone();
        for (name, value) in child.meta.take().unwrap_or_default() {
            common.insert(name, value);
        }
        child.meta = Some(common);
    }
    children
}

fn with_first(own: ErrorObject, mut children: Vec<ErrorObject>) -> Vec<ErrorObject> {
    children.insert(0, own);
    children.truncate(MOST_ERRORS);
    children
}

/// Which leaves a map by field may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaves {
    /// Lists of texts.
    Lists,
    /// Also texts with spaces.
    Sentences,
    /// Also words.
    Texts,
}

/// Whether an object is a map of errors by field, and not an error itself.
fn is_field_map(members: &Members, leaves: Leaves) -> bool {
    is_field_map_within(members, leaves, DEEPEST_MAP)
}

/// How deep maps by field are nested: each level is looked at once more by those above it.
const DEEPEST_MAP: usize = 10;

fn is_field_map_within(members: &Members, leaves: Leaves, depth: usize) -> bool {
    let is_message = |name: &str| name == "title" || roles(name).message.is_some();
    let mut is_known = true;
    let mut has_leaf = false;
    for (name, value) in members {
        match value {
            Value::String(text) => {
                let fits = match leaves {
                    Leaves::Lists => false,
                    Leaves::Sentences => is_sentence(text),
                    Leaves::Texts => true,
                };
                // `{"detail":"Not Found"}` of Phoenix is no field.
                if !fits
                    || matches!(
                        normal(name).as_str(),
                        "detail" | "message" | "msg" | "errormessage"
                    )
                {
                    return false;
                }
                is_known &= is_message(name);
                has_leaf = true;
            }
            Value::Array(items) => {
                is_known = false;
                has_leaf |= !items.is_empty();
                let is_error = |item: &Value| match item {
                    Value::String(_) => true,
                    Value::Object(members) => {
                        leaves != Leaves::Lists || members.keys().any(|name| is_message(name))
                    }
                    _ => false,
                };
                let holds = |items: &[Value]| match roles(name).holder {
                    Some(Holder::Strong) => true,
                    Some(Holder::Weak) => items.iter().any(Value::is_object),
                    None => false,
                };
                if !items.iter().all(is_error) || !roles(name).is_leaf && holds(items) {
                    return false;
                }
            }
            Value::Object(inner) => {
                is_known = false;
                let is_map = depth > 0 && is_field_map_within(inner, leaves, depth - 1);
                has_leaf |= is_map;
                let is_error = leaves != Leaves::Lists
                    && inner
                        .iter()
                        .any(|(name, value)| value.is_string() && is_message(name));
                let has_leaves = inner
                    .keys()
                    .any(|name| roles(name).holder == Some(Holder::Strong));
                has_leaf |= is_error || has_leaves;
                if !is_map && !is_error && !has_leaves
                    || roles(name).holder == Some(Holder::Strong) && !roles(name).is_leaf
                {
                    return false;
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => return false,
        }
    }
    has_leaf && !is_known
}

/// A text that a person can read, and not a word of a program's.
fn is_sentence(text: &str) -> bool {
    text.trim().contains(char::is_whitespace) || !text.is_ascii()
}

/// Whether a text is no more than the phrase of the status.
fn is_reason(text: &str, http: StatusCode) -> bool {
    let reason = http.canonical_reason();
    reason.is_some_and(|reason| reason.eq_ignore_ascii_case(text.trim()))
}

/// Which member of an object goes where, by position.
#[derive(Debug, Default)]
struct Plan<'a> {
    title: Option<Chosen>,
    detail: Option<Chosen>,
    code: Option<Chosen>,
    status: Option<Chosen>,
    id: Option<Chosen>,
    source: Option<(Vec<usize>, Source)>,
    links: Option<(usize, Links)>,
    problem_links: Vec<(usize, Links)>,
    meta: Option<(usize, &'a Members)>,
    holders: Vec<(usize, Holder, &'a Value)>,
    /// The code that stands in an object beside, such as GraphQL's `extensions`.
    nested_code: Option<String>,
}

/// A text, and the member that it is of.
#[derive(Debug, Clone)]
struct Chosen {
    at: usize,
    rank: usize,
    text: String,
}

impl<'a> Plan<'a> {
    fn new(members: &'a Members, place: &Place<'_>, http: StatusCode, context: Context) -> Self {
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
            let is_place = match normal.as_str() {
                "name" | "key" => context.is_item,
                "path" => context.is_item && !is_graphql,
                "target" | "element" | "expression" => context.is_inside && !context.is_strict,
                "pointer" | "field" => true,
                _ => context.is_inside,
            };
            let is_place = is_place
                && !(context.is_strict && matches!(normal.as_str(), "name" | "key" | "path"));
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

    /// The members that have a place by JSON:API or RFC 9457.
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
                let is_blank = kind == "about:blank";
                let type_ = Some(kind.clone()).filter(|_| !is_blank);
                self.problem_links.push((
                    at,
                    Links {
                        type_,
                        ..Links::default()
                    },
                ));
            }
            ("instance", Value::String(uri)) if context.is_problem => {
                let about = Some(uri.clone());
                self.problem_links.push((
                    at,
                    Links {
                        about,
                        ..Links::default()
                    },
                ));
            }
            (_, Value::String(text)) if roles.is_status => {
                let is_number = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
                if self.status.is_some() && name != "status" {
                    return;
                }
                if is_number || context.is_strict && name == "status" {
                    self.status = Some(chosen(text));
                }
            }
            (_, Value::Number(number)) if roles.is_status => {
                let is_status = number
                    .as_u64()
                    .is_some_and(|number| (100..600).contains(&number));
                if self.status.is_some() && name != "status" {
                    return;
                }
                if is_status || context.is_strict && name == "status" {
                    self.status = Some(chosen(&number.to_string()));
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
            if self.is_text(at)
                || self.meta.is_some_and(|(meta, _)| meta == at)
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

    fn is_told(&self) -> bool {
        self.title.is_some() || self.detail.is_some()
    }

    /// Whether another error says no more than this.
    fn says(&self, other: &ErrorObject) -> bool {
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

    /// The error object: all members that have no place, but those `held` elsewhere, are in its `meta`.
    fn assemble(&self, members: &Members, held: &[usize]) -> ErrorObject {
        let mut links = self.links.as_ref().map(|(_, links)| links.clone());
        for (_, found) in &self.problem_links {
            let links = links.get_or_insert_default();
            links.type_ = links.type_.take().or_else(|| found.type_.clone());
            links.about = links.about.take().or_else(|| found.about.clone());
        }
        let mut meta = self.meta.map(|(_, own)| own.clone()).unwrap_or_default();
        let chosen = [
            &self.title,
            &self.detail,
            &self.code,
            &self.status,
            &self.id,
        ];
        // They are in order.
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
                // An object that says it in a language, beside the language.
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

/// Whether an object says more than the one text that was taken from it.
fn has_more(value: &Value) -> bool {
    value.as_object().is_some_and(|members| members.len() > 1)
}

/// The text of a message: as it is, or in a language, English where there are several.
fn message(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(members) if (1..=16).contains(&members.len()) => {
            // OData's `{"lang":"en","value":"..."}`, SOAP's `<Text>`, Confluence's `translation`
            let by_name = ["value", "text", "Text", "content", "translation"]
                .iter()
                .find_map(|name| members.get(*name)?.as_str());
            let is_language = |(name, value): (&String, &Value)| {
                let (language, _) = name.split_once(['-', '_']).unwrap_or((name, ""));
                let is_code =
                    language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
                is_code && value.is_string()
            };
            match by_name {
                Some(text) => text,
                None if members.iter().all(is_language) => {
                    let mut names = members.keys();
                    let english = names.find(|name| name.starts_with("en"));
                    let name = english.or_else(|| members.keys().next())?;
                    members.get(name)?.as_str()?
                }
                None => return None,
            }
        }
        _ => return None,
    };
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// The code that a member of this name has, where it is one.
fn code(name: &str, rank: usize, value: &Value, context: Context) -> Option<String> {
    if context.is_strict {
        return match value {
            Value::String(text) if rank < FIRST_WORD => Some(text.clone()),
            Value::Number(number) if rank < FIRST_WORD => Some(number.to_string()),
            _ => None,
        };
    }
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) if rank < FIRST_WORD => number.to_string(),
        // SOAP 1.2
        Value::Object(members) if name == "code" => members.get("Value")?.as_str()?.to_owned(),
        _ => return None,
    };
    let is_word = !text.is_empty() && text.len() <= 128 && !is_sentence(&text);
    let is_lower = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let fits = match name {
        "code" => !text.is_empty(),
        // AWS: `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException`
        "type__" => return is_word.then(|| text.rsplit('#').next().unwrap_or(&text).to_owned()),
        "status" => is_word && text.bytes().all(is_upper),
        "id" => is_word && text.contains('_') && text.bytes().all(is_lower),
        "type" if context.is_problem => false,
        "type" => {
            is_word
                && !text.contains([':', '/'])
                && !matches!(text.as_str(), "error" | "Error" | "field")
        }
        _ => is_word && !text.contains("://"),
    };
    fits.then_some(text)
}

fn is_upper(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte == b'_'
}

/// The code of GraphQL's `extensions`, of tRPC's `data`, of Apigee's `detail`.
fn nested_code(members: &Members) -> Option<String> {
    ["extensions", "data", "detail", "details"]
        .iter()
        .find_map(|name| {
            let inner = members.get(*name)?.as_object()?;
            inner.iter().find_map(|(name, value)| {
                let rank = roles(name).code.filter(|rank| *rank < FIRST_WORD)?;
                value.as_str()?;
                code(&normal(name), rank, value, Context::default())
            })
        })
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

/// The other members of an object; an object that a link is has more than its `href`.
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
