"""How much of a file is read at most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may at most be for it to be read.

    Args:
        max_bytes: its size, and the size that it may inflate to.
        max_ratio: how many times its packed size a part may inflate to.
        max_parts: how many parts a package may have.
        max_depth: how many levels of elements, objects or lists may be open.
        max_elements: how many elements a part may have that is read whole.
        max_piece: how many bytes a tag, or a text without a tag in it, may have.
        max_merges: how many merged ranges a sheet may have.
        max_blank: how many cells of a sheet may be empty before the last of their row that is not.
    """

    max_bytes: int = 512 * 1024 * 1024
    max_ratio: int = 200
    max_parts: int = 10_000
    max_depth: int = 100
    max_elements: int = 2_000_000
    max_piece: int = 1 << 20
    max_merges: int = 100_000
    max_blank: int = 5_000_000


DATA = Limits()
"""Of data, which is read row by row."""

SETTINGS = Limits(max_bytes=8 * 1024 * 1024)
"""Of what people write to say how data is to be read and judged: mappings, waivers, rules."""

RULES = Limits(max_bytes=2 * 1024 * 1024)
"""Of one file of YAML, which is composed as a whole."""

DOCUMENT = Limits(max_bytes=64 * 1024 * 1024, max_elements=500_000)
"""Of documents, which are held in memory as a tree."""
