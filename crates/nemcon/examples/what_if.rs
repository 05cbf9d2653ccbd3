//! What would it change if one partner objected, and were hard to convince?
//!
//! A base and a variant are simulated on the same random numbers, so that the difference is far surer than
//! either of the two.

#![allow(clippy::print_stdout)]

use std::error::Error;

use nemcon::model::{Body, Cadence, CandidateId, Date, Draft, Edge, Member, MemberId, MemberSet, Pace, Prior, Stance, consensus};

fn main() -> Result<(), Box<dyn Error>> {
    let body = Body::new("Partners", ["ann", "bob", "cy", "dan", "eve"].map(Member::new).into());
    let eve = body.member("eve").ok_or("nobody is called eve")?;
    let base = Draft::motion("the merger", Date::constant(2031, 1, 6), Date::constant(2031, 6, 30), Cadence::weeks(2), consensus())
        .body(body)
        .prior(Prior::new([0.2, 0.4, 0.3, 0.1])?)
        .half_life(Edge::Oppose, 45.0)
        .half_life(Edge::Reserve, 21.0);
    let motion = base.candidate_id("motion").ok_or("a motion is there from the start")?;

    let firm = base.clone().stance(eve, motion, Prior::declared(Stance::Oppose));
    let slower = firm.clone().pace(slowly(eve, motion));
    let comparison = nemcon::compare(&base.build()?, [&firm.build()?, &slower.build()?]).runs(20_000).seed(7).run()?;

    println!("adopted in the base: {:.1}%", 100.0 * comparison.base.probability("adopted").unwrap_or(0.0));
    for (name, variant) in ["eve objects for now", "and is hard to convince"].iter().zip(&comparison.variants) {
        for found in variant.differences.iter().filter(|found| found.id == "adopted") {
            let [difference, low, high] = [found.difference, found.interval.low, found.interval.high].map(|share| 100.0 * share);
            println!("{name}: {difference:+.1} points ({low:+.1} to {high:+.1})");
        }
    }
    Ok(())
}

/// One member moves at a quarter of the pace of the others.
fn slowly(member: MemberId, motion: CandidateId) -> Pace {
    Pace { members: MemberSet::of(5, [member]), candidates: [motion].into_iter().collect(), edge: None, factor: 0.25.into() }
}
