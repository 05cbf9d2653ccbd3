//! Profile intervals: how far a parameter can go before the objective has suffered too much.

use nemcon_core::Interval;

use crate::fit::Objective;

/// What the objective may lose within a 90% interval: half the 90% point of χ² with one degree of
/// freedom, 1.645² / 2. So where the cases say nothing, the interval is the range itself.
const LOSS: f64 = 1.352_771_726_670_405;
/// How often the place where the loss is reached is halved.
const HALVINGS: u32 = 12;

/// The 90% interval of one coordinate, all others adapted as well as they can be (D. J. Venzon, S.
/// H. Moolgavkar, Applied Statistics 37, 1988, 87–94), given the best point and its value.
pub(crate) fn interval(objective: &Objective<'_>, axis: usize, (best, value): (&[f64], f64)) -> Interval {
    let most = value + LOSS;
    // The penalty alone exceeds the loss beyond this.
    let reach = libm::sqrt(2.0 * most);
    let end = |beyond: f64| {
        let (mut inside, mut outside) = (best[axis], beyond);
        let mut start = best.to_vec();
        for _ in 0..HALVINGS {
            let middle = 0.5 * (inside + outside);
            start[axis] = middle;
            let (point, found) = objective.minimise_holding(axis, &start);
            if found <= most {
                inside = middle;
                start = point;
            } else {
                outside = middle;
            }
        }
        0.5 * (inside + outside)
    };
    Interval::new(end(-reach), end(reach))
}
