//! The columns of tables.

/// A column of a table of CSV: its name, and what its cells are, where they are not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvColumn {
    /// Texts.
    Text(&'static str),
    /// Numbers.
    Number(&'static str),
    /// Whole numbers from 0 on.
    Whole(&'static str),
    /// Days, as `YYYY-MM-DD`.
    Day(&'static str),
    /// `true` or `false`.
    Truth(&'static str),
}

impl CsvColumn {
    /// The name, which stands in the first row.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text(name) | Self::Number(name) | Self::Whole(name) | Self::Day(name) | Self::Truth(name) => name,
        }
    }
}

/// The columns of several lists, one after the other.
///
/// # Panics
/// If there are not `N`; where it is asked for as a constant, that is seen when it is compiled.
#[cfg(feature = "calibration")]
pub(crate) const fn columns<const N: usize>(lists: &[&[CsvColumn]]) -> [CsvColumn; N] {
    let mut all = [CsvColumn::Text(""); N];
    let (mut list, mut of_list, mut next) = (0, 0, 0);
    while list < lists.len() {
        if of_list == lists[list].len() {
            (list, of_list) = (list + 1, 0);
            continue;
        }
        all[next] = lists[list][of_list];
        (of_list, next) = (of_list + 1, next + 1);
    }
    assert!(next == N, "as many columns as there are in the lists");
    all
}
