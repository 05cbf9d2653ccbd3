//! The power of the members of a scenario, given what they are thought to think at the start.

use std::cell::OnceCell;

use nemcon_core::{Bloc, Bytes, CandidateId, MemberId, Model, Stance};

use crate::{Game, Passage, PowerError, Report, passage::Ballotings};

/// For each candidate the probability that a sounding of it on the model's date of knowledge passes,
/// whether it would be sounded then or not, and that each member is decisive: exactly, members being
/// independent but for reports on how many of them hold which stance. All together may hold `memory`, and
/// each take `steps` nanoseconds.
///
/// ## Errors
/// For a candidate on whom members of a bloc lean the same way; if members vote for one among several;
/// if nobody is present, the reports are impossible, or memory or time is too small.
pub fn soundings(model: &Model, memory: Bytes, steps: u64) -> Vec<Result<Passage, PowerError>> {
    let ballotings = OnceCell::new();
    let of_candidate = |candidate: CandidateId| {
        check_independence(model, candidate)?;
        let new = || Game::new(&model.question().rule, model.body())?.present(model.present())?.memory(memory).steps(steps).ballotings();
        let ballotings = ballotings.get_or_init(new).as_ref().map_err(PowerError::clone)?;
        sounding(ballotings, model, candidate)
    };
    model.candidate_ids().map(of_candidate).collect()
}

/// Whether members make up their minds on a candidate independently, but for reports.
fn check_independence(model: &Model, candidate: CandidateId) -> Result<(), PowerError> {
    if model.question().procedure.is_choice() {
        return Err(PowerError::ExclusiveBallots);
    }
    let together = |bloc: &Bloc| {
        let present = model.present().iter().filter(|&member| bloc.members.contains(member)).count();
        bloc.rho > 0.0 && bloc.candidates.contains(candidate) && present > 1
    };
    match model.blocs().iter().find(|bloc| together(bloc)) {
        Some(bloc) => Err(PowerError::Bloc { group: bloc.group.clone() }),
        None => Ok(()),
    }
}

fn sounding(ballotings: &Ballotings, model: &Model, candidate: CandidateId) -> Result<Passage, PowerError> {
    // By ballot, those stances that count: all of them, or those that the report is about.
    let by_ballot = |counts: &dyn Fn(Stance) -> bool| -> Vec<[f64; 3]> {
        let member = |member: MemberId| {
            let mut ballots = [0.0; 3];
            for stance in Stance::ALL.into_iter().filter(|&stance| counts(stance)) {
                ballots[model.question().ballot(stance) as usize] += model.prior(member, candidate).probability(stance);
            }
            ballots
        };
        model.body().ids().map(member).collect()
    };
    let evidence = model.evidence().iter().find(|evidence| evidence.candidate == candidate);
    let found: Vec<(Vec<[f64; 3]>, Vec<f64>)> = (evidence.iter().flat_map(|evidence| &evidence.reports))
        .map(|report| {
            let likelihood = (0..=model.present().len()).map(|number| report.count.ln_likelihood(number as u32)).collect();
            (by_ballot(&|stance| report.stances.contains(stance)), likelihood)
        })
        .collect();
    let reports: Vec<Report<'_>> = found.iter().map(|(counted, ln_likelihood)| Report { counted, ln_likelihood }).collect();
    ballotings.passage(&by_ballot(&|_| true), &reports)
}
