//! Many cases together, against the baselines.

use nemcon_core::Class;
use nemcon_montecarlo::Estimates;

use crate::baseline::Field;
use crate::{Baseline, Bin, Case, CaseScore, End, Mean, brier, leader, log_score, reliability, score};

/// The scores of some cases.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Verification {
    /// One a case.
    pub scores: Vec<CaseScore>,
    /// By case: the outcome that the leader's success would have been.
    pub leaders: Vec<String>,
    /// By case: the number of its race.
    pub races: Vec<usize>,
    /// By case and outcome: what the outcome is to the leader.
    pub ends: Vec<Vec<End>>,
    /// The simulation's scores.
    pub simulation: Summary,
    /// The mean logarithmic score of what happened and about when.
    pub dated_log_score: Mean,
    /// Those of each baseline.
    pub baselines: Vec<(Baseline, Summary)>,
    /// How often what was given some probability came about.
    pub reliability: Vec<Bin>,
    /// By class, in order, those that have cases.
    pub classes: Vec<ClassSummary>,
    /// Of the posts: how often each end was to be expected, and came about.
    pub posts: Vec<EndCount>,
    /// How well the day of decision was foreseen.
    pub dates: DateSummary,
}

/// Mean scores, with 95% intervals by bootstrap over races.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Summary {
    /// By case: the logarithmic score.
    pub log_scores: Vec<f64>,
    /// By case: the Brier score.
    pub briers: Vec<f64>,
    /// The mean logarithmic score.
    pub log_score: Mean,
    /// The mean Brier score.
    pub brier: Mean,
    /// The mean over cases of this baseline's logarithmic score minus the simulation's:
    /// positive where the simulation is better. `None` for the simulation itself.
    pub behind: Option<Mean>,
}

/// The cases of one class.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ClassSummary {
    /// The class.
    pub class: Class,
    /// Which cases, by index.
    pub cases: Vec<usize>,
    /// The simulation's scores.
    pub simulation: Summary,
    /// Those of each baseline.
    pub baselines: Vec<(Baseline, Summary)>,
}

/// How often an end was to be expected, and came about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndCount {
    /// The end.
    pub end: End,
    /// In how many cases it is possible.
    pub possible: usize,
    /// The sum of the probabilities given to it.
    pub expected: f64,
    /// In how many cases it came about.
    pub happened: usize,
}

/// How well days were foreseen.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct DateSummary {
    /// In how many cases the outcome has a date that can be compared.
    pub dated: usize,
    /// In how many of them it lies between the 5th and the 95th percentile of those foreseen.
    pub within: usize,
    /// The mean of [`CaseScore::timing`].
    pub timing: Mean,
}

impl Verification {
    /// Scores the estimates for each case.
    ///
    /// # Panics
    /// If there are not as many estimates as cases.
    pub fn new(cases: &[Case], estimates: &[Estimates]) -> Self {
        assert_eq!(cases.len(), estimates.len(), "one estimate a case");
        let scores: Vec<CaseScore> = cases.iter().zip(estimates).map(|(case, estimates)| score(case, estimates)).collect();
        let leaders: Vec<String> = cases.iter().zip(estimates).map(|(case, estimates)| leader(case.model(), estimates)).collect();
        let ends: Vec<Vec<End>> = leaders.iter().zip(estimates).map(|(leader, estimates)| End::all(estimates, leader)).collect();
        let races = races(cases);
        let summary = |log_scores: Vec<f64>, briers: Vec<f64>, reference: Option<&[f64]>| Summary {
            log_score: Mean::new(&log_scores, &races),
            brier: Mean::new(&briers, &races),
            behind: reference.map(|ours| Mean::new(&differences(&log_scores, ours), &races)),
            log_scores,
            briers,
        };
        let simulation =
            summary(scores.iter().map(|score| score.log_score).collect(), scores.iter().map(|score| score.brier).collect(), None);
        let field = Field { cases, leaders: &leaders, ends: &ends, races: &races };
        let baselines: Vec<(Baseline, Summary)> = Baseline::ALL
            .into_iter()
            .map(|baseline| {
                let forecasts: Vec<Vec<(f64, bool)>> =
                    baseline.forecasts(&field).into_iter().zip(cases).map(|(given, case)| with_truth(&given, case)).collect();
                let logs = forecasts.iter().map(|forecast| truth(forecast).map_or(f64::INFINITY, log_score)).collect();
                (baseline, summary(logs, forecasts.iter().map(|forecast| brier(forecast)).collect(), Some(&simulation.log_scores)))
            })
            .collect();
        let all: Vec<(f64, bool)> = scores.iter().flat_map(|score| score.forecasts.iter().copied()).collect();
        let of_cases = |value: &dyn Fn(&CaseScore) -> Option<f64>| {
            let known: Vec<(f64, usize)> = scores.iter().zip(&races).filter_map(|(score, &race)| Some((value(score)?, race))).collect();
            let (values, groups): (Vec<f64>, Vec<usize>) = known.into_iter().unzip();
            Mean::new(&values, &dense(&groups))
        };
        let within: Vec<bool> = scores.iter().filter_map(|score| score.date_within).collect();
        Self {
            dated_log_score: of_cases(&|score| Some(score.dated_log_score)),
            reliability: reliability(&all),
            classes: classes(cases, &simulation, &baselines, &races),
            posts: posts(cases, &scores, &ends),
            dates: DateSummary {
                dated: within.len(),
                within: within.iter().filter(|&&within| within).count(),
                timing: of_cases(&|score| score.timing),
            },
            scores,
            leaders,
            races,
            ends,
            simulation,
            baselines,
        }
    }
}

fn differences(theirs: &[f64], ours: &[f64]) -> Vec<f64> {
    theirs.iter().zip(ours).map(|(theirs, ours)| theirs - ours).collect()
}

fn with_truth(given: &[f64], case: &Case) -> Vec<(f64, bool)> {
    given.iter().zip(case.outcomes()).map(|(&probability, id)| (probability, id == case.result())).collect()
}

/// The probability given to what happened.
fn truth(forecast: &[(f64, bool)]) -> Option<f64> {
    forecast.iter().find(|(_, happened)| *happened).map(|(probability, _)| *probability)
}

fn classes(cases: &[Case], simulation: &Summary, baselines: &[(Baseline, Summary)], races: &[usize]) -> Vec<ClassSummary> {
    let mut present: Vec<Class> = cases.iter().map(Case::class).collect();
    present.sort_unstable();
    present.dedup();
    let of = |class: Class| {
        let members: Vec<usize> = (0..cases.len()).filter(|&case| cases[case].class() == class).collect();
        let groups = dense(&members.iter().map(|&case| races[case]).collect::<Vec<_>>());
        let pick = |values: &[f64]| -> Vec<f64> { members.iter().map(|&case| values[case]).collect() };
        let part = |whole: &Summary| {
            let (log_scores, briers) = (pick(&whole.log_scores), pick(&whole.briers));
            let ours = pick(&simulation.log_scores);
            Summary {
                log_score: Mean::new(&log_scores, &groups),
                brier: Mean::new(&briers, &groups),
                behind: whole.behind.map(|_| Mean::new(&differences(&log_scores, &ours), &groups)),
                log_scores,
                briers,
            }
        };
        let baselines = baselines.iter().map(|(baseline, summary)| (*baseline, part(summary))).collect();
        ClassSummary { class, simulation: part(simulation), baselines, cases: members }
    };
    present.into_iter().map(of).collect()
}

/// Of the cases that are posts: by end, how often it was to be expected and came about.
fn posts(cases: &[Case], scores: &[CaseScore], ends: &[Vec<End>]) -> Vec<EndCount> {
    let posts: Vec<usize> = (0..cases.len()).filter(|&case| !cases[case].class().is_motion()).collect();
    let count = |end: End| {
        let given = |case: usize| scores[case].forecasts.iter().zip(&ends[case]).filter(move |(_, other)| **other == end);
        EndCount {
            end,
            possible: posts.iter().filter(|&&case| given(case).next().is_some()).count(),
            expected: posts.iter().flat_map(|&case| given(case)).fold(0.0, |sum, ((probability, _), _)| sum + probability),
            happened: posts.iter().flat_map(|&case| given(case)).filter(|((_, happened), _)| *happened).count(),
        }
    };
    if posts.is_empty() { Vec::new() } else { End::ALL.into_iter().map(count).collect() }
}

/// By case: the number of its race, in order of first appearance.
pub(crate) fn races(cases: &[Case]) -> Vec<usize> {
    let first = |case: &Case| cases.iter().position(|other| other.same_race(case)).unwrap_or(0);
    dense(&cases.iter().map(first).collect::<Vec<_>>())
}

/// The same groups, numbered from 0 in the order of their numbers.
fn dense(groups: &[usize]) -> Vec<usize> {
    let mut heads = groups.to_vec();
    heads.sort_unstable();
    heads.dedup();
    groups.iter().map(|group| heads.partition_point(|head| head < group)).collect()
}
