"""The documents of answers as types: what `--format json` prints, with the same keys.

Written by generate.py from the JSON Schemas of the documents, which `nemcon schema --of COMMAND` prints.
"""

from __future__ import annotations

from ._document import Document


class QuestionDocument(Document):
    """What a scenario asks."""

    kind: str
    """`appointment` or `motion`."""
    post: str
    """The post to be filled, or what the motion is about."""
    as_of: str
    """The date of knowledge, as `YYYY-MM-DD`."""
    deadline: str
    """The last day on which it can be decided unless an event moves it, as `YYYY-MM-DD`."""


class Names(Document):
    """The names that people use, by the ids that documents use."""

    candidates: dict[str, str]
    """By candidate, in file order: its name; that of a motion is its text. Empty where only a rule is looked at."""
    members: dict[str, str]
    """By member, in the order of the body: its name, or its id where the file gives no other."""


class OutcomeDocument(Document):
    """One outcome of a question."""

    outcome: str
    """The outcome's id: that of the candidate who is appointed, or `extended`, `other` (a candidate that the
    scenario does not name), `vacant`, `adopted`, `rejected`."""
    name: str | None
    """The name of the candidate whose success it is; null for `other`, `vacant` and `rejected`."""
    kind: str
    """`appointed`, `extended`, `other`, `adopted`, `vacant` or `rejected`."""
    candidate: str | None
    """The id of the candidate whose success it is, for `extended` and `adopted`; absent where the outcome is
    called by it, or nobody's success."""
    probability: float
    """Its probability, from 0 to 1; those of all outcomes add up to 1."""
    low: float
    """The lower end of the 95% interval of the simulation error (Wilson), from 0 to 1."""
    high: float
    """The upper end of it."""
    date: DateQuantilesDocument | None
    """When it comes about, given that it does; null for an outcome without a date, or that no run showed."""


class DateQuantilesDocument(Document):
    """Quantiles of a date, each one of the `dates` of rounds, as `YYYY-MM-DD`."""

    q05: str
    """With probability 5% it is no later than this."""
    q25: str
    """The same with 25%."""
    median: str
    """The median: it is as likely to be earlier as to be later."""
    q75: str
    """The same with 75%."""
    q95: str
    """The same with 95%."""


class ByDateDocument(Document):
    """What has come about by the end of a day, rounds on that day included."""

    date: str
    """The day, as `YYYY-MM-DD`."""
    outcomes: dict[str, float]
    """By outcome: the probability that it has come about, from 0 to 1."""
    still_open: float
    """The probability that it is still open, from 0 to 1; with those of all outcomes it makes 1."""
    given_open: dict[str, float] | None
    """By outcome: the probability that it ends so, given that it is still open then, from 0 to 1; null where it
    never is."""


class StanceProbabilities(Document):
    """The probabilities of the four stances, from 0 to 1, which add up to 1."""

    support: float
    """It wants the candidate."""
    accept: float
    """It can live with the candidate."""
    reserve: float
    """It holds back."""
    oppose: float
    """It objects."""


class EvidenceDocument(Document):
    """The reports on one candidate."""

    candidate: str
    """The candidate's id."""
    name: str
    """The candidate's name."""
    reports: list[ReportDocument]
    """The reports on it."""


class ReportDocument(Document):
    """A report on how many hold some stances."""

    stances: list[str]
    """The stances that were counted: `support`, `accept`, `reserve`, `oppose`."""
    expected_before: float
    """How many members present at the date of knowledge are expected to hold one of them, by the priors alone."""
    expected_after: float
    """The same given all evidence."""


class EventDocument(Document):
    """An event: how often it happened, and what came of it."""

    probability: float
    """The probability that it happens in a run, from 0 to 1; an event dated after the end of a run does not."""
    given: dict[str, float] | None
    """By outcome of the question: its probability given that it happens, from 0 to 1; null where it never did."""
    otherwise: dict[str, float] | None
    """The same given that it does not happen; null where it always did. The difference is no effect: what makes an
    event happen may make an outcome likely too."""
    outcomes: dict[str, HappeningDocument] | None
    """By outcome of the event: the same of this outcome; absent where the event has only effects."""


class HappeningDocument(Document):
    """How often something happened, and what came of it."""

    probability: float
    """The probability that it happens in a run, from 0 to 1; an event dated after the end of a run does not."""
    given: dict[str, float] | None
    """By outcome of the question: its probability given that it happens, from 0 to 1; null where it never did."""
    otherwise: dict[str, float] | None
    """The same given that it does not happen; null where it always did. The difference is no effect: what makes an
    event happen may make an outcome likely too."""


class DepartureDocument(Document):
    """A candidate that left the race: how often, and what came of it."""

    probability: float
    """The probability that it happens in a run, from 0 to 1; an event dated after the end of a run does not."""
    given: dict[str, float] | None
    """By outcome of the question: its probability given that it happens, from 0 to 1; null where it never did."""
    otherwise: dict[str, float] | None
    """The same given that it does not happen; null where it always did. The difference is no effect: what makes an
    event happen may make an outcome likely too."""
    declined: float
    """The probability that it had declined the post, from 0 to 1."""


class OverInputsDocument(Document):
    """How probabilities spread over what is unsure of the inputs."""

    draws: int
    """How many times all inputs were drawn, in runs beside those of the forecast."""
    runs_each: int
    """How many runs each draw took."""
    outcomes: dict[str, RangeDocument]
    """By outcome: how its probability spreads."""


class RangeDocument(Document):
    """How a probability spreads over what is unsure of the inputs."""

    low: float
    """The 5th percentile of P(outcome | inputs), from 0 to 1."""
    high: float
    """The 95th percentile."""
    deviation: float
    """Its standard deviation."""


class PrecisionDocument(Document):
    """How well probabilities were to be known."""

    asked: float
    """What was asked for: how far the 95% interval of every outcome may reach from its probability."""
    half_width: float
    """How far the widest reaches; intervals are widened for looking at them more than once."""
    reached: bool
    """Whether that is no further."""
    looks: list[int]
    """After how many runs it was looked."""


class RunDocument(Document):
    """What `nemcon run` found: probabilities and dates of all outcomes, and who stands in the way."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    title: str
    """The scenario's title."""
    question: QuestionDocument
    """What is asked."""
    names: Names
    """The names of candidates and members."""
    runs: int
    """How many runs were simulated."""
    effective_sample_size: float
    """How many independent runs of equal weight would say as much: `runs` where all weigh the same, fewer where
    evidence gives them weights."""
    seed: int
    """The seed of all random numbers."""
    outcomes: list[OutcomeDocument]
    """All outcomes: candidates in file order, then `extended`, `other` where that can be, `vacant`; for a motion
    `adopted`, `rejected`."""
    dates: list[str]
    """All dates on which some run can have a round, as `YYYY-MM-DD`."""
    still_open: list[float]
    """By date: the share of runs still going before its round, from 0 to 1."""
    cumulative_incidence: dict[str, list[float]]
    """By outcome, by date: the probability that it has come about by then, from 0 to 1. On every date those of all
    outcomes and the share of runs still going after its round add up to 1."""
    by: list[ByDateDocument]
    """What is known by the dates asked for, or by the meetings, or by quarters of the time to the deadline."""
    blocking: dict[str, dict[str, list[float | None]]]
    """By candidate, by member, by date: the probability that the member is against the candidate in the date's
    round, given that there is one, from 0 to 1; null where no run has a round."""
    pivotal: dict[str, dict[str, list[float | None]]]
    """The same for being pivotal: alone able to turn the round's sounding by changing sides."""
    last_holdouts: dict[str, dict[str, float] | None]
    """By candidate, by member: the probability that it was among the last to agree, given that the candidate
    succeeds, from 0 to 1; null for a candidate that succeeded in no run."""
    blocking_when_vacant: dict[str, float] | None
    """By member: the probability that it is in the way of the candidate with most supporters at the end, given
    that the post stays vacant or the motion is rejected, from 0 to 1; null if that happened in no run."""
    start: dict[str, dict[str, StanceProbabilities]]
    """By candidate, by member: the probabilities of the four stances at the date of knowledge, given all evidence."""
    evidence: list[EvidenceDocument]
    """Reports on counts, and what they change."""
    events: dict[str, EventDocument]
    """By event, in file order: how often it happened, and what came of it."""
    departures: dict[str, DepartureDocument]
    """By candidate, in file order: how often it had left the race by the end, and what came of it."""
    over_inputs: OverInputsDocument | None
    """With `--over-inputs`: how the probabilities of the outcomes spread over what is unsure of the inputs,
    simulation error apart; absent where no input is a range, or fewer than 16,384 runs are simulated."""
    precision: PrecisionDocument | None
    """What `--precision` asked for and what came of it; absent without."""
    warnings: list[str]
    """What to be wary of, a sentence each."""


class BaseDocument(Document):
    """What others are compared with."""

    title: str
    """The base's title."""
    outcomes: list[OutcomeDocument]
    """Its outcomes, as `run` has them."""


class VariantDocument(Document):
    """What is compared with the base."""

    title: str
    """The variant's title."""
    file: str
    """Its file, as it was named."""
    outcomes: list[DifferenceDocument]
    """The outcomes of the base, of it and of all other variants."""
    warnings: list[str]
    """What to be wary of in it, a sentence each."""


class DifferenceDocument(Document):
    """One outcome in a variant, and how far that is from the base."""

    outcome: str
    """The outcome's id."""
    name: str | None
    """The name of the candidate whose success it is; null for `other`, `vacant` and `rejected`."""
    probability: float
    """Its probability in the variant, from 0 to 1; 0 where the variant does not have the candidate."""
    difference: float
    """The variant's probability less the base's, from −1 to 1."""
    low: float
    """The lower end of the 95% interval of the difference's simulation error."""
    high: float
    """The upper end of it."""
    variance_ratio: float | None
    """The variance that as many independent runs of the two would have, divided by this one's: how many times as
    many they would take. Null where no run ended differently in the outcome."""
    median_date: MedianDateDifference | None
    """What happens to the median date; null where the outcome has no date, or was not seen in both."""


class MedianDateDifference(Document):
    """The median dates of an outcome, given that it comes about."""

    base: str
    """That of the base, as `YYYY-MM-DD`."""
    variant: str
    """That of the variant, as `YYYY-MM-DD`."""
    days: float
    """The difference of the medians, in days; above 0: later in the variant."""
    low: float
    """The lower end of the 95% interval of its simulation error, in days."""
    high: float
    """The upper end of it, in days."""
    interpolated: bool
    """Whether the difference is that of medians interpolated between rounds. If not, rounds are held on other days
    than in the base, and it is that of `base` and `variant`."""


class CompareDocument(Document):
    """What `nemcon compare` found: what each variant changes, on paired runs."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    runs: int
    """How many runs were simulated of each."""
    seed: int
    """The seed of all random numbers."""
    base: BaseDocument
    """The base."""
    variants: list[VariantDocument]
    """The variants, in the order they were given."""


class ProspectDocument(Document):
    """A candidate's success."""

    probability: float
    """Its probability, from 0 to 1."""
    by: float
    """The probability that it has come about by `by_date`, from 0 to 1."""
    median: str | None
    """The median of its date, as `YYYY-MM-DD`; null where no run showed it."""


class MemberChangeDocument(Document):
    """What a member changes."""

    member: str
    """The member's id."""
    holds_less: float
    """With which probability it holds less than `to` at the date of knowledge, from 0 to 1."""
    comes_round: ChangeDocument
    """If it comes to hold `to`, where it holds less."""
    opposes: ChangeDocument
    """If it opposes from that day on, to the end."""


class ChangeDocument(Document):
    """How a candidate's success changes."""

    probability: ProbabilityChange
    """Its probability."""
    by: ProbabilityChange
    """The probability that it has come about by `by_date`."""
    median_date: MedianDateDifference | None
    """The median of its date; null where it was not seen in both."""


class ProbabilityChange(Document):
    """How a probability changes."""

    probability: float
    """What it is then, from 0 to 1."""
    difference: float
    """That less what it is without the change, from −1 to 1."""
    low: float
    """The lower end of the 95% interval of the difference's simulation error."""
    high: float
    """The upper end of it."""


class PairChangeDocument(Document):
    """What two members change."""

    members: list[str]
    """Their ids."""
    come_round: ChangeDocument
    """If both come to hold `to`, where they hold less."""


class EventChangeDocument(Document):
    """What an event changes."""

    event: str
    """The event's id."""
    happens: ChangeDocument | None
    """If it happens for sure, once what it waits for has come; null where it does anyway."""
    never: ChangeDocument | None
    """If it never happens; null where it never does anyway."""


class PersuadeDocument(Document):
    """What `nemcon persuade` found: what it changes if members come round, or oppose to the end."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    title: str
    """The scenario's title."""
    names: Names
    """The names of candidates and members."""
    runs: int
    """How many runs were simulated of the scenario and of each change."""
    seed: int
    """The seed of all random numbers."""
    variants: int
    """How many changes were compared with the scenario."""
    candidate: str
    """The candidate's id."""
    to: str
    """What a member comes to hold: `accept` or `support`."""
    at: str
    """The day on which it does, as `YYYY-MM-DD`."""
    by_date: str
    """The date of `by`, as `YYYY-MM-DD`."""
    base: ProspectDocument
    """The candidate's success as it is."""
    members: list[MemberChangeDocument]
    """The members that are present at the date of knowledge, those first whose coming round changes most."""
    pairs: list[PairChangeDocument]
    """Two that come round together, those first that change most; empty unless asked for."""
    events: list[EventChangeDocument]
    """What no member decides: the events of the scenario."""


class SweptKeyDocument(Document):
    """A key that varies."""

    key: str
    """Its path in the merged scenario."""
    written: str
    """What the scenario says."""
    rescales: bool
    """Whether the other probabilities beside it were rescaled, so that they still sum to 1."""
    values: list[str]
    """Its values, in order, as a file would have them."""


class PointDocument(Document):
    """What was found at a point."""

    values: list[str]
    """By key, in order: its value."""
    outcomes: list[PointOutcome]
    """The outcomes."""


class PointOutcome(Document):
    """An outcome at a point."""

    outcome: str
    """The outcome's id."""
    name: str | None
    """The name of the candidate whose success it is; null for `other`, `vacant` and `rejected`."""
    probability: float
    """Its probability, from 0 to 1."""
    low: float
    """The lower end of the 95% interval of the simulation error."""
    high: float
    """The upper end of it."""
    median: str | None
    """The median of its date, as `YYYY-MM-DD`; null for an outcome without a date, or that no run showed."""


class SweepDocument(Document):
    """What `nemcon sweep` found: the outcomes as one or two numbers of the scenario vary."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    title: str
    """The scenario's title."""
    runs: int
    """How many runs were simulated at each point."""
    seed: int
    """The seed of all random numbers, which all points share."""
    keys: list[SweptKeyDocument]
    """What varies: one key or two."""
    points: list[PointDocument]
    """The points, the last key varying fastest."""


class InputDocument(Document):
    """What an input does."""

    input: str
    """Its key, as `sweep --keys` lists it."""
    kind: str
    """`unsure`: the file gives a range; `judged`: the file gives a number."""
    low: str
    """What it is at the low end: the 5th percentile of a range; of a number half of it, or half its odds."""
    high: str
    """What it is at the high end: the 95th percentile; twice the number, or twice its odds."""
    at_low: ProbabilityChange
    """The probability of the outcome at the low end, and how far that is from what it is."""
    at_high: ProbabilityChange
    """The same at the high end."""
    first_order: IndexDocument | None
    """The share of the variance that would go if it were known (Sobol's first-order index); null for a judged
    number, which does not vary, and where the outcome does not."""
    total: IndexDocument | None
    """The share that would be left if all others were known (the total index); null likewise."""


class IndexDocument(Document):
    """An index."""

    value: float
    """Its estimate; near 0 it may fall below by chance."""
    low: float
    """The lower end of its 95% interval."""
    high: float
    """The upper end of it."""


class GroupDocument(Document):
    """What uncertain inputs do together."""

    block: str
    """The first part of their keys."""
    first_order: IndexDocument
    """The share of the variance that would go if all of them were known."""
    total: IndexDocument
    """The share that would be left if all others were known."""


class SensitivityDocument(Document):
    """What `nemcon sensitivity` found: which inputs move an outcome, and how much of what is unsure comes from
    which."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    title: str
    """The scenario's title."""
    outcome: str
    """The id of the outcome."""
    name: str | None
    """The name of the candidate whose success it is; null for `other`, `vacant` and `rejected`."""
    probability: float
    """Its probability as it is, from 0 to 1."""
    runs: int
    """How many runs were simulated at each end of each input."""
    seed: int
    """The seed of all random numbers."""
    deviation: float
    """The standard deviation of its probability over all uncertain inputs."""
    rows: int
    """How many rows the design of the indices has; each takes an answer for A, for B and for each input."""
    runs_each: int
    """How many runs an answer takes."""
    inputs: list[InputDocument]
    """The inputs, those first that move it most."""
    groups: list[GroupDocument]
    """Where there are many uncertain inputs: the indices of those of a block of the file together, in place of
    those of each."""


class LastingDocument(Document):
    """An objection that does not fade."""

    member: str
    """The member's id."""
    candidate: str
    """The candidate's id."""
    stance: str
    """`oppose` or `reserve`."""


class StepDocument(Document):
    """Something that happened. What does not belong to its kind is absent."""

    round: str
    """The date of the round that it belongs to, as `YYYY-MM-DD`."""
    date: str
    """Its own date: that of an event, or the day on which a stance moved."""
    what: str
    """`event`, `event-fails` (it came to its turn and never comes about), `event-due` (its condition holds, it
    comes later), `stance`, `presence`, `status`, `deadline`, `rule`, `sounding` or `ballot`."""
    event: str | None
    """The event's id; of a change, that of the event that causes it."""
    event_outcome: str | None
    """Which of its outcomes, where it has several."""
    member: str | None
    """The member's id."""
    candidate: str | None
    """The candidate's id."""
    to: str | None
    """The stance or the status after; of `presence`, `present` or `absent`; the new deadline."""
    cause: str | None
    """Of a change: `time` (by itself), `event` or `procedure`."""
    passes: bool | None
    """Of a sounding: whether the rule passes."""
    support: int | None
    """Of a sounding: how many are for."""
    abstain: int | None
    """Of a sounding: how many abstain."""
    against: list[str] | None
    """Of a sounding: the ids of those against."""
    number: int | None
    """Of a ballot: its number in the run."""
    votes: dict[str, int] | None
    """Of a ballot: by candidate, the votes."""
    winner: str | None
    """Of a ballot: who wins it, if anybody."""


class ParagraphDocument(Document):
    """A paragraph of the story."""

    date: str
    """Its date, as `YYYY-MM-DD`."""
    text: str
    """Its sentences."""


class TraceDocument(Document):
    """What `nemcon trace` found: one run, step by step, and as a story."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    title: str
    """The scenario's title."""
    names: Names
    """The names of candidates and members."""
    run: int
    """The number of the run."""
    seed: int
    """The seed of all random numbers."""
    chosen: str | None
    """Why this run, in words; null where it was asked for by its number."""
    weight: float
    """What it weighs: 1 is the average of all runs, and the weight of each where no evidence weighs them."""
    outcome: str
    """The id of the outcome that it ends with, as in `run`."""
    date: str
    """The date of its last round, as `YYYY-MM-DD`."""
    inputs: dict[str, float]
    """By key, as `sweep --keys` lists them: the uncertain inputs as they are in this run; half-lives in days."""
    start: dict[str, dict[str, str]]
    """By candidate, by member: the stance at the date of knowledge, before anything happens."""
    lasting: list[LastingDocument]
    """The objections that never fade by themselves in this run, whether they come to be held or not."""
    steps: list[StepDocument]
    """What happened, in the order of the simulation."""
    story: list[ParagraphDocument]
    """The same in sentences, without what concerns nobody who is a candidate."""


class BinaryPower(Document):
    """The form of `nemcon power FILE`."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    body: str
    """The body's name."""
    rule: str
    """The rule in words."""
    members: int
    """How many members are present."""
    names: Names
    """The names of the present members, and of a scenario's candidates."""
    game: str
    """`binary`: everybody is for or against."""
    method: str
    """How coalitions were counted: `decision diagram` or `weights table`."""
    winning_coalitions: str
    """How many coalitions win."""
    winning_by_size: list[str] | None
    """How many coalitions win, by size from 0 to all members."""
    minimal_winning_coalitions: str | None
    """How many coalitions win and lose without any one of their members."""
    smallest_winning: int | None
    """How many members the smallest winning coalition has."""
    largest_minimal_winning: int | None
    """How many members the largest minimal winning coalition has."""
    minimal_blocking_coalitions: str | None
    """How many coalitions block and do not without any one of their members."""
    smallest_blocking: int | None
    """How many members the smallest blocking coalition has."""
    power_to_act: ExactNumber
    """Coleman's power of the body to act: the share of coalitions that win, from 0 to 1."""
    veto_players: list[str]
    """The members without whom nobody wins."""
    dummies: list[str]
    """The members who are never decisive."""
    dictator: str | None
    """The member who decides alone."""
    proper: bool | None
    """Whether no two disjoint coalitions win."""
    strong: bool | None
    """Whether of a coalition and all others one always wins."""
    weighted: str | None
    """Weights and a quota that decide as the rule does; false if there are none, null if that is not known."""
    nakamura: str | None
    """The Nakamura number: a number from 2 on, or `infinite`."""
    desirability: DesirabilityDocument | None
    """Who is at least as powerful as whom."""
    coalitions: CoalitionLists | None
    """With `--coalitions`: the minimal coalitions."""
    unions: dict[str, list[str]] | None
    """With `--unions`: by group, the members who act as one; the others act alone."""
    power: list[BinaryMemberPower]
    """The power of each member, in the order of the body."""
    soundings: list[SoundingDocument] | None
    """For a scenario: each candidate, sounded on the date of knowledge."""


class ExactNumber(Document):
    """A number that was computed."""

    fraction: str | None
    """The exact fraction in lowest terms, such as `53/1024`; null where only a decimal was computed."""
    decimal: float
    """The number as a decimal."""
    error: float
    """A bound on the error of the decimal; 0 where it is the fraction, rounded."""


class DesirabilityDocument(Document):
    """Who can replace whom."""

    classes: list[list[str]]
    """Members who can replace each other, the most desirable class first."""
    incomparable: list[list[int]]
    """The pairs of classes, by their place in `classes` from 0 on, neither of which is above the other."""


class CoalitionLists(Document):
    """Minimal coalitions, as lists of members; null where there are more than were asked for."""

    minimal_winning: list[list[str]] | None
    """Those that win."""
    minimal_blocking: list[list[str]] | None
    """Those that block."""


class BinaryMemberPower(Document):
    """The power of one member."""

    member: str
    """The member's id."""
    name: str
    """The member's name."""
    swings: str | None
    """In how many coalitions of others it is decisive."""


class SoundingDocument(Document):
    """A candidate sounded on the date of knowledge, by the file's opinions and reports."""

    candidate: str
    """The candidate's id."""
    name: str
    """The candidate's name."""
    passes: float | None
    """The probability that the sounding passes, from 0 to 1."""
    decisive: dict[str, float] | None
    """By member: the probability that it decides, from 0 to 1: that it fails if the member is against, and passes
    if it is for."""
    left_out: str | None
    """Why both are left out; null where they are not."""


class TernaryPower(Document):
    """The form of `nemcon power --ternary FILE`."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    body: str
    """The body's name."""
    rule: str
    """The rule in words."""
    members: int
    """How many members are present."""
    names: Names
    """The names of the present members, and of a scenario's candidates."""
    game: str
    """`ternary`: everybody is for, abstains or is against."""
    method: str
    """How divisions were counted: `decision diagram`."""
    passing_divisions: str
    """How many divisions into for, abstaining and against pass."""
    power_to_act: ExactNumber
    """Their share of all divisions, from 0 to 1."""
    power: list[TernaryMemberPower]
    """The power of each member, in the order of the body."""
    soundings: list[SoundingDocument] | None
    """For a scenario: each candidate, sounded on the date of knowledge."""


class TernaryMemberPower(Document):
    """The power of one member among those who may abstain."""

    member: str
    """The member's id."""
    name: str
    """The member's name."""


class EstimatedPower(Document):
    """The form of `nemcon power --estimate RUNS FILE`."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    body: str
    """The body's name."""
    rule: str
    """The rule in words."""
    members: int
    """How many members are present."""
    names: Names
    """The names of the present members."""
    game: str
    """`binary`: everybody is for or against."""
    method: str
    """`estimate`: by Monte Carlo."""
    samples: int
    """From how many random coalitions, and as many random orders."""
    seed: int
    """The seed of all random numbers."""
    power: list[EstimatedMemberPower]
    """The power of each member, in the order of the body."""
    soundings: list[SoundingDocument] | None
    """Null: a rule too large to be counted has no soundings."""


class EstimatedMemberPower(Document):
    """The estimated power of one member."""

    member: str
    """The member's id."""
    name: str
    """The member's name."""


class EstimatedNumber(Document):
    """A number that was estimated, with its 95% interval (Wilson)."""

    decimal: float
    """The estimate."""
    low: float
    """The lower end of the interval."""
    high: float
    """The upper end of it."""


class CaseDocument(Document):
    """A case and its scores."""

    case: str
    """The case: its file's name, without the extension."""
    race: int
    """The number of its race, from 0 on in order of first appearance; cuts of one race share it."""
    result: str
    """The outcome that came about."""
    result_name: str | None
    """The name of the candidate whose success that was, or of who else it was, if the file says so; null where it
    was nobody's."""
    on: str | None
    """The day on which it came about, as `YYYY-MM-DD`; null where that is not known."""
    leader: str
    """The outcome that the leader's success would have been."""
    leader_name: str | None
    """The leader's name; null where nobody leads."""
    probability: float
    """The probability given to what happened, from 0 to 1, one run being added to each outcome."""
    log_score: float
    """The logarithmic score, −ln of that: 0 is perfect."""
    dated_log_score: float
    """The logarithmic score of what happened and about when: within the same doubling of a week after the date of
    knowledge, 1, 2, 4, 8 weeks and so on."""
    brier: float
    """The Brier score over all outcomes: 0 is perfect, 2 the worst."""
    date_error_days: float | None
    """How far the predicted dates lie from the real one, in days (the continuous ranked probability score), given
    the outcome; null where it has no date, or no run ended so."""
    date_position: float | None
    """Where the real date lies among the predicted ones, from 0 to 1: near 0 it came sooner than foreseen; null
    where `date_error_days` is."""
    date_within: bool | None
    """Whether the real date lies between the 5th and the 95th percentile of the predicted ones; null where
    `date_error_days` is."""
    timing: float | None
    """The integrated Brier score of the day of decision, whatever is decided, from the date of knowledge to the
    last possible round: 0 is perfect, 1 the worst; null where the day is not known."""
    outcomes: list[GivenDocument]
    """What was given to each outcome."""
    baselines: dict[str, float]
    """The logarithmic scores of the baselines, by their names."""


class GivenDocument(Document):
    """An outcome of a case and what was given to it."""

    outcome: str
    """The outcome."""
    end: str
    """What it is: `the leader`, `another who is named`, `somebody else` or `nobody`."""
    probability: float
    """The probability given to it, from 0 to 1, one run being added to each outcome."""
    happened: bool
    """Whether it came about."""


class ForecastDocument(Document):
    """The mean scores of a forecast."""

    forecast: str
    """The forecast."""
    log_score: MeanDocument
    """Its mean logarithmic score."""
    brier: MeanDocument
    """Its mean Brier score."""
    simulation_better_by: MeanDocument | None
    """By how much its mean logarithmic score is larger than the simulation's, of `calibrate` that of the forecast
    `left out`; null for the simulation itself."""


class MeanDocument(Document):
    """A mean over cases and its 95% interval, by bootstrap over races."""

    mean: float
    """The mean."""
    low: float
    """The lower end of the interval."""
    high: float
    """The upper end; the same as the lower one where all cases are of one race."""


class ReliabilityBin(Document):
    """Forecasts of about the same probability."""

    to: float
    """The probability below which it ends; the last bin holds 1 too."""
    forecasts: int
    """How many forecasts of outcomes are in it."""
    mean_probability: float
    """Their mean probability."""
    happened: int
    """How many of these outcomes came about."""
    low: float
    """The lower end of Wilson's 95% interval of the share that comes about."""
    high: float
    """The upper end of it."""


class ClassDocument(Document):
    """The cases of one class and their scores."""

    cases: int
    """How many cases it has."""
    races: int
    """How many races they are of."""
    forecasts: list[ForecastDocument]
    """The mean scores of the forecasts."""


class EndDocument(Document):
    """An end of a post, whoever the candidates."""

    end: str
    """`the leader`, `another who is named`, `somebody else` or `nobody`."""
    possible: int
    """In how many cases it is possible."""
    expected: float
    """The sum of the probabilities given to it: in how many cases it was to be expected."""
    happened: int
    """In how many cases it came about."""


class DatesDocument(Document):
    """How well the days of decision were foreseen."""

    dated: int
    """In how many cases the real day can be compared with those foreseen for the same outcome."""
    within: int
    """In how many of them it lies between their 5th and 95th percentile."""
    timing: MeanDocument | None
    """The mean of `timing`; null where no case has it."""


class BacktestDocument(Document):
    """What `nemcon backtest` found: how simulations score against cases whose end is known."""

    schema: int
    """The version of this form: 1."""
    engine: str
    """The version of the engine."""
    runs: int
    """How many runs were simulated of each case."""
    seed: int
    """The seed of all random numbers."""
    cases: list[CaseDocument]
    """The cases, in order of their files' names."""
    races: int
    """How many races the cases are of."""
    forecasts: list[ForecastDocument]
    """The mean scores of the forecasts: `simulation`, `leader wins`, `equal odds`, `past share`, `regression`."""
    reliability: list[ReliabilityBin]
    """How often what was given some probability came about."""
    classes: list[ClassDocument]
    """The same scores by class of case."""
    posts: list[EndDocument]
    """Of the posts: how often each end was to be expected, and came about."""
    dates: DatesDocument
    """How well the days of decision were foreseen."""


class AssumptionDocument(Document):
    """An assumption."""

    block: str
    """The block of the format that it stands in, such as `stance`."""
    assumption: str
    """Which it is, in words."""
    value: str
    """What is assumed, as the file would write it in TOML."""
    sources: list[str]
    """Where it is from."""
    entry_sources: list[str]
    """Where the entry is from that it stands in, where that does not say for which of its values it is the source."""
    notes: list[str]
    """What is said about it."""
    file: str
    """The file that says it, as it was named."""
    line: int
    """The line of it, counted from 1."""
    coding: list[CodingDocument]
    """The rows and numbers of a coding table that it is made of."""


class CodingDocument(Document):
    """A row or a number of a coding table."""

    name: str
    """What it is called: `row NAME`, `common NAME` or `number NAME`."""
    sources: list[str]
    """Where the table has it from."""
    notes: list[str]
    """What the table says about it."""
    file: str
    """The file of the table, as it was named."""
    line: int
    """The line of it, counted from 1."""


class AssumptionsDocument(Document):
    """The assumptions of a scenario: what is thought, where a fact would be known."""

    schema: int
    """The version of the document's form: 1."""
    title: str
    """The title of the scenario."""
    assumptions: list[AssumptionDocument]
    """The assumptions, in the order of the blocks of the format and within a block in that of the file."""
