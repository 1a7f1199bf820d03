"""A source: ``.ini`` files with a section for each unit and a line for each fact.

An adapter only finds cells and says where they stand. What a heading means, how ``1.2万元`` is read and which unit
``张店`` is, the core decides alike for all sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scilit_rules import Grid, Place, Problem, ReadOptions, SourceError, Text, problem


class IniAdapter:
    """Reads ``.ini`` files in the long layout: one row for each line ``fact = value``.

    A section is ``[unit]``, or ``[unit 2020]`` for the figures of one year.
    """

    name = "ini"
    suffixes = (".ini",)

    def accepts(self, source: str) -> bool:
        """Nothing but files with its ending."""
        return False

    def read(self, source: str, options: ReadOptions) -> Iterator[Grid | Problem]:
        """One grid for each section, and a problem for each line that is neither section nor fact.

        Raises:
            SourceError: if the file can't be opened, is too large or is not text of the encoding.
        """
        section: _Section | None = None
        for number, line in enumerate(_lines(source, options), start=1):
            text = line.strip()
            if text.startswith("[") and text.endswith("]"):
                if section is not None:
                    yield section.grid(source)
                section = _Section(text[1:-1], number)
            elif "=" in text and section is not None:
                section.add(text, number)
            elif text and not text.startswith((";", "#")):
                yield _not_understood(Place(source, line=number, column=1), line)
        if section is not None:
            yield section.grid(source)


class _Section:
    """The lines below one ``[unit]`` or ``[unit year]``; a column of years is given only where there is a year."""

    def __init__(self, title: str, line: int) -> None:
        unit, _, year = title.strip().rpartition(" ")
        dated = bool(unit) and year.isdigit()
        self._opening = (unit.strip(), year) if dated else (title.strip(),)
        self._rows = [(*("单位", "年度")[: len(self._opening)], "指标", "数值")]
        self._lines = [line]

    def add(self, text: str, line: int) -> None:
        """Takes in a line ``fact = value``."""
        fact, _, value = text.partition("=")
        self._rows.append((*self._opening, fact.strip(), value.strip()))
        self._lines.append(line)

    def grid(self, source: str) -> Grid:
        """The section as a table whose rows know their lines."""
        return Grid(source, self._rows, lines=self._lines)


def _lines(source: str, options: ReadOptions) -> list[str]:
    path = Path(source)
    try:
        if path.stat().st_size > options.max_bytes:
            raise SourceError(
                problem("plugins.says", Place(source), text=Text("文件过大", "the file is too large"),
                        advice=Text("请拆分文件。", "Split it."))
            )
        return path.read_text(encoding=options.encoding or "utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        raise SourceError(
            problem("plugins.says", Place(source), text=Text(f"无法读取:{error}", f"can't be read: {error}"),
                    advice=Text("请核对文件和编码。", "See to the file and its encoding."))
        ) from error


def _not_understood(place: Place, line: str) -> Problem:
    return problem(
        "plugins.says", place, excerpt=line, span=len(line),
        text=Text("这一行既不是“[单位]”,也不是“指标 = 数值”", "this line is neither “[unit]” nor “fact = value”"),
        advice=Text("请改正,或以“;”开头作为注释。", "Correct it, or make it a comment by starting it with “;”."),
    )
