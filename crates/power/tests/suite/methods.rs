//! The methods against each other, beyond what can be enumerated.

use nemcon_core::{Body, Rule};
use nemcon_power::{Analysis, BANZHAF, BANZHAF_NORMALISED, Method, Options, SHAPLEY_SHUBIK};
use proptest::prelude::*;

use crate::{
    bodies::{analysis, at_least, weighted},
    random::config,
};

fn counted(body: &Body, rule: &Rule) -> Analysis {
    let options = Options { structure: true, listed: 0, ..Options::only([&BANZHAF, &BANZHAF_NORMALISED, &SHAPLEY_SHUBIK]) };
    analysis(body, rule, &options)
}

proptest! {
    #![proptest_config(config(20))]

    /// One weight in a table; the same rule with a second sum that never matters, in a diagram.
    #[test]
    fn table_agrees_with_diagram(weights in prop::collection::vec(0..60u64, 24..40), share in 10..90u64) {
        let total: u64 = weights.iter().sum();
        let quota = (total * share / 100).max(1);
        let (body, rule) = weighted(&weights, quota);
        let table = counted(&body, &rule);
        // Few different weights make a diagram so small that it is preferred.
        prop_assume!(table.method == Method::Table);
        let diagram = counted(&body, &Rule::all(vec![rule, at_least(1u32, None)]).unwrap());
        prop_assert_eq!(diagram.method, Method::Diagram);
        prop_assert_eq!(&table.winning, &diagram.winning);
        prop_assert_eq!(&table.winning_by_size, &diagram.winning_by_size);
        prop_assert_eq!(&table.power, &diagram.power);
        prop_assert_eq!((table.proper, table.strong), (diagram.proper, diagram.strong));
        let classes = |analysis: &Analysis| analysis.desirability.as_ref().unwrap().classes.len();
        prop_assert_eq!(classes(&table), classes(&diagram));
    }
}

/// A finer unit makes the table too large to tell sizes apart: Shapley–Shubik is integrated, within its
/// bound, and everything else stays exact.
#[test]
fn quadrature_agrees_with_exact_orders() {
    let weights: Vec<u64> = (0..40).map(|number| 1 + number * number * 7 % 199).collect();
    let total: u64 = weights.iter().sum();
    for share in [40, 60] {
        let quota = total * share / 100;
        let (body, rule) = weighted(&weights, quota);
        let coarse = counted(&body, &rule);
        // 40 members more of 1 in 100 each never add up to a whole: the same game.
        let fine: Vec<u64> = weights.iter().map(|weight| weight * 100 + 1).collect();
        let (body, rule) = weighted(&fine, quota * 100);
        let fine = counted(&body, &rule);
        assert_eq!((coarse.method, fine.method), (Method::Table, Method::Table));
        assert_eq!(coarse.winning, fine.winning);
        assert_eq!(coarse.minimal_winning.unwrap().number, fine.minimal_winning.unwrap().number);
        for (coarse, fine) in coarse.power.iter().zip(&fine.power) {
            assert_eq!(coarse.swings, fine.swings);
            let (exact, integrated) = (coarse.get(&SHAPLEY_SHUBIK).unwrap(), fine.get(&SHAPLEY_SHUBIK).unwrap());
            assert!(exact.fraction.is_some() && integrated.fraction.is_none());
            assert!((exact.decimal - integrated.decimal).abs() <= integrated.error && integrated.error < 1e-12);
        }
    }
}
