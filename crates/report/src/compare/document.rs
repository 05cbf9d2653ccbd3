//! The comparison as a document.

use nemcon_montecarlo::{Difference, ENGINE, MedianDifference};

use super::CompareReport;
use crate::schema::{BaseDocument, CompareDocument, DifferenceDocument, MedianDateDifference, OutcomeDocument, SCHEMA, VariantDocument};

impl CompareReport<'_> {
    pub(super) fn to_document(&self) -> CompareDocument {
        let estimates = &self.comparison.base;
        let variants = self.variants().map(|(variant, found)| VariantDocument {
            title: variant.model.title().to_owned(),
            file: variant.file.to_owned(),
            outcomes: found.differences.iter().map(|difference| self.difference(difference)).collect(),
            warnings: variant.warnings(self.base, found),
        });
        CompareDocument {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            runs: estimates.runs,
            seed: estimates.seed,
            base: BaseDocument {
                title: self.base.title().to_owned(),
                outcomes: estimates.outcomes.iter().map(|outcome| OutcomeDocument::new(self.base, outcome)).collect(),
            },
            variants: variants.collect(),
        }
    }

    fn difference(&self, found: &Difference) -> DifferenceDocument {
        DifferenceDocument {
            outcome: found.id.clone(),
            name: self.success_name(&found.id).map(ToOwned::to_owned),
            probability: found.probability,
            difference: found.difference,
            low: found.interval.low,
            high: found.interval.high,
            variance_ratio: found.variance_ratio,
            median_date: found.median.as_ref().map(MedianDateDifference::from),
        }
    }
}

impl From<&MedianDifference> for MedianDateDifference {
    fn from(median: &MedianDifference) -> Self {
        Self {
            base: median.base.to_string(),
            variant: median.variant.to_string(),
            days: median.days,
            low: median.interval.low,
            high: median.interval.high,
            interpolated: median.interpolated,
        }
    }
}
