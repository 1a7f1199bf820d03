"""What a request says to a subject that has no gap to put right, but data or evidence to supply (补报通知)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scilit_rules.messages import say
from scilit_rules.model.finding import Finding
from scilit_rules.model.returns import Return
from scilit_rules.model.subject import Subject
from scilit_rules.model.words import Absence, ReturnState, Status
from scilit_rules.reporters.letters.asking import Asking
from scilit_rules.reporters.letters.blocks import Content, Paragraph
from scilit_rules.reporters.letters.letter import ZH, Letters
from scilit_rules.reporters.letters.places import file_in_words
from scilit_rules.reporters.letters.supplying import Supplies
from scilit_rules.reporters.letters.titles import numbered


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
    if not supplies.are_asked:
        return None
    counted = [finding for finding in findings if finding.follows is None]
    wanted = [*_kinds(letters, counted), Paragraph(_say("items", items=len(supplies.items)))]
    overview = [*letters.overview(subject, "overview.supply"), *_joint(letters.you(subject), returned)]
    how = "how-joint" if _stands_among_others(returned) else "how"
    return Asking(letters, subject, supplies, "request").content(overview, wanted, how)


def _stands_among_others(returned: Return | None) -> bool:
    return returned is not None and returned.state is ReturnState.JOINT


def _joint(you: str, returned: Return | None) -> Iterator[Paragraph]:
    """Who stands in the table of others alone has no form of its own that it could complete."""
    if returned is not None and _stands_among_others(returned):
        yield Paragraph(_say("joint", files="、".join(map(file_in_words, returned.joint)), you=you))


def _kinds(letters: Letters, counted: Sequence[Finding]) -> list[Paragraph]:
    """How many findings wait for what; what stands alone bears no number."""
    lacking = letters.summary.lacking
    counts = {absence.value: sum(lacking.of(finding) is absence for finding in counted) for absence in Absence}
    counts["review"] = sum(finding.status is Status.NEEDS_REVIEW for finding in counted)
    told = [_say(kind, count=count) for kind, count in counts.items() if count]
    return numbered(told) if len(told) > 1 else [Paragraph(text) for text in told]
