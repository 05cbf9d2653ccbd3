//! The analysis against values computed elsewhere, published values, and itself.

mod bodies;
mod truth;
