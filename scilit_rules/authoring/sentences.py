"""The sentences of a clause and their parts, and what of a text is said in its own voice."""

from __future__ import annotations

import re
from typing import NamedTuple

_PART = re.compile(r"[^,;:。!?]+[,;:。!?]*")
_SENTENCE_END = re.compile(r"[;。!?]$")
_NAMED = re.compile(r"《[^《》]*》|\"[^\"。]{1,40}\"|<[^<>]{1,40}>|\([^()]*\)")
_ROLES = re.compile(r"\([^()]*(?:负责|配合|牵头|参与|落实)\)[。.]?$")
_WORD = re.compile(r"\w")


class Part(NamedTuple):
    """What stands between two marks of punctuation.

    Args:
        start: the offset of its first character in the normalised text of the clause.
        end: the offset behind its last, the mark included.
        sentence: the number of its sentence, from 0.
    """

    start: int
    end: int
    sentence: int


def split_parts(text: str) -> tuple[Part, ...]:
    """The parts of a normalised text, in order; the bracket that names the bodies is none.

    Marks inside titles, quotations and brackets do not divide.
    """
    parts, sentence = [], 0
    for found in _PART.finditer(blanked(text[: said_until(text)])):
        if _WORD.search(text, found.start(), found.end()):
            parts.append(Part(found.start(), found.end(), sentence))
        sentence += bool(_SENTENCE_END.search(found[0]))
    return tuple(parts)


def said_until(text: str) -> int:
    """The offset at which the bracket that names the bodies begins, or the end of the text."""
    roles = _ROLES.search(text)
    return roles.start() if roles else len(text)


def blanked(text: str) -> str:
    """A normalised text in which titles, quotations and brackets are blanks, every other character in its place."""
    return _NAMED.sub(lambda found: "□" * len(found[0]), text)
