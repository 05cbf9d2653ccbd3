//! Tables of reports have the types that their columns say, whatever stands in them.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type};
use arrow_schema::DataType;
use nemcon_arrow::table;
use nemcon_core::{Body, Cadence, Date, Draft, Edge, Member, Prior, consensus};
use nemcon_montecarlo::Plan;
use nemcon_report::{Report, RunReport};

#[test]
fn a_table_is_typed_and_what_does_not_exist_is_null() {
    let body = Body::new("Partners", ["ann", "bob"].map(Member::new).into());
    let (as_of, deadline) = (Date::constant(2031, 1, 6), Date::constant(2031, 2, 6));
    let draft = Draft::motion("the merger", as_of, deadline, Cadence::weeks(1), consensus()).body(body);
    let model = draft.prior(Prior::new([0.0, 0.5, 0.3, 0.2]).expect("a prior")).half_life(Edge::Reserve, 14.0).build().expect("a model");
    let plan = Plan::new(model.clone()).expect("a plan");
    let estimates = plan.simulate(1, 0..1_000, &|_| ()).expect("runs").estimates().expect("estimates");
    let report = RunReport::new(&model, &estimates, &[]);

    let batch = table(&report.cells(None).expect("the usual table")).expect("a batch");
    let outcomes = batch.column_by_name("outcome").expect("a column").as_string::<i32>();
    assert_eq!(outcomes.iter().collect::<Vec<_>>(), estimates.outcomes.iter().map(|of| Some(of.id.as_str())).collect::<Vec<_>>());
    let probabilities = batch.column_by_name("probability").expect("a column").as_primitive::<Float64Type>();
    assert_eq!(probabilities.values().as_ref(), estimates.outcomes.iter().map(|of| of.probability).collect::<Vec<_>>());
    // Days since 1970; none where nothing is agreed on.
    let medians = batch.column_by_name("median").expect("a column").as_primitive::<Date32Type>();
    for (at, outcome) in estimates.outcomes.iter().enumerate() {
        assert_eq!(medians.is_null(at), outcome.date.is_none());
        assert!(medians.is_null(at) || (22_285..22_320).contains(&medians.value(at)), "{}", medians.value(at));
    }

    let events = table(&report.cells(Some("events")).expect("a table")).expect("a batch");
    assert_eq!((events.num_rows(), events.schema().field(2).data_type()), (0, &DataType::Float64));
    assert!(report.cells(Some("nothing")).is_err());
}
