"""The zip file that a workbook is, made sure to be safe before anything reads it."""

from __future__ import annotations

import posixpath
import re
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from scilit_rules.adapters.files import check_file, content_problem, show_size
from scilit_rules.model.place import Place
from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.problems import SourceError, problem

_BLOCK = 1 << 12
_HARMLESS = 1 << 20
# The namespaces of the dialect of ISO 29500 that openpyxl does not know.
_STRICT = "http://purl.oclc.org/ooxml/"
_FIXED = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_TARGET = re.compile(r"""\b(?:Target|PartName)\s*=\s*["']([^"']{1,300})["']""")
_BROKEN = (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError)


def check_package(source: str, options: ReadOptions) -> Path:
    """Makes sure that a file is a package of office parts that can be inflated and parsed without harm.

    Args:
        source: the path as the user named it.
        options: the limits of size and ratio.

    Returns:
        the same path.

    Raises:
        SourceError: if it is no workbook, is encrypted or damaged, inflates beyond the limits, is of the strict
            dialect, or brings a document type, by which entities could be defined.
    """
    path = check_file(source, options)
    _check_content(source, path)
    try:
        with ZipFile(path) as archive:
            _check_names(source, archive)
            if not any(name.startswith("xl/") for name in archive.namelist()):
                raise SourceError(problem("adapters.content-zip", Place(source), suffix=path.suffix))
            _check_sizes(source, archive, options)
            _check_relations(source, archive)
            for name in archive.namelist():
                with archive.open(name) as part:
                    _check_start(source, part)
    except _BROKEN as error:
        raise SourceError(problem("adapters.damaged", Place(source))) from error
    return path


def _check_content(source: str, path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(512)
        data = start + file.read() if start.startswith(b"\xd0\xcf") else start
    if not start.startswith(b"PK\x03\x04"):
        code = content_problem(data) or ("adapters.damaged" if b"\0" in start else "adapters.content-text")
        raise SourceError(problem(code, Place(source), suffix=path.suffix))


def _check_names(source: str, archive: ZipFile) -> None:
    """Refuses parts whose names differ from what they must be by letter case or by the slash."""
    for name in archive.namelist():
        plain = name.replace("\\", "/").lower()
        wanted = next((fixed for fixed in _FIXED if plain == fixed.lower()), None)
        if wanted is not None and name != wanted:
            raise SourceError(problem("adapters.part-name", Place(source), part=name, wanted=wanted))


def _check_relations(source: str, archive: ZipFile) -> None:
    """Refuses parts that a workbook calls otherwise than they are named, and relations of the strict dialect."""
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    for relations in (name for name in archive.namelist() if name.endswith((".rels", "[Content_Types].xml"))):
        text = archive.read(relations)
        if _STRICT.encode() in text:
            raise SourceError(problem("adapters.strict", Place(source)))
        folder = posixpath.dirname(posixpath.dirname(relations))
        for target in _TARGET.findall(text.decode("utf-8", "replace")):
            wanted = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found = names.get(wanted.lower(), wanted)
            if found != wanted:
                raise SourceError(problem("adapters.part-name", Place(source), part=found, wanted=wanted))


def _check_sizes(source: str, archive: ZipFile, options: ReadOptions) -> None:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if total > options.max_bytes:
        raise SourceError(problem("adapters.inflates-too-large", Place(source), size=show_size(total),
                                  limit=show_size(options.max_bytes)))
    for part in parts:
        size, packed = part.file_size, part.compress_size
        if size > _HARMLESS and size > packed * options.max_ratio:
            raise SourceError(problem("adapters.inflates-too-much", Place(source), size=show_size(size),
                                      limit=options.max_ratio, ratio=size // max(packed, 1)))


def _check_start(source: str, part: IO[bytes]) -> None:
    """Parses a part up to its first element, before which alone a document type can stand."""
    begun: list[str] = []

    def refuse(*_: object) -> None:
        raise SourceError(problem("adapters.document-type", Place(source)))

    def start(name: str, attributes: dict[str, str]) -> None:
        if any(value.startswith(_STRICT) for value in attributes.values()):
            raise SourceError(problem("adapters.strict", Place(source)))
        begun.append(name)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    try:
        while not begun and (block := part.read(_BLOCK)):
            parser.Parse(block, False)
    except (expat.ExpatError, LookupError):
        return  # An image, or a part that its reader will stumble over at the same place.
