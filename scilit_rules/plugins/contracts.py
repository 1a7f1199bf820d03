"""What plugins hand over: adapters, reporters and engines.

These are protocols: a class of any ancestry that has the attributes will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import BinaryIO, NamedTuple, Protocol, Union, runtime_checkable

from scilit_rules.gate.limits import DATA, Limits
from scilit_rules.model.brief import Brief
from scilit_rules.model.condition import Condition, Truth
from scilit_rules.model.fact import Interval
from scilit_rules.model.grid import Grid
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang, Message

Operand = Union[Decimal, bool, date, str, Interval, None]


class Question(NamedTuple):
    """One condition to be decided on the values of one subject.

    Args:
        condition: its number in the sequence that the evaluator was prepared with.
        operands: one value for each leaf of the condition, left to right: the number, flag, date or text that it
            compares, for ``rising`` and ``not_falling`` the change, for ``present`` whether it is, an interval where
            only bounds are known, or None where nothing is known.
    """

    condition: int
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """An engine's answer where it failed: becomes a finding with status ``error``, never a verdict."""

    message: Message


Answer = Union[Truth, Fault]


class Evaluator(Protocol):
    """Conditions made ready for one engine."""

    def answer(self, questions: Sequence[Question]) -> Sequence[Answer]:
        """Decides the questions of one subject.

        Returns:
            one answer for each question, in the same order: true, false, None for unknown, or a fault.
        """


@runtime_checkable
class SelectiveEvaluator(Protocol):
    """What an evaluator has beside if its engine can't decide each condition exactly.

    Those are asked of the reference engine alone, and their findings say so; all others are decided as ever.

    Attributes:
        declined: why a condition is not decided, by its number.
    """

    @property
    def declined(self) -> Mapping[int, Message]:
        """Why a condition is not decided, by its number."""


@runtime_checkable
class Engine(Protocol):
    """A rules engine.

    Attributes:
        name: the name by which users choose it.
    """

    @property
    def name(self) -> str:
        """The name by which users choose it; a plain attribute of a class will do."""

    def available(self) -> Message | None:
        """None where the engine can work here, else why not."""

    def prepare(self, conditions: Sequence[Condition]) -> Evaluator:
        """Makes conditions ready, once for each run."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are to be read.

    Args:
        encoding: the encoding of text files, or None to recognise it.
        delimiter: the delimiter of CSV files, or None to recognise it.
        sheet: the one sheet of workbooks to read, or None for all.
        max_bytes: the largest file that is read, and the most that a compressed one may inflate to.
        max_ratio: how many times its size a compressed file may inflate to.
        max_rows: the most rows that are read from one table.
        max_problems: how many cells and rows of one table may be wrong before nothing of it is used.
        max_seconds: how long one table may take to be understood before nothing of it is used.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    max_bytes: int = 512 * 1024 * 1024
    max_ratio: int = 200
    max_rows: int = 1_000_000
    max_problems: int = 20_000
    max_seconds: float = 300.0

    @property
    def limits(self) -> Limits:
        """How much of a file is read."""
        return replace(DATA, max_bytes=self.max_bytes, max_ratio=self.max_ratio)


class Adapter(Protocol):
    """Reads one kind of source into grids of cells.

    Attributes:
        name: the name by which users choose it.
        suffixes: the file endings that it reads, in lower case, such as ``.csv``.
    """

    @property
    def name(self) -> str:
        """The name by which users choose it; a plain attribute of a class will do."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file endings, in lower case; a plain attribute of a class will do."""

    def accepts(self, source: str) -> bool:
        """Whether it reads a source that is no file with one of its endings, such as a URL of its scheme."""

    def read(self, source: str, options: ReadOptions) -> Iterator[Grid | Problem]:
        """The grids of a source, and what is wrong with parts of it that the rest can do without.

        Raises:
            SourceError: if the source can't be read at all.
        """


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is to be written.

    Args:
        lang: its language.
        width: the width of the terminal in columns, for reports that are read there.
        colour: whether terminal colours may be used.
        detail: whether every finding is listed, or only what needs attention.
        scorecards: whether it also shows how chapters, subjects and bodies stand, and scores.
    """

    lang: Lang = "zh"
    width: int = 100
    colour: bool = False
    detail: bool = False
    scorecards: bool = False


class Reporter(Protocol):
    """Writes a report in one format.

    A format that says in its title and in what the report comes to that it rests on assumptions (``report.assumed``)
    declares ``marks_assumptions = True``. One that does not is given no such report. One that is text for a reader at
    a terminal declares ``for_reading = True``; it follows the encoding of the screen, others are written as they are.
    One that tells of everything that was wrong on the way declares ``shows_problems = True``; beside others that is
    told on standard error.

    Attributes:
        name: the name by which users choose it.
        suffixes: the file endings by which it is chosen when only an output file is named.
    """

    @property
    def name(self) -> str:
        """The name by which users choose it; a plain attribute of a class will do."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file endings, in lower case; a plain attribute of a class will do."""

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes the report as bytes. The caller opens, closes and renames the file."""


@runtime_checkable
class BriefReporter(Protocol):
    """A reporter that can also write briefs: comparisons, samples and distances. Reporters need not be able to.

    Attributes:
        name: the name by which users choose it.
        suffixes: the file endings by which it is chosen when only an output file is named.
    """

    @property
    def name(self) -> str:
        """The name by which users choose it; a plain attribute of a class will do."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file endings, in lower case; a plain attribute of a class will do."""

    def write_brief(self, brief: Brief, out: BinaryIO, options: ReportOptions) -> None:
        """Writes a brief as bytes. The caller opens, closes and renames the file."""
