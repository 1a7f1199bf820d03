"""Files before anything is read into them: whether they can be read at all, and what they are by their first bytes."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scilit_rules.gate.limits import Limits
from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError, UsageError, near_paths, problem

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<?xml")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BLOCK = 1 << 20
# Opening a pipe that nobody writes into would wait for ever.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def open_file(source: str | os.PathLike[str], limits: Limits) -> Iterator[BinaryIO]:
    """An ordinary file to be read from; what it is was looked at as it was opened.

    Args:
        source: the path as the user named it.
        limits: the largest size.

    Raises:
        SourceError: if it is missing, no ordinary file, not permitted or too large.
    """
    file = _opened(os.fspath(source), limits)
    with file:
        yield file


def _opened(source: str, limits: Limits) -> BinaryIO:
    try:
        if not stat.S_ISREG(os.stat(source).st_mode):
            raise SourceError(problem("adapters.not-a-file", Place(source)))
        file = os.fdopen(os.open(source, _READ), "rb")
    except (OSError, ValueError) as error:
        raise _unreadable(source, error) from error
    found = os.fstat(file.fileno())
    if stat.S_ISREG(found.st_mode) and found.st_size <= limits.max_bytes:
        return file
    file.close()
    if stat.S_ISREG(found.st_mode):
        raise _too_large(source, found.st_size, limits)
    raise SourceError(problem("adapters.not-a-file", Place(source)))


def read_bytes(source: str | os.PathLike[str], limits: Limits) -> bytes:
    """All bytes of an ordinary file.

    Args:
        source: the path as the user named it.
        limits: the largest size; it is counted while reading, for a file may grow.

    Raises:
        SourceError: if it can't be read or is too large.
    """
    with open_file(source, limits) as file:
        try:
            data = file.read(limits.max_bytes + 1)
        except OSError as error:
            raise _unreadable(os.fspath(source), error) from error
    if len(data) > limits.max_bytes:
        raise _too_large(os.fspath(source), len(data), limits)
    return data


def read_text_bytes(source: str, limits: Limits) -> bytes:
    """All bytes of a source that should hold text.

    Args:
        source: the path as the user named it.
        limits: the largest size.

    Raises:
        SourceError: if it can't be read, is empty, or is by its first bytes something else than its name says.
    """
    data = read_bytes(source, limits)
    code = content_problem(data) if data else "adapters.empty-file"
    if code:
        raise SourceError(problem(code, Place(source), suffix=Path(source).suffix))
    return data


@contextmanager
def as_usage() -> Iterator[None]:
    """Lets a file that can't be read be a wrong use: where it is no source of data, nothing goes on without it."""
    try:
        yield
    except SourceError as error:
        raise UsageError(error.problems) from error


def content_problem(data: bytes) -> str:
    """What the content of a file gives away that doesn't belong into a text table or a workbook.

    Args:
        data: the bytes of the file; for an old Office file all of them, else its beginning is enough.

    Returns:
        the code of the message that names it, or nothing.
    """
    if data.startswith(b"PK\x03\x04"):
        return "adapters.content-workbook" if b"xl/workbook" in data else "adapters.content-zip"
    if data.startswith(_OLE):
        return "adapters.encrypted" if _ENCRYPTED in data else "adapters.content-old-office"
    if data.startswith(b"%PDF"):
        return "adapters.content-pdf"
    start = data[:512]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    if start.replace(b"\0", b"").lstrip().lower().startswith(_MARKUP):
        return "adapters.content-web-page"
    return ""


def digest_of(path: Path, limits: Limits) -> str:
    """``sha256:`` and the digest of a file's bytes."""
    digest = hashlib.sha256()
    with open_file(path, limits) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return f"sha256:{digest.hexdigest()}"


def show_size(size: int) -> str:
    """A number of bytes as people read it."""
    return f"{size / 1024 / 1024:.1f} MiB"


def _too_large(source: str, size: int, limits: Limits) -> SourceError:
    return SourceError(problem("adapters.too-large", Place(source), size=show_size(size),
                               limit=show_size(limits.max_bytes)))


def _unreadable(source: str, error: OSError | ValueError) -> SourceError:
    number = error.errno if isinstance(error, OSError) else errno.ENOENT
    if number in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL):
        return SourceError(problem("adapters.no-such-file", Place(source), near=near_paths(source)))
    if number in (errno.EACCES, errno.EPERM):
        return SourceError(problem("adapters.no-permission", Place(source)))
    return SourceError(problem("adapters.system-error", Place(source), error=os.strerror(number or 0)))
