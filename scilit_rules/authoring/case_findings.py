"""Why a case found what it found, in a sentence, so that its author sees which value or comparison decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scilit_rules.messages import say
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Lang, Text
from scilit_rules.model.words import Status
from scilit_rules.words.wording import (
    actual_in_words,
    comparison_in_words,
    gap_in_words,
    reason_in_words,
    value_in_words,
)

_DECIDED = {Status.MET: True, Status.UNMET: False, Status.NOT_DUE: False}


def why_found(finding: Finding, plan: Plan) -> Text:
    """What decided a finding: the comparisons with what was found, the claim, and what is in doubt, in both languages.

    Args:
        finding: the finding.
        plan: the plan that it belongs to.
    """
    return Text(_sentence(finding, plan, "zh"), _sentence(finding, plan, "en"))


def doubtful_places(finding: Finding) -> tuple[Place, ...]:
    """The lines on which the values stand that a finding rests on or is in doubt about, each once."""
    places = (place for check in _deciding(finding) for place in check.places)
    return tuple(dict.fromkeys(replace(place, column=None) for place in (*places, *finding.places)))


def _sentence(finding: Finding, plan: Plan, lang: Lang) -> str:
    said = dict.fromkeys(_parts(finding, plan, lang))
    return say("wording.part-separator", lang).join(said) or "—"


def _parts(finding: Finding, plan: Plan, lang: Lang) -> Iterator[str]:
    if finding.attested is not None:
        yield value_in_words(finding.attested, None, lang)
    checks = _deciding(finding)
    for check in checks:
        yield _compared(check, plan, lang)
    yield from (say(note, lang) for note in finding.notes)
    if finding.reason is not None and not checks:
        yield reason_in_words(finding.reason, finding.wanted, plan, lang)


def _compared(check: Check, plan: Plan, lang: Lang) -> str:
    if check.message is not None:
        return say(check.message, lang)
    if check.reason is not None:
        return reason_in_words(check.reason, (check.comparison.fact,), plan, lang)
    asked = comparison_in_words(check.comparison, plan.vocabulary, lang)
    found = actual_in_words(check, plan.vocabulary.get(check.comparison.fact), lang)
    if check.gap is not None:
        gap = gap_in_words(check.gap, lang, check)
        return say("authoring.found-by", lang, asked=asked, found=found, gap=gap)
    return say("authoring.found", lang, asked=asked, found=found)


def _deciding(finding: Finding) -> tuple[Check, ...]:
    """The comparisons that made a finding what it is."""
    if finding.status is Status.NOT_APPLICABLE:
        return tuple(check for check in finding.when_checks if check.truth is False)
    wanted = _DECIDED.get(finding.status)
    return tuple(check for check in (*finding.when_checks, *finding.checks)
                 if check.truth is wanted and (check in finding.checks or wanted is None))
