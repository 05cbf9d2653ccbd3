//! Will the board agree on a chair before its meeting in March, and on whom?
//!
//! A model made in code, without a file: three members, two candidates, consensus.

// An example speaks to whoever runs it.
#![allow(clippy::print_stdout)]

use std::error::Error;

use nemcon::model::{Body, Cadence, Candidate, Date, Draft, Edge, Member, Prior, Stance, consensus};

fn main() -> Result<(), Box<dyn Error>> {
    let (today, meeting) = (Date::constant(2031, 1, 6), Date::constant(2031, 3, 3));
    let body = Body::new("Board", ["ann", "bob", "cy"].map(Member::new).into());
    let ann = body.member("ann").ok_or("nobody is called ann")?;

    let draft = Draft::appointment("Chair", today, meeting, Cadence::weeks(1), consensus())
        .body(body)
        .candidate(Candidate { name: "Dee Okafor".to_owned(), ..Candidate::new("dee") })
        .candidate(Candidate { name: "Eli Maas".to_owned(), ..Candidate::new("eli") })
        // Nobody has said anything: oppose, reserve, accept, support.
        .prior(Prior::new([0.1, 0.4, 0.3, 0.2])?);
    // But for Ann, who will have none of Dee, for now.
    let dee = draft.candidate_id("dee").ok_or("no candidate is called dee")?;
    let model = draft
        .stance(ann, dee, Prior::declared(Stance::Oppose))
        // Half of those who object come to hold back within a month, half of those who hold back agree in two weeks.
        .half_life(Edge::Oppose, 30.0)
        .half_life(Edge::Reserve, 14.0)
        .build()?;

    let estimates = nemcon::simulate(&model).runs(20_000).seed(2031).run()?;
    for outcome in &estimates.outcomes {
        let when = outcome.date.map_or_else(String::new, |date| format!(", as likely as not by {}", date.median));
        println!("{:<7} {:5.1}%{when}", outcome.id, 100.0 * outcome.probability);
    }
    Ok(())
}
