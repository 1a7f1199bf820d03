"""A report written as JSON, piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from scilit_rules.exchange.forms import Json, Key
from scilit_rules.exchange.report_document import as_list, document_of
from scilit_rules.model.absences import Absences
from scilit_rules.model.report import FORMAT, Report

_AT_ONCE = 2000
_encode: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_json(report: Report, out: BinaryIO) -> None:
    """Writes a report piece by piece; a finding is encoded, written and forgotten.

    Args:
        report: the report.
        out: where to.
    """
    absences = Absences(report.plan, report.subjects, report.returns)
    forms = document_of(report.plan.vocabulary, absences.of)
    out.write(f"{{\n{_encode('format')}:{_encode(FORMAT)}".encode())
    _write_keys((*forms.head, *map(as_list, forms.tables)), report, out)
    for key in forms.lists:
        out.write(f",\n{_encode(key.name)}:[".encode())
        _write_lines(map(key.form.written, key.get(report)), out)
        out.write(b"]")
    _write_keys(forms.tail, report, out)
    out.write(b"\n}\n")


def _write_keys(keys: Iterable[Key], report: Report, out: BinaryIO) -> None:
    for key in keys:
        part = key.get(report)
        if part is not None:
            out.write(f",\n{_encode(key.name)}:{_encode(key.form.written(part))}".encode("utf-8", "replace"))


def _write_lines(values: Iterator[Json], out: BinaryIO) -> None:
    before = "\n"
    while lines := [_encode(value) for value in islice(values, _AT_ONCE)]:
        out.write((before + ",\n".join(lines)).encode("utf-8", "replace"))
        before = ",\n"
