"""What stands beside a value in its row: how far a duty is done, what is offered in proof, what a reviewer says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scilit_rules.facts.asides import parted
from scilit_rules.facts.attestations import as_seen, beside_words, progress_alone, says_nothing, with_progress
from scilit_rules.facts.cells import ERRORS, MISSING, Read, doubtful, fold, fold_name, spelled
from scilit_rules.facts.columns import ValueColumn
from scilit_rules.facts.evidence import read_evidence
from scilit_rules.facts.existence import is_of_later, later_year
from scilit_rules.facts.framing import heading_unclear
from scilit_rules.facts.marks import Reviewer, is_waiting, reviewed
from scilit_rules.facts.reasons import is_excuse, is_reason
from scilit_rules.facts.reservations import reserved
from scilit_rules.facts.retractions import contradicts, denied
from scilit_rules.facts.unit_lines import is_of_units_only
from scilit_rules.model.fact import Attested, Evidence, Period, Unread
from scilit_rules.model.grid import Cell, Grid, GridRow, Raw
from scilit_rules.model.lacks import Lack
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Claim, FactType, ProblemLevel


def cell_text(row: GridRow, index: int | None) -> str:
    """The text of a cell of a row, or an empty string where it has none."""
    return spelled(row[index]) if index is not None and index < len(row) else ""


def _claimed(read: Read) -> Claim | None:
    """What is claimed of a duty, or of a fact that something is there or was done."""
    if read.doubt is not None:
        return None
    if isinstance(read.value, Attested):
        return read.value.claim
    return Claim.DONE if read.value is True or isinstance(read.value, date) else None


class Asked(NamedTuple):
    """What a cell is asked for.

    Args:
        spec: the fact, or the duty.
        unit: the unit that its column or its row gives; empty if none.
        period: the time that it is of, or None where that is in doubt.
    """

    spec: FactSpec
    unit: str
    period: Period | None


class Beside:
    """Reads what stands beside the values of a table.

    Args:
        grid: the table.
        reviewer: the column of who reviewed.
        values: the columns of values.
        now: the year of the day that is judged at.
        tell: notes a problem of a cell.
    """

    def __init__(self, grid: Grid, reviewer: int | None, values: Iterable[int], now: int, tell: Callable[..., None]
                 ) -> None:
        self._grid, self._reviewer, self._now, self._tell = grid, reviewer, now, tell
        self._values = frozenset(values)
        self._found: list[Unread] = []

    def take_unread(self) -> tuple[Unread, ...]:
        """What stands beside the value read last and was not understood."""
        found, self._found = tuple(self._found), []
        return found

    def _unread(self, code: str, place: Place, level: ProblemLevel = ProblemLevel.ERROR, **args: object) -> None:
        self._tell(code, place, level, **args)
        self._found.append(Unread(Message(code, args), place))

    def joined(self, read: Read, asked: Asked, raw: Raw | Cell, row: GridRow, number: int, column: ValueColumn
               ) -> tuple[Read, tuple[Place, ...]]:
        """What was reported together with its progress and its remark, and the cells of what contradicts it."""
        self.take_unread()
        spec = asked.spec
        odd: tuple[Place, ...] = ()
        if column.progress is not None:
            read, odd = self.progressed(read, spec, row, number, column.progress)
        read, against = self.recanted(self.in_time(read, spec, raw), asked, raw, row, number, column)
        return read, odd + against

    def progressed(self, read: Read, spec: FactSpec, row: GridRow, number: int, index: int
                   ) -> tuple[Read, tuple[Place, ...]]:
        """A claim together with how far the duty is done, and the cell of that, where the two are at odds."""
        raw = row[index] if index < len(row) else None
        if spec.type is not FactType.ATTESTATION or read.doubt is not None or says_nothing(raw):
            return read, ()
        place = self._grid.place(number, index)
        if read.value is None:
            return progress_alone(raw, spec), (place,)
        found = with_progress(read, raw, spec) or beside_words(read, raw, spec)
        if found is None:
            self._unread("facts.not-a-progress", place, ProblemLevel.WARNING, title=spec.title, raw=as_seen(raw)[:60])
            return read, ()
        return found, (() if found.doubt is None else (place,))

    def in_time(self, read: Read, spec: FactSpec, raw: Raw | Cell) -> Read:
        """A claim, in doubt where it speaks of a year after the one judged."""
        value = read.value
        if not isinstance(value, Attested) or value.claim is not Claim.DONE:
            return read
        year = later_year(fold(spelled(raw)), self._now)
        written = spelled(raw).strip()[:60]
        return read if year is None else doubtful("claim-later", title=spec.title, raw=written, year=year)

    def recanted(self, read: Read, asked: Asked, raw: Raw | Cell, row: GridRow, number: int, column: ValueColumn
                 ) -> tuple[Read, tuple[Place, ...]]:
        """What was reported, in doubt where what stands beside it says otherwise, and the cell of that."""
        if read.value is None or read.doubt is not None:
            return read, ()
        against = [(self._against(read, asked, words), words, index) for words, index in self._said(row, column)]
        vain = self._vain(row, column) if _claimed(read) is Claim.DONE else ""
        if vain and column.evidence is not None:
            against.append(("remark-contradicts", vain, column.evidence))
        for code, words, index in against:
            if code:
                said = spelled(raw).strip()[:60]
                return (doubtful(code, title=asked.spec.title, said=said, raw=words[:60]),
                        (self._grid.place(number, index),))
        return read, ()

    def remark(self, row: GridRow, column: ValueColumn) -> str:
        """All that is said beside a value: the remark of its row, and the comments on their cells."""
        return "；".join(words for words, _ in self._said(row, column))

    def _said(self, row: GridRow, column: ValueColumn) -> list[tuple[str, int]]:
        """What is said beside a value, and in which column; a comment on the cell of another value is of that."""
        words = cell_text(row, column.remark).strip()
        found = [(words, column.remark)] if words and column.remark is not None else []
        for index, cell in enumerate(row):
            is_own = index == column.index or index not in self._values
            if type(cell) is Cell and cell.comment and is_own:
                found.append((cell.comment, index))
        return found

    def _against(self, read: Read, asked: Asked, words: str) -> str:
        """The code of the doubt that a remark casts on a value, or an empty string."""
        if fold_name(words) in ERRORS:
            return "remark-unread"
        if isinstance(read.value, Decimal) and is_of_units_only(words):
            # The unit is held against that of each value of the row.
            return ""
        if isinstance(read.value, Decimal):
            year = self._now if asked.period is None else asked.period.year
            return "remark-reserves" if reserved(words, read.value, year, asked.unit or asked.spec.unit) else ""
        claim = _claimed(read)
        return "remark-contradicts" if claim is not None and contradicts(claim, words, self._now) else ""

    def _vain(self, row: GridRow, column: ValueColumn) -> str:
        """What stands among the evidence and denies it, where other pieces count, so that nobody would look at it."""
        pieces = read_evidence(cell_text(row, column.evidence))
        if all(piece.kind is None for piece in pieces):
            return ""
        return next((piece.text for piece in pieces if piece.kind is None and denied(piece.text, self._now)), "")

    def reasoned(self, read: Read, spec: FactSpec, row: GridRow, column: ValueColumn) -> Read:
        """A duty said not to apply, with the reason that stands beside it where it gives none itself."""
        word = read.value
        if not isinstance(word, Attested) or word.claim is not Claim.INAPPLICABLE or is_reason(word.reason):
            return read
        beside = [cell_text(row, index).strip() for index in (column.remark, column.evidence)]
        reason = next(filter(is_reason, beside), "")
        excuse = "" if reason else next(filter(is_excuse, (word.reason, *beside)), "")
        if excuse:
            return doubtful("no-reason", title=spec.title, raw=excuse[:60])
        return Read(replace(word, reason=reason), read.rules)

    def marked(self, read: Read, spec: FactSpec, row: GridRow, number: int, column: ValueColumn
               ) -> tuple[Read, tuple[Place, ...]]:
        """What was reported together with a reviewer's word, and the cell of that, where it is in doubt."""
        words = cell_text(row, column.mark)
        if column.mark is None or not words.strip():
            return read, ()
        place = self._grid.place(number, column.mark)
        if column.mark_rest and fold_name(words) not in MISSING:
            return Read(None, (), heading_unclear(spec, column.heading, column.mark_rest, words)), (place,)
        if is_waiting(words):
            self._unread("facts.not-reviewed", place, ProblemLevel.INFO, title=spec.title, raw=words.strip())
        reviewer = Reviewer(words, cell_text(row, self._reviewer).strip(), place)
        found = reviewed(read, spec, cell_text(row, column.index).strip(), reviewer)
        return found, (() if found.doubt is read.doubt else (place,))

    def evidence(self, row: GridRow, number: int, column: ValueColumn, spec: FactSpec) -> tuple[Evidence, ...]:
        """What is offered in proof: in its own column, or in brackets behind the answer itself."""
        proof = self._proof(row, number, column.evidence, spec)
        evidence = read_evidence(proof, self._grid.place(number, column.evidence or 0)) if proof else ()
        if spec.type in (FactType.FLAG, FactType.DATE, FactType.ATTESTATION):
            aside = parted(fold(cell_text(row, column.index)))[1]
            behind = read_evidence(aside, self._grid.place(number, column.index)) if aside else ()
            evidence += tuple(piece for piece in behind if piece.kind is not None)
        return tuple(map(self._come_about, evidence))

    def _come_about(self, piece: Evidence) -> Evidence:
        if piece.kind is None or not is_of_later(fold(piece.text), piece.kind, self._now):
            return piece
        return replace(piece, kind=None, lacks=(Lack.TIME,))

    def _proof(self, row: GridRow, number: int, index: int | None, spec: FactSpec) -> str:
        """The text of the evidence; a picture put into the cell is not to be read, so a person must look at it."""
        proof = cell_text(row, index)
        if index is not None and fold_name(proof) in ERRORS:
            self._unread("facts.evidence-error", self._grid.place(number, index), title=spec.title, raw=proof.strip())
            return ""
        if index is None or "DISPIMG(" not in proof:
            return proof
        self._unread("facts.picture-in-cell", self._grid.place(number, index), ProblemLevel.WARNING, title=spec.title)
        return ""
