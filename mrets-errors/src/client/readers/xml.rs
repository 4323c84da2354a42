//! XML as the same tree that JSON gives: elements are members, and repeated ones an array.

use crate::client::bounds::DEPTH;
use crate::client::readers::names::{FIRST_WORD, roles};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::{Map, Value};

/// An element that is open.
#[derive(Default)]
struct Element {
    name: String,
    children: Map<String, Value>,
    text: String,
    /// Whether attributes of it are children.
    has_attributes: bool,
}

impl Element {
    /// Makes an element of a tag, with the attributes that tell of an error: `<error code="badVerb">`.
    fn of_tag(tag: &BytesStart<'_>) -> Self {
        let mut element = Self {
            name: tag.local_name().as_ref().to_owned(),
            ..Self::default()
        };
        for attribute in tag.attributes().flatten() {
            let name = attribute.key.local_name();
            if is_telling(name.as_ref())
                && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
            {
                element.has_attributes = true;
                element.add(name.as_ref().to_owned(), Value::String(value.into_owned()));
            }
        }
        element
    }

    fn into_value(mut self) -> Value {
        let text = self.text.trim();
        if self.children.is_empty() {
            return Value::String(text.to_owned());
        }
        if self.has_attributes && !text.is_empty() {
            let text = Value::String(text.to_owned());
            self.add("message".to_owned(), text);
        }
        Value::Object(self.children)
    }

    fn add(&mut self, name: String, value: Value) {
        match self.children.get_mut(&name) {
            None => {
                self.children.insert(name, value);
            }
            Some(Value::Array(items)) => items.push(value),
            Some(first) => {
                let values = vec![first.take(), value];
                *first = Value::Array(values);
            }
        }
    }
}

/// Parses the content of the root element; `None` if the text is no XML, or is a page of XHTML.
///
/// Only attributes that tell of an error are read, and no external entities: quick-xml does not know them, and expands no entity that a
/// document declares.
pub(super) fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    // The number of open elements that are nested too deep.
    let mut ignored = 0_usize;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let is_page = tag.local_name().as_ref().eq_ignore_ascii_case("html");
                if open.len() == 1 && is_page {
                    return None;
                }
                if ignored > 0 || open.len() > DEPTH {
                    ignored += 1;
                } else {
                    open.push(Element::of_tag(&tag));
                }
            }
            Event::Empty(tag) if ignored == 0 => {
                let mut element = Element::of_tag(&tag);
                if element.has_attributes {
                    let name = std::mem::take(&mut element.name);
                    open.last_mut()?.add(name, element.into_value());
                }
            }
            Event::End(_) if ignored > 0 => ignored -= 1,
            Event::End(_) => {
                let mut element = open.pop()?;
                let name = std::mem::take(&mut element.name);
                open.last_mut()?.add(name, element.into_value());
            }
            Event::Text(text) if ignored == 0 => {
                open.last_mut()?.text.push_str(&text.xml10_content());
            }
            // JSON, or a picture, in a CDATA section is text as well.
            Event::CData(text) if ignored == 0 => {
                open.last_mut()?.text.push_str(&text.xml10_content());
            }
            Event::GeneralRef(reference) if ignored == 0 => {
                let text = &mut open.last_mut()?.text;
                match reference.resolve_char_ref() {
                    Ok(Some(char)) => text.push(char),
                    _ => {
                        let name: &str = &reference;
                        text.push_str(
                            quick_xml::escape::resolve_predefined_entity(name)
                                .unwrap_or("\u{fffd}"),
                        );
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let [document] = <[Element; 1]>::try_from(open).ok()?;
    let mut roots = document.children.into_iter();
    let (_, root) = roots.next()?;
    roots.next().is_none().then_some(root)
}

/// Whether an attribute of this name tells of an error.
fn is_telling(name: &str) -> bool {
    let roles = roles(name);
    let is_code = roles.code.is_some_and(|rank| rank < FIRST_WORD);
    is_code || roles.message.is_some() || name == "locator"
}

/// All text of a tree, on one line.
pub(super) fn text(value: &Value, longest: usize) -> String {
    let mut text = String::new();
    append(value, longest, &mut text);
    text
}

fn append(value: &Value, longest: usize, text: &mut String) {
    if text.len() > longest {
        return;
    }
    match value {
        Value::String(run) if !run.is_empty() => {
            text.push_str(run);
            text.push(' ');
        }
        Value::Array(items) => items.iter().for_each(|item| append(item, longest, text)),
        Value::Object(members) => members
            .values()
            .for_each(|value| append(value, longest, text)),
        _ => {}
    }
}
