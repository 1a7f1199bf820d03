"""Options of which one is ticked, such as ☑是 □否 or 已完成√ 部分完成 未完成."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Generic, TypeVar

ON, OFF = "√✓✔☑■▣✅●", "□☐○×✗✘❌✕✖"
_BETWEEN = re.compile(r"[()\[\]/;,、；，|]")

T = TypeVar("T")


class Options(Generic[T]):
    """The options that a cell may show, of which one is ticked.

    Args:
        meanings: what each option means, by its word.
    """

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._meanings = meanings

    @cached_property
    def _word(self) -> str:
        return "|".join(map(re.escape, sorted(self._meanings, key=len, reverse=True)))

    @cached_property
    def _option(self) -> re.Pattern[str]:
        return re.compile(self._word)

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return re.compile(rf"([{ON}{OFF}])?\s*({self._word})")

    @cached_property
    def _after(self) -> re.Pattern[str]:
        return re.compile(rf"({self._word})\s*([{ON}{OFF}])?")

    def ticked(self, text: str) -> T | None:
        """What the one ticked option means, or None if there is none, or several, or it can be read two ways.

        Args:
            text: the text of the cell, made plain.
        """
        parts = _BETWEEN.sub(" ", text).split()
        if len(parts) > 1 and all(len(self._option.findall(part)) == 1 for part in parts):
            return self._single([word for part in parts for word in self._of_part(part)])
        readings = {self._single(words) for words in self._readings("".join(parts)) if words is not None}
        return readings.pop() if len(readings) == 1 else None

    def _of_part(self, part: str) -> list[str]:
        words = next((words for words in self._readings(part) if words is not None), None)
        return ["", ""] if words is None else words

    def _readings(self, text: str) -> list[list[str] | None]:
        """The options ticked if marks stand before their options, and if they stand after; None where they can't."""
        before = [(word, mark) for mark, word in self._before.findall(text)]
        after = self._after.findall(text)
        found: list[list[str] | None] = []
        for pairs, leftover in ((before, self._before.sub("", text)), (after, self._after.sub("", text))):
            fits = not leftover.strip() and bool(pairs)
            found.append([word for word, mark in pairs if mark and mark in ON] if fits else None)
        return found

    def _single(self, words: list[str]) -> T | None:
        return self._meanings.get(words[0]) if len(words) == 1 else None
