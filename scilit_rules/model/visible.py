"""What is printed is seen, never obeyed: control characters and marks of direction are shown by their numbers."""

from __future__ import annotations

import re

# All controls but tab and line feed, what turns the direction of text around without being seen, and what has no width:
# two names that look the same must not be taken for one.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]")


def visible(text: str) -> str:
    """A text in which nothing can move the cursor, set colours or titles of a terminal, or turn text around.

    Args:
        text: a text from anywhere, such as a cell, a title or a file name.
    """
    return _UNSEEN.sub(_number, text)


def _number(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
