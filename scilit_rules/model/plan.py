"""One issued plan as a ruleset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scilit_rules.model.condition import Comparison, leaves
from scilit_rules.model.lineage import Rule, Rules
from scilit_rules.model.obligation import Consequence, Obligation
from scilit_rules.model.operators import Growth
from scilit_rules.model.place import Place
from scilit_rules.model.rule_digest import digest_of_rule
from scilit_rules.model.scoring import Scoring
from scilit_rules.model.subject import Register
from scilit_rules.model.text import Text
from scilit_rules.model.timeline import Timeline
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.model.words import ClauseKind, Role


@dataclass(frozen=True, slots=True)
class Document:
    """The issued document.

    Args:
        number: its document number, or empty where the text has none.
        issuer: who issued it.
        issued: when, or None where the text does not say.
        rests_on: titles and numbers of the documents that it rests on.
    """

    number: str = ""
    issuer: str = ""
    issued: date | None = None
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as a clause names it."""

    body: str
    role: Role

    @property
    def collective(self) -> bool:
        """Whether it names several bodies at once, such as 各成员单位, without saying which."""
        return self.body.startswith(("各", "相关", "有关"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered place in the plan.

    Args:
        path: its number path, such as ``二/（一）/1``.
        kind: what it is within the plan.
        heading: its heading.
        own_heading: whether the heading is ours, because the text gives none.
        bodies: the bodies that it names, with their role, in the order named.
        digest: ``sha256:`` and the digest of its normalised text.
        wording: the role wording as the text has it, such as ``由…牵头，相关部门和单位配合``.
        reason: why it has no obligation, where it has none on purpose.
        place: where the author wrote it.
    """

    path: str
    kind: ClauseKind
    heading: str
    own_heading: bool = False
    bodies: tuple[Mention, ...] = ()
    digest: str = ""
    wording: str = ""
    reason: Text | None = None
    place: Place | None = field(default=None, compare=False)

    @property
    def parent(self) -> str | None:
        """The path of the clause that it stands in, or None at the top."""
        return self.path.rpartition("/")[0] or None


@dataclass(frozen=True, slots=True)
class Plan:
    """One issued plan as a ruleset: what it says, whom it binds, and what may be asked.

    Args:
        id: its id, such as ``zibo-2016-2020``.
        title: its title.
        document: the issued document.
        jurisdiction: the id of the subject whose area it covers.
        years: the first and the last year that it covers.
        extends: ids of the rulesets that it may adopt obligations from.
        clauses: every clause, in the order of the text, by path.
        obligations: every obligation, in the order written, by id.
        consequences: rules over findings, each after those that it needs, by id.
        vocabulary: the facts that may be asked for.
        register: the subjects that are known.
        digest: ``sha256:`` and the digest of all the files that it was read from.
        home: the folder that it was read from.
        note: what a reader should know.
        scoring: how findings become points and grades, or None where the plan declares none.
        version: the version of its rules; empty where it tells none.
        base: the year that growth is counted from, where the plan tells it; see `timeline`.
        kept: what is kept of all its rules, of a plan in outline as a saved report tells it: with the obligations and
            facts that its findings speak of, the latter without ranges and definitions, and with no conditions.
    """

    id: str
    title: Text
    document: Document
    jurisdiction: str
    years: tuple[int, int]
    extends: tuple[str, ...]
    clauses: Mapping[str, Clause]
    obligations: Mapping[str, Obligation]
    consequences: Mapping[str, Consequence]
    vocabulary: Vocabulary
    register: Register
    digest: str
    home: str
    note: Text | None = None
    scoring: Scoring | None = None
    version: str = ""
    base: int | None = None
    kept: Rules | None = None

    def __repr__(self) -> str:
        """In a line, without all that the plan says."""
        return f"<Plan {self.id}: {len(self.clauses)} clauses, {len(self.obligations)} obligations>"

    def renamed(self, id: str) -> str | None:
        """What an obligation is called now that had an id in an earlier version; None where none had it."""
        return next((one.id for one in self.obligations.values() if id in one.formerly), None)

    @property
    def is_outline(self) -> bool:
        """Whether it was read from a saved report, so that nothing can be judged by it."""
        return self.kept is not None

    @property
    def rules(self) -> Rules:
        """What is kept of each obligation, by which later versions of the plan know it again."""
        if self.kept is not None:
            return self.kept
        return {id: Rule(self._demand_of(obligation), obligation.formerly)
                for id, obligation in self.obligations.items()}

    def _demand_of(self, obligation: Obligation) -> str:
        """The digest of what an obligation demands, and of how the facts that it rests on are kept and computed."""
        facts = [(name, self._kept(name)) for name in self._facts_of(obligation)]
        return digest_of_rule(obligation.digest, *facts) if facts else obligation.digest

    def _facts_of(self, obligation: Obligation) -> list[str]:
        open_ = [leaf.fact for condition in (obligation.require, obligation.when) if condition is not None
                 for leaf in leaves(condition) if isinstance(leaf, Comparison)]
        found: set[str] = set()
        while open_:
            name = open_.pop()
            spec = self.vocabulary.get(name)
            if name not in found and spec is not None:
                found.add(name)
                open_ += spec.derive.parts if spec.derive is not None else ()
        return sorted(found)

    def _kept(self, name: str) -> tuple[object, ...]:
        spec = self.vocabulary[name]
        return spec.type, spec.unit, spec.nature, spec.freshness, spec.derive

    @property
    def timeline(self) -> Timeline:
        """Its time: when it was issued, or is taken to have been, and what follows from that."""
        return Timeline.of(self.years, self.document.issued, self.base)

    @property
    def earliest_year(self) -> int:
        """The first year that its data may speak of: the one before its first, or an earlier one it is held against."""
        conditions = [part for one in self.obligations.values() for part in (one.require, one.when) if part is not None]
        bounds = [leaf.bound for part in conditions for leaf in leaves(part) if isinstance(leaf, Comparison)]
        bases = [bound.base for bound in bounds if isinstance(bound, Growth) and bound.base is not None]
        return min(self.years[0] - 1, self.timeline.base, *bases)

    def bodies_of(self, path: str) -> tuple[Mention, ...]:
        """The bodies that a clause names, or, where it names none, those of the nearest clause around it that does.

        Args:
            path: the path of the clause.

        Returns:
            the bodies with their role, in the order named; nothing where no clause around it names any.
        """
        clause: Clause | None = self.clauses.get(path)
        while clause is not None and not clause.bodies:
            clause = self.clauses.get(clause.parent) if clause.parent else None
        return clause.bodies if clause else ()

    def answering(self, path: str) -> tuple[str, ...]:
        """The names of the bodies that answer for a clause; those that only support it where no other is named.

        Args:
            path: the path of the clause.
        """
        bodies = self.bodies_of(path)
        first = tuple(mention.body for mention in bodies if mention.role is not Role.SUPPORT)
        return tuple(dict.fromkeys(first or (mention.body for mention in bodies)))

    def cited(self, path: str) -> str:
        """Path and heading of a clause, as it is cited; the path alone where the plan has no such clause.

        Args:
            path: the path of the clause.
        """
        clause = self.clauses.get(path)
        return f"{path} {clause.heading if clause else ''}".strip()
