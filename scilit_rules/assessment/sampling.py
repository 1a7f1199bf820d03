"""The draw of claims to look at on site: by risk, and the same for the same seed whatever order the claims come in."""

from __future__ import annotations

from collections import Counter
from decimal import Context, Decimal
from hashlib import sha256

from scilit_rules.model.finding import Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.report import Report
from scilit_rules.model.sampling import Risk, Sample, Sampled
from scilit_rules.model.words import Binding, ObligationKind

BINDING_WEIGHTS = {Binding.MANDATORY: 6, Binding.DIRECTIONAL: 3, Binding.ENCOURAGED: 1}
"""What a claim weighs by how strongly its obligation binds."""
MONEY_WEIGHT = 2
"""What a claim on money weighs more than another, times."""

_CONTEXT = Context(prec=40)
_HASHED = Decimal(2**256)


def draw_sample(report: Report, size: int, seed: str) -> Sample:
    """Draws claims to look at, without putting any back, each the likelier the more it weighs.

    A larger sample of the same report and seed holds the smaller one.

    Args:
        report: the report.
        size: how many to draw; all if there are no more.
        seed: any text.
    """
    claims = [finding for finding in report.findings if finding.self_reported]
    counts = Counter(finding.subject for finding in claims)
    most = max(counts.values(), default=0)
    risks = {finding.id: _risk(finding, report.plan.obligations.get(finding.obligation), counts[finding.subject], most)
             for finding in claims}
    chosen = sorted(claims, key=lambda finding: (_key(seed, finding.id, risks[finding.id].weight), finding.id))[:size]
    drawn = tuple(Sampled(number, found, risks[found.id]) for number, found in enumerate(chosen, start=1))
    known = dict.fromkeys(subject.id for subject in report.subjects)
    return Sample(report, seed, size, {id: counts[id] for id in {**known, **counts}}, drawn)


def _risk(finding: Finding, obligation: Obligation | None, claims: int, most: int) -> Risk:
    binding = obligation.binding if obligation else None
    money = obligation is not None and obligation.kind is ObligationKind.FUNDING
    base = (BINDING_WEIGHTS[binding] if binding else 1) * (MONEY_WEIGHT if money else 1)
    # Rounded, so that what is printed is what was drawn with.
    weight = (base * (1 + Decimal(claims) / most)).quantize(Decimal("0.01"))
    return Risk(binding, money, claims, most, weight)


def _key(seed: str, id: str, weight: Decimal) -> Decimal:
    """An exponential waiting time at the rate of the weight, from a number that only seed and id decide.

    Those who wait least are a draw without replacement by weight (Efraimidis and Spirakis, 2006). Decimal, because
    floating-point logarithms differ from machine to machine.
    """
    number = int.from_bytes(sha256(f"{seed}\n{id}".encode()).digest(), "big") + 1
    uniform = _CONTEXT.divide(Decimal(number), _HASHED)
    return _CONTEXT.divide(-_CONTEXT.ln(uniform), weight)
