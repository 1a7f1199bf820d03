"""What a rectification letter says (整改通知书)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scilit_rules.messages import say, show
from scilit_rules.messages.wording import day, period_in_words, quotable, requirement, title_of
from scilit_rules.model.condition import Comparison
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Plan
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition, Level, Severity, Status
from scilit_rules.reporters.letters.blocks import Block, Content, Paragraph, Style, Table
from scilit_rules.reporters.letters.titles import day_of, in_lines, numeral, sign, signature
from scilit_rules.reporters.proof import not_counted
from scilit_rules.reporters.summary import Summary
from scilit_rules.reporters.tallies import telling

ZH: Lang = "zh"
LETTER_BLOCKS = ("概况", "问题", "要求", "附件说明", "落款", "附件")
_NEEDED = ("标题", "主送", *LETTER_BLOCKS)
_GOVERNED = (Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.COUNTY, Level.TOWN)
_KIND = re.compile(r"(方案|计划|纲要|规划|意见|通知|办法|细则)(?:（[^（）]*）)?$")
_REPLY_SHARES = (2, 9, 8, 6, 5, 6)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, and what the data can't tell.

    Args:
        issuer: who signs; a place is left open where it is empty.
        number: the document number of the circular; those of letters are left open, each has its own.
        dated: the date that the letters bear.
        deadline: until when to reply; a place is left open where it is None.
        contact: whom to ask, with telephone; not mentioned where it is empty.
        addressee: whom a letter is addressed to, ``{单位}`` standing for the subject; by its level where it is empty.
    """

    issuer: str = ""
    number: str = ""
    dated: date | None = None
    deadline: date | None = None
    contact: str = ""
    addressee: str = ""


def _say(code: str, **args: object) -> str:
    return say(f"letters.{code}", ZH, **args)


class Letters:
    """What the letters of one round share.

    Args:
        summary: the report, in Chinese.
        sender: who writes.
    """

    def __init__(self, summary: Summary, sender: Sender) -> None:
        self.summary = summary
        self.report = summary.report
        self.sender = sender
        self.dated = sender.dated or self.report.as_of
        self.issuer = sender.issuer or _say("issuer-open")
        self.deadline = _say("before", day=day_of(sender.deadline)) if sender.deadline else _say("deadline-open")

    @property
    def plan(self) -> Plan:
        """The plan checked."""
        return self.report.plan

    @property
    def plan_name(self) -> str:
        """Its title in book title marks."""
        return f"《{self.plan.title.zh}》"

    @property
    def plan_in_short(self) -> str:
        """What it is called once it was cited in full: 《方案》."""
        found = _KIND.search(self.plan.title.zh)
        return f"《{found.group(1) if found else _say('kind')}》"

    @property
    def cited(self) -> str:
        """Its title with its document number and the short name that is used from then on."""
        number = self.plan.document.number
        code = "cited" if number else "cited.no-number"
        return _say(code, plan=self.plan_name, number=number, short=self.plan_in_short)

    def texts(self, title: str, addressee: str, number: str) -> dict[str, str]:
        """The fields within a line that every letter has."""
        return {
            "发文字号": number or _say("number-open", year=self.dated.year),
            "标题": in_lines(title),
            "主送": f"{addressee}：",
            "方案": self.plan.title.zh,
            "方案文号": self.plan.document.number,
            "核查日期": day(self.report.as_of, ZH),
            "整改期限": self.deadline,
            "发文机关": self.issuer,
            "成文日期": day_of(self.dated),
            "联系方式": self.sender.contact,
        }

    def signed(self) -> list[Paragraph]:
        """Signature and date."""
        return signature(self.issuer, day_of(self.dated))

    def open_gaps(self, findings: Sequence[Finding]) -> dict[str, list[Finding]]:
        """The gaps that nothing was decided about, by obligation, the weightiest first."""
        found: dict[str, list[Finding]] = {}
        gaps = [finding for finding in findings if finding.is_gap and finding.disposition is Disposition.OPEN]
        for severity in Severity:
            for finding in gaps:
                if finding.severity is severity:
                    found.setdefault(finding.obligation, []).append(finding)
        return found

    def letter(self, subject: Subject) -> Content | None:
        """The letter to a subject, or None where it has no open gap."""
        findings = self.summary.by_subject[subject.id]
        gaps = self.open_gaps(findings)
        return self.content(subject, gaps) if gaps else None

    def content(self, subject: Subject, gaps: dict[str, list[Finding]]) -> Content:
        """What stands in the letter to a subject, whose gaps are given by obligation."""
        findings = self.summary.by_subject[subject.id]
        title = _say("title", subject=subject.name.zh, plan=self.plan_name)
        texts = self.texts(title, self._addressee(subject), "")
        texts |= {"单位": subject.name.zh, "问题数": str(len(gaps))}
        attached = _say("reply.title", subject=subject.name.zh)
        blocks: dict[str, Sequence[Block]] = {
            "发文机关标志": [sign(self.issuer)],
            "概况": list(self._overview(findings)),
            "问题": list(self._problems(gaps)),
            "要求": list(self._demands(findings)),
            "附件说明": attachment_note([attached]),
            "落款": self.signed(),
            "附件": self._reply(attached, gaps),
        }
        return Content(texts, blocks, _NEEDED)

    def _addressee(self, subject: Subject) -> str:
        name = subject.name.zh
        if self.sender.addressee:
            return self.sender.addressee.replace("{单位}", name)
        if subject.level is Level.ZONE:
            return name if name.endswith("委员会") else _say("to-zone", subject=name)
        return _say("to-government", subject=name) if subject.level in _GOVERNED else name

    def _overview(self, findings: Sequence[Finding]) -> Iterator[Paragraph]:
        counts = {status: sum(1 for f in findings if f.status is status) for status in Status}
        others = [_say("counted", status=say(status, ZH), count=counts[status])
                  for status in (Status.UNKNOWN, Status.NEEDS_REVIEW, Status.NOT_DUE) if counts[status]]
        yield Paragraph(_say(
            "overview", cited=self.cited, as_of=day(self.report.as_of, ZH),
            obligations=len({f.obligation for f in findings}), findings=len(findings), met=counts[Status.MET],
            unmet=counts[Status.UNMET], others="".join(f"，{text}" for text in others)))
        decided = [(state, sum(1 for f in findings if f.is_gap and f.disposition is state))
                   for state in (Disposition.WAIVED, Disposition.KNOWN)]
        parts = [_say(f"{state.value}", count=count) for state, count in decided if count]
        if parts:
            yield Paragraph(_say("left-out", parts="，".join(parts)))

    def _problems(self, gaps: dict[str, list[Finding]]) -> Iterator[Paragraph]:
        yield Paragraph(_say("problems"), Style.FIRST)
        section = number = 0
        for severity in Severity:
            chosen = {id: found for id, found in gaps.items() if found[0].severity is severity}
            if not chosen:
                continue
            section += 1
            heading = _say(f"section.{severity.value}", count=len(chosen))
            yield Paragraph(f"（{numeral(section)}）{heading}", Style.SECOND)
            for id, found in chosen.items():
                number += 1
                yield Paragraph(f"{number}.{self._problem(id, found)}")

    def _problem(self, id: str, found: Sequence[Finding]) -> str:
        obligation = self.plan.obligations.get(id)
        text = f"{title_of(id, self.plan, ZH)}。"
        if obligation is not None:
            text += _say("basis", clause=self.clause(obligation), demand=self.demand(obligation))
        text += "；".join(self._state(finding, several=len(found) > 1) for finding in found) + "。"
        if obligation is not None:
            text += _say("bodies", bodies=self.summary.answers(found[0]))
            text += _say("remedy", remedy=_closed(obligation.remedy.zh)) if obligation.remedy else ""
        return text

    def clause(self, obligation: Obligation) -> str:
        """The clause with the words that ask for it."""
        clause = self.plan.clauses.get(obligation.clause)
        heading = clause.heading if clause and not clause.own_heading else ""
        where = obligation.clause.replace("/", "") + (f"“{quotable(heading)}”" if heading else "")
        return _say("clause" if obligation.phrase else "clause.whole", plan=self.plan_in_short, where=where,
                    phrase=quotable(obligation.phrase))

    def demand(self, obligation: Obligation) -> str:
        """What is demanded, without a full stop."""
        demand = requirement(obligation, self.plan.vocabulary, ZH).rstrip("。")
        if isinstance(obligation.require, Comparison) and obligation.require.operator == "is":
            yes = show(obligation.require.bound, ZH)
            demand = demand.replace(f"：{yes}，", "，").removesuffix(f"：{yes}") if obligation.require.bound else demand
        return demand

    def _state(self, finding: Finding, *, several: bool) -> str:
        period = period_in_words(finding.period, ZH)
        actual = "，".join(text for text in self.summary.actual(finding) if text)
        if finding.attested is None and all(_is_flag(check) for check in telling(finding)):
            return _say("not-done", period=period)
        gap = self.summary.gap(finding)
        text = _say("actual", period=period, actual=actual) + (f"，{gap}" if gap else "")
        notes = () if several else self.summary.why(finding)
        return text + "".join(f"（{note.rstrip('。')}）" for note in notes)

    def _demands(self, findings: Sequence[Finding]) -> Iterator[Paragraph]:
        yield Paragraph(_say("demands"), Style.FIRST)
        unknown = sum(1 for f in findings if f.status is Status.UNKNOWN)
        wanted = dict.fromkeys(title_of(name, self.plan, ZH) for f in findings if f.status is Status.UNKNOWN
                               for name in f.wanted)
        shown = "、".join(list(wanted)[:8]) + ("等" if len(wanted) > 8 else "")
        reviewed = [f for f in findings if f.status is Status.NEEDS_REVIEW]
        vain = [pieces for pieces, _ in map(not_counted, reviewed) if pieces]
        proof = _say("not-counted", count=len(vain), texts=vain[0][0].text) if vain else ""
        contact = _say("contact", contact=self.sender.contact) if self.sender.contact else ""
        texts = [
            self._demand("rectify"),
            *([self._demand("complete", count=unknown, facts=shown)] if unknown else []),
            *([self._demand("review", count=len(reviewed)) + proof] if reviewed else []),
            self._demand("report", contact=contact),
            self._demand("object"),
        ]
        for number, text in enumerate(texts, start=1):
            yield Paragraph(f"（{numeral(number)}）{text}")

    def _demand(self, code: str, **args: object) -> str:
        return _say(f"demand.{code}", deadline=self.deadline, issuer=self.issuer, **args)

    def _reply(self, title: str, gaps: dict[str, list[Finding]]) -> list[Block]:
        rows = [(str(number), title_of(id, self.plan, ZH), "", "", "", "")
                for number, id in enumerate(gaps, start=1)]
        headers = tuple(_say(f"reply.{name}") for name in ("number", "problem", "measure", "who", "when", "result"))
        return [*attachment(title), Paragraph(_say("reply.head"), Style.ADDRESSEE),
                Table(headers, rows, _REPLY_SHARES, frozenset({0})),
                Paragraph(_say("reply.foot"), Style.ADDRESSEE)]


def attachment_note(titles: Sequence[str]) -> list[Paragraph]:
    """The note under the text that names what is attached."""
    names = titles if len(titles) == 1 else [f"{number}.{name}" for number, name in enumerate(titles, start=1)]
    first, *others = names
    return [Paragraph("", Style.BODY, together=True), Paragraph(_say("attached", name=first), Style.ATTACHED, True),
            *(Paragraph(f"　　　{name}", Style.ATTACHED, True) for name in others)]


def attachment(title: str, number: str = "") -> list[Paragraph]:
    """How an attachment begins: on a new page, its title in the third line."""
    return [Paragraph(f"附件{number}", Style.ATTACHMENT, together=True, new_page=True),
            Paragraph("", Style.BODY, together=True), Paragraph(in_lines(title), Style.TITLE, together=True),
            Paragraph("", Style.BODY, together=True)]


def _is_flag(check: Check) -> bool:
    return check.actual is False and check.comparison.operator == "is"


def _closed(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"
