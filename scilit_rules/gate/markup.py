"""XML of office files, gone through once without keeping it, to see whether it can be read without harm."""

from __future__ import annotations

from typing import IO, Any
from xml.parsers import expat

from scilit_rules.gate.limits import Limits
from scilit_rules.gate.sheets import Sheet
from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError, problem

# The namespaces of the dialect of ISO 29500 that openpyxl does not know.
STRICT = "http://purl.oclc.org/ooxml/"
_BLOCK = 1 << 16


class Markup:
    """One part of a package.

    Args:
        source: the file as the user named it.
        name: the part.
        limits: how much of it is read.
    """

    def __init__(self, source: str, name: str, limits: Limits) -> None:
        self._source, self._name, self._limits = source, name, limits
        self._open: list[str] = []
        self._begun = 0
        self.sheet: Sheet | None = None

    def read(self, part: IO[bytes], most: int) -> int:
        """Goes through the part and returns how many bytes it has; no more than one block beyond what it may.

        Args:
            part: its bytes, inflated as they are read.
            most: how many it may have.

        Raises:
            SourceError: if its markup goes beyond a limit, or brings a document type, by which entities could be
                defined.
        """
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.StartElementHandler = self._start
        # It takes out the first of that name; all that counts is how many are open.
        parser.EndElementHandler = self._open.remove
        size = stalled = 0
        is_markup = True
        while size <= most and (block := part.read(_BLOCK)):
            size += len(block)
            if is_markup:
                begun = self._begun
                is_markup = _parse(parser, block)
                stalled = 0 if self._begun > begun else stalled + len(block)
                if stalled > self._limits.max_piece:
                    raise self._refused("gate.long-piece", limit=self._limits.max_piece)
        return size

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._open.append(tag)
        self._begun += 1
        if len(self._open) > self._limits.max_depth:
            raise self._refused("gate.too-deep", limit=self._limits.max_depth)
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if self.sheet is not None:
            self.sheet.start(name, attributes)
        elif self._begun == 1:
            self._begin(name, attributes)
        elif self._begun > self._limits.max_elements:
            raise self._refused("gate.too-many-elements", limit=self._limits.max_elements)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if any(value.startswith(STRICT) for value in attributes.values()):
            raise self._refused("adapters.strict")
        if name == "worksheet":
            self.sheet = Sheet(self._limits)

    def _refuse_document_type(self, *_: object) -> None:
        raise self._refused("adapters.document-type")

    def _refused(self, code: str, **args: Any) -> SourceError:
        return SourceError(problem(code, Place(self._source), part=self._name, **args))


def _parse(parser: expat.XMLParserType, block: bytes) -> bool:
    try:
        parser.Parse(block, False)
    except (expat.ExpatError, LookupError, ValueError):
        # A picture, or a part that its reader will stumble over at the same place.
        return False
    return True
