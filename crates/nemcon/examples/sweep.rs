//! How much time does a decision need? The same motion with one deadline after the other.
//!
//! A sweep by hand: a loop over models. The runs of all of them are drawn from the same random numbers, so that
//! the line is smooth.

#![allow(clippy::print_stdout)]

use std::error::Error;

use nemcon::model::{Body, Cadence, Date, Draft, Edge, Member, Prior, consensus};

fn main() -> Result<(), Box<dyn Error>> {
    let members: Vec<Member> = (1..=12).map(|member| Member::new(format!("m{member}"))).collect();
    let body = Body::new("Committee", members);
    let today = Date::constant(2031, 1, 6);
    let draft = Draft::motion("the budget", today, today, Cadence::weeks(1), consensus())
        .body(body)
        .prior(Prior::new([0.1, 0.3, 0.4, 0.2])?)
        .half_life(Edge::Oppose, 40.0)
        .half_life(Edge::Reserve, 20.0);
    for month in [2, 3, 4, 6, 9, 12] {
        let mut draft = draft.clone();
        draft.question.deadline = Date::constant(2031, month, 28);
        let estimates = nemcon::simulate(&draft.build()?).runs(10_000).seed(1).run()?;
        let adopted = estimates.probability("adopted").unwrap_or(0.0);
        let bars = (0..40).filter(|&bar| f64::from(bar) + 0.5 <= 40.0 * adopted).count();
        println!("by {} {:5.1}% {}", Date::constant(2031, month, 28), 100.0 * adopted, "#".repeat(bars));
    }
    Ok(())
}
