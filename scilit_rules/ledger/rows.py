"""A row of the ledger, what happened to it, and who did it when."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Union

from scilit_rules.model.address import masked
from scilit_rules.model.lineage import Key
from scilit_rules.model.text import Text
from scilit_rules.model.words import LedgerEvent, LedgerState
from scilit_rules.problems import UsageError, problem

Field = Union[str, int, date, LedgerState, None]
DATES = frozenset({"deadline", "closed_on", "seen_fixed", "first_seen", "judged_on"})
# The body that was asked has done its part, or all is done.
_NOT_WAITED_FOR = frozenset({LedgerState.REPORTED, LedgerState.VERIFIED, LedgerState.CLOSED})
WAITED_FOR = tuple(state for state in LedgerState if state not in _NOT_WAITED_FOR)
"""The states in which those responsible still have to act."""
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database can keep as text."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something to the ledger, and when.

    Args:
        who: the person or body.
        when: date and time, as in ``2021-01-05T09:30:00+08:00``.
    """

    who: str
    when: str

    @property
    def day(self) -> date:
        """The day on which it is done."""
        return date.fromisoformat(self.when[:10])


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One gap in the ledger.

    Args:
        number: its number, which it never loses: year and serial, as in ``2020-007``.
        plan: the id of the plan.
        obligation: the id of the obligation.
        subject: the id of the subject.
        period: the period that was judged.
        subject_zh: what the subject is called.
        subject_en: the same in English.
        problem_zh: what is wrong.
        problem_en: the same in English.
        clause: path and heading of the clause that is not met.
        source_zh: the check that found it.
        source_en: the same in English.
        bodies: who answers for it: the bodies that the clause names, with their roles, else the subject.
        person: the person responsible.
        measure: what is to be done.
        deadline: by when.
        state: how far it is.
        evidence: what proves that it was done.
        verifier: who verified it.
        closed_on: when it was closed.
        remark: whatever else is to be said.
        relapses: how often it came back after it was closed.
        seen_fixed: the date of the report that no longer found it, if the latest one did not.
        first_seen: the date of the report that found it first.
        judged_on: the date of the latest report that judged it.
        revision: how often it was written.
    """

    number: str
    plan: str
    obligation: str
    subject: str
    period: str
    subject_zh: str
    subject_en: str
    problem_zh: str
    problem_en: str
    clause: str
    source_zh: str
    source_en: str
    bodies: str
    person: str
    measure: str
    deadline: date | None
    state: LedgerState
    evidence: str
    verifier: str
    closed_on: date | None
    remark: str
    relapses: int
    seen_fixed: date | None
    first_seen: date
    judged_on: date
    revision: int

    @property
    def key(self) -> Key:
        """Subject, obligation and period: by what a gap is known within a plan."""
        return self.subject, self.obligation, self.period

    @property
    def id(self) -> str:
        """``subject/obligation/period``, as of the finding."""
        return f"{self.subject}/{self.obligation}/{self.period}"

    @property
    def name(self) -> Text:
        """What the subject is called."""
        return Text(self.subject_zh, self.subject_en)

    @property
    def problem(self) -> Text:
        """What is wrong."""
        return Text(self.problem_zh, self.problem_en)

    @property
    def source(self) -> Text:
        """The check that found it."""
        return Text(self.source_zh, self.source_en)

    @property
    def is_waited_for(self) -> bool:
        """Whether those responsible still have to act."""
        return self.state not in _NOT_WAITED_FOR

    def is_overdue(self, as_of: date) -> bool:
        """Whether those responsible still have to act though the deadline has passed."""
        return self.is_waited_for and self.deadline is not None and self.deadline < as_of


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One thing that happened to a row.

    Args:
        number: the number of the row.
        revision: the revision that the row had afterwards.
        stamp: who did it and when.
        event: what happened.
        note: what was said about it.
        changes: what was changed: for each field the old and the new value, as they are stored. Of a conflict: the
            value that the ledger keeps, and the one in the file.
    """

    number: str
    revision: int
    stamp: Stamp
    event: LedgerEvent
    note: str
    changes: Mapping[str, tuple[Any, Any]]


def stored(value: Field) -> str | int:
    """A value of a row as it is stored: dates as text, nothing as an empty text, no password of an address."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else kept(str(value))


def kept(text: str) -> str:
    """A text as the ledger keeps it: without what no database can hold, and without passwords of addresses."""
    return masked(UNKEEPABLE.sub("\ufffd", text))


def restored(field: str, value: Any) -> Any:
    """A stored value as a row has it.

    Raises:
        ValueError: if it is none that this program would have stored.
    """
    return _RESTORED.get(field, str)(value)


def row_of(found: Mapping[str, Any]) -> LedgerRow:
    """A row from its fields as they are stored.

    Raises:
        UsageError: if another program wrote something into it that makes no sense.
    """
    fields: dict[str, Any] = {}
    for name, restore in _RESTORED.items():
        try:
            fields[name] = restore(found[name])
        except (ValueError, TypeError):
            raise UsageError(problem("ledger.odd-value", number=found["number"], field=name,
                                     value=str(found[name]))) from None
    return LedgerRow(**fields)


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


_OTHERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(DATES, _day), "relapses": int, "revision": int, "state": LedgerState}
_RESTORED = {name: _OTHERS.get(name, str) for name in LedgerRow.__dataclass_fields__}
