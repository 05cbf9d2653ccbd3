//! From the merged tree to the model: names are resolved, defaults filled in, forms made numbers.

mod body;
mod body_file;
mod candidate;
mod cleavage;
mod condition;
mod dynamics;
mod event;
mod evidence;
mod fault_words;
mod faults;
mod names;
mod notices;
mod outcome;
mod parts;
mod question;
mod rule;
mod run;
mod stance;

use nemcon_core::{Body, Candidate, Draft, Model, Priors};

use crate::diagnostic::{ErrorKind, Errors, Place};
use crate::limits;
use crate::merge::Merged;
use crate::raw;
use crate::roll::Roll;
use crate::tree::Node;
use crate::typed::{self, Partial};
use body::{Electorate, When};
use parts::Parts;

pub(crate) use body_file::{ConvertedBody, convert as body_file};
pub use outcome::Outcome;

/// What a scenario says.
pub(crate) struct Converted {
    pub(crate) model: Model,
    pub(crate) runs: u64,
    pub(crate) seed: u64,
    pub(crate) outcome: Option<Outcome>,
    /// What may surprise about it.
    pub(crate) notices: Vec<String>,
    /// Everybody who is listed as a member.
    pub(crate) roll: Roll,
}

/// The model of a merged scenario; without one, `errors` says why.
pub(crate) fn scenario(merged: &Merged, errors: &mut Errors) -> Option<Converted> {
    let root = &merged.root;
    let file = Place::File(root.span.file);
    if root.get("question").is_none() {
        let help = "add [question] with kind, as_of, deadline, cadence and rule";
        errors.add(ErrorKind::MissingKey, file, "there is no [question]", help);
    }
    if root.get("title").is_none() {
        errors.add(ErrorKind::MissingKey, file, "`title` is missing", "write `title = \"…\"` at the top: the question in words");
    }
    if !merged.has_body || limits::exceeded(root, errors) {
        parts::look_at_all(root, errors);
        return None;
    }
    let (run, outcome) = (run::convert(root, errors), outcome::convert(root, errors));
    let model = model(root, errors);
    let ((model, roll), (runs, seed)) = (model?, run?);
    let notices = notices::of(&model, root);
    errors.is_empty().then_some(Converted { model, runs, seed, outcome, notices, roll })
}

/// All blocks together; without a model, `errors` says what is wrong with it.
///
/// Where something could not be read, the rest is still put together and validated, so that
/// everything is reported at once; what would only follow from the gaps is not.
fn model(root: &Node, errors: &mut Errors) -> Option<(Model, Roll)> {
    let raw_question: Option<Partial<raw::Question>> = root.get("question").and_then(|node| typed::partial(node, "[question]", errors));
    let raw_body: Option<Partial<raw::Body>> =
        root.get("body").map_or_else(|| Some(Partial::default()), |node| typed::partial(node, "[body]", errors));
    let raw_members = parts::entries::<raw::Member>(root, errors);
    let has_members = raw_body.as_ref().is_some_and(|body| body.is_whole) && raw_members.iter().all(|entry| entry.raw.is_some());

    let (absent, body_node) = (raw::Body::default(), root.key("body"));
    let body = raw_body.as_ref().map_or(&absent, |body| &body.value);
    let when = match &raw_question {
        Some(question) if !question.wrong.contains("as_of") => When::On(question.value.as_of.0),
        _ => When::Unknown,
    };
    let electorate = body::convert(body, body_node, &raw_members, when, errors);
    let as_of = if let When::On(date) = when { Some(date) } else { None };
    let roll = body::roll(body, body_node, &raw_members, &electorate, as_of);
    let Electorate { mut names, present, entries: members } = electorate;
    names.candidates = root.list("candidate").iter().map(|entry| entry.text_of("id").unwrap_or_default().to_owned()).collect();
    names.events = root.list("event").iter().map(event::names).collect();

    let title = root.text_of("title").unwrap_or_default();
    let before = errors.len();
    let question = match &raw_question {
        Some(raw) => question::convert(raw, root.key("question"), (body, body_node), title, &names, errors),
        None => question::unknown(),
    };
    let has_question = raw_question.is_some_and(|question| question.is_whole) && errors.len() == before;

    let mut parts = Parts::new(root, &names, errors);
    parts.is_read::<raw::Question>(has_question);
    let gaps = members.iter().enumerate().filter(|(_, entry)| raw_members[**entry].raw.is_none()).map(|(at, _)| at).collect();
    parts.came_from::<raw::Member>(members, gaps);
    let mut priors = Priors::empty(names.body.len(), names.candidates.len());
    parts.of::<raw::StanceEntry>().iter().for_each(|pairs| pairs.put(&mut priors));
    let deadline = question.deadline;
    let mut draft = Draft {
        title: title.to_owned(),
        question,
        // It is lent out until all names have been looked up.
        body: Body::default(),
        present,
        candidates: parts.each::<raw::Candidate>(|at| Candidate::new(&names.candidates[at])),
        priors,
        blocs: parts.of::<raw::Bloc>(),
        cleavages: parts.of::<raw::Cleavage>(),
        evidence: parts.of::<raw::Evidence>(),
        dynamics: parts.table::<raw::Dynamics>().unwrap_or_default(),
        paces: parts.of::<raw::Pace>(),
        influences: parts.of::<raw::Influence>(),
        events: parts.each::<raw::Event>(|at| event::placeholder(&names, at, deadline)),
    };
    let is_complete = parts.errors.is_empty();
    let origins = parts.origins();
    draft.body = names.body;
    match Model::new(draft) {
        Ok(model) => is_complete.then_some((model, roll)),
        Err(list) => {
            let is_whole = is_complete || (origins.has_all::<raw::StanceEntry>() && origins.has_all::<raw::Candidate>());
            let draft = faults::Draft { root, origins, is_whole, has_members };
            list.faults().iter().for_each(|fault| draft.report(fault, errors));
            None
        }
    }
}
