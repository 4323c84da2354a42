//! [`FieldSet`]: the fields that a part of the answer reads.

/// The indices of fields, in the order of the variant.
#[derive(Default)]
pub(crate) struct FieldSet(Vec<usize>);

impl FieldSet {
    pub(crate) fn insert(&mut self, field: usize) {
        if let Err(at) = self.0.binary_search(&field) {
            self.0.insert(at, field);
        }
    }

    pub(crate) fn insert_all(&mut self, others: &Self) {
        for field in &others.0 {
            self.insert(*field);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn as_slice(&self) -> &[usize] {
        &self.0
    }
}
