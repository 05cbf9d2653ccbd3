//! Evidence, against enumeration of all stances of small bodies.

use nemcon_core::*;
use nemcon_montecarlo::{Plan, PlanError};

use crate::support::{assert_probability, draft, estimate};

fn report(stances: &[Stance], count: Count) -> Report {
    Report { stances: stances.iter().copied().collect(), count }
}

fn priors(members: usize) -> Vec<[f64; 4]> {
    (0..members)
        .map(|i| {
            let tilt = i as f64 / members as f64;
            [0.1 * tilt, 0.35 - 0.2 * tilt, 0.25, 0.4 + 0.1 * tilt]
        })
        .collect()
}

/// By member and stance: the probability given the reports, by summing over all 4^n stances.
fn enumerate(priors: &[[f64; 4]], reports: &[Report]) -> (Vec<[f64; 4]>, f64) {
    let n = priors.len();
    let mut marginals = vec![[0.0; 4]; n];
    let mut whole = 0.0;
    for code in 0..4usize.pow(n as u32) {
        let stance = |member: usize| code / 4usize.pow(member as u32) % 4;
        let prior: f64 = (0..n).map(|member| priors[member][stance(member)]).product();
        let likelihood: f64 = reports
            .iter()
            .map(|report| {
                let counted = (0..n).filter(|&member| report.stances.contains(Stance::ALL[stance(member)])).count();
                report.count.ln_likelihood(counted as u32).exp()
            })
            .product();
        whole += prior * likelihood;
        for (member, marginal) in marginals.iter_mut().enumerate() {
            marginal[stance(member)] += prior * likelihood;
        }
    }
    (marginals.into_iter().map(|marginal| marginal.map(|mass| mass / whole)).collect(), whole)
}

fn with_evidence(members: usize, reports: Vec<Report>) -> Draft {
    let mut draft = draft(members, 1, [0.25; 4]);
    for (member, prior) in priors(members).into_iter().enumerate() {
        draft.priors.set(member.into(), 0.into(), Prior::new(prior).unwrap());
    }
    draft.evidence.push(Evidence { candidate: 0.into(), reports });
    draft
}

fn cases() -> Vec<(usize, Vec<Report>)> {
    use Stance::{Accept, Oppose, Reserve, Support};
    vec![
        (8, vec![report(&[Support], Count::About { mean: 5.0, sd: 0.8 })]),
        (8, vec![report(&[Support], Count::exactly(1))]),
        (8, vec![report(&[Reserve, Oppose], Count::Between { at_least: 0, at_most: 1 })]),
        (
            6,
            vec![
                report(&[Support], Count::exactly(3)),
                report(&[Oppose, Reserve], Count::exactly(1)),
                report(&[Accept], Count::exactly(2)),
            ],
        ),
        (7, vec![report(&[Support], Count::Between { at_least: 4, at_most: 7 }), report(&[Oppose], Count::About { mean: 2.0, sd: 1.0 })]),
        (12, vec![report(&[Support, Accept], Count::About { mean: 7.5, sd: 0.5 })]),
    ]
}

#[test]
fn the_law_given_reports_is_exact() {
    for (members, reports) in cases().into_iter().filter(|(members, _)| *members <= 8) {
        let truth = enumerate(&priors(members), &reports).0;
        let estimates = estimate(with_evidence(members, reports), 10);
        for (member, truth) in truth.iter().enumerate() {
            for (estimate, truth) in estimates.start[0][member].iter().zip(truth) {
                assert!((estimate - truth).abs() < 1e-12);
            }
        }
    }
}

/// The counts of 12 members by convolution rather than over all 4^12 stances, for speed.
#[test]
fn twelve_members_by_convolution() {
    let (members, reports) = cases().pop().unwrap();
    let priors = priors(members);
    let chance: Vec<f64> = priors.iter().map(|prior| prior[2] + prior[3]).collect();
    let law = |skip: usize| {
        (0..members).filter(|&member| member != skip).fold(vec![1.0], |row: Vec<f64>, member| {
            let mut next = vec![0.0; row.len() + 1];
            row.iter().enumerate().for_each(|(k, mass)| {
                next[k] += mass * (1.0 - chance[member]);
                next[k + 1] += mass * chance[member];
            });
            next
        })
    };
    let estimates = estimate(with_evidence(members, reports.clone()), 10);
    for (member, chance_of_one) in chance.iter().enumerate() {
        let weigh = |shift: usize| -> f64 {
            law(member).iter().enumerate().map(|(k, mass)| mass * reports[0].count.ln_likelihood((k + shift) as u32).exp()).sum()
        };
        let (inside, outside) = (chance_of_one * weigh(1), (1.0 - chance_of_one) * weigh(0));
        let start = estimates.start[0][member];
        assert!((start[2] + start[3] - inside / (inside + outside)).abs() < 1e-12);
    }
}

/// The sampler itself: with a bloc of next to no correlation the starting stances are counted.
#[test]
fn stances_are_drawn_by_that_law() {
    const RUNS: u64 = 60_000;
    for (members, reports) in cases().into_iter().filter(|(members, _)| *members <= 8) {
        let truth = enumerate(&priors(members), &reports).0;
        let mut draft = with_evidence(members, reports);
        let bloc = Bloc { group: "*".into(), members: MemberSet::full(members), rho: 1e-14, candidates: CandidateSet::full(1) };
        draft.blocs.push(bloc);
        let estimates = estimate(draft, RUNS);
        assert_eq!(estimates.effective_sample_size, RUNS as f64);
        for (member, truth) in truth.iter().enumerate() {
            for (estimate, truth) in estimates.start[0][member].iter().zip(truth) {
                assert_probability(*estimate, *truth, RUNS as f64);
            }
        }
    }
}

/// Evidence and a bloc, whose factor is drawn from its law given the evidence, so that runs weigh the
/// same: against quadrature over the factor of enumerations.
#[test]
fn evidence_tells_of_the_factor_of_a_bloc() {
    const RUNS: u64 = 60_000;
    let reports = vec![report(&[Stance::Support], Count::About { mean: 4.0, sd: 0.7 })];
    let rho: f64 = 0.5;
    let members = 5;
    let mut draft = with_evidence(members, reports.clone());
    // The last member stands outside the bloc.
    let bloc = Bloc { group: "g".into(), members: MemberSet::of(members, 0..4), rho, candidates: CandidateSet::full(1) };
    draft.blocs.push(bloc);
    let estimates = estimate(draft, RUNS);
    let phi = |x: f64| 0.5 * libm::erfc(-x / 2.0_f64.sqrt());
    let quantile = |p: f64| {
        let (mut low, mut high) = (-12.0, 12.0);
        for _ in 0..80 {
            let middle = 0.5 * (low + high);
            if phi(middle) < p { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    };
    let thresholds: Vec<[f64; 3]> = priors(members).iter().map(|p| [p[0], p[0] + p[1], p[0] + p[1] + p[2]].map(quantile)).collect();
    let given = |z: f64| -> Vec<[f64; 4]> {
        let conditional = |member: usize| {
            let [a, b, c] = thresholds[member].map(|t| if member < 4 { phi((t - rho.sqrt() * z) / (1.0 - rho).sqrt()) } else { phi(t) });
            [a, b - a, c - b, 1.0 - c]
        };
        (0..members).map(conditional).collect()
    };
    let grid: Vec<(f64, Vec<[f64; 4]>, f64)> = (-80..=80)
        .map(|i| {
            let z = f64::from(i) / 10.0;
            let (marginals, whole) = enumerate(&given(z), &reports);
            (z, marginals, whole * (-z * z / 2.0).exp())
        })
        .collect();
    let whole: f64 = grid.iter().map(|(_, _, weight)| weight).sum();
    for member in 0..members {
        for stance in 0..4 {
            let truth = grid.iter().map(|(_, marginals, weight)| marginals[member][stance] * weight).sum::<f64>() / whole;
            assert_probability(estimates.start[0][member][stance], truth, estimates.effective_sample_size);
        }
    }
    assert_eq!(estimates.effective_sample_size, RUNS as f64);
}

/// Two entries that are together less likely than the smallest number are weighed apart; one that is so
/// by itself is refused.
#[test]
fn evidence_that_is_all_but_impossible_is_refused() {
    let members = 500;
    let mut draft = draft(members, 1, [0.25; 4]);
    draft.candidates.push(Candidate::new("d"));
    draft.priors = Priors::uniform(members, 2, Prior::new([0.25; 4]).unwrap());
    draft.blocs.push(Bloc { group: "*".into(), members: MemberSet::full(members), rho: 1e-6, candidates: CandidateSet::full(2) });
    let unlikely = |candidate, count| Evidence {
        candidate: CandidateId::new(candidate),
        reports: vec![report(&[Stance::Support], Count::exactly(count))],
    };
    draft.evidence = vec![unlikely(0, 450), unlikely(1, 450)];
    assert!(Plan::new(Model::new(draft.clone()).unwrap()).is_ok());
    draft.evidence[1] = unlikely(1, 500);
    let refused = Plan::new(Model::new(draft).unwrap()).err();
    assert_eq!(refused, Some(PlanError::Evidence("d".into())));
}
