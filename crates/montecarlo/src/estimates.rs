//! What a simulation estimates (model, section 7).

use nemcon_core::{CandidateId, Date, Evidence, Interval, MemberId, Model, Outcome, OutcomeKind, Question, Stance, StanceSet};

/// Everything estimated from the runs of one simulation.
///
/// Members and candidates are indices of the model the simulation was of.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Estimates {
    /// How many runs were simulated.
    pub runs: u64,
    /// The seed.
    pub seed: u64,
    /// `(Σw)² / Σw²`: how many equally weighted runs these are worth.
    pub effective_sample_size: f64,
    /// Every possible outcome: candidates in file order, then `extended`, then `vacant` (for a
    /// motion: `adopted`, `rejected`).
    pub outcomes: Vec<OutcomeEstimate>,
    /// All dates on which some run can have a round.
    pub dates: Vec<Date>,
    /// By date: the share of runs still going before the round of that date.
    pub still_open: Vec<f64>,
    /// P(the member blocks the candidate after the moves of the round | the run has a round then).
    pub blocking: Grid,
    /// P(the member is pivotal against the candidate at the sounding | the run has a round then).
    pub pivotal: Grid,
    /// By candidate and member: P(the member was a last holdout | the candidate is appointed);
    /// `None` where the candidate never was.
    pub last_holdouts: Vec<Option<Vec<f64>>>,
    /// By member: P(it blocks the candidate with most supporters at the end | vacant); `None`
    /// where no run ended so.
    pub blocking_when_vacant: Option<Vec<f64>>,
    /// By event, in the order of the model.
    pub events: Vec<EventEstimate>,
    /// By candidate: whether it had left the race by the end.
    pub departures: Vec<Departure>,
    /// By candidate and member: the probabilities of oppose, reserve, accept and support at the
    /// as-of date, given all evidence.
    pub start: Vec<Vec<[f64; 4]>>,
}

/// An event: how often it happened, and what came of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct EventEstimate {
    /// The event, whatever its outcome.
    pub event: Happening,
    /// Its outcomes, where it has several.
    pub outcomes: Vec<Happening>,
}

/// A candidate that left the race: how often, and what came of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Departure {
    /// That it had withdrawn or declined by the end, the candidate's id.
    pub left: Happening,
    /// The probability that it had declined the post; otherwise it had withdrawn.
    pub declined: f64,
}

/// How often something happened, and what came of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Happening {
    /// The id of the event, or of its outcome.
    pub id: String,
    /// The probability that it happens.
    pub probability: f64,
    /// The probabilities of the outcomes of the question, in the order of [`Estimates::outcomes`], given
    /// that it happens; `None` where it never did.
    pub given: Option<Vec<f64>>,
    /// The same given that it does not happen; `None` where it always did.
    pub otherwise: Option<Vec<f64>>,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct OutcomeEstimate {
    /// Its id: a candidate's, or `extended`, `vacant`, `adopted`, `rejected`.
    pub id: String,
    /// What it is.
    pub outcome: Outcome,
    /// In how many runs it was seen.
    pub seen: u64,
    /// Its probability.
    pub probability: f64,
    /// The 95% interval of the simulation error: Wilson's, where runs weigh differently with as many
    /// runs as give the variance of the weighted mean.
    pub interval: Interval,
    /// Quantiles of its date, where it was seen and has one.
    pub date: Option<DateQuantiles>,
    /// By date: the probability that it has happened by then.
    pub incidence: Vec<f64>,
}

impl OutcomeEstimate {
    /// An estimate from elsewhere: of a probability alone, for the rest to be filled in.
    pub fn new(id: impl Into<String>, outcome: Outcome, probability: f64, interval: Interval) -> Self {
        Self { id: id.into(), outcome, seen: 0, probability, interval, date: None, incidence: Vec::new() }
    }

    /// What kind of outcome it is.
    pub fn kind(&self) -> OutcomeKind {
        self.outcome.kind()
    }

    /// Whether nobody is agreed on, or the motion not adopted.
    pub fn is_nobody(&self) -> bool {
        matches!(self.outcome, Outcome::Vacant | Outcome::Rejected)
    }

    /// The candidate whose success it is.
    pub fn candidate(&self) -> Option<CandidateId> {
        self.outcome.candidate()
    }
}

/// Quantiles of the date of an outcome, given that it comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct DateQuantiles {
    /// 5%.
    pub q05: Date,
    /// 25%.
    pub q25: Date,
    /// One half.
    pub median: Date,
    /// 75%.
    pub q75: Date,
    /// 95%.
    pub q95: Date,
}

/// A probability for every member, candidate and date; none where no run has a round.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Grid {
    members: usize,
    dates: usize,
    /// None is kept as what is no number: there are many, and an `Option` takes twice the room.
    values: Vec<f64>,
}

impl PartialEq for Grid {
    fn eq(&self, other: &Self) -> bool {
        let shape = |grid: &Self| (grid.members, grid.dates, grid.values.len());
        shape(self) == shape(other) && self.values.iter().zip(&other.values).all(|(one, two)| one.to_bits() == two.to_bits())
    }
}

impl Grid {
    /// A grid from values in the order candidate, member, date.
    ///
    /// # Panics
    /// If the values do not fill whole candidates.
    pub fn from_values(members: usize, dates: usize, values: impl IntoIterator<Item = Option<f64>>) -> Self {
        let values: Vec<f64> = values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect();
        assert!(values.len().is_multiple_of((members * dates).max(1)), "a grid holds whole candidates");
        Self { members, dates, values }
    }

    /// The probability, or `None` where no run has a round on that date.
    pub fn get(&self, member: MemberId, candidate: CandidateId, date: usize) -> Option<f64> {
        self.series(member, candidate).nth(date)?
    }

    /// By date, for one pair.
    pub fn series(&self, member: MemberId, candidate: CandidateId) -> impl Iterator<Item = Option<f64>> + '_ {
        let first = (candidate.index() * self.members + member.index()) * self.dates;
        self.values[first..first + self.dates].iter().map(|&value| (!value.is_nan()).then_some(value))
    }
}

impl Estimates {
    /// Estimates of the outcomes alone, for the rest to be filled in.
    pub fn new(runs: u64, seed: u64, outcomes: Vec<OutcomeEstimate>) -> Self {
        let nowhere = Grid::from_values(0, 0, []);
        Self {
            runs,
            seed,
            effective_sample_size: runs as f64,
            outcomes,
            dates: Vec::new(),
            still_open: Vec::new(),
            blocking: nowhere.clone(),
            pivotal: nowhere,
            last_holdouts: Vec::new(),
            blocking_when_vacant: None,
            events: Vec::new(),
            departures: Vec::new(),
            start: Vec::new(),
        }
    }

    /// The outcome of an id: a candidate's, `extended`, `vacant`, `adopted` or `rejected`.
    pub fn outcome(&self, id: &str) -> Option<&OutcomeEstimate> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }

    /// The outcome that is the success of a candidate, or of the motion.
    pub fn outcome_of(&self, candidate: CandidateId) -> Option<&OutcomeEstimate> {
        self.outcomes.iter().find(|outcome| outcome.candidate() == Some(candidate))
    }

    /// The probability of the outcome of an id; `None` where there is no such outcome.
    pub fn probability(&self, id: &str) -> Option<f64> {
        self.outcome(id).map(|outcome| outcome.probability)
    }

    /// The probabilities of oppose, reserve, accept and support at the as-of date, given all evidence.
    pub fn stances(&self, member: MemberId, candidate: CandidateId) -> [f64; 4] {
        self.start[candidate.index()][member.index()]
    }

    /// P(the member blocks the candidate at the as-of date), given all evidence.
    pub fn blocking_at_start(&self, question: &Question, member: MemberId, candidate: CandidateId) -> f64 {
        let blocking = Stance::ALL.into_iter().filter(|&stance| question.blocks(stance));
        blocking.map(|stance| self.stances(member, candidate)[stance as usize]).sum()
    }

    /// The number of members present at the as-of date expected to hold one of a report's
    /// stances: by the priors alone, and given all evidence. By evidence entry and report.
    pub fn expected_counts(&self, model: &Model) -> Vec<Vec<(f64, f64)>> {
        let counts = |candidate: CandidateId, stances: StanceSet| {
            let sum = |probability: &dyn Fn(MemberId, Stance) -> f64| -> f64 {
                model.present().iter().map(|member| stances.iter().map(|stance| probability(member, stance)).sum::<f64>()).sum()
            };
            let before = sum(&|member, stance| model.prior(member, candidate).probability(stance));
            (before, sum(&|member, stance| self.stances(member, candidate)[stance as usize]))
        };
        let entry = |evidence: &Evidence| evidence.reports.iter().map(|report| counts(evidence.candidate, report.stances)).collect();
        model.evidence().iter().map(entry).collect()
    }
}
