"""What a report tells beside its findings as JSON: the run, the subjects and returns, problems and waivers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scilit_rules.exchange.forms import DAY, INTEGER, WORDS, Form, always, described, maybe, record, several, word
from scilit_rules.exchange.values import PLACE, PLACES, TEXT
from scilit_rules.messages import hint, say
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Input, RunRecord
from scilit_rules.model.returns import Return, Superseded
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Lang, Message, Said, Text
from scilit_rules.model.waiver import Waiver, WaiverState, WaiverUse
from scilit_rules.model.words import Level, ProblemLevel, ReturnState

SUBJECT = record("subject", Subject, always("id", WORDS), always("name", TEXT), always("level", word(Level)),
                 maybe("parent", WORDS), maybe("code", WORDS), maybe("counted_in", several(WORDS)))
_SUPERSEDED = record("", Superseded, always("old", WORDS), always("new", WORDS), always("lost", INTEGER))
RETURN = record("return", Return, always("subject", WORDS), always("state", word(ReturnState)),
                maybe("sources", several(WORDS)), maybe("joint", several(WORDS)), maybe("unusable", several(WORDS)),
                maybe("superseded", several(_SUPERSEDED)))
_INPUT = record("input", Input, always("source", WORDS), always("digest", WORDS), always("adapter", WORDS),
                always("records", INTEGER))


def run_form(messages: Form) -> Form:
    """What a run was made with, but for what it assumed.

    Args:
        messages: the form of messages.
    """
    def make(confirmed_by: str = "", engine_note: Message | None = None, **parts: Any) -> RunRecord:
        return RunRecord(confirmed_by=confirmed_by, engine_note=engine_note, **parts)

    return record(
        "run", make, always("tool", WORDS), always("engine", WORDS), always("plan", WORDS), always("digest", WORDS),
        always("as_of", DAY), always("inputs", several(_INPUT)), always("plugins", several(WORDS)),
        maybe("confirmed_by", WORDS), maybe("engine_note", messages),
    )


def _in_words(lang: Lang) -> Callable[[tuple[str, ...]], str]:
    return lambda facts: say(Message("distance.assumed", {"facts": facts}), lang)


WHAT_IF = described("what_if", record(
    "what_if", lambda assumed: assumed, always("assumed", several(WORDS), lambda facts: facts),
    always("zh", WORDS, _in_words("zh"), into=""), always("en", WORDS, _in_words("en"), into=""),
), "Only in a report on assumed facts: it tells what would be, not what is.")
"""The facts that were assumed, and that they were."""


def _hint(problem: Problem) -> Text | None:
    to_do = Text(hint(problem.message, "zh"), hint(problem.message, "en"))
    return to_do if to_do.zh else None


def _problem(code: str, zh: str, en: str, hint: Text | None = None, **parts: Any) -> Problem:
    return Problem(Message(code, said=Said(Text(zh, en), hint)), **parts)


PROBLEM = record(
    "problem", _problem, always("code", WORDS), always("zh", WORDS, lambda problem: say(problem.message, "zh")),
    always("en", WORDS, lambda problem: say(problem.message, "en")), always("level", word(ProblemLevel)),
    maybe("place", PLACE), maybe("excerpt", WORDS), maybe("hint", TEXT, _hint), maybe("near", several(WORDS)),
    maybe("others", PLACES),
)


def _waiver(state: WaiverState, findings: tuple[str, ...], **parts: Any) -> WaiverUse:
    return WaiverUse(Waiver(**parts), state, findings)


WAIVER = record(
    "waiver", _waiver, always("id", WORDS, "waiver.id"), always("state", word(WaiverState)),
    *(always(name, WORDS, f"waiver.{name}") for name in ("obligation", "subject", "reason", "approver", "document")),
    always("from", DAY, "waiver.from_day", into="from_day"), always("until", DAY, "waiver.until"),
    always("findings", several(WORDS)), maybe("period", WORDS, "waiver.period"), maybe("place", PLACE, "waiver.place"),
)
