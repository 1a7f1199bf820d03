"""What was offered in proof and does not count, in words, with what to write in its place."""

from __future__ import annotations

from collections.abc import Sequence

from scilit_rules.facts.intervals import interval_in
from scilit_rules.messages import say
from scilit_rules.model.fact import Evidence
from scilit_rules.model.finding import Finding
from scilit_rules.model.obligation import Proof
from scilit_rules.model.text import Lang
from scilit_rules.model.words import EvidenceKind


def not_counted(finding: Finding) -> tuple[Sequence[Evidence], Sequence[EvidenceKind]]:
    """What was offered in proof of a finding that lacks it and does not count, and the kinds that would if not all."""
    for note in finding.notes:
        accept = note.args.get("accept")
        if isinstance(accept, tuple):
            proof = Proof(1, accept)
            vain = [piece for piece in finding.evidence if not proof.counts(piece.kind)]
            return [piece for piece in vain if interval_in([piece.text]) is None], accept
    return (), ()


def not_counted_in_words(finding: Finding, lang: Lang) -> str:
    """What does not count, each with what it lacks, and what to give instead; an empty string where all counts."""
    pieces, accept = not_counted(finding)
    if not pieces:
        return ""
    forms = [say(f"reporters.evidence-form.{kind}", lang) for kind in accept or ("any",)]
    wanted = say("wording.list-separator", lang).join(forms[:-1])
    wanted = say("reporters.evidence-or", lang).join(filter(None, (wanted, forms[-1])))
    texts = say("wording.list-separator", lang).join(_vain(piece, lang) for piece in pieces)
    return say("reporters.evidence-not-counted", lang, texts=texts, wanted=wanted)


def _vain(piece: Evidence, lang: Lang) -> str:
    """A piece that does not count, with what it lacks, or what it is instead of what is asked for."""
    reasons = piece.lacks if piece.kind is None else (piece.kind,)
    why = say("wording.part-separator", lang).join(say(reason, lang) for reason in reasons)
    return say("reporters.evidence-vain", lang, text=piece.text, why=why)
