"""How what rests on assumptions is marked: in the title and in the headline of whatever tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from scilit_rules.messages import say
from scilit_rules.model.text import Lang


def titled(title: str, assumed: Sequence[str], lang: Lang) -> str:
    """A title that says where what it stands over is no more than a what-if.

    Args:
        title: the title.
        assumed: the facts assumed, as they were written; the title is left as it is where there are none.
        lang: the reader's language.
    """
    return say("distance.what-if-title", lang, title=title) if assumed else title


def headlined(text: str, assumed: Sequence[str], lang: Lang) -> str:
    """What something comes to, with the facts assumed in front of it.

    Args:
        text: what it comes to, in a sentence.
        assumed: the facts assumed, as they were written; the sentence is left as it is where there are none.
        lang: the reader's language.
    """
    return say("distance.what-if-headline", lang, facts=tuple(assumed), text=text) if assumed else text
