"""Bytes into text: by their mark, else strict UTF-8 over the whole file, else GB18030, or as told."""

from __future__ import annotations

import codecs
from typing import Any, NamedTuple

from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import SourceError, near_names, problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312", "big5", "latin-1")


class Decoded(NamedTuple):
    """The text of a file.

    Args:
        text: the text without its mark.
        problems: what the reader should know about how it was decoded.
    """

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, source: str, told: str | None) -> Decoded:
    """Decodes all bytes of a file or none.

    Args:
        data: the bytes.
        source: the file as the user named it.
        told: the encoding that the user named, or None to recognise it.

    Raises:
        SourceError: if the encoding is not known, the bytes don't fit it, or the text holds NUL characters.
    """
    if told is not None:
        decoded = Decoded(_decode_as(data, source, _codec(source, told)))
    else:
        marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
        decoded = Decoded(_decode_as(data, source, marked)) if marked else _recognise(data, source)
    at = decoded.text.find("\0")
    if at >= 0:
        line = decoded.text.count("\n", 0, at) + 1
        raise SourceError(problem("adapters.nul", Place(source, line=line)))
    return decoded


def _codec(source: str, told: str) -> str:
    try:
        "x".encode(told)
    except (LookupError, ValueError) as error:
        near = near_names(told.lower(), _KNOWN)
        raise SourceError(problem("adapters.unknown-encoding", Place(source), near=near, encoding=told)) from error
    name = codecs.lookup(told).name
    return "utf-8-sig" if name == "utf-8" else name


def _decode_as(data: bytes, source: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise SourceError(_misfit("adapters.wrong-encoding", data, source, error, encoding=encoding)) from error


def _recognise(data: bytes, source: str) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        first = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        furthest = max(first, error, key=lambda misfit: misfit.start)
        found = _misfit("adapters.unknown-bytes", data, source, furthest, utf8=first.start, gb18030=error.start)
        raise SourceError(found) from error
    code, level = "adapters.read-as-gb18030", ProblemLevel.INFO
    if any("\ue000" <= character <= "\uf8ff" for character in text):
        code, level = "adapters.perhaps-not-gb18030", ProblemLevel.WARNING
    return Decoded(text, (problem(code, Place(source), level=level),))


def _misfit(code: str, data: bytes, source: str, error: UnicodeError, **args: Any) -> Problem:
    at = error.start if isinstance(error, UnicodeDecodeError) else len(data)
    line = data.count(b"\n", 0, at) + 1
    return problem(code, Place(source, line=line), offset=at, byte=data[at : at + 1].hex().upper() or "-", **args)
