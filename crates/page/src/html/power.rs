//! What the rule says by itself, where members differ.

use maud::html;
use nemcon_report::wording::percent;

use super::Section;
use super::parts::{cells, figure, table};
use crate::Dossier;
use crate::charts::power::{classes, draw};

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let classes = classes(dossier.power.as_ref()?)?;
    let head = cells(["Members", "Shapley–Shubik index"]);
    let rows: Vec<Vec<String>> = classes.iter().map(|class| vec![class.members.join(", "), percent(class.share)]).collect();
    let table = table("Voting power, by members of equal power", &head, &rows);
    let caption = "Shapley–Shubik: how often each is the one who turns defeat into victory, if they joined in random order; all members' make 100%. \
                   Each of those named together has that much.";
    let body = html! { (figure("power", caption, |size| draw(&classes, size), &table)) };
    Some(Section { id: "power", title: "What the rule gives".to_owned(), body })
}
