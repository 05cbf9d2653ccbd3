//! A plain regression on what can be read off a case: a model of stances should beat it.

use nalgebra::{DMatrix, DVector};
use nemcon_core::{Model, OutcomeKind, Stance, Way, days_between};

use crate::Case;
use crate::end::End;

/// What the regression knows of a case.
#[derive(Debug, Clone, PartialEq)]
struct Features {
    /// Constant; whether a present member objects to the leader; the logarithm of the days to the deadline, 0 at
    /// two months; motion; veto or votes; ballots.
    values: [f64; FEATURES],
    /// By end, whether the case can end so.
    possible: [bool; ENDS],
}

const FEATURES: usize = 6;
const ENDS: usize = End::ALL.len();
/// The leader's end is what the others are compared with.
const ROWS: usize = ENDS - 1;
/// The precision of the normal prior of a coefficient, and of a constant: Gelman and others advise weakly
/// informative priors of about this width on such scales (Annals of Applied Statistics 2, 2008, 1360–1383).
const PENALTY: f64 = 1.0;
const PENALTY_OF_CONSTANTS: f64 = 0.1;
const STEPS: usize = 50;

impl Features {
    fn of(case: &Case, leader: &str, ends: &[End]) -> Self {
        let question = case.model().question();
        let days = f64::from(days_between(question.as_of, question.deadline).max(1));
        let is = |holds: bool| f64::from(u8::from(holds));
        let class = case.class();
        let values = [
            1.0,
            is(has_objector(case.model(), leader)),
            libm::log(days / 60.0),
            is(class.is_motion()),
            is(matches!(class.way(), Way::Veto | Way::Votes)),
            is(class.way() == Way::Ballots),
        ];
        Self { values, possible: End::ALL.map(|end| ends.contains(&end)) }
    }
}

/// Whether a present member more likely than not opposes whose success the outcome is.
fn has_objector(model: &Model, leader: &str) -> bool {
    let outcome = model.outcomes().into_iter().find(|outcome| outcome.id(model) == leader && outcome.kind() != OutcomeKind::Vacant);
    let objects = |candidate| model.present().iter().any(|member| model.prior(member, candidate).probability(Stance::Oppose) >= 0.5);
    outcome.and_then(nemcon_core::Outcome::candidate).is_some_and(objects)
}

/// The forecast of a multinomial logit, fitted by penalised maximum likelihood to the cases of other races: by case
/// and outcome a probability. Cuts of one race share the weight of one.
///
/// The four ends are told apart, [`End`]; outcomes of one end share its probability equally. Ends that a case cannot
/// have are left out of its denominator.
pub(crate) fn forecasts(cases: &[Case], leaders: &[String], ends: &[Vec<End>], races: &[usize]) -> Vec<Vec<f64>> {
    let features: Vec<Features> = (0..cases.len()).map(|case| Features::of(&cases[case], &leaders[case], &ends[case])).collect();
    let truth = |case: usize| {
        let index = cases[case].outcomes().iter().position(|id| id == cases[case].result()).unwrap_or(0);
        ends[case][index] as usize
    };
    let cuts = |race: usize| races.iter().filter(|&&other| other == race).count() as f64;
    let forecast = |case: usize| {
        let others = (0..cases.len()).filter(|&other| races[other] != races[case]);
        let observed: Vec<(&Features, usize, f64)> =
            others.map(|other| (&features[other], truth(other), 1.0 / cuts(races[other]))).collect();
        let shares = probabilities(&fit(&observed), &features[case]);
        let count = |end: End| ends[case].iter().filter(|&&other| other == end).count() as f64;
        ends[case].iter().map(|&end| shares[end as usize] / count(end)).collect()
    };
    (0..cases.len()).map(forecast).collect()
}

/// The probabilities of the ends, given the coefficients.
fn probabilities(coefficients: &DVector<f64>, features: &Features) -> [f64; ENDS] {
    let score = |end: usize| match end {
        0 => 0.0,
        _ => features.values.iter().enumerate().map(|(index, value)| coefficients[(end - 1) * FEATURES + index] * value).sum(),
    };
    let odds: [f64; ENDS] = std::array::from_fn(|end| if features.possible[end] { libm::exp(score(end)) } else { 0.0 });
    let sum: f64 = odds.iter().sum();
    odds.map(|odds| odds / sum)
}

/// The penalised maximum, by Newton's method; the objective is strictly concave.
fn fit(observed: &[(&Features, usize, f64)]) -> DVector<f64> {
    let size = ROWS * FEATURES;
    let penalty = DVector::from_fn(size, |index, _| if index % FEATURES == 0 { PENALTY_OF_CONSTANTS } else { PENALTY });
    let objective = |at: &DVector<f64>| {
        let fits: f64 = observed.iter().map(|(features, truth, weight)| weight * libm::log(probabilities(at, features)[*truth])).sum();
        fits - 0.5 * penalty.iter().zip(at.iter()).map(|(penalty, value)| penalty * value * value).sum::<f64>()
    };
    let mut at = DVector::zeros(size);
    let mut value = objective(&at);
    for _ in 0..STEPS {
        let mut gradient = -penalty.component_mul(&at);
        let mut curvature = DMatrix::from_diagonal(&penalty);
        for (features, truth, weight) in observed {
            let p = probabilities(&at, features);
            for row in 0..ROWS {
                let residual = f64::from(u8::from(*truth == row + 1)) - p[row + 1];
                for (index, x) in features.values.iter().enumerate() {
                    gradient[row * FEATURES + index] += weight * residual * x;
                    for (other, factor) in (0..ROWS).map(|other| (other, p[row + 1] * (f64::from(u8::from(row == other)) - p[other + 1]))) {
                        for (column, y) in features.values.iter().enumerate() {
                            curvature[(row * FEATURES + index, other * FEATURES + column)] += weight * factor * x * y;
                        }
                    }
                }
            }
        }
        let Some(step) = curvature.cholesky().map(|decomposed| decomposed.solve(&gradient)) else { break };
        let mut length = 1.0;
        while objective(&(&at + length * &step)) < value && length > 1e-6 {
            length *= 0.5;
        }
        at += length * &step;
        value = objective(&at);
        if step.norm() < 1e-10 {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{ENDS, FEATURES, Features, fit, probabilities};

    fn features(objector: f64, possible: [bool; ENDS]) -> Features {
        let mut values = [0.0; FEATURES];
        (values[0], values[1]) = (1.0, objector);
        Features { values, possible }
    }

    /// Without features the shares seen come back, up to the weak penalty.
    #[test]
    fn constants_give_the_shares() {
        let all = features(0.0, [true; ENDS]);
        let observed: Vec<_> = [600, 200, 100, 100].iter().enumerate().flat_map(|(end, &n)| vec![(&all, end, 1.0); n]).collect();
        let found = probabilities(&fit(&observed), &all);
        for (found, expected) in found.into_iter().zip([0.6, 0.2, 0.1, 0.1]) {
            assert!((found - expected).abs() < 1e-3, "{found} {expected}");
        }
    }

    /// A feature tells cases apart, and an end that a case cannot have gets nothing.
    #[test]
    fn a_feature_tells_apart_and_the_impossible_is_left_out() {
        let motion = [true, false, false, true];
        let (free, stopped) = (features(0.0, motion), features(1.0, motion));
        let observed: Vec<_> = (0..200)
            .flat_map(|n| [(&free, if n % 10 == 0 { 3 } else { 0 }, 1.0), (&stopped, if n % 2 == 0 { 3 } else { 0 }, 1.0)])
            .collect();
        let at = fit(&observed);
        let (a, b) = (probabilities(&at, &free), probabilities(&at, &stopped));
        assert_eq!((a[1], a[2]), (0.0, 0.0));
        assert!((a[3] - 0.1).abs() < 0.02 && (b[3] - 0.5).abs() < 0.02, "{a:?} {b:?}");
    }
}
