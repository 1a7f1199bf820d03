"""What a reminder says to a subject that owes its return (催报通知)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scilit_rules.messages import say
from scilit_rules.messages.wording import day
from scilit_rules.model.finding import Finding
from scilit_rules.model.returns import Return
from scilit_rules.model.subject import Subject
from scilit_rules.model.words import ReturnState, Status
from scilit_rules.reporters.letters.blocks import Block, Content, Paragraph, Style
from scilit_rules.reporters.letters.letter import NEEDED, ZH, Letters, attachment, attachment_note
from scilit_rules.reporters.letters.places import file_in_words
from scilit_rules.reporters.letters.supplying import Supplies
from scilit_rules.reporters.letters.titles import numeral, sign

_DEMANDS = ("when", "how", "late", "object")


def _say(code: str, **args: object) -> str:
    return say(f"letters.remind.{code}", ZH, **args)


def reminder(letters: Letters, subject: Subject) -> Content | None:
    """The reminder to a subject, or None where it owes no return."""
    returned = letters.report.return_of(subject.id)
    if returned is None or not returned.is_owed:
        return None
    return _Reminder(letters, subject, returned).content()


class _Reminder:
    def __init__(self, letters: Letters, subject: Subject, returned: Return) -> None:
        self.letters, self.subject, self.returned = letters, subject, returned
        self.findings: Sequence[Finding] = letters.summary.by_subject[subject.id]
        self.supplies = Supplies(letters.summary, self.findings, returned)

    def content(self) -> Content:
        letters, name = self.letters, self.subject.name.zh
        texts = letters.texts(_say("title", plan=letters.plan_name), letters.addressee(self.subject), "")
        texts |= {"单位": name, "问题数": str(len(self.supplies.items))}
        attached = _say("list", subject=name)
        blocks: dict[str, Sequence[Block]] = {
            "发文机关标志": [sign(letters.issuer)],
            "概况": list(self._overview()),
            "问题": list(self._wanted()),
            "要求": list(self._demands()),
            "附件说明": attachment_note([attached]),
            "落款": letters.signed(),
            "附件": [*attachment(attached), *self.supplies.table()],
        }
        return Content(texts, blocks, NEEDED)

    def _overview(self) -> Iterator[Paragraph]:
        open_ = [finding for finding in self.findings if finding.status is Status.UNKNOWN and finding.follows is None]
        files = "、".join(map(file_in_words, self.returned.unusable or self.returned.sources))
        state = _say(self.returned.state.value.replace("_", "-"), you=self.letters.you(self.subject), files=files)
        as_of = day(self.letters.report.as_of, ZH)
        yield Paragraph(_say("overview", cited=self.letters.cited, as_of=as_of, state=state,
                             obligations=len({finding.obligation for finding in open_}), findings=len(open_)))
        if self.returned.joint:
            joint = "、".join(map(file_in_words, self.returned.joint))
            yield Paragraph(_say("joint", files=joint, you=self.letters.you(self.subject)))
        if self.returned.state is ReturnState.NOT_USABLE:
            yield Paragraph(_say("unreadable-how"))

    def _wanted(self) -> Iterator[Paragraph]:
        yield Paragraph(_say("wanted"), Style.FIRST)
        plan = self.letters.plan
        chapters = Counter(plan.obligations[finding.obligation].clause.split("/")[0]
                           for finding in {f.obligation: f for f in self.findings if f.follows is None}.values())
        parts = [_say("chapter", path=path, heading=plan.clauses[path].heading if path in plan.clauses else "",
                      count=chapters[path]) for path in plan.clauses if path in chapters]
        yield Paragraph(_say("chapters", plan=self.letters.plan_in_short, parts="、".join(parts),
                             count=sum(chapters.values()), items=len(self.supplies.items)))

    def _demands(self) -> Iterator[Paragraph]:
        yield Paragraph(_say("demands"), Style.FIRST)
        contact = self.letters.sender.contact
        told = say("letters.contact", ZH, contact=contact) if contact else ""
        for number, code in enumerate(_DEMANDS, start=1):
            text = _say(f"demand.{code}", deadline=self.letters.deadline, issuer=self.letters.issuer, contact=told)
            yield Paragraph(f"（{numeral(number)}）{text}")
