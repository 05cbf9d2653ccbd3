//! `nemcon sweep`: the outcomes as one or two numbers vary.

use std::path::PathBuf;
use std::time::Instant;

use nemcon::report::{Report, SweepPoint, SweepReport, SweptKey};
use nemcon::scenario::{Key, KeyError, Recoding, Scenario};

use super::trace::outcome;
use crate::console::Console;
use crate::failure::Failure;
use crate::output::Output;
use crate::results::{Format, Results};
use crate::sampling::{Sampling, plan_of};

/// Vary one number of a scenario, or two, and say what that does to the outcomes
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon sweep scenarios/nato-2024/base.toml --keys
  nemcon sweep scenarios/nato-2024/base.toml --set dynamics.reserve=1week..16weeks:9 --runs 20_000
  nemcon sweep scenarios/nato-2024/base.toml -o map.csv --set dynamics.frailty=0..1:5 --set question.deadline=2024-08-01..2024-12-31:6

Points are simulated in an order that halves the gaps again and again. As CSV on standard output they are
written as they are found, so that what an interrupted sweep has found is spread over the whole range.")]
pub(crate) struct Sweep {
    /// The scenario file; `-` is standard input
    file: PathBuf,

    /// A key, from one value to another, both included, at N values; once or twice
    #[arg(long = "set", value_name = "KEY=A..B:N", required_unless_present = "keys")]
    set: Vec<String>,

    /// List the keys that can be set, with what the file says of each
    #[arg(long, conflicts_with = "set")]
    keys: bool,

    /// What is plotted: the id of an outcome [default: the likeliest]
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,

    #[command(flatten)]
    sampling: Sampling,

    #[command(flatten)]
    results: Results<SweepReport<'static>>,
}

/// A sweep has no more points.
const POINTS: usize = 10_000;

impl Sweep {
    pub(crate) fn run(self, console: Console) -> Result<(), Failure> {
        let scenario = self.results.scenario(&self.file, &Recoding::default())?;
        if self.keys {
            return list(&scenario);
        }
        console.notes(scenario.notices());
        let plotted = self.outcome.as_deref().map(|id| outcome(scenario.model(), id)).transpose()?;
        let (keys, swept): (Vec<Key>, Vec<SweptKey>) =
            self.set.iter().map(|text| read(&scenario, text)).collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
        let count: usize = swept.iter().map(|key| key.values.len()).product();
        if keys.len() > 2 || count > POINTS {
            return Err(Failure::Input(format!(
                "a sweep varies one key or two, at no more than {POINTS} points in all; this one would have {} and {count}",
                keys.len()
            )));
        }
        if let [one, two] = &keys[..]
            && one.path == two.path
        {
            return Err(Failure::Input(format!("{} is varied twice", one.path)));
        }
        for key in swept.iter().filter(|key| key.rescales) {
            console.note(&format!("where {} varies, the probabilities beside it are rescaled, so that all sum to 1", key.path));
        }
        let start = Instant::now();
        let size = self.sampling.size_or(scenario.runs(), scenario.seed());
        let report = |points: Vec<SweepPoint>| SweepReport::new(scenario.model(), &swept, points, plotted, size);
        let streams = self.results.format() == Format::Csv && self.results.is_stdout();
        let order = interleaved(&swept.iter().map(|key| key.values.len()).collect::<Vec<_>>());
        let bar = console.progress(size.0 * order.len() as u64);
        let mut points = Vec::new();
        for at in order {
            let changes: Vec<(&Key, &str)> =
                keys.iter().zip(&swept).zip(&at).map(|((key, swept), &at)| (key, swept.values[at].as_str())).collect();
            let variant = scenario.with(&changes).map_err(|error| refused(&changes, error))?;
            let plan = plan_of(&variant)?;
            let tally = self.sampling.sample_quietly(
                size,
                |finished| bar.inc(finished),
                |seed, runs, progress| plan.simulate(seed, runs, progress),
            )?;
            let estimates = tally.estimates().map_err(|error| Failure::Input(format!("{}: {error}", said(&changes))))?;
            let point = SweepPoint::new(at, estimates);
            if streams {
                write_now(&report(vec![point.clone()]), points.is_empty())?;
            }
            points.push(point);
        }
        bar.finish_and_clear();
        if streams { Ok(()) } else { self.results.write(&report(points), start.elapsed(), console) }
    }
}

/// The keys that can be set.
fn list(scenario: &Scenario) -> Result<(), Failure> {
    let keys = scenario.keys();
    let widest = keys.iter().map(|key| key.path.chars().count()).max().unwrap_or(0);
    Ok(Output::Stdout
        .write(|out| keys.iter().try_for_each(|key| writeln!(out, "{:widest$}  {:10}  {}", key.path, key.kind.word(), key.written)))?)
}

/// A key and its values.
fn read(scenario: &Scenario, text: &str) -> Result<(Key, SweptKey), Failure> {
    let wrong = || Failure::Input(format!("{text:?} is no range of a key: write KEY=A..B:N, such as dynamics.reserve=1week..16weeks:9"));
    let (path, range) = text.split_once('=').ok_or_else(wrong)?;
    let (range, count) = range.rsplit_once(':').ok_or_else(wrong)?;
    let (from, to) = range.split_once("..").ok_or_else(wrong)?;
    let count = count.parse().ok().filter(|count| (2..=POINTS).contains(count));
    let count = count.ok_or_else(|| Failure::Input(format!("{text:?}: the number of values lies between 2 and {POINTS}")))?;
    let key = scenario.key(path.trim()).map_err(|error| Failure::Input(error.to_string()))?;
    let values = key.between(from, to, count).map_err(|error| Failure::Input(error.to_string()))?;
    let swept = SweptKey { path: key.path.clone(), written: key.written.clone(), rescales: key.rescales, values };
    Ok((key, swept))
}

/// `dynamics.reserve = 7 days`
fn said(changes: &[(&Key, &str)]) -> String {
    changes.iter().map(|(key, value)| format!("{} = {value}", key.path)).collect::<Vec<_>>().join(", ")
}

fn refused(changes: &[(&Key, &str)], error: KeyError) -> Failure {
    match error {
        KeyError::Invalid(diagnostics) => {
            crate::console::error(&format!("with {} the scenario is not valid", said(changes)));
            Failure::File(diagnostics)
        }
        error => Failure::Input(error.to_string()),
    }
}

/// Rows of a point, at once.
fn write_now(report: &SweepReport<'_>, first: bool) -> Result<(), Failure> {
    let mut rows = Vec::new();
    report.write_csv(None, &mut rows).map_err(anyhow::Error::from)?;
    let head = if first { 0 } else { rows.iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1) };
    Ok(Output::Stdout.write(|out| out.write_all(&rows[head..]))?)
}

/// The places of a grid, in an order in which the gaps are halved again and again.
fn interleaved(lengths: &[usize]) -> Vec<Vec<usize>> {
    let ranks: Vec<Vec<usize>> = lengths.iter().map(|&length| halving(length)).collect();
    let mut places: Vec<Vec<usize>> = vec![Vec::new()];
    for &length in lengths {
        places = places.iter().flat_map(|place| (0..length).map(move |at| [&place[..], &[at]].concat())).collect();
    }
    let rank = |place: &Vec<usize>| {
        let ranks: Vec<usize> = place.iter().zip(&ranks).map(|(&at, ranks)| ranks[at]).collect();
        (ranks.iter().max().copied(), ranks)
    };
    places.sort_by_cached_key(rank);
    places
}

/// By place on a line: its rank, the ends first, then the middle, then the quarters, and so on.
fn halving(length: usize) -> Vec<usize> {
    let mut ranks = vec![usize::MAX; length];
    let mut next = 0;
    let mut give = |at: usize, ranks: &mut Vec<usize>| {
        if let Some(rank) = ranks.get_mut(at).filter(|rank| **rank == usize::MAX) {
            *rank = next;
            next += 1;
        }
    };
    give(0, &mut ranks);
    give(length.saturating_sub(1), &mut ranks);
    let mut gaps = std::collections::VecDeque::from([(0, length.saturating_sub(1))]);
    while let Some((low, high)) = gaps.pop_front() {
        if high - low > 1 {
            let middle = low.midpoint(high);
            give(middle, &mut ranks);
            gaps.extend([(low, middle), (middle, high)]);
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::{halving, interleaved};

    #[test]
    fn gaps_are_halved() {
        assert_eq!(halving(9), [0, 5, 3, 6, 2, 7, 4, 8, 1]);
        assert_eq!([halving(1), halving(2), halving(3)], [vec![0], vec![0, 1], vec![0, 2, 1]]);
    }

    #[test]
    fn every_place_comes_once_and_the_corners_first() {
        let places = interleaved(&[5, 3]);
        let mut sorted = places.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!((places.len(), sorted.len()), (15, 15));
        assert_eq!(places[..4], [vec![0, 0], vec![0, 2], vec![4, 0], vec![4, 2]]);
    }
}
