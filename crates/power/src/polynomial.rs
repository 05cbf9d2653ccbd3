//! Polynomials in one unknown that marks a member as counted: the coefficient of `z^s` belongs to
//! coalitions of size `s`.

use num_bigint::BigUint;

use crate::number::Number;

/// A polynomial; only the stretch of powers in use is stored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Polynomial<T> {
    /// The power of the first coefficient.
    low: usize,
    /// The coefficients from `low` on; empty for 0.
    coefficients: Vec<T>,
}

impl<T: Number> Polynomial<T> {
    /// 0.
    pub(crate) fn zero() -> Self {
        Self { low: 0, coefficients: Vec::new() }
    }

    /// `coefficient · z^power`
    pub(crate) fn term(coefficient: T, power: usize) -> Self {
        Self { low: power, coefficients: vec![coefficient] }
    }

    /// The polynomial with these coefficients, from the power 0 on.
    pub(crate) fn new(coefficients: Vec<T>) -> Self {
        Self { low: 0, coefficients }
    }

    /// Whether nothing was ever added.
    pub(crate) fn is_zero(&self) -> bool {
        self.coefficients.is_empty()
    }

    /// How many coefficients are stored.
    pub(crate) fn width(&self) -> usize {
        self.coefficients.len()
    }

    /// How many coefficients there is memory for.
    pub(crate) fn room(&self) -> usize {
        self.coefficients.capacity()
    }

    /// Gives back the memory beyond what is stored.
    pub(crate) fn shrink(&mut self) {
        self.coefficients.shrink_to_fit();
    }

    /// The powers in use with their coefficients.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (usize, &T)> {
        self.coefficients.iter().enumerate().map(|(at, coefficient)| (self.low + at, coefficient))
    }

    /// The sum of all coefficients.
    pub(crate) fn total(&self) -> T {
        let mut sum = T::zero();
        let one = T::from_count(&BigUint::from(1u8));
        self.coefficients.iter().for_each(|coefficient| sum.add_product(&one, coefficient));
        sum
    }

    /// Makes room for the powers from `low` up to below `high`.
    fn cover(&mut self, low: usize, high: usize) {
        if self.coefficients.is_empty() {
            self.low = low;
        }
        if low < self.low {
            let missing = self.low - low;
            self.coefficients.splice(0..0, std::iter::repeat_n(T::zero(), missing));
            self.low = low;
        }
        if high > self.low + self.coefficients.len() {
            self.coefficients.resize(high - self.low, T::zero());
        }
    }

    /// Adds a product.
    pub(crate) fn add_product(&mut self, a: &Self, b: &Self) {
        self.multiply_into(a, b, T::add_product);
    }

    /// Takes away a product, nowhere larger.
    pub(crate) fn subtract_product(&mut self, a: &Self, b: &Self) {
        self.multiply_into(a, b, T::subtract_product);
    }

    fn multiply_into(&mut self, a: &Self, b: &Self, apply: impl Fn(&mut T, &T, &T)) {
        if a.is_zero() || b.is_zero() {
            return;
        }
        let (short, long) = if a.width() <= b.width() { (a, b) } else { (b, a) };
        self.cover(a.low + b.low, a.low + b.low + a.width() + b.width() - 1);
        for (power, factor) in short.terms() {
            if !factor.is_zero() {
                let sums = &mut self.coefficients[power + long.low - self.low..];
                sums.iter_mut().zip(&long.coefficients).for_each(|(sum, coefficient)| apply(sum, factor, coefficient));
            }
        }
    }

    /// Makes it 0 again, keeping its memory.
    pub(crate) fn clear(&mut self) {
        self.coefficients.clear();
    }
}

impl<T: Number + Into<BigUint>> Polynomial<T> {
    /// The terms that are not 0, with big integers.
    pub(crate) fn into_terms(self) -> Vec<(usize, BigUint)> {
        let terms = self.coefficients.into_iter().enumerate().filter(|(_, coefficient)| !coefficient.is_zero());
        terms.map(|(at, coefficient)| (self.low + at, coefficient.into())).collect()
    }

    /// The coefficients of the powers 0 to `degree` as big integers.
    pub(crate) fn counts(&self, degree: usize) -> Vec<BigUint> {
        let mut counts = vec![BigUint::ZERO; degree + 1];
        for (power, coefficient) in self.terms() {
            counts[power] = coefficient.clone().into();
        }
        counts
    }
}
