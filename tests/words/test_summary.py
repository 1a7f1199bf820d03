"""What all formats say of a run."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from scilit_rules.assessment.distance import distances
from scilit_rules.model.fact import Attested, Evidence
from scilit_rules.model.lacks import Lack
from scilit_rules.model.text import Lang, Message
from scilit_rules.model.words import Claim, Disposition, EvidenceKind, Reason, Severity, Status
from scilit_rules.reporters.csv import CsvReporter
from scilit_rules.reporters.excel import ExcelReporter
from scilit_rules.reporters.html import HtmlReporter
from scilit_rules.reporters.json import JsonReporter
from scilit_rules.reporters.letters.letter import Sender
from scilit_rules.reporters.letters.making import LetterRound
from scilit_rules.reporters.markdown import MarkdownReporter
from scilit_rules.reporters.table import TableReporter
from scilit_rules.words.distance_brief import distance_brief
from scilit_rules.words.explanation import explain
from scilit_rules.words.summary import Summary
from tests.reporters.made import report
from tests.reporters.written import options, written

PARTLY = Message("engine.partly", {"progress": Decimal(70)})


def test_how_far_a_partly_done_duty_is_is_said_once() -> None:
    given = report(4)
    summary = Summary(given, "zh")
    claimed = next(f for f in given.findings if f.attested is not None and f.attested.claim is Claim.PARTLY)
    claimed = replace(claimed, attested=Attested(Claim.PARTLY, Decimal(70)), notes=(PARTLY,))
    told = summary.describe(claimed)
    assert told.actual == ("自报部分完成（70%）",)
    assert told.why == ()


def test_how_far_it_is_is_said_where_only_the_reviewer_has_spoken() -> None:
    given = report(4)
    claimed = next(f for f in given.findings if f.attested is not None)
    marked = replace(claimed, attested=Attested(None, Decimal(70), Claim.PARTLY), notes=(PARTLY,))
    assert Summary(given, "zh").describe(marked).why == ("部分完成，进度 70%",)


@pytest.mark.parametrize("status, verdict, conclusion", [
    (Status.NOT_DUE, "未到期", "还没有到期的任务，不能说是否达标"),
    (Status.NOT_APPLICABLE, "不适用", "没有适用的任务"),
    (Status.MET, "达标", "到期的强制性任务全部达标"),
])
def test_who_has_met_nothing_has_not_met_all(status: Status, verdict: str, conclusion: str) -> None:
    given = report(1)
    found = tuple(replace(f, status=status, severity=None, reason=None, gap=None) for f in given.findings)
    given = replace(given, findings=found, problems=())
    summary = Summary(given, "zh")
    assert summary.verdict(summary.tallies[0]) == verdict
    assert summary.conclusion() == conclusion
    assert summary.exit_meaning().startswith("退出码 0：")
    for reporter in (TableReporter(), MarkdownReporter(), HtmlReporter()):
        shown = written(reporter, given, options("zh", 100, colour=True)).decode()
        assert verdict in shown and conclusion in shown
    book = load_workbook(BytesIO(written(ExcelReporter(), given, options("zh"))))
    assert verdict in [row[-1] for row in book["单位情况"].iter_rows(values_only=True)]


UNDECIDED = [
    ((Status.UNMET,), "有3项强制性任务不达标", "3 mandatory obligation(s) are not met"),
    ((Status.UNMET, Status.UNKNOWN), "有2项强制性任务不达标；另有1项数据缺失或存疑（空白1项）",
     "2 mandatory obligation(s) are not met; 1 unknown (left blank: 1)"),
    ((Status.UNMET, Status.NEEDS_REVIEW), "有2项强制性任务不达标；另有1项待核定",
     "2 mandatory obligation(s) are not met; 1 to be reviewed"),
    ((Status.UNMET, Status.UNKNOWN, Status.NEEDS_REVIEW),
     "有1项强制性任务不达标；另有1项数据缺失或存疑（空白1项），1项待核定",
     "1 mandatory obligation(s) are not met; 1 unknown (left blank: 1), 1 to be reviewed"),
    ((Status.UNKNOWN,), "没有发现违反，但还不能下结论：3项数据缺失或存疑（空白3项）",
     "no violation was found, but nothing can be concluded yet: 3 unknown (left blank: 3)"),
    ((Status.NEEDS_REVIEW, Status.MET), "没有发现违反，但还不能下结论：2项待核定",
     "no violation was found, but nothing can be concluded yet: 2 to be reviewed"),
]


@pytest.mark.parametrize("statuses, zh, en", UNDECIDED)
def test_a_conclusion_names_nothing_of_which_there_is_none(statuses: tuple[Status, ...], zh: str, en: str) -> None:
    given = report(1)
    found = []
    for number, finding in enumerate(given.findings[:3]):
        status = statuses[number % len(statuses)]
        found.append(replace(finding, status=status, gap=None, disposition=Disposition.OPEN, waiver=None, follows=None,
                             severity=Severity.VIOLATION if status is Status.UNMET else None,
                             reason=Reason.MISSING if status is Status.UNKNOWN else None))
    given = replace(given, findings=tuple(found), problems=(), returns=())
    assert (Summary(given, "zh").conclusion(), Summary(given, "en").conclusion()) == (zh, en)


@pytest.mark.parametrize("lang, words", [("zh", "（承担单位）"), ("en", " (bears it)")])
def test_where_a_clause_names_no_body_the_subject_answers(lang: Lang, words: str) -> None:
    given = report(2)
    plan = replace(given.plan, clauses={path: replace(one, bodies=()) for path, one in given.plan.clauses.items()})
    given = replace(given, plan=plan)
    gap = given.gaps[-1]
    who = given.plan.register[gap.subject].name.get(lang) + words
    assert Summary(given, lang).describe(gap).bodies == who
    assert who in explain(given, gap, lang)
    for reporter in (TableReporter(), MarkdownReporter(), CsvReporter()):
        assert who in written(reporter, given, options(lang, 400, detail=True)).decode("utf-8-sig")
    found = next(one for one in distances(given) if one.hurdles)
    shown = [cell for table in distance_brief(given, (found,), lang).tables for row in table.rows for cell in row]
    assert any(f"{given.plan.register[found.subject].name.get(lang)}{words}" in cell for cell in shown)
    assert words not in written(JsonReporter(), given, options(lang)).decode()


def test_evidence_that_does_not_count_is_told_with_what_to_write() -> None:
    given = report(1)
    claimed = next(f for f in given.findings if f.attested is not None)
    accept = (EvidenceKind.DOCUMENT, EvidenceKind.FILE, EvidenceKind.LINK)
    note = Message("engine.evidence-wanted", {"asked": 1, "given": 0, "accept": accept})
    vain = replace(claimed, status=Status.NEEDS_REVIEW, severity=None, notes=(note,),
                   evidence=(Evidence(None, "见附件", None, (Lack.NAME,)),))
    assert Summary(given, "zh").describe(vain).why[-1] \
        == "佐证“见附件”（没有写出可以查找的东西）不计入：请写明文件的文号或《标题》、能看出内容的附件文件名或网址"
    assert Summary(given, "en").describe(vain).why[-1].endswith(
        "give the number or title of the document, the name of the attached file or the web address")
    only = replace(note, args={**note.args, "accept": (EvidenceKind.LINK,)})
    assert Summary(given, "zh").describe(replace(vain, notes=(only,))).why[-1].endswith("请写明网址")
    letter = next(iter(LetterRound(replace(given, findings=(*given.gaps[:1], vain)), Sender())))
    assert "佐证“见附件”（没有写出可以查找的东西）不计入" in Document(BytesIO(letter.data)).element.xml
