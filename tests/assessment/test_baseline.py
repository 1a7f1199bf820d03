"""Known gaps: exactly those named, never another; shrinking as they are made good, and saying what is stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scilit_rules as sr
from scilit_rules.assessment.baseline import apply_baseline, make_baseline, shrink_baseline, uses_of
from scilit_rules.exchange.baseline_file import baseline_text, read_baseline
from scilit_rules.model.baseline import Baseline, KnownGap
from scilit_rules.model.finding import Finding
from scilit_rules.model.report import ExitCode, Report
from scilit_rules.model.words import BaselineState, Disposition, Level, ProblemLevel, Severity, Status
from scilit_rules.problems import UsageError
from tests.assessment.saving import write
from tests.reporters.made import report

MADE = report(12)
CLEAN = replace(MADE, problems=(), findings=tuple(f for f in MADE.findings if f.status is not Status.ERROR))
KNOWN = make_baseline(CLEAN)


def stated(report: Report, baseline: Baseline) -> dict[str, BaselineState]:
    return {use.gap.id: use.state for use in uses_of(report, baseline)}


def told(report: Report) -> list[str]:
    return [found.code for found in report.problems]


def with_status(report: Report, id: str, status: Status | None) -> Report:
    findings = (f if f.id != id else replace(f, status=status, severity=None, gap=None)
                for f in report.findings if f.id != id or status)
    return replace(report, findings=tuple(findings))  # type: ignore[arg-type]


def test_the_baseline_of_a_report_makes_its_open_gaps_known_and_nothing_else() -> None:
    after = apply_baseline(CLEAN, KNOWN)
    for before, now in zip(CLEAN.findings, after.findings, strict=True):
        wanted = Disposition.KNOWN if before.is_gap and before.disposition is Disposition.OPEN else before.disposition
        assert now == replace(before, disposition=wanted)
    assert CLEAN.exit_code(Severity.NOTICE) is ExitCode.VIOLATIONS
    assert after.exit_code(Severity.NOTICE) is ExitCode.INCOMPLETE
    assert told(after) == ["baseline.used"]


def test_waived_gaps_are_not_made_known() -> None:
    waived = {gap.id for gap in CLEAN.gaps if gap.disposition is Disposition.WAIVED}
    assert waived and not waived & {gap.id for gap in KNOWN.gaps}


@given(st.sets(st.sampled_from([gap.id for gap in KNOWN.gaps])), st.data())
def test_of_any_baseline_exactly_the_named_gaps_become_known(ids: set[str], data: st.DataObject) -> None:
    some = replace(KNOWN, gaps=tuple(gap for gap in KNOWN.gaps if gap.id in ids))
    after = apply_baseline(CLEAN, some)
    assert {f.id for f in after.findings if f.disposition is Disposition.KNOWN} == ids
    assert make_baseline(after).gaps == KNOWN.gaps
    assert shrink_baseline(some, after).gaps == some.gaps


@pytest.mark.parametrize("other", ["subject", "obligation", "period"])
def test_a_gap_elsewhere_is_never_swallowed(other: str) -> None:
    first: Finding = next(gap for gap in CLEAN.gaps if gap.disposition is Disposition.OPEN)
    values = {"subject": "made.s005", "obligation": "literacy-rate", "period": "2031"}
    moved = replace(KNOWN, gaps=(replace(KnownGap(first.subject, first.obligation, first.period, CLEAN.as_of),
                                         **{other: values[other]}),))
    after = apply_baseline(CLEAN, moved)
    assert next(f for f in after.findings if f.id == first.id).disposition is Disposition.OPEN


ID = next(gap.id for gap in KNOWN.gaps if gap.obligation == "funding-per-capita")
STATES = [
    (Status.UNMET, BaselineState.KNOWN), (Status.MET, BaselineState.CLOSED), (Status.NOT_APPLICABLE, BaselineState.GONE),
    (Status.UNKNOWN, BaselineState.UNDECIDED), (Status.NEEDS_REVIEW, BaselineState.UNDECIDED),
    (Status.ERROR, BaselineState.UNDECIDED), (Status.NOT_DUE, BaselineState.UNDECIDED), (None, BaselineState.NOT_JUDGED),
]


@pytest.mark.parametrize(("status", "state"), STATES)
def test_an_entry_is_stale_only_if_nothing_is_left_to_know(status: Status | None, state: BaselineState) -> None:
    now = with_status(CLEAN, ID, status)
    assert stated(now, KNOWN)[ID] is state
    after = apply_baseline(now, KNOWN)
    assert told(after).count("baseline.stale") == state.is_stale
    assert (ID in {gap.id for gap in shrink_baseline(KNOWN, now).gaps}) is not state.is_stale


@pytest.mark.parametrize("gone", [
    KnownGap("made.s001", "no-such-duty", "2020", date(2020, 12, 31)),
    KnownGap("made.nowhere", "leading-group", "2016-2020", date(2020, 12, 31)),
    KnownGap("made.city", "leading-group", "2016-2020", date(2020, 12, 31)),
    KnownGap("made.s001", "leading-group", "2011-2015", date(2020, 12, 31)),
])
def test_what_is_asked_no_more_is_gone(gone: KnownGap) -> None:
    more = replace(KNOWN, gaps=(*KNOWN.gaps, gone))
    assert stated(CLEAN, more)[gone.id] is BaselineState.GONE
    (found,) = [p for p in apply_baseline(CLEAN, more).problems if p.code == "baseline.stale"]
    assert found.level is ProblemLevel.WARNING


def test_an_earlier_run_can_not_tell_what_is_gone() -> None:
    later = KnownGap("made.s001", "funding-per-capita", "2021", date(2021, 12, 31))
    baseline = replace(KNOWN, as_of=date(2021, 12, 31), gaps=(later,))
    assert stated(CLEAN, baseline) == {later.id: BaselineState.NOT_JUDGED}
    assert shrink_baseline(baseline, CLEAN).as_of == date(2021, 12, 31)


def test_after_shrinking_the_baseline_tells_the_run_that_it_was_held_against() -> None:
    old = replace(KNOWN, digest="sha256:old", tool="0.0.1", as_of=date(2019, 12, 31))
    assert shrink_baseline(old, CLEAN) == replace(KNOWN, tool=CLEAN.run.tool)
    some = replace(CLEAN, findings=CLEAN.findings[:20])
    assert shrink_baseline(old, some).digest == "sha256:old"


def test_what_should_be_looked_at_is_said() -> None:
    with pytest.raises(UsageError) as refused:
        apply_baseline(CLEAN, replace(KNOWN, plan="other"))
    assert [found.code for found in refused.value.problems] == ["baseline.other-plan"]
    other = replace(KNOWN, digest="sha256:old")
    assert "baseline.other-ruleset" in told(apply_baseline(CLEAN, replace(other, rules={})))
    assert told(apply_baseline(CLEAN, other)) == ["baseline.used"]
    many = replace(KNOWN, gaps=tuple(KnownGap("made.s001", f"x{n}", "2020", CLEAN.as_of) for n in range(150)))
    codes = told(apply_baseline(CLEAN, many))
    assert (codes.count("baseline.stale"), codes.count("baseline.more-stale")) == (100, 1)


def test_a_baseline_file_is_sorted_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(baseline_text(replace(KNOWN, gaps=KNOWN.gaps[::-1] * 2)), encoding="utf-8")
    back = read_baseline(path)
    assert back == KNOWN
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[1:6] == [f'"{key}": "{value}",' if key != "gaps" else '"gaps": [' for key, value in (
        ("format", "scilit-rules-baseline/1"), ("tool", KNOWN.tool), ("plan", KNOWN.plan), ("digest", KNOWN.digest),
        ("as_of", "2020-12-31"))]
    for gap in back.gaps:
        assert gap.place and f'"obligation": "{gap.obligation}", "period": "{gap.period}"' in lines[gap.place.line - 1]
    assert baseline_text(back) == path.read_text(encoding="utf-8")


def test_an_empty_baseline_is_one(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(baseline_text(replace(KNOWN, gaps=())), encoding="utf-8")
    assert read_baseline(path).gaps == ()


BAD = [
    ("<<<<<<< HEAD\n{", "not-json"), ("[]", "other"), ('{"format": "scilit-rules-report/1"}', "other"),
    ('{"format": "scilit-rules-baseline/9"}', "newer"), ('{"format": "scilit-rules-baseline/1"}', "damaged"),
    (baseline_text(KNOWN).replace('"gaps": [', '"gaps": [{"subject": ""},'), "damaged"),
    (baseline_text(KNOWN).replace('"since": "2020', '"since": "MMXX', 1), "damaged"),
]


@pytest.mark.parametrize(("text", "code"), BAD, ids=range(len(BAD)))
def test_other_files_are_refused_by_name(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_baseline(path)
    assert [found.code for found in refused.value.problems] == [f"saved.{code}"]


def test_a_file_that_was_laid_out_anew_still_counts(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(baseline_text(KNOWN).replace("\n", " "), encoding="utf-8")
    assert read_baseline(path) == KNOWN


def test_reports_and_files_give_the_same_baseline(tmp_path: Path) -> None:
    assert sr.baseline(CLEAN) == sr.baseline(write(CLEAN, tmp_path / "r.json")) == KNOWN


PER_CAPITA = CLEAN.plan.obligations["funding-per-capita"]


def in_a_later_version(**changes: object) -> Report:
    """The report with one obligation changed in the ruleset since the baseline was made, and its findings with it."""
    changed = replace(PER_CAPITA, **changes)  # type: ignore[arg-type]
    obligations = {(changed.id if id == PER_CAPITA.id else id): changed if id == PER_CAPITA.id else obligation
                   for id, obligation in CLEAN.plan.obligations.items()}
    findings = tuple(replace(f, obligation=changed.id) if f.obligation == PER_CAPITA.id else f for f in CLEAN.findings)
    plan = replace(CLEAN.plan, obligations=obligations, digest="sha256:later", version="2")
    return replace(CLEAN, plan=plan, findings=findings)


def test_gaps_of_a_renamed_obligation_stay_known() -> None:
    later = in_a_later_version(id="per-head", formerly=("x", PER_CAPITA.id))
    assert set(stated(later, KNOWN).values()) == {BaselineState.KNOWN}
    after = apply_baseline(later, KNOWN)
    assert len([f for f in after.findings if f.disposition is Disposition.KNOWN]) == len(KNOWN.gaps)
    assert told(after) == ["baseline.rules-renamed", "baseline.used"]
    shrunk = shrink_baseline(KNOWN, later)
    assert (shrunk.version, len(shrunk.gaps)) == ("2", len(KNOWN.gaps))
    assert {gap.obligation for gap in shrunk.gaps} == {
        "per-head" if gap.obligation == PER_CAPITA.id else gap.obligation for gap in KNOWN.gaps}
    assert shrunk.rules["per-head"] == KNOWN.rules[PER_CAPITA.id]
    assert told(apply_baseline(later, shrunk)) == ["baseline.used"]


def test_a_newer_baseline_is_matched_with_an_older_ruleset_and_told() -> None:
    later = in_a_later_version(id="per-head", formerly=("x", PER_CAPITA.id))
    newer = sr.baseline(later)
    assert newer.formerly == {"per-head": ("x", PER_CAPITA.id)}
    assert set(stated(CLEAN, newer).values()) == {BaselineState.KNOWN}
    after = apply_baseline(CLEAN, newer)
    assert len([f for f in after.findings if f.disposition is Disposition.KNOWN]) == len(newer.gaps)
    assert told(after) == ["baseline.newer-ruleset", "baseline.rules-renamed", "baseline.used"]


def test_what_an_older_ruleset_does_not_have_is_kept_in_a_newer_baseline_and_named() -> None:
    newer = sr.baseline(in_a_later_version(id="per-head"))
    assert {use.state for use in uses_of(CLEAN, newer) if use.gap.obligation == "per-head"} == {
        BaselineState.NOT_JUDGED}
    (found,) = [p for p in apply_baseline(CLEAN, newer).problems if p.code == "baseline.newer-ruleset"]
    assert (found.message.args["obligations"], found.level) == (("per-head",), ProblemLevel.WARNING)
    assert {gap.obligation for gap in shrink_baseline(newer, CLEAN).gaps} == {gap.obligation for gap in newer.gaps}


@pytest.mark.parametrize(("made_with", "used"), [("2", "2"), ("2", "10"), ("", "1"), ("2", "draft"), ("2.1", "2.1")])
def test_a_baseline_of_the_same_or_an_earlier_version_is_not_called_newer(made_with: str, used: str) -> None:
    report = replace(CLEAN, plan=replace(CLEAN.plan, version=used))
    assert "baseline.newer-ruleset" not in told(apply_baseline(report, replace(KNOWN, version=made_with)))


def test_former_ids_survive_the_file(tmp_path: Path) -> None:
    newer = sr.baseline(in_a_later_version(id="per-head", formerly=(PER_CAPITA.id,)))
    path = tmp_path / "known.json"
    path.write_text(baseline_text(newer), encoding="utf-8")
    assert read_baseline(path) == newer


def test_without_its_former_id_a_renamed_obligation_is_another() -> None:
    later = in_a_later_version(id="per-head")
    assert {use.state for use in uses_of(later, KNOWN) if use.gap.obligation == PER_CAPITA.id} == {BaselineState.GONE}
    assert not [f for f in apply_baseline(later, KNOWN).findings
                if f.obligation == "per-head" and f.disposition is Disposition.KNOWN]


def test_a_rule_that_changed_is_named_and_others_are_not() -> None:
    later = in_a_later_version(bears=(*PER_CAPITA.bears, Level.VILLAGE))
    (found,) = [p for p in apply_baseline(later, KNOWN).problems if p.code == "baseline.rules-changed"]
    assert (found.message.args["obligations"], found.level) == ((PER_CAPITA.title,), ProblemLevel.WARNING)
    assert "baseline.other-ruleset" not in told(apply_baseline(later, KNOWN))
    shrunk = shrink_baseline(KNOWN, later)
    assert "baseline.rules-changed" in told(apply_baseline(later, shrunk)), "tidying up is no second look"


def test_of_two_known_gaps_that_became_one_only_one_stays() -> None:
    one = next(gap for gap in KNOWN.gaps if gap.obligation == PER_CAPITA.id)
    both = replace(KNOWN, gaps=(replace(one, obligation="per-person"), one))
    uses = uses_of(in_a_later_version(id="per-head", formerly=(PER_CAPITA.id, "per-person")), both)
    assert [use.state for use in uses] == [BaselineState.GONE, BaselineState.KNOWN]


def test_a_file_from_before_rules_were_kept_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    text = baseline_text(replace(KNOWN, rules={}))
    assert '"rules"' not in text and '"version"' not in text
    path.write_text(text, encoding="utf-8")
    assert read_baseline(path).rules == {}
    later = in_a_later_version(id="per-head", formerly=(PER_CAPITA.id,))
    assert set(stated(later, read_baseline(path)).values()) == {BaselineState.KNOWN}
    assert "baseline.other-ruleset" in told(apply_baseline(later, read_baseline(path)))
