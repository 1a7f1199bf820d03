"""The report for programs: versioned JSON, exact numbers as text, one finding a line, written as it goes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from scilit_rules.exchange.report_writer import write_json
from scilit_rules.model.brief import Brief, Streamed
from scilit_rules.model.report import Report
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.markers import hookimpl


class JsonReporter:
    """Writes a report as JSON in UTF-8; `exchange.report_document.report_schema` describes it."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)
    marks_assumptions = True

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes the report piece by piece."""
        write_json(report, out)

    def write_brief(self, brief: Brief, out: BinaryIO, options: ReportOptions) -> None:
        """Writes what a comparison, a sample or a distance holds for programs."""
        for piece in _brief_pieces(brief.data):
            out.write(piece.encode("utf-8", "replace"))


@hookimpl
def scilit_reporters() -> Sequence[JsonReporter]:
    """The JSON report."""
    return (JsonReporter(),)


def _brief_pieces(data: Mapping[str, object]) -> Iterator[str]:
    """What a brief holds as one JSON text; lists that are streamed are written as they come."""
    before = "{"
    for key, value in data.items():
        yield f"{before}\n {_indented(key, 1)}: "
        if isinstance(value, Streamed):
            yield from _list_pieces(value)
        else:
            yield _indented(value, 1)
        before = ","
    yield "\n}\n" if data else "{}\n"


def _list_pieces(values: Iterable[object]) -> Iterator[str]:
    before = "["
    for value in values:
        yield f"{before}\n  {_indented(value, 2)}"
        before = ","
    yield "[]" if before == "[" else "\n ]"


def _indented(value: object, depth: int) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)
