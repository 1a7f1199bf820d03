"""PDF files: their pages as text, read by pypdf in a process of its own, within limits of number, time and memory.

Between one page and the next, and before the first, nobody could look at the time: a file can keep its reader busy for
ever, or let it take all memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from threading import Timer
from time import monotonic
from typing import Any

from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError, problem

_MOST_PAGES = 3_000
_SECONDS_FOR_ALL = 60.0
_SECONDS_FOR_ONE = 5.0
_LETTERS_FOR_ALL = 20_000_000
# The worker finds what this process finds, and nothing that lies where it is started.
_WORKER = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from scilit_rules.gate.pdf_worker import main
main()
"""


def pages_of_pdf(data: bytes, source: str) -> list[str] | None:
    """The text of each page, or None if the file is locked by a password.

    Args:
        data: its bytes.
        source: the path as the user named it.

    Raises:
        SourceError: if it is damaged, has more pages or text than is read, or takes too long or too much memory.
        ImportError: if pypdf is missing.
    """
    if find_spec("pypdf") is None:
        raise ImportError(name="pypdf")
    with _Worker(data, source) as worker:
        first = worker.ask(0)
        if "locked" in first:
            return None
        count = int(first["pages"])
        if count > _MOST_PAGES:
            raise SourceError(problem("gate.too-many-pages", Place(source), limit=_MOST_PAGES))
        return list(_texts(worker, count))


def _texts(worker: _Worker, count: int) -> Iterator[str]:
    left = _LETTERS_FOR_ALL
    for number in range(1, count + 1):
        text = _whole(str(worker.ask(number)["text"]))
        left -= len(text)
        if left < 0:
            raise worker.slow(number)
        yield text


def _whole(text: str) -> str:
    """A text without halves of characters, which damaged fonts give and which nothing can write."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Worker:
    """The process that reads."""

    def __init__(self, data: bytes, source: str) -> None:
        self._data, self._source = data, source
        self._end = monotonic() + _SECONDS_FOR_ALL
        self._is_late = False
        command = [sys.executable, "-I", "-c", _WORKER, json.dumps(sys.path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,  # noqa: S603
                                         stderr=subprocess.DEVNULL)

    def __enter__(self) -> _Worker:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as given:
            given.write(self._data)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def ask(self, page: int) -> dict[str, Any]:
        """What it says next.

        Args:
            page: of which page; 0 for the file as a whole.

        Raises:
            SourceError: if it takes too long, or can't go on.
        """
        assert self._process.stdout is not None
        timer = Timer(max(0.0, min(_SECONDS_FOR_ONE, self._end - monotonic())), self._stop)
        timer.start()
        line = self._process.stdout.readline()
        timer.cancel()
        if not line.endswith(b"\n"):
            raise self.slow(page) if self._is_late else self._damaged("EOFError")
        said: dict[str, Any] = json.loads(line)
        if "missing" in said:
            raise ImportError(name=said["missing"])
        if "error" in said:
            raise self._damaged(said["error"])
        return said

    def _stop(self) -> None:
        self._is_late = True
        self._process.kill()

    def slow(self, page: int) -> SourceError:
        """That the file, or a page of it, is too much."""
        code = "gate.slow-page" if page else "gate.slow-file"
        return SourceError(problem(code, Place(self._source, page=page or None)))

    def _damaged(self, error: str) -> SourceError:
        return SourceError(problem("trace.unreadable", Place(self._source), kind="pdf", error=error))
