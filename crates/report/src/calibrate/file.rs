//! Fitted dynamics as a file that scenarios can extend.

use nemcon_core::{DatePull, Dynamics, Edge, EdgeSet, Probability, Quantity, SharePull};

use crate::wording::{magnitude, power_of_ten};

/// A file of nothing but `[dynamics]`, for scenarios to extend, under a header of these lines and with this source.
pub fn dynamics_file(dynamics: &Dynamics, header: &[String], source: &str) -> String {
    let one_line = |text: &str| -> String { text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect() };
    let mut text: String = header.iter().map(|line| format!("# {}", one_line(line)).trim_end().to_owned() + "\n").collect();
    text += "\nschema = 1\n\n[dynamics]\n";
    text += &body(dynamics);
    text += &format!("source = {}\n", quoted(&one_line(source)));
    text
}

fn body(dynamics: &Dynamics) -> String {
    let mut lines = Vec::new();
    for edge in Edge::ALL {
        if let Some(half_life) = dynamics.half_lives[edge as usize] {
            lines.push(format!("{} = {}", edge.word(), quantity(half_life, time)));
        }
    }
    let none = SharePull::default();
    for (name, pull) in [("bandwagon", &dynamics.bandwagon), ("isolation", &dynamics.isolation)] {
        if *pull != none {
            lines.push(format!("{name} = {{ ratio = {}, at = {}{} }}", quantity(pull.ratio, number), pull.at, edges(pull.edges)));
        }
    }
    let date_pull = |pull: &DatePull| {
        format!("{{ ratio = {}, half_life = {}{} }}", quantity(pull.ratio, number), quantity(pull.half_life, time), edges(pull.edges))
    };
    lines.extend(dynamics.deadline.iter().map(|pull| format!("deadline = {}", date_pull(pull))));
    let lasting: Vec<String> = [("oppose", dynamics.lasting.oppose), ("reserve", dynamics.lasting.reserve)]
        .into_iter()
        .filter(|(_, probability)| probability.is_possible())
        .map(|(stance, probability)| format!("{stance} = {}", self::probability(probability)))
        .collect();
    if !lasting.is_empty() {
        lines.push(format!("lasting = {{ {} }}", lasting.join(", ")));
    }
    if dynamics.loyalty != Quantity::Fixed(1.0) {
        lines.push(format!("loyalty = {}", quantity(dynamics.loyalty, number)));
    }
    lines.push(format!("frailty = {}", number(dynamics.frailty)));
    lines.into_iter().map(|line| line + "\n").collect()
}

fn edges(edges: EdgeSet) -> String {
    if edges == EdgeSet::UPWARD {
        return String::new();
    }
    let words: Vec<String> = edges.iter().map(|edge| quoted(edge.word())).collect();
    format!(", edges = [{}]", words.join(", "))
}

fn quantity(quantity: Quantity, write: fn(f64) -> String) -> String {
    between(quantity.low(), quantity.high(), write)
}

fn probability(probability: Probability) -> String {
    between(probability.low(), probability.high(), number)
}

fn between(low: f64, high: f64, write: fn(f64) -> String) -> String {
    let (low, high) = (write(low), write(high));
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
