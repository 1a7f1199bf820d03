"""Whose figures a table has whose rows do not say it: by its title, its sheet, its file and the folder of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from scilit_rules.facts.cells import rule, spelled
from scilit_rules.facts.folders import folder_elsewhere
from scilit_rules.facts.form import FormRead
from scilit_rules.facts.layout import Layout, formulas_of
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.titles import Spot
from scilit_rules.model.fact import Reading
from scilit_rules.model.grid import Grid, GridRow
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message

_LONGEST_TOLD = 60


class Belonging:
    """Tells it for one table.

    Args:
        grid: the table.
        layout: where it has what.
        sample: its first rows.
        names: the names of subjects.
        form: the form of ours that it belongs to.
    """

    def __init__(self, grid: Grid, layout: Layout, sample: Sequence[GridRow], names: SubjectNames,
                 form: FormRead | None) -> None:
        self.problems: list[Problem] = []
        self.readings: list[Reading] = []
        self._grid, self._layout, self._sample, self._names, self._form = grid, layout, sample, names, form
        self._whole = Place(grid.source, sheet=grid.sheet)
        self._table = grid.source if grid.sheet is None else f"{grid.source} [{grid.sheet}]"
        self._named = (grid.sheet or "", PurePath(grid.source).stem)

    @property
    def has_subjects(self) -> bool:
        """Whether its rows or its columns say of whom they are."""
        return self._layout.subject is not None or any(value.subject for value in self._layout.values)

    def is_elsewhere(self) -> bool:
        """Whether title, sheet, file or folder names a place of another jurisdiction, and tells so."""
        if self._refused("place-elsewhere", self._layout.around.elsewhere, self._names.is_elsewhere):
            return True
        folder = folder_elsewhere(self._grid.source, self._said(), self._names)
        if folder is not None:
            self._tell("place-elsewhere", self._whole, table=self._table, words=f"{folder}/")
        return folder is not None

    def _said(self) -> list[str]:
        """All that it says of whose figures it has."""
        layout = self._layout
        above = [spelled(cell) for row in self._sample[: layout.header] for cell in row]
        column = layout.subject
        rows = self._sample[layout.first :] if column is not None else ()
        who = [spelled(row[column]) for row in rows if column is not None and column < len(row)]
        return [*self._named, *above, *who]

    def is_of_place_inside(self) -> bool:
        """Whether title, sheet or file names a town or a school in a subject, and tells so."""
        return self._refused("place-inside", self._layout.around.inside, self._names.is_inside_one)

    def is_unclear(self) -> bool:
        """Whether more stands beside the subject's name than is understood, or title and file differ; tells so."""
        around = self._layout.around
        named = () if around.subject is not None else tuple(words for words in self._named if self._speaks(words))
        return self._refused("subject-beside", around.beside, self._names.is_beside_one, named[:1]) or self._differs()

    def _speaks(self, words: str) -> bool:
        return self._names.mentioned(words) is not None or self._names.is_beside_one(words)

    def _differs(self) -> bool:
        """Whether title, sheet and file name several subjects of which none lies in the others, and tells so."""
        titled = self._layout.around.named
        said = [("" if titled is None else titled.text.strip(), self._layout.around.subject),
                *((words, self._names.resolve(words) or self._names.mentioned(words)) for words in self._named)]
        found = {subject: words for words, subject in said if subject is not None}
        lowest = self._names.lowest(found)
        if len(lowest) < 2:
            return False
        place = self._whole if titled is None else self._grid.place(titled.row, titled.column)
        words = "”、“".join(found[subject][:_LONGEST_TOLD] for subject in found if subject in lowest)
        self._tell("subjects-differ", place, table=self._table, words=words)
        return True

    def _refused(self, name: str, spot: Spot | None, refuses: Callable[[str], bool],
                 named: Sequence[str] | None = None) -> bool:
        place, words = self._whole, ""
        if spot is not None:
            place, words = self._grid.place(spot.row, spot.column), spot.text.strip()
        else:
            words = next(filter(refuses, self._named if named is None else named), "")
        if words:
            self._tell(name, place, table=self._table, words=words[:_LONGEST_TOLD])
        return bool(words)

    def addressed(self) -> str | None:
        """The one subject of the table, or None, which is told."""
        titled = self._layout.around.subject
        if self._form is not None:
            return self._own(self._form.mark.subject, titled)
        if titled is not None:
            return titled
        for words in self._named:
            subject = self._names.resolve(words) or self._names.mentioned(words)
            if subject is not None:
                read_as = self._names.title(subject)
                self.readings.append(Reading(self._whole, words, read_as, (rule("subject-of-file"),)))
                return subject
        self._no_subject()
        return None

    def _own(self, own: str, titled: str | None) -> str | None:
        if titled in (None, own):
            return own
        self._tell("form-subject-differs", self._whole, table=self._table, own=self._names.title(own),
                   titled=self._names.title(str(titled)))
        return None

    def _no_subject(self) -> None:
        """Tells that nobody knows whose the table is, at the formula that may say it, if there is one."""
        formulas = formulas_of(self._sample[: self._layout.first])
        if not formulas:
            self._tell("no-subject", self._whole, table=self._table)
        for spot in formulas[:1]:
            place = self._grid.place(spot.row, spot.column)
            self._tell("subject-formula", place, formula=spot.text[:_LONGEST_TOLD])

    def _tell(self, name: str, place: Place, **args: str) -> None:
        self.problems.append(Problem(Message(f"facts.{name}", args), place))
