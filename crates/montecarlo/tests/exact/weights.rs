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

const RIVALS: [f64; 4] = [0.3, 0.1, 0.1, 0.5];

/// Two rivals whom a member can hardly both support, a friend of the first; and a report on the support of
/// each rival.
fn rivals(members: usize, rho: f64, count: Count) -> Draft {
    let mut draft = draft(members, 1, RIVALS);
    draft.candidates.extend(["d", "friend"].map(Candidate::new));
    draft.priors = Priors::uniform(members, 3, Prior::new(RIVALS).unwrap());
    let sides = [&[0, 2][..], &[1]].map(|side| side.iter().copied().collect());
    draft.cleavages = vec![Cleavage { id: "rift".into(), rho, sides, members: MemberSet::full(members) }];
    let counted = |candidate| Evidence { candidate: CandidateId::new(candidate), ..evidence(&[Stance::Support], count).remove(0) };
    draft.evidence = [0, 1].map(counted).to_vec();
    draft
}

/// Reports that contradict a cleavage: by the law of one member's stances on the rivals, and a table of
/// how many of the others support each.
#[test]
fn evidence_against_a_cleavage() {
    const RUNS: u64 = 20_000;
    let (root, others) = (f64::sqrt, 59);
    let counts = [Count::exactly(60), Count::About { mean: 40.0, sd: 2.0 }, Count::Between { at_least: 45, at_most: 60 }];
    for (rho, count) in [(0.9, counts[0]), (0.6, counts[1]), (0.9, counts[1]), (0.7, counts[2])] {
        let estimates = estimate(rivals(60, rho, count), RUNS);
        // By whether it supports each rival: how likely, and how likely it then supports the friend.
        let mut pairs = [[0.0; 2]; 4];
        for (code, pair) in pairs.iter_mut().enumerate() {
            let chance = |y: f64, sign: f64, supports: usize| {
                let p = given(RIVALS, sign * root(rho) * y, rho)[3];
                if supports == 1 { p } else { 1.0 - p }
            };
            let both = |y: f64| chance(y, 1.0, code & 1) * chance(y, -1.0, code >> 1);
            *pair = [normal_mean(both), normal_mean(|y| both(y) * chance(y, 1.0, 1))];
        }
        let mut of_others = vec![vec![0.0; 61]; 61];
        of_others[0][0] = 1.0;
        for _ in 0..others {
            let mut next = vec![vec![0.0; 61]; 61];
            for (first, second) in (0..60).flat_map(|first| (0..60).map(move |second| (first, second))) {
                for (code, [p, _]) in pairs.iter().enumerate() {
                    next[first + (code & 1)][second + (code >> 1)] += p * of_others[first][second];
                }
            }
            of_others = next;
        }
        let likelihood = |supporters: usize| count.ln_likelihood(supporters as u32).exp();
        let masses: [f64; 4] = std::array::from_fn(|code| {
            let of =
                |first: usize, second: usize| likelihood(first + (code & 1)) * likelihood(second + (code >> 1)) * of_others[first][second];
            pairs[code][0] * (0..60).flat_map(|first| (0..60).map(move |second| of(first, second))).sum::<f64>()
        });
        let whole: f64 = masses.iter().sum();
        let truth = [0, 1].map(|rival| (0..4).filter(|code| code >> rival & 1 == 1).map(|code| masses[code]).sum::<f64>() / whole);
        let friend: f64 = (0..4).map(|code| masses[code] / whole * pairs[code][1] / pairs[code][0]).sum();
        assert!(estimates.effective_sample_size > 0.2 * RUNS as f64, "{rho} {count:?}: {}", estimates.effective_sample_size);
        for (candidate, truth) in [truth[0], truth[1], friend].into_iter().enumerate() {
            for of_member in &estimates.start[candidate] {
                assert_probability(of_member[3], truth, estimates.effective_sample_size);
            }
            let mean = estimates.start[candidate].iter().map(|of_member| of_member[3]).sum::<f64>() / 60.0;
            assert!((mean - truth).abs() < 0.01, "{rho} {count:?}, {candidate}: {mean} instead of {truth}");
        }
    }
}

/// Two rivals on each side of a cleavage, and reports that all support all four: what a member's terms are
/// drawn by takes the reports one by one, which is not what they tell together: a little of the weight of each
/// member, and of so many members nearly all.
#[test]
fn few_effective_runs_are_refused() {
    const MEMBERS: usize = 180;
    let mut draft = rivals(MEMBERS, 0.9, Count::exactly(MEMBERS as u32));
    draft.candidates.push(Candidate::new("foe"));
    draft.priors = Priors::uniform(MEMBERS, 4, Prior::new(RIVALS).unwrap());
    draft.cleavages[0].sides = [[0, 2], [1, 3]].map(|side| side.into_iter().collect());
    let counted = |candidate| Evidence { candidate: CandidateId::new(candidate), ..draft.evidence[0].clone() };
    draft.evidence = (0..4).map(counted).collect();
    let plan = Plan::new(Model::new(draft).unwrap()).unwrap();
    let refused = plan.simulate(3, 0..2_000, &|_| ()).unwrap().estimates();
    assert!(matches!(refused, Err(EstimateError::FewRuns { .. } | EstimateError::Capped { .. })), "{refused:?}");
}
