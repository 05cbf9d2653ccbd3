//! The reduced scenario in Rust, one thread: `holdouts WAY FILE RUNS SEED` prints how many runs
//! ended with an appointment in each round.
//!
//! The ways: `plain`, the programme one writes first, with the random numbers of the rand crate in
//! sequence; `nemcon`, on its fastest path; `oracle`, nemcon's scalar path.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of benchmarks are small")]
#![expect(clippy::disallowed_methods, reason = "what such a model is commonly written with")]
#![allow(clippy::print_stdout, reason = "what is printed is the result")]

use std::path::Path as FilePath;

use nemcon::model::{Edge, Model, Quantity, Stance};
use nemcon::montecarlo::{Engine, Plan};
use nemcon::scenario::{FileSystem, load};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

/// What the plain simulation needs of the model.
struct Reduced {
    /// By member: the accumulated probabilities of oppose, reserve and accept.
    below: Vec<[f64; 3]>,
    rounds: usize,
    /// Days between two rounds.
    days: f64,
    /// The rates a day of leaving reserve and accept, at the reference share of supporters.
    rates: [f64; 2],
    /// The hazard ratio between a share of supporters of 1 and one of 0, and the reference share.
    ratio: f64,
    at: f64,
}

/// A quantity that is no range.
fn fixed(quantity: Quantity) -> f64 {
    assert_eq!(quantity.low(), quantity.high(), "the reduced scenario has no ranges");
    quantity.low()
}

impl Reduced {
    fn new(model: &Model) -> Self {
        let dynamics = model.dynamics();
        let below = |member| {
            let [oppose, reserve, accept, _] = model.prior(member, 0.into()).probabilities();
            [oppose, oppose + reserve, oppose + reserve + accept]
        };
        let rate = |edge: Edge| std::f64::consts::LN_2 / fixed(dynamics.half_lives[edge as usize].expect("the reduced scenario has it"));
        let dates = model.dates();
        Self {
            below: model.body().ids().map(below).collect(),
            rounds: dates.len(),
            days: f64::from((dates[0] - model.question().as_of).get_days()),
            rates: [rate(Edge::Reserve), rate(Edge::Accept)],
            ratio: fixed(dynamics.bandwagon.ratio),
            at: dynamics.bandwagon.at,
        }
    }

    /// The round of the appointment, if there is one.
    fn run(&self, stances: &mut Vec<Stance>, rng: &mut SmallRng) -> Option<usize> {
        stances.clear();
        stances.extend(self.below.iter().map(|below| {
            let u: f64 = rng.random();
            Stance::ALL[below.iter().filter(|&&threshold| u >= threshold).count()]
        }));
        (0..self.rounds).find(|_| {
            let supporters = stances.iter().filter(|&&stance| stance == Stance::Support).count();
            let pace = self.ratio.powf(supporters as f64 / stances.len() as f64 - self.at);
            for stance in stances.iter_mut() {
                self.step(stance, pace, rng);
            }
            stances.iter().all(|&stance| stance >= Stance::Accept)
        })
    }

    /// Moves a stance through one round, as far as its waits allow.
    fn step(&self, stance: &mut Stance, pace: f64, rng: &mut SmallRng) {
        let mut left = self.days;
        loop {
            let (rate, next) = match stance {
                Stance::Reserve => (self.rates[0], Stance::Accept),
                Stance::Accept => (self.rates[1], Stance::Support),
                Stance::Oppose | Stance::Support => return,
            };
            left += (1.0 - rng.random::<f64>()).ln() / (rate * pace);
            if left < 0.0 {
                return;
            }
            *stance = next;
        }
    }
}

/// Runs by the round of the appointment.
fn plain(model: &Model, runs: u64, seed: u64) -> Vec<u64> {
    let reduced = Reduced::new(model);
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut stances = Vec::new();
    let mut appointed = vec![0; reduced.rounds];
    for round in (0..runs).filter_map(|_| reduced.run(&mut stances, &mut rng)) {
        appointed[round] += 1;
    }
    appointed
}

/// The same by nemcon, with everything it reports.
fn nemcon(model: &Model, way: &str, runs: u64, seed: u64) -> Vec<u64> {
    let plan = Plan::new(model).expect("a plan");
    let engine = if way == "oracle" { Engine::Scalar } else { Engine::available()[0] };
    let estimates = plan.simulate_on(engine, seed, 0..runs, &|_| ()).expect("runs").estimates().expect("runs");
    let by_date: Vec<u64> = estimates.outcomes[0].incidence.iter().map(|share| (share * runs as f64).round() as u64).collect();
    by_date.iter().enumerate().map(|(date, sum)| sum - date.checked_sub(1).map_or(0, |before| by_date[before])).collect()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [way, file, runs, seed] = &arguments[..] else { panic!("holdouts plain|nemcon|oracle FILE RUNS SEED") };
    let [runs, seed] = [runs, seed].map(|number| number.parse::<u64>().expect("a whole number"));
    let scenario = load(&FileSystem, FilePath::new(file)).unwrap_or_else(|errors| panic!("{errors}"));
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let appointed = match way.as_str() {
        "plain" => plain(scenario.model(), runs, seed),
        "nemcon" | "oracle" => one_thread.install(|| nemcon(scenario.model(), way, runs, seed)),
        _ => panic!("{way} is none of plain, nemcon, oracle"),
    };
    println!("{appointed:?}");
}
