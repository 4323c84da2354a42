//! The format strings of a catalogue.

/// A piece of a format string.
pub(crate) enum Piece<'a> {
    Text(&'a str),
    /// `{name:spec}`, without its spec.
    Placeholder(&'a str),
}

/// Takes a format string apart; `{{` is a text of one brace.
pub(crate) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        if after.starts_with("{{") || after.starts_with("}}") {
            let (brace, after) = after.split_at(1);
            pieces.push(Piece::Text(brace));
            rest = after.get(1..).unwrap_or_default();
        } else if let Some((name, after)) = placeholder(after) {
            pieces.push(Piece::Placeholder(name));
            rest = after;
        } else {
            rest = after;
            break;
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Takes the name of a placeholder, and gives the rest as well. A fill character can be a brace too, as in `{x:}>5}`.
fn placeholder(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('{')?;
    let (name, from_end) = inside.split_at(inside.find([':', '}'])?);
    let spec = from_end.strip_prefix(':').unwrap_or_default();
    let mut chars = spec.chars();
    let fill = chars.next();
    let is_filled = matches!(chars.next(), Some('<' | '^' | '>'));
    let fill = fill
        .filter(|_| is_filled)
        .map_or(0, |fill| 1 + fill.len_utf8());
    let (_, after) = from_end.get(fill..)?.split_once('}')?;
    Some((name.trim(), after))
}
