//! The run as a document.

use nemcon_core::Stance;
use nemcon_montecarlo::{Cause, ENGINE, Happened, Step};

use super::TraceReport;
use crate::schema::{ById, LastingDocument, Names, ParagraphDocument, SCHEMA, StepDocument, TraceDocument};

impl TraceReport<'_> {
    pub(super) fn to_document(&self) -> TraceDocument {
        let (model, trace) = (self.model, self.trace);
        let stances = |stances: &[Stance]| {
            model.body().ids().zip(stances).map(|(member, stance)| (self.member_id(member), stance.to_string())).collect()
        };
        let lasting = |&(member, candidate, stance): &(_, _, Stance)| LastingDocument {
            member: self.member_id(member).to_owned(),
            candidate: self.candidate_id(candidate).to_owned(),
            stance: stance.to_string(),
        };
        TraceDocument {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            title: model.title().to_owned(),
            names: Names::of(model),
            run: trace.ending.run,
            seed: trace.seed,
            chosen: self.chosen.clone(),
            weight: trace.ending.weight,
            outcome: trace.ending.outcome.id(model).to_owned(),
            date: trace.ending.date.to_string(),
            inputs: trace.inputs.iter().map(|(name, value)| (name.as_str(), *value)).collect(),
            start: model.candidate_ids().zip(&trace.start).map(|(candidate, of)| (self.candidate_id(candidate), stances(of))).collect(),
            lasting: trace.lasting.iter().map(lasting).collect(),
            steps: trace.steps.iter().map(|step| self.step(step)).collect(),
            story: self.story(true).into_iter().map(|told| ParagraphDocument { date: told.date.to_string(), text: told.text }).collect(),
        }
    }

    pub(super) fn step(&self, step: &Step) -> StepDocument {
        let member = |member| Some(self.member_id(member).to_owned());
        let candidate = |candidate| Some(self.candidate_id(candidate).to_owned());
        let event = |event| Some(self.event_id(event).to_owned());
        let caused = |cause: Cause, what: StepDocument| match cause {
            Cause::Time => StepDocument { cause: Some("time".to_owned()), ..what },
            Cause::Procedure => StepDocument { cause: Some("procedure".to_owned()), ..what },
            Cause::Event(by) => StepDocument { cause: Some("event".to_owned()), event: event(by), ..what },
        };
        let (what, found) = match &step.what {
            Happened::Event { event: of, outcome } => {
                let event_outcome = self.event_outcome(*of, *outcome).map(ToOwned::to_owned);
                ("event", StepDocument { event: event(*of), event_outcome, ..StepDocument::default() })
            }
            Happened::EventFails { event: of } => ("event-fails", StepDocument { event: event(*of), ..StepDocument::default() }),
            Happened::EventDue { event: of, .. } => ("event-due", StepDocument { event: event(*of), ..StepDocument::default() }),
            Happened::Stance { member: of, candidate: on, from, to, cause } => {
                let change = StepDocument { member: member(*of), candidate: candidate(*on), ..StepDocument::default() };
                ("stance", caused(*cause, StepDocument { from: Some(from.to_string()), to: Some(to.to_string()), ..change }))
            }
            Happened::Presence { member: of, present } => {
                let to = Some(if *present { "present" } else { "absent" }.to_owned());
                ("presence", StepDocument { member: member(*of), to, ..StepDocument::default() })
            }
            Happened::Status { candidate: of, from, to, cause } => {
                let change = StepDocument { candidate: candidate(*of), ..StepDocument::default() };
                ("status", caused(*cause, StepDocument { from: Some(from.to_string()), to: Some(to.to_string()), ..change }))
            }
            Happened::Deadline(date) => ("deadline", StepDocument { to: Some(date.to_string()), ..StepDocument::default() }),
            Happened::Sounding { candidate: of, passes, support, abstain, against } => {
                let against = Some(against.iter().map(|member| self.member_id(member).to_owned()).collect());
                let ballots = StepDocument { support: Some(*support), abstain: Some(*abstain), against, ..StepDocument::default() };
                ("sounding", StepDocument { candidate: candidate(*of), passes: Some(*passes), ..ballots })
            }
            Happened::Ballot { number, votes, winner } => {
                let votes: ById<u32> = votes.iter().map(|&(of, votes)| (self.candidate_id(of), votes)).collect();
                let winner = winner.and_then(candidate);
                ("ballot", StepDocument { number: Some(*number), votes: Some(votes), winner, ..StepDocument::default() })
            }
            Happened::Rule => ("rule", StepDocument::default()),
            // One that this version does not know.
            _ => ("other", StepDocument::default()),
        };
        StepDocument { round: step.round.to_string(), date: step.date.to_string(), what: what.to_owned(), ..found }
    }
}
