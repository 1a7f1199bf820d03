"""Documents of Word, opened with python-docx once they were gone through."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from scilit_rules.gate.limits import DOCUMENT, Limits
from scilit_rules.gate.package import PackageKind, open_package
from scilit_rules.model.place import Place
from scilit_rules.problems import ScilitError, SourceError, problem

T = TypeVar("T")


def read_document_bytes(source: str, limits: Limits = DOCUMENT) -> bytes:
    """All bytes of a document that can be opened without harm.

    Args:
        source: the path as the user named it.
        limits: how much of it is read.

    Raises:
        SourceError: if it can't be read, or not without harm.
    """
    with open_package(source, PackageKind.DOCUMENT, limits) as package:
        package.file.seek(0)
        return package.file.read()


def open_document(data: bytes, source: str) -> Any:
    """A document of python-docx.

    Args:
        data: its bytes, as ``read_document_bytes`` gives them.
        source: the path as the user named it.

    Raises:
        SourceError: if it is damaged.
        ImportError: if python-docx is missing.
    """
    return attempt(source, lambda: _opened(data))


def _opened(data: bytes) -> Any:
    from docx import Document

    document = Document(BytesIO(data))
    # Properties whose part is of another kind are found out late, when they are written.
    _ = document.core_properties.title
    return document


def attempt(source: str, do: Callable[[], T]) -> T:
    """What python-docx does; it fails on broken files in too many ways to name.

    Args:
        source: the path as the user named it.
        do: what it does.

    Raises:
        SourceError: if it fails.
    """
    try:
        return do()
    except (ScilitError, ImportError):
        raise
    except Exception as error:
        raise SourceError(problem("gate.no-document", Place(source))) from error
