"""Data for the script of a page: each text once, named by its number, in JSON that can't end the script around it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from scilit_rules.reporters.page.markup import Html

EMPTY = 0
"""The number of the empty text."""
_encode: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ESCAPES = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f"})


class Texts:
    """Texts by number, in the order in which they were first asked for."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": EMPTY}

    def number(self, text: str) -> int:
        """The number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def all(self) -> list[str]:
        """The texts in the order of their numbers."""
        return list(self._numbers)


def data_block(value: Any, **attributes: str) -> Html:
    """Data within a page.

    Args:
        value: lists, mappings, texts and numbers.
        **attributes: ``id`` or ``class_`` by which the script finds it.
    """
    named = "".join(f' {key.rstrip("_")}="{name}"' for key, name in attributes.items())
    return Html(f'<script type="application/json"{named}>{_encode(value).translate(_ESCAPES)}</script>\n')
