//! What is to be told.

use nemcon_report::schema::{
    AssumptionsDocument, BinaryPower, CompareDocument, OutcomeDocument, PersuadeDocument, RangeDocument, RunDocument, SensitivityDocument,
    TraceDocument,
};

use crate::{Engine, Setting};

/// What is to be told of a scenario: its results, and what they were computed from.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Dossier {
    /// The calendar, the rule and the groups.
    pub setting: Setting,
    /// What the simulation found.
    pub run: RunDocument,
    /// What variants change, where there are any.
    pub compare: Option<CompareDocument>,
    /// What it changes if members come round, or oppose to the end, where that was asked.
    pub persuade: Option<PersuadeDocument>,
    /// Which inputs move the likeliest outcome, where that was asked.
    pub sensitivity: Option<SensitivityDocument>,
    /// Some runs, told one by one.
    pub stories: Vec<TraceDocument>,
    /// What the rule says by itself, where it was analysed.
    pub power: Option<BinaryPower>,
    /// What the scenario assumes, where that is known.
    pub assumptions: Option<AssumptionsDocument>,
    /// The command that gives the same, where there is one.
    pub command: Option<String>,
    /// The engine, where the page is to answer back.
    pub engine: Option<Engine>,
}

impl Dossier {
    /// The results of a simulation.
    pub fn new(setting: Setting, run: RunDocument) -> Self {
        Self {
            setting,
            run,
            compare: None,
            persuade: None,
            sensitivity: None,
            stories: Vec::new(),
            power: None,
            assumptions: None,
            command: None,
            engine: None,
        }
    }

    /// The same with what variants change.
    #[must_use]
    pub fn compared(self, compare: CompareDocument) -> Self {
        Self { compare: Some(compare), ..self }
    }

    /// The same with what it changes if members come round, or oppose to the end.
    #[must_use]
    pub fn persuading(self, persuade: PersuadeDocument) -> Self {
        Self { persuade: Some(persuade), ..self }
    }

    /// The same with which inputs move the likeliest outcome.
    #[must_use]
    pub fn moved_by(self, sensitivity: SensitivityDocument) -> Self {
        Self { sensitivity: Some(sensitivity), ..self }
    }

    /// The same with some runs, told one by one.
    #[must_use]
    pub fn telling(self, stories: Vec<TraceDocument>) -> Self {
        Self { stories, ..self }
    }

    /// The same with what the rule says by itself.
    #[must_use]
    pub fn with_power(self, power: BinaryPower) -> Self {
        Self { power: Some(power), ..self }
    }

    /// The same with what the scenario assumes.
    #[must_use]
    pub fn assuming(self, assumptions: AssumptionsDocument) -> Self {
        Self { assumptions: Some(assumptions), ..self }
    }

    /// The same with the command that gives it.
    #[must_use]
    pub fn by_command(self, command: impl Into<String>) -> Self {
        Self { command: Some(command.into()), ..self }
    }

    /// The same with an engine, by which the page answers what a reader changes.
    #[must_use]
    pub fn answering(self, engine: Engine) -> Self {
        Self { engine: Some(engine), ..self }
    }

    /// The outcomes, the likeliest first.
    pub(crate) fn ranked(&self) -> Vec<&OutcomeDocument> {
        let mut outcomes: Vec<&OutcomeDocument> = self.run.outcomes.iter().collect();
        outcomes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        outcomes
    }

    /// The likeliest outcome; the first of them in file order.
    pub fn likeliest(&self) -> Option<&OutcomeDocument> {
        self.ranked().first().copied()
    }

    /// The candidate whose success is likeliest, by id; the first of them in file order.
    pub fn leader(&self) -> Option<&str> {
        let successes = self.run.outcomes.iter().filter(|outcome| outcome.name.is_some());
        let likeliest = successes.rev().max_by(|a, b| a.probability.total_cmp(&b.probability))?;
        Some(likeliest.candidate.as_deref().unwrap_or(&likeliest.outcome))
    }

    /// The name of a candidate.
    pub(crate) fn candidate(&self, id: &str) -> String {
        crate::words::name(self.run.names.candidates.get(id).map_or(id, String::as_str))
    }

    /// The name of a member.
    pub(crate) fn member(&self, id: &str) -> String {
        crate::words::name(self.run.names.members.get(id).map_or(id, String::as_str))
    }

    /// An event, which has no name but its id.
    pub(crate) fn event(&self, id: &str) -> String {
        crate::words::of_id(id, |word| self.run.names.candidates.get(word).cloned())
    }

    /// Whether a motion is decided.
    pub(crate) fn is_motion(&self) -> bool {
        self.run.question.kind == "motion"
    }

    /// An outcome of the base, or of one of the variants, in words.
    pub(crate) fn outcome(&self, id: &str, name: Option<&str>) -> String {
        let known = self.run.outcomes.iter().find(|outcome| outcome.outcome == id);
        // What only a variant has is somebody's success, or called by its kind.
        known.map_or_else(|| crate::words::outcome_of(id, if name.is_some() { "appointed" } else { id }, name), crate::words::outcome)
    }

    /// Between which bounds a probability lies in 90% of cases over what the file gives as ranges, where that was asked.
    pub(crate) fn spread(&self, outcome: &str) -> Option<&RangeDocument> {
        self.run.over_inputs.as_ref()?.outcomes.get(outcome)
    }
}
