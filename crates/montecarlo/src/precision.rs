//! Runs until probabilities are known well enough.
//!
//! Who looks at intervals of 95% again and again, and stops at the first that is narrow enough, stops at a chosen
//! moment: such intervals hold less often. So every look has intervals of a level of its own, and what they may err
//! adds up to 5% over all looks that there can be: by Bonferroni's inequality the last ones hold in at least 95% of
//! cases, whichever look it was.
//!
//! The first look is a pilot from which the number of runs is foreseen, the second is meant to be the last: the
//! first may err in 0.2% of cases, the second in 4%, and each later one in half of what is left, 0.8% at first.
//! So a second look costs 10% more runs than one without correction.

use std::ops::Range;

use crate::math::normal_quantile;
use crate::plan::Plan;
use crate::simulate::{BLOCK, numbered};
use crate::{EstimateError, Estimates, MergeError, RunsError, Tally};

/// Runs that were simulated until probabilities were known well enough.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Precise {
    /// What they counted.
    pub tally: Tally,
    /// The estimates, with intervals of the last look.
    pub estimates: Estimates,
    /// The precision asked for.
    pub asked: f64,
    /// After how many runs it was looked, the last being all of them.
    pub looks: Vec<u64>,
    /// Half the width of the widest interval, to its longer side.
    pub half_width: f64,
}

impl Precise {
    /// Whether all probabilities are known as well as was asked for.
    pub fn is_reached(&self) -> bool {
        self.half_width <= self.asked
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrecisionError {
    /// Too many runs.
    #[error(transparent)]
    Runs(#[from] RunsError),
    /// They give no estimates.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
    /// What was counted cannot be added.
    #[error(transparent)]
    Merge(#[from] MergeError),
}

/// The runs of the first look.
const FIRST: u64 = 16 * BLOCK;
/// So many times as many runs are simulated as are foreseen to be enough.
const MARGIN: f64 = 1.1;

impl Plan {
    /// Simulates until the 95% interval of every outcome's probability reaches no further than this from its
    /// estimate, or until so many runs have been made. The runs are those numbered from 0 on, as of
    /// [`simulate`](Self::simulate), and how many there are depends on the seed alone.
    ///
    /// Intervals are widened for looking at them more than once. `progress` is called as by `simulate`.
    pub fn simulate_to(&self, precision: f64, most: u64, seed: u64, progress: &(dyn Fn(u64) + Sync)) -> Result<Precise, PrecisionError> {
        self.count_to(precision, most, |runs| Ok(self.simulate(seed, runs, progress)?))
    }

    /// The same where somebody else counts the runs that are asked for, such as other machines: those of one seed, each
    /// range beginning where the one before ended.
    pub fn count_to<E: From<PrecisionError>>(
        &self,
        precision: f64,
        most: u64,
        mut count: impl FnMut(Range<u64>) -> Result<Tally, E>,
    ) -> Result<Precise, E> {
        let refused = |error: EstimateError| PrecisionError::from(error);
        let first = 0..FIRST.min(numbered(0..most).map_err(PrecisionError::from)?.end);
        let mut tally = count(first)?;
        let mut looks = vec![tally.runs()];
        loop {
            let (quantile, next) = (quantile(looks.len()), self::quantile(looks.len() + 1));
            let estimates = tally.estimates_at(quantile).map_err(refused)?;
            let half_width = half_width(&estimates);
            if half_width <= precision || tally.runs() == most {
                return Ok(Precise { tally, estimates, asked: precision, looks, half_width });
            }
            let longer = half_width / precision * next / quantile;
            let foreseen = (tally.runs() as f64 * longer * longer * MARGIN).min(most as f64) as u64;
            let runs = foreseen.max(2 * tally.runs()).next_multiple_of(BLOCK).min(most);
            let more = count(tally.runs()..runs)?;
            tally.merge(&more).map_err(PrecisionError::from)?;
            looks.push(runs);
        }
    }
}

/// How far the widest interval reaches.
fn half_width(estimates: &Estimates) -> f64 {
    let reach = |of: &crate::OutcomeEstimate| (of.probability - of.interval.low).max(of.interval.high - of.probability);
    estimates.outcomes.iter().map(reach).fold(0.0, f64::max)
}

/// The half-width of the intervals of a look, from 1 on, in deviations.
fn quantile(look: usize) -> f64 {
    -normal_quantile(0.5 * errs(look))
}

/// In which share of cases the intervals of a look may err.
fn errs(look: usize) -> f64 {
    match look {
        1 => 0.002,
        2 => 0.04,
        look => (2..look).fold(0.008, |left, _| 0.5 * left),
    }
}

#[cfg(test)]
mod tests {
    use nemcon_core::{Cadence, Date, Draft, Edge, Model, Prior, consensus};

    use super::{PrecisionError, errs, quantile};
    use crate::Plan;

    const SHARE: f64 = 0.3;

    /// One member, of which the share accepts.
    fn plan() -> Plan {
        let model: Model = Draft::motion("it", Date::constant(2031, 1, 6), Date::constant(2031, 1, 13), Cadence::weeks(1), consensus())
            .body(nemcon_core::Body::new("", vec![nemcon_core::Member::new("m")]))
            .prior(Prior::new([1.0 - SHARE, 0.0, SHARE, 0.0]).expect("a prior"))
            .half_life(Edge::Oppose, 1e9)
            .build()
            .expect("a valid model");
        Plan::new(model).expect("a plan")
    }

    #[test]
    fn all_looks_together_err_in_5_of_100_cases() {
        let all: f64 = (1..60).map(errs).sum();
        assert!((all - 0.05).abs() < 1e-12);
        assert!((quantile(2) - 2.053_748_910_631_823).abs() < 1e-9, "{}", quantile(2));
    }

    #[test]
    fn it_stops_where_it_is_precise_enough() {
        let plan = plan();
        let rough = plan.simulate_to(0.02, 1_000_000, 1, &|_| ()).expect("few runs");
        assert_eq!((rough.looks.as_slice(), rough.is_reached()), (&[16_384][..], true));
        let fine = plan.simulate_to(0.002, 1_000_000, 1, &|_| ()).expect("few runs");
        // p (1 − p) (z / P)² is 221,400 runs, and a tenth more.
        assert!(fine.is_reached() && fine.looks.len() == 2 && (235_000..255_000).contains(&fine.looks[1]), "{:?}", fine.looks);
        assert_eq!(fine.tally, plan.simulate(1, 0..fine.looks[1], &|_| ()).expect("few runs"));
        // Whoever counts.
        let counted = plan.count_to(0.002, 1_000_000, |runs| Ok::<_, PrecisionError>(plan.simulate(1, runs, &|_| ())?));
        assert_eq!(counted.as_ref(), Ok(&fine));
        let most = plan.simulate_to(0.002, 100_000, 1, &|_| ()).expect("few runs");
        assert_eq!((most.looks.as_slice(), most.is_reached()), (&[16_384, 100_000][..], false));
        let few = plan.simulate_to(0.002, 1000, 1, &|_| ()).expect("few runs");
        assert_eq!((few.looks.as_slice(), few.is_reached()), (&[1000][..], false));
    }

    /// Of 1,000 seeds, though it stops when the interval is narrow enough.
    #[test]
    fn its_intervals_hold() {
        let plan = plan();
        let holds = |seed: u64| {
            let found = plan.simulate_to(0.004, 1_000_000, seed, &|_| ()).expect("few runs");
            found.is_reached() && found.estimates.outcomes[0].interval.contains(SHARE)
        };
        let held = (0..1000).filter(|&seed| holds(seed)).count();
        // 96% at the second look, with two standard deviations.
        assert!((945..=975).contains(&held), "{held}");
    }
}
