//! Drafts from code: what has a default may be left out.

use jiff::civil::Date;

use crate::{
    Bloc, Body, Cadence, Candidate, CandidateId, Cleavage, Draft, Dynamics, Edge, Event, Evidence, Influence, InvalidDraft, Kind, MemberId,
    MemberSet, Model, Other, Pace, Prior, Priors, Procedure, Quantity, Question, Rule, Soundings,
};

/// Drafts step by step: begin with [`Draft::appointment`] or [`Draft::motion`], add the body and the
/// candidates, say what members think, and [`build`](Draft::build) the model.
///
/// ```
/// use nemcon_core::*;
///
/// let (as_of, deadline) = (Date::constant(2031, 1, 6), Date::constant(2031, 3, 3));
/// let body = Body::new("Board", ["ann", "bob", "cy"].map(Member::new).into());
/// let ann = body.member("ann").ok_or("nobody is called ann")?;
/// let doubtful = Prior::new([0.0, 0.5, 0.3, 0.2])?; // oppose, reserve, accept, support
///
/// let draft = Draft::appointment("Chair", as_of, deadline, Cadence::weeks(1), unanimity())
///     .body(body)
///     .candidate("dee")
///     .candidate(Candidate { incumbent: true, ..Candidate::new("eve") })
///     .prior(doubtful);
/// let dee = draft.candidate_id("dee").ok_or("no candidate is called dee")?;
/// let model = draft.stance(ann, dee, Prior::declared(Stance::Oppose)).half_life(Edge::Oppose, 30.0).build()?;
/// assert_eq!(model.prior(ann, dee).probability(Stance::Oppose), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Draft {
    /// A post to fill; without a cadence, rounds are held on [`meetings`](Draft::meetings). There is no body and no candidate yet; nothing moves, `reserve` counts as
    /// against, and every presented candidate is sounded in every round.
    pub fn appointment(post: impl Into<String>, as_of: Date, deadline: Date, cadence: impl Into<Option<Cadence>>, rule: Rule) -> Self {
        Self::new(Kind::Appointment, post.into(), as_of, deadline, cadence.into(), rule)
    }

    /// A motion to adopt: its one candidate, with the id `motion`, is there already. Otherwise as
    /// [`Draft::appointment`].
    pub fn motion(title: impl Into<String>, as_of: Date, deadline: Date, cadence: impl Into<Option<Cadence>>, rule: Rule) -> Self {
        let title = title.into();
        let motion = Candidate { name: title.clone(), ..Candidate::new("motion") };
        Self::new(Kind::Motion, title, as_of, deadline, cadence.into(), rule).candidate(motion)
    }

    fn new(kind: Kind, post: String, as_of: Date, deadline: Date, cadence: Option<Cadence>, rule: Rule) -> Self {
        Self {
            title: post.clone(),
            question: Question {
                kind,
                post,
                as_of,
                deadline,
                cadence,
                meetings: Vec::new(),
                other: None,
                rule,
                reserve_is_against: true,
                procedure: Procedure::Soundings(Soundings::default()),
            },
            body: Body::default(),
            present: MemberSet::default(),
            candidates: Vec::new(),
            priors: Priors::default(),
            blocs: Vec::new(),
            cleavages: Vec::new(),
            evidence: Vec::new(),
            dynamics: Dynamics::default(),
            paces: Vec::new(),
            influences: Vec::new(),
            events: Vec::new(),
        }
    }

    /// What is asked, in one line, where the post or the motion does not say it.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The body, all of whose members are present.
    #[must_use]
    pub fn body(mut self, body: Body) -> Self {
        self.present = MemberSet::full(body.len());
        self.body = body;
        self.reshaped(None)
    }

    /// Who is present at the as-of date, if not everybody.
    #[must_use]
    pub fn present(mut self, present: MemberSet) -> Self {
        self.present = present;
        self
    }

    /// One more candidate.
    #[must_use]
    pub fn candidate(mut self, candidate: impl Into<Candidate>) -> Self {
        self.candidates.push(candidate.into());
        self.reshaped(None)
    }

    /// More candidates.
    #[must_use]
    pub fn candidates(mut self, candidates: impl IntoIterator<Item = impl Into<Candidate>>) -> Self {
        self.candidates.extend(candidates.into_iter().map(Into::into));
        self.reshaped(None)
    }

    /// The candidate with this id.
    pub fn candidate_id(&self, id: &str) -> Option<CandidateId> {
        self.candidates.iter().position(|candidate| candidate.id == id).map(CandidateId::new)
    }

    /// What every member of the body thinks of every candidate so far, where nothing else is said.
    #[must_use]
    pub fn prior(self, prior: Prior) -> Self {
        self.reshaped(Some(prior))
    }

    /// What one member thinks of one candidate.
    ///
    /// # Panics
    /// If the body has no such member, or there is no such candidate yet.
    #[must_use]
    pub fn stance(mut self, member: MemberId, candidate: CandidateId, prior: Prior) -> Self {
        self.priors.set(member, candidate, prior);
        self
    }

    /// All priors at once.
    #[must_use]
    pub fn priors(mut self, priors: Priors) -> Self {
        self.priors = priors;
        self
    }

    fn reshaped(mut self, otherwise: Option<Prior>) -> Self {
        self.priors.reshape(self.body.len(), self.candidates.len(), otherwise);
        self
    }

    /// `reserve` counts as an abstention, not as a vote against.
    #[must_use]
    pub fn reserve_abstains(mut self) -> Self {
        self.question.reserve_is_against = false;
        self
    }

    /// The days on which the body meets at a level that can decide.
    #[must_use]
    pub fn meetings(mut self, meetings: impl IntoIterator<Item = Date>) -> Self {
        self.question.meetings.extend(meetings);
        self
    }

    /// How soon somebody who is not among the candidates is agreed on.
    #[must_use]
    pub fn other(mut self, other: Other) -> Self {
        self.question.other = Some(other);
        self
    }

    /// How soundings are conducted.
    #[must_use]
    pub fn procedure(mut self, procedure: Procedure) -> Self {
        self.question.procedure = procedure;
        self
    }

    /// The law of motion.
    #[must_use]
    pub fn dynamics(mut self, dynamics: Dynamics) -> Self {
        self.dynamics = dynamics;
        self
    }

    /// The half-life of an edge in days.
    #[must_use]
    pub fn half_life(mut self, edge: Edge, days: impl Into<Quantity>) -> Self {
        self.dynamics.half_lives[edge as usize] = Some(days.into());
        self
    }

    /// One more bloc.
    #[must_use]
    pub fn bloc(mut self, bloc: Bloc) -> Self {
        self.blocs.push(bloc);
        self
    }

    /// One more cleavage.
    #[must_use]
    pub fn cleavage(mut self, cleavage: Cleavage) -> Self {
        self.cleavages.push(cleavage);
        self
    }

    /// Reports on one more candidate.
    #[must_use]
    pub fn evidence(mut self, evidence: Evidence) -> Self {
        self.evidence.push(evidence);
        self
    }

    /// One more factor on rates.
    #[must_use]
    pub fn pace(mut self, pace: Pace) -> Self {
        self.paces.push(pace);
        self
    }

    /// One more influence.
    #[must_use]
    pub fn influence(mut self, influence: Influence) -> Self {
        self.influences.push(influence);
        self
    }

    /// One more event.
    #[must_use]
    pub fn event(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }

    /// The model: the same as [`Model::new`].
    ///
    /// ## Errors
    /// If anything is wrong with the draft: everything that is.
    pub fn build(self) -> Result<Model, InvalidDraft> {
        Model::new(self)
    }
}

impl<T: Into<String>> From<T> for Candidate {
    fn from(id: T) -> Self {
        Self::new(id)
    }
}

impl From<f64> for Quantity {
    fn from(value: f64) -> Self {
        Self::Fixed(value)
    }
}
