"""How far subjects are from compliance, and by what shortest way they get there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.words import Need


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Args:
        need: what it takes.
        facts: the facts that it is about, by name; the id of the obligation where a person's word is.
        check: the comparison that fails or can't be decided, where there is one.
        money: what it costs in yuan, where that is known.
        past: whether it is too late: only facts of a time that is over would count.
    """

    need: Need
    facts: tuple[str, ...] = ()
    check: Check | None = None
    money: Decimal | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Hurdle:
    """One finding that stands between a subject and compliance, and the shortest way past it.

    Args:
        finding: the finding.
        steps: all that must be done; where a requirement leaves a choice, what takes the fewest steps and least money.
    """

    finding: Finding
    steps: tuple[Step, ...]

    @property
    def past(self) -> bool:
        """Whether it can't be made good any more, only explained or waived."""
        return any(step.past for step in self.steps)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What it takes, each once."""
        return tuple(need for need in Need if any(step.need is need for step in self.steps))

    @property
    def lacking(self) -> Decimal:
        """How much of what is asked is lacking, as a share: 1 for each step of which nothing can be measured."""
        return sum((self._share(step) for step in self.steps), Decimal(0))

    def _share(self, step: Step) -> Decimal:
        said = self.finding.attested
        if step.check is None and step.need is Need.WORK and said is not None and said.progress is not None:
            return 1 - said.progress / 100
        if step.check is None or step.check.gap is None:
            return Decimal(1)
        bounds = [one.constant for one in step.check.comparison.primitives if isinstance(one.constant, Decimal)]
        bound = max(map(abs, bounds), default=Decimal(0))
        return min(step.check.gap.amount / bound, Decimal(1)) if bound else Decimal(1)

    @property
    def money(self) -> Decimal | None:
        """What it costs in yuan, as far as that is known; None where nothing of it is."""
        known = [step.money for step in self.steps if step.money is not None]
        return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True, slots=True)
class Distance:
    """How far one subject is from compliance.

    Args:
        subject: its id.
        hurdles: what can still be done, the gravest first.
        past: gaps of times that are over, the gravest first.
        money: what the hurdles cost together in yuan, as far as known; money that serves several is counted once.
        past_money: what the gaps of times that are over lacked together, reckoned alike.
    """

    subject: str
    hurdles: tuple[Hurdle, ...]
    past: tuple[Hurdle, ...]
    money: Decimal
    past_money: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding that comes out differently on other facts.

    Args:
        before: how it came out, or None where there was none.
        after: how it comes out, or None where there is none.
    """

    before: Finding | None
    after: Finding | None

    @property
    def finding(self) -> Finding:
        """The later one, where there is one."""
        found = self.after or self.before
        assert found is not None
        return found
