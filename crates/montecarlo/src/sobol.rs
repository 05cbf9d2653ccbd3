//! Variance-based sensitivity: what share of the variance of an answer comes from which input.
//!
//! I. M. Sobol', *Sensitivity estimates for nonlinear mathematical models*, Mathematical Modelling and
//! Computational Experiments 1, 1993, 407–414. The design is that of A. Saltelli, P. Annoni, I. Azzini,
//! F. Campolongo, M. Ratto and S. Tarantola, *Variance based sensitivity analysis of model output*, Computer
//! Physics Communications 181, 2010, 259–270: two independent samples A and B of all inputs, and for every
//! input the sample A with this input from B. The estimators are those of M. J. W. Jansen, *Analysis of
//! variance designs for model output*, Computer Physics Communications 117, 1999, 35–43.
//!
//! An answer that is itself simulated is known with an error only. It is then computed twice, from
//! independent runs, and every square becomes the product of the two: its mean is the square without the
//! error.

use nemcon_core::{Interval, PERCENTILE_975};

/// An answer, computed twice; the same twice where it is exact.
pub type Twice = [f64; 2];

/// Answers over a design: by row, those at the samples A and B, and at A with each input from B.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Design {
    /// At the rows of A.
    pub a: Vec<Twice>,
    /// At the rows of B.
    pub b: Vec<Twice>,
    /// By input, at the rows of A with this input from B.
    pub mixed: Vec<Vec<Twice>>,
}

/// The indices of one input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SobolIndex {
    /// First order: the share of the variance that would go if the input were known, on average.
    pub first: f64,
    /// Its 95% interval.
    pub first_interval: Interval,
    /// Total: the share that would be left if all others were known.
    pub total: f64,
    /// Its 95% interval.
    pub total_interval: Interval,
}

impl Design {
    /// The variance of the answer.
    pub fn variance(&self) -> f64 {
        let contributions = self.variance_contributions();
        contributions.iter().sum::<f64>() / contributions.len().max(1) as f64
    }

    /// The indices of every input; none where the answer does not vary, or there are fewer than two rows.
    pub fn indices(&self) -> Option<Vec<SobolIndex>> {
        let (rows, variance) = (self.a.len(), self.variance());
        if rows < 2 || variance <= 0.0 {
            return None;
        }
        let contributions = self.variance_contributions();
        // Of a ratio of two means, by the delta method.
        let ratio = |terms: &[f64]| {
            let mean = terms.iter().sum::<f64>() / rows as f64;
            let ratio = mean / variance;
            let squares: f64 = terms
                .iter()
                .zip(&contributions)
                .map(|(term, of_variance)| (term - mean) - ratio * (of_variance - variance))
                .map(|residual| residual * residual)
                .sum();
            (ratio, PERCENTILE_975 * (squares / (rows - 1) as f64 / rows as f64).sqrt() / variance)
        };
        let index = |mixed: &Vec<Twice>| {
            let half_squares = |with: &[Twice]| -> Vec<f64> {
                with.iter().zip(mixed).map(|(one, two)| 0.5 * (one[0] - two[0]) * (one[1] - two[1])).collect()
            };
            let (rest, first_half) = ratio(&half_squares(&self.b));
            let (total, total_half) = ratio(&half_squares(&self.a));
            SobolIndex {
                first: 1.0 - rest,
                first_interval: Interval::around(1.0 - rest, first_half),
                total,
                total_interval: Interval::around(total, total_half),
            }
        };
        Some(self.mixed.iter().map(index).collect())
    }

    /// By row: what A and B contribute to the variance.
    fn variance_contributions(&self) -> Vec<f64> {
        let all = || self.a.iter().chain(&self.b);
        let count = all().count().max(2) as f64;
        let mean = |half: usize| all().map(|of| of[half]).sum::<f64>() / count;
        let means = [mean(0), mean(1)];
        let square = |of: &Twice| (of[0] - means[0]) * (of[1] - means[1]) * count / (count - 1.0);
        self.a.iter().zip(&self.b).map(|(one, two)| 0.5 * (square(one) + square(two))).collect()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "a function whose indices are known")]

    use std::f64::consts::PI;

    use super::{Design, Twice};
    use crate::math::uniform;
    use crate::random::Philox;

    const A: f64 = 7.0;
    const B: f64 = 0.1;

    /// T. Ishigami and T. Homma's function of three numbers uniform on (−π, π).
    fn ishigami(x: [f64; 3]) -> f64 {
        x[0].sin() + A * x[1].sin().powi(2) + B * x[2].powi(4) * x[0].sin()
    }

    /// Its indices, first and total, by input.
    fn truth() -> [(f64, f64); 3] {
        let first = 0.5 * (1.0 + B * PI.powi(4) / 5.0).powi(2);
        let second = A * A / 8.0;
        let both = B * B * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
        let all = first + second + both;
        [(first / all, (first + both) / all), (second / all, second / all), (0.0, both / all)]
    }

    /// The design for a seed; with noise, the answers have an error of this size, drawn anew each time.
    fn design(seed: u64, rows: usize, noise: f64) -> Design {
        use rand::Rng;
        let mut stream = Philox::new(seed).stream([0; 4]);
        let mut next = || uniform(stream.next_u32());
        let mut design = Design { mixed: vec![Vec::new(); 3], ..Design::default() };
        for _ in 0..rows {
            let [a, b] = [0, 1].map(|_| [0; 3].map(|_| PI * (2.0 * next() - 1.0)));
            let mut answer = |x: [f64; 3]| -> Twice { [0; 2].map(|_| ishigami(x) + noise * (next() - 0.5)) };
            design.a.push(answer(a));
            design.b.push(answer(b));
            for input in 0..3 {
                let mut mixed = a;
                mixed[input] = b[input];
                design.mixed[input].push(answer(mixed));
            }
        }
        design
    }

    #[test]
    fn ishigamis_indices_are_found() {
        let found = design(1, 40_000, 0.0).indices().expect("it varies");
        for (index, (first, total)) in found.iter().zip(truth()) {
            assert!((index.first - first).abs() < 0.02 && (index.total - total).abs() < 0.02, "{index:?} instead of {first} and {total}");
        }
    }

    /// Of 300 seeds, and of answers with an error as large as they themselves are spread.
    #[test]
    fn intervals_hold_the_indices() {
        for noise in [0.0, 6.0] {
            let mut held = [[0; 2]; 3];
            for seed in 0..300 {
                let found = design(seed, 600, noise).indices().expect("it varies");
                for ((index, (first, total)), held) in found.iter().zip(truth()).zip(&mut held) {
                    held[0] += u32::from(index.first_interval.contains(first));
                    held[1] += u32::from(index.total_interval.contains(total));
                }
            }
            assert!(held.iter().flatten().all(|&held| held >= 275), "{held:?} of 300, with noise {noise}");
        }
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        let flat = vec![[0.5; 2]; 10];
        assert_eq!(Design { a: flat.clone(), b: flat.clone(), mixed: vec![flat] }.indices(), None);
        assert_eq!(Design::default().indices(), None);
    }
}
