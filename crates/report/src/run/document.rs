//! The run as a document.

use nemcon_core::{CandidateId, MemberId, Model, Stance};
use nemcon_montecarlo::{ByDate, Departure, ENGINE, EventEstimate, Grid, Happening, OutcomeEstimate, OutcomeRange, OverInputs};

use super::{RunReport, success_name};
use crate::schema::{
    ByDateDocument, ById, DateQuantilesDocument, DepartureDocument, EventDocument, EvidenceDocument, HappeningDocument, Names,
    OutcomeDocument, OverInputsDocument, PrecisionDocument, QuestionDocument, RangeDocument, ReportDocument, RunDocument, SCHEMA,
    StanceProbabilities,
};

impl OverInputsDocument {
    /// How the probabilities of a model spread.
    pub fn new(model: &Model, found: &OverInputs) -> Self {
        let range = |of: &OutcomeRange| (of.outcome.id(model), RangeDocument { low: of.low, high: of.high, deviation: of.deviation });
        Self { draws: found.draws, runs_each: found.runs_each, outcomes: found.outcomes.iter().map(range).collect() }
    }
}

impl RunReport<'_> {
    pub(super) fn to_document(&self) -> RunDocument {
        let (model, estimates) = (self.model, self.estimates);
        let grid = |grid: &Grid| self.by_candidate(|candidate| self.by_member(|member| grid.series(member, candidate).collect()));
        RunDocument {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            title: model.title().to_owned(),
            question: self.question(),
            names: Names::of(model),
            runs: estimates.runs,
            effective_sample_size: estimates.effective_sample_size,
            seed: estimates.seed,
            outcomes: estimates.outcomes.iter().map(|outcome| OutcomeDocument::new(model, outcome)).collect(),
            dates: estimates.dates.iter().map(ToString::to_string).collect(),
            still_open: estimates.still_open.clone(),
            cumulative_incidence: estimates.outcomes.iter().map(|outcome| (outcome.id.as_str(), outcome.incidence.clone())).collect(),
            by: self.by_dates().iter().map(|by| self.by_date(by)).collect(),
            blocking: grid(&estimates.blocking),
            pivotal: grid(&estimates.pivotal),
            last_holdouts: self.by_candidate(|candidate| {
                estimates.last_holdouts[candidate.index()].as_ref().map(|shares| self.by_member(|member| shares[member.index()]))
            }),
            blocking_when_vacant: estimates.blocking_when_vacant.as_ref().map(|shares| self.by_member(|member| shares[member.index()])),
            start: self.by_candidate(|candidate| self.by_member(|member| estimates.stances(member, candidate).into())),
            evidence: self.evidence(),
            events: estimates.events.iter().map(|event| (event.event.id.as_str(), self.event(event))).collect(),
            departures: estimates.departures.iter().map(|of| (of.left.id.as_str(), self.departure(of))).collect(),
            over_inputs: self.over_inputs.map(|found| OverInputsDocument::new(model, found)),
            precision: self.precise.map(|precise| PrecisionDocument {
                asked: precise.asked,
                half_width: precise.half_width,
                reached: precise.is_reached(),
                looks: precise.looks.clone(),
            }),
            warnings: self.warnings.clone(),
        }
    }

    fn question(&self) -> QuestionDocument {
        let question = self.model.question();
        QuestionDocument {
            kind: question.kind.to_string(),
            post: question.post.clone(),
            as_of: question.as_of.to_string(),
            deadline: question.deadline.to_string(),
        }
    }

    fn by_date(&self, by: &ByDate) -> ByDateDocument {
        let by_outcome =
            |of: &Vec<f64>| std::iter::zip(&self.estimates.outcomes, of).map(|(outcome, &p)| (outcome.id.as_str(), p)).collect();
        ByDateDocument {
            date: by.date.to_string(),
            outcomes: by_outcome(&by.outcomes),
            still_open: by.still_open,
            given_open: by.given_open.as_ref().map(by_outcome),
        }
    }

    fn evidence(&self) -> Vec<EvidenceDocument> {
        let expected = self.estimates.expected_counts(self.model);
        let entry = |(evidence, counts): (&nemcon_core::Evidence, Vec<(f64, f64)>)| EvidenceDocument {
            candidate: self.candidate_id(evidence.candidate).to_owned(),
            name: self.candidate_name(evidence.candidate).to_owned(),
            reports: std::iter::zip(&evidence.reports, counts)
                .map(|(report, (expected_before, expected_after))| ReportDocument {
                    stances: report.stances.iter().map(|stance| stance.word().to_owned()).collect(),
                    expected_before,
                    expected_after,
                })
                .collect(),
        };
        std::iter::zip(self.model.evidence(), expected).map(entry).collect()
    }

    fn event(&self, event: &EventEstimate) -> EventDocument {
        EventDocument {
            event: self.happening(&event.event),
            outcomes: event.outcomes.iter().map(|outcome| (outcome.id.as_str(), self.happening(outcome))).collect(),
        }
    }

    fn departure(&self, departure: &Departure) -> DepartureDocument {
        DepartureDocument { left: self.happening(&departure.left), declined: departure.declined }
    }

    fn happening(&self, of: &Happening) -> HappeningDocument {
        let outcomes = &self.estimates.outcomes;
        let by_outcome = |of: &Vec<f64>| std::iter::zip(outcomes, of).map(|(outcome, &p)| (outcome.id.as_str(), p)).collect();
        HappeningDocument {
            probability: of.probability,
            given: of.given.as_ref().map(by_outcome),
            otherwise: of.otherwise.as_ref().map(by_outcome),
        }
    }

    fn by_candidate<T>(&self, value: impl Fn(CandidateId) -> T) -> ById<T> {
        self.model.candidate_ids().map(|candidate| (self.candidate_id(candidate), value(candidate))).collect()
    }

    fn by_member<T>(&self, value: impl Fn(MemberId) -> T) -> ById<T> {
        self.model.body().ids().map(|member| (self.member_id(member), value(member))).collect()
    }
}

impl OutcomeDocument {
    pub(crate) fn new(model: &Model, outcome: &OutcomeEstimate) -> Self {
        let candidate = outcome.candidate().map(|candidate| &model.candidate(candidate).id).filter(|&id| *id != outcome.id);
        Self {
            outcome: outcome.id.clone(),
            name: success_name(model, &outcome.id).map(ToOwned::to_owned),
            kind: outcome.kind().word().to_owned(),
            candidate: candidate.cloned(),
            probability: outcome.probability,
            low: outcome.interval.low,
            high: outcome.interval.high,
            date: outcome.date.map(|date| DateQuantilesDocument {
                q05: date.q05.to_string(),
                q25: date.q25.to_string(),
                median: date.median.to_string(),
                q75: date.q75.to_string(),
                q95: date.q95.to_string(),
            }),
        }
    }
}

impl From<[f64; 4]> for StanceProbabilities {
    /// From probabilities in the order of [`Stance::ALL`].
    fn from(of: [f64; 4]) -> Self {
        let of = |stance: Stance| of[stance as usize];
        Self { support: of(Stance::Support), accept: of(Stance::Accept), reserve: of(Stance::Reserve), oppose: of(Stance::Oppose) }
    }
}
