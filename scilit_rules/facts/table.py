"""The rows of one table → facts and doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scilit_rules.facts.among import wholes_doubted
from scilit_rules.facts.beside import Asked, Beside, cell_text
from scilit_rules.facts.budget import USUAL, Budget, Spent
from scilit_rules.facts.cells import ERRORS, MISSING, Read, fold_name, is_blank, spelled
from scilit_rules.facts.form import FormRead, outdated_answer
from scilit_rules.facts.framing import Framing, one_unit, unit_at
from scilit_rules.facts.headers import is_number
from scilit_rules.facts.layout import TOTALS, Layout, ValueColumn, is_summary
from scilit_rules.facts.lexicon import heads_another, qualifies
from scilit_rules.facts.merged import MergedNumbers
from scilit_rules.facts.naming import Heading, Headings
from scilit_rules.facts.notes import is_note
from scilit_rules.facts.reading import Reader, described, renamed
from scilit_rules.facts.row_shape import Misfit, RowShape
from scilit_rules.facts.row_subjects import RowSubjects
from scilit_rules.facts.row_units import RowUnits
from scilit_rules.facts.sections import names_another_city, only_text, read_section
from scilit_rules.facts.senders import labelled_subject
from scilit_rules.facts.strays import stray_doubts
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.times import SPAN, Bounds, Time, Times
from scilit_rules.facts.titles import Spot
from scilit_rules.facts.told import Told
from scilit_rules.facts.totals import differing_total
from scilit_rules.facts.unknown_facts import UnknownFacts
from scilit_rules.facts.voided import Voided
from scilit_rules.facts.years import year_before
from scilit_rules.model.fact import Doubt, Fact, Period, Reading
from scilit_rules.model.form import Typed
from scilit_rules.model.grid import Cell, Grid, GridRow, Raw
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import ProblemLevel, Reason

_UNIT_UNKNOWN = "facts.unit-unknown"


class Table:
    """Reads the rows of one table, one by one.

    Args:
        grid: the table.
        layout: where it has what.
        names: the names of subjects.
        headings: what headings and indicators mean.
        bounds: the years that data may speak of.
        subject: the subject of all rows, where the table has no column of them.
        dated: the time of all rows that give none.
        missing: the words that stand for nothing.
        allowed: the only subjects whose data is kept; None for all.
        form: the form of ours that the table belongs to.
        typed: where every row is kept as it was typed, if anywhere.
        told: the only subjects of which it is told what is wrong with them; None for all.
        shape: which rows fit under the headings; None where all do.
        budget: how much may be wrong with it before it is given up.
    """

    def __init__(self, grid: Grid, layout: Layout, names: SubjectNames, headings: Headings, bounds: Bounds,
                 subject: str | None, dated: Time, missing: frozenset[str] = MISSING,
                 allowed: frozenset[str] | None = None, form: FormRead | None = None,
                 typed: list[Typed] | None = None, told: frozenset[str] | None = None,
                 shape: RowShape | None = None, budget: Budget = USUAL) -> None:
        self.facts: list[Fact] = []
        self.doubts: list[Doubt] = []
        self.problems: list[Problem] = []
        self.readings: list[Reading] = []
        self.records = 0
        self._spent, self._shape = Spent(budget), shape
        self._grid, self._layout, self._names, self._headings = grid, layout, names, headings
        self._bounds, self._subject, self._allowed = bounds, subject, allowed
        self._form, self._typed, self._told_of = form, typed, told
        self._about: str | None = None
        self._who = RowSubjects(grid, layout, names, headings, allowed, self._tell)
        self._row_units = RowUnits(layout)
        self._voided = Voided(grid, layout)
        self._misfit: Misfit | None = None
        self._merged = MergedNumbers(grid, (index for index, _ in layout.unknown))
        self._beside = Beside(grid, layout.reviewer, layout.value_columns, bounds.now, self._tell)
        self._times = Times(bounds, None if form is None else Period(form.mark.year), grid.epoch)
        self._framing = Framing(grid, layout, dated, self._times, missing)
        self._has_subjects_above = any(column.subject is not None for column in layout.values)
        self._reported: set[str] = set()
        self._unknown, self._told = UnknownFacts(headings), Told(Place(grid.source, sheet=grid.sheet))
        self._columns = [(column, self._framing.reader(column.spec, column.unit)) for column in layout.values]

    def read(self, rows: Iterable[GridRow], first: int) -> None:
        """Reads all rows below the header.

        Args:
            rows: the rows.
            first: the number of the first of them, from 0.
        """
        read_row = self._long_row if self._layout.indicator is not None else self._wide_row
        for number, row in enumerate(rows, start=first):
            if self._spent.is_over(len(self.doubts) + len(self._told) + len(self._unknown)):
                self._give_up()
                return
            if self._is_record(row, number):
                self._misfit = self._misfit_of(row, number)
                read_row(row, number)
        self.facts, shared = self._merged.divide(self.facts)
        self.doubts += shared
        self.doubts += self._framing.doubts(self.facts, self.doubts)
        self.problems += self._unknown.problems()
        self.problems += self._told.more()

    def _give_up(self) -> None:
        """Takes nothing of a table that is wrong throughout: what was read of it until here is no whole record."""
        self.facts, self.doubts, self.readings = [], [], []
        self.problems += [*self._told.more(), self._spent.problem(Place(self._grid.source, sheet=self._grid.sheet))]

    def _tell(self, code: str, place: Place, level: ProblemLevel = ProblemLevel.ERROR,
              near: Callable[[], tuple[str, ...]] = tuple, **args: object) -> None:
        """Notes a problem of a row; of many alike only the first are told one by one."""
        if not self._is_told(self._about):
            return
        if self._told.is_new(code, level):
            self.problems.append(Problem(Message(code, args), place, near=near(), level=level))

    def _is_record(self, row: GridRow, number: int) -> bool:
        self._about = None
        opening = next((cell for cell in row if not is_blank(cell)), None)
        if opening is None:
            return False
        key = spelled(opening)
        known = self._layout.subject is not None and key in self._who
        if known:
            return True
        named = cell_text(row, self._layout.subject)
        if is_summary(key) or is_summary(named):
            if fold_name(key) in TOTALS or fold_name(named) in TOTALS:
                self._check_total(row, number)
            return False
        return not (self._turns_to(row, number) or is_note(key, row) or self._is_section(key, row, number))

    def _turns_to(self, row: GridRow, number: int) -> bool:
        """Whether a row only says whose the records below it are: 填报单位：博山区."""
        said = labelled_subject(only_text(row), self._names) if self._form is None else None
        if said is None or self._layout.subject is not None:
            return False
        name, self._subject = said
        if self._subject is None:
            column = next(index for index, cell in enumerate(row) if not is_blank(cell))
            self._tell("facts.unknown-subject", self._grid.place(number, column), near=lambda: self._names.near(name),
                       name=name)
        return True

    def _is_section(self, key: str, row: GridRow, number: int) -> bool:
        """Whether a row only says of which year, in which unit, or of whom the rows below it are."""
        text = only_text(row) if self._form is None else ""
        named = self._headings.fact(text) if text else None
        if not text or (named is not None and self._layout.indicator is not None):
            return False
        column = next(index for index, cell in enumerate(row) if not is_blank(cell))
        if text.isdecimal() and column not in (self._layout.indicator, self._layout.subject):
            return False
        spot = Spot(number, column, text)
        if names_another_city(text, self._names):
            self._subject = None
            self._who.enter(text)
            self._tell("facts.subject-outside", self._grid.place(number, column), ProblemLevel.WARNING, name=text)
            return True
        section = read_section(text, spot, self._grid.place(number, column), self._framing.usual, self._times)
        if self._heads_another(text, named):
            self._framing.stray(spot)
            return True
        self._framing.qualify(spot if section.time is None and qualifies(text) else None)
        subject = self._names.resolve(text) if self._layout.subject is None else None
        if subject in self._names.inside:
            self._subject = subject
        if section.time is None and section.measured is None:
            return False
        self._framing.enter(section)
        self._columns = [(column, self._framing.reader(column.spec, column.unit)) for column in self._layout.values]
        return True

    def _heads_another(self, text: str, named: Heading | None) -> bool:
        """Whether a row is the title of another table, or names a fact of none of its columns."""
        if named is not None:
            return all(value.spec != named.spec for value in self._layout.values)
        if self._layout.indicator is not None or self._layout.subject is None:
            return False
        dated = year_before(text)
        headings = " ".join(column.heading for column in self._layout.values)
        return heads_another(text if dated is None else dated[1], headings)

    def _check_total(self, row: GridRow, number: int) -> None:
        own = self._framing.time_of(row)
        for column, reader in self._columns:
            raw = row[column.index] if column.index < len(row) else None
            parts = [fact for fact in self.facts if reader is not None and fact.name == reader.spec.name]
            if reader is not None and not any(fact in self._merged for fact in parts):
                place = self._grid.place(number, column.index)
                when = self._framing.time_in(column, row, own).period
                self.problems += differing_total(reader, raw, when, parts, place)

    def _wide_row(self, row: GridRow, number: int) -> None:
        subject = self._who.of_row(self._subject, row, number)
        if subject is None and not self._has_subjects_above:
            self._merged.add_nameless(row, number)
            return
        self.records += 1
        own = self._framing.time_of(row)
        simple = not (own.problem or own.is_day or self._typed is not None or self._misfit or self._framing.is_framed
                      or self._row_units.are_stated(row) or self._voided.may_be(row))
        for column, reader in self._columns:
            index = column.index
            if reader is None or index >= len(row):
                continue
            raw = row[index]
            if simple and subject is not None and column.alone and column.year is None:
                if raw is None or raw == "":
                    continue
                read = Read(None) if type(raw) is Cell and raw.merged else reader.read(raw)
                if read.value is not None and not read.rules and own.period is not None:
                    place = self._grid.place(number, index)
                    self.facts.append(Fact(subject, reader.spec.name, own.period, read.value, place))
                    continue
            if column.unit_column is not None:
                reader = self._framing.reader_in(column, row) or reader
            about = column.subject or subject
            if about is None and not is_blank(raw):
                self._tell("facts.value-without-subject", self._grid.place(number, index), heading=column.heading)
            elif about is not None and self._is_allowed(about):
                self._value(about, reader, raw, row, number, column, self._framing.time_in(column, row, own))

    def _long_row(self, row: GridRow, number: int) -> None:
        name = cell_text(row, self._layout.indicator)
        code = cell_text(row, self._layout.code).strip()
        if not name.strip() and not code:
            return
        if not code and fold_name(name) in ERRORS:
            self._tell("facts.indicator-error", self._grid.place(number, self._layout.indicator or 0), raw=name.strip())
            return
        heading = self._headings.fact(name)
        if code and (coded := self._headings.coded(code)) is not None:
            if self._contradicts(heading, coded, row, number):
                return
            heading = coded
        if heading is None or heading.spec is None:
            values = [cell_text(row, column.index) for column in self._layout.values]
            foreign = self._form is not None and not self._form.same_plan
            if foreign or all(not value.strip() or value == name for value in values):
                return
            self._unknown_fact(name, number, () if heading is None else heading.candidates)
            self._merged.add_nameless(row, number)
            return
        subject = self._subject
        if self._layout.subject is not None:
            subject = self._who.subject(row, number)
            if subject is None:
                self._merged.add_nameless(row, number)
        self._note_former(heading, row, number, subject)
        own = self._framing.time_of_indicator(heading, row)
        named = self._grid.place(number, self._layout.indicator or 0)
        unit = one_unit(unit_at(row, self._layout.unit), heading.unit)
        self.records += 1
        doubts = stray_doubts(self._grid, self._layout, self._framing, (row, number), subject, own)
        self._framing.hold(doubt for doubt in doubts if self._is_allowed(doubt.subject))
        for column, _ in self._columns:
            about = column.subject or subject
            reader = self._framing.reader(heading.spec, unit or column.unit)
            if about is not None and reader is not None and self._is_allowed(about):
                raw = row[column.index] if column.index < len(row) else None
                time = self._framing.time_of_both(column, heading, row, own, named)
                self._value(about, reader, raw, row, number, column, time)

    def _note_former(self, heading: Heading, row: GridRow, number: int, subject: str | None) -> None:
        """Tells of a filled row that has its fact by the name of an earlier version, as what it was read."""
        if not heading.former or not self._is_told(subject) or not self._is_filled(row):
            return
        coded = cell_text(row, self._layout.code).strip()
        index = self._layout.code if coded else self._layout.indicator
        self.readings.append(renamed(heading, self._grid.place(number, index or 0)))

    def _is_filled(self, row: GridRow) -> bool:
        return any(cell_text(row, column.index).strip() for column in self._layout.values)

    def _misfit_of(self, row: GridRow, number: int) -> Misfit | None:
        found = self._shape.misfit(row) if self._shape is not None else None
        if found is not None:
            self._tell(found.code, self._grid.place(number, found.column), fields=found.fields, headings=found.headings)
        return found

    def _contradicts(self, heading: Heading | None, coded: Heading, row: GridRow, number: int) -> bool:
        """Whether a filled row of a form bears the name of one fact and the code of another."""
        titled = heading.spec if heading is not None else None
        if titled is None or coded.spec is None or titled == coded.spec or not self._is_filled(row):
            return False
        self._tell("facts.form-row-differs", self._grid.place(number, self._layout.indicator or 0),
                   title=titled.title, coded=coded.spec.title)
        return True

    def _unknown_fact(self, name: str, number: int, candidates: tuple[str, ...]) -> None:
        key = "fact " + fold_name(name)
        place = self._grid.place(number, self._layout.indicator or 0)
        if not candidates and (name in self._unknown or self._headings.read(name) is None):
            self._unknown.add(name, place)
            self.doubts += wholes_doubted(name, place, self.facts, self._headings)
        elif candidates and key not in self._reported:
            self._reported.add(key)
            self._tell("facts.heading-unclear", place, heading=name, candidates=candidates)

    def _is_told(self, subject: str | None) -> bool:
        return self._told_of is None or subject is None or subject in self._told_of

    def _is_allowed(self, subject: str) -> bool:
        return self._allowed is None or subject in self._allowed

    def _value(self, subject: str, reader: Reader, raw: Raw | Cell, row: GridRow, number: int, column: ValueColumn,
               time: Time) -> None:
        self._about = subject
        time = self._framing.time_of_fact(reader.spec, time, column, number)
        read = reader.read(raw)
        read, odd = self._beside.joined(read, Asked(reader.spec, reader.unit, time.period), raw, row, number, column)
        answer = spelled(raw).strip() or cell_text(row, column.mark).strip()
        outdated = outdated_answer(self._form, reader.spec, answer, cell_text(row, self._layout.demand))
        if outdated is not None:
            read = Read(None, (), outdated)
        if self._typed is not None:
            self._keep(subject, reader.spec.name, reader.unit, read, raw, row, number, column, time)
        read = self._beside.reasoned(read, reader.spec, row, column)
        reviewing: tuple[Place, ...] = ()
        if outdated is None:
            read, reviewing = self._beside.marked(read, reader.spec, row, number, column)
        value = read.value
        if value is None and read.doubt is None and not read.rules:
            return
        spec, place = reader.spec, self._grid.place(number, column.index)
        if value is not None and self._form is not None and spec.name in self._form.changed:
            self._tell("facts.form-rule-changed", place, ProblemLevel.WARNING, title=spec.title)
        self._merged.add_owner(raw, (subject, spec.name, time.period), row, place)
        rest = self._framing.not_understood(
            spec, column, cell_text(row, self._layout.indicator), row, number, time)
        if column.points is not None and is_number(spelled(raw).strip()):
            rest = (*rest, column.points)
        rest = rest or self._row_units.against(row, number, column, reader)
        if rest:
            self._framing.doubt(subject, spec, time, column.heading, rest, place, raw)
            return
        flaw = self._voided.flaw(spec, row, number, column, self._misfit)
        if flaw is not None:
            self._doubt(subject, spec, time, flaw[0], place, raw, flaw[1])
            return
        if read.doubt is not None or (time.problem and value is not None):
            of_unit = read.doubt is not None and read.doubt.code == _UNIT_UNKNOWN
            others = self._framing.unit_places(spec, column, number) if of_unit else ()
            self._doubt(subject, spec, time, read.doubt, place, raw, *others, *odd, *reviewing, reason=read.reason)
            return
        reading = None
        if read.rules:
            reading = Reading(place, spelled(raw), described(value, spec), read.rules)
            if self._is_told(subject):
                self.readings.append(reading)
        if value is None or time.period is None:
            return
        evidence = self._beside.evidence(row, number, column, spec)
        remark = self._beside.remark(row, column)
        fact = Fact(subject, spec.name, time.period, value, place, evidence, reading, remark,
                    unread=self._beside.take_unread())
        self._merged.add(raw, fact, spec)
        self.facts.append(fact)

    def _keep(self, subject: str, name: str, unit: str, read: Read, raw: Raw | Cell, row: GridRow, number: int,
              column: ValueColumn, time: Time) -> None:
        assert self._typed is not None
        evidence, remark, mark = (cell_text(row, index).strip()
                                  for index in (column.evidence, column.remark, column.mark))
        index = column.progress
        progress = row[index] if index is not None and index < len(row) else None
        if time.period is None or (is_blank(raw) and is_blank(progress) and not (evidence or remark or mark)):
            return
        value = None if time.problem or read.doubt else read.value
        self._typed.append(Typed(
            subject, name, time.period, raw, value, evidence, remark, progress, mark,
            cell_text(row, self._layout.reviewer).strip(), unit, self._grid.place(number, column.index)))

    def _doubt(self, subject: str, spec: FactSpec, time: Time, message: Message | None, place: Place,
               raw: Raw | Cell, *others: Place, reason: Reason = Reason.AMBIGUOUS) -> None:
        places = (place, *others)
        if time.problem:
            reason = Reason.AMBIGUOUS
            message = Message(f"facts.{time.problem}", {
                "title": spec.title, "raw": time.raw, "year": time.raw,
                "first": self._bounds.first, "last": self._bounds.last})
            places += time.places
        assert message is not None
        period = None if time.problem == SPAN else time.period
        self.doubts.append(Doubt(subject, spec.name, period, reason, message, places, spelled(raw)))
