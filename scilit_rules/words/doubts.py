"""What was written where a comparison looked for data, and could not be used: each with whose it is and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scilit_rules.messages import say
from scilit_rules.model.fact import Doubt
from scilit_rules.model.finding import Check
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Lang

_MOST = 50


def doubts_in_words(checks: Sequence[Check], subject: str, plan: Plan, lang: Lang, folder: str = "") -> Iterator[str]:
    """Why comparisons are undecided: in a sentence each, then each thing that could not be used.

    Args:
        checks: the comparisons.
        subject: whose finding it belongs to; only others are named.
        plan: knows the names of subjects.
        lang: the reader's language.
        folder: what all files begin with, which need not be told.
    """
    doubts = tuple(dict.fromkeys(doubt for check in checks for doubt in check.doubts))
    if len(doubts) == 1 and doubts[0].subject == subject:
        # The finding names the place of its only cell by itself.
        doubts = (replace(doubts[0], places=()),)
    told = {doubt.message for doubt in doubts}
    said = dict.fromkeys(check.message for check in checks if check.message is not None)
    yield from (say(message, lang) for message in said if message not in told)
    yield from (_told(doubt, subject, plan, lang, folder) for doubt in doubts[:_MOST])
    if len(doubts) > _MOST:
        yield say("wording.doubts-more", lang, count=len(doubts) - _MOST)


def _told(doubt: Doubt, subject: str, plan: Plan, lang: Lang, folder: str) -> str:
    places = tuple(str(place).removeprefix(folder) for place in doubt.places)
    text = say("wording.doubt", lang, said=doubt.message, places=places) if places else say(doubt.message, lang)
    if doubt.subject == subject:
        return text
    known = plan.register.get(doubt.subject)
    return say("wording.doubt-of", lang, subject=known.name if known else doubt.subject, doubt=text)
