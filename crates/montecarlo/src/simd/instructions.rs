//! Which vectors there are on the processor at hand.

use super::portable::Portable;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use super::wasm::Simd128;
use super::{Lanes, Work};

/// A way to compute vectors that the processor has.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Instructions {
    Portable(Portable),
    #[cfg(target_arch = "x86_64")]
    Avx2(pulp::x86::V3),
    #[cfg(target_arch = "x86_64")]
    Avx512(pulp::x86::V4),
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    Simd128(Simd128),
}

impl Instructions {
    pub(crate) const fn portable() -> Self {
        Self::Portable(Portable)
    }

    /// AVX2 and FMA, where the processor has them.
    pub(crate) fn avx2() -> Option<Self> {
        #[cfg(target_arch = "x86_64")]
        return pulp::x86::V3::try_new().map(Self::Avx2);
        #[cfg(not(target_arch = "x86_64"))]
        None
    }

    /// AVX-512, where the processor has it.
    pub(crate) fn avx512() -> Option<Self> {
        #[cfg(target_arch = "x86_64")]
        return pulp::x86::V4::try_new().map(Self::Avx512);
        #[cfg(not(target_arch = "x86_64"))]
        None
    }

    /// WebAssembly's vectors, where the module was compiled with them.
    pub(crate) fn simd128() -> Option<Self> {
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        return Some(Self::Simd128(Simd128));
        #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
        None
    }

    /// All that the processor has.
    #[cfg(test)]
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        [Some(Self::portable()), Self::avx2(), Self::avx512(), Self::simd128()].into_iter().flatten()
    }

    /// Does some work with these instructions.
    #[inline]
    pub(crate) fn run<W: Work>(self, work: W) -> W::Output {
        match self {
            Self::Portable(simd) => Lanes::vectorize(simd, work),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(path) => Lanes::vectorize(pulp::x86::V3_512b(path), work),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(simd) => Lanes::vectorize(simd, work),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Self::Simd128(simd) => Lanes::vectorize(simd, work),
        }
    }
}
