//! Events of a scenario without what they do to members who oppose to the end.

use std::collections::BTreeMap;
use std::path::PathBuf;

use nemcon_core::{CandidateId, Effect, Event, MemberId, MemberSet, Model, Stance, StanceChange};
use nemcon_scenario::load;
use serde::Deserialize;

/// Who opposes whom to the end: ids of members and candidates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Objections {
    /// The texts of all files, by path.
    files: BTreeMap<PathBuf, String>,
    base: PathBuf,
    pairs: Vec<(String, String)>,
}

impl Objections {
    /// By event that would move them: its effects without that, as a file would write them. An event that turns out
    /// in several ways, or that does what takes more than a line, is left as it is.
    pub(crate) fn spare(&self) -> Result<Vec<u8>, String> {
        let scenario = load(&self.files, &self.base).map_err(|diagnostics| diagnostics.render(false))?;
        let model = scenario.model();
        let pair = |(member, candidate): &(String, String)| {
            let member = model.body().ids().find(|&id| model.body()[id].id == *member);
            let candidate = model.candidate_ids().find(|&id| model.candidate(id).id == *candidate);
            member.zip(candidate).ok_or_else(|| "an objection of nobody, or to nobody".to_owned())
        };
        let pairs = self.pairs.iter().map(pair).collect::<Result<Vec<_>, _>>()?;
        let spared: BTreeMap<&str, String> =
            model.events().iter().filter_map(|event| Some((event.id.as_str(), without(model, event, &pairs)?))).collect();
        serde_json::to_vec(&spared).map_err(|error| error.to_string())
    }
}

/// The effects of an event without what they do to these pairs, where they do something to them.
fn without(model: &Model, event: &Event, pairs: &[(MemberId, CandidateId)]) -> Option<String> {
    let [only] = &event.outcomes[..] else { return None };
    let spare = |effects: Vec<Effect>, &(member, candidate): &(MemberId, CandidateId)| {
        effects.into_iter().flat_map(|effect| effect.sparing(member, candidate)).collect()
    };
    let effects = pairs.iter().fold(only.effects.clone(), spare);
    if only.id.is_some() || effects == only.effects {
        return None;
    }
    let written = effects.iter().map(|effect| written(model, effect)).collect::<Option<Vec<_>>>()?;
    Some(format!("[{}]", written.join(", ")))
}

fn written(model: &Model, effect: &Effect) -> Option<String> {
    let body = model.body();
    let candidate = |id: CandidateId| quoted(&model.candidate(id).id);
    Some(match effect {
        Effect::Stance { candidates, members, change, only_blocking } => {
            let candidates: Vec<String> = candidates.iter().map(candidate).collect();
            let only = if *only_blocking { "only = \"blocking\", " } else { "" };
            let (of, by) = (candidates.join(", "), selector(model, members));
            format!("{{ stance = {{ candidate = [{of}], members = [{by}], {only}{} }} }}", changed(change))
        }
        Effect::Join(member) => format!("{{ join = {} }}", quoted(&body[*member].id)),
        Effect::Leave(member) => format!("{{ leave = {} }}", quoted(&body[*member].id)),
        Effect::Present(id) => format!("{{ present = {} }}", candidate(*id)),
        Effect::Withdraw(id) => format!("{{ withdraw = {} }}", candidate(*id)),
        Effect::Deadline(day) => format!("{{ deadline = {day} }}"),
        Effect::Pace(_) | Effect::Rule(_) => return None,
    })
}

fn changed(change: &StanceChange) -> String {
    match change {
        StanceChange::Set(stance) => format!("set = \"{stance}\""),
        StanceChange::Raise(steps) => format!("raise = {steps}"),
        StanceChange::Lower(steps) => format!("lower = {steps}"),
        StanceChange::Redraw(prior) => {
            let shares: Vec<String> = Stance::ALL.iter().map(|&stance| format!("{stance} = {}", prior.probability(stance))).collect();
            format!("redraw = {{ {} }}", shares.join(", "))
        }
    }
}

/// Members one by one, or all but some.
fn selector(model: &Model, members: &MemberSet) -> String {
    let body = model.body();
    let out: Vec<MemberId> = body.ids().filter(|&member| !members.contains(member)).collect();
    let id = |member: MemberId| &body[member].id;
    let words: Vec<String> = if out.len() < members.iter().count() {
        std::iter::once(quoted("*")).chain(out.into_iter().map(|member| quoted(&format!("!{}", id(member))))).collect()
    } else {
        members.iter().map(|member| quoted(id(member))).collect()
    };
    words.join(", ")
}

/// A text as TOML and JSON both write it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::answer::answer;

    const BASE: &str = r#"
        schema = 1
        title  = "Who chairs the board?"

        [question]
        kind     = "appointment"
        post     = "Chair"
        as_of    = 2031-01-06
        deadline = 2031-03-03
        cadence  = "1 week"
        rule     = "consensus"

        [[member]]
        id = "ann"
        [[member]]
        id = "bob"
        [[member]]
        id = "cy"

        [[candidate]]
        id = "mia"
        [[candidate]]
        id = "noa"

        [[stance]]
        candidate = "*"
        members   = "*"
        prior     = { support = 0.5, reserve = 0.5 }

        [dynamics]
        reserve = "14 days"

        [[event]]
        id      = "deal"
        on      = 2031-02-03
        effects = [{ stance = { candidate = "*", members = "*", only = "blocking", set = "accept" } }, { withdraw = "noa" }]

        [[event]]
        id      = "other"
        on      = 2031-02-10
        effects = [{ stance = { candidate = "mia", members = ["bob", "cy"], redraw = { accept = 0.5, oppose = 0.5 } } }]

        [[event]]
        id      = "later"
        on      = 2031-02-10
        effects = [{ deadline = 2031-04-07 }]
    "#;

    fn spare(pairs: &Value) -> Result<Value, String> {
        let question = json!({ "spare": { "files": { "base.toml": BASE }, "base": "base.toml", "pairs": pairs } });
        Ok(serde_json::from_slice(&answer(question.to_string().as_bytes())?).expect("JSON"))
    }

    #[test]
    fn who_opposes_to_the_end_is_left_out_of_what_moves() {
        let deal = "[{ stance = { candidate = [\"noa\"], members = [\"*\"], only = \"blocking\", set = \"accept\" } }, \
                    { stance = { candidate = [\"mia\"], members = [\"*\", \"!ann\"], only = \"blocking\", set = \"accept\" } }, \
                    { withdraw = \"noa\" }]";
        assert_eq!(spare(&json!([["ann", "mia"]])), Ok(json!({ "deal": deal })));
        let other = "[{ stance = { candidate = [\"mia\"], members = [\"cy\"], redraw = { oppose = 0.5, reserve = 0, accept = 0.5, support = 0 } } }]";
        let both = spare(&json!([["bob", "mia"], ["ann", "mia"]])).expect("an answer");
        assert_eq!(both["other"], other);
        assert!(both["deal"].as_str().is_some_and(|deal| deal.contains("candidate = [\"mia\"], members = [\"cy\"]")), "{both}");
        assert_eq!(spare(&json!([])), Ok(json!({})));
        assert!(spare(&json!([["ann", "zoe"]])).is_err_and(|reason| reason.contains("nobody")));
    }

    /// What is written is read as it was meant.
    #[test]
    fn what_is_written_is_read() {
        let spared = spare(&json!([["bob", "mia"], ["ann", "noa"]])).expect("an answer");
        let effects = |id: &str| format!("[[event]]\nid = \"{id}\"\neffects = {}\n", spared[id].as_str().expect("text"));
        let what_if = format!("extends = \"base.toml\"\n{}{}", effects("deal"), effects("other"));
        let files = std::collections::BTreeMap::from([("base.toml".into(), BASE.to_owned()), ("w.toml".into(), what_if)]);
        let scenario = nemcon_scenario::load(&files, std::path::Path::new("w.toml")).expect("it is a scenario");
        let moved = scenario.model().events().iter().flat_map(|event| &event.outcomes[0].effects).filter_map(nemcon_core::Effect::pairs);
        let pairs: Vec<(usize, usize)> = moved
            .flat_map(|(members, candidates)| {
                members.iter().flat_map(move |member| candidates.iter().map(move |candidate| (member.index(), candidate.index())))
            })
            .collect();
        assert_eq!(pairs.len(), 6 - 2 + 1, "{pairs:?}");
        assert!(!pairs.contains(&(1, 0)) && !pairs.contains(&(0, 1)), "{pairs:?}");
    }
}
