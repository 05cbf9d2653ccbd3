//! What a rule says by itself: `nemcon power`.

#![allow(clippy::cast_possible_truncation, reason = "so many as an address space holds are not listed")]

use nemcon_core::{Body, Bytes, MemberSet, Model, Rule};
use nemcon_montecarlo::Philox;
use nemcon_power::{Analysis, Coalitions, EstimatedPower, Game, MEASURES, Measure, Options, Passage, PowerError, Ternary, soundings};
use nemcon_report::{Found, PowerReport, View};
use nemcon_scenario::{LoadedBody, Scenario};

use super::{Progress, Refusal, unions};

/// The indices of a table, unless others are asked for.
pub const FAMILIAR: [&str; 3] = ["banzhaf", "shapley-shubik", "coleman"];
/// The same where members act in unions.
pub const UNITED: [&str; 4] = ["banzhaf", "shapley-shubik", "owen", "banzhaf-owen"];
/// The members of a table, unless more are asked for.
pub const TOP: usize = 60;

/// So many steps take a minute.
const STEPS: u64 = 60_000_000_000;

/// A rule and who decides by it.
#[derive(Debug, Clone)]
pub struct Ruled {
    body: Body,
    present: MemberSet,
    rule: Rule,
    /// The scenario that they are of, if they are of one.
    model: Option<Model>,
}

/// What is asked of a rule.
#[derive(Debug, Clone)]
pub struct Power {
    /// The indices that are counted.
    pub measures: Vec<&'static Measure>,
    /// Groups of members that each act as one; `party-*` is every group that begins so.
    pub unions: Vec<String>,
    /// At most so many minimal winning and blocking coalitions are listed.
    pub coalitions: Option<u64>,
    /// Whether members may abstain.
    pub ternary: bool,
    /// How many random coalitions and orders power is estimated from, and the seed; `None`: it is counted.
    pub estimate: Option<(u64, u64)>,
    /// How much memory all of it may hold.
    pub memory: Bytes,
    /// How long each count may take, in minutes, on a machine that takes a billion steps a second.
    pub minutes: u64,
}

/// What was found of a rule.
#[derive(Debug, Clone)]
pub struct PowerFound {
    ruled: Ruled,
    passages: Option<Vec<Result<Passage, PowerError>>>,
    unions: Vec<(String, MemberSet)>,
    finding: Finding,
}

#[derive(Debug, Clone)]
enum Finding {
    Binary(Box<Analysis>),
    Ternary(Box<Ternary>),
    Estimate { power: Vec<EstimatedPower>, samples: u64, seed: u64 },
}

impl Ruled {
    /// The rule of a scenario, among the members who are present at its start.
    pub fn of(scenario: &Scenario) -> Self {
        let model = scenario.model().clone();
        let (body, present, rule) = (model.body().clone(), model.present().clone(), model.question().rule.clone());
        Self { body, present, rule, model: Some(model) }
    }

    /// The rule of a body, where it has one.
    pub fn of_body(loaded: LoadedBody) -> Option<Self> {
        let LoadedBody { body, present, rule, .. } = loaded;
        Some(Self { body, present, rule: rule?, model: None })
    }
}

impl Power {
    /// All that is known of unions of members, or of members alone.
    pub fn all_measures(united: bool) -> Vec<&'static Measure> {
        MEASURES.iter().copied().filter(|measure| united || !measure.of_unions).collect()
    }

    /// Counts, or estimates. Where it takes more than is allowed, the inner result says so.
    pub fn ask(&self, ruled: Ruled, progress: Progress<'_>) -> Result<Result<PowerFound, PowerError>, Refusal> {
        if let Some(measure) = self.measures.iter().find(|measure| measure.of_unions && self.unions.is_empty()) {
            return Err(Refusal::Asked(format!("--index {} is of members in unions: say which with --unions GROUP,GROUP", measure.index)));
        }
        let named = unions::named(&ruled.body, &ruled.present, &self.unions);
        let named = named.map_err(|fault| Refusal::Asked(format!("--unions: {fault}")))?;
        Ok(self.find(ruled, named, progress))
    }

    fn find(&self, ruled: Ruled, unions: Vec<(String, MemberSet)>, progress: Progress<'_>) -> Result<PowerFound, PowerError> {
        let (memory, steps) = (self.memory, self.minutes * STEPS);
        // Where the rule is too large to be counted, so are the ways to vote under it.
        let model = ruled.model.as_ref().filter(|_| self.estimate.is_none());
        let passages = model.map(|model| soundings(model, memory, steps));
        let game = Game::new(&ruled.rule, &ruled.body)?.present(&ruled.present)?.memory(memory).steps(steps);
        let finding = if let Some((samples, seed)) = self.estimate {
            let power = game.estimate(samples, &mut Philox::new(seed).stream([0; 4]), progress)?;
            Finding::Estimate { power, samples, seed }
        } else if self.ternary {
            Finding::Ternary(Box::new(game.ternary()?))
        } else {
            let sets = unions.iter().map(|(_, members)| members.clone()).collect();
            let listed = self.coalitions.unwrap_or(0) as usize;
            let options = Options { measures: self.measures.clone(), unions: sets, structure: true, listed };
            Finding::Binary(Box::new(game.analyse(&options)?))
        };
        Ok(PowerFound { ruled, passages, unions, finding })
    }
}

impl PowerFound {
    /// The kinds of coalitions, of which at most so many were to be listed, that are only counted: there is no room for them.
    pub fn unlisted(&self, most: u64) -> Vec<&'static str> {
        let Finding::Binary(found) = &self.finding else { return Vec::new() };
        let kinds = [("minimal winning", &found.minimal_winning), ("minimal blocking", &found.minimal_blocking)];
        let unlisted = |of: &Coalitions| of.listed.is_none() && of.number <= most.into();
        kinds.into_iter().filter(|(_, coalitions)| coalitions.as_ref().is_some_and(unlisted)).map(|(kind, _)| kind).collect()
    }

    /// The report, of those measures that were asked for.
    pub fn report(&self, view: View) -> PowerReport<'_> {
        let Self { ruled, passages, unions, finding } = self;
        let found = match finding {
            Finding::Binary(analysis) => Found::Binary(analysis),
            Finding::Ternary(ternary) => Found::Ternary(ternary),
            Finding::Estimate { power, samples, seed } => Found::Estimate { power, samples: *samples, seed: *seed },
        };
        let report = PowerReport::new(&ruled.body, &ruled.rule, found, view).with_unions(unions);
        match (&ruled.model, passages) {
            (Some(model), Some(passages)) => report.with_soundings(model, passages),
            _ => report,
        }
    }
}
