"""Reads a PDF in a process of its own, which ends with it whatever the file makes of its reader.

The file comes in as bytes; what goes out is one object of JSON a line: how many pages there are, then each page's text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

_BYTES = 512 << 20
_SECONDS = 90


def main() -> None:
    """Reads from standard input and writes to standard output."""
    _confine()
    out = sys.stdout.buffer
    for said in _read(sys.stdin.buffer.read()):
        out.write(json.dumps(said).encode() + b"\n")
        out.flush()


def _confine() -> None:
    """Limits memory and time where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, _BYTES), (resource.RLIMIT_CPU, _SECONDS)):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):  # Some systems know the limit and can't set it.
            continue


def _read(data: bytes) -> Iterator[dict[str, Any]]:
    try:
        from pypdf import PdfReader

        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            yield {"locked": True}
            return
        yield {"pages": len(reader.pages)}
        for page in reader.pages:
            yield {"text": page.extract_text()}
    except ImportError as error:
        yield {"missing": error.name or "pypdf"}
    # It fails on damaged files in every way there is.
    except Exception as error:
        yield {"error": type(error).__name__}
