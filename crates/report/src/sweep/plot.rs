//! Plots of characters: a curve, and a heat map.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places in a plot are small and positive")]

/// Rows of a curve.
const HEIGHT: usize = 12;

/// Shares as a curve, each point at its place among so many columns; on the left the scale, which goes from the
/// least to the largest, rounded outwards to whole per cents.
pub(super) fn curve(shares: &[f64], columns: usize) -> Vec<String> {
    let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
    let most = shares.iter().copied().fold(0.0, f64::max);
    let (low, high) = ((100.0 * least).floor(), ((100.0 * most).ceil()).max((100.0 * least).floor() + 1.0));
    let place = |share: f64| ((100.0 * share - low) / (high - low) * (HEIGHT - 1) as f64).round() as usize;
    let column = |at: usize| if shares.len() > 1 { at * (columns - 1) / (shares.len() - 1) } else { 0 };
    let mut rows = vec![vec![' '; columns]; HEIGHT];
    for (at, pair) in shares.windows(2).enumerate() {
        // Between two points a dotted line.
        let (from, to) = (column(at), column(at + 1));
        (from + 1..to).for_each(|between| {
            let part = (between - from) as f64 / (to - from) as f64;
            rows[place(pair[0] + part * (pair[1] - pair[0]))][between] = '·';
        });
    }
    for (at, &share) in shares.iter().enumerate() {
        rows[place(share)][column(at)] = '●';
    }
    let label = |row: usize| match row {
        0 => format!("{low:>3.0}%"),
        row if row == HEIGHT - 1 => format!("{high:>3.0}%"),
        _ => " ".repeat(4),
    };
    let line = |row: usize| format!("{} │{}", label(row), rows[row].iter().collect::<String>().trim_end());
    (0..HEIGHT).rev().map(line).chain([format!("     └{}", "─".repeat(columns))]).collect()
}

/// A share as a shade, given the least and the largest.
pub(super) fn shade(share: f64, least: f64, most: f64) -> char {
    const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
    let part = if most > least { (share - least) / (most - least) } else { 0.0 };
    SHADES[((part * SHADES.len() as f64) as usize).min(SHADES.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::{curve, shade};

    #[test]
    fn a_curve_rises_where_shares_do() {
        let lines = curve(&[0.1, 0.2, 0.3], 21);
        assert_eq!(lines.len(), 13);
        assert_eq!(lines[0], format!(" 30% │{}●", " ".repeat(20)));
        assert_eq!(lines[11], " 10% │●");
        assert_eq!(curve(&[0.5], 3).len(), 13);
    }

    #[test]
    fn shades_go_from_the_least_to_the_most() {
        assert_eq!([0.1, 0.2, 0.3, 0.4, 0.5].map(|share| shade(share, 0.1, 0.5)), [' ', '░', '▒', '▓', '█']);
        assert_eq!(shade(0.3, 0.3, 0.3), ' ');
    }
}
