"""How a derived value was computed, with the numbers that it was computed from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scilit_rules.messages import say
from scilit_rules.model.fact import Fact
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Lang
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import DerivationKind, FactType
from scilit_rules.words.figures import exact, rounded, with_unit
from scilit_rules.words.wording import fact_in_words, value_in_words

_PLACES = 4
_SIGNS = {DerivationKind.RATIO: " ÷ ", DerivationKind.DIFFERENCE: " − ", DerivationKind.CHANGE: " − "}


def computed_in_words(fact: Fact, plan: Plan, lang: Lang) -> str:
    """A derived fact as a sum a reader can do again: ``401,000元 ÷ 407,016人 ≈ 0.9852元/人``.

    Returns:
        an empty string for a fact that was not computed.
    """
    spec = plan.vocabulary.get(fact.name)
    if spec is None or spec.derive is None or not fact.derived_from or not isinstance(fact.value, Decimal):
        return ""
    result = _result(fact.value, spec, lang)
    kind = spec.derive.kind
    if kind.over_children:
        return _over_children(kind, fact.derived_from, plan, result, lang)
    # A sum over children repeats one name, a change has two years of it, a ratio one fact for each part.
    parts = fact.derived_from
    if kind in (DerivationKind.RATIO, DerivationKind.DIFFERENCE):
        named = {part.name: part for part in parts}
        parts = tuple(named[name] for name in spec.derive.parts if name in named)
    if kind is DerivationKind.CHANGE:
        parts = tuple(sorted(parts, key=lambda part: part.period.end, reverse=True))
    factor = " × 100" if kind is DerivationKind.RATIO and spec.type is FactType.SHARE else ""
    return f"{_SIGNS.get(kind, ' + ').join(fact_in_words(part, plan, lang) for part in parts)}{factor} {result}"


def _result(value: Decimal, spec: FactSpec, lang: Lang) -> str:
    short = rounded(value, _PLACES, (Decimal(0),))
    return f"{'=' if short == value else '≈'} {with_unit(exact(short), spec.unit, lang)}"


def _over_children(kind: DerivationKind, parts: Sequence[Fact], plan: Plan, result: str, lang: Lang) -> str:
    listed = say("wording.list-separator", lang).join(_of(part, plan, lang) for part in parts)
    true = sum(1 for part in parts if part.value is True)
    return say(f"reporters.computed.{kind}", lang, count=len(parts), true=true, values=listed, result=result)


def _of(part: Fact, plan: Plan, lang: Lang) -> str:
    known = plan.register.get(part.subject)
    name = known.name.get(lang) if known else part.subject
    return f"{name}{'' if lang == 'zh' else ' '}{value_in_words(part.value, plan.vocabulary.get(part.name), lang)}"
