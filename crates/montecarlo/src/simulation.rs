//! The front door: models in, estimates out.

use std::sync::Arc;

use nemcon_core::Model;

use crate::{Comparison, Engine, EstimateError, Estimates, PairedTally, Plan, PlanError, RunsError, Tally};

/// How many runs are simulated where nothing is said.
pub const RUNS: u64 = 200_000;

/// The seed where nothing is said.
pub const SEED: u64 = 1;

/// Simulates a model.
///
/// ```no_run
/// # fn model() -> nemcon_core::Model { unimplemented!() }
/// # let model = model();
/// let estimates = nemcon_montecarlo::simulate(&model).runs(20_000).seed(2031).run()?;
/// let adopted = estimates.probability("adopted").expect("it is a motion");
/// assert!(adopted > 0.9);
/// # Ok::<(), nemcon_montecarlo::SimulationError>(())
/// ```
pub fn simulate(model: impl Into<Arc<Model>>) -> Simulation<'static> {
    Simulation::new(model.into())
}

/// Simulates a base and its variants on the same random numbers, so that what differs between them
/// is due to the models rather than to chance.
///
/// ```no_run
/// # fn model() -> nemcon_core::Model { unimplemented!() }
/// # let (model, variant) = (model(), model());
/// let comparison = nemcon_montecarlo::compare(&model, [&variant]).runs(5_000).run()?;
/// assert_eq!(comparison.variants[0].differences[0].difference, 0.0);
/// # Ok::<(), nemcon_montecarlo::SimulationError>(())
/// ```
pub fn compare<M: Into<Arc<Model>>>(base: impl Into<Arc<Model>>, variants: impl IntoIterator<Item = M>) -> Simulation<'static, Paired> {
    Simulation::new(Paired { base: base.into(), variants: variants.into_iter().map(Into::into).collect() })
}

/// A simulation that is still to be run: [`simulate`] and [`compare`] begin one.
#[must_use = "nothing is simulated before `run`"]
#[derive(Clone)]
pub struct Simulation<'a, Of = Arc<Model>> {
    of: Of,
    runs: u64,
    seed: u64,
    engine: Option<Engine>,
    progress: &'a (dyn Fn(u64) + Sync),
}

/// A base and its variants.
#[derive(Debug, Clone)]
pub struct Paired {
    base: Arc<Model>,
    variants: Vec<Arc<Model>>,
}

/// Why a simulation gives no estimates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SimulationError {
    /// A model cannot be compiled.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A seed has not so many runs, or they would hold too much.
    #[error(transparent)]
    Runs(#[from] RunsError),
    /// The runs give no estimates.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
}

impl<Of> Simulation<'_, Of> {
    fn new(of: Of) -> Self {
        Self { of, runs: RUNS, seed: SEED, engine: None, progress: &|_| () }
    }

    /// How many runs; [`RUNS`] where nothing is said, at most 10¹² ([`limits::RUNS`](nemcon_core::limits::RUNS)).
    pub fn runs(self, runs: u64) -> Self {
        Self { runs, ..self }
    }

    /// The seed of all random numbers; [`SEED`] where nothing is said. The same seed gives the same
    /// digits, on any machine and any number of threads.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The engine; the fastest one where nothing is said. The digits are the same on all.
    pub fn engine(self, engine: Engine) -> Self {
        Self { engine: Some(engine), ..self }
    }

    /// What is called, from any thread, with the number of runs finished since its last call.
    pub fn progress(self, progress: &(dyn Fn(u64) + Sync)) -> Simulation<'_, Of> {
        Simulation { progress, of: self.of, runs: self.runs, seed: self.seed, engine: self.engine }
    }
}

impl Simulation<'_> {
    /// Simulates and estimates.
    pub fn run(self) -> Result<Estimates, SimulationError> {
        Ok(self.tally()?.estimates()?)
    }

    /// Simulates and hands out the counts, to be merged with those of other runs.
    pub fn tally(self) -> Result<Tally, SimulationError> {
        let plan = Plan::new(self.of)?;
        let engine = self.engine.unwrap_or_else(Engine::fastest);
        Ok(plan.simulate_on(engine, self.seed, 0..self.runs, self.progress)?)
    }
}

impl Simulation<'_, Paired> {
    /// Simulates all models and compares how their runs ended.
    pub fn run(self) -> Result<Comparison, SimulationError> {
        Ok(self.tally()?.comparison()?)
    }

    /// Simulates and hands out the counts, to be merged with those of other runs.
    pub fn tally(self) -> Result<PairedTally, SimulationError> {
        let base = Plan::new(self.of.base)?;
        let variants: Vec<Plan> = self.of.variants.into_iter().map(Plan::new).collect::<Result<_, _>>()?;
        let engine = self.engine.unwrap_or_else(Engine::fastest);
        Ok(base.compare_on(engine, &variants, self.seed, 0..self.runs, self.progress)?)
    }
}
