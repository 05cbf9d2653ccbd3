//! The fitted dynamics as a file that scenarios can extend.

use nemcon_calibration::Case;
use nemcon_core::{Dynamics, Edge, Quantity, SharePull};
use nemcon_montecarlo::ENGINE;

use super::CalibrateReport;
use crate::wording::{counted, counted_runs, magnitude, power_of_ten};

impl CalibrateReport<'_> {
    /// The file: a header that says how it was made, here by the command `made_by`, and `[dynamics]`.
    pub fn dynamics_file(&self, made_by: &str) -> String {
        // A comment is one line, whatever the name of a folder.
        let made_by: String = made_by.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let (cases, races) = (counted(self.cases.len(), "case"), counted(self.races(), "race"));
        let header = [
            format!("How fast stances move, fitted to {cases} of {races}: nothing but [dynamics], to be extended."),
            String::new(),
            format!("Made by `{made_by}`, engine {ENGINE}."),
            "Every range is a 90% profile interval of the penalised likelihood: what so few races say,".to_owned(),
            "together with what was thought before. It has seen how these cases ended, so do not score them".to_owned(),
            "with it. The frailty is fitted too, but can be written only as a number.".to_owned(),
        ];
        let mut text: String = header.iter().map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect();
        text += "\nschema = 1\n\n[dynamics]\n";
        let weight = self.cases.first().and_then(Case::bandwagon_weight);
        text += &body(&self.calibration.dynamics(), weight);
        let runs = counted_runs(self.runs);
        text += &format!(
            "source = \"fitted to how {cases} of {races} ended: nemcon calibrate, {runs} a case and point, seed {}\"\n",
            self.seed
        );
        text
    }
}

fn body(dynamics: &Dynamics, weight: Option<&str>) -> String {
    let mut lines = Vec::new();
    for edge in Edge::ALL {
        if let Some(half_life) = dynamics.half_lives[edge as usize] {
            lines.push(format!("{} = {}", edge.word(), quantity(half_life, time)));
        }
    }
    let pull = |name: &str, pull: &SharePull, weight: Option<&str>| {
        let weight = weight.map_or_else(String::new, |weight| format!(", weight = {}", quoted(weight)));
        format!("{name} = {{ ratio = {}, at = {}{weight} }}", quantity(pull.ratio, number), pull.at)
    };
    lines.push(pull("bandwagon", &dynamics.bandwagon, weight));
    lines.push(pull("isolation", &dynamics.isolation, None));
    if let Some(deadline) = dynamics.deadline {
        lines.push(format!(
            "deadline = {{ ratio = {}, half_life = {} }}",
            quantity(deadline.ratio, number),
            quantity(deadline.half_life, time)
        ));
    }
    lines.push(format!("frailty = {}", number(dynamics.frailty)));
    lines.into_iter().map(|line| line + "\n").collect()
}

fn quantity(quantity: Quantity, write: fn(f64) -> String) -> String {
    let (low, high) = (write(quantity.low()), write(quantity.high()));
    if low == high { low } else { format!("{{ low = {low}, high = {high} }}") }
}

fn time(days: f64) -> String {
    format!("\"{} days\"", number(days))
}

/// Three significant digits.
pub(super) fn number(value: f64) -> String {
    let unit = power_of_ten(if value > 0.0 { (2 - magnitude(value)).clamp(0, 15) } else { 0 });
    format!("{}", (value * unit).round() / unit)
}

fn quoted(text: &str) -> String {
    // A JSON string is a basic string of TOML.
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{number, quantity, quoted, time};
    use nemcon_core::Quantity;

    #[test]
    fn numbers_have_three_significant_digits() {
        let written = [0.012_345, 0.25, 1.0 / 3.0, 9.999, 12.345, 1234.5, 0.0].map(number);
        assert_eq!(written.join(" "), "0.0123 0.25 0.333 10 12.3 1235 0");
    }

    #[test]
    fn a_range_too_narrow_for_its_digits_is_a_number() {
        assert_eq!(quantity(Quantity::Range { low: 1.0001, high: 1.0002 }, number), "1");
        assert_eq!(quantity(Quantity::Range { low: 7.0, high: 28.44 }, time), "{ low = \"7 days\", high = \"28.4 days\" }");
        assert_eq!(quoted("a \"b\""), "\"a \\\"b\\\"\"");
    }
}
