"""A document as bytes that are the same whenever and wherever it is written."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(?=<)")
_NO_DAY = "2000-01-01"


def same_bytes(document: Any, title: str, day: str = _NO_DAY) -> bytes:
    """The bytes of a document, without the time of writing.

    Args:
        document: the document.
        title: what its properties say that it is.
        day: the date that they give, by ISO 8601.
    """
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.last_modified_by, properties.revision = "", 1
    written, out = BytesIO(), BytesIO()
    document.save(written)
    stamp = f"{day}T00:00:00Z".encode()
    with ZipFile(written) as given, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = given.read(name)
            if name == "docProps/core.xml":
                data = _WRITTEN.sub(lambda found: found[1] + stamp, data)
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            kept.writestr(info, data)
    return out.getvalue()
