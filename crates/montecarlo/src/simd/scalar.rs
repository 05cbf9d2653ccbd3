//! One number at a time.

use super::Vector;

/// The operations on one number: what all others must agree with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scalar;

/// Operations of the form `name(arguments) -> result = expression;`.
macro_rules! operations {
    ($($name:ident($($argument:ident: $type:ty),+) -> $result:ty = $value:expr;)+) => {
        $(#[inline(always)]
        fn $name(self, $($argument: $type),+) -> $result {
            $value
        })+
    };
}

impl Vector for Scalar {
    type F32s = f32;
    type U32s = u32;
    type Mask = bool;

    operations! {
        splat_f32s(x: f32) -> f32 = x;
        add_f32s(a: f32, b: f32) -> f32 = a + b;
        sub_f32s(a: f32, b: f32) -> f32 = a - b;
        mul_f32s(a: f32, b: f32) -> f32 = a * b;
        div_f32s(a: f32, b: f32) -> f32 = a / b;
        neg_f32s(a: f32) -> f32 = -a;
        sqrt_f32s(a: f32) -> f32 = a.sqrt();
        min_f32s(a: f32, b: f32) -> f32 = if a < b { a } else { b };
        max_f32s(a: f32, b: f32) -> f32 = if a > b { a } else { b };
        less_than_f32s(a: f32, b: f32) -> bool = a < b;
        less_than_or_equal_f32s(a: f32, b: f32) -> bool = a <= b;
        select_f32s(mask: bool, if_true: f32, if_false: f32) -> f32 = if mask { if_true } else { if_false };

        splat_u32s(x: u32) -> u32 = x;
        add_u32s(a: u32, b: u32) -> u32 = a.wrapping_add(b);
        sub_u32s(a: u32, b: u32) -> u32 = a.wrapping_sub(b);
        and_u32s(a: u32, b: u32) -> u32 = a & b;
        xor_u32s(a: u32, b: u32) -> u32 = a ^ b;
        not_u32s(a: u32) -> u32 = !a;
        min_u32s(a: u32, b: u32) -> u32 = a.min(b);
        equal_u32s(a: u32, b: u32) -> bool = a == b;
        less_than_u32s(a: u32, b: u32) -> bool = a < b;
        less_than_or_equal_u32s(a: u32, b: u32) -> bool = a <= b;
        select_u32s(mask: bool, if_true: u32, if_false: u32) -> u32 = if mask { if_true } else { if_false };
        shift_left(a: u32, by: u32) -> u32 = a << by;
        shift_right(a: u32, by: u32) -> u32 = a >> by;

        bits_of_f32s(a: f32) -> u32 = a.to_bits();
        f32s_of_bits(a: u32) -> f32 = f32::from_bits(a);
        whole(a: u32) -> f32 = a as f32;
        exponent(a: u32) -> f32 = (a.cast_signed() >> 23) as f32;
        look_up(table: &[f32; 16], index: u32) -> f32 = table[index as usize % 16];
    }
}
