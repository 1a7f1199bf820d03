from __future__ import annotations

from typing import BinaryIO, NamedTuple

import pytest

from scilit_rules.cli.targets import targets
from scilit_rules.model.report import Report
from scilit_rules.plugins.contracts import Reporter, ReportOptions
from scilit_rules.problems import UsageError


class Format(NamedTuple):
    name: str
    suffixes: tuple[str, ...]

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None: ...


REPORTERS: dict[str, Reporter] = {
    name: Format(name, suffixes)
    for name, suffixes in {"table": (".txt",), "json": (".json",), "csv": (".csv",), "markdown": (".md",)}.items()
}


@pytest.mark.parametrize(
    "formats, outputs, pairs",
    [
        ([], [], [("table", "-")]),
        (["json"], [], [("json", "-")]),
        ([], ["a.json"], [("json", "a.json")]),
        ([], ["a.JSON", "b.md"], [("json", "a.JSON"), ("markdown", "b.md")]),
        (["json"], ["out.txt"], [("json", "out.txt")]),
        (["table", "json"], ["-", "b.json"], [("table", "-"), ("json", "b.json")]),
        (["json", "table"], ["b.json"], [("json", "b.json"), ("table", "-")]),
        (["json"], ["b.json", "c.csv"], [("json", "b.json"), ("csv", "c.csv")]),
        (["json"], ["b.json", "-"], [("json", "b.json"), ("table", "-")]),
    ],
)
def test_formats_and_outputs_are_paired_in_their_order(
    formats: list[str], outputs: list[str], pairs: list[tuple[str, str]]
) -> None:
    assert [(target.reporter.name, target.output) for target in targets(formats, outputs, REPORTERS)] == pairs


@pytest.mark.parametrize(
    "formats, outputs, code",
    [
        (["jsn"], [], "cli.not-one-of"),
        ([], ["a.pdf"], "cli.unknown-ending"),
        (["json"], ["a.csv", "b.json"], "cli.unclear-pairs"),
        (["json", "csv"], ["a.csv"], "cli.unclear-pairs"),
    ],
)
def test_what_is_unclear_is_asked_back(formats: list[str], outputs: list[str], code: str) -> None:
    with pytest.raises(UsageError) as raised:
        targets(formats, outputs, REPORTERS)
    assert [found.code for found in raised.value.problems] == [code]
    assert raised.value.exit_code == 2


def test_a_near_format_is_named() -> None:
    with pytest.raises(UsageError) as raised:
        targets(["jsn"], [], REPORTERS)
    assert raised.value.problems[0].near[0] == "json"
