"""Grids of cells → facts, doubts, and the record of how cells were read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import PurePath

from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.belonging import Belonging
from scilit_rules.facts.blanks import blanks_of
from scilit_rules.facts.blocks import Block, tables_of
from scilit_rules.facts.budget import USUAL, Budget
from scilit_rules.facts.cells import MISSING, fold_name, rule, spelled
from scilit_rules.facts.dating import date_table
from scilit_rules.facts.drafts import unsettled
from scilit_rules.facts.form import CONTACTS, FormRead, is_earlier, is_mark, read_cover, recognise
from scilit_rules.facts.heading_problems import heading_problems
from scilit_rules.facts.layout import SAMPLE, Layout, find_layout, with_plans, with_unclear, with_units
from scilit_rules.facts.mapping import Mapping, Sheet
from scilit_rules.facts.naming import Headings
from scilit_rules.facts.reading import renamed
from scilit_rules.facts.returns import Sent, subject_of_file
from scilit_rules.facts.row_shape import RowShape
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.superseding import supersede
from scilit_rules.facts.table import Table
from scilit_rules.facts.times import Bounds, Time
from scilit_rules.facts.unit_sheets import UnitSheets
from scilit_rules.model.fact import Doubt, Fact, Period, Reading
from scilit_rules.model.form import Typed
from scilit_rules.model.grid import Grid, GridRow
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import problem

# Sheets that explain a form are named so; they hold no data.
_EXPLAINING = ("说明", "目录", "选项", "字典", "instruction", "readme", "guide", "list")

_SET_ASIDE = re.compile("示例|样例|范例|举例|作废|废弃|example|sample")
_FOOTER = 30


@dataclass(slots=True)
class Collected:
    """Everything that was read from the sources of a run.

    Args:
        facts: the values.
        doubts: what could not be taken for a value.
        problems: what is wrong with the data as such.
        readings: every cell that took more than copying, in the order read.
        records_by_source: how many records each source had: rows that name a subject.
        forms: the forms among the sources.
        contacts: by subject, what the covers of its forms say of who filled them in.
        typed: every row as it was typed, where that was asked for.
        covers: by file, what the cover of a form says.
        sent: which subject sent which file.
        elsewhere: the sources that speak of none but subjects of which nothing is to be told.
        unsettled: the sources that say of themselves that they are drafts or void, with the words.
    """

    facts: list[Fact] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    records_by_source: dict[str, int] = field(default_factory=dict)
    forms: dict[str, FormRead] = field(default_factory=dict)
    contacts: dict[str, dict[str, str]] = field(default_factory=dict)
    typed: list[Typed] | None = None
    covers: dict[str, dict[str, str]] = field(default_factory=dict)
    sent: Sent = field(default_factory=Sent)
    elsewhere: set[str] = field(default_factory=set)
    unsettled: set[tuple[str, str]] = field(default_factory=set)


class Collector:
    """Reads tables for one plan; making it once pays where many small sets of tables are read.

    Args:
        plan: what may be asked of whom.
        mapping: what foreign headings and names mean.
        budget: what may be spent on one table.
    """

    def __init__(self, plan: Plan, mapping: Mapping | None = None, budget: Budget = USUAL) -> None:
        self.asked = asked_facts(plan)
        self._plan = plan
        self._budget = budget
        self._mapping = mapping or Mapping()
        self._names = SubjectNames(plan, self._mapping.subjects)
        self._headings = Headings(self.asked, self._names, self._mapping.headings)
        self._shared = Headings(plan.vocabulary, self._names, self._mapping.headings)

    def collect(self, grids: Iterable[Grid | Problem], *, as_of: date, subjects: Iterable[str] | None = None,
                keep_typed: bool = False, about: Iterable[str] | None = None) -> Collected:
        """Reads all tables of all sources.

        Args:
            grids: the tables as adapters found them, row by row; problems are passed on.
            as_of: the date of the run; data without a year is taken to be of its year.
            subjects: ids of the only subjects whose data is kept; all of the plan's jurisdiction if left out.
            keep_typed: whether to keep every row as it was typed too.
            about: ids of the only subjects of which it is told how they were read and what is wrong with them.

        Returns:
            the facts and everything that was wrong; nothing raises.
        """
        known, last = self._mapping, self._plan.years[1]
        usual = Period(known.year or as_of.year)
        bounds = Bounds(usual, self._plan.earliest_year, max(last, as_of.year), as_of.year, as_of.month)
        allowed, told = (None if ids is None else frozenset(ids) for ids in (subjects, about))
        here: set[str] = set()
        units = UnitSheets(self.asked)
        collected = Collected(typed=[] if keep_typed else None)
        for grid in grids:
            if isinstance(grid, Problem):
                collected.problems.append(grid)
            elif is_mark(grid):
                form, problems = recognise(grid, self._plan, self._names)
                if form is None or told is None or form.mark.subject in told:
                    collected.problems += problems
                if form is not None:
                    collected.forms[grid.source] = form
                    collected.sent.note_own(form.mark.subject, grid.source, 0)
            else:
                form = collected.forms.get(grid.source)
                # What another plan asks for may bear the same id; the shared facts mean the same to all plans.
                headings = self._headings if form is None or form.same_plan else self._shared
                for table in tables_of(grid, headings, self._names):
                    intake = _Intake(table, collected, self._names, headings, bounds, known, allowed, told,
                                     self._budget, units)
                    (collected.elsewhere if intake.read() else here).add(grid.source)
        collected.elsewhere -= here
        collected.facts, in_doubt = units.part(collected.facts)
        collected.doubts += in_doubt
        collected.sent.settle(self._plan, self._names)
        supersede(collected, self._names, as_of)
        return collected


def collect(grids: Iterable[Grid | Problem], plan: Plan, *, as_of: date, mapping: Mapping | None = None,
            subjects: Iterable[str] | None = None, keep_typed: bool = False,
            about: Iterable[str] | None = None, budget: Budget = USUAL) -> Collected:
    """Reads all tables of all sources once: `Collector.collect` for a plan and a mapping."""
    collector = Collector(plan, mapping, budget)
    return collector.collect(grids, as_of=as_of, subjects=subjects, keep_typed=keep_typed, about=about)


class _Intake:
    """One grid on its way in."""

    def __init__(self, block: Block, collected: Collected, names: SubjectNames, headings: Headings, bounds: Bounds,
                 mapping: Mapping, allowed: frozenset[str] | None, told: frozenset[str] | None,
                 budget: Budget, units: UnitSheets) -> None:
        grid = self._grid = block.grid
        self._unclear = block.unclear
        self._budget, self._units = budget, units
        self._into = collected
        self._names = names
        self._headings = headings
        self._bounds = bounds
        self._mapping = mapping
        self._allowed = allowed
        self._told = told
        self._form = collected.forms.get(grid.source)
        self._whole = Place(grid.source, sheet=grid.sheet)

    def read(self) -> bool:
        """Reads the grid; returns whether it speaks of no subject that is to be told of, and nothing is told of it."""
        into = self._into
        problems, readings = len(into.problems), len(into.readings)
        facts, doubts = len(into.facts), len(into.doubts)
        own = self._read()
        whose = own or (None if self._form is None else self._form.mark.subject)
        if whose is None and len(into.facts) == facts and len(into.doubts) == doubts:
            whose = self._names.mentioned(PurePath(self._grid.source).stem)
        self._note_sent(own, facts, doubts, problems)
        if self._told is None or whose is None or whose in self._told:
            return False
        del into.problems[problems:], into.readings[readings:]
        return True

    def _note_sent(self, own: str | None, facts: int, doubts: int, problems: int) -> None:
        """Notes whose file it is, where that is certain, and what came of it."""
        into, source = self._into, self._grid.source
        values = Counter(fact.subject for fact in islice(into.facts, facts, None))
        values.update(doubt.subject for doubt in islice(into.doubts, doubts, None))
        refused = any(found.level is not ProblemLevel.INFO for found in into.problems[problems:])
        alone = own or (None if self._form is None else self._form.mark.subject)
        if alone is None and not values and refused:
            alone = subject_of_file(source, self._names)
        if alone is not None:
            count = 0 if is_earlier(self._grid.sheet) else values.pop(alone, 0)
            into.sent.note_own(alone, source, count, refused=refused)
        into.sent.note_joint(values, source)

    def _read(self) -> str | None:
        """Reads it, and returns the one subject that all of it is about, if it has one."""
        grid, into = self._grid, self._into
        into.records_by_source.setdefault(grid.source, 0)
        said = self._mapping.sheets.get(grid.sheet or "", Sheet())
        if said.skip or self._is_set_aside():
            return None
        rows = iter(grid.rows)
        sample = list(islice(rows, SAMPLE))
        if self._is_cover(sample):
            return None
        layout = find_layout(sample, self._headings, self._names, _end(grid))
        if layout is None:
            if self._form is None:
                self._units.note_sheet(grid, sample)
            self._no_layout(sample)
            return None
        belonging = Belonging(grid, layout, sample, self._names, self._form)
        subject = self._whose(belonging, said.subject)
        into.problems += belonging.problems
        into.readings += belonging.readings
        if belonging.problems:
            return None
        outer = (grid.sheet or "", PurePath(grid.source).stem)
        layout = with_unclear(with_units(with_plans(layout, outer), outer), self._unclear)
        self._report_headings(layout, sample)
        self._tell_unsettled(sample, layout.first)
        self._units.note_table(grid, layout)
        table = Table(grid, layout, self._names, self._headings, self._bounds, subject,
                      self._dated(layout, said.year or self._mapping.year),
                      MISSING if self._mapping.missing is None else self._mapping.missing, self._allowed, self._form,
                      self._into.typed, self._told, RowShape(grid, layout, sample), self._budget)
        body: Iterable[GridRow] = chain(islice(sample, layout.first, None), rows)
        if self._form is not None and not is_earlier(grid.sheet):
            body = list(body)
            kept = self._into.sent.blanks.setdefault(self._form.mark.subject, [])
            kept += blanks_of(grid, layout, self._headings, body)
        self._take(table, iter(body), layout.first)
        return subject

    def _whose(self, belonging: Belonging, told: str | None) -> str | None:
        """The one subject of a table, if its rows name none; where it has nobody's figures, that is told."""
        if told is None and self._form is None and belonging.is_elsewhere():
            return None
        if belonging.has_subjects:
            return None
        if told is None and self._form is None and belonging.is_of_place_inside():
            return None
        if told is None and self._form is None and belonging.is_unclear():
            return None
        return told or belonging.addressed()

    def _is_set_aside(self) -> bool:
        """Whether the sheet holds no data by its name, and tells so: 填写示例, 作废."""
        aside = self._form is None and _SET_ASIDE.search(fold_name(self._grid.sheet or "")) is not None
        if aside:
            self._problem("sheet-set-aside", ProblemLevel.WARNING)
        return aside

    def _is_cover(self, sample: list[GridRow]) -> bool:
        """Whether the sheet is the cover of a form, whose hidden sheet may have been lost."""
        said = read_cover(sample)
        if said is None:
            return False
        self._into.covers[self._grid.source] = dict(said)
        self._tell_unsettled(sample, len(sample))
        if self._form is None:
            self._problem("form-unmarked", ProblemLevel.WARNING)
        else:
            kept = self._into.contacts.setdefault(self._form.mark.subject, {})
            kept.update((name, text) for name, text in said.items() if text and name in CONTACTS)
        return True

    def _tell_unsettled(self, sample: list[GridRow], first: int) -> None:
        """Tells once where a file says of itself that it is a draft, or void."""
        for said, place in unsettled(self._grid, sample, first, _end(self._grid)):
            if (place.source, said) not in self._into.unsettled:
                self._into.unsettled.add((place.source, said))
                self._into.problems.append(problem("facts.return-unsettled", place, said=said))

    def _take(self, table: Table, rows: Iterator[GridRow], first: int) -> None:
        into = self._into
        table.read(rows, first)
        into.facts += table.facts
        into.doubts += table.doubts
        into.problems += table.problems
        into.readings += table.readings
        into.records_by_source[self._grid.source] += table.records
        foreign = self._form is not None and not self._form.same_plan
        if not (table.records or table.problems or foreign):
            self._problem("no-rows", ProblemLevel.WARNING)
        self._tell_unused_years(table)

    def _tell_unused_years(self, table: Table) -> None:
        """Tells that all values of a table are of years that can't be judged: later ones, or those before the plan."""
        periods = {*(fact.period for fact in table.facts), *(doubt.period for doubt in table.doubts)}
        years = {None if period is None else period.year for period in periods}
        usable = range(self._bounds.first, self._bounds.now + 1)
        outside = sorted(year for year in years if year is not None and year not in usable)
        if outside and len(outside) == len(years):
            self._problem("years-unused", ProblemLevel.WARNING, years=tuple(map(str, outside)),
                          first=self._bounds.first, last=self._bounds.now)

    def _dated(self, layout: Layout, told: int | None) -> Time:
        """The time of a table whose rows give none."""
        if told is not None:
            return Time(Period(told))
        if layout.period is not None or all(value.year or value.period is not None for value in layout.values):
            return Time(self._bounds.usual)
        if self._form is not None:
            return Time(Period(self._form.mark.year))
        relative = any(value.back for value in layout.values)
        file = PurePath(self._grid.source).stem
        specs = [value.spec for value in layout.values if value.spec is not None]
        dating = date_table(layout.around, self._grid, file, self._bounds, specs, relative=relative)
        if dating.rule and dating.time.period is not None:
            self._log(dating.raw, str(dating.time.period.year), dating.rule)
        return dating.time

    def _no_layout(self, sample: list[GridRow]) -> None:
        texts = [[text for text in map(_short, row) if text] for row in sample]
        if not any(texts):
            sheet = self._grid.sheet is not None
            self._problem("empty", ProblemLevel.INFO if sheet else ProblemLevel.ERROR)
            return
        name = fold_name(self._grid.sheet or "")
        if any(word in name for word in _EXPLAINING):
            if self._form is None:
                self._problem("sheet-skipped", ProblemLevel.INFO)
            return
        widest = max(texts, key=len)
        found = tuple(widest[:8])
        near = (near for text in found for near in self._headings.near(text)[:1])
        if self._grid.lines is not None:
            # One of several tables of a sheet: told at its own row.
            row = texts.index(widest)
            column = next(index for index, cell in enumerate(sample[row]) if _short(cell))
            self._whole = self._grid.place(row, column)
        self._problem("no-header", near=tuple(dict.fromkeys(near))[:3], found=found)

    def _report_headings(self, layout: Layout, sample: list[GridRow]) -> None:
        self._into.problems += heading_problems(self._grid, layout, self._headings, sample)
        for value in layout.values:
            named = self._headings.read(value.heading)
            if named is not None and named.former:
                place = self._grid.place(max(layout.first - 1, 0), value.index)
                self._into.readings.append(renamed(named, place))

    def _log(self, raw: str, read_as: str, name: str) -> None:
        self._into.readings.append(Reading(self._whole, raw, read_as, (rule(name),)))

    @property
    def _table(self) -> str:
        return self._grid.source if self._grid.sheet is None else f"{self._grid.source} [{self._grid.sheet}]"

    def _problem(self, name: str, level: ProblemLevel = ProblemLevel.ERROR, near: tuple[str, ...] = (),
                 **args: object) -> None:
        found = Problem(Message(f"facts.{name}", {"table": self._table, **args}), self._whole, near=near, level=level)
        self._into.problems.append(found)


def _end(grid: Grid) -> list[tuple[int, GridRow]]:
    """The last rows beyond the sample, where the rows are at hand, with their numbers."""
    if not isinstance(grid.rows, (list, tuple)):
        return []
    first = max(SAMPLE, len(grid.rows) - _FOOTER)
    return list(enumerate(grid.rows[first:], first))


def _short(cell: object) -> str:
    return spelled(cell).strip()[:30]  # type: ignore[arg-type]  # rows hold cells only
