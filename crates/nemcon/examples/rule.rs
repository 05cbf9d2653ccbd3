//! A club of six wants to give up consensus. Who could still block alone under the rule proposed, and how is
//! power shared?
//!
//! Nothing is simulated: what a rule says by itself is computed exactly.

#![allow(clippy::print_stdout)]

use std::error::Error;

use nemcon::model::{Body, Decimal, Member, MemberId, Ratio, Rule, Weight, consensus, double_majority};
use nemcon::power::{BANZHAF, Game, Options, SHAPLEY_SHUBIK};

fn main() -> Result<(), Box<dyn Error>> {
    let (ids, shares) = (["north", "south", "east", "west", "isle", "rock"], ["40", "25", "15", "10", "6", "4"]);
    let mut body = Body::new("Club", ids.map(Member::new).into());
    let shares: Vec<Option<Decimal>> = shares.iter().map(|share| share.parse().map(Some)).collect::<Result<_, _>>()?;
    body.weights.push(Weight::new("shares", "percent", &shares)?);

    // Four of six members, who hold 60% of the shares.
    let proposed = double_majority(Ratio::new(4, 6), Ratio::new(60, 100), 0)?;
    analyse("consensus", &consensus(), &body)?;
    analyse("proposed", &proposed, &body)
}

fn analyse(name: &str, rule: &Rule, body: &Body) -> Result<(), Box<dyn Error>> {
    let analysis = Game::new(rule, body)?.analyse(&Options::all())?;
    let ids = |members: &[MemberId]| match members {
        [] => "nobody".to_owned(),
        some => some.iter().map(|&member| body[member].id.as_str()).collect::<Vec<_>>().join(" "),
    };
    println!("{name}: {}", rule.describe(body));
    println!("  {} of 64 coalitions win; veto: {}", analysis.winning, ids(&analysis.veto_players));
    for power in &analysis.power {
        let percent = |measure| power.get(measure).map_or(0.0, |value| 100.0 * value.decimal);
        println!("  {:<6} {:5.1}% {:5.1}%", body[power.member].id, percent(&BANZHAF), percent(&SHAPLEY_SHUBIK));
    }
    Ok(())
}
