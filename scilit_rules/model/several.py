"""What callers give where there may be several of a thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def several(given: Any, *kinds: type) -> tuple[Any, ...]:
    """The things that were given; one by itself is one thing, not what it could be taken apart into.

    Args:
        given: the things, or one of them; a text or path is always one thing, not its letters.
        kinds: further types of which one by itself is one thing.
    """
    return (given,) if isinstance(given, (str, Path, *kinds)) else tuple(given)
