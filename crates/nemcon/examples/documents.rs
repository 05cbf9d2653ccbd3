//! What has changed since last week? The JSON that `nemcon run --format json` printed is read back as a type and
//! compared with the one of today.

#![allow(clippy::print_stdout)]

use std::error::Error;

use nemcon::model::{Body, Cadence, Date, Draft, Edge, Member, Prior, consensus};
use nemcon::report::schema::RunDocument;
use nemcon::report::{Report, RunReport};

fn main() -> Result<(), Box<dyn Error>> {
    // Last week's file, and this week's.
    let [before, after] = [printed(0.5)?, printed(0.3)?];
    let [before, after]: [RunDocument; 2] = [serde_json::from_str(&before)?, serde_json::from_str(&after)?];
    for (old, new) in before.outcomes.iter().zip(&after.outcomes) {
        println!("{:<8} {:5.1}% → {:5.1}%", new.outcome, 100.0 * old.probability, 100.0 * new.probability);
    }
    for warning in after.warnings {
        println!("({warning})");
    }
    Ok(())
}

/// What the command prints of a motion that such a share holds back from.
fn printed(reserve: f64) -> Result<String, Box<dyn Error>> {
    let body = Body::new("Partners", ["ann", "bob", "cy"].map(Member::new).into());
    let model = Draft::motion("the merger", Date::constant(2031, 1, 6), Date::constant(2031, 3, 3), Cadence::weeks(1), consensus())
        .body(body)
        .prior(Prior::new([0.0, reserve, 0.8 - reserve, 0.2])?)
        .half_life(Edge::Reserve, 28.0)
        .build()?;
    let estimates = nemcon::simulate(&model).runs(5_000).seed(1).run()?;
    let mut json = Vec::new();
    RunReport::new(&model, &estimates, &[]).write_json(&mut json)?;
    Ok(String::from_utf8(json)?)
}
