//! What some runs of a scenario counted, as a file: to be added to what other machines counted, kept, or
//! gone on with.
//!
//! ```text
//! nemcon counts 1
//! engine 0.1.0
//! seed 2024
//! asked 200000
//! runs 0..50000 150000..200000
//! digest 6c62272e07bb014262b821756295c58d
//! scenario 12345
//! ```
//!
//! Behind these lines stand as many bytes of the merged scenario, the numbers of the tally, and a checksum
//! of eight bytes. The digest is the 128-bit FNV-1a hash of the scenario, the checksum the 64-bit one of
//! all before it: they find mistakes, not malice.

mod counted;
mod header;

use std::ops::Range;

use crate::{ENGINE, MergeError, Tally};

pub use counted::Counted;
pub use header::CountsHeader;

/// The counts of some runs of a scenario, or of a base and its variants, and which runs these are.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts<T = Tally> {
    header: CountsHeader,
    tally: T,
}

/// Why counts cannot be read, or not be added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountsError {
    /// The file is another.
    #[error("it is no file of counts: those are written by `nemcon run --shard` and `--checkpoint`")]
    Other,
    /// The form is of another version.
    #[error("it is a file of counts of another version than 1, which is the one that this program reads")]
    Version,
    /// Bytes are missing or wrong.
    #[error("it is damaged or cut off: count these runs again")]
    Damaged,
    /// Another version of the engine has counted.
    #[error("the engines {0} and {1} counted: results are the same only of one version")]
    Engine(String, String),
    /// They are of different scenarios.
    #[error("they are of different scenarios (digests {0} and {1})")]
    Scenario(String, String),
    /// They are of different seeds.
    #[error("they are of different seeds, {0} and {1}")]
    Seed(u64, u64),
    /// They are parts of different wholes.
    #[error("they are parts of {0} and of {1} runs")]
    Asked(u64, u64),
    /// Some runs are in both.
    #[error("the runs {} to {} are in both", .0.start, .0.end - 1)]
    Overlap(Range<u64>),
    /// They cannot be added for another reason.
    #[error(transparent)]
    Merge(#[from] MergeError),
}

impl<T: Counted> Counts<T> {
    /// The counts of some consecutive runs of a scenario, of so many in all; of a base and its variants the
    /// scenarios stand one behind the other.
    pub fn new(scenario: impl Into<String>, tally: T, runs: Range<u64>, asked: u64) -> Self {
        debug_assert_eq!(tally.runs(), runs.end - runs.start, "a tally of other runs");
        let runs = if runs.is_empty() { Vec::new() } else { vec![runs] };
        let header = CountsHeader { engine: ENGINE.to_owned(), seed: tally.seed(), asked, runs, scenario: scenario.into() };
        Self { header, tally }
    }

    /// What it says of itself.
    pub fn header(&self) -> &CountsHeader {
        &self.header
    }

    /// What was counted.
    pub fn tally(&self) -> &T {
        &self.tally
    }

    /// The same counts as part of another number of runs.
    #[must_use]
    pub fn of(mut self, asked: u64) -> Self {
        self.header.asked = asked;
        self
    }

    /// As a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.header.write(T::KIND, |bytes| self.tally.append_to(bytes))
    }

    /// From a file, given what was simulated: the plan of the scenario that it holds, for which see
    /// [`CountsHeader::of`]; or a base's and those of its variants.
    pub fn from_bytes(bytes: &[u8], of: T::Of<'_>) -> Result<Self, CountsError> {
        let (header, numbers) = CountsHeader::read_own(T::KIND, bytes)?;
        let (tally, rest) = T::nothing(of, header.seed).filled(numbers).ok_or(CountsError::Damaged)?;
        if rest.is_empty() && tally.runs() == header.counted() { Ok(Self { header, tally }) } else { Err(CountsError::Damaged) }
    }

    /// Whether counts that say this of themselves can be added.
    pub fn fits(&self, other: &CountsHeader) -> Result<(), CountsError> {
        let own = &self.header;
        if own.scenario != other.scenario {
            return Err(CountsError::Scenario(own.digest(), other.digest()));
        }
        if own.seed != other.seed {
            return Err(CountsError::Seed(own.seed, other.seed));
        }
        if own.engine != other.engine {
            return Err(CountsError::Engine(own.engine.clone(), other.engine.clone()));
        }
        if own.asked != other.asked {
            return Err(CountsError::Asked(own.asked, other.asked));
        }
        for mine in &own.runs {
            for theirs in &other.runs {
                let both = mine.start.max(theirs.start)..mine.end.min(theirs.end);
                if !both.is_empty() {
                    return Err(CountsError::Overlap(both));
                }
            }
        }
        Ok(())
    }

    /// Adds other runs; on failure these counts stay as they were.
    pub fn merge(&mut self, other: &Self) -> Result<(), CountsError> {
        self.fits(&other.header)?;
        self.tally.merge(&other.tally)?;
        self.header.runs = joined(self.header.runs.iter().chain(&other.header.runs).cloned().collect());
        Ok(())
    }

    /// The runs that are asked for and not counted.
    pub fn missing(&self) -> Vec<Range<u64>> {
        let CountsHeader { asked, runs, .. } = &self.header;
        let starts = std::iter::once(0).chain(runs.iter().map(|runs| runs.end));
        let ends = runs.iter().map(|runs| runs.start).chain([*asked]);
        starts.zip(ends).map(|(start, end)| start..end).filter(|gap| !gap.is_empty()).collect()
    }
}

/// Ranges in order, those that adjoin in one.
fn joined(mut runs: Vec<Range<u64>>) -> Vec<Range<u64>> {
    runs.sort_by_key(|runs| runs.start);
    let mut joined: Vec<Range<u64>> = Vec::new();
    for runs in runs {
        match joined.last_mut() {
            Some(last) if last.end == runs.start => last.end = runs.end,
            _ => joined.push(runs),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use nemcon_core::*;

    use super::{Counts, CountsError, CountsHeader};
    use crate::{Plan, Tally};

    fn plan() -> Plan {
        let body = Body::new("", ["a", "b", "c"].map(Member::new).into());
        let days = (Date::constant(2031, 1, 6), Date::constant(2031, 3, 3));
        let draft =
            Draft::motion("", days.0, days.1, Cadence::weeks(1), consensus()).body(body).prior(Prior::new([0.1, 0.4, 0.3, 0.2]).unwrap());
        Plan::new(draft.half_life(Edge::Reserve, 14.0).half_life(Edge::Oppose, 30.0).build().unwrap()).unwrap()
    }

    fn counts(plan: &Plan, seed: u64, runs: std::ops::Range<u64>) -> Counts {
        Counts::new("schema = 1\n", plan.simulate(seed, runs.clone(), &|_| ()).unwrap(), runs, 3000)
    }

    #[test]
    fn parts_in_any_order_are_the_whole() {
        let plan = plan();
        let whole = counts(&plan, 4, 0..3000);
        let parts = [2000..3000, 0..700, 700..2000].map(|runs| counts(&plan, 4, runs));
        let mut sum = Counts::<Tally>::from_bytes(&parts[0].to_bytes(), &plan).unwrap();
        assert_eq!(sum.missing(), std::slice::from_ref(&(0..2000)));
        for part in &parts[1..] {
            sum.merge(&Counts::from_bytes(&part.to_bytes(), &plan).unwrap()).unwrap();
        }
        assert_eq!(sum.missing(), []);
        assert_eq!(sum.to_bytes(), whole.to_bytes());
        assert_eq!(sum, whole);
    }

    #[test]
    fn strangers_are_refused() {
        let plan = plan();
        let mut one = counts(&plan, 4, 0..2000);
        let before = one.clone();
        assert_eq!(one.merge(&counts(&plan, 4, 1500..3000)), Err(CountsError::Overlap(1500..2000)));
        assert_eq!(one.merge(&counts(&plan, 5, 2000..3000)), Err(CountsError::Seed(4, 5)));
        assert_eq!(one.merge(&counts(&plan, 4, 2000..3000).of(4000)), Err(CountsError::Asked(3000, 4000)));
        let mut other = counts(&plan, 4, 2000..3000);
        other.header.scenario += "title = \"another\"\n";
        assert!(matches!(one.merge(&other), Err(CountsError::Scenario(..))));
        other.header = CountsHeader { engine: "0.0.1".to_owned(), scenario: one.header.scenario.clone(), ..other.header };
        assert!(matches!(one.merge(&other), Err(CountsError::Engine(..))));
        assert!(matches!(Counts::<Tally>::from_bytes(&other.to_bytes(), &plan), Err(CountsError::Engine(..))));
        assert_eq!(one, before);
    }

    #[test]
    fn damage_is_noticed() {
        let plan = plan();
        let bytes = counts(&plan, 4, 0..3000).to_bytes();
        assert_eq!(Counts::<Tally>::from_bytes(b"schema = 1", &plan), Err(CountsError::Other));
        assert_eq!(Counts::<Tally>::from_bytes(b"nemcon counts 2\n", &plan), Err(CountsError::Version));
        for at in [20, 60, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Counts::<Tally>::from_bytes(&damaged, &plan), Err(CountsError::Damaged), "byte {at}");
            assert_eq!(Counts::<Tally>::from_bytes(&bytes[..at], &plan), Err(CountsError::Damaged), "cut at {at}");
        }
    }
}
