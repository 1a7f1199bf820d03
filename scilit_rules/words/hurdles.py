"""What stands between a subject and compliance, in the reader's words: whose it is, how it stands, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scilit_rules.messages import say, show
from scilit_rules.model.distance import Hurdle, Step
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Need, Severity
from scilit_rules.words.briefing import standing
from scilit_rules.words.figures import money
from scilit_rules.words.wording import answering, bearer_in_words, gap_in_words, period_in_words, title_of


class HurdleWords:
    """The words for hurdles of one plan in one language.

    Args:
        plan: the plan.
        lang: the reader's language.
    """

    def __init__(self, plan: Plan, lang: Lang) -> None:
        self.plan = plan
        self.lang: Lang = lang

    def name(self, id: str) -> str:
        """The name of a subject."""
        known = self.plan.register.get(id)
        return known.name.get(self.lang) if known else id

    def title(self, hurdle: Hurdle) -> str:
        """The title of the obligation; with the period where the obligation has a finding for each year."""
        finding = hurdle.finding
        title = title_of(finding.obligation, self.plan, self.lang)
        if not self.plan.obligations[finding.obligation].schedule.repeats:
            return title
        return say("distance.of-period", self.lang, title=title, period=period_in_words(finding.period, self.lang))

    def clause(self, hurdle: Hurdle) -> str:
        """Path and heading of the clause that asks for it."""
        path = self.plan.obligations[hurdle.finding.obligation].clause
        clause = self.plan.clauses.get(path)
        return f"{path} {clause.heading}".strip() if clause else path

    def bodies(self, hurdle: Hurdle) -> str:
        """The bodies that answer for it; nothing where the clause names none."""
        return answering(self.plan, self.plan.obligations[hurdle.finding.obligation].clause, self.lang)

    def answers(self, hurdle: Hurdle) -> str:
        """Who answers for it: the bodies, else the subject, which bears it."""
        return self.bodies(hurdle) or bearer_in_words(self.name(hurdle.finding.subject), self.lang)

    def severity(self, hurdle: Hurdle) -> Severity:
        """How much it weighs, be it a gap or a question."""
        return self.plan.obligations[hurdle.finding.obligation].binding.severity

    def standing(self, hurdle: Hurdle) -> str:
        """How it stands, in a few words."""
        return standing(hurdle.finding, self.lang)

    def needs(self, hurdle: Hurdle) -> str:
        """What it takes: money, a document, work, time, data, a review."""
        return show(hurdle.needs, self.lang)

    def steps(self, hurdle: Hurdle) -> Iterator[str]:
        """What to do, step by step; what the title of the obligation says already is not said again."""
        for step in hurdle.steps:
            yield self._step(step, step.facts == (hurdle.finding.obligation,))

    def unknown_cost(self, hurdles: Sequence[Hurdle]) -> str:
        """How many of them take money of an amount that nobody can reckon yet; nothing where none does."""
        unknown = sum(Need.MONEY in hurdle.needs and hurdle.money is None for hurdle in hurdles)
        return say("distance.cost-unknown", self.lang, count=unknown) if unknown else ""

    def _step(self, step: Step, itself: bool) -> str:
        facts = tuple(title_of(name, self.plan, self.lang) for name in step.facts)
        if step.need is Need.MONEY and step.money is not None:
            over = step.check is not None and step.check.gap is not None and step.check.gap.more_than
            key = "money-any" if over and not step.money else "money-over" if over else "money"
            return say(f"distance.step.{key}", self.lang, money=money(step.money, self.lang))
        if step.need is Need.MONEY:
            return say("distance.step.money-unknown", self.lang, facts=facts)
        if step.need is Need.TIME and step.check is not None and step.check.gap is not None:
            words = gap_in_words(step.check.gap, self.lang, step.check)
            return say("distance.step.time", self.lang, facts=facts, gap=say("distance.step.gap", self.lang, gap=words))
        return say(f"distance.{'itself' if itself else 'step'}.{step.need}", self.lang, facts=facts)
