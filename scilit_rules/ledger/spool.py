"""What is too much for memory and is gone through more than once, kept in a file without a name."""

from __future__ import annotations

import json
import tempfile
import weakref
from collections.abc import Iterator
from typing import Any


class Spool:
    """Values as JSON has them, in the order in which they were put in. The file goes when nobody holds it any more."""

    def __init__(self) -> None:
        kept: Any = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="\n")  # noqa: SIM115
        self._file = kept
        weakref.finalize(self, kept.close)
        self._count = 0

    def put(self, value: Any) -> None:
        """Puts a value in."""
        self._file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        """All values from the first on; one may go through them at a time."""
        self._file.flush()
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)
        self._file.seek(0, 2)
