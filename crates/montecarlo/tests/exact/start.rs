//! Cleavages and uncertain priors, without evidence and with it.

use nemcon_core::*;

use crate::support::{assert_probability, draft, estimate, given, normal_mean};

const RUNS: u64 = 40_000;

fn rivals(members: usize, candidates: &[&str], prior: [f64; 4]) -> Draft {
    let mut draft = draft(members, 1, prior);
    draft.candidates = candidates.iter().map(|id| Candidate::new(*id)).collect();
    draft.priors = Priors::uniform(members, candidates.len(), Prior::new(prior).unwrap());
    draft
}

fn cleavage(members: usize, rho: f64, sides: [&[usize]; 2]) -> Cleavage {
    let sides = sides.map(|side| side.iter().copied().collect());
    Cleavage { id: "rift".into(), rho, sides, members: MemberSet::full(members) }
}

fn evidence(candidate: usize, count: Count) -> Evidence {
    Evidence { candidate: candidate.into(), reports: vec![Report { stances: StanceSet::SUPPORT, count }] }
}

/// Two members must both accept one of two candidates: nobody is found unless, for a member, the
/// stances on the two come from a bivariate normal law.
#[test]
fn a_cleavage_correlates_the_stances_of_a_member() {
    let prior = [0.3, 0.1, 0.6, 0.0];
    for (rho, sides, sign) in [(0.7, [&[0][..], &[1]], -1.0), (0.6, [&[0, 1], &[2]], 1.0)] {
        let mut draft = rivals(2, &["a", "b", "c"], prior);
        draft.cleavages.push(cleavage(2, rho, sides));
        for member in 0..2 {
            draft.priors.set(member.into(), 2.into(), Prior::declared(Stance::Oppose));
        }
        let estimates = estimate(draft, RUNS);
        let both = normal_mean(|y| {
            let accepts = |sign: f64| given(prior, sign * f64::sqrt(rho) * y, rho)[2];
            accepts(1.0) * accepts(sign)
        });
        let accepts: f64 = prior[2];
        let vacant = 1.0 - 2.0 * accepts.powi(2) + both.powi(2);
        let independent = (1.0 - accepts.powi(2)).powi(2);
        assert!((vacant - independent).abs() > 0.02, "the cleavage must matter");
        assert_probability(estimates.outcomes.last().unwrap().probability, vacant, RUNS as f64);
        for (estimate, truth) in estimates.start[0][1].iter().zip(prior) {
            assert_probability(*estimate, truth, RUNS as f64);
        }
    }
}

/// Evidence on both rivals, and a friend of the first on whom there is none, by enumeration of all
/// stances on the rivals.
#[test]
fn evidence_on_rivals_tells_of_their_friends() {
    const MEMBERS: usize = 4;
    let prior = [0.2, 0.2, 0.2, 0.4];
    let rho: f64 = 0.5;
    let counts = [Count::About { mean: 3.0, sd: 0.6 }, Count::Between { at_least: 0, at_most: 1 }];
    let mut draft = rivals(MEMBERS, &["a", "b", "friend"], prior);
    draft.cleavages.push(cleavage(MEMBERS, rho, [&[0, 2], &[1]]));
    draft.evidence = vec![evidence(1, counts[1]), evidence(0, counts[0])];
    let estimates = estimate(draft, RUNS);
    // Of one member: the stances on a, b and the friend, by steps of the factor.
    let mut joint = [[[0.0; 4]; 4]; 4];
    for step in -90..=90 {
        let y = f64::from(step) / 10.0;
        let density = 0.1 * (-0.5 * y * y).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let [first, second] = [1.0, -1.0].map(|sign| given(prior, sign * rho.sqrt() * y, rho));
        for (code, mass) in joint.iter_mut().flatten().flatten().enumerate() {
            *mass += density * first[code / 16] * second[code / 4 % 4] * first[code % 4];
        }
    }
    let pair = |code: usize| joint[code / 4][code % 4].iter().sum::<f64>();
    let pairs: Vec<f64> = (0..16).map(pair).collect();
    let mut of_first = [0.0; 16];
    for code in 0..16usize.pow(MEMBERS as u32) {
        let of = |member: usize| code / 16usize.pow(member as u32) % 16;
        let supporters = |pick: &dyn Fn(usize) -> usize| (0..MEMBERS).filter(|&member| pick(of(member)) == 3).count() as u32;
        let likelihood = counts[0].ln_likelihood(supporters(&|pair| pair / 4)) + counts[1].ln_likelihood(supporters(&|pair| pair % 4));
        of_first[of(0)] += likelihood.exp() * (0..MEMBERS).map(|member| pairs[of(member)]).product::<f64>();
    }
    let whole: f64 = of_first.iter().sum();
    let mut truth = [[0.0; 4]; 3];
    for (pair, mass) in of_first.iter().enumerate() {
        truth[0][pair / 4] += mass / whole;
        truth[1][pair % 4] += mass / whole;
        for stance in 0..4 {
            truth[2][stance] += mass / whole * joint[pair / 4][pair % 4][stance] / pairs[pair];
        }
    }
    assert!((truth[2][3] - prior[3]).abs() > 0.02, "the evidence must tell of the friend");
    assert!(estimates.effective_sample_size > 0.5 * RUNS as f64, "{}", estimates.effective_sample_size);
    for member in 0..MEMBERS {
        for (candidate, truth) in truth.iter().enumerate() {
            for (estimate, truth) in estimates.start[candidate][member].iter().zip(truth) {
                assert_probability(*estimate, *truth, estimates.effective_sample_size);
            }
        }
    }
}

/// With evidence on one side only, weights are equal.
#[test]
fn evidence_on_one_side_needs_no_weights() {
    let prior = [0.25, 0.25, 0.2, 0.3];
    let rho: f64 = 0.6;
    let mut draft = rivals(3, &["a", "b"], prior);
    draft.cleavages.push(cleavage(3, rho, [&[0], &[1]]));
    draft.evidence = vec![evidence(0, Count::exactly(2))];
    let estimates = estimate(draft, RUNS);
    assert_eq!(estimates.effective_sample_size, RUNS as f64);
    // By symmetry each of the three supports a with probability 2/3.
    let joint = |support: bool| {
        normal_mean(|y| {
            let a = given(prior, rho.sqrt() * y, rho)[3];
            given(prior, -rho.sqrt() * y, rho)[3] * if support { a } else { 1.0 - a }
        })
    };
    let truth = 2.0 / 3.0 * joint(true) / prior[3] + 1.0 / 3.0 * joint(false) / (1.0 - prior[3]);
    for member in 0..3 {
        assert_probability(estimates.start[0][member][3], 2.0 / 3.0, RUNS as f64);
        assert_probability(estimates.start[1][member][3], truth, RUNS as f64);
    }
}

fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The probability of so many members in each of some classes: Dirichlet-multinomial, but for the
/// number of orders.
fn of_one_order(shapes: &[f64], counts: &[usize]) -> f64 {
    let (whole, members) = (shapes.iter().sum::<f64>(), counts.iter().sum::<usize>() as f64);
    let each = shapes
        .iter()
        .zip(counts)
        .filter(|(shape, _)| **shape > 0.0)
        .map(|(shape, &count)| ln_gamma(shape + count as f64) - ln_gamma(*shape));
    let impossible = shapes.iter().zip(counts).any(|(shape, &count)| *shape == 0.0 && count > 0);
    if impossible { 0.0 } else { (ln_gamma(whole) - ln_gamma(whole + members) + each.sum::<f64>()).exp() }
}

fn uncertain(draft: &mut Draft, members: std::ops::Range<usize>, mean: [f64; 4], concentration: f64) {
    let prior = UncertainPrior::new("some", 0.into(), Prior::new(mean).unwrap(), concentration).unwrap();
    let all = draft.body.len();
    draft.priors.set_uncertain(&MemberSet::of(all, members), prior);
}

#[test]
fn an_uncertain_prior_makes_counts_dirichlet_multinomial() {
    const MEMBERS: usize = 7;
    for (mean, concentration) in [([0.1, 0.2, 0.3, 0.4], 6.0), ([0.05, 0.45, 0.0, 0.5], 1.0), ([0.02, 0.3, 0.08, 0.6], 300.0)] {
        let mut draft = draft(MEMBERS, 1, mean);
        uncertain(&mut draft, 0..MEMBERS, mean, concentration);
        draft.question.rule = consensus_minus(2);
        let estimates = estimate(draft, RUNS);
        let shapes = [mean[0] + mean[1], mean[2] + mean[3]].map(|p| p * concentration);
        let orders = [1.0, 7.0, 21.0];
        let truth: f64 =
            orders.iter().enumerate().map(|(against, orders)| orders * of_one_order(&shapes, &[against, MEMBERS - against])).sum();
        assert_probability(estimates.outcomes[0].probability, truth, RUNS as f64);
        // Members are alike, so that the share of one is no better known than the run's.
        for (estimate, truth) in estimates.start[0][3].iter().zip(mean) {
            assert_probability(*estimate, truth, RUNS as f64);
        }
    }
}

/// What a later entry has taken the place of does not count: the runs draw the same numbers.
#[test]
fn an_uncertain_prior_written_again_changes_no_run() {
    let of_entries = |entries: usize| {
        let mean = [0.1, 0.2, 0.3, 0.4];
        let mut draft = draft(5, 3, mean);
        (0..entries).for_each(|_| uncertain(&mut draft, 0..5, mean, 4.0));
        estimate(draft, 2_000)
    };
    let (once, twice) = (of_entries(1), of_entries(2));
    assert_eq!(once.start, twice.start);
    assert!(once.outcomes.iter().zip(&twice.outcomes).all(|(once, twice)| once.probability == twice.probability));
}

/// Five members of one entry, two of another, one known: evidence against enumeration.
#[test]
fn evidence_updates_uncertain_priors() {
    const MEMBERS: usize = 7;
    let (mean, other) = ([0.2, 0.2, 0.3, 0.3], [0.5, 0.0, 0.1, 0.4]);
    let (concentration, shape) = (3.0, 1.5);
    for count in [Count::About { mean: 5.0, sd: 0.7 }, Count::exactly(6)] {
        let mut draft = draft(MEMBERS, 1, [0.25; 4]);
        uncertain(&mut draft, 0..5, mean, concentration);
        let prior = UncertainPrior::new("others", 0.into(), Prior::new(other).unwrap(), shape).unwrap();
        draft.priors.set_uncertain(&MemberSet::of(MEMBERS, 5..6), prior);
        // The last is not there to be counted, but of the first entry: what is learnt tells of it.
        let absent = MEMBERS - 1;
        draft.priors.set_uncertain(
            &MemberSet::of(MEMBERS, (0..5).chain([absent])),
            UncertainPrior::new("some", 0.into(), Prior::new(mean).unwrap(), concentration).unwrap(),
        );
        draft.present = MemberSet::of(MEMBERS, 0..absent);
        draft.evidence = vec![evidence(0, count)];
        let estimates = estimate(draft, RUNS);
        let shapes = |mean: [f64; 4], concentration: f64| mean.map(|p| p * concentration);
        let mut truth = vec![[0.0; 4]; MEMBERS];
        let mut whole = 0.0;
        for code in 0..4usize.pow(MEMBERS as u32) {
            let stance = |member: usize| code / 4usize.pow(member as u32) % 4;
            let counts = |members: &[usize]| [0, 1, 2, 3].map(|of| members.iter().filter(|&&member| stance(member) == of).count());
            let supporters = (0..absent).filter(|&member| stance(member) == 3).count() as u32;
            let mass = of_one_order(&shapes(mean, concentration), &counts(&[0, 1, 2, 3, 4, absent]))
                * of_one_order(&shapes(other, shape), &counts(&[5]))
                * count.ln_likelihood(supporters).exp();
            whole += mass;
            truth.iter_mut().enumerate().for_each(|(member, truth)| truth[stance(member)] += mass);
        }
        assert!(estimates.effective_sample_size > 0.2 * RUNS as f64, "{}", estimates.effective_sample_size);
        for (member, truth) in truth.iter().enumerate() {
            for stance in 0..4 {
                let truth = truth[stance] / whole;
                assert_probability(estimates.start[0][member][stance], truth, estimates.effective_sample_size);
            }
        }
    }
}
