"""The bodies that a clause names in the bracket at its end, each with its role."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scilit_rules.authoring.text import normalise
from scilit_rules.model.plan import Mention
from scilit_rules.model.words import Role

_BRACKET = re.compile(r"\(([^()]*(?:负责|配合|牵头|参与|落实))\)[。.]?$")
_ROLES = (("按职责分工负责", Role.SHARED), ("分工负责", Role.SHARED), ("牵头", Role.LEAD), ("配合", Role.SUPPORT),
          ("参与", Role.SUPPORT), ("负责", Role.SOLE), ("落实", Role.SOLE))
_COLLECTIVE = re.compile(r"和(?=各)")


def read_bodies(text: str) -> tuple[tuple[Mention, ...], str]:
    """The bodies of a clause, and the role wording with ``…`` for their names.

    Args:
        text: the clause's own text, in any layout.

    Returns:
        the bodies in the order named, and the wording such as ``由…牵头，相关部门和单位配合``; both empty where the
        clause ends without naming any.
    """
    found = _BRACKET.search(normalise(text))
    if not found:
        return (), ""
    parts = list(_parts(found[1]))
    mentions = tuple(Mention(body, role) for names, role, _ in parts for body in names)
    return mentions, "，".join(wording for _, _, wording in parts)


def _parts(bracket: str) -> Iterator[tuple[list[str], Role, str]]:
    for part in re.split(r"[,;；]", bracket):
        for ending, role in _ROLES:
            if part.endswith(ending):
                opening = "由" if part.startswith("由") else ""
                names = part[len(opening) : -len(ending)]
                yield _names(names), role, f"{opening}{names if _is_collective(names) else '…'}{ending}"
                break


def _names(text: str) -> list[str]:
    return [name for part in text.split("、") for name in _COLLECTIVE.split(part) if name]


def _is_collective(names: str) -> bool:
    return "、" not in names and names.startswith(("相关", "有关", "各"))
