"""A workbook as bytes that are the same whenever and wherever it is written."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(?=<)")
_FIXED = rb' customHeight="1"'


def same_bytes(workbook: Workbook) -> bytes:
    """The bytes of a workbook, without the time of writing.

    Heights of rows are kept as they are first shown, and left free to grow with what is typed.
    """
    written = BytesIO()
    workbook.save(written)
    out = BytesIO()
    with ZipFile(written) as given, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = given.read(name)
            if name == "docProps/core.xml":
                data = _WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            elif name.startswith("xl/worksheets/"):
                data = data.replace(_FIXED, b"")
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            kept.writestr(info, data)
    return out.getvalue()
