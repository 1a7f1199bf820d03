"""Many facts and doubts of one thing at one time, of which a few tell as much as all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from scilit_rules.model.fact import Doubt, Fact, Period
from scilit_rules.model.text import Message

MOST = 50
"""How many places of one value, how many differing values, and how many doubts of one time are kept."""


def few_facts(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts of which not all need be cited: of many the first of each value, and of the values the first.

    Args:
        facts: those of one thing at one time.
    """
    if len(facts) <= MOST:
        return tuple(facts)
    by_value: dict[object, Fact] = {}
    for fact in facts:
        by_value.setdefault(fact.value, fact)
    first = list(by_value.values())[:MOST]
    cited = set(map(id, first))
    more = [fact for fact in facts[:MOST] if id(fact) not in cited]
    return tuple([*first, *more][:MOST])


def few_values(values: Iterable[object]) -> tuple[object, ...]:
    """The values that a message lists: of many the first, and how many more there are."""
    all_of_them = tuple(values)
    if len(all_of_them) <= MOST:
        return all_of_them
    return (*all_of_them[:MOST], Message("facts.more-values", {"count": len(all_of_them) - MOST}))


def few_of_each_time(doubts: Iterable[Doubt]) -> Mapping[str, dict[str, tuple[Doubt, ...]]]:
    """Doubts by subject and name; of many about one time the first.

    Args:
        doubts: all of them.
    """
    kept: dict[str, dict[str, list[Doubt]]] = {}
    seen: Counter[tuple[str, str, Period | None]] = Counter()
    for doubt in doubts:
        key = (doubt.subject, doubt.name, doubt.period)
        seen[key] += 1
        if seen[key] <= MOST:
            kept.setdefault(doubt.subject, {}).setdefault(doubt.name, []).append(doubt)
    return {subject: {name: tuple(found) for name, found in names.items()} for subject, names in kept.items()}
