//! Games computed exactly elsewhere, each by two independent methods, to the last digit.

use nemcon_core::MemberId;
use nemcon_power::{
    Analysis, BANZHAF, BANZHAF_NORMALISED, COLEMAN_INITIATE, COLEMAN_PREVENT, Coalitions, DEEGAN_PACKEL, JOHNSTON, Measure, Options,
    PUBLIC_GOOD, RAE, SHAPLEY_SHUBIK,
};
use serde_json::Value;

use crate::bodies::{analysis, of_truth, truth};

fn check(name: &str) {
    let truth = truth(name);
    let (body, rule) = of_truth(&truth);
    let analysis = analysis(&body, &rule, &Options::all());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    assert_eq!(analysis.winning.to_string(), text(&truth["winning_coalitions"]));
    sizes(analysis.winning_by_size.as_deref(), &truth["winning_by_size"]);
    let minimal: &Coalitions = analysis.minimal_winning.as_ref().unwrap();
    assert_eq!(minimal.number.to_string(), text(&truth["minimal_winning_coalitions"]));
    sizes(minimal.by_size.as_deref(), &truth["mwc_by_size"]);
    assert_eq!(analysis.power_to_act.fraction.as_ref().unwrap().to_string(), text(&truth["power_to_act"]["fraction"]));
    let names = |members: &[MemberId]| -> Vec<Value> { members.iter().map(|&member| body[member].id.clone().into()).collect() };
    assert_eq!(names(&analysis.veto_players), *truth["veto_players"].as_array().unwrap());
    assert_eq!(names(&analysis.dummies), *truth["dummies"].as_array().unwrap());
    for (power, swings) in analysis.power.iter().zip(truth["swings"].as_array().unwrap()) {
        assert_eq!(power.swings.to_string(), text(swings));
    }
    every(&analysis, &truth["banzhaf_absolute"], &BANZHAF);
    every(&analysis, &truth["banzhaf_normalised"], &BANZHAF_NORMALISED);
    every(&analysis, &truth["shapley_shubik"], &SHAPLEY_SHUBIK);
    every(&analysis, &truth["coleman_initiate"], &COLEMAN_INITIATE);
    every(&analysis, &truth["coleman_prevent"], &COLEMAN_PREVENT);
    every(&analysis, &truth["rae"], &RAE);
    every(&analysis, &truth["deegan_packel"], &DEEGAN_PACKEL);
    every(&analysis, &truth["public_good_holler"], &PUBLIC_GOOD);
    every(&analysis, &truth["johnston"], &JOHNSTON);
}

fn sizes(counts: Option<&[num_bigint::BigUint]>, truth: &Value) {
    if let Some(truth) = truth.as_array() {
        let counts: Vec<Value> = counts.unwrap().iter().map(|count| count.to_string().into()).collect();
        assert_eq!(counts, *truth);
    }
}

/// Truth files write whole numbers as `1/1`.
fn every(analysis: &Analysis, truth: &Value, measure: &Measure) {
    let Some(truth) = truth.as_array() else { return };
    assert_eq!(truth.len(), analysis.members.len());
    for (at, truth) in truth.iter().enumerate() {
        let value = analysis.power[at].get(measure).unwrap();
        let fraction = value.fraction.as_ref().unwrap();
        assert_eq!(format!("{}/{}", fraction.numer(), fraction.denom()), truth["fraction"].as_str().unwrap());
        // The JSON reader may miss the nearest double by one.
        let decimal = truth["decimal"].as_f64().unwrap();
        assert!((value.decimal - decimal).abs() <= decimal * f64::EPSILON && value.error == 0.0, "{} for {decimal}", value.decimal);
    }
}

#[test]
fn un_security_council() {
    check("unsc");
}

#[test]
fn council_of_the_eu_under_lisbon() {
    check("eu27_lisbon_2024");
}

#[test]
fn eec_council_of_1958() {
    check("eu6_1958");
}

#[test]
fn nassau_county_board() {
    check("nassau1964");
}

#[test]
fn osce_consensus_minus_one() {
    check("osce57_minus1");
}
