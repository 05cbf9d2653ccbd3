//! What is asked: the post, the dates, the rule and who decides by it.

use nemcon_core::{Event, Model};

use crate::Style;
use crate::layout::{WIDTH, fit, wrap};
use crate::wording::date;

/// So many members that may join are named; more are counted.
const NAMED: usize = 3;

pub(super) fn lines(model: &Model, style: Style) -> Vec<String> {
    let question = model.question();
    let mut deadline = format!("decided by {}", date(question.deadline));
    if model.latest_deadline() > question.deadline {
        deadline += &format!(" ({} at the latest)", date(model.latest_deadline()));
    }
    let post = fit(&question.post, WIDTH);
    let mut lines = wrap(&[post.clone(), format!("as of {}", date(question.as_of)), deadline, rule(model)]);
    lines[0] = style.title(&post) + lines[0].strip_prefix(&post).unwrap_or_default();
    lines
}

fn rule(model: &Model) -> String {
    let rule = model.question().rule.describe(model.body());
    let present = model.present().len();
    let joining = joining(model);
    let members = match joining.len() {
        0 => present.to_string(),
        more @ 1..=NAMED => format!("{present} ({} with {})", present + more, joining.join(", ")),
        more => format!("{present} (up to {})", present + more),
    };
    if rule.contains(' ') { format!("{rule}, members: {members}") } else { format!("{rule} of {members}") }
}

/// The ids of the members that are not present but may join by an event.
fn joining(model: &Model) -> Vec<&str> {
    let joins = |member| model.events().iter().flat_map(Event::effects).any(|effect| effect.presence() == Some((member, true)));
    let absent = model.body().ids().filter(|&member| !model.present().contains(member));
    absent.filter(|&member| joins(member)).map(|member| model.body()[member].id.as_str()).collect()
}
