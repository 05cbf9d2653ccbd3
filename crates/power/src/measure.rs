//! What a measure of power is.

use crate::{PowerError, Value, counts::Counts};

/// A measure of power in the game in which everybody is for or against.
///
/// Each is a constant of this crate, [`BANZHAF`](crate::BANZHAF) for one; [`MEASURES`](crate::MEASURES)
/// lists them all. Its values are found by [`Game::analyse`](crate::Game::analyse) and read with
/// [`MemberPower::get`](crate::MemberPower::get).
#[derive(Debug)]
#[non_exhaustive]
pub struct Measure {
    /// Its name in outputs for programs.
    pub key: &'static str,
    /// The index that it belongs to: some have two measures, such as an absolute and a normalised one.
    pub index: &'static str,
    /// Its heading in tables, on two lines.
    pub heading: [&'static str; 2],
    /// What it says, in words.
    pub meaning: &'static str,
    /// Whether it is of members who act in [`Options::unions`](crate::Options::unions); without any it has no value.
    pub of_unions: bool,
    /// Whether it asks for swings by size, which decides how a table over sums counts.
    pub(crate) by_size: bool,
    /// Its values, one a player; `None` where it is not defined or not feasible.
    pub(crate) of: fn(&Counts<'_>) -> Result<Vec<Option<Value>>, PowerError>,
}

/// Measures are told apart by their keys.
impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Measure {}
