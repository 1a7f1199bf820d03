"""What a request says to a subject that has no gap to put right, but data or evidence to supply (补报通知)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scilit_rules.messages import say
from scilit_rules.model.finding import Finding
from scilit_rules.model.subject import Subject
from scilit_rules.model.words import Absence, Status
from scilit_rules.reporters.letters.blocks import Block, Content, Paragraph, Style
from scilit_rules.reporters.letters.letter import NEEDED, ZH, Letters, attachment, attachment_note
from scilit_rules.reporters.letters.supplying import Supplies
from scilit_rules.reporters.letters.titles import numeral, sign

_DEMANDS = ("when", "how", "late", "object")


def _say(code: str, **args: object) -> str:
    return say(f"letters.request.{code}", ZH, **args)


def request(letters: Letters, subject: Subject) -> Content | None:
    """The request to a subject, or None where nothing is wanted of it, or another letter asks for it.

    Who has an open gap finds what is wanted attached to the letter of rectification, who owes its return is reminded
    of all of it. What only waits for a reviewer is nobody's fault but the reviewer's.
    """
    findings = letters.summary.by_subject[subject.id]
    returned = letters.report.return_of(subject.id)
    if letters.open_gaps(findings) or (returned is not None and returned.is_owed):
        return None
    supplies = Supplies(letters.summary, findings, returned)
    return _Request(letters, subject, findings, supplies).content() if supplies.are_asked else None


class _Request:
    def __init__(self, letters: Letters, subject: Subject, findings: Sequence[Finding], supplies: Supplies) -> None:
        self.letters, self.subject, self.supplies = letters, subject, supplies
        self.counted = [finding for finding in findings if finding.follows is None]

    def content(self) -> Content:
        letters, name = self.letters, self.subject.name.zh
        title = _say("title", subject=name, plan=letters.plan_name)
        texts = letters.texts(title, letters.addressee(self.subject), "")
        texts |= {"单位": name, "问题数": str(len(self.supplies.items))}
        attached = say("letters.supply.title", ZH, subject=name)
        blocks: dict[str, Sequence[Block]] = {
            "发文机关标志": [sign(letters.issuer)],
            "概况": list(letters.overview(self.subject, "overview.supply")),
            "问题": list(self._wanted()),
            "要求": list(self._demands()),
            "附件说明": attachment_note([attached]),
            "落款": letters.signed(),
            "附件": [*attachment(attached), *self.supplies.table()],
        }
        return Content(texts, blocks, NEEDED)

    def _wanted(self) -> Iterator[Paragraph]:
        yield Paragraph(_say("wanted"), Style.FIRST)
        lacking = self.letters.summary.lacking
        counts = {absence.value: sum(lacking.of(finding) is absence for finding in self.counted) for absence in Absence}
        counts["review"] = sum(finding.status is Status.NEEDS_REVIEW for finding in self.counted)
        named = [(kind, count) for kind, count in counts.items() if count]
        for number, (kind, count) in enumerate(named, start=1):
            # What stands alone bears no number.
            numbered = f"（{numeral(number)}）" if len(named) > 1 else ""
            yield Paragraph(numbered + _say(kind, count=count))
        yield Paragraph(_say("items", items=len(self.supplies.items)))

    def _demands(self) -> Iterator[Paragraph]:
        yield Paragraph(_say("demands"), Style.FIRST)
        contact = self.letters.sender.contact
        told = say("letters.contact", ZH, contact=contact) if contact else ""
        for number, code in enumerate(_DEMANDS, start=1):
            text = _say(f"demand.{code}", deadline=self.letters.deadline, issuer=self.letters.issuer, contact=told)
            yield Paragraph(f"（{numeral(number)}）{text}")
