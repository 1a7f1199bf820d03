"""A workbook written row by row, in memory that does not grow with its rows, the same bytes every time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from scilit_rules.messages import say
from scilit_rules.model.text import Lang
from scilit_rules.reporters.workbook.cells import safe
from scilit_rules.reporters.workbook.look import Look, settings_of
from scilit_rules.reporters.workbook.rows import RowSheet

_MOST_FORMATS = 200
_A4 = 9
_MOST_AROUND = 80
_REPRODUCIBLE = datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook knows no time zones


class Contents(NamedTuple):
    """What a reader finds on a sheet, or on several that go on from one to the next.

    Args:
        sheet: the name of the first sheet.
        sheets: how many sheets there are.
        about: what they hold.
        rows: how many rows they have, or None where rows say nothing.
    """

    sheet: str
    sheets: int
    about: str
    rows: int | None


class Book:
    """A workbook on its way to a file.

    Args:
        lang: its language.
        title: the title at the head of each page.
        made: what stands at the right of the head of each page.
        workbook: the writer.
        assumed: the facts assumed, where it tells of a what-if.
    """

    def __init__(self, lang: Lang, title: str, made: str, workbook: Any, assumed: Sequence[str] = ()) -> None:
        self.lang: Lang = lang
        self.assumed = assumed
        self._title, self._made, self._workbook = title, made, workbook
        self._formats: dict[Look, Any] = {}
        self._numbers: set[str] = set()
        self.contents: list[Contents] = []

    def format_of(self, look: Look) -> Any:
        """The format of a look."""
        known = self._formats.get(look)
        if known is None:
            known = self._formats[look] = self._workbook.add_format(settings_of(look, self.lang))
        return known

    def can_show(self, number_format: str) -> bool:
        """Whether a workbook, which may hold only so many formats of numbers, has room for one."""
        if number_format not in self._numbers and len(self._numbers) < _MOST_FORMATS:
            self._numbers.add(number_format)
        return number_format in self._numbers

    def sheet(self, name: str) -> Any:
        """A new sheet, on A4, with its name, page numbers and what the book is about around each page."""
        sheet = self._workbook.add_worksheet(name, RowSheet)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.65)
        title, made, name = (text[:_MOST_AROUND].replace("&", "&&") for text in (self._title, self._made, name))
        # The blank keeps a text that begins with a figure apart from the size of the letters.
        sheet.set_header(f"&L&9 {title}&R&9 {made}", {"margin": 0.35})
        sheet.set_footer(f"&L&9 {name}&R&9 {say('workbook.page', self.lang)}", {"margin": 0.3})
        sheet.hide_gridlines(2)
        return sheet


class _Outlet:
    """A file that complains of a full disk once, not again when what is left of an archive is cleared away.

    Once the writing is over, however it ended, nothing reaches the file any more.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._failed = out, False

    def end(self) -> None:
        self._failed = True

    def write(self, data: bytes) -> int:
        if self._failed:
            return len(data)
        try:
            return self._out.write(data)
        except OSError:
            self._failed = True
            raise

    def tell(self) -> int:
        return 0 if self._failed else self._out.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0 if self._failed else self._out.seek(offset, whence)

    def flush(self) -> None:
        if not self._failed:
            self._out.flush()


@contextmanager
def opened(out: BinaryIO, lang: Lang, title: str, made: str, assumed: Sequence[str] = ()) -> Iterator[Book]:
    """A workbook that is complete when this ends.

    Args:
        out: where it is written to.
        lang: its language.
        title: what it is about.
        made: a few words on its data, such as its date.
        assumed: the facts assumed, where it tells of a what-if; each sheet then says so.

    Raises:
        OSError: if it can't be written.
    """
    title, made = safe(title, lang), safe(made, lang)
    outlet = _Outlet(out)
    with tempfile.TemporaryDirectory(prefix="scilit-rules-") as folder:
        workbook = xlsxwriter.Workbook(outlet, {"constant_memory": True, "tmpdir": folder})
        workbook.use_zip64()
        workbook.set_properties({"title": title, "author": "scilit-rules", "created": _REPRODUCIBLE})
        try:
            yield Book(lang, title, made, workbook, assumed)
            workbook.close()
        except FileCreateError as error:
            raise error.args[0] from None
        finally:
            outlet.end()
            for file in (file for sheet in workbook.worksheets() for file in (sheet.row_data_fh, sheet.fh)):
                with suppress(OSError):
                    file.close()
