"""HTML by construction: whatever is not markup already is escaped, so no text of a report can become markup."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from typing import Union

from scilit_rules.model.text import Lang

_PAGE_LANG = {"zh": "zh-CN", "en": "en"}
# HTML has no way to write most control characters; they are shown as what they are, unreadable.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NEVER_CLOSED = frozenset({"meta", "link", "input", "br"})


class Html(str):
    """A text that is markup already."""

    __slots__ = ()


Child = Union[str, None]
"""What may stand in a tag: markup, text that is escaped, or nothing."""


def text(plain: str) -> Html:
    """A text as markup that shows it as it is."""
    return Html(escape(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", plain.replace("\r\n", "\n").replace("\r", "\n"))))


def joined(parts: Iterable[Child]) -> Html:
    """Parts one after the other, what is no markup escaped."""
    return Html("".join(part if isinstance(part, Html) else text(part) for part in parts if part))


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element.

    Args:
        name: its name.
        *children: what stands in it.
        **attributes: its attributes; ``class_`` for ``class``, ``aria_label`` for ``aria-label``; None and False are
            left out, True is written without a value.
    """
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{text(str(value))}"')
        for key, value in attributes.items() if value is not None and value is not False
    )
    opened = f"<{name}{told}>"
    return Html(opened if name in _NEVER_CLOSED else f"{opened}{joined(children)}</{name}>")


def lines(plain: str) -> Html:
    """A text of several lines, each on its own."""
    return Html(tag("br").join(text(line) for line in plain.split("\n") if line.strip()))


def listing(headers: Iterable[str], rows: Iterable[Iterable[str]], align: str, *, caption: str = "",
            heading_column: bool = True) -> Html:
    """A table.

    Args:
        headers: the headings of its columns.
        rows: its cells; what is no markup is escaped, line by line.
        align: ``l`` or ``r`` for each column.
        caption: what it lists, for those who can't see what stands around it.
        heading_column: whether the first cell of a row names the row.
    """
    classes = ["number" if side == "r" else None for side in align]
    head = joined(tag("th", name, scope="col", class_=style) for name, style in zip(headers, classes, strict=True))
    body = joined(tag("tr", *_cells(row, classes, heading_column)) for row in rows)
    named = tag("caption", caption, class_="unseen") if caption else None
    table = tag("table", named, tag("thead", tag("tr", head)), tag("tbody", body))
    return tag("div", table, class_="wide", tabindex="0", role="group", aria_label=caption or None)


def _cells(row: Iterable[str], classes: list[str | None], heading_column: bool) -> Iterable[Html]:
    for at, (cell, style) in enumerate(zip(row, classes, strict=True)):
        shown = cell if isinstance(cell, Html) else lines(cell)
        if at == 0 and heading_column:
            yield tag("th", shown, scope="row", class_=style)
        else:
            yield tag("td", shown, class_=style)


def page_head(title: str, lang: Lang, style: str, script: str) -> Html:
    """The beginning of a page up to its body, which may run nothing but its own style and script and load nothing.

    Args:
        title: the title of the window.
        lang: its language.
        style: all its style.
        script: all its script, to be written with `page_script`.
    """
    policy = (f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; img-src data:; "
              "base-uri 'none'; form-action 'none'")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="format-detection", content="telephone=no"),
        tag("link", rel="icon", href="data:,"),
        tag("title", title),
        Html(f"<style>{style}</style>"),
    )
    return Html(f'<!DOCTYPE html>\n<html lang="{_PAGE_LANG[lang]}">\n{head}\n<body>\n')


def page_script(script: str) -> Html:
    """The script at the end of a page, and the end."""
    return Html(f"<script>{script}</script>\n</body>\n</html>\n")


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
