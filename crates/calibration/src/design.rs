//! The points at which the cases are simulated.

use nemcon_montecarlo::Philox;
use rand::RngExt;

/// So many uniform numbers make up a coordinate.
const SUMMED: u32 = 4;

/// Points of a space, about normal on every axis, with these means and standard deviations, and
/// none far beyond. Each comes with its mirror image, so that they balance. The points are the same
/// at every call.
pub(crate) fn points(around: &[(f64, f64)], pairs: usize) -> Vec<Vec<f64>> {
    let mut random = Philox::new(0).stream([1, 0, 0, 0]);
    let scale = libm::sqrt(12.0 / f64::from(SUMMED));
    let mut coordinate = || {
        let sum: f64 = (0..SUMMED).map(|_| random.random::<f64>() - 0.5).sum();
        sum * scale
    };
    let mut points = Vec::with_capacity(2 * pairs);
    for _ in 0..pairs {
        let offsets: Vec<f64> = around.iter().map(|_| coordinate()).collect();
        for side in [-1.0, 1.0] {
            points.push(around.iter().zip(&offsets).map(|((mean, deviation), offset)| mean + side * deviation * offset).collect());
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn points_have_their_means_and_variances() {
        let around = [(0.0, 1.0), (3.0, 0.5), (-1.0, 2.0)];
        let points = points(&around, 2000);
        for (axis, (mean, deviation)) in around.into_iter().enumerate() {
            let offsets = || points.iter().map(|point| (point[axis] - mean) / deviation);
            let (sum, squares): (f64, f64) = (offsets().sum(), offsets().map(|offset| offset * offset).sum());
            assert!(sum.abs() < 1e-9 && (squares / 4000.0 - 1.0).abs() < 0.05, "{sum} {squares}");
            assert!(offsets().all(|offset| offset.abs() <= 12.0_f64.sqrt()));
        }
    }
}
