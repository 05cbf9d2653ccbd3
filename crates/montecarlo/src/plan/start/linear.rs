//! Triangular matrices: all the linear algebra that correlated normal variates need.

/// A lower triangular matrix.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lower {
    size: usize,
    /// Row by row, each up to the diagonal.
    entries: Vec<f64>,
}

impl Lower {
    /// The factor `L` with `L Lᵀ` = a symmetric matrix, of which the lower triangle is read; `None`
    /// where that is not positive definite (Cholesky).
    pub(super) fn root(size: usize, of: impl Fn(usize, usize) -> f64) -> Option<Self> {
        let mut root = Self { size, entries: Vec::with_capacity(size * (size + 1) / 2) };
        for row in 0..size {
            for column in 0..=row {
                let products: f64 = (0..column).map(|k| root.at(row, k) * root.at(column, k)).sum();
                let rest = of(row, column) - products;
                let entry = if row > column {
                    rest / root.at(column, column)
                } else if rest > 0.0 && rest.is_finite() {
                    libm::sqrt(rest)
                } else {
                    return None;
                };
                root.entries.push(entry);
            }
        }
        Some(root)
    }

    /// The entry of a row and a column that is not beyond the diagonal. A row that is being filled
    /// has those before it.
    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.entries[row * (row + 1) / 2 + column]
    }

    /// `L x`.
    pub(super) fn times(&self, x: &[f64]) -> Vec<f64> {
        (0..self.size).map(|row| (0..=row).map(|column| self.at(row, column) * x[column]).sum()).collect()
    }

    /// The `x` with `L x = b`.
    pub(super) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = Vec::with_capacity(self.size);
        for (row, b) in b.iter().enumerate() {
            let known: f64 = x.iter().enumerate().map(|(column, x)| self.at(row, column) * x).sum();
            x.push((b - known) / self.at(row, row));
        }
        x
    }

    /// The `x` with `Lᵀ x = b`.
    pub(super) fn solve_transposed(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for row in (0..self.size).rev() {
            let known: f64 = (row + 1..self.size).map(|below| self.at(below, row) * x[below]).sum();
            x[row] = (x[row] - known) / self.at(row, row);
        }
        x
    }

    /// The logarithm of the determinant.
    pub(super) fn ln_determinant(&self) -> f64 {
        (0..self.size).map(|row| libm::log(self.at(row, row))).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Lower;

    #[test]
    fn a_root_multiplies_and_solves() {
        let matrix = [[4.0, 2.0, -1.0], [2.0, 3.0, 0.5], [-1.0, 0.5, 2.0]];
        let root = Lower::root(3, |row, column| matrix[row][column]).expect("positive definite");
        let b = [1.0, -2.0, 3.0];
        let x = root.solve_transposed(&root.solve(&b));
        for row in 0..3 {
            let product: f64 = (0..3).map(|column| matrix[row][column] * x[column]).sum();
            assert!((product - b[row]).abs() < 1e-12);
        }
        assert!(root.times(&root.solve(&b)).iter().zip(b).all(|(product, b)| (product - b).abs() < 1e-12));
        // 4·(6 − ¼) − 2·(4 + ½) − (1 + 3) = 10.
        assert!((root.ln_determinant() - 0.5 * libm::log(10.0)).abs() < 1e-12);
        assert!(Lower::root(2, |_, _| 1.0).is_none());
    }
}
