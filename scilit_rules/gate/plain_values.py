"""The values of rows as programs write them, read without making an object of each of their elements.

What openpyxl makes of a sheet is what it means. Rows are read here as far as there is no doubt what that is, and left
to it from the first row on where there is any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel

_BLOCK = 1 << 18
_LONGEST_ROW = 1 << 17
_MAIN = re.compile(rb"""<worksheet(?:\s+(?!xmlns=)[\w:.-]+="[^"<&]*")*\s+xmlns="http://schemas\.openxmlformats\.org/"""
                   rb"""spreadsheetml/2006/main\"""")
_PREFIX = re.compile(rb'\sxmlns:([\w.-]+)="')
_ROW_END = b"</row>"
_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: [\w:.-]+="[^"<&]*")*)(/?)>')
_NAME = re.compile(r' ([\w:.-]+)="')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})[1-9][0-9]{0,6}"(?: s="([0-9]{1,7})")?(?: t="([A-Za-z]+)")?'
    r'(?:/>|>(?:<f>[^<]*</f>)?(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)')
# Line ends that a parser changes, and what it refuses.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|]]>")
_REFERENCE = re.compile("&(?:(amp|lt|gt|quot|apos);)?")
_REFERRED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
Values = tuple[Any, ...]


class _OddError(Exception):
    """Something is written in another way than programs write it."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the numbers in cells mean.

    Args:
        strings: the texts that cells share.
        dates: the numbers of the styles of dates.
        spans: the numbers of those among them that are spans of time.
        epoch: the day from which dates are counted.
    """

    strings: Sequence[str]
    dates: Collection[int]
    spans: Collection[int]
    epoch: datetime


def plain_values(part: IO[bytes], plain: range, last: int, meanings: Meanings) -> Iterator[Values]:
    """The values of the rows of a sheet from the first on; they end early where openpyxl must go on.

    Args:
        part: the sheet.
        plain: where its plain rows stand among its bytes.
        last: the last row that is wanted.
        meanings: what the numbers in its cells mean.
    """
    start = part.read(plain.start)
    if not _MAIN.search(start):
        return
    reader = _Reader(meanings, {prefix.decode() for prefix in _PREFIX.findall(start)})
    read = 0
    try:
        for markup in _rows(part, len(plain)):
            for number, values in reader.read(markup):
                if number > last:
                    return
                for _ in range(read + 1, number):
                    yield ()
                yield values
                read = number
    # Whatever is to be said to it, openpyxl says it.
    except (_OddError, ValueError, IndexError):
        return


def _rows(part: IO[bytes], left: int) -> Iterator[str]:
    """The markup of each row that holds cells, with that of the empty ones before it."""
    rest = b""
    while left > 0 and (block := part.read(min(_BLOCK, left))):
        left -= len(block)
        *rows, rest = (rest + block).split(_ROW_END)
        for row in rows:
            yield row.decode()
        if len(rest) > _LONGEST_ROW:
            raise _OddError
    yield rest.decode()


class _Reader:
    def __init__(self, meanings: Meanings, prefixes: Set[str]) -> None:
        self._meanings, self._prefixes = meanings, prefixes
        self._columns: dict[str, int] = {}
        self._read: dict[str, Callable[[str, str], Any]] = {
            "": self._number, "n": self._number, "s": self._shared, "str": _as_written, "b": _truth, "e": _as_written}

    def read(self, markup: str) -> Iterator[tuple[int, Values]]:
        """Numbers and values of rows, of which the last may hold cells.

        Raises:
            _OddError: if they are not written as programs write them.
            ValueError: if a value is none of its kind.
            IndexError: if there is no text of a number.
        """
        if _ODD.search(markup):
            raise _OddError
        at = 0
        while at < len(markup):
            head = _ROW.match(markup, at)
            if head is None or not self._is_known(head[2]):
                raise _OddError
            at = head.end() if head[3] else len(markup)
            yield int(head[1]), () if head[3] else self._values(markup, head.end())

    def _is_known(self, attributes: str) -> bool:
        """Whether a parser that knows of namespaces would take the attributes of a row."""
        names = _NAME.findall(attributes)
        prefixes = [name.partition(":")[0] for name in names if ":" in name]
        return len({*names, "r"}) == len(names) + 1 and len(prefixes) < 2 and self._prefixes >= set(prefixes)

    def _values(self, markup: str, at: int) -> Values:
        cells = _CELL.findall(markup, at)
        if not cells:
            return ()
        if len(cells) != markup.count("<c ", at):
            raise _OddError
        values = [None] * self._column(cells[-1][0])
        has_references = "&" in markup
        for letters, style, kind, value, text in cells:
            if not value and not text:
                if kind == "inlineStr":
                    raise _OddError
                continue
            if has_references:
                value, text = _resolved(value), _resolved(text)
            values[self._column(letters) - 1] = self._value(style, kind, value, text)
        return tuple(values)

    def _value(self, style: str, kind: str, value: str, text: str) -> Any:
        if kind == "inlineStr" and not value:
            return text
        read = self._read.get(kind)
        if read is None or text:
            raise _OddError
        return read(value, style)

    def _column(self, letters: str) -> int:
        found = self._columns.get(letters)
        if found is None:
            found = self._columns[letters] = column_index_from_string(letters)
        return found

    def _shared(self, value: str, style: str) -> str:
        return self._meanings.strings[int(value)]

    def _number(self, value: str, style: str) -> Any:
        number = float(value) if "." in value or "E" in value or "e" in value else int(value)
        meant = int(style or 0)
        if meant not in self._meanings.dates:
            return number
        try:
            return from_excel(number, self._meanings.epoch, timedelta=meant in self._meanings.spans)
        except (OverflowError, ValueError):
            return "#VALUE!"


def _as_written(value: str, style: str) -> str:
    return value


def _truth(value: str, style: str) -> bool:
    return bool(int(value))


def _resolved(text: str) -> str:
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(found: re.Match[str]) -> str:
    if found[1] is None:
        raise _OddError
    return _REFERRED[found[1]]
