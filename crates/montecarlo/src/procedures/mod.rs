//! How candidates are put to the body in step (d) of a round (model, section 4, "Procedures"): one
//! file a procedure, with what compiling makes of it, what it remembers of a run and how it holds a
//! round.

mod revision;

use nemcon_core::Procedure;

use crate::kernel::{Run, Stances};
use crate::plan::{Compiler, PlanError};
use crate::random::{Entity, Purpose};

/// What compiling makes of the options of a procedure.
pub(crate) trait Compiled: Sized {
    type Options: ?Sized;
    /// What it remembers between the rounds of a run, and what it needs to hold one.
    type State<'p>: Held
    where
        Self: 'p;

    fn compile(options: &Self::Options, compiler: &mut Compiler) -> Result<Self, PlanError>;

    fn state(&self) -> Self::State<'_>;

    /// Whether every presented candidate is sounded in every round, and whoever passes is offered
    /// the post at once.
    fn is_plain(&self) -> bool {
        false
    }

    /// What a run draws for it when it begins.
    fn draws(&self) -> &[Draw] {
        &[]
    }
}

/// A word that a procedure draws once a run, at index 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draw {
    pub(crate) purpose: Purpose,
    pub(crate) entity: Entity,
    pub(crate) word: usize,
}

/// A procedure in a run.
pub(crate) trait Held {
    /// Forgets the run before; of the next one everything else has begun. `drawn`: the words of the
    /// plan's [`draws`](Compiled::draws).
    fn begin(&mut self, run: &Run, drawn: impl Fn(usize) -> u32);

    /// Holds a round; the candidate appointed, if any.
    fn round(&mut self, run: &mut Run, stances: &mut impl Stances) -> Option<usize>;
}

/// The list of procedures, from which everything else derives: enums, so that rounds are held without
/// a call through a table.
macro_rules! procedures {
    ($($variant:ident in $file:ident: $plan:ident;)+) => {
        $(mod $file;)+

        /// A compiled procedure.
        #[derive(Debug, Clone)]
        pub(crate) enum ProcedurePlan {
            $($variant($file::$plan),)+
        }

        /// A procedure in a run.
        pub(crate) enum ProcedureState<'p> {
            $($variant(<$file::$plan as Compiled>::State<'p>),)+
        }

        impl ProcedurePlan {
            pub(crate) fn compile(compiler: &mut Compiler) -> Result<Self, PlanError> {
                match &compiler.model.question().procedure {
                    $(Procedure::$variant(options) => $file::$plan::compile(options, compiler).map(Self::$variant),)+
                }
            }

            pub(crate) fn state(&self) -> ProcedureState<'_> {
                match self {
                    $(Self::$variant(plan) => ProcedureState::$variant(plan.state()),)+
                }
            }

            /// Whether every presented candidate is sounded in every round, and whoever passes is
            /// offered the post at once.
            pub(crate) fn is_plain(&self) -> bool {
                match self {
                    $(Self::$variant(plan) => plan.is_plain(),)+
                }
            }

            /// What a run draws for it when it begins.
            pub(crate) fn draws(&self) -> &[Draw] {
                match self {
                    $(Self::$variant(plan) => plan.draws(),)+
                }
            }
        }

        impl ProcedureState<'_> {
            /// Forgets the run before; of the next one everything else has begun. `drawn`: the words of the
            /// plan's [`draws`](ProcedurePlan::draws).
            pub(crate) fn begin(&mut self, run: &Run, drawn: impl Fn(usize) -> u32) {
                match self {
                    $(Self::$variant(state) => state.begin(run, drawn),)+
                }
            }

            /// Holds a round; the candidate appointed, if any.
            pub(crate) fn round(&mut self, run: &mut Run, stances: &mut impl Stances) -> Option<usize> {
                match self {
                    $(Self::$variant(state) => state.round(run, stances),)+
                }
            }
        }
    };
}

procedures! {
    Soundings in soundings: SoundingsPlan;
    Winnowing in winnowing: WinnowingPlan;
    Ballots in ballots: BallotsPlan;
}
