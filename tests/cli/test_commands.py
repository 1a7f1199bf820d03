"""The commands that show things: plans, show, explain, validate, test, coverage, schema, plugins."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from scilit_rules.cli import plans as plans_module
from scilit_rules.cli.lines import width
from scilit_rules.plugins import manager
from scilit_rules.plugins.manager import Plugins
from tests.cli.running import MINI, RULESETS, run
from tests.cli.test_check import MET


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "东区.csv"
    path.write_text(MET, encoding="utf-8")
    return path


@pytest.mark.parametrize("lang, heading", [("zh", "小城市人民政府 · 2019–2020 · 条款6条，任务8项"), ("en", "clauses 6, obligations 8")])
def test_plans_are_listed(lang: str, heading: str) -> None:
    result = run("plans", "--rulesets", str(RULESETS), "--lang", lang)
    assert result.exit_code == 0
    assert heading in result.stdout
    assert "mini-2020" in result.stdout
    assert "zibo-2016-2020" in result.stdout


def test_where_there_is_no_plan_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans_module, "load_each", lambda names, rulesets: ([], []))
    result = run("plans")
    assert result.exit_code == 2
    assert "there is no plan" in result.stderr


@pytest.mark.parametrize(
    "lang, parts",
    [
        ("zh", ["小政发〔2019〕1号", "2019年1月15日", "小城市人民政府", "《上级方案》", "供测试用。", "条款（6条，其中2条有任务）",
                "（一） 素质目标  · 任务2项", "任务（8项）", "二/（一） 经费", "强制性 · 区、功能区 · 每年（2019—2020）"]),
        ("en", ["Minicity plan 2019–2020", "2019-01-15", "For tests.", "obligations: 2", "every year (2019–2020)"]),
    ],
)
def test_a_plan_is_shown_with_its_document_clauses_and_obligations(lang: str, parts: list[str]) -> None:
    result = run("show", *MINI, env={"SCILIT_RULES_LANG": lang})
    assert result.exit_code == 0
    for part in parts:
        assert part in result.stdout


@pytest.mark.parametrize(
    "id, parts",
    [
        ("funding", ["每年人均经费不低于1元", "二/（一） 经费", "“……每年人均1元……”", "市科协牵头，相关部门配合（见上级条款二）",
                     "强制性（不达标即为“违反”）", "小城人均经费不低于1元/人", "比值：小城经费、小城人口", "5年内的数据有效", "all.yaml:"]),
        ("literacy", ["小城素质比例超过10.5%", "抽样调查得出的比例。", "加强培训。", "不含10.5%。"]),
        ("venues", ["占比：小城场馆（下级区）"]),
        ("more-funding", ["适用条件", "小城场馆：是，或场馆等级为“一级”、“二级”之一"]),
        ("publicity", ["申报与佐证", "是否开展宣传"]),
        ("quality", ["人工核定", "成效是否明显"]),
    ],
)
def test_an_obligation_is_shown_in_full(id: str, parts: list[str]) -> None:
    result = run("show", *MINI, id, env={"SCILIT_RULES_LANG": "zh"})
    assert result.exit_code == 0
    for part in parts:
        assert part in result.stdout.replace("\n", ""), part


@pytest.mark.parametrize(("id", "zh", "en"), [
    ("local-plan", "“……制定本地具体工作方案……”", "“… 制定本地具体工作方案 …”"),
    ("internet-and-science", "“实施‘互联网+科普’行动”", "“实施‘互联网+科普’行动”"),
    ("education-resources-balanced", "“……均衡配置科技教育资源”", "“… 均衡配置科技教育资源”"),
    ("science-and-teaching-joined", "“……健全科教结合……”", "“… 健全科教结合 …”"),
])
def test_words_cut_out_of_a_sentence_stand_between_ellipses(id: str, zh: str, en: str) -> None:
    for lang, quoted in (("zh", zh), ("en", en)):
        assert quoted in run("show", "zibo-2016-2020", id, env={"SCILIT_RULES_LANG": lang}).stdout


def test_units_and_long_names_of_facts_are_shown_for_the_reader() -> None:
    text = run("show", "zibo-2016-2020", "funding-per-capita", env={"COLUMNS": "80"}).stdout
    assert "per resident (yuan per head)\n    funding.popularisation.per_resident\n" in text
    assert "(元/人)" not in text and "How the text was read" in text
    text = run("show", "zibo-2016-2020", "funding-per-capita", "--lang", "zh", env={"COLUMNS": "80"}).stdout
    assert "人均科普经费（常住人口）（元/人）  funding.popularisation.per_resident" in text


@pytest.mark.parametrize("columns", ["60", "80", "100"])
@pytest.mark.parametrize("obligation", [[], ["funding"]])
def test_pages_fit_the_terminal(columns: str, obligation: list[str]) -> None:
    result = run("show", *MINI, *obligation, env={"COLUMNS": columns, "SCILIT_RULES_LANG": "zh"})
    unbroken = (str(RULESETS), "sha256:")
    assert all(width(line) <= int(columns) for line in result.stdout.splitlines() if not any(w in line for w in unbroken))


@pytest.mark.parametrize(
    "how", [["--subject", "东区", "--obligation", "funding", "--period", "2020"], ["mini.east/funding/2020"],
            ["mini.east/funding", "--period", "2020"], ["东区/funding/2020"]],
)
def test_a_finding_is_explained_from_the_verdict_to_the_cell(data: Path, how: list[str]) -> None:
    result = run("explain", *MINI, str(data), *how, "--as-of", "2020-12-31", env={"SCILIT_RULES_LANG": "zh"})
    assert result.exit_code == 0
    for part in ("东区：每年人均经费不低于1元（2020年）", "mini.east/funding/2020", "达标", "二/（一） 经费", "市科协牵头",
                 "30,000元 ÷ 小城人口20,000人", "东区.csv:2:3", "1.5元/人"):
        assert part in result.stdout


def test_an_explanation_tells_what_was_wrong_with_the_data(data: Path) -> None:
    arguments = ("explain", *MINI, str(data), "没有.csv", "mini.east/group", "--as-of", "2020-12-31")
    assert "没有.csv" in run(*arguments).stderr
    assert run(*arguments, "--quiet").stderr == ""


def test_an_explanation_is_wrapped_for_a_terminal_only() -> None:
    from scilit_rules.cli.explain import laid_out

    text = "标题\n编号\n\n1. 步骤\n  数据见 很长的路径/文件.xlsx [表]!A1 以及别的内容"
    assert laid_out(text, None).replace("\x1b[1m", "").replace("\x1b[0m", "") == text
    assert max(width(line) for line in laid_out(text, 24).splitlines()) <= 24


def test_later_lines_of_an_explanation_hang_under_a_label_and_not_under_a_sentence() -> None:
    from scilit_rules.cli.explain import laid_out

    assert laid_out("  条款：三/（三） 加大经费投入", 20).splitlines() == ["  条款：三/（三）", "    加大经费投入"]
    assert laid_out("  按常住人口测算缺口，追加预算。", 20).splitlines() == ["  按常住人口测算缺", "  口，追加预算。"]


def test_validate_counts_what_is_right() -> None:
    result = run("validate", *MINI)
    assert result.exit_code == 0
    assert result.stdout == "mini-2020: right (clauses 6, obligations 8, cases 4)\n"


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", "原文没有写明印发日期，有4项任务的起算按2019年12月31日（方案首年的最后一天）计"),
    ("en", "The text does not say when the plan was issued: 4 obligations count from 2019-12-31"),
])
def test_what_rests_on_an_assumed_day_of_issue_is_told(copied: Path, lang: str, words: str) -> None:
    where = ["mini-2020", "--rulesets", str(copied), "--lang", lang]
    file = copied / "mini-2020" / "plan.yaml"
    dated = file.read_text(encoding="utf-8")
    for text, is_told in ((dated, False), (dated.replace(", issued: 2019-01-15", ""), True)):
        file.write_text(text, encoding="utf-8")
        for command in ("validate", "coverage"):
            said = " ".join(run(command, *where).stdout.split())
            assert (words in said or words in said.replace(" ", "")) is is_told


def test_validate_without_a_plan_takes_all() -> None:
    result = run("validate", "--rulesets", str(RULESETS))
    assert "mini-2020: right" in result.stdout
    assert "zibo-2016-2020: right" in result.stdout


def test_validate_without_any_plan_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    from scilit_rules.cli import validate

    monkeypatch.setattr(validate, "examine_each", lambda names, rulesets: ([], []))
    assert run("validate").exit_code == 2


def test_validate_tells_of_every_plan_even_where_plan_yaml_cannot_be_read(tmp_path: Path) -> None:
    shutil.copytree(RULESETS, tmp_path / "rulesets")
    folder = tmp_path / "rulesets" / "mini-2020"
    with (folder / "plan.yaml").open("a", encoding="utf-8") as file:
        file.write("broken: [\n")
    with (folder / "cases" / "all.yaml").open("a", encoding="utf-8") as file:
        file.write("- {case: 空的, as_of: 2020-02-30}\n")
    for names in ((), ("mini-2020",), ("mini-2020", "mini-2021")):
        result = run("validate", *names, "--rulesets", str(tmp_path / "rulesets"))
        assert result.exit_code == 2
        assert result.stderr.count("language.bracket-open") == result.stderr.count("language.no-such-day") == 1
        assert ("zibo-2016-2020: right" in result.stdout) == (names == ())
        assert ("language.unknown-plan" in result.stderr) == ("mini-2021" in names)


def test_cases_are_run_and_counted() -> None:
    result = run("test", *MINI)
    assert result.exit_code == 0
    assert "failed 0" in result.stdout
    assert "cases cover 6 of 8 obligations" in result.stdout
    assert "boundary cases only: more-funding  issued" in result.stdout


def test_each_case_may_be_listed() -> None:
    result = run("test", *MINI, "-v", "--lang", "zh")
    assert "✓ 恰好10.5%不算超过" in result.stdout
    assert "✓ literacy：literacy.rate 恰为 10.5%" in result.stdout


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(RULESETS, tmp_path / "rulesets")
    return tmp_path / "rulesets"


def test_a_case_that_fails_is_told_with_its_line_and_ends_with_1(copied: Path) -> None:
    cases = copied / "mini-2020" / "cases" / "all.yaml"
    cases.write_text(cases.read_text(encoding="utf-8").replace("literacy: unmet", "literacy: met"), encoding="utf-8")
    result = run("test", "mini-2020", "--rulesets", str(copied), "--no-boundaries", "-v")
    assert result.exit_code == 1
    assert "✗ 恰好10.5%不算超过" in result.stdout
    assert "all.yaml:4:" in result.stderr
    assert "should be “met” and is “unmet”" in result.stderr


def test_a_run_without_any_case_is_no_pass(copied: Path) -> None:
    (copied / "mini-2020" / "cases" / "all.yaml").unlink()
    result = run("test", "mini-2020", "--rulesets", str(copied), "--no-boundaries")
    assert result.exit_code == 2
    assert "no case ran: mini-2020" in result.stderr
    assert run("test", "mini-2020", "--rulesets", str(copied)).exit_code == 0


def test_coverage_names_clauses_without_obligations() -> None:
    result = run("coverage", *MINI, "--lang", "zh")
    assert result.exit_code == 1
    for part in ("条款（6条）", "二/（二） 组织（由一/（一）一并核查。）", "三 附则", "用例覆盖6/8项任务", "  more-funding\n  issued",
                 "强制性 3  导向性 3  鼓励性 2", "尚不完整：1个条款既无任务也无理由，0个条款理由与任务矛盾，2项任务没有用例。"):
        assert part in result.stdout


def test_coverage_of_several_plans_is_incomplete_if_one_is(copied: Path) -> None:
    result = run("coverage", "mini-2020", "zibo-2016-2020", "--rulesets", str(copied), "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout.index("Not complete") < result.stdout.index("Every clause has an obligation or says why not")
    (copied / "mini-2020" / "obligations" / "all.yaml").write_text("- id: x\n", encoding="utf-8")
    result = run("coverage", "mini-2020", "zibo-2016-2020", "--rulesets", str(copied), "--lang", "en")
    assert result.exit_code == 2
    assert "all.yaml:1" in result.stderr
    assert "Every clause has an obligation" in result.stdout


def test_schemas_are_listed_and_printed() -> None:
    names = run("schema").stdout.split()
    assert {"plan", "obligations", "vocabulary", "subjects", "cases", "consequences", "waivers", "report"} <= set(names)
    for name in names:
        jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", name).stdout))


@pytest.mark.parametrize("lang, word", [("zh", "自带"), ("en", "built in")])
def test_plugins_are_listed_with_what_they_provide(lang: str, word: str) -> None:
    result = run("plugins", env={"SCILIT_RULES_LANG": lang})
    assert result.exit_code == 0
    for part in (word, "scilit_adapters", "csv  .csv", "table", "reference"):
        assert part in result.stdout


class Missing:
    """An engine that can't work here."""

    name = "absent"

    def available(self) -> object:
        from scilit_rules.model.text import Message

        return Message("cli.plans.none")


def test_a_broken_plugin_is_named_and_told_by_the_exit_code(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    from importlib.metadata import EntryPoint

    from scilit_rules.app import scope, settings
    from scilit_rules.cli import aside

    entries = [*manager.entry_points(group=manager.GROUP), EntryPoint("broken", "no.such.module", manager.GROUP)]
    found = Plugins(entries)
    found.engines = {**found.engines, "absent": Missing()}  # type: ignore[dict-item]
    for module in (aside, scope, settings):
        monkeypatch.setattr(module, "installed", lambda: found)
    listed = run("plugins")
    assert listed.exit_code == 4
    assert "plugins.broken" in listed.stderr
    assert "absent (not available here: there is no plan)" in listed.stdout
    checked = run("check", *MINI, str(data), "--subject", "东区", "--only", "group", "--as-of", "2020-12-31")
    assert checked.exit_code == 3
    assert "plugins.broken" in checked.output
