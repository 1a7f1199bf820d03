"""The closed word lists: every word that a ruleset, a report or an option may use for one thing."""

from __future__ import annotations

from enum import Enum


class Word(str, Enum):
    """A word of a closed list; prints, compares and serialises as the word itself."""

    def __str__(self) -> str:
        return str(self.value)


class Status(Word):
    """What was found for one obligation, subject and period."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NEEDS_REVIEW = "needs_review"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


class Reason(Word):
    """Why something could not be decided."""

    MISSING = "missing"
    STALE = "stale"
    AMBIGUOUS = "ambiguous"
    CONFLICTING = "conflicting"


class Absence(Word):
    """What kind of not knowing an unknown finding is; counted apart everywhere."""

    NOT_RETURNED = "not_returned"
    BLANK = "blank"
    NOT_USABLE = "not_usable"


class ReturnState(Word):
    """Whether a subject has reported on itself."""

    RETURNED = "returned"
    JOINT = "joint"
    BLANK = "blank"
    NOT_USABLE = "not_usable"
    NOT_RETURNED = "not_returned"


class Disposition(Word):
    """What was decided about a finding, kept apart from what was found."""

    OPEN = "open"
    WAIVED = "waived"
    KNOWN = "known"


class Severity(Word):
    """How much an unmet obligation weighs; follows from its binding."""

    VIOLATION = "violation"
    WARNING = "warning"
    NOTICE = "notice"


class Binding(Word):
    """How strongly a clause binds, judged from its governing word."""

    MANDATORY = "mandatory"
    DIRECTIONAL = "directional"
    ENCOURAGED = "encouraged"

    @property
    def severity(self) -> Severity:
        """The severity of a finding that fails an obligation of this binding."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Binding.MANDATORY: Severity.VIOLATION,
    Binding.DIRECTIONAL: Severity.WARNING,
    Binding.ENCOURAGED: Severity.NOTICE,
}


class Role(Word):
    """In what role a clause names a body."""

    LEAD = "lead"
    SOLE = "sole"
    SHARED = "shared"
    SUPPORT = "support"


class Level(Word):
    """Which kind of subject bears an obligation or is judged."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    COUNTY = "county"
    ZONE = "zone"
    TOWN = "town"
    STREET = "street"
    COMMUNITY = "community"
    VILLAGE = "village"
    SCHOOL = "school"
    DEPARTMENT = "department"
    ENTERPRISE = "enterprise"


class ClauseKind(Word):
    """What a clause is within its plan."""

    CHAPTER = "chapter"
    SECTION = "section"
    GOAL = "goal"
    PROGRAMME = "programme"
    TASK = "task"
    SAFEGUARD = "safeguard"
    TEXT = "text"


class ObligationKind(Word):
    """What sort of thing an obligation asks for."""

    TARGET = "target"
    INSTITUTION = "institution"
    FUNDING = "funding"
    ACTION = "action"
    MONITORING = "monitoring"
    PHASE = "phase"


class FactType(Word):
    """What kind of value a fact has."""

    AMOUNT = "amount"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    TEXT = "text"
    ATTESTATION = "attestation"

    @property
    def is_number(self) -> bool:
        """Whether values of this type can be put in order and subtracted."""
        return self in _NUMBERS


_NUMBERS = frozenset({FactType.AMOUNT, FactType.COUNT, FactType.SHARE, FactType.NUMBER})


class Nature(Word):
    """How a fact relates to time.

    A ``yearly`` fact belongs to the year it is reported for (funds paid in, a survey result). A ``standing`` fact holds
    from then on until a newer one replaces it (a leading group exists). The value of a ``date`` carries its own time.
    """

    YEARLY = "yearly"
    STANDING = "standing"


class EvidenceKind(Word):
    """What a claim is proved by: each kind names something that can be looked up.

    A ``document`` by number or title, a ``file`` by a telling name, a ``link``, an ``event`` by a dated record, a
    ``register`` by subject and year, a ``contract`` by partner and date, an ``account`` by name, a ``letter`` by sides.
    """

    DOCUMENT = "document"
    FILE = "file"
    LINK = "link"
    EVENT = "event"
    REGISTER = "register"
    CONTRACT = "contract"
    ACCOUNT = "account"
    LETTER = "letter"


class Claim(Word):
    """What a reporter, or a reviewer, says of a duty that carries no number."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    INAPPLICABLE = "inapplicable"


class Stance(Word):
    """What a reviewer says to a claim without deciding it: that it holds as it was made, or that it does not."""

    AGREES = "agrees"
    REFUSES = "refuses"


class ScheduleKind(Word):
    """By when, or how often, an obligation must hold."""

    BY = "by"
    IN = "in"
    DURING = "during"
    YEARLY = "yearly"
    EVERY = "every"


class During(Word):
    """What sort of work must be done within the plan's years; tells from when on it can be missed."""

    ORGANISATION = "organisation"
    ONGOING = "ongoing"


class Term(Word):
    """A stretch of time, shorter than a year or across two, of which each has a finding of its own."""

    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    SCHOOL_YEAR = "school_year"


class Against(Word):
    """What a growing or shrinking value is held against: the base year, the year before, or both of the last two."""

    SINCE_BASE = "since_base"
    YEAR_ON_YEAR = "year_on_year"
    TWO_YEARS = "two_years"


class DerivationKind(Word):
    """How a derived fact is computed from others."""

    RATIO = "ratio"
    SUM = "sum"
    DIFFERENCE = "difference"
    CHANGE = "change"
    SHARE = "share"
    MEAN = "mean"
    SPREAD = "spread"
    RANK = "rank"

    @property
    def over_children(self) -> bool:
        """Whether the parts are the same fact of the subject's children."""
        return self in _OVER_CHILDREN


_OVER_CHILDREN = frozenset(
    {DerivationKind.SHARE, DerivationKind.MEAN, DerivationKind.SPREAD, DerivationKind.RANK}
)


class JudgedBy(Word):
    """How an obligation is judged: on facts, on an attestation with its evidence, or by a person alone."""

    FACT = "fact"
    ATTESTATION = "attestation"
    PERSON = "person"


class CreditKind(Word):
    """How much of its weight an obligation earns that is not met."""

    ALL_OR_NOTHING = "all_or_nothing"
    PROPORTIONAL = "proportional"
    TIERED = "tiered"
    DEDUCTION = "deduction"


class Treatment(Word):
    """How a finding counts in a score that is neither met nor unmet, or whose gap was accepted."""

    EXCLUDED = "excluded"
    ZERO = "zero"
    AS_FOUND = "as_found"


class Rounding(Word):
    """How a number loses its last digits."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    TRUNCATE = "truncate"


class ProblemLevel(Word):
    """How much a problem with rules or data weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Movement(Word):
    """How a gap moved from one report to the next, the most pressing first.

    A gap that was met before has worsened, or is reopened if it was a gap before that; one that had no verdict before,
    for want of data or because it was not due, is new.
    """

    WORSENED = "worsened"
    REOPENED = "reopened"
    NEW = "new"
    GREW = "grew"
    PERSISTING = "persisting"
    SHRANK = "shrank"
    UNDECIDED = "undecided"
    DROPPED = "dropped"
    CLOSED = "closed"


class RuleChange(Word):
    """Whether a rule demands the same in two versions of a ruleset; if not, it is not the subject that changed."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    LEFT = "left"
    UNKNOWN = "unknown"


class BaselineState(Word):
    """How a known gap stands in one run."""

    KNOWN = "known"
    UNDECIDED = "undecided"
    NOT_JUDGED = "not_judged"
    CLOSED = "closed"
    GONE = "gone"

    @property
    def is_stale(self) -> bool:
        """Whether a baseline need not name it any more."""
        return self in (BaselineState.CLOSED, BaselineState.GONE)


class Need(Word):
    """What it takes to meet an obligation, or to have it decided."""

    MONEY = "money"
    DOCUMENT = "document"
    WORK = "work"
    TIME = "time"
    DATA = "data"
    REVIEW = "review"


class LedgerState(Word):
    """How far a gap in the ledger is on its way to being made good, in the order of that way."""

    FOUND = "found"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    EXTENDED = "extended"
    REPORTED = "reported"
    RETURNED = "returned"
    VERIFIED = "verified"
    CLOSED = "closed"
    RELAPSED = "relapsed"


class LedgerEvent(Word):
    """What happened to a row of the ledger."""

    ENTERED = "entered"
    FOUND_AGAIN = "found_again"
    SEEN_FIXED = "seen_fixed"
    RULE_CHANGED = "rule_changed"
    RELAPSED = "relapsed"
    MOVED = "moved"
    EDITED = "edited"
    CONFLICT = "conflict"
