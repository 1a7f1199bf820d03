"""Which rows of a ledger are asked for: put into words of the database, so that it looks at no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from scilit_rules.arguments import each
from scilit_rules.ledger.moves import state_of
from scilit_rules.ledger.rows import WAITED_FOR
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError, near_names, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST_NAMES = 20_000
"""Among how many names a near one is looked for."""
_MOST_ASKED_BY = 500
"""How many values one question may hold."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are asked for: those for which everything holds that is said; all where nothing is.

    Args:
        subjects: ids or names of subjects.
        bodies: parts of the names of bodies.
        states: the states.
        overdue_on: the day by which they must be overdue.
        plan: the id of their plan.
    """

    subjects: tuple[str, ...] | None = None
    bodies: tuple[str, ...] | None = None
    states: tuple[LedgerState, ...] | None = None
    overdue_on: date | None = None
    plan: str | None = None


def wanted_rows(subjects: Iterable[str] | None = None, bodies: Iterable[str] | None = None,
                states: Iterable[LedgerState | str] | None = None, overdue_on: date | None = None) -> Wanted:
    """Which rows are asked for, from what callers give: one by itself will do for several.

    Raises:
        UsageError: if there is no such state.
    """
    return Wanted(
        None if subjects is None else each("subjects", subjects, str),
        None if bodies is None else each("bodies", bodies, str),
        None if states is None else tuple(dict.fromkeys(map(state_of, each("states", states, str, LedgerState)))),
        overdue_on,
    )


def conditions(connection: Connection, wanted: Wanted) -> list[Any]:
    """What must hold of the rows, for the database.

    Raises:
        UsageError: if there is no such subject.
    """
    from sqlalchemy import false, or_

    from scilit_rules.ledger.tables import gaps

    found: list[Any] = [] if wanted.plan is None else [gaps.c.plan == wanted.plan]
    if wanted.subjects is not None:
        found.append(_one_of(gaps.c.subject, _subjects(connection, wanted.subjects)))
    if wanted.bodies is not None:
        found.append(or_(false(), *(_holds(connection, gaps.c.bodies, part) for part in wanted.bodies)))
    if wanted.states is not None:
        found.append(gaps.c.state.in_([str(state) for state in wanted.states]))
    if wanted.overdue_on is not None:
        found += overdue(wanted.overdue_on)
    return found


def overdue(day: date) -> list[Any]:
    """What holds of rows that are overdue on a day."""
    from scilit_rules.ledger.tables import gaps

    return [*waited_for(), gaps.c.deadline > "", gaps.c.deadline < day.isoformat()]


def waited_for() -> list[Any]:
    """What holds of rows on which those responsible still have to act."""
    from scilit_rules.ledger.tables import gaps

    return [gaps.c.state.in_([str(state) for state in WAITED_FOR])]


def _one_of(column: Any, values: Sequence[str]) -> Any:
    from sqlalchemy import or_

    parts = [values[first : first + _MOST_ASKED_BY] for first in range(0, len(values), _MOST_ASKED_BY)]
    return or_(*(column.in_(part) for part in parts)) if len(parts) > 1 else column.in_(values)


def _holds(connection: Connection, column: Any, part: str) -> Any:
    """Whether a text holds another, letter by letter; LIKE would take small letters for capitals in one of the two."""
    from sqlalchemy import func

    place = func.instr(column, part) if connection.dialect.name == "sqlite" else func.strpos(column, part)
    return place > 0


def _subjects(connection: Connection, names: Iterable[str]) -> list[str]:
    """The ids of the subjects of some names; a name that several have is that of each."""
    found: dict[str, None] = {}
    unknown = []
    for name in names:
        ids = _subjects_named(connection, name)
        found.update(dict.fromkeys(ids))
        if not ids:
            unknown.append(name)
    if unknown:
        known = _known_names(connection)
        raise UsageError([problem("ledger.no-such-subject", name=name, near=near_names(name, known))
                          for name in unknown])
    return list(found)


def _subjects_named(connection: Connection, name: str) -> list[str]:
    from sqlalchemy import select, union

    from scilit_rules.ledger.tables import NAME_START, gaps, start_of_name

    asked: list[Any] = [select(gaps.c.subject).where(gaps.c.subject == name)]
    for column in (gaps.c.subject_zh, gaps.c.subject_en):
        begins = start_of_name(column.name) == name[:NAME_START]
        # SQLite looks at its index only if nothing else is said of the column itself.
        whole = [column.concat("") == name] if len(name) >= NAME_START else []
        asked.append(select(gaps.c.subject).where(begins, *whole))
    return list(connection.execute(union(*asked)).scalars())


def _known_names(connection: Connection) -> list[str]:
    from sqlalchemy import select

    from scilit_rules.ledger.tables import gaps

    known: list[str] = []
    for column in (gaps.c.subject, gaps.c.subject_zh, gaps.c.subject_en):
        known += connection.execute(select(column).distinct().limit(_MOST_NAMES)).scalars()
    return known
