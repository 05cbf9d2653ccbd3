//! The numbers of the dynamics that can be fitted, and the space they span.

use nemcon_core::{Dynamics, Edge, Interval, PERCENTILE_95, Quantity};

/// A number of the dynamics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// The half-life of an edge, in days.
    HalfLife(Edge),
    /// The hazard ratio of the bandwagon.
    Bandwagon,
    /// The hazard ratio of isolation.
    Isolation,
    /// The hazard ratio of the deadline.
    DeadlineRatio,
    /// The half-life of the deadline's pull, in days.
    DeadlineHalfLife,
    /// The variance of the frailties.
    Frailty,
}

/// The frailty is written as a number, not as a range: it is taken to be known up to this factor.
const FRAILTY_WITHIN: f64 = 4.0;
/// The largest variance of frailties that a model may have.
const FRAILTY_AT_MOST: f64 = 10.0;

impl Parameter {
    /// All of them, in the order of the file format.
    pub const ALL: [Self; 9] = [
        Self::HalfLife(Edge::Oppose),
        Self::HalfLife(Edge::Reserve),
        Self::HalfLife(Edge::Accept),
        Self::HalfLife(Edge::Defect),
        Self::Bandwagon,
        Self::Isolation,
        Self::DeadlineRatio,
        Self::DeadlineHalfLife,
        Self::Frailty,
    ];

    /// Its name in outputs: the key of the file format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::HalfLife(edge) => edge.word(),
            Self::Bandwagon => "bandwagon.ratio",
            Self::Isolation => "isolation.ratio",
            Self::DeadlineRatio => "deadline.ratio",
            Self::DeadlineHalfLife => "deadline.half_life",
            Self::Frailty => "frailty",
        }
    }

    /// Whether it is a time, in days.
    pub const fn is_time(self) -> bool {
        matches!(self, Self::HalfLife(_) | Self::DeadlineHalfLife)
    }

    /// The range within which some dynamics have it, 5th to 95th percentile; none where it is known.
    fn range(self, dynamics: &Dynamics) -> Option<Interval> {
        let quantity = match self {
            Self::HalfLife(edge) => dynamics.half_lives[edge as usize]?,
            Self::Bandwagon => dynamics.bandwagon.ratio,
            Self::Isolation => dynamics.isolation.ratio,
            Self::DeadlineRatio => dynamics.deadline?.ratio,
            Self::DeadlineHalfLife => dynamics.deadline?.half_life,
            Self::Frailty if dynamics.frailty > 0.0 => {
                Quantity::Range { low: dynamics.frailty / FRAILTY_WITHIN, high: dynamics.frailty * FRAILTY_WITHIN }
            }
            Self::Frailty => return None,
        };
        match quantity {
            Quantity::Fixed(_) => None,
            Quantity::Range { low, high } => Some(Interval { low, high }),
        }
    }

    fn set(self, dynamics: &mut Dynamics, quantity: Quantity) {
        let deadline = dynamics.deadline.as_mut();
        match (self, deadline) {
            (Self::HalfLife(edge), _) => dynamics.half_lives[edge as usize] = Some(quantity),
            (Self::Bandwagon, _) => dynamics.bandwagon.ratio = quantity,
            (Self::Isolation, _) => dynamics.isolation.ratio = quantity,
            (Self::DeadlineRatio, Some(deadline)) => deadline.ratio = quantity,
            (Self::DeadlineHalfLife, Some(deadline)) => deadline.half_life = quantity,
            (Self::Frailty, _) => dynamics.frailty = libm::sqrt(quantity.low() * quantity.high()).min(FRAILTY_AT_MOST),
            (Self::DeadlineRatio | Self::DeadlineHalfLife, None) => {}
        }
    }
}

/// An uncertain parameter: lognormal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// Which.
    pub parameter: Parameter,
    /// The mean of its logarithm.
    mean: f64,
    /// The standard deviation of its logarithm.
    deviation: f64,
}

impl Axis {
    /// Its value at a coordinate: 0 is the median, ±1.645 the ends of the range.
    pub fn value(&self, coordinate: f64) -> f64 {
        libm::exp(self.mean + self.deviation * coordinate)
    }

    /// The 5th and the 95th percentile.
    pub fn range(&self) -> Interval {
        Interval::new(self.value(-PERCENTILE_95), self.value(PERCENTILE_95))
    }
}

/// Everything that is uncertain in some dynamics, in coordinates that are standard normal under
/// the ranges: so half the squared length of a point is what the ranges say against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    dynamics: Dynamics,
    axes: Vec<Axis>,
}

impl Space {
    /// The space of the ranges of some dynamics.
    pub fn new(dynamics: &Dynamics) -> Self {
        let axis = |parameter: Parameter| {
            let Interval { low, high } = parameter.range(dynamics)?;
            let (low, high) = (libm::log(low), libm::log(high));
            Some(Axis { parameter, mean: 0.5 * (low + high), deviation: 0.5 * (high - low) / PERCENTILE_95 })
        };
        Self { dynamics: dynamics.clone(), axes: Parameter::ALL.into_iter().filter_map(axis).collect() }
    }

    /// What is uncertain.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// The dynamics at a point, where everything is known.
    ///
    /// # Panics
    /// If the point has fewer coordinates than the space has axes.
    pub fn at(&self, point: &[f64]) -> Dynamics {
        self.with(|index, axis| Quantity::Fixed(axis.value(point[index])))
    }

    /// The dynamics with other ranges, given by their ends on each axis. The frailty, which cannot
    /// be a range, gets the middle of its own.
    ///
    /// # Panics
    /// If there are fewer ranges than axes.
    pub fn within(&self, ranges: &[Interval]) -> Dynamics {
        self.with(|index, axis| Quantity::Range { low: axis.value(ranges[index].low), high: axis.value(ranges[index].high) })
    }

    fn with(&self, quantity: impl Fn(usize, &Axis) -> Quantity) -> Dynamics {
        let mut dynamics = self.dynamics.clone();
        self.axes.iter().enumerate().for_each(|(index, axis)| axis.parameter.set(&mut dynamics, quantity(index, axis)));
        dynamics
    }
}

#[cfg(test)]
mod tests {
    use nemcon_core::{DatePull, Dynamics, Edge, EdgeSet, Quantity, SharePull};

    use super::{Interval, PERCENTILE_95, Parameter, Space};

    fn dynamics() -> Dynamics {
        let range = |low, high| Quantity::Range { low, high };
        Dynamics {
            half_lives: [Some(range(14.0, 224.0)), Some(range(7.0, 112.0)), Some(Quantity::Fixed(60.0)), None],
            bandwagon: SharePull { ratio: range(1.5, 6.0), at: 0.65, ..SharePull::default() },
            deadline: Some(DatePull { ratio: Quantity::Fixed(3.0), half_life: range(14.0, 56.0), edges: EdgeSet::UPWARD }),
            frailty: 0.25,
            ..Dynamics::default()
        }
    }

    #[test]
    fn what_is_known_is_not_fitted() {
        let space = Space::new(&dynamics());
        let names: Vec<&str> = space.axes().iter().map(|axis| axis.parameter.name()).collect();
        assert_eq!(names, ["oppose", "reserve", "bandwagon.ratio", "deadline.half_life", "frailty"]);
    }

    #[test]
    fn the_origin_is_the_median_of_every_range() {
        let space = Space::new(&dynamics());
        let at = space.at(&[0.0; 5]);
        let Some(Quantity::Fixed(oppose)) = at.half_lives[Edge::Oppose as usize] else { panic!("a point is known") };
        assert!((oppose - 56.0).abs() < 1e-12 && (at.frailty - 0.25).abs() < 1e-15);
        assert_eq!(at.half_lives[Edge::Accept as usize], Some(Quantity::Fixed(60.0)));
    }

    #[test]
    fn the_ends_of_the_ranges_come_back() {
        let space = Space::new(&dynamics());
        let same = space.within(&[Interval::around(0.0, PERCENTILE_95); 5]);
        for parameter in Parameter::ALL {
            let (Some(a), Some(b)) = (parameter.range(&same), parameter.range(&dynamics())) else { continue };
            assert!((a.low / b.low - 1.0).abs() < 1e-12 && (a.high / b.high - 1.0).abs() < 1e-12, "{parameter:?}");
        }
        assert!((same.frailty - 0.25).abs() < 1e-15);
    }
}
