"""Rows of the ledger, their history and what is due, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scilit_rules.ledger.due import due_rows
from scilit_rules.ledger.merging import field_in_words
from scilit_rules.ledger.moves import moves_from
from scilit_rules.ledger.rows import LedgerEntry, LedgerRow, stored
from scilit_rules.messages import say
from scilit_rules.model.brief import Brief, BriefTable
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


def list_brief(rows: Sequence[LedgerRow], name: str, as_of: date, lang: Lang) -> Brief:
    """Rows as a list.

    Args:
        rows: the rows.
        name: what the ledger is called.
        as_of: the day by which deadlines have passed or not.
        lang: the reader's language.
    """
    tables = (_listed(say("ledger.rows", lang), rows, as_of, lang),) if rows else ()
    return _brief(say("ledger.title", lang), name, tables, _conclusion(rows, as_of, lang), rows, as_of, lang)


def remind_brief(rows: Sequence[LedgerRow], name: str, as_of: date, within: int, lang: Lang) -> Brief:
    """What is overdue, what is due soon, and what waits to be verified.

    Args:
        rows: all rows.
        name: what the ledger is called.
        as_of: the day.
        within: how many days count as soon.
        lang: the reader's language.
    """
    due = due_rows(rows, as_of=as_of, within=within)
    parts = (("ledger.overdue", due.overdue), ("ledger.due-soon", due.soon), ("ledger.to-verify", due.to_verify))
    tables = tuple(_listed(say(code, lang, count=len(found), days=within), found, as_of, lang)
                   for code, found in parts if found)
    told = list({row.number: row for _, found in parts for row in found}.values())
    conclusion = say("ledger.reminded", lang, overdue=len(due.overdue), soon=len(due.soon), fixed=len(due.to_verify),
                     open_ended=len(due.open_ended), days=within)
    return _brief(say("ledger.reminder", lang, as_of=as_of), name, tables, conclusion, told, as_of, lang)


def show_brief(row: LedgerRow, entries: Sequence[LedgerEntry], name: str, as_of: date, lang: Lang) -> Brief:
    """One row with all that happened to it."""
    every = dict(zip(_ROWS, _cells(row, as_of, lang, _ROWS), strict=True))
    about = BriefTable(row.number, (say("ledger.field", lang), say("ledger.value", lang)),
                       tuple((say(f"ledger.column.{key}", lang), text) for key, text in every.items() if text), "ll")
    happened = BriefTable(say("ledger.history", lang), tuple(say(f"ledger.column.{key}", lang) for key in _HISTORY),
                          tuple(_happened(entry, lang) for entry in entries), "l" * len(_HISTORY))
    conclusion = say("ledger.may-move", lang, state=row.state, allowed=moves_from(row))
    brief = _brief(say("ledger.one", lang, number=row.number), name, (about, happened), conclusion, [row], as_of, lang)
    data = {**brief.data, "history": [
        {"at": entry.stamp.when, "who": entry.stamp.who, "event": str(entry.event), "note": entry.note,
         "revision": entry.revision, "changes": {key: list(pair) for key, pair in entry.changes.items()}}
        for entry in entries]}
    return Brief(brief.title, brief.under, brief.remarks, brief.tables, brief.conclusion, brief.rows, data)


def _brief(title: str, name: str, tables: tuple[BriefTable, ...], conclusion: str, rows: Sequence[LedgerRow],
           as_of: date, lang: Lang) -> Brief:
    everything = BriefTable(title, tuple(say(f"ledger.column.{key}", lang) for key in _ROWS),
                            tuple(_cells(row, as_of, lang, _ROWS) for row in rows), "l" * len(_ROWS))
    data = {"format": LIST_FORMAT, "as_of": as_of.isoformat(),
            "rows": [{**{key: stored(getattr(row, key)) for key in _DATA}, "overdue": row.is_overdue(as_of)}
                     for row in rows]}
    return Brief(title, (say("ledger.kept-in", lang, ledger=name),), (), tables, conclusion, everything, data)


def _listed(heading: str, rows: Sequence[LedgerRow], as_of: date, lang: Lang) -> BriefTable:
    """Rows for people: by lines, without the columns that are empty in all of them."""
    columns = {key: [_cells(row, as_of, lang, (key,))[0] for row in rows] for key in _LIST}
    filled = {key: cells for key, cells in columns.items() if any(cells)}
    return BriefTable(heading, tuple(say(f"ledger.column.{key}", lang) for key in filled),
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
    return tuple(texts[key] for key in keys)


def _happened(entry: LedgerEntry, lang: Lang) -> tuple[str, ...]:
    changed = []
    for name, (old, new) in entry.changes.items():
        if name.endswith("_zh" if lang == "en" else "_en"):
            continue
        field = name.removesuffix("_zh").removesuffix("_en").replace("_", "-")
        changed.append(say("ledger.changed", lang, field=say(f"ledger.column.{field}", lang),
                           old=field_in_words(name, old, lang), new=field_in_words(name, new, lang)))
    when = entry.stamp.when.replace("T", " ")[:16]
    return (when, entry.stamp.who, say(entry.event, lang), "\n".join(changed), entry.note)


def _conclusion(rows: Sequence[LedgerRow], as_of: date, lang: Lang) -> str:
    closed = sum(row.state is LedgerState.CLOSED for row in rows)
    overdue = sum(row.is_overdue(as_of) for row in rows)
    return say("ledger.conclusion", lang, count=len(rows), closed=closed, open=len(rows) - closed, overdue=overdue)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
