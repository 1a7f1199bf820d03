"""Workbooks, opened with openpyxl once they were gone through."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from openpyxl import load_workbook
from openpyxl.reader.excel import ExcelReader

from scilit_rules.gate.limits import DATA, Limits
from scilit_rules.gate.package import Package, PackageKind, open_package
from scilit_rules.gate.plain_values import Meanings, plain_values
from scilit_rules.gate.sheets import Sheet
from scilit_rules.model.place import Place
from scilit_rules.problems import ScilitError, SourceError, problem

T = TypeVar("T")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that is open.

    Args:
        package: its parts.
        book: what openpyxl makes of it: a workbook that streams, with the cached values of formulas.
        lost: the names of sheets that it lists but openpyxl passed over, because their part of the file is gone.
    """

    package: Package
    book: Any
    lost: tuple[str, ...]

    def survey(self, sheet: Any) -> Sheet:
        """What a sheet of openpyxl comes to.

        Raises:
            SourceError: if it is not to be read.
        """
        place = Place(self.package.source, sheet=sheet.title)
        found = self.package.sheets.get(sheet._worksheet_path.lstrip("/"))
        if found is None:
            raise SourceError(problem("adapters.damaged-part", place, part=sheet.title))
        refused = found.problem(place)
        if refused is not None:
            raise SourceError(refused)
        return found

    def values(self, sheet: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a sheet, as values, up to the last that holds anything; each as long as it happens to be.

        Args:
            sheet: a sheet of `book`.

        Raises:
            SourceError: if it is damaged, or not to be read.
        """
        survey = self.survey(sheet)
        sheet.reset_dimensions()
        return guarded(Place(self.package.source, sheet=sheet.title), self._rows(sheet, survey))

    def _rows(self, sheet: Any, survey: Sheet) -> Iterator[tuple[Any, ...]]:
        """The plain rows at the beginning, and what openpyxl makes of those from the first other on."""
        read = 0
        if survey.plain:
            book = self.book
            meanings = Meanings(sheet._shared_strings, book._date_formats, book._timedelta_formats, book.epoch)
            with self.package.archive.open(sheet._worksheet_path) as part:
                for values in plain_values(part, survey.plain, survey.last_row, meanings):
                    read += 1
                    yield values
        if read < survey.last_row:
            yield from sheet.iter_rows(min_row=read + 1, max_row=survey.last_row, values_only=True)

    @contextmanager
    def formulas(self) -> Iterator[Any]:
        """The same workbook with formulas instead of their cached values."""
        with closing(attempt(Place(self.package.source), lambda: _load(self.package, data_only=False))) as book:
            yield book


@contextmanager
def open_workbook(source: str, limits: Limits = DATA) -> Iterator[Workbook]:
    """A workbook, as long as it is read. Before the rows of a sheet are taken, it is surveyed.

    Args:
        source: the path as the user named it.
        limits: how much of it is read.

    Raises:
        SourceError: if it can't be read, or not without harm.
    """
    with ExitStack() as opened:
        package = opened.enter_context(open_package(source, PackageKind.WORKBOOK, limits))
        place = Place(source)
        book = opened.enter_context(closing(attempt(place, lambda: _load(package, data_only=True))))
        listed = attempt(place, lambda: _listed(package))
        yield Workbook(package, book, tuple(name for name in listed if name not in book.sheetnames))


def guarded(place: Place, rows: Iterator[T]) -> Iterator[T]:
    """Rows of openpyxl, a batch at a time.

    Args:
        place: the sheet.
        rows: its rows.

    Raises:
        SourceError: if it fails.
    """
    while batch := attempt(place, lambda: list(islice(rows, _BATCH))):
        yield from batch


def attempt(place: Place, do: Callable[[], T]) -> T:
    """What openpyxl does, without its warnings about what it leaves out; it fails in too many ways to name.

    Args:
        place: the file, or a sheet of it.
        do: what it does.

    Raises:
        SourceError: if it fails.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return do()
    except ScilitError:
        raise
    except Exception as error:
        code = "adapters.damaged-part" if place.sheet else "adapters.damaged"
        raise SourceError(problem(code, place, part=place.sheet)) from error


def _load(package: Package, *, data_only: bool) -> Any:
    return load_workbook(package.file, read_only=True, keep_links=False, data_only=data_only)


def _listed(package: Package) -> list[str]:
    reader = ExcelReader(package.file, read_only=True, keep_links=False)
    with closing(reader.archive):
        reader.read_manifest()
        reader.read_workbook()
        return [sheet.name for sheet in reader.parser.sheets]
