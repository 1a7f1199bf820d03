"""Addresses as they may be shown: without the names, passwords and keys that open what they lead to.

An address as it was given identifies a source; what is shown of it is another thing. Everything that is shown goes
through here.
"""

from __future__ import annotations

import re

HIDDEN = "***"
_OPENING = "password|passwd|passphrase|pwd|secret|token|credential|signature|api_?key|access_?key|private_?key|auth"
# Up to the last @ that may end the part before the host. A password with a slash in it makes a malformed address, which
# is told of all the more, and one with blanks is still a password; a colon before a port does not begin one. What takes
# an address for a path leaves one slash of two, and so do slips of the pen; one letter and a colon begin a path.
_USER = re.compile(
    r"""(?:(?<=//)|(?<=[\w+.-]\w:/)(?=[^\s/?#"'<>@:]*:))"""
    r"""(?:(?!\[)[^\s/?#"'<>@:]*:(?!\d+/)(?:(?!//|:/)[^\s"'<>]){0,2000}|[^\s/?#"'<>]*|"""
    r"""[^\s/?#"'<>@:]*:(?!\d+(?:[/\s]|$))[^/?#"'<>@]*)"""
    r"""@(?=[^\s@]|$)""")
_PARAMETER = re.compile(rf"""([?&;](?:[\w.-]{{0,80}}(?:{_OPENING})[\w.-]{{0,80}}|sig|key)=)[^&;\s#"'<>]*""",
                        re.IGNORECASE)
_SETTING = re.compile(r"""(\b\w{0,80}(?:password|passwd|pwd|passphrase)\s*=\s*)(?:'[^']*'|"[^"]*"|[^\s,;&'"]+)""",
                      re.IGNORECASE)


def masked(text: str) -> str:
    """A text in which no address tells how to get in.

    Args:
        text: an address, or a text that may hold some, such as what a database said.

    Returns:
        the text with user names, passwords and keys of addresses replaced by ``***``.
    """
    if ":/" in text or "//" in text:
        text = _USER.sub(f"{HIDDEN}@", text)
    if "=" in text:
        text = _PARAMETER.sub(rf"\1{HIDDEN}", text)
        text = _SETTING.sub(rf"\1{HIDDEN}", text)
    return text
