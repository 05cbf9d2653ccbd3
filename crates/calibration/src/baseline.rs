//! Forecasts that take no simulation.

use nemcon_core::{Model, Stance, Status};
use nemcon_montecarlo::Estimates;

use crate::Case;

/// A forecast to beat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Baseline {
    /// The leader at the as-of date wins, with 99%.
    LeaderWins,
    /// Every outcome is equally likely.
    EqualOdds,
    /// The leader wins as often as in the other races.
    PastShare,
}

/// The certainty of [`Baseline::LeaderWins`].
const CERTAIN: f64 = 0.99;

impl Baseline {
    /// All baselines.
    pub const ALL: [Self; 3] = [Self::LeaderWins, Self::EqualOdds, Self::PastShare];

    /// Its name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeaderWins => "leader wins",
            Self::EqualOdds => "equal odds",
            Self::PastShare => "past share",
        }
    }

    /// Its forecast for one of some cases, given who led in each: by outcome the probability, and
    /// whether it came about.
    ///
    /// What the leader leaves is shared equally by the other outcomes. The past share is that of
    /// the other races, one race more having gone either way (Laplace's rule).
    pub fn forecast(self, cases: &[Case], leaders: &[String], index: usize) -> Vec<(f64, bool)> {
        let case = &cases[index];
        let outcomes = case.outcomes();
        let kinds = outcomes.len() as f64;
        let for_leader = match self {
            Self::LeaderWins => CERTAIN,
            Self::EqualOdds => 1.0 / kinds,
            Self::PastShare => {
                let others = || (0..cases.len()).filter(|&other| !cases[other].same_race(case));
                let won = others().filter(|&other| cases[other].result() == leaders[other]).count();
                (won + 1) as f64 / (others().count() + 2) as f64
            }
        };
        let probability = |id: &String| if *id == leaders[index] { for_leader } else { (1.0 - for_leader) / (kinds - 1.0) };
        outcomes.iter().map(|id| (probability(id), id == case.result())).collect()
    }
}

/// The id of the outcome that the leader's success would be: of the presented candidates, the
/// incumbent aside, the one with most supporters to be expected at the as-of date (ties in file
/// order); where nobody is presented, `extended` or `vacant`; for a motion `adopted`.
pub fn leader(model: &Model, estimates: &Estimates) -> String {
    if model.question.kind == nemcon_core::Kind::Motion {
        return "adopted".to_owned();
    }
    let support =
        |candidate: usize| -> f64 { model.present.iter().map(|member| estimates.start[candidate][member][Stance::Support as usize]).sum() };
    let presented = (0..model.candidates.len())
        .filter(|&index| model.candidates[index].status == Status::Presented && !model.candidates[index].incumbent);
    let first = presented.fold(None, |best: Option<usize>, candidate| match best {
        Some(best) if support(best) >= support(candidate) => Some(best),
        _ => Some(candidate),
    });
    match first {
        Some(candidate) => model.candidates[candidate].id.clone(),
        None if model.incumbent().is_some() => "extended".to_owned(),
        None => "vacant".to_owned(),
    }
}
