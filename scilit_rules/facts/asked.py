"""Everything that a plan may ask data for: its vocabulary, and the duties that people attest."""

from __future__ import annotations

from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Plan
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import FactType, Nature


def asked_facts(plan: Plan) -> Vocabulary:
    """The vocabulary that data for a plan is read with.

    Args:
        plan: the plan.

    Returns:
        the facts of its vocabulary, and one attestation for each obligation that a reporter declares or a reviewer
        judges, named by the id of the obligation and titled like it; returns that were made from an earlier version
        of the plan may have it by a former id.
    """
    facts = dict(plan.vocabulary.facts)
    for obligation in plan.obligations.values():
        if obligation.require is None:
            facts[obligation.id] = _attestation(obligation)
    return Vocabulary(facts)


def _attestation(obligation: Obligation) -> FactSpec:
    asked = obligation.attest.ask if obligation.attest is not None else obligation.review
    return FactSpec(
        name=obligation.id,
        title=obligation.title,
        type=FactType.ATTESTATION,
        nature=Nature.YEARLY if obligation.schedule.repeats else Nature.STANDING,
        definition=asked,
        values=obligation.attest.done if obligation.attest is not None else (),
        former=obligation.formerly,
        aliases=obligation.aliases,
        place=obligation.place,
    )
