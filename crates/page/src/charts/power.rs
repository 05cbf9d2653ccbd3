//! Bars: the voting power of members, where it differs.

use maud::html;
use nemcon_report::schema::{BinaryPower, ById};
use nemcon_report::wording::percent;

use crate::svg::{Chart, LeftOut, Linear, Size, fit, line, rect, text};
use crate::words::{list, name};

/// So many bars are drawn.
const ROWS: usize = 30;
/// The measure of the bars.
const MEASURE: &str = "shapley_shubik";
/// What differs by less is the same.
const SAME: f64 = 1e-9;

/// Members of the same power, the most powerful first.
pub(crate) struct Class {
    pub(crate) members: Vec<String>,
    pub(crate) share: f64,
}

/// Members by power; `None` where all have the same, or it was not measured.
pub(crate) fn classes(power: &BinaryPower) -> Option<Vec<Class>> {
    let share =
        |measures: &ById<Option<_>>| measures.get(MEASURE)?.as_ref().map(|number: &nemcon_report::schema::ExactNumber| number.decimal);
    let mut members: Vec<(&str, f64)> =
        power.power.iter().map(|member| Some((member.name.as_str(), share(&member.measures)?))).collect::<Option<_>>()?;
    members.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut classes: Vec<Class> = Vec::new();
    for (member, share) in members {
        match classes.last_mut() {
            Some(class) if (class.share - share).abs() < SAME => class.members.push(name(member)),
            _ => classes.push(Class { members: vec![name(member)], share }),
        }
    }
    (classes.len() > 1).then_some(classes)
}

/// A class in words: its members, or how many they are.
pub(crate) fn called(class: &Class) -> String {
    match &class.members[..] {
        few if few.len() <= 3 => list(few, "and"),
        [first, second, others @ ..] => format!("{first}, {second} and {} others", others.len()),
        _ => String::new(),
    }
}

pub(crate) fn draw(classes: &[Class], size: Size) -> Chart {
    let rows = &classes[..classes.len().min(ROWS)];
    let width = size.width();
    let (left, row, bar) = size.either((252.0, 22.0, 12.0), (0.0, 38.0, 12.0));
    let most = rows.first().map_or(1.0, |class| class.share);
    let scale = Linear::new((0.0, most), (left, width - 60.0));
    let bottom = row * rows.len() as f64;
    let body = html! {
        (line("axis", (left, 0.0), (left, bottom)))
        @for (at, class) in rows.iter().enumerate() {
            @let y = row * at as f64 + size.either(5.0, 21.0);
            @match size {
                Size::Wide => (text(left - 12.0, y + 10.0, "end", &fit(&called(class), left - 14.0, 12.0))),
                Size::Narrow => (text(0.0, y - 5.0, "", &fit(&called(class), width, 12.0))),
            }
            (rect("c0", (left, y), (scale.at(class.share) - left, bar)))
            (text(scale.at(class.share) + 6.0, y + 10.0, "", &percent(class.share)))
        }
    };
    let told: Vec<String> = rows.iter().take(4).map(|class| format!("{} {}", called(class), percent(class.share))).collect();
    Chart {
        title: "Voting power of each member".to_owned(),
        description: format!("Bars, the most powerful first: {}.", told.join("; ")),
        left_out: LeftOut::of(classes.len() - rows.len(), "group", "nemcon power FILE --top all"),
        width,
        height: bottom + 6.0,
        body,
    }
}
