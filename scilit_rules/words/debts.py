"""Who still owes a return, and what is not known for what reason, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scilit_rules.messages import say
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Absence, ReturnState
from scilit_rules.words.tallies import Tally

_TOLD = (ReturnState.NOT_RETURNED, ReturnState.NOT_USABLE, ReturnState.BLANK, ReturnState.JOINT)
_MOST_NAMED = 60


class ReturnWords:
    """The returns of a round in one language.

    Args:
        tallies: how each subject stands.
        lang: the reader's language.
    """

    def __init__(self, tallies: Sequence[Tally], lang: Lang) -> None:
        self._lang: Lang = lang
        self._known = [tally for tally in tallies if tally.returned is not None]

    def sentences(self) -> Sequence[str]:
        """How many have reported, then who has not; nothing where all have, or that is not known."""
        parts = list(self._parts())
        if not parts:
            return ()
        owed = sum(tally.is_owed for tally in self._known)
        everybody = len(self._known)
        counted = say("owing.counted", self._lang, all=everybody, sent=everybody - owed, owed=owed)
        return (counted, *parts) if owed else parts

    def _parts(self) -> Iterator[str]:
        for state in _TOLD:
            found = self.of(state)
            if found:
                yield say(f"owing.{state.value}", self._lang, subjects=self.named(found), count=len(found))

    def of(self, state: ReturnState) -> list[Tally]:
        """The subjects whose return is in a state."""
        return [tally for tally in self._known if tally.returned is not None and tally.returned.state is state]

    def named(self, tallies: Sequence[Tally]) -> str:
        """The names of subjects; of very many only the first, and it is said so."""
        names = [tally.subject.name.get(self._lang) for tally in tallies[:_MOST_NAMED]]
        text = say("wording.list-separator", self._lang).join(names)
        left = len(tallies) - len(names)
        return text + (say("owing.more", self._lang, count=left) if left else "")


def absences_in_words(absences: Mapping[Absence, int], lang: Lang) -> str:
    """How many findings are unknown for what absence, in brackets; nothing where there are none."""
    parts = [say("owing.absence", lang, absence=absence, count=count) for absence, count in absences.items() if count]
    return say("owing.absences", lang, parts=parts) if parts else ""
