//! Names in messages: "did you mean ...?", and lists of them.

/// The candidate nearest to `word`, if it is near enough to have been meant.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| {
            *distance <= candidate.len().max(3) / 3 || same_letters(&word, candidate)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether two words have the same letters. Two swapped letters are two edits, but one slip.
fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.to_lowercase().chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
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
pub(crate) fn list<T: std::fmt::Display>(names: impl Iterator<Item = T>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
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
        assert_eq!(nearest("tilte", ["title", "detail"]), Some("title"));
        assert_eq!(nearest("titl", ["title", "detail"]), Some("title"));
        assert_eq!(
            nearest("NotFound", ["NOT_FOUND", "FOUND"]),
            Some("NOT_FOUND")
        );
        assert_eq!(nearest("zebra", ["title", "detail"]), None);
    }
}
