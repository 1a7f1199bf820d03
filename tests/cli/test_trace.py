"""``scilit-rules trace``: what it prints and writes, and how it ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.authoring.papers import pdf
from tests.authoring.traced import ISSUED, clauses_of, ruleset, written
from tests.cli.running import RULESETS, run

OBLIGATIONS = [
    ("rate", "一/（一）", "比例超过10.5%", "mandatory", {"by": date(2020, 12, 31), "require": {"fact": "literacy.rate", "above": 10.5}}),
    ("venues", "一/（一）", "一半左右的区", "encouraged",
     {"in": 2020, "require": {"fact": "venue.share", "about": {"value": 50, "within": 10}}}),
    ("courses", "二/（一）", "在所有小学全覆盖", "directional", {"during": "ongoing"}),
    ("laboratory", "二/（一）", "中学开设实验课", "encouraged", {"during": "ongoing"}),
    ("training", "二/（一）/1", "组织一次教师培训", "mandatory", {"every": {"years": 2, "first": 2019}}),
    ("trained", "二/（一）/1", "培训教师不少于200人", "mandatory", {"during": "ongoing"}),
    ("funds", "三/（一）", "每年人均2元", "mandatory",
     {"yearly": True, "require": {"fact": "funding.per_resident", "at_least": 2}}),
    ("results", "三/（二）", "每年公布结果", "directional", {"yearly": True}),
]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The folder of a ruleset that agrees with the invented text."""
    home = tmp_path / "rules" / "town-2020"
    (home / "obligations").mkdir(parents=True)
    for name in ("vocabulary.yaml", "subjects.yaml"):
        (home.parent / name).write_bytes((RULESETS / name).read_bytes())
    document = {"number": "小政发〔2019〕2号", "issuer": "小城市人民政府"}
    head = {"id": "town-2020", "title": "小城市科学素质方案", "document": document, "jurisdiction": "mini",
            "years": [2019, 2020], "clauses": [_clause(clause) for clause in ruleset().clauses.values()]}
    _write(home / "plan.yaml", head)
    _write(home / "obligations" / "all.yaml", [_obligation(*row) for row in OBLIGATIONS])
    return home


def _clause(clause: object) -> dict[str, object]:
    (found,) = [one for one in clauses_of(ISSUED) if one == clause]
    bodies: dict[str, list[str]] = {}
    for mention in found.bodies:
        bodies.setdefault(str(mention.role), []).append(mention.body)
    entry: dict[str, object] = {"path": found.path, "kind": "task", "heading": found.heading, "digest": found.digest}
    entry |= {"bodies": bodies, "wording": found.wording} if bodies else {}
    return entry | ({"reason": "章标题"} if found.reason else {})


def _obligation(id: str, clause: str, phrase: str, binding: str, more: dict[str, object]) -> dict[str, object]:
    asked = {} if "require" in more else {"attest": {"ask": "是否做到？", "evidence": 1}}
    return {"id": id, "clause": clause, "phrase": phrase, "title": id, "kind": "action", "binding": binding,
            "bears": "city", **more, **asked}


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_a_ruleset_that_agrees_ends_with_0(plan: Path, tmp_path: Path) -> None:
    result = run("trace", str(plan), "--source", str(written(tmp_path, ISSUED)))
    assert result.exit_code == 0, result.output
    for part in ("clauses 9 of 9", "obligations found 8 of 8", "numbers held 8 of 8", "nothing is unexplained"):
        assert part in " ".join(result.stdout.split())
    assert "Text without obligation" not in result.stdout


def test_differences_end_with_1_and_name_both_places(plan: Path, tmp_path: Path) -> None:
    rules = plan / "obligations" / "all.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("binding: encouraged", "binding: mandatory"), encoding="utf-8")
    source = written(tmp_path, ISSUED)
    result = run("trace", str(plan), "--source", str(source), env={"SCILIT_RULES_LANG": "zh"})
    assert result.exit_code == 1
    for part in (f"{rules}:", f"另见：{source}:7", "任务 laboratory 的约束力为强制性", "未说明的差异 2 处"):
        assert part.replace("：", ":") in result.stdout.replace("：", ":")


def test_detail_lists_the_text_without_obligation(plan: Path, tmp_path: Path) -> None:
    result = run("trace", str(plan), "--source", str(written(tmp_path, ISSUED)), "--detail", env={"SCILIT_RULES_LANG": "zh"})
    assert "没有任务的文字" in result.stdout
    assert "  三/（一）\n    逐步扩大社会投入。" in result.stdout


@pytest.mark.parametrize("lang, title", [("zh", "原文与规则对照"), ("en", "Text and rules side by side")])
def test_a_page_is_written(plan: Path, tmp_path: Path, lang: str, title: str) -> None:
    page = tmp_path / "对照.html"
    result = run("trace", str(plan), "--source", str(written(tmp_path, ISSUED)), "--html", str(page), "--lang", lang)
    assert result.exit_code == 0
    assert f"<title>{title}" in page.read_text(encoding="utf-8")


def test_the_text_is_never_overwritten(plan: Path, tmp_path: Path) -> None:
    source = written(tmp_path, ISSUED)
    result = run("trace", str(plan), "--source", str(source), "--html", str(source))
    assert result.exit_code == 2
    assert source.read_text(encoding="utf-8") == ISSUED


def test_digests_are_written_once_asked_for(plan: Path, tmp_path: Path) -> None:
    file, source = plan / "plan.yaml", str(written(tmp_path, ISSUED))
    whole = file.read_text(encoding="utf-8")
    head = yaml.safe_load(whole)
    for number, clause in enumerate(head["clauses"]):
        if number < 8:
            del clause["digest"]
        else:
            clause["digest"] = "sha256:" + "0" * 64
    _write(file, head)
    before = run("trace", str(plan), "--source", source)
    assert before.exit_code == 1
    assert before.stdout.count("without a digest") == 1 and "unexplained differences: 2" in before.stdout
    result = run("trace", str(plan), "--source", source, "--write-digests")
    assert result.exit_code == 0, result.output
    assert "digests written: 9" in result.stderr
    assert "digests renewed: 1; check the obligations of 三/（二）" in result.stderr
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == yaml.safe_load(whole)
    again = run("trace", str(plan), "--source", source, "--write-digests")
    assert again.exit_code == 0 and "nothing was written" in again.stderr


def test_against_an_old_copy_the_change_is_shown(plan: Path, tmp_path: Path) -> None:
    new = written(tmp_path, ISSUED.replace("建立监测制度", "建立监测和公开制度"), "新.txt")
    result = run("trace", str(plan), "--source", str(new), "--against", str(written(tmp_path, ISSUED)))
    assert result.exit_code == 1
    assert "[+和公开+]" in result.stdout


@pytest.mark.parametrize("text, said", [
    ("　　一、道路\n　　修好各条道路，做到村村通路，路面平整，标志齐全，照明良好，养护及时，管理规范，安全畅通，群众满意。\n", "does not look like"),
    ("", "the file is empty"),
    ("到 2020 年，公民科学素质比例超过 10.5%。", "only 23 character(s)"),
])
def test_what_can_not_be_compared_ends_with_2(plan: Path, tmp_path: Path, text: str, said: str) -> None:
    result = run("trace", str(plan), "--source", str(written(tmp_path, text)))
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_and_a_source_not_given_end_with_2(plan: Path) -> None:
    missing = run("trace", str(plan), "--source", "没有.pdf")
    assert missing.exit_code == 2 and "没有.pdf" in missing.stderr
    result = run("trace", str(plan))
    assert result.exit_code == 2 and "--source" in result.stderr


def test_scanned_pages_are_warned_of(plan: Path, tmp_path: Path) -> None:
    source = pdf(tmp_path / "方案.pdf", [[line.strip() for line in ISSUED.splitlines() if line.strip()], []])
    result = run("trace", str(plan), "--source", str(source))
    assert result.exit_code == 0
    assert "these pages hold no text" in result.stderr


