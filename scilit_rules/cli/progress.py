"""Progress of long work, shown only where somebody sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from scilit_rules.cli.lines import is_terminal, width
from scilit_rules.messages import area, say
from scilit_rules.model.text import Lang

PATIENCE = 0.5
PAUSE = 0.1


@contextmanager
def progress(lang: Lang, quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A function that shows how far work has come on one line of the terminal, wiped at the end.

    Nothing is shown before half a second has passed, nor if errors go to a file.

    Args:
        lang: the language of the reader.
        quiet: whether to show nothing at all.
    """
    if quiet or not is_terminal(sys.stderr):
        yield None
        return
    line = _Line(lang)
    try:
        yield line.show
    finally:
        line.wipe()


class _Line:
    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._next = monotonic() + PATIENCE
        self._width = 0

    def show(self, stage: str, done: int, all: int) -> None:
        if monotonic() < self._next:
            return
        self._next = monotonic() + PAUSE
        code = f"cli.progress.{stage}"
        name = say(code, self._lang) if code in area("cli") else stage
        self._write(f"{name} {done}/{all}" if all > done else f"{name} {done}")

    def wipe(self) -> None:
        if self._width:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _write(self, text: str) -> None:
        sys.stderr.write("\r" + text + " " * max(self._width - width(text), 0))
        sys.stderr.flush()
        self._width = width(text)
