//! The analysis against values computed elsewhere, published values, and itself.

mod agreement;
mod bodies;
mod documented;
mod limits;
mod methods;
mod published;
mod random;
mod reports;
mod ternary;
mod truth;
