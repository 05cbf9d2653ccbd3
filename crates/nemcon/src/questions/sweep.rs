//! The outcomes as one or two numbers vary: `nemcon sweep`.

use std::ops::RangeInclusive;

use nemcon_core::Bytes;
use nemcon_montecarlo::Plan;
use nemcon_report::wording::RESCALED;
use nemcon_report::{SweepPoint, SweptKey};
use nemcon_scenario::{Key, KeyError, Scenario};

use super::forecast::compiled;
use super::{Progress, Refusal, plan_of};

/// One key or two of a scenario, each from one value to another.
#[derive(Debug, Clone)]
pub struct Sweep {
    keys: Vec<Key>,
    swept: Vec<SweptKey>,
    places: Vec<Vec<usize>>,
}

/// A sweep has no more points.
const POINTS: usize = 10_000;
/// So many are simulated together, where there is room for them, …
const TOGETHER: RangeInclusive<u64> = 4..=64;
/// … as have about so many runs in all, so that something is soon found.
const RUNS: u64 = 4_000_000;

impl Sweep {
    /// A sweep of `KEY=A..B:N` each.
    pub fn new(scenario: &Scenario, set: &[impl AsRef<str>]) -> Result<Self, Refusal> {
        let read: Vec<(Key, SweptKey)> = set.iter().map(|text| read(scenario, text.as_ref())).collect::<Result<_, _>>()?;
        let (keys, swept): (Vec<Key>, Vec<SweptKey>) = read.into_iter().unzip();
        let lengths: Vec<usize> = swept.iter().map(|key| key.values.len()).collect();
        let count = lengths.iter().try_fold(1_usize, |all, &length| all.checked_mul(length)).unwrap_or(usize::MAX);
        if !(1..=2).contains(&keys.len()) {
            return Err(Refusal::Asked(format!(
                "a sweep varies one key or two, and not {}: vary two, and set others in the file",
                keys.len()
            )));
        }
        if count > POINTS {
            return Err(Refusal::Asked(format!("a sweep has no more than {POINTS} points in all, and this one would have {count}")));
        }
        if let [one, two] = &keys[..]
            && one.path == two.path
        {
            return Err(Refusal::Asked(format!("{} is varied twice", one.path)));
        }
        Ok(Self { keys, swept, places: interleaved(&lengths) })
    }

    /// The keys, with their values.
    pub fn keys(&self) -> &[SweptKey] {
        &self.swept
    }

    /// What may surprise about the keys.
    pub fn notices(&self) -> Vec<String> {
        self.swept.iter().filter(|key| key.rescales).map(|key| format!("where {} varies, {RESCALED}", key.path)).collect()
    }

    /// The points, each as the place of every key's value, in an order in which the gaps are halved again and again.
    pub fn places(&self) -> &[Vec<usize>] {
        &self.places
    }

    /// The scenario at a point.
    pub fn scenario(&self, base: &Scenario, place: &[usize]) -> Result<Scenario, Refusal> {
        base.with(&self.changes(place)).map_err(|error| match error {
            KeyError::Invalid(diagnostics) => Refusal::Variant(self.said(place), diagnostics),
            error => Refusal::Asked(error.to_string()),
        })
    }

    /// The points in the same order, as many at a time as are simulated together where each has so many runs.
    pub fn batches(&self, runs: u64) -> impl Iterator<Item = &[Vec<usize>]> {
        self.places.chunks(together(runs))
    }

    /// What comes of it at some points, each as it is alone: they are simulated on the same runs, and what they have in
    /// common is done once.
    pub fn points(
        &self,
        base: &Scenario,
        mut places: &[Vec<usize>],
        (runs, seed): (u64, u64),
        memory: Bytes,
        progress: Progress<'_>,
    ) -> Result<Vec<SweepPoint>, Refusal> {
        let mut points = Vec::new();
        while let Some(place) = places.first() {
            let first = plan_of(&self.scenario(base, place)?, memory)?;
            let together = first.plans_at_once(together(runs).min(places.len()));
            let (some, rest) = places.split_at(together);
            let others = some[1..].iter().map(|place| compiled(&self.scenario(base, place)?));
            let plans = std::iter::once(Ok(first)).chain(others).collect::<Result<Vec<_>, _>>()?;
            let found = Plan::simulate_all(&plans, seed, 0..runs, &|runs| progress(runs * some.len() as u64))?;
            for (place, tally) in some.iter().zip(found) {
                let estimates = tally.estimates().map_err(|error| Refusal::Asked(format!("{}: {error}", self.said(place))))?;
                points.push(SweepPoint::new(place.clone(), estimates));
            }
            places = rest;
        }
        Ok(points)
    }

    fn changes(&self, place: &[usize]) -> Vec<(&Key, &str)> {
        self.keys.iter().zip(&self.swept).zip(place).map(|((key, swept), &at)| (key, swept.values[at].as_str())).collect()
    }

    /// `dynamics.reserve = 7 days`
    fn said(&self, place: &[usize]) -> String {
        self.changes(place).iter().map(|(key, value)| format!("{} = {value}", key.path)).collect::<Vec<_>>().join(", ")
    }
}

/// How many points are simulated together.
fn together(runs: u64) -> usize {
    usize::try_from((RUNS / runs.max(1)).clamp(*TOGETHER.start(), *TOGETHER.end())).unwrap_or(1)
}

/// A key and its values.
fn read(scenario: &Scenario, text: &str) -> Result<(Key, SweptKey), Refusal> {
    let wrong = || Refusal::Asked(format!("{text:?} is no range of a key: write KEY=A..B:N, such as dynamics.reserve=1week..16weeks:9"));
    let (path, range) = text.split_once('=').ok_or_else(wrong)?;
    let (range, count) = range.rsplit_once(':').ok_or_else(wrong)?;
    let (from, to) = range.split_once("..").ok_or_else(wrong)?;
    let (from, to, count) = (from.trim(), to.trim(), count.trim());
    let allowed = || Refusal::Asked(format!("{text:?}: {count:?} is no number of values, which is whole and lies between 2 and {POINTS}"));
    let count = count.replace('_', "").parse().ok().filter(|count| (2..=POINTS).contains(count)).ok_or_else(allowed)?;
    let key = scenario.key(path.trim()).map_err(|error| Refusal::Asked(error.to_string()))?;
    let values = key.between(from, to, count).map_err(|error| Refusal::Asked(error.to_string()))?;
    if values.first() == values.last() {
        return Err(Refusal::Asked(format!("{text:?} begins where it ends, at {}: a sweep goes from one value to another", values[0])));
    }
    let swept = SweptKey { path: key.path.clone(), written: key.written.clone(), rescales: key.rescales, values };
    Ok((key, swept))
}

/// The places of a grid, in an order in which the gaps are halved again and again.
fn interleaved(lengths: &[usize]) -> Vec<Vec<usize>> {
    let ranks: Vec<Vec<usize>> = lengths.iter().map(|&length| halving(length)).collect();
    let mut places: Vec<Vec<usize>> = vec![Vec::new()];
    for &length in lengths {
        places = places.iter().flat_map(|place| (0..length).map(move |at| [&place[..], &[at]].concat())).collect();
    }
    let rank = |place: &Vec<usize>| {
        let ranks: Vec<usize> = place.iter().zip(&ranks).map(|(&at, ranks)| ranks[at]).collect();
        (ranks.iter().max().copied(), ranks)
    };
    places.sort_by_cached_key(rank);
    places
}

/// By place on a line: its rank, the ends first, then the middle, then the quarters, and so on.
fn halving(length: usize) -> Vec<usize> {
    let mut ranks = vec![usize::MAX; length];
    let mut next = 0;
    let mut give = |at: usize, ranks: &mut Vec<usize>| {
        if let Some(rank) = ranks.get_mut(at).filter(|rank| **rank == usize::MAX) {
            *rank = next;
            next += 1;
        }
    };
    give(0, &mut ranks);
    give(length.saturating_sub(1), &mut ranks);
    let mut gaps = std::collections::VecDeque::from([(0, length.saturating_sub(1))]);
    while let Some((low, high)) = gaps.pop_front() {
        if high - low > 1 {
            let middle = low.midpoint(high);
            give(middle, &mut ranks);
            gaps.extend([(low, middle), (middle, high)]);
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::{Sweep, halving, interleaved};

    #[test]
    fn gaps_are_halved() {
        assert_eq!(halving(9), [0, 5, 3, 6, 2, 7, 4, 8, 1]);
        assert_eq!([halving(1), halving(2), halving(3)], [vec![0], vec![0, 1], vec![0, 2, 1]]);
    }

    #[test]
    fn every_place_comes_once_and_the_corners_first() {
        let places = interleaved(&[5, 3]);
        let mut sorted = places.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!((places.len(), sorted.len()), (15, 15));
        assert_eq!(places[..4], [vec![0, 0], vec![0, 2], vec![4, 0], vec![4, 2]]);
    }

    #[test]
    fn batches_hold_every_point_in_order_and_fewer_where_runs_are_many() {
        let sweep = Sweep { keys: Vec::new(), swept: Vec::new(), places: interleaved(&[11, 7]) };
        let lengths = |runs: u64| sweep.batches(runs).map(<[_]>::len).collect::<Vec<_>>();
        assert_eq!(
            (lengths(50_000), lengths(200_000), lengths(1_000_000_000)),
            (vec![64, 13], vec![20, 20, 20, 17], [vec![4; 19], vec![1]].concat())
        );
        assert_eq!(sweep.batches(200_000).flatten().collect::<Vec<_>>(), sweep.places().iter().collect::<Vec<_>>());
    }
}
