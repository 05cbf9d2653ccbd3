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

use std::fmt::Write;
use std::ops::Range;

use crate::plan::Plan;
use crate::{ENGINE, MergeError, Tally};

/// The counts of some runs of a scenario, and which runs these are.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    header: CountsHeader,
    tally: Tally,
}

/// What a file of counts says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CountsHeader {
    /// The version of the engine that simulated.
    pub engine: String,
    /// The seed.
    pub seed: u64,
    /// How many runs there are to be in all.
    pub asked: u64,
    /// Which of them are counted, in order, no two adjoining.
    pub runs: Vec<Range<u64>>,
    /// The merged scenario, as a file that stands on its own.
    pub scenario: String,
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

const TITLE: &str = "nemcon counts ";

impl Counts {
    /// The counts of some consecutive runs of a scenario, of so many in all.
    pub fn new(scenario: impl Into<String>, tally: Tally, runs: Range<u64>, asked: u64) -> Self {
        debug_assert_eq!(tally.runs(), runs.end - runs.start, "a tally of other runs");
        let runs = if runs.is_empty() { Vec::new() } else { vec![runs] };
        let header = CountsHeader { engine: ENGINE.to_owned(), seed: tally.seed, asked, runs, scenario: scenario.into() };
        Self { header, tally }
    }

    /// What it says of itself.
    pub fn header(&self) -> &CountsHeader {
        &self.header
    }

    /// What was counted.
    pub fn tally(&self) -> &Tally {
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
        let CountsHeader { engine, seed, asked, runs, scenario } = &self.header;
        let runs: Vec<String> = runs.iter().map(|runs| format!("{}..{}", runs.start, runs.end)).collect();
        let mut head = format!("{TITLE}1\nengine {engine}\nseed {seed}\nasked {asked}\nruns {}\n", runs.join(" "));
        // Writing into text does not fail.
        let _ = write!(head, "digest {}\nscenario {}\n{scenario}", self.header.digest(), scenario.len());
        let mut bytes = head.into_bytes();
        self.tally.append_to(&mut bytes);
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// From a file, given the plan of the scenario that it holds: see [`CountsHeader::of`].
    pub fn from_bytes(bytes: &[u8], plan: &Plan) -> Result<Self, CountsError> {
        let (header, rest) = parse(bytes)?;
        if header.engine != ENGINE {
            return Err(CountsError::Engine(header.engine, ENGINE.to_owned()));
        }
        let (tally, rest) = Tally::read_from(plan, header.seed, rest).ok_or(CountsError::Damaged)?;
        let counted: u64 = header.runs.iter().map(|runs| runs.end - runs.start).sum();
        if rest.is_empty() && tally.runs() == counted { Ok(Self { header, tally }) } else { Err(CountsError::Damaged) }
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

impl CountsHeader {
    /// What a file of counts says of itself.
    pub fn of(bytes: &[u8]) -> Result<Self, CountsError> {
        parse(bytes).map(|(header, _)| header)
    }

    /// The digest of the scenario: its 128-bit FNV-1a hash in hexadecimal digits.
    pub fn digest(&self) -> String {
        let mix = |hash: u128, byte: u8| (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        format!("{:032x}", self.scenario.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, mix))
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

fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What a file says of itself, and the numbers behind it.
fn parse(bytes: &[u8]) -> Result<(CountsHeader, &[u8]), CountsError> {
    let rest = bytes.strip_prefix(TITLE.as_bytes()).ok_or(CountsError::Other)?;
    let mut rest = rest.strip_prefix(b"1\n").ok_or(CountsError::Version)?;
    let (content, sum) = bytes.split_last_chunk::<8>().ok_or(CountsError::Damaged)?;
    if checksum(content) != u64::from_le_bytes(*sum) {
        return Err(CountsError::Damaged);
    }
    rest = &rest[..rest.len() - 8];
    let mut line = |key: &str| -> Option<String> {
        let end = rest.iter().position(|&byte| byte == b'\n')?;
        let text = std::str::from_utf8(&rest[..end]).ok()?.strip_prefix(key)?.strip_prefix(' ')?.to_owned();
        rest = &rest[end + 1..];
        Some(text)
    };
    let range = |text: &str| -> Option<Range<u64>> {
        let (start, end) = text.split_once("..")?;
        let range = start.parse().ok()?..end.parse().ok()?;
        (!range.is_empty()).then_some(range)
    };
    let mut head = || -> Option<(CountsHeader, String, usize)> {
        let (engine, seed, asked) = (line("engine")?, line("seed")?.parse().ok()?, line("asked")?.parse().ok()?);
        let runs: Vec<Range<u64>> = line("runs")?.split_whitespace().map(range).collect::<Option<_>>()?;
        let (digest, length) = (line("digest")?, line("scenario")?.parse().ok()?);
        let in_order = runs.windows(2).all(|pair| pair[0].end < pair[1].start) && runs.last().is_none_or(|last| last.end <= asked);
        in_order.then_some((CountsHeader { engine, seed, asked, runs, scenario: String::new() }, digest, length))
    };
    let (mut header, digest, length) = head().ok_or(CountsError::Damaged)?;
    let (scenario, numbers) = rest.split_at_checked(length).ok_or(CountsError::Damaged)?;
    header.scenario = String::from_utf8(scenario.to_vec()).map_err(|_| CountsError::Damaged)?;
    if header.digest() == digest { Ok((header, numbers)) } else { Err(CountsError::Damaged) }
}

#[cfg(test)]
mod tests {
    use nemcon_core::*;

    use super::{Counts, CountsError, CountsHeader};
    use crate::Plan;

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
        let mut sum = Counts::from_bytes(&parts[0].to_bytes(), &plan).unwrap();
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
        assert!(matches!(Counts::from_bytes(&other.to_bytes(), &plan), Err(CountsError::Engine(..))));
        assert_eq!(one, before);
    }

    #[test]
    fn damage_is_noticed() {
        let plan = plan();
        let bytes = counts(&plan, 4, 0..3000).to_bytes();
        assert_eq!(Counts::from_bytes(b"schema = 1", &plan), Err(CountsError::Other));
        assert_eq!(Counts::from_bytes(b"nemcon counts 2\n", &plan), Err(CountsError::Version));
        for at in [20, 60, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Counts::from_bytes(&damaged, &plan), Err(CountsError::Damaged), "byte {at}");
            assert_eq!(Counts::from_bytes(&bytes[..at], &plan), Err(CountsError::Damaged), "cut at {at}");
        }
    }
}
