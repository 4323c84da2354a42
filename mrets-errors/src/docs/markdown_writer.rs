//! Doc comments as Markdown, written anew from the parsed blocks. No block runs into the next one,
//! and headings are below the entry's own ones.

use super::doc_comment::{Names, events};
use super::markdown;
use crate::answer::entry::Entry;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

/// Renders a doc comment; `level` is the level of the entry's heading, such as `###`.
pub(super) fn rendered(doc: &str, from: &Entry, names: &Names, level: &str) -> String {
    let mut writer = Writer {
        level: level.len(),
        is_line_start: true,
        ..Writer::default()
    };
    for event in events(doc, Some(from), names) {
        writer.write(event);
    }
    writer.out.trim_end().to_owned()
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The level of the entry's heading.
    level: usize,
    /// The marks of quotes and items, in front of each line.
    prefixes: Vec<String>,
    /// The numbers of open lists.
    lists: Vec<Option<u64>>,
    /// The links that are open.
    targets: Vec<String>,
    /// Whether nothing of a line is written yet.
    is_line_start: bool,
    /// Whether a blank line stands before the next block.
    needs_blank: bool,
    /// The text of a code block, while one is open.
    code: Option<String>,
    /// Whether a cell of a table is open, in which a line does not end.
    is_in_cell: bool,
    columns: usize,
}

impl Writer {
    fn write(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(code) => {
                let code = markdown::code(&code);
                let code = if self.is_in_cell {
                    code.replace('|', "\\|")
                } else {
                    code
                };
                self.raw(&code);
            }
            Event::SoftBreak if self.is_in_cell => self.raw(" "),
            Event::HardBreak if self.is_in_cell => self.raw("<br />"),
            Event::SoftBreak => self.end_line(),
            Event::HardBreak => {
                self.raw("\\");
                self.end_line();
            }
            Event::Rule => {
                self.start_block();
                self.raw("---");
                self.end_block();
            }
            // `events` gives no others: the options for them are off, and HTML is text.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.start_block(),
            Tag::Heading { level, .. } => {
                self.start_block();
                let level = (self.level + level as usize).min(6);
                self.raw(&"#".repeat(level));
                self.raw(" ");
            }
            Tag::BlockQuote(_) => {
                self.start_block();
                self.prefixes.push("> ".to_owned());
            }
            Tag::CodeBlock(kind) => {
                self.start_block();
                self.code = Some(String::new());
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split([',', ' ']).next().unwrap_or_default()
                    }
                    CodeBlockKind::Indented => "",
                };
                let is_word = language
                    .chars()
                    .all(|char| char.is_ascii_alphanumeric() || char == '-');
                self.targets.push(if is_word {
                    language.to_owned()
                } else {
                    String::new()
                });
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.start_block();
                } else {
                    self.finish_line();
                }
                self.lists.push(first);
            }
            Tag::Item => {
                self.finish_line();
                self.needs_blank = false;
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}. ");
                        *number += 1;
                        mark
                    }
                    _ => "- ".to_owned(),
                };
                self.raw(&mark);
                self.prefixes.push(" ".repeat(mark.len()));
                self.is_line_start = true;
            }
            Tag::Table(alignments) => {
                self.start_block();
                self.columns = alignments.len();
            }
            Tag::TableHead | Tag::TableRow => {
                self.finish_line();
                self.raw("|");
            }
            Tag::TableCell => {
                self.raw(" ");
                self.is_in_cell = true;
            }
            Tag::Emphasis => self.raw("*"),
            Tag::Strong => self.raw("**"),
            Tag::Strikethrough => self.raw("~~"),
            Tag::Link { dest_url, .. } => {
                self.raw("[");
                self.targets.push(dest_url.into_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Table => self.end_block(),
            TagEnd::BlockQuote(_) => {
                self.finish_line();
                self.prefixes.pop();
                self.needs_blank = true;
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => {
                self.finish_line();
                self.lists.pop();
                self.needs_blank = true;
            }
            TagEnd::Item => {
                self.finish_line();
                self.prefixes.pop();
                self.needs_blank = false;
            }
            TagEnd::TableHead => {
                self.finish_line();
                self.raw("|");
                self.raw(&" --- |".repeat(self.columns));
            }
            TagEnd::TableRow => self.finish_line(),
            TagEnd::TableCell => {
                self.raw(" |");
                self.is_in_cell = false;
            }
            TagEnd::Emphasis => self.raw("*"),
            TagEnd::Strong => self.raw("**"),
            TagEnd::Strikethrough => self.raw("~~"),
            TagEnd::Link => {
                let target = self.targets.pop().unwrap_or_default();
                // MDX knows no angle brackets around a target, so escape spaces and parentheses.
                let target = target
                    .replace(' ', "%20")
                    .replace('(', "%28")
                    .replace(')', "%29")
                    .replace('<', "%3C")
                    .replace('>', "%3E")
                    .replace('{', "%7B")
                    .replace('}', "%7D");
                self.raw(&format!("]({target})"));
            }
            _ => {}
        }
    }

    fn code_block(&mut self) {
        let language = self.targets.pop().unwrap_or_default();
        let code = self.code.take().unwrap_or_default();
        let fence = markdown::fence(&code);
        self.raw(&fence);
        self.raw(&language);
        for line in code.trim_end_matches('\n').split('\n') {
            self.end_line();
            self.raw(line);
        }
        self.end_line();
        self.raw(&fence);
        self.end_block();
    }

    /// Writes text, escaped.
    fn text(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                if self.is_in_cell {
                    self.raw(" ");
                } else {
                    self.end_line();
                }
            }
            let mut escaped = String::with_capacity(line.len());
            let is_start = self.is_line_start && !self.is_in_cell;
            let mut rest = line;
            if is_start {
                rest = line.trim_start();
                // Such a start of a line is a list, the underline of a heading, or a statement of MDX.
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let (number, behind) = rest.split_at(digits);
                if digits > 0 && behind.starts_with(['.', ')']) {
                    escaped.push_str(number);
                    escaped.push('\\');
                    rest = behind;
                } else if rest.starts_with(['-', '+', '=']) {
                    escaped.push('\\');
                } else if let Some(behind) = rest.strip_prefix("import ") {
                    escaped.push_str("&#105;mport ");
                    rest = behind;
                } else if let Some(behind) = rest.strip_prefix("export ") {
                    escaped.push_str("&#101;xport ");
                    rest = behind;
                }
            }
            if escaped.ends_with('\\') {
                let mut chars = rest.chars();
                escaped.extend(chars.next());
                rest = chars.as_str();
            }
            for char in rest.chars() {
                markdown::push_escaped(&mut escaped, char);
            }
            self.raw(&escaped);
        }
    }

    fn raw(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.out.is_empty() || self.out.ends_with('\n') {
            self.push_prefixes();
        }
        self.out.push_str(text);
        self.is_line_start = false;
    }

    fn push_prefixes(&mut self) {
        for prefix in &self.prefixes {
            self.out.push_str(prefix);
        }
    }

    fn end_line(&mut self) {
        if self.out.is_empty() || self.out.ends_with('\n') {
            self.push_prefixes();
        }
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        self.out.push('\n');
        self.is_line_start = true;
    }

    /// Ends a line that has something in it.
    fn finish_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.end_line();
        }
    }

    /// Starts a block: at the start of an item on its line, else behind a blank line.
    fn start_block(&mut self) {
        if self.needs_blank {
            self.finish_line();
            self.end_line();
            self.needs_blank = false;
        } else if !self.is_line_start {
            self.finish_line();
        }
    }

    fn end_block(&mut self) {
        self.finish_line();
        self.needs_blank = true;
    }
}
