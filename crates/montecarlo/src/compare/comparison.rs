//! Paired tally → differences, with names.
//!
//! With run weights `w` (variant) and `v` (base) and indicators `a`, `b` of an outcome, the
//! probabilities are the self-normalised means `p = Σwa / Σw` and `q = Σvb / Σv`. By the delta
//! method (A. B. Owen, *Monte Carlo theory, methods and examples*, 2013, section 9.2) the variance of
//! `p − q` is `Σ (w(a − p) / Σw − v(b − q) / Σv)²`, of which the mixed terms are what pairing saves. The interval is
//! the score interval of as many runs of equal weight as give this variance ([`paired`](super::paired)).

use nemcon_core::{Interval, OutcomeKind};

use super::median::{MedianLine, difference};
use super::paired::interval;
use super::{PairedTally, Products, Side, Table};
use crate::estimates::{Estimates, OutcomeEstimate};
use crate::kernel::End;
use crate::tally::EstimateError;
use crate::worth::worth;

pub use super::median::MedianDifference;

/// A base, its variants, and how they differ.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Comparison {
    /// The estimates of the base.
    pub base: Estimates,
    /// The variants, in the order they were given.
    pub variants: Vec<VariantEstimates>,
}

/// One variant.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct VariantEstimates {
    /// The estimates of the variant: how it ends, and nothing by member, for which there is not room in many variants.
    pub estimates: Estimates,
    /// How every outcome of the base or of any variant differs from the base: the candidates of
    /// the base in file order, then those of the variants, then `extended`, then `vacant` (for
    /// motions `adopted`, `rejected`). The same outcomes for every variant.
    pub differences: Vec<Difference>,
}

/// How one outcome differs between a variant and the base.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Difference {
    /// The outcome's id.
    pub id: String,
    /// What kind of outcome it is.
    pub kind: OutcomeKind,
    /// Its probability in the base; 0 where the base does not know it.
    pub base: f64,
    /// Its probability in the variant; 0 where the variant does not know it.
    pub probability: f64,
    /// The probability in the variant less that in the base.
    pub difference: f64,
    /// The 95% interval of the simulation error of the difference (Tango's score interval); never of no width, as
    /// no number of runs shows that two probabilities are the same.
    pub interval: Interval,
    /// How many times as many runs it would take to know the difference as well from independent
    /// runs of the two; `None` where the runs leave no error to compare with.
    pub variance_ratio: Option<f64>,
    /// How the median of its date differs, where it was seen in both and has one.
    pub median: Option<MedianDifference>,
}

impl PairedTally {
    /// The estimates from everything counted.
    pub fn comparison(&self) -> Result<Comparison, EstimateError> {
        let base = self.base.tally.estimates()?;
        let estimates: Vec<Estimates> = self.variants.iter().map(|(side, _)| side.tally.estimates()).collect::<Result<_, _>>()?;
        let outcomes = outcomes(&base, &estimates);
        let mut variants = Vec::new();
        for ((side, table), estimates) in self.variants.iter().zip(estimates) {
            let pair = Pair { base: (&self.base, &base), variant: (side, &estimates), table };
            let differences = outcomes.iter().map(|(id, kind)| pair.difference(id, *kind)).collect();
            variants.push(VariantEstimates { estimates, differences });
        }
        Ok(Comparison { base, variants })
    }
}

/// The outcomes of all, the base's first; nobody's success, and the incumbent's, last.
fn outcomes(base: &Estimates, variants: &[Estimates]) -> Vec<(String, OutcomeKind)> {
    let mut outcomes: Vec<(String, OutcomeKind)> = Vec::new();
    for outcome in std::iter::once(base).chain(variants).flat_map(|estimates| &estimates.outcomes) {
        if !outcomes.iter().any(|(id, _)| *id == outcome.id) {
            outcomes.push((outcome.id.clone(), outcome.kind()));
        }
    }
    outcomes.sort_by_key(|(_, kind)| match kind {
        OutcomeKind::Appointed | OutcomeKind::Adopted => 0,
        OutcomeKind::Extended => 1,
        OutcomeKind::Other => 2,
        OutcomeKind::Vacant | OutcomeKind::Rejected => 3,
    });
    outcomes
}

/// A variant beside the base.
struct Pair<'a> {
    base: (&'a Side, &'a Estimates),
    variant: (&'a Side, &'a Estimates),
    table: &'a Table,
}

impl Pair<'_> {
    fn difference(&self, id: &str, kind: OutcomeKind) -> Difference {
        let find = |estimates: &'_ Estimates| estimates.outcomes.iter().find(|outcome| outcome.id == id).cloned();
        let (base, variant) = (find(self.base.1), find(self.variant.1));
        let probability = |outcome: &Option<OutcomeEstimate>| outcome.as_ref().map_or(0.0, |outcome| outcome.probability);
        let (q, p) = (probability(&base), probability(&variant));
        let index = |outcome: &Option<OutcomeEstimate>, side: &Side| {
            outcome.as_ref().map(|outcome| End::of(outcome.outcome).index(side.candidates))
        };
        let (of_variant, of_base) = (index(&variant, self.variant.0), index(&base, self.base.0));
        let (paired, independent) = self.variances(of_variant, of_base, p, q);
        Difference {
            id: id.to_owned(),
            kind,
            base: q,
            probability: p,
            difference: p - q,
            interval: self.interval(self.apart(of_variant, of_base).max((p - q).abs()), p - q, paired),
            variance_ratio: (paired > 0.0).then(|| independent / paired),
            median: base.zip(variant).and_then(|(base, variant)| self.median(&base, &variant)),
        }
    }

    /// The interval of a difference of this variance, given the share of runs that ended so in one of the two alone.
    fn interval(&self, apart: f64, difference: f64, variance: f64) -> Interval {
        let kish = self.base.1.effective_sample_size.min(self.variant.1.effective_sample_size);
        let own = (variance > 0.0).then(|| (apart - difference * difference) / variance);
        let weighted = self.base.0.tally.weighted || self.variant.0.tally.weighted;
        let runs = if weighted { worth(own, apart, kish) } else { kish };
        interval(runs, 0.5 * (apart + difference), 0.5 * (apart - difference))
    }

    /// The share of the runs that ended so in the variant alone or in the base alone, by weight.
    fn apart(&self, variant: Option<usize>, base: Option<usize>) -> f64 {
        let alone = |in_variant: bool| {
            self.table.sum(|of_variant, of_base| (Some(of_variant) == variant) == in_variant && (Some(of_base) == base) != in_variant)
        };
        alone(true).variant as f64 / self.variant.0.tally.weights as f64 + alone(false).base as f64 / self.base.0.tally.weights as f64
    }

    /// The variance of the difference of an outcome's probabilities `p` (variant) and `q` (base),
    /// and what it would be had the runs been independent.
    fn variances(&self, variant: Option<usize>, base: Option<usize>, p: f64, q: f64) -> (f64, f64) {
        let (weight, base_weight) = (self.variant.0.tally.weights as f64, self.base.0.tally.weights as f64);
        let (mut paired, mut independent) = (0.0, 0.0);
        for (a, b) in [(true, true), (true, false), (false, true), (false, false)] {
            let Products { variant_squared, base_squared, mixed, .. } =
                self.table.sum(|of_variant, of_base| (Some(of_variant) == variant) == a && (Some(of_base) == base) == b);
            let (x, y) = (f64::from(u8::from(a)) - p, f64::from(u8::from(b)) - q);
            let squares = variant_squared as f64 / weight / weight * x * x + base_squared as f64 / base_weight / base_weight * y * y;
            // Taken cell by cell, the terms of a variant that differs in nothing cancel exactly.
            paired += squares - 2.0 * (mixed as f64 / weight / base_weight * x * y);
            independent += squares;
        }
        (paired.max(0.0), independent)
    }

    fn median(&self, base: &OutcomeEstimate, variant: &OutcomeEstimate) -> Option<MedianDifference> {
        let line = |side: &Side, outcome: &OutcomeEstimate| MedianLine::new(side, outcome.candidate()?.index());
        let dates = (base.date?.median, variant.date?.median);
        let [one, other] = [self.base.0, self.variant.0].map(|side| side.tally.legend.model.question());
        let same_days = one.as_of == other.as_of && one.cadence == other.cadence && one.meetings == other.meetings;
        Some(difference(dates, &line(self.base.0, base)?, &line(self.variant.0, variant)?, same_days))
    }
}

#[cfg(test)]
mod tests {
    use nemcon_core::*;

    use crate::Tally;
    use crate::kernel::{Ending, Engine, Kernel};
    use crate::plan::Plan;
    use crate::tally::Detail;

    /// Three members in blocs that overlap and a report on them, so that runs have weights.
    fn model(rho: f64) -> Model {
        let body = Body::new("", (0..3).map(|i| Member::new(format!("m{i}"))).collect());
        let as_of = Date::constant(2031, 1, 1);
        let bloc = |group: &str, members| Bloc { group: group.into(), members, rho: rho / 2.0, candidates: CandidateSet::full(1) };
        Draft::appointment("Chair", as_of, Cadence::weeks(4).date(as_of, 1).expect("a date"), Cadence::weeks(1), consensus())
            .body(body)
            .candidate("c")
            .prior(Prior::new([0.2, 0.3, 0.2, 0.3]).expect("a prior"))
            .bloc(bloc("all", MemberSet::full(3)))
            .bloc(bloc("two", MemberSet::of(3, 0..2)))
            .evidence(Evidence { candidate: 0.into(), reports: vec![Report { stances: StanceSet::SUPPORT, count: Count::exactly(2) }] })
            .half_life(Edge::Reserve, 20.0)
            .build()
            .expect("a valid model")
    }

    /// The sums over runs written out, one run after the other.
    #[test]
    fn differences_are_those_of_the_endings_one_by_one() {
        const RUNS: u64 = 500;
        let plans = [0.7, 0.2].map(|rho| Plan::new(model(rho)).expect("a plan"));
        let endings = [0, 1].map(|at| {
            let (mut kernel, mut tally) =
                (Kernel::on(Engine::fastest(), &plans[at], Detail::Ends, 5), Tally::new(&plans[at], Detail::Ends, 5));
            let mut endings = Vec::<Ending>::new();
            kernel.run(0..RUNS, &mut tally, |_, ending| endings.push(ending));
            endings
        });
        let weight = |ending: &Ending| ending.weight as f64;
        let hit = |ending: &Ending| f64::from(u8::from(ending.outcome == 0));
        let sums = [0, 1].map(|at| endings[at].iter().map(weight).sum::<f64>());
        let shares = [0, 1].map(|at| endings[at].iter().map(|ending| weight(ending) * hit(ending)).sum::<f64>() / sums[at]);
        let term = |at: usize, run: usize| weight(&endings[at][run]) * (hit(&endings[at][run]) - shares[at]) / sums[at];
        let squared = |number: f64| number * number;
        let runs = 0..RUNS as usize;
        let paired: f64 = runs.clone().map(|run| squared(term(1, run) - term(0, run))).sum();
        let independent: f64 = runs.map(|run| squared(term(1, run)) + squared(term(0, run))).sum();

        let tally = plans[0].compare(&plans[1..], 5, 0..RUNS, &|_| ()).expect("few runs");
        let comparison = tally.comparison().expect("estimates");
        let found = &comparison.variants[0].differences[0];
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12 * b.abs(), "{a} instead of {b}");
        near(found.difference, shares[1] - shares[0]);
        assert!((found.interval.half() / (PERCENTILE_975 * paired.sqrt()) - 1.0).abs() < 0.1, "many runs end differently");
        near(found.variance_ratio.expect("the plans differ"), independent / paired);
        assert!(endings[0] != endings[1] && sums[0] != sums[1]);
    }
}
