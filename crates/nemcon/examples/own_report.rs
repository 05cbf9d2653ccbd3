//! Whom should the mediator see, and when? A report of one's own, from the estimates of a scenario file.
//!
//! `cargo run --example own_report -- FILE`; without one, the shipped question of NATO's Secretary General.

#![allow(clippy::print_stdout)]

use std::error::Error;
use std::path::{Path, PathBuf};

use nemcon::scenario::{self, FileSystem};

fn main() -> Result<(), Box<dyn Error>> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/nato-2024/base.toml");
    let file = std::env::args().nth(1).map_or(shipped, PathBuf::from);
    let scenario = scenario::load(&FileSystem, &file).map_err(|faults| faults.render(false))?;
    let model = scenario.model();
    let estimates = nemcon::simulate(model).runs(5_000).seed(2024).run()?;

    let Some(likeliest) = estimates.outcomes.iter().max_by(|a, b| a.probability.total_cmp(&b.probability)) else { return Ok(()) };
    let Some(candidate) = likeliest.candidate() else { return Ok(()) };
    println!("# {}\n", model.title());
    println!("Most likely: {}, {:.0}%\n", model.candidate(candidate).name, 100.0 * likeliest.probability);
    println!("| member | against in the first round | and three months on |\n|---|---|---|");
    let later = estimates.dates.len().min(13) - 1;
    let against = |member, date| estimates.blocking.get(member, candidate, date).unwrap_or(0.0);
    let mut members: Vec<_> = model.body().ids().collect();
    members.sort_by(|&a, &b| against(b, later).total_cmp(&against(a, later)));
    for member in members.into_iter().take(5) {
        let [now, then] = [0, later].map(|date| 100.0 * against(member, date));
        println!("| {} | {now:.0}% | {then:.0}% |", model.body()[member].name);
    }
    Ok(())
}
