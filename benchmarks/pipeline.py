"""One whole check in a process of its own, each stage timed; prints what was measured as JSON.

    python -m benchmarks.pipeline FOLDER

FOLDER holds ``rulesets`` and ``returns`` as `benchmarks.endtoend` writes them.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

STARTED = perf_counter()
_END = object()


class Stopwatch:
    """How long calls took, by name, callers without what they called."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = perf_counter()

    def switch(self) -> None:
        """Books the time since the last switch on the call that was running."""
        now = perf_counter()
        name = self._running[-1] if self._running else "the rest"
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now

    def timed(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """A call that is timed under a name."""

        def run(*args: Any, **kwargs: Any) -> Any:
            self.switch()
            self._running.append(name)
            try:
                return call(*args, **kwargs)
            finally:
                self.switch()
                self._running.pop()

        return run

    def each(self, name: str, items: Iterable[Any]) -> Iterator[Any]:
        """Items, the time that it takes to come by each booked under a name."""
        following = self.timed(name, lambda iterator: next(iterator, _END))
        iterator = iter(items)
        while (item := following(iterator)) is not _END:
            yield item


def main(home: Path) -> None:
    """Checks the made-up plan on the made-up returns and writes the report."""
    from scilit_rules.app import check, inputs, scope
    from scilit_rules.engine.guard import Guarded
    from scilit_rules.plugins.contracts import ReportOptions
    from scilit_rules.plugins.manager import installed

    plugins = installed()
    watch = Stopwatch()
    watch.seconds["start (imports, plugins)"] = perf_counter() - STARTED
    for module, name, stage in (
        (scope, "load_from", "load plan"), (check, "collect", "facts"), (check, "FactBook", "facts"),
        (check, "judge", "judge"), (Guarded, "answer", "engine"),
    ):
        setattr(module, name, watch.timed(stage, getattr(module, name)))
    sources = inputs.read_sources
    inputs.read_sources = lambda *args, **kwargs: watch.each("read", sources(*args, **kwargs))
    report = check.check("made-up", [str(home / "returns")], as_of=date(2020, 12, 31), rulesets=[home / "rulesets"])
    target = home / "report.json"
    with target.open("wb") as out:
        watch.timed("write", plugins.reporters["json"].write)(report, out, ReportOptions(detail=True))
    watch.switch()
    print(json.dumps({
        "stages": watch.seconds,
        "findings": len(report.findings),
        "engine": f"{report.run.engine}, confirmed by {report.run.confirmed_by}" if report.run.confirmed_by
                  else report.run.engine,
        "counts": {str(status): count for status, count in report.counts.items() if count},
        "bytes": target.stat().st_size,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
