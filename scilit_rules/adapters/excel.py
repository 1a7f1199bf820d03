"""Workbooks: ``.xlsx`` and ``.xlsm``, read without running macros or computing formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scilit_rules.model.form import FORM_SHEET
from scilit_rules.model.grid import FIRST_EPOCH, Grid
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.plugins.contracts import Adapter, ReadOptions
from scilit_rules.plugins.markers import hookimpl
from scilit_rules.problems import SourceError, near_names, problem


class ExcelAdapter:
    """Reads the sheets of a workbook."""

    name = "excel"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")

    def accepts(self, source: str) -> bool:
        """Only files with its endings."""
        return False

    def read(self, source: str, options: ReadOptions) -> Iterator[Grid | Problem]:
        """One grid for each sheet that isn't hidden; its rows are read from the file as they are taken.

        Of the hidden ones only that by which a form of ours is known is handed on, before all others.

        The rows of a grid can be taken until the reading ends.

        Args:
            source: the path as the user named it.
            options: the sheet wanted, and the limits of size and ratio.

        Raises:
            SourceError: if the file is no workbook, is protected or damaged, is unsafe to inflate, or has no such
                sheet. Rows raise it too, where a sheet proves damaged.
        """
        from scilit_rules.adapters.pictures import picture_cells
        from scilit_rules.adapters.sheet import read_rows
        from scilit_rules.gate.workbooks import open_workbook

        with open_workbook(source, options.limits) as opened:
            workbook = opened.book
            for name in opened.lost:
                if options.sheet in (None, name):
                    yield problem("adapters.damaged-part", Place(source, sheet=name), part=name)
            names = tuple(sheet.title for sheet in workbook.worksheets)
            wanted = [sheet for sheet in workbook.worksheets if options.sheet in (None, sheet.title)]
            if not wanted:
                code = "adapters.no-such-sheet" if names else "adapters.no-sheets"
                near = near_names(options.sheet or "", names)
                raise SourceError(problem(code, Place(source), near=near, sheet=options.sheet or "", sheets=names))
            for sheet in workbook.worksheets:
                if _is_mark(sheet):
                    yield Grid(source, read_rows(opened, sheet), sheet=sheet.title)
            for sheet in wanted:
                if _is_mark(sheet):
                    continue
                if sheet.sheet_state != "visible" and options.sheet is None:
                    yield problem("adapters.hidden-sheet", Place(source, sheet=sheet.title), level=ProblemLevel.INFO,
                                  sheet=sheet.title)
                else:
                    for cell in picture_cells(opened.package.archive, sheet._worksheet_path):
                        yield problem("adapters.picture", Place(source, sheet=sheet.title, cell=cell),
                                      level=ProblemLevel.WARNING)
                    epoch = max(workbook.epoch.year, FIRST_EPOCH)
                    yield Grid(source, read_rows(opened, sheet), sheet=sheet.title, epoch=epoch)


def _is_mark(sheet: Any) -> bool:
    return bool(sheet.title == FORM_SHEET and sheet.sheet_state != "visible")


@hookimpl
def scilit_adapters() -> Sequence[Adapter]:
    """The adapter of this module."""
    return (ExcelAdapter(),)
