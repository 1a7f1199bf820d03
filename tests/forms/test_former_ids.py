"""A duty that was renamed since its form, report or table was made is known by its former id, and that is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scilit_rules.app.check import check
from scilit_rules.app.forms import make_forms
from scilit_rules.facts.mapping import parse_mapping
from scilit_rules.messages import hint, say
from scilit_rules.model.fact import Attested, Fact, Period
from scilit_rules.model.form import FORM_SHEET
from scilit_rules.model.plan import Plan
from scilit_rules.model.words import Binding, Claim, Reason
from scilit_rules.problems import UsageError
from tests.forms.made import ATTESTATIONS, EAST, YEAR, changed, codes, doubts, filled, form, known, plan, read
from tests.forms.test_bad_forms import edit
from tests.forms.test_reported import report_of

OLD, NEW = "publicity", "spreading-the-word"
RULE_CHANGED = "facts.form-rule-changed"


def renamed(formerly: tuple[str, ...] = (OLD,), **more: Any) -> Plan:
    """A later version of the plan, in which a duty has another id."""
    duty = replace(plan().obligations[OLD], id=NEW, formerly=formerly, **more)
    rest = {id: one for id, one in plan().obligations.items() if id != OLD}
    return changed(obligations={**rest, NEW: duty})


def attested(found: Any) -> list[tuple[str, Any]]:
    return [(fact.name, fact.value.claim) for fact in found.facts if isinstance(fact.value, Attested)]


def table(folder: Path, *rows: str) -> Path:
    path = folder / "东区.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_returned_form_is_read_by_the_former_id_and_says_so(tmp_path: Path) -> None:
    path = filled(tmp_path)
    found, before = read(path, of=renamed()), read(path)
    as_before = {entry if entry[1] != OLD else (entry[0], NEW, *entry[2:]) for entry in known(before)}
    assert known(found) == as_before
    (told,) = (reading for reading in found.readings if reading.rules == ("facts.rule.former-id",))
    assert (told.raw, told.read_as, told.place.sheet) == (OLD, NEW, ATTESTATIONS)
    assert all("{" not in say("facts.rule.former-id", lang) for lang in ("zh", "en"))
    assert codes(found) == ["facts.form-of-other-rules"]
    assert {blank.name for blank in found.sent.blanks[EAST]} == {blank.name for blank in before.sent.blanks[EAST]}


def test_a_blank_row_tells_no_reading(tmp_path: Path) -> None:
    assert not read(form(tmp_path), of=renamed()).readings


@pytest.mark.parametrize(("claim", "mark"), [
    ("已完成", None), ("已完成", "已完成"), ("已完成", "同意"), ("部分完成", "未完成"), (None, "已完成"),
])
def test_neither_answer_nor_review_of_another_question_counts(tmp_path: Path, claim: str | None,
                                                              mark: str | None) -> None:
    duty = plan().obligations[OLD]
    assert duty.attest is not None
    other = replace(duty.attest, ask=replace(duty.attest.ask, zh="是否每季度开展宣传？"))
    path = edit(filled(tmp_path), (ATTESTATIONS, "H4", claim), (ATTESTATIONS, "L4", mark))
    found = read(path, of=renamed(attest=other))
    assert doubts(found) == {NEW: "facts.form-asked-otherwise"}
    assert not attested(found) and RULE_CHANGED not in codes(found)


def test_a_blank_row_of_another_question_stays_blank(tmp_path: Path) -> None:
    found = read(form(tmp_path), of=renamed())
    assert not doubts(found) and not found.facts


@pytest.mark.parametrize("id", [OLD, NEW])
def test_a_rule_that_changed_since_the_form_is_told_at_its_cell(tmp_path: Path, id: str) -> None:
    duty = replace(plan().obligations[OLD], binding=Binding.MANDATORY)
    later = changed(obligations={**plan().obligations, OLD: duty}) if id == OLD else renamed(binding=Binding.MANDATORY)
    found = read(filled(tmp_path), of=later)
    (told,) = (one for one in found.problems if one.code == RULE_CHANGED)
    assert told.place is not None and (told.place.sheet, told.place.cell) == (ATTESTATIONS, "H4")
    assert all("{" not in say(told.message, lang) and hint(told.message, lang) for lang in ("zh", "en"))
    assert attested(found) == [(id, Claim.PARTLY)]


def test_a_form_that_notes_no_rules_is_read_without_that_warning(tmp_path: Path) -> None:
    path = filled(tmp_path)
    book = openpyxl.load_workbook(path)
    mark = book[FORM_SHEET]
    for row in range(1, mark.max_row + 1):
        if str(mark.cell(row, 1).value).startswith("rule:"):
            mark.cell(row, 1).value = mark.cell(row, 2).value = None
    book.save(path)
    assert codes(read(path, of=renamed(binding=Binding.MANDATORY))) == ["facts.form-of-other-rules"]


def test_the_next_form_carries_over_what_was_attested_under_a_former_id(tmp_path: Path) -> None:
    first = filled(tmp_path / "a")
    report = report_of(first, tmp_path)
    for number, source in enumerate((first, report)):
        second = form(tmp_path / str(number), made_from=renamed(), previous=(source,))
        assert (NEW, Claim.PARTLY) in attested(read(second, of=renamed()))


@pytest.mark.parametrize(("later", "expected"), [
    (renamed(), ["forms.followed"]),
    (renamed(binding=Binding.MANDATORY), ["forms.followed", "forms.rules-changed"]),
    (renamed(("elsewhere",)), []),
    (changed(), []),
    (changed(id="mini-2025"), ["forms.report-of-other-plan"]),
])
def test_of_a_report_it_is_told_what_was_followed_and_what_changed(tmp_path: Path, later: Plan,
                                                                  expected: list[str]) -> None:
    report = report_of(filled(tmp_path), tmp_path)
    forms = make_forms(later, year=YEAR, subjects=[EAST], previous=[report])
    assert [one.code for one in forms.problems] == expected
    for one in forms.problems:
        assert all("{" not in say(one.message, lang) and hint(one.message, lang) for lang in ("zh", "en"))
    has_it = any(isinstance(entry.value, Attested) for entry in forms.typed)
    is_known = OLD in later.obligations or later.renamed(OLD) == NEW
    assert has_it is (is_known and later.id == plan().id)


def test_a_report_that_notes_no_rules_tells_of_none_that_changed(tmp_path: Path) -> None:
    report = report_of(filled(tmp_path), tmp_path)
    said = json.loads(report.read_text(encoding="utf-8"))
    del said["plan"]["rules"]
    report.write_text(json.dumps(said), encoding="utf-8")
    forms = make_forms(renamed(binding=Binding.MANDATORY), year=YEAR, subjects=[EAST], previous=[report])
    assert [one.code for one in forms.problems] == ["forms.followed"]


@pytest.mark.parametrize("rows", [
    ("单位,publicity", "东区,已完成"), ("单位,2020年publicity", "东区,已完成"), ("单位,指标,数值", "东区,publicity,已完成"),
    ("单位,publicity,publicity佐证", "东区,已完成,东政发〔2020〕5号"),
])
def test_tables_may_have_it_by_its_former_id(tmp_path: Path, rows: tuple[str, ...]) -> None:
    found = read(table(tmp_path, *rows), of=renamed())
    assert attested(found) == [(NEW, Claim.DONE)]
    assert [(one.raw, one.read_as) for one in found.readings if "facts.rule.former-id" in one.rules] == [(OLD, NEW)]


@pytest.mark.parametrize("rows", [
    ("单位,组织科普宣传", "东区,已完成"), ("单位,2020年 组织科普宣传", "东区,已完成"), ("单位,指标,数值", "东区,组织科普宣传,已完成"),
])
def test_a_former_title_is_an_alias_that_tables_may_have_it_by(tmp_path: Path, rows: tuple[str, ...]) -> None:
    path = table(tmp_path, *rows)
    assert attested(read(path, of=renamed(aliases=("组织科普宣传",)))) == [(NEW, Claim.DONE)]
    assert not attested(read(path, of=renamed()))


@pytest.mark.parametrize(("rows", "code"), [
    (("单位,开展了宣传,场馆等级", "东区,已完成,二级"), "facts.unknown-column"),
    (("单位,指标,数值", "东区,开展了宣传,已完成", "东区,场馆等级,二级"), "facts.unknown-fact"),
])
def test_a_title_that_is_only_near_is_told_with_what_may_be_meant(tmp_path: Path, rows: tuple[str, ...],
                                                                  code: str) -> None:
    found = read(table(tmp_path, *rows), of=renamed())
    (told,) = (one for one in found.problems if one.code == code)
    assert told.near == ("开展宣传",) and not attested(found)


def test_two_former_duties_that_are_one_now_conflict_where_they_differ(tmp_path: Path) -> None:
    path = table(tmp_path, "单位,publicity,fairs", "东区,已完成,未完成")
    report = check(renamed((OLD, "fairs")), sources=[path], as_of=date(YEAR, 12, 31))
    (finding,) = (one for one in report.findings if (one.subject, one.obligation) == (EAST, NEW))
    assert finding.reason is Reason.CONFLICTING


def test_a_mapping_file_may_have_it_by_its_former_id() -> None:
    heading = parse_mapping("columns: {宣传: publicity}", renamed()).headings["宣传"]
    assert heading.spec is not None and (heading.spec.name, heading.former) == (NEW, OLD)


def test_a_program_is_told_the_id_that_it_has_now() -> None:
    fact = Fact(EAST, OLD, Period(YEAR), Attested(Claim.DONE))
    with pytest.raises(UsageError) as refused:
        check(renamed(), sources=[], facts=[fact], as_of=date(YEAR, 12, 31))
    assert refused.value.problems[0].near == (NEW,)
