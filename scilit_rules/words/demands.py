"""What a plan demands, quoted from it, and how that is checked: one wording for reports, letters and circulars."""

from __future__ import annotations

from scilit_rules.messages import say
from scilit_rules.model.condition import Comparison
from scilit_rules.model.obligation import Obligation, Proof
from scilit_rules.model.plan import Clause, Plan
from scilit_rules.model.text import Lang
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.words.wording import condition_in_words, quotable


def requirement(obligation: Obligation, vocabulary: Vocabulary, lang: Lang) -> str:
    """What must hold: of facts as they are measured, else what the plan demands, and what must be shown for it."""
    if obligation.demand is not None:
        return obligation.demand.requirement.get(lang)
    if obligation.require is not None:
        return _with_proof(condition_in_words(obligation.require, vocabulary, lang), obligation.proof, lang)
    if obligation.attest is not None:
        return _with_proof(quoted(obligation, lang), obligation.attest.proof, lang)
    return say("wording.requirement.review", lang, demand=quoted(obligation, lang))


def question(obligation: Obligation, vocabulary: Vocabulary, lang: Lang) -> str:
    """How an obligation is judged, for who writes or reads rulesets: by facts, or by what answer to which question."""
    if obligation.require is not None:
        return requirement(obligation, vocabulary, lang)
    if obligation.attest is not None:
        asked = say("wording.question.attest", lang, ask=quotable(_question(obligation.attest.ask.get(lang))))
        return _with_proof(asked, obligation.attest.proof, lang)
    return say("wording.question.review", lang, ask=_question((obligation.review or obligation.title).get(lang)))


def _question(ask: str) -> str:
    """The question itself, without what a form adds on how to answer it."""
    end = min((at for at in (ask.find("？"), ask.find("?")) if at >= 0), default=len(ask))
    return ask[: end + 1]


def quoted(obligation: Obligation, lang: Lang) -> str:
    """What the plan demands, in quotation marks, with the very words of the clause where these say it otherwise."""
    title = quotable(obligation.title.get(lang))
    phrase = quotable(obligation.phrase)
    if not phrase or phrase in title:
        return say("wording.demand", lang, title=title)
    return say("wording.demand.phrase", lang, title=title, phrase=quotable(excerpt(obligation, None, lang)))


def excerpt(obligation: Obligation, clause: Clause | None, lang: Lang) -> str:
    """The words of the plan that an obligation stands on, with an ellipsis where its sentence runs on.

    Args:
        obligation: the obligation; its phrase is a few words cut out of a sentence.
        clause: the clause that it comes from, whose heading may be the very phrase; None where nobody knows it.
        lang: the reader's language.
    """
    phrase = obligation.phrase
    # A saved report does not tell whose headings are, so that what is cut out and what is not can't be told apart.
    is_known = clause is not None and not clause.own_heading and obligation.demand is None
    heading = clause.heading if clause is not None and is_known else ""
    before = "" if heading.startswith(phrase) else say("wording.excerpt.before", lang)
    after = "" if heading.endswith(phrase) else say("wording.excerpt.after", lang)
    return f"{before}{phrase}{after}" if phrase else ""


def cited(obligation: Obligation, plan: Plan, short: str, lang: Lang) -> str:
    """By which clause a plan demands what, in a sentence without its full stop.

    Args:
        obligation: the obligation.
        plan: the plan.
        short: what the plan is called, such as ``《方案》``.
        lang: the reader's language.
    """
    clause = plan.clauses.get(obligation.clause)
    heading = clause.heading if clause and not clause.own_heading else ""
    where = obligation.clause.replace("/", "")
    where += say("wording.demand.heading", lang, heading=quotable(heading)) if heading else ""
    text = say("wording.demand.cited", lang, plan=short, where=where, demand=quoted(obligation, lang))
    measure = _measure(obligation, plan.vocabulary, lang)
    return say("wording.demand.measured", lang, demand=text, measure=measure) if measure else text


def _measure(obligation: Obligation, vocabulary: Vocabulary, lang: Lang) -> str:
    """How it is measured; nothing where the demand itself says it."""
    asked = obligation.require
    if asked is None or (isinstance(asked, Comparison) and asked.operator == "is"):
        return ""
    return condition_in_words(asked, vocabulary, lang)


def _with_proof(demand: str, proof: Proof, lang: Lang) -> str:
    if proof.regularly:
        demand = say("wording.requirement.regularly", lang, demand=demand)
    if not proof.count:
        return demand
    code = "wording.requirement.proof-kinds" if proof.accept else "wording.requirement.proof"
    return say(code, lang, demand=demand, count=proof.count, kinds=proof.accept)
