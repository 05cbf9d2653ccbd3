//! Estimates as tables, JSON and CSV.
