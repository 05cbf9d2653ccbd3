//! Can a large simulation be shared among machines? Each takes a stretch of the runs and counts it; the counts
//! are merged. The digits are those of one machine that takes all of them.

#![allow(clippy::print_stdout)]

use std::error::Error;

use nemcon::model::{Body, Cadence, Date, Draft, Edge, Member, Prior, consensus};
use nemcon::montecarlo::Plan;

const SEED: u64 = 42;

fn main() -> Result<(), Box<dyn Error>> {
    let body = Body::new("Partners", ["ann", "bob", "cy"].map(Member::new).into());
    let model = Draft::motion("the merger", Date::constant(2031, 1, 6), Date::constant(2031, 3, 3), Cadence::weeks(1), consensus())
        .body(body)
        .prior(Prior::new([0.0, 0.5, 0.3, 0.2])?)
        .half_life(Edge::Reserve, 14.0)
        .build()?;
    let plan = Plan::new(&model)?;

    // In whatever order the machines report.
    let mut whole = plan.simulate(SEED, 6_000..10_000, &|_| ())?;
    for stretch in [0..1_000, 1_000..6_000] {
        whole.merge(&plan.simulate(SEED, stretch, &|_| ())?)?;
    }
    let (merged, alone) = (whole.estimates()?, nemcon::simulate(&model).runs(10_000).seed(SEED).run()?);
    println!("merged from three: {} of {} runs adopt it", merged.outcomes[0].seen, merged.runs);
    println!("the same to the last digit as from one: {}", merged == alone);
    Ok(())
}
