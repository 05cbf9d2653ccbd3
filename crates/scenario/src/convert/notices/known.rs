//! Stances that a what-if declares on a candidate of whom the file it changes has evidence: the
//! evidence then counts them in, which is rarely what is meant by a change of mind.

use nemcon_core::Date;

use crate::suggest;
use crate::tree::Node;

pub(super) fn of(root: &Node, as_of: Date) -> Vec<String> {
    root.list("stance").iter().filter(|entry| entry.get("declared").is_some()).filter_map(|entry| notice(root, entry, as_of)).collect()
}

fn notice(root: &Node, entry: &Node, as_of: Date) -> Option<String> {
    let named = entry.texts("candidate");
    // Files are numbered as they are opened: what extends another comes before it.
    let is_changed = |evidence: &&Node| entry.span.file < evidence.span.file;
    let is_named = |candidate: &&str| named.iter().any(|name| name == "*" || name == candidate);
    let evidence = root.list("evidence").iter().filter(is_changed);
    let counted = suggest::list(evidence.filter_map(|evidence| evidence.text_of("candidate")).filter(is_named))?;
    let members = entry.texts("members");
    let who = match &members[..] {
        [all] if all == "*" => "all members declare".to_owned(),
        [one] => format!("{one} declares"),
        few => format!("{} declare", few.join(", ")),
    };
    Some(format!(
        "what {who} of {counted} is taken as known to those who counted the evidence on it; for a change of mind write an event on the first day: on = {as_of}"
    ))
}
