//! Names in messages: "did you mean ...?", and lists of them.

use std::fmt::Write as _;

/// The candidate nearest to `word`, if it is near enough to have been meant.
pub(crate) fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    let mut nearest = None;
    for candidate in candidates {
        let distance = distance(&word, &candidate.to_lowercase());
        let is_near = distance <= candidate.len().max(3) / 3 || have_same_letters(&word, candidate);
        if is_near && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, *candidate));
        }
    }
    nearest.map(|(_, candidate)| candidate)
}

/// Whether two words have the same letters. Two swapped letters are two edits, but one slip.
fn have_same_letters(a: &str, b: &str) -> bool {
    let (a, mut rest) = (a.to_lowercase(), b.to_lowercase());
    for letter in a.chars() {
        let Some(at) = rest.find(letter) else {
            return false;
        };
        rest.remove(at);
    }
    rest.is_empty()
}

/// Levenshtein's edit distance, one row of the matrix at a time.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let (mut diagonal, mut left) = (i, i + 1);
        for (y, cell) in b.chars().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            left = (diagonal + usize::from(x != y))
                .min(above + 1)
                .min(left + 1);
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// A list for messages: `` `a`, `b`, `c` ``.
pub(crate) fn list(names: &[impl AsRef<str>]) -> String {
    let mut list = String::new();
    for name in names {
        push(&mut list, name.as_ref());
    }
    list
}

fn push(list: &mut String, name: &str) {
    let comma = if list.is_empty() { "" } else { ", " };
    // Writing to a string does not fail.
    let _ = write!(list, "{comma}`{name}`");
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distance_counts_edits() {
        assert_eq!(distance("", "title"), 5);
        assert_eq!(distance("title", "title"), 0);
        assert_eq!(distance("titel", "title"), 2);
        assert_eq!(distance("detials", "detail"), 3);
    }

    #[test]
    fn nearest_is_near_or_none() {
        assert_eq!(nearest("tilte", &["title", "detail"]), Some("title"));
        assert_eq!(nearest("titl", &["title", "detail"]), Some("title"));
        assert_eq!(
            nearest("NotFound", &["NOT_FOUND", "FOUND"]),
            Some("NOT_FOUND")
        );
        assert_eq!(nearest("zebra", &["title", "detail"]), None);
        assert_eq!(nearest("eilltt", &["title", "detail"]), None);
        assert_eq!(nearest("tlite", &["title", "detail"]), Some("title"));
        // Of equally near ones the first.
        assert_eq!(nearest("abc", &["abd", "abe"]), Some("abd"));
    }
}
