//! Sixteen numbers in an array, which the compiler turns into whatever vector instructions every
//! processor of the target has.

use super::{LANES, LaneMask, Lanes, Scalar, Vector, Work};

/// Arrays of numbers, on every processor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Portable;

type Array<T> = [T; LANES];

/// An array of an expression for each lane: a plain loop, as the functions that build arrays from
/// closures are calls where they stand in large functions.
macro_rules! lanes {
    ($lane:ident => $value:expr) => {{
        let mut array = [Default::default(); LANES];
        let mut $lane = 0;
        while $lane < LANES {
            array[$lane] = $value;
            $lane += 1;
        }
        array
    }};
}

/// [`Scalar`]'s operations, number by number.
macro_rules! each {
    ($($name:ident($($argument:ident: $type:ty),+) -> $result:ty;)+) => {
        $(#[inline(always)]
        fn $name(self, $($argument: Array<$type>),+) -> Array<$result> {
            lanes!(lane => Scalar.$name($($argument[lane]),+))
        })+
    };
}

impl Vector for Portable {
    type F32s = Array<f32>;
    type U32s = Array<u32>;
    type Mask = Array<bool>;

    each! {
        add_f32s(a: f32, b: f32) -> f32;
        sub_f32s(a: f32, b: f32) -> f32;
        mul_f32s(a: f32, b: f32) -> f32;
        div_f32s(a: f32, b: f32) -> f32;
        neg_f32s(a: f32) -> f32;
        sqrt_f32s(a: f32) -> f32;
        min_f32s(a: f32, b: f32) -> f32;
        max_f32s(a: f32, b: f32) -> f32;
        less_than_f32s(a: f32, b: f32) -> bool;
        less_than_or_equal_f32s(a: f32, b: f32) -> bool;
        select_f32s(mask: bool, if_true: f32, if_false: f32) -> f32;
        add_u32s(a: u32, b: u32) -> u32;
        sub_u32s(a: u32, b: u32) -> u32;
        and_u32s(a: u32, b: u32) -> u32;
        xor_u32s(a: u32, b: u32) -> u32;
        not_u32s(a: u32) -> u32;
        min_u32s(a: u32, b: u32) -> u32;
        equal_u32s(a: u32, b: u32) -> bool;
        less_than_u32s(a: u32, b: u32) -> bool;
        less_than_or_equal_u32s(a: u32, b: u32) -> bool;
        select_u32s(mask: bool, if_true: u32, if_false: u32) -> u32;
        bits_of_f32s(a: f32) -> u32;
        f32s_of_bits(a: u32) -> f32;
        whole(a: u32) -> f32;
        exponent(a: u32) -> f32;
    }

    #[inline(always)]
    fn splat_f32s(self, x: f32) -> Array<f32> {
        [x; LANES]
    }

    #[inline(always)]
    fn splat_u32s(self, x: u32) -> Array<u32> {
        [x; LANES]
    }

    #[inline(always)]
    fn shift_left(self, a: Array<u32>, by: u32) -> Array<u32> {
        lanes!(lane => a[lane] << by)
    }

    #[inline(always)]
    fn shift_right(self, a: Array<u32>, by: u32) -> Array<u32> {
        lanes!(lane => a[lane] >> by)
    }

    #[inline(always)]
    fn look_up(self, table: &[f32; 16], index: Array<u32>) -> Array<f32> {
        lanes!(lane => table[index[lane] as usize % 16])
    }
}

impl Lanes for Portable {
    // Vectors of sixteen numbers are several registers each wherever this is of use.
    const FEW_REGISTERS: bool = true;

    #[inline(always)]
    fn vectorize<W: Work>(self, work: W) -> W::Output {
        work.with(self)
    }

    #[inline(never)]
    fn apart<W: Work>(self, work: W) -> W::Output {
        work.with(self)
    }

    #[inline(always)]
    fn load_f32s(self, numbers: &Array<f32>) -> Array<f32> {
        *numbers
    }

    #[inline(always)]
    fn load_u32s(self, words: &Array<u32>) -> Array<u32> {
        *words
    }

    #[inline(always)]
    fn store_f32s(self, numbers: Array<f32>) -> Array<f32> {
        numbers
    }

    #[inline(always)]
    fn store_u32s(self, words: Array<u32>) -> Array<u32> {
        words
    }

    #[inline(always)]
    fn multiply_even(self, a: Array<u32>, b: Array<u32>) -> Array<u32> {
        let mut products = [0; LANES];
        let mut lane = 0;
        while lane < LANES {
            let product = u64::from(a[lane]) * u64::from(b[lane]);
            (products[lane], products[lane + 1]) = (product as u32, (product >> 32) as u32);
            lane += 2;
        }
        products
    }

    #[inline(always)]
    fn odd(self, x: Array<u32>) -> Array<u32> {
        lanes!(lane => if lane % 2 == 0 { x[lane + 1] } else { 0 })
    }

    #[inline(always)]
    fn join(self, even: Array<u32>, odd: Array<u32>) -> Array<u32> {
        lanes!(lane => if lane % 2 == 0 { even[lane] } else { odd[lane - 1] })
    }

    #[inline(always)]
    fn bits(self, mask: Array<bool>) -> LaneMask {
        let mut bits = 0;
        let mut lane = 0;
        while lane < LANES {
            bits |= LaneMask::from(mask[lane]) << lane;
            lane += 1;
        }
        bits
    }

    #[inline(always)]
    fn mask(self, bits: LaneMask) -> Array<bool> {
        lanes!(lane => bits >> lane & 1 == 1)
    }

    #[inline(always)]
    fn permute(self, x: Array<u32>, index: Array<u32>) -> Array<u32> {
        lanes!(lane => x[index[lane] as usize % LANES])
    }

    #[inline(always)]
    fn add_where(self, mask: Array<bool>, sum: Array<u32>, summand: Array<u32>) -> Array<u32> {
        lanes!(lane => sum[lane].wrapping_add(if mask[lane] { summand[lane] } else { 0 }))
    }
}
