"""The zip file that a workbook or a document is, made sure to be safe before anything reads it."""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from scilit_rules.gate.files import content_problem, open_file, show_size
from scilit_rules.gate.limits import Limits
from scilit_rules.gate.markup import STRICT, Markup
from scilit_rules.gate.sheets import Sheet
from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError, problem

_BLOCK = 1 << 20
_HARMLESS = 1 << 20
_ENTRY = b"PK\x01\x02"
_LINKS = (".rels", "[Content_Types].xml")
_FIXED = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "word/document.xml")
_TARGET = re.compile(r"""\b(?:Target|PartName)\s*=\s*["']([^"']{1,300})["']""")
_BROKEN = (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError)


class PackageKind(str, Enum):
    """What a package should be, by the folder of its parts."""

    WORKBOOK = "xl/"
    DOCUMENT = "word/"

    @property
    def damaged(self) -> str:
        """The code of what is told of one that is damaged."""
        return "adapters.damaged" if self is PackageKind.WORKBOOK else "gate.no-document"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was gone through.

    Args:
        source: the file as the user named it.
        file: the file, open.
        archive: its parts.
        sheets: what each sheet of a workbook comes to, by the name of its part.
    """

    source: str
    file: BinaryIO
    archive: ZipFile
    sheets: Mapping[str, Sheet]


@contextmanager
def open_package(source: str, kind: PackageKind, limits: Limits) -> Iterator[Package]:
    """A package of office parts that can be inflated and parsed without harm; open as long as it is read.

    Every part is inflated once, for what a package says of their sizes need not be true.

    Args:
        source: the path as the user named it.
        kind: what it should be.
        limits: how much of it is read.

    Raises:
        SourceError: if it is none, is encrypted or damaged, goes beyond a limit, is of the strict dialect, or brings
            a document type, by which entities could be defined.
    """
    with open_file(source, limits) as file:
        _check_content(source, file, kind)
        if _count_entries(file, limits.max_parts) > limits.max_parts:
            raise SourceError(problem("gate.too-many-parts", Place(source), limit=limits.max_parts))
        try:
            archive = ZipFile(file)
        except _BROKEN as error:
            raise SourceError(problem(kind.damaged, Place(source))) from error
        with archive:
            yield Package(source, file, archive, _go_through(source, archive, kind, limits))


def _check_content(source: str, file: BinaryIO, kind: PackageKind) -> None:
    start = file.read(512)
    place, suffix = Place(source), PurePath(source).suffix
    if not start:
        raise SourceError(problem("adapters.empty-file", place))
    if not start.startswith(b"PK\x03\x04"):
        data = start + file.read() if start.startswith(b"\xd0\xcf") else start
        code = content_problem(data) or ("adapters.damaged" if b"\0" in start else "adapters.content-text")
        if kind is PackageKind.DOCUMENT:
            code = kind.damaged
        raise SourceError(problem(code, place, suffix=suffix))


def _count_entries(file: BinaryIO, most: int) -> int:
    """How many entries a package has at most; its list is read whole by whoever opens it, whatever it is said to be."""
    file.seek(0)
    found, end = 0, b""
    while found <= most and (block := file.read(_BLOCK)):
        found += (end + block).count(_ENTRY)
        end = block[1 - len(_ENTRY) :]
    file.seek(0)
    return found


def _go_through(source: str, archive: ZipFile, kind: PackageKind, limits: Limits) -> Mapping[str, Sheet]:
    parts = archive.infolist()
    try:
        _check_list(source, parts, kind)
        _check_sizes(source, parts, limits)
        _check_relations(source, archive)
        return dict(_inflated(source, archive, limits))
    except _BROKEN as error:
        raise SourceError(problem(kind.damaged, Place(source))) from error


def _check_list(source: str, parts: list[ZipInfo], kind: PackageKind) -> None:
    """Refuses parts that can't be told apart or not be inflated bit by bit, and names that differ from what they must
    be by letter case or by the slash.
    """
    place = Place(source)
    seen: set[str] = set()
    for part in parts:
        plain = part.filename.replace("\\", "/").lower()
        wanted = next((fixed for fixed in _FIXED if plain == fixed.lower()), None)
        if wanted is not None and part.filename != wanted:
            raise SourceError(problem("adapters.part-name", place, part=part.filename, wanted=wanted))
        if plain in seen:
            raise SourceError(problem("gate.part-twice", place, part=part.filename))
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise SourceError(problem("gate.packed-otherwise", place, part=part.filename, method=part.compress_type))
        seen.add(plain)
    if not any(name.startswith(kind.value) for name in seen):
        code = "adapters.content-zip" if kind is PackageKind.WORKBOOK else kind.damaged
        raise SourceError(problem(code, place, suffix=PurePath(source).suffix))


def _check_relations(source: str, archive: ZipFile) -> None:
    """Refuses parts that a package calls otherwise than they are named, and relations of the strict dialect."""
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    for relations in (name for name in archive.namelist() if name.endswith(_LINKS)):
        with archive.open(relations) as part:
            data = part.read(_HARMLESS)
        if STRICT.encode() in data:
            raise SourceError(problem("adapters.strict", Place(source)))
        folder = posixpath.dirname(posixpath.dirname(relations))
        for target in _TARGET.findall(data.decode("utf-8", "replace")):
            wanted = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found = names.get(wanted.lower(), wanted)
            if found != wanted:
                raise SourceError(problem("adapters.part-name", Place(source), part=found, wanted=wanted))


def _check_sizes(source: str, parts: list[ZipInfo], limits: Limits) -> None:
    total = sum(part.file_size for part in parts)
    if total > limits.max_bytes:
        raise _inflates_too_large(source, total, limits)
    for part in parts:
        size, packed = part.file_size, part.compress_size
        if size > _HARMLESS and size > packed * limits.max_ratio:
            raise SourceError(problem("adapters.inflates-too-much", Place(source), size=show_size(size),
                                      limit=limits.max_ratio, ratio=size // max(packed, 1)))


def _inflated(source: str, archive: ZipFile, limits: Limits) -> Iterator[tuple[str, Sheet]]:
    """Inflates every part, counting, and yields what its sheets come to."""
    left = limits.max_bytes
    for part in archive.infolist():
        markup = Markup(source, part.filename, limits)
        with archive.open(part) as data:
            left -= markup.read(data, left)
        if left < 0:
            raise _inflates_too_large(source, limits.max_bytes - left, limits)
        if markup.sheet is not None:
            yield part.filename, markup.sheet


def _inflates_too_large(source: str, size: int, limits: Limits) -> SourceError:
    return SourceError(problem("adapters.inflates-too-large", Place(source), size=show_size(size),
                               limit=show_size(limits.max_bytes)))
