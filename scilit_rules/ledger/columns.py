"""The columns of the workbook that offices keep, in the order in which they keep them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, Union

from scilit_rules.ledger.rows import LedgerRow, kept
from scilit_rules.messages import say, show
from scilit_rules.model.text import Lang
from scilit_rules.reporters.workbook.cells import safe

EXPORT_FORMAT = "scilit-rules-ledger-sheet/2"
"""Format 1 had the subject under the heading of the bodies, and the bodies under one of its own."""
OLD_HEADINGS = frozenset({"牵头单位", "Lead body"})
HEADER = 3
MARK_SHEET = "_ledger"
REVISION, DIGEST = "revision", "digest"
"""The headings of the hidden columns."""
Shown = Union[str, int, date, None]


class Column(NamedTuple):
    """A column of the workbook.

    Args:
        key: its heading is ``ledger.column.<key>``.
        width: in characters.
        field: the field of a row that edits of it change; empty where it is not for editing.
        value: what stands in it.
        centred: whether it is set in the middle.
    """

    key: str
    width: float
    field: str
    value: Callable[[LedgerRow, Lang], Shown]
    centred: bool = False


def _relapsed(row: LedgerRow, lang: Lang) -> str:
    return say("ledger.relapsed-times", lang, times=row.relapses) if row.relapses else show(False, lang)


COLUMNS = (
    Column("number", 10, "", lambda row, lang: row.number, True),
    Column("subject", 13, "", lambda row, lang: row.name.get(lang)),
    Column("problem", 30, "", lambda row, lang: row.problem.get(lang)),
    Column("clause", 18, "", lambda row, lang: row.clause),
    Column("source", 22, "", lambda row, lang: row.source.get(lang)),
    Column("bodies", 24, "bodies", lambda row, lang: row.bodies),
    Column("person", 9, "person", lambda row, lang: row.person, True),
    Column("measure", 26, "measure", lambda row, lang: row.measure),
    Column("deadline", 11.5, "deadline", lambda row, lang: row.deadline, True),
    Column("state", 9, "state", lambda row, lang: say(row.state, lang), True),
    Column("evidence", 20, "evidence", lambda row, lang: row.evidence),
    Column("verifier", 9, "verifier", lambda row, lang: row.verifier, True),
    Column("closed-on", 11.5, "closed_on", lambda row, lang: row.closed_on, True),
    Column("relapsed", 9, "", _relapsed, True),
    Column("remark", 18, "remark", lambda row, lang: row.remark),
)
"""The visible columns; hidden ones with revision and digest of the row follow."""
LANGS: tuple[Lang, ...] = ("zh", "en")
EDITED = {column.field: column for column in COLUMNS if column.field}


def in_sheet(value: Shown | str) -> frozenset[object]:
    """All that may stand in a workbook, once it is read again, for a value of the ledger.

    Passwords of addresses, what no sheet can hold, and blanks around are not shown; the rest is as it is.

    Args:
        value: the value, as it is stored or shown.
    """
    if isinstance(value, date):
        return frozenset({value.isoformat()})
    if not isinstance(value, str):
        return frozenset({value, "" if value is None else str(value)})
    plain = kept(value)
    return frozenset({value, *(safe(plain, lang).replace("\r\n", "\n").strip() for lang in LANGS)})
