"""Text in both languages, and messages that become text when somebody reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and English.

    Args:
        zh: the Chinese wording.
        en: the English wording; falls back to the Chinese where an author gave none.
    """

    zh: str
    en: str = ""

    def get(self, lang: Lang) -> str:
        """The wording in one language."""
        return self.en or self.zh if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it was put into words when it was saved: of its values nothing else is known any more.

    Args:
        wording: what it says.
        hint: what to do about it, where that was saved too.
    """

    wording: Text
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell a reader, by its code in the message catalogue and the values it speaks of.

    Kept as a code until it is shown, so that one finding can be read in either language.

    Args:
        code: the key of the message in ``messages/zh.yaml`` and ``messages/en.yaml``.
        args: the values that fill its places; ``Text`` values are shown in the reader's language.
        said: its words, of one that was read from a saved report, where it stands without its values.
    """

    code: str
    args: Mapping[str, object] = field(default_factory=dict)
    said: Said | None = None

    def __hash__(self) -> int:
        return hash((self.code, self.said, tuple(sorted((key, str(value)) for key, value in self.args.items()))))
