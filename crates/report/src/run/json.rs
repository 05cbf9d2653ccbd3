//! JSON, schema 1: stable, and free of everything that depends on time or machine.

use std::io::{self, Write};

use nemcon_core::{CandidateId, Date, Kind, MemberId, Model, Stance};
use nemcon_montecarlo::{DateQuantiles, ENGINE, Grid, OutcomeEstimate};
use serde::{Serialize, Serializer};

use super::RunReport;
use crate::json;

/// Values are spread over lines down to the depth of one member's entry.
const SPREAD: usize = 3;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    engine: &'a str,
    title: &'a str,
    question: Question<'a>,
    runs: u64,
    effective_sample_size: f64,
    seed: u64,
    outcomes: Vec<Ending<'a>>,
    dates: Vec<String>,
    still_open: &'a [f64],
    cumulative_incidence: Keyed<'a, &'a [f64]>,
    blocking: Keyed<'a, Keyed<'a, Series<'a>>>,
    pivotal: Keyed<'a, Keyed<'a, Series<'a>>>,
    last_holdouts: Keyed<'a, Option<Keyed<'a, f64>>>,
    blocking_when_vacant: Option<Keyed<'a, f64>>,
    start: Keyed<'a, Keyed<'a, Stances>>,
    evidence: Vec<Evidence<'a>>,
    warnings: &'a [String],
}

#[derive(Serialize)]
struct Question<'a> {
    kind: &'static str,
    post: &'a str,
    as_of: String,
    deadline: String,
}

/// One outcome, as every document has it.
#[derive(Serialize)]
pub(crate) struct Ending<'a> {
    outcome: &'a str,
    kind: &'static str,
    /// Where the outcome is not called by the candidate's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate: Option<&'a str>,
    probability: f64,
    low: f64,
    high: f64,
    date: Option<Quantiles>,
}

impl<'a> Ending<'a> {
    pub(crate) fn new(model: &'a Model, outcome: &'a OutcomeEstimate) -> Self {
        let candidate = outcome.candidate().map(|candidate| model.candidate(candidate).id.as_str()).filter(|&id| id != outcome.id);
        Self {
            outcome: &outcome.id,
            kind: outcome.kind().word(),
            candidate,
            probability: outcome.probability,
            low: outcome.interval.low,
            high: outcome.interval.high,
            date: outcome.date.map(Quantiles::from),
        }
    }
}

#[derive(Serialize)]
struct Quantiles {
    q05: String,
    q25: String,
    median: String,
    q75: String,
    q95: String,
}

impl From<DateQuantiles> for Quantiles {
    fn from(date: DateQuantiles) -> Self {
        let [q05, q25, median, q75, q95] = [date.q05, date.q25, date.median, date.q75, date.q95].map(|date: Date| date.to_string());
        Self { q05, q25, median, q75, q95 }
    }
}

#[derive(Serialize)]
struct Stances {
    support: f64,
    accept: f64,
    reserve: f64,
    oppose: f64,
}

#[derive(Serialize)]
struct Evidence<'a> {
    candidate: &'a str,
    reports: Vec<Reported>,
}

/// How many are expected to hold a report's stances: by the priors alone, and given all evidence.
#[derive(Serialize)]
struct Reported {
    stances: Vec<&'static str>,
    expected_before: f64,
    expected_after: f64,
}

/// An object whose keys keep their order.
struct Keyed<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for Keyed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// One pair's row of a grid, written without being copied.
struct Series<'a> {
    grid: &'a Grid,
    member: MemberId,
    candidate: CandidateId,
}

impl Serialize for Series<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.grid.series(self.member, self.candidate))
    }
}

impl RunReport<'_> {
    /// Writes the report as one JSON document.
    pub fn write_json(&self, writer: impl Write) -> io::Result<()> {
        json::write(&self.document(), SPREAD, writer)
    }

    fn document(&self) -> Document<'_> {
        let (model, estimates) = (self.model, self.estimates);
        let grid = |grid| self.by_candidate(|candidate| self.by_member(|member| Series { grid, member, candidate }));
        Document {
            schema: json::SCHEMA,
            engine: ENGINE,
            title: model.title(),
            question: self.question(),
            runs: estimates.runs,
            effective_sample_size: estimates.effective_sample_size,
            seed: estimates.seed,
            outcomes: estimates.outcomes.iter().map(|outcome| Ending::new(model, outcome)).collect(),
            dates: estimates.dates.iter().map(ToString::to_string).collect(),
            still_open: &estimates.still_open,
            cumulative_incidence: Keyed(self.successes().map(|outcome| (outcome.id.as_str(), outcome.incidence.as_slice())).collect()),
            blocking: grid(&estimates.blocking),
            pivotal: grid(&estimates.pivotal),
            last_holdouts: self.by_candidate(|candidate| {
                estimates.last_holdouts[candidate.index()].as_ref().map(|shares| self.by_member(|member| shares[member.index()]))
            }),
            blocking_when_vacant: estimates.blocking_when_vacant.as_ref().map(|shares| self.by_member(|member| shares[member.index()])),
            start: self.by_candidate(|candidate| self.by_member(|member| stances(estimates.stances(member, candidate)))),
            evidence: self.evidence(),
            warnings: &self.warnings,
        }
    }

    fn question(&self) -> Question<'_> {
        let question = self.model.question();
        let kind = match question.kind {
            Kind::Appointment => "appointment",
            Kind::Motion => "motion",
        };
        Question { kind, post: &question.post, as_of: question.as_of.to_string(), deadline: question.deadline.to_string() }
    }

    /// The outcomes that are somebody's success, and so have a date.
    pub(super) fn successes(&self) -> impl Iterator<Item = &OutcomeEstimate> {
        self.estimates.outcomes.iter().filter(|outcome| outcome.candidate().is_some())
    }

    fn evidence(&self) -> Vec<Evidence<'_>> {
        let expected = self.estimates.expected_counts(self.model);
        let entry = |(evidence, counts): (&nemcon_core::Evidence, Vec<(f64, f64)>)| Evidence {
            candidate: self.candidate_id(evidence.candidate),
            reports: std::iter::zip(&evidence.reports, counts)
                .map(|(report, (expected_before, expected_after))| Reported {
                    stances: report.stances.iter().map(Stance::word).collect(),
                    expected_before,
                    expected_after,
                })
                .collect(),
        };
        std::iter::zip(self.model.evidence(), expected).map(entry).collect()
    }

    fn by_candidate<T>(&self, value: impl Fn(CandidateId) -> T) -> Keyed<'_, T> {
        Keyed(self.model.candidate_ids().map(|candidate| (self.candidate_id(candidate), value(candidate))).collect())
    }

    fn by_member<T>(&self, value: impl Fn(MemberId) -> T) -> Keyed<'_, T> {
        Keyed(self.model.body().ids().map(|member| (self.member_id(member), value(member))).collect())
    }
}

fn stances([oppose, reserve, accept, support]: [f64; 4]) -> Stances {
    Stances { support, accept, reserve, oppose }
}
