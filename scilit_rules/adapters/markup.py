"""XML out of compressed parts: streamed, without document types or entities, within the limits of size."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile

from scilit_rules.adapters.files import check_file, content_problem, show_size
from scilit_rules.model.place import Place
from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.problems import SourceError, problem

BLOCK = 1 << 16
_HARMLESS = 1 << 20
_BROKEN = (BadZipFile, LargeZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError, KeyError, ValueError)

StartHandler = Callable[[str, dict[str, str]], None]


class Package:
    """A zip file of XML parts, safe to inflate.

    Args:
        source: the path as the user named it.
        options: the limits of size and ratio.

    Raises:
        SourceError: if it is no zip file, is damaged, or inflates beyond the limits.
    """

    def __init__(self, source: str, options: ReadOptions) -> None:
        self.source = source
        self._path = check_file(source, options)
        self._check_content()
        try:
            with ZipFile(self._path) as archive:
                self._sizes = {item.filename: (item.file_size, item.compress_size) for item in archive.infolist()}
        except (*_BROKEN, OSError) as error:
            raise self.damaged("") from error
        self._check_sizes(options)

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def blocks(self, name: str) -> Iterator[bytes]:
        """A part, inflated block by block.

        Args:
            name: the part.

        Raises:
            SourceError: if it is missing or damaged.
        """
        try:
            with ZipFile(self._path) as archive, archive.open(name) as part:
                yield from _blocks(part)
        except (*_BROKEN, OSError) as error:
            raise self.damaged(name) from error

    def parse(self, name: str, parser: expat.XMLParserType) -> Iterator[None]:
        """Feeds a part to a parser, pausing after each block so that what was found can be taken.

        Args:
            name: the part.
            parser: a parser with its handlers set.

        Raises:
            SourceError: if the part is missing, damaged, not XML, or brings a document type.
        """
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            for block in self.blocks(name):
                parser.Parse(block, False)
                yield
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError) as error:
            raise self.damaged(name) from error
        yield

    def damaged(self, part: str) -> SourceError:
        """The error for a part that can't be read; without a name, for the whole file."""
        code = "adapters.damaged-part" if part else "adapters.damaged"
        return SourceError(problem(code, Place(self.source), part=part))

    def _refuse(self, *_: object) -> None:
        raise SourceError(problem("adapters.document-type", Place(self.source)))

    def _check_content(self) -> None:
        with self._path.open("rb") as file:
            start = file.read(512)
            data = start + file.read() if start.startswith(b"\xd0\xcf") else start
        if not start.startswith(b"PK\x03\x04"):
            code = content_problem(data) or ("adapters.damaged" if b"\0" in start else "adapters.content-text")
            raise SourceError(problem(code, Place(self.source), suffix=Path(self.source).suffix, part=""))

    def _check_sizes(self, options: ReadOptions) -> None:
        place = Place(self.source)
        total = sum(size for size, _ in self._sizes.values())
        if total > options.max_bytes:
            raise SourceError(problem("adapters.inflates-too-large", place, size=show_size(total),
                                      limit=show_size(options.max_bytes)))
        for size, packed in self._sizes.values():
            if size > _HARMLESS and size > packed * options.max_ratio:
                raise SourceError(problem("adapters.inflates-too-much", place, size=show_size(size),
                                          limit=options.max_ratio, ratio=size // max(packed, 1)))


def create_parser(start: StartHandler) -> expat.XMLParserType:
    """A parser that joins pieces of text and calls back for each element with its name without prefix.

    Args:
        start: called with the name and the attributes of each element that begins.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    return parser


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    while block := part.read(BLOCK):
        yield block
