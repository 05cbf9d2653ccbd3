//! The pulls of dates (model, section 4, step b) in one run or in sixteen: sums over the days of a
//! round, that stand in the place of its days.

use crate::math::{clamp, exp2_of, exp2_within};
use crate::simd::Vector;

/// The pull of a date in a run: `log2` of its hazard ratio, and minus one over its half-life.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pull<F> {
    pub(super) log2_ratio: F,
    pub(super) fading: F,
}

/// The days of a round.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days<F> {
    /// How many they are.
    pub(super) count: F,
    /// How many they are at most, in whatever run; and whether they are as many in all.
    pub(super) most: u32,
    pub(super) alike: bool,
}

impl<F: Copy> Pull<F> {
    /// The sum over the days d of a round of `r^D(d)`, `D(d) = 2^(−(T − d)/h)`, or 1 on and after T;
    /// `left`: the days from the last day of the round to T, negative if it lies before.
    #[inline(always)]
    pub(super) fn of_deadline<S: Vector<F32s = F>>(self, simd: S, left: F, days: Days<F>) -> F {
        let zero = simd.splat_f32s(0.0);
        let closeness = exp2_of(simd, simd.mul_f32s(simd.max_f32s(left, zero), self.fading));
        self.sum(simd, closeness, simd.sub_f32s(zero, left), |_| false, days)
    }

    /// The sum over the days d of a round of `r^M(d)`, `M(d) = 2^(−(m − d)/h)`, m being the first meeting
    /// on or after d; `left`: the days from the last day of the round to the next meeting, if there is
    /// one; `meets`: whether there is one so many days before the last.
    #[inline(always)]
    pub(super) fn of_meetings<S: Vector<F32s = F>>(self, simd: S, left: Option<u32>, meets: impl Fn(u32) -> bool, days: Days<F>) -> F {
        let zero = simd.splat_f32s(0.0);
        let closeness = match left {
            Some(left) => exp2_of(simd, simd.mul_f32s(simd.splat_f32s(left as f32), self.fading)),
            None => zero,
        };
        self.sum(simd, closeness, zero, meets, days)
    }

    /// From the last day back, on which the date is so close, and for so many days before it; on each
    /// day before those a step less, but for days on which it is there again.
    #[inline(always)]
    fn sum<S: Vector<F32s = F>>(self, simd: S, mut closeness: F, held: F, there: impl Fn(u32) -> bool, days: Days<F>) -> F {
        let step = exp2_of(simd, self.fading);
        // Closeness is at most 1, so that a ratio within the range of powers keeps all of them within it.
        let log2_ratio = clamp(simd, self.log2_ratio);
        let mut sum = simd.splat_f32s(0.0);
        for back in 0..days.most {
            let at = simd.splat_f32s(back as f32);
            let pull = exp2_within(simd, simd.mul_f32s(log2_ratio, closeness));
            let more = simd.add_f32s(sum, pull);
            sum = if days.alike { more } else { simd.select_f32s(simd.less_than_f32s(at, days.count), more, sum) };
            closeness = simd.select_f32s(simd.less_than_f32s(at, held), closeness, simd.mul_f32s(closeness, step));
            if there(back + 1) {
                closeness = simd.splat_f32s(1.0);
            }
        }
        simd.min_f32s(sum, simd.splat_f32s(f32::MAX))
    }
}

/// What stands in the place of the days of a round where some dates pull: the product of the means,
/// times the days.
#[inline(always)]
pub(super) fn pulled_days<S: Vector>(simd: S, [deadline, meetings]: [Option<S::F32s>; 2], days: S::F32s) -> S::F32s {
    match (deadline, meetings) {
        (None, None) => days,
        (Some(sum), None) | (None, Some(sum)) => sum,
        (Some(deadline), Some(meetings)) => {
            simd.min_f32s(simd.mul_f32s(deadline, simd.div_f32s(meetings, days)), simd.splat_f32s(f32::MAX))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Days, Pull};
    use crate::simd::Scalar;

    fn pull(ratio: f64, half_life: f64) -> Pull<f32> {
        Pull { log2_ratio: libm::log2(ratio) as f32, fading: (-1.0 / half_life) as f32 }
    }

    fn days(count: u32) -> Days<f32> {
        Days { count: count as f32, most: count, alike: true }
    }

    /// The definition, day by day.
    #[test]
    fn sums_are_those_of_the_days_one_by_one() {
        for (ratio, half_life, count, left) in
            [(4.0, 28.0, 7, 30), (4.0, 3.0, 7, 0), (0.25, 10.0, 31, -12), (9.0, 1.0, 400, 5), (3.0, 0.5, 20, -40), (20.0, 2.0, 300, 200)]
        {
            let day = |back: i32| ratio_to((left + back).max(0), ratio, half_life);
            let expected: f64 = (0..i32::try_from(count).unwrap()).map(day).sum();
            let found = pull(ratio, half_life).of_deadline(Scalar, left as f32, days(count));
            assert!((f64::from(found) / expected - 1.0).abs() < 1e-5, "{found} {expected}");
        }
    }

    fn ratio_to(left: i32, ratio: f64, half_life: f64) -> f64 {
        libm::pow(ratio, libm::exp2(-f64::from(left) / half_life))
    }

    /// Meetings 3 and 10 days before the last day of the round, and the next 4 days after it, or none.
    #[test]
    fn meetings_begin_anew() {
        let meets = |back: u32| back == 3 || back == 10;
        for next in [Some(4), None] {
            let day = |back: u32| match back {
                0..3 => next.map_or(1.0, |next| ratio_to((next + back).cast_signed(), 6.0, 5.0)),
                3..10 => ratio_to(back.cast_signed() - 3, 6.0, 5.0),
                _ => ratio_to(back.cast_signed() - 10, 6.0, 5.0),
            };
            let expected: f64 = (0..14).map(day).sum();
            let found = pull(6.0, 5.0).of_meetings(Scalar, next, meets, days(14));
            assert!((f64::from(found) / expected - 1.0).abs() < 1e-5, "{found} {expected}");
        }
    }
}
