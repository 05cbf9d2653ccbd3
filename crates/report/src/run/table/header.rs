//! What is asked: the post, the dates, the rule and who decides by it.

use nemcon_core::{Event, MemberId, Model};

use crate::Style;
use crate::layout::join;
use crate::wording::{counted, date};

/// So many members that may join are named; more are counted.
const NAMED: usize = 3;

pub(super) fn lines(model: &Model, style: Style) -> Vec<String> {
    let question = model.question();
    let mut deadline = format!("to be decided by {}", date(question.deadline));
    if model.latest_deadline() > question.deadline {
        deadline += &format!(", {} at the latest", date(model.latest_deadline()));
    }
    let pieces = [question.post.clone(), format!("as of {}", date(question.as_of)), deadline, rule_in_words(model)];
    let mut lines = join(&pieces, style.columns());
    let first = lines[0].split(" · ").next().unwrap_or_default().to_owned();
    lines[0] = style.heading(&first) + lines[0].strip_prefix(&first).unwrap_or_default();
    lines
}

/// The rule and who decides by it: `consensus of 31 members (32 with Sweden)`.
pub fn rule_in_words(model: &Model) -> String {
    let rule = model.question().rule.describe(model.body());
    let present = model.present().len();
    let joining = joining(model);
    let more = match joining.len() {
        0 => String::new(),
        more @ 1..=NAMED => {
            let names: Vec<&str> = joining.iter().map(|&member| model.body()[member].name.as_str()).collect();
            format!(" ({} with {})", present + more, names.join(", "))
        }
        more => format!(" (up to {})", present + more),
    };
    let members = counted(present, "member") + &more;
    if rule.contains(' ') { format!("{rule}, of {members}") } else { format!("{rule} of {members}") }
}

/// The members that are not present but may join by an event.
fn joining(model: &Model) -> Vec<MemberId> {
    let joins = |member| model.events().iter().flat_map(Event::effects).any(|effect| effect.presence() == Some((member, true)));
    model.body().ids().filter(|&member| !model.present().contains(member) && joins(member)).collect()
}
