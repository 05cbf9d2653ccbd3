//! The power of the members of a scenario, given what they are thought to think at the start.

use nemcon_core::{Bloc, Model, Procedure, Stance};

use crate::{Passage, PowerError, Report, passage_given};

/// The probability that a sounding of a candidate on the model's date of knowledge passes, whether it
/// would be sounded then or not, and that each member is decisive: exactly, members being independent
/// but for reports on how many of them hold which stance.
///
/// ## Errors
/// If members of a bloc go together on the candidate, or members vote for one among several; and as
/// [`passage_given`].
///
/// # Panics
/// If the model has no such candidate.
pub fn sounding(model: &Model, candidate: usize, memory: usize) -> Result<Passage, PowerError> {
    if matches!(model.question.procedure, Procedure::Ballots(_)) {
        return Err(PowerError::ExclusiveBallots);
    }
    let together = |bloc: &Bloc| {
        let present = model.present.iter().filter(|&member| bloc.members.contains(member)).count();
        bloc.rho > 0.0 && bloc.candidates.contains(candidate) && present > 1
    };
    if let Some(bloc) = model.blocs.iter().find(|bloc| together(bloc)) {
        return Err(PowerError::Bloc { group: bloc.group.clone() });
    }
    // By ballot, those stances that count: all of them, or those that the report is about.
    let by_ballot = |counts: &dyn Fn(Stance) -> bool| -> Vec<[f64; 3]> {
        let member = |member: usize| {
            let mut ballots = [0.0; 3];
            for stance in Stance::ALL.into_iter().filter(|&stance| counts(stance)) {
                let prior = model.priors.get(member, candidate).map_or(0.0, |prior| prior.probability(stance));
                ballots[model.question.ballot(stance) as usize] += prior;
            }
            ballots
        };
        (0..model.body.len()).map(member).collect()
    };
    let evidence = model.evidence.iter().find(|evidence| evidence.candidate == candidate);
    let found: Vec<(Vec<[f64; 3]>, Vec<f64>)> = (evidence.iter().flat_map(|evidence| &evidence.reports))
        .map(|report| {
            let likelihood = (0..=model.present.len()).map(|number| report.count.ln_likelihood(number as u32)).collect();
            (by_ballot(&|stance| report.stances.contains(stance)), likelihood)
        })
        .collect();
    let reports: Vec<Report<'_>> = found.iter().map(|(counted, ln_likelihood)| Report { counted, ln_likelihood }).collect();
    passage_given(&model.question.rule, &model.body, &model.present, &by_ballot(&|_| true), &reports, memory)
}
