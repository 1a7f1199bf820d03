"""Words that every brief uses: how a finding stands, whose it is, and numbers for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Union

from scilit_rules.messages import say
from scilit_rules.model.brief import BriefTable
from scilit_rules.model.finding import Finding
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition
from scilit_rules.words.wording import gap_by_itself, period_in_words, value_in_words

Json = Union[None, bool, int, str, "list[Json]", "dict[str, Json]"]


class Namer:
    """The names of subjects and obligations in one language; the id where no plan has a name.

    Args:
        plans: the plans that reports were made with, the one that has the say first.
        lang: the reader's language.
    """

    def __init__(self, plans: Sequence[Plan], lang: Lang) -> None:
        self.lang: Lang = lang
        self._plans = plans

    def subject(self, id: str) -> str:
        """The name of a subject."""
        return next((plan.register[id].name.get(self.lang) for plan in self._plans if id in plan.register), id)

    def title(self, id: str) -> str:
        """The title of an obligation."""
        return next((plan.obligations[id].title.get(self.lang) for plan in self._having(id)), id)

    def clause(self, id: str) -> str:
        """Path and heading of the clause of an obligation."""
        return next((plan.cited(plan.obligations[id].clause) for plan in self._having(id)), "")

    def bodies(self, id: str) -> str:
        """The bodies that answer for an obligation."""
        answering = next((plan.answering(plan.obligations[id].clause) for plan in self._having(id)), ())
        return say("wording.list-separator", self.lang).join(answering)

    def _having(self, id: str) -> Iterator[Plan]:
        return (plan for plan in self._plans if id in plan.obligations)

    def period(self, finding: Finding) -> str:
        """The period of a finding."""
        return period_in_words(finding.period, self.lang)


def standing(finding: Finding | None, lang: Lang) -> str:
    """How one obligation stands, in a few words: the gap, what was claimed, or the status and why."""
    if finding is None:
        return say("comparison.not-judged", lang)
    text = _found(finding, lang)
    if finding.disposition is Disposition.OPEN:
        return text
    return say("comparison.with-reason", lang, status=text, reason=finding.disposition)


def _found(finding: Finding, lang: Lang) -> str:
    if finding.gap is not None:
        check = next((check for check in finding.checks if check.gap == finding.gap), None)
        return gap_by_itself(finding.gap, lang, check)
    if finding.is_gap and finding.attested is not None:
        return value_in_words(finding.attested, None, lang)
    if finding.reason is not None:
        return say("comparison.with-reason", lang, status=finding.status, reason=finding.reason)
    return say(finding.status, lang)


def number(value: Decimal | None) -> str:
    """A number for programs and spreadsheets, with all its digits; empty for none."""
    return "" if value is None else format(value, "f")


def table(heading: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], lang: Lang) -> BriefTable:
    """A table whose headings stand in the catalogue.

    Args:
        heading: what it lists.
        columns: the key of each heading, ``brief.column.<key>``, and ``l`` or ``r``.
        rows: the cells.
        lang: the reader's language.
    """
    headers = tuple(say(f"brief.column.{key}", lang) for key, _ in columns)
    return BriefTable(heading, headers, tuple(map(tuple, rows)), "".join(side for _, side in columns))


def listed(pairs: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]]) -> list[dict[str, Json]]:
    """The rows of a table for programs: one mapping each, without what is empty."""
    keys = [key.replace("-", "_") for key, _ in pairs]
    return [{key: cell for key, cell in zip(keys, row, strict=True) if cell} for row in rows]
