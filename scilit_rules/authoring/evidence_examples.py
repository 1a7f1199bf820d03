"""Examples of evidence: what the form shows beside a question, and whether an author's own would count itself."""

from __future__ import annotations

from collections.abc import Iterator

from scilit_rules.facts.evidence import read_evidence
from scilit_rules.messages import say
from scilit_rules.model.obligation import Obligation, Proof
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Lang, Text
from scilit_rules.model.words import EvidenceKind
from scilit_rules.problems import problem


def example_of(obligation: Obligation, year: int, lang: Lang) -> str:
    """What evidence of an obligation looks like: as its author says, else one of a kind that it accepts.

    Args:
        obligation: the obligation.
        year: the year that the form asks for.
        lang: the language of the form.
    """
    attest = obligation.attest
    if attest is not None and attest.example is not None:
        return attest.example.get(lang)
    return usual_example(obligation.proof if attest is None else attest.proof, year, lang)


def usual_example(proof: Proof, year: int, lang: Lang) -> str:
    """Evidence of the first kind that is accepted, as it is usually named."""
    kind = proof.accept[0] if proof.accept else EvidenceKind.DOCUMENT
    return say(f"forms.example.{kind}", lang, year=str(year))


def wrong_examples(plan: Plan) -> tuple[Problem, ...]:
    """What is wrong with the examples of a plan: one that names nothing, or is of a kind that does not count."""
    return tuple(found for obligation in plan.obligations.values() for found in _wrong(obligation, plan))


def _wrong(obligation: Obligation, plan: Plan) -> Iterator[Problem]:
    attest = obligation.attest
    if attest is None or attest.example is None:
        return
    instead = Text(*(usual_example(attest.proof, plan.years[0], lang) for lang in ("zh", "en")))
    for example in filter(None, (attest.example.zh, attest.example.en)):
        pieces = read_evidence(example)
        vain = next((piece for piece in pieces if piece.kind is None), None)
        if vain is not None:
            yield problem("authoring.example-no-evidence", obligation.place, id=obligation.id, example=example,
                          lacks=vain.lacks, instead=instead)
        elif not any(attest.proof.counts(piece.kind) for piece in pieces):
            yield problem("authoring.example-other-kind", obligation.place, id=obligation.id, example=example,
                          kind=pieces[0].kind, accept=attest.proof.accept, instead=instead)
