//! What was counted of a base and its variants as numbers in order.

use super::{PairedTally, Products, Side};
use crate::tally::Numbers;

impl Numbers for PairedTally {
    fn each(&mut self, visit: &mut dyn FnMut(&mut u128) -> Option<()>) -> Option<()> {
        self.base.each(visit)?;
        self.variants.iter_mut().try_for_each(|(side, table)| {
            side.each(visit)?;
            let products = table.cells.iter_mut().flat_map(|Products { variant, base, variant_squared, base_squared, mixed }| {
                [variant, base, variant_squared, base_squared, mixed]
            });
            products.into_iter().try_for_each(&mut *visit)
        })
    }
}

impl Numbers for Side {
    fn each(&mut self, visit: &mut dyn FnMut(&mut u128) -> Option<()>) -> Option<()> {
        self.tally.each(visit)?;
        self.appointed.iter_mut().try_for_each(visit)
    }
}
