//! The points at which the cases are simulated.

use nemcon_montecarlo::Philox;
use rand::RngExt;

/// So many uniform numbers make up a coordinate.
const SUMMED: u32 = 4;

/// Points of a space, about standard normal on every axis: where the ranges put the parameters,
/// and nothing far beyond. Each comes with its mirror image, so that they balance. The points are
/// the same at every call.
pub(crate) fn points(dimensions: usize, pairs: usize) -> Vec<Vec<f64>> {
    let mut random = Philox::new(0).stream([1, 0, 0, 0]);
    let scale = libm::sqrt(12.0 / f64::from(SUMMED));
    let mut coordinate = || {
        let sum: f64 = (0..SUMMED).map(|_| random.random::<f64>() - 0.5).sum();
        sum * scale
    };
    let mut points = Vec::with_capacity(2 * pairs);
    for _ in 0..pairs {
        let point: Vec<f64> = (0..dimensions).map(|_| coordinate()).collect();
        points.push(point.iter().map(|coordinate| -coordinate).collect());
        points.push(point);
    }
    points
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn points_are_centred_and_of_unit_variance() {
        let points = points(3, 2000);
        for axis in 0..3 {
            let sum: f64 = points.iter().map(|point| point[axis]).sum();
            let squares: f64 = points.iter().map(|point| point[axis] * point[axis]).sum();
            assert!(sum.abs() < 1e-9 && (squares / 4000.0 - 1.0).abs() < 0.05, "{sum} {squares}");
            assert!(points.iter().all(|point| point[axis].abs() <= 12.0_f64.sqrt()));
        }
    }
}
