//! What can be wrong with a scenario, as data.

use std::fmt;

use crate::{Date, EdgeSet, Ratio, Stance, Status};

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Named {
    /// A member of the body.
    Member,
    /// A candidate.
    Candidate,
    /// An event.
    Event,
    /// An outcome of an event.
    Outcome,
    /// A cleavage.
    Cleavage,
    /// A weight of the body.
    Weight,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Member => "member",
            Self::Candidate => "candidate",
            Self::Event => "event",
            Self::Outcome => "outcome",
            Self::Cleavage => "cleavage",
            Self::Weight => "weight",
        })
    }
}

/// What is wrong. Written out, it says so with the values; [`FaultKind::help`] says what is allowed.
///
/// Exhaustive, unlike other enums that grow: who has words of their own for faults, as the crate that
/// reads files has, is told of a new one by the compiler.
#[derive(Debug, Clone, PartialEq)]
pub enum FaultKind {
    /// The body has no members.
    NoMembers,
    /// There is no candidate.
    NoCandidates,
    /// A text that is no id.
    NotAnId {
        /// What it names.
        named: Named,
        /// The id.
        id: String,
    },
    /// A text that is no name of a group.
    NotAGroup {
        /// The group.
        group: String,
    },
    /// An id that another of its kind has.
    Taken {
        /// What it names.
        named: Named,
        /// The id.
        id: String,
    },
    /// The id of a member that is the name of a group as well.
    MemberAndGroup {
        /// The id.
        id: String,
    },
    /// A candidate's id that names an outcome.
    Reserved {
        /// The id.
        id: String,
    },
    /// A text of one line with a control character.
    Unprintable {
        /// What it is.
        what: &'static str,
        /// The text.
        text: String,
    },
    /// An index beyond what there is.
    Unknown {
        /// What the index is of.
        named: Named,
    },
    /// A set of members or candidates that is empty.
    SelectsNobody,
    /// Priors for another number of members or candidates.
    PriorsShape,
    /// Somebody is present who is not in the body.
    PresentBeyond,
    /// More of something than is allowed.
    Limit {
        /// What it is.
        what: &'static str,
        /// How many there are.
        number: usize,
        /// How many are allowed.
        most: usize,
    },
    /// Too many rounds.
    Rounds {
        /// How many are allowed.
        most: usize,
    },
    /// Too many members × candidates × rounds.
    Cells {
        /// How many members there are.
        members: usize,
        /// How many candidates there are.
        candidates: usize,
        /// How many rounds there are.
        rounds: usize,
        /// How many are allowed.
        most: usize,
    },
    /// Paces, influences and effects that name too many pairs.
    NamedPairs {
        /// How many there are.
        number: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A probability outside of 0 to 1.
    Probability {
        /// What it is.
        what: &'static str,
        /// The value.
        value: f64,
    },
    /// A range of a probability that is none, or reaches 0 or 1.
    ProbabilityRange {
        /// What it is.
        what: &'static str,
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// A quantity that is not positive or not finite.
    Number {
        /// What it is.
        what: &'static str,
        /// The value.
        value: f64,
        /// Whether 0 would do.
        zero_allowed: bool,
    },
    /// A range that is none.
    Range {
        /// What it is.
        what: &'static str,
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// A count that must be positive.
    Zero {
        /// What it is.
        what: &'static str,
    },
    /// A share of supporters above the whole.
    DropShare {
        /// The share.
        share: Ratio,
    },
    /// A share at which half-lives hold outside of 0 to 1.
    Reference {
        /// The value.
        value: f64,
    },
    /// A variance of the frailty outside of 0 to 10.
    Frailty {
        /// The value.
        value: f64,
    },
    /// A deadline that is not after the date of knowledge.
    Deadline {
        /// The deadline.
        deadline: Date,
        /// The date of knowledge.
        as_of: Date,
    },
    /// A cadence of zero.
    Cadence,
    /// Neither a cadence nor a meeting.
    NoRounds,
    /// A meeting that is not after the date of knowledge.
    Meeting {
        /// The meeting.
        date: Date,
        /// The date of knowledge.
        as_of: Date,
    },
    /// Two meetings on one day.
    SecondMeeting {
        /// The day.
        date: Date,
    },
    /// A motion that somebody else could win.
    OtherInMotion,
    /// A candidate called as the outcome that somebody else is agreed on.
    CalledOther,
    /// A factor on the hazard of somebody else outside of 0 to 1.
    Calm {
        /// The value.
        value: f64,
    },
    /// A probability of somebody else at a meeting that is not at least 0 and below 1.
    OtherAtMeeting {
        /// The value.
        value: f64,
    },
    /// A pull of meetings without meetings.
    NoMeetings,
    /// A pull on no edge, or on one that does not lead upward.
    Edges {
        /// The edges.
        edges: EdgeSet,
    },
    /// A list of ballots without one.
    NoBallot,
    /// A ballot that is listed twice.
    SecondBallot {
        /// Its number.
        ballot: u32,
    },
    /// A pull of the deadline or of meetings that is too large.
    DateRatio {
        /// The hazard ratio, or the upper end of its range.
        value: f64,
        /// The largest that is allowed.
        most: f64,
    },
    /// A pull of the last votes that is negative or too large.
    RevisionPull {
        /// The value.
        value: f64,
        /// The largest that is allowed.
        most: f64,
    },
    /// A motion has another number of candidates than one, or an incumbent.
    Motion {
        /// How many candidates there are.
        candidates: usize,
    },
    /// A rule over nobody.
    EmptyScope {
        /// What the scope is called.
        label: String,
    },
    /// A rule that several candidates can pass in one ballot.
    NotExclusive,
    /// A weight that some members lack.
    Weight {
        /// Its name.
        name: String,
        /// The members.
        members: Vec<String>,
        /// Whether it must be positive, not just given.
        positive: bool,
    },
    /// Winnowing without a date.
    NoCut,
    /// A date of winnowing that does not come after the one before it, or after the date of knowledge.
    Cut {
        /// The date.
        date: Date,
        /// What it must come after.
        after: Date,
    },
    /// Winnowing that keeps more candidates than were kept before.
    Keep {
        /// How many are kept.
        keep: u32,
        /// How many were kept before.
        before: u32,
    },
    /// A status that no candidate starts with.
    StartsAs {
        /// The status.
        status: Status,
    },
    /// A window that ends before it begins.
    Window {
        /// Its first day.
        from: Date,
        /// Its last day.
        until: Date,
    },
    /// Two incumbents.
    SecondIncumbent {
        /// The id of the other.
        other: String,
    },
    /// An incumbent that enters or withdraws by itself.
    IncumbentMoves {
        /// The field.
        field: &'static str,
    },
    /// An incumbent that is not presented.
    IncumbentStatus {
        /// The status.
        status: Status,
    },
    /// A date of consideration for somebody else than the incumbent.
    ConsideredFrom,
    /// Pairs without a prior.
    NoPrior {
        /// The candidate.
        candidate: String,
        /// The members.
        members: Vec<String>,
        /// Whether these are all.
        all: bool,
    },
    /// A correlation outside of 0 to 1.
    Correlation {
        /// The correlation.
        rho: f64,
    },
    /// A group with two correlations on one candidate.
    SecondBloc {
        /// The group.
        group: String,
    },
    /// A bloc of nobody.
    EmptyGroup {
        /// The group.
        group: String,
    },
    /// A side of a cleavage without candidates.
    EmptySide,
    /// A candidate on both sides of a cleavage.
    BothSides {
        /// The candidate.
        candidate: String,
    },
    /// A cleavage without members.
    DividesNobody,
    /// Correlations that leave nothing to the pair itself.
    CorrelationSum {
        /// The member.
        member: String,
        /// What they are of.
        over: &'static str,
        /// The sum.
        sum: f64,
        /// The candidate.
        candidate: String,
    },
    /// Two entries of evidence on one candidate.
    SecondEvidence {
        /// The candidate.
        candidate: String,
    },
    /// Evidence whose table is too large.
    EvidenceSize {
        /// How many reports there are.
        reports: usize,
        /// How many members are present.
        present: usize,
    },
    /// Evidence whose table is too large to be made anew in every run.
    EvidenceSizeAnew {
        /// How many reports there are.
        reports: usize,
        /// How many members are present.
        present: usize,
        /// How many cells the table has.
        cells: usize,
        /// How many are allowed.
        most: usize,
        /// How many reports would do, if any.
        fewer_reports: Option<usize>,
        /// How many members would do.
        fewer_members: usize,
        /// Whether it is the first such table.
        alone: bool,
    },
    /// Evidence without a report.
    NoReport,
    /// A report on no stance.
    NoStance,
    /// Two reports on the same stance.
    SameStance,
    /// A report of more members than there are.
    About {
        /// The number reported.
        mean: f64,
        /// How many members are present.
        present: usize,
        /// The date of knowledge.
        as_of: Date,
    },
    /// A standard deviation that is not positive.
    Deviation {
        /// The standard deviation.
        sd: f64,
    },
    /// Bounds of a count the wrong way round.
    Bounds {
        /// The lower bound.
        at_least: u32,
        /// The upper bound.
        at_most: u32,
    },
    /// Evidence that the priors rule out.
    Impossible {
        /// How many must be there, by the priors.
        must: u32,
        /// How many can be there.
        can: u32,
        /// How many members are present.
        present: u32,
        /// The stances.
        stances: Vec<Stance>,
        /// How many the reports want at least.
        least: u32,
        /// How many the reports want at most.
        most: u32,
    },
    /// An event that requires itself.
    RequiresItself,
    /// An event that excludes itself.
    ExcludesItself,
    /// An event that waits for itself.
    WaitsForItself,
    /// An event before the date of knowledge.
    EventDate {
        /// The date.
        date: Date,
        /// The date of knowledge.
        as_of: Date,
    },
    /// Two dates the wrong way round.
    Reversed {
        /// The first date.
        first: Date,
        /// The last date.
        last: Date,
    },
    /// An event without outcomes, or with several of which some have no id.
    Outcomes,
    /// Outcomes whose probabilities do not sum to 1.
    OutcomeSum {
        /// The sum.
        sum: f64,
    },
    /// A change of stance by no step, or by more than there are.
    Steps {
        /// How many steps.
        steps: u8,
    },
    /// A deadline moved to a day that is known.
    MovedDeadline {
        /// The deadline.
        deadline: Date,
        /// The date of knowledge.
        as_of: Date,
    },
}
