"""PDF files, opened with pypdf: their pages as text, within limits of number and time."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from time import monotonic

from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError, problem

_MOST_PAGES = 3_000
_SECONDS_FOR_ALL = 60
_SECONDS_FOR_ONE = 5
_LETTERS_FOR_ALL = 20_000_000


def pages_of_pdf(data: bytes, source: str) -> Iterator[str] | None:
    """The text of each page, or None if the file is locked by a password.

    Args:
        data: its bytes.
        source: the path as the user named it.

    Raises:
        SourceError: if it has more pages or text than is read, or takes too long.
        ImportError: if pypdf is missing.
        Exception: whatever pypdf raises where the file is damaged.
    """
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return None
    if len(reader.pages) > _MOST_PAGES:
        raise SourceError(problem("gate.too-many-pages", Place(source), limit=_MOST_PAGES))
    return _texts(reader, source)


def _texts(reader: object, source: str) -> Iterator[str]:
    end = monotonic() + _SECONDS_FOR_ALL
    left = _LETTERS_FOR_ALL
    for number, page in enumerate(reader.pages, start=1):  # type: ignore[attr-defined]  # a reader of pypdf
        last = min(end, monotonic() + _SECONDS_FOR_ONE)

        def look(*_: object, last: float = last, number: int = number) -> None:
            if monotonic() > last:
                raise SourceError(problem("gate.slow-page", Place(source, page=number)))

        text = page.extract_text(visitor_operand_before=look)
        left -= len(text)
        if left < 0:
            raise SourceError(problem("gate.slow-page", Place(source, page=number)))
        yield text
