//! All instructions give the same as the operations on one number.

use proptest::prelude::*;

use super::{Instructions, LANES, LaneMask, Lanes, Scalar, Vector, Work};

type Words = [u32; LANES];

/// The bits of a number; all that is no number alike, for its sign and payload are anybody's guess.
fn bits(x: f32) -> u32 {
    if x.is_nan() { f32::NAN.to_bits() } else { x.to_bits() }
}

/// The results of the operations that vectors share with single numbers, of these words and of the
/// numbers that have their bits.
struct Results<V: Vector> {
    numbers: Vec<V::F32s>,
    words: Vec<V::U32s>,
    masks: Vec<V::Mask>,
}

#[inline(always)]
fn results<V: Vector>(simd: V, a: V::U32s, b: V::U32s, table: &[f32; 16]) -> Results<V> {
    let (x, y) = (simd.f32s_of_bits(a), simd.f32s_of_bits(b));
    let (number, word) = (simd.splat_f32s(table[0]), simd.splat_u32s(table[1].to_bits()));
    Results {
        numbers: vec![
            simd.add_f32s(x, y),
            simd.sub_f32s(x, y),
            simd.mul_f32s(x, y),
            simd.div_f32s(x, y),
            simd.add_f32s(simd.mul_f32s(x, y), number),
            simd.neg_f32s(x),
            simd.sqrt_f32s(x),
            simd.min_f32s(x, y),
            simd.max_f32s(x, y),
            simd.select_f32s(simd.less_than_f32s(x, y), x, number),
            simd.whole(a),
            simd.exponent(a),
            simd.look_up(table, a),
        ],
        words: vec![
            simd.add_u32s(a, b),
            simd.sub_u32s(a, b),
            simd.and_u32s(a, b),
            simd.xor_u32s(a, b),
            simd.not_u32s(a),
            simd.min_u32s(a, b),
            simd.select_u32s(simd.less_than_u32s(a, b), a, word),
            simd.shift_left(a, 23),
            simd.shift_right(a, 19),
            simd.bits_of_f32s(x),
        ],
        masks: vec![
            simd.less_than_f32s(x, y),
            simd.less_than_or_equal_f32s(x, y),
            simd.equal_u32s(a, b),
            simd.less_than_u32s(a, b),
            simd.less_than_or_equal_u32s(a, b),
        ],
    }
}

/// All results, as words; those of [`Lanes`] alone last.
#[derive(Debug, PartialEq)]
struct All {
    shared: Vec<Words>,
    masks: Vec<LaneMask>,
    products: Words,
    odd: Words,
    joined: Words,
    mask: LaneMask,
    permuted: Words,
    sums: Words,
}

struct Try {
    a: Words,
    b: Words,
    table: [f32; 16],
    mask: LaneMask,
}

impl Work for Try {
    type Output = All;

    #[inline(always)]
    fn with<S: Lanes>(self, simd: S) -> All {
        let (a, b, mask) = (simd.load_u32s(&self.a), simd.load_u32s(&self.b), simd.mask(self.mask));
        let Results { numbers, words, masks } = results(simd, a, b, &self.table);
        let numbers = numbers.into_iter().map(|numbers| simd.store_f32s(numbers).map(bits));
        All {
            shared: numbers.chain(words.into_iter().map(|words| simd.store_u32s(words))).collect(),
            masks: masks.into_iter().map(|mask| simd.bits(mask)).collect(),
            products: simd.store_u32s(simd.multiply_even(a, b)),
            odd: simd.store_u32s(simd.odd(a)),
            joined: simd.store_u32s(simd.join(a, b)),
            mask: simd.bits(mask),
            permuted: simd.store_u32s(simd.permute(a, simd.and_u32s(b, simd.splat_u32s(15)))),
            sums: simd.store_u32s(simd.add_where(mask, a, b)),
        }
    }
}

fn expected(Try { a, b, table, mask }: &Try) -> All {
    let each: [Results<Scalar>; LANES] = std::array::from_fn(|lane| results(Scalar, a[lane], b[lane], table));
    let across = |of: &dyn Fn(&Results<Scalar>) -> u32| std::array::from_fn(|lane| of(&each[lane]));
    let numbers = (0..each[0].numbers.len()).map(|at| across(&|results| bits(results.numbers[at])));
    let words = (0..each[0].words.len()).map(|at| across(&|results| results.words[at]));
    let mask_of = |at: usize| (0..LANES).fold(0, |mask, lane| mask | LaneMask::from(each[lane].masks[at]) << lane);
    let product = |lane: usize| u64::from(a[lane & !1]) * u64::from(b[lane & !1]);
    All {
        shared: numbers.chain(words).collect(),
        masks: (0..each[0].masks.len()).map(mask_of).collect(),
        products: std::array::from_fn(|lane| (product(lane) >> (32 * (lane % 2))) as u32),
        odd: std::array::from_fn(|lane| if lane % 2 == 0 { a[lane + 1] } else { 0 }),
        joined: std::array::from_fn(|lane| if lane % 2 == 0 { a[lane] } else { b[lane - 1] }),
        mask: *mask,
        permuted: std::array::from_fn(|lane| a[b[lane] as usize % 16]),
        sums: std::array::from_fn(|lane| if mask >> lane & 1 == 1 { a[lane].wrapping_add(b[lane]) } else { a[lane] }),
    }
}

/// Words: any, small ones, and the bits of numbers that are special or near one another.
fn words() -> impl Strategy<Value = Words> {
    let special = [0.0, -0.0, 1.0, -1.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN, f32::MAX, f32::MIN_POSITIVE, 1e-45];
    prop::array::uniform16(prop_oneof![
        any::<u32>(),
        0_u32..20,
        prop::sample::select(special.to_vec()).prop_map(f32::to_bits),
        (-9.0f32..9.0).prop_map(f32::to_bits),
    ])
}

proptest! {
    #[test]
    fn all_instructions_give_the_same(a in words(), b in words(), table in prop::array::uniform16(-9.0f32..9.0), mask: LaneMask) {
        let expected = expected(&Try { a, b, table, mask });
        for instructions in Instructions::all() {
            prop_assert_eq!(&instructions.run(Try { a, b, table, mask }), &expected, "{:?}", instructions);
        }
    }
}

/// A test of all instructions that are at hand tells nothing of those that are not.
#[test]
fn the_instructions_of_the_processor_are_found() {
    let names: Vec<String> = Instructions::all().map(|instructions| format!("{instructions:?}")).collect();
    assert!(names[0].starts_with("Portable"));
    #[cfg(target_arch = "x86_64")]
    assert_eq!(names.iter().any(|name| name.starts_with("Avx2")), std::arch::is_x86_feature_detected!("avx2"), "{names:?}");
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    assert!(names.iter().any(|name| name.starts_with("Simd128")), "{names:?}");
}
