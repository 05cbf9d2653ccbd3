//! Runs that weigh differently: several blocs and a count of one candidate's stances.

use nemcon_core::*;
use nemcon_montecarlo::{EstimateError, Plan};

use crate::support::{assert_probability, draft, estimate, given, normal_mean};

fn bloc(group: String, members: MemberSet, rho: f64) -> Bloc {
    Bloc { group, members, rho, candidates: CandidateSet::full(1) }
}

fn evidence(stances: &[Stance], count: Count) -> Vec<Evidence> {
    vec![Evidence { candidate: 0.into(), reports: vec![Report { stances: stances.iter().copied().collect(), count }] }]
}

/// Many blocs, all of whose members hold one of two stances: the law given this factorises over the
/// blocs. The first importance sampler gave 0.351 where 0.444 is right, and said that its runs were
/// worth 34,741 when they were worth 70; in the second case less than one.
#[test]
fn many_blocs_and_an_unlikely_count() {
    for (blocs, prior, runs) in [(15, [0.05, 0.25, 0.4, 0.3], 20_000), (30, [0.3, 0.1, 0.3, 0.3], 10_000)] {
        let members = 4 * blocs;
        let mut draft = draft(members, 1, prior);
        draft.blocs = (0..blocs).map(|at| bloc(format!("g{at}"), MemberSet::of(members, 4 * at..4 * at + 4), 0.5)).collect();
        draft.evidence = evidence(&[Stance::Reserve, Stance::Accept], Count::exactly(members as u32));
        let estimates = estimate(draft, runs);
        let of = |z: f64| given(prior, f64::sqrt(0.5) * z, 0.5);
        let whole = normal_mean(|z| (of(z)[1] + of(z)[2]).powi(4));
        let truth = normal_mean(|z| of(z)[1] * (of(z)[1] + of(z)[2]).powi(3)) / whole;
        assert!(estimates.effective_sample_size > 0.2 * runs as f64, "{blocs}: {}", estimates.effective_sample_size);
        for member in 0..members {
            assert_probability(estimates.start[0][member][1], truth, estimates.effective_sample_size);
        }
        let mean = (0..members).map(|member| estimates.start[0][member][1]).sum::<f64>() / members as f64;
        assert!((mean - truth).abs() < 0.005, "{blocs}: {mean} instead of {truth}");
        if blocs == 15 {
            assert!((truth - 0.444).abs() < 0.0005, "{truth}");
        }
    }
}

/// Two blocs that overlap, and a count that is known: by quadrature over both factors.
#[test]
fn overlapping_blocs() {
    const RUNS: u64 = 40_000;
    const MEMBERS: usize = 6;
    let prior = [0.2, 0.2, 0.3, 0.3];
    let (first, second) = (0.4_f64, 0.35_f64);
    let mut draft = draft(MEMBERS, 1, prior);
    draft.blocs =
        vec![bloc("first".into(), MemberSet::of(MEMBERS, 0..4), first), bloc("second".into(), MemberSet::of(MEMBERS, 2..6), second)];
    draft.evidence = evidence(&[Stance::Support], Count::exactly(5));
    let estimates = estimate(draft, RUNS);
    let supports = |member: usize, z: [f64; 2]| {
        let (in_first, in_second) = (f64::from(u8::from(member < 4)), f64::from(u8::from(member > 1)));
        let mean = in_first * first.sqrt() * z[0] + in_second * second.sqrt() * z[1];
        given(prior, mean, in_first * first + in_second * second)[3]
    };
    let (mut truth, mut whole) = ([0.0; MEMBERS], 0.0);
    for code in 0..40 * 40 {
        let z = [code / 40, code % 40].map(|at| f64::from(at) * 0.4 - 7.8);
        let density = (-0.5 * (z[0] * z[0] + z[1] * z[1])).exp();
        let chances: [f64; MEMBERS] = std::array::from_fn(|member| supports(member, z));
        for opposed in 0..MEMBERS {
            let mass: f64 = density
                * (0..MEMBERS).map(|member| if member == opposed { 1.0 - chances[member] } else { chances[member] }).product::<f64>();
            whole += mass;
            (0..MEMBERS).filter(|&member| member != opposed).for_each(|member| truth[member] += mass);
        }
    }
    assert!(estimates.effective_sample_size > 0.6 * RUNS as f64, "{}", estimates.effective_sample_size);
    for (member, truth) in truth.iter().enumerate() {
        assert_probability(estimates.start[0][member][3], truth / whole, estimates.effective_sample_size);
    }
}

/// Intervals of the probability of an outcome hold the truth as often as they say.
#[test]
fn intervals_of_weighted_probabilities_cover_the_truth() {
    const MEMBERS: usize = 8;
    let mut draft = draft(MEMBERS, 1, [0.2, 0.2, 0.3, 0.3]);
    draft.question.rule = consensus_minus(2);
    draft.blocs = (0..2).map(|at| bloc(format!("g{at}"), MemberSet::of(MEMBERS, 4 * at..4 * at + 4), 0.7)).collect();
    draft.evidence = evidence(&[Stance::Support], Count::About { mean: 5.0, sd: 0.5 });
    let model = Model::new(draft).unwrap();
    let plan = Plan::new(model).unwrap();
    let adopted = |runs: std::ops::Range<u64>| plan.simulate(3, runs, &|_| ()).unwrap().estimates().unwrap().outcomes[0].clone();
    let truth = adopted(0..400_000).probability;
    let covered = (0..400u64).filter(|at| {
        let first = 1_000_000 + 500 * at;
        let estimate = adopted(first..first + 500);
        (estimate.interval.low..=estimate.interval.high).contains(&truth)
    });
    // 380 expected, with a standard error of 4.4.
    let covered = covered.count();
    assert!((362..=396).contains(&covered), "{covered} of 400");
}

/// Rivals whom a member cannot both support, and reports that all support both.
#[test]
fn few_effective_runs_are_refused() {
    const MEMBERS: usize = 60;
    let mut draft = draft(MEMBERS, 1, [0.3, 0.1, 0.1, 0.5]);
    draft.candidates.push(Candidate::new("d"));
    draft.priors = Priors::uniform(MEMBERS, 2, Prior::new([0.3, 0.1, 0.1, 0.5]).unwrap());
    let sides = [0, 1].map(|candidate| [candidate].into_iter().collect());
    draft.cleavages = vec![Cleavage { id: "rift".into(), rho: 0.9, sides, members: MemberSet::full(MEMBERS) }];
    let all = |candidate| Evidence {
        candidate: CandidateId::new(candidate),
        ..evidence(&[Stance::Support], Count::exactly(MEMBERS as u32)).remove(0)
    };
    draft.evidence = vec![all(0), all(1)];
    let model = Model::new(draft).unwrap();
    let plan = Plan::new(model).unwrap();
    let refused = plan.simulate(3, 0..2_000, &|_| ()).unwrap().estimates();
    assert!(matches!(refused, Err(EstimateError::FewRuns { .. } | EstimateError::Capped { .. })), "{refused:?}");
}
