//! Forecasts that take no simulation.

use nemcon_core::{CandidateId, Model, Outcome, Stance, Status};
use nemcon_montecarlo::Estimates;

use crate::end::End;
use crate::{Case, regression};

/// A forecast to beat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Baseline {
    /// The leader at the as-of date wins, with 99%.
    LeaderWins,
    /// Every outcome is equally likely.
    EqualOdds,
    /// The leader wins as often as in the other races.
    PastShare,
    /// A multinomial logit on three features of a case, fitted to the other races: whether a member objects to the
    /// leader, the days to the deadline, and the class.
    Regression,
}

/// The certainty of [`Baseline::LeaderWins`].
const CERTAIN: f64 = 0.99;

/// What the baselines go by: cases, who led in each, what each of its outcomes would be, and its race.
pub(crate) struct Field<'a> {
    pub(crate) cases: &'a [Case],
    pub(crate) leaders: &'a [String],
    pub(crate) ends: &'a [Vec<End>],
    pub(crate) races: &'a [usize],
}

impl Baseline {
    /// All baselines.
    pub const ALL: [Self; 4] = [Self::LeaderWins, Self::EqualOdds, Self::PastShare, Self::Regression];

    /// Its name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeaderWins => "leader wins",
            Self::EqualOdds => "equal odds",
            Self::PastShare => "past share",
            Self::Regression => "regression",
        }
    }

    /// Its forecasts: by case and outcome a probability.
    ///
    /// What the leader leaves is shared equally by the other outcomes. The past share is that of
    /// the other races, one race more having gone either way (Laplace's rule).
    pub(crate) fn forecasts(self, field: &Field<'_>) -> Vec<Vec<f64>> {
        let &Field { cases, leaders, ends, races } = field;
        if self == Self::Regression {
            return regression::forecasts(cases, leaders, ends, races);
        }
        let forecast = |index: usize| {
            let outcomes = cases[index].outcomes();
            let kinds = outcomes.len() as f64;
            let for_leader = match self {
                Self::LeaderWins => CERTAIN,
                Self::EqualOdds | Self::Regression => 1.0 / kinds,
                Self::PastShare => {
                    let others = || (0..cases.len()).filter(|&other| races[other] != races[index]);
                    let won = others().filter(|&other| cases[other].result() == leaders[other]).count();
                    (won + 1) as f64 / (others().count() + 2) as f64
                }
            };
            let probability = |id: &String| if *id == leaders[index] { for_leader } else { (1.0 - for_leader) / (kinds - 1.0) };
            outcomes.iter().map(probability).collect()
        };
        (0..cases.len()).map(forecast).collect()
    }
}

/// How many supporters less leave a candidate level with another.
const LEVEL: f64 = 0.5;

/// The id of the outcome that the leader's success would be: of the presented candidates, the
/// incumbent aside, the one with most supporters to be expected at the as-of date (of those level
/// within half a member, so that no luck of the draw chooses, the first in file order); where nobody
/// is presented, `extended` or `vacant`; for a motion `adopted`.
pub fn leader(model: &Model, estimates: &Estimates) -> String {
    let support = |candidate: CandidateId| -> f64 {
        model.present().iter().map(|member| estimates.stances(member, candidate)[Stance::Support as usize]).sum()
    };
    let outcomes = model.outcomes();
    let presented = outcomes.iter().filter_map(|&outcome| match outcome {
        Outcome::Appointed(candidate) if model.candidate(candidate).status == Status::Presented => Some((outcome, support(candidate))),
        // The only success that a motion can have.
        Outcome::Adopted => Some((outcome, 0.0)),
        Outcome::Appointed(_) | Outcome::Extended(_) | Outcome::Other | Outcome::Vacant | Outcome::Rejected => None,
    });
    let presented: Vec<(Outcome, f64)> = presented.collect();
    let most = presented.iter().map(|(_, support)| *support).fold(0.0, f64::max);
    let first = presented.iter().find(|(_, support)| *support >= most - LEVEL);
    let otherwise = || outcomes.iter().copied().find(|outcome| matches!(outcome, Outcome::Extended(_) | Outcome::Vacant));
    first.map(|(outcome, _)| *outcome).or_else(otherwise).map_or_else(String::new, |outcome| outcome.id(model).to_owned())
}
