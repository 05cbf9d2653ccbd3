//! Indices of voting power, one file each.

use crate::Measure;

/// The modules of the indices with the measures in each, in the order in which they are shown.
macro_rules! measures {
    ($($index:ident: $($measure:ident),+;)+) => {
        $(pub(crate) mod $index; pub use $index::{$($measure),+};)+

        /// All measures of power, in the order in which they are shown.
        pub static MEASURES: &[&Measure] = &[$($(&$index::$measure),+),+];
    };
}

measures! {
    banzhaf: BANZHAF, BANZHAF_NORMALISED;
    shapley_shubik: SHAPLEY_SHUBIK;
    coleman: COLEMAN_INITIATE, COLEMAN_PREVENT;
    rae: RAE;
    deegan_packel: DEEGAN_PACKEL;
    public_good: PUBLIC_GOOD;
    johnston: JOHNSTON;
    colomer_martinez: COLOMER_MARTINEZ;
    konig_brauninger: KONIG_BRAUNINGER;
    owen: OWEN;
    banzhaf_owen: BANZHAF_OWEN;
}

/// The names of all indices, in the order of [`MEASURES`].
pub fn indices() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = MEASURES.iter().map(|measure| measure.index).collect();
    names.dedup();
    names
}

/// The measures of the indices of these names; names of no index are passed over.
///
/// ```
/// let coleman = nemcon_power::measures_of(&["coleman"]);
/// assert_eq!(coleman.iter().map(|measure| measure.key).collect::<Vec<_>>(), ["coleman_initiate", "coleman_prevent"]);
/// ```
pub fn measures_of(indices: &[&str]) -> Vec<&'static Measure> {
    MEASURES.iter().copied().filter(|measure| indices.contains(&measure.index)).collect()
}
