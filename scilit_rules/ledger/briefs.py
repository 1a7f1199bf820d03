"""Rows of the ledger, their history and what is due, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scilit_rules.ledger.due import DuePage
from scilit_rules.ledger.listing import LedgerPage
from scilit_rules.ledger.merging import field_in_words
from scilit_rules.ledger.moves import moves_from
from scilit_rules.ledger.rows import LedgerEntry, LedgerRow, kept, stored
from scilit_rules.messages import say
from scilit_rules.model.brief import Brief, BriefTable, Streamed
from scilit_rules.model.text import Lang
from scilit_rules.model.words import LedgerState

LIST_FORMAT = "scilit-rules-ledger-list/1"
_LIST = ("number", "problem", "bodies", "person", "deadline", "state")
_ROWS = ("number", "subject", "problem", "clause", "source", "bodies", "person", "measure", "deadline",
         "state", "evidence", "verifier", "closed-on", "relapsed", "remark", "seen-fixed", "finding")
_HISTORY = ("when", "who", "event", "changed", "note")
_DATA = ("number", "plan", "obligation", "subject", "period", "clause", "bodies", "person", "measure",
         "deadline", "state", "evidence", "verifier", "closed_on", "remark", "relapses", "seen_fixed", "first_seen",
         "judged_on", "revision")


@dataclass(frozen=True, slots=True)
class Told:
    """To whom rows are told, and as of when.

    Args:
        name: what the ledger is called.
        as_of: the day by which deadlines have passed or not.
        lang: the reader's language.
    """

    name: str
    as_of: date
    lang: Lang


def list_brief(page: LedgerPage, every: Streamed[LedgerRow], told: Told) -> Brief:
    """Rows as a list.

    Args:
        page: those that are shown to people, with the tally of all.
        every: all of them, for programs and spreadsheets.
        told: to whom.
    """
    lang = told.lang
    tables = (_listed(say("ledger.rows", lang), page.rows, told),) if page.rows else ()
    closed, late = page.closed, page.overdue
    conclusion = say("ledger.conclusion", lang, count=page.count, closed=closed, open=page.count - closed, overdue=late)
    brief = _brief(say("ledger.title", lang), tables, conclusion, every, told)
    if page.next is None:
        return brief
    more = say("ledger.page-of", lang, first=page.rows[0].number, last=page.next, shown=len(page.rows),
               count=page.count)
    return replace(brief, remarks=(more,))


def remind_brief(page: DuePage, every: Streamed[LedgerRow], within: int, told: Told) -> Brief:
    """What is overdue, what is due soon, and what waits to be verified.

    Args:
        page: the first rows of each part, and how many there are.
        every: all of them, for programs and spreadsheets.
        within: how many days count as soon.
        told: to whom.
    """
    lang, counts = told.lang, page.counts
    codes = {"overdue": "ledger.overdue", "soon": "ledger.due-soon", "to_verify": "ledger.to-verify"}
    tables = tuple(_listed(say(codes[part], lang, count=counts[part], days=within), found, told)
                   for part, found in page.rows.items() if found)
    conclusion = say("ledger.reminded", lang, overdue=counts["overdue"], soon=counts["soon"],
                     fixed=counts["to_verify"], open_ended=counts["open_ended"], days=within)
    brief = _brief(say("ledger.reminder", lang, as_of=told.as_of), tables, conclusion, every, told)
    most = max(map(len, page.rows.values()))
    if all(counts[part] == len(found) for part, found in page.rows.items()):
        return brief
    return replace(brief, remarks=(say("ledger.first-of-each", lang, shown=most),))


def show_brief(row: LedgerRow, entries: Sequence[LedgerEntry], told: Told) -> Brief:
    """One row with all that happened to it."""
    as_of, lang = told.as_of, told.lang
    every = dict(zip(_ROWS, _cells(row, as_of, lang, _ROWS), strict=True))
    about = BriefTable(row.number, (say("ledger.field", lang), say("ledger.value", lang)),
                       tuple((say(f"ledger.column.{key}", lang), text) for key, text in every.items() if text), "ll")
    happened = BriefTable(say("ledger.history", lang), tuple(say(f"ledger.column.{key}", lang) for key in _HISTORY),
                          tuple(_happened(entry, lang) for entry in entries), "l" * len(_HISTORY))
    conclusion = say("ledger.may-move", lang, state=row.state, allowed=moves_from(row))
    one = Streamed(1, lambda: iter([row]))
    brief = _brief(say("ledger.one", lang, number=row.number), (about, happened), conclusion, one, told)
    data = {**brief.data, "history": [
        {"at": entry.stamp.when, "who": kept(entry.stamp.who), "event": str(entry.event), "note": kept(entry.note),
         "revision": entry.revision, "changes": {key: list(map(_shown, pair)) for key, pair in entry.changes.items()}}
        for entry in entries]}
    return replace(brief, data=data)


def _brief(title: str, tables: tuple[BriefTable, ...], conclusion: str, rows: Streamed[LedgerRow],
           told: Told) -> Brief:
    as_of, lang = told.as_of, told.lang
    cells = Streamed(len(rows), lambda: (_cells(row, as_of, lang, _ROWS) for row in rows))
    data = Streamed(len(rows), lambda: (_data(row, as_of) for row in rows))
    everything = BriefTable(title, tuple(say(f"ledger.column.{key}", lang) for key in _ROWS), cells, "l" * len(_ROWS))
    return Brief(title, (say("ledger.kept-in", lang, ledger=told.name),), (), tables, conclusion, everything,
                 {"format": LIST_FORMAT, "as_of": as_of.isoformat(), "rows": data})


def _data(row: LedgerRow, as_of: date) -> dict[str, object]:
    return {**{key: stored(getattr(row, key)) for key in _DATA}, "overdue": row.is_overdue(as_of)}


def _listed(heading: str, rows: Sequence[LedgerRow], told: Told) -> BriefTable:
    """Rows for people: by lines, without the columns that are empty in all of them."""
    columns = {key: [_cells(row, told.as_of, told.lang, (key,))[0] for row in rows] for key in _LIST}
    filled = {key: cells for key, cells in columns.items() if any(cells)}
    return BriefTable(heading, tuple(say(f"ledger.column.{key}", told.lang) for key in filled),
                      tuple(zip(*filled.values(), strict=True)), "l" * len(filled), dense=True)


def _cells(row: LedgerRow, as_of: date, lang: Lang, keys: Sequence[str]) -> tuple[str, ...]:
    marks = [say(row.state, lang)]
    if row.seen_fixed is not None and row.state is not LedgerState.CLOSED:
        marks.append(say("ledger.mark-fixed", lang))
    if row.is_overdue(as_of) and row.deadline is not None:
        marks.append(say("ledger.mark-overdue", lang, days=(as_of - row.deadline).days))
    texts = {
        "number": row.number, "subject": row.name.get(lang), "problem": row.problem.get(lang), "clause": row.clause,
        "source": row.source.get(lang), "bodies": row.bodies, "person": row.person,
        "measure": row.measure, "deadline": _day(row.deadline), "state": "\n".join(marks), "evidence": row.evidence,
        "verifier": row.verifier, "closed-on": _day(row.closed_on),
        "relapsed": say("ledger.relapsed-times", lang, times=row.relapses) if row.relapses else "",
        "remark": row.remark, "seen-fixed": _day(row.seen_fixed),
        "finding": row.id,
    }
    return tuple(kept(texts[key]) for key in keys)


def _happened(entry: LedgerEntry, lang: Lang) -> tuple[str, ...]:
    changed = []
    for name, (old, new) in entry.changes.items():
        if name.endswith("_zh" if lang == "en" else "_en"):
            continue
        field = name.removesuffix("_zh").removesuffix("_en").replace("_", "-")
        changed.append(say("ledger.changed", lang, field=say(f"ledger.column.{field}", lang),
                           old=field_in_words(name, old, lang), new=field_in_words(name, new, lang)))
    when = entry.stamp.when.replace("T", " ")[:16]
    return tuple(map(kept, (when, entry.stamp.who, say(entry.event, lang), "\n".join(changed), entry.note)))


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _shown(value: Any) -> Any:
    return kept(value) if isinstance(value, str) else value
