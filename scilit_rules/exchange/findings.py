"""Findings as JSON: a field of a finding, of a check or of a conclusion is one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scilit_rules.exchange.forms import DECIMAL, WORDS, YES_OR_NO, Form, Key, always, maybe, record, several, word
from scilit_rules.exchange.values import (
    ATTESTED,
    BOUND,
    EVIDENCE,
    PERIOD,
    PLACES,
    VALUE,
    fact_form,
    message_form,
    type_of,
    typed,
    typed_bound,
)
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Doubt, Period
from scilit_rules.model.finding import Check, Conclusion, Finding, Gap, Outlook
from scilit_rules.model.operators import OPERATORS
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Absence, Disposition, FactType, Reason, Severity, Status

GAP = record("gap", Gap, always("amount", DECIMAL), always("unit", WORDS), always("more_than", YES_OR_NO),
             maybe("money", DECIMAL))
CONCLUSION = record("conclusion", Conclusion, always("consequence", WORDS), always("subject", WORDS),
                    always("severity", word(Severity)), always("because", several(WORDS)))
_OPERATOR = Form({"enum": sorted(OPERATORS)}, WORDS.read)


# What a finding was decided on: most of a report, and of no use to who compares, counts or draws findings. Of its
# checks only the one is wanted then that tells the direction of its gap.
_PARTICULARS = frozenset({"facts", "when_checks", "outlook", "message", "notes", "doubts"})


def finding_form(absence: Callable[[Finding], Absence | None], vocabulary: Mapping[str, FactSpec],
                 in_brief: bool = False) -> Form:
    """Findings.

    Args:
        absence: which kind of not knowing a finding is; only for writing.
        vocabulary: the facts that the report speaks of; only for reading.
        in_brief: whether to pass over what they were decided on; only for reading.
    """
    messages, fact = message_form(), fact_form(vocabulary)
    checks = _known(several(_check_form(messages, fact, vocabulary, in_brief)), in_brief)
    outlook = record("outlook", Outlook, always("baseline", fact), always("latest", fact),
                     always("on_course", YES_OR_NO), always("target", DECIMAL), always("expected", DECIMAL))
    keys = (
        always("id", WORDS), always("obligation", WORDS), always("subject", WORDS), always("period", WORDS),
        always("status", word(Status)), always("disposition", word(Disposition)),
        maybe("severity", word(Severity)), maybe("reason", word(Reason)),
        maybe("absence", word(Absence), absence, into=""), maybe("wanted", several(WORDS)), maybe("gap", GAP),
        maybe("checks", checks), maybe("when_checks", checks), maybe("places", PLACES),
        maybe("attested", ATTESTED), maybe("evidence", several(EVIDENCE)), maybe("notes", several(messages)),
        maybe("outlook", outlook), maybe("self_reported", YES_OR_NO), maybe("waiver", WORDS), maybe("follows", WORDS),
    )
    return record("finding", _finding, *_wanted(keys, in_brief))


def _doubt_form(messages: Form) -> Form:
    def make(period: Period | None = None, **parts: Any) -> Doubt:
        return Doubt(period=period, **parts)

    return record(
        "doubt", make, always("fact", WORDS, "name", into="name"), always("subject", WORDS),
        always("reason", word(Reason)), always("message", messages), always("places", PLACES), maybe("period", PERIOD),
        maybe("raw", WORDS),
    )


def _wanted(keys: Iterable[Key], in_brief: bool) -> Iterable[Key]:
    return [key for key in keys if key.name not in _PARTICULARS] if in_brief else keys


def _finding(id: str, **parts: Any) -> Finding:
    finding = Finding(**parts)
    if finding.id != id:
        raise ValueError("id")
    return finding


def _check_form(messages: Form, fact: Form, vocabulary: Mapping[str, FactSpec], in_brief: bool) -> Form:
    def make(fact: str, operator: str, bound: Any, actual: Any, **rest: Any) -> Check | None:
        # A later version may know more operators; what is compared by one of those can't be told here.
        if operator not in OPERATORS:
            return None
        type = type_of(vocabulary[fact]) if fact in vocabulary else _type_compared(operator)
        comparison = Comparison(fact, operator, typed_bound(bound, operator, type))
        return Check(comparison, actual=typed(actual, type), **rest)

    keys = (
        always("fact", WORDS, lambda check: check.comparison.fact),
        always("operator", _OPERATOR, lambda check: check.comparison.operator),
        always("bound", BOUND, lambda check: check.comparison.bound), always("truth", _TRUTH), always("actual", VALUE),
        maybe("gap", GAP), maybe("facts", several(fact)), maybe("reason", word(Reason)), maybe("message", messages),
        maybe("places", PLACES), maybe("doubts", several(_doubt_form(messages))),
    )
    return record("check", make, *_wanted(keys, in_brief))


def _known(checks: Form, in_brief: bool) -> Form:
    """Checks, without those that this version can't tell of, and, in brief, those of no gap."""
    def read(items: Any) -> tuple[Check, ...]:
        wanted = [item for item in items if "gap" in item] if in_brief else items
        return tuple(check for check in checks.read(wanted) if check is not None)

    return checks._replace(read=read)


def _type_compared(operator: str) -> FactType:
    """The type of a fact that the vocabulary does not know, by what is asked of it; a text where that may be many."""
    types = OPERATORS[operator].types
    if all(type.is_number for type in types):
        return FactType.NUMBER
    return FactType.DATE if types == {FactType.DATE} else FactType.TEXT


def _read_truth(item: Any) -> bool | None:
    return None if item is None else bool(YES_OR_NO.read(item))


_TRUTH = Form({"enum": [True, False, None]}, _read_truth)
