"""Workbooks: ``.xlsx`` and ``.xlsm``, read without running macros or computing formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scilit_rules.model.grid import Grid
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

        Args:
            source: the path as the user named it.
            options: the sheet wanted, and the limits of size and ratio.

        Raises:
            SourceError: if the file is no workbook, is protected or damaged, is unsafe to inflate, or has no such
                sheet. Rows raise it too, where a sheet proves damaged.
        """
        from scilit_rules.adapters.markup import Package
        from scilit_rules.adapters.sheet import read_rows
        from scilit_rules.adapters.workbook import open_workbook

        workbook = open_workbook(Package(source, options))
        wanted = [sheet for sheet in workbook.sheets if options.sheet in (None, sheet.name)]
        if not wanted:
            names = tuple(sheet.name for sheet in workbook.sheets)
            code = "adapters.no-such-sheet" if names else "adapters.no-sheets"
            near = near_names(options.sheet or "", names)
            raise SourceError(problem(code, Place(source), near=near, sheet=options.sheet or "", sheets=names))
        for sheet in wanted:
            if sheet.hidden and options.sheet is None:
                yield problem("adapters.hidden-sheet", Place(source, sheet=sheet.name), level=ProblemLevel.INFO,
                              sheet=sheet.name)
            else:
                yield Grid(source, read_rows(workbook, sheet), sheet=sheet.name)


@hookimpl
def scilit_adapters() -> Sequence[Adapter]:
    """The adapter of this module."""
    return (ExcelAdapter(),)
