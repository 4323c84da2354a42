//! The shapes in which services answer: each of `shapes.txt`, with the line that a person reads.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use mrets_errors::Failure;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

struct Shape {
    service: String,
    status: StatusCode,
    head: Vec<(String, String)>,
    body: String,
    line: String,
    errors: String,
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The comment at the beginning, and the shapes.
fn shapes() -> (String, Vec<Shape>) {
    let text = fs::read_to_string(path("client/shapes.txt")).unwrap();
    let mut parts = text.split("\n## ");
    let comment = parts.next().unwrap().to_owned();
    (comment, parts.map(Shape::read).collect())
}

impl Shape {
    fn read(text: &str) -> Self {
        let mut lines = text.lines().peekable();
        let service = lines.next().unwrap().to_owned();
        let status = lines.next().unwrap().parse().unwrap();
        let mut head = Vec::new();
        let is_header = |line: &&str| {
            let name = line.split_once(": ").map(|(name, _)| name);
            name.is_some_and(|name| {
                name.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || b"-0123456789".contains(&byte))
            })
        };
        while let Some(line) = lines.next_if(is_header) {
            let (name, value) = line.split_once(": ").unwrap();
            head.push((name.to_owned(), value.to_owned()));
        }
        let (mut body, mut line, mut errors) = (Vec::new(), "", "");
        for text in lines {
            if let Some(text) = text.strip_prefix("> ") {
                line = text;
            } else if let Some(text) = text.strip_prefix("= ") {
                errors = text;
            } else {
                body.push(text);
            }
        }
        Self {
            service,
            status,
            head,
            body: body.join("\n").trim_end().to_owned(),
            line: line.to_owned(),
            errors: errors.to_owned(),
        }
    }

    fn failure(&self) -> Failure {
        let head = self.head.iter().map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            (name, HeaderValue::from_str(value).unwrap())
        });
        let head: HeaderMap = head.collect();
        Failure::from_parts(self.status, &head, self.body.as_bytes())
    }

    fn write(&self, out: &mut String) {
        let failure = self.failure();
        write!(out, "\n## {}\n{}\n", self.service, self.status.as_str()).unwrap();
        for (name, value) in &self.head {
            writeln!(out, "{name}: {value}").unwrap();
        }
        if !self.body.is_empty() {
            writeln!(out, "{}", self.body).unwrap();
        }
        writeln!(out, "> {failure}\n= {}", json(&failure)).unwrap();
    }
}

fn json(failure: &Failure) -> String {
    serde_json::to_string(failure.errors()).unwrap()
}

#[test]
fn each_is_read_as_a_person_reads_it() {
    let (comment, shapes) = shapes();
    assert!(shapes.len() >= 150, "{}", shapes.len());
    if std::env::var_os("MRETS_ERRORS_BLESS").is_some() {
        let mut text = format!("{}\n", comment.trim_end());
        for shape in &shapes {
            shape.write(&mut text);
        }
        fs::write(path("client/shapes.txt"), text).unwrap();
        return;
    }
    for shape in shapes {
        let failure = shape.failure();
        assert_eq!(failure.to_string(), shape.line, "{}", shape.service);
        assert_eq!(json(&failure), shape.errors, "{}", shape.service);
    }
}

/// The page of the manual that is made of the shapes.
#[test]
fn the_manual_has_them() {
    const PAGE: &str = "../mrets-errors/src/manual/services.md";
    let (_, shapes) = shapes();
    let mut page = String::from(
        "# What a client reads of the errors of services\n\n\
         A [`Failure`](crate::Failure) reads what a service answers, in the shape that it documents. This is the line that it \
         shows in a log; [`errors`](crate::Failure::errors) has the rest. A test compares this table with \
         `tests/client/shapes.txt`, where the answers stand.\n\n\
         | the answer of | the line in a log |\n| --- | --- |\n",
    );
    for shape in &shapes {
        let line = shape.line.replace('|', "\\|").replace('`', "'");
        let service = &shape.service;
        writeln!(page, "| {service} | `{line}` |").unwrap();
    }
    if std::env::var_os("MRETS_ERRORS_BLESS").is_some() {
        fs::write(path(PAGE), page).unwrap();
        return;
    }
    assert_eq!(fs::read_to_string(path(PAGE)).unwrap(), page);
}
