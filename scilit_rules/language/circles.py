"""Things that need each other in a circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def find_circles(needs: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Each circle in which names need each other, once, beginning with its first name in alphabetical order.

    Args:
        needs: what each name needs; names that need nothing may be absent.
    """
    found: dict[tuple[str, ...], None] = {}
    done: set[str] = set()

    def follow(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            circle = way[way.index(name):]
            first = circle.index(min(circle))
            found[circle[first:] + circle[:first]] = None
        elif name not in done:
            for other in needs.get(name, ()):
                follow(other, (*way, name))
            done.add(name)

    for name in needs:
        follow(name, ())
    return list(found)
