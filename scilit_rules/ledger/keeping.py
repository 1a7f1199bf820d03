"""Keeping a ledger: what applications and the command line call to take in, list, move, export and bring back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from scilit_rules.arguments import LANG, PATH, STREAM, in_turn, must_fit
from scilit_rules.ledger.moves import state_of
from scilit_rules.ledger.rows import Field, LedgerEntry, LedgerRow, Stamp
from scilit_rules.ledger.store import Ledger
from scilit_rules.ledger.wanted import wanted_rows
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError, problem

if TYPE_CHECKING:
    from scilit_rules.ledger.intake import Taken
    from scilit_rules.ledger.merging import Merged
    from scilit_rules.ledger.verifying import Verified


def take_in(ledger: Ledger, report: str | Path | Report, *, by: str, at: datetime,
            deadline: date | None = None) -> Taken:
    """Takes the gaps of a report into a ledger.

    A gap is known by plan, obligation, subject and period: found again it is the same row. One that the report no
    longer finds is marked as seen fixed, and closed by people only.

    Args:
        ledger: the ledger; one that was opened with ``create=True`` is made if it is not there.
        report: the report, or the JSON file that it was saved to.
        by: who takes it in.
        at: when.
        deadline: by when gaps that are new or have returned are to be made good.

    Returns:
        the numbers of the rows that are new, found again, relapsed, seen fixed, and so on.

    Raises:
        UsageError: if the file is no such report, it rests on assumptions, or the ledger can't be written; it is then
            unchanged.
        OSError: if the file can't be read.
    """
    must_fit(ledger=(ledger, Ledger), deadline=(deadline, date, None))
    from scilit_rules.exchange.report_reader import as_report
    from scilit_rules.ledger.intake import take_in as take

    return take(ledger, as_report(report), _stamp(by, at), deadline)


def ledger_rows(ledger: Ledger, *, subjects: Iterable[str] | None = None, bodies: Iterable[str] | None = None,
                states: Iterable[LedgerState | str] | None = None,
                overdue_on: date | None = None) -> tuple[LedgerRow, ...]:
    """The rows of a ledger in the order of their numbers; those for which everything asked for holds.

    Args:
        ledger: the ledger.
        subjects: ids or names of subjects; all if left out.
        bodies: parts of the names of bodies; all if left out.
        states: the states, or their names in either language; all if left out.
        overdue_on: the day by which they must be overdue; whether or not they are if left out.

    Raises:
        UsageError: if there is no such subject or state, or the ledger can't be read.
    """
    must_fit(ledger=(ledger, Ledger), overdue_on=(overdue_on, date, None))
    from scilit_rules.ledger.listing import each_row

    return tuple(each_row(ledger, wanted_rows(subjects, bodies, states, overdue_on)))


def ledger_row(ledger: Ledger, number: str) -> tuple[LedgerRow, tuple[LedgerEntry, ...]]:
    """One row, and all that happened to it, oldest first.

    Args:
        ledger: the ledger.
        number: the number of the row, such as ``2020-007``.

    Raises:
        UsageError: if there is no row of that number, or the ledger can't be read.
    """
    must_fit(ledger=(ledger, Ledger), number=(number, str))
    from scilit_rules.ledger.register import read_row

    return read_row(ledger, number)


def move_row(ledger: Ledger, number: str, state: LedgerState | str, *, by: str, at: datetime, note: str = "",
             deadline: date | None = None, person: str | None = None) -> LedgerRow:
    """Moves a row to another state, and notes that in its history.

    Args:
        ledger: the ledger.
        number: the number of the row.
        state: the state, or its name in either language.
        by: who moves it.
        at: when.
        note: why.
        deadline: the new deadline; it stays as it is if left out.
        person: the person responsible from now on; who it is already if left out.

    Returns:
        the row as it is now.

    Raises:
        UsageError: if there is no such row or state, it may not move there from where it is, or it can't be written.
    """
    must_fit(ledger=(ledger, Ledger), number=(number, str), state=(state, str, LedgerState), note=(note, str),
             deadline=(deadline, date, None), person=(person, str, None))
    from scilit_rules.ledger.register import move

    given: dict[str, Field] = {"deadline": deadline, "person": person}
    more = {name: value for name, value in given.items() if value is not None}
    return move(ledger, number, state_of(state), _stamp(by, at), note, more)


def export_ledger(rows: Iterable[LedgerRow], *, lang: Lang = "zh") -> bytes:
    """The workbook that offices keep: one row for each gap, from which their edits can be brought back.

    Args:
        rows: the rows.
        lang: the language of the workbook.

    Returns:
        the bytes of an .xlsx file; the same rows give the same bytes.
    """
    must_fit(lang=(lang, LANG))
    from scilit_rules.ledger.export import ledger_bytes

    return ledger_bytes(in_turn("rows", rows, LedgerRow), lang)


def write_export(ledger: Ledger, out: BinaryIO, *, format: str = "xlsx", subjects: Iterable[str] | None = None,
                 bodies: Iterable[str] | None = None, states: Iterable[LedgerState | str] | None = None,
                 lang: Lang = "zh") -> int:
    """Writes rows of a ledger as they come, with the digest of its history: by it the file can be verified later.

    Args:
        ledger: the ledger.
        out: where to, such as an open binary file.
        format: ``xlsx`` for the workbook that offices keep, ``jsonl`` for rows with their history, an object a line.
        subjects: ids or names of subjects; all if left out.
        bodies: parts of the names of bodies; all if left out.
        states: the states, or their names in either language; all if left out.
        lang: the language of the workbook.

    Returns:
        how many rows were written.

    Raises:
        UsageError: if there is no such format, subject or state, a sheet can't hold so many rows, or the ledger can't
            be read.
        OSError: if it can't be written.
    """
    must_fit(ledger=(ledger, Ledger), out=(out, STREAM), format=(format, str), lang=(lang, LANG))
    wanted = wanted_rows(subjects, bodies, states)
    if format == "jsonl":
        from scilit_rules.ledger.json_lines import write_lines

        return write_lines(ledger, wanted, out)
    if format != "xlsx":
        raise UsageError(problem("ledger.no-such-export", name=format))
    from scilit_rules.ledger.export import marks_of, write_ledger
    from scilit_rules.ledger.listing import each_row

    return write_ledger(each_row(ledger, wanted), out, lang, marks_of(ledger))


def import_edits(ledger: Ledger, file: str | Path, *, by: str, at: datetime) -> Merged:
    """Brings the edits of an exported workbook back into the ledger.

    What was edited in the file alone is taken; what was changed in the ledger alone stays. Where both were changed the
    ledger keeps its value, and the other goes into the history.

    Args:
        ledger: the ledger.
        file: the workbook.
        by: who brings them in.
        at: when.

    Returns:
        the numbers of the rows that were changed, the number of conflicts, and as ``problems`` each conflict and each
        edit that could not be taken.

    Raises:
        UsageError: if the file is no such workbook, or the ledger can't be written; it is then unchanged.
        OSError: if the file can't be read.
    """
    must_fit(ledger=(ledger, Ledger), file=(file, PATH))
    from scilit_rules.ledger.edited import read_edited
    from scilit_rules.ledger.merging import merge

    return merge(ledger, read_edited(str(file)), _stamp(by, at))


def verify_ledger(ledger: Ledger, *, expect: str = "", export: str | Path | None = None) -> Verified:
    """Verifies that the history of a ledger was not rewritten, and that its rows are what the history made them.

    Args:
        ledger: the ledger.
        expect: the digest of an entry that was written down before, or its first 16 digits or more; it must be there
            still.
        export: a file that was exported from the ledger, to be held against it.

    Returns:
        whether all of it holds, the digest to be written down, and as ``problems`` what was changed, by entry and row.

    Raises:
        UsageError: if what is expected is no digest, the file is no such file, or the ledger can't be read.
    """
    must_fit(ledger=(ledger, Ledger), expect=(expect, str), export=(export, PATH, None))
    from scilit_rules.ledger.verifying import verify

    found = verify(ledger, expect)
    if export is None or not found.head:
        return found
    from scilit_rules.ledger.witness import hold_against

    count, problems = hold_against(ledger, str(export))
    return replace(found, problems=(*found.problems, *problems), exported=count)


def _stamp(by: str, at: datetime) -> Stamp:
    must_fit(by=(by, str))
    if not isinstance(at, datetime):
        raise UsageError(problem("ledger.not-a-time", given=repr(at)))
    if not by.strip():
        raise UsageError(problem("ledger.by-whom"))
    return Stamp(by.strip(), at.isoformat(timespec="seconds"))
