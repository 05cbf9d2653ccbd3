//! Whether what is called 30% happens three times in ten.

use nemcon_core::Interval;

/// Forecasts of about the same probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// The lower end of the bin.
    pub from: f64,
    /// The upper end of the bin.
    pub to: f64,
    /// How many forecasts fall into it.
    pub forecasts: usize,
    /// Their mean probability.
    pub mean_probability: f64,
    /// How many of them came about.
    pub happened: usize,
    /// Wilson's 95% interval of the share that comes about.
    pub interval: Interval,
}

/// Where the bins end: narrow where most forecasts lie.
const ENDS: [f64; 6] = [0.05, 0.2, 0.4, 0.6, 0.8, 1.0];

/// Sorts forecasts (probability, whether it came about) into bins; empty ones are left out.
pub fn reliability(forecasts: &[(f64, bool)]) -> Vec<Bin> {
    let starts = std::iter::once(0.0).chain(ENDS);
    let bin = |(from, to): (f64, f64)| {
        let inside = || forecasts.iter().filter(move |(p, _)| *p >= from && (*p < to || (to >= 1.0 && *p <= 1.0)));
        let count = inside().count();
        let happened = inside().filter(|(_, happened)| *happened).count();
        (count > 0).then(|| Bin {
            from,
            to,
            forecasts: count,
            mean_probability: inside().map(|(p, _)| p).sum::<f64>() / count as f64,
            happened,
            interval: Interval::wilson(happened as f64 / count as f64, count as f64),
        })
    };
    starts.zip(ENDS).filter_map(bin).collect()
}

#[cfg(test)]
mod tests {
    use super::reliability;

    #[test]
    fn every_forecast_falls_into_one_bin() {
        let forecasts = [(0.0, false), (0.05, true), (0.3, false), (0.35, true), (1.0, true)];
        let bins = reliability(&forecasts);
        assert_eq!(bins.iter().map(|bin| bin.forecasts).sum::<usize>(), forecasts.len());
        assert_eq!(bins.iter().map(|bin| bin.happened).collect::<Vec<_>>(), [0, 1, 1, 1]);
        assert!((bins[2].mean_probability - 0.325).abs() < 1e-15);
    }
}
