"""Says in the author's words why a file is not well-formed YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.problems import problem

_SAID = (
    ("tab", r"found a tab|character '\\t'"),
    ("alias-undefined", r"found undefined alias|scanning an alias"),
    ("anchor-twice", r"found duplicate anchor"),
    ("several-documents", r"expected a single document"),
    ("escape", r"unknown escape character|expected escape sequence|did not find expected hexdecimal"),
    ("quote-open", r"scanning a (double-|single-)?quoted scalar"),
    ("block-text", r"scanning a block scalar"),
    ("bracket-open", r"parsing a flow (sequence|mapping|node)"),
    ("start-character", r"that cannot start any token|scanning an anchor|ing a tag|ing a directive|tag handle"),
    ("nested-colon", r"mapping values are not allowed"),
    ("colon-missing", r"could not find expected ':'"),
    ("indentation", r"parsing a block (collection|mapping)|did not find expected key|block end"),
    ("out-of-place", r"document start|parsing a block node|(entries|keys) are not allowed"),
)
_BEGINS_EARLIER = ("quote-open", "bracket-open", "colon-missing", "start-character", "block-text")
# The scanner in Python names what follows these, where libyaml names them.
_STARTS_WITH = {"bracket-open": "[{", "escape": "\\"}
_FULL_WIDTH = re.compile(r"[\w\-.]+：")


def explain_yaml_error(error: yaml.YAMLError, source: str, lines: Sequence[str]) -> Problem:
    """What is wrong with a file that YAML can't be read from, at the place where an author must look.

    Args:
        error: what the YAML reader said.
        source: the file as the user named it.
        lines: the lines of the file.
    """
    said = " ".join(str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part)
    name = next((name for name, pattern in _SAID if re.search(pattern, said, re.DOTALL)), "malformed")
    mark: Any = getattr(error, "problem_mark", None)
    context: Any = getattr(error, "context_mark", None)
    start = context if context is not None and name in _BEGINS_EARLIER else mark
    line, column = (0, 0) if start is None else (start.line, start.column)
    if name in _STARTS_WITH:
        line, column = _back_to(_STARTS_WITH[name], lines, line, column)
    colon = _wide_colon(lines, line, mark.line if mark is not None else line)
    if name in ("colon-missing", "nested-colon", "indentation") and colon:
        line, column = colon
        name = "wide-colon"
    while line > 0 and not (line < len(lines) and lines[line].strip()):
        line -= 1
        column = max(len(lines[line].rstrip()) - 1, 0)
    excerpt = lines[line] if line < len(lines) else ""
    others = [Place(source, context.line + 1, context.column + 1)] if name == "anchor-twice" else []
    place = Place(source, line + 1, column + 1)
    if name == "malformed":
        return problem("language.malformed", place, excerpt=excerpt, span=1, detail=said or str(error))
    return problem(f"language.{name}", place, excerpt=excerpt, span=1, others=others)


def _back_to(wanted: str, lines: Sequence[str], line: int, column: int) -> tuple[int, int]:
    """The last of some characters at a place or before it on the same line or those above; else the place itself."""
    for number in range(min(line, len(lines) - 1), -1, -1):
        text = lines[number][: column + 1] if number == line else lines[number]
        at = max(text.rfind(character) for character in wanted)
        if at >= 0:
            return number, at
    return line, column


def _wide_colon(lines: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    for number in range(max(first - 1, 0), min(last + 1, len(lines))):
        found = _FULL_WIDTH.match(lines[number].lstrip(" -"))
        if found:
            before = len(lines[number]) - len(lines[number].lstrip(" -"))
            return number, before + found.end() - 1
    return None
