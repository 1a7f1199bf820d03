"""Who sent what: own files, joint tables, files that can't be read, corrected returns, and who sent nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import scilit_rules as sr
from scilit_rules.facts.versions import latest, version_of
from scilit_rules.model.words import Absence, ReturnState
from tests.forms.made import COVER, FACTS, cell_of, form, plan

DAY = date(2020, 12, 31)
EAST, WEST, MINI = "mini.east", "mini.west", "mini"
TABLE = "指标,年度,数值\n小城人口,2020,{value}\n"
JOINT = "单位,指标,年度,数值\n东区,小城人口,2020,41万人\n西区,小城人口,2020,40万人\n"


def check(folder: Path, **more: Any) -> sr.Report:
    sources = [str(path) for path in sorted(folder.rglob("*")) if path.is_file()]
    return sr.check(plan(), sources, as_of=DAY, **more)


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def state(report: sr.Report, subject: str) -> ReturnState:
    found = report.return_of(subject)
    assert found is not None
    return found.state


def filled(folder: Path, name: str, value: object, filled_in: object = None, title: str = "") -> Path:
    """A form of the east district, with one figure and perhaps a date on its cover."""
    path = form(folder).rename(folder / name)
    book = openpyxl.load_workbook(path)
    cell_of(book[FACTS], "population.resident", "填报值").value = value
    for row in book[COVER].iter_rows():
        for cell in row:
            if cell.value == "填报日期" and filled_in is not None:
                book[COVER].cell(cell.row, cell.column + 1).value = filled_in
            if title and str(cell.value).endswith("自查表"):
                cell.value = f"{cell.value}{title}"
    book.save(path)
    return path


STATES: list[tuple[str, dict[str, str | bytes], ReturnState, ReturnState]] = [
    ("one sent", {"东区.csv": TABLE.format(value="41万人")}, ReturnState.RETURNED, ReturnState.NOT_RETURNED),
    ("both sent", {"东区.csv": TABLE.format(value="41万人"), "西区.csv": TABLE.format(value="40万人")},
     ReturnState.RETURNED, ReturnState.RETURNED),
    ("one unreadable", {"东区.csv": TABLE.format(value="41万人"), "西区.xlsx": b"no workbook"},
     ReturnState.RETURNED, ReturnState.NOT_USABLE),
    ("unreadable in its folder", {"东区.csv": TABLE.format(value="41万人"), "西区/自查表.xlsx": b"no workbook"},
     ReturnState.RETURNED, ReturnState.NOT_USABLE),
    ("unreadable, of nobody", {"东区.csv": TABLE.format(value="41万人"), "自查表.xlsx": b"no workbook"},
     ReturnState.RETURNED, ReturnState.NOT_RETURNED),
    ("unreadable, of a department", {"东区.csv": TABLE.format(value="41万人"), "市财政局-西区.xlsx": b"no"},
     ReturnState.RETURNED, ReturnState.NOT_RETURNED),
    ("unreadable, of its own department", {"东区.csv": TABLE.format(value="41万人"), "西区教育局.xlsx": b"no"},
     ReturnState.RETURNED, ReturnState.NOT_USABLE),
    ("nothing but a doubt", {"东区.csv": TABLE.format(value="41万人"), "西区.csv": TABLE.format(value="约四十万")},
     ReturnState.RETURNED, ReturnState.RETURNED),
    ("a joint table", {"汇总.csv": JOINT}, ReturnState.JOINT, ReturnState.JOINT),
    ("own and joint", {"东区.csv": TABLE.format(value="41万人"), "汇总.csv": JOINT},
     ReturnState.RETURNED, ReturnState.JOINT),
    ("a department's table", {"东区.csv": TABLE.format(value="41万人"), "市财政局.csv": JOINT},
     ReturnState.RETURNED, ReturnState.NOT_RETURNED),
    ("a yearbook", {"东区.csv": TABLE.format(value="41万人"), "2020年统计年鉴.csv": JOINT},
     ReturnState.RETURNED, ReturnState.NOT_RETURNED),
    ("a table with a column of subjects and one of them", {"数据.csv": JOINT.replace("西区", "东区").replace("40万", "41万")},
     ReturnState.RETURNED, ReturnState.NOT_RETURNED),
]


@pytest.mark.parametrize(("files", "east", "west"), [case[1:] for case in STATES], ids=[case[0] for case in STATES])
def test_each_subject_has_a_state(tmp_path: Path, files: dict[str, str | bytes], east: ReturnState,
                                  west: ReturnState) -> None:
    report = check(write(tmp_path, files))
    assert (state(report, EAST), state(report, WEST)) == (east, west)


def test_who_sent_nothing_is_counted_apart(tmp_path: Path) -> None:
    report = check(write(tmp_path, {"东区.csv": TABLE.format(value="约四十万"), "西区.xlsx": b"no workbook"}))
    by_subject = {subject: {report_absence(report, finding) for finding in report.findings if finding.subject == subject}
                  - {None} for subject in (EAST, WEST, MINI)}
    assert by_subject[EAST] <= {Absence.BLANK, Absence.NOT_USABLE}
    assert by_subject[WEST] == {Absence.NOT_USABLE}
    assert Absence.NOT_RETURNED in by_subject[MINI]
    assert sum(report.absences.values()) == report.counts[sr.Status.UNKNOWN]


def report_absence(report: sr.Report, finding: sr.Finding) -> Absence | None:
    from scilit_rules.model.absences import Absences

    return Absences(report.plan, report.subjects, report.returns).of(finding)


def test_nobody_sent_anything() -> None:
    report = sr.check(plan(), as_of=DAY)
    assert {one.state for one in report.returns} == {ReturnState.NOT_RETURNED}
    assert report.absences[Absence.NOT_RETURNED] == report.counts[sr.Status.UNKNOWN] > 0


def test_what_is_derived_for_a_parent_is_no_return_of_its_own(tmp_path: Path) -> None:
    report = check(write(tmp_path, {"东区.csv": TABLE.format(value="41万人"), "西区.csv": TABLE.format(value="40万人")}))
    assert state(report, MINI) is ReturnState.NOT_RETURNED


def test_facts_of_a_program_are_a_return() -> None:
    fact = sr.Fact(EAST, "population.resident", sr.Period(2020), 410_000)
    assert state(sr.check(plan(), as_of=DAY, facts=[fact]), EAST) is ReturnState.RETURNED


def test_what_is_assumed_is_none(tmp_path: Path) -> None:
    report = sr.check(plan(), as_of=DAY, assume=["东区:小城人口=41万人@2020"])
    assert state(report, EAST) is ReturnState.NOT_RETURNED


def test_a_form_sent_back_as_it_was_is_blank(tmp_path: Path) -> None:
    form(tmp_path)
    report = check(tmp_path)
    assert state(report, EAST) is ReturnState.BLANK
    assert {report_absence(report, f) for f in report.findings if f.subject == EAST} - {None} == {Absence.BLANK}


ZONE = "mini.park"
AWAITING: list[tuple[str, dict[str, str | bytes], sr.Status]] = [
    ("nothing sent", {"东区.csv": TABLE.format(value="41万人")}, sr.Status.UNKNOWN),
    ("nothing but what can't be read", {"东区.csv": TABLE.format(value="41万人"), "园区.xlsx": b"no workbook"}, sr.Status.UNKNOWN),
    ("something sent", {"园区.csv": TABLE.format(value="41万人")}, sr.Status.NEEDS_REVIEW),
    ("a joint table", {"汇总.csv": JOINT.replace("东区", "园区")}, sr.Status.NEEDS_REVIEW),
    ("decided by a reviewer", {"园区.csv": "指标,年度,数值\n成效明显,2020,完成\n"}, sr.Status.NEEDS_REVIEW),
]


@pytest.mark.parametrize(("files", "status"), [one[1:] for one in AWAITING], ids=[one[0] for one in AWAITING])
def test_nothing_waits_for_a_reviewer_before_there_is_a_return(tmp_path: Path, files: dict[str, str | bytes],
                                                               status: sr.Status) -> None:
    report = check(write(tmp_path, files))
    (found,) = [one for one in report.findings if (one.subject, one.obligation) == (ZONE, "quality")]
    assert found.status is status
    if status is sr.Status.UNKNOWN:
        assert (found.reason, found.wanted) == (sr.Reason.MISSING, ("quality",))
        assert report_absence(report, found) in (Absence.NOT_RETURNED, Absence.NOT_USABLE)
    owing = {one.subject for one in report.returns if one.is_owed}
    assert not [one for one in report.findings if one.subject in owing and one.status is sr.Status.NEEDS_REVIEW]


# Corrected returns.

VERSIONS: list[tuple[str, str, str | None]] = [
    ("东区.xlsx", "东区（更正）.xlsx", "new"),
    ("东区.xlsx", "东区-更正版.xlsx", "new"),
    ("东区.xlsx", "东区 修订版.xlsx", "new"),
    ("东区.xlsx", "东区_第2版.xlsx", "new"),
    ("东区.xlsx", "东区第二版.xlsx", "new"),
    ("东区.xlsx", "东区_v2.xlsx", "new"),
    ("东区.xlsx", "东区（重新上报）.xlsx", "new"),
    ("东区第1版.xlsx", "东区第2版.xlsx", "new"),
    ("东区（更正）.xlsx", "东区（第二次更正）.xlsx", "new"),
    ("东区（更正）.xlsx", "东区（更正2）.xlsx", "new"),
    ("东区.xlsx", "东区（补正）.xlsx", "new"),
    ("东区.xlsx", "东区(1).xlsx", None),
    ("东区.xlsx", "东区 - 副本.xlsx", None),
    ("东区.xlsx", "东区（更正前）.xlsx", None),
    ("东区.xlsx", "东区（未更正）.xlsx", None),
    ("东区.xlsx", "东区最终.xlsx", None),
    ("东区（更正）.xlsx", "东区（修订版）.xlsx", None),
    ("东区（更正）.xlsx", "东区（第2版）.xlsx", None),
    ("东区.xlsx", "东区2020.xlsx", None),
    ("东区.xlsx", "东区按修订意见.xlsx", None),
]


@pytest.mark.parametrize(("old", "new", "wins"), VERSIONS)
def test_the_name_of_a_file_says_which_is_later(old: str, new: str, wins: str | None) -> None:
    versions = [version_of(name, "form", {}, (2020, 2022)) for name in (old, new)]
    found = latest(versions)
    assert (None if found is None else found.source) == (new if wins else None)


DATES: list[tuple[object, object, str, int | None]] = [
    ("2021年1月5日", "2021年1月9日", "二.xlsx", 42),
    ("2021-01-05", "2021/1/9", "二.xlsx", 42),
    (date(2021, 1, 5), date(2021, 1, 9), "二.xlsx", 42),
    ("2021年1月9日", "2021年1月5日", "二.xlsx", 41),
    ("2021年1月5日", "2021年1月5日", "二.xlsx", None),
    ("2021年1月5日", None, "二.xlsx", None),
    (None, None, "二.xlsx", None),
    ("2021年1月5日", "2091年1月9日", "二.xlsx", None),
    ("2021年1月5日", "昨天", "二.xlsx", None),
    ("2021年1月9日", "2021年1月5日", "二（更正）.xlsx", None),
    (None, "2021年1月5日", "二（更正）.xlsx", 42),
]


@pytest.mark.parametrize(("first", "second", "name", "value"), DATES)
def test_the_cover_says_which_is_later(tmp_path: Path, first: object, second: object, name: str,
                                       value: int | None) -> None:
    old, new = filled(tmp_path, "一.xlsx", 410_000, first), filled(tmp_path, name, 420_000, second)
    report = check(tmp_path)
    figures = {fact.value for finding in report.findings if finding.subject == EAST for check in finding.checks
               for fact in _flat(check.facts) if fact.name == "population.resident"}
    codes = [found.code for found in report.problems]
    if value is None:
        assert "facts.returns-compete" in codes
        assert len(figures) != 1 or report.counts[sr.Status.UNKNOWN]
        return
    told = next(found for found in report.problems if found.code == "facts.return-superseded")
    assert told.place is not None
    assert {told.place.source, told.others[0].source} == {str(old), str(new)}
    assert told.place.source == str(new if value == 42 else old)
    assert {int(figure) // 10_000 for figure in figures} == {value}  # type: ignore[arg-type]
    sent = report.return_of(EAST)
    assert sent is not None
    assert sent.state is ReturnState.RETURNED
    assert len(sent.superseded) == 1


def _flat(facts: tuple[sr.Fact, ...]) -> list[sr.Fact]:
    return [part for fact in facts for part in (fact, *_flat(fact.derived_from))]


def test_the_title_of_a_cover_may_say_so(tmp_path: Path) -> None:
    filled(tmp_path, "一.xlsx", 410_000)
    filled(tmp_path, "二.xlsx", 420_000, title="（更正）")
    assert "facts.return-superseded" in [found.code for found in check(tmp_path).problems]


def test_what_only_the_earlier_return_has_is_counted(tmp_path: Path) -> None:
    path = filled(tmp_path, "东区.xlsx", 410_000)
    book = openpyxl.load_workbook(path)
    cell_of(book[FACTS], "venue.in_use", "填报值").value = "是"
    book.save(path)
    filled(tmp_path, "东区（更正）.xlsx", 420_000)
    told = next(found for found in check(tmp_path).problems if found.code == "facts.return-superseded")
    assert told.message.args["lost"] == 1


def test_corrected_twice_the_last_is_used(tmp_path: Path) -> None:
    for name, value in (("东区", 1), ("东区（更正）", 2), ("东区（第二次更正）", 3)):
        filled(tmp_path, f"{name}.xlsx", value * 100_000)
    sent = check(tmp_path).return_of(EAST)
    assert sent is not None
    assert [Path(source).stem for source in sent.sources] == ["东区（第二次更正）"]
    assert len(sent.superseded) == 2


def test_tables_that_are_no_form_are_the_same_by_the_rest_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, {"东区.csv": TABLE.format(value="41万人"), "东区（更正）.csv": TABLE.format(value="42万人"),
                     "东区人口.csv": TABLE.format(value="42万人")})
    sent = check(tmp_path).return_of(EAST)
    assert sent is not None
    assert [(Path(one.old).stem, Path(one.new).stem) for one in sent.superseded] == [("东区", "东区（更正）")]
    assert len(sent.sources) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", ["table", "markdown", "html", "excel", "csv", "json"])
def test_every_report_counts_them_and_names_who_sent_nothing(tmp_path: Path, format: str, lang: sr.Lang) -> None:
    from tests.reporters.test_what_if import written

    told = written(check(write(tmp_path, {"东区.csv": TABLE.format(value="41万人")})), format, lang)
    assert ("未报送" if lang == "zh" else "not returned") in told or '"not_returned"' in told
    if format in ("table", "markdown", "html", "excel"):
        assert ("未报送自查表（3个）" if lang == "zh" else "not returned (3)") in told
