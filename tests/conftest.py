"""What holds for every test: none is skipped where a run says so, and generated cases are the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, deadline=None)
settings.load_profile("same-every-time")

# Of each table of cases so many are measured; those after them try other values on the same lines.
_MEASURED = 5


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true",
                     help="write the golden files anew from what is shown now; then look at the difference")
    parser.addoption("--no-skips", action="store_true", help="a test that is skipped counts as failed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the later cases of a table unmeasured: they try other values on the same lines, and measuring doubles their time."""
    met: Counter[str] = Counter()
    for item in items:
        case_of = item.nodeid.partition("[")[0]
        met[case_of] += 1
        if met[case_of] > _MEASURED:
            item.add_marker("no_cover")


def _refuse(report: pytest.TestReport | pytest.CollectReport, config: pytest.Config) -> None:
    if report.outcome == "skipped" and not hasattr(report, "wasxfail") and config.getoption("--no-skips"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse(report, item.config)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse(report, collector.config)
    return report
