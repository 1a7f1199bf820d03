"""Something wrong with rules, data or plugins, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.words import ProblemLevel


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with rules, data or plugins.

    Args:
        message: what is wrong, by its code, with the values it speaks of; the code also finds the advice.
        place: where.
        excerpt: the line at that place, as it stands.
        span: how many characters of the excerpt, from the place's column on, are meant.
        near: names that the author may have meant, nearest first.
        others: further places that belong to it, such as the first of two duplicates.
        level: how much it weighs.
    """

    message: Message
    place: Place | None = None
    excerpt: str = ""
    span: int = 0
    near: tuple[str, ...] = ()
    others: tuple[Place, ...] = ()
    level: ProblemLevel = ProblemLevel.ERROR

    @property
    def code(self) -> str:
        """The code of the message."""
        return self.message.code
