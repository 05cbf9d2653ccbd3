//! What is right, but may surprise.

use crate::support::{PANEL, panel};

#[test]
fn what_comes_after_the_last_round_is_said() {
    let late = "[[event]]\nid = \"late\"\non = 2031-03-04\n[[event]]\nid = \"later\"\nbetween = [2031-03-05, 2031-04-01]\n";
    let scenario = panel(late).scenario("panel.toml");
    assert_eq!(
        scenario.notices(),
        ["late", "later"].map(|id| format!("the event `{id}` comes after the last possible round on 2031-03-03: it never happens"))
    );
    let longer = panel(&format!("{late}[[event]]\nid = \"talks\"\non = 2031-02-01\neffects = [{{ deadline = 2031-06-01 }}]\n"));
    assert_eq!(longer.scenario("panel.toml").notices(), [""; 0]);
    assert_eq!(panel("[[event]]\nid = \"last\"\non = 2031-03-03\n").scenario("panel.toml").notices(), [""; 0]);
}

#[test]
fn candidates_that_come_too_late_are_named() {
    let keys = "id = \"bob\"\nstatus = \"interested\"\nfrom = 2031-03-04\nenters = { half_life = \"1 week\", from = 2031-04-01 }";
    let text =
        PANEL.replace("id = \"bob\"", keys).replace("id = \"ann\"", "id = \"ann\"\nrole = \"incumbent\"\nconsidered_from = 2031-05-01");
    assert_eq!(
        crate::support::Memory::default().with("panel.toml", text).scenario("panel.toml").notices(),
        [
            "`ann` would be considered from 2031-05-01 on, after the last possible round on 2031-03-03: never",
            "`bob` would come forward by itself from 2031-04-01 on, after the last possible round on 2031-03-03: never",
            "`bob` could be appointed from 2031-03-04 on, after the last possible round on 2031-03-03: never",
        ]
    );
}

#[test]
fn a_rule_that_cannot_hold_is_named() {
    let text = PANEL.replace("rule     = \"consensus\"", "rule     = { at_least = 67 }");
    assert_ne!(text, PANEL);
    let notices = crate::support::Memory::default().with("panel.toml", text).scenario("panel.toml").notices().to_vec();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(notices[0].starts_with("the rule cannot hold, even with all "), "{notices:?}");
}
