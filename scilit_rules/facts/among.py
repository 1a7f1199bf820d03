"""Rows of a list that show parts of the amount above them which nobody understands: 其中：上级拨付."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.naming import Headings
from scilit_rules.model.fact import Doubt, Fact
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.words import FactType, Reason

AMONG = re.compile("(?:其中|内含|含|其:)")


def wholes_doubted(name: str, place: Place, facts: Sequence[Fact], headings: Headings) -> Iterator[Doubt]:
    """The doubts of the amount above a row: beside what others paid the whole is not what its own treasury did.

    Args:
        name: what the row says that it is about.
        place: where it says so.
        facts: what was read above it, in order.
        headings: what names mean.
    """
    if not facts or AMONG.match(fold_name(name)) is None:
        return
    whole = facts[-1]
    named = headings.exact(whole.name)
    if named is None or named.spec is None or named.spec.type is not FactType.AMOUNT:
        return
    for fact in reversed(facts):
        if (fact.subject, fact.name) != (whole.subject, whole.name) or fact.place is None:
            return
        told = {"title": named.spec.title, "raw": str(fact.value), "part": name.strip()}
        message = Message("facts.part-unknown", told)
        yield Doubt(fact.subject, fact.name, fact.period, Reason.AMBIGUOUS, message, (fact.place, place))
