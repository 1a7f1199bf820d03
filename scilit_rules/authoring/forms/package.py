"""A workbook as bytes that are the same whenever and wherever it is written."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree.ElementTree import canonicalize
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(?=<)")
_FIXED = rb' customHeight="1"'
_MERGED = re.compile(rb'(?:<mergeCell ref="[A-Z0-9:]+"></mergeCell>)+')
_ONE_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)([0-9]+):[A-Z0-9]+"></mergeCell>')
_DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def same_bytes(workbook: Workbook) -> bytes:
    """The bytes of a workbook, without the time of writing, alike whether lxml is installed or not.

    Heights of rows are kept as they are first shown, and left free to grow with what is typed.
    """
    written = BytesIO()
    workbook.save(written)
    out = BytesIO()
    with ZipFile(written) as given, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = _canonical(given.read(name))
            if name == "docProps/core.xml":
                data = _WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            elif name.startswith("xl/worksheets/"):
                data = _MERGED.sub(_sorted, data.replace(_FIXED, b""))
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            kept.writestr(info, data)
    return out.getvalue()


def _canonical(part: bytes) -> bytes:
    """A part as it is written whichever library wrote it: they differ in blanks and in where names are declared."""
    return _DECLARED + canonicalize(part).encode("utf-8")


def _sorted(merged: re.Match[bytes]) -> bytes:
    """Merged ranges from top to bottom; the library holds them as a set."""
    ranges = _ONE_MERGED.finditer(merged.group())
    return b"".join(found.group() for found in sorted(ranges, key=_position))


def _position(merged: re.Match[bytes]) -> tuple[int, int, bytes]:
    column, row = merged.groups()
    return int(row), len(column), column
