//! The probability that a candidate is appointed by a date, on paired runs.
//!
//! Appointments are counted by date for groups of runs (by the remainder of the run number), which are
//! independent and equally large. The difference of the two probabilities is a mean over the groups, and
//! its error that of this mean.

use nemcon_core::{CandidateId, Date, Interval};

use super::median::STUDENT_975;
use super::{GROUPS, PairedTally, Side};

/// How the probability that something has come about by a date differs between a variant and the base.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct DateDifference {
    /// The date.
    pub by: Date,
    /// The probability in the base.
    pub base: f64,
    /// The probability in the variant.
    pub probability: f64,
    /// That in the variant less that in the base.
    pub difference: f64,
    /// The 95% interval of the simulation error of the difference.
    pub interval: Interval,
}

impl PairedTally {
    /// How the probability that a candidate of the base is appointed (or the motion adopted) by a date
    /// differs in a variant, of those given by its place.
    ///
    /// # Panics
    /// If there is no such variant.
    pub fn by(&self, variant: usize, candidate: CandidateId, by: Date) -> DateDifference {
        let side = &self.variants[variant].0;
        let id = &self.base.tally.legend.model.candidate(candidate).id;
        let theirs = side.tally.legend.model.candidates().iter().position(|other| other.id == *id);
        let base = self.base.groups_by(Some(candidate.index()), by);
        let groups = side.groups_by(theirs, by);
        let mean = |groups: &[f64]| groups.iter().sum::<f64>() / GROUPS as f64;
        let (q, p) = (mean(&base), mean(&groups));
        let apart = groups.iter().zip(&base).map(|(p_group, q_group)| p_group - q_group - (p - q));
        let squares: f64 = apart.map(|apart| apart * apart).sum();
        let half = STUDENT_975 * (squares / (GROUPS * (GROUPS - 1)) as f64).sqrt();
        let interval = Interval::around(p - q, half).within(Interval::new(-1.0, 1.0));
        DateDifference { by, base: q, probability: p, difference: p - q, interval }
    }
}

impl Side {
    /// By group: the weight of the runs in which a candidate is appointed by a date, over what a group
    /// weighs on average.
    fn groups_by(&self, candidate: Option<usize>, by: Date) -> Vec<f64> {
        let Some(candidate) = candidate else { return vec![0.0; GROUPS] };
        let dates = self.tally.legend.calendar.dates.partition_point(|&date| date <= by);
        let whole = self.tally.weights as f64 / GROUPS as f64;
        (0..GROUPS).map(|group| self.appointed(group, candidate)[..dates].iter().sum::<u128>() as f64 / whole).collect()
    }
}
