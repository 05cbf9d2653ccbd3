//! Fits to made-up cases: what is known comes back, what nobody knows stays as it was.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of tests are small")]
#![expect(clippy::disallowed_methods, reason = "closed forms, independent of the mathematics under test")]

use nemcon_calibration::{Calibration, CalibrationError, Case, Effort, Parameter, Recoded, Scale, score};
use nemcon_core::*;

const TRUE_HALF_LIFE: f64 = 20.0;

/// One number decides when a candidate is appointed, the other nothing: nobody opposes.
fn parameters() -> Vec<Parameter> {
    [("reserve", 10.0, 160.0), ("oppose", 20.0, 80.0)]
        .map(|(name, low, high)| Parameter::new(name, Scale::Days, Interval::new(low, high)))
        .into()
}

/// Three members that hold back.
fn model(post: &str, [reserve, oppose]: [Quantity; 2]) -> Model {
    let as_of = Date::constant(2031, 1, 1);
    let members = (0..3).map(|member| Member::new(format!("m{member}"))).collect();
    Draft::appointment(post, as_of, Cadence::weeks(1).date(as_of, 26).unwrap(), Cadence::weeks(1), consensus())
        .body(Body::new("", members))
        .candidate("c")
        .prior(Prior::declared(Stance::Reserve))
        .half_life(Edge::Reserve, reserve)
        .half_life(Edge::Oppose, oppose)
        .build()
        .unwrap()
}

fn before() -> [Quantity; 2] {
    parameters().iter().map(Parameter::before).collect::<Vec<_>>().try_into().unwrap()
}

/// Races whose ends are spread as the true half-life spreads them: quantiles of the time after
/// which all three have come round, `F(t) = (1 − 2^(−t/h))³`.
fn cases(count: u32) -> Vec<Case> {
    let case = |number: u32| {
        let share = (f64::from(number) + 0.5) / f64::from(count);
        let days = -TRUE_HALF_LIFE * (1.0 - share.cbrt()).log2();
        let post = format!("post {number}");
        let model = model(&post, before());
        let on = Cadence::days(1).date(model.question().as_of, days.ceil() as u32).unwrap();
        if on > model.question().deadline {
            return Case::new(post, model, "vacant", None).unwrap();
        }
        Case::new(post, model, "c", Some(on)).unwrap()
    };
    (0..count).map(case).collect()
}

fn calibrate(cases: &[Case], runs: u64, seed: u64) -> Result<Calibration, CalibrationError> {
    let parameters = parameters();
    let recode = |case: usize, numbers: &[Quantity]| Ok(model(cases[case].model().question().post.as_str(), numbers.try_into().unwrap()));
    Calibration::fit(
        Recoded { cases, parameters: &parameters, model: &recode },
        Effort { runs, seed, memory: Bytes(limits::MEMORY), progress: &|_| () },
    )
}

/// The 5th percentile, the middle and the 95th percentile of a number after the fit.
fn half_life(calibration: &Calibration, index: usize) -> (f64, f64, f64) {
    let (parameter, interval) = (&calibration.parameters[index], calibration.fit.interval(index));
    (parameter.value(interval.low), parameter.value(interval.middle()), parameter.value(interval.high))
}

/// 40 races at a half-life of 20 days under a prior of 10 to 160 days with the middle at 40: the
/// truth lies in the interval, the middle within a fifth of it, and the interval is far
/// narrower than the prior. Of the other number nothing is learnt.
#[test]
fn a_known_half_life_is_recovered() {
    let calibration = calibrate(&cases(40), 2000, 1).unwrap();
    let (low, middle, high) = half_life(&calibration, 0);
    assert!(low < TRUE_HALF_LIFE && TRUE_HALF_LIFE < high, "{low} {high}");
    assert!((middle / TRUE_HALF_LIFE - 1.0).abs() < 0.2, "{middle}");
    // Part of the width is how far races may differ.
    assert!(high / low < 4.0, "{low} {high}: the prior's ratio is 16");
    let (low, middle, high) = half_life(&calibration, 1);
    for (value, expected) in [(low, 20.0), (middle, 40.0), (high, 80.0)] {
        assert!((value / expected - 1.0).abs() < 0.1, "{low} {middle} {high}");
    }
    assert!(calibration.fit.correlation[0][1].abs() < 0.1);
    assert_eq!(calibration.without.len(), 40);
}

/// More races say more.
#[test]
fn intervals_narrow_as_races_are_added() {
    let width = |count| {
        let (low, _, high) = half_life(&calibrate(&cases(count), 1000, 1).unwrap(), 0);
        high / low
    };
    let (few, many) = (width(4), width(24));
    assert!(many < 0.7 * few, "{few} {many}");
}

/// A race left out widens what is thought, and moves it away from where that race had drawn it.
#[test]
fn a_race_left_out_is_forgotten() {
    let calibration = calibrate(&cases(5), 1000, 1).unwrap();
    let means: Vec<f64> = calibration.without.iter().map(|fit| fit.mean[0]).collect();
    // The first race ended soonest, the last one latest.
    assert!(means[0] > calibration.fit.mean[0] && calibration.fit.mean[0] > means[4], "{means:?}");
}

/// Two cuts through one race weigh as much as one.
#[test]
fn cuts_of_a_race_count_once() {
    let once = cases(5);
    let twice: Vec<Case> = once.iter().flat_map(|case| [case.clone(), case.clone()]).collect();
    let (a, b) = (calibrate(&once, 500, 1).unwrap(), calibrate(&twice, 500, 1).unwrap());
    assert_eq!(b.races, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    for (one, other) in a.fit.mean.iter().zip(&b.fit.mean) {
        assert!((one - other).abs() < 1e-3, "{one} {other}");
    }
}

/// A race that nothing foresaw (its end has probability 0) costs a finite score and breaks nothing.
#[test]
fn an_impossible_end_is_only_improbable() {
    let mut cases = cases(4);
    let mut draft = model("never", before()).into_draft();
    draft.candidates[0].accepts = 0.0.into();
    cases.push(Case::new("never", Model::new(draft).unwrap(), "c", None).unwrap());
    let parameters = parameters();
    let recode = |case: usize, numbers: &[Quantity]| {
        let mut draft = model(cases[case].model().question().post.as_str(), numbers.try_into().unwrap()).into_draft();
        if case == 4 {
            draft.candidates[0].accepts = 0.0.into();
        }
        Model::new(draft).map_err(|faults| faults.to_string())
    };
    let recoded = Recoded { cases: &cases, parameters: &parameters, model: &recode };
    let effort = Effort { runs: 200, seed: 1, memory: Bytes(limits::MEMORY), progress: &|_| () };
    let calibration = Calibration::fit(recoded, effort).unwrap();
    let (case, estimates) = recoded.estimates(4, &calibration.numbers(), effort).unwrap();
    let scored = score(&case, &estimates);
    assert_eq!(estimates.outcomes[0].seen, 0);
    assert!(scored.log_score.is_finite() && scored.log_score > 5.0 && (scored.dated_log_score - 402_f64.ln()).abs() < 1e-9);
}

/// Threads change nothing.
#[cfg(feature = "parallel")]
#[test]
fn the_same_digits_on_any_number_of_threads() {
    let cases = cases(4);
    let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| calibrate(&cases, 300, 1).unwrap());
    let one = on(1);
    assert_eq!(one, on(3));
    assert_ne!(one.fit, calibrate(&cases, 300, 2).unwrap().fit, "another seed gives other digits");
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let good = cases(3);
    assert_eq!(calibrate(&good[..1], 100, 1).unwrap_err(), CalibrationError::Races(1));
    assert_eq!(calibrate(&[], 100, 1).unwrap_err(), CalibrationError::Races(0));
    let recode = |_: usize, _: &[Quantity]| Err("no such number".to_owned());
    let effort = Effort { runs: 100, seed: 1, memory: Bytes(limits::MEMORY), progress: &|_| () };
    let error = |parameters: &[Parameter]| Calibration::fit(Recoded { cases: &good, parameters, model: &recode }, effort).unwrap_err();
    assert_eq!(error(&[]), CalibrationError::Known);
    assert_eq!(error(&parameters()), CalibrationError::Model("post 0".to_owned(), "no such number".to_owned()));
}
