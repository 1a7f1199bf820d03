"""What became of gaps: each told once, as what it is, whichever way round the reports are held."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scilit_rules as sr
from scilit_rules.assessment.comparison import compare_reports
from scilit_rules.model.brief import Brief
from scilit_rules.model.fact import Attested
from scilit_rules.model.finding import Finding, Gap
from scilit_rules.model.lineage import Rule
from scilit_rules.model.report import Report
from scilit_rules.model.report_comparison import ReportComparison
from scilit_rules.model.words import Claim, Disposition, Movement, RuleChange, Severity, Status
from scilit_rules.problems import UsageError
from scilit_rules.words.comparison_brief import comparison_brief
from tests.assessment.saving import EAST, OBLIGATIONS, WEST, finding, gap, made, versioned, write
from tests.reporters.made import report

UNMET, MET = Status.UNMET, Status.MET


def movements(compared: ReportComparison) -> dict[str, Movement]:
    return {change.id: change.movement for change in compared.changes}


CASES = [
    (UNMET, UNMET, Movement.PERSISTING), (MET, UNMET, Movement.WORSENED), (Status.UNKNOWN, UNMET, Movement.NEW),
    (Status.NEEDS_REVIEW, UNMET, Movement.NEW), (Status.NOT_APPLICABLE, UNMET, Movement.NEW),
    (None, UNMET, Movement.NEW), (Status.NOT_DUE, UNMET, Movement.NEW), (UNMET, MET, Movement.CLOSED),
    (UNMET, None, Movement.DROPPED), (UNMET, Status.NOT_APPLICABLE, Movement.DROPPED),
    (UNMET, Status.NOT_DUE, Movement.DROPPED), (UNMET, Status.UNKNOWN, Movement.UNDECIDED),
    (UNMET, Status.NEEDS_REVIEW, Movement.UNDECIDED), (UNMET, Status.ERROR, Movement.UNDECIDED),
    (MET, Status.UNKNOWN, None), (MET, MET, None), (None, MET, None),
]


@pytest.mark.parametrize(("before", "after", "movement"), CASES)
def test_only_what_is_met_is_closed(before: Status | None, after: Status | None, movement: Movement | None) -> None:
    old, new = (made([finding(status)] if status else []) for status in (before, after))
    compared = compare_reports(old, new)
    assert [change.movement for change in compared.changes] == ([movement] if movement else [])


SIZES = [
    ({"gap": Gap(Decimal(2), "元")}, {"gap": Gap(Decimal(3), "元")}, Movement.GREW),
    ({"gap": Gap(Decimal(2), "元")}, {"gap": Gap(Decimal("1.99"), "元")}, Movement.SHRANK),
    ({"gap": Gap(Decimal(2), "元")}, {"gap": Gap(Decimal("2.0"), "元")}, Movement.PERSISTING),
    ({"gap": Gap(Decimal(2), "元")}, {"gap": Gap(Decimal(3), "人")}, Movement.PERSISTING),
    ({"gap": Gap(Decimal(2), "元")}, {}, Movement.PERSISTING),
    ({"attested": Attested(Claim.NOT_DONE)}, {"attested": Attested(Claim.PARTLY, Decimal(60))}, Movement.SHRANK),
    ({"attested": Attested(Claim.PARTLY, Decimal(60))}, {"attested": Attested(Claim.PARTLY, Decimal(40))}, Movement.GREW),
    ({"attested": Attested(Claim.PARTLY)}, {"attested": Attested(Claim.PARTLY, Decimal(40))}, Movement.PERSISTING),
]


@pytest.mark.parametrize(("before", "after", "movement"), SIZES)
def test_sizes_are_compared_only_where_they_are_of_one_kind(before: dict[str, object], after: dict[str, object],
                                                           movement: Movement) -> None:
    compared = compare_reports(made([finding(**before)]), made([finding(**after)]))  # type: ignore[arg-type]
    assert [change.movement for change in compared.changes] == [movement]


@pytest.mark.parametrize(("older", "old", "movement"), [
    (UNMET, MET, Movement.REOPENED), (MET, MET, Movement.WORSENED), (UNMET, Status.UNKNOWN, Movement.NEW),
    (UNMET, UNMET, Movement.PERSISTING),
])
def test_a_gap_is_reopened_that_was_one_before_it_was_met(older: Status, old: Status, movement: Movement) -> None:
    before = made([finding(older)], as_of=date(2018, 12, 31))
    compared = compare_reports(made([finding(old)]), made([finding()]), [before])
    assert [change.movement for change in compared.changes] == [movement]
    assert [change.movement for change in compare_reports(made([finding(old)]), made([finding()])).changes] == [
        Movement.WORSENED if movement is Movement.REOPENED else movement]


def test_what_fails_is_new_open_and_grave() -> None:
    new = [finding(), finding(subject=WEST, disposition=Disposition.WAIVED), finding(obligation="events")]
    compared = compare_reports(made(), made(new))
    assert [change.id for change in compared.failing()] == [new[0].id]
    assert [change.id for change in compared.failing(frozenset(Severity))] == [new[0].id, new[2].id]
    assert compare_reports(made(new), made(new)).failing(frozenset(Severity)) == ()


def test_subjects_and_bodies_are_told_apart() -> None:
    old = made([finding(MET), finding(obligation="funds"), finding(obligation="events", subject=WEST)])
    new = made([finding(), finding(MET, "funds"), finding(obligation="events", subject=WEST)])
    compared = compare_reports(old, new)
    assert {one.name: (one.old, one.new) for one in compared.by_subject} == {EAST: (1, 1), WEST: (1, 1)}
    assert {one.name: (one.old, one.new) for one in compared.by_body} == {"市科协": (1, 1), "市财政局": (1, 0), "": (1, 1)}
    assert compared.by_body[-1].name == ""


def test_what_makes_reports_unlike_is_said() -> None:
    group, funds, events = (finding(MET, id) for id in OBLIGATIONS)
    old = made([group, funds], digest="sha256:aa", as_of=date(2021, 1, 1), subjects=(EAST,))
    new = made([group, events], digest="sha256:bb", subjects=(WEST,))
    codes = [found.code.partition(".")[2] for found in compare_reports(old, new).problems]
    assert codes == ["order", "other-ruleset", "obligations-added", "obligations-left", "only-old", "only-new"]
    assert compare_reports(new, new).problems == ()


@pytest.mark.parametrize("older", [False, True])
def test_reports_on_different_plans_are_not_compared(older: bool) -> None:
    other = made(plan="other")
    with pytest.raises(UsageError) as refused:
        compare_reports(made() if older else other, made(), [other] if older else [])
    assert [found.code for found in refused.value.problems] == ["comparison.other-plan"]


FINDINGS = st.builds(
    lambda status, id, subject, period, amount, disposition: finding(
        status, id, subject, period, disposition=disposition,
        gap=Gap(Decimal(amount), "元") if status is UNMET and amount else None),
    st.sampled_from(Status), st.sampled_from(sorted(OBLIGATIONS)), st.sampled_from((EAST, WEST)),
    st.sampled_from(("2019", "2020")), st.integers(0, 3), st.sampled_from(Disposition),
)
REPORTS = st.lists(FINDINGS, max_size=12, unique_by=lambda found: found.id).map(made)
SWAPPED = {
    Movement.GREW: Movement.SHRANK, Movement.SHRANK: Movement.GREW, Movement.PERSISTING: Movement.PERSISTING,
    Movement.CLOSED: Movement.WORSENED, Movement.UNDECIDED: Movement.NEW, Movement.DROPPED: Movement.NEW,
}


@given(REPORTS, REPORTS)
def test_held_the_other_way_round_what_was_closed_is_new(one: sr.Report, other: sr.Report) -> None:
    there, back = movements(compare_reports(one, other)), movements(compare_reports(other, one))
    assert there.keys() == back.keys()
    for id, movement in there.items():
        if movement in (Movement.NEW, Movement.WORSENED):
            assert SWAPPED[back[id]] is movement
        else:
            assert SWAPPED[movement] is back[id]


@given(REPORTS, REPORTS, REPORTS)
def test_every_gap_of_either_is_told_once_and_counts_agree(old: sr.Report, new: sr.Report,
                                                          before: sr.Report) -> None:
    compared = compare_reports(old, new, [before])
    ids = [change.id for change in compared.changes]
    assert sorted(ids) == sorted({gap.id for gap in (*old.gaps, *new.gaps)})
    assert compared.counts == {**dict.fromkeys(Movement, 0), **Counter(change.movement for change in compared.changes)}
    assert sum(one.old for one in compared.by_subject) == len(old.gaps)
    assert sum(one.new for one in compared.by_subject) == len(new.gaps)
    assert {change.id for change in compared.failing()} <= {gap.id for gap in new.gaps} - {gap.id for gap in old.gaps}


@given(REPORTS)
def test_a_report_beside_itself_has_not_moved(one: sr.Report) -> None:
    assert set(movements(compare_reports(one, one)).values()) <= {Movement.PERSISTING}


def test_files_and_reports_compare_alike(tmp_path: Path) -> None:
    old, new = report(4), report(6)
    files = sr.compare(write(old, tmp_path / "old.json"), write(new, tmp_path / "new.json"), before=[old])
    live = sr.compare(old, new, before=[tmp_path / "old.json"])
    assert movements(files) == movements(live)
    assert files.by_body == live.by_body


def test_the_disposition_is_that_of_the_new_report() -> None:
    waived: Finding = replace(finding(), disposition=Disposition.WAIVED)
    (change,) = compare_reports(made([waived]), made([finding()])).changes
    assert (change.movement, change.is_new_and_open, change.severity) == (
        Movement.PERSISTING, False, Severity.VIOLATION)


RULES = [
    ("same", {"group": "1"}, {"group": "1", "more": "2"}, "group", UNMET, [("group", Movement.PERSISTING, RuleChange.SAME)]),
    ("changed", {"group": "1"}, {"group": "2"}, "group", UNMET, [("group", Movement.PERSISTING, RuleChange.CHANGED)]),
    ("renamed", {"group": "1"}, {"team": "1 group"}, "team", UNMET, [("team", Movement.PERSISTING, RuleChange.SAME)]),
    ("renamed and closed", {"group": "1"}, {"team": "1 group"}, "team", MET, [("team", Movement.CLOSED, RuleChange.SAME)]),
    ("renamed and changed", {"group": "1"}, {"team": "2 group"}, "team", MET,
     [("team", Movement.CLOSED, RuleChange.CHANGED)]),
    ("another", {"group": "1"}, {"team": "1"}, "team", UNMET,
     [("team", Movement.NEW, RuleChange.ADDED), ("group", Movement.DROPPED, RuleChange.LEFT)]),
]


@pytest.mark.parametrize(("before", "after", "id", "status", "wanted"), [pytest.param(*case, id=name) for name, *case in RULES])
def test_a_rule_that_changed_is_told_from_a_subject_that_did(
        before: dict[str, str], after: dict[str, str], id: str, status: Status,
        wanted: list[tuple[str, Movement, RuleChange]]) -> None:
    compared = compare_reports(versioned("1", [gap("group")], **before), versioned("2", [gap(id, status)], **after))
    assert [(change.finding.obligation, change.movement, change.rule) for change in compared.changes] == wanted


def test_of_two_rules_that_became_one_the_first_named_goes_on() -> None:
    old = versioned("1", [gap("a"), gap("b")], a="1", b="2")
    compared = compare_reports(old, versioned("2", [gap("one", MET)], one="1 b a"))
    assert [(change.before and change.before.obligation, change.movement) for change in compared.changes] == [
        ("a", Movement.DROPPED), ("b", Movement.CLOSED)]


@pytest.mark.parametrize("keeper", ["before", "ledger"])
def test_a_renamed_gap_is_reopened_by_what_it_was_called(keeper: str) -> None:
    old, new = versioned("2", [gap("team", MET)], team="1 group"), versioned("2", [gap("team")], team="1 group")
    first = versioned("1", [gap("group")], group="1")
    compared = (compare_reports(old, new, [first]) if keeper == "before"
                else compare_reports(versioned("1", [gap("group", MET)], group="1"), new, (), "l.db", [first.gaps[0].id]))
    assert [change.movement for change in compared.changes] == [Movement.REOPENED]


def test_what_differs_between_two_rulesets_is_named() -> None:
    old = versioned("1", [gap("a")], a="1", b="2", c="3")
    new = versioned("2", [gap("a")], a="9", n="2 b", d="4")
    told = {found.code: found.message.args.get("obligations") for found in compare_reports(old, new).problems}
    assert told == {"comparison.rules-changed": ("a",), "comparison.rules-added": ("d",),
                    "comparison.rules-left": ("c",), "comparison.rules-renamed": ("b → n",)}
    same = compare_reports(old, replace(old, plan=replace(old.plan, digest="sha256:other")))
    assert [found.code for found in same.problems] == ["comparison.same-rules"]


def test_reports_from_before_rules_were_kept_are_compared_by_ids() -> None:
    compared = compare_reports(made([finding()], digest="sha256:aa"), versioned("2", [gap("group")], group="1"))
    assert [(change.movement, change.rule) for change in compared.changes] == [
        (Movement.PERSISTING, RuleChange.UNKNOWN)]
    assert "comparison.other-ruleset" in {found.code for found in compared.problems}


def test_a_comparison_says_of_each_change_whether_the_rule_changed() -> None:
    compared = compare_reports(versioned("1", [gap("a"), gap("b")], a="1", b="2"),
                               versioned("2", [gap("a"), gap("b")], a="9", b="2"))
    brief = comparison_brief(compared, "zh", detail=True)
    shown = show_brief_text(brief)
    assert shown.count("（任务要求已变）") == 1
    assert "有1项变化的任务要求有变、新增或取消，已逐项注明；其余1项是单位的变化" in brief.remarks
    assert [change["rule_code"] for change in brief.data["changes"]] == ["changed", "same"]
    assert [brief.data[side]["version"] for side in ("old", "new")] == ["1", "2"]


def show_brief_text(brief: Brief) -> str:
    return "\n".join(cell for table in brief.tables for row in table.rows for cell in row)


NAMES = st.sampled_from(["a", "b", "c", "d"])
RULE = st.builds(Rule, st.sampled_from(["sha256:1", "sha256:2"]), st.lists(NAMES, max_size=3, unique=True).map(tuple))
FOUND = st.builds(gap, NAMES, st.sampled_from([UNMET, MET, Status.UNKNOWN]),
                  subject=st.sampled_from([EAST, WEST]), period=st.sampled_from(["2019", "2020"]))
REPORTS = st.builds(
    lambda version, rules, findings: made(
        [one for one in findings if one.obligation in rules], digest=f"sha256:{version}", rules=rules,
        obligations={id: replace(OBLIGATIONS["group"], id=id) for id in rules}),
    st.sampled_from("12"), st.dictionaries(NAMES, RULE, min_size=1), st.lists(FOUND, unique_by=lambda one: one.id))


@given(REPORTS, REPORTS)
def test_a_comparison_is_the_same_either_way_round(old: Report, new: Report) -> None:
    """What closed comes back, what grew shrinks; each gap is told once and matched to one finding at most."""
    there, back = compare_reports(old, new), compare_reports(new, old)

    def both_gaps(compared: ReportComparison) -> set[frozenset[tuple[str, ...]]]:
        return {frozenset((change.before.key, change.after.key)) for change in compared.changes
                if change.before and change.after and change.before.is_gap and change.after.is_gap}

    assert both_gaps(there) == both_gaps(back)
    for compared, earlier in ((there, old), (back, new)):
        befores = [change.before.key for change in compared.changes if change.before]
        afters = [change.after.key for change in compared.changes if change.after]
        assert len(set(befores)) == len(befores) and len(set(afters)) == len(afters)
        assert {one.key for one in earlier.gaps} <= set(befores)
    closed = {change.before.key for change in there.changes if change.movement is Movement.CLOSED and change.before}
    worsened = {change.after.key for change in back.changes if change.movement is Movement.WORSENED and change.after}
    assert closed == worsened


def test_a_gap_that_two_obligations_show_is_compared_once() -> None:
    first, second = gap("first"), gap("second")
    rules = {"first": "1", "second": "2"}
    old = versioned("1", [gap("first", MET), gap("second", MET, follows=gap("first").id)], **rules)
    compared = compare_reports(old, versioned("1", [first, replace(second, follows=first.id)], **rules))
    assert [change.finding.obligation for change in compared.changes] == ["first", "second"]
    assert compared.counts[Movement.WORSENED] == compared.by_subject[0].new == len(compared.failing()) == 1
    brief = comparison_brief(compared, "en")
    assert "follows “" in show_brief_text(brief)
    assert any("1 changes are of the same gap" in remark for remark in brief.remarks)
    assert [change.get("follows") for change in brief.data["changes"]] == [None, first.id]
    assert compare_reports(old, versioned("1", [first, second], **rules)).counts[Movement.WORSENED] == 2


def test_what_newly_fails_does_not_hide_behind_what_failed_before() -> None:
    first, second = gap("first"), replace(gap("second"), follows=gap("first").id)
    old = versioned("1", [first, gap("second", MET)], first="1", second="2")
    compared = compare_reports(old, versioned("1", [first, second], first="1", second="2"))
    assert [change.finding.obligation for change in compared.failing()] == ["second"]
