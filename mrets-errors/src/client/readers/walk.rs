//! The walk over the tree of a body, which collects its error objects.
//!
//! It keeps everything. A member whose [name](super::names) has a place goes there; all other members go into
//! `meta`, in the server's order. If two readings compete, the one with a sentence wins.

mod context;
mod field_map;
mod plan;
mod texts;

use self::context::{Context, Members};
use self::field_map::{Leaves, is_about_itself, is_field_map};
use self::plan::Plan;
use super::names::{FIRST_VAGUE, FIRST_WORD, Holder, roles};
use super::place::{Location, Place, is_whole};
use crate::client::bounds::{MOST_ERRORS, REPEATED};
use crate::document::object::ErrorObject;
use http::StatusCode;
use serde_json::{Map, Value};

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
    if !errors.is_empty() {
        return errors;
    }
    match wrapped(object) {
        Some(inner) => {
            let context = Context {
                is_inside: true,
                ..Context::default()
            };
            walk.inner(inner, &place, Holder::Weak, context)
        }
        None if is_field_map(object, Leaves::Lists) => walk.field_map(object, &place),
        None => errors,
    }
}

/// The only object in a document, whatever its name is, if it looks like an error:
/// `{"itemNotFound":{"code":404,"message":"..."}}`.
fn wrapped(document: &Members) -> Option<&Members> {
    let mut members = document.values();
    let (Some(Value::Object(inner)), None) = (members.next(), members.next()) else {
        return None;
    };
    let mut inner_members = inner.iter();
    let is_error = inner_members.any(|(name, value)| match value {
        Value::String(_) => roles(name).message.is_some_and(|rank| rank < *FIRST_VAGUE),
        Value::Object(_) | Value::Array(_) => roles(name).holder.is_some(),
        _ => false,
    });
    is_error.then_some(inner)
}

/// Whether a problem document is one of this library's, which all have a title, a status and a code.
fn is_ours(members: &Members) -> bool {
    let is_text = |name: &str| members.get(name).is_some_and(Value::is_string);
    is_text("title") && is_text("code") && members.get("status").is_some_and(Value::is_u64)
}

/// The error objects of a problem document of ours. Its extension members belong to `meta`, whatever their names are.
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

/// The error object of an item of `errors`, in a document that is an envelope.
pub(super) fn error_object_of(members: &Members, status: StatusCode) -> ErrorObject {
    let context = Context {
        is_strict: true,
        is_inside: true,
        ..Context::default()
    };
    let plan = Plan::new(members, &Place::default(), status, context);
    plan.assemble(members, &[])
}

struct Walk {
    status: StatusCode,
    /// At most this many more errors are kept.
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
        // Django REST has an object for each item, which is empty if nothing is wrong.
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
                        is_listed_error: holder == Holder::Strong,
                        ..Context::default()
                    };
                    errors.append(&mut self.inner(members, place, holder, context));
                }
                item => errors.append(&mut self.value(item, place, holder)),
            }
        }
        errors
    }

    /// The errors of an object within a member that holds errors. It is an error, or a map of errors by field.
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
        let is_told = |error: &ErrorObject| {
            let is_word_for_field = error.code.is_some() && error.source.is_some();
            error.title.is_some() || error.detail.is_some() || is_word_for_field
        };
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

    /// The errors of a map by field: `{"name":["can't be blank"],"address":{"city":["is unknown"]}}`.
    fn field_map(&mut self, members: &Members, place: &Place<'_>) -> Vec<ErrorObject> {
        let mut errors = Vec::new();
        for (name, value) in members {
            if self.room == 0 {
                break;
            }
            if is_about_itself(name) {
                continue;
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

    /// The errors of an object: its own and its members'; none if it says nothing.
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
            // Google and Elasticsearch repeat the error in a list of one.
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
                    .is_some_and(|code| code.rank < FIRST_WORD)
                || context.is_listed_error && plan.is_word_for_field();
            return if is_error { vec![own] } else { children };
        }
        let is_vague = !plan.is_told() || plan.is_code(self.status.as_str());
        if is_vague && children.iter().any(|child| child.code.is_some()) {
            // The codes of the children are more precise, so this one goes into `meta`.
            plan.code = None;
            plan.nested_code = None;
        }
        combined(plan.assemble(members, &held), children)
    }
}

/// Combines an object with the errors within it. If it has one text, that is the title of each of them. If it has
/// none, they share its other members. If it has two, it is the first error.
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
