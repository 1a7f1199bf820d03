"""YAML blocks → conditions, each operator held against the table and against the fact that it is applied to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scilit_rules.language.bounds import read_bound
from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.growth import Counting, read_growth
from scilit_rules.language.naming import Known
from scilit_rules.language.shaping import wrong_kind
from scilit_rules.language.vocabulary import near_facts
from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Comparison, Condition, Follows, Not, StatusIs
from scilit_rules.model.operators import OPERATORS, BoundKind
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import Status
from scilit_rules.problems import near_names

_JOINS = ("all", "any", "not", "at_least_of")
_ON_FACTS = ("fact", *_JOINS)
_ON_FINDINGS = ("finding", "consequence", *_JOINS)


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """Reads conditions.

    Args:
        faults: takes what is wrong.
        vocabulary: the facts that may be asked for, where the condition is over facts.
        facts: their names, with those whose description is wrong.
        findings: ids of obligations, where the condition is over findings.
        consequences: ids of consequences, likewise.
        parameters: values of parameters by name, None for one that has no value yet; absent where there can be none.
        base: the year that growth is counted from; without one nothing that is read can be judged.
        judged: the first year that is judged; None where that is not known.
    """

    faults: Faults
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    facts: Known = field(default_factory=Known)
    findings: Known | None = None
    consequences: Known | None = None
    parameters: Mapping[str, Spot | None] | None = None
    base: int = 0
    judged: int | None = None

    def read(self, spot: Spot) -> Condition | None:
        """The condition, or None with all that is wrong noted."""
        if not isinstance(spot.value, dict):
            self.faults.add(wrong_kind(spot, "condition"))
            return None
        heads = _ON_FACTS if self.findings is None else _ON_FINDINGS
        given = [key for key in spot.value if key in heads]
        if not given:
            self._note_no_head(spot, heads)
            return None
        if len(given) > 1:
            self.faults.add(spot.at(given[1]).problem("several-of", key=True, given=given, names=list(heads)))
            return None
        head = given[0]
        if head == "fact":
            return self._comparison(spot)
        if head in ("finding", "consequence"):
            return self._status(spot) if head == "finding" else self._follows(spot)
        self._only(spot, (head,))
        return self._join(head, spot.at(head))

    def _note_no_head(self, spot: Spot, heads: tuple[str, ...]) -> None:
        stranger = next(iter(spot.value), None)
        if stranger is None:
            self.faults.add(spot.problem("none-of", names=list(heads)))
        elif stranger in ("fact", "finding", "consequence"):
            code = "finding-in-requirement" if self.findings is None else "fact-in-consequence"
            self.faults.add(spot.at(stranger).problem(code, key=True))
        else:
            self.faults.add(spot.at(stranger).problem("unknown-key", key=True, near=near_names(stranger, heads),
                                                      name=stranger, known=list(heads)))

    def _join(self, head: str, spot: Spot) -> Condition | None:
        if head == "not":
            part = self.read(spot)
            return None if part is None else Not(part)
        if head == "at_least_of":
            return self._at_least_of(spot)
        parts = self._parts(spot)
        if parts is None:
            return None
        return All(parts) if head == "all" else AnyOf(parts)

    def _parts(self, spot: Spot) -> tuple[Condition, ...] | None:
        if not isinstance(spot.value, list) or not spot.value:
            self.faults.add(spot.problem("empty") if spot.value == [] else wrong_kind(spot, "list"))
            return None
        parts = [self.read(part) for part in spot.parts()]
        return None if None in parts else tuple(part for part in parts if part is not None)

    def _at_least_of(self, spot: Spot) -> Condition | None:
        if not isinstance(spot.value, dict):
            self.faults.add(wrong_kind(spot, "mapping"))
            return None
        self._only(spot, ("count", "of"))
        missing = [name for name in ("count", "of") if name not in spot.value]
        if missing:
            self.faults.add(spot.problem("missing-key", names=missing))
        parts = self._parts(spot.at("of")) if "of" in spot.value else None
        count = self._follow(spot.at("count")) if "count" in spot.value else None
        if count is None or parts is None:
            return None
        if isinstance(count.value, bool) or not isinstance(count.value, int):
            self.faults.add(wrong_kind(count, "integer"))
            return None
        if not 1 <= count.value <= len(parts):
            self.faults.add(count.problem("count-of-parts", count=count.value, parts=len(parts)))
            return None
        return AtLeastOf(count.value, parts)

    def _only(self, spot: Spot, known: tuple[str, ...]) -> None:
        for key in spot.value:
            if key not in known:
                self.faults.add(spot.at(key).problem("unknown-key", key=True, near=near_names(key, known), name=key,
                                                     known=list(known)))

    def _comparison(self, spot: Spot) -> Condition | None:
        before = len(self.faults)
        spec = self._fact(spot.at("fact"))
        operator = self._operator(spot, spec)
        if operator is None:
            return None
        bound = self._follow(spot.at(operator))
        if OPERATORS[operator].bound is BoundKind.GROWTH:
            if bound is None or spec is None:
                return None
            grown = read_growth(spec.name, operator, bound, Counting(self.base, self.judged), self.faults)
            return None if len(self.faults) > before else grown
        read = None if bound is None else read_bound(bound, OPERATORS[operator], spec, self._follow, self.faults)
        if read is None or len(self.faults) > before or spec is None:
            return None
        return Comparison(spec.name, operator, read, spot.place)

    def _fact(self, spot: Spot) -> FactSpec | None:
        if not isinstance(spot.value, str):
            self.faults.add(wrong_kind(spot, "text"))
            return None
        spec = self.vocabulary.get(spot.value)
        if self.facts.lacks(spot.value):
            near = near_facts(spot.value, self.vocabulary, self.facts)
            self.faults.add(spot.problem("unknown-fact", near=near, name=spot.value))
        return spec

    def _operator(self, spot: Spot, spec: FactSpec | None) -> str | None:
        keys = [key for key in spot.value if key != "fact"]
        fitting = [name for name, op in OPERATORS.items() if spec is None or spec.type in op.types]
        strangers = [key for key in keys if key not in OPERATORS]
        for key in strangers:
            near = near_names(key, OPERATORS)
            self.faults.add(spot.at(key).problem("unknown-operator", key=True, near=near, name=key, known=fitting))
        given = [key for key in keys if key in OPERATORS]
        if len(given) > 1:
            self.faults.add(spot.at(given[1]).problem("several-operators", key=True, given=given))
        elif not given and not strangers:
            self.faults.add(spot.problem("none-of", names=fitting))
        if len(given) != 1 or strangers:
            return None
        if given[0] not in fitting and spec is not None:
            self.faults.add(spot.at(given[0]).problem("operator-misfit", key=True, operator=given[0], fact=spec.name,
                                                      title=spec.title, type=spec.type, known=fitting))
            return None
        operator: str = given[0]
        return operator

    def _follow(self, spot: Spot) -> Spot | None:
        """The value that stands for a parameter, or the value itself; None where there is none to be had."""
        if not (isinstance(spot.value, dict) and "parameter" in spot.value):
            return spot
        named = spot.at("parameter")
        if self.parameters is None:
            self.faults.add(named.problem("parameter-outside-shared", key=True))
            return None
        name = named.value
        if not isinstance(name, str) or name not in self.parameters:
            near = near_names(str(name), self.parameters)
            self.faults.add(named.problem("unknown-parameter", near=near, name=name, known=list(self.parameters)))
            return None
        found: Spot | None = self.parameters[name]
        return found

    def _status(self, spot: Spot) -> Condition | None:
        self._only(spot, ("finding", "is"))
        finding = self._name(spot.at("finding"), self.findings, "unknown-finding")
        status = spot.at("is")
        if "is" not in spot.value:
            self.faults.add(spot.problem("missing-key", names=["is"]))
            return None
        words = [word.value for word in Status]
        if status.value not in words:
            near = near_names(str(status.value), words)
            self.faults.add(status.problem("unknown-word", near=near, word=status.value, words=words))
            return None
        return None if finding is None else StatusIs(finding, Status(status.value), spot.place)

    def _follows(self, spot: Spot) -> Condition | None:
        self._only(spot, ("consequence",))
        consequence = self._name(spot.at("consequence"), self.consequences, "unknown-consequence")
        return None if consequence is None else Follows(consequence, spot.place)

    def _name(self, spot: Spot, known: Known | None, code: str) -> str | None:
        assert known is not None
        if not isinstance(spot.value, str):
            self.faults.add(wrong_kind(spot, "text"))
            return None
        if known.lacks(spot.value):
            self.faults.add(spot.problem(code, near=near_names(spot.value, known.names), name=spot.value))
        return str(spot.value)
