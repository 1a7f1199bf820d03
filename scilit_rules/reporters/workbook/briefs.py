"""A comparison, a sample or a distance as a workbook: what it comes to, a sheet for each table, and all rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import BinaryIO

from scilit_rules.messages import say
from scilit_rules.model.brief import Brief, BriefTable
from scilit_rules.model.text import Lang
from scilit_rules.reporters.workbook.book import Book, opened
from scilit_rules.reporters.workbook.cells import Figure, Link, Value, figure, safe
from scilit_rules.reporters.workbook.look import width_of
from scilit_rules.reporters.workbook.tables import Column, Heading, Table

_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'：？／＼]+")
_MOST_IN_NAME = 24
_NARROWEST, _WIDEST = 8.0, 44.0
_LOOKED_AT = 500
_MOST_PLACES = 15


def write_brief(brief: Brief, out: BinaryIO, lang: Lang) -> None:
    """Writes a brief as a workbook.

    Args:
        brief: what is to be told.
        out: where it is written to.
        lang: the reader's language.
    """
    with opened(out, lang, brief.title, "", brief.assumed) as book:
        names = _names([*(table.heading for table in brief.tables), brief.rows.heading], lang)
        _write_remarks(book, brief, names)
        for table, name in zip((*brief.tables, brief.rows), names, strict=True):
            _write_table(book, table, name)


def _write_remarks(book: Book, brief: Brief, names: list[str]) -> None:
    rows = [*brief.under, *brief.remarks, brief.conclusion]
    heading = Heading(say("workbook.sheet.overview", book.lang), brief.title, frozen=0, filters=False)
    table = Table(book, heading, [Column(say("workbook.column.brief", book.lang), 108)], len(rows))
    for row in rows:
        table.add([row])
    for name in names:
        table.add_link(Link(name, name))
    table.close()


def _write_table(book: Book, table: BriefTable, name: str) -> None:
    columns = [
        Column(header, _width(header, (row[at] for row in table.rows[:_LOOKED_AT])), "right" if side == "r" else "left")
        for at, (header, side) in enumerate(zip(table.headers, table.align, strict=True))
    ]
    sheet = Table(book, Heading(name, table.heading, empty=say("workbook.empty", book.lang)), columns, len(table.rows))
    for row in table.rows:
        sheet.add(_cell(text, side, book.lang) for text, side in zip(row, table.align, strict=True))
    sheet.close()


def _cell(text: str, side: str, lang: Lang) -> Value:
    if side != "r" or not _NUMBER.fullmatch(text):
        return text
    number = figure(Decimal(text.replace(",", "")), "", lang, places=_MOST_PLACES)
    if isinstance(number, Figure) and "," not in text:
        return number._replace(format=number.format.replace("#,##0", "0"))
    return number


def _width(header: str, texts: Iterable[str]) -> float:
    widest = max((width_of(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(widest + 3.0, width_of(header) / 2 + 3, _NARROWEST), _WIDEST)


def _names(headings: Iterable[str], lang: Lang) -> list[str]:
    """A name for each sheet: short, without what names must not hold, none twice."""
    names: list[str] = []
    taken = {say("workbook.sheet.overview", lang).casefold()}
    for heading in headings:
        plain = safe(heading, lang).partition("（")[0].partition(" (")[0]
        plain = _FORBIDDEN.sub(" ", plain).strip()[:_MOST_IN_NAME].strip()
        name, number = plain or say("workbook.sheet.table", lang), 1
        while name.casefold() in taken:
            number += 1
            name = say("workbook.part", lang, name=plain or say("workbook.sheet.table", lang), part=number)
        taken.add(name.casefold())
        names.append(name)
    return names
