//! Drafts that only code can make wrong: each is refused, at its place.

use nemcon_core::*;

const AS_OF: Date = Date::constant(2031, 1, 6);

/// Three members, two candidates, right in everything.
fn draft() -> Draft {
    let body = Body::new("Board", ["ann", "bob", "cy"].map(Member::new).into());
    Draft::appointment("Chair", AS_OF, Date::constant(2031, 3, 3), Cadence::weeks(1), consensus())
        .body(body)
        .candidates(["dee", "eve"])
        .prior(Prior::new([0.1, 0.2, 0.3, 0.4]).unwrap())
}

/// The places of the faults of the draft, changed.
fn places(change: impl FnOnce(&mut Draft)) -> Vec<String> {
    let mut draft = draft();
    change(&mut draft);
    let invalid = draft.build().expect_err("the draft is wrong");
    let lines: Vec<String> = invalid.faults().iter().map(|fault| fault.place.to_string()).collect();
    assert!(invalid.to_string().lines().count() >= lines.len());
    lines
}

fn tally() -> Tally {
    Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Fraction(Ratio::new(1, 2))).unwrap()
}

fn event(outcomes: Vec<EventOutcome>) -> Event {
    Event {
        id: "vote".into(),
        trigger: Trigger::On(Date::constant(2031, 2, 1)),
        probability: Probability::ONE,
        requires: vec![],
        unless: vec![],
        outcomes,
    }
}

fn outcome(id: Option<&str>, probability: f64) -> EventOutcome {
    EventOutcome { id: id.map(Into::into), probability, effects: vec![] }
}

#[test]
fn weights_exist() {
    assert_eq!(places(|draft| draft.question.rule = Rule::tally(tally().weighted(99))), ["question.rule"]);
    assert_eq!(places(|draft| draft.dynamics.bandwagon_weight = Some(99)), ["dynamics.bandwagon.weight"]);
}

#[test]
fn no_two_weights_have_one_name() {
    let weight = || Weight::new("seats", "", &[None, None, None]).unwrap();
    assert_eq!(places(|draft| draft.body.weights = vec![weight(), weight()]), ["body.weights"]);
}

#[test]
fn who_has_doubts_blocks_unless_doubts_abstain() {
    let ballots = |draft: Draft| Stance::ALL.map(|stance| draft.question.ballot(stance));
    assert_eq!(ballots(draft()), [Ballot::Against, Ballot::Against, Ballot::Abstain, Ballot::For]);
    assert_eq!(ballots(draft().reserve_abstains()), [Ballot::Against, Ballot::Abstain, Ballot::Abstain, Ballot::For]);
}

#[test]
fn members_and_candidates_exist() {
    let beyond = || MemberSet::of(10, [1, 7]);
    let all = || MemberSet::full(3);
    let (two, far) = (CandidateSet::full(2), CandidateSet::full(3));
    let factor = Quantity::Fixed(2.0);
    let pace = |members, candidates| Pace { members, candidates, edge: None, factor };
    assert_eq!(places(|draft| draft.paces.push(pace(beyond(), two))), ["pace[0].members"]);
    assert_eq!(places(|draft| draft.paces.push(pace(all(), far))), ["pace[0].candidate"]);
    let influence = Influence { of: 3.into(), on: beyond(), candidates: far, factor };
    assert_eq!(places(|draft| draft.influences.push(influence)), ["influence[0].of", "influence[0].on", "influence[0].candidate"]);
    let bloc = Bloc { group: "*".into(), members: beyond(), rho: 0.5, candidates: far };
    assert_eq!(places(|draft| draft.blocs.push(bloc)), ["bloc[0].group", "bloc[0].candidates"]);
    let effect = Effect::Stance { candidates: far, members: beyond(), change: StanceChange::Raise(1), only_blocking: false };
    let moved = event(vec![EventOutcome { effects: vec![effect], ..outcome(None, 1.0) }]);
    assert_eq!(places(|draft| draft.events.push(moved)), ["event[0].effects[0].stance.members", "event[0].effects[0].stance.candidate"]);
    let scope = Scope::Some { label: "some".into(), members: beyond() };
    assert_eq!(places(|draft| draft.question.rule = veto(scope)), ["question.rule"]);
    assert_eq!(places(|draft| draft.present = beyond()), ["body"]);
    let sure = UncertainPrior::new("*", 2.into(), Prior::declared(Stance::Accept), 5.0).unwrap();
    assert_eq!(places(|draft| draft.priors.set_uncertain(&MemberSet::default(), sure)), ["stance"]);
}

#[test]
fn no_text_steers_a_terminal() {
    let label = |text: &str| Rule::tally(tally().over(Scope::Some { label: text.into(), members: MemberSet::full(3) }));
    assert_eq!(places(|draft| draft.question.rule = label("a\u{1b}[2J")), ["question.rule"]);
    let bloc = Bloc { group: "\u{1f}".into(), members: MemberSet::full(3), rho: 0.1, candidates: CandidateSet::full(1) };
    assert_eq!(places(|draft| draft.blocs.push(bloc)), ["bloc[0].group"]);
    let prior = UncertainPrior::new("x\u{1f}c", 0.into(), Prior::new([0.25; 4]).unwrap(), 3.0).unwrap();
    assert_eq!(places(|draft| draft.priors.set_uncertain(&MemberSet::full(3), prior)), ["stance"]);
    let weight = Weight::new("seats", "\u{9b}", &[None, None, None]).unwrap();
    assert_eq!(places(|draft| draft.body.weights.push(weight)), ["body.weights"]);
}

/// The set of those present has the size of the body, however it was made.
#[test]
fn nobody_present_is_nobody_of_the_body() {
    for present in [MemberSet::default(), MemberSet::empty(500)] {
        let model = draft().present(present).build().unwrap();
        assert_eq!(model.present(), &MemberSet::empty(3));
    }
}

#[test]
fn outcomes_have_ids_and_probabilities() {
    assert_eq!(
        places(|draft| draft.events.push(event(vec![outcome(None, -5.0), outcome(None, 6.0)]))),
        ["event[0].outcomes", "event[0].probability", "event[0].probability"]
    );
    assert_eq!(places(|draft| draft.events.push(event(vec![outcome(None, f64::NAN)]))), ["event[0].probability"]);
    assert_eq!(
        places(|draft| draft.events.push(event(vec![outcome(Some("yes"), 0.5), outcome(Some("no"), f64::NAN)]))),
        ["event[0].outcomes[1].probability"]
    );
}

#[test]
fn cadences_end() {
    assert_eq!(places(|draft| draft.question.cadence = Some(Cadence::days(0))), ["question.cadence"]);
    assert_eq!(Cadence::days(0).dates(AS_OF, Date::MAX).count(), 0);
    assert_eq!(Cadence::weeks(u32::MAX).dates(AS_OF, Date::MAX).count(), 0);
    assert_eq!(Cadence { months: u32::MAX, days: u32::MAX }.date(AS_OF, u32::MAX), None);
}

#[test]
fn nothing_wrong_is_built_of_rules() {
    assert_eq!(Rule::all(vec![]), Err(RuleError::Empty));
    assert_eq!(Rule::any(vec![]), Err(RuleError::Empty));
    assert_eq!(Rule::at_least(3, vec![consensus(), unanimity()]), Err(RuleError::Count { k: 3, parts: 2 }));
    let deeper = |rule: Result<Rule, RuleError>, _| rule.and_then(|rule| Rule::all(vec![consensus(), rule]));
    assert!((0..Rule::DEPTH).fold(Ok(consensus()), deeper).is_ok());
    assert_eq!((0..=Rule::DEPTH).fold(Ok(consensus()), deeper), Err(RuleError::Depth));
    assert_eq!(Rule::at_least(0, vec![consensus()]), Err(RuleError::Count { k: 0, parts: 1 }));
}

/// Every fault is told, with what to do.
#[test]
fn the_error_tells_all() {
    let invalid = draft().present(MemberSet::of(9, [8])).title("one\ntwo").build().unwrap_err();
    assert_eq!(invalid.to_string(), "body: somebody beyond the body is present: make the set with MemberSet::of(members, …)");
    let invalid = draft().title("one\ntwo").candidate("eve").build().unwrap_err();
    let lines: Vec<String> = invalid.to_string().lines().map(|line| line.split(": ").next().unwrap_or("").to_owned()).collect();
    assert_eq!(lines[..3], ["title", "candidate[2].id", "candidate[2]"].map(String::from));
}

/// A bound so fine that its products do not fit 128 bits is compared exactly.
#[test]
fn a_majority_is_exact() {
    let weights = [1u64 << 30; 3].map(|weight| Some(Decimal::whole(weight)));
    let votes = |numerator, denominator| {
        let bound = Bound::Absolute(Ratio::new(numerator, denominator));
        Rule::tally(Tally::new(BallotSet::FOR, Comparison::AtLeast, bound).unwrap().weighted(0))
    };
    let ballots = |rule| {
        move |draft: &mut Draft| {
            draft.body.weights.push(Weight::new("people", "", &weights).unwrap());
            draft.question.procedure = Procedure::Ballots(Ballots::default());
            draft.question.rule = rule;
        }
    };
    assert_eq!(places(ballots(votes(u128::MAX, 1 << 104))), ["question.rule"]);
    let mut over_half = draft();
    ballots(votes((3 << 29) + 1, 1))(&mut over_half);
    assert!(over_half.build().is_ok());
}
