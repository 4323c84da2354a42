//! Excerpts: text of strangers, made safe for a log.

use super::html;
use crate::client::bounds::LONGEST_EXCERPT;
use crate::client::secrets;
use std::borrow::Cow;

/// The beginning of a body; `None` if it is empty or no text.
pub(super) fn of(body: &str, is_plain: bool) -> Option<String> {
    let body = body.trim_start();
    if is_source(body) {
        // A server that does not run PHP sends its source, with the passwords in it.
        return None;
    }
    let line = if !is_plain && body.starts_with('<') {
        line(&html::text(body, LONGEST_EXCERPT))
    } else {
        line(body)
    };
    let replaced = line.matches(char::REPLACEMENT_CHARACTER).count();
    // A compressed body, or a picture.
    let is_text = replaced * 4 <= line.chars().count();
    (is_text && !line.is_empty()).then_some(line)
}

fn is_source(body: &str) -> bool {
    ["<?php", "<?=", "<%", "#!"]
        .iter()
        .any(|start| body.starts_with(start))
}

/// The beginning of a text, on one line, printable and without secrets.
pub(in crate::client) fn line(text: &str) -> String {
    const MARK: char = '…';
    let longest = LONGEST_EXCERPT;
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        // One character too many shows that the line must be cut.
        let chars = word.chars().take(longest + 1);
        line.extend(chars.map(harmless));
        if line.len() > longest {
            let mut end = longest - MARK.len_utf8();
            while !line.is_char_boundary(end) {
                end -= 1;
            }
            line.truncate(end);
            line.truncate(line.trim_end().len());
            line.push(MARK);
            break;
        }
    }
    match secrets::masked(&line) {
        Cow::Owned(masked) => masked,
        Cow::Borrowed(_) => line,
    }
}

/// Replaces characters that terminals obey, or that reorder text ("Trojan Source").
fn harmless(char: char) -> char {
    match char {
        '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => char::REPLACEMENT_CHARACTER,
        _ if char.is_control() => char::REPLACEMENT_CHARACTER,
        _ => char,
    }
}
