//! For every player the probability that the others leave it decisive.
//!
//! Everybody but one in turn, by divide and conquer: half of the players join the table for the other
//! half, and so on down. A table only has to reach as far below the quota as those still missing weigh,
//! so that all levels together cost about as much as a few tables of everybody. Nothing is ever taken
//! out again, which would not be stable.

use std::ops::Range;

use super::shift;

/// Players of equal weight.
struct Class {
    weight: usize,
    players: usize,
}

/// Tables for a weighted game, over and over for other probabilities.
pub(super) struct LeaveOneOut {
    classes: Vec<Class>,
    quota: usize,
}

/// A table of probabilities of sums from `low` up to the quota.
struct Sums {
    low: usize,
    cells: Vec<f64>,
}

impl LeaveOneOut {
    /// For these weights, largest first, none above the quota.
    pub(super) fn new(weights: &[usize], quota: usize) -> Self {
        let classes = weights.chunk_by(|a, b| a == b).map(|alike| Class { weight: alike[0], players: alike.len() }).collect();
        Self { classes, quota }
    }

    /// What the tables take, in bytes: one a level of the division.
    pub(super) fn bytes(&self) -> usize {
        let levels = self.classes.len().next_power_of_two().trailing_zeros() as usize + 2;
        levels.saturating_mul(self.quota).saturating_mul(size_of::<f64>())
    }

    /// For each player the probability that the others' sum lies less than its weight below the quota,
    /// each of them being inside with probability `p`.
    pub(super) fn decisive(&self, p: f64) -> Vec<f64> {
        let mut result = Vec::new();
        let mut start = Sums { low: 0, cells: vec![0.0; self.quota] };
        start.cells[0] = 1.0;
        self.divide(0, self.classes.len(), start, 0, p, &mut result);
        result
    }

    /// The players of classes `from..to` in order, given the sums of all others; those reach up to `top`.
    fn divide(&self, from: usize, to: usize, sums: Sums, top: usize, p: f64, result: &mut Vec<f64>) {
        if to - from == 1 {
            let class = &self.classes[from];
            let others = Class { weight: class.weight, players: class.players - 1 };
            let sums = self.joined(sums, std::slice::from_ref(&others), class.weight * class.players, top, p).0;
            let decisive = total(&sums.cells[self.quota.saturating_sub(class.weight) - sums.low..]);
            result.extend(std::iter::repeat_n(decisive, class.players));
            return;
        }
        let middle = from.midpoint(to);
        let missing = |classes: &[Class]| classes.iter().map(|class| class.weight * class.players).sum::<usize>();
        let all = missing(&self.classes[from..to]);
        let copy = Sums { low: sums.low, cells: sums.cells.clone() };
        let (heavy, reach) = self.joined(copy, &self.classes[middle..to], all, top, p);
        self.divide(from, middle, heavy, reach, p, result);
        let (light, reach) = self.joined(sums, &self.classes[from..middle], all, top, p);
        self.divide(middle, to, light, reach, p, result);
    }

    /// The sums once these classes have joined, and how far they reach; players of weight `missing` in
    /// all, these included, were not in yet.
    fn joined(&self, mut sums: Sums, classes: &[Class], mut missing: usize, mut top: usize, p: f64) -> (Sums, usize) {
        let mut needed = sums.low;
        for class in classes {
            for _ in 0..class.players {
                missing -= class.weight;
                top += class.weight;
                needed = self.quota.saturating_sub(missing);
                sums.join(class.weight, needed..top + 1, p);
            }
        }
        sums.cells.drain(..needed - sums.low);
        sums.low = needed;
        (sums, top)
    }
}

impl Sums {
    /// One more player joins with probability `p`; the sums in `range` are needed afterwards.
    fn join(&mut self, weight: usize, range: Range<usize>, p: f64) {
        let stays = 1.0 - p;
        let (start, end) = (range.start - self.low, (range.end.saturating_sub(self.low)).min(self.cells.len()));
        shift(&mut self.cells, weight, start..end, |sum, part| *sum = stays * *sum + p * part);
        // Nobody comes from below: either these sums are small, or they are no longer needed.
        let alone = start..weight.min(end);
        if !alone.is_empty() {
            self.cells[alone].iter_mut().for_each(|sum| *sum *= stays);
        }
    }
}

/// A sum by halves, whose rounding error grows with the logarithm of the length only.
fn total(cells: &[f64]) -> f64 {
    if cells.len() <= 32 {
        return cells.iter().sum();
    }
    let (left, right) = cells.split_at(cells.len() / 2);
    total(left) + total(right)
}
