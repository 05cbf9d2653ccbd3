//! One run, told step by step; and which one is worth telling.
//!
//! A trace is written down by the scalar kernel while it simulates the run, so that it is the run that
//! every other kernel counts, to the last digit.

use std::cmp::Reverse;
use std::ops::Range;

use nemcon_core::{CandidateId, Date, MemberId, MemberSet, Outcome, Stance, Status};

use crate::kernel::{End, Ending, ScalarKernel};
use crate::plan::Plan;
use crate::simulate::numbered;
use crate::tally::Detail;
use crate::{RunsError, Tally};

/// One run, from the as-of date to its end.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Trace {
    /// How it ended.
    pub ending: RunEnding,
    /// The seed.
    pub seed: u64,
    /// The uncertain inputs: the name of each, and its value in this run (half-lives in days).
    pub inputs: Vec<(String, f64)>,
    /// By candidate and member: the stance at the as-of date, before anything happens.
    pub start: Vec<Vec<Stance>>,
    /// The objections that never fade by themselves in this run: `oppose` and `reserve` of a member on
    /// a candidate, whether the member comes to hold them or not.
    pub lasting: Vec<(MemberId, CandidateId, Stance)>,
    /// What happened, in the order in which the simulation has it: round by round the dated events, the
    /// moves of stances, those of candidates, events that wait for conditions, the procedure.
    pub steps: Vec<Step>,
}

/// Something that happened in a run.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// The date of the round that it belongs to.
    pub round: Date,
    /// Its own date, after that of the round before: that of an event, or on which a stance moved.
    pub date: Date,
    /// What it is.
    pub what: Happened,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Happened {
    /// An event comes about.
    Event {
        /// Which, in the order of the model.
        event: usize,
        /// Which of its outcomes.
        outcome: usize,
    },
    /// An event came to its turn and does not come about, for good.
    EventFails {
        /// Which, in the order of the model.
        event: usize,
    },
    /// The condition of an event is seen to hold, and it is due later.
    EventDue {
        /// Which, in the order of the model.
        event: usize,
        /// So many days after the as-of date.
        day: i32,
    },
    /// A stance changes.
    Stance {
        /// Whose.
        member: MemberId,
        /// On whom.
        candidate: CandidateId,
        /// From what.
        from: Stance,
        /// To what.
        to: Stance,
        /// Why.
        cause: Cause,
    },
    /// A member becomes present or absent.
    Presence {
        /// Which.
        member: MemberId,
        /// Whether it is present now.
        present: bool,
    },
    /// A candidate changes status.
    Status {
        /// Which.
        candidate: CandidateId,
        /// From what.
        from: Status,
        /// To what.
        to: Status,
        /// Why.
        cause: Cause,
    },
    /// The deadline moves to this date.
    Deadline(Date),
    /// Another rule is in force from now on.
    Rule,
    /// A candidate is sounded.
    Sounding {
        /// Who.
        candidate: CandidateId,
        /// Whether the rule passes.
        passes: bool,
        /// How many members are for.
        support: u32,
        /// How many abstain.
        abstain: u32,
        /// Who is against.
        against: MemberSet,
    },
    /// A ballot is held among several, or on the one who is left.
    Ballot {
        /// Its number in the run, from 1; one with the field and the votes of the one before is left out.
        number: u32,
        /// The votes of each in the field, in file order.
        votes: Vec<(CandidateId, u32)>,
        /// Who wins it.
        winner: Option<CandidateId>,
    },
}

/// Why something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// By itself, in the course of time.
    Time,
    /// An event, by its place in the model.
    Event(usize),
    /// The procedure: an elimination, a cut, a refusal.
    Procedure,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RunEnding {
    /// Its number.
    pub run: u64,
    /// With what.
    pub outcome: Outcome,
    /// In the round of this date.
    pub date: Date,
    /// What it weighs: 1 is the average of all runs, and the weight of each where nothing weighs them.
    pub weight: f64,
}

/// Which run to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Of the likeliest outcome, one that ends on the median date.
    Typical,
    /// One in which it is soonest decided.
    Quickest,
    /// One in which nobody is agreed on; where there is none, one that takes longest.
    Stuck,
}

impl Plan {
    /// Simulates one run and tells it.
    pub fn trace(&self, seed: u64, run: u64) -> Result<Trace, RunsError> {
        numbered(run..run + 1)?;
        let traced = ScalarKernel::new(self, seed).trace(run, &mut Tally::new(self, Detail::Ends, seed));
        let model = self.model();
        let date = |day: i32| self.calendar.date(day);
        let members = self.members;
        let of_pair = |pair: usize| (MemberId::new(pair % members), CandidateId::new(pair / members));
        let lasting = traced.lasting.iter().enumerate().flat_map(|(pair, lasting)| {
            let (member, candidate) = of_pair(pair);
            let stances = [Stance::Oppose, Stance::Reserve].into_iter().zip(lasting);
            stances.filter(|(_, lasting)| **lasting).map(move |(stance, _)| (member, candidate, stance))
        });
        let dates = &self.calendar.dates;
        let steps = traced.journal.entries.iter().map(|entry| {
            let (round, day) = (dates[entry.round], date(entry.day));
            Step { round, date: day, what: entry.what.clone() }
        });
        Ok(Trace {
            ending: self.ending(run, traced.ending),
            seed,
            inputs: self.input_names.iter().cloned().zip(traced.inputs.iter().map(|drawn| f64::from(drawn.value))).collect(),
            start: traced.journal.start.chunks(members.max(1)).take(model.candidates().len()).map(<[_]>::to_vec).collect(),
            lasting: lasting.collect(),
            steps: steps.collect(),
        })
    }

    /// Simulates some runs and says of each how it ended, in order.
    pub fn endings(&self, seed: u64, runs: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<Vec<RunEnding>, RunsError> {
        self.list_ends(seed, runs, progress, |run, ending| self.ending(run, ending))
    }

    pub(crate) fn ending(&self, run: u64, ending: Ending) -> RunEnding {
        let candidates = self.candidates.len();
        let outcomes = self.model().outcomes();
        let outcome = outcomes.into_iter().find(|&outcome| End::of(outcome).index(candidates) == ending.outcome);
        RunEnding {
            run,
            outcome: outcome.expect("a run ends with an outcome of its model"),
            date: self.calendar.dates[ending.date],
            weight: ending.weight as f64 / self.start.average_weight(),
        }
    }
}

impl Choice {
    /// The number of a run, of some that ended so, all of them or those with one outcome: the first that
    /// qualifies, of those that weigh no less than such runs on average.
    pub fn among(self, endings: &[RunEnding], outcome: Option<Outcome>) -> Option<u64> {
        let possible =
            || endings.iter().filter(move |ending| ending.weight > 0.0 && outcome.is_none_or(|outcome| ending.outcome == outcome));
        let agreed = |ending: &&RunEnding| ending.outcome.is_agreed();
        let nobody = |ending: &&RunEnding| !agreed(ending);
        let (outcome, date) = match self {
            Self::Typical => {
                let outcome = outcome.or_else(|| likeliest(possible()))?;
                (Some(outcome), median(possible().filter(|ending| ending.outcome == outcome))?)
            }
            Self::Quickest => {
                let found =
                    possible().filter(agreed).min_by_key(|ending| ending.date).or_else(|| possible().min_by_key(|ending| ending.date))?;
                (Some(found.outcome), found.date)
            }
            Self::Stuck => {
                let last = |ending: &&RunEnding| (ending.date, Reverse(ending.run));
                let found = possible().filter(nobody).max_by_key(last).or_else(|| possible().max_by_key(last))?;
                (Some(found.outcome), found.date)
            }
        };
        let such = || possible().filter(|ending| ending.date == date && outcome.is_none_or(|outcome| ending.outcome == outcome));
        let mean = such().map(|ending| ending.weight).sum::<f64>() / such().count() as f64;
        // The mean may exceed all of equal weights in the last place.
        such().find(|ending| ending.weight >= mean * (1.0 - 1e-9)).map(|ending| ending.run)
    }
}

/// The outcome that most weight ended with.
fn likeliest<'a>(endings: impl Iterator<Item = &'a RunEnding>) -> Option<Outcome> {
    let mut weights: Vec<(Outcome, f64)> = Vec::new();
    for ending in endings {
        match weights.iter_mut().find(|(outcome, _)| *outcome == ending.outcome) {
            Some((_, weight)) => *weight += ending.weight,
            None => weights.push((ending.outcome, ending.weight)),
        }
    }
    weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(outcome, _)| outcome)
}

/// The first date by which half of the weight has ended.
fn median<'a>(endings: impl Iterator<Item = &'a RunEnding>) -> Option<Date> {
    let mut dates: Vec<(Date, f64)> = endings.map(|ending| (ending.date, ending.weight)).collect();
    dates.sort_by_key(|(date, _)| *date);
    let half = dates.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    dates
        .iter()
        .find(|(_, weight)| {
            sum += weight;
            sum >= half
        })
        .map(|(date, _)| *date)
}
