//! What a rule says by itself.

use nemcon::power::measures_of;
use nemcon::questions::{FAMILIAR, Loaded, MEMORY, Power, Refusal, Ruled, TOP};
use nemcon::report::{Report, Style, View};

use crate::question::Asked;

/// What the command allows unless it is told otherwise, in minutes.
const MINUTES: u64 = 2;

pub(crate) fn answer(Asked { files, file, width }: &Asked) -> Result<Vec<u8>, Refusal> {
    let place = file.display();
    let ruled = match Loaded::read(files, file, None)? {
        Loaded::Scenario(scenario) => Some(Ruled::of(&scenario)),
        Loaded::Body(body) => Ruled::of_body(*body),
        Loaded::Coding(_) => None,
    };
    let ruled = ruled.ok_or_else(|| Refusal::Asked(format!("{place} has no rule: ask of a scenario, or of a body that has one")))?;
    let measures = measures_of(&FAMILIAR);
    let (unions, coalitions, ternary, estimate) = (Vec::new(), None, false, None);
    let asked = Power { measures: measures.clone(), unions, coalitions, ternary, estimate, memory: MEMORY, minutes: MINUTES };
    let found = asked.ask(ruled, &|_| ())?.map_err(|error| Refusal::Asked(format!("{place}: {error}")))?;
    let usual = Style::default();
    let style = Style { width: width.unwrap_or(usual.width), ..usual };
    Ok(found.report(View { measures, top: Some(TOP), coalitions: None }).table(style, None).into_bytes())
}
