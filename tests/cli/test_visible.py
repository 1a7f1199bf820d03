"""What comes from files is seen on a terminal and never obeyed by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scilit_rules.model.visible import visible
from tests.cli.running import MINI, run

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
HOSTILE = "单位,指标,年度,数值\n东\x1b]0;title\x07区,小城\x1b[2J经费,2020,1\x1b[31m2\u202e3\n东区,小城经费,2020,12\x1b[5mx\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a\x1b[31mb\u202e.csv"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


@pytest.mark.parametrize("format", ["table", "markdown", "json", "csv"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hostile_return_moves_no_cursor(source: Path, format: str, lang: str) -> None:
    told = run("check", *MINI, str(source), "--as-of", "2020-12-31", "-f", format, "--detail", "--lang", lang)
    assert told.exit_code in (1, 2, 3)
    shown = told.stderr if format in ("json", "csv") else told.output
    assert shown.strip()
    assert not UNSEEN.search(shown)


@pytest.mark.parametrize("command", ["explain", "distance"])
def test_nor_does_it_where_findings_are_explained(source: Path, command: str) -> None:
    told = run(command, *MINI, str(source), "--as-of", "2020-12-31", "--subject", "东区")
    assert not UNSEEN.search(told.output)


def test_nor_a_name_of_what_is_not_there() -> None:
    for words in (("check", "no\x1b[2Jplan"), ("show", "\x1b]0;x\x07"), ("show", "mini\u200b-2020"),
                  ("check", *MINI, "no\x1bfile.csv", "--as-of", "2020-12-31")):
        told = run(*words)
        assert told.exit_code == 2
        assert not UNSEEN.search(told.output)


def test_a_ruleset_brings_no_controls_in_by_escapes(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "plan.yaml").write_text(
        'id: odd\ntitle: {zh: "奇\\e[2J怪", en: odd}\njurisdiction: mini\nyears: [2019, 2020]\n', encoding="utf-8")
    told = run("validate", str(folder), "--rulesets", str(tmp_path), *MINI[1:])
    assert "language.unprintable" in told.output
    assert not UNSEEN.search(told.output)
    listed = run("plans", "--rulesets", str(tmp_path))
    assert not UNSEEN.search(listed.output)


@pytest.mark.parametrize("text,shown", [
    ("a\x1b[31mb", "a\\x1b[31mb"), ("\x9b2J", "\\x9b2J"), ("a\u202eb", "a\\u202eb"), ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
    ("a\tb\nc", "a\tb\nc"), ("科普", "科普"),
])
def test_each_is_shown_by_its_number(text: str, shown: str) -> None:
    assert visible(text) == shown
