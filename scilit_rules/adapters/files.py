"""Files before anything is read into them: whether they can be read at all, and what they are by their first bytes."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

from scilit_rules.model.place import Place
from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.problems import SourceError, near_paths, problem

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<?xml")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def check_file(source: str, options: ReadOptions) -> Path:
    """Makes sure that a source is a file that can be read and isn't too large.

    Args:
        source: the path as the user named it.
        options: the size limit.

    Returns:
        the same path.

    Raises:
        SourceError: if it is missing, no ordinary file, not permitted, empty or too large.
    """
    path = Path(source)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise SourceError(problem("adapters.not-a-file", Place(source)))
        with path.open("rb"):
            pass
    except (OSError, ValueError) as error:
        raise _unreadable(source, error) from error
    if found.st_size == 0:
        raise SourceError(problem("adapters.empty-file", Place(source)))
    if found.st_size > options.max_bytes:
        raise SourceError(problem("adapters.too-large", Place(source), size=show_size(found.st_size),
                                  limit=show_size(options.max_bytes)))
    return path


def read_text_bytes(source: str, options: ReadOptions) -> bytes:
    """All bytes of a source that should hold text.

    Args:
        source: the path as the user named it.
        options: the size limit.

    Raises:
        SourceError: if it can't be read, or is by its first bytes something else than its name says.
    """
    data = check_file(source, options).read_bytes()
    code = content_problem(data)
    if code:
        raise SourceError(problem(code, Place(source), suffix=Path(source).suffix))
    return data


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


def digest_of(path: Path) -> str:
    """``sha256:`` and the digest of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return f"sha256:{digest.hexdigest()}"


def show_size(size: int) -> str:
    """A number of bytes as people read it."""
    return f"{size / 1024 / 1024:.1f} MiB"


def _unreadable(source: str, error: OSError | ValueError) -> SourceError:
    number = error.errno if isinstance(error, OSError) else errno.ENOENT
    if number in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL):
        return SourceError(problem("adapters.no-such-file", Place(source), near=near_paths(source)))
    if number in (errno.EACCES, errno.EPERM):
        return SourceError(problem("adapters.no-permission", Place(source)))
    return SourceError(problem("adapters.system-error", Place(source), error=os.strerror(number or 0)))
