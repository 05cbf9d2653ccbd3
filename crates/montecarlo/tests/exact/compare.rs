//! Differences between a base and its variants, on paired runs.

use nemcon_core::*;
use nemcon_montecarlo::{Comparison, Counts, CountsError, Difference, PairedTally, Plan, RunEnds};

use crate::support::{draft, half_life};

/// Members who accept, or are reserved with probability 0.4, and come round independently.
fn waiting(members: usize, half_life_days: f64) -> Draft {
    let mut draft = draft(members, 12, [0.0, 0.4, 0.6, 0.0]);
    half_life(&mut draft, Edge::Reserve, half_life_days);
    draft
}

/// By round: P(everybody has come round by then).
fn incidence(members: i32, half_life_days: f64) -> Vec<f64> {
    (1..=12).map(|week| (1.0 - 0.4 * (-7.0 * f64::from(week) / half_life_days).exp2()).powi(members)).collect()
}

/// The median day given appointment, interpolated between rounds.
fn median(incidence: &[f64]) -> f64 {
    let half = incidence.last().unwrap() / 2.0;
    let at = incidence.iter().position(|&share| share >= half).unwrap();
    let before = if at == 0 { 0.0 } else { incidence[at - 1] };
    7.0 * (at as f64 + (half - before) / (incidence[at] - before))
}

/// Two models that differ may be compared for many seeds.
struct Pair([Plan; 2]);

impl Pair {
    fn new(base: Draft, variant: Draft) -> Self {
        Self([base, variant].map(|draft| Plan::new(Model::new(draft).unwrap()).unwrap()))
    }

    fn compare(&self, seed: u64, runs: u64) -> Comparison {
        let [base, variant] = &self.0;
        base.compare(&[variant], seed, 0..runs, &|_| ()).unwrap().comparison().unwrap()
    }

    /// How the appointment of the only candidate differs.
    fn appointment(&self, seed: u64, runs: u64) -> Difference {
        self.compare(seed, runs).variants[0].differences[0].clone()
    }
}

/// In how many of 500 seeds the intervals of a probability and of a median hold the truth.
fn coverage(pair: &Pair, truth: f64, days: f64) -> (u32, u32) {
    let mut covered = (0, 0);
    for seed in 0..500 {
        let found = pair.appointment(seed, 1000);
        let median = found.median.expect("it is appointed in both");
        covered.0 += u32::from(found.interval.contains(truth));
        covered.1 += u32::from(median.interval.contains(days));
    }
    covered
}

#[track_caller]
fn assert_coverage(covered: u32) {
    assert!((465..=485).contains(&covered), "{covered} of 500 intervals hold the truth");
}

#[test]
fn intervals_cover_a_known_difference_of_speed() {
    let pair = Pair::new(waiting(4, 30.0), waiting(4, 45.0));
    let (base, variant) = (incidence(4, 30.0), incidence(4, 45.0));
    let (probability, date) = coverage(&pair, variant[11] - base[11], median(&variant) - median(&base));
    assert_coverage(probability);
    assert_coverage(date);
}

#[test]
fn intervals_cover_a_known_difference_of_membership() {
    let pair = Pair::new(waiting(4, 30.0), waiting(5, 30.0));
    let (base, variant) = (incidence(4, 30.0), incidence(5, 30.0));
    let (probability, date) = coverage(&pair, variant[11] - base[11], median(&variant) - median(&base));
    assert_coverage(probability);
    assert_coverage(date);
}

#[test]
fn the_variance_ratio_is_that_of_the_true_variances() {
    // A fifth member spoils runs in which the other four have agreed: a gain for nobody.
    let (base, variant) = (incidence(4, 30.0)[11], incidence(5, 30.0)[11]);
    let lost = base - variant;
    let truth = (base * (1.0 - base) + variant * (1.0 - variant)) / (lost * (1.0 - lost));
    let found = Pair::new(waiting(4, 30.0), waiting(5, 30.0)).appointment(3, 200_000).variance_ratio.unwrap();
    assert!((found / truth - 1.0).abs() < 0.02, "{found} instead of {truth}");
}

/// Members in blocs that overlap and a report on their number: runs have weights, other ones in either
/// plan.
fn weighted(rho: f64, mean: f64) -> Draft {
    let mut draft = draft(5, 8, [0.1, 0.4, 0.2, 0.3]);
    half_life(&mut draft, Edge::Reserve, 30.0);
    half_life(&mut draft, Edge::Oppose, 30.0);
    let all = MemberSet::full(5);
    for (group, members) in [("all", all), ("some", MemberSet::of(5, 0..3))] {
        draft.blocs.push(Bloc { group: group.into(), members, rho: rho / 2.0, candidates: CandidateSet::full(1) });
    }
    let count = Count::About { mean, sd: 1.0 };
    draft.evidence.push(Evidence { candidate: 0.into(), reports: vec![Report { stances: StanceSet::SUPPORT, count }] });
    draft
}

#[test]
fn weighted_intervals_cover_what_many_other_runs_find() {
    let pair = Pair::new(weighted(0.6, 2.0), weighted(0.4, 4.0));
    let reference = pair.appointment(1 << 40, 300_000);
    assert!(pair.compare(0, 1000).base.effective_sample_size < 990.0, "the runs have different weights");
    let (probability, date) = coverage(&pair, reference.difference, reference.median.unwrap().days);
    assert_coverage(probability);
    assert_coverage(date);
}

#[test]
fn a_variant_that_differs_in_nothing_differs_by_nothing_that_runs_can_show() {
    for draft in [waiting(4, 30.0), weighted(0.6, 2.0)] {
        let pair = Pair::new(draft.clone(), draft);
        let comparison = pair.compare(7, 5000);
        assert_eq!(comparison.base.outcomes, comparison.variants[0].estimates.outcomes);
        for found in &comparison.variants[0].differences {
            // Tango's interval where no run ends differently: z² / (n + z²) to either side.
            let squared = PERCENTILE_975 * PERCENTILE_975;
            let end = squared / (comparison.base.effective_sample_size + squared);
            assert_eq!((found.difference, found.variance_ratio), (0.0, None));
            assert!((found.interval.high - end).abs() < 1e-9 && (found.interval.low + end).abs() < 1e-9, "{:?}", found.interval);
        }
        let median = comparison.variants[0].differences[0].median.unwrap();
        assert_eq!((median.days, median.interval), (0.0, Interval::new(0.0, 0.0)));
    }
}

#[test]
fn outcomes_are_matched_by_id() {
    let mut variant = draft(3, 4, [0.0, 0.0, 1.0, 0.0]);
    variant.candidates = vec![Candidate::new("new"), Candidate::new("c")];
    variant.priors = Priors::uniform(3, 2, Prior::declared(Stance::Accept));
    variant.candidates[1].accepts = 0.0.into();
    let comparison = Pair::new(draft(3, 4, [0.0, 0.0, 1.0, 0.0]), variant).compare(1, 1000);
    let found: Vec<_> = comparison.variants[0].differences.iter().map(|found| (found.id.as_str(), found.base, found.difference)).collect();
    assert_eq!(found, [("c", 1.0, -1.0), ("new", 0.0, 1.0), ("vacant", 0.0, 0.0)]);
    assert!(comparison.variants[0].differences.iter().all(|found| found.median.is_none() && found.interval.contains(found.difference)));
    assert!(comparison.variants[0].differences.iter().all(|found| found.interval.half() > 0.0));
}

#[test]
fn parts_in_any_order_add_up_to_the_whole() {
    let pair = Pair::new(weighted(0.6, 2.0), weighted(0.4, 4.0));
    let [base, variant] = &pair.0;
    let part = |runs| base.compare(&[variant, base], 9, runs, &|_| ()).unwrap();
    let whole = part(0..5000);
    let mut sum = part(3001..5000);
    sum.merge(&part(0..17)).unwrap();
    sum.merge(&part(17..3001)).unwrap();
    assert!(sum == whole);
}

#[test]
fn parts_as_bytes_from_known_ends_of_the_base_compare_as_the_whole() {
    let pair = Pair::new(weighted(0.6, 2.0), weighted(0.4, 4.0));
    let [base, variant] = &pair.0;
    let variants = [variant.clone(), base.clone()];
    let counted = |runs: std::ops::Range<u64>| {
        let ends = base.run_ends(9, runs.clone(), &|_| ()).unwrap().to_bytes("base");
        let known = RunEnds::from_bytes(&ends, "base", base).unwrap();
        let tally = base.compare_with(&known, &variants, &|_| ()).unwrap();
        let bytes = Counts::new("both", tally, runs, 5000).to_bytes();
        (ends, Counts::<PairedTally>::from_bytes(&bytes, (base, &variants[..])).unwrap())
    };
    let (_, mut sum) = counted(3001..5000);
    for runs in [0..17, 17..3001] {
        sum.merge(&counted(runs).1).unwrap();
    }
    let found = sum.tally().comparison().unwrap();
    let whole = base.compare(&variants, 9, 0..5000, &|_| ()).unwrap().comparison().unwrap();
    assert_eq!((&found.base.outcomes, &found.variants), (&whole.base.outcomes, &whole.variants));

    // Ends of another scenario, and what is no ends of this plan.
    let (ends, one) = counted(0..17);
    assert!(matches!(RunEnds::from_bytes(&ends, "other", base), Err(CountsError::Scenario(..))));
    assert_eq!(RunEnds::from_bytes(&one.to_bytes(), "base", base), Err(CountsError::Other));
    assert_eq!(
        RunEnds::from_bytes(&ends, "base", &Pair::new(waiting(4, 30.0), draft(3, 1, [0.0, 0.0, 1.0, 0.0])).0[1]),
        Err(CountsError::Damaged)
    );
    assert_eq!(Counts::<PairedTally>::from_bytes(&one.to_bytes(), (base, &[][..])), Err(CountsError::Damaged));
}

/// Two candidates, both waited for, and inputs that belong to entries on members, candidates and edges.
fn with_entries() -> Draft {
    let mut draft = draft(4, 12, [0.0, 0.4, 0.4, 0.2]);
    draft.candidates.push(Candidate { accepts: 0.0.into(), ..Candidate::new("d") });
    draft.priors = Priors::uniform(4, 2, Prior::new([0.0, 0.4, 0.4, 0.2]).unwrap());
    half_life(&mut draft, Edge::Reserve, 60.0);
    half_life(&mut draft, Edge::Accept, 60.0);
    let (c, d): (CandidateSet, CandidateSet) =
        (std::iter::once(CandidateId::new(0)).collect(), std::iter::once(CandidateId::new(1)).collect());
    let factor = Quantity::Range { low: 0.5, high: 8.0 };
    // Those on d, whose offer is refused whoever agrees to it, come first.
    let pace = |candidates| Pace { members: MemberSet::of(4, [0, 1]), candidates, edge: None, factor };
    let influence = |candidates| Influence { of: 3.into(), on: MemberSet::of(4, [0, 2]), candidates, factor };
    let redraw = |candidates| Effect::Stance {
        candidates,
        members: MemberSet::full(4),
        change: StanceChange::Redraw(Prior::new([0.0, 0.5, 0.5, 0.0]).unwrap()),
        only_blocking: false,
    };
    draft.paces = [d, c].map(pace).to_vec();
    draft.influences = [d, c].map(influence).to_vec();
    draft.events.push(Event {
        id: "turn".into(),
        trigger: Trigger::On(Cadence::weeks(1).date(draft.question.as_of, 2).unwrap()),
        probability: Probability::ONE,
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: [d, c, d, c].map(redraw).to_vec() }],
    });
    draft
}

/// What an entry draws is addressed by what it concerns: one that goes shifts nobody else's numbers.
#[test]
fn an_unrelated_entry_that_goes_changes_nothing() {
    let base = with_entries();
    let mut variants = vec![base.clone(); 4];
    variants[0].paces.remove(0);
    variants[1].influences.remove(0);
    variants[2].events[0].outcomes[0].effects.remove(2);
    variants[3].events[0].outcomes[0].effects.remove(0);
    for variant in variants {
        let found = Pair::new(base.clone(), variant).appointment(5, 4000);
        assert_eq!(found.difference, 0.0);
        assert!(found.interval.contains(0.0), "{:?}", found.interval);
        assert!((0.2..0.95).contains(&found.base), "{}", found.base);
    }
    // One on c that goes does change it.
    for entry in 0..3 {
        let mut variant = base.clone();
        match entry {
            0 => drop(variant.paces.remove(1)),
            1 => drop(variant.influences.remove(1)),
            _ => drop(variant.events[0].outcomes[0].effects.remove(3)),
        }
        let found = Pair::new(base.clone(), variant).appointment(5, 4000);
        assert_ne!(found.difference, 0.0);
    }
}
