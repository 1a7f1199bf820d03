"""What a reminder says to a subject that owes its return (催报通知)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scilit_rules.messages import say
from scilit_rules.model.finding import Finding
from scilit_rules.model.returns import Return
from scilit_rules.model.subject import Subject
from scilit_rules.model.words import ReturnState, Status
from scilit_rules.reporters.letters.asking import Asking
from scilit_rules.reporters.letters.blocks import Content, Paragraph
from scilit_rules.reporters.letters.letter import ZH, Letters
from scilit_rules.reporters.letters.places import file_in_words
from scilit_rules.reporters.letters.supplying import Supplies
from scilit_rules.words.wording import day


def _say(code: str, **args: object) -> str:
    return say(f"letters.remind.{code}", ZH, **args)


def reminder(letters: Letters, subject: Subject) -> Content | None:
    """The reminder to a subject, or None where it owes no return."""
    returned = letters.report.return_of(subject.id)
    if returned is None or not returned.is_owed:
        return None
    findings = letters.summary.by_subject[subject.id]
    supplies = Supplies(letters.summary, findings, returned)
    counted = [finding for finding in findings if finding.follows is None]
    overview = _overview(letters, letters.you(subject), returned, counted)
    wanted = _wanted(letters, counted, len(supplies.items))
    return Asking(letters, subject, supplies, "remind").content(list(overview), [wanted])


def _overview(letters: Letters, you: str, returned: Return, counted: Sequence[Finding]) -> Iterator[Paragraph]:
    undecided = [finding for finding in counted if finding.status is Status.UNKNOWN]
    files = "、".join(map(file_in_words, returned.unusable or returned.sources))
    state = _say(returned.state.value.replace("_", "-"), you=you, files=files)
    obligations = len({finding.obligation for finding in undecided})
    yield Paragraph(_say("overview", cited=letters.cited, as_of=day(letters.report.as_of, ZH), state=state,
                         obligations=obligations, findings=len(undecided)))
    if returned.joint:
        yield Paragraph(_say("joint", files="、".join(map(file_in_words, returned.joint)), you=you))
    if returned.state is ReturnState.NOT_USABLE:
        yield Paragraph(_say("unreadable-how"))


def _wanted(letters: Letters, counted: Sequence[Finding], items: int) -> Paragraph:
    """How many tasks are to be reported on, by chapter of the plan."""
    plan = letters.plan
    asked = dict.fromkeys(finding.obligation for finding in counted)
    chapters = Counter(plan.obligations[id].clause.split("/")[0] for id in asked)
    parts = [_say("chapter", path=path, heading=plan.clauses[path].heading, count=chapters[path])
             for path in plan.clauses if path in chapters]
    return Paragraph(_say("chapters", plan=letters.plan_in_short, parts="、".join(parts), count=len(asked),
                          items=items))
