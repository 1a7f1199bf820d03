"""Which rule of one version of a ruleset is which of another, whatever either calls it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from scilit_rules.model.words import RuleChange

_NOWHERE = 1_000_000
Key = tuple[str, str, str]
"""Subject, obligation and period: by what a finding is known within a plan."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept of an obligation, so that later versions of it are known.

    Args:
        digest: ``sha256:`` and the digest of what it demands; empty where nobody noted it.
        formerly: the ids that it had in earlier versions.
    """

    digest: str = ""
    formerly: tuple[str, ...] = ()


Rules = Mapping[str, Rule]
"""The rules of one version of a ruleset by id; none where a file was written before they were kept."""


class Lineage:
    """The kinship of the rules of two versions; which of both is the older makes no difference.

    Args:
        one: the rules of one version.
        other: the rules of the other.
    """

    def __init__(self, one: Rules, other: Rules) -> None:
        self._one, self._other = one, other
        self.links = tuple(pair for _, pair in sorted(_ranked(one, other)))
        """Ids that differ and mean the same rule, that of the first version first; the surest first."""

    def twin(self, id: str) -> str | None:
        """What the other version calls a rule of the first, or None where it has none such."""
        return _twin(id, self._other, self.links)

    def twin_back(self, id: str) -> str | None:
        """What the first version calls a rule of the other, or None where it has none such."""
        return _twin(id, self._one, tuple((own, far) for far, own in self.links))

    def pairs(self, one: Iterable[Key], other: Iterable[Key]) -> dict[Key, Key]:
        """By each key of the other version its match in the first; nothing is matched twice.

        Args:
            one: the keys of the first version.
            other: the keys of the other.
        """
        free, theirs = set(one), set(other)
        found = {key: key for key in theirs & free}
        free.difference_update(found)
        renamed = {old for old, _ in self.links}
        by_rule: dict[str, list[Key]] = {}
        for key in free:
            if key[1] in renamed:
                by_rule.setdefault(key[1], []).append(key)
        for old, new in self.links:
            for key in by_rule.get(old, ()):
                match = (key[0], new, key[2])
                if key in free and match in theirs and match not in found:
                    found[match] = key
                    free.discard(key)
        return found

    def change(self, one: str | None, other: str | None) -> RuleChange:
        """Whether the demand of a rule is the same in both versions.

        Args:
            one: its id in the first version; None where nothing was found by that name.
            other: its id in the other.
        """
        if not self._one or not self._other:
            return RuleChange.UNKNOWN
        mine = one if one is not None or other is None else self.twin_back(other)
        theirs = other if other is not None or one is None else self.twin(one)
        before, after = self._one.get(mine or ""), self._other.get(theirs or "")
        if before is None or after is None:
            return RuleChange.ADDED if before is None else RuleChange.LEFT
        if not before.digest or not after.digest:
            return RuleChange.UNKNOWN
        return RuleChange.SAME if before.digest == after.digest else RuleChange.CHANGED


def _twin(id: str, far: Rules, links: Collection[tuple[str, str]]) -> str | None:
    return id if id in far else next((other for own, other in links if own == id), None)


def _ranked(one: Rules, other: Rules) -> Iterator[tuple[tuple[int, str, str], tuple[str, str]]]:
    """Each pair of ids that differ, with a rank that is the same whichever version comes first."""
    renamed = {*_renamed(one, other), *((now, old) for old, now in _renamed(other, one))}
    for mine, theirs in renamed:
        rank = min(_position(mine, other[theirs]), _position(theirs, one[mine]))
        yield (rank, min(mine, theirs), max(mine, theirs)), (mine, theirs)


def _renamed(one: Rules, other: Rules) -> Iterator[tuple[str, str]]:
    """Ids that only the first version has and the other used formerly, each with the id that it has there now."""
    yield from ((old, id) for id, rule in other.items() for old in rule.formerly if old in one and old not in other)


def _position(old: str, rule: Rule) -> int:
    return rule.formerly.index(old) if old in rule.formerly else _NOWHERE
