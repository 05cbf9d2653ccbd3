//! Fits to made-up cases: what is known comes back, what nobody knows stays as it was.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of tests are small")]
#![expect(clippy::disallowed_methods, reason = "closed forms, independent of the mathematics under test")]

use nemcon_calibration::{Calibration, CalibrationError, Case, Parameter, score};
use nemcon_core::*;

const TRUE_HALF_LIFE: f64 = 20.0;

fn range(low: f64, high: f64) -> Quantity {
    Quantity::Range { low, high }
}

/// One member that holds back, another that will not, each under its own half-life: the first
/// decides when a candidate is appointed, the second nothing.
fn model(post: &str, weeks: u32) -> Model {
    let as_of = Date::constant(2031, 1, 1);
    let members = (0..3).map(|member| Member::new(format!("m{member}"))).collect();
    Draft::appointment(post, as_of, Cadence::weeks(1).date(as_of, weeks).unwrap(), Cadence::weeks(1), consensus())
        .body(Body::new("", members))
        .candidate("c")
        .prior(Prior::declared(Stance::Reserve))
        .half_life(Edge::Reserve, range(10.0, 160.0))
        // Nobody opposes: the cases have nothing to say of it.
        .half_life(Edge::Oppose, range(20.0, 80.0))
        .build()
        .unwrap()
}

/// Races whose ends are spread as the true half-life spreads them: quantiles of the time after
/// which all three have come round, `F(t) = (1 − 2^(−t/h))³`.
fn cases(count: u32) -> Vec<Case> {
    let case = |number: u32| {
        let share = (f64::from(number) + 0.5) / f64::from(count);
        let days = -TRUE_HALF_LIFE * (1.0 - share.cbrt()).log2();
        let post = format!("post {number}");
        let model = model(&post, 26);
        let on = Cadence::days(1).date(model.question().as_of, days.ceil() as u32).unwrap();
        if on > model.question().deadline {
            return Case::new(post, model, "vacant", None).unwrap();
        }
        Case::new(post, model, "c", Some(on)).unwrap()
    };
    (0..count).map(case).collect()
}

fn half_life(calibration: &Calibration, edge: Edge) -> (f64, f64, f64) {
    let index = calibration.space.axes().iter().position(|axis| axis.parameter == Parameter::HalfLife(edge)).unwrap();
    let axis = &calibration.space.axes()[index];
    let Interval { low, high } = calibration.fit.intervals[index];
    (axis.value(low), axis.value(calibration.fit.best[index]), axis.value(high))
}

fn calibrate(cases: &[Case], runs: u64) -> Calibration {
    Calibration::fit(cases, runs, 1, &|_| ()).unwrap()
}

/// 40 races at a half-life of 20 days under a prior of 10 to 160 days with the middle at 40: the
/// truth lies in the interval, the best value within a fifth of it, and the interval is far
/// narrower than the prior.
#[test]
fn a_known_half_life_is_recovered() {
    let (low, best, high) = half_life(&calibrate(&cases(40), 4000), Edge::Reserve);
    assert!(low < TRUE_HALF_LIFE && TRUE_HALF_LIFE < high, "{low} {high}");
    assert!((best / TRUE_HALF_LIFE - 1.0).abs() < 0.2, "{best}");
    assert!(high / low < 2.2, "{low} {high}: the prior's ratio is 16");
}

/// What the cases say nothing about keeps its range: the penalty alone gives it back.
#[test]
fn without_evidence_the_range_stays() {
    let (low, best, high) = half_life(&calibrate(&cases(6), 500), Edge::Oppose);
    for (value, expected) in [(low, 20.0), (best, 40.0), (high, 80.0)] {
        assert!((value / expected - 1.0).abs() < 0.01, "{low} {best} {high}");
    }
}

#[test]
fn intervals_contain_the_best_point() {
    let calibration = calibrate(&cases(8), 500);
    for fit in calibration.without.iter().chain([&calibration.fit]) {
        for (best, interval) in fit.best.iter().zip(&fit.intervals) {
            assert!(interval.low < *best && *best < interval.high, "{best} {interval:?}");
        }
    }
    assert_eq!(calibration.without.len(), 8);
}

/// More races say more.
#[test]
fn intervals_narrow_as_races_are_added() {
    let width = |count| {
        let (low, _, high) = half_life(&calibrate(&cases(count), 1000), Edge::Reserve);
        high / low
    };
    let (few, many) = (width(4), width(24));
    assert!(many < 0.7 * few, "{few} {many}");
}

/// Two cuts through one race weigh as much as one.
#[test]
fn cuts_of_a_race_count_once() {
    let once = cases(5);
    let twice: Vec<Case> = once.iter().flat_map(|case| [case.clone(), case.clone()]).collect();
    let (a, b) = (calibrate(&once, 500), calibrate(&twice, 500));
    assert_eq!(b.races, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    for (one, other) in a.fit.best.iter().zip(&b.fit.best) {
        assert!((one - other).abs() < 1e-3, "{one} {other}");
    }
}

/// A race that nothing foresaw (its end has probability 0) costs a finite score and breaks nothing.
#[test]
fn an_impossible_end_is_only_improbable() {
    let mut cases = cases(4);
    let mut draft = model("never", 26).into_draft();
    draft.candidates[0].accepts = 0.0.into();
    cases.push(Case::new("never", Model::new(draft).unwrap(), "c", None).unwrap());
    let calibration = calibrate(&cases, 200);
    let estimates = cases[4].estimates(&calibration.dynamics(), 200, 1).unwrap();
    let scored = score(&cases[4], &estimates);
    assert_eq!(estimates.outcomes[0].seen, 0);
    assert!(scored.log_score.is_finite() && scored.log_score > 5.0 && (scored.dated_log_score - 402_f64.ln()).abs() < 1e-9);
}

/// Threads change nothing.
#[cfg(feature = "parallel")]
#[test]
fn the_same_digits_on_any_number_of_threads() {
    let cases = cases(4);
    let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| calibrate(&cases, 300));
    let one = on(1);
    assert_eq!(one, on(3));
    assert_ne!(one.fit, Calibration::fit(&cases, 300, 2, &|_| ()).unwrap().fit, "another seed gives other digits");
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let error = |cases: &[Case]| Calibration::fit(cases, 100, 1, &|_| ()).unwrap_err();
    let good = cases(3);
    assert_eq!(error(&good[..1]), CalibrationError::Races(1));
    assert_eq!(error(&[]), CalibrationError::Races(0));
    let changed = |number: usize, change: &dyn Fn(&mut Draft)| {
        let mut draft = good[number].model().clone().into_draft();
        change(&mut draft);
        Case::new("changed", Model::new(draft).unwrap(), good[number].result(), good[number].on()).unwrap()
    };
    let slower = changed(1, &|draft| draft.dynamics.half_lives[1] = Some(Quantity::Fixed(3.0)));
    assert_eq!(error(&[good[0].clone(), slower]), CalibrationError::Different("post 0".into(), "changed".into()));
    let known = |number: usize| changed(number, &|draft| draft.dynamics.half_lives = [None, Some(Quantity::Fixed(3.0)), None, None]);
    assert_eq!(error(&[known(0), known(1)]), CalibrationError::Known);
}
