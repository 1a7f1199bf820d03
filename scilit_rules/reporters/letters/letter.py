"""What a rectification letter says (整改通知书)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scilit_rules.messages import say
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition, Level, Severity, Status
from scilit_rules.reporters.letters.blocks import Block, Content, Paragraph, Style, Table
from scilit_rules.reporters.letters.places import cells_in_words, sheet_in_words, spot_in_words
from scilit_rules.reporters.letters.supplying import Supplies, places_of
from scilit_rules.reporters.letters.titles import beside_signature, day_of, in_lines, numbered, numeral, sign, signature
from scilit_rules.words.demands import cited
from scilit_rules.words.summary import Summary
from scilit_rules.words.tallies import telling
from scilit_rules.words.wording import (
    answering,
    day,
    fact_in_words,
    period_in_words,
    quotable,
    title_of,
    value_in_words,
)

ZH: Lang = "zh"
LETTER_BLOCKS = ("概况", "问题", "要求", "附件说明", "落款", "附件")
NEEDED = ("标题", "主送", *LETTER_BLOCKS)
"""The fields that a template for letters must hold."""
_GOVERNED = (Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.COUNTY, Level.TOWN)
_KIND = re.compile(r"(方案|计划|纲要|规划|意见|通知|办法|细则)(?:（[^（）]*）)?$")
_YOU = {Level.CITY: "city", Level.DISTRICT: "district", Level.COUNTY: "county", Level.ZONE: "district",
        Level.STREET: "street", Level.TOWN: "town", Level.PROVINCE: "province"}
_REPLY_SHARES = (2, 9, 8, 6, 5, 6)
_MOST_SOURCES = 6
_IN_LETTERS = (Status.MET, Status.UNMET, Status.UNKNOWN, Status.NEEDS_REVIEW, Status.NOT_DUE, Status.NOT_APPLICABLE,
               Status.ERROR)
"""The order in which a letter tells how many findings there are of each status."""


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
        texts = self.texts(title, self.addressee(subject), "")
        texts |= {"单位": subject.name.zh, "问题数": str(len(gaps))}
        supplies = Supplies(self.summary, findings, self.report.return_of(subject.id))
        attached = [_say("reply.title", subject=subject.name.zh)]
        attached += [_say("supply.title", subject=subject.name.zh)] if supplies.items else []
        blocks: dict[str, Sequence[Block]] = {
            "发文机关标志": [sign(self.issuer)],
            "概况": list(self.overview(subject, "overview.rectify")),
            "问题": list(self._problems(subject, gaps)),
            "要求": list(self._demands(findings, len(attached))),
            "附件说明": attachment_note(attached),
            "落款": self.signed(),
            "附件": self._attachments(attached, gaps, supplies),
        }
        return Content(texts, blocks, NEEDED)

    def addressee(self, subject: Subject) -> str:
        """Whom a letter to a subject is addressed to."""
        name = subject.name.zh
        if self.sender.addressee:
            return self.sender.addressee.replace("{单位}", name)
        if subject.level is Level.ZONE:
            return name if name.endswith("委员会") else _say("to-zone", subject=name)
        return _say("to-government", subject=name) if subject.level in _GOVERNED else name

    def overview(self, subject: Subject, purpose: str) -> Iterator[Paragraph]:
        """How a subject stands, in the counts of the circular and of every report, and what the letter is for."""
        findings = [finding for finding in self.summary.by_subject[subject.id] if finding.follows is None]
        counts = {status: sum(1 for f in findings if f.status is status) for status in _IN_LETTERS}
        told = [_say("counted", status=_named(status), count=count) for status, count in counts.items()
                if count or status is Status.MET]
        yield Paragraph(_say(
            "overview", cited=self.cited, you=self.you(subject), as_of=day(self.report.as_of, ZH),
            obligations=len({f.obligation for f in findings}), findings=len(findings),
            counted="，".join(told), purpose=_say(purpose)))
        decided = [(state, sum(1 for f in findings if f.is_gap and f.disposition is state))
                   for state in (Disposition.WAIVED, Disposition.KNOWN)]
        parts = [_say(f"{state.value}", count=count) for state, count in decided if count]
        if parts:
            yield Paragraph(_say("left-out", parts="，".join(parts)))

    def _problems(self, subject: Subject, gaps: dict[str, list[Finding]]) -> Iterator[Paragraph]:
        yield Paragraph(_say("problems"), Style.FIRST)
        section = number = 0
        for severity in Severity:
            chosen = {id: found for id, found in gaps.items() if found[0].severity is severity}
            if not chosen:
                continue
            section += 1
            counted = sum(any(finding.follows is None for finding in found) for found in chosen.values())
            heading = _say(f"section.{severity.value}", count=counted)
            yield Paragraph(f"（{numeral(section)}）{heading}", Style.SECOND)
            for id, found in chosen.items():
                number += 1
                yield Paragraph(f"{number}.{self._problem(subject, id, found)}")

    def _problem(self, subject: Subject, id: str, found: Sequence[Finding]) -> str:
        obligation, you = self.plan.obligations.get(id), self.you(subject)
        text = f"{title_of(id, self.plan, ZH) if obligation is None else self.cited_demand(obligation)}。"
        text += "；".join(self._state(finding, you, several=len(found) > 1) for finding in found) + "。"
        if obligation is not None:
            text += self._bodies(subject, obligation)
            text += _say("remedy", remedy=_closed(obligation.remedy.zh)) if obligation.remedy else ""
        return text

    def _bodies(self, subject: Subject, obligation: Obligation) -> str:
        """Whom the plan names for it: its own departments, to which those of the subject correspond."""
        bodies = answering(self.plan, obligation.clause, ZH)
        if not bodies:
            return ""
        own = subject.id == self.plan.jurisdiction
        return _say("bodies" if own else "bodies.above", plan=self.plan_in_short, bodies=bodies, you=self.you(subject))

    def cited_demand(self, obligation: Obligation) -> str:
        """What the plan demands by which clause, in its own words, without a full stop."""
        return cited(obligation, self.plan, self.plan_in_short, ZH).rstrip("。")

    def you(self, subject: Subject) -> str:
        """What a subject is called to its face: 你区, 你县."""
        return _say(f"you.{_YOU.get(subject.level, 'body')}")

    def _state(self, finding: Finding, you: str, *, several: bool) -> str:
        """What was found for a period: what the subject itself reported, where it stands, and how far off that is."""
        period = period_in_words(finding.period, ZH)
        if finding.attested is not None:
            text = _say("reported", period=period, you=you, said=value_in_words(finding.attested, None, ZH),
                        evidence=self._proof(finding), places=_cells(finding.places))
        elif all(_is_flag(check) for check in telling(finding, self.plan)):
            text = _say("not-done", period=period, you=you, places=_cells(finding.places))
        else:
            actual = "，".join(text for text in self.summary.actual(finding) if text)
            gap = self.summary.gap(finding)
            text = _say("actual", period=period, actual=actual) + (f"，{gap}" if gap else "")
            text += self._sources(finding)
        notes = self._unread(finding) if several else self.summary.why(finding)
        return text + "".join(f"（{note.rstrip('。')}）" for note in notes)

    def _unread(self, finding: Finding) -> tuple[str, ...]:
        """What was written and not understood: told of each of several periods, as what is the same for all is not."""
        return tuple(say(note, ZH) for note in finding.notes if "raw" in note.args)

    def _proof(self, finding: Finding) -> str:
        if not finding.evidence:
            return _say("reported.no-evidence")
        return _say("reported.evidence", texts="、".join(_quoted(piece.text) for piece in finding.evidence))

    def _sources(self, finding: Finding) -> str:
        """The figures that it was reckoned from, each with its cell; of very many only how many there are."""
        read = places_of(fact for check in telling(finding, self.plan) for fact in check.facts)
        if not read:
            return ""
        if len(read) > _MOST_SOURCES:
            return _say("sources.many", count=len(read))
        dated = len({fact.period for fact, _ in read}) > 1
        by_sheet: dict[str, list[str]] = {}
        for fact, place in read:
            period = period_in_words(str(fact.period), ZH) if dated else ""
            said = f"{spot_in_words(place)} {period}{fact_in_words(fact, self.plan, ZH)}"
            by_sheet.setdefault(sheet_in_words(place), []).append(said.strip())
        parts = [_say("sources.of", sheet=sheet, facts="、".join(facts)) for sheet, facts in by_sheet.items()]
        return _say("sources", parts="；".join(parts))

    def _demands(self, findings: Sequence[Finding], attached: int) -> Iterator[Paragraph]:
        yield Paragraph(_say("demands"), Style.FIRST)
        counted = [finding for finding in findings if finding.follows is None]
        unknown = sum(1 for f in counted if f.status is Status.UNKNOWN)
        reviewed = sum(1 for f in counted if f.status is Status.NEEDS_REVIEW)
        contact = _say("contact", contact=self.sender.contact) if self.sender.contact else ""
        list_ = _say("list-of", number=attached)
        reply = _say("list-of", number=1 if attached > 1 else "")
        texts = [
            self._demand("rectify"),
            *([self._demand("complete", count=unknown, list=list_)] if unknown else []),
            *([self._demand("review", count=reviewed, list=list_)] if reviewed else []),
            self._demand("report", contact=contact, list=reply),
            self._demand("object"),
        ]
        yield from beside_signature(numbered(texts))

    def _demand(self, code: str, **args: object) -> str:
        return _say(f"demand.{code}", deadline=self.deadline, issuer=self.issuer, **args)

    def _attachments(self, titles: Sequence[str], gaps: dict[str, list[Finding]], supplies: Supplies) -> list[Block]:
        first, *others = titles
        if not others:
            return self._reply(attachment(first), gaps)
        return [*self._reply(attachment(first, "1"), gaps), *attachment(others[0], "2"), *supplies.table()]

    def _reply(self, begun: list[Paragraph], gaps: dict[str, list[Finding]]) -> list[Block]:
        rows = [(str(number), title_of(id, self.plan, ZH), "", "", "", "")
                for number, id in enumerate(gaps, start=1)]
        headers = tuple(_say(f"reply.{name}") for name in ("number", "problem", "measure", "who", "when", "result"))
        return [*begun, Paragraph(_say("reply.head"), Style.ADDRESSEE),
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


def _named(status: Status) -> str:
    """A status as running text has it, without a stroke."""
    return say(status, ZH).replace("/", "或")


def _is_flag(check: Check) -> bool:
    return check.actual is False and check.comparison.operator == "is"


def _cells(places: Sequence[Place]) -> str:
    """The cells that something was read from, in brackets."""
    shown = "、".join(cells_in_words(places))
    return _say("cells", places=shown) if shown else ""


def _quoted(text: str) -> str:
    return text if text.startswith("《") else f"“{quotable(text)}”"


def _closed(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"
