"""The YAML that is read here: one dialect, whichever of PyYAML's two scanners is installed.

PyYAML reads with libyaml where its wheel has it and with Python elsewhere. The two disagree on a question mark within a
flow collection, and each version of libyaml refuses deep nesting in words of its own. So the Python scanner is
taught what libyaml reads, and depth is measured before either of them composes.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.scanner import ScannerError
from yaml.tokens import (
    BlockEndToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    ScalarToken,
)

_OPENS = (BlockMappingStartToken, BlockSequenceStartToken, FlowMappingStartToken, FlowSequenceStartToken)
_CLOSES = (BlockEndToken, FlowMappingEndToken, FlowSequenceEndToken)
_ENDS = "\0 \t\r\n\x85\u2028\u2029"
_BREAKS = "\0\r\n\x85\u2028\u2029"
_ENDS_IN_FLOW = ",[]{}"
_NO_VALUE_IN_FLOW = ",?[]{}"
_STARTS_NO_PLAIN = _ENDS + "-?:,[]{}#&*!|>'\"%@`"
_BRACKETS = re.compile(r"[\[\]{}]")
# Older versions of libyaml compose without a limit and end the process some tens of thousands of levels down.
_ENOUGH_TO_CRASH = 10_000
# What may be the key of a mapping is at most 1024 characters long, so that scanners look no further.
_LOOKED_AHEAD = 4_096
_LINES = re.compile(r"[\r\n\x85\u2028\u2029]")
_INDICATORS = re.compile(r"[-?:](?= )")

_SafeLoader: Any = yaml.SafeLoader


class PythonLoader(_SafeLoader):  # type: ignore[misc]  # its stubs leave the scanner out
    """PyYAML's loader in Python, with the plain scalars of libyaml: in a flow collection 好吗？ and ok? are text."""

    def check_key(self) -> bool:
        """Whether a question mark asks for a complex key: where a token begins in a flow, or a blank follows."""
        return bool(self.flow_level) or self.peek(1) in _ENDS

    def check_plain(self) -> bool:
        """Whether a plain scalar starts here."""
        first, second = self.peek(), self.peek(1)
        if first not in _STARTS_NO_PLAIN:
            return True
        if second in _ENDS:
            return False
        return first == "-" or (not self.flow_level and first in "?:")

    def scan_plain(self) -> ScalarToken:
        """A plain scalar, over as many lines as it goes on."""
        start = end = self.get_mark()
        indent = self.indent + 1
        chunks: list[str] = []
        spaces: list[str] = []
        while self.peek() != "#":
            length = self._plain_length()
            if length == 0:
                break
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start) or []
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def _plain_length(self) -> int:
        length = 0
        while True:
            character = self.peek(length)
            if character in _ENDS or (self.flow_level and character in _ENDS_IN_FLOW):
                return length
            following = self.peek(length + 1) if character == ":" else ""
            if following and following in _ENDS:
                return length
            if following and self.flow_level and following in _NO_VALUE_IN_FLOW:
                raise ScannerError("while scanning a plain scalar", self.get_mark(), "found unexpected ':'",
                                   self.get_mark())
            length += 1

    def scan_to_next_token(self) -> None:
        """Passes over blanks, comments and line breaks; a tab is a blank but where it would indent."""
        while True:
            while self.peek() == " " or (self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in _BREAKS:
                    self.forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """The breaks before a block scalar and its indent, which no tab may make."""
        found: tuple[list[str], int, Any] = super().scan_block_scalar_indentation()
        self._refuse_tab()
        return found

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], Any]:
        """The breaks between two lines of a block scalar, and the indent of the next, which no tab may make."""
        found: tuple[list[str], Any] = super().scan_block_scalar_breaks(indent)
        if self.column < indent:
            self._refuse_tab()
        return found

    def _refuse_tab(self) -> None:
        if self.peek() == "\t":
            raise ScannerError("while scanning a block scalar", self.get_mark(),
                               "found a tab character where an indentation space is expected", self.get_mark())

    def scan_plain_spaces(self, indent: int, start: Any) -> list[str] | None:
        """The blanks within a plain scalar, folded; None where a document ends behind them."""
        blanks, breaks = "", list[str]()
        while self.peek() in " \t\r\n\x85\u2028\u2029":
            if self.peek() not in " \t":
                breaks.append(self.scan_line_break())
                self.allow_simple_key = True
                if self.prefix(3) in ("---", "...") and self.peek(3) in _ENDS:
                    return None
                continue
            if breaks and self.column < indent and self.peek() == "\t":
                raise ScannerError("while scanning a plain scalar", start,
                                   "found a tab character that violates indentation", self.get_mark())
            blanks += "" if breaks else self.peek()
            self.forward()
        if not breaks:
            return [blanks] if blanks else []
        first, *others = breaks
        if first != "\n":
            return breaks
        return others or [" "]


Loader: Any = getattr(yaml, "CSafeLoader", PythonLoader)
"""What reads YAML: libyaml where it is there, else Python."""


def line_too_deep(text: str, most: int) -> int | None:
    """The line on which more levels are open than are read, or None where they never are.

    The tokens of whichever scanner is installed are counted, for a scanner needs no stack. What libyaml refuses for its
    depth, each version in words of its own, it refuses while it looks ahead of the token that it gives: that piece of
    the text is counted by its brackets.

    Args:
        text: a YAML text.
        most: how many levels may be open.
    """
    level, behind = 0, 0
    try:
        for token in yaml.scan(text, Loader):
            if isinstance(token, _OPENS):
                level += 1
            elif isinstance(token, _CLOSES):
                level -= 1
            behind = int(token.end_mark.index)
            if level > most:
                return int(token.start_mark.line) + 1
    except yaml.YAMLError as error:
        return None if _within_quotes(error) else _line_of_bracket(text, behind, most - level)
    return None


def _within_quotes(error: yaml.YAMLError) -> bool:
    return "quoted scalar" in str(getattr(error, "context", ""))


def _line_of_bracket(text: str, start: int, most: int) -> int | None:
    """The line of the bracket behind which more are open than may be, of the piece that a scanner looks ahead."""
    level = 0
    for bracket in _BRACKETS.finditer(text, start, start + _LOOKED_AHEAD):
        level += 1 if bracket[0] in "[{" else -1
        if level > most:
            return text.count("\n", 0, bracket.start()) + 1
    return None


def may_be_deep(text: str, most: int) -> bool:
    """Whether a text looks as if more levels were open in it than are read, or holds enough to exhaust the stack.

    Args:
        text: a YAML text.
        most: how many levels may be open.
    """
    level = deepest = openings = 0
    for bracket in _BRACKETS.findall(text):
        if bracket in "[{":
            openings += 1
            level += 1
            deepest = max(deepest, level)
        else:
            level -= 1
    return deepest > most or openings > _ENOUGH_TO_CRASH or any(_may_indent(line, most) for line in _LINES.split(text))


def _may_indent(line: str, most: int) -> bool:
    """Whether a line begins so far in, or holds so many of the marks that open a level of a block."""
    return line.startswith(" " * most) or (len(line) > 2 * most and len(_INDICATORS.findall(line)) >= most)
